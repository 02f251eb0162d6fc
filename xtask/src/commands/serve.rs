//! `cargo xtask serve`: the page and an S2low to send to, on this machine.

use anyhow::{Context as _, Result, bail};

use super::build;
use crate::machine::Machine;
use crate::{process, setup};

const DEFAULT_PORT: u16 = 8080;

/// Builds the page, then becomes the simulator, which says where things are and ends at Ctrl-C.
pub fn run(machine: &Machine, arguments: &[String]) -> Result<()> {
    let port = port(arguments)?;
    setup::programs(machine, setup::SIMULATOR)?;
    build::page(machine)?;
    let mut simulator = process::cargo(machine);
    simulator
        .args(["run", "--package", "s2low-simulator", "--", "--port"])
        .arg(port.to_string())
        .arg("--site")
        .arg(machine.site())
        .arg("--demonstration")
        .arg(machine.root.join("target/demonstration"));
    process::become_program(simulator)
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
    use super::port;

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
}
