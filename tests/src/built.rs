//! The part of the [`crate::matrix`] that no program here writes, but some out there wrote; and what people take for a
//! container.

use std::fs;

use crate::cli::text;
use crate::encodings::{Encoding, encode};
use crate::folder::subfolder;
use crate::insertions::find;
use crate::material::{PASSWORD, material};
use crate::matrix::Case;
use crate::parallel::each;
use crate::pes::Pes;
use crate::pfx::{
    AES128, AES192, AES256, Check, Part, Prf, RC2, SHA1, SHA224, SHA256, SHA384, SHA512, Seal, TDES, bag,
    certificate_bag, checked, container, key_bag, oid, pbes2, rc2_40, rc2_128, sequence, tdes_2, tdes_3,
    wide, widened, with_windows_attributes,
};
use crate::process::must;

/// The signer's key, PKCS#8 in DER.
pub fn key() -> Vec<u8> {
    must("openssl", ["pkcs8", "-topk8", "-nocrypt", "-in", text(&material().key), "-outform", "DER"])
}

/// A flux that can be signed.
pub fn flux() -> Vec<u8> {
    encode(&Pes::default().text(), Encoding::Latin1)
}

/// Those that must open.
pub(crate) fn that_open() -> Vec<Case> {
    [protections(), companies(), passwords()].concat()
}

/// Those that must be refused.
pub(crate) fn that_are_refused() -> Vec<Case> {
    [wrong_passwords(), damages(), unsupported(), unusable(), lookalikes()].concat()
}

/// A container of the signer's key and certificate, all sealed alike.
fn whole(seal: &Seal, check: &Check) -> Vec<u8> {
    let certificate = certificate_bag(&material().certificate_der());
    container(&[(vec![certificate], seal.clone()), (vec![key_bag(&key(), seal)], Seal::Open)], check)
}

fn pbmac1(prf: Prf, hmac: Prf, stated: Option<usize>) -> Check {
    Check::Pbmac1 { prf, hmac, password: PASSWORD.as_bytes().to_vec(), stated }
}

/// Every way of protecting.
fn protections() -> Vec<Case> {
    let (broad, plain) = (wide(PASSWORD), PASSWORD.as_bytes());
    let check = checked(&broad);
    let mut ways: Vec<(String, Seal, Check)> = [
        ("RC2-40", rc2_40(&broad), check.clone()),
        ("RC2-128", rc2_128(&broad), check.clone()),
        ("2-key 3DES", tdes_2(&broad), check.clone()),
        ("3-key 3DES", tdes_3(&broad), check.clone()),
        ("no check value, 3-key 3DES", tdes_3(&broad), Check::Absent),
        ("nothing protected", Seal::Open, Check::Absent),
        ("nothing encrypted but checked", Seal::Open, check.clone()),
    ]
    .map(|(name, seal, check)| (name.to_owned(), seal, check))
    .into();
    for prf in [SHA1, SHA224, SHA256, SHA384, SHA512] {
        for cipher in [AES128, AES192, AES256, TDES, RC2] {
            ways.push((format!("PBES2 {} {}", prf.0, cipher.0), pbes2(prf, cipher, plain), check.clone()));
        }
        let digest = Check::Pkcs12 { digest: prf, password: broad.clone(), rounds: 1 };
        ways.push((format!("check value by {}", prf.0), tdes_3(&broad), digest));
        for hmac in [SHA256, SHA512] {
            let name = format!("PBMAC1 {} {}", prf.0, hmac.0);
            ways.push((name, pbes2(prf, AES256, plain), pbmac1(prf, hmac, Some(32))));
        }
    }
    each(&ways, |(name, seal, check)| {
        let case = Case::built(name, PASSWORD, &whole(seal, check));
        // Each engine has its own PBKDF2; the ciphers are the module's.
        let is_of_the_engine = name.ends_with(AES256.0) || name.ends_with(SHA512.0);
        if name.starts_with("PB") && is_of_the_engine { case.in_every_engine() } else { case }
    })
}

/// Bags in any order and company.
fn companies() -> Vec<Case> {
    let broad = wide(PASSWORD);
    let (check, seal) = (checked(&broad), tdes_3(&broad));
    let authority = must("openssl", ["x509", "-in", text(&material().authority), "-outform", "DER"]);
    let pkcs8 = key();
    let (signer, ca) = (certificate_bag(&material().certificate_der()), certificate_bag(&authority));
    let shrouded = key_bag(&pkcs8, &seal);
    let other = certificate_bag(&another_certificate());
    let sdsi = bag(3, &sequence(&[&oid("1.2.840.113549.1.9.22.2"), &[0xA0, 3, 0x16, 1, b'x']]));
    let revocations = bag(4, &sequence(&[&oid("1.2.840.113549.1.9.23.1"), &[0xA0, 2, 0x04, 0]]));
    let secret = bag(5, &sequence(&[&oid("1.2.840.113549.1.9.25.3"), &[0xA0, 2, 0x04, 0]]));
    let nested = bag(6, &sequence(&[&bag(6, &sequence(&[&signer, &ca]))]));
    let cases: [(&str, Vec<Part>); 6] = [
        // Windows: the key first, with attributes of its own inside; the chain behind.
        (
            "Windows",
            vec![
                (vec![key_bag(&with_windows_attributes(&pkcs8), &seal)], Seal::Open),
                (vec![signer.clone(), ca.clone()], seal.clone()),
            ],
        ),
        ("macOS", vec![(vec![signer.clone()], rc2_40(&broad)), (vec![shrouded.clone()], Seal::Open)]),
        ("authority first", vec![(vec![ca, other, signer.clone(), shrouded.clone()], seal.clone())]),
        (
            "in one part, key twice",
            vec![(vec![shrouded.clone(), signer.clone(), signer.clone(), shrouded.clone()], Seal::Open)],
        ),
        ("nested", vec![(vec![nested], seal.clone()), (vec![key_bag(&pkcs8, &Seal::Open)], seal.clone())]),
        (
            "with what is of no concern",
            vec![(vec![sdsi, revocations, secret, signer], seal.clone()), (vec![shrouded], Seal::Open)],
        ),
    ];
    let mut all = each(&cases, |(name, parts)| Case::built(name, PASSWORD, &container(parts, &check)));
    // Bytes behind the container, as some transfers add them.
    let followed = [whole(&seal, &check), b"\r\n\0\0".to_vec()].concat();
    all.push(Case::built("followed by blanks", PASSWORD, &followed));
    all
}

/// A password in the form that any program gave it.
fn passwords() -> Vec<Case> {
    let accents = "été à Noël €";
    let utf8 = accents.as_bytes();
    let windows = b"\xE9t\xE9 \xE0 No\xEBl \x80";
    let emoji = "clé 😀";
    let cases = [
        // OpenSSL before 1.1 on a terminal of UTF-8, and on one of Windows-1252.
        ("widened UTF-8", accents, rc2_40(&widened(utf8)), checked(&widened(utf8))),
        ("widened Windows", accents, tdes_3(&widened(windows)), checked(&widened(windows))),
        // OpenSSL on Windows: the bytes of the console for PBKDF2, the standard's form for the check.
        ("PBES2 Windows", accents, pbes2(SHA256, AES256, windows), checked(&wide(accents))),
        // NSS before 3.38: PBKDF2 of the wide form, without accents too.
        ("PBES2 wide", accents, pbes2(SHA1, AES128, &wide(accents)), checked(&wide(accents))),
        ("PBES2 wide, plain", PASSWORD, pbes2(SHA1, AES128, &wide(PASSWORD)), Check::Absent),
        ("beyond the BMP", emoji, tdes_3(&wide(emoji)), checked(&wide(emoji))),
        ("empty", "", tdes_3(&wide("")), checked(&wide(""))),
        ("null", "", tdes_3(b""), checked(b"")),
        ("null, no check value", "", rc2_40(b""), Check::Absent),
        ("empty, PBES2", "", pbes2(SHA256, AES256, b""), checked(b"")),
    ];
    each(&cases, |(name, password, seal, check)| {
        Case::built(name, password, &whole(seal, check)).in_every_engine()
    })
}

fn wrong_passwords() -> Vec<Case> {
    let (broad, plain) = (wide(PASSWORD), PASSWORD.as_bytes());
    let (check, seal) = (checked(&broad), tdes_3(&broad));
    let good = whole(&seal, &check);
    let of_rfc_9579 = whole(&pbes2(SHA256, AES256, plain), &pbmac1(SHA256, SHA256, Some(32)));
    let signer = certificate_bag(&material().certificate_der());
    let other_key = key_bag(&key(), &tdes_3(&wide("un autre")));
    let two_passwords = container(&[(vec![other_key, signer], Seal::Open)], &check);
    vec![
        Case::refused("wrong password", "p12", "Mot de passe", &good, "P12-001"),
        Case::refused("wrong, no check value", "p12", "faux", &whole(&seal, &Check::Absent), "P12-001"),
        Case::refused("wrong, PBMAC1", "pfx", "faux", &of_rfc_9579, "P12-001"),
        Case::refused("no password", "p12", "", &good, "P12-010"),
        Case::refused("no password, PBMAC1", "p12", "", &of_rfc_9579, "P12-010"),
        Case::refused("other password for the key", "p12", PASSWORD, &two_passwords, "P12-014"),
    ]
}

fn damages() -> Vec<Case> {
    let (broad, plain) = (wide(PASSWORD), PASSWORD.as_bytes());
    let (check, seal) = (checked(&broad), tdes_3(&broad));
    let good = whole(&seal, &check);
    let certificate = material().certificate_der();
    let signer = certificate_bag(&certificate);
    let with = |bags: Vec<Vec<u8>>| container(&[(bags, Seal::Open)], &check);
    // Of two parts one is altered.
    let two = |first: &Seal| {
        container(
            &[(vec![signer.clone()], first.clone()), (vec![key_bag(&key(), &seal)], Seal::Open)],
            &check,
        )
    };
    let altered = |mut bytes: Vec<u8>, place: usize| {
        bytes[place] ^= 1;
        bytes
    };
    let plain_part = two(&Seal::Open);
    let in_the_certificate = find(&plain_part, &certificate, 0).unwrap() + certificate.len() - 9;
    let first_part = two(&pbes2(SHA256, AES256, plain));
    // Nothing of a part can be read whose salt is wrong.
    let in_the_salt = find(&first_part, &oid("1.2.840.113549.1.5.12"), 0).unwrap() + 17;
    let in_the_outline = find(&good, &oid("1.2.840.113549.1.7.6"), 0).unwrap() - 1;
    let endless = (0..9).fold(signer.clone(), |inner, _| bag(6, &sequence(&[&inner])));
    let damaged = |name, password, bytes: Vec<u8>| Case::refused(name, "p12", password, &bytes, "P12-003");
    vec![
        damaged("altered", PASSWORD, altered(good.clone(), good.len() / 2)),
        damaged("altered, not encrypted", PASSWORD, altered(plain_part, in_the_certificate)),
        damaged("altered in the first of two", PASSWORD, altered(first_part, in_the_salt)),
        damaged("altered outline", "faux", altered(good.clone(), in_the_outline)),
        damaged("cut short", PASSWORD, good[..good.len() - 9].to_vec()),
        damaged("nested too deep", PASSWORD, with(vec![endless])),
        damaged("too many bags", PASSWORD, with(vec![bag(5, &sequence(&[])); 300])),
    ]
}

/// What is protected in ways that nobody supports, or should.
fn unsupported() -> Vec<Case> {
    let (broad, plain) = (wide(PASSWORD), PASSWORD.as_bytes());
    let check = checked(&broad);
    let unknown = |oid| Seal::Pkcs12 {
        oid,
        cipher: "des-ede3-cbc",
        key_length: 24,
        password: broad.clone(),
        rounds: 9,
    };
    let rounds = |rounds| Seal::Pbes2 { prf: SHA256, cipher: AES256, password: plain.to_vec(), rounds };
    let refused = |name, seal: &Seal, check: &Check, code| {
        Case::refused(name, "p12", PASSWORD, &whole(seal, check), code)
    };
    let usual = pbes2(SHA256, AES256, plain);
    let rc4 = unknown("1.2.840.113549.1.12.1.1");
    vec![
        refused("RC4", &rc4, &check, "P12-004").about("algorithm", "RC4-128, 1.2.840.113549.1.12.1.1"),
        refused("unheard of", &unknown("1.3.9999.7"), &check, "P12-004").about("algorithm", "1.3.9999.7"),
        refused("many rounds", &rounds(5_000_001), &check, "P12-012")
            .about("rounds", "5\u{202f}000\u{202f}001"),
        refused("endless rounds", &rounds(u64::MAX), &check, "P12-012")
            .about("rounds", "18\u{202f}446\u{202f}744\u{202f}073\u{202f}709\u{202f}551\u{202f}615"),
        refused("short key of PBMAC1", &usual, &pbmac1(SHA256, SHA256, Some(19)), "P12-013"),
        refused("PBMAC1 without length", &usual, &pbmac1(SHA256, SHA256, None), "P12-013"),
    ]
}

/// Whole and open, but nothing to sign with.
fn unusable() -> Vec<Case> {
    let broad = wide(PASSWORD);
    let (check, seal) = (checked(&broad), tdes_3(&broad));
    let signer = certificate_bag(&material().certificate_der());
    let other = certificate_bag(&another_certificate());
    let sealed = |pkcs8: &[u8]| key_bag(pkcs8, &seal);
    let refused = |name, bags: Vec<Vec<u8>>, code| {
        Case::refused(name, "p12", PASSWORD, &container(&[(bags, Seal::Open)], &check), code)
    };
    let elliptic = new_key("EC", "ec_paramgen_curve:P-384");
    let weak = new_key("RSA", "rsa_keygen_bits:1024");
    vec![
        refused("no key", vec![signer.clone()], "P12-005"),
        refused("no certificate", vec![sealed(&key())], "P12-006"),
        refused("elliptic", vec![sealed(&elliptic), signer.clone()], "P12-007")
            .about("algorithm", "EC P-384"),
        refused("weak", vec![sealed(&weak), signer.clone()], "P12-008").about("bits", "1024"),
        refused("long", vec![sealed(&long_key()), signer], "P12-009"),
        refused("mismatch", vec![sealed(&key()), other], "P12-011"),
    ]
}

/// What people take for a container.
fn lookalikes() -> Vec<Case> {
    let (pem, key_file) = (text(&material().certificate), text(&material().key));
    let openssl = |arguments: &str| {
        let arguments = arguments.replace("{key}", key_file).replace("{pem}", pem);
        must("openssl", arguments.split(' '))
    };
    let named = |name, ending, bytes: &[u8], what| {
        Case::refused(name, ending, PASSWORD, bytes, "P12-002").about("what", what)
    };
    let mut with_words = b"Bag Attributes\n    friendlyName: Maire\nsubject=CN = Maire\n".to_vec();
    with_words.extend(fs::read(pem).unwrap());
    let locked_key = openssl("pkcs8 -topk8 -in {key} -outform DER -passout pass:x");
    vec![
        named("empty file", "p12", b"", "empty"),
        named("too large", "p12", &[0x30; (1 << 20) + 1], "large"),
        named("certificate", "cer", &material().certificate_der(), "certificate"),
        named("certificate as text", "pem", &fs::read(pem).unwrap(), "pem"),
        named("certificate as text behind words", "pem", &with_words, "pem"),
        named("list", "p7b", &openssl("crl2pkcs7 -nocrl -certfile {pem} -outform DER"), "list"),
        named("list as text", "p7b", &openssl("crl2pkcs7 -nocrl -certfile {pem}"), "list"),
        named("request", "csr", &openssl("req -new -key {key} -subj /CN=Essai -outform DER"), "request"),
        named("request as text", "csr", &openssl("req -new -key {key} -subj /CN=Essai"), "request"),
        named("key", "der", &key(), "key"),
        named("key as text", "pem", &fs::read(key_file).unwrap(), "key"),
        named("key under a password", "key", &locked_key, "key"),
        named("Java key store", "jks", &java_key_store(), "java"),
        named("PES", "xml", &flux(), "xml"),
        named("something else", "pdf", b"%PDF-1.7", "unknown"),
    ]
}

fn java_key_store() -> Vec<u8> {
    let file = subfolder("built").join("store.jks");
    let mut arguments =
        vec!["-genkeypair", "-keyalg", "RSA", "-alias", "a", "-dname", "CN=A", "-storetype", "JKS"];
    arguments.extend(["-storepass", "changeit", "-keypass", "changeit", "-keystore", text(&file)]);
    must("keytool", arguments);
    fs::read(file).unwrap()
}

/// A new private key, PKCS#8 in DER.
fn new_key(algorithm: &str, option: &str) -> Vec<u8> {
    let file = subfolder("built").join(format!("{algorithm}.pem"));
    must("openssl", ["genpkey", "-quiet", "-algorithm", algorithm, "-pkeyopt", option, "-out", text(&file)]);
    must("openssl", ["pkcs8", "-topk8", "-nocrypt", "-in", text(&file), "-outform", "DER"])
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

/// The certificate of another key, DER.
fn another_certificate() -> Vec<u8> {
    let folder = subfolder("built");
    let arguments =
        ["req", "-x509", "-newkey", "rsa:2048", "-noenc", "-subj", "/CN=Autre", "-outform", "DER"];
    must("openssl", arguments.iter().chain(&["-keyout", text(&folder.join("another.key"))]))
}
