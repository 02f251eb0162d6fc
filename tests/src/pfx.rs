//! PKCS#12 containers built by hand, for what no program here writes. Keys are derived, parts encrypted and check values
//! computed by `openssl`: nothing of it is the crate's own.

use std::fmt::Write as _;
use std::process::Command;

use crate::names::{object_identifier, tagged};
use crate::process::run;

const DATA: &str = "1.2.840.113549.1.7.1";
const ENCRYPTED_DATA: &str = "1.2.840.113549.1.7.6";
const PBES2: &str = "1.2.840.113549.1.5.13";
const PBMAC1: &str = "1.2.840.113549.1.5.14";
const PBKDF2: &str = "1.2.840.113549.1.5.12";
const BAG: &str = "1.2.840.113549.1.12.10.1";

/// Salt of everything: what is built is the same every time.
const SALT: [u8; 8] = [0x5A, 1, 2, 3, 4, 5, 6, 0xA5];
const VECTOR: [u8; 16] = [9; 16];

/// How a part or a key is encrypted. The password is given as the octets that the derivation is fed with.
#[derive(Clone, Debug)]
pub enum Seal {
    /// Not at all.
    Open,
    /// RFC 7292 appendix C.
    Pkcs12 {
        /// The scheme.
        oid: &'static str,
        /// Its cipher's name for `openssl`.
        cipher: &'static str,
        /// In bytes.
        key_length: usize,
        /// As the derivation takes it.
        password: Vec<u8>,
        /// Of the derivation.
        rounds: u64,
    },
    /// RFC 8018.
    Pbes2 {
        /// Of PBKDF2.
        prf: Prf,
        /// In CBC mode.
        cipher: Cipher,
        /// As the derivation takes it.
        password: Vec<u8>,
        /// Of PBKDF2.
        rounds: u64,
    },
}

/// A part of a container: its bags, and how they are sealed together.
pub type Part = (Vec<Vec<u8>>, Seal);

/// A digest: its name for `openssl`, its OID, and that of its HMAC.
pub type Prf = (&'static str, &'static str, &'static str);

/// A cipher: its name for `openssl`, its OID, the lengths of key and vector.
pub type Cipher = (&'static str, &'static str, usize, usize);

/// SHA-1.
pub const SHA1: Prf = ("SHA1", "1.3.14.3.2.26", "1.2.840.113549.2.7");
/// SHA-224.
pub const SHA224: Prf = ("SHA224", "2.16.840.1.101.3.4.2.4", "1.2.840.113549.2.8");
/// SHA-256.
pub const SHA256: Prf = ("SHA256", "2.16.840.1.101.3.4.2.1", "1.2.840.113549.2.9");
/// SHA-384.
pub const SHA384: Prf = ("SHA384", "2.16.840.1.101.3.4.2.2", "1.2.840.113549.2.10");
/// SHA-512.
pub const SHA512: Prf = ("SHA512", "2.16.840.1.101.3.4.2.3", "1.2.840.113549.2.11");

/// AES-128.
pub const AES128: Cipher = ("aes-128-cbc", "2.16.840.1.101.3.4.1.2", 16, 16);
/// AES-192.
pub const AES192: Cipher = ("aes-192-cbc", "2.16.840.1.101.3.4.1.22", 24, 16);
/// AES-256.
pub const AES256: Cipher = ("aes-256-cbc", "2.16.840.1.101.3.4.1.42", 32, 16);
/// 3DES.
pub const TDES: Cipher = ("des-ede3-cbc", "1.2.840.113549.3.7", 24, 8);
/// RC2 with 128 effective bits.
pub const RC2: Cipher = ("rc2-cbc", "1.2.840.113549.3.2", 16, 8);

/// The check value.
#[derive(Clone, Debug)]
pub enum Check {
    /// None.
    Absent,
    /// RFC 7292.
    Pkcs12 {
        /// Of key and HMAC.
        digest: Prf,
        /// As the derivation takes it.
        password: Vec<u8>,
        /// Of the derivation.
        rounds: u64,
    },
    /// RFC 9579.
    Pbmac1 {
        /// Of PBKDF2.
        prf: Prf,
        /// Of the check value.
        hmac: Prf,
        /// As the derivation takes it.
        password: Vec<u8>,
        /// The length of the key that the container states.
        stated: Option<usize>,
    },
}

/// A password as PKCS#12's own derivation is fed with it: UTF-16, big-endian, and two zeros.
pub fn wide(password: &str) -> Vec<u8> {
    password.encode_utf16().chain([0]).flat_map(u16::to_be_bytes).collect()
}

/// A password whose bytes a program took one by one for characters.
pub fn widened(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().chain(&[0]).flat_map(|byte| [0, *byte]).collect()
}

/// RC2 with 40 bits, as OpenSSL 1 and macOS encrypt certificates.
pub fn rc2_40(password: &[u8]) -> Seal {
    pkcs12("1.2.840.113549.1.12.1.6", "rc2-40-cbc", 5, password)
}

/// RC2 with 128 bits.
pub fn rc2_128(password: &[u8]) -> Seal {
    pkcs12("1.2.840.113549.1.12.1.5", "rc2-cbc", 16, password)
}

/// 3DES with two keys.
pub fn tdes_2(password: &[u8]) -> Seal {
    pkcs12("1.2.840.113549.1.12.1.4", "des-ede-cbc", 16, password)
}

/// 3DES with three keys.
pub fn tdes_3(password: &[u8]) -> Seal {
    pkcs12("1.2.840.113549.1.12.1.3", "des-ede3-cbc", 24, password)
}

fn pkcs12(oid: &'static str, cipher: &'static str, key_length: usize, password: &[u8]) -> Seal {
    Seal::Pkcs12 { oid, cipher, key_length, password: password.to_vec(), rounds: 2048 }
}

/// PBES2 with a few rounds.
pub fn pbes2(prf: Prf, cipher: Cipher, password: &[u8]) -> Seal {
    Seal::Pbes2 { prf, cipher, password: password.to_vec(), rounds: 2048 }
}

/// The check value that most programs write.
pub fn checked(password: &[u8]) -> Check {
    Check::Pkcs12 { digest: SHA1, password: password.to_vec(), rounds: 2048 }
}

/// The container: bags in parts, each part sealed.
pub fn container(parts: &[Part], check: &Check) -> Vec<u8> {
    let parts: Vec<u8> =
        parts.iter().flat_map(|(bags, seal)| part(&sequence(&[&bags.concat()]), seal)).collect();
    let safe = sequence(&[&parts]);
    let content = sequence(&[&oid(DATA), &explicit(&tagged(0x04, &safe))]);
    sequence(&[&number(3), &content, &mac(check, &safe)])
}

/// A private key, DER-encoded PKCS#8, in a bag.
pub fn key_bag(pkcs8: &[u8], seal: &Seal) -> Vec<u8> {
    match seal {
        Seal::Open => bag(1, pkcs8),
        _ => bag(2, &sequence(&[&algorithm(seal), &tagged(0x04, &encrypt(seal, pkcs8))])),
    }
}

/// A certificate, DER, in a bag.
pub fn certificate_bag(der: &[u8]) -> Vec<u8> {
    bag(3, &sequence(&[&oid("1.2.840.113549.1.9.22.1"), &explicit(&tagged(0x04, der))]))
}

/// A bag of any kind, by the last number of its type.
pub fn bag(kind: u8, value: &[u8]) -> Vec<u8> {
    let name =
        tagged(0x1E, &"Clé de la mairie".encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<_>>());
    let friendly = sequence(&[&oid("1.2.840.113549.1.9.20"), &tagged(0x31, &name)]);
    sequence(&[&oid(&format!("{BAG}.{kind}")), &explicit(value), &tagged(0x31, &friendly)])
}

/// PKCS#8 with the attribute for key usage that Windows adds.
pub fn with_windows_attributes(pkcs8: &[u8]) -> Vec<u8> {
    let usage = sequence(&[&oid("2.5.29.15"), &tagged(0x31, &tagged(0x03, &[0, 0x10]))]);
    sequence(&[crate::names::inside(pkcs8), &tagged(0xA0, &usage)])
}

/// A SEQUENCE of these.
pub fn sequence(members: &[&[u8]]) -> Vec<u8> {
    tagged(0x30, &members.concat())
}

/// An object identifier.
pub fn oid(dotted: &str) -> Vec<u8> {
    tagged(0x06, &object_identifier(dotted))
}

fn explicit(content: &[u8]) -> Vec<u8> {
    tagged(0xA0, content)
}

fn number(value: u64) -> Vec<u8> {
    let bytes: Vec<u8> = value.to_be_bytes().into_iter().skip_while(|byte| *byte == 0).collect();
    let sign = bytes.first().is_none_or(|first| *first >= 0x80).then_some(0);
    tagged(0x02, &sign.into_iter().chain(bytes).collect::<Vec<_>>())
}

fn part(contents: &[u8], seal: &Seal) -> Vec<u8> {
    if let Seal::Open = seal {
        return sequence(&[&oid(DATA), &explicit(&tagged(0x04, contents))]);
    }
    let info = sequence(&[&oid(DATA), &algorithm(seal), &tagged(0x80, &encrypt(seal, contents))]);
    sequence(&[&oid(ENCRYPTED_DATA), &explicit(&sequence(&[&number(0), &info]))])
}

fn algorithm(seal: &Seal) -> Vec<u8> {
    match seal {
        Seal::Open => Vec::new(),
        Seal::Pkcs12 { oid: scheme, rounds, .. } => {
            sequence(&[&oid(scheme), &sequence(&[&tagged(0x04, &SALT), &number(*rounds)])])
        }
        Seal::Pbes2 { prf, cipher: (name, cipher, _, vector), rounds, .. } => {
            let vector = tagged(0x04, &VECTOR[..*vector]);
            // RC2's parameters say how many bits count: 58 stands for 128.
            let parameters = if *name == "rc2-cbc" { sequence(&[&number(58), &vector]) } else { vector };
            let kdf = kdf(*prf, *rounds, (*name == "rc2-cbc").then_some(16));
            sequence(&[&oid(PBES2), &sequence(&[&kdf, &sequence(&[&oid(cipher), &parameters])])])
        }
    }
}

/// The default digest, SHA-1, is left out, as DER wants it.
fn kdf(prf: Prf, rounds: u64, length: Option<usize>) -> Vec<u8> {
    let length = length.map(|length| number(length.try_into().unwrap())).unwrap_or_default();
    let prf = if prf == SHA1 { Vec::new() } else { sequence(&[&oid(prf.2), &tagged(0x05, &[])]) };
    let parameters = sequence(&[&tagged(0x04, &SALT), &number(rounds), &length, &prf]);
    sequence(&[&oid(PBKDF2), &parameters])
}

fn mac(check: &Check, safe: &[u8]) -> Vec<u8> {
    match check {
        Check::Absent => Vec::new(),
        Check::Pkcs12 { digest, password, rounds } => {
            let length = hmac(digest.0, &[1], b"").len();
            let key = derive(&["PKCS12KDF", "id:3"], digest.0, password, *rounds, length);
            let algorithm = sequence(&[&oid(digest.1), &tagged(0x05, &[])]);
            let info = sequence(&[&algorithm, &tagged(0x04, &hmac(digest.0, &key, safe))]);
            sequence(&[&info, &tagged(0x04, &SALT), &number(*rounds)])
        }
        Check::Pbmac1 { prf, hmac: digest, password, stated } => {
            let key = derive(&["PBKDF2"], prf.0, password, 2048, stated.unwrap_or(32));
            let scheme = sequence(&[&oid(digest.2), &tagged(0x05, &[])]);
            let parameters = sequence(&[&kdf(*prf, 2048, *stated), &scheme]);
            let algorithm = sequence(&[&oid(PBMAC1), &parameters]);
            let info = sequence(&[&algorithm, &tagged(0x04, &hmac(digest.0, &key, safe))]);
            // RFC 9579 §4: what the old form needs stands there without meaning.
            sequence(&[&info, &tagged(0x04, b"NOT USED"), &number(1)])
        }
    }
}

fn encrypt(seal: &Seal, octets: &[u8]) -> Vec<u8> {
    let (cipher, key, vector) = match seal {
        Seal::Open => return octets.to_vec(),
        // An absurd number of rounds is never computed: it has to be refused before.
        Seal::Pkcs12 { rounds, .. } | Seal::Pbes2 { rounds, .. } if *rounds > 1_000_000 => {
            return vec![0; octets.len().next_multiple_of(8)];
        }
        Seal::Pkcs12 { cipher, key_length, password, rounds, .. } => {
            let derived = |id, length| derive(&["PKCS12KDF", id], "SHA1", password, *rounds, length);
            (*cipher, derived("id:1", *key_length), derived("id:2", 8))
        }
        Seal::Pbes2 { prf, cipher: (cipher, _, key_length, vector), password, rounds } => {
            (*cipher, derive(&["PBKDF2"], prf.0, password, *rounds, *key_length), VECTOR[..*vector].to_vec())
        }
    };
    let mut command = Command::new("openssl");
    command.args(["enc", "-provider", "legacy", "-provider", "default", &format!("-{cipher}")]);
    command.args(["-K", &hexadecimal(&key), "-iv", &hexadecimal(&vector)]);
    output(&mut command, octets)
}

/// A key of a password; `kind` is the derivation and its further options.
fn derive(kind: &[&str], digest: &str, password: &[u8], rounds: u64, length: usize) -> Vec<u8> {
    let (name, more) = kind.split_first().unwrap();
    let mut command = Command::new("openssl");
    command.args(["kdf", "-binary", "-keylen", &length.to_string()]);
    let (password, salt) = (hexadecimal(password), hexadecimal(&SALT));
    for option in [
        format!("digest:{digest}"),
        format!("hexpass:{password}"),
        format!("hexsalt:{salt}"),
        format!("iter:{rounds}"),
    ] {
        command.args(["-kdfopt", &option]);
    }
    for option in more {
        command.args(["-kdfopt", option]);
    }
    output(command.arg(name), b"")
}

fn hmac(digest: &str, key: &[u8], octets: &[u8]) -> Vec<u8> {
    let mut command = Command::new("openssl");
    command.args(["mac", "-binary", "-digest", digest, "-macopt", &format!("hexkey:{}", hexadecimal(key))]);
    output(command.arg("HMAC"), octets)
}

fn output(command: &mut Command, input: &[u8]) -> Vec<u8> {
    let answer = run(command, input);
    assert!(answer.code == 0, "{command:?}\n{}", answer.all());
    answer.out
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}
