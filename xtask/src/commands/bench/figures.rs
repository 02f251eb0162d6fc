//! What was measured, as plain values.

use serde::Serialize;

/// Who read a flux, and how far it went with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// The page: from the file to its digests and meaning.
    Page,
    /// `pes-signer inspect`: the same without a browser.
    Inspect,
    /// `pes-signer sign`: to the signed file on disk.
    Sign,
    /// `xmlsec1 --sign`: likewise.
    Xmlsec,
    /// The JDK's `javax.xml.crypto.dsig` over a DOM: likewise.
    Jdk,
    /// xadesjs in the same browser: to the signed file as a text.
    Xadesjs,
    /// SHA-256 in WebAssembly of bytes that are there, and nothing else.
    Sha256,
    /// The same over a file that is read meanwhile.
    Sha256File,
    /// `crypto.subtle.digest` of bytes that are there.
    WebCrypto,
}

impl Subject {
    /// All of them, in the order of tables.
    pub const ALL: &[Self] = &[
        Self::Page,
        Self::Inspect,
        Self::Sign,
        Self::Xmlsec,
        Self::Jdk,
        Self::Xadesjs,
        Self::Sha256,
        Self::Sha256File,
        Self::WebCrypto,
    ];

    /// Its name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Page => "the page, reading",
            Self::Inspect => "`pes-signer inspect`",
            Self::Sign => "`pes-signer sign`",
            Self::Xmlsec => "`xmlsec1 --sign`",
            Self::Jdk => "JDK, DOM",
            Self::Xadesjs => "xadesjs, same browser",
            Self::Sha256 => "bare SHA-256 in wasm",
            Self::Sha256File => "the same, from the file",
            Self::WebCrypto => "WebCrypto `digest`",
        }
    }
}

/// One subject on one flux.
#[derive(Clone, Debug, Serialize)]
pub struct Figure {
    /// Who.
    pub subject: Subject,
    /// The name of the flux.
    pub flux: String,
    /// How long each run took; empty where none came to an end.
    pub seconds: Vec<f64>,
    /// The most memory that the process had (in a browser: the page's process), in bytes.
    pub memory: Option<u64>,
    /// The memory of the WebAssembly module, in bytes.
    pub module: Option<u64>,
    /// The SHA-256 that the signature refers to, base64, or of the whole file, hexadecimal.
    pub digest: Option<String>,
    /// Why there is no time.
    pub error: Option<String>,
}

impl Figure {
    /// The shortest time.
    pub fn best(&self) -> Option<f64> {
        self.seconds.iter().copied().reduce(f64::min)
    }
}

/// What the page did with one flux besides reading it.
#[derive(Clone, Debug, Serialize)]
pub struct Work {
    /// The name of the flux.
    pub flux: String,
    /// The longest task of the main thread while it read, in milliseconds; 0 when none took 50.
    pub longest_task: f64,
    /// The same on a processor four times slower.
    pub longest_task_slowed: f64,
    /// How many signatures it made.
    pub signatures: u64,
    /// From the press of the button to the signed file, in seconds.
    pub signing: f64,
    /// What of it was the key's work.
    pub key: f64,
    /// From the press of the button to the end of the verification.
    pub verified: f64,
}

impl Work {
    /// What signing took beyond the key's work, in milliseconds.
    pub fn beyond_the_key(&self) -> f64 {
        (self.signing - self.key) * 1000.0
    }
}

/// Everything that was measured.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Measured {
    /// Who read what how fast.
    pub figures: Vec<Figure>,
    /// The page's further work.
    pub work: Vec<Work>,
    /// How long the page takes to be usable at a first visit, on a processor four times slower, in seconds.
    pub start: Vec<f64>,
    /// What the page weighs compressed, in bytes.
    pub download: usize,
}

impl Measured {
    /// The figure of this subject on this flux.
    pub fn find(&self, subject: Subject, flux: &str) -> Option<&Figure> {
        self.figures.iter().find(|figure| figure.subject == subject && figure.flux == flux)
    }

    /// How many times as long as the page the subject took.
    pub fn times_slower(&self, subject: Subject, flux: &str) -> Option<f64> {
        Some(self.find(subject, flux)?.best()? / self.find(Subject::Page, flux)?.best()?)
    }
}
