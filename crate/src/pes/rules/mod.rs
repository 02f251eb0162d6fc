//! What Hélios refuses beyond the schema: the rules that annotations in the schemas state and that the file alone
//! decides. `docs/rules.md` has them all, and those that it cannot decide.

mod account;
mod attachment;
mod identifier;
mod line;
mod parts;
mod party;
mod piece;
#[cfg(test)]
mod tests;
mod values;

use super::reader::Records;
use super::schema::Name;
use super::{Code, Domain};

pub(super) use attachment::{ATTACHMENT, LINK, LINKED};
pub(super) use identifier::is_siret;
pub(super) use line::LINE;
pub(super) use parts::{AROUND, Fault, HEAD, INVOICE, MARCHE, NOTICE, PartCase};
pub(super) use party::PARTY;
pub(super) use piece::{BORDEREAU, PIECE};
pub(super) use values::Values;

/// One rule.
pub(super) struct Rule {
    pub(super) code: Code,
    /// The element that it is stated of.
    pub(super) element: Name,
    /// The element whose value is told.
    pub(super) told: Name,
    /// The element without which nothing breaks it, in the record that it is about.
    pub(super) given: Option<Name>,
    /// Whether what was read breaks it.
    pub(super) broken: fn(&Case<'_>) -> bool,
}

impl Rule {
    /// The same for one that only something with this element can break: most are not looked at by that.
    const fn given(mut self, name: Name) -> Self {
        self.given = Some(name);
        self
    }
}

/// What was read so far of a bordereau, its last piece, the last line of that, and so on.
pub(super) struct Case<'a> {
    pub(super) domain: Domain,
    /// The names of the flux's parts, so far.
    pub(super) parts: &'a [String],
    pub(super) records: &'a Records,
    /// Whether it is about an attachment.
    pub(super) in_attachment: bool,
}

impl Case<'_> {
    fn is_depense(&self) -> bool {
        self.domain == Domain::Depense
    }

    /// Type of bordereau, type of piece, nature of piece: what the DGFiP calls the triplet.
    fn is(&self, triplet: [&[u8]; 3]) -> bool {
        let Records { bordereau, piece, .. } = self.records;
        bordereau.is(Name::TypBord, triplet[0])
            && piece.is(Name::TypPce, triplet[1])
            && piece.is(Name::NatPce, triplet[2])
    }

    fn is_one_of(&self, triplets: &[[&[u8]; 3]]) -> bool {
        triplets.iter().any(|triplet| self.is(*triplet))
    }

    /// The value of an element, from the innermost record that has it.
    pub(super) fn value(&self, name: Name) -> Option<&[u8]> {
        let Records { bordereau, piece, line, party, attachment, .. } = self.records;
        if self.in_attachment {
            return attachment.get(name);
        }
        [party, line, piece, bordereau].into_iter().find_map(|record| record.get(name))
    }
}

const fn rule(code: Code, element: Name, broken: fn(&Case<'_>) -> bool) -> Rule {
    Rule { code, element, told: element, given: None, broken }
}

/// One that is told with the value of another element.
const fn rule_by(code: Code, element: Name, told: Name, broken: fn(&Case<'_>) -> bool) -> Rule {
    Rule { code, element, told, given: None, broken }
}
