//! What a container holds, described; and what is refused, in words that say why. With what opens, `signing.rs` signs.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use cross_checks::authorities::{Holder, SIGNER, Wanted};
use cross_checks::built::{flux, key};
use cross_checks::cli::{Sign, binary, run, text};
use cross_checks::folder::subfolder;
use cross_checks::kinds::certificates;
use cross_checks::material::material;
use cross_checks::matrix::{Expected, matrix};
use cross_checks::parallel::{all_must_hold, each};
use cross_checks::pfx::{Check, Seal, certificate_bag, container, key_bag};
use cross_checks::process::{self, must};

/// Writes a container and its password.
fn write(name: &str, password: &str, bytes: &[u8]) -> (PathBuf, PathBuf) {
    let folder = subfolder("built");
    let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let file = folder.join(format!("{plain}.p12"));
    let secret = folder.join(format!("{plain}.txt"));
    fs::write(&file, bytes).unwrap();
    fs::write(&secret, format!("{password}\n")).unwrap();
    (file, secret)
}

/// The report of `certificate`, and the exit code.
fn describe(file: &Path, password: Option<&Path>) -> (i32, Value) {
    let mut arguments = vec!["certificate", text(file), "--json", "--lang", "fr"];
    if let Some(password) = password {
        arguments.extend(["--password-file", text(password)]);
    }
    let answer = run(&arguments);
    let report = serde_json::from_slice(&answer.out).unwrap_or_else(|_| panic!("{}", answer.all()));
    (answer.code, report)
}

#[test]
fn what_cannot_be_used_is_refused_in_words_of_its_own_and_signs_nothing() {
    let folder = subfolder("refused");
    let input = folder.join("pes.xml");
    fs::write(&input, flux()).unwrap();
    let cases: Vec<_> = matrix().iter().enumerate().collect();
    all_must_hold(each(&cases, |(number, case)| {
        let Expected::Refused(refusal) = &case.expected else { return Ok(()) };
        let output = folder.join(format!("{number}.xml"));
        let password_file = material().password(&format!("refused-{number}.txt"), &case.password);
        let more = vec!["--lang".into(), "fr".into()];
        let answer = Sign { container: case.file.clone(), password_file, more, ..Sign::default() }
            .run(&input, &output);
        let file = text(&case.file);
        let words = format!("{} [{}]\n  → {}\n", refusal.message(file), refusal.code, refusal.fix(file));
        let is_told = answer.err == format!("pes-signer: {words}") && answer.out.is_empty();
        if is_told && matches!(answer.code, 1 | 3) && !output.exists() {
            return Ok(());
        }
        Err(format!("{}: {}, instead of {words}", case.name, answer.all()))
    }));
}

#[test]
fn a_certificate_whose_issuer_cannot_be_written_signs_nothing_and_says_why() {
    let issuer = second("unwritable", "/CN=A\u{1}B", &["-addext", "basicConstraints=CA:FALSE"]);
    let bags = vec![certificate_bag(&issuer.certificate), key_bag(&issuer.key, &Seal::Open)];
    let bytes = container(&[(bags, Seal::Open)], &Check::Absent);
    let (container, password_file) = write("unwritable", "", &bytes);
    let (input, output) = (issuer.folder.join("pes.xml"), issuer.folder.join("unwritable.xml"));
    fs::write(&input, flux()).unwrap();
    let mut command = Command::new(binary());
    command.args(["sign", text(&input), "--p12", text(&container), "--lang", "fr", "-o", text(&output)]);
    command.args(["--password-file", text(&password_file), "--role", "Maire", "--city", "Delme"]);
    command.args(["--postal-code", "57590"]);
    let answer = process::run(&mut command, b"");
    assert!(answer.code != 0 && !output.exists(), "{}", answer.all());
    assert!(
        answer.err.contains("[SIG-012]") && answer.err.contains("Le nom du certificat"),
        "{}",
        answer.err
    );
}

#[test]
fn of_very_many_certificates_on_one_key_some_are_offered() {
    let mut bags: Vec<Vec<u8>> = Vec::new();
    for serial in
        ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17"]
    {
        let mut arguments = vec!["req", "-x509", "-key", text(&material().key), "-subj", "/CN=Jeanne ESSAI"];
        arguments.extend(["-set_serial", serial, "-outform", "DER"]);
        bags.push(certificate_bag(&must("openssl", arguments)));
    }
    bags.push(key_bag(&key(), &Seal::Open));
    let (file, secret) = write("many", "", &container(&[(bags, Seal::Open)], &Check::Absent));
    let report = describe(&file, Some(&secret)).1;
    let offered = report["certificates"].as_array().unwrap();
    assert_eq!(offered.len(), 16);
    assert!(offered.iter().all(|one| one["chain"].as_array().unwrap().len() == 16), "{report}");
}

#[test]
fn the_authority_of_a_signer_is_looked_for_where_authorities_are_named() {
    let folder = subfolder("authority");
    let other = folder.join("other.cer");
    fs::write(&other, other_certificate()).unwrap();
    let (container, password) = (&material().container, &material().password_file);
    let codes = |trust: &[&Path]| -> Vec<String> {
        let mut arguments = vec!["certificate", text(container), "--password-file", text(password), "--json"];
        arguments.extend(trust.iter().flat_map(|path| ["--trust", text(path)]));
        let report: Value = serde_json::from_slice(&run(&arguments).out).unwrap();
        let findings = report["certificates"][0]["findings"].as_array().unwrap();
        findings.iter().map(|finding| finding["code"].as_str().unwrap().to_owned()).collect()
    };
    assert!(codes(&[]).is_empty());
    assert!(codes(&[&material().authority]).is_empty());
    assert_eq!(codes(&[&other]), ["CRT-009"]);
    let (input, output) = (folder.join("pes.xml"), folder.join("signed.xml"));
    fs::write(&input, flux()).unwrap();
    for (trust, is_said) in [(&material().authority, false), (&other, true)] {
        let more = ["--trust", text(trust), "--lang", "fr", "--force"].map(str::to_owned).to_vec();
        let answer = Sign { more, ..Sign::default() }.run(&input, &output);
        assert_eq!((answer.code, answer.err.contains("[CRT-009]")), (0, is_said), "{}", answer.all());
    }
    // Without a folder or file of them nothing is read, nor signed.
    let missing = folder.join("missing.pem");
    let answer = run(&["certificate", text(container), "--trust", text(&missing), "--json"]);
    assert_ne!(answer.code, 0, "{}", answer.all());
}

#[test]
fn the_certificates_of_the_container_lead_to_an_authority_and_are_none() {
    let folder = subfolder("between");
    let own_root = Wanted { name: "root", subject: "Racine d'essai", ..Wanted::default() };
    let own = Wanted { name: "signer", subject: "Élodie Essai", extensions: SIGNER, ..Wanted::default() };
    let root = own_root.issue(&folder, None);
    let between = Wanted::default().issue(&folder, Some(&root));
    let signer = own.issue(&folder, Some(&between));
    let der =
        |holder: &Holder| must("openssl", ["x509", "-in", text(&holder.certificate), "-outform", "DER"]);
    let pkcs8 = must("openssl", ["pkcs8", "-topk8", "-nocrypt", "-in", text(&signer.key), "-outform", "DER"]);
    let is_unknown = |company: &[&Holder], trust: &Holder| {
        let mut bags = vec![key_bag(&pkcs8, &Seal::Open), certificate_bag(&der(&signer))];
        bags.extend(company.iter().map(|holder| certificate_bag(&der(holder))));
        let (file, secret) = write("between", "", &container(&[(bags, Seal::Open)], &Check::Absent));
        let mut arguments = vec!["certificate", text(&file), "--password-file", text(&secret), "--json"];
        arguments.extend(["--trust", text(&trust.certificate)]);
        String::from_utf8(run(&arguments).out).unwrap().contains("CRT-009")
    };
    assert!(!is_unknown(&[&between], &root));
    assert!(!is_unknown(&[&root, &between], &root));
    assert!(is_unknown(&[], &root));
    let stranger = own_root.issue(&subfolder("between/stranger"), None);
    assert!(is_unknown(&[&root, &between], &stranger), "a root that the container brings is none");
}

#[test]
fn nothing_in_a_certificate_acts_on_the_text_that_shows_it() {
    let subject = "/CN=Jeanne \u{202e}IASSE/O=Mairie\u{2066}";
    let made = second("turned", subject, &["-addext", "basicConstraints=CA:FALSE"]);
    let file = made.folder.join("turned.cer");
    fs::write(&file, &made.certificate).unwrap();
    let answer = run(&["certificate", text(&file), "--lang", "fr"]);
    let shown = String::from_utf8(answer.out).unwrap();
    assert!(shown.contains("Jeanne \u{fffd}IASSE"), "{shown}");
    assert!(!shown.contains('\u{202e}') && !shown.contains('\u{2066}'), "{shown}");
    // Every label ends before its value.
    for label in ["Valable depuis le ", "Valable jusqu’au ", "Empreinte SHA-256 ", "Titulaire "] {
        assert!(shown.contains(label), "{label}: {shown}");
    }
}

#[test]
fn surname_and_given_name_are_shown_and_are_the_name_where_there_is_no_other() {
    let made = second("named", "/O=Mairie/SN=ESSAI/GN=Jeanne", &[]);
    let file = made.folder.join("named.cer");
    fs::write(&file, &made.certificate).unwrap();
    let shown = String::from_utf8(run(&["certificate", text(&file), "--lang", "fr"]).out).unwrap();
    assert_eq!(shown.lines().next(), Some("Jeanne ESSAI"));
    let has = |label: &str, value: &str| {
        shown.lines().any(|line| line.split_whitespace().collect::<Vec<_>>() == [label, value])
    };
    assert!(has("Nom", "ESSAI") && has("Prénom", "Jeanne"), "{shown}");
}

/// A second signer: key and certificate, DER, signed by itself.
struct Second {
    key: Vec<u8>,
    certificate: Vec<u8>,
    folder: PathBuf,
}

fn second(name: &str, subject: &str, more: &[&str]) -> Second {
    let folder = subfolder("second");
    let (key, certificate) = (folder.join(format!("{name}.key")), folder.join(format!("{name}.pem")));
    let mut arguments = vec!["req", "-x509", "-newkey", "rsa:2048", "-noenc", "-utf8", "-subj", subject];
    arguments.extend(["-days", "30", "-keyout", text(&key), "-out", text(&certificate)]);
    arguments.extend(more);
    must("openssl", arguments);
    Second {
        key: must("openssl", ["pkcs8", "-topk8", "-nocrypt", "-in", text(&key), "-outform", "DER"]),
        certificate: must("openssl", ["x509", "-in", text(&certificate), "-outform", "DER"]),
        folder,
    }
}

fn other_certificate() -> Vec<u8> {
    second("other", "/CN=Autre", &[]).certificate
}

#[test]
fn of_several_keys_the_one_that_is_named_signs() {
    let usage =
        ["-addext", "keyUsage=digitalSignature,nonRepudiation", "-addext", "basicConstraints=CA:FALSE"];
    let second = second("several", "/CN=Paul Suivant/O=Commune", &usage);
    let bags = vec![
        certificate_bag(&second.certificate),
        key_bag(&key(), &Seal::Open),
        certificate_bag(&material().certificate_der()),
        key_bag(&second.key, &Seal::Open),
    ];
    let (container, password_file) = write("several", "", &container(&[(bags, Seal::Open)], &Check::Absent));
    let (input, output) = (second.folder.join("pes.xml"), second.folder.join("signed.xml"));
    fs::write(&input, flux()).unwrap();
    let with = |more: &[&str]| {
        let mut arguments = vec!["sign", text(&input), "--p12", text(&container), "--lang", "fr", "--force"];
        arguments.extend(["--password-file", text(&password_file), "--role", "Maire", "--city", "Delme"]);
        arguments.extend(["--postal-code", "57590", "-o", text(&output)]);
        run(&[&arguments, more].concat())
    };
    // Valid both, and made for signing: nobody is chosen silently.
    let both = with(&[]);
    assert!(both.code == 2 && !output.exists(), "{}", both.all());
    for words in ["CLI-010", "Paul Suivant", "Élodie Lefèvre-Œuvrard", "--key"] {
        assert!(both.err.contains(words), "{words}: {}", both.err);
    }
    let report = describe(&container, Some(&password_file)).1;
    let certificates = report["certificates"].as_array().unwrap();
    assert_eq!(certificates.len(), 2, "{report}");
    for certificate in certificates {
        let name = certificate["name"].as_str().unwrap();
        let fingerprint = certificate["fingerprint"].as_str().unwrap();
        let colons: Vec<String> = fingerprint
            .as_bytes()
            .chunks(2)
            .map(|pair| String::from_utf8(pair.to_vec()).unwrap().to_uppercase())
            .collect();
        for key in [
            name,
            &name.to_uppercase(),
            certificate["serial"].as_str().unwrap(),
            fingerprint,
            &fingerprint[..8],
            &colons.join(":"),
            certificate["subject"].as_str().unwrap(),
        ] {
            let answer = with(&["--key", key]);
            assert!(
                answer.code == 0 && answer.err.contains(&format!("au nom de {name}")),
                "{key}: {}",
                answer.all()
            );
        }
    }
    let nobody = with(&["--key", "Jeanne"]);
    assert!(
        nobody.code == 2 && nobody.err.contains("CLI-011") && nobody.err.contains("Paul Suivant"),
        "{}",
        nobody.all()
    );
}

#[test]
fn a_certificate_is_described_as_openssl_describes_it() {
    let (container, password) = (&material().container, &material().password_file);
    let (code, report) = describe(container, Some(password));
    assert_eq!(code, 0, "{report}");
    let found = &report["certificates"][0];
    let pem = text(&material().certificate);
    let told = |option: &[&str]| {
        let answer = must("openssl", [&["x509", "-in", pem, "-noout"][..], option].concat());
        String::from_utf8(answer).unwrap()
    };
    let fingerprint = told(&["-fingerprint", "-sha256"]);
    let fingerprint = fingerprint.split('=').nth(1).unwrap().trim().replace(':', "").to_lowercase();
    assert_eq!(found["fingerprint"], fingerprint);
    assert_eq!(found["name"], "Élodie Lefèvre-Œuvrard");
    assert_eq!(found["holder"]["organization"], "Commune de Saint-Éloi-lès-Bois");
    assert_eq!(found["usages"], serde_json::json!(["digitalSignature", "nonRepudiation"]));
    assert_eq!(found["valid_from"], "2020-01-01T00:00:00Z");
    assert_eq!((&found["private_key"], &found["kind"]), (&true.into(), &"other".into()));
    assert_eq!(found["friendly_name"], "Clé de la mairie");
    assert_eq!(found["findings"], serde_json::json!([]));
    assert_eq!(names(found), names(&documented()["certificates"][0]));
    assert_eq!(names(&found["holder"]), names(&documented()["certificates"][0]["holder"]));
    // The same certificate without its key.
    let (code, bare) = describe(&material().certificate, None);
    assert_eq!(code, 0, "{bare}");
    assert_eq!(bare["certificates"][0]["subject"], found["subject"]);
    assert_eq!(bare["certificates"][0]["private_key"], false);
}

/// The example of the documentation.
fn documented() -> Value {
    let documentation = include_str!("../../docs/json.md");
    let section = documentation.split("## certificate").nth(1).unwrap();
    let example = section.split("```json\n").nth(1).unwrap().split("```").next().unwrap();
    serde_json::from_str(example).unwrap()
}

/// The names of an object's fields.
fn names(object: &Value) -> Vec<&String> {
    object.as_object().unwrap().keys().collect()
}

#[test]
fn the_kind_of_a_certificate_and_what_somebody_should_know_of_it_are_told() {
    all_must_hold(each(certificates(), |certificate| {
        let (code, report) = describe(&certificate.file, None);
        let found = &report["certificates"][0];
        let said: Vec<Option<&str>> =
            found["findings"].as_array().unwrap().iter().map(|finding| finding["code"].as_str()).collect();
        let expected: Vec<Option<&str>> =
            certificate.findings.iter().map(|finding| Some(finding.code)).collect();
        let holder = &found["holder"];
        let parts = ["given_name", "surname", "title"].map(|part| holder[part].as_str());
        let is_whole = parts == [Some("Jeanne"), Some("Essai"), Some("Maire")];
        let is_named =
            found["name"] == certificate.holder && is_whole == (certificate.holder == "Jeanne ESSAI");
        // With one that cannot sign now, the answer is no.
        let exit = i32::from(certificate.findings.iter().any(|finding| finding.code.starts_with("SIG")));
        let right = code == exit && is_named && found["kind"] == certificate.kind && said == expected;
        // The same for whoever reads it.
        let shown = run(&["certificate", text(&certificate.file), "--lang", "fr"]).text();
        let mut words = vec![certificate.kind_in_words().0, certificate.kind_in_words().1];
        words.extend(
            certificate
                .findings
                .iter()
                .flat_map(|finding| [format!("{} [{}]", finding.message, finding.code), finding.fix.clone()]),
        );
        let missing: Vec<&String> = words.iter().filter(|words| !shown.contains(*words)).collect();
        if right && missing.is_empty() {
            return Ok(());
        }
        Err(format!("{}: missing {missing:?}; {expected:?} in {report}\n{shown}", certificate.name))
    }));
}
