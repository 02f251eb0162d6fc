//! The job: a file read, signed, and verified from its bytes.

use wasm_bindgen::JsCast;
use web_sys::{Blob, File};

use super::super::blob::ReadError;
use super::super::digests::PageDigests;
use super::super::reading::{self, Unreadable};
use super::super::{edits, examine};
use super::failure::Failure;
use super::identity::Open;
use crate::pes::Rules;
use crate::signing::{Analysis, Scope, SigningError};
use crate::verify::{Report, Survey, TrustStore, Verdict};
use crate::words::Words;
use crate::xades::{Policy, Profile, Signatory, SigningTime};

/// A file that was read.
pub struct Read {
    pub file: Blob,
    pub name: String,
    pub analysis: Analysis,
}

/// How something is signed.
pub struct Terms {
    pub signatory: Signatory,
    pub time: SigningTime,
    pub policy: Policy,
    pub profile: Profile,
}

impl Read {
    /// Reads a file. `progress` is told the part that was taken, from 0 to 1.
    ///
    /// # Errors
    /// [`Failure`]: it cannot be read, or is no XML that is accepted.
    pub async fn new(
        words: &Words,
        file: &Blob,
        scope: Scope,
        progress: &dyn Fn(f64),
    ) -> Result<Self, Failure> {
        let name = name_of(words, file);
        let size = file.size();
        let tell = |taken: f64| progress(if size > 0.0 { taken / size } else { 1.0 });
        let read =
            async |scope| reading::analyze(PageDigests::here(), Rules::default(), file, scope, &tell).await;
        let analysis = match read(scope).await {
            // Only the end of the file shows that its bordereaux cannot be signed one by one.
            Ok(Analysis { read_again: Some(scope), .. }) => read(scope).await,
            other => other,
        };
        match analysis {
            Ok(analysis) => Ok(Self { file: file.clone(), name, analysis }),
            Err(unreadable) => Err(Failure::unreadable(words, &unreadable, &name)),
        }
    }

    /// The same with all put right that can be.
    ///
    /// # Errors
    /// As for [`Self::new`], or the browser lacks room.
    pub async fn repaired(
        self,
        words: &Words,
        scope: Scope,
        progress: &dyn Fn(f64),
    ) -> Result<Self, Failure> {
        if self.analysis.repair.is_empty() {
            return Ok(self);
        }
        let repaired = edits::repaired(&self.file, &mut self.analysis.repair.clone()).await;
        let repaired = repaired.ok_or_else(|| Failure::named(words, "sign-error-memory", &[]))?;
        Ok(Self { name: self.name, ..Self::new(words, &repaired, scope, progress).await? })
    }

    /// Signs it, and verifies what came of it from its bytes.
    ///
    /// # Errors
    /// [`Failure`]: nothing is signed, or what is signed is not as it should be.
    pub async fn sign(&self, words: &Words, signer: &Open, terms: &Terms) -> Result<Blob, Failure> {
        let refused = |error: SigningError| signing_failure(words, &error, &self.name);
        let plan = self
            .analysis
            .plan(&signer.certificate, &terms.signatory, terms.time, &terms.policy, &terms.profile)
            .map_err(refused)?;
        if plan.is_empty() {
            return Err(Failure::named(words, "sign-error-nothing", &[("name", (&self.name).into())]));
        }
        let key = signer.unlock(words).await?;
        let splices = plan.sign(&key).await.map_err(refused)?;
        let signed = edits::with_splices(&self.file, &splices)
            .ok_or_else(|| Failure::named(words, "sign-error-memory", &[]))?;
        check(words, &signed, plan.len(), &terms.policy).await?;
        Ok(signed)
    }
}

/// What keeps a file from being signed, with the place where it stands.
fn signing_failure(words: &Words, error: &SigningError, name: &str) -> Failure {
    let failure = Failure::explained(words.signing_error(error));
    match error {
        SigningError::Blocked(findings) => match findings.first() {
            Some(first) => failure.at(&first.element, first.position),
            None => Failure::named(words, "sign-error-nothing", &[("name", name.into())]),
        },
        SigningError::Signer(_) => Failure::named(words, "sign-error-key", &[]).because(&error.to_string()),
        _ => failure,
    }
}

/// A file signed here must be beyond doubt.
pub async fn check(words: &Words, signed: &Blob, count: usize, policy: &Policy) -> Result<(), Failure> {
    let report = examine(words, signed, Survey::new(), policy, None, &|_| {}).await?;
    let complete = report.verdict == Verdict::Valid
        && report.signatures.len() == count
        && report.uncovered.is_empty()
        && report.signatures.iter().all(|signature| signature.covers.is_some());
    if complete {
        return Ok(());
    }
    let code = report.findings.first().map_or("VER-000", |finding| finding.code.code());
    Err(Failure::named(words, "sign-error-self-check", &[]).because(code))
}

/// Verifies a signed file; `progress` is told the part that was read, from 0 to 1.
///
/// # Errors
/// [`Failure`]: it cannot be read, or is no XML that is accepted.
pub async fn examine(
    words: &Words,
    file: &Blob,
    survey: Survey,
    policy: &Policy,
    trust: Option<&TrustStore>,
    progress: &dyn Fn(f64),
) -> Result<Report, Failure> {
    let percent = |percent: u64| progress(super::super::format::float(percent) / 100.0);
    examine::examine(file, survey, policy, trust, None, &percent).await.map_err(|error| {
        let unreadable = match error {
            ReadError::Unreadable => Unreadable::Gone,
            ReadError::Refused(error) => Unreadable::Xml(error),
        };
        Failure::unreadable(words, &unreadable, &name_of(words, file))
    })
}

/// The name of a file, or what one without name is called.
pub fn name_of(words: &Words, file: &Blob) -> String {
    match file.dyn_ref::<File>() {
        Some(file) => crate::words::readable(&file.name()).into_owned(),
        None => words.message("embed-unnamed", &[]),
    }
}
