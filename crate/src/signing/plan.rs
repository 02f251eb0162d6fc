//! What is to be signed, turned into the signatures and the places where they go.

use std::fmt;

use super::{Analysis, Scope, Target};
use crate::coded::Severity;
use crate::identity::{Certificate, Signer, SignerError};
use crate::pes::Finding;
use crate::xades::{self, Draft, Policy, Profile, Signatory, SigningTime};
use crate::xml::{self, Encoding};

/// What is about to be signed, by whom.
#[derive(Clone, Debug)]
pub struct Plan {
    encoding: Encoding,
    drafts: Vec<(u64, Draft)>,
}

/// Bytes to insert at an offset of the original file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Splice {
    /// Offset in the original.
    pub offset: u64,
    /// What goes there.
    pub bytes: Vec<u8>,
}

/// A file cannot be signed.
#[non_exhaustive]
#[derive(Clone, Debug)]
pub enum SigningError {
    /// Findings block it; there is at least one.
    Blocked(Vec<Finding>),
    /// The file must be analyzed again first, with this scope.
    ReadAgain(Scope),
    /// The certificate cannot be written into a signature.
    Certificate(xml::Error),
    /// The key did not sign.
    Signer(SignerError),
    /// The certificate expired before the signing time; the field is the last second it was valid, since 1970.
    CertificateExpired(u64),
    /// The certificate is valid after the signing time only; the field is the first second it is valid.
    CertificateNotYetValid(u64),
}

impl SigningError {
    /// The stable code; for a blocked file, that of its first finding.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Blocked(findings) => findings.first().map_or("SIG-010", |finding| finding.code.code()),
            Self::ReadAgain(_) => "SIG-011",
            Self::Certificate(_) => "SIG-012",
            Self::Signer(_) => "SIG-013",
            Self::CertificateExpired(_) => "SIG-014",
            Self::CertificateNotYetValid(_) => "SIG-015",
        }
    }
}

impl fmt::Display for SigningError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Blocked(findings) => {
                let codes: Vec<_> = findings.iter().map(|finding| finding.code.code()).collect();
                write!(f, "cannot be signed: {}", codes.join(", "))
            }
            Self::ReadAgain(_) => f.write_str("the file must be read again"),
            Self::Certificate(error) => write!(f, "the certificate's names cannot be written: {error}"),
            Self::Signer(error) => error.fmt(f),
            Self::CertificateExpired(_) => f.write_str("the certificate expired before the signing time"),
            Self::CertificateNotYetValid(_) => {
                f.write_str("the certificate is not valid yet at the signing time")
            }
        }
    }
}

impl std::error::Error for SigningError {}

impl Analysis {
    /// Prepares one signature for every target.
    ///
    /// # Errors
    /// [`SigningError`]: findings block it, the file must be read again, or the certificate will not do.
    pub fn plan(
        &self,
        certificate: &Certificate,
        signatory: &Signatory,
        time: SigningTime,
        policy: &Policy,
        profile: &Profile,
    ) -> Result<Plan, SigningError> {
        if self.findings.blocks() {
            let blocking = |finding: &&Finding| finding.code.severity() == Severity::Blocking;
            return Err(SigningError::Blocked(self.findings.iter().filter(blocking).cloned().collect()));
        }
        if let Some(scope) = self.read_again {
            return Err(SigningError::ReadAgain(scope));
        }
        check_validity(certificate, time)?;
        let draft = |target: &Target| {
            xades::draft(&target.id, &target.digest, certificate, signatory, time, policy, profile)
                .map(|draft| (target.insert_at, draft))
                .map_err(SigningError::Certificate)
        };
        let drafts = self.targets.iter().map(draft).collect::<Result<_, _>>()?;
        Ok(Plan { encoding: self.encoding, drafts })
    }
}

/// Whether a certificate is valid at the signing time.
pub(crate) fn check_validity(certificate: &Certificate, time: SigningTime) -> Result<(), SigningError> {
    if time.unix() > certificate.not_after() {
        return Err(SigningError::CertificateExpired(certificate.not_after()));
    }
    if time.unix() < certificate.not_before() {
        return Err(SigningError::CertificateNotYetValid(certificate.not_before()));
    }
    Ok(())
}

impl Plan {
    /// Signs everything with one key; the insertions are in the order of their offsets.
    ///
    /// # Errors
    /// [`SigningError::Signer`]: the key refused.
    pub async fn sign(&self, signer: &impl Signer) -> Result<Vec<Splice>, SigningError> {
        let mut splices = Vec::with_capacity(self.drafts.len());
        for (offset, draft) in &self.drafts {
            let value = signer.sign(draft.octets()).await.map_err(SigningError::Signer)?;
            let bytes = self.encoding.encode(&draft.complete(&value));
            splices.push(Splice { offset: *offset, bytes });
        }
        Ok(splices)
    }

    /// How many signatures it makes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.drafts.len()
    }

    /// Whether it makes none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.drafts.is_empty()
    }
}
