//! What the cross-checks share: the command line under judgement, its judges (xmlsec1, OpenSSL, libxml2, the JDK,
//! the PES schemas) and the material they are given.
//!
//! Nothing here uses the crate under test, so that a fault in it cannot hide itself; only [`scanner`] calls it, for a
//! judgement of its scanner, and [`names`], for one of how it writes names.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a harness of tests: where the machine fails, the test ends with the reason"
)]

pub mod authorities;
pub mod built;
pub mod changes;
pub mod cli;
pub mod conformance;
pub mod containers;
pub mod corpus;
pub mod dates;
pub mod digests;
pub mod elements;
pub mod encodings;
pub mod folder;
pub mod generator;
pub mod insertions;
pub mod jdk;
pub mod kinds;
pub mod libxml2;
pub mod markup;
pub mod material;
pub mod matrix;
pub mod mutations;
pub mod names;
pub mod parallel;
pub mod pes;
pub mod pfx;
pub mod places;
pub mod process;
pub mod random;
pub mod report;
pub mod samples;
#[cfg(feature = "crate")]
pub mod scanner;
pub mod schema;
pub mod templates;
pub mod variants;
pub mod words;
pub mod xmlsec;
