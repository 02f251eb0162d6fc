//! Where a text file of the page names another file.
//!
//! A reference is a whole literal, `"main.js"`, `'./main.js'` or `url(main.css)`, that leads to a file of the
//! page. Where the language itself loads what the literal names (`src=`, `import`), it must lead to one.

use std::ops::Range;

use anyhow::{Result, bail};

use crate::assets;
use crate::site::Files;

/// The languages in which files of the page name others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Pages.
    Html,
    /// Scripts.
    Script,
    /// Style sheets.
    Style,
    /// The web application manifest.
    Manifest,
}

impl Language {
    /// The language of a file, by its extension; `None` for what names no others.
    pub fn of(path: &str) -> Option<Self> {
        match path.rsplit_once('.')?.1 {
            "html" => Some(Self::Html),
            "js" | "mjs" => Some(Self::Script),
            "css" => Some(Self::Style),
            "webmanifest" => Some(Self::Manifest),
            _ => None,
        }
    }
}

/// One mention of a file.
#[derive(Debug, PartialEq, Eq)]
pub struct Reference {
    /// Where in the text the last segment of the mentioned path stands.
    pub name: Range<usize>,
    /// The mentioned file, by its path in the site.
    pub target: String,
}

/// All references of a text, in their order.
pub fn find(path: &str, text: &str, language: Language, files: &Files) -> Result<Vec<Reference>> {
    let mut found = Vec::new();
    for literal in literals(text) {
        let written = &text[literal.clone()];
        let before = text[..literal.start - 1].trim_end();
        let local = written.split(['?', '#']).next().unwrap_or_default();
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        // Scripts name files as seen from themselves (import) or from the page (fetch).
        let target = [folder, ""]
            .into_iter()
            .filter_map(|folder| resolve(folder, local))
            .find(|target| files.contains_key(target));
        if let Some(target) = target {
            let start = literal.start + local.rfind('/').map_or(0, |slash| slash + 1);
            found.push(Reference { name: start..literal.start + local.len(), target });
        } else if language == Language::Html && before.ends_with("src=") && is_foreign(written) {
            bail!("{path} loads {written}: the page may ask no other server for anything");
        } else if is_loaded(language, before, local) {
            bail!("{path} refers to {written}, which is not there");
        }
    }
    Ok(found)
}

/// The path in the site to which `reference` leads from `folder`, unless it leads out of the site.
pub fn resolve(folder: &str, reference: &str) -> Option<String> {
    let (start, rest) = match reference.strip_prefix('/') {
        Some(rest) => ("", rest),
        None => (folder, reference),
    };
    let mut segments: Vec<&str> = start.split('/').filter(|segment| !segment.is_empty()).collect();
    for segment in rest.split('/') {
        match segment {
            "." => {}
            ".." => drop(segments.pop()?),
            "" => return None,
            name => segments.push(name),
        }
    }
    Some(segments.join("/"))
}

/// Whether an address names a server.
fn is_foreign(address: &str) -> bool {
    address.starts_with("//") || address.contains("://")
}

/// Whether the language loads what stands after `before`, so that a missing file is a mistake.
fn is_loaded(language: Language, before: &str, literal: &str) -> bool {
    // A scheme, a fragment of the same page, or a folder of the server.
    if literal.is_empty() || literal.contains(':') || literal.ends_with(['/', '.']) {
        return false;
    }
    let after = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
    let script = || {
        let is_path = literal.starts_with(['.', '/']) || assets::is_hashed(literal);
        (after(&["from", "import", "import("]) && is_path)
            || (after(&["URL(", "Worker(", "fetch(", "register("]) && assets::is_hashed(literal))
    };
    match language {
        Language::Html => after(&[" src=", " href=", "\nsrc=", "\nhref=", "\tsrc=", "\thref="]) || script(),
        Language::Script => script(),
        Language::Style => after(&["url", "url(", "@import"]),
        Language::Manifest => after(&["\"src\":", "\"src\" :"]),
    }
}

/// The places of all literals that could be file names: nothing but such characters between two delimiters.
fn literals(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.char_indices().filter_map(|(at, opener)| {
        let closer = match opener {
            '"' | '\'' => opener,
            '(' => ')',
            _ => return None,
        };
        let start = at + 1;
        let length = text[start..].find(|character: char| {
            character.is_whitespace() || character.is_control() || "\"'`()<>\\,;{}".contains(character)
        })?;
        (length > 0 && text[start + length..].starts_with(closer)).then_some(start..start + length)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(path: &str, text: &str) -> Result<Vec<(String, String)>> {
        let there = ["main.js", "js/part.js", "css/page.css", "logo.svg", "help.html"];
        let files: Files = there.iter().map(|path| ((*path).to_owned(), Vec::new())).collect();
        let found = find(path, text, Language::of(path).unwrap(), &files)?;
        Ok(found.into_iter().map(|found| (text[found.name].to_owned(), found.target)).collect())
    }

    fn pair(name: &str, target: &str) -> (String, String) {
        (name.to_owned(), target.to_owned())
    }

    #[test]
    fn literals_that_lead_to_a_file_are_references() {
        assert_eq!(
            seen("index.html", r#"<a href="help.html#top">"#).unwrap(),
            [pair("help.html", "help.html")]
        );
        assert_eq!(seen("a.js", "const worker = './js/part.js';").unwrap(), [pair("part.js", "js/part.js")]);
        assert_eq!(seen("js/a.js", "import'./part.js'").unwrap(), [pair("part.js", "js/part.js")]);
        assert_eq!(seen("js/a.js", r#"fetch("main.js")"#).unwrap(), [pair("main.js", "main.js")]);
        assert_eq!(seen("css/a.css", "a{b:url(../logo.svg)}").unwrap(), [pair("logo.svg", "logo.svg")]);
        assert_eq!(seen("css/a.css", "a{b:url( 'page.css' )}").unwrap(), [pair("page.css", "css/page.css")]);
    }

    #[test]
    fn prose_and_apostrophes_are_not_references() {
        assert_eq!(seen("index.html", "<p>l'ordonnateur d'ici, main.js, l'autre</p>").unwrap(), []);
        assert_eq!(seen("a.js", "throw 'main.js is gone' + \"a,main.js\"; f(x); g('')").unwrap(), []);
        assert_eq!(seen("a.js", "console.warn(`taken from 'nowhere'`)").unwrap(), []);
    }

    #[test]
    fn what_is_loaded_must_be_there() {
        for (path, text) in [
            ("index.html", r#"<script src="gone.js"></script>"#),
            ("index.html", r#"<link rel="icon" href="gone.svg">"#),
            ("index.html", r#"<script type="module">import "./gone.js"</script>"#),
            ("a.js", r#"import init from "./gone.js""#),
            ("a.js", "await import('./gone.js')"),
            ("a.js", "new URL('gone.wasm', import.meta.url)"),
            ("a.js", "export * from '../gone.js'"),
            ("a.css", "a { b: url(gone.svg) }"),
            ("a.css", "@import \"gone.css\";"),
            ("app.webmanifest", r#"{"icons":[{"src": "gone.svg"}]}"#),
        ] {
            let message = seen(path, text).unwrap_err().to_string();
            assert!(message.contains("gone") && message.starts_with(path), "{message}");
        }
    }

    #[test]
    fn links_elsewhere_are_allowed_but_nothing_is_loaded_from_there() {
        let page = r##"<a href="https://example.org/a.js">x</a><a href="#top"></a><a href="./"></a><img src="data:,">"##;
        assert_eq!(seen("index.html", page).unwrap(), []);
        assert_eq!(seen("a.js", r#"fetch("/modules/helios/api")"#).unwrap(), []);
        for address in ["https://example.org/a.js", "//example.org/a.js"] {
            let message = seen("index.html", &format!("<script src=\"{address}\">")).unwrap_err().to_string();
            assert!(message.contains(address), "{message}");
        }
    }

    #[test]
    fn paths_are_resolved_as_addresses_are() {
        assert_eq!(resolve("js", "./a.js").as_deref(), Some("js/a.js"));
        assert_eq!(resolve("js/deep", "../../a.js").as_deref(), Some("a.js"));
        assert_eq!(resolve("js", "/a.js").as_deref(), Some("a.js"));
        assert_eq!(resolve("", "../a.js"), None);
        assert_eq!(resolve("", "//host/a.js"), None);
    }
}
