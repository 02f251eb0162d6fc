//! What only a reader of the source needs is not downloaded: comments on lines of their own, and indentation.

use anyhow::{Context as _, Result, ensure};

use crate::references::Language;
use crate::site::Files;

/// Makes every text of the page plain, but not those that are no part of it.
pub fn make(files: &mut Files, is_part: impl Fn(&str) -> bool) -> Result<()> {
    for (path, bytes) in files.iter_mut().filter(|(path, _)| is_part(path)) {
        let Some(language @ (Language::Html | Language::Script | Language::Style)) = Language::of(path)
        else {
            continue;
        };
        let text = std::str::from_utf8(bytes).with_context(|| format!("{path} is not UTF-8"))?;
        ensure!(
            !spans_lines(text, language),
            "{path} has text that spans lines: its indentation may be part of it"
        );
        *bytes = plain(text, language).with_context(|| format!("{path} cannot be made plain"))?.into_bytes();
    }
    Ok(())
}

fn plain(text: &str, language: Language) -> Result<String> {
    let mut plain = String::with_capacity(text.len());
    let mut in_comment = false;
    for line in text.lines().map(str::trim) {
        in_comment |= language != Language::Html && line.starts_with("/*");
        ensure!(
            !in_comment || !line.trim_end_matches("*/").contains("*/"),
            "something follows a comment: {line}"
        );
        let is_comment = in_comment || (language == Language::Script && line.starts_with("//"));
        if !is_comment && !line.is_empty() {
            plain.push_str(line);
            plain.push('\n');
        }
        in_comment &= !line.ends_with("*/");
    }
    Ok(plain)
}

/// Whether white space at the beginning of a line may mean something.
fn spans_lines(text: &str, language: Language) -> bool {
    match language {
        Language::Html => text.lines().any(|line| {
            [("<pre", "</pre>"), ("<textarea", "</textarea>")]
                .iter()
                .any(|(start, end)| line.contains(start) && !line.contains(end))
        }),
        _ => text.lines().any(|line| line.matches('`').count() % 2 == 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(path: &str, text: &str) -> Result<String> {
        let mut files = Files::from([(path.to_owned(), text.as_bytes().to_vec())]);
        make(&mut files, |path| !path.starts_with("embed/"))?;
        Ok(String::from_utf8(files.remove(path).unwrap()).unwrap())
    }

    #[test]
    fn comments_on_their_own_lines_and_indentation_go_away() {
        let script =
            "// one\nlet a; // two\n\n  /** three\n   * four\n   */\n  b(\"// five\"); /* six */\n  c();\n";
        assert_eq!(made("a.js", script).unwrap(), "let a; // two\nb(\"// five\"); /* six */\nc();\n");
        assert_eq!(made("a.css", "/* one */\na {\n  b: c;\n}\n").unwrap(), "a {\nb: c;\n}\n");
        let page = "<p>\n  // text\n  <b>/* text */</b>\n</p>\n";
        assert_eq!(made("a.html", page).unwrap(), "<p>\n// text\n<b>/* text */</b>\n</p>\n");
    }

    #[test]
    fn what_is_no_part_of_the_page_or_no_text_of_it_stays_as_it_is() {
        for (path, text) in [("embed/a.js", "// one\n  a"), ("icon.svg", "<svg>\n  <a/></svg>")] {
            assert_eq!(made(path, text).unwrap(), text);
        }
    }

    #[test]
    fn what_follows_a_comment_on_its_line_is_refused_rather_than_lost() {
        for text in ["/* one */ a();\nb();", "/* one\n   two */ a();", "/* one */ a(); /* two */"] {
            for path in ["a.js", "a.css"] {
                let message = format!("{:#}", made(path, text).unwrap_err());
                assert!(message.starts_with(path) && message.contains("a();"), "{message}");
            }
        }
        assert_eq!(made("a.js", "a(); /* one */ b();").unwrap(), "a(); /* one */ b();\n");
    }

    #[test]
    fn text_that_spans_lines_is_refused() {
        for (path, text) in [("a.js", "a = `one\n  two`"), ("a.html", "<pre>one\n  two</pre>")] {
            let message = made(path, text).unwrap_err().to_string();
            assert!(message.starts_with(path), "{message}");
        }
    }
}
