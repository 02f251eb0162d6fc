//! `inspect`: what a file says, what speaks against it, and what would be signed.

use std::collections::BTreeMap;
use std::io::{self, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use super::arguments::Inspect;
use super::failure::Failure;
use super::json::{self, Place, Said};
use super::report::{LABEL_WIDTH, bordereau, domain, field, finding, severity};
use super::sign::{analyze, scope_of};
use super::source::Source;
use super::{Answer, Console};
use crate::pes::{Bordereau, Domain, Finding, Flux};
use crate::signing::{Analysis, Scope};
use crate::words::{Words, readable};

/// Reports on one file.
pub(super) fn run(request: &Inspect, words: &Words, console: &mut Console<'_>) -> Result<Answer, Failure> {
    let read =
        Source::open(&request.file, console.input).and_then(|mut source| analyze(&mut source, Scope::Auto));
    let analysis = match read {
        Err(failure) if request.json => return json::refuse(console, words, failure),
        other => other?,
    };
    if request.json {
        json::print(console, &JsonReport::new(&analysis, words))?;
    } else {
        let name = request.file.display().to_string();
        write_report(console.output, words, &name, &analysis).map_err(Failure::standard_output)?;
    }
    Ok(if analysis.findings.blocks() { Answer::No } else { Answer::Yes })
}

fn write_report(output: &mut dyn Write, words: &Words, name: &str, analysis: &Analysis) -> io::Result<()> {
    let flux = &analysis.flux;
    writeln!(output, "{}", readable(name))?;
    write_header(output, words, analysis)?;
    if !flux.bordereaux.is_empty() {
        writeln!(output, "\n{}", words.message("cli-bordereaux", &[]))?;
        for one in &flux.bordereaux {
            write_bordereau(output, words, one)?;
        }
    }
    if analysis.findings.iter().len() > 0 {
        writeln!(output, "\n{}", words.message("cli-findings", &[]))?;
        for found in &analysis.findings {
            finding(output, &severity(words, found.code.severity()), &words.finding(found))?;
            if found.repairable {
                writeln!(output, "    {}", words.message("cli-repairable", &[]))?;
            }
        }
    }
    let args =
        [("scope", scope_of(analysis).unwrap_or("nothing").into()), ("count", analysis.targets.len().into())];
    writeln!(output, "\n{}", words.message("cli-to-sign", &args))
}

fn write_header(output: &mut dyn Write, words: &Words, analysis: &Analysis) -> io::Result<()> {
    let flux = &analysis.flux;
    let mut optional = |label: &str, value: &Option<String>| match value {
        Some(value) => field(output, words, label, &readable(value)),
        None => Ok(()),
    };
    optional("cli-label-name", &flux.nom_fic)?;
    optional("cli-label-type", &flux.typ_fic)?;
    optional("cli-label-date", &flux.date.as_deref().map(|day| words.date(day)))?;
    optional("cli-label-body", &flux.libelle)?;
    optional("cli-label-siret", &flux.id_coll)?;
    optional("cli-label-code", &flux.cod_col)?;
    optional("cli-label-budget", &flux.cod_bud)?;
    optional("cli-label-office", &flux.id_post)?;
    let file =
        format!("{}, {}, {}", readable(&flux.root), analysis.encoding.name(), words.size(analysis.size));
    field(output, words, "cli-label-file", &file)?;
    for header in [Domain::Depense, Domain::Recette] {
        let (count, sum) = flux.total(header);
        if count > 0 {
            let amount = words.amount(sum);
            let args = [("count", count.into()), ("amount", (&amount).into())];
            writeln!(
                output,
                "  {:<LABEL_WIDTH$}{}",
                domain(words, header),
                words.message("cli-total", &args)
            )?;
        }
    }
    let args = [("pieces", flux.pieces.into()), ("attachments", flux.attachments.into())];
    field(output, words, "cli-label-contents", &words.message("cli-contents", &args))
}

fn write_bordereau(output: &mut dyn Write, words: &Words, one: &Bordereau) -> io::Result<()> {
    let date = one.date.as_deref().map_or_else(|| "-".to_owned(), |day| words.date(day));
    let total = one.total.map_or_else(|| "-".to_owned(), |total| words.amount(total));
    let pieces = words.message("cli-pieces", &[("pieces", one.pieces.into())]);
    write!(output, "  {:<32} {:<16} {pieces:<12} {total:>16}", bordereau(words, one), readable(&date))?;
    match one.signed {
        true => writeln!(output, "  {}", words.message("cli-bordereau-signed", &[])),
        false => writeln!(output),
    }
}

/// The form of `inspect --json`.
#[derive(Serialize)]
struct JsonReport<'a> {
    flux: JsonFlux<'a>,
    bordereaux: Vec<JsonBordereau<'a>>,
    findings: Vec<JsonFinding<'a>>,
    to_sign: Option<ToSign<'a>>,
}

#[derive(Serialize)]
struct JsonFlux<'a> {
    root: &'a str,
    id: Option<&'a str>,
    nom_fic: Option<&'a str>,
    typ_fic: Option<&'a str>,
    date: Option<&'a str>,
    id_post: Option<&'a str>,
    id_coll: Option<&'a str>,
    cod_col: Option<&'a str>,
    cod_bud: Option<&'a str>,
    libelle: Option<&'a str>,
    encoding: &'static str,
    size: u64,
    parts: &'a [String],
    /// By domain, whether `InfoDematerialisee` says that the flux was prepared to be signed.
    prepared: BTreeMap<&'static str, Option<bool>>,
    pieces: u64,
    attachments: u64,
    signatures: u64,
}

#[derive(Serialize)]
struct JsonBordereau<'a> {
    domain: &'static str,
    id: Option<&'a str>,
    number: Option<&'a str>,
    year: Option<&'a str>,
    date: Option<&'a str>,
    #[serde(rename = "type")]
    kind: Option<&'a str>,
    pieces: u64,
    declared_pieces: Option<&'a str>,
    total: Option<String>,
    signed: bool,
}

#[derive(Serialize)]
struct JsonFinding<'a> {
    #[serde(flatten)]
    said: Said,
    element: &'a str,
    value: Option<&'a str>,
    #[serde(flatten)]
    place: Place,
    repair: bool,
}

#[derive(Serialize)]
struct ToSign<'a> {
    scope: &'static str,
    targets: Vec<&'a str>,
    /// By Id, SHA-256 of the canonical form, in base64.
    digests: BTreeMap<&'a str, String>,
}

impl<'a> JsonReport<'a> {
    fn new(analysis: &'a Analysis, words: &Words) -> Self {
        let targets = &analysis.targets;
        let digests = targets.iter().map(|target| (target.id.as_str(), STANDARD.encode(&target.digest)));
        Self {
            flux: JsonFlux::new(&analysis.flux, analysis),
            bordereaux: analysis.flux.bordereaux.iter().map(JsonBordereau::new).collect(),
            findings: analysis.findings.iter().map(|found| JsonFinding::new(found, words)).collect(),
            to_sign: scope_of(analysis).map(|scope| ToSign {
                scope,
                targets: targets.iter().map(|target| target.id.as_str()).collect(),
                digests: digests.collect(),
            }),
        }
    }
}

impl<'a> JsonFlux<'a> {
    fn new(flux: &'a Flux, analysis: &Analysis) -> Self {
        Self {
            root: &flux.root,
            id: flux.id.as_deref(),
            nom_fic: flux.nom_fic.as_deref(),
            typ_fic: flux.typ_fic.as_deref(),
            date: flux.date.as_deref(),
            id_post: flux.id_post.as_deref(),
            id_coll: flux.id_coll.as_deref(),
            cod_col: flux.cod_col.as_deref(),
            cod_bud: flux.cod_bud.as_deref(),
            libelle: flux.libelle.as_deref(),
            encoding: analysis.encoding.name(),
            size: analysis.size,
            parts: &flux.parts,
            prepared: flux.headers.iter().map(|header| (header.domain.name(), header.prepared)).collect(),
            pieces: flux.pieces,
            attachments: flux.attachments,
            signatures: flux.signatures,
        }
    }
}

impl<'a> JsonBordereau<'a> {
    fn new(one: &'a Bordereau) -> Self {
        Self {
            domain: one.domain.name(),
            id: one.id.as_deref(),
            number: one.number.as_deref(),
            year: one.year.as_deref(),
            date: one.date.as_deref(),
            kind: one.kind.as_deref(),
            pieces: one.pieces,
            declared_pieces: one.declared_pieces.as_deref(),
            total: one.total.map(|total| total.to_string()),
            signed: one.signed,
        }
    }
}

impl<'a> JsonFinding<'a> {
    fn new(found: &'a Finding, words: &Words) -> Self {
        Self {
            said: Said::new(found.code.severity(), words.finding(found)),
            element: &found.element,
            value: found.value.as_deref(),
            place: found.position.into(),
            repair: found.repairable,
        }
    }
}
