//! A `Blob` read, and another one made, piece by piece, in constant memory.

use super::digests::PageDigests;
use js_sys::{Array, Date, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, MessageChannel, ReadableStream, ReadableStreamByobReader,
    ReadableStreamDefaultReader,
};
use zeroize::Zeroizing;

/// How much the browser is asked for at a time, in bytes; it may hand out larger pieces.
const PIECE: u32 = 1 << 18;
/// How much is worked on between two looks at the clock, in bytes: at first and at most. What comes first takes the
/// browser far longer than what comes later.
const STEPS: [u32; 2] = [1 << 12, 1 << 16];
/// How long the page may be kept from answering, in milliseconds.
const BUSY: f64 = 20.0;
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
    take: impl FnMut(&[u8]) -> Result<(), E>,
    progress: impl FnMut(f64),
) -> Result<(), ReadError<E>> {
    read_for(&PageDigests::here(), blob, take, progress).await
}

/// The same at a pace that `digests` can follow.
pub async fn read_for<E>(
    digests: &PageDigests,
    blob: &Blob,
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
    let whole = whole(digests, blob, &mut take, &mut progress).await;
    match (refused, whole) {
        (Some(error), _) => Err(ReadError::Refused(error)),
        (None, true) => Ok(()),
        (None, false) => Err(ReadError::Unreadable),
    }
}

/// The same for whoever remembers why it takes no more: hands out the bytes for as long as `take` says so; whether all
/// were handed out.
pub async fn each_piece(blob: &Blob, take: &mut dyn FnMut(&[u8]) -> bool) -> bool {
    whole(&PageDigests::here(), blob, take, &mut |_| {}).await
}

/// The same for a stream, of any length.
pub async fn each_piece_of(stream: &ReadableStream, take: &mut dyn FnMut(&[u8]) -> bool) -> bool {
    pieces(&PageDigests::here(), stream, take, &mut |_| {}).await.is_ok()
}

async fn whole(
    digests: &PageDigests,
    blob: &Blob,
    take: &mut dyn FnMut(&[u8]) -> bool,
    progress: &mut dyn FnMut(f64),
) -> bool {
    // A stream that ends early without an error is no whole file.
    match pieces(digests, &blob.stream(), take, progress).await {
        Ok(taken) if taken >= blob.size() => {
            progress(taken);
            true
        }
        _ => false,
    }
}

/// Hands out the bytes of a stream; how many. There is one copy of it in the program.
async fn pieces(
    digests: &PageDigests,
    stream: &ReadableStream,
    take: &mut dyn FnMut(&[u8]) -> bool,
    progress: &mut dyn FnMut(f64),
) -> Result<f64, JsValue> {
    let mut reader = Reader::of(stream);
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
            digests.keep_up().await;
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
        self.bytes.len() < usize::try_from(PIECE).unwrap_or_default() || self.hand_over().is_some()
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
enum Reader {
    /// Into one buffer that goes back and forth, so that nothing has to be collected.
    Refilled(ReadableStreamByobReader, Uint8Array),
    /// Into buffers of the browser's own, where it fills no others.
    Given(ReadableStreamDefaultReader),
}

impl Reader {
    fn of(stream: &ReadableStream) -> Self {
        let options = Object::new();
        // Setting a property of a plain object cannot fail.
        let _ = Reflect::set(&options, &"mode".into(), &"byob".into());
        // Called by its name, since a browser that cannot do it throws.
        let reader = Reflect::get(stream, &"getReader".into())
            .and_then(JsCast::dyn_into::<Function>)
            .and_then(|get_reader| get_reader.call1(stream, &options))
            .and_then(JsCast::dyn_into);
        match reader {
            Ok(reader) => Self::Refilled(reader, Uint8Array::new_with_length(PIECE)),
            Err(_) => Self::Given(stream.get_reader().unchecked_into()),
        }
    }

    /// What the stream gives next; `None` at its end. A buffer is the caller's until the next call.
    async fn next(&mut self) -> Result<Option<Uint8Array>, JsValue> {
        let read = match self {
            Self::Refilled(reader, buffer) => {
                reader.read_with_array_buffer_view(&Uint8Array::new(&buffer.buffer()))
            }
            Self::Given(reader) => reader.read(),
        };
        let result: Object = JsFuture::from(read).await?.unchecked_into();
        if Reflect::get(&result, &"done".into())?.is_truthy() {
            return Ok(None);
        }
        let chunk: Uint8Array = Reflect::get(&result, &"value".into())?.dyn_into()?;
        if let Self::Refilled(_, buffer) = self {
            buffer.clone_from(&chunk);
        }
        Ok(Some(chunk))
    }

    /// Gives up the rest.
    async fn cancel(&self) {
        let cancelled = match self {
            Self::Refilled(reader, _) => reader.cancel(),
            Self::Given(reader) => reader.cancel(),
        };
        let _ = JsFuture::from(cancelled).await;
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
