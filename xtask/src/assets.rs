//! Names that follow from contents: `main.js` is published as `main-0123456789abcdef.js`.
//!
//! A server may then let browsers keep such a file for ever, and no browser mixes two versions of the page.
//! Pages, configuration, translations and pictures keep their names.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, bail, ensure};
use sha2::{Digest as _, Sha256};

use crate::integrity;
use crate::offline::{SERVICE_WORKER, SETTINGS};
use crate::references::{self, Language};
use crate::site::Files;

/// Published under a name that changes with the content.
const HASHED: &[&str] = &["js", "json", "mjs", "css", "wasm"];
/// Loaded by the names they have: by pages that are not built here, by browsers that look for a new version, and what an
/// operator changes.
const ENTRIES: &[&str] = &["embed/libersign.js", "embed/pes-signer.js", SERVICE_WORKER, SETTINGS];

/// Renames the assets, follows with every reference to them, and adds integrity attributes to pages.
pub fn publish(files: &Files) -> Result<Files> {
    let mut publisher = Publisher { files, published: BTreeMap::new(), open: Vec::new() };
    for path in files.keys() {
        publisher.publish(path)?;
    }
    // Renamed and referred to by nobody: its user names it in a way that was not seen, and would not find it.
    let unused = files.keys().find(|path| is_hashed(path) && !publisher.published[*path].referred_to);
    if let Some(path) = unused {
        bail!("{path} is named by no other file: nothing could load it under its published name");
    }
    let mut renamed: Files = publisher.published.into_values().map(|file| (file.path, file.bytes)).collect();
    let pages: Vec<String> = renamed.keys().filter(|path| path.ends_with(".html")).cloned().collect();
    for page in pages {
        let protected = integrity::protect(&page, &renamed)?;
        renamed.insert(page, protected);
    }
    Ok(renamed)
}

/// Whether a file is published under another name than it has in the source.
pub fn is_hashed(path: &str) -> bool {
    !ENTRIES.contains(&path)
        && path.rsplit_once('.').is_some_and(|(_, extension)| HASHED.contains(&extension))
}

struct Published {
    path: String,
    bytes: Vec<u8>,
    referred_to: bool,
}

struct Publisher<'files> {
    files: &'files Files,
    published: BTreeMap<String, Published>,
    /// The files whose references are being followed right now, outermost first.
    open: Vec<String>,
}

impl Publisher<'_> {
    /// Publishes a file after the ones that it refers to, for their names are part of its content.
    fn publish(&mut self, path: &str) -> Result<()> {
        if self.published.contains_key(path) {
            return Ok(());
        }
        ensure!(
            !self.open.iter().any(|open| open == path),
            "{} → {path} refer to each other in a circle: no name can follow from their contents",
            self.open.join(" → ")
        );
        self.open.push(path.to_owned());
        let bytes = self.rewrite(path)?;
        self.open.pop();
        let name = if is_hashed(path) { hashed_name(path, &bytes) } else { path.to_owned() };
        self.published.insert(path.to_owned(), Published { path: name, bytes, referred_to: false });
        Ok(())
    }

    fn rewrite(&mut self, path: &str) -> Result<Vec<u8>> {
        let source = &self.files[path];
        let Some(language) = Language::of(path) else { return Ok(source.clone()) };
        let text = std::str::from_utf8(source).with_context(|| format!("{path} is not UTF-8"))?;
        let mut rewritten = String::with_capacity(text.len() + 256);
        let mut copied = 0;
        for reference in references::find(path, text, language, self.files)? {
            if !is_hashed(&reference.target) || reference.target == path {
                continue;
            }
            self.publish(&reference.target)?;
            if let Some(target) = self.published.get_mut(&reference.target) {
                target.referred_to = true;
                rewritten.push_str(&text[copied..reference.name.start]);
                rewritten.push_str(file_name(&target.path));
                copied = reference.name.end;
            }
        }
        rewritten.push_str(&text[copied..]);
        Ok(rewritten.into_bytes())
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

fn hashed_name(path: &str, bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    let hash: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let (stem, extension) = path.rsplit_once('.').unwrap_or((path, ""));
    format!("{stem}-{hash}.{extension}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(list: &[(&str, &str)]) -> Files {
        list.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect()
    }

    fn names(files: &Files) -> Vec<&str> {
        files.keys().map(String::as_str).collect()
    }

    fn text<'a>(files: &'a Files, path: &str) -> &'a str {
        std::str::from_utf8(&files[path]).unwrap()
    }

    const PAGE: &[(&str, &str)] = &[
        ("index.html", r#"<script type="module" src="main.js"></script>"#),
        ("main.js", r#"import init from "./pes_signer.js"; // "./pes_signer_bg.js" is nobody's name"#),
        ("pes_signer.js", "new URL('pes_signer_bg.wasm', import.meta.url); a = {'./pes_signer_bg.js': b}"),
        ("pes_signer_bg.wasm", "\0asm"),
        ("config.json", r#"{"script":"main.js"}"#),
    ];

    #[test]
    fn assets_get_the_hash_of_their_published_content_as_name() {
        let published = publish(&files(PAGE)).unwrap();
        for (path, bytes) in published.iter().filter(|(path, _)| is_hashed(path)) {
            let (stem, rest) = path.rsplit_once('-').unwrap();
            let extension = rest.rsplit_once('.').unwrap().1;
            assert_eq!(*path, hashed_name(&format!("{stem}.{extension}"), bytes));
        }
        assert_eq!(published.len(), PAGE.len());
        assert!(published.contains_key("index.html") && published.contains_key("config.json"));
    }

    #[test]
    fn references_follow_the_new_names_along_the_whole_chain() {
        let published = publish(&files(PAGE)).unwrap();
        let name = |stem: &str, extension: &str| {
            let wanted = |name: &&&str| name.starts_with(&format!("{stem}-")) && name.ends_with(extension);
            (*names(&published).iter().find(wanted).unwrap()).to_owned()
        };
        let (main, bindings, module) =
            (name("main", "js"), name("pes_signer", "js"), name("pes_signer_bg", "wasm"));
        assert!(text(&published, "index.html").contains(&format!(r#"src="{main}""#)));
        assert!(text(&published, &main).contains(&format!(r#"from "./{bindings}""#)));
        assert!(text(&published, &main).contains(r#""./pes_signer_bg.js""#), "no asset has this name");
        assert!(text(&published, &bindings).contains(&format!("new URL('{module}'")));
        assert_eq!(text(&published, "config.json"), r#"{"script":"main.js"}"#, "configuration is left alone");
    }

    #[test]
    fn a_change_deep_down_renames_everything_above_it() {
        let before = publish(&files(PAGE)).unwrap();
        let mut changed = files(PAGE);
        changed.insert("pes_signer_bg.wasm".into(), b"\0asm2".to_vec());
        let after = publish(&changed).unwrap();
        let kept: Vec<&str> = names(&before).into_iter().filter(|name| after.contains_key(*name)).collect();
        assert_eq!(kept, ["config.json", "index.html"]);
    }

    #[test]
    fn a_name_within_a_longer_name_is_another_name() {
        let published = publish(&files(&[
            ("index.html", r#"<script src="domain.js"></script><script src="main.js"></script>"#),
            ("domain.js", "1"),
            ("main.js", "2"),
        ]))
        .unwrap();
        let page = text(&published, "index.html");
        for name in names(&published).iter().filter(|name| is_hashed(name)) {
            assert_eq!(page.matches(&format!(r#""{name}""#)).count(), 1, "{name} in {page}");
        }
    }

    #[test]
    fn folders_are_followed_from_the_file_that_refers() {
        let published = publish(&files(&[
            ("index.html", r#"<link rel="stylesheet" href="css/page.css"><script src="js/a.js"></script>"#),
            ("css/page.css", r#"@import "base.css"; body { background: url(../logo.svg) }"#),
            ("css/base.css", ""),
            ("js/a.js", "import '../js/b.js'"),
            ("js/b.js", "b"),
            ("logo.svg", "<svg/>"),
        ]))
        .unwrap();
        let names = names(&published);
        let b = names.iter().find(|name| name.starts_with("js/b-")).unwrap();
        let a = names.iter().find(|name| name.starts_with("js/a-")).unwrap();
        assert_eq!(text(&published, a), format!("import '../{b}'"));
        assert!(names.contains(&"logo.svg"));
    }

    #[test]
    fn a_circle_of_references_is_refused() {
        let circle = files(&[
            ("index.html", r#"<script src="a.js"></script>"#),
            ("a.js", r#"import "./b.js""#),
            ("b.js", r#"import "./a.js""#),
        ]);
        let message = publish(&circle).unwrap_err().to_string();
        assert!(message.starts_with("a.js → b.js → a.js refer"), "{message}");
    }

    #[test]
    fn what_other_pages_load_keeps_its_name_and_loads_hashed_names() {
        let published = publish(&files(&[
            ("index.html", ""),
            ("embed/pes-signer.js", r#"import init from "./inner.js";"#),
            ("embed/libersign.js", r#"import(new URL("pes-signer.js", address))"#),
            ("embed/inner.js", "1"),
        ]))
        .unwrap();
        let inner = names(&published).into_iter().find(|name| name.starts_with("embed/inner-")).unwrap();
        let name = inner.trim_start_matches("embed/");
        assert_eq!(text(&published, "embed/pes-signer.js"), format!(r#"import init from "./{name}";"#));
        assert!(text(&published, "embed/libersign.js").contains(r#"URL("pes-signer.js""#));
    }

    #[test]
    fn an_asset_that_nobody_names_is_refused() {
        let lonely = files(&[("index.html", ""), ("worker.js", "")]);
        let message = publish(&lonely).unwrap_err().to_string();
        assert!(message.starts_with("worker.js is named by no other file"), "{message}");
    }
}
