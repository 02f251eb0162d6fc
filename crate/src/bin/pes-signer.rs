//! The program `pes-signer`.

#[cfg(not(target_arch = "wasm32"))]
use std::alloc::System;

#[cfg(not(target_arch = "wasm32"))]
use zeroizing_alloc::ZeroAlloc;

/// Memory is wiped when it is given back: the library that opens containers keeps copies of what was in
/// them, out of our reach.
#[cfg(not(target_arch = "wasm32"))]
#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

/// Runs the command line.
#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    pes_signer::cli::main()
}

/// There is no command line in a browser.
#[cfg(target_arch = "wasm32")]
fn main() {}
