//! `cargo xtask serve`: the page and an S2low to send to, on this machine.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};

use super::build;
use crate::machine::Machine;
use crate::site::{self, Files};
use crate::{process, setup};

const DEFAULT_PORT: u16 = 8080;
/// What the page offers to be tried with, one of the simulator's own.
const DEMONSTRATION: &str = "pes-demonstration.xml";

/// Builds the page, then becomes the simulator, which says where things are and ends at Ctrl-C.
pub fn run(machine: &Machine, arguments: &[String]) -> Result<()> {
    let port = port(arguments)?;
    setup::programs(machine, setup::SIMULATOR)?;
    build::page(machine)?;
    let site = with_demonstration(machine)?;
    let mut simulator = process::cargo(machine);
    simulator
        .args(["run", "--package", "s2low-simulator", "--", "--port"])
        .arg(port.to_string())
        .arg("--site")
        .arg(site)
        .arg("--demonstration")
        .arg(machine.root.join("target/demonstration"));
    process::become_program(simulator)
}

/// Puts a copy of the page beside it that offers the demonstration; the page itself is for servers.
fn with_demonstration(machine: &Machine) -> Result<PathBuf> {
    let pes = machine.root.join("s2low-simulator/demonstration").join(DEMONSTRATION);
    let pes = fs::read(&pes).with_context(|| format!("cannot read {}", pes.display()))?;
    let mut files = site::read(&machine.site())?;
    offer(&mut files, pes)?;
    let copy = machine.site().with_file_name("site-with-demonstration");
    site::replace(&copy, &files)?;
    Ok(copy)
}

/// Sets the page up to offer this file.
fn offer(files: &mut Files, pes: Vec<u8>) -> Result<()> {
    let config = files.get_mut("config.json").context("the page has no config.json")?;
    let mut settings: serde_json::Value = serde_json::from_slice(config)?;
    settings["demonstration"] = DEMONSTRATION.into();
    *config = serde_json::to_vec_pretty(&settings)?;
    files.insert(DEMONSTRATION.to_owned(), pes);
    Ok(())
}

fn port(arguments: &[String]) -> Result<u16> {
    let value = match arguments {
        [] => return Ok(DEFAULT_PORT),
        [option, value] if option == "--port" => value,
        [option] if option.starts_with("--port=") => &option["--port=".len()..],
        _ => bail!("serve takes only --port N, not “{}”", arguments.join(" ")),
    };
    value.parse().with_context(|| format!("“{value}” is no port number"))
}

#[cfg(test)]
mod tests {
    use super::{DEMONSTRATION, Files, offer, port};

    fn asked(words: &[&str]) -> anyhow::Result<u16> {
        port(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn the_port_is_8080_unless_another_is_asked_for() {
        assert_eq!(asked(&[]).unwrap(), 8080);
        assert_eq!(asked(&["--port", "9000"]).unwrap(), 9000);
        assert_eq!(asked(&["--port=9001"]).unwrap(), 9001);
    }

    #[test]
    fn a_wrong_port_is_named_in_the_message() {
        assert!(asked(&["--port", "70000"]).unwrap_err().to_string().contains("70000"));
        assert!(asked(&["--prot", "80"]).unwrap_err().to_string().contains("--prot 80"));
        assert!(asked(&["--port"]).is_err());
    }

    #[test]
    fn the_page_offers_the_demonstration_and_keeps_its_other_settings() {
        let mut files =
            Files::from([("config.json".into(), br#"{"country":"France","demonstration":""}"#.to_vec())]);
        offer(&mut files, b"<a/>".to_vec()).unwrap();
        let settings: serde_json::Value = serde_json::from_slice(&files["config.json"]).unwrap();
        assert_eq!(settings, serde_json::json!({ "country": "France", "demonstration": DEMONSTRATION }));
        assert_eq!(files[DEMONSTRATION], b"<a/>");
    }
}
