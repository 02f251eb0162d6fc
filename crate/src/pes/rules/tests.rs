//! Every rule, refusing and accepting: a change of the project's own samples breaks it, and without the change nothing
//! is found.

mod attachments;
mod factures;
mod marches;
mod pieces;

use std::collections::BTreeSet;

use factures::{IN_FACTURE, notices};
use marches::{IN_CONCESSION, IN_CONTRACT, IN_MARCHE, concession, contract};
use pieces::{IN_DEPENSE, IN_RECETTE};

use crate::limits;
use crate::pes::{Code, Findings, Reader, Rules};
use crate::words::{Language, Words};
use crate::xml::Scanner;

const DEPENSE: &[u8] = include_bytes!("../../../../s2low-simulator/demonstration/pes-depense.xml");
const RECETTE: &[u8] = include_bytes!("../../../../s2low-simulator/demonstration/pes-recette.xml");

const MARCHE: &[u8] = include_bytes!("../../../../s2low-simulator/demonstration/pes-marche.xml");
const FACTURE: &[u8] = include_bytes!("../../../../s2low-simulator/demonstration/pes-facture.xml");

fn text(sample: &[u8]) -> String {
    sample.iter().map(|byte| char::from(*byte)).collect()
}

fn findings(text: &str) -> Findings {
    let bytes: Vec<u8> = text.chars().map(|c| u8::try_from(c).unwrap()).collect();
    let (mut scanner, mut reader) = (Scanner::new(), Reader::new(Rules::default()));
    scanner
        .tell(&bytes, &mut |event| {
            reader.event(event);
        })
        .unwrap();
    scanner.finish().unwrap();
    reader.finish(0, &|_| false).1
}

fn codes(text: &str) -> BTreeSet<&'static str> {
    findings(text).iter().map(|finding| finding.code.code()).collect()
}

/// All that is found once, in a sample, the first `from` behind `after` becomes `to`.
type Change = (&'static [Code], &'static str, &'static str, &'static str);

#[test]
fn nothing_is_found_in_the_samples_as_they_are() {
    for sample in [DEPENSE, RECETTE, MARCHE, FACTURE] {
        assert_eq!(codes(&text(sample)), BTreeSet::new());
    }
    for sample in [notices(), contract(), concession()] {
        assert_eq!(codes(&sample), BTreeSet::new());
    }
}

/// The samples, each with what breaks a rule in it.
fn tried() -> [(String, &'static [Change]); 6] {
    [
        (text(DEPENSE), IN_DEPENSE),
        (text(RECETTE), IN_RECETTE),
        (text(MARCHE), IN_MARCHE),
        (notices(), IN_FACTURE),
        (contract(), IN_CONTRACT),
        (concession(), IN_CONCESSION),
    ]
}

fn changed(sample: &str, (_, after, from, to): &Change) -> String {
    let at = sample.find(after).unwrap();
    let place = at + sample[at..].find(from).unwrap_or_else(|| panic!("{from} behind {after}"));
    format!("{}{to}{}", &sample[..place], &sample[place + from.len()..])
}

#[test]
fn every_rule_refuses_what_breaks_it_and_nothing_else_is_found() {
    for (sample, changes) in tried() {
        for change in changes {
            let expected: BTreeSet<_> = change.0.iter().map(|code| code.code()).collect();
            assert_eq!(codes(&changed(&sample, change)), expected, "{change:?}");
        }
    }
}

#[test]
fn the_nature_of_a_corrected_mandat_or_titre_is_asked_for_whatever_is_corrected() {
    for (sample, piece) in [(DEPENSE, "1206"), (RECETTE, "504")] {
        let sample = text(sample);
        let (before, rest) = sample.split_once(&format!("<IdPce V=\"{piece}\"/>")).unwrap();
        let rest = rest.replacen("<NatPce V=\"06\"/>", "<NatPce V=\"10\"/>", 1);
        for (origin, found) in [("01", false), ("02", false), ("05", true)] {
            let rest = rest.replacen("<NatPceOrig V=\"01\"/>", &format!("<NatPceOrig V=\"{origin}\"/>"), 1);
            let codes = codes(&format!("{before}{rest}"));
            assert_eq!(codes.contains(Code::OriginNature.code()), found, "{piece}, {origin}: {codes:?}");
        }
    }
}

#[test]
fn what_cancels_a_piece_of_a_closed_year_refers_to_an_earlier_one() {
    for (sample, piece) in [(DEPENSE, "1206"), (RECETTE, "504")] {
        let sample = text(sample);
        let (before, rest) = sample.split_once(&format!("<IdPce V=\"{piece}\"/>")).unwrap();
        let kind = before.rfind("<TypBord V=\"02\"/>").unwrap();
        let before = format!("{}{}", &before[..kind], before[kind..].replace("V=\"02\"", "V=\"01\""));
        let rest = rest.replacen("<NatPce V=\"06\"/>", "<NatPce V=\"09\"/>", 1);
        // In recette, another year is all that is asked for.
        for (year, found) in [("2025", false), ("2026", true), ("2027", piece == "1206")] {
            let rest = rest.replacen("<ExerRat V=\"2026\"/>", &format!("<ExerRat V=\"{year}\"/>"), 1);
            let codes = codes(&format!("{before}{rest}"));
            assert_eq!(codes.contains(Code::OriginYear.code()), found, "{piece}, {year}: {codes:?}");
        }
    }
}

#[test]
fn a_number_of_the_social_security_is_for_some_third_parties_alone() {
    let is_told = |text: &str| codes(text).contains(Code::IdentifierOfPerson.code());
    let number = "<IdTiers V=\"255081416802538\"/>";
    let mandat = text(DEPENSE);
    let (before, rest) = mandat.split_once("<IdPce V=\"1203\"/>").unwrap();
    let rest = rest.replacen("<InfoTiers>", &format!("<InfoTiers>{number}<NatIdTiers V=\"04\"/>"), 1);
    for (kind, nature, found) in [("02", "09", false), ("02", "06", true), ("01", "09", true)] {
        let rest = rest.replacen("<TypPce V=\"01\"/>", &format!("<TypPce V=\"{kind}\"/>"), 1).replacen(
            "<NatPce V=\"05\"/>",
            &format!("<NatPce V=\"{nature}\"/>"),
            1,
        );
        assert_eq!(is_told(&format!("{before}<IdPce V=\"1203\"/>{rest}")), found, "{kind} {nature}");
    }
    let birth = "<DteNaissance V=\"1988-04-12\"/>";
    let titre = text(RECETTE).replacen(birth, &format!("{number}{birth}<NatIdTiers V=\"04\"/>"), 1);
    assert!(is_told(&titre));
    assert!(!is_told(&titre.replacen("<TypTiers V=\"01\"/>", "<TypTiers V=\"07\"/>", 1)));
    let insured = |code: &str| {
        let block = format!("</InfoPrelevementSEPA><InfoAssure><CodAssDeb V=\"{code}\"/></InfoAssure>");
        titre.replacen("</InfoPrelevementSEPA>", &block, 1)
    };
    assert!(!is_told(&insured("1")) && is_told(&insured("2")) && is_told(&insured("3")));
}

#[test]
fn what_a_direct_debit_asks_for_may_be_with_any_of_the_third_parties() {
    let sample = text(RECETTE);
    let start = sample.find("<CpteBancaire>").unwrap();
    let end = sample.find("</CpteBancaire>").unwrap() + "</CpteBancaire>".len();
    let account = &sample[start..end];
    let without = sample.replacen(account, "", 1);
    let second = without.find("Lo\u{ef}c").unwrap();
    let place = second + without[second..].find("</Adresse>").unwrap() + "</Adresse>".len();
    let moved = format!("{}{account}{}", &without[..place], &without[place..]);
    assert_eq!(codes(&moved), BTreeSet::new());
    let block = sample.replace("InfoPrelevementSEPA", "InfoPrelevement");
    assert!(codes(&block).contains(Code::Doubtful.code()));
    let own = block.replace("<NatPrel V=\"01\"/>", "<NatPrel V=\"02\"/>");
    assert!(!codes(&own).contains(Code::Doubtful.code()));
}

#[test]
fn every_finding_says_of_which_element_or_value_it_is() {
    let words = Words::new(Language::French);
    for (sample, changes) in tried() {
        for change in changes {
            for finding in &findings(&changed(&sample, change)) {
                let message = words.finding(finding).message;
                let tag = finding.element.rsplit('/').next().unwrap();
                let value = finding.value.as_deref().unwrap_or("\0");
                assert!(message.contains(tag) || message.contains(value), "{finding:?}: {message}");
                assert!(
                    !message.contains("  ") && !message.contains(" )") && !message.contains(['{', '}']),
                    "{message}"
                );
            }
        }
    }
}

/// The sentences that a clerk reads of rules that have several causes, or sums.
#[test]
fn sentences_say_what_is_there_and_what_should_be() {
    let words = Words::new(Language::French);
    let told = |sample: &str, from: &str, to: &str| -> Vec<String> {
        assert!(sample.contains(from), "{from}");
        findings(&sample.replacen(from, to, 1)).iter().map(|found| words.finding(found).message).collect()
    };
    let depense = text(DEPENSE);
    for (sample, from, to, sentence) in [
        (
            &depense,
            "<MtCumulAnnuel V=\"642.18\"/>",
            "<MtCumulAnnuel V=\"0.00\"/>",
            "Le cumul annuel du bordereau (MtCumulAnnuel) vaut 0,00\u{a0}€\u{a0}: il en faut un supérieur à 0.",
        ),
        (
            &depense,
            "<MtBordTVA V=\"2596.00\"/>",
            "",
            "Le bordereau n’annonce pas de TVA (MtBordTVA), mais ses lignes en font 2\u{202f}596,00\u{a0}€.",
        ),
        (
            &depense,
            "<NbrPce V=\"5\"/>",
            "<NbrPce V=\"1\"/>",
            "Le nombre de pièces que le bordereau annonce (NbrPce) est 1, mais il en contient 5.",
        ),
        (&depense, "9999900010000000000123", "9999900010000000000132", "sa clé n’est pas la bonne."),
        (
            &depense,
            "<NatIdTiers V=\"01\"/>",
            "",
            "Le tiers a un numéro d’identification (IdTiers), mais la nature de ce numéro (NatIdTiers) manque.",
        ),
        (
            &depense,
            "<Civilite V=\"Mme\"/>",
            "",
            "Le tiers est une personne physique (CatTiers 01), mais il manque sa civilité (Civilite).",
        ),
        (
            &text(RECETTE),
            "<Edition V=\"01\"/>",
            "<Edition V=\"02\"/>",
            "Le traitement demandé pour l’avis des sommes à payer exige un numéro de facture (Edition 02, NumeroFacture).",
        ),
        (
            &contract(),
            "<MontantHTNotifie V=\"300.00\"/>",
            "<MontantHTNotifie V=\"48000.01\"/>",
            "Le montant VentilationAcheteur/MontantHTNotifie du marché vaut 48\u{202f}000,01\u{a0}€, alors que ceux des titulaires et sous-traitants font 300,00\u{a0}€.",
        ),
        (
            &notices(),
            "<Adr3 V=\"TSA 1\"/>",
            "<Adr1 V=\"TSA 1\"/>",
            "Tiers/Adresse/Adr1 TSA 1 ne va pas avec le reste\u{a0}: l’adresse d’un centre d’encaissement (TypTiers 25) n’en a pas.",
        ),
    ] {
        let told = told(sample, from, to);
        assert!(told.iter().any(|message| message.ends_with(sentence)), "{sentence}: {told:#?}");
        assert!(!told.iter().any(|message| message.contains("0000000123")), "{told:?}");
    }
}

#[test]
fn a_flux_with_nothing_in_it_is_told() {
    let sample = text(DEPENSE);
    let (from, to) = (sample.find("<PES_DepenseAller>").unwrap(), sample.find("</n:PES_Aller>").unwrap());
    let empty = format!("{}{}", &sample[..from], &sample[to..]);
    assert_eq!(codes(&empty), BTreeSet::from([Code::NothingInside.code()]));
}

#[test]
fn more_bordereaux_than_are_taken_block() {
    let sample = text(DEPENSE);
    let end = sample.find("  </PES_DepenseAller>").unwrap();
    let with = |count: usize| {
        // Three are in the sample.
        let more: String =
            (3..count).map(|number| format!("<Bordereau Id=\"X{number}\"></Bordereau>")).collect();
        findings(&format!("{}{more}{}", &sample[..end], &sample[end..]))
    };
    assert_eq!(with(limits::BORDEREAUX).count(Code::TooManyBordereaux), 0);
    let beyond = with(limits::BORDEREAUX + 2);
    assert_eq!((beyond.count(Code::TooManyBordereaux), beyond.blocks()), (2, true));
}

#[test]
fn a_notice_is_for_a_piece_one_of_whose_third_parties_has_a_siret() {
    let sample = text(RECETTE).replace("<Edition V=\"01\"/>", "<Edition V=\"02\"/><NumeroFacture V=\"7\"/>");
    assert!(!codes(&sample).contains(Code::EditionIncomplete.code()));
    let at = sample.find("<IdTiers V=\"99999404440047\"/>").unwrap();
    let start = sample[..at].rfind("<Tiers>").unwrap();
    let end = at + sample[at..].find("</Tiers>").unwrap() + "</Tiers>".len();
    let other = sample[start..end].replace("<NatIdTiers V=\"01\"/>", "<NatIdTiers V=\"02\"/>");
    let two = format!("{}{other}{}", &sample[..end], &sample[end..]);
    assert!(!codes(&two).contains(Code::EditionIncomplete.code()));
    let none = format!("{}{other}{}", &sample[..start], &sample[end..]);
    assert!(codes(&none).contains(Code::EditionIncomplete.code()));
}

#[test]
fn what_the_notes_let_stand_in_marches_and_notices_is_not_told() {
    for (sample, from, to) in [
        // The number of one subcontractor may come twice, and another sequence may correct.
        (
            contract(),
            "<SousTraitantPaiementDirect><NumeroActeSousTraitance V=\"02\"/>",
            "<SousTraitantPaiementDirect><NumeroActeSousTraitance V=\"01\"/><IdSousTraitant V=\"FR12345678901\"/></SousTraitantPaiementDirect>\
          <SousTraitantPaiementDirect><NumeroActeSousTraitance V=\"02\"/>",
        ),
        (
            contract(),
            "<SequenceEnvoi V=\"1\"/>\n          <CaractereCorrectifEnregistrement V=\"0\"/>",
            "<SequenceEnvoi V=\"2\"/><CaractereCorrectifEnregistrement V=\"1\"/>",
        ),
        // Without the buyer's tax, nothing is said of the contractors'.
        (contract(), "<MontantTVANotifie V=\"60.00\"/>", ""),
        (concession(), "<SequenceEnvoi V=\"1\"/>", "<SequenceEnvoi V=\"2\"/><ModificationsConcession/>"),
        // With a talon, neither the amount nor the emitter's number is of the slip.
        (
            notices().replace("<ModeRecouvrement V=\"0\"/>", "<ModeRecouvrement V=\"1\"/>"),
            "<MtTotalTTC V=\"86.40\"/>",
            "<MtTotalTTC V=\"150000.01\"/>",
        ),
        (
            notices().replace("<ModeRecouvrement V=\"0\"/>", "<ModeRecouvrement V=\"true\"/>"),
            "<RefBdf V=\"FR00ZZZ999999\"/>",
            "<RefBdf V=\"123456\"/>",
        ),
        (notices(), "<MtTotalTTC V=\"86.40\"/>", "<MtTotalTTC V=\"150000.00\"/>"),
        (notices(), "<Quantite V=\"18\"/>", "<Quantite V=\"0012.345600\"/><Unite1 V=\"kg\"/>"),
        (
            notices(),
            "<CodRes V=\"0\"/></Adresse><CpteBancaire>",
            "<CodRes V=\"0\"/><CodPays V=\"100\"/></Adresse><CpteBancaire>",
        ),
        // An invoice that the treasury does not print is held against none of this.
        (
            notices().replace("<TypeFact V=\"09\"/>", "<TypeFact V=\"01\"/>"),
            "<CleRib V=\"06\"/>",
            "<CleRib V=\"07\"/>",
        ),
        // Nor is one that is about a titre that another one is about.
        (
            notices().replace("<TypeFact V=\"09\"/>", "<TypeFact V=\"01\"/>"),
            "<NumTitre V=\"2\"/>",
            "<NumTitre V=\"1\"/>",
        ),
        // What kind of invoice it is need not be told.
        (
            notices().replace("<TypeFact V=\"09\"/>", ""),
            "<LigneFacture>",
            "<DossierPatient/><LigneFacturePatient/><LigneFacture>",
        ),
        (notices(), "<MtTVA V=\"14.40\"/>", "<MtTVA V=\"0\"/>"),
    ] {
        let changed = sample.replacen(from, to, 1);
        assert_ne!(changed, sample, "{from}");
        assert_eq!(codes(&changed), BTreeSet::new(), "{to}");
    }
}

#[test]
fn every_rule_is_the_one_that_refuses_in_some_case() {
    // By code and element, which no two rules about the same have in common.
    let broken = tried().map(|(sample, changes)| -> BTreeSet<(Code, String)> {
        let all = changes
            .iter()
            .flat_map(|change| findings(&changed(&sample, change)).iter().cloned().collect::<Vec<_>>());
        all.map(|finding| (finding.code, finding.element)).collect()
    });
    let [in_depense, in_recette, ..] = &broken;
    let mut known = BTreeSet::new();
    let mut is_tried = |about: &str, code: Code, element: &str, places: &[&BTreeSet<(Code, String)>]| {
        assert!(known.insert((about.to_owned(), code, element.to_owned())), "{code:?} {element}: two rules");
        let is_broken = places.iter().any(|place| place.contains(&(code, element.to_owned())));
        assert!(is_broken, "no case breaks {code:?} of {element}");
    };
    for rule in [super::LINE, super::PARTY, super::PIECE, super::BORDEREAU, super::ATTACHMENT, super::LINK]
        .into_iter()
        .flatten()
    {
        is_tried("bordereau", rule.code, rule.element.text(), &[in_depense, in_recette]);
    }
}

#[test]
fn every_rule_about_marches_and_notices_is_the_one_that_refuses_in_some_case() {
    use super::parts::LEFT_OUT;
    let mut unneeded = Vec::new();
    for rule in [super::MARCHE, super::INVOICE, super::NOTICE, super::HEAD, super::AROUND]
        .into_iter()
        .flat_map(str::lines)
    {
        let is_needed = tried().iter().skip(2).any(|(sample, changes)| {
            changes.iter().any(|change| {
                let changed = changed(sample, change);
                let with = findings(&changed).iter().count();
                LEFT_OUT.set(rule.to_owned());
                let without = findings(&changed).iter().count();
                LEFT_OUT.take();
                without < with
            })
        });
        unneeded.extend((!is_needed).then_some(rule));
    }
    assert!(unneeded.is_empty(), "no case breaks {unneeded:?}");
}

#[test]
fn a_finding_in_a_piece_names_it_and_its_bordereau() {
    let broken = text(DEPENSE).replace("<CP V=\"57999\"/>", "<CP V=\"1\"/>");
    let findings = findings(&broken);
    let finding = findings.iter().find(|finding| finding.code == Code::PostalCode).unwrap();
    assert_eq!((finding.bordereau.as_deref(), finding.piece.as_deref()), (Some("120"), Some("1201")));
    assert_eq!(finding.value.as_deref(), Some("1"));
    let position = finding.position.unwrap();
    let line = broken.lines().nth(usize::try_from(position.line).unwrap() - 1).unwrap();
    assert_eq!(line.trim(), "<LigneDePiece>");
}

/// The codes and weights of `docs/rules.md`.
#[test]
fn the_documentation_lists_every_code_with_its_weight() {
    let documentation = include_str!("../../../../docs/rules.md");
    let rows = documentation.lines().filter(|line| line.starts_with("| PES-"));
    let listed: Vec<(&str, &str)> = rows
        .map(|row| {
            let mut cells = row.split('|').map(str::trim).skip(1);
            (cells.next().unwrap(), cells.next().unwrap())
        })
        .collect();
    let all: Vec<(&str, &str)> = Code::ALL.iter().map(|code| (code.code(), code.severity().name())).collect();
    assert_eq!(listed, all);
}
