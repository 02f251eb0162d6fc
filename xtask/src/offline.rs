//! What the service worker keeps: the files of the page as one set, each with its digest, and a name for that set.

use anyhow::{Context as _, Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use crate::site::{self, Files};

/// The script that keeps the page.
pub const SERVICE_WORKER: &str = "service-worker.js";
/// What an operator changes without building anything: asked for anew at each opening.
pub const SETTINGS: &str = "config.json";

/// The lines of the script that are filled in.
const VERSION: &str = "const VERSION = \"\";";
const LIST: &str = "const FILES = {};";

/// Writes the list of files and the name of the version into the service worker.
pub fn fill(files: &mut Files) -> Result<()> {
    let Some(script) = files.get(SERVICE_WORKER) else { return Ok(()) };
    let script = std::str::from_utf8(script).with_context(|| format!("{SERVICE_WORKER} is not UTF-8"))?;
    for line in [VERSION, LIST] {
        ensure!(script.matches(line).count() == 1, "{SERVICE_WORKER} has no line “{line}” to fill in");
    }
    let list: serde_json::Map<String, serde_json::Value> = files
        .iter()
        .filter(|(path, _)| is_kept(path))
        .map(|(path, bytes)| {
            let digest = STANDARD.encode(Sha256::digest(bytes));
            (path.clone(), format!("sha256-{digest}").into())
        })
        .collect();
    let script = script.replace(LIST, &format!("const FILES = {};", serde_json::to_string(&list)?));
    // Of the script too: one that works otherwise keeps another set.
    let digest = Sha256::digest(script.as_bytes());
    let version: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let script = script.replace(VERSION, &format!("const VERSION = \"{version}\";"));
    files.insert(SERVICE_WORKER.to_owned(), script.into_bytes());
    Ok(())
}

/// Whether a file is one of those that the page consists of.
fn is_kept(path: &str) -> bool {
    ![SERVICE_WORKER, SETTINGS].contains(&path) && !site::is_extra(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(list: &[(&str, &str)]) -> Files {
        list.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect()
    }

    fn filled(list: &[(&str, &str)]) -> String {
        let mut files = site(list);
        files.insert(SERVICE_WORKER.to_owned(), format!("{VERSION}\n{LIST}\nrest").into_bytes());
        fill(&mut files).unwrap();
        String::from_utf8(files[SERVICE_WORKER].clone()).unwrap()
    }

    fn version(script: &str) -> &str {
        script.lines().next().unwrap()
    }

    #[test]
    fn every_file_of_the_page_is_listed_with_its_digest_and_nothing_else_is() {
        let script = filled(&[
            ("index.html", "1"),
            ("main-0123456789abcdef.js", "2"),
            ("config.json", "{}"),
            ("embed/index.html", "3"),
            ("icons/192.png", "4"),
        ]);
        // printf 1 | openssl dgst -sha256 -binary | base64
        let list = "const FILES = {\"index.html\":\"sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s=\",\
                    \"main-0123456789abcdef.js\":\"sha256-1HNeOiZeFu7gP1lxi5tdAwGcB9i2xR+Q2jpmbuwTqzU=\"};";
        assert_eq!(script.lines().nth(1).unwrap(), list);
        assert_eq!(script.lines().nth(2).unwrap(), "rest");
    }

    #[test]
    fn a_version_has_the_name_of_its_contents() {
        let one = filled(&[("index.html", "1")]);
        assert_eq!(version(&one), version(&filled(&[("index.html", "1"), ("config.json", "{}")])));
        assert_ne!(version(&one), version(&filled(&[("index.html", "2")])));
        assert_eq!(version(&one).len(), "const VERSION = \"0123456789abcdef\";".len());
    }

    #[test]
    fn a_script_without_the_lines_to_fill_in_is_refused() {
        let mut files = site(&[(SERVICE_WORKER, "const VERSION = \"\";")]);
        assert!(fill(&mut files).unwrap_err().to_string().contains(LIST));
    }
}
