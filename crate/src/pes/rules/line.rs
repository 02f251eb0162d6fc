//! Rules about a line of a piece.

use super::identifier::is_creditor;
use super::{Case, Code, Name, Records, Rule, rule};
use crate::pes::Amount;
use crate::pes::schema::trim;

/// Each is stated by the annotation of its element.
pub(in crate::pes) const LINE: &[Rule] = &[
    rule(Code::AccountMissing, Name::ModRegl, |case| {
        case.is_depense()
            && case.records.line.is_one_of(Name::ModRegl, &[b"03", b"05"])
            && !(case.has_party() && case.records.party.has(Name::CpteBancaire))
    }),
    rule(Code::AccountUnexpected, Name::ModRegl, |case| {
        const WITHOUT: &[&[u8]] = &[b"01", b"02", b"04", b"07", b"08", b"09", b"11"];
        case.is_depense()
            && case.records.line.is_one_of(Name::ModRegl, WITHOUT)
            && case.has_party()
            && case.records.party.has(Name::CpteBancaire)
    }),
    rule(Code::OriginNature, Name::NatPceOrig, |case| {
        let line = &case.records.line;
        if let Some(allowed) = case.origins() {
            return !line.is_one_of(Name::NatPceOrig, allowed);
        }
        // In recette, two natures go with one kind of piece each.
        !case.is_depense()
            && (line.is(Name::NatPceOrig, b"03") && !case.records.piece.is(Name::TypPce, b"05")
                || line.is(Name::NatPceOrig, b"05") && !case.is([b"01", b"09", b"01"]))
    }),
    rule(Code::OriginLine, Name::IdLigneOrig, |case| {
        let line = &case.records.line;
        let number = line.get(Name::IdLigneOrig).map(trim);
        let is_zero = number.is_none_or(|number| number.iter().all(|digit| *digit == b'0'));
        let with: &[&[u8]] = if case.is_depense() { &[b"01", b"02", b"05"] } else { &[b"01", b"02"] };
        let without: &[&[u8]] = if case.is_depense() { &[b"03", b"04"] } else { &[b"03", b"05"] };
        line.is_one_of(Name::NatPceOrig, with) && is_zero
            || line.is_one_of(Name::NatPceOrig, without) && !is_zero
    })
    .given(Name::NatPceOrig),
    rule(Code::OriginYear, Name::ExerRat, |case| {
        let Records { bordereau, line, .. } = case.records;
        let years = line.get(Name::ExerRat).zip(bordereau.get(Name::Exer));
        years.map(|(origin, own)| (trim(origin), trim(own))).is_some_and(|(origin, own)| {
            case.is([b"02", b"02", b"06"]) && origin != own
                || case.is([b"01", b"02", b"09"]) && (origin == own || case.is_depense() && origin > own)
        })
    })
    .given(Name::ExerRat),
    rule(Code::Surcharge, Name::Majo, |case| {
        let line = &case.records.line;
        let told = [Name::DteMajo, Name::TxMajo].map(|name| line.has(name));
        match line.flag(Name::Majo) {
            true => told.contains(&false) || !line.is(Name::NatPceOrig, b"05"),
            // Absent, it is 0.
            false => told.contains(&true),
        }
    }),
    rule(Code::AgreementMissing, Name::IdConv, |case| {
        !case.is_depense()
            && case.is_one_of(&[[b"01", b"10", b"01"], [b"01", b"10", b"02"]])
            && !case.records.line.has(Name::IdConv)
    }),
    rule(Code::Doubtful, Name::IdConv, |case| {
        case.is_depense() && case.is([b"01", b"06", b"01"]) && !case.records.line.has(Name::IdConv)
    }),
    rule(Code::Doubtful, Name::InfoPrelevementSEPA, |case| {
        case.records.line.has(Name::InfoPrelevementSEPA) && !case.records.line.has(Name::CpteBancaire)
    })
    .given(Name::InfoPrelevementSEPA),
    rule(Code::Doubtful, Name::NatPrel, |case| {
        let line = &case.records.line;
        let other = if line.has(Name::InfoPrelevementSEPA) { b"02" } else { b"01" };
        line.is(Name::NatPrel, other)
    })
    .given(Name::NatPrel),
    rule(Code::Doubtful, Name::TxTva, |case| {
        let line = &case.records.line;
        let tax = line.get(Name::MtTVA).and_then(Amount::from_bytes);
        let taxed = tax.is_some_and(|tax| tax != Amount::default());
        !case.is_depense() && taxed && !line.has(Name::TxTva)
    })
    .given(Name::MtTVA),
    rule(Code::Doubtful, Name::AncienneBanque, |case| {
        case.records.line.flag(Name::AncienneBanque) && case.records.line.has(Name::AncienIBAN)
    })
    .given(Name::AncienneBanque),
    rule(Code::FormerCreditor, Name::AncienICS, |case| {
        case.records.line.get(Name::AncienICS).is_some_and(|id| !is_creditor(id))
    })
    .given(Name::AncienICS),
];

impl Case<'_> {
    /// Whether the line has a third party: the record may still hold that of the line before.
    fn has_party(&self) -> bool {
        self.records.line.has(Name::Tiers)
    }

    /// The natures that the origin of this piece may have, where it must have one.
    fn origins(&self) -> Option<&'static [&'static [u8]]> {
        const TITRE_OR_MANDAT: &[&[u8]] = &[b"01", b"02"];
        const PAYMENT: &[&[u8]] = &[b"03"];
        const UNRECOVERABLE: &[&[u8]] = &[b"04"];
        let corrective = [[b"02", b"02", b"06"], [b"01", b"02", b"09"], [b"02", b"02", b"10"]];
        let corrective =
            corrective.iter().any(|[bordereau, piece, nature]| self.is([*bordereau, *piece, *nature]));
        let deferred = if self.is_depense() { [b"01", b"13", b"01"] } else { [b"01", b"14", b"01"] };
        let [bordereau, piece, nature] = deferred;
        if corrective || self.is([bordereau, piece, nature]) {
            return Some(TITRE_OR_MANDAT);
        }
        if !self.is_depense() {
            return None;
        }
        if self.records.piece.is(Name::TypPce, b"05") {
            return Some(PAYMENT);
        }
        self.is([b"01", b"07", b"01"]).then_some(UNRECOVERABLE)
    }
}
