//! One signature, judged: what was digested against what it says, and what it says against the policy.

use std::collections::HashSet;

use super::examination::Task;
use super::survey::PlacedSignature;
use super::{Code, Finding, SignatureReport, TrustStore};
use crate::c14n::Method;
use crate::dsig::{DigestAlgorithm, ParsedSignature, Properties, SignatureAlgorithm};
use crate::identity::{Certificate, KeyUsage};
use crate::xades::{Policy, Profile, SigningTime};

/// XAdES 1.3.2's relatives that the DGFiP's tool knows beside the two profiles.
const OTHER_KNOWN_XADES: &str = "http://uri.etsi.org/01903#";

/// Collects what speaks against one signature.
struct Findings<'a> {
    list: &'a mut Vec<Finding>,
    signature: usize,
}

impl Findings<'_> {
    fn add(&mut self, code: Code, value: Option<&str>) {
        let value = value.map(str::to_owned);
        self.list.push(Finding { code, signature: Some(self.signature), value });
    }

    fn add_if(&mut self, found: bool, code: Code, value: Option<&str>) {
        if found {
            self.add(code, value);
        }
    }
}

/// Judges one signature; `tasks` are its canonical forms.
pub(super) fn check(
    index: usize,
    signature: &PlacedSignature,
    tasks: &[&Task],
    trust: Option<&TrustStore>,
    findings: &mut Vec<Finding>,
) -> SignatureReport {
    let mut findings = Findings { list: findings, signature: index };
    let parsed = &signature.parsed;
    let certificate = parsed.certificate.as_deref().and_then(|der| Certificate::from_der(der).ok());
    let complete = !parsed.over_limit && parsed.signed_info.is_some() && !parsed.references.is_empty();
    findings.add_if(!complete, Code::Malformed, None);
    findings.add_if(parsed.id.is_none(), Code::NoSignatureId, None);

    check_canonicalizations(parsed, &mut findings);
    let value_holds = check_value(parsed, certificate.as_ref(), tasks, &mut findings);
    let mut references_hold = complete;
    for number in 0..parsed.references.len() {
        references_hold &= check_reference(parsed, number, tasks, &mut findings);
    }
    let content = tasks.iter().find(|task| task.reference == Some(0));
    let covers = content.filter(|task| task.offset == Some(signature.parent)).and_then(|task| task.covered);
    if signature.place.is_none() {
        findings.add(Code::WrongPlace, None);
    } else if covers.is_none() {
        findings.add(Code::NotItsParent, None);
    }
    let signing_time = check_properties(parsed, tasks, &mut findings);
    if let Some(certificate) = &certificate {
        check_certificate(parsed.properties.as_ref(), certificate, signing_time, trust, &mut findings);
    }
    let properties = parsed.properties.clone().unwrap_or_default();
    let target = parsed.references.first().and_then(|reference| reference.uri.as_deref()).unwrap_or_default();
    SignatureReport {
        id: parsed.id.clone(),
        covers,
        target: target.trim_start_matches('#').to_owned(),
        intact: complete && value_holds && references_hold,
        certificate,
        signing_time,
        role: properties.role,
        place: properties.place,
    }
}

/// What only shows when all signatures are seen.
pub(super) fn check_together(signatures: &[SignatureReport], findings: &mut Vec<Finding>) {
    let mut covered = HashSet::new();
    for (index, signature) in signatures.iter().enumerate() {
        if let Some(element) = signature.covers
            && !covered.insert(element)
        {
            findings.push(Finding { code: Code::SignedTwice, signature: Some(index), value: None });
        }
    }
}

/// Only exclusive canonicalization is allowed, of `SignedInfo` and of what is referred to.
fn check_canonicalizations(parsed: &ParsedSignature, findings: &mut Findings<'_>) {
    let of_signed_info = parsed.canonicalization.as_ref().and_then(|(uri, _)| Method::from_uri(uri));
    let of_references =
        parsed.references.iter().filter_map(|reference| Some(reference.canonicalization()?.1));
    let other = of_signed_info.into_iter().chain(of_references).find(|method| !method.is_exclusive());
    findings.add_if(other.is_some(), Code::NotExclusive, other.map(Method::uri));
}

fn check_value(
    parsed: &ParsedSignature,
    certificate: Option<&Certificate>,
    tasks: &[&Task],
    findings: &mut Findings<'_>,
) -> bool {
    let uri = parsed.method.as_deref().unwrap_or_default();
    let Some(algorithm) = SignatureAlgorithm::from_uri(uri) else {
        findings.add(Code::UnknownAlgorithm, Some(uri));
        return false;
    };
    check_digest_algorithm(algorithm.digest(), uri, findings);
    let octets = tasks.iter().find(|task| task.reference.is_none()).and_then(|task| task.result.as_deref());
    let Some(octets) = octets else {
        let uri = parsed.canonicalization.as_ref().map(|(uri, _)| uri.as_str());
        findings.add(Code::UnknownAlgorithm, uri);
        return false;
    };
    let Some(key) = certificate.and_then(|certificate| certificate.public_key().ok()) else {
        findings.add(Code::NoCertificate, None);
        return false;
    };
    let holds = parsed.value.as_deref().is_some_and(|value| algorithm.verify(&key, octets, value));
    findings.add_if(!holds, Code::ValueMismatch, None);
    holds
}

fn check_reference(
    parsed: &ParsedSignature,
    number: usize,
    tasks: &[&Task],
    findings: &mut Findings<'_>,
) -> bool {
    let reference = &parsed.references[number];
    let uri = reference.uri.as_deref();
    let algorithm = reference.digest_method.as_deref().and_then(DigestAlgorithm::from_uri);
    let task = tasks.iter().find(|task| task.reference == Some(number));
    let (Some(algorithm), Some(task)) = (algorithm, task) else {
        findings.add(Code::UnknownAlgorithm, reference.digest_method.as_deref().or(uri));
        return false;
    };
    check_digest_algorithm(algorithm, algorithm.uri(), findings);
    let code = match (task.matches, &task.result, &reference.digest) {
        (0, ..) => Code::TargetMissing,
        (1, Some(found), Some(stated)) if found == stated => return true,
        (1, Some(_), Some(_)) => Code::DigestMismatch,
        (1, ..) => Code::Malformed,
        _ => Code::TargetAmbiguous,
    };
    findings.add(code, uri);
    false
}

fn check_digest_algorithm(algorithm: DigestAlgorithm, uri: &str, findings: &mut Findings<'_>) {
    match algorithm {
        DigestAlgorithm::Sha256 => {}
        DigestAlgorithm::Sha1 => findings.add(Code::Sha1, Some(uri)),
        _ => findings.add(Code::NotThePolicysAlgorithm, Some(uri)),
    }
}

/// Checks what the qualifying properties say of themselves.
fn check_properties(
    parsed: &ParsedSignature,
    tasks: &[&Task],
    findings: &mut Findings<'_>,
) -> Option<SigningTime> {
    let Some(properties) = &parsed.properties else {
        findings.add(Code::PropertiesUnsigned, None);
        return None;
    };
    let signed = properties.signed_offset.is_some()
        && tasks.iter().any(|task| {
            task.reference.is_some() && task.offset == properties.signed_offset && task.result.is_some()
        });
    findings.add_if(!signed, Code::PropertiesUnsigned, None);
    let namespace = properties.namespace.as_str();
    let known = Profile::ALL.iter().any(|profile| profile.xades.namespace == namespace);
    findings.add_if(!known && namespace != OTHER_KNOWN_XADES, Code::XadesVersion, Some(namespace));
    let time = properties.signing_time.as_deref().and_then(SigningTime::parse_lenient);
    findings.add_if(time.is_none(), Code::NoSigningTime, properties.signing_time.as_deref());
    let policy = Policy::default();
    let identifier = properties.policy.as_deref().map(str::trim);
    if identifier == Some(policy.identifier.as_str()) {
        let digest = properties.policy_digest.as_deref();
        findings.add_if(digest != Some(policy.sha256.as_str()), Code::PolicyDigest, digest);
    } else {
        findings.add(Code::UnknownPolicy, identifier);
    }
    let blank = |text: &Option<String>| text.as_deref().is_none_or(|text| text.trim().is_empty());
    findings.add_if(blank(&properties.role), Code::NoRole, None);
    findings.add_if(properties.place.iter().any(blank), Code::NoPlace, None);
    time
}

/// Checks the certificate, and what the properties say of it.
fn check_certificate(
    properties: Option<&Properties>,
    certificate: &Certificate,
    time: Option<SigningTime>,
    trust: Option<&TrustStore>,
    findings: &mut Findings<'_>,
) {
    use base64::Engine;
    if let Some(properties) = properties {
        if let Some(stated) = properties.certificate_digest.as_deref() {
            let method = properties.certificate_digest_method.as_deref().and_then(DigestAlgorithm::from_uri);
            let digest = method.map(|method| method.digest(certificate.der()));
            let right =
                digest.map(|digest| base64::engine::general_purpose::STANDARD.encode(digest)).as_deref()
                    == Some(stated);
            findings.add_if(!right, Code::CertificateDigest, Some(stated));
        }
        if let Some(stated) = properties.serial.as_deref() {
            findings.add_if(stated.trim() != certificate.serial(), Code::CertificateSerial, Some(stated));
        }
        if let Some(stated) = properties.issuer.as_deref() {
            // The DGFiP's tool compares without spaces.
            let compact = |text: &str| text.replace(' ', "");
            let right = compact(stated) == compact(&certificate.issuer());
            findings.add_if(!right, Code::CertificateIssuer, Some(stated));
        }
    }
    findings.add_if(certificate.key_usage() == KeyUsage::Other, Code::KeyUsage, None);
    if let Some(time) = time.map(SigningTime::unix) {
        let valid = (certificate.not_before()..=certificate.not_after()).contains(&time);
        findings.add_if(!valid, Code::NotValidThen, None);
    }
    match trust {
        None => findings.add(Code::AuthorityUnchecked, None),
        Some(trust) => {
            let believed = time.is_some_and(|time| trust.believes(certificate, time.unix()));
            findings.add_if(!believed, Code::AuthorityUnknown, Some(&certificate.issuer()));
        }
    }
}
