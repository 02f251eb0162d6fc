//! The page in a real browser, driven through WebDriver as a clerk would drive it, on the simulated S2low.
//!
//! [`stage::journey`] sets everything up, runs one scenario, and looks afterwards at what no scenario may leave
//! behind. Scenarios are written against [`page::Page`], which finds controls by what a person calls them;
//! which browser it is, only [`browser`] knows.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a harness of tests: where the machine fails, the test ends with the reason"
)]

pub mod accessibility;
pub mod browser;
pub mod certificates;
pub mod common;
pub mod containers;
pub mod devtools;
mod driver;
pub mod embedded;
pub mod engine;
pub mod folders;
pub mod judges;
pub mod keyboard;
pub mod large;
pub mod material;
mod memory;
pub mod nginx;
pub mod npm;
pub mod page;
pub mod patience;
pub mod screenshots;
pub mod server;
pub mod stage;
pub mod version;
pub mod view;
