//! The demonstration material: valid, coherent, and what a clerk's certificate looks like.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test ends where something is not as expected")]

use std::collections::HashSet;
use std::process::Command;

use crate::common::{S2low, shared};
use s2low_simulator::{Status, demonstration};

/// Every `<name V="…"/>` of a passage.
fn values<'a>(text: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!("<{name} V=\"");
    text.split(&start).skip(1).map(|rest| rest.split_once('"').unwrap().0).collect()
}

/// An amount in cents.
fn cents(amount: &str) -> u64 {
    let (euros, cents) = amount.split_once('.').unwrap();
    assert_eq!(cents.len(), 2);
    euros.parse::<u64>().unwrap() * 100 + cents.parse::<u64>().unwrap()
}

/// ISO-8859-1 as text.
fn text(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

#[tokio::test]
async fn the_demonstration_files_are_valid_against_the_schemas() {
    let Some(schema) = shared("schemas/pes_v5.17/PES_V2/Rev0/PES_Aller.xsd") else { return };
    let folder = tempfile::tempdir().unwrap();
    for file in demonstration::prepare(folder.path()).await.unwrap().pes {
        let mut command = Command::new("xmllint");
        let output =
            command.args(["--nonet", "--noout", "--schema"]).arg(&schema).arg(&file).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn the_demonstration_files_are_iso_8859_1_with_raw_accents() {
    for (name, bytes) in demonstration::PES {
        assert!(bytes.starts_with(b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n"), "{name}");
        assert!(bytes.contains(&0xE9), "{name}");
        assert!(std::str::from_utf8(bytes).is_err(), "{name}");
    }
}

#[test]
fn totals_and_counts_agree_with_the_lines() {
    for (name, bytes) in demonstration::PES {
        let text = text(bytes);
        for bordereau in text.split("<Bordereau Id=\"").skip(1) {
            let bordereau = bordereau.split_once("</Bordereau>").unwrap().0;
            let pieces = bordereau.matches("<Piece>").count();
            assert_eq!(values(bordereau, "NbrPce"), [pieces.to_string()], "{name}");
            let lines: u64 = values(bordereau, "MtHT").into_iter().map(cents).sum();
            let total = [values(bordereau, "MtBordHT"), values(bordereau, "MtBordHt")].concat();
            assert_eq!(total.into_iter().map(cents).collect::<Vec<_>>(), [lines], "{name}");
            let taxes: u64 = values(bordereau, "MtTVA").into_iter().map(cents).sum();
            assert_eq!(values(bordereau, "MtBordTVA").into_iter().map(cents).sum::<u64>(), taxes, "{name}");
            // A roll needs none.
            let yearly = values(bordereau, "MtCumulAnnuel");
            assert!(yearly.first().is_none_or(|yearly| cents(yearly) >= lines), "{name}");
        }
    }
}

#[test]
fn the_first_file_has_what_a_page_shows() {
    let text = text(demonstration::PES[0].1);
    let (depense, recette) = text.split_once("<PES_RecetteAller>").unwrap();
    assert_eq!(depense.matches("<Bordereau Id=").count(), 2);
    assert_eq!(recette.matches("<Bordereau Id=").count(), 1);
    assert_eq!(values(&text, "InfoDematerialisee"), ["1", "1"]);
    let unique = values(&text, "IdUnique");
    assert_eq!(unique.len(), 2);
    assert_eq!(unique[0], unique[1], "the piece names the attachment");
    assert!(text.contains("<Fichier MIMEType=\"application/pdf\">H4sI"), "gzip in base64");
}

#[test]
fn every_file_can_be_sent_after_the_others() {
    let names: HashSet<_> =
        demonstration::PES.iter().map(|(_, bytes)| values(&text(bytes), "NomFic")[0].to_owned()).collect();
    assert_eq!(names.len(), demonstration::PES.len());
}

#[tokio::test]
async fn one_simulator_takes_all_the_files() {
    let s2low = S2low::start().await;
    for (name, bytes) in demonstration::PES {
        assert_eq!(s2low.analyse(bytes).await.status(), Status::WAITING, "{name}");
    }
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn the_certificate_is_of_the_dgfips_free_kind_and_stays_while_it_is_valid() {
    let folder = tempfile::tempdir().unwrap();
    let material = demonstration::prepare(folder.path()).await.unwrap();
    let first = std::fs::read(&material.certificate).unwrap();
    let script = format!(
        "openssl pkcs12 -in '{}' -nokeys -clcerts -passin pass:{} | openssl x509 -noout -text -nameopt utf8,sep_comma_plus_space",
        material.certificate.display(),
        demonstration::PASSWORD
    );
    let output = Command::new("sh").args(["-c", &script]).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    for expected in [
        "Subject: C=FR, O=Commune de Sainte-Élodie-les-Prés, CN=Élodie MARCHAND",
        "Signature Algorithm: sha256WithRSAEncryption",
        "Public-Key: (2048 bit)",
        "X509v3 Key Usage: critical\n                Non Repudiation\n",
        "Policy: 1.2.250.1.131.1.5.18.20.",
    ] {
        assert!(said.contains(expected), "{expected} is missing in\n{said}");
    }
    demonstration::prepare(folder.path()).await.unwrap();
    assert_eq!(std::fs::read(&material.certificate).unwrap(), first);
    std::fs::write(&material.certificate, "damaged").unwrap();
    demonstration::prepare(folder.path()).await.unwrap();
    assert_ne!(std::fs::read(&material.certificate).unwrap(), b"damaged");
}
