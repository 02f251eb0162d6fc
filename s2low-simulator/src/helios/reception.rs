//! What PHP does before an import script runs: it reads the whole form, files go to disk.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::Multipart;
use axum::extract::multipart::Field;
use sha1::{Digest, Sha1};
use tokio::fs::File;
use tokio::io::AsyncWriteExt;
use tokio::time::{Instant, sleep_until};

use crate::analysis::hex;
use crate::fault::Fault;
use crate::routes::Shared;
use crate::store::{Arrival, discard};

/// `UPLOAD_ERR_PARTIAL`: the form broke off.
const UPLOAD_PARTIAL: u8 = 3;
/// `UPLOAD_ERR_NO_FILE`: the field is there, but no file was chosen.
const UPLOAD_NO_FILE: u8 = 4;
/// `UPLOAD_ERR_CANT_WRITE`.
const UPLOAD_CANT_WRITE: u8 = 7;

/// The form of an import.
#[derive(Debug)]
pub(crate) struct Form {
    /// The field `enveloppe`.
    pub(crate) enveloppe: Enveloppe,
    /// The field `must_signed`, true as PHP sees it.
    pub(crate) must_signed: bool,
    /// The field `api`: the answer is wanted as text.
    pub(crate) api: bool,
}

/// The file field of an import.
#[derive(Debug)]
pub(crate) enum Enveloppe {
    /// There is no such file field.
    Absent,
    /// PHP's number for a failed upload.
    Failed(u8),
    /// A file, now on disk. (Of a too large one only the size is right.)
    Received(Arrival),
}

/// The connection has to be closed in the middle of an upload.
#[derive(Debug)]
pub(crate) struct Interrupted;

/// Reads the whole form. No form at all is a form without fields.
pub(crate) async fn receive(shared: &Arc<Shared>, form: Option<Multipart>) -> Result<Form, Interrupted> {
    let mut read = Form { enveloppe: Enveloppe::Absent, must_signed: false, api: false };
    let Some(mut form) = form else { return Ok(read) };
    let mut pace = Pace { fault: shared.fault(), started: Instant::now(), read: 0 };
    loop {
        let field = match form.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => return Ok(read),
            Err(_) => {
                read.discard().await;
                read.enveloppe = Enveloppe::Failed(UPLOAD_PARTIAL);
                return Ok(read);
            }
        };
        match (field.name(), field.file_name()) {
            (Some("enveloppe"), Some("")) => read.enveloppe = Enveloppe::Failed(UPLOAD_NO_FILE),
            (Some("enveloppe"), Some(_)) => {
                read.discard().await;
                read.enveloppe = keep(shared, field, &mut pace).await?;
            }
            (Some("must_signed"), None) => {
                let value = field.text().await.unwrap_or_default();
                read.must_signed = !matches!(value.as_str(), "" | "0");
            }
            (Some("api"), None) => read.api = field.text().await.is_ok_and(|value| value == "1"),
            _ => {}
        }
    }
}

impl Form {
    /// Removes the file that was received, if any.
    pub(crate) async fn discard(&self) {
        if let Enveloppe::Received(arrival) = &self.enveloppe {
            discard(&arrival.written).await;
        }
    }
}

/// Writes one file to disk, chunk by chunk.
async fn keep(shared: &Shared, field: Field<'_>, pace: &mut Pace) -> Result<Enveloppe, Interrupted> {
    let filename = base_name(field.file_name().unwrap_or_default());
    let written = shared.store.arrival_path();
    match copy(field, &written, shared.config.max_upload, pace).await {
        Ok((size, sha1)) => Ok(Enveloppe::Received(Arrival { filename, sha1, size, written })),
        Err(CopyError::Upload(code)) => {
            discard(&written).await;
            Ok(Enveloppe::Failed(code))
        }
        Err(CopyError::Interrupted) => {
            discard(&written).await;
            Err(Interrupted)
        }
    }
}

enum CopyError {
    Upload(u8),
    Interrupted,
}

impl From<std::io::Error> for CopyError {
    fn from(_: std::io::Error) -> Self {
        Self::Upload(UPLOAD_CANT_WRITE)
    }
}

/// Size and SHA-1 of what was copied. Beyond the limit bytes are only counted.
async fn copy(
    mut field: Field<'_>,
    path: &Path,
    limit: u64,
    pace: &mut Pace,
) -> Result<(u64, String), CopyError> {
    let mut file = File::create(path).await?;
    let mut sha1 = Sha1::new();
    let mut size = 0_u64;
    while let Some(chunk) = field.chunk().await.map_err(|_| CopyError::Upload(UPLOAD_PARTIAL))? {
        let length = u64::try_from(chunk.len()).unwrap_or(u64::MAX);
        pace.keep(length).await.map_err(|Interrupted| CopyError::Interrupted)?;
        size += length;
        if size <= limit {
            sha1.update(&chunk);
            file.write_all(&chunk).await?;
        }
    }
    file.flush().await?;
    Ok((size, hex(&sha1.finalize())))
}

/// Slows an upload down or breaks it off, as the fault says.
struct Pace {
    fault: Fault,
    started: Instant,
    read: u64,
}

impl Pace {
    async fn keep(&mut self, length: u64) -> Result<(), Interrupted> {
        self.read += length;
        match self.fault {
            Fault::UploadInterrupted { after } if self.read > after => Err(Interrupted),
            Fault::SlowUpload { bytes_per_second } => {
                let milliseconds = self.read.saturating_mul(1000) / bytes_per_second.max(1);
                sleep_until(self.started + Duration::from_millis(milliseconds)).await;
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

/// PHP keeps only what follows the last separator.
fn base_name(filename: &str) -> String {
    filename.rsplit(['/', '\\']).next().unwrap_or_default().to_owned()
}
