//! What the page weighs on the wire.

use std::fmt;
use std::io::Write as _;

use anyhow::{Context as _, Result, ensure};
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest as _, Sha256};

use crate::site::{self, Files};
use crate::words;

/// What all files of the page may weigh together, in bytes, compressed with brotli as every browser takes it.
const LIMIT: usize = 400_000;

/// The weights of all files.
pub struct Report(Vec<Weight>);

struct Weight {
    path: String,
    raw: usize,
    gzip: usize,
    brotli: usize,
    sha256: String,
}

impl Report {
    /// Weighs every file.
    pub fn of(files: &Files) -> Result<Self> {
        files.iter().map(|(path, bytes)| Weight::of(path, bytes)).collect::<Result<_>>().map(Self)
    }

    /// Fails when the page is too heavy.
    pub fn check(&self) -> Result<()> {
        let total = self.compressed();
        ensure!(total <= LIMIT, "the page weighs {total} bytes compressed, its budget is {LIMIT}");
        Ok(())
    }

    /// What the page weighs compressed, in bytes.
    pub fn compressed(&self) -> usize {
        self.total(false, |weight| weight.brotli)
    }

    /// The sum over the page in its heaviest language, or over what else there is.
    fn total(&self, extra: bool, of: impl Fn(&Weight) -> usize) -> usize {
        let (words, others): (Vec<&Weight>, Vec<&Weight>) =
            self.0.iter().partition(|weight| words::is_of_a_language(&weight.path));
        let heaviest = words.into_iter().map(&of).max().unwrap_or_default();
        let sum: usize =
            others.into_iter().filter(|weight| site::is_extra(&weight.path) == extra).map(of).sum();
        if extra { sum } else { sum + heaviest }
    }
}

impl Weight {
    fn of(path: &str, bytes: &[u8]) -> Result<Self> {
        let compressed = |result: std::io::Result<usize>| {
            // What does not shrink is sent as it is.
            result.map(|size| size.min(bytes.len())).with_context(|| format!("cannot compress {path}"))
        };
        Ok(Self {
            path: path.to_owned(),
            raw: bytes.len(),
            gzip: compressed(gzip(bytes))?,
            brotli: compressed(brotli(bytes))?,
            sha256: Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect(),
        })
    }
}

fn gzip(bytes: &[u8]) -> std::io::Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

fn brotli(mut bytes: &[u8]) -> std::io::Result<usize> {
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut bytes, &mut compressed, &brotli::enc::BrotliEncoderParams::default())?;
    Ok(compressed.len())
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "{:>9} {:>9} {:>9}  {:<64}  file", "raw", "gzip", "brotli", "SHA-256")?;
        for Weight { path, raw, gzip, brotli, sha256 } in &self.0 {
            writeln!(formatter, "{raw:>9} {gzip:>9} {brotli:>9}  {sha256}  {path}")?;
        }
        let sum = |extra| {
            let (raw, gzip) =
                (self.total(extra, |weight| weight.raw), self.total(extra, |weight| weight.gzip));
            format!("{raw:>9} {gzip:>9} {:>9}", self.total(extra, |weight| weight.brotli))
        };
        writeln!(formatter, "{}  the whole page; {LIMIT} allowed with brotli", sum(false))?;
        writeln!(formatter, "{}  what the page does without: {}, icons, licences", sum(true), site::EMBED)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bytes that no compressor shortens.
    fn noise(length: usize) -> Vec<u8> {
        (0..length.div_ceil(32)).flat_map(|block| Sha256::digest(block.to_le_bytes())).take(length).collect()
    }

    #[test]
    fn a_page_above_the_budget_is_refused_with_its_weight() {
        let report = Report::of(&Files::from([("noise".to_owned(), noise(LIMIT + 1))])).unwrap();
        let message = report.check().unwrap_err().to_string();
        assert!(message.contains("400001 bytes"), "{message}");
    }

    #[test]
    fn what_compresses_well_counts_compressed() {
        let report = Report::of(&Files::from([("zeros".to_owned(), vec![0; 2 * LIMIT])])).unwrap();
        report.check().unwrap();
        assert!(report.0[0].gzip < 2_000 && report.0[0].brotli < 2_000);
    }

    #[test]
    fn what_the_page_does_without_is_weighed_by_itself() {
        let files = Files::from([("embed/noise".to_owned(), noise(LIMIT + 1))]);
        let report = Report::of(&files).unwrap();
        report.check().unwrap();
        assert!(report.to_string().contains("   400001    400001    400001  what the page does without"));
    }

    #[test]
    fn of_the_languages_only_the_heaviest_is_downloaded_with_the_page() {
        let words = |language: &str, length| (format!("words-{language}.json"), noise(length));
        let page = ("index.html".to_owned(), noise(50));
        let report = Report::of(&Files::from([words("en", 300), words("fr", 400), page])).unwrap();
        assert_eq!(report.compressed(), 450);
        assert!(report.to_string().ends_with(" 0  what the page does without: embed/, icons, licences\n"));
    }

    #[test]
    fn the_weights_of_all_files_add_up() {
        let half = || noise(LIMIT / 2 + 1);
        let report = Report::of(&Files::from([("a".to_owned(), half()), ("b".to_owned(), half())])).unwrap();
        assert!(report.check().is_err());
        assert!(report.to_string().contains("   400002    400002    400002  the whole page"), "{report}");
    }
}
