//! Measures the page and what it is measured against, in one Chromium; `cargo xtask bench` runs it.
//!
//! `bench ORDER.json ANSWER.json`: the first says what to measure ([`Order`]), the second is written.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "where the machine fails, the measurement ends with the reason"
)]

mod page;
mod peers;

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// What is to be measured.
#[derive(Debug, Deserialize)]
pub struct Order {
    /// The flux, smallest first.
    pub flux: Vec<Flux>,
    /// The Id of their root elements.
    pub id: String,
    /// The folder that [`peers`] is served from.
    pub peers: PathBuf,
    /// How often each thing is done.
    pub runs: usize,
}

/// A file to read.
#[derive(Debug, Deserialize)]
pub struct Flux {
    /// What it is called in tables.
    pub name: String,
    /// Where it is.
    pub file: PathBuf,
    /// Whether xadesjs, which takes minutes, has to read it too.
    pub xadesjs: bool,
}

/// What was measured.
#[derive(Debug, Serialize)]
pub struct Answer {
    /// How long the page takes to be usable on a slow processor, in seconds, once for each run.
    pub start: Vec<f64>,
    /// The page on each flux.
    pub page: Vec<page::Measured>,
    /// Everything else.
    pub peers: Vec<peers::Measured>,
}

fn main() {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [order, answer] = arguments.as_slice() else { panic!("usage: bench ORDER.json ANSWER.json") };
    let order: Order = serde_json::from_slice(&std::fs::read(order).unwrap()).unwrap();
    let start = page::start(order.runs);
    let page = order.flux.iter().map(|flux| page::measure(flux, order.runs)).collect();
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = runtime.worker_threads(2).enable_all().build().unwrap();
    let peers = runtime.block_on(peers::measure(&order));
    let measured = Answer { start, page, peers };
    std::fs::write(answer, serde_json::to_vec_pretty(&measured).unwrap()).unwrap();
}
