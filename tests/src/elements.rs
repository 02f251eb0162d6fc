//! Files changed element by element: deleted, doubled, swapped, renamed, given another value.

use crate::random::Random;

/// A file written with one tag a line, as the project's own samples are.
#[derive(Debug, Clone)]
pub struct Lines {
    lines: Vec<String>,
}

/// Values to be tried in the place of another one.
const VALUES: [&str; 24] = [
    "",
    " ",
    "0",
    "00",
    "000",
    "-1",
    "1.234",
    "99",
    "01",
    "1",
    "nc",
    ".",
    "é",
    "A",
    "AB.C",
    "x.pdf",
    "2026-02-30",
    "2026-11-24",
    "26",
    "true",
    " 12 ",
    "99999999999999999999",
    "FR76",
    "12345678901234567890123456789012345",
];

impl Lines {
    /// Of a text.
    pub fn new(text: &str) -> Self {
        Self { lines: text.lines().map(str::to_owned).collect() }
    }

    /// The text, with one change of a random kind at a random place; and what was done.
    pub fn changed(&self, random: &mut Random) -> (String, String) {
        loop {
            // The declaration and the root stay.
            let start = 2 + random.below(self.lines.len() - 3);
            let Some(end) = self.element_end(start) else { continue };
            let mut lines = self.lines.clone();
            let element = lines[start..=end].to_vec();
            let what = match random.below(11) {
                0 => {
                    lines.drain(start..=end);
                    "deleted"
                }
                1 => {
                    lines.splice(start..start, element);
                    "doubled"
                }
                2 => {
                    let Some(next_end) = self.element_end(end + 1) else { continue };
                    let next = lines[end + 1..=next_end].to_vec();
                    lines.splice(start..=next_end, next.into_iter().chain(element));
                    "swapped with the next"
                }
                3 if start == end => {
                    lines[start] = lines[start].replacen(" V=\"", " W=\"", 1);
                    "attribute renamed"
                }
                4 if start == end => {
                    lines[start] = lines[start].replacen("/>", " Autre=\"1\"/>", 1);
                    "attribute added"
                }
                5 => {
                    lines[start] = lines[start].replacen('<', "<X", 1);
                    lines[end] = lines[end].replacen("</", "</X", 1);
                    "renamed"
                }
                6 if start == end => {
                    let name = name(&lines[start]).to_owned();
                    lines[start] = lines[start].replacen("/>", &format!(">texte</{name}>"), 1);
                    "text added"
                }
                8 => {
                    let name = format!("<{}", name(&lines[start]));
                    lines[start] = lines[start].replacen(&name, &format!("{name} xmlns=\"urn:autre\""), 1);
                    "put into a namespace"
                }
                7 => {
                    lines[start].push_str(if random.below(2) == 0 { "texte" } else { "<Id V=\"1\"/>" });
                    "content added"
                }
                _ => {
                    let Some((before, rest)) = lines[start].split_once(" V=\"") else { continue };
                    let Some((old, after)) = rest.split_once('"') else { continue };
                    let value = match random.below(3) {
                        0 => format!("{old}{}", "7".repeat(random.below(300))),
                        _ => random.one_of(&VALUES).to_owned(),
                    };
                    lines[start] = format!("{before} V=\"{value}\"{after}");
                    "value changed"
                }
            };
            let description = format!(
                "{} {what}: {}",
                name(&self.lines[start]),
                lines.get(start).map_or("", |line| line.trim())
            );
            return (lines.join("\n") + "\n", description);
        }
    }

    /// The last line of the element that begins on this one; `None` where none begins.
    fn element_end(&self, start: usize) -> Option<usize> {
        let line = self.lines.get(start)?;
        let trimmed = line.trim_start();
        if !trimmed.starts_with('<') || trimmed.starts_with("</") {
            return None;
        }
        if trimmed.ends_with("/>") || trimmed.contains("</") {
            return Some(start);
        }
        let close = format!("{}</{}>", &line[..line.len() - trimmed.len()], name(line));
        (start..self.lines.len()).find(|at| self.lines[*at] == close)
    }
}

/// The name of the element that begins on a line.
fn name(line: &str) -> &str {
    let start = line.trim_start().trim_start_matches('<');
    start.split([' ', '>', '/']).next().unwrap_or_default()
}
