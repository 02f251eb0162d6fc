//! A `Blob` read piece by piece, in constant memory.

use js_sys::{Date, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, MessageChannel, ReadableStreamDefaultReader};

/// How much is worked on at a time, in bytes; the browser hands out larger pieces.
const PIECE: u32 = 1 << 18;
/// How long the page may be kept from answering, in milliseconds: on a processor a quarter as fast as the one that
/// this was measured on, a piece takes as long again.
const BUSY: f64 = 12.0;
/// How often progress is told, in milliseconds.
const TELLING: f64 = 100.0;

/// Why a `Blob` was not read to its end.
#[derive(Debug)]
pub enum ReadError<E> {
    /// The browser cannot read it any more: moved, deleted or changed on disk.
    Unreadable,
    /// Whoever takes the pieces refused one.
    Refused(E),
}

/// Hands the bytes of `blob` to `take`, one piece after the other; the browser reads ahead meanwhile.
/// `progress` is told now and then how many bytes were taken.
pub async fn read<E>(
    blob: &Blob,
    mut take: impl FnMut(&[u8]) -> Result<(), E>,
    mut progress: impl FnMut(f64),
) -> Result<(), ReadError<E>> {
    let unreadable = |_: JsValue| ReadError::Unreadable;
    let reader: ReadableStreamDefaultReader = blob.stream().get_reader().unchecked_into();
    let mut buffer = vec![0; usize::try_from(PIECE).unwrap_or_default()];
    let mut taken = 0.0;
    let (mut paused, mut told) = (Date::now(), 0.0);
    while let Some(chunk) = next(&reader).await.map_err(unreadable)? {
        let mut at = 0;
        while at < chunk.length() {
            let piece = chunk.subarray(at, chunk.length().min(at + PIECE));
            at += piece.length();
            taken += f64::from(piece.length());
            let bytes = &mut buffer[..usize::try_from(piece.length()).unwrap_or_default()];
            piece.copy_to(bytes);
            if let Err(error) = take(bytes) {
                let _ = JsFuture::from(reader.cancel()).await;
                return Err(ReadError::Refused(error));
            }
            let now = Date::now();
            if now - told >= TELLING {
                progress(taken);
                told = now;
            }
            if now - paused >= BUSY {
                pause().await;
                paused = Date::now();
            }
        }
    }
    // A stream that ends early without an error is no whole file.
    if taken < blob.size() {
        return Err(ReadError::Unreadable);
    }
    progress(taken);
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

/// What the stream gives next; `None` at its end.
async fn next(reader: &ReadableStreamDefaultReader) -> Result<Option<Uint8Array>, JsValue> {
    let result: Object = JsFuture::from(reader.read()).await?.unchecked_into();
    if Reflect::get(&result, &"done".into())?.is_truthy() {
        return Ok(None);
    }
    Reflect::get(&result, &"value".into())?.dyn_into().map(Some)
}

/// Lets the page answer to whatever happened meanwhile. A message, since a timer waits longer than asked.
async fn pause() {
    let Ok(channel) = MessageChannel::new() else { return };
    let waiting = Promise::new(&mut |resolve, _| channel.port1().set_onmessage(Some(&resolve)));
    if channel.port2().post_message(&JsValue::NULL).is_ok() {
        let _ = JsFuture::from(waiting).await;
    }
    channel.port1().set_onmessage(None);
    channel.port1().close();
}
