//! The page and S2low, on one origin of this machine.

use std::path::{Path, PathBuf};

use s2low_simulator::{Config, Simulator};

use crate::folders::workspace;
use crate::material::Demonstration;

/// Starts S2low with the built page in front of it, on this port or any (0); it trusts the authority of the
/// demonstration.
pub async fn start(port: u16, work_dir: &Path, demonstration: &Demonstration) -> Simulator {
    let config = Config { port, site: Some(site()), ..Config::new(work_dir) };
    let simulator = Simulator::start(config).await.unwrap();
    let authority = std::fs::read_to_string(&demonstration.authority).unwrap();
    simulator.trust(&authority).await.unwrap();
    simulator
}

/// The folder of the built page: what `PES_SIGNER_SITE` names, else where `cargo xtask build` puts it.
fn site() -> PathBuf {
    let site = std::env::var_os("PES_SIGNER_SITE")
        .map_or_else(|| workspace().join("target").join("site"), PathBuf::from);
    let built = site.join("index.html").is_file();
    assert!(built, "there is no page in {}: build it with `cargo xtask build`", site.display());
    site
}
