//! What an element inherits from those around it: `xml:` attributes.
//!
//! Canonical XML 1.0 §2.4 and 1.1 §2.4: an element taken out of its document carries the `xml:` attributes
//! that it had from its ancestors. Version 1.1 leaves `xml:id` behind and joins the `xml:base`.

use super::{Method, uri};
use crate::xml::{Event, StartTag};

/// Follows a document, so as to know what an element in it would inherit.
#[derive(Clone, Debug, Default)]
pub struct Context {
    depth: usize,
    /// Depth, local name and value of the `xml:` attributes of the open elements.
    attributes: Vec<(usize, Vec<u8>, Vec<u8>)>,
}

impl Context {
    /// Follows one event. An element's own attributes are part of the context from then on, so that
    /// its canonical form must be begun before.
    #[inline]
    pub fn event(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(tag) => {
                self.depth += 1;
                for attribute in tag.attributes().filter(|attribute| attribute.name().prefix() == b"xml") {
                    let local = attribute.name().local().to_vec();
                    self.attributes.push((self.depth, local, attribute.value().to_vec()));
                }
            }
            Event::End(_) => {
                self.depth -= 1;
                let depth = self.depth;
                while self.attributes.last().is_some_and(|(of, ..)| *of > depth) {
                    self.attributes.pop();
                }
            }
            _ => {}
        }
    }

    /// What the next element inherits under a method: local name and value. In version 1.1 the `xml:base` of
    /// every ancestor, outermost first: [`join_base`] makes one of them.
    pub(super) fn inherited(&self, method: Method) -> Vec<(Vec<u8>, Vec<u8>)> {
        let mut inherited: Vec<(Vec<u8>, Vec<u8>)> = Vec::new();
        if method.is_exclusive() {
            return inherited;
        }
        for (_, local, value) in &self.attributes {
            if method.is_1_1() && !matches!(local.as_slice(), b"lang" | b"space" | b"base") {
                continue;
            }
            let joined = method.is_1_1() && local == b"base";
            match inherited.iter_mut().find(|(name, _)| name == local) {
                Some((_, outer)) if !joined => outer.clone_from(value),
                _ => inherited.push((local.clone(), value.clone())),
            }
        }
        inherited
    }
}

/// Joins the inherited `xml:base` with the element's own, the innermost two first (Canonical XML 1.1 §2.4: where
/// a join leaves nothing, the order counts). One is left; if it is empty, no `xml:base` is to be rendered.
pub(super) fn join_base(inherited: &mut Vec<(Vec<u8>, Vec<u8>)>, tag: &StartTag<'_>) {
    if !inherited.iter().any(|(name, _)| name == b"base") {
        return;
    }
    let own = tag.attributes().find(|attribute| attribute.name().as_bytes() == b"xml:base");
    let own = own.map(|attribute| attribute.value().to_vec());
    let bases = inherited.iter().filter(|(name, _)| name == b"base").map(|(_, value)| value.clone());
    let joined = bases.chain(own).rev().reduce(|inner, outer| uri::join(&outer, &inner));
    inherited.retain(|(name, _)| name != b"base");
    inherited.extend(joined.map(|base| (b"base".to_vec(), base)));
}
