//! A signed file verified from its bytes: read twice, then judged.

use std::cell::Cell;

use sha2::{Digest as _, Sha256};
use web_sys::Blob;

use super::blob::{self, ReadError};
use super::format;
use super::verifier::WebCryptoVerifier;
use crate::verify::{Judge, Report, Survey, TrustStore};
use crate::xades::Policy;
use crate::xml;

/// Both passes over a signed file, with a digest of the whole file out of the first one. `progress` is told how far
/// it is, in percent.
///
/// # Errors
/// The file cannot be read, or is no XML that is accepted.
pub async fn examine(
    file: &Blob,
    mut survey: Survey,
    policy: &Policy,
    trust: Option<&TrustStore>,
    mut digest: Option<&mut Sha256>,
    progress: &dyn Fn(u64),
) -> Result<Report, ReadError<xml::Error>> {
    let size = file.size();
    let shown = Cell::new(u64::MAX);
    let tell = |part: f64| {
        let percent = format::percent(part, 2.0 * size);
        if shown.replace(percent) != percent {
            progress(percent);
        }
    };
    let take = |bytes: &[u8]| {
        if let Some(digest) = &mut digest {
            digest.update(bytes);
        }
        survey.feed(bytes)
    };
    blob::read(file, take, tell).await?;
    let mut examination = survey.finish().map_err(ReadError::Refused)?.examine();
    blob::read(file, |bytes| examination.feed(bytes), |read| tell(size + read)).await?;
    let examined = examination.finish().map_err(ReadError::Refused)?;
    let judge = Judge { verifier: &WebCryptoVerifier, trust, policy, now: format::now() };
    Ok(examined.report(&judge).await)
}
