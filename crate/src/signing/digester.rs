//! The digests of some elements of a file, beside whoever reads it.

use crate::c14n::{Forms, Maker, Misfit, Sink};
use crate::dsig::{DigestAlgorithm, Hasher};
use crate::xml::Encoding;

/// Octets of an element that are gathered before they are digested, where they are digested here.
const GATHERED: usize = 16 << 10;

/// Makes the digests of what an [`Analyzer`](super::Analyzer) with [`Recipes`](super::Recipes) found, from the bytes that
/// it was fed: in another thread, while it reads on.
#[derive(Debug)]
pub struct Digester {
    maker: Maker<Late>,
    /// How many octets of an element are gathered for others to digest.
    most: usize,
    /// Where those of the next go.
    spare: Vec<u8>,
}

/// A digest that begins only when it must.
#[derive(Debug, Default)]
struct Late(Option<Box<Hasher>>);

impl Sink for Late {
    fn write(&mut self, bytes: &[u8]) {
        self.0.get_or_insert_with(|| Box::new(Hasher::new(DigestAlgorithm::Sha256))).write(bytes);
    }
}

impl Digester {
    /// A digester at the start of a file. Up to `most` octets of an element are gathered, for whoever digests them at
    /// once; those of larger ones are digested here.
    #[must_use]
    pub fn new(most: usize) -> Self {
        Self { maker: Maker::default(), most, spare: Vec::new() }
    }

    /// Where the next `len` bytes of the file are to be put.
    pub fn room(&mut self, len: usize) -> &mut [u8] {
        self.maker.room(len)
    }

    /// Takes what [`Recipes`](super::Recipes) told of these bytes. Of each element that ends in them, `ended` is told its
    /// octets or their digest, and whether it is the octets.
    ///
    /// # Errors
    /// [`Misfit`]: it was not told of these bytes.
    pub fn follow(
        &mut self,
        encoding: Encoding,
        steps: (&[u32], &[u8]),
        ended: &mut dyn FnMut(&[u8], bool),
    ) -> Result<(), Misfit> {
        let Self { maker, most, spare } = self;
        maker.follow(encoding, steps, &mut Gathering { most: *most, spare, ended })
    }
}

/// Where the octets of elements go, and what becomes of them.
struct Gathering<'a> {
    most: usize,
    spare: &'a mut Vec<u8>,
    ended: &'a mut dyn FnMut(&[u8], bool),
}

impl Forms<Late> for Gathering<'_> {
    fn begin(&mut self) -> (Late, Vec<u8>) {
        let mut buffer = std::mem::take(self.spare);
        let size = self.most.max(GATHERED);
        if buffer.len() < size {
            // At once, for it would be copied as it grows.
            buffer = vec![0; size];
        }
        (Late::default(), buffer)
    }

    fn end(&mut self, mut form: Late, buffer: Vec<u8>, len: usize) {
        let octets = &buffer[..len];
        if form.0.is_none() && len <= self.most {
            (self.ended)(octets, true);
        } else {
            form.write(octets);
            (self.ended)(&form.0.map(|hasher| hasher.finish()).unwrap_or_default(), false);
        }
        *self.spare = buffer;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_the_same_whether_its_octets_are_gathered_or_not() {
        let octets: Vec<u8> = (0..=255).cycle().take(100_000).collect();
        let digest = |octets: &[u8]| {
            let mut hasher = Hasher::new(DigestAlgorithm::Sha256);
            hasher.write(octets);
            hasher.finish()
        };
        let form = |octets: &[u8]| {
            let mut recipe = crate::c14n::Recipe::new(0);
            octets.chunks(70).for_each(|part| recipe.write(part));
            recipe.end();
            let mut steps = crate::c14n::Steps::default();
            recipe.move_to(&mut steps);
            steps
        };
        for most in [0, 69, 20_000, 99_999, 100_000, 500_000] {
            let mut digester = Digester::new(most);
            for octets in [&octets[..], &octets[..50], &octets[..20_000], &octets[..]] {
                let (steps, literals) = form(octets);
                let mut ended = Vec::new();
                let told = digester.follow(Encoding::Utf8, (&steps, &literals), &mut |told, gathered| {
                    assert_eq!(gathered, octets.len() <= most);
                    ended.push(if gathered { digest(told) } else { told.to_vec() });
                });
                assert_eq!((told, ended), (Ok(()), vec![digest(octets)]), "{most}");
            }
        }
    }
}
