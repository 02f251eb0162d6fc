//! One signature, judged: what was digested against what it says, and what it says against the policy.

use super::examination::Task;
use super::survey::PlacedSignature;
use super::{
    Authority, CertificateNamed, Code, Finding, Judge, PolicyNamed, ReferenceReport, SignatureReport,
    properties,
};
use crate::c14n::Method;
use crate::dsig::{
    DigestAlgorithm, ENVELOPED_SIGNATURE, ParsedSignature, SignatureAlgorithm, Unverified, Verifier,
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
    let named = certificate.as_ref().map(|certificate| properties::certificate_named(parsed, certificate));
    let authority = match &certificate {
        Some(certificate) => {
            check_certificate(certificate, named.as_ref(), signing_time, judge, findings).await
        }
        None => Authority::Unchecked,
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

/// Only exclusive canonicalization is allowed, of `SignedInfo` and of what is referred to.
fn check_canonicalizations(parsed: &ParsedSignature, findings: &mut Findings<'_>) {
    let of_signed_info = parsed.canonicalization.as_ref().and_then(|(uri, _)| Method::from_uri(uri));
    let of_references =
        parsed.references.iter().filter_map(|reference| Some(reference.canonicalization()?.1));
    let other = of_signed_info.into_iter().chain(of_references).find(|method| !method.is_exclusive());
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

/// Checks the certificate, and what the properties say of it; whether its authority is believed.
async fn check_certificate<V: Verifier>(
    certificate: &Certificate,
    named: Option<&CertificateNamed>,
    time: Option<SigningTime>,
    judge: &Judge<'_, V>,
    findings: &mut Findings<'_>,
) -> Authority {
    if let Some(named) = named {
        for (right, code) in [
            (named.digest, Code::CertificateDigest),
            (named.serial, Code::CertificateSerial),
            (named.issuer, Code::CertificateIssuer),
        ] {
            findings.add_if(right == Some(false), code, named.stated(code));
        }
    }
    findings.add_if(certificate.key_usage() == KeyUsage::Other, Code::KeyUsage, None);
    findings.add_if(!certificate.is_valid_at(judge.now), Code::NotValidNow, None);
    // Without signing time, verifiers take the present.
    let then = time.map_or(judge.now, SigningTime::unix);
    findings.add_if(time.is_some() && !certificate.is_valid_at(then), Code::NotValidThen, None);
    let Some(trust) = judge.trust else {
        findings.add(Code::AuthorityUnchecked, None);
        return Authority::Unchecked;
    };
    if trust.believes(certificate, then, judge.verifier).await {
        return Authority::Believed;
    }
    findings.add(Code::AuthorityUnknown, Some(&certificate.issuer()));
    Authority::Unknown
}
