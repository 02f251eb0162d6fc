//! The canonical form of one element, taken off a document as its events pass.

use super::{Canonicalizer, Context, Method, Sink};
use crate::xml::{Event, PlainElement};

/// Canonicalizes one element, from its start tag to its end tag.
#[derive(Debug)]
pub struct Subtree<S> {
    canonicalizer: Canonicalizer<S>,
    depth: usize,
    /// Offset of the start tag of the element that the enveloped-signature transform leaves out.
    enveloped: Option<u64>,
    /// Depth inside the element being left out.
    skipping: usize,
}

impl<S: Sink> Subtree<S> {
    /// For an element whose start tag is the next event given.
    #[must_use]
    pub fn new(method: Method, sink: S) -> Self {
        Self { canonicalizer: Canonicalizer::new(method, sink), depth: 0, enveloped: None, skipping: 0 }
    }

    /// The same with the prefixes of an `InclusiveNamespaces` parameter.
    #[must_use]
    pub fn with_inclusive_prefixes(mut self, list: &str) -> Self {
        self.canonicalizer = self.canonicalizer.with_inclusive_prefixes(list);
        self
    }

    /// The same for an element that stands where `context` tells. Only the inclusive methods care.
    #[must_use]
    pub fn within(mut self, context: &Context) -> Self {
        self.canonicalizer = self.canonicalizer.within(context);
        self
    }

    /// The same without the element whose start tag stands at `offset`.
    #[must_use]
    pub fn without(mut self, offset: Option<u64>) -> Self {
        self.enveloped = offset;
        self
    }

    /// Takes the next event; whether the element ended with it.
    #[inline(always)]
    pub fn event(&mut self, event: &Event<'_>) -> bool {
        let leaves_out = (self.skipping > 0 || self.enveloped.is_some()) && self.leaves_out(event);
        if !leaves_out {
            self.canonicalizer.event(event);
        }
        self.count(event)
    }

    /// Whether [`Self::plain`] may be given this one.
    #[inline(always)]
    #[must_use]
    pub fn takes_plain(&self, plain: &PlainElement<'_>) -> bool {
        self.skipping == 0 && self.enveloped.is_none() && self.canonicalizer.takes_plain(plain)
    }

    /// Takes a plain element inside the element.
    #[inline(always)]
    pub fn plain(&mut self, plain: &PlainElement<'_>) {
        self.canonicalizer.plain(plain);
    }

    /// Whether the event belongs to the element that is left out.
    fn leaves_out(&mut self, event: &Event<'_>) -> bool {
        let inside = self.skipping > 0;
        match event {
            Event::Start(tag) if inside || self.enveloped == Some(tag.span().start) => {
                self.skipping += 1;
                true
            }
            Event::End(_) if inside => {
                self.skipping -= 1;
                true
            }
            _ => inside,
        }
    }

    #[inline]
    fn count(&mut self, event: &Event<'_>) -> bool {
        match event {
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth -= 1,
            _ => {}
        }
        self.depth == 0
    }

    /// The sink, with all that was written so far.
    pub fn sink(&mut self) -> &mut S {
        self.canonicalizer.sink()
    }

    /// Gives the sink back, once the element ended.
    #[must_use]
    pub fn finish(self) -> S {
        self.canonicalizer.finish()
    }
}
