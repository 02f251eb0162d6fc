//! Rules about an attachment.

use super::{Code, Name, Rule, rule};

/// Which types of attachment go with which domain, by the annotations of `TypePJ` and `Domaine`.
const TYPES: &[(&[u8], &[&[u8]])] = &[
    (b"01", &[b"003", b"004", b"005", b"006"]),
    (b"02", &[b"002", b"006", b"007", b"008", b"010", b"011"]),
    (b"04", &[b"001", b"012", b"013"]),
    (b"06", &[b"009"]),
];

/// Each is stated by the annotation of its element.
pub(in crate::pes) const ATTACHMENT: &[Rule] = &[rule(Code::AttachmentDomain, Name::TypePJ, |case| {
    let attachment = &case.records.attachment;
    let needs_reference = attachment.is_one_of(Name::TypePJ, &[b"012", b"013"]);
    let Some(domain) = attachment.get(Name::Domaine) else {
        return needs_reference && !attachment.has(Name::RefCompta);
    };
    let allowed =
        TYPES.iter().find(|(known, _)| *known == domain).map_or(&[] as &[&[u8]], |(_, types)| types);
    attachment.has(Name::TypePJ) && !attachment.is_one_of(Name::TypePJ, allowed)
})];
