//! The scanner tells the same however its bytes are cut, never panics, and holds little.

#![no_main]

use libfuzzer_sys::fuzz_target;
use pes_signer::limits;
use pes_signer_fuzz::told::{Told, told};
use pes_signer_fuzz::{input, memory};

/// Up to this length a document is also pushed byte by byte.
const BYTE_BY_BYTE: usize = 2 << 10;
/// What the scanner may hold beside the markup at hand and its decoded values.
const HELD: usize = 512 << 10;
/// What the scanner may hold for each byte of a document, up to its own limit on markup.
const HELD_PER_BYTE: usize = 8;
/// One document in so many is also read with a byte repeated beyond the longest markup. Which ones must not depend on
/// a byte that mutations hand down, or these slow runs fill the corpus.
const STRETCHED: u64 = 512;

fuzz_target!(|data: &[u8]| {
    let (document, cuts) = input::document_and_steering(data);
    compare(data, document, cuts);
    let chance = input::hash(data);
    if chance.is_multiple_of(STRETCHED) && !document.is_empty() {
        let place = usize::try_from(chance / STRETCHED).unwrap_or_default() % document.len();
        compare(data, &stretched(document, place), cuts);
    }
});

fn compare(data: &[u8], document: &[u8], cuts: &[u8]) {
    let limit = HELD + HELD_PER_BYTE * document.len().min(limits::MARKUP_BYTES);
    // Of the reading whole and of those in parts, one in two takes empty-element tags as one, the other as two events.
    let [of_whole, of_parts] = [1, 2].map(|bit| input::hash(data) & bit != 0);
    let whole = memory::within(limit, || told([document], of_whole));
    same(&whole, &memory::within(limit, || told(input::pieces(document, cuts), of_parts)), "in pieces");
    if document.len() <= BYTE_BY_BYTE {
        same(&whole, &memory::within(limit, || told(document.chunks(1), of_parts)), "byte by byte");
    }
}

/// Both readings ended alike and told the same.
fn same(whole: &Told, cut: &Told, how: &str) {
    assert_eq!(whole.end, cut.end, "{how}: the end");
    assert_eq!(whole.text, cut.text, "{how}: the events");
    assert!(whole == cut, "{how}: the events, further than they are kept");
}

/// The document with one of its bytes repeated, beyond the longest markup.
fn stretched(document: &[u8], place: usize) -> Vec<u8> {
    let mut long = document[..place].to_vec();
    long.resize(place + limits::MARKUP_BYTES + limits::MARKUP_BYTES / 16, document[place]);
    long.extend_from_slice(&document[place..]);
    long
}
