//! What the DGFiP's schemas ask of a PES Aller: which elements, in which order, with which values.
//!
//! The table is written by `cargo xtask schema`; here is how it is read.

mod table;
mod value;

use crate::short::same;
use crate::xml::as_u64;

pub(super) use table::Name;
use table::{CONTENTS, NAMES, VALUES};
pub(super) use value::trim;
pub use value::{Kind, ValueRule};

/// Declares the names of elements, in alphabetical order.
macro_rules! names {
    ($($name:ident = $text:literal,)*) => {
        /// The name of an element.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        #[expect(clippy::upper_case_acronyms, reason = "names of the schema")]
        pub enum Name {
            $($name,)*
        }

        pub(super) const NAMES: [&str; Name::COUNT] = [$($text,)*];

        impl Name {
            /// How many there are.
            pub(in crate::pes) const COUNT: usize = [$(Self::$name,)*].len();

            /// The name as it is written.
            pub(in crate::pes) fn text(self) -> &'static str {
                NAMES[usize::from(self as u8)]
            }
        }
    };
}
use names;

/// The elements that another one holds.
#[derive(Debug)]
pub(super) struct Content {
    /// Which may come first.
    first: u32,
    /// Whether the element may have an `Id`.
    pub(super) has_id: bool,
    places: &'static [Place],
}

/// One element of a content.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) name: Name,
    pub(super) holds: Holds,
    /// Which may come after it.
    next: u32,
}

/// What an element holds.
#[derive(Clone, Copy, Debug)]
pub(super) enum Holds {
    /// Elements: an index of [`CONTENTS`].
    Content(u8),
    /// A value: an index of [`VALUES`].
    Value(u8),
    /// Base64 text.
    File,
    /// Something that is not looked into.
    Unchecked,
}

/// The bit that says that nothing need come.
const END: u32 = 1 << 31;

const fn place(name: Name, holds: Holds, next: u32) -> Place {
    Place { name, holds, next }
}

/// The [`key`] of every name: worked out when reading begins, so that they need not be downloaded.
#[derive(Debug)]
pub(super) struct Keys(Box<[u64]>);

impl Default for Keys {
    fn default() -> Self {
        Self(NAMES.iter().map(|name| key(name.as_bytes())).collect())
    }
}

/// The length of a name and its first seven bytes, which tell nearly every name from the others.
#[inline(always)]
fn key(name: &[u8]) -> u64 {
    let length = as_u64(name.len());
    if let Some(first) = name.first_chunk() {
        return length << 56 | u64::from_be_bytes(*first) >> 8;
    }
    // Two loads, which may overlap, in place of a loop.
    match (name.first_chunk(), name.last_chunk()) {
        (Some(first), Some(last)) => {
            let rest = 8 * (length - 4);
            let last = u64::from(u32::from_be_bytes(*last)) & ((1 << rest) - 1);
            (length << 32 | u64::from(u32::from_be_bytes(*first))) << rest | last
        }
        _ => name.iter().fold(length, |key, byte| key << 8 | u64::from(*byte)),
    }
}

/// How far the elements of an open element have come.
#[derive(Clone, Copy, Debug)]
pub(super) struct Progress {
    content: &'static Content,
    /// Which may come now.
    allowed: u32,
}

/// What the next element of a content is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Next {
    /// One that may come now.
    Expected(&'static Place),
    /// One that must not come before this one has.
    TooEarly(&'static Place, Name),
    /// One that should have come before, or may not come once more.
    TooLate(&'static Place),
    /// None of this content.
    Unknown,
}

impl Progress {
    /// At the start of the root.
    pub(super) fn root() -> Self {
        Self::new(0)
    }

    /// At the start of an element with the content at this index of the table.
    pub(super) fn new(index: u8) -> Self {
        let content = &CONTENTS[usize::from(index)];
        Self { content, allowed: content.first }
    }

    pub(super) fn content(&self) -> &'static Content {
        self.content
    }

    /// Whether both have come as far.
    #[inline(always)]
    pub(super) fn is(&self, other: &Self) -> bool {
        self.allowed == other.allowed && std::ptr::eq(self.content, other.content)
    }

    /// Goes on to the element called `local`.
    #[inline]
    pub(super) fn step(&mut self, local: &[u8], keys: &Keys) -> Next {
        match self.expected(local, keys) {
            Some(place) => {
                self.allowed = place.next;
                Next::Expected(place)
            }
            None => self.find(local),
        }
    }

    /// How far it will have come with the element called `local`, if that is one that may come now and has a value; its
    /// name, and the index of its rule.
    #[inline]
    pub(super) fn past_value(&self, local: &[u8], keys: &Keys) -> Option<(Self, Name, u8)> {
        let place = self.expected(local, keys)?;
        let Holds::Value(index) = place.holds else { return None };
        Some((Self { allowed: place.next, ..*self }, place.name, index))
    }

    /// The place of the element called `local`, if it may come now.
    #[inline(always)]
    fn expected(&self, local: &[u8], keys: &Keys) -> Option<&'static Place> {
        let places = self.content.places;
        let mut left = self.allowed & !END;
        let key = key(local);
        while left != 0 {
            let index = usize::try_from(left.trailing_zeros()).unwrap_or_default();
            let place = places.get(index)?;
            // Seven bytes and the length are all of most names.
            if keys.0[usize::from(place.name as u8)] == key
                && (local.len() <= 7 || same(place.name.text().as_bytes(), local))
            {
                return Some(place);
            }
            left &= left - 1;
        }
        None
    }

    #[cold]
    fn find(&mut self, local: &[u8]) -> Next {
        let places = self.content.places;
        let Some(index) = places.iter().position(|place| place.name.text().as_bytes() == local) else {
            return Next::Unknown;
        };
        let place = &places[index];
        let expected = self.missing();
        // What is expected stands further on in the file, or nowhere.
        let further_on = (1_u32 << index) > (self.allowed & !END);
        if let Some(expected) = expected.filter(|_| further_on) {
            self.allowed = place.next;
            return Next::TooEarly(place, expected);
        }
        Next::TooLate(place)
    }

    /// The element that has to come still, if there is one.
    pub(super) fn missing(&self) -> Option<Name> {
        let last = 31_u32.checked_sub((self.allowed & !END).leading_zeros())?;
        let place = self.content.places.get(usize::try_from(last).ok()?)?;
        (self.allowed & END == 0).then_some(place.name)
    }
}

/// The rule at this index of the table.
#[inline]
pub(super) fn value_rule(index: u8) -> &'static ValueRule {
    &VALUES[usize::from(index)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_leads_to_one_of_its_content_and_every_index_is_in_its_table() {
        for content in &CONTENTS {
            let known = (1_u32 << content.places.len()) - 1;
            for place in content.places {
                assert_eq!(place.next & !END & !known, 0, "{place:?}");
                match place.holds {
                    Holds::Content(index) => assert!(usize::from(index) < CONTENTS.len()),
                    Holds::Value(index) => assert!(usize::from(index) < VALUES.len()),
                    Holds::File | Holds::Unchecked => {}
                }
            }
        }
    }

    #[test]
    fn a_key_is_made_of_the_length_and_the_first_seven_bytes() {
        let name = b"abcdefghijklmnop";
        for length in 0..name.len() {
            let slow =
                name[..length].iter().take(7).fold(as_u64(length), |key, byte| key << 8 | u64::from(*byte));
            assert_eq!(key(&name[..length]), slow, "{length}");
        }
    }

    #[test]
    fn elements_are_taken_in_order_and_what_is_wrong_is_told_apart() {
        let mut root = Progress::root();
        assert!(matches!(root.step(b"EnTetePES", &Keys::default()), Next::TooEarly(_, Name::Enveloppe)));
        assert!(matches!(root.step(b"Enveloppe", &Keys::default()), Next::TooLate(_)));
        assert!(matches!(root.step(b"PES_PJ", &Keys::default()), Next::Expected(_)));
        assert!(matches!(root.step(b"PES_DepenseAller", &Keys::default()), Next::TooLate(_)));
        assert!(matches!(root.step(b"Piece", &Keys::default()), Next::Unknown));
        assert_eq!(root.missing(), None);
        assert_eq!(Progress::root().missing(), Some(Name::Enveloppe));
    }
}
