//! What answers of the treasury say, and how much of it is kept.

use super::*;
use crate::pes::{Kind, Rules};
use crate::xml::Scanner;

fn read(text: &str) -> Flux {
    let (mut scanner, mut reader) = (Scanner::new(), crate::pes::Reader::new(Rules::default()));
    scanner
        .tell(text.as_bytes(), &mut |event| {
            reader.event(event);
        })
        .unwrap();
    scanner.finish().unwrap();
    reader.finish(0, &|_| false).0
}

/// An acknowledgement with these answers.
fn acquit(answers: &str) -> Acquit {
    let flux = read(&format!(
        "<n:PES_ACQUIT xmlns:n=\"http://www.minefi.gouv.fr/cp/helios/pes_v2/Rev0/retour/v2\">\
         <ACQUIT><EnTeteAcquit><IdVer V=\"2\"/></EnTeteAcquit>{answers}</ACQUIT></n:PES_ACQUIT>"
    ));
    assert_eq!(flux.kind, Kind::Acquit);
    flux.acquit.unwrap()
}

fn error(code: &str) -> String {
    format!("<Erreur><NumAnoAck V=\"{code}\"/><LibelleAnoAck V=\"de {code}\"/></Erreur>")
}

#[test]
fn each_error_belongs_to_the_bordereau_the_piece_or_the_line_that_it_stands_in() {
    let line =
        |number: u8, errors: &str| format!("<DetailLigne><NumLigne V=\"{number}\"/>{errors}</DetailLigne>");
    let piece =
        |number: u8, inside: &str| format!("<DetailPiece><NumPiece V=\"{number}\"/>{inside}</DetailPiece>");
    let acquit = acquit(&format!(
        "<ElementACQUIT><DomaineAck V=\"5\"/><EtatAck V=\"0\"/><NumBord V=\"12\"/><ExerciceBord V=\"2026\"/>\
         {}{}{}</ElementACQUIT><ElementACQUIT><DomaineAck V=\"4\"/><EtatAck V=\"1\"/><IdUnique V=\"PJ1\"/>\
         </ElementACQUIT>",
        error("A") + &error("B"),
        piece(5, &(error("C") + &line(1, &error("D")) + &line(2, &(error("E") + &error("F"))))),
        piece(6, &error("G")),
    ));
    let [refused, accepted] = acquit.answers.as_slice() else { panic!("{acquit:?}") };
    let told: Vec<_> = refused
        .errors
        .iter()
        .map(|error| (error.code.as_deref().unwrap(), error.piece.as_deref(), error.line.as_deref()))
        .collect();
    assert_eq!(
        told,
        [
            ("A", None, None),
            ("B", None, None),
            ("C", Some("5"), None),
            ("D", Some("5"), Some("1")),
            ("E", Some("5"), Some("2")),
            ("F", Some("5"), Some("2")),
            ("G", Some("6"), None),
        ]
    );
    assert!(
        refused
            .errors
            .iter()
            .all(|error| error.label == error.code.as_ref().map(|code| format!("de {code}")))
    );
    let subject = (refused.domain.as_deref(), refused.bordereau.as_deref(), refused.year.as_deref());
    assert_eq!((subject, refused.accepted), ((Some("5"), Some("12"), Some("2026")), Some(false)));
    let expected = Answer {
        domain: Some("4".to_owned()),
        accepted: Some(true),
        attachment: Some("PJ1".to_owned()),
        ..Answer::default()
    };
    assert_eq!(*accepted, expected);
    assert_eq!((acquit.count, acquit.accepted, acquit.refused, acquit.beyond()), (2, 1, 1, 0));
}

#[test]
fn all_answers_are_counted_and_as_many_kept_as_there_is_room_for() {
    let element = |number: usize| {
        let state = number % 2;
        format!(
            "<ElementACQUIT><DomaineAck V=\"4\"/><EtatAck V=\"{state}\"/><IdUnique V=\"P{number}\"/></ElementACQUIT>"
        )
    };
    let count = limits::ANSWERS_KEPT + 4;
    let acquit = acquit(&(0..count).map(element).collect::<String>());
    assert_eq!((acquit.answers.len(), acquit.beyond()), (limits::ANSWERS_KEPT, 4));
    let half = as_u64(count / 2);
    assert_eq!((acquit.count, acquit.accepted, acquit.refused), (as_u64(count), half, half));
    let last = acquit.answers.last().and_then(|answer| answer.attachment.clone());
    assert_eq!(last, Some(format!("P{}", limits::ANSWERS_KEPT - 1)));
}

#[test]
fn of_very_many_errors_the_first_are_kept_as_they_were() {
    let all: String = (0..ERRORS + 5).map(|number| error(&number.to_string())).collect();
    let acquit = acquit(&format!("<ElementACQUIT><EtatAck V=\"0\"/>{all}</ElementACQUIT>"));
    let errors = &acquit.answers[0].errors;
    assert_eq!(errors.len(), ERRORS);
    for (number, error) in errors.iter().enumerate().take(ERRORS - 1) {
        assert_eq!(error.code.as_deref(), Some(number.to_string().as_str()));
    }
}

#[test]
fn a_return_tells_the_state_of_each_piece_with_its_bordereau_and_domain() {
    let piece = |number: u8, state: &str, inside: &str| {
        format!(
            "<Piece><InfoPiece><IdPce V=\"{number}\"/><Obj V=\"Chaises\"/><EtatPce V=\"{state}\"/></InfoPiece>\
             <LigneDePiece><IdLigne V=\"1\"/>{inside}</LigneDePiece></Piece>"
        )
    };
    let bordereau = |number: u8, pieces: &str| {
        format!(
            "<Bordereau><BlocBordereau><Exer V=\"2026\"/><IdBord V=\"{number}\"/></BlocBordereau>{pieces}</Bordereau>"
        )
    };
    let flux = read(&format!(
        "<n:PES_Retour xmlns:n=\"http://www.minefi.gouv.fr/cp/helios/pes_v2/Rev0/retour\"><PES_DepenseRetour>{}{}\
         </PES_DepenseRetour><PES_RecetteRetour>{}</PES_RecetteRetour></n:PES_Retour>",
        bordereau(1, &(piece(10, "02", "") + &piece(11, "04", "<ObsEtat V=\"12\"/><ObsEtat V=\"13\"/>"))),
        bordereau(2, &piece(20, "01", "")),
        bordereau(3, &piece(30, "05", "")),
    ));
    assert_eq!(flux.kind, Kind::Retour);
    let acquit = flux.acquit.unwrap();
    let told: Vec<_> = acquit
        .answers
        .iter()
        .map(|answer| {
            let [domain, bordereau, year, piece, state] =
                [&answer.domain, &answer.bordereau, &answer.year, &answer.piece, &answer.state]
                    .map(|value| value.as_deref().unwrap());
            (domain, bordereau, year, piece, state)
        })
        .collect();
    assert_eq!(
        told,
        [
            ("5", "1", "2026", "10", "02"),
            ("5", "1", "2026", "11", "04"),
            ("5", "2", "2026", "20", "01"),
            ("6", "3", "2026", "30", "05"),
        ]
    );
    let reasons: Vec<_> = acquit.answers[1]
        .errors
        .iter()
        .map(|error| (error.line.as_deref(), error.code.as_deref(), error.label.as_deref()))
        .collect();
    assert_eq!(reasons, [(Some("1"), Some("12"), None), (Some("1"), Some("13"), None)]);
    assert_eq!((acquit.accepted, acquit.refused), (3, 1));
    assert_eq!(acquit.answers[0].object.as_deref(), Some("Chaises"));
}

#[test]
fn the_first_of_repeated_values_counts_in_the_header_as_in_an_answer() {
    let flux = read(
        "<n:PES_ACQUIT_RETOUR xmlns:n=\"http://www.minefi.gouv.fr/cp/helios/pes_v2/Rev0/aller/ack\">\
         <Enveloppe><Emetteur><Sigle V=\"ESSAI\"/><Adresse V=\"Essai 1.0\"/></Emetteur>\
         <Recepteur><Sigle V=\"HELIOS\"/><Adresse V=\"DGFIP\"/></Recepteur></Enveloppe>\
         <EnTetePES><CodColl V=\"123\"/><CodCol V=\"456\"/><IdPost V=\"057014\"/></EnTetePES>\
         <NomFichierRetour V=\"retour.xml\"/><NomFichierRetour V=\"autre.xml\"/></n:PES_ACQUIT_RETOUR>",
    );
    assert_eq!((flux.kind, flux.cod_col.as_deref()), (Kind::AcquitRetour, Some("123")));
    assert_eq!((flux.emitter.as_deref(), flux.software.as_deref()), (Some("ESSAI"), Some("Essai 1.0")));
    assert_eq!(flux.acquit.unwrap().acknowledged.as_deref(), Some("retour.xml"));
    let answers = acquit("<ElementACQUIT><NumBord V=\"1\"/><NumBord V=\"2\"/></ElementACQUIT>").answers;
    assert_eq!((answers[0].bordereau.as_deref(), answers[0].accepted), (Some("1"), None));
}
