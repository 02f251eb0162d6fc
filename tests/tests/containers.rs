//! Containers that no program on this machine writes, but some out there wrote: each opens, or is refused in words that
//! say why. Those that programs here write are signed with in `signing.rs`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use cross_checks::authorities::{Holder, SIGNER, Wanted};
use cross_checks::cli::{Sign, binary, run, text};
use cross_checks::encodings::{Encoding, encode};
use cross_checks::folder::subfolder;
use cross_checks::material::{PASSWORD, material};
use cross_checks::parallel::{all_must_hold, each};
use cross_checks::pes::Pes;
use cross_checks::pfx::{
    AES128, AES192, AES256, Check, Part, Prf, RC2, SHA1, SHA224, SHA256, SHA384, SHA512, Seal, TDES, bag,
    certificate_bag, checked, container, key_bag, oid, pbes2, rc2_40, rc2_128, sequence, tdes_2, tdes_3,
    wide, widened, with_windows_attributes,
};
use cross_checks::process::{self, must};

/// A flux that can be signed.
fn latin1(pes: &Pes) -> Vec<u8> {
    encode(&pes.text(), Encoding::Latin1)
}

/// The signer's key, PKCS#8 in DER.
fn key() -> Vec<u8> {
    must("openssl", ["pkcs8", "-topk8", "-nocrypt", "-in", text(&material().key), "-outform", "DER"])
}

fn authority() -> Vec<u8> {
    must("openssl", ["x509", "-in", text(&material().authority), "-outform", "DER"])
}

/// A container of the signer's key and certificate, all sealed alike.
fn whole(seal: &Seal, check: &Check) -> Vec<u8> {
    let certificate = certificate_bag(&material().certificate_der());
    container(&[(vec![certificate], seal.clone()), (vec![key_bag(&key(), seal)], Seal::Open)], check)
}

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

/// Signs with a container; the program itself checks what it signed.
fn signs(name: &str, password: &str, bytes: &[u8]) -> Result<(), String> {
    let (container, password_file) = write(name, password, bytes);
    let (input, output) = (container.with_extension("xml"), container.with_extension("signed.xml"));
    fs::write(&input, latin1(&Pes::default())).unwrap();
    let answer = Sign { container, password_file, ..Sign::default() }.run(&input, &output);
    if answer.code == 0 { Ok(()) } else { Err(format!("{name}: {}", answer.all())) }
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

/// That a container is refused with this code, and with words that hold these.
fn refused(name: &str, password: &str, bytes: &[u8], code: &str, words: &str) -> Result<(), String> {
    let (file, secret) = write(name, password, bytes);
    let (exit, report) = describe(&file, Some(&secret));
    let error = &report["error"];
    let message = error["message"].as_str().unwrap_or_default();
    if exit != 0 && error["code"] == code && message.contains(words) {
        return Ok(());
    }
    Err(format!("{name}: exit {exit}, {report}"))
}

#[test]
fn every_way_of_protecting_that_others_use_is_opened() {
    let (broad, plain) = (wide(PASSWORD), PASSWORD.as_bytes().to_vec());
    let check = checked(&broad);
    let mut cases: Vec<(String, Vec<u8>)> = vec![
        ("RC2-40".into(), whole(&rc2_40(&broad), &check)),
        ("RC2-128".into(), whole(&rc2_128(&broad), &check)),
        ("2-key 3DES".into(), whole(&tdes_2(&broad), &check)),
        ("3-key 3DES".into(), whole(&tdes_3(&broad), &check)),
        ("no check value".into(), whole(&tdes_3(&broad), &Check::Absent)),
        ("nothing protected".into(), whole(&Seal::Open, &Check::Absent)),
        ("nothing encrypted".into(), whole(&Seal::Open, &check)),
    ];
    for prf in [SHA1, SHA224, SHA256, SHA384, SHA512] {
        for cipher in [AES128, AES192, AES256, TDES, RC2] {
            let name = format!("PBES2 {} {}", prf.0, cipher.0);
            cases.push((name, whole(&pbes2(prf, cipher, &plain), &check)));
        }
        let digest = Check::Pkcs12 { digest: prf, password: broad.clone(), rounds: 1 };
        cases.push((format!("check value by {}", prf.0), whole(&tdes_3(&broad), &digest)));
        for hmac in [SHA256, SHA512] {
            cases.push((
                format!("PBMAC1 {} {}", prf.0, hmac.0),
                whole(&pbes2(prf, AES256, &plain), &pbmac1(prf, hmac, 32)),
            ));
        }
    }
    all_must_hold(each(&cases, |(name, bytes)| signs(name, PASSWORD, bytes)));
}

fn pbmac1(prf: Prf, hmac: Prf, length: usize) -> Check {
    Check::Pbmac1 { prf, hmac, password: PASSWORD.as_bytes().to_vec(), stated: Some(length) }
}

#[test]
fn bags_may_come_in_any_order_and_company() {
    let broad = wide(PASSWORD);
    let (check, seal) = (checked(&broad), tdes_3(&broad));
    let (key_pkcs8, signer, ca) =
        (key(), certificate_bag(&material().certificate_der()), certificate_bag(&authority()));
    let shrouded = key_bag(&key_pkcs8, &seal);
    let other = certificate_bag(&other_certificate());
    let sdsi = bag(3, &sequence(&[&oid("1.2.840.113549.1.9.22.2"), &[0xA0, 3, 0x16, 1, b'x']]));
    let revocations = bag(4, &sequence(&[&oid("1.2.840.113549.1.9.23.1"), &[0xA0, 2, 0x04, 0]]));
    let secret = bag(5, &sequence(&[&oid("1.2.840.113549.1.9.25.3"), &[0xA0, 2, 0x04, 0]]));
    let nested = bag(6, &sequence(&[&bag(6, &sequence(&[&signer, &ca]))]));
    let cases: [(&str, Vec<Part>); 6] = [
        // Windows: the key first, with attributes of its own inside; the chain behind.
        (
            "Windows",
            vec![
                (vec![key_bag(&with_windows_attributes(&key_pkcs8), &seal)], Seal::Open),
                (vec![signer.clone(), ca.clone()], seal.clone()),
            ],
        ),
        ("macOS", vec![(vec![signer.clone()], rc2_40(&broad)), (vec![shrouded.clone()], Seal::Open)]),
        ("authority first", vec![(vec![ca, other, signer.clone(), shrouded.clone()], seal.clone())]),
        (
            "in one part, key twice",
            vec![(vec![shrouded.clone(), signer.clone(), signer.clone(), shrouded.clone()], Seal::Open)],
        ),
        (
            "nested",
            vec![(vec![nested], seal.clone()), (vec![key_bag(&key_pkcs8, &Seal::Open)], seal.clone())],
        ),
        (
            "with what is of no concern",
            vec![(vec![sdsi, revocations, secret, signer], seal.clone()), (vec![shrouded], Seal::Open)],
        ),
    ];
    all_must_hold(each(&cases, |(name, parts)| signs(name, PASSWORD, &container(parts, &check))));
    // Bytes behind the container, as some transfers add them.
    let followed = [whole(&seal, &check), b"\r\n\0\0".to_vec()].concat();
    signs("followed", PASSWORD, &followed).unwrap();
}

#[test]
fn a_password_opens_in_the_form_that_any_program_gave_it() {
    let accents = "été à Noël €";
    let utf8 = accents.as_bytes();
    let windows = b"\xE9t\xE9 \xE0 No\xEBl \x80";
    let wide_check = |form: &[u8]| checked(form);
    let cases = [
        // OpenSSL before 1.1 on a terminal of UTF-8, and on one of Windows-1252.
        ("widened UTF-8", accents, whole(&rc2_40(&widened(utf8)), &wide_check(&widened(utf8)))),
        ("widened Windows", accents, whole(&tdes_3(&widened(windows)), &wide_check(&widened(windows)))),
        // OpenSSL on Windows: the bytes of the console for PBKDF2, the standard's form for the check.
        ("PBES2 Windows", accents, whole(&pbes2(SHA256, AES256, windows), &wide_check(&wide(accents)))),
        // NSS before 3.38: PBKDF2 of the wide form, without accents too.
        ("PBES2 wide", accents, whole(&pbes2(SHA1, AES128, &wide(accents)), &wide_check(&wide(accents)))),
        ("PBES2 wide, plain", PASSWORD, whole(&pbes2(SHA1, AES128, &wide(PASSWORD)), &Check::Absent)),
        ("beyond the BMP", "clé 😀", whole(&tdes_3(&wide("clé 😀")), &wide_check(&wide("clé 😀")))),
        ("empty", "", whole(&tdes_3(&wide("")), &wide_check(&wide("")))),
        ("null", "", whole(&tdes_3(b""), &wide_check(b""))),
        ("null, no check value", "", whole(&rc2_40(b""), &Check::Absent)),
        ("empty, PBES2", "", whole(&pbes2(SHA256, AES256, b""), &wide_check(b""))),
    ];
    all_must_hold(each(&cases, |(name, password, bytes)| signs(name, password, bytes)));
}

#[test]
fn what_cannot_be_used_is_refused_in_words_of_its_own() {
    let (broad, plain) = (wide(PASSWORD), PASSWORD.as_bytes().to_vec());
    let (check, seal) = (checked(&broad), tdes_3(&broad));
    let good = whole(&seal, &check);
    let signer = certificate_bag(&material().certificate_der());
    let with = |bags: Vec<Vec<u8>>| container(&[(bags, Seal::Open)], &check);
    let unknown = |oid| Seal::Pkcs12 {
        oid,
        cipher: "des-ede3-cbc",
        key_length: 24,
        password: broad.clone(),
        rounds: 9,
    };
    let unsupported = |oid| whole(&unknown(oid), &check);
    let rounds = |rounds| Seal::Pbes2 { prf: SHA256, cipher: AES256, password: plain.clone(), rounds };
    let absent = Check::Pbmac1 { prf: SHA256, hmac: SHA256, password: plain.clone(), stated: None };
    let endless = (0..9).fold(signer.clone(), |inner, _| bag(6, &sequence(&[&inner])));
    let mut altered = good.clone();
    // In the middle of an encrypted part.
    let middle = altered.len() / 2;
    altered[middle] ^= 1;
    // What protects nothing else stands after what is altered, or before.
    let alone = |seal: &Seal, other: &Seal| {
        container(&[(vec![signer.clone()], seal.clone()), (vec![key_bag(&key(), other)], Seal::Open)], &check)
    };
    let mut plain_altered = alone(&Seal::Open, &seal);
    let certificate = material().certificate_der();
    let at = find(&plain_altered, &certificate) + certificate.len() - 9;
    plain_altered[at] ^= 1;
    let mut first_altered = alone(&pbes2(SHA256, AES256, &plain), &seal);
    // In the salt of the certificate's part: nothing of it can be read.
    let at = find(&first_altered, &oid("1.2.840.113549.1.5.12")) + 17;
    first_altered[at] ^= 1;
    let mut outline_altered = good.clone();
    let at = find(&outline_altered, &oid("1.2.840.113549.1.7.6")) - 1;
    outline_altered[at] ^= 1;
    let request = must(
        "openssl",
        ["req", "-new", "-key", text(&material().key), "-subj", "/CN=Jeanne ESSAI", "-outform", "DER"],
    );
    let request_text =
        must("openssl", ["req", "-new", "-key", text(&material().key), "-subj", "/CN=Jeanne ESSAI"]);
    let other_key = key_bag(&key(), &tdes_3(&wide("un autre")));
    let cases: Vec<(&str, &str, Vec<u8>, &str, &str)> = vec![
        ("wrong password", "Mot de passe", good.clone(), "P12-001", "pas celui du portail"),
        ("wrong, no check value", "faux", whole(&seal, &Check::Absent), "P12-001", "pas celui du portail"),
        (
            "wrong, PBMAC1",
            "faux",
            whole(&pbes2(SHA256, AES256, &plain), &pbmac1(SHA256, SHA256, 32)),
            "P12-001",
            "choisi",
        ),
        ("no password", "", good.clone(), "P12-010", "protégé par un mot de passe"),
        ("altered", PASSWORD, altered, "P12-003", "abîmé"),
        ("altered, not encrypted", PASSWORD, plain_altered, "P12-003", "abîmé"),
        ("altered in the first of two", PASSWORD, first_altered, "P12-003", "abîmé"),
        ("altered outline", "faux", outline_altered, "P12-003", "abîmé"),
        ("cut short", PASSWORD, good[..good.len() - 9].to_vec(), "P12-003", "abîmé"),
        ("nested too deep", PASSWORD, with(vec![endless]), "P12-003", "abîmé"),
        ("too many bags", PASSWORD, with(vec![bag(5, &sequence(&[])); 300]), "P12-003", "abîmé"),
        ("RC4", PASSWORD, unsupported("1.2.840.113549.1.12.1.1"), "P12-004", "RC4-128"),
        ("unheard of", PASSWORD, unsupported("1.3.9999.7"), "P12-004", "(1.3.9999.7)"),
        ("no key", PASSWORD, with(vec![signer.clone()]), "P12-005", "sans sa clé secrète"),
        ("no certificate", PASSWORD, with(vec![key_bag(&key(), &seal)]), "P12-006", "sans certificat"),
        (
            "mismatch",
            PASSWORD,
            with(vec![key_bag(&key(), &seal), certificate_bag(&authority())]),
            "P12-011",
            "ne vont pas ensemble",
        ),
        ("weak", PASSWORD, with(vec![key_bag(&weak_key(), &seal), signer.clone()]), "P12-008", "1024 bits"),
        ("long", PASSWORD, with(vec![key_bag(&long_key(), &seal), signer.clone()]), "P12-009", "8192"),
        (
            "elliptic",
            PASSWORD,
            with(vec![key_bag(&elliptic_key(), &seal), signer.clone()]),
            "P12-007",
            "EC P-384",
        ),
        ("other password for the key", PASSWORD, with(vec![other_key, signer]), "P12-014", "en a un autre"),
        ("many rounds", PASSWORD, whole(&rounds(5_000_001), &check), "P12-012", "5 000 001"),
        ("endless rounds", PASSWORD, whole(&rounds(u64::MAX), &check), "P12-012", "tours"),
        (
            "short key of PBMAC1",
            PASSWORD,
            whole(&pbes2(SHA256, AES256, &plain), &pbmac1(SHA256, SHA256, 19)),
            "P12-013",
            "trop faible",
        ),
        (
            "PBMAC1 without length",
            PASSWORD,
            whole(&pbes2(SHA256, AES256, &plain), &absent),
            "P12-013",
            "trop faible",
        ),
        ("empty file", PASSWORD, Vec::new(), "P12-002", "est vide"),
        ("PES", PASSWORD, latin1(&Pes::default()), "P12-002", "fichier PES"),
        ("PEM key", PASSWORD, fs::read(&material().key).unwrap(), "P12-002", "clé secrète hors"),
        ("DER key", PASSWORD, key(), "P12-002", "clé secrète hors"),
        ("huge", PASSWORD, vec![0x30; (1 << 20) + 1], "P12-002", "trop gros"),
        ("request", PASSWORD, request, "P12-002", "demande de certificat"),
        ("request as text", PASSWORD, request_text, "P12-002", "demande de certificat"),
        ("something else", PASSWORD, b"%PDF-1.7".to_vec(), "P12-002", "n’est pas un fichier de certificat"),
        ("Java key store", PASSWORD, java_key_store(), "P12-002", "Java"),
    ];
    all_must_hold(each(&cases, |(name, password, bytes, code, words)| {
        refused(name, password, bytes, code, &words.replace(' ', "\u{a0}"))
            .or_else(|_| refused(name, password, bytes, code, &words.replace(' ', "\u{202f}")))
            .or_else(|_| refused(name, password, bytes, code, words))
    }));
}

/// Where `part` begins in `whole`.
fn find(whole: &[u8], part: &[u8]) -> usize {
    whole.windows(part.len()).position(|window| window == part).unwrap()
}

#[test]
fn a_certificate_without_its_key_cannot_sign_and_is_called_what_it_is() {
    let folder = subfolder("keyless");
    let (binary, list) = (folder.join("maire.cer"), folder.join("maire.p7b"));
    let pem = text(&material().certificate);
    must("openssl", ["x509", "-in", pem, "-outform", "DER", "-out", text(&binary)]);
    let arguments = ["crl2pkcs7", "-nocrl", "-certfile", pem, "-outform", "DER", "-out", text(&list)];
    must("openssl", arguments);
    let input = folder.join("pes.xml");
    fs::write(&input, latin1(&Pes::default())).unwrap();
    for (container, words) in [(binary, ".cer ou .crt"), (list, ".p7b")] {
        let output = folder.join("signed.xml");
        let sign = Sign { container, more: vec!["--lang".into(), "fr".into()], ..Sign::default() };
        let answer = sign.run(&input, &output);
        assert!(answer.code != 0 && !output.exists(), "{}", answer.all());
        for words in ["P12-002", words, "pas à signer"] {
            assert!(answer.err.contains(words), "{words}: {}", answer.err);
        }
    }
}

#[test]
fn a_certificate_whose_issuer_cannot_be_written_signs_nothing_and_says_why() {
    let issuer = second("unwritable", "/CN=A\u{1}B", &["-addext", "basicConstraints=CA:FALSE"]);
    let bags = vec![certificate_bag(&issuer.certificate), key_bag(&issuer.key, &Seal::Open)];
    let bytes = container(&[(bags, Seal::Open)], &Check::Absent);
    let (container, password_file) = write("unwritable", "", &bytes);
    let (input, output) = (issuer.folder.join("pes.xml"), issuer.folder.join("unwritable.xml"));
    fs::write(&input, latin1(&Pes::default())).unwrap();
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
    fs::write(&input, latin1(&Pes::default())).unwrap();
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

fn java_key_store() -> Vec<u8> {
    let file = subfolder("built").join("store.jks");
    let _ = fs::remove_file(&file);
    let mut arguments =
        vec!["-genkeypair", "-keyalg", "RSA", "-alias", "a", "-dname", "CN=A", "-storetype", "JKS"];
    arguments.extend(["-storepass", "changeit", "-keypass", "changeit", "-keystore", text(&file)]);
    must("keytool", arguments);
    fs::read(file).unwrap()
}

fn weak_key() -> Vec<u8> {
    generated("RSA", "rsa_keygen_bits:1024")
}

/// A key of 8200 bits, as far as it is read: none of its numbers is a prime.
fn long_key() -> Vec<u8> {
    let integer = |bytes: &[u8]| {
        let length = u16::try_from(bytes.len()).unwrap().to_be_bytes();
        [&[0x02, 0x82], &length[..], bytes].concat()
    };
    let modulus = [&[0][..], &[0xFF; 1025]].concat();
    let numbers = sequence(&[&integer(&[0]), &integer(&modulus), &integer(&[1, 0, 1])]);
    let length = u16::try_from(numbers.len()).unwrap().to_be_bytes();
    let octets = [&[0x04, 0x82], &length[..], &numbers].concat();
    let algorithm = sequence(&[&oid("1.2.840.113549.1.1.1"), &[0x05, 0x00]]);
    sequence(&[&[0x02, 0x01, 0x00], &algorithm, &octets])
}

fn elliptic_key() -> Vec<u8> {
    generated("EC", "ec_paramgen_curve:P-384")
}

/// A new private key, PKCS#8 in DER.
fn generated(algorithm: &str, option: &str) -> Vec<u8> {
    let file = subfolder("built").join(format!("{algorithm}.pem"));
    must("openssl", ["genpkey", "-algorithm", algorithm, "-pkeyopt", option, "-out", text(&file)]);
    must("openssl", ["pkcs8", "-topk8", "-nocrypt", "-in", text(&file), "-outform", "DER"])
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
    fs::write(&input, latin1(&Pes::default())).unwrap();
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
fn the_kind_of_a_certificate_follows_from_its_policies_and_statements() {
    let folder = subfolder("kinds");
    let compliant = "1.3.6.1.5.5.7.1.3=DER:300A3008060604008E460101";
    let seal = "1.3.6.1.5.5.7.1.3=DER:301F3008060604008E4601013013060604008E4601063009060704008E46010602";
    let web = "1.3.6.1.5.5.7.1.3=DER:301F3008060604008E4601013013060604008E4601063009060704008E46010603";
    let cases: [(&str, &[&str]); 9] = [
        ("dgfip", &["certificatePolicies=1.2.250.1.131.1.5.18.20.1.5.2"]),
        ("qualified", &[compliant]),
        ("qualified", &["certificatePolicies=0.4.0.194112.1.2"]),
        ("seal", &[seal]),
        ("seal", &["certificatePolicies=0.4.0.194112.1.1"]),
        ("other", &["certificatePolicies=0.4.0.194112.1.4"]),
        ("other", &[web]),
        ("recognised", &["certificatePolicies=0.4.0.2042.1.2,1.2.250.1.1.1"]),
        ("other", &["certificatePolicies=1.2.250.1.131.1.5.18.21"]),
    ];
    for (kind, extensions) in cases {
        let (key, request) = (folder.join("key.pem"), folder.join("request.pem"));
        let (file, given) = (folder.join(format!("{kind}.pem")), folder.join("extensions.cnf"));
        fs::write(&given, format!("keyUsage=nonRepudiation\n{}\n", extensions.join("\n"))).unwrap();
        let mut arguments =
            vec!["req", "-new", "-newkey", "rsa:2048", "-noenc", "-utf8", "-keyout", text(&key)];
        arguments.extend([
            "-out",
            text(&request),
            "-subj",
            "/O=Commune/GN=Jeanne/SN=Essai/title=Maire/CN=Jeanne ESSAI",
        ]);
        must("openssl", arguments);
        let mut arguments = vec!["x509", "-req", "-in", text(&request), "-out", text(&file), "-days", "365"];
        arguments.extend(["-CA", text(&material().authority), "-extfile", text(&given), "-set_serial", "77"]);
        let authority_key = material().authority.with_extension("key");
        arguments.extend(["-CAkey", text(&authority_key)]);
        must("openssl", arguments);
        let (code, report) = describe(&file, None);
        let found = &report["certificates"][0];
        assert_eq!((code, &found["kind"]), (0, &kind.into()), "{report}");
        let holder = &found["holder"];
        assert_eq!((&holder["given_name"], &holder["surname"]), (&"Jeanne".into(), &"Essai".into()));
        assert_eq!(
            (&holder["title"], &found["usages"]),
            (&"Maire".into(), &serde_json::json!(["nonRepudiation"]))
        );
    }
}

#[test]
fn what_somebody_should_know_of_a_certificate_is_said() {
    let folder = subfolder("findings");
    let codes = |name: &str, subject: &str, more: &[&str]| {
        let made = second(name, subject, more);
        let file = folder.join(format!("{name}.cer"));
        fs::write(&file, made.certificate).unwrap();
        let (exit, report) = describe(&file, None);
        let findings = report["certificates"][0]["findings"].as_array().unwrap().clone();
        let codes: Vec<String> = findings.iter().map(|f| f["code"].as_str().unwrap().to_owned()).collect();
        (exit, codes)
    };
    let leaf = ["-addext", "basicConstraints=critical,CA:FALSE", "-addext", "keyUsage=nonRepudiation"];
    let no_usage = ["-addext", "basicConstraints=CA:FALSE", "-addext", "keyUsage=keyEncipherment"];
    // Signed by themselves for thirty days, all of them.
    for (name, subject, more, expected) in [
        ("soon", "/CN=Jeanne ESSAI", &leaf[..], &["CRT-007", "CRT-003"][..]),
        ("usage", "/CN=Jeanne ESSAI", &no_usage[..], &["CRT-004", "CRT-007", "CRT-003"]),
        ("sha1", "/CN=Jeanne ESSAI", &[&leaf[..], &["-sha1"]].concat(), &["CRT-007", "CRT-003", "CRT-006"]),
        ("body", "/O=Mairie/CN=Mairie", &leaf[..], &["CRT-007", "CRT-003", "CRT-008"]),
    ] {
        let (exit, codes) = codes(name, subject, more);
        assert_eq!((exit, codes), (0, expected.iter().map(|code| (*code).to_owned()).collect()), "{name}");
    }
    let (exit, report) = describe(&material().authority, None);
    let codes: Vec<&str> = report["certificates"][0]["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| finding["code"].as_str().unwrap())
        .collect();
    assert!(exit == 0 && codes.starts_with(&["CRT-004", "CRT-005", "CRT-007"]), "{report}");
}
