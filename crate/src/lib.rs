//! Signs a PES flux in the browser or on the command line.

#[cfg(target_arch = "wasm32")]
#[cfg_attr(not(feature = "page"), allow(dead_code, reason = "what is embedded does less than the page"))]
mod browser;
pub mod c14n;
#[cfg(not(target_arch = "wasm32"))]
pub mod cli;
pub mod coded;
pub mod dsig;
pub mod identity;
mod letters;
pub mod libersign;
pub mod limits;
pub mod pes;
pub mod s2low;
mod short;
pub mod signing;
pub mod verify;
pub mod words;
pub mod xades;
pub mod xml;
