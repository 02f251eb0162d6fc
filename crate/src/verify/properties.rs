//! What a signature says of itself: signing time, policy, role, place, certificate.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::checks::Findings;
use super::examination::Task;
use super::{CertificateNamed, Code};
use crate::dsig::{DigestAlgorithm, ParsedSignature, Properties};
use crate::identity::Certificate;
use crate::xades::{Policy, Profile, SigningTime};
use crate::xml::is_ncname;

/// XAdES 1.3.2's relative that the DGFiP's tool knows beside the two profiles.
const OTHER_KNOWN_XADES: &str = "http://uri.etsi.org/01903#";

/// The DGFiP's policy from 2011 to 2018.
const OLD_POLICY: &str = "urn:oid:1.2.250.1.131.1.5.18.21.1.4";

/// What came of the check.
pub(super) struct Checked {
    pub(super) time: Option<SigningTime>,
    /// The same where S2low finds it (`domain/s2low.md` §3d); else it judges at the present.
    pub(super) time_for_s2low: Option<SigningTime>,
    pub(super) policy_known: bool,
    pub(super) policy_digest_right: Option<bool>,
}

/// Checks what the qualifying properties say of themselves; `None` if there are none.
pub(super) fn check(
    parsed: &ParsedSignature,
    tasks: &[Task],
    policy: &Policy,
    findings: &mut Findings<'_>,
) -> Option<Checked> {
    let Some(properties) = &parsed.properties else {
        findings.add(Code::PropertiesUnsigned, None);
        return None;
    };
    let signed = properties.signed_offset.is_some()
        && tasks.iter().any(|task| {
            task.reference.is_some() && task.offset == properties.signed_offset && task.result.is_some()
        });
    findings.add_if(!signed, Code::PropertiesUnsigned, None);
    findings.add_if(parsed.properties_count > 1, Code::SeveralProperties, None);
    let is_target = check_form(parsed, properties, findings);
    let stated = properties.signing_time.as_deref().map(str::trim);
    let time = stated.and_then(SigningTime::parse_lenient);
    match time {
        None => findings.add(Code::NoSigningTime, stated),
        Some(_) => {
            let utc = stated.is_some_and(|stated| stated.ends_with('Z'));
            findings.add_if(!utc, Code::TimeNotUtc, stated);
        }
    }
    let (policy_known, policy_digest_right) = check_policy(properties, policy, findings);
    let blank = |text: &Option<String>| text.as_deref().is_none_or(|text| text.trim().is_empty());
    findings.add_if(blank(&properties.role), Code::NoRole, None);
    findings.add_if(properties.place.iter().any(blank), Code::NoPlace, None);
    let time_for_s2low = time.filter(|_| is_target && parsed.signing_times == 1);
    Some(Checked { time, time_for_s2low, policy_known, policy_digest_right })
}

/// Version, prefix, target, order; whether the target is the signature.
fn check_form(parsed: &ParsedSignature, properties: &Properties, findings: &mut Findings<'_>) -> bool {
    let namespace = properties.namespace.as_str();
    let known = Profile::ALL.iter().any(|profile| profile.xades.namespace == namespace);
    findings.add_if(!known && namespace != OTHER_KNOWN_XADES, Code::XadesVersion, Some(namespace));
    let xad = properties.xad.as_deref();
    findings.add_if(xad != Some(namespace), Code::PrefixXad, xad);
    let target = properties.target.as_deref();
    let id = parsed.id.as_deref();
    let named = target.and_then(|target| target.strip_prefix('#')).is_some_and(|target| Some(target) == id);
    findings.add_if(!named, Code::PropertiesTarget, target);
    // An Id is a name there (`xs:ID`).
    let is_name = properties.signed_id.as_deref().is_none_or(is_ncname);
    let is_strict = namespace == Profile::DEFAULT.xades.namespace;
    findings.add_if(properties.irregular || is_strict && !is_name, Code::PropertiesOrder, None);
    named
}

/// Whether the policy is the one that is in force, and whether its digest is right.
fn check_policy(
    properties: &Properties,
    policy: &Policy,
    findings: &mut Findings<'_>,
) -> (bool, Option<bool>) {
    let identifier = properties.policy.as_deref().map(str::trim);
    if identifier == Some(OLD_POLICY) {
        findings.add(Code::OldPolicy, identifier);
        return (false, None);
    }
    if identifier != Some(policy.identifier.as_str()) {
        findings.add(Code::UnknownPolicy, identifier);
        return (false, None);
    }
    let digest = properties.policy_digest.as_deref();
    let right = digest == Some(policy.sha256.as_str());
    findings.add_if(!right, Code::PolicyDigest, digest);
    let blank = properties.policy_uri.as_deref().is_none_or(|uri| uri.trim().is_empty());
    findings.add_if(blank, Code::NoPolicyUri, None);
    (true, Some(right))
}

/// What the properties say of the certificate, against the certificate itself. Compared letter by letter, as the
/// DGFiP's tool does (`domain/pes-signature.md` §4.1, 13 to 15); what is absent it does not check.
pub(super) fn certificate_named(parsed: &ParsedSignature, certificate: &Certificate) -> CertificateNamed {
    let properties = parsed.properties.clone().unwrap_or_default();
    let digest = properties.certificate_digest.as_deref().map(|stated| {
        let method = properties.certificate_digest_method.as_deref().and_then(DigestAlgorithm::from_uri);
        let method = method.filter(|m| matches!(m, DigestAlgorithm::Sha1 | DigestAlgorithm::Sha256));
        method.is_some_and(|method| STANDARD.encode(method.digest(certificate.der())) == stated)
    });
    let serial = properties.serial.as_deref().map(|stated| stated == certificate.serial());
    let compact = |text: &str| text.replace(' ', "");
    let issuer = properties.issuer.as_deref().map(|stated| {
        let stated = compact(stated);
        stated == compact(&certificate.issuer()) || stated == compact(&certificate.issuer_displayed())
    });
    CertificateNamed {
        digest,
        serial,
        issuer,
        stated_digest: properties.certificate_digest,
        stated_serial: properties.serial,
        stated_issuer: properties.issuer,
    }
}
