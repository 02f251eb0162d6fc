//! Subresource integrity: a page says which content it expects of the scripts and style sheets it links.

use std::ops::Range;

use anyhow::{Context as _, Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha384};

use crate::references;
use crate::site::Files;

/// The page with an `integrity` attribute on every link to a script or style sheet.
pub fn protect(page: &str, files: &Files) -> Result<Vec<u8>> {
    let text = std::str::from_utf8(&files[page]).with_context(|| format!("{page} is not UTF-8"))?;
    let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut protected = String::with_capacity(text.len() + 512);
    let mut copied = 0;
    for tag in tags(text) {
        let Some(link) = tag.loaded() else { continue };
        let address = &text[link.value.clone()];
        let Some(content) = references::resolve(folder, address).and_then(|path| files.get(&path)) else {
            bail!("{page} loads {address}, which is not there (is the attribute's value in quotes?)");
        };
        if tag.attribute("integrity").is_some() {
            bail!("{page} gives {address} an integrity by hand: it is computed when the page is built");
        }
        protected.push_str(&text[copied..link.end]);
        protected.push_str(&format!(" integrity=\"sha384-{}\"", STANDARD.encode(Sha384::digest(content))));
        copied = link.end;
    }
    protected.push_str(&text[copied..]);
    Ok(protected.into_bytes())
}

/// A start tag of `script` or `link`.
struct Tag<'text> {
    text: &'text str,
    is_script: bool,
    attributes: Vec<Attribute>,
}

#[derive(Clone)]
struct Attribute {
    name: Range<usize>,
    value: Range<usize>,
    /// Behind the value and its quote.
    end: usize,
}

impl Tag<'_> {
    fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|found| self.text[found.name.clone()].eq_ignore_ascii_case(name))
    }

    /// The attribute that names what integrity can guard: a script, a module, a style sheet.
    fn loaded(&self) -> Option<&Attribute> {
        if self.is_script {
            return self.attribute("src");
        }
        let kinds = &self.text[self.attribute("rel")?.value.clone()];
        let guarded = kinds.split_ascii_whitespace().any(|kind| {
            kind.eq_ignore_ascii_case("stylesheet") || kind.eq_ignore_ascii_case("modulepreload")
        });
        self.attribute("href").filter(|_| guarded)
    }
}

/// All `script` and `link` start tags, those in comments and within scripts left out.
fn tags(text: &str) -> Vec<Tag<'_>> {
    // Same length as the text, so that places found in it are places of the text.
    let lower = text.to_ascii_lowercase();
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(start) = lower[at..].find('<').map(|found| at + found) {
        let rest = &lower[start..];
        let skip_to =
            |needle: &str, from: usize| lower[from..].find(needle).map_or(text.len(), |end| from + end);
        let is =
            |name: &str| rest[1..].strip_prefix(name).is_some_and(|rest| rest.starts_with(is_space_or_end));
        at = if rest.starts_with("<!--") {
            skip_to("-->", start)
        } else if is("script") || is("link") {
            let is_script = is("script");
            let (attributes, end) = attributes(text, start + if is_script { 7 } else { 5 });
            tags.push(Tag { text, is_script, attributes });
            if is_script { skip_to("</script", end) } else { end }
        } else {
            start + 1
        };
    }
    tags
}

fn is_space_or_end(character: char) -> bool {
    character.is_ascii_whitespace() || character == '>' || character == '/'
}

/// The attributes from `at` to the end of the tag, and where that is.
fn attributes(text: &str, mut at: usize) -> (Vec<Attribute>, usize) {
    let mut attributes = Vec::new();
    let run = |from: usize, stop: &dyn Fn(char) -> bool| {
        text[from..].find(stop).map_or(text.len(), |length| from + length)
    };
    loop {
        at = run(at, &|character| !(character.is_ascii_whitespace() || character == '/'));
        if at == text.len() || text[at..].starts_with('>') {
            return (attributes, at);
        }
        // One character at least, so that the search always gets on.
        let first = text[at..].chars().next().map_or(1, char::len_utf8);
        let name = at..run(at + first, &|character| is_space_or_end(character) || character == '=');
        at = run(name.end, &|character| !character.is_ascii_whitespace());
        if !text[at..].starts_with('=') {
            at = name.end;
            attributes.push(Attribute { value: at..at, end: at, name });
            continue;
        }
        at = run(at + 1, &|character| !character.is_ascii_whitespace());
        let value = match text[at..].chars().next() {
            Some(quote @ ('"' | '\'')) => at + 1..run(at + 1, &|character| character == quote),
            _ => at..run(at, &|character| character.is_ascii_whitespace() || character == '>'),
        };
        let is_quoted = value.start > at;
        at = (value.end + usize::from(is_quoted)).min(text.len());
        attributes.push(Attribute { name, value, end: at });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // echo -n 1 | openssl dgst -sha384 -binary | base64
    const DIGEST_OF_1: &str =
        "integrity=\"sha384-R/BdNnsMMuQ4+2Pmz0pfNcKqL5DcdUP4pBoPlc6KQKMTq1zzYTSiBoxMlpy1Dbd2\"";

    fn protected(page: &str) -> Result<String> {
        let files = Files::from([
            ("index.html".to_owned(), page.as_bytes().to_vec()),
            ("a.js".to_owned(), b"1".to_vec()),
            ("css/a.css".to_owned(), b"1".to_vec()),
        ]);
        Ok(String::from_utf8(protect("index.html", &files)?).unwrap())
    }

    #[test]
    fn scripts_and_style_sheets_get_the_digest_of_their_content() {
        assert_eq!(
            protected("<script type=\"module\" src=\"a.js\" defer></script>").unwrap(),
            format!("<script type=\"module\" src=\"a.js\" {DIGEST_OF_1} defer></script>")
        );
        assert_eq!(
            protected("<LINK href='./css/a.css'\n rel='preload stylesheet'/>é").unwrap(),
            format!("<LINK href='./css/a.css' {DIGEST_OF_1}\n rel='preload stylesheet'/>é")
        );
        let preload = protected("<link rel=modulepreload href=\"a.js\">").unwrap();
        assert!(preload.ends_with(&format!("{DIGEST_OF_1}>")), "{preload}");
    }

    #[test]
    fn everything_else_is_left_as_it_is() {
        for page in [
            "<!-- <script src=\"gone.js\"></script> -->",
            "<script>const a = '<link rel=\"stylesheet\" href=\"gone.css\">';</script>",
            "<link rel=\"icon\" href=\"logo.svg\"><scripted src=\"x\"><p title='>'>1 < 2</p>",
            "<script async></script><link",
        ] {
            assert_eq!(protected(page).unwrap(), page);
        }
    }

    #[test]
    fn a_link_that_leads_nowhere_or_has_an_integrity_already_is_refused() {
        for page in ["<script src=gone.js></script>", "<script src=\"a.js\" integrity=\"sha384-x\"></script>"]
        {
            assert!(protected(page).is_err(), "{page}");
        }
    }
}
