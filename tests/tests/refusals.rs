//! What is refused, with which exit code, and that a refusal writes nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::fs;
use std::path::{Path, PathBuf};

use cross_checks::cli::{self, Sign, run, run_with_input, text};
use cross_checks::encodings::{Encoding, encode};
use cross_checks::folder::subfolder;
use cross_checks::insertions::find;
use cross_checks::material::material;
use cross_checks::parallel::{all_must_hold, each};
use cross_checks::pes::{Pes, id};
use cross_checks::process::Answer;
use cross_checks::samples::shared_files;

/// The answer is no.
const NO: i32 = 1;
/// The call is wrong.
const USAGE: i32 = 2;
/// The input cannot be read.
const UNREADABLE: i32 = 3;

#[test]
fn a_file_that_is_not_xml_of_a_known_kind_is_unreadable() {
    let whole = latin1(&Pes::default());
    let utf16: Vec<u8> = "<?xml version=\"1.0\"?><a/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let text = Pes::default().text();
    let doctype = text.replacen("?>", "?>\n<!DOCTYPE a [<!ENTITY e \"x\">]>", 1);
    let not_utf8 = [b"<?xml version=\"1.0\" encoding=\"UTF-8\"?><a>".as_slice(), b"\xE9</a>"].concat();
    let unreadable: Vec<(&str, Vec<u8>)> = vec![
        ("nothing at all", Vec::new()),
        ("blanks alone", b" \n".to_vec()),
        ("plain words", b"Mandat 101, 1 234,00 euros".to_vec()),
        ("a PDF", b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec()),
        ("a file cut short", whole[..whole.len() / 2].to_vec()),
        ("a file cut in its last tag", whole[..whole.trim_ascii_end().len() - 1].to_vec()),
        ("tags that do not match", text.replacen("</Piece>", "</Pièce>", 1).into_bytes()),
        ("two roots", [whole.as_slice(), b"<a/>"].concat()),
        ("a document type", encode(&doctype, Encoding::Latin1)),
        ("UTF-16", [[0xFF, 0xFE].as_slice(), &utf16].concat()),
        ("not the UTF-8 it declares", not_utf8),
        ("an encoding nobody knows", text.replacen("ISO-8859-1", "x-inconnu", 1).into_bytes()),
        (
            "an attribute twice",
            encode(&text.replacen("<Bordereau ", "<Bordereau Id=\"a\" ", 1), Encoding::Latin1),
        ),
        ("a prefix without a namespace", encode(&text.replacen("xmlns:n=", "xmlns:m=", 1), Encoding::Latin1)),
        ("an entity nobody declared", encode(&text.replacen("&amp;", "&eacute;", 1), Encoding::Latin1)),
        ("a zero byte", whole.iter().map(|byte| if *byte == b'\t' { 0 } else { *byte }).chain([0]).collect()),
    ];
    let folder = subfolder("unreadable");
    let files: Vec<(&str, PathBuf)> = unreadable
        .into_iter()
        .enumerate()
        .map(|(number, (name, bytes))| {
            let file = folder.join(format!("{number}.xml"));
            fs::write(&file, bytes).unwrap();
            (name, file)
        })
        .collect();
    all_must_hold(each(&files, |(name, file)| {
        refused(&format!("sign: {name}"), file, &Sign::default(), UNREADABLE)?;
        for command in ["inspect", "verify", "c14n"] {
            let answer = run(&[command, cli::text(file)]);
            if answer.code != UNREADABLE || answer.err.trim().is_empty() {
                return Err(format!("{command}: {name}: {}", answer.all()));
            }
        }
        Ok(())
    }));
    let absent = run(&["inspect", cli::text(&folder.join("absent.xml"))]);
    assert!(absent.code == UNREADABLE && absent.err.contains("absent.xml"), "{}", absent.all());
}

#[test]
fn a_pes_that_cannot_be_signed_as_it_is_gets_no_for_an_answer() {
    let folder = subfolder("no");
    let pes = Pes::default;
    let none = Pes { id: None, depense: vec![None], recette: vec![], ..pes() };
    let half = Pes { id: None, depense: vec![id("B1"), None], ..pes() };
    let twice = Pes { depense: vec![id("B1"), id("B1")], ..pes() };
    let root_twice = Pes { id: id("B1"), depense: vec![id("B1")], ..pes() };
    let cases: Vec<(&str, Vec<u8>, &'static str)> = vec![
        ("no Id anywhere", latin1(&none), "auto"),
        ("an Id on one bordereau of two, none on the root", latin1(&half), "auto"),
        ("no Id on the root", latin1(&Pes { id: None, ..pes() }), "file"),
        (
            "an Id on one bordereau of two",
            latin1(&Pes { depense: vec![id("B1"), None], ..pes() }),
            "bordereaux",
        ),
        ("two bordereaux of one Id", latin1(&twice), "auto"),
        ("root and bordereau of one Id", latin1(&root_twice), "file"),
        ("another kind of document", b"<?xml version=\"1.0\"?><autre Id=\"a\"/>".to_vec(), "auto"),
        ("another root in the right namespace", renamed_root(&pes()), "auto"),
        ("the right root in no namespace", encode(&without_namespace(), Encoding::Latin1), "auto"),
    ];
    let cases: Vec<_> = cases.into_iter().enumerate().collect();
    all_must_hold(each(&cases, |(number, (name, bytes, scope))| {
        let file = folder.join(format!("{number}.xml"));
        fs::write(&file, bytes).unwrap();
        refused(name, &file, &Sign { scope, ..Sign::default() }, NO)
    }));
}

#[test]
fn what_is_signed_already_is_not_signed_again() {
    let folder = subfolder("again");
    let input = folder.join("pes.xml");
    fs::write(&input, latin1(&Pes::default())).unwrap();
    let mut cases = Vec::new();
    for (first, second) in
        [("bordereaux", "auto"), ("bordereaux", "file"), ("file", "auto"), ("file", "bordereaux")]
    {
        let signed = folder.join(format!("{first}.xml"));
        let answer =
            Sign { scope: first, more: vec!["--force".to_owned()], ..Sign::default() }.run(&input, &signed);
        assert!(answer.code == 0, "{}", answer.all());
        cases.push((format!("signed {first}, then {second}"), signed, second));
    }
    cases.push(("one bordereau of three signed".to_owned(), partly_signed(&folder), "auto"));
    let samples = shared_files("samples/signed").into_iter().filter(|file| !text(file).contains("libersign"));
    cases.extend(samples.map(|file| (file.display().to_string(), file, "auto")));
    all_must_hold(each(&cases, |(name, file, scope)| {
        refused(name, file, &Sign { scope, ..Sign::default() }, NO)
    }));
}

#[test]
fn a_pes_without_a_signature_is_not_verified() {
    let file = subfolder("unsigned").join("pes.xml");
    fs::write(&file, latin1(&Pes::default())).unwrap();
    let answer = run(&["verify", text(&file), "--json"]);
    assert_eq!(answer.code, NO, "{}", answer.all());
    let report: serde_json::Value = serde_json::from_slice(&answer.out).unwrap();
    assert_eq!(report["verdict"], "unsigned");
}

#[test]
fn a_bordereau_left_unsigned_is_named() {
    let file = partly_signed(&subfolder("partly"));
    let answer = run(&["verify", text(&file), "--json"]);
    let report: serde_json::Value = serde_json::from_slice(&answer.out).unwrap();
    assert_eq!(report["uncovered"], serde_json::json!(["BORD_D.2", "BORD-R1"]), "{}", answer.all());
}

#[test]
fn an_existing_file_is_overwritten_only_when_forced() {
    let folder = subfolder("existing");
    let (input, output) = (folder.join("pes.xml"), folder.join("out.xml"));
    fs::write(&input, latin1(&Pes::default())).unwrap();
    fs::write(&output, "précieux").unwrap();
    let answer = Sign::default().run(&input, &output);
    assert!(answer.code == NO, "{}", answer.all());
    assert_eq!(fs::read_to_string(&output).unwrap(), "précieux");

    let forced = Sign { more: vec!["--force".to_owned()], ..Sign::default() };
    let answer = forced.run(&input, &output);
    assert!(answer.code == 0, "{}", answer.all());
    assert_eq!(cli::verify(&output).code, 0);
}

#[test]
fn a_file_signed_over_itself_is_whole_or_untouched() {
    let folder = subfolder("itself");
    let input = folder.join("pes.xml");
    let before = latin1(&Pes { pieces: 500, ..Pes::default() });
    fs::write(&input, &before).unwrap();
    let answer = Sign { more: vec!["--force".to_owned()], ..Sign::default() }.run(&input, &input);
    if answer.code == 0 {
        assert_eq!(cli::verify(&input).code, 0);
    } else {
        assert!(fs::read(&input).unwrap() == before, "{}", answer.all());
    }
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "something is left beside the file");
}

#[test]
fn a_certificate_outside_its_validity_does_not_sign() {
    let folder = subfolder("validity");
    let (input, output) = (folder.join("pes.xml"), folder.join("signed.xml"));
    fs::write(&input, latin1(&Pes::default())).unwrap();
    for at in ["2019-12-31T23:59:59Z", "2050-01-01T00:00:00Z"] {
        let mut arguments = vec!["sign", text(&input), "--p12", text(&material().container), "--at", at];
        arguments.extend(["--password-file", text(&material().password_file), "-o", text(&output)]);
        arguments.extend(["--role", "Maire", "--city", "Saint-Éloi", "--postal-code", "00420"]);
        let answer = run(&arguments);
        assert!(answer.code == NO && !output.exists() && !answer.err.is_empty(), "{at}: {}", answer.all());
    }
}

#[test]
fn a_wrong_call_is_told_from_a_refusal() {
    let folder = subfolder("usage");
    let input = folder.join("pes.xml");
    fs::write(&input, latin1(&Pes::default())).unwrap();
    let file = text(&input);
    let container = text(&material().container);
    let calls: Vec<Vec<&str>> = vec![
        vec![],
        vec!["frobnicate"],
        vec!["inspect"],
        vec!["inspect", file, "--frobnicate"],
        vec!["inspect", file, file],
        vec!["sign", file],
        vec!["sign", file, "--p12", container],
        vec!["verify"],
        vec!["verify", file, "--trust"],
        vec!["c14n", file, "--mode", "frobnicate"],
    ];
    for call in calls {
        let answer = run(&call);
        assert!(answer.code == USAGE && !answer.err.trim().is_empty(), "{call:?}: {}", answer.all());
    }
    for more in
        [["--scope", "all"], ["--profile", "xades-1.3.2"], ["--at", "hier"], ["--at", "2026-02-30T09:00:00Z"]]
    {
        let mut arguments =
            vec!["sign", file, "--p12", container, "--role", "R", "--city", "C", "--postal-code", "1"];
        arguments.extend(["--password-file", text(&material().password_file)]);
        arguments.extend(more);
        let output = folder.join("out.xml");
        arguments.extend(["-o", text(&output)]);
        let answer = run(&arguments);
        assert!(answer.code == USAGE && !output.exists(), "{more:?}: {}", answer.all());
    }
    let help = run(&["--help"]);
    assert!(help.code == 0 && help.text().contains("sign"), "{}", help.all());
}

#[test]
fn standard_input_is_read_where_the_file_is_a_dash() {
    let file = subfolder("dash").join("pes.xml");
    fs::write(&file, latin1(&Pes::default())).unwrap();
    for command in [vec!["inspect", "--json"], vec!["verify", "--json"], vec!["c14n"]] {
        let (name, options) = command.split_first().unwrap();
        let from_file = run(&[&[*name, text(&file)], options].concat());
        let from_input = run_with_input(&[&[*name, "-"], options].concat(), &fs::read(&file).unwrap());
        assert_eq!(from_file.code, from_input.code, "{name}: {}", from_input.all());
        assert!(
            !from_input.out.is_empty() && from_file.out == from_input.out,
            "{name}: {}",
            from_input.all()
        );
    }
}

#[test]
fn inspect_tells_what_the_file_says() {
    let file = subfolder("inspect").join("pes.xml");
    fs::write(&file, latin1(&Pes::default())).unwrap();
    let answer = run(&["inspect", text(&file), "--json"]);
    assert_eq!(answer.code, 0, "{}", answer.all());
    let report: serde_json::Value = serde_json::from_slice(&answer.out).unwrap();
    let bordereaux = report["bordereaux"].as_array().unwrap();
    let seen: Vec<_> = bordereaux.iter().map(|one| (one["domain"].as_str(), one["id"].as_str())).collect();
    let depense = Some("depense");
    let expected =
        [(depense, Some("BORD_D.1")), (depense, Some("BORD_D.2")), (Some("recette"), Some("BORD-R1"))];
    assert_eq!(seen, expected);
    for bordereau in bordereaux {
        assert_eq!(bordereau["pieces"], 2, "{bordereau}");
        assert_eq!(bordereau["total"], "1234.00", "{bordereau}");
        assert_eq!(bordereau["signed"], false, "{bordereau}");
    }
}

/// `sign` answers `code`, says why and writes nothing.
fn refused(name: &str, file: &Path, sign: &Sign, code: i32) -> Result<(), String> {
    let output = subfolder("refused").join(format!("{}.xml", name.replace(['/', ' '], "-")));
    let answer: Answer = sign.run(file, &output);
    let said = !answer.err.trim().is_empty();
    if answer.code == code && said && !output.exists() {
        return Ok(());
    }
    Err(format!("{name}: written {}, {}", output.exists(), answer.all()))
}

/// A file whose first bordereau alone bears its signature.
fn partly_signed(folder: &Path) -> PathBuf {
    let (input, whole, partly) = (folder.join("in.xml"), folder.join("whole.xml"), folder.join("partly.xml"));
    fs::write(&input, latin1(&Pes::default())).unwrap();
    let answer = Sign { more: vec!["--force".to_owned()], ..Sign::default() }.run(&input, &whole);
    assert!(answer.code == 0, "{}", answer.all());
    let signed = fs::read(&whole).unwrap();
    let after_first = find(&signed, b"</ds:Signature>", 0).unwrap() + "</ds:Signature>".len();
    let rest = cross_checks::insertions::cut_out(&signed[after_first..]);
    fs::write(&partly, [&signed[..after_first], &rest].concat()).unwrap();
    partly
}

fn renamed_root(pes: &Pes) -> Vec<u8> {
    encode(&pes.text().replace("n:PES_Aller", "n:PES_Autre"), Encoding::Latin1)
}

fn without_namespace() -> String {
    Pes::default().text().replace("n:PES_Aller", "PES_Aller")
}

fn latin1(pes: &Pes) -> Vec<u8> {
    encode(&pes.text(), Encoding::Latin1)
}
