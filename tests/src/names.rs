//! Distinguished names in DER, built by hand, and what the crate makes of them: the one place besides [`crate::scanner`]
//! that calls it, since the command line shows the second form of a name nowhere.

#[cfg(feature = "crate")]
use pes_signer::identity::Certificate;

/// An attribute of a name: its type as dotted numbers, the tag and the bytes of its value.
pub type Attribute<'a> = (&'a str, u8, &'a [u8]);

/// Tag of UTF8String.
pub const UTF8: u8 = 0x0C;
/// Tag of NumericString.
pub const NUMERIC: u8 = 0x12;
/// Tag of PrintableString.
pub const PRINTABLE: u8 = 0x13;
/// Tag of T61String.
pub const T61: u8 = 0x14;
/// Tag of IA5String.
pub const IA5: u8 = 0x16;
/// Tag of UniversalString.
pub const UNIVERSAL: u8 = 0x1C;
/// Tag of BMPString.
pub const BMP: u8 = 0x1E;

/// A name of relative names, each of one or more attributes, the most general first.
pub fn name(relative: &[Vec<Attribute>]) -> Vec<u8> {
    let sets = relative.iter().map(|attributes| {
        let mut members: Vec<Vec<u8>> = attributes.iter().map(attribute).collect();
        members.sort();
        tagged(0x31, &members.concat())
    });
    tagged(0x30, &sets.collect::<Vec<_>>().concat())
}

/// A name of one relative name whose attributes stand as they are given, which DER forbids and some authorities write.
pub fn unsorted(attributes: &[Attribute]) -> Vec<u8> {
    let members: Vec<u8> = attributes.iter().flat_map(attribute).collect();
    tagged(0x30, &tagged(0x31, &members))
}

/// A certificate, DER, with another issuer; its signature is wrong from then on.
pub fn with_issuer(certificate: &[u8], issuer: &[u8]) -> Vec<u8> {
    let outer = members(inside(certificate));
    let mut signed = members(inside(outer[0]));
    // Version, serial number, algorithm, issuer.
    signed[3] = issuer;
    let signed = tagged(0x30, &signed.concat());
    tagged(0x30, &[&signed, outer[1], outer[2]].concat())
}

/// The issuer's name in a certificate, DER both.
pub fn issuer(certificate: &[u8]) -> Vec<u8> {
    members(inside(members(inside(certificate))[0]))[3].to_vec()
}

#[cfg(feature = "crate")]
/// Both forms of the issuer's name of a certificate as the crate writes them: the displayed one, and RFC 2253.
pub fn written(certificate: &[u8]) -> (String, String) {
    let certificate = Certificate::from_der(certificate).unwrap();
    (certificate.issuer_displayed(), certificate.issuer())
}

fn attribute((of, tag, value): &Attribute) -> Vec<u8> {
    tagged(0x30, &[tagged(0x06, &object_identifier(of)), tagged(*tag, value)].concat())
}

pub(crate) fn object_identifier(dotted: &str) -> Vec<u8> {
    let numbers: Vec<u32> = dotted.split('.').map(|number| number.parse().unwrap()).collect();
    let first = numbers[0] * 40 + numbers[1];
    [first].iter().chain(&numbers[2..]).flat_map(|number| base_128(*number)).collect()
}

/// Seven bits a byte; all but the last have the highest one set.
fn base_128(number: u32) -> Vec<u8> {
    let groups = (0..5).rev().map(|place| (number >> (7 * place)) & 0x7F).skip_while(|group| *group == 0);
    let mut bytes: Vec<u8> = groups.map(|group| u8::try_from(group | 0x80).unwrap()).collect();
    match bytes.last_mut() {
        Some(last) => *last &= 0x7F,
        None => bytes.push(0),
    }
    bytes
}

/// A value with its tag and length.
pub(crate) fn tagged(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len();
    let bytes: Vec<u8> = length.to_be_bytes().into_iter().skip_while(|byte| *byte == 0).collect();
    let header = match u8::try_from(length) {
        Ok(short @ ..0x80) => vec![tag, short],
        _ => [vec![tag, 0x80 | u8::try_from(bytes.len()).unwrap()], bytes].concat(),
    };
    [&header, content].concat()
}

/// What a constructed value holds.
pub(crate) fn inside(value: &[u8]) -> &[u8] {
    let (header, length) = header(value);
    &value[header..header + length]
}

/// The values that follow one another in `content`, each with its tag.
fn members(mut content: &[u8]) -> Vec<&[u8]> {
    let mut members = Vec::new();
    while !content.is_empty() {
        let (header, length) = header(content);
        let (member, rest) = content.split_at(header + length);
        members.push(member);
        content = rest;
    }
    members
}

/// The lengths of the header and of the content of the value that begins here.
fn header(value: &[u8]) -> (usize, usize) {
    match usize::from(value[1]) {
        short @ ..0x80 => (2, short),
        long => {
            let bytes = &value[2..2 + long - 0x80];
            let length = bytes.iter().fold(0, |length, byte| length << 8 | usize::from(*byte));
            (2 + bytes.len(), length)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_built_as_their_bytes_have_it() {
        let email: Attribute = ("1.2.840.113549.1.9.1", IA5, b"a@b");
        let expected = b"\x30\x14\x31\x12\x30\x10\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x09\x01\x16\x03a@b";
        assert_eq!(name(&[vec![email]]), expected);
        let long = tagged(0x04, &[7; 300]);
        assert_eq!((header(&long), long.len()), ((4, 300), 304));
    }
}
