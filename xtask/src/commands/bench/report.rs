//! The figures as tables, ready to be pasted into `docs/performance.md`.

use std::fmt::Write as _;

use super::budgets::{Verdict, mebibytes};
use super::figures::{Figure, Measured, Subject};
use super::flux::Flux;
use super::host::Host;

/// Between these lines stand the figures in the document.
const BEGIN: &str = "<!-- figures: written by `cargo xtask bench --document` -->\n";
const END: &str = "<!-- end of the figures -->\n";

/// Everything, in Markdown.
pub fn markdown(host: &Host, flux: &[Flux], measured: &Measured, verdicts: &[Verdict]) -> String {
    let Host { day, processor, cores, memory, system, versions } = host;
    let mut text = format!(
        "Measured on {day}.\nMachine: {processor}, {cores} cores, {memory} GiB, {system}.\nPrograms: {}.\n",
        versions.join("; ")
    );
    let mut section = |title: &str, content: &str| {
        let _ = write!(text, "\n### {title}\n\n{content}");
    };
    section("Budgets", &budgets(verdicts));
    for flux in flux {
        section(&format!("{}: {:.1} MB", flux.title, megabytes(flux)), &readings(flux, measured));
    }
    section("The page while it reads, and when it signs", &work(measured));
    text
}

/// The document with these figures in the place of the ones before; `None` if it has no place for them.
pub fn into_document(document: &str, figures: &str) -> Option<String> {
    let (before, rest) = document.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some([before, BEGIN, "\n", figures, "\n", END, after].concat())
}

/// Who read a flux how fast.
fn readings(flux: &Flux, measured: &Measured) -> String {
    let mut rows = vec![row(["who", "s", "MB/s", "times the page's", "process MiB", "module MiB"])];
    let mut notes = String::new();
    for subject in Subject::ALL {
        let Some(figure) = measured.find(*subject, flux.name) else { continue };
        let best = figure.best();
        rows.push(row([
            subject.name().to_owned(),
            or_dash(best, |seconds| format!("{seconds:.3}")),
            or_dash(best, |seconds| format!("{:.0}", megabytes(flux) / seconds)),
            or_dash(measured.times_slower(*subject, flux.name), |times| format!("{times:.2}")),
            or_dash(figure.memory, |bytes| format!("{:.0}", mebibytes(bytes))),
            or_dash(figure.module, |bytes| format!("{:.1}", mebibytes(bytes))),
        ]));
        if let Some(error) = &figure.error {
            let _ = writeln!(notes, "\n{}: {error}", subject.name());
        }
    }
    notes.push_str(&disagreement(flux, measured));
    table(&rows) + &notes
}

/// What the page did besides reading.
fn work(measured: &Measured) -> String {
    let title = [
        "flux",
        "longest task reading, ms",
        "on 4× slower, ms",
        "signatures",
        "to the signed file, ms",
        "of it the key, ms",
        "rest, ms",
        "verified after, ms",
    ];
    let mut rows = vec![row(title)];
    let task = |milliseconds: f64| {
        if milliseconds == 0.0 { "under 50".to_owned() } else { format!("{milliseconds:.0}") }
    };
    for work in &measured.work {
        rows.push(row([
            work.flux.clone(),
            task(work.longest_task),
            task(work.longest_task_slowed),
            work.signatures.to_string(),
            format!("{:.1}", work.signing * 1000.0),
            format!("{:.1}", work.key * 1000.0),
            format!("{:.1}", work.beyond_the_key()),
            format!("{:.0}", work.verified * 1000.0),
        ]));
    }
    table(&rows)
}

fn budgets(verdicts: &[Verdict]) -> String {
    let mut rows = vec![row(["what", "budget", "measured", "verdict"])];
    for verdict in verdicts {
        rows.push(row([
            verdict.what.to_owned(),
            verdict.bound(),
            or_dash(verdict.measured, |measured| format!("{measured:.1} {}", verdict.unit)),
            if verdict.holds { "holds" } else { "DOES NOT HOLD" }.to_owned(),
        ]));
    }
    table(&rows)
}

/// Those that signed the root all digested the same octets, and so did those that digested the file; if not, they
/// cannot be compared.
fn disagreement(flux: &Flux, measured: &Measured) -> String {
    let signers: &[Subject] = &[Subject::Sign, Subject::Xmlsec, Subject::Jdk, Subject::Xadesjs];
    let digests: &[Subject] = &[Subject::Sha256, Subject::Sha256File, Subject::WebCrypto];
    let mut text = String::new();
    for group in [signers, digests] {
        let found = group.iter().filter_map(|subject| measured.find(*subject, flux.name));
        let found: Vec<(&Figure, &str)> =
            found.filter_map(|figure| Some((figure, figure.digest.as_deref()?))).collect();
        if found.windows(2).any(|pair| pair[0].1 != pair[1].1) {
            let each = found.iter().map(|(figure, digest)| format!("{} {digest}", figure.subject.name()));
            let _ = writeln!(text, "\nTheir digests differ: {}", each.collect::<Vec<_>>().join(", "));
        }
    }
    text
}

fn megabytes(flux: &Flux) -> f64 {
    u32::try_from(flux.bytes).map_or(f64::INFINITY, |bytes| f64::from(bytes) / 1e6)
}

fn or_dash<T>(value: Option<T>, text: impl FnOnce(T) -> String) -> String {
    value.map_or_else(|| "–".to_owned(), text)
}

fn row<S: Into<String>>(cells: impl IntoIterator<Item = S>) -> Vec<String> {
    cells.into_iter().map(Into::into).collect()
}

/// The first row is the head. The first column is words, the others are put to the right.
fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.first().map_or(0, Vec::len);
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for (index, row) in rows.iter().enumerate() {
        for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
            let _ = match column {
                0 => write!(text, "| {cell:<width$} "),
                _ => write!(text, "| {cell:>width$} "),
            };
        }
        text.push_str("|\n");
        if index == 0 {
            for (column, width) in widths.iter().enumerate() {
                let dashes = "-".repeat(width + 1);
                let _ = if column == 0 { write!(text, "|{dashes}-") } else { write!(text, "|{dashes}:") };
            }
            text.push_str("|\n");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(subject: Subject, seconds: &[f64], digest: &str) -> Figure {
        Figure {
            subject,
            flux: "dense".into(),
            seconds: seconds.to_vec(),
            memory: Some(256 << 20),
            module: None,
            digest: Some(digest.into()),
            error: seconds.is_empty().then(|| "out of memory".into()),
        }
    }

    fn dense() -> Flux {
        Flux { name: "dense", title: "Dense", file: "dense.xml".into(), bytes: 100_000_000, xadesjs: true }
    }

    #[test]
    fn a_table_lines_up() {
        let rows = [row(["who", "s"]), row(["élan", "10"])];
        assert_eq!(table(&rows), "| who  |  s |\n|------|---:|\n| élan | 10 |\n");
    }

    #[test]
    fn the_best_run_counts_and_a_failure_is_told() {
        let figures = vec![
            figure(Subject::Page, &[0.9, 0.5, 0.8], ""),
            figure(Subject::Xmlsec, &[5.0, 4.5], "a"),
            figure(Subject::Xadesjs, &[], "a"),
        ];
        let text = readings(&dense(), &Measured { figures, ..Measured::default() });
        assert!(
            text.contains("| `xmlsec1 --sign`      | 4.500 |   22 |             9.00 |         256 |"),
            "{text}"
        );
        assert!(text.contains("| xadesjs, same browser |     – |"), "{text}");
        assert!(text.ends_with("\nxadesjs, same browser: out of memory\n"), "{text}");
    }

    #[test]
    fn signers_that_digested_different_octets_are_told() {
        let figures = vec![figure(Subject::Xmlsec, &[1.0], "a"), figure(Subject::Jdk, &[1.0], "b")];
        let text = disagreement(&dense(), &Measured { figures, ..Measured::default() });
        assert_eq!(text, "\nTheir digests differ: `xmlsec1 --sign` a, JDK, DOM b\n");
    }

    #[test]
    fn the_document_gets_new_figures_and_keeps_its_words() {
        let document = format!("before\n{BEGIN}old\n{END}after\n");
        let renewed = into_document(&document, "new\n").unwrap();
        assert_eq!(renewed, format!("before\n{BEGIN}\nnew\n\n{END}after\n"));
        assert_eq!(into_document(&renewed, "new\n").unwrap(), renewed);
        assert!(into_document("no place", "new\n").is_none());
        let real = include_str!("../../../../docs/performance.md");
        assert!(into_document(real, "new\n").is_some());
    }
}
