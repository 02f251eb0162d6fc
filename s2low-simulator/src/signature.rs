//! Verifies signatures the way S2low's `XadesSignature` does: `openssl verify` for the certificate,
//! `xmlsec1 --verify` for the rest, with S2low's arguments.

use std::path::Path;

use time::format_description::BorrowedFormatItem;
use time::format_description::well_known::{Iso8601, Rfc3339};
use time::macros::format_description;
use time::{OffsetDateTime, PrimitiveDateTime};

use crate::authorities::Authorities;
use crate::pes::{Pes, Signature};
use crate::process::run;

/// Codes of `openssl verify` that S2low passes over: no CRL, CRL not yet valid, CRL expired.
const IGNORED_ERRORS: [u32; 3] = [3, 11, 12];

/// `xmlsec1 --verification-time`: PHP's `Y-m-d G:i:s`, whose hour has no leading zero.
const VERIFICATION_TIME: &[BorrowedFormatItem<'_>] =
    format_description!("[year]-[month]-[day] [hour padding:none]:[minute]:[second]");

/// Verifies every signature of a file. `Err` is the text of S2low's exception.
pub(crate) async fn verify_all(file: &Path, pes: &Pes, trusted: &Authorities) -> Result<(), String> {
    for signature in &pes.signatures {
        verify(file, pes, signature, trusted).await?;
    }
    Ok(())
}

async fn verify(file: &Path, pes: &Pes, signature: &Signature, trusted: &Authorities) -> Result<(), String> {
    let id =
        signature.id.as_deref().ok_or(r"Impossible d'extraire l'attribut Id de l'entité \<Signature\>")?;
    let element = signed_element(pes, signature)?;
    let signing_time = signing_time(pes, id);
    certificate(signature.certificate.as_deref().unwrap_or_default(), signing_time, trusted).await?;

    let at = signing_time.unwrap_or_else(OffsetDateTime::now_utc);
    let at = at.format(VERIFICATION_TIME).map_err(|error| error.to_string())?;
    let node = format!(
        "//*[namespace-uri()='http://www.w3.org/2000/09/xmldsig#'][local-name()='Signature'][@Id='{id}']"
    );
    let output = run("xmlsec1", |command| {
        command.env("TZ", "UTC").env("SSL_CERT_DIR", trusted.folder());
        command.args(["--verify", "--node-xpath", &node, "--verification-time", &at]);
        command.args(["--id-attr:Id", element]).arg(file);
    });
    match output.await {
        Ok(output) if output.status.success() => Ok(()),
        Ok(_) => Err("Impossible d'affirmer que la signature correspond au fichier".into()),
        Err(error) => Err(error.to_string()),
    }
}

/// Local name of what the first reference names; the root for an empty URI.
fn signed_element<'a>(pes: &'a Pes, signature: &Signature) -> Result<&'a str, String> {
    let id = signature.first_reference.as_deref().unwrap_or_default().replace('#', "");
    if id.is_empty() {
        return Ok(&pes.root);
    }
    match pes.ids.get(&id).map(Vec::as_slice) {
        Some([only]) => Ok(only),
        _ => Err(r"Impossible d'extraire l'entité \<SignedProperties\>".into()),
    }
}

/// The one `SigningTime` of the properties that target this signature; UTC when it names no zone.
fn signing_time(pes: &Pes, signature_id: &str) -> Option<OffsetDateTime> {
    let [text] = pes.signing_times.get(&format!("#{signature_id}"))?.as_slice() else { return None };
    let text = text.trim();
    OffsetDateTime::parse(text, &Rfc3339)
        .or_else(|_| PrimitiveDateTime::parse(text, &Iso8601::DEFAULT).map(PrimitiveDateTime::assume_utc))
        .ok()
        .map(|time| time.to_offset(time::UtcOffset::UTC))
}

/// S2low's checks of the certificate: not revoked, and a chain to a trusted authority at the signing time.
async fn certificate(base64: &str, at: Option<OffsetDateTime>, trusted: &Authorities) -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let path = folder.path().join("certificate.pem");
    let base64: String = base64.split_ascii_whitespace().collect();
    let pem = format!("-----BEGIN CERTIFICATE-----\n{base64}\n-----END CERTIFICATE-----\n");
    tokio::fs::write(&path, pem).await.map_err(|error| error.to_string())?;
    if is_revoked(&path, at, trusted).await? {
        return Err("Certificat révoqué".into());
    }
    let output = run("openssl", |command| {
        command.arg("verify").arg("-CApath").arg(trusted.folder());
        if let Some(at) = at {
            command.args(["-attime", &at.unix_timestamp().to_string()]);
        }
        command.arg(&path);
    });
    let output = output.await.map_err(|error| error.to_string())?;
    match first_error(&String::from_utf8_lossy(&output.stderr)) {
        Some(message) => Err(message),
        None => Ok(()),
    }
}

/// The first `error N at D depth lookup: message` that S2low does not pass over.
fn first_error(stderr: &str) -> Option<String> {
    stderr.lines().find_map(|line| {
        let (number, rest) = line.strip_prefix("error ")?.split_once(" at ")?;
        let message = rest.split_once("depth lookup:")?.1.trim();
        let ignored = number.parse().is_ok_and(|number| IGNORED_ERRORS.contains(&number));
        (!ignored).then(|| message.to_owned())
    })
}

/// Looks the certificate's serial number up in `<issuer hash>.r0`, if there is one.
async fn is_revoked(
    certificate: &Path,
    at: Option<OffsetDateTime>,
    trusted: &Authorities,
) -> Result<bool, String> {
    let issuer = run("openssl", |command| {
        command.args(["x509", "-noout", "-issuer_hash", "-serial", "-in"]).arg(certificate);
    });
    let issuer = issuer.await.map_err(|error| error.to_string())?;
    let issuer = String::from_utf8_lossy(&issuer.stdout).into_owned();
    let Some((hash, serial)) = issuer.trim().split_once("\nserial=") else { return Ok(false) };
    let list = trusted.folder().join(format!("{hash}.r0"));
    if !tokio::fs::try_exists(&list).await.unwrap_or(false) {
        return Ok(false);
    }
    let list = run("openssl", |command| {
        command.args(["crl", "-noout", "-text", "-in"]).arg(&list);
    });
    let list = list.await.map_err(|error| error.to_string())?;
    let at = at.unwrap_or_else(OffsetDateTime::now_utc);
    Ok(revocation(&String::from_utf8_lossy(&list.stdout), serial).is_some_and(|since| since <= at))
}

/// When a serial number was revoked, from the text form of a CRL.
fn revocation(list: &str, serial: &str) -> Option<OffsetDateTime> {
    let format =
        format_description!("[month repr:short] [day padding:space] [hour]:[minute]:[second] [year] GMT");
    let mut lines = list.lines().map(str::trim);
    lines.find(|line| line.strip_prefix("Serial Number: ") == Some(serial))?;
    let date = lines.next()?.strip_prefix("Revocation Date: ")?;
    Some(PrimitiveDateTime::parse(date, format).ok()?.assume_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_and_outdated_crls_are_passed_over_and_other_errors_are_not() {
        let stderr = "C = FR\nerror 3 at 0 depth lookup: unable to get certificate CRL\nerror 12 at 0 depth lookup: CRL has expired\n";
        assert_eq!(first_error(stderr), None);
        let stderr = format!("{stderr}error 10 at 0 depth lookup:certificate has expired\n");
        assert_eq!(first_error(&stderr).as_deref(), Some("certificate has expired"));
    }

    #[test]
    fn the_verification_time_has_no_leading_zero_in_its_hour() {
        let time = OffsetDateTime::parse("2026-11-03T09:05:07Z", &Rfc3339).unwrap();
        assert_eq!(time.format(VERIFICATION_TIME).unwrap(), "2026-11-03 9:05:07");
    }

    #[test]
    fn a_signing_time_without_zone_is_utc_and_two_of_them_are_none() {
        let mut pes = Pes::default();
        pes.signing_times.insert("#S".into(), vec!["2026-11-23T09:00:00".into()]);
        let expected = OffsetDateTime::parse("2026-11-23T09:00:00Z", &Rfc3339).unwrap();
        assert_eq!(signing_time(&pes, "S"), Some(expected));
        pes.signing_times.insert("#S".into(), vec!["2026-11-23T10:00:00.5+01:00".into()]);
        assert_eq!(
            signing_time(&pes, "S").map(OffsetDateTime::unix_timestamp),
            Some(expected.unix_timestamp())
        );
        pes.signing_times.insert("#S".into(), vec!["2026-11-23T09:00:00Z".into(); 2]);
        assert_eq!(signing_time(&pes, "S"), None);
    }

    #[test]
    fn a_revoked_serial_is_found_with_its_date() {
        let list = "Revoked Certificates:\n    Serial Number: 0A1B\n        Revocation Date: Nov  3 10:20:30 2026 GMT\n";
        let expected = OffsetDateTime::parse("2026-11-03T10:20:30Z", &Rfc3339).unwrap();
        assert_eq!(revocation(list, "0A1B"), Some(expected));
        assert_eq!(revocation(list, "0A1C"), None);
    }
}
