//! Where the digests of a file are made.

use std::fmt;

use crate::c14n::{Method, Recipe, Steps, Subtree};
use crate::dsig::{DigestAlgorithm, Hasher};
use crate::xml::{Event, PlainElement};

/// Makes SHA-256 digests of elements in the canonical form that is signed.
///
/// Two kinds exist: made at once, in this thread, and made by a [`Digester`](super::Digester), perhaps in another one.
pub trait Digests: fmt::Debug {
    /// An element whose digest is being made.
    type Element: fmt::Debug;
    /// What the end of its element gives: the digest, or where it will be.
    type Digest: fmt::Debug;

    /// Begins an element, whose start tag is the next event. No other is being digested then.
    fn start(&mut self) -> Self::Element;

    /// Takes the next event of an element.
    fn event(element: &mut Self::Element, event: &Event<'_>);

    /// Whether [`Self::plain`] may be given this one, inside the element.
    fn takes_plain(element: &Self::Element, plain: &PlainElement<'_>) -> bool;

    /// Takes a plain element.
    fn plain(element: &mut Self::Element, plain: &PlainElement<'_>);

    /// No more events come from the bytes that were fed.
    fn pause(&mut self, _: &mut Self::Element) {}

    /// Ends an element.
    fn finish(&mut self, element: Self::Element) -> Self::Digest;
}

/// Digests made at once.
#[derive(Clone, Copy, Debug, Default)]
pub struct Here;

impl Digests for Here {
    type Element = Subtree<Hasher>;
    type Digest = Vec<u8>;

    fn start(&mut self) -> Subtree<Hasher> {
        Subtree::new(Method::Exclusive, Hasher::new(DigestAlgorithm::Sha256))
    }

    #[inline(always)]
    fn event(element: &mut Subtree<Hasher>, event: &Event<'_>) {
        element.event(event);
    }

    #[inline(always)]
    fn takes_plain(element: &Subtree<Hasher>, plain: &PlainElement<'_>) -> bool {
        element.takes_plain(plain)
    }

    #[inline(always)]
    fn plain(element: &mut Subtree<Hasher>, plain: &PlainElement<'_>) {
        element.plain(plain);
    }

    fn finish(&mut self, element: Subtree<Hasher>) -> Vec<u8> {
        element.finish().finish()
    }
}

/// Tells the canonical forms, for a [`Digester`](super::Digester) to make. A digest is known by how many ended before it.
#[derive(Debug, Default)]
pub struct Recipes {
    recipe: Recipe,
    ended: usize,
}

impl Recipes {
    /// Appends what was told since this was asked last.
    pub fn move_to(&mut self, steps: &mut Steps) {
        self.recipe.move_to(steps);
    }
}

impl Digests for Recipes {
    type Element = Subtree<Recipe>;
    type Digest = usize;

    fn start(&mut self) -> Subtree<Recipe> {
        Subtree::new(Method::Exclusive, Recipe::new(self.recipe.at()))
    }

    #[inline(always)]
    fn event(element: &mut Subtree<Recipe>, event: &Event<'_>) {
        element.event(event);
    }

    #[inline(always)]
    fn takes_plain(element: &Subtree<Recipe>, plain: &PlainElement<'_>) -> bool {
        element.takes_plain(plain)
    }

    #[inline(always)]
    fn plain(element: &mut Subtree<Recipe>, plain: &PlainElement<'_>) {
        element.plain(plain);
    }

    fn pause(&mut self, element: &mut Subtree<Recipe>) {
        self.recipe.append(element.sink());
    }

    fn finish(&mut self, element: Subtree<Recipe>) -> usize {
        let mut recipe = element.finish();
        recipe.end();
        self.recipe.append(&mut recipe);
        self.ended += 1;
        self.ended - 1
    }
}
