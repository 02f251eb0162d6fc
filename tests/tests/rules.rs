//! What `inspect` finds wrong in a flux, against libxml2 with the official schemas.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use cross_checks::cli;
use cross_checks::elements::Lines;
use cross_checks::folder::subfolder;
use cross_checks::parallel::{all_must_hold, each};
use cross_checks::random::Random;
use cross_checks::samples::{demonstration, name, shared_files};
use cross_checks::schema;

/// Codes that say what the schema says.
const SCHEMA: [&str; 8] =
    ["PES-040", "PES-041", "PES-042", "PES-043", "PES-044", "PES-045", "PES-046", "PES-047"];
/// Codes that tell of the same in other words: Ids, what S2low asks of the header, empty or broken base64.
const ALSO: [&str; 10] = [
    "PES-005", "PES-006", "PES-022", "PES-023", "PES-024", "PES-025", "PES-026", "PES-028", "PES-034",
    "PES-035",
];
/// How many changed files each sample gives.
const CHANGES: usize = 250;

#[test]
fn the_projects_own_samples_are_valid_and_nothing_is_found_in_those_that_are_right() {
    let files = demonstration();
    if let Some(valid) = schema::valid(&files) {
        for file in &files {
            assert!(valid.contains(file), "{}: {}", file.display(), schema::complaints(file));
        }
    }
    for file in files.iter().filter(|file| !name(file).contains("corriger")) {
        assert_eq!(codes(file), BTreeSet::new(), "{}", file.display());
    }
}

#[test]
fn what_libxml2_refuses_is_found_and_nothing_where_it_accepts() {
    let folder = subfolder("rules");
    let mut changed = Vec::new();
    // What is in a marché or a facture is not looked into.
    let files = demonstration();
    let covered =
        files.iter().filter(|file| !name(file).contains("marche") && !name(file).contains("facture"));
    for (index, file) in covered.enumerate() {
        let bytes = fs::read(file).unwrap();
        let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
        let lines = Lines::new(&text);
        let mut random = Random::new(u64::try_from(index).unwrap() + 1);
        for number in 0..CHANGES {
            let (text, what) = lines.changed(&mut random);
            let path = folder.join(format!("{index}-{number}.xml"));
            let bytes: Vec<u8> = text.chars().map(|c| u8::try_from(c).unwrap()).collect();
            fs::write(&path, bytes).unwrap();
            changed.push((path, what));
        }
    }
    let paths: Vec<PathBuf> = changed.iter().map(|(path, _)| path.clone()).collect();
    let Some(valid) = schema::valid(&paths) else { return };
    assert!(valid.len() > CHANGES / 10 && valid.len() < paths.len() / 2, "{} valid", valid.len());
    all_must_hold(each(&changed, |(path, what)| {
        let found = codes(path);
        let told = |codes: &[&str]| codes.iter().any(|code| found.contains(*code));
        match valid.contains(path) {
            true if told(&SCHEMA) => Err(format!("{what}: valid, yet {found:?} ({})", path.display())),
            false if !told(&SCHEMA) && !told(&ALSO) => {
                Err(format!("{what}: nothing found, yet {} ({})", schema::complaints(path), path.display()))
            }
            _ => Ok(()),
        }
    }));
}

/// All that is found in each of the public samples.
const PUBLIC: [(&str, &[&str]); 10] = [
    (
        "HELIOS_SIMU_ALR2_LibelleColBud_avec_accent.xml",
        &["PES-012", "PES-030", "PES-037", "PES-050", "PES-089"],
    ),
    ("PES_ALLER_MauvaisIdPost.xml", &["PES-012", "PES-025", "PES-030", "PES-037", "PES-050", "PES-089"]),
    ("pes_aller.xml", &["PES-012", "PES-030", "PES-037", "PES-044", "PES-050", "PES-089"]),
    (
        "pes_aller_CodColTropLong.xml",
        &[
            "PES-012", "PES-023", "PES-030", "PES-034", "PES-037", "PES-040", "PES-042", "PES-043",
            "PES-050", "PES-089",
        ],
    ),
    ("pes_aller_IdColl_trop_long.xml", &["PES-012", "PES-024", "PES-030", "PES-044", "PES-050", "PES-089"]),
    (
        "pes_aller_PasDeNomFic.xml",
        &[
            "PES-012", "PES-022", "PES-023", "PES-030", "PES-034", "PES-037", "PES-040", "PES-042",
            "PES-043", "PES-050", "PES-089",
        ],
    ),
    ("pes_aller_empty.xml", &["PES-021", "PES-037", "PES-089"]),
    ("pes_aller_ok.xml", &["PES-012", "PES-030", "PES-037", "PES-050", "PES-089"]),
    ("pes_aller_utf8.xml", &["PES-012", "PES-020", "PES-030", "PES-037", "PES-050", "PES-089"]),
    ("wrong_root.xml", &["PES-001"]),
];

#[test]
fn in_each_public_sample_its_fault_is_found_and_nothing_that_is_none() {
    let files = shared_files("samples/unsigned");
    for file in &files {
        let name = name(file);
        let known = PUBLIC.iter().find(|(known, _)| *known == name);
        let (_, expected) =
            known.unwrap_or_else(|| panic!("{name}: what is to be found is not written down"));
        let found = codes(file);
        assert_eq!(found.iter().map(String::as_str).collect::<Vec<_>>(), *expected, "{name}");
    }
    assert!(files.is_empty() || files.len() == PUBLIC.len(), "{} samples", files.len());
}

#[test]
fn the_public_samples_are_judged_as_libxml2_does() {
    let files = shared_files("samples/unsigned");
    let Some(valid) = schema::valid(&files) else { return };
    for file in &files {
        let found = codes(file);
        // S2low takes offices of six characters only, where the schema takes seven.
        let of_schema = SCHEMA.iter().chain(&ALSO).chain(&["PES-001"]).filter(|code| **code != "PES-025");
        let told = of_schema.into_iter().any(|code| found.contains(*code));
        assert!(told != valid.contains(file), "{}: {found:?}", file.display());
    }
}

fn codes(file: &Path) -> BTreeSet<String> {
    let answer = cli::run(&["inspect", cli::text(file), "--json"]);
    let report: serde_json::Value = serde_json::from_slice(&answer.out).unwrap_or_default();
    let findings = report["findings"].as_array().unwrap_or_else(|| panic!("{}", answer.all()));
    findings.iter().filter_map(|finding| finding["code"].as_str()).map(str::to_owned).collect()
}
