//! Text in ISO-8859-1.

use crate::random::Random;

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Text that grows, one byte a letter.
pub struct Text(Vec<u8>);

impl Text {
    /// An empty text with room for this many bytes.
    pub fn with_capacity(bytes: usize) -> Self {
        Self(Vec::with_capacity(bytes))
    }

    /// Adds `text`, whose letters must all be in ISO-8859-1: others become question marks.
    pub fn put(&mut self, text: &str) {
        self.0.extend(text.chars().map(|letter| u8::try_from(letter).unwrap_or(b'?')));
    }

    /// Adds another text.
    pub fn append(&mut self, other: &Self) {
        self.0.extend_from_slice(&other.0);
    }

    /// Adds a line of base64 that means nothing.
    pub fn put_base64(&mut self, characters: usize, random: &mut Random) {
        let mut bits = 0;
        for place in 0..characters {
            if place % 10 == 0 {
                bits = random.bits();
            }
            self.0.push(BASE64[usize::from(bits.to_le_bytes()[0] & 63)]);
            bits >>= 6;
        }
        self.0.push(b'\n');
    }

    /// Its length in bytes.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The bytes.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}
