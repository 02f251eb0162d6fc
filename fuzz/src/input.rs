//! How the bytes of one run are divided, and pushed in pieces.

use arbitrary::Unstructured;

/// Divides an input into a document and what steers the target: the bytes behind the last NUL, which no document
/// needs. Seeds are then plain files.
#[must_use]
pub fn document_and_steering(data: &[u8]) -> (&[u8], &[u8]) {
    match data.iter().rposition(|byte| *byte == 0) {
        Some(nul) => (&data[..nul], &data[nul + 1..]),
        None => (data, &[]),
    }
}

/// Whether the input is a document as it stands, rather than choices for a grammar.
#[must_use]
pub fn is_document(data: &[u8]) -> bool {
    matches!(data.first(), Some(b'<' | 0xEF | b' '))
}

/// The pieces that `cuts` make of `document`, some of them empty: each byte is the length of one, up to a rest.
pub fn pieces<'a>(document: &'a [u8], cuts: &'a [u8]) -> impl Iterator<Item = &'a [u8]> + Clone {
    let mut rest = document;
    let lengths = cuts.iter().map(|cut| usize::from(*cut)).chain([usize::MAX]);
    lengths.map(move |length| {
        let (piece, after) = rest.split_at(length.min(rest.len()));
        rest = after;
        piece
    })
}

/// A number that any change of `data` changes (FNV-1a).
#[must_use]
pub fn hash(data: &[u8]) -> u64 {
    let mix = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3);
    data.iter().fold(0xCBF2_9CE4_8422_2325, mix)
}

/// One of `choices`; the first when the input is used up.
pub fn one_of<T: Copy>(input: &mut Unstructured<'_>, choices: &[T]) -> T {
    input.choose(choices).copied().unwrap_or(choices[0])
}

/// A number from 0 to `limit`, 0 when the input is used up.
pub fn up_to(input: &mut Unstructured<'_>, limit: usize) -> usize {
    if input.is_empty() { 0 } else { input.int_in_range(0..=limit).unwrap_or(0) }
}

/// True once in `times`; false when the input is used up.
pub fn one_in(input: &mut Unstructured<'_>, times: u8) -> bool {
    !input.is_empty() && input.ratio(1, times).unwrap_or(false)
}
