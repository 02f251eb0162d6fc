//! What runs in Chromium: the page, and beside it bare SHA-256, WebCrypto and xadesjs.
//!
//! The measuring itself is `webdriver/examples/bench`, which drives the browser.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;
use serde_json::json;

use super::RUNS;
use super::figures::{Figure, Measured, Subject, Work};
use super::flux::Flux;
use crate::machine::Machine;
use crate::{process, site, wasm};

/// The peer that signs in a browser, by its name for npm.
pub const XADESJS: &str = "xadesjs@2.6.8";
const ESBUILD: &str = "esbuild@0.28.2";
/// The entry of the bundle of xadesjs, and its name once bundled.
const XADES: &str = "xades.js";

/// All that the browser needs, ready.
pub struct Bench {
    program: PathBuf,
    site: PathBuf,
    folder: PathBuf,
}

/// What `webdriver/examples/bench` answers.
#[derive(Deserialize)]
struct Answer {
    start: Vec<f64>,
    page: Vec<PageAnswer>,
    peers: Vec<PeerAnswer>,
}

#[derive(Deserialize)]
struct PageAnswer {
    flux: String,
    seconds: Vec<f64>,
    module: u64,
    renderer: Option<u64>,
    longest_task: f64,
    longest_task_slowed: f64,
    signing: SigningAnswer,
}

#[derive(Deserialize)]
struct SigningAnswer {
    signatures: u64,
    seconds: f64,
    key_seconds: f64,
    verified_seconds: f64,
}

#[derive(Deserialize)]
struct PeerAnswer {
    flux: String,
    name: String,
    seconds: Vec<f64>,
    module: Option<u64>,
    renderer: Option<u64>,
    digest: Option<String>,
    error: Option<String>,
}

impl Bench {
    /// Builds the module of bare SHA-256 and what drives the browser; fetches xadesjs.
    pub fn prepare(machine: &Machine, folder: &Path) -> Result<Self> {
        let sources = machine.root.join("webdriver/examples/bench/peers");
        let mut peers = site::read(&sources)?;
        peers.extend(wasm::build(machine, wasm::SHA256)?);
        let bundle = bundle(&sources.join(XADES), &folder.join("npm"))?;
        peers.insert(XADES.to_owned(), std::fs::read(bundle)?);
        site::replace(&folder.join("peers"), &peers)?;
        let example = ["build", "--package", "webdriver-journeys", "--example", "bench"];
        let program = process::build_program(machine, &example, "bench")?;
        Ok(Self { program, site: machine.site(), folder: folder.to_path_buf() })
    }

    /// Measures all there is to measure in the browser.
    pub fn measure(&self, flux: &[Flux]) -> Result<Measured> {
        println!("Measuring in Chromium; xadesjs alone takes a minute.");
        let (order, answer) = (self.folder.join("order.json"), self.folder.join("answer.json"));
        let wanted = json!({
            "flux": flux, "id": bench_flux::ID, "peers": self.folder.join("peers"), "runs": RUNS,
        });
        std::fs::write(&order, serde_json::to_vec_pretty(&wanted)?)?;
        let mut program = Command::new(&self.program);
        program.arg(&order).arg(&answer).env("PES_SIGNER_SITE", &self.site);
        process::run(program)?;
        let answer: Answer = serde_json::from_slice(&std::fs::read(&answer)?)?;
        let mut measured = Measured { start: answer.start, ..Measured::default() };
        for page in answer.page {
            let (figure, work) = page.into_figures();
            measured.figures.push(figure);
            measured.work.push(work);
        }
        for peer in answer.peers {
            measured.figures.push(peer.into_figure()?);
        }
        Ok(measured)
    }
}

impl PageAnswer {
    fn into_figures(self) -> (Figure, Work) {
        let figure = Figure {
            subject: Subject::Page,
            flux: self.flux.clone(),
            seconds: self.seconds,
            memory: self.renderer,
            module: Some(self.module),
            digest: None,
            error: None,
        };
        let work = Work {
            flux: self.flux,
            longest_task: self.longest_task,
            longest_task_slowed: self.longest_task_slowed,
            signatures: self.signing.signatures,
            signing: self.signing.seconds,
            key: self.signing.key_seconds,
            verified: self.signing.verified_seconds,
        };
        (figure, work)
    }
}

impl PeerAnswer {
    fn into_figure(self) -> Result<Figure> {
        let subject = match self.name.as_str() {
            "sha256" => Subject::Sha256,
            "sha256File" => Subject::Sha256File,
            "webCrypto" => Subject::WebCrypto,
            "xadesjs" => Subject::Xadesjs,
            name => bail!("nobody is called {name}"),
        };
        let Self { flux, seconds, module, renderer: memory, digest, error, .. } = self;
        Ok(Figure { subject, flux, seconds, memory, module, digest, error })
    }
}

/// Fetches xadesjs with npm, once, and makes one file of it.
fn bundle(entry: &Path, folder: &Path) -> Result<PathBuf> {
    std::fs::create_dir_all(folder)?;
    let fetched = folder.join("fetched.txt");
    let wanted = format!("{XADESJS} {ESBUILD}");
    if std::fs::read_to_string(&fetched).ok().as_ref() != Some(&wanted) {
        println!("Fetching with npm, into {}: {wanted}", folder.display());
        let mut npm = Command::new("npm");
        npm.args(["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund"]);
        npm.args([XADESJS, ESBUILD, "--prefix"]).arg(folder);
        process::run(npm)?;
        std::fs::write(&fetched, wanted)?;
    }
    // Beside the packages, where the bundler looks for them.
    let (beside, bundled) = (folder.join(XADES), folder.join("bundled.js"));
    std::fs::copy(entry, &beside).with_context(|| format!("cannot copy {}", entry.display()))?;
    let mut esbuild = Command::new(folder.join("node_modules/.bin/esbuild"));
    esbuild.arg(&beside).args(["--bundle", "--format=esm", "--minify", "--log-level=warning"]);
    esbuild.arg(format!("--outfile={}", bundled.display()));
    process::run(esbuild)?;
    Ok(bundled)
}
