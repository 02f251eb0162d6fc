//! A document as a tree: everything owned, nothing clever.

use std::collections::BTreeMap;

use pes_signer::xml::{Error, Event};

use crate::told::read;

/// The namespace bound to the prefix `xml`.
pub const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// A node of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// An element.
    Element(Element),
    /// Text; one run of it may be several nodes.
    Text(String),
    /// A comment.
    Comment(String),
    /// A processing instruction: target and data.
    Instruction(String, String),
}

/// An element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// Prefix, empty for none.
    pub prefix: String,
    /// The name behind the prefix.
    pub local: String,
    /// Attributes, in document order: prefix, local name, value.
    pub attributes: Vec<(String, String, String)>,
    /// Namespaces in scope: prefix to name. The empty prefix is there only where a default is declared and not empty;
    /// `xml` is always there.
    pub scope: BTreeMap<String, String>,
    /// Where its start tag begins.
    pub offset: u64,
    /// Where its end tag ends.
    pub end: u64,
    /// What it holds.
    pub children: Vec<Node>,
}

/// Reads a document, pushed whole.
///
/// # Errors
/// Those of the scanner.
pub fn parse(document: &[u8]) -> Result<Vec<Node>, Error> {
    let mut top = Vec::new();
    let mut open: Vec<Element> = Vec::new();
    read([document], |event| {
        let node = match event {
            Event::Start(tag) => {
                let mut scope = open.last().map_or_else(
                    || BTreeMap::from([("xml".to_owned(), XML.to_owned())]),
                    |parent| parent.scope.clone(),
                );
                for (prefix, uri) in tag.declarations() {
                    match uri {
                        b"" => drop(scope.remove(&text(prefix))),
                        uri => drop(scope.insert(text(prefix), text(uri))),
                    }
                }
                let attributes = tag.attributes().map(|attribute| {
                    let name = attribute.name();
                    (text(name.prefix()), text(name.local()), text(attribute.value()))
                });
                open.push(Element {
                    prefix: text(tag.name().prefix()),
                    local: text(tag.name().local()),
                    attributes: attributes.collect(),
                    scope,
                    offset: tag.span().start,
                    end: 0,
                    children: Vec::new(),
                });
                return;
            }
            Event::End(tag) => {
                let mut element = open.pop().expect("as many ends as starts");
                element.end = tag.span.end;
                Node::Element(element)
            }
            Event::Text(part) => Node::Text(text(part.bytes)),
            Event::Comment(comment) => Node::Comment(text(comment)),
            Event::ProcessingInstruction { target, data } => Node::Instruction(text(target), text(data)),
        };
        match open.last_mut() {
            Some(parent) => parent.children.push(node),
            None => top.push(node),
        }
    })?;
    Ok(top)
}

/// The root element.
#[must_use]
pub fn root(document: &[Node]) -> Option<&Element> {
    document.iter().find_map(element)
}

/// Every element under `from`, itself included, with its ancestors from the outermost inwards, in document order.
#[must_use]
pub fn elements(from: &Element) -> Vec<(Vec<&Element>, &Element)> {
    let mut found = Vec::new();
    collect(from, &mut Vec::new(), &mut found);
    found
}

fn collect<'a>(
    element: &'a Element,
    ancestors: &mut Vec<&'a Element>,
    found: &mut Vec<(Vec<&'a Element>, &'a Element)>,
) {
    found.push((ancestors.clone(), element));
    ancestors.push(element);
    element.elements().for_each(|child| collect(child, ancestors, found));
    ancestors.pop();
}

fn element(node: &Node) -> Option<&Element> {
    match node {
        Node::Element(element) => Some(element),
        _ => None,
    }
}

impl Element {
    /// The elements that it holds.
    pub fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(element)
    }

    /// The namespace that a prefix of an element stands for; empty for none.
    #[must_use]
    pub fn namespace(&self) -> &str {
        self.scope.get(&self.prefix).map_or("", String::as_str)
    }

    /// The value of the attribute called so, without prefix.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(prefix, local, _)| prefix.is_empty() && local == name);
        found.map(|(.., value)| value.as_str())
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("what the scanner tells is UTF-8")
}
