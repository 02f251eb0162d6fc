//! What the command line signs, other implementations accept, and nothing else in the file changed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::collections::HashSet;
use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

use cross_checks::cli::{self, Sign};
use cross_checks::corpus::{PesFile, signable};
use cross_checks::encodings::{Encoding, encode};
use cross_checks::folder::subfolder;
use cross_checks::insertions::{closed_after, cut_out};
use cross_checks::jdk::{self, Validation};
use cross_checks::material::material;
use cross_checks::matrix::{Expected, matrix};
use cross_checks::parallel::{all_must_hold, each};
use cross_checks::pes::Pes;
use cross_checks::process::Answer;
use cross_checks::schema;
use cross_checks::xmlsec::verify_as_s2low;

#[test]
fn every_file_that_can_be_signed_is_signed() {
    all_must_hold(each(attempts(), |attempt| {
        let written = attempt.output.exists();
        let right = attempt.answer.code == 0 && written;
        if right {
            Ok(())
        } else {
            Err(format!("{}: written {written}, {}", attempt.name, attempt.answer.all()))
        }
    }));
}

#[test]
fn cutting_the_signatures_out_gives_the_original_back_byte_for_byte() {
    all_must_hold(each(&signed(), |attempt| {
        let same = cut_out(&fs::read(&attempt.output).unwrap()) == attempt.file.bytes;
        if same { Ok(()) } else { Err(format!("{}: {}", attempt.name, attempt.output.display())) }
    }));
}

#[test]
fn each_signature_is_the_last_child_of_what_it_signs() {
    all_must_hold(each(&signed(), |attempt| {
        let found = closed_after(&fs::read(&attempt.output).unwrap());
        let whole = attempt.file.shape.id.iter().eq(&attempt.covered);
        let name = if whole { "PES_Aller" } else { "Bordereau" };
        let expected = vec![name.to_owned(); attempt.covered.len()];
        if found == expected { Ok(()) } else { Err(format!("{}: {found:?}", attempt.name)) }
    }));
}

#[test]
fn s2low_with_xmlsec1_and_openssl_accepts_every_signature() {
    all_must_hold(each(&signed(), |attempt| match verify_as_s2low(&attempt.output, &material().trusted) {
        Ok(number) if number == attempt.covered.len() => Ok(()),
        Ok(number) => Err(format!("{}: {number} signatures, not {}", attempt.name, attempt.covered.len())),
        Err(why) => Err(format!("{}: {why}", attempt.name)),
    }));
}

#[test]
fn the_jdk_accepts_every_signature_and_how_it_names_its_certificate() {
    let signed = signed();
    let files: Vec<PathBuf> = signed.iter().map(|attempt| attempt.output.clone()).collect();
    let found = jdk::verify(&files, Validation::Secure);
    all_must_hold(each(&signed, |attempt| {
        let seen = &found[&attempt.output];
        let ids: Vec<String> = seen.iter().map(|signature| signature.id.clone()).collect();
        let expected: Vec<String> = attempt.covered.iter().map(|id| format!("{id}_SIG_1")).collect();
        let right = ids == expected && seen.iter().all(jdk::Signature::is_perfect);
        if right { Ok(()) } else { Err(format!("{}: {seen:?}", attempt.name)) }
    }));
}

#[test]
fn the_command_line_verifies_what_it_signed() {
    all_must_hold(each(&signed(), |attempt| {
        let answer = cli::verify(&attempt.output);
        if answer.code == 0 { Ok(()) } else { Err(format!("{}: {}", attempt.name, answer.all())) }
    }));
}

#[test]
fn files_valid_against_the_official_schema_stay_valid() {
    let signed = signed();
    let inputs: Vec<PathBuf> = signed.iter().map(|attempt| attempt.input.clone()).collect();
    let outputs: Vec<PathBuf> = signed.iter().map(|attempt| attempt.output.clone()).collect();
    let (Some(before), Some(after)) = (schema::valid(&inputs), schema::valid(&outputs)) else { return };
    let were_valid: Vec<&Attempt> =
        signed.into_iter().filter(|attempt| before.contains(&attempt.input)).collect();
    all_must_hold(each(&were_valid, |attempt| {
        if after.contains(&attempt.output) {
            return Ok(());
        }
        Err(format!("{}: {}", attempt.name, schema::complaints(&attempt.output)))
    }));
}

#[test]
fn the_same_file_signed_twice_at_one_instant_gives_the_same_bytes() {
    let (input, folder) = made_up("twice");
    let outputs = ["a.xml", "b.xml"].map(|name| folder.join(name));
    for output in &outputs {
        let answer = Sign::default().run(&input, output);
        assert!(answer.code == 0, "{}", answer.all());
    }
    assert!(fs::read(&outputs[0]).unwrap() == fs::read(&outputs[1]).unwrap());
}

#[test]
fn standard_input_is_signed_as_the_file_is() {
    let (input, folder) = made_up("input");
    let (from_file, from_input) = (folder.join("file.xml"), folder.join("input.xml"));
    assert_eq!(Sign::default().run(&input, &from_file).code, 0);
    let mut command = Sign::default().command("-".as_ref(), &from_input);
    let answer = cross_checks::process::run(&mut command, &fs::read(&input).unwrap());
    assert!(answer.code == 0, "{}", answer.all());
    assert!(fs::read(&from_file).unwrap() == fs::read(&from_input).unwrap());
}

#[test]
fn a_container_of_every_kind_in_use_signs() {
    let (input, folder) = made_up("containers");
    let containers: Vec<_> =
        matrix().iter().filter(|case| case.expected == Expected::Opens).enumerate().collect();
    all_must_hold(each(&containers, |(number, container)| {
        let output = folder.join(format!("signed-{number}.xml"));
        let password_file = material().password(&format!("password-{number}.txt"), &container.password);
        let sign = Sign { container: container.file.clone(), password_file, ..Sign::default() };
        let answer = sign.run(&input, &output);
        if answer.code != 0 {
            return Err(format!("{}: {}", container.name, answer.all()));
        }
        verify_as_s2low(&output, &material().trusted).map_err(|why| format!("{}: {why}", container.name))?;
        Ok(())
    }));
}

#[test]
fn the_repair_changes_the_one_mark_and_the_rest_stays() {
    let folder = subfolder("repair");
    let (input, output) = (folder.join("pes.xml"), folder.join("signed.xml"));
    let content = encode(&Pes { dematerialised: false, ..Pes::default() }.text(), Encoding::Latin1);
    fs::write(&input, content).unwrap();

    let answer = Sign { more: vec!["--repair".to_owned()], ..Sign::default() }.run(&input, &output);
    assert!(answer.code == 0, "{}", answer.all());
    let expected = encode(&Pes::default().text(), Encoding::Latin1);
    assert!(cut_out(&fs::read(&output).unwrap()) == expected, "{}", output.display());
    assert_eq!(verify_as_s2low(&output, &material().trusted), Ok(3));
    assert_eq!(cli::verify(&output).code, 0);
}

/// One call of `sign` and what came of it.
struct Attempt {
    name: String,
    file: PesFile,
    covered: Vec<String>,
    input: PathBuf,
    output: PathBuf,
    answer: Answer,
    /// Whether the same bytes came of an earlier attempt.
    repeats: bool,
}

/// Those that were signed, each result once; the first test reports what was not.
fn signed() -> Vec<&'static Attempt> {
    attempts()
        .iter()
        .filter(|attempt| attempt.answer.code == 0 && attempt.output.exists() && !attempt.repeats)
        .collect()
}

/// Every signable file in every scope that applies, in both profiles, signed once by this process.
fn attempts() -> &'static [Attempt] {
    static ATTEMPTS: OnceLock<Vec<Attempt>> = OnceLock::new();
    ATTEMPTS.get_or_init(|| {
        let calls =
            [("auto", "default"), ("file", "default"), ("bordereaux", "default"), ("auto", "xades-1.2.2")];
        let files: Vec<(usize, PesFile)> = signable().into_iter().enumerate().collect();
        let folder = subfolder("signing");
        let attempts = each(&files, |(number, file)| {
            let input = folder.join(format!("{number}.xml"));
            fs::write(&input, &file.bytes).unwrap();
            let mut results = HashSet::new();
            let possible = calls.iter().filter_map(|(scope, profile)| {
                let covered = file.shape.covered(scope)?;
                let output = folder.join(format!("{number}-{scope}-{profile}.xml"));
                let answer = Sign { scope, profile, ..Sign::default() }.run(&input, &output);
                let name = format!("{} [{scope}, {profile}]", file.name);
                let repeats = !results.insert(fs::read(&output).ok());
                Some(Attempt {
                    name,
                    file: file.clone(),
                    covered,
                    input: input.clone(),
                    output,
                    answer,
                    repeats,
                })
            });
            possible.collect::<Vec<_>>()
        });
        attempts.into_iter().flatten().collect()
    })
}

fn made_up(name: &str) -> (PathBuf, PathBuf) {
    let folder = subfolder(name);
    let input = folder.join("pes.xml");
    fs::write(&input, encode(&Pes::default().text(), Encoding::Latin1)).unwrap();
    (input, folder)
}
