//! What an attachment refers to, and what a piece asks of it.

use std::collections::BTreeSet;

use super::{DEPENSE, MARCHE, RECETTE, codes, findings, text};
use crate::pes::Code;
use crate::words::{Language, Words};

#[test]
fn each_reference_of_an_attachment_is_checked_by_itself() {
    let sample = text(DEPENSE);
    let (start, end) = (sample.find("<RefCompta>").unwrap(), sample.find("</RefCompta>").unwrap());
    let end = end + "</RefCompta>".len();
    let reference = &sample[start..end];
    let with = |second: &str| codes(&format!("{}{second}{}", &sample[..end], &sample[end..]));
    assert_eq!(with(reference), BTreeSet::new());
    assert_eq!(with(&reference.repeat(3000)), BTreeSet::new(), "any number of them");
    let refused = |from: &str, to: &str| with(&reference.replace(from, to));
    let of_reference = BTreeSet::from([Code::AttachmentReference.code()]);
    assert_eq!(refused("<Identifiant V=\"1102\"/>", ""), of_reference);
    assert_eq!(refused("<Domaine V=\"01\"/>", "<Domaine V=\"05\"/>"), of_reference);
    assert_eq!(
        refused("<Domaine V=\"01\"/>", "<Domaine V=\"02\"/>"),
        BTreeSet::from([Code::AttachmentDomain.code(), Code::AttachmentReference.code()])
    );
}

#[test]
fn an_attachment_refers_to_a_type_of_bordereau_of_its_domain_and_kind() {
    for (reference, found) in [
        (["003", "01", "03", "1"], false),
        (["003", "01", "04", "1"], false),
        (["003", "01", "06", "1"], true),
        (["002", "02", "06", "1"], true),
        (["006", "02", "06", "1"], true),
        (["007", "02", "06", "1"], false),
        (["007", "02", "01", "1"], true),
        (["010", "02", "01", "1"], true),
        (["008", "02", "06", "1"], false),
        (["011", "02", "01", "1"], false),
        (["008", "02", "07", "1"], true),
    ] {
        let found = if found { BTreeSet::from([Code::AttachmentReference.code()]) } else { BTreeSet::new() };
        assert_eq!(codes(&referring(&[], reference)), found, "{reference:?}");
    }
}

#[test]
fn an_attachment_at_fault_is_named() {
    let sample = text(DEPENSE);
    let at = sample.find("<PES_PJ>").unwrap();
    let attachments = sample[at..]
        .replacen("\"application/pdf\">JVBE", "\"application/pdf\">JV\u{e9}E", 1)
        .replacen("<TypePJ V=\"004\"/>", "<TypePJ V=\"012\"/>", 1);
    let findings = findings(&format!("{}{attachments}", &sample[..at]));
    let told: Vec<_> = findings.iter().map(|f| (f.code, f.attachment.as_deref().unwrap())).collect();
    let ids: Vec<_> =
        sample[at..].split("<IdUnique V=\"").skip(1).map(|rest| &rest[..rest.find('"').unwrap()]).collect();
    assert!(told.iter().all(|(_, id)| ids.contains(id)), "{told:?}");
    assert!(told.iter().any(|(code, _)| *code == Code::AttachmentUnreadable), "{told:?}");
    assert!(told.contains(&(Code::AttachmentDomain, "ETATPAYE202611")), "{told:?}");
    let words = Words::new(Language::French);
    let places: Vec<_> = findings.iter().map(|finding| words.place(finding).unwrap()).collect();
    assert!(places.contains(&"Pi\u{e8}ce jointe ETATPAYE202611".to_owned()), "{places:?}");
}

#[test]
fn another_piece_does_not_take_back_what_one_asks_of_an_attachment() {
    let [six, seven] = ["006", "007"].map(|kind| format!("<TypePJ V=\"{kind}\"/>"));
    let sample = edited("02", &six, &seven);
    // A later piece names the same one, and another one beside it.
    let reference = |id: &str| format!("<PJRef><Support V=\"01\"/><IdUnique V=\"{id}\"/></PJRef>");
    let at = sample.find("<IdPce V=\"503\"/>").unwrap();
    let place = at + sample[at..].find("</BlocPiece>").unwrap();
    let two = [reference("ASAP502"), reference("ELSEWHERE")].concat();
    let changed = format!("{}{two}{}", &sample[..place], &sample[place..]);
    assert!(codes(&changed).contains(Code::EditionAttachment.code()), "{:?}", codes(&changed));
}

#[test]
fn an_attachment_may_refer_to_a_budget_to_its_statements_and_to_a_marche() {
    for reference in [
        ["001", "04", "03", "1"],
        ["012", "04", "10", "2026"],
        ["013", "04", "10", "2026"],
        ["009", "06", "02", "2026A1"],
    ] {
        assert_eq!(codes(&referring(&[], reference)), BTreeSet::new(), "{reference:?}");
    }
    for reference in [["001", "04", "10", "2026"], ["012", "04", "03", "2026"]] {
        let expected = BTreeSet::from([Code::AttachmentReference.code()]);
        assert_eq!(codes(&referring(&[], reference)), expected, "{reference:?}");
    }
}

#[test]
fn beside_one_part_an_attachment_refers_to_its_domain_alone() {
    let [depense, recette, marche] = [DEPENSE, RECETTE, MARCHE].map(text);
    let part = |sample: &str, name: &str| {
        let end = format!("</{name}>");
        let start = sample.find(&format!("<{name}>")).unwrap();
        sample[start..sample.find(&end).unwrap() + end.len()].to_owned()
    };
    let depense = part(&depense, "PES_DepenseAller");
    let recette = part(&recette, "PES_RecetteAller");
    let marche = part(&marche, "PES_Marche");
    let references = [
        ["003", "01", "01", "1"],
        ["002", "02", "01", "1"],
        ["001", "04", "03", "1"],
        ["009", "06", "02", "2026A1"],
    ];
    for (parts, taken) in [
        (&[&*depense] as &[&str], Some("01")),
        (&[&*recette], Some("02")),
        (&[&*marche], Some("06")),
        (&[&*depense, &*recette], None),
        (&[&*depense, &*marche], None),
        (&[], None),
    ] {
        for reference in references {
            let found = codes(&referring(parts, reference)).contains(Code::AttachmentReference.code());
            let is_taken = taken.is_none_or(|domain| domain == reference[1]);
            assert_ne!(found, is_taken, "{} parts, {taken:?}: {reference:?}", parts.len());
        }
    }
}

#[test]
fn a_notice_is_printed_from_an_attachment_of_its_type() {
    let [none, six, seven, ten] = ["", "006", "007", "010"]
        .map(|kind| if kind.is_empty() { String::new() } else { format!("<TypePJ V=\"{kind}\"/>") });
    for (edition, named, present, found) in [
        ("01", &six, &ten, false),
        ("02", &none, &six, false),
        ("02", &six, &seven, true),
        // Without a type, it may be the right one.
        ("02", &six, &none, false),
        ("03", &none, &seven, false),
        ("03", &seven, &six, true),
        // The reference has to say it, whatever the attachment is.
        ("06", &ten, &six, false),
        ("06", &six, &ten, true),
        ("06", &none, &ten, true),
    ] {
        let changed = edited(edition, named, present);
        let is_found = codes(&changed).contains(Code::EditionAttachment.code());
        assert_eq!(is_found, found, "{edition}: {named}, {present}");
    }
    // Another one that is not in the file may be it.
    let two = edited("02", &six, &seven)
        .replace("<PJRef>", "<PJRef><Support V=\"01\"/><IdUnique V=\"ELSEWHERE\"/></PJRef><PJRef>");
    assert!(!codes(&two).contains(Code::EditionAttachment.code()));
    let findings = findings(&edited("02", &six, &seven));
    let finding = findings.iter().find(|finding| finding.code == Code::EditionAttachment).unwrap();
    assert_eq!((finding.value.as_deref(), finding.piece.as_deref()), (Some("ASAP502"), Some("502")));
}

/// The flux of dépense with one attachment that refers to something, among these parts.
fn referring(parts: &[&str], [kind, domain, object, number]: [&str; 4]) -> String {
    let sample = text(DEPENSE);
    let start = sample.find("  <PES_DepenseAller>").unwrap();
    let attachments = sample.find("  <PES_PJ>").unwrap();
    let first = attachments + sample[attachments..].find("    <PJ>").unwrap();
    let named = sample.find("<IdUnique V=\"RELEVECOMPTEURS202610\"/>").unwrap();
    let named = sample[..named].rfind("    <PJ>").unwrap();
    let rest = sample[named..]
        .replace("<TypePJ V=\"003\"/>", &format!("<TypePJ V=\"{kind}\"/>"))
        .replace("<Domaine V=\"01\"/>", &format!("<Domaine V=\"{domain}\"/>"))
        .replace("<TypeObjet V=\"01\"/>", &format!("<TypeObjet V=\"{object}\"/>"))
        .replace("<Identifiant V=\"1102\"/>", &format!("<Identifiant V=\"{number}\"/>"));
    format!("{}{}{}{rest}", &sample[..start], parts.concat(), &sample[attachments..first])
}

/// The titre of the samples that is printed and sent, with another `Edition` and other types of its attachment, where
/// it is named and where it is.
fn edited(edition: &str, named: &str, present: &str) -> String {
    const TYPE: &str = "<TypePJ V=\"006\"/>";
    let edition = format!("<Edition V=\"{edition}\"/><NumeroFacture V=\"7\"/>");
    let sample = text(RECETTE).replace("<Edition V=\"01\"/>", &edition);
    let at = sample.find("<PES_PJ>").unwrap();
    format!("{}{}", sample[..at].replace(TYPE, named), sample[at..].replace(TYPE, present))
}
