//! Chains of certificates, made by `openssl`: roots, what lies between, signers.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::text;
use crate::process::{must, run};

/// A key and its certificate, PEM.
#[derive(Debug, Clone)]
pub struct Holder {
    /// The private key.
    pub key: PathBuf,
    /// The certificate.
    pub certificate: PathBuf,
}

/// A kind of key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// RSA of 2048 bits.
    Rsa,
    /// On P-256.
    P256,
    /// On P-384.
    P384,
}

/// A certificate to be issued.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// The file's name, without ending.
    pub name: &'a str,
    /// The common name.
    pub subject: &'a str,
    /// Its key.
    pub kind: Kind,
    /// Extensions, a line each, as in OpenSSL's configuration.
    pub extensions: &'a str,
    /// The years whose beginnings it is valid between.
    pub years: (u16, u16),
}

/// The extensions of an authority.
pub const AUTHORITY: &str = "basicConstraints = critical, CA:TRUE\nkeyUsage = critical, keyCertSign, cRLSign";
/// The extensions of a signer.
pub const SIGNER: &str = "basicConstraints = CA:FALSE\nkeyUsage = critical, digitalSignature, nonRepudiation";

impl Default for Wanted<'_> {
    fn default() -> Self {
        let (kind, extensions) = (Kind::Rsa, AUTHORITY);
        Self { name: "authority", subject: "AC d'essai", kind, extensions, years: (2020, 2049) }
    }
}

impl Wanted<'_> {
    /// Issues it into `folder`, with a new key; by itself without `issuer`.
    pub fn issue(&self, folder: &Path, issuer: Option<&Holder>) -> Holder {
        let place = |end: &str| folder.join(format!("{}.{end}", self.name));
        let holder = Holder { key: place("key"), certificate: place("pem") };
        let key: &[&str] = match self.kind {
            Kind::Rsa => &["RSA", "-pkeyopt", "rsa_keygen_bits:2048"],
            Kind::P256 => {
                &["EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-pkeyopt", "ec_param_enc:named_curve"]
            }
            Kind::P384 => {
                &["EC", "-pkeyopt", "ec_paramgen_curve:P-384", "-pkeyopt", "ec_param_enc:named_curve"]
            }
        };
        must("openssl", ["genpkey", "-quiet", "-out", text(&holder.key), "-algorithm"].iter().chain(key));
        let (request, subject) = (place("csr"), format!("/C=FR/CN={}", self.subject));
        let arguments =
            ["req", "-new", "-utf8", "-subj", &subject, "-key", text(&holder.key), "-out", text(&request)];
        must("openssl", arguments);

        // A register of its own for each, so that many can be issued at once.
        let configuration = CONFIGURATION.replace("@register@", text(&folder.join(self.name)));
        fs::write(place("cnf"), configuration + self.extensions).unwrap();
        fs::write(place("txt"), "").unwrap();
        let (from, until) = (format!("{}0101000000Z", self.years.0), format!("{}0101000000Z", self.years.1));
        let (configuration, signing) = (place("cnf"), issuer.map_or(&holder.key, |issuer| &issuer.key));
        let mut arguments = vec!["ca", "-batch", "-notext", "-utf8", "-preserveDN", "-create_serial"];
        arguments.extend(["-config", text(&configuration), "-extensions", "use", "-outdir", text(folder)]);
        arguments.extend(["-md", "sha256", "-startdate", &from, "-enddate", &until]);
        arguments.extend([
            "-in",
            text(&request),
            "-out",
            text(&holder.certificate),
            "-keyfile",
            text(signing),
        ]);
        match issuer {
            Some(issuer) => arguments.extend(["-cert", text(&issuer.certificate)]),
            None => arguments.push("-selfsign"),
        }
        must("openssl", arguments);
        holder
    }
}

/// Whether OpenSSL builds a chain from `signer` to a root among `authorities`, one file, at an instant.
pub fn openssl_believes(signer: &Path, authorities: &Path, seconds: i64) -> bool {
    let mut command = std::process::Command::new("openssl");
    command.args(["verify", "-attime", &seconds.to_string(), "-no-CApath", "-no-CAstore"]);
    let answer = run(command.args(["-CAfile", text(authorities), text(signer)]), b"");
    assert!(answer.code == 0 || answer.err.contains("error "), "{}", answer.all());
    answer.code == 0
}

const CONFIGURATION: &str = "
[ca]
default_ca = here
[here]
database = @register@.txt
serial = @register@.serial
policy = any
unique_subject = no
[any]
[use]
";
