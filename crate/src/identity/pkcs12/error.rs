//! Why a container gives no identity.

use std::fmt;

/// A container gives no identity to sign with.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pkcs12Error {
    /// The password does not open it.
    WrongPassword,
    /// It is something else; the field says what, where that can be told.
    NotPkcs12(Lookalike),
    /// It is a container, but cut short or altered.
    Damaged,
    /// It is protected in a way that this program does not know: the name of the algorithm, or its OID.
    Unsupported(String),
    /// It holds certificates, but no private key.
    NoPrivateKey,
    /// It holds a private key, but no certificate.
    NoCertificate,
    /// Its key is not RSA: the name of its kind, or its OID.
    NotRsa(String),
    /// Its key is shorter than the limit; the field is its length in bits.
    TooWeak(usize),
    /// Its key is longer than the limit.
    TooLong,
    /// No password was given, and it needs one.
    EmptyPassword,
    /// None of its certificates belongs to its key.
    Mismatch,
    /// Its password is to be derived in more rounds than the limit; the field says how many.
    TooManyRounds(u64),
    /// Its check value (PBMAC1) has a key that is too short to prove anything (RFC 9579 §6).
    WeakCheck,
    /// The password opens it, but the private key in it has another one.
    OtherKeyPassword,
}

/// What people take for a PKCS#12 file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lookalike {
    /// Nothing at all: no bytes.
    Empty,
    /// Longer than any container.
    TooLarge,
    /// A certificate without key (`.cer`, `.crt`).
    Certificate,
    /// A certificate without key, as text (`.pem`).
    Pem,
    /// A request for a certificate (`.csr`).
    Request,
    /// A key alone, or a key and certificates as text (`.pem`, `.key`).
    Key,
    /// A list of certificates (`.p7b`).
    Pkcs7,
    /// A Java key store (`.jks`).
    JavaKeyStore,
    /// A PES, or other XML.
    Xml,
    /// Something unknown.
    Unknown,
}

impl Lookalike {
    /// How the Fluent files call it.
    fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLarge => "large",
            Self::Certificate => "certificate",
            Self::Pem => "pem",
            Self::Request => "request",
            Self::Key => "key",
            Self::Pkcs7 => "list",
            Self::JavaKeyStore => "java",
            Self::Xml => "xml",
            Self::Unknown => "unknown",
        }
    }
}

impl Pkcs12Error {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::WrongPassword => "P12-001",
            Self::NotPkcs12(_) => "P12-002",
            Self::Damaged => "P12-003",
            Self::Unsupported(_) => "P12-004",
            Self::NoPrivateKey => "P12-005",
            Self::NoCertificate => "P12-006",
            Self::NotRsa(_) => "P12-007",
            Self::TooWeak(_) => "P12-008",
            Self::TooLong => "P12-009",
            Self::EmptyPassword => "P12-010",
            Self::Mismatch => "P12-011",
            Self::TooManyRounds(_) => "P12-012",
            Self::WeakCheck => "P12-013",
            Self::OtherKeyPassword => "P12-014",
        }
    }

    /// What its words speak of beside the file: the name of the variable in the Fluent files, and its value.
    #[must_use]
    pub fn value(&self) -> (&'static str, String) {
        match self {
            Self::NotPkcs12(lookalike) => ("what", lookalike.name().to_owned()),
            Self::Unsupported(algorithm) | Self::NotRsa(algorithm) => ("algorithm", algorithm.clone()),
            Self::TooWeak(bits) => ("bits", bits.to_string()),
            Self::TooManyRounds(rounds) => ("rounds", rounds.to_string()),
            _ => ("what", String::new()),
        }
    }

    /// Whether another password would help: the message belongs to that field.
    #[must_use]
    pub fn is_about_the_password(&self) -> bool {
        matches!(self, Self::WrongPassword | Self::EmptyPassword)
    }
}

impl fmt::Display for Pkcs12Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::WrongPassword => "the password does not open the container",
            Self::NotPkcs12(_) => "not a PKCS#12 container",
            Self::Damaged => "a damaged PKCS#12 container",
            Self::Unsupported(_) => "a container protected by an unsupported algorithm",
            Self::NoPrivateKey => "no private key in the container",
            Self::NoCertificate => "no certificate in the container",
            Self::NotRsa(_) => "the private key is not RSA",
            Self::TooWeak(_) => "the RSA key is too short",
            Self::TooLong => "the RSA key is too long",
            Self::EmptyPassword => "the container needs a password",
            Self::Mismatch => "no certificate of the container belongs to its private key",
            Self::TooManyRounds(_) => "the container asks for too many rounds of key derivation",
            Self::WeakCheck => "the key of the container's check value is too short",
            Self::OtherKeyPassword => "the private key has another password than the container",
        })?;
        match self.value() {
            (_, value) if value.is_empty() => Ok(()),
            (name, value) => write!(f, " ({name}: {value})"),
        }
    }
}

impl std::error::Error for Pkcs12Error {}
