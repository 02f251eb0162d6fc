//! What comes back from the treasury: acknowledgements (`PES_ACQUIT`, `PES_NonAcquit`), what it tells of its own
//! accord (`PES_Retour`), and the body's acknowledgement of that (`PES_ACQUIT_RETOUR`).

#[cfg(test)]
mod tests;

use super::Flux;
use crate::limits;
use crate::xml::{StartTag, as_u64};

/// What such a file says, beyond the header that it shares with a flux.
#[derive(Clone, Debug, Default)]
pub struct Acquit {
    /// The answers, as far as they are kept.
    pub answers: Vec<Answer>,
    /// How many there are.
    pub count: u64,
    /// How many say that something was accepted.
    pub accepted: u64,
    /// How many say that something was refused.
    pub refused: u64,
    /// `NomFichierRetour`, the file that a `PES_ACQUIT_RETOUR` acknowledges.
    pub acknowledged: Option<String>,
}

/// One answer: an `ElementACQUIT`, or a piece of a `PES_Retour`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// `DomaineAck`, a code; in a `PES_Retour`, 5 for dépense and 6 for recette, as it would be there.
    pub domain: Option<String>,
    /// `EtatAck`: whether it was accepted.
    pub accepted: Option<bool>,
    /// `EtatPce` of a `PES_Retour`, a code.
    pub state: Option<String>,
    /// Number of the bordereau.
    pub bordereau: Option<String>,
    /// Its year.
    pub year: Option<String>,
    /// Number of the piece, in a `PES_Retour`.
    pub piece: Option<String>,
    /// What the piece is about.
    pub object: Option<String>,
    /// `IdMarche`, the number of a public contract.
    pub contract: Option<String>,
    /// `IdUnique` of an attachment.
    pub attachment: Option<String>,
    /// What is wrong, as far as it is kept.
    pub errors: Vec<AnswerError>,
}

/// One error that the treasury names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnswerError {
    /// Number of the piece.
    pub piece: Option<String>,
    /// Number of the line.
    pub line: Option<String>,
    /// `NumAnoAck`, a code in words; in a `PES_Retour`, the number of the reason.
    pub code: Option<String>,
    /// `LibelleAnoAck`, what the treasury says about it.
    pub label: Option<String>,
}

/// Most errors kept of one answer.
const ERRORS: usize = 100;

/// Reads such a file.
#[derive(Debug)]
pub(super) struct Reader {
    acquit: Acquit,
    depth: usize,
    is_return: bool,
    domain: &'static str,
    /// Where the errors being read belong to.
    piece: Option<String>,
    line: Option<String>,
    bordereau: Option<String>,
    year: Option<String>,
    /// An `Erreur` is open.
    in_error: bool,
    /// The name of an open `Emetteur`.
    in_emitter: bool,
}

impl Reader {
    /// A reader behind the root element of this name.
    pub(super) fn new(root: &str) -> Self {
        Self {
            acquit: Acquit::default(),
            depth: 1,
            is_return: root == "PES_Retour",
            domain: "5",
            piece: None,
            line: None,
            bordereau: None,
            year: None,
            in_error: false,
            in_emitter: false,
        }
    }

    pub(super) fn finish(mut self) -> Acquit {
        self.close();
        self.acquit
    }

    pub(super) fn start(&mut self, tag: &StartTag<'_>, flux: &mut Flux) {
        self.depth += 1;
        let local = tag.name().local();
        match local {
            b"Emetteur" => self.in_emitter = true,
            b"Recepteur" => self.in_emitter = false,
            b"ElementACQUIT" => self.open(),
            b"PES_DepenseRetour" => self.domain = "5",
            b"PES_RecetteRetour" => self.domain = "6",
            b"Piece" if self.is_return => {
                self.open();
                let (domain, bordereau, year) = (self.domain, self.bordereau.clone(), self.year.clone());
                if let Some(answer) = self.answer() {
                    answer.domain = Some(domain.to_owned());
                    (answer.bordereau, answer.year) = (bordereau, year);
                }
            }
            b"Bordereau" => (self.bordereau, self.year) = (None, None),
            b"DetailPiece" => (self.piece, self.line, self.in_error) = (None, None, false),
            b"DetailLigne" | b"LigneDePiece" => (self.line, self.in_error) = (None, false),
            b"Erreur" => self.in_error = false,
            _ => {
                if let Some(value) = tag.attribute("V") {
                    self.value(local, &super::reader::short(value.value()), flux);
                }
            }
        }
    }

    /// Whether the root element ended.
    pub(super) fn end(&mut self) -> bool {
        self.depth -= 1;
        self.depth == 0
    }

    fn value(&mut self, name: &[u8], value: &str, flux: &mut Flux) {
        let set = |field: &mut Option<String>| {
            if field.is_none() {
                *field = Some(value.to_owned());
            }
        };
        match name {
            b"NomFic" => set(&mut flux.nom_fic),
            b"TypFic" => set(&mut flux.typ_fic),
            b"DteStr" => set(&mut flux.date),
            b"IdPost" => set(&mut flux.id_post),
            b"IdColl" => set(&mut flux.id_coll),
            b"CodCol" | b"CodColl" => set(&mut flux.cod_col),
            b"CodBud" => set(&mut flux.cod_bud),
            b"LibelleColBud" => set(&mut flux.libelle),
            b"Sigle" if self.in_emitter => set(&mut flux.emitter),
            b"Adresse" if self.in_emitter => set(&mut flux.software),
            b"NomFichierRetour" => set(&mut self.acquit.acknowledged),
            b"IdBord" => self.bordereau = Some(value.to_owned()),
            b"Exer" => self.year = Some(value.to_owned()),
            b"NumPiece" => self.piece = Some(value.to_owned()),
            b"NumLigne" | b"IdLigne" => self.line = Some(value.to_owned()),
            b"NumAnoAck" | b"LibelleAnoAck" => {
                if let Some(error) = self.error() {
                    let field = if name == b"NumAnoAck" { &mut error.code } else { &mut error.label };
                    *field = Some(value.to_owned());
                }
            }
            b"ObsEtat" => {
                // Each is a reason of its own.
                self.in_error = false;
                if let Some(error) = self.error() {
                    error.code = Some(value.to_owned());
                }
                self.in_error = false;
            }
            _ => {
                let Some(answer) = self.answer() else { return };
                match name {
                    b"DomaineAck" => set(&mut answer.domain),
                    b"EtatAck" => answer.accepted = Some(matches!(value.trim(), "1" | "true")),
                    b"EtatPce" => set(&mut answer.state),
                    b"NumBord" => set(&mut answer.bordereau),
                    b"ExerciceBord" => set(&mut answer.year),
                    b"IdMarche" => set(&mut answer.contract),
                    b"IdUnique" => set(&mut answer.attachment),
                    b"IdPce" => set(&mut answer.piece),
                    b"Obj" | b"ObjPce" => set(&mut answer.object),
                    _ => {}
                }
            }
        }
    }

    /// Begins an answer; the last one that is kept is the place for those beyond.
    fn open(&mut self) {
        self.close();
        self.acquit.count += 1;
        self.acquit.answers.push(Answer::default());
        (self.piece, self.line, self.in_error) = (None, None, false);
    }

    /// Counts the answer read last, and keeps it if there is room.
    fn close(&mut self) {
        let Some(answer) = self.acquit.answers.last() else {
            return;
        };
        // In a return, 04 is a rejection.
        let accepted = answer.accepted.or_else(|| answer.state.as_deref().map(|state| state != "04"));
        match accepted {
            Some(true) => self.acquit.accepted += 1,
            Some(false) => self.acquit.refused += 1,
            None => {}
        }
        if self.acquit.answers.len() > limits::ANSWERS_KEPT {
            self.acquit.answers.pop();
        }
    }

    fn answer(&mut self) -> Option<&mut Answer> {
        self.acquit.answers.last_mut()
    }

    /// The error being read, a new one if there is none.
    fn error(&mut self) -> Option<&mut AnswerError> {
        let (piece, line, in_error) = (self.piece.clone(), self.line.clone(), self.in_error);
        self.in_error = true;
        let answer = self.answer()?;
        if !in_error && answer.errors.len() < ERRORS {
            answer.errors.push(AnswerError { piece, line, ..AnswerError::default() });
        }
        answer.errors.last_mut()
    }
}

impl Acquit {
    /// How many answers are not kept.
    #[must_use]
    pub fn beyond(&self) -> u64 {
        self.count.saturating_sub(as_u64(self.answers.len()))
    }
}
