//! What `cargo xtask` can be asked. A new command is a file here and a line in the table.

mod bench;
mod build;
mod dependencies;
mod fuzz;
mod lint;
mod reproduce;
mod schema;
mod serve;
mod test;

use anyhow::Result;

use crate::machine::Machine;

/// One word after `cargo xtask`.
pub struct Command {
    /// The word itself.
    pub name: &'static str,
    /// What may follow it, as usage text.
    pub arguments: &'static str,
    /// What it does, in a line.
    pub summary: &'static str,
    /// Does it, with the arguments that followed the word.
    pub run: fn(&Machine, &[String]) -> Result<()>,
}

/// Every command there is, in the order in which the help lists them.
pub const COMMANDS: &[Command] = &[
    Command {
        name: "build",
        arguments: "",
        summary: "build the page into target/site and hold it to its size budget",
        run: build::run,
    },
    Command {
        name: "serve",
        arguments: "[--port N]",
        summary: "build, then serve page and S2low simulator on http://localhost:8080 (or port N)",
        run: serve::run,
    },
    Command {
        name: "test",
        arguments: "[FILTER…]",
        summary: "run every test: unit tests, cross-checks, the page in a browser",
        run: test::run,
    },
    Command {
        name: "bench",
        arguments: "[--quick|--document]",
        summary: "measure the page against xmlsec1, the JDK, xadesjs and its budgets",
        run: bench::run,
    },
    Command {
        name: "fuzz",
        arguments: "[TARGET…] [--minutes N|--short]",
        summary: "run the fuzz targets, each for 20 minutes (or N); test runs them for some seconds",
        run: fuzz::run,
    },
    Command {
        name: "lint",
        arguments: "",
        summary: "run clippy on the library as the browser gets it (plain clippy sees the native code)",
        run: lint::run,
    },
    Command {
        name: "dependencies",
        arguments: "",
        summary: "hold every package that anything here is built upon to the licences and sources of deny.toml",
        run: dependencies::run,
    },
    Command {
        name: "reproduce",
        arguments: "",
        summary: "build the page from a copy of the sources in another folder and compare every byte",
        run: reproduce::run,
    },
    Command {
        name: "schema",
        arguments: "FOLDER",
        summary: "write the table of elements and values from the PES schemas in FOLDER",
        run: schema::run,
    },
];
