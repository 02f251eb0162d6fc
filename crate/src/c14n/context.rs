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

    /// What the next element inherits under a method: local name and value.
    pub(super) fn inherited(&self, method: Method) -> Vec<(Vec<u8>, Vec<u8>)> {
        let mut inherited: Vec<(Vec<u8>, Vec<u8>)> = Vec::new();
        if method.is_exclusive() {
            return inherited;
        }
        for (_, local, value) in &self.attributes {
            if method.is_1_1() && !matches!(local.as_slice(), b"lang" | b"space" | b"base") {
                continue;
            }
            match inherited.iter_mut().find(|(name, _)| name == local) {
                Some((_, outer)) if method.is_1_1() && local == b"base" => *outer = uri::join(outer, value),
                Some((_, outer)) => outer.clone_from(value),
                None => inherited.push((local.clone(), value.clone())),
            }
        }
        inherited
    }
}

/// Joins the inherited `xml:base` with the element's own (Canonical XML 1.1 §2.4).
pub(super) fn join_base(inherited: &mut Vec<(Vec<u8>, Vec<u8>)>, tag: &StartTag<'_>) {
    let own = tag.attributes().find(|attribute| attribute.name().as_bytes() == b"xml:base");
    if let Some((_, base)) = inherited.iter_mut().find(|(name, _)| name == b"base") {
        if let Some(own) = own {
            *base = uri::join(base, own.value());
        }
        if base.is_empty() {
            inherited.retain(|(name, _)| name != b"base");
        }
    }
}
