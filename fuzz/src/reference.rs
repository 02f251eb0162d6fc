//! Canonical XML as its specifications say it, slowly: Canonical XML 1.0 and 1.1, Exclusive XML Canonicalization 1.0.
//!
//! The node-set is a document or one element with all in it, less one element inside. Every rule looks at the tree
//! anew; nothing is carried from one element to the next.

use std::collections::{BTreeMap, BTreeSet};

use pes_signer::c14n::Method;

use crate::tree::{Element, Node};

/// What is to be written, and how.
#[derive(Clone, Debug)]
pub struct Canonical<'a> {
    /// The method.
    pub method: Method,
    /// The `PrefixList` of `InclusiveNamespaces`.
    pub prefixes: &'a str,
    /// Offset of the start tag of an element to leave out.
    pub without: Option<u64>,
}

impl Canonical<'_> {
    /// The form of a whole document (Canonical XML 1.0 §2.3, "Root Node").
    #[must_use]
    pub fn document(&self, document: &[Node]) -> String {
        let mut out = String::new();
        let root = document.iter().position(|node| matches!(node, Node::Element(_))).unwrap_or(0);
        for (place, node) in document.iter().enumerate() {
            let written = self.node(node, &mut Vec::new(), &[]);
            match (node, written.is_empty()) {
                (Node::Text(_), _) | (_, true) => {}
                (Node::Element(_), _) => out.push_str(&written),
                _ if place < root => out.push_str(&(written + "\n")),
                _ => out.push_str(&("\n".to_owned() + &written)),
            }
        }
        out
    }

    /// The form of one element; `outside` are its ancestors, none of which is in the node-set.
    #[must_use]
    pub fn element(&self, element: &Element, outside: &[&Element]) -> String {
        self.write(element, &mut Vec::new(), outside)
    }

    /// `inside` are the ancestors in the node-set, the outermost first.
    fn node<'n>(&self, node: &'n Node, inside: &mut Vec<&'n Element>, outside: &[&Element]) -> String {
        match node {
            Node::Element(element) if Some(element.offset) == self.without => String::new(),
            Node::Element(element) => self.write(element, inside, outside),
            Node::Text(text) => {
                escape(text, &[('&', "&amp;"), ('<', "&lt;"), ('>', "&gt;"), ('\r', "&#xD;")])
            }
            Node::Comment(text) if self.method.keeps_comments() => format!("<!--{text}-->"),
            Node::Comment(_) => String::new(),
            Node::Instruction(target, data) if data.is_empty() => format!("<?{target}?>"),
            Node::Instruction(target, data) => format!("<?{target} {data}?>"),
        }
    }

    fn write<'n>(&self, element: &'n Element, inside: &mut Vec<&'n Element>, outside: &[&Element]) -> String {
        let name = qualified(&element.prefix, &element.local);
        let mut out = format!("<{name}");
        for (prefix, uri) in self.namespaces(element, inside) {
            let name = if prefix.is_empty() { "xmlns".to_owned() } else { format!("xmlns:{prefix}") };
            out += &attribute(&name, &uri);
        }
        let mut attributes = element.attributes.clone();
        if inside.is_empty() {
            self.inherit(&mut attributes, outside);
        }
        // §2.2: "lexicographic … with namespace URI as the primary key and local name as the secondary key".
        let sorted: BTreeMap<(String, String), (String, String)> = attributes
            .into_iter()
            .map(|(prefix, local, value)| {
                let uri = if prefix.is_empty() { "" } else { element.scope[&prefix].as_str() };
                ((uri.to_owned(), local.clone()), (qualified(&prefix, &local), value))
            })
            .collect();
        for (name, value) in sorted.values() {
            out += &attribute(name, value);
        }
        out.push('>');
        inside.push(element);
        for child in &element.children {
            out += &self.node(child, inside, outside);
        }
        inside.pop();
        out + &format!("</{name}>")
    }

    /// The namespace nodes written on an element, sorted by prefix.
    fn namespaces(&self, element: &Element, inside: &[&Element]) -> BTreeMap<String, String> {
        let mut prefixes: BTreeSet<&str> = element.scope.keys().map(String::as_str).collect();
        prefixes.insert("");
        let written = prefixes.into_iter().filter_map(|prefix| {
            let as_in_1_0 = !self.method.is_exclusive() || self.is_listed(prefix);
            let compared = if as_in_1_0 {
                inside.last()
            } else if is_visibly_used(element, prefix) {
                inside.iter().rev().find(|ancestor| is_visibly_used(ancestor, prefix))
            } else {
                return None;
            };
            let here = element.scope.get(prefix);
            let there = compared.and_then(|ancestor| ancestor.scope.get(prefix));
            // `xmlns=""` where a default ends; the prefix xml, bound as ever, never.
            let uri = here.map_or("", String::as_str);
            (here != there && prefix != "xml").then(|| (prefix.to_owned(), uri.to_owned()))
        });
        written.collect()
    }

    fn is_listed(&self, prefix: &str) -> bool {
        let token = if prefix.is_empty() { "#default" } else { prefix };
        self.prefixes.split([' ', '\t', '\r', '\n']).any(|listed| listed == token)
    }

    /// Adds the attributes that an element takes from ancestors outside the node-set (1.0 and 1.1 §2.4).
    fn inherit(&self, attributes: &mut Vec<(String, String, String)>, outside: &[&Element]) {
        let inheritable = |local: &str| match self.method {
            Method::Exclusive | Method::ExclusiveWithComments => false,
            Method::Inclusive | Method::InclusiveWithComments => true,
            // `xml:base` is joined; see `joins_bases`.
            _ => matches!(local, "lang" | "space" | "base"),
        };
        for ancestor in outside.iter().rev() {
            for (prefix, local, value) in &ancestor.attributes {
                let has_one = attributes.iter().any(|(p, l, _)| p == "xml" && l == local);
                if prefix == "xml" && inheritable(local) && !has_one {
                    attributes.push((prefix.clone(), local.clone(), value.clone()));
                }
            }
        }
        let is_1_1 = matches!(self.method, Method::Inclusive11 | Method::Inclusive11WithComments);
        if is_1_1 && has_base(outside) {
            attributes
                .retain(|(prefix, local, value)| !(prefix == "xml" && local == "base" && value.is_empty()));
        }
    }

    /// Whether the form of `element` depends on how Canonical XML 1.1 joins several `xml:base`, which is not done here.
    #[must_use]
    pub fn joins_bases(&self, element: &Element, outside: &[&Element]) -> bool {
        let is_1_1 = matches!(self.method, Method::Inclusive11 | Method::Inclusive11WithComments);
        let bases = outside.iter().chain([&element]).filter(|element| has_base(&[element])).count();
        is_1_1 && has_base(outside) && bases > 1
    }
}

fn has_base(elements: &[&Element]) -> bool {
    let is_base = |(prefix, local, _): &(String, String, String)| prefix == "xml" && local == "base";
    elements.iter().any(|element| element.attributes.iter().any(is_base))
}

/// Exclusive XML Canonicalization §1.1, "visibly utilizes".
fn is_visibly_used(element: &Element, prefix: &str) -> bool {
    element.prefix == prefix
        || (!prefix.is_empty() && element.attributes.iter().any(|(own, ..)| own == prefix))
}

fn attribute(name: &str, value: &str) -> String {
    let replaced =
        [('&', "&amp;"), ('<', "&lt;"), ('"', "&quot;"), ('\t', "&#x9;"), ('\n', "&#xA;"), ('\r', "&#xD;")];
    format!(" {name}=\"{}\"", escape(value, &replaced))
}

fn escape(text: &str, replaced: &[(char, &str)]) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match replaced.iter().find(|(special, _)| *special == c) {
            Some((_, replacement)) => out += replacement,
            None => out.push(c),
        }
    }
    out
}

fn qualified(prefix: &str, local: &str) -> String {
    if prefix.is_empty() { local.to_owned() } else { format!("{prefix}:{local}") }
}
