//! What a signed file has to stand.

use std::path::Path;
use std::process::Command;

use s2low_simulator::{Simulator, Status, Transaction};

use crate::patience::PATIENCE;

const OPENS: &[u8] = b"<ds:Signature xmlns:ds=";
const CLOSES: &[u8] = b"</ds:Signature>";

/// The file is the original with this many signatures in it, not one byte besides.
pub fn only_signed(original: &[u8], signed: &[u8], signatures: usize) {
    let mut rest = Vec::with_capacity(original.len());
    let mut found = 0;
    let mut from = 0;
    while let Some(start) = memchr::memmem::find(&signed[from..], OPENS).map(|place| from + place) {
        rest.extend_from_slice(&signed[from..start]);
        let length = memchr::memmem::find(&signed[start..], CLOSES).expect("a signature ends");
        from = start + length + CLOSES.len();
        found += 1;
    }
    rest.extend_from_slice(&signed[from..]);
    assert!(rest == original, "besides its signatures, the signed file differs from the original");
    assert_eq!(found, signatures, "signatures in the file");
}

/// The command line says that every signature is intact. Without it, says so and judges nothing.
pub fn command_line_verifies(file: &Path, authority: &Path) {
    let Some(program) = std::env::var_os("PES_SIGNER_CLI") else {
        println!("not checked with the command line, for PES_SIGNER_CLI does not name it");
        return;
    };
    let output =
        Command::new(program).arg("verify").arg(file).arg("--trust").arg(authority).output().unwrap();
    let words = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    assert!(output.status.success(), "{}", words.concat());
}

/// libxml2 finds it well-formed.
pub fn well_formed(file: &Path) {
    let output = Command::new("xmllint").args(["--nonet", "--huge", "--noout"]).arg(file).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// S2low's worker took the file: xmlsec1 verified its signatures, openssl its certificate.
pub async fn accepted(simulator: &Simulator, transaction: u64) -> Transaction {
    let analysed = |transaction: &Transaction| transaction.status() != Status::POSTED;
    let transaction = simulator.wait_for(transaction, PATIENCE, analysed).await.unwrap();
    assert_eq!(transaction.status(), Status::WAITING, "{}", transaction.message());
    transaction
}

/// What S2low has as a transaction's file.
pub fn received(simulator: &Simulator, transaction: u64) -> Vec<u8> {
    std::fs::read(simulator.file_of(transaction).unwrap()).unwrap()
}

/// SHA-256 in hexadecimal, as OpenSSL computes it.
pub fn sha256(bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bytes");
    std::fs::write(&file, bytes).unwrap();
    let output = Command::new("openssl").args(["dgst", "-sha256", "-r"]).arg(&file).output().unwrap();
    String::from_utf8(output.stdout).unwrap().split(' ').next().unwrap().to_owned()
}
