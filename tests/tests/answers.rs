//! Answers of the treasury, as `inspect` tells them, against a plain search of public samples.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::fs;
use std::path::Path;

use cross_checks::cli;
use cross_checks::samples::{name, shared_files};
use serde_json::Value;

/// The values of the elements of that name, in order.
fn values(text: &str, element: &str) -> Vec<String> {
    let start = format!("<{element} V=\"");
    text.split(&start).skip(1).map(|rest| rest.split('"').next().unwrap().replace("&quot;", "\"")).collect()
}

/// The values of a field in the answers that have it, in order.
fn told(answers: &Value, field: &str) -> Vec<String> {
    let listed = answers["listed"].as_array().unwrap();
    listed.iter().filter_map(|answer| answer[field].as_str()).map(str::to_owned).collect()
}

/// The values of a field of the errors, in order.
fn errors(answers: &Value, field: &str) -> Vec<String> {
    let errors =
        answers["listed"].as_array().unwrap().iter().filter_map(|answer| answer["errors"].as_array());
    errors.flatten().filter_map(|error| error[field].as_str()).map(str::to_owned).collect()
}

fn inspected(file: &Path) -> (Value, String) {
    let json = cli::run(&["inspect", cli::text(file), "--json"]);
    let text = cli::run(&["--lang", "fr", "inspect", cli::text(file)]);
    // There is nothing to sign.
    assert_eq!((json.code, text.code), (1, 1), "{}", json.all());
    (serde_json::from_slice(&json.out).unwrap(), text.text())
}

#[test]
fn all_that_the_public_answers_say_is_told_as_text_and_as_json() {
    for file in shared_files("samples/acquits") {
        let bytes: String = fs::read(&file).unwrap().into_iter().map(char::from).collect();
        let (report, text) = inspected(&file);
        let (answers, kind) = (&report["answers"], report["flux"]["kind"].as_str().unwrap());
        let name = name(&file);
        match kind {
            "acquit" => {
                let states = values(&bytes, "EtatAck");
                let accepted = states.iter().filter(|state| *state == "1").count();
                assert!(!states.is_empty(), "{name}");
                assert_eq!(answers["count"], states.len(), "{name}");
                assert_eq!(answers["accepted"], accepted, "{name}");
                assert_eq!(answers["refused"], states.len() - accepted, "{name}");
                for (element, field) in [
                    ("DomaineAck", "domain"),
                    ("NumBord", "bordereau"),
                    ("ExerciceBord", "year"),
                    ("IdUnique", "attachment"),
                ] {
                    assert_eq!(told(answers, field), values(&bytes, element), "{name}: {element}");
                }
                for (element, field) in [("NumAnoAck", "code"), ("LibelleAnoAck", "label")] {
                    assert_eq!(errors(answers, field), values(&bytes, element), "{name}: {element}");
                }
                for shown in ["NumBord", "IdUnique", "NumAnoAck"].iter().flat_map(|one| values(&bytes, one)) {
                    assert!(text.contains(&shown), "{name}: {shown}: {text}");
                }
                let verdict = if accepted == states.len() { "tout est accepté" } else { "refus" };
                assert!(text.contains(verdict), "{name}: {text}");
            }
            "retour" => {
                for (element, field) in
                    [("IdPce", "piece"), ("EtatPce", "state"), ("IdBord", "bordereau"), ("Obj", "object")]
                {
                    assert_eq!(told(answers, field), values(&bytes, element), "{name}: {element}");
                    let shown = told(answers, field).into_iter().filter(|_| field != "state");
                    shown.for_each(|shown| assert!(text.contains(&shown), "{name}: {shown}: {text}"));
                }
                assert_eq!(errors(answers, "code"), values(&bytes, "ObsEtat"), "{name}");
            }
            "acquit-retour" => {
                let acknowledged = values(&bytes, "NomFichierRetour");
                assert_eq!(answers["acknowledged"], acknowledged[0].as_str(), "{name}");
                assert!(text.contains(&acknowledged[0]), "{name}: {text}");
            }
            _ => panic!("{name} is taken for {kind}"),
        }
        assert_eq!(report["findings"][0]["code"], "PES-002", "{name}");
        assert!(report["to_sign"].is_null(), "{name}");
    }
}
