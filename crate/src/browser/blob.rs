//! A `Blob` read piece by piece, in constant memory.

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

/// How much is read at a time: small enough that no piece keeps the page from answering.
const PIECE: f64 = 262_144.0;

/// Why a `Blob` was not read to its end.
#[derive(Debug)]
pub enum ReadError<E> {
    /// The browser cannot read it any more: moved, deleted or changed on disk.
    Unreadable,
    /// Whoever takes the pieces refused one.
    Refused(E),
}

/// Hands the bytes of `blob` to `take`, one piece after the other; the next one is fetched meanwhile.
/// `progress` is told how many bytes were taken.
pub async fn read<E>(
    blob: &Blob,
    mut take: impl FnMut(&[u8]) -> Result<(), E>,
    mut progress: impl FnMut(f64),
) -> Result<(), ReadError<E>> {
    let size = blob.size();
    let mut buffer = Vec::new();
    let mut at = 0.0;
    let mut next = piece(blob, at)?;
    while at < size {
        let bytes = JsFuture::from(next).await.map_err(|_| ReadError::Unreadable)?;
        at += PIECE;
        next = piece(blob, at)?;
        let bytes = Uint8Array::new(&bytes);
        buffer.resize(usize::try_from(bytes.length()).unwrap_or_default(), 0);
        bytes.copy_to(&mut buffer);
        take(&buffer).map_err(ReadError::Refused)?;
        progress(at.min(size));
    }
    Ok(())
}

/// The whole of a small `Blob`.
pub async fn read_whole(blob: &Blob) -> Result<Vec<u8>, ReadError<()>> {
    let mut whole = Vec::new();
    let take = |bytes: &[u8]| {
        whole.extend_from_slice(bytes);
        Ok(())
    };
    read(blob, take, |_| {}).await?;
    Ok(whole)
}

fn piece<E>(blob: &Blob, at: f64) -> Result<Promise, ReadError<E>> {
    let piece = blob.slice_with_f64_and_f64(at, at + PIECE).map_err(|_| ReadError::Unreadable)?;
    Ok(piece.array_buffer().unchecked_into())
}
