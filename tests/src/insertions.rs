//! What a signer may add to a file, found by a plain search of bytes.

use std::ops::Range;

const OPENS: &[u8] = b"<ds:Signature xmlns:ds=";
const CLOSES: &[u8] = b"</ds:Signature>";

/// Where each `ds:Signature` that declares its own prefix stands in `signed`.
pub fn signatures(signed: &[u8]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = find(signed, OPENS, from) {
        let end =
            find(signed, CLOSES, start).unwrap_or_else(|| panic!("a signature has no end")) + CLOSES.len();
        found.push(start..end);
        from = end;
    }
    found
}

/// `signed` without its signatures.
pub fn cut_out(signed: &[u8]) -> Vec<u8> {
    let mut rest = Vec::with_capacity(signed.len());
    let mut from = 0;
    for signature in signatures(signed) {
        rest.extend_from_slice(&signed[from..signature.start]);
        from = signature.end;
    }
    rest.extend_from_slice(&signed[from..]);
    rest
}

/// The local name of the end tag that follows each signature at once; empty where something else follows.
pub fn closed_after(signed: &[u8]) -> Vec<String> {
    signatures(signed).into_iter().map(|signature| end_tag(&signed[signature.end..])).collect()
}

/// The place of the first `needle` in `haystack` at or after `from`.
pub fn find(haystack: &[u8], needle: &[u8], from: usize) -> Option<usize> {
    haystack[from..].windows(needle.len()).position(|window| window == needle).map(|place| place + from)
}

fn end_tag(bytes: &[u8]) -> String {
    let Some(name) = bytes.strip_prefix(b"</") else { return String::new() };
    let end = name.iter().position(|byte| b"> \t\r\n".contains(byte)).unwrap_or(name.len());
    let name = String::from_utf8_lossy(&name[..end]);
    name.rsplit(':').next().unwrap_or_default().to_owned()
}
