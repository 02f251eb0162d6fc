//! Distinguished names in the one form that PES verifiers compare with.

use std::fmt::Write;

use der::{Encode, Tagged};
use x509_cert::name::Name;

/// Attribute types that RFC 2253 writes by keyword; all others stand as OID and hexadecimal value.
const KEYWORDS: &[(&str, &str)] = &[
    ("2.5.4.3", "CN"),
    ("2.5.4.6", "C"),
    ("2.5.4.7", "L"),
    ("2.5.4.8", "ST"),
    ("2.5.4.10", "O"),
    ("2.5.4.11", "OU"),
    ("2.5.4.9", "STREET"),
    ("0.9.2342.19200300.100.1.25", "DC"),
    ("0.9.2342.19200300.100.1.1", "UID"),
];

/// Writes `name` as Java's `X500Principal.getName()` does, which is RFC 2253 with choices of its own:
/// the verifiers compare letter by letter (`domain/pes-signature.md` §5).
#[must_use]
pub fn rfc2253(name: &Name) -> String {
    let mut rdns: Vec<String> = name
        .iter_rdn()
        .map(|rdn| {
            let parts: Vec<String> = rdn.iter().map(attribute).collect();
            parts.join("+")
        })
        .collect();
    rdns.reverse();
    rdns.join(",")
}

fn attribute(attribute: &x509_cert::attr::AttributeTypeAndValue) -> String {
    let oid = attribute.oid.to_string();
    let keyword = KEYWORDS.iter().find(|(known, _)| *known == oid).map(|(_, keyword)| *keyword);
    match keyword {
        Some(keyword) if is_string(attribute.value.tag()) => {
            format!("{keyword}={}", escaped(&String::from_utf8_lossy(attribute.value.value())))
        }
        _ => {
            let mut text = format!("{}=#", keyword.unwrap_or(&oid));
            for byte in attribute.value.to_der().unwrap_or_default() {
                // Writing to a string cannot fail.
                let _ = write!(text, "{byte:02x}");
            }
            text
        }
    }
}

fn is_string(tag: der::Tag) -> bool {
    use der::Tag;
    matches!(
        tag,
        Tag::Utf8String
            | Tag::PrintableString
            | Tag::Ia5String
            | Tag::TeletexString
            | Tag::BmpString
            | Tag::GeneralString
    )
}

/// Special characters anywhere, and spaces at either end, get a backslash.
fn escaped(value: &str) -> String {
    let is_blank = |c: char| c == ' ' || c == '\r';
    let lead = value.chars().take_while(|c| is_blank(*c)).count();
    let trail = value.chars().count() - value.chars().rev().take_while(|c| is_blank(*c)).count();
    let mut text = String::with_capacity(value.len());
    for (index, c) in value.chars().enumerate() {
        match c {
            ',' | '=' | '+' | '<' | '>' | '#' | ';' | '"' | '\\' => {
                text.push('\\');
                text.push(c);
            }
            '\0' => text.push_str("\\00"),
            _ if index < lead || index >= trail => {
                text.push('\\');
                text.push(c);
            }
            _ => text.push(c),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use der::Decode;

    #[test]
    fn special_characters_and_outer_spaces_are_escaped() {
        assert_eq!(escaped(" a,b=c+d<e>f#g;h\"i\\j "), "\\ a\\,b\\=c\\+d\\<e\\>f\\#g\\;h\\\"i\\\\j\\ ");
        assert_eq!(escaped("é l'apostrophe – &"), "é l'apostrophe – &");
        assert_eq!(escaped("  "), "\\ \\ ");
    }

    #[test]
    fn names_are_written_as_java_writes_them() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/vectors/issuer-dn.tsv");
        let Ok(vectors) = std::fs::read_to_string(path) else {
            println!("skipped: the shared vectors are not here");
            return;
        };
        let mut count = 0;
        for line in vectors.lines().filter(|line| !line.starts_with('#')) {
            let (der, expected) = line.split_once('\t').unwrap();
            let der = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, der).unwrap();
            let name = Name::from_der(&der).unwrap();
            assert_eq!(rfc2253(&name), expected);
            count += 1;
        }
        assert!(count > 90, "{count} vectors only");
    }
}
