//! The part of the [`crate::matrix`] that the programs which clerks meet write.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::text;
use crate::folder::subfolder;
use crate::material::{Material, PASSWORD, material};
use crate::matrix::{Case, place};
use crate::parallel::each;
use crate::process::must;

/// One container of every kind in use, all with the same key.
pub fn that_open() -> Vec<Case> {
    let mut all = each(OPENSSL, |(name, password, options)| {
        let file = place(name, "p12");
        export(material(), &file, password, options);
        Case::opens(name, file, password)
    });
    all.push(with_the_chain());
    all.extend(by_the_jdk());
    all.extend(by_nss());
    all
}

/// Those that are no use.
pub fn that_are_refused() -> Vec<Case> {
    let refused = |name, file: PathBuf, code| Case::opens(name, file, PASSWORD).refused_with(code);
    vec![
        refused("openssl, without the key", without_key(), "P12-005"),
        refused("openssl, cut short", damaged(), "P12-003"),
        refused("openssl, elliptic key", with_elliptic_key(), "P12-007").about("algorithm", "EC P-256"),
    ]
}

/// Writes the signer's key and certificate into `file` with `openssl pkcs12 -export` and `options`.
pub fn export(material: &Material, file: &Path, password: &str, options: &[&str]) {
    let secret = format!("pass:{password}");
    let mut arguments =
        vec!["pkcs12", "-export", "-inkey", text(&material.key), "-in", text(&material.certificate)];
    arguments.extend(["-name", "Clé de la mairie", "-passout", &secret, "-out", text(file)]);
    arguments.extend(options);
    must("openssl", arguments);
}

/// A container with a certificate and no key.
fn without_key() -> PathBuf {
    let file = place("sans clé", "p12");
    let secret = format!("pass:{PASSWORD}");
    let certificate = text(&material().certificate);
    must(
        "openssl",
        ["pkcs12", "-export", "-nokeys", "-in", certificate, "-passout", &secret, "-out", text(&file)],
    );
    file
}

/// The good container, cut short as a broken download leaves it.
fn damaged() -> PathBuf {
    let file = place("abîmé", "p12");
    let whole = fs::read(&material().container).unwrap();
    fs::write(&file, &whole[..whole.len() * 2 / 3]).unwrap();
    file
}

/// A container with a key that the policy has no algorithm for.
fn with_elliptic_key() -> PathBuf {
    let (key, certificate, file) = (place("ec", "key"), place("ec", "pem"), place("courbe", "p12"));
    let secret = format!("pass:{PASSWORD}");
    must("openssl", ["ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", text(&key)]);
    must(
        "openssl",
        ["req", "-x509", "-new", "-key", text(&key), "-subj", "/CN=Courbe", "-out", text(&certificate)],
    );
    let (key, certificate) = (text(&key), text(&certificate));
    must(
        "openssl",
        ["pkcs12", "-export", "-inkey", key, "-in", certificate, "-passout", &secret, "-out", text(&file)],
    );
    file
}

type Options = &'static [&'static str];

/// Name, password, options of `openssl pkcs12 -export`.
const OPENSSL: &[(&str, &str, Options)] = &[
    ("OpenSSL 3", PASSWORD, &[]),
    ("OpenSSL 1 (-legacy, RC2-40 and 3DES)", PASSWORD, &["-legacy"]),
    (
        "3DES alone, SHA-1, as Windows writes",
        PASSWORD,
        &["-legacy", "-certpbe", "PBE-SHA1-3DES", "-macalg", "sha1"],
    ),
    (
        "AES-128 with a SHA-1 code",
        PASSWORD,
        &["-keypbe", "AES-128-CBC", "-certpbe", "AES-128-CBC", "-macalg", "sha1"],
    ),
    ("AES-192", PASSWORD, &["-keypbe", "AES-192-CBC", "-certpbe", "AES-192-CBC"]),
    ("AES-256 with a SHA-384 code", PASSWORD, &["-macalg", "sha384"]),
    ("AES-256 with a SHA-512 code", PASSWORD, &["-macalg", "sha512"]),
    ("AES-256 with a SHA-224 code", PASSWORD, &["-macalg", "sha224"]),
    ("PBES2 with 3DES", PASSWORD, &["-keypbe", "DES-EDE3-CBC", "-certpbe", "DES-EDE3-CBC"]),
    (
        "RC2-128 and 2-key 3DES",
        PASSWORD,
        &["-legacy", "-certpbe", "PBE-SHA1-RC2-128", "-keypbe", "PBE-SHA1-2DES"],
    ),
    (
        "RC2-40 for the key too",
        PASSWORD,
        &["-legacy", "-certpbe", "PBE-SHA1-RC2-40", "-keypbe", "PBE-SHA1-RC2-40"],
    ),
    ("no check value", PASSWORD, &["-nomac"]),
    ("no check value, OpenSSL 1", PASSWORD, &["-nomac", "-legacy"]),
    ("nothing encrypted", PASSWORD, &["-keypbe", "NONE", "-certpbe", "NONE"]),
    ("nothing encrypted, no check value", "", &["-keypbe", "NONE", "-certpbe", "NONE", "-nomac"]),
    ("one round", PASSWORD, &["-iter", "1", "-legacy"]),
    ("600 000 rounds", PASSWORD, &["-iter", "600000", "-legacy"]),
    ("password beyond the BMP", "clé 😀", &[]),
    ("password beyond the BMP, OpenSSL 1", "clé 😀", &["-legacy"]),
    ("empty password, OpenSSL 1", "", &["-legacy"]),
    ("certificate not encrypted", PASSWORD, &["-certpbe", "NONE"]),
    ("100 000 rounds", PASSWORD, &["-iter", "100000"]),
    ("accented password", "été à Noël 2026 €", &[]),
    ("accented password, OpenSSL 1", "été à Noël 2026 €", &["-legacy"]),
    ("empty password", "", &[]),
    ("600 000 rounds, OpenSSL 3", PASSWORD, &["-iter", "600000"]),
    ("Windows, AES-256 and SHA-256 of 2000 rounds", PASSWORD, &["-iter", "2000", "-macalg", "sha256"]),
];

/// The authority's certificate stands beside the signer's: the one that fits the key must be taken.
fn with_the_chain() -> Case {
    let (both, file) = (place("chaîne", "pem"), place("chaîne", "p12"));
    let signer = fs::read(&material().certificate).unwrap();
    fs::write(&both, [fs::read(&material().authority).unwrap(), signer].concat()).unwrap();
    let secret = format!("pass:{PASSWORD}");
    let (key, both) = (text(&material().key), text(&both));
    must(
        "openssl",
        ["pkcs12", "-export", "-inkey", key, "-in", both, "-passout", &secret, "-out", text(&file)],
    );
    Case::opens("with the authority's certificate", file, PASSWORD)
}

/// `keytool` asks for a password of six characters or more, and rewrites the whole container its own way: that of
/// today, that of Java 8 and before, and others that its properties allow.
fn by_the_jdk() -> Vec<Case> {
    let ways: [(&'static str, &[&str]); 5] = [
        ("keytool (JDK)", &[]),
        ("keytool, Java 8", &["-J-Dkeystore.pkcs12.legacy"]),
        (
            "keytool, Java 8 with 50 000 rounds",
            &[
                "-J-Dkeystore.pkcs12.legacy",
                "-J-Dkeystore.pkcs12.certPbeIterationCount=50000",
                "-J-Dkeystore.pkcs12.keyPbeIterationCount=50000",
                "-J-Dkeystore.pkcs12.macIterationCount=100000",
            ],
        ),
        (
            "keytool, AES-128 and SHA-512",
            &[
                "-J-Dkeystore.pkcs12.certProtectionAlgorithm=PBEWithHmacSHA1AndAES_128",
                "-J-Dkeystore.pkcs12.keyProtectionAlgorithm=PBEWithHmacSHA512AndAES_256",
                "-J-Dkeystore.pkcs12.macAlgorithm=HmacPBESHA512",
            ],
        ),
        (
            "keytool, key encrypted alone",
            &["-J-Dkeystore.pkcs12.certProtectionAlgorithm=NONE", "-J-Dkeystore.pkcs12.macAlgorithm=NONE"],
        ),
    ];
    each(&ways, |(name, properties)| by_keytool(name, properties))
}

fn by_keytool(name: &'static str, properties: &[&str]) -> Case {
    let file = place(name, "p12");
    let from = text(&material().container);
    let mut arguments = properties.to_vec();
    arguments.extend(["-importkeystore", "-noprompt", "-srckeystore", from, "-srcstoretype", "PKCS12"]);
    arguments.extend(["-srcstorepass", PASSWORD, "-destkeystore", text(&file), "-deststoretype", "PKCS12"]);
    arguments.extend(["-deststorepass", PASSWORD]);
    must("keytool", arguments);
    Case::opens(name, file, PASSWORD)
}

/// What Firefox and Thunderbird export: BER with indefinite lengths.
fn by_nss() -> Vec<Case> {
    let store = subfolder("containers").join("nss");
    fs::create_dir_all(&store).unwrap();
    let database = format!("sql:{}", text(&store));
    must("certutil", ["-N", "-d", &database, "--empty-password"]);
    must("pk12util", ["-i", text(&material().container), "-d", &database, "-W", PASSWORD]);
    let ways: [(&'static str, &'static str, &[&str]); 6] = [
        ("pk12util (Firefox)", PASSWORD, &[]),
        ("pk12util, accented password", "été à Noël 2026 €", &[]),
        ("pk12util, AES-128", PASSWORD, &["-c", "AES-128-CBC", "-C", "AES-128-CBC", "-M", "SHA-1"]),
        (
            "pk12util, old Firefox",
            PASSWORD,
            &[
                "-c",
                "PKCS #12 V2 PBE With SHA-1 And 3KEY Triple DES-CBC",
                "-C",
                "PKCS #12 V2 PBE With SHA-1 And 40 Bit RC2 CBC",
            ],
        ),
        (
            "pk12util, RC2-128, accented password",
            "été à Noël",
            &[
                "-c",
                "PKCS #12 V2 PBE With SHA-1 And 3KEY Triple DES-CBC",
                "-C",
                "PKCS #12 V2 PBE With SHA-1 And 128 Bit RC2 CBC",
            ],
        ),
        ("pk12util, certificate not encrypted", PASSWORD, &["-C", "none"]),
    ];
    let export = |(name, password, options): (&'static str, &'static str, &[&str])| {
        let file = place(name, "p12");
        let mut arguments =
            vec!["-o", text(&file), "-d", &database, "-n", "Clé de la mairie", "-W", password];
        arguments.extend(options);
        must("pk12util", arguments);
        Case::opens(name, file, password).in_every_engine()
    };
    ways.map(export).into()
}
