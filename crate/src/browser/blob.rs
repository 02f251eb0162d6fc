//! A `Blob` read, and another one made, piece by piece, in constant memory.

use super::digests::{Ahead, PageDigests};
use js_sys::{Array, Date, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, MessageChannel, ReadableStream, ReadableStreamDefaultReader};
use zeroize::Zeroizing;

/// How many bytes of a new `Blob` are gathered before the browser gets them.
const PIECE: usize = 1 << 18;
/// How much is worked on between two looks at the clock, in bytes: at first and at most. What comes first takes the
/// browser far longer than what comes later.
const STEPS: [u32; 2] = [1 << 12, 1 << 16];
/// How long the page may be kept from answering, in milliseconds.
const BUSY: f64 = 20.0;
/// How often progress is told, in milliseconds.
const TELLING: f64 = 200.0;

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
    take: impl FnMut(&[u8]) -> Result<(), E>,
    progress: impl FnMut(f64),
) -> Result<(), ReadError<E>> {
    read_by(Reader::of(&blob.stream()), blob.size(), take, progress).await
}

/// The same, read where its digests are made.
pub async fn read_for<E>(
    digests: &PageDigests,
    blob: &Blob,
    take: impl FnMut(&[u8]) -> Result<(), E>,
    progress: impl FnMut(f64),
) -> Result<(), ReadError<E>> {
    let reader = match digests {
        PageDigests::Here(_) => Reader::of(&blob.stream()),
        PageDigests::There(ahead) => Reader::Ahead(ahead),
    };
    read_by(reader, blob.size(), take, progress).await
}

async fn read_by<E>(
    reader: Reader<'_>,
    size: f64,
    mut take: impl FnMut(&[u8]) -> Result<(), E>,
    mut progress: impl FnMut(f64),
) -> Result<(), ReadError<E>> {
    let mut refused = None;
    let mut take = |bytes: &[u8]| match take(bytes) {
        Ok(()) => true,
        Err(error) => {
            refused = Some(error);
            false
        }
    };
    let whole = whole(reader, size, &mut take, &mut progress).await;
    match (refused, whole) {
        (Some(error), _) => Err(ReadError::Refused(error)),
        (None, true) => Ok(()),
        (None, false) => Err(ReadError::Unreadable),
    }
}

/// The same for whoever remembers why it takes no more: hands out the bytes for as long as `take` says so; whether all
/// were handed out.
pub async fn each_piece(blob: &Blob, take: &mut dyn FnMut(&[u8]) -> bool) -> bool {
    whole(Reader::of(&blob.stream()), blob.size(), take, &mut |_| {}).await
}

/// The same for a stream, of any length.
pub async fn each_piece_of(stream: &ReadableStream, take: &mut dyn FnMut(&[u8]) -> bool) -> bool {
    pieces(Reader::of(stream), take, &mut |_| {}).await.is_ok()
}

async fn whole(
    reader: Reader<'_>,
    size: f64,
    take: &mut dyn FnMut(&[u8]) -> bool,
    progress: &mut dyn FnMut(f64),
) -> bool {
    // A stream that ends early without an error is no whole file.
    match pieces(reader, take, progress).await {
        Ok(taken) if taken >= size => {
            progress(taken);
            true
        }
        _ => false,
    }
}

/// Hands out the bytes of a stream; how many. There is one copy of it in the program.
async fn pieces(
    mut reader: Reader<'_>,
    take: &mut dyn FnMut(&[u8]) -> bool,
    progress: &mut dyn FnMut(f64),
) -> Result<f64, JsValue> {
    let [mut step, longest] = STEPS;
    let mut buffer = vec![0; usize::try_from(longest).unwrap_or_default()];
    let mut taken = 0.0;
    let (mut paused, mut told) = (Date::now(), 0.0);
    while let Some(chunk) = reader.next().await? {
        let mut at = 0;
        while at < chunk.length() {
            let piece = chunk.subarray(at, chunk.length().min(at + step));
            (at, step) = (at + piece.length(), longest.min(2 * step));
            let bytes = &mut buffer[..usize::try_from(piece.length()).unwrap_or_default()];
            piece.copy_to(bytes);
            if !take(bytes) {
                reader.cancel().await;
                return Err(JsValue::UNDEFINED);
            }
            taken += f64::from(piece.length());
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
    Ok(taken)
}

/// The whole of a small `Blob`.
pub async fn read_whole(blob: &Blob) -> Result<Vec<u8>, ReadError<()>> {
    // At once, so that no copy is left behind as it grows.
    let mut whole =
        Vec::with_capacity(usize::try_from(super::format::seconds(blob.size())).unwrap_or_default());
    let take = |bytes: &[u8]| {
        whole.extend_from_slice(bytes);
        Ok(())
    };
    read(blob, take, |_| {}).await?;
    Ok(whole)
}

/// The whole of a file that has no business to be larger than `limit`, in bytes; wiped after use.
///
/// # Errors
/// [`ReadError::Refused`]: it is larger.
pub async fn read_small(blob: &Blob, limit: usize) -> Result<Zeroizing<Vec<u8>>, ReadError<()>> {
    if blob.size() > super::format::float(crate::xml::as_u64(limit)) {
        return Err(ReadError::Refused(()));
    }
    read_whole(blob).await.map(Zeroizing::new)
}

/// A new `Blob`, made of bytes as they come: the browser need not keep them in memory.
#[derive(Default)]
pub struct Parts {
    blobs: Array,
    bytes: Vec<u8>,
}

impl Parts {
    /// Where the next bytes go.
    pub fn bytes(&mut self) -> &mut Vec<u8> {
        &mut self.bytes
    }

    /// Hands over what is there, once it is much.
    /// Whether the browser took it.
    pub fn flush(&mut self) -> bool {
        self.bytes.len() < PIECE || self.hand_over().is_some()
    }

    /// The whole, of this type.
    pub fn finish(mut self, media_type: &str) -> Option<Blob> {
        self.hand_over()?;
        let options = BlobPropertyBag::new();
        options.set_type(media_type);
        Blob::new_with_blob_sequence_and_options(&self.blobs, &options).ok()
    }

    fn hand_over(&mut self) -> Option<()> {
        let part = Array::of1(&Uint8Array::from(self.bytes.as_slice()));
        self.blobs.push(Blob::new_with_u8_array_sequence(&part).ok()?.as_ref());
        self.bytes.clear();
        Some(())
    }
}

/// A stream being read.
enum Reader<'a> {
    /// Here. Into buffers of the browser's own: where it fills ours, Chromium now and then stops in the middle of a file.
    Here(ReadableStreamDefaultReader),
    /// By the worker.
    Ahead(&'a Ahead),
}

impl Reader<'_> {
    fn of(stream: &ReadableStream) -> Self {
        Self::Here(stream.get_reader().unchecked_into())
    }

    /// What the stream gives next; `None` at its end. A buffer is the caller's until the next call.
    async fn next(&mut self) -> Result<Option<Uint8Array>, JsValue> {
        let reader = match self {
            Self::Here(reader) => reader,
            Self::Ahead(ahead) => return ahead.next().await,
        };
        let result: Object = JsFuture::from(reader.read()).await?.unchecked_into();
        if Reflect::get(&result, &"done".into())?.is_truthy() {
            return Ok(None);
        }
        Ok(Some(Reflect::get(&result, &"value".into())?.dyn_into()?))
    }

    /// Gives up the rest.
    async fn cancel(&self) {
        // What the worker reads is given up when it is dropped.
        if let Self::Here(reader) = self {
            let _ = JsFuture::from(reader.cancel()).await;
        }
    }
}

/// Lets the page answer to whatever happened meanwhile. A message, since a timer waits longer than asked.
pub async fn pause() {
    let Ok(channel) = MessageChannel::new() else { return };
    let waiting = Promise::new(&mut |resolve, _| channel.port1().set_onmessage(Some(&resolve)));
    if channel.port2().post_message(&JsValue::NULL).is_ok() {
        let _ = JsFuture::from(waiting).await;
    }
    channel.port1().set_onmessage(None);
    channel.port1().close();
}
