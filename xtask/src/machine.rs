//! The machine this runs on: where the workspace is, and what was found out about it during this run.

use std::cell::{Cell, OnceCell};
use std::path::{Path, PathBuf};

use crate::toolchain::Toolchain;

/// Asked once a run, remembered to its end.
pub struct Machine {
    /// The folder of the workspace.
    pub root: PathBuf,
    /// Which toolchain builds for wasm, once that was found out.
    pub wasm: OnceCell<Toolchain>,
    /// Whether the package lists were fetched in this run.
    pub apt_updated: Cell<bool>,
}

impl Machine {
    /// The machine and workspace from which cargo started this program.
    pub fn here() -> Self {
        // Asked at run time first, so that a moved workspace needs no rebuild.
        let package = std::env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = package.parent().map_or_else(|| package.clone(), Path::to_path_buf);
        Self::at(root)
    }

    /// The same machine with the workspace in this folder.
    pub fn at(root: PathBuf) -> Self {
        Self { root, wasm: OnceCell::new(), apt_updated: Cell::new(false) }
    }

    /// Where the finished page is put.
    pub fn site(&self) -> PathBuf {
        self.root.join("target/site")
    }
}
