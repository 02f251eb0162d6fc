//! libxml2 as a judge of single elements: the digests that xmlsec1 takes of their canonical forms.
//!
//! xmllint canonicalizes whole documents only. xmlsec1 gives libxml2 an element without its ancestors, as a
//! reference of a signature does: here what it inherits counts.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use roxmltree::Document;

use crate::cli::text;
use crate::process::run;
use crate::xmlsec::DS;

/// An element to digest.
#[derive(Debug, Clone)]
pub struct Element {
    /// Its Id.
    pub id: String,
    /// The canonicalization's URI.
    pub algorithm: &'static str,
    /// Whether comments reach the canonicalization: a reference `#id` leaves them out before.
    pub comments: bool,
}

/// The SHA-256 of each of `elements` of `file`, all from one signature. None may be the root: the signature is put
/// at its end. What is signed stays beside `file`, for `xmlsec1 --sign --store-references`.
pub fn of_elements(file: &Path, elements: &[Element]) -> Vec<Vec<u8>> {
    let document = fs::read_to_string(file).unwrap();
    let (before, after) = document.split_at(document.rfind("</").unwrap());
    let template = file.with_extension("template.xml");
    fs::write(&template, [before, &signature(elements), after].concat()).unwrap();
    let key = file.with_extension("key");
    fs::write(&key, "a key on which nothing depends").unwrap();
    let signed = file.with_extension("signed.xml");

    let mut command = Command::new("xmlsec1");
    command.args(["--sign", "--hmackey", text(&key), "--output", text(&signed)]);
    for name in names_with_an_id(&document) {
        command.args(["--id-attr:Id", &name]);
    }
    let answer = run(command.arg(&template), b"");
    assert!(answer.code == 0, "{}: {}", template.display(), answer.all());

    let signed = fs::read_to_string(signed).unwrap();
    let signed = Document::parse(&signed).unwrap();
    let values = signed.descendants().filter(|node| node.has_tag_name((DS, "DigestValue")));
    let digests: Vec<Vec<u8>> =
        values.map(|value| STANDARD.decode(value.text().unwrap().trim()).unwrap()).collect();
    assert_eq!(digests.len(), elements.len(), "{}", file.display());
    digests
}

fn signature(elements: &[Element]) -> String {
    let mut text = format!(
        "<ds:Signature xmlns:ds=\"{DS}\"><ds:SignedInfo>\
         <ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/>\
         <ds:SignatureMethod Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#hmac-sha256\"/>"
    );
    for Element { id, algorithm, comments } in elements {
        let uri = if *comments { format!("#xpointer(id('{id}'))") } else { format!("#{id}") };
        write!(
            text,
            "<ds:Reference URI=\"{uri}\"><ds:Transforms><ds:Transform Algorithm=\"{algorithm}\"/></ds:Transforms>\
             <ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/><ds:DigestValue/></ds:Reference>"
        )
        .unwrap();
    }
    text + "</ds:SignedInfo><ds:SignatureValue/></ds:Signature>"
}

fn names_with_an_id(document: &str) -> BTreeSet<String> {
    let document = Document::parse(document).unwrap();
    let elements = document.descendants().filter(|node| node.has_attribute("Id"));
    elements.map(|element| element.tag_name().name().to_owned()).collect()
}
