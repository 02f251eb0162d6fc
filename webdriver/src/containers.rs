//! The demonstration's key in containers as the programs that clerks meet write them.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::material::PASSWORD;

/// The name in the second certificate of [`of_two_signers`].
pub const SUCCESSOR: &str = "Paul SUIVANT";

/// A container that must open.
#[derive(Debug)]
pub struct Container {
    /// What wrote it, and how.
    pub name: &'static str,
    /// The file.
    pub file: PathBuf,
    /// What opens it.
    pub password: &'static str,
}

type Way = (&'static str, &'static str, &'static [&'static str]);

const TDES: &str = "PKCS #12 V2 PBE With SHA-1 And 3KEY Triple DES-CBC";
const RC2_128: &str = "PKCS #12 V2 PBE With SHA-1 And 128 Bit RC2 CBC";

/// Name, password, options of `openssl pkcs12 -export`.
const OPENSSL: &[Way] = &[
    ("OpenSSL 3", PASSWORD, &[]),
    ("OpenSSL 1", PASSWORD, &["-legacy"]),
    ("Windows, old", PASSWORD, &["-legacy", "-certpbe", "PBE-SHA1-3DES", "-macalg", "sha1"]),
    ("Windows, new", PASSWORD, &["-macalg", "sha256", "-iter", "2000"]),
    ("AES-192 with a SHA-512 code", PASSWORD, &["-certpbe", "AES-192-CBC", "-macalg", "sha512"]),
    ("2-key 3DES", PASSWORD, &["-legacy", "-keypbe", "PBE-SHA1-2DES", "-certpbe", "PBE-SHA1-RC2-128"]),
    ("PBES2 with 3DES", PASSWORD, &["-keypbe", "DES-EDE3-CBC", "-certpbe", "NONE"]),
    ("no check value", PASSWORD, &["-nomac"]),
    ("600 000 rounds", PASSWORD, &["-iter", "600000"]),
    ("600 000 rounds, OpenSSL 1", PASSWORD, &["-iter", "600000", "-legacy"]),
    ("accented password", "été à Noël €", &[]),
    ("accented password, OpenSSL 1", "été à Noël €", &["-legacy"]),
    ("empty password", "", &[]),
];

/// One container of every kind in use, all with the key of `given`.
pub fn of_every_kind(folder: &Path, given: &Path) -> Vec<Container> {
    unpack(folder, given);
    let by_openssl = OPENSSL.iter().map(|(name, password, options)| {
        let file = folder.join(format!("{}.p12", plain(name)));
        export(folder, "key.pem", "certificate.pem", &file, password, options);
        Container { name, file, password }
    });
    let mut all: Vec<Container> = by_openssl.collect();
    let jdk = |name, options: &[&str]| {
        let file = folder.join(format!("{}.p12", plain(name)));
        import(folder, options, given, &file);
        Container { name, file, password: PASSWORD }
    };
    all.push(jdk("keytool", &[]));
    all.push(jdk("keytool, Java 8", &["-J-Dkeystore.pkcs12.legacy"]));
    all.extend(by_nss(folder, given));
    all
}

/// One container with the key of `given` and that of somebody else.
pub fn of_two_signers(folder: &Path, given: &Path) -> PathBuf {
    let arguments = ["req", "-x509", "-newkey", "rsa:2048", "-noenc", "-utf8", "-days", "400", "-keyout"];
    let subject = format!("/C=FR/O=Commune de Sainte-Élodie-les-Prés/CN={SUCCESSOR}");
    let more = ["other.key", "-out", "other.pem", "-subj", &subject];
    call(folder, "openssl", &[&arguments[..], &more].concat());
    let other = folder.join("other.p12");
    export(folder, "other.key", "other.pem", &other, PASSWORD, &["-name", "successeur"]);
    together(folder, given, &other)
}

/// One container with the keys of two others, which [`PASSWORD`] opens.
pub fn together(folder: &Path, one: &Path, other: &Path) -> PathBuf {
    let both = folder.join("deux.p12");
    import(folder, &[], one, &both);
    import(folder, &[], other, &both);
    both
}

fn unpack(folder: &Path, given: &Path) {
    let from = ["pkcs12", "-in", text(given), "-passin", &format!("pass:{PASSWORD}")].map(str::to_owned);
    for more in
        [["-nocerts", "-noenc", "-out", "key.pem"], ["-nokeys", "-clcerts", "-out", "certificate.pem"]]
    {
        let arguments: Vec<&str> = from.iter().map(String::as_str).chain(more).collect();
        call(folder, "openssl", &arguments);
    }
}

fn export(folder: &Path, key: &str, certificate: &str, file: &Path, password: &str, options: &[&str]) {
    let secret = format!("pass:{password}");
    let arguments = ["pkcs12", "-export", "-inkey", key, "-in", certificate, "-passout", &secret];
    call(folder, "openssl", &[&arguments[..], &["-out", text(file)], options].concat());
}

fn import(folder: &Path, options: &[&str], from: &Path, to: &Path) {
    let arguments = ["-importkeystore", "-noprompt", "-srckeystore", text(from), "-srcstoretype", "PKCS12"];
    let target = ["-destkeystore", text(to), "-deststoretype", "PKCS12"];
    let passwords = ["-srcstorepass", PASSWORD, "-deststorepass", PASSWORD];
    call(folder, "keytool", &[options, &arguments, &target, &passwords].concat());
}

/// What Firefox exports, now and before.
fn by_nss(folder: &Path, given: &Path) -> Vec<Container> {
    std::fs::create_dir_all(folder.join("nss")).unwrap();
    call(folder, "certutil", &["-N", "-d", "sql:nss", "--empty-password"]);
    call(folder, "pk12util", &["-i", text(given), "-d", "sql:nss", "-W", PASSWORD]);
    let ways: [Way; 2] = [("Firefox", PASSWORD, &[]), ("Firefox, old", "été", &["-c", TDES, "-C", RC2_128])];
    let export = |(name, password, options): Way| {
        let file = folder.join(format!("{}.p12", plain(name)));
        let arguments = ["-o", text(&file), "-d", "sql:nss", "-n", "demonstration", "-W", password];
        call(folder, "pk12util", &[&arguments[..], options].concat());
        Container { name, file, password }
    };
    ways.map(export).into()
}

fn plain(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect()
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn call(folder: &Path, program: &str, arguments: &[&str]) {
    let output = Command::new(program).current_dir(folder).args(arguments).output().unwrap();
    let told = [output.stdout, output.stderr].concat();
    assert!(output.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&told));
}
