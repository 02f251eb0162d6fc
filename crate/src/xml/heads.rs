//! What comes next in a document that repeats itself, as every flux does: the white space and the tag, up to its first value,
//! that came last time behind the same tag. Where they come again, a comparison stands for reading them.

use wide::u8x16;

use super::chars::is_space;

const LANES: usize = 16;
/// Longest that is remembered, in bytes.
const LONGEST: usize = 4 * LANES;
/// Behind how many different tags.
const TAGS: usize = 256;

/// What was read and may come again.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Head {
    /// How many bytes it has; none if there is nothing to expect.
    len: u8,
    /// How many of them are white space before the tag.
    text: u8,
    /// How many bytes the element's name has.
    name_len: u8,
    kind: Kind,
    /// The number of its tag, and where stands what comes behind that.
    next: u8,
}

/// What a head ends with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    /// A start tag without attributes.
    #[default]
    Start,
    /// An end tag.
    End,
    /// The start of an empty-element tag, up to the opening quote of its only value.
    Empty,
}

/// Remembers what came behind each tag.
#[derive(Debug, Default)]
pub(super) struct Heads {
    /// Kinds and names of the tags met, by their number.
    tags: Vec<(Kind, Box<[u8]>)>,
    /// What came behind each of them, the last two times that it was not what was expected.
    heads: Vec<[(Head, [u8; LONGEST]); 2]>,
    /// Where stands what may come now; nowhere if it is not known what came last.
    at: Option<u8>,
}

impl Head {
    /// How many bytes it has, how many of them are white space before the tag, and how many bytes the element's name has.
    #[inline(always)]
    pub(super) fn lengths(self) -> [usize; 3] {
        [usize::from(self.len), usize::from(self.text), usize::from(self.name_len)]
    }

    /// The number of the tag that it ends with.
    #[inline(always)]
    pub(super) fn tag(self) -> u8 {
        self.next
    }

    #[inline(always)]
    pub(super) fn kind(self) -> Kind {
        self.kind
    }
}

impl Heads {
    /// What comes now, if it is what came last time.
    #[inline(always)]
    pub(super) fn expected(&self, bytes: &[u8]) -> Option<Head> {
        let [(first, first_bytes), (second, second_bytes)] = self.heads.get(usize::from(self.at?))?;
        let bytes = bytes.first_chunk()?;
        match begins_with(bytes, first_bytes, first.len) {
            true => Some(*first),
            false => begins_with(bytes, second_bytes, second.len).then_some(*second),
        }
    }

    /// What was expected came.
    #[inline(always)]
    pub(super) fn follow(&mut self, head: Head) {
        self.at = Some(head.next);
    }

    /// Something came of which nothing is known.
    #[inline]
    pub(super) fn lose(&mut self) {
        self.at = None;
    }

    /// A plain tag came, the end of `bytes`, behind `text` bytes that are text.
    #[inline(never)]
    pub(super) fn learn(&mut self, bytes: &[u8], text: usize) {
        let before = self.at.take();
        let Some((white, tag)) = bytes.split_at_checked(text) else { return };
        let Some((kind, name, end)) = head_of(tag) else { return };
        let (len, next) = (text + end, self.number(kind, name));
        self.at = next;
        let (Some(before), Some(next)) = (before, next) else { return };
        if let [Ok(length), Ok(text), Ok(name_len)] = [len, text, name.len()].map(u8::try_from)
            && len <= LONGEST
            && white.iter().all(|byte| is_space(*byte))
        {
            let known = &mut self.heads[usize::from(before)];
            known.swap(0, 1);
            known[0].0 = Head { len: length, text, name_len, kind, next };
            known[0].1[..len].copy_from_slice(&bytes[..len]);
        }
    }

    /// The number of a tag, if it has one or may get one.
    fn number(&mut self, kind: Kind, name: &[u8]) -> Option<u8> {
        let known = self.tags.iter().position(|(known, text)| *known == kind && **text == *name);
        if known.is_none() && self.tags.len() < TAGS && name.len() <= LONGEST {
            self.tags.push((kind, name.into()));
            self.heads.push([(Head::default(), [0; LONGEST]); 2]);
            return u8::try_from(self.tags.len() - 1).ok();
        }
        u8::try_from(known?).ok()
    }
}

/// Whether the first `len` bytes are the same, of which there is one at least.
#[inline(always)]
fn begins_with(bytes: &[u8; LONGEST], known: &[u8; LONGEST], len: u8) -> bool {
    let (bytes, known) = (bytes.as_chunks::<LANES>().0, known.as_chunks::<LANES>().0);
    let differing = |index: usize, left: u8| {
        let beyond = u8x16::splat(left).saturating_sub(PLACES).simd_eq(u8x16::ZERO);
        !beyond & (u8x16::from(bytes[index]) ^ u8x16::from(known[index]))
    };
    let mut all = differing(0, len);
    if len > 16 {
        all |= differing(1, len - 16);
    }
    if len > 32 {
        all |= differing(2, len - 32);
    }
    if len > 48 {
        all |= differing(3, len - 48);
    }
    len > 0 && all == u8x16::ZERO
}

const PLACES: u8x16 = u8x16::new([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);

/// What kind of head `tag`, a plain one, has, its name, and how long it is.
fn head_of(tag: &[u8]) -> Option<(Kind, &[u8], usize)> {
    if let [b'<', b'/', name @ .., b'>'] = tag {
        return Some((Kind::End, name, tag.len()));
    }
    let end = tag.iter().position(|byte| matches!(byte, b' ' | b'/' | b'>'))?;
    let name = tag.get(1..end)?;
    if tag.get(end..) == Some(b">") {
        return Some((Kind::Start, name, tag.len()));
    }
    let value = end + tag[end..].iter().position(|byte| *byte == b'"')? + 1;
    let last = value + tag[value..].iter().position(|byte| *byte == b'"')?;
    (tag.get(last + 1..) == Some(b"/>")).then_some((Kind::Empty, name, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_behind_a_tag_is_expected_behind_it_again() {
        let mut heads = Heads::default();
        let rest = [b' '; LONGEST];
        let tags: [&[u8]; 4] = [b"<a>", b"\n  <b V=\"", b"\n  <long-name a-long-attribute=\"", b"\n </a>"];
        let learn = |heads: &mut Heads, head: &[u8]| {
            let tag = if head.ends_with(b"\"") { [head, b"1\"/>"].concat() } else { head.to_vec() };
            heads.learn(&tag, head.iter().position(|byte| *byte == b'<').unwrap());
        };
        for tag in tags {
            assert!(heads.expected(&[tag, &rest].concat()).is_none());
            learn(&mut heads, tag);
        }
        learn(&mut heads, tags[0]);
        for tag in &tags[1..] {
            for at in 0..tag.len() {
                let mut other = [*tag, &rest].concat();
                other[at] ^= 1;
                assert!(heads.expected(&other).is_none());
            }
            let head = heads.expected(&[*tag, &rest].concat()).unwrap();
            let [len, text, _] = head.lengths();
            assert_eq!((len, tag[text]), (tag.len(), b'<'));
            heads.follow(head);
        }
        heads.lose();
        assert!(heads.expected(&[tags[1], &rest].concat()).is_none());
    }

    #[test]
    fn no_head_is_made_of_what_has_more_than_one_value_or_is_too_long() {
        let mut heads = Heads::default();
        for tag in ["<b a=\"1\" b=\"2\"/>", "<b a=\"1\">", "<b/>", &format!("<{}>", "b".repeat(LONGEST))] {
            heads.learn(b"<a>", 0);
            heads.learn(tag.as_bytes(), 0);
            heads.learn(b"<a>", 0);
            assert!(heads.expected(&[tag.as_bytes(), &[b' '; LONGEST]].concat()).is_none(), "{tag}");
        }
    }
}
