//! The words of the page: a file for each language, so that nobody downloads those of another than is read.

use anyhow::{Context as _, Result};

use crate::site::Files;

/// Where the words are written.
const SOURCES: &str = "locales/";
/// Those of a language: the page's, then those of the codes. What other pages embed has its own, compiled in.
const PARTS: [&str; 2] = ["", "codes."];
/// The languages.
const LANGUAGES: [&str; 2] = ["fr", "en"];

/// Puts a file for each language in the place of the sources.
pub fn gather(files: &mut Files) -> Result<()> {
    let mut gathered = Files::new();
    for language in LANGUAGES {
        let mut words = String::new();
        for part in PARTS {
            let path = format!("{SOURCES}{part}{language}.ftl");
            let source = files.get(&path).with_context(|| format!("www/{path} is missing"))?;
            let source = std::str::from_utf8(source).with_context(|| format!("{path} is not UTF-8"))?;
            for line in source.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
                words.push_str(line);
                words.push('\n');
            }
        }
        gathered.insert(format!("words-{language}.json"), serde_json::to_vec(&words)?);
    }
    files.retain(|path, _| !path.starts_with(SOURCES));
    files.extend(gathered);
    Ok(())
}

/// Whether a file has the words of one language.
pub fn is_of_a_language(path: &str) -> bool {
    path.starts_with("words-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_one_file_without_comments() {
        let mut files: Files = [
            ("index.html", "html"),
            ("locales/codes.fr.ftl", "b = é"),
            ("locales/codes.en.ftl", "b = e"),
            ("locales/fr.ftl", "# comment\n\na = « # »\n    .fix = c\n"),
            ("locales/en.ftl", "a = d\n"),
            ("locales/embed.fr.ftl", "e = f"),
        ]
        .map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()))
        .into();
        gather(&mut files).unwrap();
        assert_eq!(files.keys().collect::<Vec<_>>(), ["index.html", "words-en.json", "words-fr.json"]);
        let words: String = serde_json::from_slice(&files["words-fr.json"]).unwrap();
        assert_eq!(words, "a = « # »\n    .fix = c\nb = é\n");
        assert!(gather(&mut Files::new()).is_err());
    }
}
