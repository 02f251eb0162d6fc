//! BER to DER, for the containers that Firefox and other NSS programs write.
//!
//! They use what BER allows and DER forbids: indefinite lengths, and strings cut into pieces. Nothing
//! else is changed; X.690 §8.1.3.6, §8.7.3.

use crate::limits;

const OCTET_STRING: u8 = 0x04;
const OBJECT_IDENTIFIER: u8 = 0x06;
const SEQUENCE: u8 = 0x30;
const CONSTRUCTED: u8 = 0x20;
/// `[0]`, constructed: an explicit tag, or an implicit one on a string in pieces.
const CONTEXT_0: u8 = 0xA0;
/// `[0]`, primitive.
const CONTEXT_0_STRING: u8 = 0x80;
/// `pkcs7-data`.
const DATA: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x01];

/// How far down strings are opened that hold more of the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Depth {
    /// Not at all: what the container's check value covers keeps its bytes.
    Outside,
    /// Wherever a `ContentInfo` of type data says that there is something inside.
    Inside,
}

/// One element: its tag, and its content with all in it already in DER.
struct Element {
    tag: u8,
    content: Vec<u8>,
}

/// `ber` in DER; `None` if it is malformed or nested too deep.
pub(super) fn to_der(ber: &[u8], depth: Depth) -> Option<Vec<u8>> {
    let (element, rest) = read(ber, depth, limits::BER_DEPTH)?;
    rest.is_empty().then(|| element.encode())
}

/// Reads one element off `bytes`.
fn read(bytes: &[u8], depth: Depth, levels: usize) -> Option<(Element, &[u8])> {
    let (&tag, rest) = bytes.split_first()?;
    // Tags of several bytes do not occur in PKCS#12.
    if tag & 0x1F == 0x1F || levels == 0 {
        return None;
    }
    let (length, rest) = read_length(rest)?;
    if tag & CONSTRUCTED == 0 {
        let length = length?;
        let content = rest.get(..length)?.to_vec();
        return Some((Element { tag, content }, &rest[length..]));
    }
    let mut children = Vec::new();
    let rest = match length {
        Some(length) => {
            let mut inside = rest.get(..length)?;
            while !inside.is_empty() {
                let (child, after) = read(inside, depth, levels - 1)?;
                children.push(child);
                inside = after;
            }
            &rest[length..]
        }
        None => {
            let mut inside = rest;
            loop {
                if let Some(after) = inside.strip_prefix(&[0, 0]) {
                    break after;
                }
                let (child, after) = read(inside, depth, levels - 1)?;
                children.push(child);
                inside = after;
            }
        }
    };
    Some((assemble(tag, children, depth, levels)?, rest))
}

/// The length of an element: `Some(None)` inside means indefinite.
fn read_length(bytes: &[u8]) -> Option<(Option<usize>, &[u8])> {
    let (&first, rest) = bytes.split_first()?;
    match first {
        0..=0x7F => Some((Some(usize::from(first)), rest)),
        0x80 => Some((None, rest)),
        0x81..=0x84 => {
            let (digits, rest) = rest.split_at_checked(usize::from(first & 0x7F))?;
            let length = digits.iter().fold(0, |length, digit| length << 8 | usize::from(*digit));
            Some((Some(length), rest))
        }
        _ => None,
    }
}

fn assemble(tag: u8, mut children: Vec<Element>, depth: Depth, levels: usize) -> Option<Element> {
    if tag == OCTET_STRING | CONSTRUCTED {
        let content = children.into_iter().flat_map(|child| child.content).collect();
        return Some(Element { tag: OCTET_STRING, content });
    }
    if tag == SEQUENCE {
        match children.as_mut_slice() {
            // EncryptedContentInfo: its content is a string with an implicit tag.
            [kind, algorithm, content]
                if kind.tag == OBJECT_IDENTIFIER && algorithm.tag == SEQUENCE && content.tag == CONTEXT_0 =>
            {
                let joined = joined_strings(&content.content)?;
                *content = Element { tag: CONTEXT_0_STRING, content: joined };
            }
            // ContentInfo: an explicit tag around a string with more inside.
            [kind, content]
                if depth == Depth::Inside
                    && kind.tag == OBJECT_IDENTIFIER
                    && kind.content == DATA
                    && content.tag == CONTEXT_0 =>
            {
                let string = joined_strings(&content.content)?;
                let (inner, _) = read(&string, depth, levels - 1)?;
                content.content = Element { tag: OCTET_STRING, content: inner.encode() }.encode();
            }
            _ => {}
        }
    }
    let content = children.iter().flat_map(Element::encode).collect();
    Some(Element { tag, content })
}

/// The contents of the strings that `der` consists of. It was made here: nothing is read twice.
fn joined_strings(der: &[u8]) -> Option<Vec<u8>> {
    let mut joined = Vec::new();
    let mut rest = der;
    while let Some((&tag, after)) = rest.split_first() {
        let (length, after) = read_length(after)?;
        let (content, after) = after.split_at_checked(length.filter(|_| tag == OCTET_STRING)?)?;
        joined.extend_from_slice(content);
        rest = after;
    }
    Some(joined)
}

impl Element {
    fn encode(&self) -> Vec<u8> {
        let mut bytes = vec![self.tag];
        let length = self.content.len().to_be_bytes();
        let digits = &length[length.iter().take_while(|byte| **byte == 0).count()..];
        match digits {
            [] => bytes.push(0),
            [short @ 0..=0x7F] => bytes.push(*short),
            long => {
                // At most eight digits.
                bytes.push(0x80 | u8::try_from(long.len()).unwrap_or_default());
                bytes.extend_from_slice(long);
            }
        }
        bytes.extend_from_slice(&self.content);
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indefinite_lengths_and_strings_in_pieces_become_der() {
        let ber =
            [0x30, 0x80, 0x24, 0x80, 0x04, 0x01, 0xAA, 0x04, 0x02, 0xBB, 0xCC, 0, 0, 0x02, 0x01, 0x03, 0, 0];
        let der = [0x30, 0x08, 0x04, 0x03, 0xAA, 0xBB, 0xCC, 0x02, 0x01, 0x03];
        assert_eq!(to_der(&ber, Depth::Outside).unwrap(), der);
        assert_eq!(to_der(&der, Depth::Outside).unwrap(), der);
    }

    #[test]
    fn what_is_malformed_or_too_deep_is_refused() {
        for bad in [
            &[0x30, 0x05, 0x02][..],
            &[0x04, 0x80],
            &[0x30, 0x80],
            &[0x1F, 0x01, 0x00],
            &[0x30, 0x85, 0, 0, 0, 0, 0],
        ] {
            assert_eq!(to_der(bad, Depth::Inside), None, "{bad:?}");
        }
        assert_eq!(to_der(&[0x30, 0x80].repeat(10_000), Depth::Inside), None);
        // Each level looks like an EncryptedContentInfo: read more than once, it would never end.
        let open = [0x30, 0x80, 0x06, 0x01, 0x2A, 0x30, 0x00, 0xA0, 0x80];
        let ber = [open.repeat(31), [0, 0].repeat(62)].concat();
        assert_eq!(to_der(&ber, Depth::Inside), None);
    }
}
