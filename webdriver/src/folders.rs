//! Where things are, and where the tests put what they make.

use std::fs;
use std::path::{Path, PathBuf};

/// The workspace: the folder above this package.
pub fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// Where cargo builds: a test runs from `<target>/<profile>/deps/`, an example from `examples/` beside it.
pub fn target() -> PathBuf {
    let program = std::env::current_exe().unwrap();
    program.ancestors().nth(3).unwrap().to_path_buf()
}

/// A folder inside [`target`], made if it is not there.
pub fn in_target(name: &str) -> PathBuf {
    let path = target().join(name);
    fs::create_dir_all(&path).unwrap();
    path
}
