//! `cargo xtask bench`: the page against what else reads and signs a flux, and against its budgets.

mod browser;
mod budgets;
mod figures;
mod flux;
mod host;
mod native;
mod report;

use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::json;

use super::build;
use crate::machine::Machine;
use crate::{budget, setup, site};

/// How often each thing is done; the best time counts. xadesjs alone is asked once.
const RUNS: usize = 3;
/// Where the figures are explained.
const DOCUMENT: &str = "docs/performance.md";

/// Measures everything in one run, prints it, and writes it to `target/bench/`.
pub fn run(machine: &Machine, arguments: &[String]) -> Result<()> {
    let options = Options::parse(arguments)?;
    setup::programs(machine, setup::BENCH)?;
    build::page(machine)?;
    let folder = machine.root.join("target/bench");
    std::fs::create_dir_all(&folder)?;
    let native = native::Tools::prepare(machine, &folder.join("native"))?;
    let browser = browser::Bench::prepare(machine, &folder)?;
    let flux = flux::write(&folder.join("flux"), if options.quick { 10 } else { 1 })?;

    let mut measured = browser.measure(&flux)?;
    measured.figures.extend(native.measure(&flux)?);
    measured.download = budget::Report::of(&site::read(&machine.site())?)?.compressed();
    let host = host::describe()?;
    let verdicts = budgets::judge(&measured);

    let text = report::markdown(&host, &flux, &measured, &verdicts);
    print!("\n{text}");
    if options.quick {
        println!("\nWith --quick, the flux are a tenth of their size: these figures judge nothing.");
    }
    let results = json!({
        "host": host, "quick": options.quick, "runs": RUNS, "flux": flux, "measured": measured, "budgets": verdicts,
    });
    let (markdown, results_file) = (folder.join("results.md"), folder.join("results.json"));
    std::fs::write(&markdown, &text)?;
    std::fs::write(&results_file, serde_json::to_vec_pretty(&results)?)
        .with_context(|| format!("cannot write {}", results_file.display()))?;
    println!("\nWritten to {} and {}.", markdown.display(), results_file.display());
    if options.document {
        document(&machine.root.join(DOCUMENT), &text)?;
    }
    Ok(())
}

/// What was asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Options {
    /// Flux of a tenth of their size.
    quick: bool,
    /// The figures go into [`DOCUMENT`] as well.
    document: bool,
}

impl Options {
    fn parse(arguments: &[String]) -> Result<Self> {
        let mut options = Self::default();
        for argument in arguments {
            match argument.as_str() {
                "--quick" => options.quick = true,
                "--document" => options.document = true,
                other => bail!("bench takes only --quick or --document, not “{other}”"),
            }
        }
        ensure!(!(options.quick && options.document), "quick figures do not belong into {DOCUMENT}");
        Ok(options)
    }
}

/// Puts the figures into the document.
fn document(path: &Path, figures: &str) -> Result<()> {
    let old = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let new = report::into_document(&old, figures);
    let new = new.with_context(|| format!("{} has no place for figures", path.display()))?;
    std::fs::write(path, new).with_context(|| format!("cannot write {}", path.display()))?;
    println!("The figures in {} were renewed.", path.display());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Options;

    fn parsed(words: &[&str]) -> anyhow::Result<Options> {
        Options::parse(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn options_are_taken_and_others_named() {
        assert_eq!(parsed(&[]).unwrap(), Options::default());
        assert!(parsed(&["--quick"]).unwrap().quick);
        assert!(parsed(&["--document"]).unwrap().document);
        assert!(parsed(&["--slow"]).unwrap_err().to_string().contains("--slow"));
        assert!(parsed(&["--quick", "--document"]).is_err());
    }
}
