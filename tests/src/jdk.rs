//! The JDK as a judge: its XML Signature, its canonicalization and its names, many to one start.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::cli::text;
use crate::folder::subfolder;
use crate::process::{Answer, must, run};

/// What the JDK says of one signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// The signature's Id.
    pub id: String,
    /// `intact`, or what is wrong.
    pub verdict: String,
    /// How many references its SignedInfo has.
    pub references: usize,
    /// CertDigest against the certificate's SHA-256: `ok`, `absent`, or both values.
    pub cert_digest: String,
    /// X509IssuerName against `getIssuerX500Principal().getName()`.
    pub issuer_name: String,
    /// X509SerialNumber against the certificate's.
    pub serial_number: String,
}

impl Signature {
    /// Whether it is intact and names its certificate as the policy asks.
    pub fn is_perfect(&self) -> bool {
        let named =
            [&self.cert_digest, &self.issuer_name, &self.serial_number].iter().all(|part| *part == "ok");
        self.verdict == "intact" && self.references == 2 && named
    }
}

/// How strict the JDK is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Validation {
    /// Its secure validation on, as since Java 17 without being asked.
    Secure,
    /// Off: SHA-1 signatures are judged too.
    Old,
}

/// Every signature of each of `files`.
pub fn verify(files: &[PathBuf], validation: Validation) -> HashMap<PathBuf, Vec<Signature>> {
    let mut arguments = vec!["VerifyPes"];
    arguments.extend((validation == Validation::Old).then_some("--old"));
    let list: Vec<&str> = files.iter().map(|file| text(file)).collect();
    let answer = java(&arguments, &list.join("\n"));
    assert!((0..=1).contains(&answer.code), "{}", answer.all());
    let mut found: HashMap<PathBuf, Vec<Signature>> = HashMap::new();
    for line in answer.text().lines() {
        let (file, signature) = parse(line).unwrap_or_else(|| panic!("not a verdict: {line}"));
        found.entry(file).or_default().push(signature);
    }
    found
}

/// One canonicalization to do.
#[derive(Debug, Clone)]
pub struct Canonicalization {
    /// The document.
    pub file: PathBuf,
    /// The algorithm's URI.
    pub algorithm: &'static str,
    /// The Id of the element, or the whole document.
    pub id: Option<String>,
    /// Prefixes treated as the inclusive form does; exclusive algorithms only.
    pub inclusive_prefixes: String,
    /// Where the octets go.
    pub output: PathBuf,
}

/// Does all of `work`.
pub fn canonicalize(work: &[Canonicalization]) {
    let line = |one: &Canonicalization| {
        let id = one.id.as_deref().unwrap_or_default();
        [text(&one.file), one.algorithm, id, &one.inclusive_prefixes, text(&one.output)].join("\t")
    };
    let lines: Vec<String> = work.iter().map(line).collect();
    let answer = java(&["Canonicalize"], &lines.join("\n"));
    assert!(answer.code == 0, "{}", answer.all());
}

/// Both forms of each of `names`, which are in DER: that of `X500Principal.toString()`, then that of `getName()`.
pub fn names(names: &[Vec<u8>]) -> Vec<(String, String)> {
    let lines: Vec<String> = names.iter().map(|name| STANDARD.encode(name)).collect();
    let answer = java(&["Names"], &lines.join("\n"));
    assert!(answer.code == 0, "{}", answer.all());
    let decoded = |text: &str| String::from_utf8(STANDARD.decode(text).unwrap()).unwrap();
    let text = answer.text();
    let pairs = text.lines().map(|line| line.split_once('\t').unwrap());
    pairs.map(|(displayed, name)| (decoded(displayed), decoded(name))).collect()
}

fn parse(line: &str) -> Option<(PathBuf, Signature)> {
    let mut fields = line.split('\t').map(str::to_owned);
    let file = PathBuf::from(fields.next()?);
    let signature = Signature {
        id: fields.next()?,
        verdict: fields.next()?,
        references: fields.next()?.parse().ok()?,
        cert_digest: fields.next()?,
        issuer_name: fields.next()?,
        serial_number: fields.next()?,
    };
    Some((file, signature))
}

/// The JDK's canonicalizer is not exported; all programs run with the same switches.
const EXPORTS: [&str; 4] = [
    "--add-exports",
    "java.xml.crypto/com.sun.org.apache.xml.internal.security=ALL-UNNAMED",
    "--add-exports",
    "java.xml.crypto/com.sun.org.apache.xml.internal.security.c14n=ALL-UNNAMED",
];

fn java(arguments: &[&str], input: &str) -> Answer {
    let mut command = Command::new("java");
    command.args(EXPORTS).args(["-Xshare:auto", "-Dfile.encoding=UTF-8", "-Dsun.jnu.encoding=UTF-8"]);
    command.env("LC_ALL", "C.UTF-8").arg("-classpath").arg(classes()).args(arguments);
    run(&mut command, input.as_bytes())
}

fn classes() -> &'static Path {
    static CLASSES: OnceLock<PathBuf> = OnceLock::new();
    CLASSES.get_or_init(|| {
        let classes = subfolder("java");
        let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("java");
        let mut arguments: Vec<String> = EXPORTS.map(str::to_owned).into();
        arguments.extend(
            ["-encoding", "UTF-8", "-Xlint:-options", "-nowarn", "-d", text(&classes)].map(str::to_owned),
        );
        for source in ["VerifyPes.java", "Canonicalize.java", "Names.java"] {
            arguments.push(text(&sources.join(source)).to_owned());
        }
        must("javac", arguments);
        classes
    })
}
