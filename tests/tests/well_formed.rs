//! What the scanner takes for XML, judged by the conformance suite of the W3C and by libxml2.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use cross_checks::conformance::{Case, Class, suite};
use cross_checks::scanner::{verdict, words};

#[test]
fn dump() {
    let Some(cases) = suite() else { return };
    println!("{}", cases.len());
    for case in &cases {
        let v = match verdict(&case.document) { Ok(v) => v, Err(e) => { println!("CUT {} {e}", case.id); continue } };
        let doctype = doctype(&case.document);
        let bad = match (doctype, case.class, &v) {
            (Some(_), _, Ok(())) => true,
            (Some(at), _, Err(e)) => e.kind.code() != "XML-005" && e.position.offset >= at as u64,
            (None, Class::WellFormed, Err(_)) => true,
            (None, Class::NotWellFormed, Ok(())) => true,
            _ => false,
        };
        if bad { println!("BAD {} {:?} {:?} {} | {}", case.id, case.class, doctype, words(&v), case.about); }
    }
}
fn doctype(document: &[u8]) -> Option<usize> {
    let narrow = b"<!DOCTYPE".to_vec();
    let wide: Vec<u8> = narrow.iter().flat_map(|b| [0, *b]).collect();
    document.windows(narrow.len()).position(|w| w == narrow).or_else(|| document.windows(wide.len()).position(|w| w == wide))
}
#[allow(dead_code)]
fn unused(_: Case) {}
