//! BER to DER, for the containers that Firefox and other NSS programs write.
//!
//! They use what BER allows and DER forbids: indefinite lengths, and strings cut into pieces. Nothing
//! else is changed; X.690 §8.1.3.6, §8.7.3.

use zeroize::Zeroizing;

use super::asn1::{self, Elements, HEADER_BYTES, OCTET_STRING, read_length};
use crate::limits;

const CONSTRUCTED: u8 = 0x20;

/// One element: its tag, and its content with all in it already in DER.
struct Element {
    tag: u8,
    content: Zeroizing<Vec<u8>>,
}

/// The element that `ber` begins with, in DER; `None` if it is malformed or nested too deep. Strings that
/// hold more of the same are not looked into.
pub(super) fn to_der(ber: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (element, _) = read(ber, limits::BER_DEPTH)?;
    Some(joined([&element].into_iter(), true))
}

/// The content of a string with an implicit tag that was cut into pieces: DER of `OCTET STRING`s.
pub(super) fn join(pieces: &[u8]) -> Option<Vec<u8>> {
    let mut joined = Vec::with_capacity(pieces.len());
    let mut pieces = Elements::new(pieces);
    while !pieces.is_empty() {
        joined.extend_from_slice(pieces.take(OCTET_STRING)?);
    }
    Some(joined)
}

/// Reads one element off `bytes`.
fn read(bytes: &[u8], levels: usize) -> Option<(Element, &[u8])> {
    let (&tag, rest) = bytes.split_first()?;
    // Tags of several bytes do not occur in PKCS#12.
    if tag & 0x1F == 0x1F || levels == 0 {
        return None;
    }
    let (length, rest) = read_length(rest)?;
    if tag & CONSTRUCTED == 0 {
        let (content, rest) = rest.split_at_checked(length?)?;
        return Some((Element { tag, content: Zeroizing::new(content.to_vec()) }, rest));
    }
    let mut children = Vec::new();
    let rest = match length {
        Some(length) => {
            let (mut inside, rest) = rest.split_at_checked(length)?;
            while !inside.is_empty() {
                let (child, after) = read(inside, levels - 1)?;
                children.push(child);
                inside = after;
            }
            rest
        }
        None => {
            let mut inside = rest;
            loop {
                if let Some(after) = inside.strip_prefix(&[0, 0]) {
                    break after;
                }
                let (child, after) = read(inside, levels - 1)?;
                children.push(child);
                inside = after;
            }
        }
    };
    let in_pieces = tag == OCTET_STRING | CONSTRUCTED;
    if in_pieces && children.iter().any(|child| child.tag != OCTET_STRING) {
        return None;
    }
    let content = joined(children.iter(), !in_pieces);
    Some((Element { tag: if in_pieces { OCTET_STRING } else { tag }, content }, rest))
}

/// Elements one after another, or their contents alone. Room is made at once: a vector that grows leaves copies of
/// secrets behind.
fn joined<'a>(elements: impl Iterator<Item = &'a Element> + Clone, with_headers: bool) -> Zeroizing<Vec<u8>> {
    let room = elements.clone().map(|element| element.content.len() + HEADER_BYTES).sum();
    let mut bytes = Zeroizing::new(Vec::with_capacity(room));
    for element in elements {
        if with_headers {
            asn1::write(&mut bytes, element.tag, &element.content);
        } else {
            bytes.extend_from_slice(&element.content);
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indefinite_lengths_and_strings_in_pieces_become_der() {
        let ber =
            [0x30, 0x80, 0x24, 0x80, 0x04, 0x01, 0xAA, 0x04, 0x02, 0xBB, 0xCC, 0, 0, 0x02, 0x01, 0x03, 0, 0];
        let der = [0x30, 0x08, 0x04, 0x03, 0xAA, 0xBB, 0xCC, 0x02, 0x01, 0x03];
        assert_eq!(*to_der(&ber).unwrap(), der);
        assert_eq!(*to_der(&der).unwrap(), der);
        assert_eq!(join(&[0x04, 0x01, 0xAA, 0x04, 0x02, 0xBB, 0xCC]).unwrap(), [0xAA, 0xBB, 0xCC]);
        assert_eq!(join(&[0x04, 0x01, 0xAA, 0x02, 0x01, 0x03]), None);
    }

    #[test]
    fn what_is_malformed_or_too_deep_is_refused() {
        for bad in [
            &[0x30, 0x05, 0x02][..],
            &[0x04, 0x80],
            &[0x30, 0x80],
            &[0x24, 0x03, 0x02, 0x01, 0x00],
            &[0x1F, 0x01, 0x00],
            &[0x30, 0x85, 0, 0, 0, 0, 0],
        ] {
            assert_eq!(to_der(bad), None, "{bad:?}");
        }
        assert_eq!(to_der(&[0x30, 0x80].repeat(10_000)), None);
    }
}
