//! The judges themselves: they accept what is right and refuse what is not, without the command line.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use cross_checks::cli::text;
use cross_checks::corpus::everything;
use cross_checks::encodings::{Encoding, encode};
use cross_checks::folder::subfolder;
use cross_checks::generator::document;
use cross_checks::jdk::{self, Validation};
use cross_checks::material::material;
use cross_checks::parallel::{all_must_hold, each};
use cross_checks::pes::Pes;
use cross_checks::process::{must, run};
use cross_checks::samples::{shared, shared_files};
use cross_checks::schema;
use cross_checks::xmlsec::verify_as_s2low;

#[test]
fn a_signature_by_xmlsec1_is_accepted_and_one_changed_letter_is_not() {
    let signed = signed_by_xmlsec1("good");
    assert_eq!(verify_as_s2low(&signed, &material().trusted), Ok(1));
    assert_eq!(verdicts(&signed, Validation::Secure), ["intact"]);

    let altered = signed.with_file_name("altered.xml");
    let content = fs::read_to_string(&signed).unwrap().replacen("Fournitures", "fournitures", 1);
    fs::write(&altered, content).unwrap();
    assert!(verify_as_s2low(&altered, &material().trusted).is_err());
    assert_eq!(verdicts(&altered, Validation::Secure), ["broken: #ID20261123"]);
}

#[test]
fn a_signature_by_a_stranger_is_refused_in_the_way_of_s2low() {
    let signed = signed_by_xmlsec1("stranger");
    let refused = verify_as_s2low(&signed, &subfolder("nobody")).unwrap_err();
    assert!(refused.contains("unable to get local issuer certificate"), "{refused}");
}

#[test]
fn the_jdk_reads_the_authority_s_awkward_name() {
    let signed = signed_by_xmlsec1("names");
    let found = jdk::verify(std::slice::from_ref(&signed), Validation::Secure);
    let expected = "1.2.840.113549.1.9.1=#161061634065737361692e696e76616c6964";
    assert!(found[&signed][0].issuer_name == "absent");
    let pem = fs::read_to_string(&signed).unwrap();
    let named = pem.replace("</ds:X509Data>", "<ds:X509IssuerName>?</ds:X509IssuerName></ds:X509Data>");
    fs::write(&signed, named).unwrap();
    let found = jdk::verify(std::slice::from_ref(&signed), Validation::Secure);
    let name = &found[&signed][0].issuer_name;
    assert!(name.contains(expected) && name.contains("2.5.4.97=#0c0f4e545246522d"), "{name}");
    assert!(name.contains("CN=\\#AC d'essai \\< rang 1 \\> \\; a\\=b"), "{name}");
}

#[test]
fn the_public_signed_samples_have_the_verdicts_that_are_told_of_them() {
    for file in shared_files("samples/signed") {
        let expected: &[&str] = match file.file_stem().unwrap().to_str().unwrap() {
            "SHA256_bordereau" | "signature_bordereau2" => &["intact"],
            "signature_bordereau_double" => &["intact", "intact"],
            "altered" => &["broken"],
            _ => continue,
        };
        let found = verdicts(&file, Validation::Old);
        let same = found.len() == expected.len() && found.iter().zip(expected).all(|(a, b)| a.starts_with(b));
        assert!(same, "{}: {found:?}", file.display());
    }
}

#[test]
fn the_made_up_pes_is_valid_against_the_official_schema() {
    let file = subfolder("judges").join("pes.xml");
    fs::write(&file, encode(&Pes::default().text(), Encoding::Latin1)).unwrap();
    let wrong = file.with_file_name("wrong.xml");
    fs::write(&wrong, encode(&Pes::default().text().replace("<CodBud V=\"00\"/>", ""), Encoding::Latin1))
        .unwrap();
    let Some(valid) = schema::valid(&[file.clone(), wrong.clone()]) else { return };
    assert!(valid.contains(&file), "{}", schema::complaints(&file));
    assert!(!valid.contains(&wrong));
}

#[test]
fn every_file_of_the_corpus_is_well_formed_for_libxml2() {
    let folder = subfolder("corpus");
    let corpus: Vec<_> = everything().into_iter().enumerate().collect();
    assert!(corpus.len() > 60, "{} files", corpus.len());
    all_must_hold(each(&corpus, |(number, (name, bytes))| {
        let file = folder.join(format!("{number}.xml"));
        fs::write(&file, bytes).unwrap();
        let said = run(Command::new("xmllint").args(["--noout", "--nonet", text(&file)]), b"");
        if said.code == 0 { Ok(()) } else { Err(format!("{name}: {}", said.all())) }
    }));
}

#[test]
fn generated_documents_are_well_formed_and_differ() {
    let folder = subfolder("generated");
    let mut arguments = vec!["--noout".to_owned(), "--nonet".to_owned()];
    let mut ids = 0;
    for seed in 0..200 {
        let generated = document(seed);
        assert_ne!(generated.text, document(seed + 1).text);
        ids += generated.ids.len();
        let file = folder.join(format!("{seed}.xml"));
        fs::write(&file, generated.text).unwrap();
        arguments.push(text(&file).to_owned());
    }
    assert!(ids > 2_000, "{ids}");
    let said = run(Command::new("xmllint").args(arguments), b"");
    assert!(said.code == 0, "{}", said.all());
}

#[test]
fn the_public_samples_are_found_or_their_absence_is_said() {
    if let Some(shared) = shared() {
        assert!(shared_files("samples/unsigned").len() > 5, "{}", shared.display());
    }
}

fn verdicts(file: &Path, validation: Validation) -> Vec<String> {
    let found = jdk::verify(&[file.to_path_buf()], validation);
    found[file].iter().map(|signature| signature.verdict.clone()).collect()
}

/// A made-up PES with one signature of the whole file, by `xmlsec1 --sign`.
fn signed_by_xmlsec1(name: &str) -> PathBuf {
    let folder = subfolder(&format!("judges-{name}"));
    let (template, signed) = (folder.join("template.xml"), folder.join("signed.xml"));
    let content = Pes::default().text().replace("ISO-8859-1", "UTF-8");
    fs::write(&template, content.replace("</n:PES_Aller>", &format!("{TEMPLATE}</n:PES_Aller>"))).unwrap();
    let pair = format!("{},{}", text(&material().key), text(&material().certificate));
    let arguments =
        ["--sign", "--privkey-pem", &pair, "--id-attr:Id", "PES_Aller", "--output", text(&signed)];
    must("xmlsec1", arguments.into_iter().chain([text(&template)]));
    signed
}

const TEMPLATE: &str = r##"<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Id="ID20261123_SIG_1"><ds:SignedInfo><ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/><ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/><ds:Reference URI="#ID20261123"><ds:Transforms><ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/><ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/></ds:Transforms><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue/></ds:Reference></ds:SignedInfo><ds:SignatureValue/><ds:KeyInfo><ds:X509Data><ds:X509Certificate/></ds:X509Data></ds:KeyInfo></ds:Signature>"##;
