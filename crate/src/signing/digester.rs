//! The digests of some elements of a file, beside whoever reads it.

use crate::c14n::{Forms, Maker, Misfit};
use crate::dsig::Octets;
use crate::xml::Encoding;

/// Makes the digests of what an [`Analyzer`](super::Analyzer) with [`Recipes`](super::Recipes) found, from the bytes that
/// it was fed: in another thread, while it reads on.
#[derive(Debug)]
pub struct Digester {
    maker: Maker<Octets>,
    /// How many octets of an element are gathered.
    most: usize,
    /// Where those of the next go.
    spare: Vec<u8>,
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

impl Forms<Octets> for Gathering<'_> {
    fn begin(&mut self) -> Octets {
        Octets::Gathered(std::mem::take(self.spare), self.most)
    }

    fn end(&mut self, form: Octets) {
        match form {
            Octets::Gathered(mut octets, _) => {
                (self.ended)(&octets, true);
                octets.clear();
                *self.spare = octets;
            }
            octets => (self.ended)(&octets.finish(), false),
        }
    }
}
