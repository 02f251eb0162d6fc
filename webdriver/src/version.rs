//! Versions of the page: what the service worker keeps is listed by the build, and a test that changes a file of a copy
//! has to list it anew.

use std::fs;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256, Sha384};

const SERVICE_WORKER: &str = "service-worker.js";

/// Writes the digests of the listed files anew, as the build does, and of one more.
///
/// # Panics
/// When a listed file is not there.
pub fn list_anew(site: &Path, added: Option<&str>) {
    let (script, line) = listing(site);
    let list: Map<String, Value> = paths(&line)
        .into_iter()
        .chain(added.map(str::to_owned))
        .map(|path| {
            let digest = STANDARD.encode(Sha256::digest(fs::read(site.join(&path)).unwrap()));
            (path, format!("sha256-{digest}").into())
        })
        .collect();
    write(site, &script, &line, &list);
}

/// Makes another version of a page: its style sheet says `edition`, and so does the page itself.
///
/// # Panics
/// When the page is not as the build makes it.
pub fn make(site: &Path, edition: &str) {
    let (script, line) = listing(site);
    let old = paths(&line).into_iter().find(|path| path.starts_with("style-")).expect("a style sheet");
    let before = fs::read(site.join(&old)).unwrap();
    let after = [before.as_slice(), format!(":root {{ --edition: {edition} }}\n").as_bytes()].concat();
    let name: String = Sha256::digest(&after).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let new = format!("style-{name}.css");
    fs::write(site.join(&new), &after).unwrap();
    fs::remove_file(site.join(&old)).unwrap();

    let integrity = |bytes: &[u8]| format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)));
    let page = fs::read_to_string(site.join("index.html")).unwrap();
    let (_, rest) = page.split_once("<body").expect("a body");
    let body = rest.split_once(' ').expect("a body with attributes").1;
    let marked = format!("<body data-edition=\"{edition}\" {body}");
    let page = page.replace(&format!("<body{rest}"), &marked);
    let page = page.replace(&old, &new).replace(&integrity(&before), &integrity(&after));
    fs::write(site.join("index.html"), page).unwrap();

    let renamed = line.replace(&old, &new);
    let script = script.replace(&line, &renamed);
    fs::write(site.join(SERVICE_WORKER), script).unwrap();
    list_anew(site, None);
}

/// The service worker, and the line of it that lists the files.
fn listing(site: &Path) -> (String, String) {
    let script = fs::read_to_string(site.join(SERVICE_WORKER)).unwrap();
    let line = script.lines().find(|line| line.starts_with("const FILES = {")).expect("a list of files");
    let line = line.to_owned();
    (script, line)
}

fn paths(line: &str) -> Vec<String> {
    let list = line.trim_start_matches("const FILES = ").trim_end_matches(';');
    let list: Map<String, Value> = serde_json::from_str(list).expect("JSON");
    list.into_iter().map(|(path, _)| path).collect()
}

fn write(site: &Path, script: &str, line: &str, list: &Map<String, Value>) {
    let list = serde_json::to_string(list).unwrap();
    let script = script.replace(line, &format!("const FILES = {list};"));
    let version = script.lines().find(|line| line.starts_with("const VERSION = ")).expect("a version");
    let digest: String = Sha256::digest(&script).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let script = script.replace(version, &format!("const VERSION = \"{digest}\";"));
    fs::write(site.join(SERVICE_WORKER), script).unwrap();
}
