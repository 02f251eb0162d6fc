//! Keys and certificates, made by `openssl` for one run: an authority whose name is as awkward as real ones are,
//! and a signer whose name has accents.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::cli::text;
use crate::folder::subfolder;
use crate::process::must;

/// The password of every container, unless a test says otherwise.
pub const PASSWORD: &str = "mot de passe d'essai";

/// The name in the certificate of every test.
pub const SIGNER: &str = "Élodie Lefèvre-Œuvrard";

/// What every test signs with, and what it is judged against.
#[derive(Debug)]
pub struct Material {
    /// The folder of all this.
    pub folder: PathBuf,
    /// The authority's certificate, PEM.
    pub authority: PathBuf,
    /// A folder of authorities under OpenSSL's hashed names.
    pub trusted: PathBuf,
    /// The signer's certificate, PEM.
    pub certificate: PathBuf,
    /// The signer's private key, PEM.
    pub key: PathBuf,
    /// Both as a container with OpenSSL 3's own choices: PBES2, AES-256, HMAC-SHA256.
    pub container: PathBuf,
    /// [`PASSWORD`] in a file, one line.
    pub password_file: PathBuf,
}

/// The material of this process, made once.
pub fn material() -> &'static Material {
    static MATERIAL: OnceLock<Material> = OnceLock::new();
    MATERIAL.get_or_init(make)
}

impl Material {
    /// A file with `password` in it, one line.
    pub fn password(&self, name: &str, password: &str) -> PathBuf {
        let file = self.folder.join(name);
        fs::write(&file, format!("{password}\n")).unwrap();
        file
    }

    /// The signer's certificate, DER.
    pub fn certificate_der(&self) -> Vec<u8> {
        must("openssl", ["x509", "-in", text(&self.certificate), "-outform", "DER"])
    }
}

/// The certificate of an authority that has issued nothing.
pub fn stranger() -> PathBuf {
    let folder = subfolder("stranger");
    let (key, certificate) = (folder.join("key.pem"), folder.join("certificate.pem"));
    let mut arguments =
        vec!["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/C=FR/CN=Autre AC d'essai"];
    arguments.extend(["-keyout", text(&key), "-out", text(&certificate)]);
    must("openssl", arguments);
    certificate
}

fn make() -> Material {
    let folder = subfolder("material");
    let place = |name: &str| folder.join(name);
    fs::write(place("openssl.cnf"), CONFIGURATION.replace("@folder@", text(&folder))).unwrap();
    fs::write(place("index.txt"), "").unwrap();

    request(&folder, "authority", "authority_name");
    issue(&folder, "authority", &["-selfsign", "-keyfile", text(&place("authority.key"))], "authority_use");
    request(&folder, "signer", "signer_name");
    let by_authority = ["-cert", text(&place("authority.pem")), "-keyfile", text(&place("authority.key"))]
        .map(str::to_owned);
    issue(&folder, "signer", &by_authority.each_ref().map(String::as_str), "signer_use");

    let made = Material {
        authority: place("authority.pem"),
        trusted: trust(&folder, &place("authority.pem")),
        certificate: place("signer.pem"),
        key: place("signer.key"),
        container: place("signer.p12"),
        password_file: place("password.txt"),
        folder,
    };
    made.password("password.txt", PASSWORD);
    crate::containers::export(&made, &made.container, PASSWORD, &[]);
    made
}

fn request(folder: &Path, who: &str, name: &str) {
    let place = |end: &str| folder.join(format!("{who}.{end}"));
    fs::write(folder.join(format!("{who}.cnf")), format!("{REQUEST}distinguished_name = {name}\n{NAMES}"))
        .unwrap();
    must("openssl", ["genrsa", "-out", text(&place("key")), "2048"]);
    let (configuration, key, out) = (place("cnf"), place("key"), place("csr"));
    must(
        "openssl",
        ["req", "-new", "-utf8", "-config", text(&configuration), "-key", text(&key), "-out", text(&out)],
    );
}

fn issue(folder: &Path, who: &str, signed_by: &[&str], extensions: &str) {
    let place = |end: &str| folder.join(format!("{who}.{end}"));
    let (configuration, request, out) = (folder.join("openssl.cnf"), place("csr"), place("pem"));
    let mut arguments =
        vec!["ca", "-batch", "-notext", "-utf8", "-preserveDN", "-create_serial", "-md", "sha256"];
    arguments.extend(["-config", text(&configuration), "-in", text(&request), "-out", text(&out)]);
    arguments.extend([
        "-startdate",
        "20200101000000Z",
        "-enddate",
        "20491231235959Z",
        "-extensions",
        extensions,
    ]);
    arguments.extend(signed_by);
    must("openssl", arguments);
}

/// A folder such as S2low's: each authority under the hash of its name.
pub fn trust(folder: &Path, authority: &Path) -> PathBuf {
    let trusted = folder.join("trusted");
    fs::create_dir_all(&trusted).unwrap();
    let hash = must("openssl", ["x509", "-in", text(authority), "-noout", "-subject_hash"]);
    let hash = String::from_utf8(hash).unwrap();
    symlink(authority, trusted.join(format!("{}.0", hash.trim()))).unwrap();
    trusted
}

const REQUEST: &str = "[req]\nprompt = no\nutf8 = yes\nstring_mask = utf8only\n";

/// The authority's name has an organizationIdentifier and an address, both hex in a signature, and letters that must be escaped.
const NAMES: &str = r##"
[authority_name]
C = FR
O = Autorité d\'essai, \"Bords\" + Fils
organizationIdentifier = NTRFR-000000000
OU = 0002 000000000
CN = \#AC d\'essai < rang 1 > ; a=b
emailAddress = ac@essai.invalid

[signer_name]
C = FR
O = Commune de Saint-Éloi-lès-Bois
CN = Élodie Lefèvre-Œuvrard
"##;

const CONFIGURATION: &str = "
[ca]
default_ca = here
[here]
database = @folder@/index.txt
new_certs_dir = @folder@
serial = @folder@/serial
policy = any
unique_subject = no
[any]
[authority_use]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[signer_use]
basicConstraints = CA:FALSE
keyUsage = critical, digitalSignature, nonRepudiation
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
";
