//! What was encrypted under a key, decrypted.

use cbc::Decryptor;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockCipherDecrypt, BlockModeDecrypt, InnerIvInit, KeyInit, KeyIvInit};
use zeroize::{Zeroize, Zeroizing};

use super::algorithm::Cipher;

/// Decrypts and takes the padding off; `None` where the padding, or a length, is not right.
pub(super) fn decrypt(
    cipher: Cipher,
    key: &[u8],
    vector: &[u8],
    octets: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    let mut buffer = Zeroizing::new(octets.to_vec());
    let length = match (cipher, key.len()) {
        (Cipher::Aes, 16) => in_place::<aes::Aes128>(key, vector, &mut buffer),
        (Cipher::Aes, 24) => in_place::<aes::Aes192>(key, vector, &mut buffer),
        (Cipher::Aes, 32) => in_place::<aes::Aes256>(key, vector, &mut buffer),
        (Cipher::Tdes, 16) => in_place::<des::TdesEde2>(key, vector, &mut buffer),
        (Cipher::Tdes, 24) => in_place::<des::TdesEde3>(key, vector, &mut buffer),
        (Cipher::Rc2(bits), 1..=128) => {
            let rc2 = rc2::Rc2::new_with_eff_key_len(key, bits);
            let decryptor = Decryptor::inner_iv_slice_init(rc2, vector).ok()?;
            decryptor.decrypt_padded::<Pkcs7>(&mut buffer).ok().map(<[u8]>::len)
        }
        _ => None,
    }?;
    buffer[length..].zeroize();
    buffer.truncate(length);
    Some(buffer)
}

fn in_place<C: BlockCipherDecrypt + KeyInit>(key: &[u8], vector: &[u8], buffer: &mut [u8]) -> Option<usize> {
    let decryptor = Decryptor::<C>::new_from_slices(key, vector).ok()?;
    decryptor.decrypt_padded::<Pkcs7>(buffer).ok().map(<[u8]>::len)
}
