//! Rules about the third party of a line.

use super::account::{iban_key_is_right, is_foreign, rib_key_is_right};
use super::identifier::has_form;
use super::{Case, Code, Name, Records, Rule, rule, rule_by};
use crate::pes::schema::trim;

/// Each is stated by the annotation of its element.
pub(in crate::pes) const PARTY: &[Rule] = &[
    rule_by(Code::PersonIncomplete, Name::Civilite, Name::CatTiers, |case| {
        is_person(case) && !case.records.party.has(Name::Civilite)
    }),
    rule_by(Code::PersonIncomplete, Name::Prenom, Name::CatTiers, |case| {
        is_person(case) && !case.records.party.has(Name::Prenom)
    }),
    rule(Code::NotAPerson, Name::CatTiers, |case| {
        let party = &case.records.party;
        case.is_depense()
            && party.has(Name::CatTiers)
            && !is_person(case)
            && (party.has(Name::Civilite) || party.has(Name::Prenom))
    }),
    rule(Code::IdentifierHalf, Name::NatIdTiers, |case| {
        case.records.party.has(Name::IdTiers) != case.records.party.has(Name::NatIdTiers)
    }),
    rule(Code::IdentifierForm, Name::IdTiers, |case| {
        let party = &case.records.party;
        let pair = party.get(Name::NatIdTiers).zip(party.get(Name::IdTiers));
        pair.is_some_and(|(kind, id)| !has_form(kind, id))
    }),
    rule(Code::IdentifierOfPerson, Name::NatIdTiers, |case| {
        let party = &case.records.party;
        party.is_one_of(Name::NatIdTiers, &[b"04", b"11", b"12"]) && !is_person(case)
    }),
    rule(Code::IdentifierOfPerson, Name::IdTiers, |case| {
        let Records { piece, line, party, .. } = case.records;
        party.is(Name::NatIdTiers, b"04")
            && match case.is_depense() {
                true => !(piece.is(Name::TypPce, b"02") && piece.is(Name::NatPce, b"09")),
                // The insured is the debtor, or is this third party.
                false => !(line.is(Name::CodAssDeb, b"1") || party.is(Name::TypTiers, b"07")),
            }
    }),
    rule(Code::Title, Name::Civilite, |case| {
        const TITLES: &[&[u8]] = &[b"Mademoiselle", b"Mlle", b"Melle"];
        let title = case.records.party.get(Name::Civilite);
        title.is_some_and(|title| TITLES.iter().any(|known| trim(title).eq_ignore_ascii_case(known)))
    })
    .given(Name::Civilite),
    rule(Code::Birth, Name::CatTiers, |case| {
        let party = &case.records.party;
        !is_person(case) && (party.has(Name::DteNaissance) || party.has(Name::LieuNaissance))
    }),
    rule(Code::Birth, Name::NeEnFrance, |case| {
        let party = &case.records.party;
        let in_france = party.flag(Name::NeEnFrance);
        in_france && party.has(Name::Etranger) || !in_france && party.has(Name::MetropoleDomCom)
    }),
    rule(Code::Country, Name::CodPays, |case| {
        let party = &case.records.party;
        let country = party.get(Name::CodPays).map(trim);
        // Absent, the residence is 0.
        match party.flag(Name::CodRes) {
            true => country.is_none(),
            false => country.is_some_and(|country| country != b"100"),
        }
    }),
    rule(Code::BirthPlace, Name::CodeCommune, |case| {
        // Two and three characters, or beyond the seas three and two.
        let codes = [Name::CodeDeptDomCom, Name::CodeCommune].map(|name| case.records.party.get(name));
        let [Some(department), Some(commune)] = codes else { return false };
        trim(department).len() + trim(commune).len() != 5
    })
    .given(Name::CodeCommune),
    rule(Code::EditionIncomplete, Name::CatTiers, |case| {
        // A patient's notice goes to a person.
        !case.is_depense()
            && case.records.piece.is(Name::Edition, b"05")
            && case.records.party.is(Name::TypTiers, b"01")
            && !is_person(case)
    }),
    rule(Code::PostalCode, Name::CP, |case| {
        case.records.party.get(Name::CP).is_some_and(|code| code.len() != 5)
    }),
    rule(Code::InternationalHalf, Name::IdPayInt, |case| {
        case.records.party.has(Name::IdPayInt) != case.records.party.has(Name::IdBancInt)
    }),
    rule(Code::RibKey, Name::CleRib, |case| {
        let party = &case.records.party;
        let parts = [Name::CodeEtab, Name::CodeGuic, Name::IdCpte, Name::CleRib].map(|name| party.get(name));
        let [Some(bank), Some(branch), Some(account), Some(key)] = parts else {
            // What is missing altogether, the schema tells.
            return false;
        };
        !rib_key_is_right(bank, branch, account, key)
    })
    .given(Name::CleRib),
    rule(Code::IbanKey, Name::IBAN, |case| {
        case.records.party.get(Name::IBAN).is_some_and(|iban| !iban_key_is_right(iban))
    })
    .given(Name::IBAN),
    rule(Code::BicMissing, Name::BIC, |case| {
        let party = &case.records.party;
        party.get(Name::IBAN).is_some_and(is_foreign) && !party.has(Name::BIC)
    })
    .given(Name::IBAN),
];

fn is_person(case: &Case<'_>) -> bool {
    case.records.party.is(Name::CatTiers, b"01")
}
