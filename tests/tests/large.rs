//! A hundred megabytes need no more memory than one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use cross_checks::cli::{Sign, binary, text};
use cross_checks::folder::subfolder;
use cross_checks::insertions::cut_out;
use cross_checks::material::material;
use cross_checks::pes::Pes;

/// What a hundred times the file may cost beyond the small one, KiB: the summaries of as many pieces as are kept.
const ALLOWANCE: u64 = 12 * 1024;
/// What any run may cost in all, KiB.
const CEILING: u64 = 48 * 1024;

#[test]
fn memory_does_not_grow_with_the_file() {
    let folder = tempfile::tempdir_in(subfolder("large")).unwrap();
    let small = write(&folder.path().join("small.xml"), 150, 600 * 1024);
    let large = write(&folder.path().join("large.xml"), 14_500, 62 * 1024 * 1024);
    let (small_size, large_size) = (size(&small), size(&large));
    assert!((900_000..1_500_000).contains(&small_size), "{small_size}");
    assert!((95_000_000..125_000_000).contains(&large_size), "{large_size}");

    for command in ["inspect", "sign", "verify"] {
        let (before, after) = (peak(command, &small), peak(command, &large));
        println!("{command}: {before} KiB for {small_size} bytes, {after} KiB for {large_size} bytes");
        assert!(before > 0 && after > 0, "{command}: no memory was seen");
        assert!(after <= before + ALLOWANCE, "{command}: {before} KiB, then {after} KiB");
        assert!(after <= CEILING, "{command}: {after} KiB");
    }
    assert!(cut_out(&fs::read(signed(&large)).unwrap()) == fs::read(&large).unwrap());
}

/// A PES of three bordereaux with `pieces` each and one attachment of `attachment` characters.
fn write(file: &Path, pieces: usize, attachment: usize) -> PathBuf {
    let mut out = BufWriter::new(File::create(file).unwrap());
    let pes = Pes { pieces, attachments: vec![attachment], ..Pes::default() };
    pes.write(&mut out).unwrap();
    out.flush().unwrap();
    file.to_path_buf()
}

/// The most memory that a run of `command` on `file` held, KiB.
fn peak(command: &str, file: &Path) -> u64 {
    let mut call = match command {
        "sign" => Sign::default().command(file, &signed(file)),
        "verify" => {
            let mut call = Command::new(binary());
            call.args(["verify", text(&signed(file)), "--trust", text(&material().authority)]);
            call
        }
        other => {
            let mut call = Command::new(binary());
            call.args([other, text(file), "--json"]);
            call
        }
    };
    let said = tempfile::NamedTempFile::new_in(subfolder("large")).unwrap();
    let output = || Stdio::from(said.reopen().unwrap());
    let mut child = call.stdin(Stdio::null()).stdout(output()).stderr(output()).spawn().unwrap();
    let status_file = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    let status = loop {
        // The mark only rises: the last reading before the end is the highest.
        peak = peak.max(high_water_mark(&status_file));
        match child.try_wait().unwrap() {
            Some(status) => break status,
            None => thread::sleep(Duration::from_millis(1)),
        }
    };
    assert!(status.success(), "{command} {}: {}", file.display(), fs::read_to_string(said.path()).unwrap());
    peak
}

fn high_water_mark(status_file: &str) -> u64 {
    let status = fs::read_to_string(status_file).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().split(' ').next()?.parse().ok()).unwrap_or_default()
}

fn signed(file: &Path) -> PathBuf {
    file.with_extension("signed.xml")
}

fn size(file: &Path) -> u64 {
    fs::metadata(file).unwrap().len()
}
