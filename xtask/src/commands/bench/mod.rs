//! `cargo xtask bench`: the page against what else reads and signs a flux, and against its budgets.

mod browser;
mod budgets;
mod figures;
mod flux;
mod host;
mod native;
mod report;

use anyhow::{Context as _, Result, bail};
use serde_json::json;

use super::build;
use crate::machine::Machine;
use crate::{budget, setup, site};

/// How often each thing is done; the best time counts. xadesjs alone is asked once.
const RUNS: usize = 3;

/// Measures everything in one run, prints it, and writes it to `target/bench/`.
pub fn run(machine: &Machine, arguments: &[String]) -> Result<()> {
    let quick = match arguments {
        [] => false,
        [option] if option == "--quick" => true,
        _ => bail!("bench takes only --quick, not “{}”", arguments.join(" ")),
    };
    setup::programs(machine, setup::BENCH)?;
    build::page(machine)?;
    let folder = machine.root.join("target/bench");
    std::fs::create_dir_all(&folder)?;
    let native = native::Tools::prepare(machine, &folder.join("native"))?;
    let browser = browser::Bench::prepare(machine, &folder)?;
    let flux = flux::write(&folder.join("flux"), if quick { 10 } else { 1 })?;

    let mut measured = browser.measure(&flux)?;
    measured.figures.extend(native.measure(&flux)?);
    measured.download = budget::Report::of(&site::read(&machine.site())?)?.compressed();
    let host = host::describe(&measured.browser)?;
    let verdicts = budgets::judge(&measured);

    let text = report::markdown(&host, &flux, &measured, &verdicts);
    print!("\n{text}");
    if quick {
        println!("\nWith --quick, the flux are a tenth of their size: these figures judge nothing.");
    }
    let results = json!({
        "host": host, "quick": quick, "runs": RUNS, "flux": flux, "measured": measured, "budgets": verdicts,
    });
    let (markdown, results_file) = (folder.join("results.md"), folder.join("results.json"));
    std::fs::write(&markdown, text)?;
    std::fs::write(&results_file, serde_json::to_vec_pretty(&results)?)
        .with_context(|| format!("cannot write {}", results_file.display()))?;
    println!("\nWritten to {} and {}.", markdown.display(), results_file.display());
    Ok(())
}
