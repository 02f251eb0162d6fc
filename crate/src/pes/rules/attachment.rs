//! Rules about an attachment.

use super::{Code, Name, Rule, rule};
use crate::pes::schema::trim;

/// Which types of attachment go with which domain, by the annotations of `TypePJ` and `Domaine`.
const TYPES: &[(&[u8], &[&[u8]])] = &[
    (b"01", &[b"003", b"004", b"005", b"006"]),
    (b"02", &[b"002", b"006", b"007", b"008", b"010", b"011"]),
    (b"04", &[b"001", b"012", b"013"]),
    (b"06", &[b"009"]),
];

/// The one domain that is taken beside a part.
const PARTS: &[(&str, &[u8])] =
    &[("PES_DepenseAller", b"01"), ("PES_RecetteAller", b"02"), ("PES_Marche", b"06")];

/// What is in a reference alone.
pub(in crate::pes) const LINKED: [Name; 4] =
    [Name::Domaine, Name::Exercice, Name::TypeObjet, Name::Identifiant];

/// Rules about an attachment. Each is stated by the annotation of its element.
pub(in crate::pes) const ATTACHMENT: &[Rule] = &[
    rule(Code::AttachmentDomain, Name::RefCompta, |case| {
        let attachment = &case.records.attachment;
        attachment.is_one_of(Name::TypePJ, STATEMENTS) && !attachment.has(Name::RefCompta)
    }),
    rule(Code::AttachmentExtension, Name::NomPJ, |case| {
        case.records.attachment.get(Name::NomPJ).is_some_and(|name| !has_extension(trim(name)))
    }),
];

/// Rules about each of its `RefCompta`.
pub(in crate::pes) const LINK: &[Rule] = &[
    rule(Code::AttachmentDomain, Name::TypePJ, |case| {
        let attachment = &case.records.attachment;
        let Some(domain) = attachment.get(Name::Domaine) else { return false };
        let types = TYPES.iter().find(|(known, _)| *known == domain);
        attachment.has(Name::TypePJ)
            && types.is_some_and(|(_, types)| !attachment.is_one_of(Name::TypePJ, types))
    }),
    rule(Code::AttachmentReference, Name::Domaine, |case| {
        let Some(domain) = case.records.attachment.get(Name::Domaine) else { return false };
        let mut parts = PARTS.iter().filter(|(part, _)| case.parts.iter().any(|known| known == part));
        // The note says nothing of a file with several of these parts, or none.
        let is_other = parts.next().is_some_and(|(_, only)| *only != domain) && parts.next().is_none();
        is_other || !TYPES.iter().any(|(known, _)| *known == domain)
    }),
    rule(Code::AttachmentReference, Name::TypeObjet, |case| {
        const OF_BUDGETS: &[&[u8]] = &[b"01", b"02", b"03"];
        const ORDINARY: &[&[u8]] = &[b"002", b"006"];
        const ORMC: &[&[u8]] = &[b"007", b"010"];
        let attachment = &case.records.attachment;
        let Some((domain, object)) =
            attachment.get(Name::Domaine).zip(attachment.get(Name::TypeObjet).map(trim))
        else {
            return false;
        };
        match domain {
            // Types of bordereau, those that are kept for answers among them.
            b"01" => object > b"04",
            b"02" => {
                object > b"06"
                    || object == b"06" && attachment.is_one_of(Name::TypePJ, ORDINARY)
                    || object == b"01" && attachment.is_one_of(Name::TypePJ, ORMC)
            }
            b"04" => {
                let of_statements = object == b"10";
                !of_statements && !OF_BUDGETS.contains(&object)
                    || attachment.has(Name::TypePJ)
                        && attachment.is_one_of(Name::TypePJ, STATEMENTS) != of_statements
            }
            _ => false,
        }
    }),
    rule(Code::AttachmentReference, Name::Identifiant, |case| {
        let attachment = &case.records.attachment;
        let Some(number) = attachment.get(Name::Identifiant).map(trim) else {
            return true;
        };
        // Of a marché its number, of a year's statement that year.
        attachment.is(Name::Domaine, b"06") && !(5..=14).contains(&number.len())
            || attachment.is_one_of(Name::TypePJ, STATEMENTS)
                && attachment.get(Name::Exercice).is_some_and(|year| trim(year) != number)
    }),
];

/// A year's statements of account (« CFU »).
const STATEMENTS: &[&[u8]] = &[b"012", b"013"];

/// Whether a name ends with an extension that is taken.
pub(super) fn has_extension(name: &[u8]) -> bool {
    let extension = name.rsplit(|byte| *byte == b'.').next().unwrap_or_default();
    extension.len() < name.len() && (1..=4).contains(&extension.len())
}
