//! Where runs of plain bytes end, sixteen bytes at a time.

use wide::{i8x16, u8x16};

use super::chars::{CLASS, class};

const LANES: usize = 16;

/// The end of the bytes that stand for themselves in text, from `at` on, and whether they are all white space.
#[inline]
pub(super) fn text_end(bytes: &[u8], at: usize) -> (usize, bool) {
    run_end(
        bytes,
        at,
        |byte| lacks(byte, class::TEXT),
        |byte| byte > b' ',
        |block| {
            let control = below_space(block) & !(is(block, b'\n') | is(block, b'\t'));
            let stops = control | is(block, b'<') | is(block, b'&') | is(block, b'>') | is(block, b']');
            (stops, !below_space(block) & !is(block, b' '))
        },
    )
}

/// The end of the bytes that stand for themselves in a value between double quotes, from `at` on, and whether they are
/// all ASCII.
#[inline]
pub(super) fn value_end(bytes: &[u8], at: usize) -> (usize, bool) {
    run_end(
        bytes,
        at,
        |byte| byte < 0x80 && lacks(byte, class::VALUE),
        |byte| byte >= 0x80,
        |block| {
            let control = !block.max(u8x16::splat(b' ')).simd_eq(block);
            // The highest bit of a byte is all that is looked at.
            (control | is(block, b'"') | is(block, b'&') | is(block, b'<'), block)
        },
    )
}

/// The end of the ASCII name characters, colon excepted, from `at` on.
#[inline]
pub(super) fn name_end(bytes: &[u8], at: usize) -> usize {
    let (end, _) = run_end(
        bytes,
        at,
        |byte| lacks(byte, class::NAME),
        |_| false,
        |block| {
            let letter = within(block | u8x16::splat(0x20), b'a', b'z');
            let mark = within(block, b'-', b'.') | is(block, b'_');
            (!(letter | within(block, b'0', b'9') | mark), u8x16::splat(0))
        },
    );
    end
}

/// The end of the bytes that do not stop the run, from `at` on, and whether none of them is `special`; `judge` tells of
/// sixteen bytes at once which stop it and which are special.
#[inline(always)]
fn run_end(
    bytes: &[u8],
    at: usize,
    stops: impl Fn(u8) -> bool,
    special: impl Fn(u8) -> bool,
    judge: impl Fn(u8x16) -> (u8x16, u8x16),
) -> (usize, bool) {
    let (mut at, mut seen) = (at, false);
    while let Some(block) = bytes.get(at..).and_then(|rest| rest.first_chunk::<LANES>()) {
        let (stopping, special) = judge(u8x16::from(*block));
        let (stopping, special) = (stopping.to_bitmask(), special.to_bitmask());
        if stopping != 0 {
            let before = stopping.trailing_zeros();
            // There are sixteen bits: the count fits.
            let end = at + usize::try_from(before).unwrap_or_default();
            return (end, !seen && special & !(u32::MAX << before) == 0);
        }
        seen |= special != 0;
        at += LANES;
    }
    let rest = bytes.get(at..).unwrap_or_default();
    let end = rest.iter().position(|byte| stops(*byte)).unwrap_or(rest.len());
    (at + end, !seen && !rest[..end].iter().any(|byte| special(*byte)))
}

/// Controls, and bytes of 0x80 and above, which are negative when read with a sign.
#[inline]
fn below_space(block: u8x16) -> u8x16 {
    let signed: i8x16 = block.cast_signed();
    signed.simd_lt(i8x16::splat(0x20)).cast_unsigned()
}

/// Whether a byte is not of the class `bit`.
#[inline]
fn lacks(byte: u8, bit: u8) -> bool {
    CLASS[usize::from(byte)] & bit == 0
}

#[inline]
fn is(block: u8x16, byte: u8) -> u8x16 {
    block.simd_eq(u8x16::splat(byte))
}

#[inline]
fn within(block: u8x16, first: u8, last: u8) -> u8x16 {
    let from_first = block - u8x16::splat(first);
    let width = u8x16::splat(last - first);
    from_first.min(width).simd_eq(from_first)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A run of `plain` with one other byte in it ends there, unless that is one of the run, and is special by it.
    fn check(
        plain: u8,
        ends: fn(&[u8], usize) -> (usize, bool),
        belongs: fn(u8) -> bool,
        special: fn(u8) -> bool,
    ) {
        for byte in 0..=0xFFu8 {
            for place in [0, 7, 15, 16, 40] {
                let mut bytes = [plain; 48];
                bytes[place] = byte;
                for bytes in [&bytes[..], &bytes[..=place], &bytes[..place + 3]] {
                    let end = if belongs(byte) { bytes.len() } else { place };
                    let is_special = bytes[..end].iter().any(|byte| special(*byte));
                    assert_eq!(ends(bytes, 0), (end, !is_special), "{byte:#x} at {place} of {}", bytes.len());
                }
            }
        }
        assert_eq!(ends(&[plain, plain], 2), (2, true));
    }

    #[test]
    fn a_run_ends_at_the_first_byte_of_another_class_wherever_it_stands() {
        for plain in [b' ', b'x'] {
            check(plain, text_end, |byte| !lacks(byte, class::TEXT), |byte| byte > b' ');
        }
        let in_value = |byte| byte >= 0x80 || !lacks(byte, class::VALUE);
        for plain in [b'x', 0xE9] {
            check(plain, value_end, in_value, |byte| byte >= 0x80);
        }
        let name_end: fn(&[u8], usize) -> _ = |bytes, at| (name_end(bytes, at), true);
        check(b'_', name_end, |byte| !lacks(byte, class::NAME), |_| false);
    }
}
