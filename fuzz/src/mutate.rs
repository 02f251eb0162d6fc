//! Changes to a signed file: bytes, markup, and whole elements moved about, as an attacker would.

use std::ops::Range;

use arbitrary::Unstructured;

use crate::input::{one_of, up_to};
use crate::tree::{Element, elements, parse, root};

const INSERTED: [&str; 26] = [
    " ",
    "\n",
    "\r",
    "x",
    "é",
    "&amp;",
    "&#32;",
    "<!---->",
    "<?p?>",
    "<x/>",
    "<x>",
    "</x>",
    "<Bordereau Id='A'>",
    "<Bordereau>",
    "</Bordereau>",
    "<Object Id='A'/>",
    " Id='A'",
    " Id='B'",
    " id='A'",
    " xml:id='A'",
    " xmlns='urn:x'",
    " xmlns:ds='urn:x'",
    " xmlns:n='urn:x'",
    "<![CDATA[ ]]>",
    "<ds:Transform xmlns:ds='http://www.w3.org/2000/09/xmldsig#' Algorithm='http://www.w3.org/2000/09/xmldsig#base64'/>",
    "<ds:Signature xmlns:ds='http://www.w3.org/2000/09/xmldsig#'/>",
];
/// Changes to one file at the most.
const CHANGES: usize = 4;

/// Changes `document` at places chosen by `input`.
pub fn mutate(input: &mut Unstructured<'_>, document: &mut Vec<u8>) {
    for _ in 0..=up_to(input, CHANGES - 1) {
        if up_to(input, 1) == 0 {
            change_bytes(input, document);
        } else {
            move_elements(input, document);
        }
    }
}

fn change_bytes(input: &mut Unstructured<'_>, document: &mut Vec<u8>) {
    if document.is_empty() {
        return;
    }
    let place = up_to(input, document.len() - 1);
    let end = (place + 1 + up_to(input, 15)).min(document.len());
    match up_to(input, 4) {
        0 => document[place] = input.arbitrary().unwrap_or(b'x'),
        1 => document[place] ^= 1 << up_to(input, 7),
        2 => drop(document.drain(place..end)),
        3 => {
            let copied = document[place..end].to_vec();
            let to = up_to(input, document.len());
            document.splice(to..to, copied);
        }
        _ => {
            let inserted = one_of(input, &INSERTED).bytes();
            document.splice(place..place, inserted);
        }
    }
}

/// Copies, moves, removes, wraps or exchanges elements; the document must be well-formed.
fn move_elements(input: &mut Unstructured<'_>, document: &mut Vec<u8>) {
    let Ok(tree) = parse(document) else { return };
    let Some(root) = root(&tree) else { return };
    let all = elements(root);
    let (element, other) = (pick(input, &all), pick(input, &all));
    let (here, there) = (range(element), range(other));
    let taken = document[here.clone()].to_vec();
    let inside = inside(document, &there);
    match up_to(input, 5) {
        0 => drop(document.drain(here)),
        1 => drop(document.splice(there.start..there.start, taken)),
        2 => drop(document.splice(inside..inside, taken)),
        3 if inside <= here.start || here.end <= inside => {
            let gap = if inside <= here.start { here.len() } else { 0 };
            document.splice(inside..inside, taken);
            document.drain(here.start + gap..here.end + gap);
        }
        4 => {
            let (open, close) = one_of(
                input,
                &[("<x>", "</x>"), ("<Bordereau>", "</Bordereau>"), ("<Bordereau Id='A'>", "</Bordereau>")],
            );
            document.splice(here.end..here.end, close.bytes());
            document.splice(here.start..here.start, open.bytes());
        }
        _ if here.end <= there.start => {
            let exchanged = document[there.clone()].to_vec();
            document.splice(there, taken);
            document.splice(here, exchanged);
        }
        _ => {}
    }
}

/// One of the elements; mostly one that a signature is about.
fn pick<'a>(input: &mut Unstructured<'_>, all: &[(Vec<&'a Element>, &'a Element)]) -> &'a Element {
    let all: Vec<&Element> = all.iter().map(|(_, element)| *element).collect();
    let is_notable = |element: &Element| element.attribute("Id").is_some() || element.local == "Bordereau";
    let notable: Vec<&Element> = all.iter().copied().filter(|element| is_notable(element)).collect();
    if notable.is_empty() || up_to(input, 2) == 0 { one_of(input, &all) } else { one_of(input, &notable) }
}

fn range(element: &Element) -> Range<usize> {
    let offset = |offset: u64| usize::try_from(offset).expect("an offset");
    offset(element.offset)..offset(element.end)
}

/// Before the end tag of the element there; before the element if it has none.
fn inside(document: &[u8], there: &Range<usize>) -> usize {
    let end_tag = document[there.clone()].windows(2).rposition(|pair| pair == b"</");
    end_tag.map_or(there.start, |place| there.start + place)
}
