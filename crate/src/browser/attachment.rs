//! The content of an attachment, read again from the file: decoded, and unpacked where it is gzip.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, ReadableStream};

use super::blob::{self, Parts};
use super::{format, js};
use crate::limits;
use crate::pes::Attachment;
use crate::pes::content::{Decoder, shown_as};
use crate::xml::{Encoding, as_u64};

/// How much of the beginning tells what it is, in bytes.
const HEAD: usize = 1024;

/// Why there is no content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The file cannot be read any more.
    Gone,
    /// It is no base64.
    NotBase64,
    /// It begins as gzip does, and is none.
    NotGzip,
    /// It unpacks to more than [`limits::UNPACKED_BYTES`].
    TooLarge,
}

/// An attachment as it was before it was put into the file.
pub struct Content {
    parts: Parts,
    /// The media type under which it can be shown without risk.
    pub shown_as: Option<&'static str>,
    /// The browser cannot unpack it.
    pub packed: bool,
}

impl Content {
    /// Its bytes, of this type.
    pub fn into_blob(self, media_type: &str) -> Option<Blob> {
        self.parts.finish(media_type)
    }
}

/// Reads the content of `attachment` in `file`, which is in `encoding`, in constant memory.
pub async fn read(file: &Blob, attachment: &Attachment, encoding: Encoding) -> Result<Content, Trouble> {
    let (start, end) = (format::float(attachment.span.start), format::float(attachment.span.end));
    let text = file.slice_with_f64_and_f64(start, end).map_err(|_| Trouble::Gone)?;
    let mut decoder = Decoder::new(encoding);
    let mut parts = Parts::default();
    let mut head = Vec::new();
    let mut trouble = Trouble::Gone;
    let mut take = |bytes: &[u8]| {
        if decoder.feed(bytes, parts.bytes()).is_err() {
            trouble = Trouble::NotBase64;
            return false;
        }
        take_head(&mut head, parts.bytes());
        parts.flush()
    };
    if !blob::each_piece(&text, &mut take).await {
        return Err(trouble);
    }
    decoder.finish(parts.bytes()).map_err(|_| Trouble::NotBase64)?;
    take_head(&mut head, parts.bytes());
    if !attachment.compressed {
        return Ok(Content { parts, shown_as: shown_as(&head), packed: false });
    }
    let Some(unpacking) = unpacking() else {
        return Ok(Content { parts, shown_as: None, packed: true });
    };
    let packed = parts.finish("").ok_or(Trouble::Gone)?;
    unpack(&packed.stream(), &unpacking).await
}

/// What unpacks gzip, in browsers that can.
fn unpacking() -> Option<JsValue> {
    let class: Function = js::get(&js_sys::global(), "DecompressionStream").dyn_into().ok()?;
    Reflect::construct(&class, &Array::of1(&"gzip".into())).ok()
}

async fn unpack(packed: &ReadableStream, unpacking: &JsValue) -> Result<Content, Trouble> {
    let stream = js::call(packed, "pipeThrough", &[unpacking]).await.map_err(|_| Trouble::NotGzip)?;
    let mut parts = Parts::default();
    let (mut head, mut size) = (Vec::new(), 0);
    let mut trouble = Trouble::NotGzip;
    let mut take = |bytes: &[u8]| {
        size += as_u64(bytes.len());
        if size > limits::UNPACKED_BYTES {
            trouble = Trouble::TooLarge;
            return false;
        }
        parts.bytes().extend_from_slice(bytes);
        take_head(&mut head, parts.bytes());
        parts.flush()
    };
    let whole = blob::each_piece_of(&stream.unchecked_into(), &mut take).await;
    if whole { Ok(Content { parts, shown_as: shown_as(&head), packed: false }) } else { Err(trouble) }
}

/// Keeps the beginning; until there is enough of it, `bytes` is all that came.
fn take_head(head: &mut Vec<u8>, bytes: &[u8]) {
    if head.len() < HEAD {
        head.clear();
        head.extend_from_slice(&bytes[..bytes.len().min(HEAD)]);
    }
}
