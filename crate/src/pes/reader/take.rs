//! Takes the values of a flux in, as its elements begin.

use std::collections::HashSet;

use super::{Amount, Code, Domain, Notice, Reader, Role, Sums, short, value};
use crate::limits;
use crate::pes::schema::Name;
use crate::pes::{Bordereau, Expected, Piece};
use crate::xml::{Span, StartTag, as_u64};

/// Numbers that must not come twice.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    /// Hashes of domain, year, kind and number of bordereaux.
    pub(super) bordereaux: HashSet<u64>,
    /// Numbers of the pieces of one bordereau.
    pieces: Met,
    /// Numbers of the lines of one piece.
    lines: Met,
}

/// Numbers that were met.
#[derive(Debug, Default)]
struct Met {
    /// The first ones, as long as each was one more than the last: from the first to behind the last.
    run: std::ops::Range<u64>,
    others: HashSet<u64>,
}

impl Met {
    fn clear(&mut self) {
        self.run = 0..0;
        self.others.clear();
    }

    /// Remembers a number, or finds that it was there.
    fn has_or_takes(&mut self, number: u64) -> bool {
        if self.run.contains(&number) {
            return true;
        }
        if self.others.is_empty() && (self.run.is_empty() || self.run.end == number) && number < u64::MAX {
            let start = if self.run.is_empty() { number } else { self.run.start };
            self.run = start..number + 1;
            return false;
        }
        is_known(&mut self.others, number)
    }
}

impl Reader {
    #[inline]
    pub(super) fn take(&mut self, role: Role, name: Name, value: &[u8], tag: &StartTag<'_>) {
        match role {
            Role::Party | Role::Line | Role::Piece => self.take_of_piece(role, name, value),
            Role::Reference => {
                self.records.reference.set(name, value);
            }
            Role::Attachment | Role::Link => {
                self.records.attachment.set(name, value);
            }
            Role::Bordereau => {
                self.records.bordereau.set(name, value);
                self.take_bordereau(name, value);
            }
            Role::DomainHeader(_) => {
                self.records.header.set(name, value);
                if name == Name::InfoDematerialisee {
                    self.header.value(tag);
                }
            }
            Role::Attachments => self.take_attachments_version(name, value, tag),
            _ => self.take_header(role, name, tag),
        }
    }

    /// Takes a value of a piece, a line or a third party.
    pub(super) fn take_of_piece(&mut self, role: Role, name: Name, value: &[u8]) {
        match role {
            Role::Party => {
                self.records.party.set(name, value);
                if self.keeps_piece {
                    self.take_party(name, value);
                }
            }
            Role::Line => {
                self.records.line.set(name, value);
                match name {
                    Name::MtHT => self.piece.total += Amount::from_bytes(value).unwrap_or_default(),
                    Name::MtTVA => self.piece.tax += Amount::from_bytes(value).unwrap_or_default(),
                    Name::IdLigne => self.take_line_number(value),
                    _ => {}
                }
            }
            _ => {
                self.records.piece.set(name, value);
                if name == Name::IdPce {
                    self.take_piece_number(value);
                }
                if self.keeps_piece {
                    self.take_piece(name, value);
                }
            }
        }
    }

    fn take_header(&mut self, role: Role, name: Name, tag: &StartTag<'_>) {
        if (role, name) == (Role::Enveloppe, Name::Version) {
            self.take_version(tag);
        }
        let flux = &mut self.flux;
        let field = match (role, name) {
            (Role::Enveloppe, Name::NomFic) => &mut flux.nom_fic,
            (Role::Enveloppe, Name::TypFic) => &mut flux.typ_fic,
            (Role::Emetteur, Name::Sigle) => &mut flux.emitter,
            (Role::Emetteur, Name::Adresse) => &mut flux.software,
            (Role::EnTetePes, Name::DteStr) => &mut flux.date,
            (Role::EnTetePes, Name::IdPost) => &mut flux.id_post,
            (Role::EnTetePes, Name::IdColl) => &mut flux.id_coll,
            (Role::EnTetePes, Name::CodCol) => &mut flux.cod_col,
            (Role::EnTetePes, Name::CodBud) => &mut flux.cod_bud,
            (Role::EnTetePes, Name::LibelleColBud) => &mut flux.libelle,
            _ => return,
        };
        // The first of several counts.
        if field.is_none() {
            *field = value(tag);
        }
    }

    /// The samples of S2low's own tests have 1 here, and no refusal is stated.
    #[cold]
    fn take_version(&mut self, tag: &StartTag<'_>) {
        let version = value(tag).filter(|version| self.checks() && number(version.as_bytes()) != Some(2));
        if let Some(version) = version {
            let position = tag.position(tag.span().start);
            self.add_at(Code::Doubtful, "Version", Some(&version), Expected::Count(2), position);
        }
    }

    /// S2low reads the body's code under this name as well.
    pub(super) fn take_other_code(&mut self, tag: &StartTag<'_>) {
        if self.flux.cod_col.is_none() {
            self.flux.cod_col = value(tag);
        }
    }

    pub(super) fn add_part(&mut self, part: &str) {
        let is_new = !self.flux.parts.iter().any(|known| known == part);
        // The schema has a dozen parts; a hostile file may have millions of names.
        if is_new && self.flux.parts.len() < 64 && !matches!(part, "Enveloppe" | "EnTetePES") {
            self.flux.parts.push(part.to_owned());
        }
    }

    pub(super) fn start_bordereau(&mut self, domain: Domain, tag: &StartTag<'_>) -> Notice {
        let position = tag.position(tag.span().start);
        self.anchor = position;
        if self.flux.bordereaux.len() >= limits::BORDEREAUX {
            self.findings.add(Code::TooManyBordereaux, "Bordereau", None, Some(position));
            return Notice::None;
        }
        self.bordereau_at = position;
        self.in_bordereau = true;
        let id = self.id(tag, "Bordereau", position);
        self.bordereau = self.flux.bordereaux.len();
        self.records.bordereau.clear();
        self.numbers.pieces.clear();
        if id.is_none() {
            self.edits.bordereau(tag);
        }
        self.flux.bordereaux.push(Bordereau {
            domain,
            id,
            number: None,
            year: None,
            date: None,
            kind: None,
            declared_pieces: None,
            pieces: 0,
            listed: Vec::new(),
            total: None,
            tax: None,
            yearly: None,
            computed: Amount::default(),
            computed_tax: Amount::default(),
            object: None,
            span: Span { start: tag.span().start, end: 0 },
            signed: false,
        });
        Notice::BordereauStart(self.bordereau)
    }

    fn take_bordereau(&mut self, name: Name, value: &[u8]) {
        let bordereau = &mut self.flux.bordereaux[self.bordereau];
        match name {
            Name::IdBord => bordereau.number = Some(short(value)),
            Name::Exer => bordereau.year = Some(short(value)),
            Name::DteBordEm => bordereau.date = Some(short(value)),
            Name::TypBord => bordereau.kind = Some(short(value)),
            Name::NbrPce => bordereau.declared_pieces = Some(short(value)),
            Name::MtBordHT | Name::MtBordHt => bordereau.total = Amount::from_bytes(value),
            Name::MtBordTVA => bordereau.tax = Amount::from_bytes(value),
            Name::MtCumulAnnuel => bordereau.yearly = Amount::from_bytes(value),
            Name::Objet => bordereau.object = Some(short(value)),
            _ => {}
        }
    }

    /// Whether anything in the piece is of interest.
    pub(super) fn start_piece(&mut self, tag: &StartTag<'_>) -> bool {
        self.keeps_piece = self.rules.check && self.flux.pieces < as_u64(limits::PIECES_KEPT);
        self.flux.pieces += 1;
        let bordereau = &mut self.flux.bordereaux[self.bordereau];
        bordereau.pieces += 1;
        if !self.rules.check {
            return false;
        }
        let span = Span { start: tag.span().start, end: 0 };
        if self.keeps_piece {
            bordereau.listed.push(Piece { span, ..Piece::default() });
        }
        self.anchor = tag.position(span.start);
        self.piece_at = self.anchor;
        self.in_piece = true;
        self.records.piece.clear();
        self.numbers.lines.clear();
        self.piece = Sums::default();
        true
    }

    fn take_piece(&mut self, name: Name, value: &[u8]) {
        let Some(piece) = self.flux.bordereaux[self.bordereau].listed.last_mut() else {
            return;
        };
        let field = match name {
            Name::IdPce => &mut piece.number,
            Name::Obj | Name::ObjPce => &mut piece.object,
            Name::TypPce => &mut piece.kind,
            Name::NatPce => &mut piece.nature,
            _ => return,
        };
        if field.is_none() {
            *field = Some(short(value));
        }
    }

    fn take_party(&mut self, name: Name, value: &[u8]) {
        let Some(piece) = self.flux.bordereaux[self.bordereau].listed.last_mut() else {
            return;
        };
        match name {
            Name::Nom if piece.party.is_none() => piece.party = Some(short(value)),
            // Only of the first third party; another one's name was not taken either.
            Name::Prenom if self.piece.lines == 1 => {
                let name = self.records.party.text(Name::Nom);
                if let Some(party) = piece.party.as_mut().filter(|party| Some(&**party) == name.as_ref()) {
                    party.push(' ');
                    party.push_str(&short(value));
                }
            }
            _ => {}
        }
    }

    fn take_piece_number(&mut self, value: &[u8]) {
        if let Some(number) = number(value)
            && self.numbers.pieces.has_or_takes(number)
        {
            self.add(Code::PieceTwice, "IdPce", Some(&short(value)), Expected::Nothing);
        }
    }

    fn take_line_number(&mut self, value: &[u8]) {
        if let Some(number) = number(value)
            && self.numbers.lines.has_or_takes(number)
        {
            self.add(Code::LineTwice, "IdLigne", Some(&short(value)), Expected::Nothing);
        }
    }
}

/// Remembers a number, or finds that it was there. Beyond the limit on how many, nothing is found.
#[inline(never)]
pub(super) fn is_known(numbers: &mut HashSet<u64>, number: u64) -> bool {
    numbers.len() < limits::REMEMBERED_IDS && !numbers.insert(number)
}

/// A number as the file writes it; what is none is another rule's business.
pub(super) fn number(value: &[u8]) -> Option<u64> {
    std::str::from_utf8(value).ok()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_known_once_it_was_met_in_whatever_order_they_come() {
        for order in
            [&[1, 2, 3, 2, 4, 5][..], &[3, 1, 2, 3, 4, 1], &[0, 7, 1, 7, 0, 1], &[u64::MAX, 5, 6, u64::MAX]]
        {
            let (mut met, mut seen) = (Met::default(), HashSet::new());
            for number in order {
                assert_eq!(met.has_or_takes(*number), !seen.insert(*number), "{number} of {order:?}");
            }
            met.clear();
            assert!(!met.has_or_takes(order[0]));
        }
    }
}
