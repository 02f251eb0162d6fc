//! Containers that no program on this machine writes, but some out there wrote: each opens, or is refused in words that
//! say why. Those that programs here write are signed with in `signing.rs`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use cross_checks::cli::{Sign, run, text};
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
use cross_checks::process::must;

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
        ("Java key store", PASSWORD, java_key_store(), "P12-002", "Java"),
    ];
    all_must_hold(each(&cases, |(name, password, bytes, code, words)| {
        refused(name, password, bytes, code, &words.replace(' ', "\u{a0}"))
            .or_else(|_| refused(name, password, bytes, code, &words.replace(' ', "\u{202f}")))
            .or_else(|_| refused(name, password, bytes, code, words))
    }));
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
    let cases: [(&str, &[&str]); 5] = [
        ("dgfip", &["certificatePolicies=1.2.250.1.131.1.5.18.20.1.5.2"]),
        ("qualified", &[compliant]),
        ("seal", &[seal]),
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
    assert_eq!(exit, 0, "{report}");
}
