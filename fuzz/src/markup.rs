//! A grammar of small documents with all that a canonicalizer must get right: namespaces declared, undeclared and
//! declared again, `xml:` attributes, references, line ends, comments, instructions, CDATA sections.

use arbitrary::Unstructured;

use crate::input::{one_in, one_of, up_to};

const PREFIXES: [&str; 5] = ["", "a", "b", "aa", "é"];
const URIS: [&str; 6] = ["urn:a", "urn:b", "urn:aa", "u", "http://essai.invalid/?c&amp;d=&quot;&#9;", "é"];
const LOCALS: [&str; 5] = ["x", "y", "X", "été", "\u{20000}"];
const XML_ATTRIBUTES: [&str; 8] = [
    "xml:lang='fr'",
    "xml:lang=\"\"",
    "xml:space='preserve'",
    "xml:base='http://essai.invalid/a/b'",
    "xml:base=''",
    "xml:id='i'",
    "xml:other='&#10;'",
    "xml:a=\"1\"",
];
/// Content, and values where they have no `<`.
const TEXTS: [&str; 24] = [
    "t",
    " ",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "&amp;",
    "&lt;",
    "&gt;",
    ">",
    "&quot;",
    "&apos;",
    "&#13;",
    "&#xA;",
    "&#9;",
    "é",
    "\u{1F600}",
    "&#x1F600;",
    "\u{85}",
    "\u{2028}",
    "]]&gt;",
    "]",
    "]]",
    "\u{FFFD}",
];
const NODES: [&str; 14] = [
    "<!---->",
    "<!-- c\r\n& < > \" é -->",
    "<?p?>",
    "<?p  q ?>",
    "<?p q\r\n>?>",
    "<?é < & ?>",
    "<![CDATA[]]>",
    "<![CDATA[<&>\r\n\r]]>",
    "<![CDATA[]]]]>",
    "<![CDATA[\u{1F600}é]]>",
    "<e/>",
    "<e xmlns=''/>",
    "<e xmlns:b='urn:b'/>",
    "<ds:Signature xmlns:ds='http://www.w3.org/2000/09/xmldsig#'><ds:SignedInfo/></ds:Signature>",
];
const BLANKS: [&str; 4] = [" ", "\n", "\t", " \r\n"];
const DEPTH: usize = 6;
/// A document does not grow beyond this by much.
const LENGTH: usize = 4 << 10;

/// A document, nearly always well-formed; nothing but the choices taken from `input` decides.
pub fn document(input: &mut Unstructured<'_>) -> String {
    let mut out = String::new();
    out.push_str(one_of(input, &["", "<?xml version='1.0'?>", "\u{FEFF}"]));
    around(input, &mut out);
    element(input, &mut out, &[], 0);
    around(input, &mut out);
    out
}

fn around(input: &mut Unstructured<'_>, out: &mut String) {
    for _ in 0..up_to(input, 2) {
        out.push_str(one_of(input, &["\n", "<!--c-->", "<?p?>", "<?p q?>", "<!--\r\n-->"]));
    }
}

fn element(input: &mut Unstructured<'_>, out: &mut String, bound: &[&'static str], depth: usize) {
    let mut bound = bound.to_vec();
    let mut attributes: Vec<String> = Vec::new();
    for prefix in PREFIXES {
        if one_in(input, 4) {
            attributes.push(declaration(input, prefix));
            bound.push(prefix);
        }
    }
    bound.retain(|prefix| !prefix.is_empty());
    let name = name(input, &bound, true);
    for _ in 0..up_to(input, 3) {
        attributes.push(if one_in(input, 3) {
            one_of(input, &XML_ATTRIBUTES).to_owned()
        } else {
            let quote = one_of(input, &["\"", "'"]);
            format!("{}={quote}{}{quote}", self::name(input, &bound, false), value(input, quote))
        });
    }
    // Twice the same name is no document: the later one goes.
    let mut names: Vec<String> = Vec::new();
    attributes.retain(|attribute| {
        let name = attribute.split('=').next().unwrap_or_default().to_owned();
        let new = !names.contains(&name);
        names.push(name);
        new
    });
    if one_in(input, 2) {
        attributes.reverse();
    }
    out.push('<');
    out.push_str(&name);
    for attribute in attributes {
        out.push_str(one_of(input, &BLANKS));
        out.push_str(&attribute);
    }
    if one_in(input, 4) {
        out.push_str("/>");
        return;
    }
    out.push_str(one_of(input, &[">", " >", "\n>"]));
    for _ in 0..up_to(input, 5) {
        match up_to(input, 3) {
            0 if depth < DEPTH && out.len() < LENGTH => element(input, out, &bound, depth + 1),
            1 => out.push_str(one_of(input, &NODES)),
            _ => out.push_str(one_of(input, &TEXTS)),
        }
    }
    out.push_str("</");
    out.push_str(&name);
    out.push_str(one_of(input, &[">", " >"]));
}

fn declaration(input: &mut Unstructured<'_>, prefix: &str) -> String {
    match prefix {
        "" if one_in(input, 3) => "xmlns=''".to_owned(),
        "" => format!("xmlns='{}'", one_of(input, &URIS)),
        prefix => format!("xmlns:{prefix}=\"{}\"", one_of(input, &URIS)),
    }
}

/// A name with a prefix that is bound, or without one; sometimes with one that is not.
fn name(input: &mut Unstructured<'_>, bound: &[&'static str], of_element: bool) -> String {
    let local = one_of(input, &LOCALS);
    if bound.is_empty() || one_in(input, if of_element { 2 } else { 3 }) {
        return local.to_owned();
    }
    let prefix = if one_in(input, 64) { "unbound" } else { one_of(input, bound) };
    format!("{prefix}:{local}")
}

fn value(input: &mut Unstructured<'_>, quote: &str) -> String {
    let mut value = String::new();
    for _ in 0..up_to(input, 3) {
        value.push_str(one_of(input, &TEXTS));
    }
    if quote == "'" {
        value.push('"');
    }
    value
}
