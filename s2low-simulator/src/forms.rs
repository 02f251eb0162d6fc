//! Forms without files, as PHP reads them.

use std::collections::HashMap;

use axum::body::Body;
use percent_encoding::percent_decode_str;

/// The largest form that is read: several signatures of a batch.
const LIMIT: usize = 16 * 1024 * 1024;

/// The fields of an urlencoded body; the last of a name counts, as in PHP. What is no form has no fields.
pub(crate) async fn read(body: Body) -> HashMap<String, String> {
    fields(body).await.into_iter().collect()
}

/// All fields in their order.
pub(crate) async fn fields(body: Body) -> Vec<(String, String)> {
    let bytes = axum::body::to_bytes(body, LIMIT).await.unwrap_or_default();
    decode(&String::from_utf8_lossy(&bytes))
}

/// The fields of an urlencoded text.
pub(crate) fn decode(text: &str) -> Vec<(String, String)> {
    let decode = |part: &str| percent_decode_str(&part.replace('+', " ")).decode_utf8_lossy().into_owned();
    text.split('&')
        .filter_map(|field| field.split_once('='))
        .map(|(name, value)| (decode(name), decode(value)))
        .collect()
}
