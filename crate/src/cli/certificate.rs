//! `certificate`: whom a certificate names, what it may be used for, and what there is to be said before it signs.

use std::io::{self, Write};

use serde::Serialize;
use zeroize::Zeroizing;

use super::arguments::Certificate as Request;
use super::failure::Failure;
use super::json::{Said, print, refuse};
use super::report::{field, finding, moment, severity};
use super::sign::now;
use super::source::read_small;
use super::{Answer, Console, container, verify};
use crate::coded::Severity;
use crate::identity::{Certificate, Finding, Holder, Identity, Lookalike, Pkcs12Error, read_certificates};
use crate::limits;
use crate::verify::TrustStore;
use crate::words::{Words, readable, readable_at_length};
use crate::xades::SigningTime;

/// A certificate of the file, and what came with it.
struct Found {
    certificate: Certificate,
    identity: Option<Identity>,
    findings: Vec<Finding>,
}

#[derive(Serialize)]
struct Report {
    certificates: Vec<Described>,
}

#[derive(Serialize)]
struct Described {
    name: String,
    holder: Who,
    subject: String,
    issuer: String,
    serial: String,
    fingerprint: String,
    valid_from: Option<String>,
    valid_until: Option<String>,
    kind: &'static str,
    qualified: bool,
    in_device: bool,
    usages: Vec<&'static str>,
    extended_usages: Vec<String>,
    policies: Vec<String>,
    private_key: bool,
    friendly_name: Option<String>,
    chain: Vec<String>,
    findings: Vec<Said>,
}

#[derive(Serialize)]
struct Who {
    surname: Option<String>,
    given_name: Option<String>,
    organization: Option<String>,
    unit: Option<String>,
    title: Option<String>,
    email: Option<String>,
}

/// Describes every certificate of a file that has its key there, or each of a file without keys.
pub(super) fn run(request: &Request, words: &Words, console: &mut Console<'_>) -> Result<Answer, Failure> {
    let time = now().ok_or(Failure::Clock)?;
    let found = match read(request).and_then(|found| judged(found, request, time)) {
        Ok(found) => found,
        Err(failure) if request.json => return refuse(console, words, failure),
        Err(failure) => return Err(failure),
    };
    if request.json {
        let certificates = found.iter().map(|found| described(found, words)).collect();
        print(console, &Report { certificates })?;
    } else {
        for found in &found {
            write(console.output, words, found).map_err(Failure::standard_output)?;
        }
    }
    let blocks =
        |found: &Found| found.findings.iter().any(|finding| finding.code.severity() == Severity::Blocking);
    Ok(if found.iter().all(blocks) { Answer::No } else { Answer::Yes })
}

fn read(request: &Request) -> Result<Vec<Found>, Failure> {
    match container::identities(&request.file, request.password_file.as_ref()) {
        Ok(identities) => Ok(identities
            .into_iter()
            .map(|identity| Found {
                certificate: identity.certificate().clone(),
                identity: Some(identity),
                findings: Vec::new(),
            })
            .collect()),
        Err(Failure::Container {
            name,
            error: Pkcs12Error::NotPkcs12(Lookalike::Certificate | Lookalike::Pem | Lookalike::Pkcs7),
        }) => {
            let mut bytes = Zeroizing::new(Vec::new());
            read_small(&request.file, limits::PKCS12_BYTES, &mut bytes)?;
            let certificates = read_certificates(&bytes).map_err(|_| Failure::NoCertificate { name })?;
            let found = certificates.into_iter().map(|certificate| Found {
                certificate,
                identity: None,
                findings: Vec::new(),
            });
            Ok(found.collect())
        }
        Err(failure) => Err(failure),
    }
}

/// Adds what there is to be said. Whatever stands in the file may lead to an authority that is believed.
fn judged(mut all: Vec<Found>, request: &Request, time: SigningTime) -> Result<Vec<Found>, Failure> {
    let trust: Option<TrustStore> = verify::authorities(&request.trust)?;
    let chain = all.iter().find_map(|found| found.identity.as_ref()).into_iter().flat_map(Identity::chain);
    let between: Vec<&Certificate> = all.iter().map(|found| &found.certificate).chain(chain).collect();
    let judge = |found: &Found| verify::findings(&found.certificate, &between, trust.as_ref(), time);
    let findings: Vec<_> = all.iter().map(judge).collect();
    for (found, findings) in all.iter_mut().zip(findings) {
        found.findings = findings;
    }
    Ok(all)
}

fn described(found: &Found, words: &Words) -> Described {
    let certificate = &found.certificate;
    let Holder { surname, given_name, organization, unit, title, email, .. } = certificate.holder();
    let qualification = certificate.qualification();
    let day = |unix| SigningTime::from_unix(unix).map(|time| time.to_string());
    let said = |finding| Said::new(finding_severity(finding), words.certificate_finding(finding));
    let chain = found.identity.iter().flat_map(Identity::chain);
    Described {
        name: certificate.common_name(),
        holder: Who { surname, given_name, organization, unit, title, email },
        subject: certificate.subject(),
        issuer: certificate.issuer(),
        serial: certificate.serial(),
        fingerprint: certificate.fingerprint(),
        valid_from: day(certificate.not_before()),
        valid_until: day(certificate.not_after()),
        kind: certificate.kind().name(),
        qualified: qualification.compliant,
        in_device: qualification.in_device,
        usages: certificate.usages(),
        extended_usages: certificate.extended_usages(),
        policies: certificate.policies(),
        private_key: found.identity.is_some(),
        friendly_name: found.identity.as_ref().and_then(|i| i.friendly_name().map(str::to_owned)),
        chain: chain.map(Certificate::subject).collect(),
        findings: found.findings.iter().map(said).collect(),
    }
}

fn finding_severity(finding: &Finding) -> Severity {
    finding.code.severity()
}

fn write(output: &mut dyn Write, words: &Words, found: &Found) -> io::Result<()> {
    let certificate = &found.certificate;
    let issuer = certificate.issuer_common_name();
    let kind = certificate.kind().message();
    let issuer_name = readable(&issuer);
    let args = [("issuer", (&*issuer_name).into())];
    writeln!(output, "{}", readable(&certificate.common_name()))?;
    writeln!(output, "  {}", words.message(kind, &args))?;
    writeln!(output, "  {}", words.attribute(kind, "use", &args).unwrap_or_default())?;
    let day = |unix| SigningTime::from_unix(unix).map_or_else(|| "?".to_owned(), |time| moment(words, time));
    let holder = certificate.holder();
    for (label, value) in [
        ("cli-label-surname", holder.surname),
        ("cli-label-given-name", holder.given_name),
        ("certificate-organization", holder.organization),
        ("certificate-title", holder.title),
        ("certificate-subject", Some(certificate.subject())),
        ("certificate-issuer", Some(certificate.issuer())),
        ("certificate-serial", Some(certificate.serial())),
        ("certificate-valid-from", Some(day(certificate.not_before()))),
        ("certificate-valid-to", Some(day(certificate.not_after()))),
        ("certificate-usages", Some(usages(certificate)).filter(|usages| !usages.is_empty())),
        ("certificate-policies", Some(certificate.policies().join(", ")).filter(|text| !text.is_empty())),
        ("certificate-fingerprint", Some(certificate.fingerprint())),
    ] {
        if let Some(value) = value {
            field(output, words, label, &readable_at_length(&value))?;
        }
    }
    for known in &found.findings {
        finding(output, &severity(words, known.code.severity()), &words.certificate_finding(known))?;
    }
    writeln!(output)
}

/// Its usages and extended usages, one after another.
fn usages(certificate: &Certificate) -> String {
    let usages = certificate.usages().into_iter().map(str::to_owned);
    usages.chain(certificate.extended_usages()).collect::<Vec<_>>().join(", ")
}
