//! Where runs of plain bytes end, sixteen bytes at a time.

use wide::{i8x16, u8x16};

use super::chars::{CLASS, class};

const LANES: usize = 16;

/// The end of the bytes that stand for themselves in text, from `at` on.
#[inline]
pub(super) fn text_end(bytes: &[u8], at: usize) -> usize {
    run_end(bytes, at, class::TEXT, |block| {
        let control = below_space(block) & !(is(block, b'\n') | is(block, b'\t'));
        control | is(block, b'<') | is(block, b'&') | is(block, b'>') | is(block, b']')
    })
}

/// The end of the bytes that stand for themselves in a value between double quotes, from `at` on.
#[inline]
pub(super) fn value_end(bytes: &[u8], at: usize) -> usize {
    run_end(bytes, at, class::VALUE, |block| {
        below_space(block) | is(block, b'"') | is(block, b'&') | is(block, b'<')
    })
}

/// The same where bytes of 0x80 and above stand for themselves too.
#[inline]
pub(super) fn wide_value_end(bytes: &[u8], at: usize) -> usize {
    let (mut at, space) = (at, u8x16::splat(b' '));
    while let Some(block) = bytes.get(at..).and_then(|rest| rest.first_chunk::<LANES>()) {
        let block = u8x16::from(*block);
        let control = !block.max(space).simd_eq(block);
        let mask = (control | is(block, b'"') | is(block, b'&') | is(block, b'<')).to_bitmask();
        if mask != 0 {
            return at + usize::try_from(mask.trailing_zeros()).unwrap_or_default();
        }
        at += LANES;
    }
    let rest = bytes.get(at..).unwrap_or_default();
    let stops = |byte: &u8| *byte < 0x80 && CLASS[usize::from(*byte)] & class::VALUE == 0;
    at + rest.iter().position(stops).unwrap_or(rest.len())
}

/// The end of the ASCII name characters, colon excepted, from `at` on.
#[inline]
pub(super) fn name_end(bytes: &[u8], at: usize) -> usize {
    run_end(bytes, at, class::NAME, |block| {
        let letter = within(block | u8x16::splat(0x20), b'a', b'z');
        let mark = within(block, b'-', b'.') | is(block, b'_');
        !(letter | within(block, b'0', b'9') | mark)
    })
}

/// The end of the bytes of the class `bit` from `at` on; `stops` says the same of sixteen bytes at once.
#[inline]
fn run_end(bytes: &[u8], at: usize, bit: u8, stops: impl Fn(u8x16) -> u8x16) -> usize {
    let mut at = at;
    while let Some(block) = bytes.get(at..).and_then(|rest| rest.first_chunk::<LANES>()) {
        let mask = stops(u8x16::from(*block)).to_bitmask();
        if mask != 0 {
            // There are sixteen bits: the count fits.
            return at + usize::try_from(mask.trailing_zeros()).unwrap_or_default();
        }
        at += LANES;
    }
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().position(|byte| CLASS[usize::from(*byte)] & bit == 0).unwrap_or(rest.len())
}

/// Controls, and bytes of 0x80 and above, which are negative when read with a sign.
#[inline]
fn below_space(block: u8x16) -> u8x16 {
    let signed: i8x16 = block.cast_signed();
    signed.simd_lt(i8x16::splat(0x20)).cast_unsigned()
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

    #[test]
    fn a_run_ends_at_the_first_byte_of_another_class_wherever_it_stands() {
        for (plain, bit, end) in [
            (b' ', class::TEXT, text_end as fn(&[u8], usize) -> usize),
            (b'x', class::VALUE, value_end),
            (b'_', class::NAME, name_end),
        ] {
            for byte in 0..=0xFFu8 {
                for place in [0, 7, 15, 16, 40] {
                    let mut bytes = [plain; 48];
                    bytes[place] = byte;
                    let belongs = CLASS[usize::from(byte)] & bit != 0;
                    let expected = if belongs { bytes.len() } else { place };
                    assert_eq!(end(&bytes, 0), expected, "{byte:#x} at {place}");
                    assert_eq!(end(&bytes[..=place], 0), if belongs { place + 1 } else { place });
                }
            }
        }
        for byte in 0..=0xFFu8 {
            for place in [0, 7, 15, 16, 40] {
                let mut bytes = [0xE9; 48];
                bytes[place] = byte;
                let belongs = byte >= 0x80 || CLASS[usize::from(byte)] & class::VALUE != 0;
                assert_eq!(wide_value_end(&bytes, 0), if belongs { bytes.len() } else { place });
            }
        }
        assert_eq!(text_end(b"ab", 2), 2);
        assert_eq!(text_end(b"a<", 2), 2);
    }
}
