//! Distinguished names in the one form that PES verifiers compare with.

use std::fmt::Write;

use der::{Encode, Tag, Tagged};
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

/// More keywords of Java's display form.
const DISPLAY_KEYWORDS: &[(&str, &str)] = &[
    ("2.5.4.12", "T"),
    ("1.3.6.1.4.1.42.2.11.2.1", "IP"),
    ("2.5.4.46", "DNQ"),
    ("2.5.4.4", "SURNAME"),
    ("2.5.4.42", "GIVENNAME"),
    ("2.5.4.43", "INITIALS"),
    ("2.5.4.44", "GENERATION"),
    ("1.2.840.113549.1.9.1", "EMAILADDRESS"),
    ("2.5.4.5", "SERIALNUMBER"),
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

/// Writes `name` as Java's `Certificate.getIssuerDN().getName()` does, the other form that the DGFiP's tool takes
/// (`domain/pes-signature.md` §4.1): RFC 1779 with keywords of its own.
#[must_use]
pub fn rfc1779(name: &Name) -> String {
    let mut rdns: Vec<String> = name
        .iter_rdn()
        .map(|rdn| {
            let parts: Vec<String> = rdn.iter().map(displayed).collect();
            parts.join(" + ")
        })
        .collect();
    rdns.reverse();
    rdns.join(", ")
}

fn displayed(attribute: &x509_cert::attr::AttributeTypeAndValue) -> String {
    let oid = attribute.oid.to_string();
    let known = KEYWORDS.iter().chain(DISPLAY_KEYWORDS).find(|(known, _)| *known == oid);
    let keyword = known.map_or_else(|| format!("OID.{oid}"), |(_, keyword)| (*keyword).to_owned());
    match text(&attribute.value) {
        Some(value) if is_string(attribute.value.tag()) => format!("{keyword}={}", quoted(&value)),
        _ => format!("{keyword}=#{}", hexadecimal(&attribute.value)),
    }
}

/// A value as text; `None` if it is no kind of string.
pub(super) fn text(value: &der::Any) -> Option<String> {
    let bytes = value.value();
    Some(match value.tag() {
        Tag::TeletexString => bytes.iter().copied().map(char::from).collect(),
        Tag::BmpString => {
            let units = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        }
        tag if is_string(tag) || tag == Tag::NumericString || tag == Tag::VisibleString => {
            String::from_utf8_lossy(bytes).into_owned()
        }
        _ => return None,
    })
}

/// In quotes where something in it would be taken for another thing.
fn quoted(value: &str) -> String {
    let is_blank = |c: char| matches!(c, ' ' | '\n');
    let escaped = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"");
    if let Some(inside) = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        return format!("\"{}\"", escaped(inside));
    }
    let special = value.contains([',', '+', '=', '\n', '<', '>', '#', ';', '\\', '"']);
    let outer = value.starts_with(is_blank) || value.ends_with(is_blank);
    let double = value.chars().zip(value.chars().skip(1)).any(|(a, b)| is_blank(a) && is_blank(b));
    let text = escaped(value);
    if special || outer || double { format!("\"{text}\"") } else { text }
}

fn hexadecimal(value: &der::Any) -> String {
    value.to_der().unwrap_or_default().iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn attribute(attribute: &x509_cert::attr::AttributeTypeAndValue) -> String {
    let oid = attribute.oid.to_string();
    let keyword = KEYWORDS.iter().find(|(known, _)| *known == oid).map(|(_, keyword)| *keyword);
    match keyword {
        Some(keyword) if is_string(attribute.value.tag()) => {
            format!("{keyword}={}", escaped(&String::from_utf8_lossy(attribute.value.value())))
        }
        _ => format!("{}=#{}", keyword.unwrap_or(&oid), hexadecimal(&attribute.value)),
    }
}

fn is_string(tag: Tag) -> bool {
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
    fn values_are_quoted_where_they_must_be_and_not_twice() {
        for (value, expected) in [
            ("a b", "a b"),
            ("a, b", "\"a, b\""),
            ("a  b", "\"a  b\""),
            ("a\"b", "\"a\\\"b\""),
            ("\"a\"", "\"a\""),
            ("\"a\"b\"", "\"a\\\"b\""),
            ("\"", "\"\\\"\""),
        ] {
            assert_eq!(quoted(value), expected, "{value}");
        }
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
