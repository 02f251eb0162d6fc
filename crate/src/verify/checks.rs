//! One signature, judged: what was digested against what it says, and what it says against the policy.

use super::examination::Task;
use super::survey::PlacedSignature;
use super::{
    Authority, CertificateNamed, Code, Finding, Judge, PolicyNamed, ReferenceReport, SignatureReport,
    properties,
};
use crate::c14n::Method;
use crate::dsig::{
    DigestAlgorithm, ENVELOPED_SIGNATURE, ParsedSignature, SignatureAlgorithm, Transform, Unverified,
    Verifier,
};
use crate::identity::{Certificate, KeyUsage};
use crate::xades::SigningTime;
use crate::xml::is_ncname;

/// Collects what speaks against one signature.
pub(super) struct Findings<'a> {
    list: &'a mut Vec<Finding>,
    signature: usize,
}

impl<'a> Findings<'a> {
    pub(super) fn new(list: &'a mut Vec<Finding>, signature: usize) -> Self {
        Self { list, signature }
    }

    pub(super) fn add(&mut self, code: Code, value: Option<&str>) {
        let value = value.map(str::to_owned);
        self.list.push(Finding { code, signature: Some(self.signature), value });
    }

    pub(super) fn add_if(&mut self, found: bool, code: Code, value: Option<&str>) {
        if found {
            self.add(code, value);
        }
    }
}

/// Judges one signature; `tasks` are its canonical forms.
pub(super) async fn check<V: Verifier>(
    signature: &PlacedSignature,
    tasks: &[Task],
    judge: &Judge<'_, V>,
    findings: &mut Findings<'_>,
) -> SignatureReport {
    let parsed = &signature.parsed;
    if parsed.over_limit || parsed.irregular {
        // Not even whose it is can be told of what is read in one way here, and in another elsewhere.
        findings.add(Code::Malformed, None);
        return SignatureReport { id: parsed.id.clone(), ..SignatureReport::default() };
    }
    let certificate = parsed.certificate.as_deref().and_then(|der| Certificate::from_der(der).ok());
    let complete = parsed.signed_info.is_some() && !parsed.references.is_empty();
    findings.add_if(!complete, Code::Malformed, None);
    findings.add_if(parsed.id.is_none(), Code::NoSignatureId, None);
    findings.add_if(complete && parsed.references.len() != 2, Code::NotTwoReferences, None);

    check_canonicalizations(parsed, findings);
    let value_holds = check_value(parsed, certificate.as_ref(), tasks, judge.verifier, findings).await;
    let references: Vec<ReferenceReport> =
        (0..parsed.references.len()).map(|number| check_reference(parsed, number, tasks, findings)).collect();
    let covers = check_place(signature, tasks, findings);
    let properties = properties::check(parsed, tasks, judge.policy, findings);
    let signing_time = properties.as_ref().and_then(|properties| properties.time);
    let time_for_s2low = properties.as_ref().and_then(|properties| properties.time_for_s2low);
    let named = certificate.as_ref().map(|certificate| properties::certificate_named(parsed, certificate));
    let (authority, accepted_by_s2low) = match &certificate {
        Some(certificate) => {
            check_key(parsed, certificate, findings);
            check_named(named.as_ref(), findings);
            check_certificate(certificate, [signing_time, time_for_s2low], judge, findings).await
        }
        None => (Authority::Unchecked, false),
    };
    let stated = parsed.properties.clone().unwrap_or_default();
    let target = parsed.references.first().and_then(|reference| reference.uri.as_deref()).unwrap_or_default();
    SignatureReport {
        id: parsed.id.clone(),
        covers,
        target: target.trim_start_matches('#').to_owned(),
        intact: complete && value_holds && references.iter().all(|reference| reference.intact),
        algorithm: parsed.method.clone(),
        references,
        valid_then: certificate.as_ref().zip(signing_time).map(|(c, time)| c.is_valid_at(time.unix())),
        certificate,
        named: named.unwrap_or_default(),
        authority,
        accepted_by_s2low,
        signing_time,
        policy: PolicyNamed {
            identifier: stated.policy,
            known: properties.as_ref().is_some_and(|properties| properties.policy_known),
            digest_right: properties.and_then(|properties| properties.policy_digest_right),
        },
        xades: Some(stated.namespace).filter(|namespace| !namespace.is_empty()),
        role: stated.role,
        place: stated.place,
    }
}

/// Where the signature stands against what it refers to: the element whose digest was checked, if it is the one
/// that the signature stands in.
fn check_place(
    signature: &PlacedSignature,
    tasks: &[Task],
    findings: &mut Findings<'_>,
) -> Option<super::Covered> {
    let content = tasks.iter().find(|task| task.reference.is_some() && task.offset == Some(signature.parent));
    let covers = content.and_then(|task| task.covered);
    if signature.place.is_none() {
        findings.add(Code::WrongPlace, None);
    } else if covers.is_none() {
        findings.add(Code::NotItsParent, None);
    } else if content.is_some_and(|task| task.reference != Some(0)) {
        findings.add(Code::ContentNotFirst, None);
    }
    covers
}

/// Of `SignedInfo` only exclusive canonicalization is allowed. Of what is referred to the DGFiP's tool refuses Canonical
/// XML 1.0 where it is named, and nothing else (`domain/pes-signature.md` §4.1, 7 and 8).
fn check_canonicalizations(parsed: &ParsedSignature, findings: &mut Findings<'_>) {
    let of_signed_info = parsed.canonicalization.as_ref().and_then(|(uri, _)| Method::from_uri(uri));
    let transforms = parsed.references.iter().flat_map(|reference| &reference.transforms);
    let inclusive = transforms.filter_map(|transform| match transform {
        Transform::Canonicalize(method, _) if method.without_comments() == Method::Inclusive => Some(*method),
        _ => None,
    });
    let other = of_signed_info.filter(|method| !method.is_exclusive()).into_iter().chain(inclusive).next();
    findings.add_if(other.is_some(), Code::NotExclusive, other.map(Method::uri));
}

async fn check_value(
    parsed: &ParsedSignature,
    certificate: Option<&Certificate>,
    tasks: &[Task],
    verifier: &impl Verifier,
    findings: &mut Findings<'_>,
) -> bool {
    let uri = parsed.method.as_deref().unwrap_or_default();
    let Some(algorithm) = SignatureAlgorithm::from_uri(uri) else {
        findings.add(Code::UnknownAlgorithm, Some(uri));
        return false;
    };
    if algorithm.digest() == DigestAlgorithm::Sha1 {
        findings.add(Code::Sha1, Some(uri));
    } else if algorithm != SignatureAlgorithm::POLICY {
        findings.add(Code::NotThePolicysAlgorithm, Some(uri));
    }
    let octets = tasks.iter().find(|task| task.reference.is_none()).and_then(|task| task.result.as_deref());
    let Some(octets) = octets else {
        let uri = parsed.canonicalization.as_ref().map(|(uri, _)| uri.as_str());
        findings.add(Code::UnknownAlgorithm, uri);
        return false;
    };
    let Some(certificate) = certificate else {
        findings.add(Code::NoCertificate, None);
        return false;
    };
    let Ok(key) = certificate.public_key() else {
        findings.add(Code::UnknownAlgorithm, Some(uri));
        return false;
    };
    let value = parsed.value.as_deref().unwrap_or_default();
    match verifier.verify(algorithm, &key, octets, value).await {
        Ok(()) => return true,
        Err(Unverified::Mismatch) => findings.add(Code::ValueMismatch, None),
        Err(Unverified::Unsupported) => findings.add(Code::UnknownAlgorithm, Some(uri)),
    }
    false
}

fn check_reference(
    parsed: &ParsedSignature,
    number: usize,
    tasks: &[Task],
    findings: &mut Findings<'_>,
) -> ReferenceReport {
    let reference = &parsed.references[number];
    let uri = reference.uri.as_deref();
    let algorithm = reference.digest_method.as_deref().and_then(DigestAlgorithm::from_uri);
    let task = tasks.iter().find(|task| task.reference == Some(number));
    let report = |intact| ReferenceReport {
        uri: reference.uri.clone(),
        kind: reference.kind.clone(),
        covers: task.and_then(|task| task.covered),
        digest_method: reference.digest_method.clone(),
        digest: reference.digest.clone(),
        intact,
    };
    let (Some(algorithm), Some(task)) = (algorithm, task) else {
        findings.add(Code::UnknownAlgorithm, reference.digest_method.as_deref().or(uri));
        return report(false);
    };
    let id = uri.and_then(|uri| uri.strip_prefix('#')).unwrap_or_default();
    // One that begins with a digit is taken.
    findings.add_if(!is_ncname(&format!("_{id}")), Code::NotForXmlsec, uri);
    let is_within = task.offset.is_some_and(|offset| Some(offset) == signed_properties(parsed));
    let is_enveloped = reference.canonicalization().is_some_and(|(enveloped, ..)| enveloped);
    findings.add_if(is_within && is_enveloped, Code::NotForXmlsec, Some(ENVELOPED_SIGNATURE));
    match algorithm {
        DigestAlgorithm::Sha256 => {}
        DigestAlgorithm::Sha1 => findings.add(Code::Sha1, Some(algorithm.uri())),
        _ => findings.add(Code::NotThePolicysAlgorithm, Some(algorithm.uri())),
    }
    let code = match (task.matches, &task.result, &reference.digest) {
        (0, ..) => Code::TargetMissing,
        (1, Some(found), Some(stated)) if found == stated => return report(true),
        (1, Some(_), Some(_)) => Code::DigestMismatch,
        (1, ..) => Code::Malformed,
        _ => Code::TargetAmbiguous,
    };
    findings.add(code, uri);
    report(false)
}

fn signed_properties(parsed: &ParsedSignature) -> Option<u64> {
    parsed.properties.as_ref()?.signed_offset
}

/// xmlsec1 takes the first key that it can read, the DGFiP's tool what is in the first `X509Data`.
fn check_key(parsed: &ParsedSignature, certificate: &Certificate, findings: &mut Findings<'_>) {
    findings.add_if(parsed.certificate_late, Code::CertificateLate, None);
    let other = parsed
        .key_before
        .as_ref()
        .filter(|modulus| certificate.public_key().is_ok_and(|key| !key.has_modulus(modulus)));
    findings.add_if(other.is_some(), Code::NotForXmlsec, Some("KeyValue"));
}

/// What the properties say of the certificate.
fn check_named(named: Option<&CertificateNamed>, findings: &mut Findings<'_>) {
    if let Some(named) = named {
        for (right, code) in [
            (named.digest, Code::CertificateDigest),
            (named.serial, Code::CertificateSerial),
            (named.issuer, Code::CertificateIssuer),
        ] {
            findings.add_if(right == Some(false), code, named.stated(code));
        }
    }
}

/// Checks the certificate at the signing time, and at the time at which S2low judges, where they are stated; whether its
/// authority is believed, and whether S2low accepts it.
async fn check_certificate<V: Verifier>(
    certificate: &Certificate,
    times: [Option<SigningTime>; 2],
    judge: &Judge<'_, V>,
    findings: &mut Findings<'_>,
) -> (Authority, bool) {
    // An authority's own certificate has to be for signatures by name (`domain/pes-signature.md` §4.1, 12).
    let is_for_signing = certificate.key_usage() != KeyUsage::Other
        && (!certificate.is_authority() || certificate.usages().contains(&"nonRepudiation"));
    findings.add_if(!is_for_signing, Code::KeyUsage, None);
    findings.add_if(!certificate.is_valid_at(judge.now), Code::NotValidNow, None);
    // Without signing time, verifiers take the present.
    let [then, for_s2low] = times.map(|time| time.map_or(judge.now, SigningTime::unix));
    let is_valid = times[0].is_none() || certificate.is_valid_at(then);
    findings.add_if(!is_valid, Code::NotValidThen, None);
    let mut believed = [false; 2];
    if let Some(trust) = judge.trust {
        // Whoever is believed is believed by OpenSSL's rules too, at the same time.
        for (place, time) in [then, for_s2low].into_iter().enumerate() {
            let rules = [Certificate::may_issue, Certificate::may_issue_for_openssl][place];
            believed[place] = believed[0] && time == then
                || trust.leads_to_root(certificate, &[], time, rules, judge.verifier).await;
        }
    }
    let authority = match (judge.trust, believed[0]) {
        (None, _) => Authority::Unchecked,
        (_, true) => Authority::Believed,
        (_, false) => Authority::Unknown,
    };
    findings.add_if(authority == Authority::Unchecked, Code::AuthorityUnchecked, None);
    findings.add_if(authority == Authority::Unknown, Code::AuthorityUnknown, Some(&certificate.issuer()));
    let accepted_by_s2low = certificate.is_valid_at(for_s2low) && (judge.trust.is_none() || believed[1]);
    let is_told = !is_valid || authority == Authority::Unknown;
    findings.add_if(!accepted_by_s2low && !is_told, Code::NotForS2low, None);
    (authority, accepted_by_s2low)
}
