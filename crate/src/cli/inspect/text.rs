//! The report of `inspect` for people.

use std::io::{self, Write};

use super::Inspected;
use crate::cli::report::{LABEL_WIDTH, bordereau, domain, field, finding, severity};
use crate::cli::sign::scope_of;
use crate::pes::detail::{Detail, shortened};
use crate::pes::{Amount, Attachment, Bordereau, Code, Domain, Flux};
use crate::words::{Words, readable};

/// How many pieces of a bordereau, and how many attachments are listed.
pub(super) const LISTED: usize = 20;
/// How many answers are.
const ANSWERS: usize = 200;

pub(super) fn write(
    output: &mut dyn Write,
    words: &Words,
    name: &str,
    inspected: &Inspected,
    details: &[Vec<Detail>],
) -> io::Result<()> {
    let analysis = &inspected.analysis;
    let flux = &analysis.flux;
    writeln!(output, "{}", readable(name))?;
    write_header(output, words, inspected)?;
    write_acquit(output, words, flux)?;
    if !flux.bordereaux.is_empty() {
        writeln!(output, "\n{}", words.message("cli-bordereaux", &[]))?;
        for (one, details) in flux.bordereaux.iter().zip(details) {
            write_bordereau(output, words, one, inspected, details)?;
        }
    }
    if !flux.listed_attachments.is_empty() {
        writeln!(output, "\n{}", words.message("cli-attachments", &[]))?;
        for one in flux.listed_attachments.iter().take(LISTED) {
            write_attachment(output, words, one)?;
        }
        write_more(output, words, flux.attachments)?;
    }
    write_findings(output, words, inspected)?;
    let args =
        [("scope", scope_of(analysis).unwrap_or("nothing").into()), ("count", analysis.targets.len().into())];
    writeln!(output, "\n{}", words.message("cli-to-sign", &args))
}

fn write_findings(output: &mut dyn Write, words: &Words, inspected: &Inspected) -> io::Result<()> {
    let findings = &inspected.analysis.findings;
    if findings.iter().len() > 0 {
        writeln!(output, "\n{}", words.message("cli-findings", &[]))?;
    }
    for found in findings {
        let mut weight = severity(words, found.code.severity());
        if let Some(place) = words.place(found) {
            weight = format!("{weight} – {place}");
        }
        finding(output, &weight, &words.finding(found))?;
        if let Some(position) = found.position {
            let args = [("line", position.line.into()), ("column", position.column.into())];
            writeln!(output, "    {}", words.message("cli-position", &args))?;
        }
        if found.repairable {
            writeln!(output, "    {}", words.message("cli-repairable", &[]))?;
        }
    }
    for code in Code::ALL {
        let kept = findings.iter().filter(|found| found.code == *code).count();
        let beyond = findings.count(*code).saturating_sub(crate::xml::as_u64(kept));
        if beyond > 0 {
            let args = [("count", beyond.into()), ("code", code.code().into())];
            writeln!(output, "  {}", words.message("cli-more-findings", &args))?;
        }
    }
    let changes = inspected.changes(words);
    if !changes.is_empty() {
        writeln!(output, "\n{}", words.message("cli-changes", &[]))?;
        for change in changes.iter().take(LISTED) {
            writeln!(output, "  {change}")?;
        }
        write_more(output, words, crate::xml::as_u64(changes.len()))?;
    }
    Ok(())
}

fn write_header(output: &mut dyn Write, words: &Words, inspected: &Inspected) -> io::Result<()> {
    let analysis = &inspected.analysis;
    let flux = &analysis.flux;
    let mut optional = |label: &str, value: &Option<String>| match value {
        Some(value) => field(output, words, label, &readable(value)),
        None => Ok(()),
    };
    optional("cli-label-name", &flux.nom_fic)?;
    optional("cli-label-type", &flux.typ_fic)?;
    optional("cli-label-date", &flux.date.as_deref().map(|day| words.date(day)))?;
    optional("about-emitter", &flux.emitter)?;
    optional("cli-label-software", &flux.software)?;
    optional("cli-label-body", &flux.libelle)?;
    optional("cli-label-siret", &flux.id_coll)?;
    optional("cli-label-code", &flux.cod_col)?;
    optional("cli-label-budget", &flux.cod_bud)?;
    optional("cli-label-office", &flux.id_post)?;
    let file =
        format!("{}, {}, {}", readable(&flux.root), analysis.encoding.name(), words.size(analysis.size));
    field(output, words, "cli-label-file", &file)?;
    field(output, words, "cli-label-sha256", &inspected.sha256)?;
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
    for part in &flux.parts {
        let id = match part.as_str() {
            "PES_Facture" => "domain-facture",
            "PES_Marche" => "domain-marche",
            _ => continue,
        };
        field(output, words, id, &words.message("totals-unread", &[]))?;
    }
    write_contents(output, words, flux)?;
    if let Some(signer) = flux.id.as_ref().and_then(|id| inspected.signers.get(id)) {
        field(output, words, "cli-label-signer", &readable(signer))?;
    }
    Ok(())
}

fn write_contents(output: &mut dyn Write, words: &Words, flux: &Flux) -> io::Result<()> {
    if flux.acquit.is_some() {
        return Ok(());
    }
    let args = [("pieces", flux.pieces.into()), ("attachments", flux.attachments.into())];
    field(output, words, "cli-label-contents", &words.message("cli-contents", &args))
}

fn write_bordereau(
    output: &mut dyn Write,
    words: &Words,
    one: &Bordereau,
    inspected: &Inspected,
    details: &[Detail],
) -> io::Result<()> {
    let date = one.date.as_deref().map_or_else(|| "-".to_owned(), |day| words.date(day));
    let total = one.total.map_or_else(|| "-".to_owned(), |total| before_tax(words, total));
    let pieces = words.message("cli-pieces", &[("pieces", one.pieces.into())]);
    write!(output, "  {:<32} {:<16} {pieces:<12} {total:>16}", bordereau(words, one), readable(&date))?;
    let signer = one.id.as_ref().and_then(|id| inspected.signers.get(id));
    match (one.signed, signer) {
        (true, Some(signer)) => {
            let name = readable(signer);
            let args = [("name", (&*name).into())];
            writeln!(output, "  {}", words.message("cli-bordereau-signed-by", &args))?;
        }
        (true, None) => writeln!(output, "  {}", words.message("cli-bordereau-signed", &[]))?,
        (false, _) => writeln!(output)?,
    }
    if let Some(kind) = &one.kind {
        let sums =
            [one.computed, one.computed_tax, one.computed + one.computed_tax].map(|sum| words.amount(sum));
        let kind = words.bordereau_type(one.domain, kind);
        let [total, tax, with_tax] = &sums;
        let args = [
            ("type", (&kind).into()),
            ("total", total.into()),
            ("tax", tax.into()),
            ("all", with_tax.into()),
        ];
        writeln!(output, "    {}", words.message("cli-bordereau-sums", &args))?;
    }
    let declared = [
        ("bordereau-tax", one.tax.map(|tax| words.amount(tax))),
        ("bordereau-cumulative", one.yearly.map(|sum| words.amount(sum))),
        ("cli-declared-pieces", one.declared_pieces.as_deref().map(|count| readable(count).into_owned())),
        ("bordereau-agreement", Some(words.agreement(one))),
    ];
    for (label, value) in declared {
        if let Some(value) = value {
            let label = words.message(label, &[]);
            let args = [("label", (&label).into()), ("value", (&value).into())];
            writeln!(output, "    {}", words.message("cli-labelled", &args))?;
        }
    }
    for (piece, detail) in one.listed.iter().zip(details) {
        let text = |text: &Option<String>| readable(text.as_deref().unwrap_or("-")).into_owned();
        let kind = piece.kind.as_deref().map(|code| words.piece_type(one.domain, code)).unwrap_or_default();
        let nature = piece.nature.as_deref().map(|code| words.piece_nature(one.domain, code));
        let nature = nature.map(|nature| format!(", {nature}")).unwrap_or_default();
        writeln!(
            output,
            "      {:>8}  {:>18}  {} · {} ({kind}{nature})",
            text(&piece.number),
            words.message("cli-with-tax", &[("amount", (&words.amount(piece.total + piece.tax)).into())]),
            text(&piece.party),
            text(&piece.object),
        )?;
        write_detail(output, words, detail)?;
    }
    write_more(output, words, one.pieces)
}

/// The sum before tax.
fn before_tax(words: &Words, sum: Amount) -> String {
    words.message("amount-excluding-tax", &[("amount", (&words.amount(sum)).into())])
}

/// The lines of a piece, and its attachments.
fn write_detail(output: &mut dyn Write, words: &Words, detail: &Detail) -> io::Result<()> {
    for line in detail.lines.iter().take(LISTED) {
        let text = |text: &Option<String>| readable(text.as_deref().unwrap_or_default()).into_owned();
        let number = text(&line.number);
        let mut parts = vec![
            words.message("piece-line", &[("number", (&number).into())]),
            before_tax(words, line.total.unwrap_or_default()),
        ];
        for (id, value) in [
            ("line-nature", &line.nature),
            ("line-function", &line.function),
            ("line-operation", &line.operation),
        ] {
            let value = text(value);
            if !value.is_empty() {
                parts.push(words.message(id, &[("value", (&value).into())]));
            }
        }
        parts.push(text(&line.object));
        parts.extend(words.paid(line));
        for party in &line.parties {
            parts.push(text(&party.name));
            parts.extend(party.account.as_deref().map(|account| readable(&shortened(account)).into_owned()));
        }
        parts.retain(|part| !part.is_empty());
        writeln!(output, "{:16}{}", "", parts.join(" · "))?;
    }
    write_more(output, words, crate::xml::as_u64(detail.lines.len()))?;
    let names =
        detail.references.iter().filter_map(|reference| reference.name.as_ref().or(reference.id.as_ref()));
    let names: Vec<String> = names.map(|name| readable(name).into_owned()).collect();
    if !names.is_empty() {
        let (label, value) = (words.message("piece-attachments", &[]), names.join(", "));
        let args = [("label", (&label).into()), ("value", (&value).into())];
        writeln!(output, "{:16}{}", "", words.message("cli-labelled", &args))?;
    }
    Ok(())
}

fn write_attachment(output: &mut dyn Write, words: &Words, one: &Attachment) -> io::Result<()> {
    let name = one.name.as_ref().or(one.id.as_ref()).map_or("?".into(), |name| readable(name));
    let kind = one.kind.as_deref().map(|code| words.attachment_type(code)).unwrap_or_default();
    let media = readable(one.media_type.as_deref().unwrap_or_default());
    writeln!(output, "  {name:<40} {:>10}  {media}  {kind}", words.size(one.size))
}

fn write_acquit(output: &mut dyn Write, words: &Words, flux: &Flux) -> io::Result<()> {
    let (Some(acquit), Some(summary)) = (&flux.acquit, words.answers(flux)) else {
        return Ok(());
    };
    writeln!(output, "\n{summary}")?;
    for answer in acquit.answers.iter().take(ANSWERS) {
        writeln!(output, "  {}", words.answer(answer))?;
        for error in words.answer_errors(answer) {
            writeln!(output, "    {error}")?;
        }
    }
    let beyond = acquit.count.saturating_sub(crate::xml::as_u64(ANSWERS));
    if beyond > 0 {
        writeln!(output, "  {}", words.message("answers-more", &[("count", beyond.into())]))?;
    }
    Ok(())
}

fn write_more(output: &mut dyn Write, words: &Words, count: u64) -> io::Result<()> {
    let beyond = count.saturating_sub(crate::xml::as_u64(LISTED));
    if beyond == 0 {
        return Ok(());
    }
    writeln!(output, "      {}", words.message("cli-more", &[("count", beyond.into())]))
}
