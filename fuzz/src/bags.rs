//! PKCS#12 containers without encryption, put together by choices: what is under the password gets fuzzed too.

use arbitrary::Unstructured;

use crate::{input, seal};

const DATA: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x01];
const BAG: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x0C, 0x0A, 0x01];
const X509: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x16, 0x01];

/// A container of a few bags, nested or not, in DER or BER.
pub fn container(input: &mut Unstructured<'_>) -> Vec<u8> {
    let parts: Vec<u8> = (0..=input::up_to(input, 3)).flat_map(|_| part(input)).collect();
    let safe = wrapped(input, 0x30, &parts);
    let content = string(input, &safe);
    let content = wrapped(input, 0xA0, &content);
    let info = [tagged(0x06, DATA), content].concat();
    let info = wrapped(input, 0x30, &info);
    wrapped(input, 0x30, &[tagged(0x02, &[3]), info].concat())
}

fn part(input: &mut Unstructured<'_>) -> Vec<u8> {
    let bags: Vec<u8> = (0..=input::up_to(input, 3)).flat_map(|_| bag(input, 3)).collect();
    let contents = wrapped(input, 0x30, &bags);
    let content = string(input, &contents);
    let content = wrapped(input, 0xA0, &content);
    wrapped(input, 0x30, &[tagged(0x06, DATA), content].concat())
}

fn bag(input: &mut Unstructured<'_>, levels: usize) -> Vec<u8> {
    let (certificate, key) = seal::identity();
    let (kind, value) = match input::up_to(input, 4) {
        0 => (1, key.to_vec()),
        1 | 2 => {
            let der = tagged(0xA0, &string(input, certificate));
            (3, wrapped(input, 0x30, &[tagged(0x06, X509), der].concat()))
        }
        3 if levels > 0 => {
            let inner = bag(input, levels - 1);
            (6, wrapped(input, 0x30, &inner))
        }
        _ => (input.arbitrary().unwrap_or(9), tagged(0x30, &[])),
    };
    let value = wrapped(input, 0xA0, &value);
    let kind = tagged(0x06, &[BAG, &[kind]].concat());
    wrapped(input, 0x30, &[kind, value].concat())
}

/// With a definite length or an indefinite one.
fn wrapped(input: &mut Unstructured<'_>, tag: u8, content: &[u8]) -> Vec<u8> {
    if input.ratio(1, 4).unwrap_or(false) {
        return [&[tag, 0x80], content, &[0, 0]].concat();
    }
    tagged(tag, content)
}

/// An OCTET STRING, whole or in two pieces.
fn string(input: &mut Unstructured<'_>, octets: &[u8]) -> Vec<u8> {
    if input.ratio(1, 4).unwrap_or(false) {
        let (first, second) = octets.split_at(octets.len() / 2);
        return wrapped(input, 0x24, &[tagged(0x04, first), tagged(0x04, second)].concat());
    }
    tagged(0x04, octets)
}

fn tagged(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).expect("a short content").to_be_bytes();
    match length {
        [0, 0, 0, short @ ..0x80] => [&[tag, short], content].concat(),
        _ => [&[tag, 0x84], &length[..], content].concat(),
    }
}

#[cfg(test)]
mod tests {
    use pes_signer::identity::{SoftwareDeriver, open};
    use rand::rngs::StdRng;
    use rand::{RngExt as _, SeedableRng as _};

    use super::*;

    #[test]
    fn a_good_part_of_the_containers_gives_an_identity() {
        let mut random = StdRng::seed_from_u64(1);
        let opened = (0..200).filter(|_| {
            let choices: Vec<u8> = (0..200).map(|_| random.random()).collect();
            let container = container(&mut Unstructured::new(&choices));
            pollster::block_on(open(&container, "", &SoftwareDeriver)).is_ok()
        });
        let opened = opened.count();
        assert!(opened > 20, "{opened} of 200");
    }
}
