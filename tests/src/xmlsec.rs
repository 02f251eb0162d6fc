//! The verification that S2low makes of a signed file, step by step with its own two commands.

use std::fs;
use std::path::Path;
use std::process::Command;

use roxmltree::{Document, Node};

use crate::cli::text;
use crate::dates::{unix_seconds, verification_time};
use crate::encodings::decode;
use crate::process::run;

/// The namespace of XML Signature.
pub const DS: &str = "http://www.w3.org/2000/09/xmldsig#";

/// Errors of `openssl verify` that S2low passes over: all three are about revocation lists.
const IGNORED: [u32; 3] = [3, 11, 12];

/// How many signatures `file` has, all accepted; else what S2low would refuse. `trusted` is its folder of authorities.
///
/// # Errors
/// The first refusal, with what the refusing command said.
pub fn verify_as_s2low(file: &Path, trusted: &Path) -> Result<usize, String> {
    let bytes = fs::read(file).map_err(|why| why.to_string())?;
    let content = decode(&bytes);
    let document = Document::parse(&content).map_err(|why| why.to_string())?;
    let signatures: Vec<Node> =
        document.descendants().filter(|node| node.has_tag_name((DS, "Signature"))).collect();
    for signature in &signatures {
        let seen = read(&document, *signature)?;
        check_certificate(&seen, trusted)?;
        check_signature(&seen, file, trusted)?;
    }
    Ok(signatures.len())
}

/// What S2low reads of a signature before it runs anything.
struct Seen {
    id: String,
    signed_element: String,
    time: Option<String>,
    certificate: String,
}

fn read(document: &Document, signature: Node) -> Result<Seen, String> {
    let id =
        signature.attribute("Id").ok_or("Impossible d'extraire l'attribut Id de l'entité <Signature>")?;
    let reference = within(signature, "SignedInfo").and_then(|info| within(info, "Reference"));
    let uri = reference.and_then(|reference| reference.attribute("URI")).ok_or("no first reference")?;
    let certificate = within(signature, "KeyInfo")
        .and_then(|info| within(info, "X509Data"))
        .and_then(|data| within(data, "X509Certificate"))
        .and_then(|certificate| certificate.text())
        .ok_or("no certificate")?;
    Ok(Seen {
        id: id.to_owned(),
        signed_element: signed_element(document, uri.trim_start_matches('#'))?,
        time: signing_time(document, id),
        certificate: certificate.split_whitespace().collect(),
    })
}

fn signed_element(document: &Document, id: &str) -> Result<String, String> {
    if id.is_empty() {
        return Ok(document.root_element().tag_name().name().to_owned());
    }
    let named: Vec<Node> = document.descendants().filter(|node| node.attribute("Id") == Some(id)).collect();
    match named.as_slice() {
        [one] => Ok(one.tag_name().name().to_owned()),
        many => Err(format!("{} elements have the Id {id}", many.len())),
    }
}

fn signing_time(document: &Document, id: &str) -> Option<String> {
    let target = format!("#{id}");
    let mut times = document
        .descendants()
        .filter(|node| node.tag_name().name() == "QualifyingProperties")
        .filter(|node| node.attribute("Target") == Some(&target))
        .flat_map(|properties| {
            properties.descendants().filter(|node| node.tag_name().name() == "SigningTime")
        });
    let only = times.next()?;
    if times.next().is_some() { None } else { only.text().map(str::to_owned) }
}

fn check_certificate(seen: &Seen, trusted: &Path) -> Result<(), String> {
    let columns: Vec<u8> = seen.certificate.bytes().collect();
    let mut pem = String::from("-----BEGIN CERTIFICATE-----\n");
    for line in columns.chunks(64) {
        pem.push_str(&String::from_utf8_lossy(line));
        pem.push('\n');
    }
    pem.push_str("-----END CERTIFICATE-----\n");
    let mut command = Command::new("openssl");
    command.args(["verify", "-CApath", text(trusted)]);
    if let Some(seconds) = seen.time.as_deref().and_then(unix_seconds) {
        command.args(["-attime", &seconds.to_string()]);
    }
    let answer = run(&mut command, pem.as_bytes());
    let refused = answer.err.lines().filter_map(error_number).find(|number| !IGNORED.contains(number));
    match refused {
        Some(_) => Err(format!("{}: openssl verify: {}", seen.id, answer.all())),
        None if answer.err.contains("unable to load") => Err(answer.all()),
        None => Ok(()),
    }
}

/// The number in a line such as `error 20 at 0 depth lookup: unable to get local issuer certificate`.
fn error_number(line: &str) -> Option<u32> {
    line.strip_prefix("error ")?.split(' ').next()?.parse().ok()
}

fn check_signature(seen: &Seen, file: &Path, trusted: &Path) -> Result<(), String> {
    let node = format!("//*[namespace-uri()='{DS}'][local-name()='Signature'][@Id='{}']", seen.id);
    let mut command = Command::new("xmlsec1");
    command.env("TZ", "UTC").env("SSL_CERT_DIR", trusted);
    command.args(["--verify", "--node-xpath", &node]);
    if let Some(time) = seen.time.as_deref().and_then(verification_time) {
        command.args(["--verification-time", &time]);
    }
    command.args(["--id-attr:Id", &seen.signed_element, text(file)]);
    let answer = run(&mut command, b"");
    if answer.code == 0 { Ok(()) } else { Err(format!("{}: xmlsec1: {}", seen.id, answer.all())) }
}

fn within<'a, 'input>(parent: Node<'a, 'input>, name: &str) -> Option<Node<'a, 'input>> {
    parent.children().find(|node| node.tag_name().name() == name)
}
