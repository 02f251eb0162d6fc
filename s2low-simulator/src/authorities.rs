//! `validca`: the certification authorities that S2low trusts, as OpenSSL's folder of hashed names.

use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::process::run_well;

/// The folder of trusted authorities.
#[derive(Debug, Clone)]
pub(crate) struct Authorities {
    folder: PathBuf,
}

impl Authorities {
    /// Makes the folder if it is missing.
    pub(crate) async fn open(folder: PathBuf) -> Result<Self, Error> {
        tokio::fs::create_dir_all(&folder).await.map_err(Error::file(&folder))?;
        Ok(Self { folder })
    }

    /// The folder, as programs need it.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Trusts one certificate, given as PEM. Trusting it twice changes nothing.
    pub(crate) async fn trust(&self, pem: &str) -> Result<(), Error> {
        let incoming = self.folder.join("incoming.pem");
        write(&incoming, pem).await?;
        let hash = run_well("openssl", |command| {
            command.args(["x509", "-noout", "-subject_hash", "-in"]).arg(&incoming);
        })
        .await;
        tokio::fs::remove_file(&incoming).await.map_err(Error::file(&incoming))?;
        let place = self.free_place(hash?.trim(), pem).await?;
        write(&place, pem).await
    }

    /// `<hash>.0`, or the next number when another certificate has the same subject.
    async fn free_place(&self, hash: &str, pem: &str) -> Result<PathBuf, Error> {
        let mut number = 0_u32;
        loop {
            let place = self.folder.join(format!("{hash}.{number}"));
            match tokio::fs::read_to_string(&place).await {
                Ok(present) if present != pem => number += 1,
                _ => return Ok(place),
            }
        }
    }
}

async fn write(path: &Path, text: &str) -> Result<(), Error> {
    tokio::fs::write(path, text).await.map_err(Error::file(path))
}
