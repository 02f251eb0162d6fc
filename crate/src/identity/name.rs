//! Distinguished names in the one form that PES verifiers compare with.

use std::fmt::Write;

use der::asn1::ObjectIdentifier;

use super::asn1::{
    self, BMP_STRING, Elements, GENERAL_STRING, IA5_STRING, NUMERIC_STRING, OBJECT_IDENTIFIER,
    PRINTABLE_STRING, SEQUENCE, SET, TELETEX_STRING, UNIVERSAL_STRING, UTF8_STRING, VISIBLE_STRING,
};

/// A distinguished name (RFC 5280 §4.1.2.4): relative names, the most general first, each of one attribute or more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Name {
    relative: Vec<Vec<Attribute>>,
}

/// An attribute of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Attribute {
    pub(super) oid: ObjectIdentifier,
    tag: u8,
    value: Vec<u8>,
}

impl Name {
    /// Reads what is in the SEQUENCE of a name.
    pub(super) fn read(content: &[u8]) -> Option<Self> {
        let mut sets = Elements::new(content);
        let mut relative = Vec::new();
        while !sets.is_empty() {
            let mut members = sets.enter(SET)?;
            let mut attributes = Vec::new();
            while !members.is_empty() {
                let mut member = members.enter(SEQUENCE)?;
                let oid = ObjectIdentifier::from_bytes(member.take(OBJECT_IDENTIFIER)?).ok()?;
                let (tag, value) = member.any()?;
                attributes.push(Attribute { oid, tag, value: value.to_vec() });
            }
            relative.push(attributes);
        }
        Some(Self { relative })
    }

    /// Whether it names the same as `other` (RFC 5280 §7.1): kinds of string, letter case and spaces do not matter.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let alike = |own: &[Attribute], other: &[Attribute]| {
            own.len() == other.len() && own.iter().zip(other).all(|(own, other)| own.is_same(other))
        };
        self.relative.len() == other.relative.len()
            && self.relative.iter().zip(&other.relative).all(|(own, other)| alike(own, other))
    }

    /// All its attributes.
    pub(super) fn attributes(&self) -> impl Iterator<Item = &Attribute> {
        self.relative.iter().flatten()
    }
}

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
pub(super) fn rfc2253(name: &Name) -> String {
    let mut rdns: Vec<String> = name
        .relative
        .iter()
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
pub(super) fn rfc1779(name: &Name) -> String {
    let mut rdns: Vec<String> = name
        .relative
        .iter()
        .map(|rdn| {
            let parts: Vec<String> = rdn.iter().map(displayed).collect();
            parts.join(" + ")
        })
        .collect();
    rdns.reverse();
    rdns.join(", ")
}

fn displayed(attribute: &Attribute) -> String {
    let oid = attribute.oid.to_string();
    let known = KEYWORDS.iter().chain(DISPLAY_KEYWORDS).find(|(known, _)| *known == oid);
    let keyword = known.map_or_else(|| format!("OID.{oid}"), |(_, keyword)| (*keyword).to_owned());
    match attribute.text() {
        Some(value) if is_string(attribute.tag) || attribute.tag == UNIVERSAL_STRING => {
            format!("{keyword}={}", quoted(&value))
        }
        _ => format!("{keyword}=#{}", attribute.hexadecimal()),
    }
}

impl Attribute {
    /// Letters beyond ASCII are compared as they stand, as OpenSSL does.
    fn is_same(&self, other: &Self) -> bool {
        let folded = |attribute: &Self| {
            let text = attribute.text()?.to_ascii_lowercase();
            Some(text.split_ascii_whitespace().collect::<Vec<_>>().join(" "))
        };
        self.oid == other.oid
            && ((self.tag, &self.value) == (other.tag, &other.value)
                || folded(self).is_some_and(|own| Some(own) == folded(other)))
    }

    /// Its value as text; `None` if it is no kind of string.
    pub(super) fn text(&self) -> Option<String> {
        let bytes = &self.value;
        Some(match self.tag {
            TELETEX_STRING => bytes.iter().copied().map(char::from).collect(),
            BMP_STRING => {
                let units = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
                char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
            }
            UNIVERSAL_STRING => {
                let code = |four: &[u8]| four.iter().fold(0, |code, byte| code << 8 | u32::from(*byte));
                let letter = |four| char::from_u32(code(four)).unwrap_or(char::REPLACEMENT_CHARACTER);
                bytes.chunks_exact(4).map(letter).collect()
            }
            UTF8_STRING | PRINTABLE_STRING | IA5_STRING | GENERAL_STRING | NUMERIC_STRING
            | VISIBLE_STRING => String::from_utf8_lossy(bytes).into_owned(),
            _ => return None,
        })
    }

    /// Its value, DER, in hexadecimal.
    fn hexadecimal(&self) -> String {
        let mut der = Vec::with_capacity(self.value.len() + asn1::HEADER_BYTES);
        asn1::write(&mut der, self.tag, &self.value);
        der.iter().fold(String::new(), |mut text, byte| {
            // Writing to a string cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
    }
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

fn attribute(attribute: &Attribute) -> String {
    let oid = attribute.oid.to_string();
    let keyword = KEYWORDS.iter().find(|(known, _)| *known == oid).map(|(_, keyword)| *keyword);
    match keyword {
        Some(keyword) if is_string(attribute.tag) => {
            format!("{keyword}={}", escaped(&String::from_utf8_lossy(&attribute.value)))
        }
        _ => format!("{}=#{}", keyword.unwrap_or(&oid), attribute.hexadecimal()),
    }
}

/// What Java takes for a string.
fn is_string(tag: u8) -> bool {
    matches!(tag, UTF8_STRING | PRINTABLE_STRING | IA5_STRING | TELETEX_STRING | BMP_STRING | GENERAL_STRING)
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

    #[test]
    fn special_characters_and_outer_spaces_are_escaped() {
        assert_eq!(escaped(" a,b=c+d<e>f#g;h\"i\\j "), "\\ a\\,b\\=c\\+d\\<e\\>f\\#g\\;h\\\"i\\\\j\\ ");
        assert_eq!(escaped("é l'apostrophe – &"), "é l'apostrophe – &");
        assert_eq!(escaped("  "), "\\ \\ ");
    }

    #[test]
    fn names_are_the_same_whatever_their_kinds_of_string_letter_case_and_spaces() {
        // C=FR, CN=`value`, as a string of the kind that `tag` tells.
        let name = |tag: u8, value: &[u8]| {
            let member = |oid: u8, tag: u8, value: &[u8]| {
                let length = |bytes: usize| u8::try_from(bytes).unwrap();
                let head = [SET, length(value.len()) + 9, SEQUENCE, length(value.len()) + 7];
                [&head[..], &[OBJECT_IDENTIFIER, 3, 0x55, 4, oid, tag, length(value.len())], value].concat()
            };
            Name::read(&[member(6, PRINTABLE_STRING, b"FR"), member(3, tag, value)].concat()).unwrap()
        };
        let utf8 = name(UTF8_STRING, b"AC d'Essai");
        for same in [
            name(UTF8_STRING, b"AC d'Essai"),
            name(PRINTABLE_STRING, b"AC d'Essai"),
            name(TELETEX_STRING, b" ac  D'ESSAI "),
            name(BMP_STRING, b"\0A\0C\0 \0d\0'\0E\0s\0s\0a\0i"),
        ] {
            assert!(utf8.is_same(&same) && same.is_same(&utf8), "{same:?}");
        }
        for other in [
            name(UTF8_STRING, b"AC dEssai"),
            name(UTF8_STRING, b"ACd'Essai"),
            name(4, b"AC d'Essai"),
            Name::default(),
        ] {
            assert!(!utf8.is_same(&other) && !other.is_same(&utf8), "{other:?}");
        }
        let accented = [name(UTF8_STRING, "É".as_bytes()), name(UTF8_STRING, "é".as_bytes())];
        assert!(!accented[0].is_same(&accented[1]), "as OpenSSL has it");
        assert!(accented[0].is_same(&name(TELETEX_STRING, &[0xC9])));
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
            let name = Name::read(Elements::new(&der).take(SEQUENCE).unwrap()).unwrap();
            assert_eq!(rfc2253(&name), expected);
            count += 1;
        }
        assert!(count > 90, "{count} vectors only");
    }
}
