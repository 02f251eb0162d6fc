//! From the library to the module and the JavaScript that loads it.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use wasm_bindgen_cli_support::Bindgen;

use crate::machine::Machine;
use crate::names::Names;
use crate::site::{self, Files};
use crate::toolchain::{self, TARGET, Toolchain};
use crate::{process, setup};

/// A library that is built for the browser.
#[derive(Clone, Copy, Debug)]
pub struct Module {
    package: &'static str,
    library: &'static str,
    /// The feature that it is built with, where it is not the default one.
    feature: Option<&'static str>,
    /// What its generated files are called.
    name: &'static str,
}

/// The module of the page.
pub const PAGE: Module =
    Module { package: "pes-signer", library: "pes_signer", feature: None, name: "pes_signer" };
/// The module that other pages embed.
pub const EMBED: Module = Module { feature: Some("embed"), name: "pes_signer_embed", ..PAGE };
/// The module that `bench` measures the page's against.
pub const SHA256: Module =
    Module { package: "bare-sha256", library: "bare_sha256", feature: None, name: "bare_sha256" };

/// The profile in the root manifest that is made for downloads.
const PROFILE: &str = "page";

/// By which the page ends its module: whatever calls that afterwards finds functions that do nothing.
const STOP: &str = "export function stop() {\nwasm = new Proxy({}, { get: () => () => {} });\n}\n";

/// Compiles a library for the browser and generates the JavaScript side of it.
pub fn build(machine: &Machine, module: Module) -> Result<Files> {
    let toolchain = toolchain::choose(machine)?;
    let mut cargo = Command::new(match toolchain {
        Toolchain::Ordinary => "cargo",
        Toolchain::Debian => "/usr/bin/cargo",
    });
    cargo.args(["rustc", "--crate-type", "cdylib", "--profile", PROFILE]);
    prepare(&mut cargo, machine, module, toolchain);
    process::run(cargo)?;
    let compiled = folder(machine).join(TARGET).join(PROFILE).join(module.library).with_extension("wasm");
    bind(machine, module, &compiled)
}

/// Runs clippy on the library as the browser gets it.
pub fn lint(machine: &Machine, module: Module) -> Result<()> {
    let toolchain = toolchain::choose(machine)?;
    let program = match toolchain {
        Toolchain::Ordinary => "cargo",
        Toolchain::Debian => {
            // Called by its path: as `cargo clippy` it would be rustup's, for another compiler.
            let path = "/usr/bin/cargo-clippy";
            if !Path::new(path).exists() {
                println!("Installing Debian's clippy, for it must fit the compiler of the module.");
                setup::install(machine, &["rust-web-clippy"])?;
            }
            path
        }
    };
    let mut clippy = Command::new(program);
    clippy.args(["clippy", "--profile", PROFILE]);
    prepare(&mut clippy, machine, module, toolchain);
    clippy.args(["--", "--deny", "warnings"]);
    process::run(clippy)
}

/// What building and linting have in common.
fn prepare(cargo: &mut Command, machine: &Machine, module: Module, toolchain: Toolchain) {
    cargo.current_dir(&machine.root);
    // The lock file was settled when cargo built this program, bindings generator included.
    cargo.args(["--locked", "--package", module.package, "--lib", "--target", TARGET]);
    if let Some(feature) = module.feature {
        cargo.args(["--no-default-features", "--features", feature]);
    }
    for (name, _) in std::env::vars_os().filter(|(name, _)| leaks(&name.to_string_lossy(), toolchain)) {
        cargo.env_remove(name);
    }
    // Its own folder: flags and compiler differ, and native builds must stay fresh.
    cargo.env("CARGO_TARGET_DIR", folder(machine));
    cargo.env("CARGO_ENCODED_RUSTFLAGS", rustflags(&machine.root).join("\u{1f}"));
    if toolchain == Toolchain::Debian {
        cargo.args(["-Z", "build-std=std,panic_abort"]);
        cargo.env("RUSTC", "/usr/bin/rustc").env("RUSTC_BOOTSTRAP", "1");
        cargo.env("CARGO", "/usr/bin/cargo");
        cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", "wasm-ld");
    }
}

fn bind(machine: &Machine, module: Module, compiled: &Path) -> Result<Files> {
    let folder = folder(machine).join("bindings");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    let generating = || format!("cannot generate the JavaScript side of {}", compiled.display());
    let mut output = Bindgen::new()
        .input_path(compiled)
        .out_name(module.name)
        .web(true)?
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate_output()
        .with_context(generating)?;
    let names = Names::shorten(&mut output);
    output.emit(&folder).with_context(generating)?;
    let mut files = site::read(&folder)?;
    let script = format!("{}.js", module.name);
    names.follow(&script, &mut files)?;
    if let Some(script) = files.get_mut(&script).filter(|_| module.name == PAGE.name) {
        // Each function of the module is looked up there anew, at each call.
        ensure!(
            script.windows(24).any(|part| part == b"wasm = instance.exports;"),
            "the module is held otherwise"
        );
        script.extend_from_slice(STOP.as_bytes());
    }
    Ok(files)
}

fn folder(machine: &Machine) -> PathBuf {
    machine.root.join("target/wasm")
}

/// How large a function that asks for it may be to be written out where it is called; LLVM's own bound is 325. The module
/// is 14 KB smaller by it, compressed, and as fast.
const INLINING: &str = "-inlinehint-threshold=150";

fn rustflags(root: &Path) -> Vec<String> {
    let mut flags = vec!["-Ctarget-feature=+simd128".to_owned(), format!("-Cllvm-args={INLINING}")];
    // Panics name their source; where that lay on the machine that built the page is nobody's business.
    let cargo_home = std::env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| {
        let home = std::env::var_os("HOME")?;
        Some(Path::new(&home).join(".cargo"))
    });
    for (from, to) in [(Some(root.to_path_buf()), "."), (cargo_home, "cargo")] {
        if let Some(from) = from {
            flags.push(format!("--remap-path-prefix={}={to}", from.display()));
        }
    }
    flags
}

/// Whether a variable would carry the outer cargo's toolchain, or habits of the user, into the module.
fn leaks(name: &str, toolchain: Toolchain) -> bool {
    // How crates are fetched and progress is shown stays the user's.
    const KEPT: &[&str] = &["HOME", "HTTP_", "NET_", "REGISTRY_", "REGISTRIES_", "TERM_", "BUILD_JOBS"];
    if let Some(rest) = name.strip_prefix("CARGO_") {
        return !KEPT.iter().any(|kept| rest.starts_with(kept));
    }
    match toolchain {
        Toolchain::Ordinary => name == "RUSTFLAGS",
        Toolchain::Debian => {
            name == "CARGO"
                || name == "LD_LIBRARY_PATH"
                || name == "RUSTFLAGS"
                || name.starts_with("RUSTC")
                || name.starts_with("RUSTUP_")
                || name.starts_with("RUST_RECURSION")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outer_toolchain_does_not_reach_debians() {
        for name in ["CARGO", "RUSTUP_TOOLCHAIN", "RUSTC", "RUSTFLAGS", "RUSTC_WRAPPER", "LD_LIBRARY_PATH"] {
            assert!(leaks(name, Toolchain::Debian), "{name}");
        }
        assert!(!leaks("PATH", Toolchain::Debian));
    }

    #[test]
    fn the_users_flags_do_not_reach_the_module_but_the_way_to_the_registry_does() {
        for toolchain in [Toolchain::Ordinary, Toolchain::Debian] {
            for name in
                ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_TARGET_DIR", "CARGO_PROFILE_RELEASE_LTO"]
            {
                assert!(leaks(name, toolchain), "{name}");
            }
            for name in
                ["CARGO_HOME", "CARGO_HTTP_PROXY", "CARGO_REGISTRIES_MIRROR_INDEX", "CARGO_TERM_COLOR"]
            {
                assert!(!leaks(name, toolchain), "{name}");
            }
        }
        assert!(!leaks("RUSTUP_TOOLCHAIN", Toolchain::Ordinary));
    }

    #[test]
    fn the_module_uses_simd_and_hides_where_it_was_built() {
        let flags = rustflags(Path::new("/somewhere/checkout"));
        assert!(flags.contains(&"-Ctarget-feature=+simd128".to_owned()));
        assert!(flags.contains(&"--remap-path-prefix=/somewhere/checkout=.".to_owned()));
    }
}
