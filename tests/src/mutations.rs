//! Small documents, most of them damaged: cuts of generated ones whose bytes are deleted, doubled, swapped, cut off or
//! joined by what means something in markup.

use std::ops::Range;

use roxmltree::{Document, Node};

use crate::generator;
use crate::random::Random;

/// How many small documents are cut from each generated one.
const CUTS: usize = 20;

/// What is inserted: markup, its fragments, and characters that XML allows in few places or in none.
pub(crate) const INSERTED: [&[u8]; 72] = [
    b"<",
    b">",
    b"&",
    b"\"",
    b"'",
    b"/",
    b"=",
    b"!",
    b"?",
    b"-",
    b"]",
    b"[",
    b":",
    b";",
    b"#",
    b" ",
    b"\t",
    b"\r",
    b"\n",
    b"</",
    b"/>",
    b"<!--",
    b"--",
    b"-->",
    b"--->",
    b"<!-->",
    b"<![CDATA[",
    b"]]>",
    b"]]",
    b"]>",
    b"<?",
    b"?>",
    b"<?xml ",
    b"<?XML?>",
    b"<?xml-x y?>",
    b"<?p:q?>",
    b"<!ELEMENT x ANY>",
    b"<![cdata[",
    b"<x>",
    b"</x>",
    b"<a:x/>",
    b"<:x/>",
    b"<x:/>",
    b"&amp;",
    b"&eacute;",
    b"&#0;",
    b"&#x;",
    b"&#65;",
    b"&#XE9;",
    b"&#xD800;",
    b"&#xFFFE;",
    b"&#x110000;",
    b" xmlns:a=''",
    b" xmlns:xml='urn:x'",
    b" xmlns:xmlns='urn:x'",
    b" xmlns='urn:x'",
    b" xml:lang='fr'",
    b" xmlns:a='urn:a' xmlns:a='urn:a'",
    b" m='1' m='2'",
    b" a:m='1' b:m='2'",
    b"\0",
    b"\x01",
    b"\x0B",
    b"\x0C",
    b"\x7F",
    b"\xC2\x85",
    b"\xC3",
    b"\xA9",
    b"\xFF",
    b"\xEF\xBB\xBF",
    b"\xEF\xBF\xBE",
    b"\xED\xA0\x80",
];

/// What replaces the name of the encoding, or all of the declaration.
const ENCODINGS: [&str; 10] = [
    "ISO-8859-1",
    "iso-8859-15",
    "windows-1252",
    "US-ASCII",
    "utf-8",
    "UTF8",
    "Latin1",
    "1SO",
    "ISO-8859-2",
    "UTF-16",
];
const DECLARATIONS: [&str; 12] = [
    "<?xml version='1.0'?>",
    "<?xml version=\"1.0\" standalone='yes'?>",
    "<?xml version=\"1.0\" standalone='oui'?>",
    "<?xml  version = '1.0'\tencoding\n=\r\n\"UTF-8\" standalone=\"no\"\n?>",
    "<?xml version='1.0'encoding='UTF-8'?>",
    "<?xml encoding='UTF-8' version='1.0'?>",
    "<?xml version='1.0' standalone='no' encoding='UTF-8'?>",
    "<?xml version='2.0'?>",
    "<?xml version='1.0' ? >",
    "<?xml\u{C}version='1.0'?>",
    "<?xml version='1.0\"?>",
    " <?xml version='1.0'?>",
];

/// `count` documents, a quarter of them as generated and the others damaged; the same every time.
pub fn damaged(count: usize) -> Vec<Vec<u8>> {
    let mut documents = Vec::with_capacity(count);
    for seed in 0.. {
        let generated = generator::document(50_000 + seed);
        let parsed = Document::parse(&generated.text).unwrap();
        let root = parsed.root_element();
        let children: Vec<Range<usize>> = root.children().map(|child| child.range()).collect();
        let mut random = Random::new(seed);
        for _ in 0..CUTS {
            if documents.len() == count {
                return documents;
            }
            let mut document = small(&generated.text, root, &children, &mut random);
            for _ in 0..random.below(4) {
                mutate(&mut document, &mut random);
            }
            documents.push(document);
        }
    }
    documents
}

/// The document with few of its root's children.
fn small(text: &str, root: Node<'_, '_>, children: &[Range<usize>], random: &mut Random) -> Vec<u8> {
    let from = random.below(children.len());
    let to = (from + random.below(4)).min(children.len() - 1);
    let (inside_from, inside_to) = (children[0].start, children[children.len() - 1].end);
    let mut head = text[..root.range().start].to_owned();
    match random.below(8) {
        0 => head = head.replace("UTF-8", random.one_of(&ENCODINGS)),
        1 => head = random.one_of(&DECLARATIONS).to_owned(),
        _ => {}
    }
    let start_tag = &text[root.range().start..inside_from];
    [&head, start_tag, &text[children[from].start..children[to].end], &text[inside_to..]]
        .concat()
        .into_bytes()
}

fn mutate(document: &mut Vec<u8>, random: &mut Random) {
    let at = random.below(document.len().max(1));
    let some = at..(at + 1 + random.below(6)).min(document.len());
    match random.below(10) {
        0 | 1 => drop(document.drain(some)),
        2 => document.truncate(at),
        3 => {
            let doubled = document[some].to_vec();
            let to = random.below(document.len() + 1);
            document.splice(to..to, doubled);
        }
        4 if !document.is_empty() => {
            let other = random.below(document.len());
            document.swap(at, other);
        }
        _ => {
            // Half of the time where something means something already.
            let near = document[at..].iter().position(|byte| b"<>&\"'=:/".contains(byte));
            let at = at + near.filter(|_| random.below(2) == 0).unwrap_or(0);
            document.splice(at..at, random.one_of(&INSERTED).iter().copied());
        }
    }
}
