//! The form of `verify --json`, documented in `docs/json.md`.

use serde::Serialize;

use crate::cli::json::Said;
use crate::identity::{Certificate, KeyUsage};
use crate::pes::Bordereau;
use crate::verify::{Answer, Covered, ReferenceReport, Report, SignatureReport};
use crate::words::Words;
use crate::xades::SigningTime;

#[derive(Serialize)]
pub(super) struct JsonReport<'a> {
    verdict: &'static str,
    signatures: Vec<JsonSignature<'a>>,
    uncovered: Vec<&'a str>,
    findings: Vec<JsonFinding<'a>>,
    answers: Vec<JsonAnswer>,
}

#[derive(Serialize)]
struct JsonSignature<'a> {
    id: Option<&'a str>,
    covers: Option<&'static str>,
    target: &'a str,
    intact: bool,
    algorithm: Option<&'a str>,
    references: Vec<JsonReference<'a>>,
    signer: Option<String>,
    subject: Option<String>,
    issuer: Option<String>,
    serial: Option<String>,
    valid_from: Option<String>,
    valid_until: Option<String>,
    valid_at_signing_time: Option<bool>,
    key_usage: Option<&'static str>,
    authority: &'static str,
    certificate_named: JsonNamed,
    signing_time: Option<String>,
    policy: JsonPolicy<'a>,
    xades: Option<&'a str>,
    role: Option<&'a str>,
    city: Option<&'a str>,
    postal_code: Option<&'a str>,
    country: Option<&'a str>,
}

#[derive(Serialize)]
struct JsonReference<'a> {
    uri: Option<&'a str>,
    #[serde(rename = "type")]
    kind: Option<&'a str>,
    covers: Option<&'static str>,
    digest_method: Option<&'a str>,
    intact: bool,
}

/// Whether what the signature says of its certificate is true; null where it says nothing.
#[derive(Serialize)]
struct JsonNamed {
    digest: Option<bool>,
    issuer: Option<bool>,
    serial: Option<bool>,
}

#[derive(Serialize)]
struct JsonPolicy<'a> {
    identifier: Option<&'a str>,
    known: bool,
    digest_right: Option<bool>,
}

#[derive(Serialize)]
struct JsonFinding<'a> {
    #[serde(flatten)]
    said: Said,
    /// Index in `signatures`.
    signature: Option<usize>,
    value: Option<&'a str>,
}

#[derive(Serialize)]
struct JsonAnswer {
    tool: &'static str,
    accepts: bool,
    refuses: Vec<&'static str>,
}

impl<'a> JsonReport<'a> {
    pub(super) fn new(report: &'a Report, words: &Words) -> Self {
        let bordereaux = report.uncovered.iter().map(|index| &report.flux.bordereaux[*index]);
        let named = |one: &'a Bordereau| one.id.as_deref().or(one.number.as_deref()).unwrap_or_default();
        let findings = report.findings.iter().map(|found| JsonFinding {
            said: Said::new(found.code.severity(), words.verification(found, &report.signatures)),
            signature: found.signature,
            value: found.value.as_deref(),
        });
        Self {
            verdict: report.verdict.name(),
            signatures: report.signatures.iter().map(JsonSignature::new).collect(),
            uncovered: bordereaux.map(named).collect(),
            findings: findings.collect(),
            answers: report.answers.iter().map(JsonAnswer::new).collect(),
        }
    }
}

impl<'a> JsonSignature<'a> {
    fn new(signature: &'a SignatureReport) -> Self {
        let certificate = signature.certificate.as_ref();
        let moment = |seconds| SigningTime::from_unix(seconds).map(|time| time.to_string());
        let [city, postal_code, country] = signature.place.each_ref().map(|part| part.as_deref());
        Self {
            id: signature.id.as_deref(),
            covers: signature.covers.map(covered),
            target: &signature.target,
            intact: signature.intact,
            algorithm: signature.algorithm.as_deref(),
            references: signature.references.iter().map(JsonReference::new).collect(),
            signer: certificate.map(Certificate::common_name),
            subject: certificate.map(Certificate::subject),
            issuer: certificate.map(Certificate::issuer),
            serial: certificate.map(Certificate::serial),
            valid_from: certificate.and_then(|certificate| moment(certificate.not_before())),
            valid_until: certificate.and_then(|certificate| moment(certificate.not_after())),
            valid_at_signing_time: signature.valid_then,
            key_usage: certificate.map(|certificate| match certificate.key_usage() {
                KeyUsage::Unrestricted => "unrestricted",
                KeyUsage::Signing => "signing",
                KeyUsage::Other => "other",
            }),
            authority: signature.authority.name(),
            certificate_named: JsonNamed {
                digest: signature.named.digest,
                issuer: signature.named.issuer,
                serial: signature.named.serial,
            },
            signing_time: signature.signing_time.map(|time| time.to_string()),
            policy: JsonPolicy {
                identifier: signature.policy.identifier.as_deref(),
                known: signature.policy.known,
                digest_right: signature.policy.digest_right,
            },
            xades: signature.xades.as_deref(),
            role: signature.role.as_deref(),
            city,
            postal_code,
            country,
        }
    }
}

impl<'a> JsonReference<'a> {
    fn new(reference: &'a ReferenceReport) -> Self {
        Self {
            uri: reference.uri.as_deref(),
            kind: reference.kind.as_deref(),
            covers: reference.covers.map(covered),
            digest_method: reference.digest_method.as_deref(),
            intact: reference.intact,
        }
    }
}

impl JsonAnswer {
    fn new(answer: &Answer) -> Self {
        Self {
            tool: answer.tool.name(),
            accepts: answer.refuses.is_empty(),
            refuses: answer.refuses.iter().map(|code| code.code()).collect(),
        }
    }
}

fn covered(covered: Covered) -> &'static str {
    match covered {
        Covered::File => "file",
        Covered::Bordereau(_) => "bordereau",
    }
}
