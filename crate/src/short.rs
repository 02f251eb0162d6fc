//! Copies and comparisons of few bytes, which a call would take longer than.

use wide::u8x16;

const LANES: usize = 16;

/// Copies between slices of one length. Most pieces are shorter than what a call to copy them costs; they go in
/// two steps that may overlap.
#[inline(always)]
pub(crate) fn copy(to: &mut [u8], from: &[u8]) {
    match from.len() {
        17..=32 => copy_ends::<16>(to, from),
        8..=16 => copy_ends::<8>(to, from),
        4..=7 => copy_ends::<4>(to, from),
        0..=3 => to.iter_mut().zip(from).for_each(|(to, from)| *to = *from),
        _ => to.copy_from_slice(from),
    }
}

/// Copies between slices of one length, one block after the other; whether all of it is ASCII.
#[inline(always)]
pub(crate) fn copy_ascii(to: &mut [u8], from: &[u8]) -> bool {
    let mut all = u8x16::ZERO;
    for (to, from) in to.as_chunks_mut::<LANES>().0.iter_mut().zip(from.as_chunks::<LANES>().0) {
        *to = *from;
        all |= u8x16::from(*from);
    }
    match (to.last_chunk_mut::<LANES>(), from.last_chunk::<LANES>()) {
        (Some(to), Some(from)) => {
            *to = *from;
            all |= u8x16::from(*from);
            all.to_bitmask() == 0
        }
        _ => {
            to.iter_mut().zip(from).for_each(|(to, from)| *to = *from);
            from.iter().fold(0, |all, byte| all | byte) < 0x80
        }
    }
}

/// Copies the first `N` and the last `N` bytes.
#[inline(always)]
fn copy_ends<const N: usize>(to: &mut [u8], from: &[u8]) {
    if let (Some(to), Some(from)) = (to.first_chunk_mut::<N>(), from.first_chunk::<N>()) {
        *to = *from;
    }
    if let (Some(to), Some(from)) = (to.last_chunk_mut::<N>(), from.last_chunk::<N>()) {
        *to = *from;
    }
}

/// Whether two slices are the same.
#[inline(always)]
pub(crate) fn same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len()
        && match one.len() {
            8..=16 => same_ends::<8>(one, other),
            4..=7 => same_ends::<4>(one, other),
            0..=3 => one.iter().zip(other).all(|(one, other)| one == other),
            _ => one == other,
        }
}

/// Whether the first `N` and the last `N` bytes are the same.
#[inline(always)]
fn same_ends<const N: usize>(one: &[u8], other: &[u8]) -> bool {
    one.first_chunk::<N>() == other.first_chunk() && one.last_chunk::<N>() == other.last_chunk()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_the_same_whatever_its_length() {
        let bytes: Vec<u8> = (0..200).collect();
        for length in 0..bytes.len() {
            let mut to = vec![0; length];
            copy(&mut to, &bytes[..length]);
            assert_eq!(to, bytes[..length]);
        }
    }

    #[test]
    fn a_copy_tells_whether_it_is_ascii() {
        for length in 0..100 {
            let mut bytes = vec![b'a'; length];
            let mut to = vec![0; length];
            assert!(copy_ascii(&mut to, &bytes));
            for at in 0..length {
                bytes[at] = 0x80;
                assert!(!copy_ascii(&mut to, &bytes), "{at} of {length}");
                assert_eq!(to, bytes);
                bytes[at] = b'a';
            }
        }
    }

    #[test]
    fn two_slices_are_the_same_if_every_byte_is() {
        let bytes: Vec<u8> = (0..40).collect();
        for length in 0..bytes.len() {
            let one = &bytes[..length];
            assert!(same(one, one.to_owned().as_slice()) && !same(one, &bytes[..length + 1]));
            for at in 0..length {
                let mut other = one.to_vec();
                other[at] ^= 1;
                assert!(!same(one, &other), "{at} of {length}");
            }
        }
    }
}
