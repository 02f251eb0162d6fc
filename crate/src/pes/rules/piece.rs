//! Rules about a bordereau and about a piece.

use super::{Case, Code, Name, Rule, rule, rule_by};

/// Rules about a bordereau, at its end.
pub(in crate::pes) const BORDEREAU: &[Rule] = &[rule(Code::BordereauType, Name::TypBord, |case| {
    let refused: &[&[u8]] = if case.is_depense() { &[b"04"] } else { &[b"04", b"05"] };
    case.records.bordereau.is_one_of(Name::TypBord, refused)
})];

/// Rules about a piece, at its end.
pub(in crate::pes) const PIECE: &[Rule] = &[
    rule(Code::RollUnexpected, Name::IdRol, |case| {
        case.records.piece.has(Name::IdRol) && !case.is([b"01", b"06", b"01"])
    })
    .given(Name::IdRol),
    rule(Code::EditionType, Name::Edition, |case| {
        let piece = &case.records.piece;
        let is_ormc = piece.is(Name::TypPce, b"15");
        let for_ormc = piece.is_one_of(Name::Edition, &[b"03", b"06"]);
        piece.has(Name::Edition) && is_ormc != for_ormc
    })
    .given(Name::Edition),
    rule_by(Code::EditionIncomplete, Name::PJRef, Name::Edition, |case| {
        let piece = &case.records.piece;
        piece.is_one_of(Name::Edition, &[b"01", b"02", b"03", b"05", b"06"]) && !piece.has(Name::PJRef)
    })
    .given(Name::Edition),
    rule_by(Code::EditionIncomplete, Name::NumeroFacture, Name::Edition, |case| {
        case.is_for_chorus() && !case.records.piece.has(Name::NumeroFacture)
    })
    .given(Name::Edition),
    rule_by(Code::EditionIncomplete, Name::IdTiers, Name::Edition, |case| {
        case.is_for_chorus() && !case.records.piece.has(Name::IdTiers)
    })
    .given(Name::Edition),
    rule(Code::EditionAttachment, Name::Edition, |case| {
        let piece = &case.records.piece;
        // The type is there if one of the references says 010.
        piece.is(Name::Edition, b"06") && piece.has(Name::PJRef) && !piece.has(Name::TypePJ)
    })
    .given(Name::Edition),
];

impl Case<'_> {
    /// Whether the notice of payment goes to a body, by Chorus Pro.
    fn is_for_chorus(&self) -> bool {
        self.records.piece.is_one_of(Name::Edition, &[b"02", b"03"])
    }
}
