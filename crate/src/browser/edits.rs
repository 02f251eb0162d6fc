//! A `Blob` with some bytes put in, or in the place of others; nothing is copied, the browser strings the pieces
//! together.

use js_sys::{Array, Uint8Array};
use web_sys::{Blob, BlobPropertyBag};

use super::blob::{self, Parts};
use super::format;
use crate::pes::{Repair, Transcoder};
use crate::signing::Splice;

/// The file with signatures inserted; `None` where the browser lacks room.
pub fn with_splices(blob: &Blob, splices: &[Splice]) -> Option<Blob> {
    let edits: Vec<_> =
        splices.iter().map(|splice| (splice.offset, splice.offset, splice.bytes.clone())).collect();
    with_edits(blob, &edits)
}

/// The file with all that can be put right put right; `None` where the browser lacks room. The repair learns what became
/// of the characters.
pub async fn repaired(blob: &Blob, repair: &mut Repair) -> Option<Blob> {
    let edits: Vec<_> = repair
        .edits
        .iter()
        .map(|edit| (edit.start, edit.end, edit.replacement.clone().into_bytes()))
        .collect();
    let edited = with_edits(blob, &edits)?;
    let Some(transcoding) = &repair.transcode else {
        return Some(edited);
    };
    let (mut transcoder, mut parts) = (Transcoder::new(transcoding.from), Parts::default());
    let mut take = |piece: &[u8]| {
        transcoder.feed(piece, parts.bytes());
        parts.flush()
    };
    let whole = blob::each_piece(&edited, &mut take).await;
    repair.transcode = Some(transcoder.told());
    parts.finish("text/xml").filter(|_| whole)
}

fn with_edits(blob: &Blob, edits: &[(u64, u64, Vec<u8>)]) -> Option<Blob> {
    let parts = Array::new();
    let mut at = 0.0;
    for (start, end, bytes) in edits {
        let before = blob.slice_with_f64_and_f64(at, format::float(*start)).ok()?;
        parts.push(before.as_ref());
        parts.push(Uint8Array::from(bytes.as_slice()).as_ref());
        at = format::float(*end);
    }
    let rest = blob.slice_with_f64_and_f64(at, blob.size()).ok()?;
    parts.push(rest.as_ref());
    Blob::new_with_u8_array_sequence_and_options(&parts, &xml()).ok()
}

fn xml() -> BlobPropertyBag {
    let options = BlobPropertyBag::new();
    options.set_type("text/xml");
    options
}
