//! The names of issuers as Java writes them, letter by letter: the DGFiP's tool compares with either of its two forms.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::fs;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use cross_checks::authorities::Holder;
use cross_checks::folder::subfolder;
use cross_checks::jdk;
use cross_checks::material::material;
use cross_checks::names::{
    Attribute, BMP, IA5, NUMERIC, PRINTABLE, T61, UNIVERSAL, UTF8, issuer, name, unsorted, with_issuer,
    written,
};
use cross_checks::parallel::all_must_hold;
use cross_checks::report::verify;
use cross_checks::samples::shared;
use cross_checks::templates::Template;

const CN: &str = "2.5.4.3";
const SERIAL_NUMBER: &str = "2.5.4.5";
const EMAIL: &str = "1.2.840.113549.1.9.1";

/// Values of one attribute each that must be quoted, escaped or left alone.
const VALUES: [&str; 32] = [
    "Jean Dupont",
    "AC d'essai – été €",
    "smile 😀",
    "a, b",
    "a + b",
    "a=b",
    "a;b",
    "a<b>c",
    "#a",
    "a#b",
    "a\\b",
    "\\",
    "a\"b",
    "\"a\"",
    "\"a, b\"",
    "\"a\"b\"",
    "\"",
    "\"\"",
    "\"\\",
    " a",
    "a ",
    "  a  ",
    " ",
    "a  b",
    "a   b  c",
    "a\nb",
    "\na",
    "a\r",
    "\ta",
    "a\u{A0}b",
    "a\u{7F}b\u{1}c",
    "",
];

/// Types of attribute: those with a keyword in one form or both, and some that have none.
const TYPES: [&str; 24] = [
    CN,
    "2.5.4.6",
    "2.5.4.7",
    "2.5.4.8",
    "2.5.4.9",
    "2.5.4.10",
    "2.5.4.11",
    "0.9.2342.19200300.100.1.25",
    "0.9.2342.19200300.100.1.1",
    EMAIL,
    SERIAL_NUMBER,
    "2.5.4.97",
    "2.5.4.12",
    "2.5.4.42",
    "2.5.4.4",
    "2.5.4.43",
    "2.5.4.44",
    "2.5.4.46",
    "2.5.4.13",
    "2.5.4.15",
    "2.5.4.17",
    "2.5.4.65",
    "1.3.6.1.4.1.42.2.11.2.1",
    "1.3.6.1.4.1.311.60.2.1.3",
];

#[test]
fn names_met_in_practice_are_written_as_java_writes_them() {
    let Some(shared) = shared() else { return };
    let Ok(vectors) = fs::read_to_string(shared.join("vectors/issuer-dn.tsv")) else {
        println!("skipped: the names met in practice are not beside this checkout");
        return;
    };
    let vectors = vectors.lines().filter(|line| !line.starts_with('#'));
    let names = vectors.map(|line| STANDARD.decode(line.split_once('\t').unwrap().0).unwrap());
    as_by_java(names.collect());
}

#[test]
fn values_with_special_characters_and_blanks_are_written_as_java_writes_them() {
    let values = VALUES.iter().map(|value| name(&[vec![(CN, UTF8, value.as_bytes())]]));
    as_by_java(values.collect());
}

#[test]
fn every_kind_of_string_is_written_as_java_writes_it() {
    let wide: Vec<u8> = "Été à Sète €".encode_utf16().flat_map(u16::to_be_bytes).collect();
    let universal: Vec<u8> = "Été à Sète 😀".chars().flat_map(|c| u32::from(c).to_be_bytes()).collect();
    let astral: Vec<u8> = "smile 😀".encode_utf16().flat_map(u16::to_be_bytes).collect();
    let strings: [(u8, &[u8]); 17] = [
        (UTF8, "Été".as_bytes()),
        (NUMERIC, b"12 34"),
        (PRINTABLE, b"Ete 12"),
        (T61, b"\xC9t\xE9, \"x\""),
        (T61, b"Ete"),
        (IA5, b"ac@essai.invalid"),
        (BMP, &wide),
        (BMP, &astral),
        (BMP, b""),
        (UNIVERSAL, &universal),
        (UTF8, b""),
        (PRINTABLE, b""),
        (IA5, b""),
        (T61, b""),
        // GeneralString.
        (0x1B, b"general"),
        // VisibleString and OCTET STRING.
        (0x1A, b"visible"),
        (0x04, b"\x01\xFF"),
    ];
    let names = TYPES.iter().flat_map(|of| strings.map(|(tag, value)| name(&[vec![(*of, tag, value)]])));
    as_by_java(names.collect());
}

#[test]
fn names_of_several_parts_are_written_as_java_writes_them() {
    let country: Attribute = ("2.5.4.6", PRINTABLE, b"FR");
    let organization: Attribute = ("2.5.4.10", UTF8, "Autorité \"Bords\" + Fils, S.A.".as_bytes());
    let identifier: Attribute = ("2.5.4.97", UTF8, b"NTRFR-000000000");
    let common: Attribute = (CN, UTF8, "Élodie Essai".as_bytes());
    let serial: Attribute = (SERIAL_NUMBER, PRINTABLE, b"S1234");
    let given: Attribute = ("2.5.4.42", UTF8, "Élodie".as_bytes());
    let email: Attribute = (EMAIL, IA5, b"ac@essai.invalid");
    as_by_java(vec![
        name(&[]),
        name(&[vec![country], vec![organization], vec![identifier], vec![common]]),
        name(&[vec![country], vec![common, serial]]),
        name(&[vec![serial, given, common, email], vec![organization]]),
        name(&[vec![common], vec![common], vec![country]]),
        unsorted(&[country, common, serial]),
        unsorted(&[serial, given, common, email, given]),
    ]);
}

/// The form with keywords, which `getIssuerDN().getName()` gives, is as good as the one that RFC 2253 fixes.
#[test]
fn a_signature_with_the_issuer_in_either_form_is_not_told_off_for_it() {
    let folder = subfolder("issuers");
    let holder = Holder { key: material().key.clone(), certificate: material().certificate.clone() };
    let forms = jdk::names(&[issuer(&material().certificate_der())]).remove(0);
    assert!(forms.0 != forms.1 && forms.0.contains("EMAILADDRESS=") && forms.1.contains("=#16"), "{forms:?}");
    let spaced = forms.0.replace(", ", " ,  ");
    let other_case = forms.0.replace("EMAILADDRESS=", "emailAddress=");
    let backwards = forms.0.split(", ").collect::<Vec<_>>().into_iter().rev().collect::<Vec<_>>().join(", ");
    for (number, (stated, right)) in
        [(&forms.0, true), (&forms.1, true), (&spaced, true), (&other_case, false), (&backwards, false)]
            .into_iter()
            .enumerate()
    {
        let escaped = stated.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let properties = format!(
            "<xad:SigningTime>2026-11-23T09:00:00Z</xad:SigningTime><xad:SigningCertificate><xad:Cert>\
             <xad:IssuerSerial><ds:X509IssuerName>{escaped}</ds:X509IssuerName></xad:IssuerSerial>\
             </xad:Cert></xad:SigningCertificate>"
        );
        let template = Template { properties, ..Template::default() };
        let found = verify(&template.sign(&holder, &[], &folder, &number.to_string()), &[]);
        assert!(found.is_intact(), "{}", found.json);
        assert_eq!(found.first("certificate_named")["issuer"], right, "{stated}");
        assert_eq!(found.codes().contains(&"VER-025"), !right, "{stated}");
    }
}

/// Both forms of each of `names`, against Java's.
fn as_by_java(names: Vec<Vec<u8>>) {
    let certificate = material().certificate_der();
    let expected = jdk::names(&names);
    assert_eq!(expected.len(), names.len());
    let compared = names.iter().zip(expected).map(|(name, expected)| {
        let found = written(&with_issuer(&certificate, name));
        if found == expected {
            return Ok(());
        }
        Err(format!("{}\n  found    {found:?}\n  expected {expected:?}", STANDARD.encode(name)))
    });
    all_must_hold(compared.collect());
}
