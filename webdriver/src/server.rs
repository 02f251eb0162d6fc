//! The page and S2low, on one origin of this machine.

use std::path::{Path, PathBuf};

use s2low_simulator::{Config, Simulator};

use crate::folders::workspace;
use crate::material::Demonstration;
use crate::version;

/// Starts S2low with a page in front of it, on this port or any (0); it trusts the authority of the
/// demonstration.
pub async fn start(
    port: u16,
    work_dir: &Path,
    site: &Path,
    demonstration: &Demonstration,
    change: impl FnOnce(&mut Config),
) -> Simulator {
    let mut config = Config { port, site: Some(site.to_path_buf()), ..Config::new(work_dir) };
    change(&mut config);
    let simulator = Simulator::start(config).await.unwrap();
    let authority = std::fs::read_to_string(&demonstration.authority).unwrap();
    simulator.trust(&authority).await.unwrap();
    simulator
}

/// The folder of the built page: what `PES_SIGNER_SITE` names, else where `cargo xtask build` puts it.
pub fn site() -> PathBuf {
    let site = std::env::var_os("PES_SIGNER_SITE")
        .map_or_else(|| workspace().join("target").join("site"), PathBuf::from);
    let built = site.join("index.html").is_file();
    assert!(built, "there is no page in {}: build it with `cargo xtask build`", site.display());
    site
}

/// A copy of the built page, set up by its operator to check signers' certificates against this authority.
pub fn site_with_authority(folder: &Path, authority: &Path) -> PathBuf {
    let copy = folder.join("site");
    std::fs::create_dir_all(copy.join("authorities")).unwrap();
    std::fs::copy(authority, copy.join("authorities").join("ac.pem")).unwrap();
    site_with(folder, |config| config["authorities"] = serde_json::json!(["authorities/ac.pem"]))
}

/// A copy of the built page beside jQuery, as S2low has it for its own pages.
pub fn site_with_jquery(folder: &Path, jquery: &Path) -> PathBuf {
    let copy = site_with(folder, |_| {});
    std::fs::create_dir_all(copy.join("jsmodules")).unwrap();
    std::fs::copy(jquery, copy.join("jsmodules").join("jquery.js")).unwrap();
    copy
}

/// A copy of the built page with other settings.
pub fn site_with(folder: &Path, change: impl FnOnce(&mut serde_json::Value)) -> PathBuf {
    let copy = copy(&site(), folder);
    let config = std::fs::read(copy.join("config.json")).unwrap();
    let mut config: serde_json::Value = serde_json::from_slice(&config).unwrap();
    change(&mut config);
    std::fs::write(copy.join("config.json"), config.to_string()).unwrap();
    copy
}

/// A copy of the built page that says which edition it is, as its style sheet does.
pub fn site_of_edition(folder: &Path, edition: &str) -> PathBuf {
    let copy = copy(&site(), folder);
    version::make(&copy, edition);
    copy
}

/// A copy of a page in which a script runs before the page's own.
pub(crate) fn site_after(folder: &Path, site: &Path, script: &str) -> PathBuf {
    const OWN: &str = "<script type=\"module\"";
    let copy = copy(site, folder);
    std::fs::write(copy.join("first.js"), script).unwrap();
    let page = std::fs::read_to_string(copy.join("index.html")).unwrap();
    assert!(page.contains(OWN), "the page has no script to be first of");
    let page = page.replacen(OWN, &format!("<script src=\"first.js\"></script>\n{OWN}"), 1);
    std::fs::write(copy.join("index.html"), page).unwrap();
    version::list_anew(&copy, Some("first.js"));
    copy
}

/// Where the copy of a page is: a copy of a copy is that copy.
fn copy(site: &Path, folder: &Path) -> PathBuf {
    let copy = folder.join("site");
    if site == copy {
        return copy;
    }
    copy_folder(site, &copy);
    copy
}

/// Copies a folder with all that is in it.
pub fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let copy = to.join(path.file_name().unwrap());
        match path.is_dir() {
            true => copy_folder(&path, &copy),
            false => drop(std::fs::copy(&path, &copy).unwrap()),
        }
    }
}
