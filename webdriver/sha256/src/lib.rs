//! SHA-256 in WebAssembly and nothing else, fed as the page feeds its module: what reading a flux is measured against.
#![cfg(target_arch = "wasm32")]

use js_sys::Uint8Array;
use sha2::Digest;
use wasm_bindgen::prelude::wasm_bindgen;

/// A running digest.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Sha256 {
    digest: sha2::Sha256,
    piece: Vec<u8>,
}

#[wasm_bindgen]
impl Sha256 {
    /// The digest of nothing.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Copies a piece into the module's memory and digests it.
    pub fn feed(&mut self, piece: &Uint8Array) {
        self.piece.resize(usize::try_from(piece.length()).unwrap_or_default(), 0);
        piece.copy_to(&mut self.piece);
        self.digest.update(&self.piece);
    }

    /// The digest.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        self.digest.finalize().to_vec()
    }
}
