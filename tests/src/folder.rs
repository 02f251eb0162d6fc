//! Where one test process keeps what it makes: a folder beside its build, gone at the next run.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The folder of this test process, empty at first.
pub fn folder() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let all = target_directory().join("cross-checks");
        fs::create_dir_all(&all).unwrap();
        remove_left_over(&all);
        let own = all.join(std::process::id().to_string());
        fs::create_dir_all(&own).unwrap();
        own
    })
}

/// A folder inside [`folder`], made if it is not there.
pub fn subfolder(name: &str) -> PathBuf {
    let path = folder().join(name);
    fs::create_dir_all(&path).unwrap();
    path
}

/// A folder beside the build that later runs find again, made if it is not there.
pub fn kept(name: &str) -> PathBuf {
    let path = target_directory().join(name);
    fs::create_dir_all(&path).unwrap();
    path
}

/// The workspace: the folder above this package.
pub fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// Where cargo builds: a test runs from `<target>/<profile>/deps/`.
fn target_directory() -> PathBuf {
    let program = std::env::current_exe().unwrap();
    program.ancestors().nth(3).unwrap().to_path_buf()
}

/// Removes the folders of processes that have ended; they carry the process's number.
fn remove_left_over(all: &Path) {
    for entry in fs::read_dir(all).unwrap().flatten() {
        if !Path::new("/proc").join(entry.file_name()).exists() {
            drop(fs::remove_dir_all(entry.path()));
        }
    }
}
