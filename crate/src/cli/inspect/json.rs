//! The form of `inspect --json`, documented in `docs/json.md`.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use super::Inspected;
use crate::cli::failure::Failure;
use crate::cli::json::{Place, Said};
use crate::cli::sign::scope_of;
use crate::cli::source::Source;
use crate::limits;
use crate::pes::detail::{Detail, shortened};
use crate::pes::{Acquit, Amount, Attachment, Bordereau, Domain, Finding, Flux, Kind, Piece};
use crate::signing::Analysis;
use crate::words::Words;
use crate::xml::Encoding;

#[derive(Serialize)]
pub(super) struct JsonReport<'a> {
    flux: JsonFlux<'a>,
    bordereaux: Vec<JsonBordereau<'a>>,
    attachments: Vec<JsonAttachment<'a>>,
    answers: Option<JsonAcquit<'a>>,
    findings: Vec<JsonFinding<'a>>,
    repair: Vec<String>,
    to_sign: Option<ToSign<'a>>,
}

#[derive(Serialize)]
struct JsonFlux<'a> {
    root: &'a str,
    kind: &'static str,
    id: Option<&'a str>,
    nom_fic: Option<&'a str>,
    typ_fic: Option<&'a str>,
    date: Option<&'a str>,
    emitter: Option<&'a str>,
    software: Option<&'a str>,
    id_post: Option<&'a str>,
    id_coll: Option<&'a str>,
    cod_col: Option<&'a str>,
    cod_bud: Option<&'a str>,
    libelle: Option<&'a str>,
    encoding: &'static str,
    size: u64,
    sha256: &'a str,
    parts: &'a [String],
    /// By domain, whether `InfoDematerialisee` says that the flux was prepared to be signed.
    prepared: BTreeMap<&'static str, Option<bool>>,
    pieces: u64,
    attachments: u64,
    signatures: u64,
    signer: Option<&'a str>,
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
    type_label: Option<String>,
    object: Option<&'a str>,
    pieces: u64,
    declared_pieces: Option<&'a str>,
    total: Option<String>,
    tax: Option<String>,
    yearly_total: Option<String>,
    computed_total: String,
    computed_tax: String,
    computed_total_with_tax: String,
    signed: bool,
    signer: Option<&'a str>,
    listed: Vec<JsonPiece<'a>>,
}

#[derive(Serialize)]
struct JsonPiece<'a> {
    number: Option<&'a str>,
    #[serde(rename = "type")]
    kind: Option<&'a str>,
    type_label: Option<String>,
    nature: Option<&'a str>,
    nature_label: Option<String>,
    object: Option<&'a str>,
    party: Option<&'a str>,
    total: String,
    tax: String,
    lines: Vec<JsonLine>,
    attachments: Vec<JsonReference>,
    offset: Option<u64>,
}

#[derive(Serialize)]
struct JsonLine {
    number: Option<String>,
    object: Option<String>,
    nature: Option<String>,
    function: Option<String>,
    operation: Option<String>,
    total: Option<String>,
    tax: Option<String>,
    payment: Option<String>,
    payment_label: Option<String>,
    direct_debit: Option<JsonDebit>,
    parties: Vec<JsonParty>,
}

#[derive(Serialize)]
struct JsonDebit {
    nature: Option<String>,
    date: Option<String>,
    mandate: Option<String>,
}

#[derive(Serialize)]
struct JsonParty {
    name: Option<String>,
    identifier: Option<String>,
    town: Option<String>,
    /// Shortened: an account number is nobody's business who only asks what is signed.
    account: Option<String>,
}

#[derive(Serialize)]
struct JsonReference {
    support: Option<String>,
    id: Option<String>,
    name: Option<String>,
}

#[derive(Serialize)]
struct JsonAttachment<'a> {
    id: Option<&'a str>,
    name: Option<&'a str>,
    #[serde(rename = "type")]
    kind: Option<&'a str>,
    type_label: Option<String>,
    description: Option<&'a str>,
    media_type: Option<&'a str>,
    size: u64,
    compressed: bool,
}

#[derive(Serialize)]
struct JsonAcquit<'a> {
    count: u64,
    accepted: u64,
    refused: u64,
    acknowledged: Option<&'a str>,
    listed: Vec<JsonAnswer<'a>>,
}

#[derive(Serialize)]
struct JsonAnswer<'a> {
    domain: Option<&'a str>,
    domain_label: Option<String>,
    accepted: Option<bool>,
    state: Option<&'a str>,
    state_label: Option<String>,
    bordereau: Option<&'a str>,
    year: Option<&'a str>,
    piece: Option<&'a str>,
    object: Option<&'a str>,
    contract: Option<&'a str>,
    attachment: Option<&'a str>,
    errors: Vec<JsonError<'a>>,
}

#[derive(Serialize)]
struct JsonError<'a> {
    piece: Option<&'a str>,
    line: Option<&'a str>,
    code: Option<&'a str>,
    label: Option<&'a str>,
}

#[derive(Serialize)]
struct JsonFinding<'a> {
    #[serde(flatten)]
    said: Said,
    element: &'a str,
    value: Option<&'a str>,
    bordereau: Option<&'a str>,
    piece: Option<&'a str>,
    attachment: Option<&'a str>,
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
    pub(super) fn new(inspected: &'a mut Inspected, words: &Words) -> Result<Self, Failure> {
        let (repair, shift) = (inspected.changes(words), inspected.shift());
        let Inspected { source, analysis, sha256, signers, .. } = inspected;
        let Analysis { flux, findings, targets, encoding, .. } = &*analysis;
        let mut bordereaux = Vec::with_capacity(flux.bordereaux.len());
        for one in &flux.bordereaux {
            let signer = one.id.as_ref().and_then(|id| signers.get(id));
            let mut shown = JsonBordereau::new(one, words, signer.map(String::as_str));
            for piece in &one.listed {
                let mut piece = JsonPiece::new(piece, one.domain, source, *encoding, words)?;
                piece.offset = piece.offset.zip(shift).map(|(offset, shift)| offset + shift);
                shown.listed.push(piece);
            }
            bordereaux.push(shown);
        }
        let digests = targets.iter().map(|target| (target.id.as_str(), STANDARD.encode(&target.digest)));
        let signer = flux.id.as_ref().and_then(|id| signers.get(id)).map(String::as_str);
        Ok(Self {
            flux: JsonFlux::new(flux, analysis, sha256, signer),
            bordereaux,
            attachments: flux.listed_attachments.iter().map(|one| JsonAttachment::new(one, words)).collect(),
            answers: flux.acquit.as_ref().map(|acquit| JsonAcquit::new(acquit, words)),
            findings: findings.iter().map(|found| JsonFinding::new(found, words, shift.is_some())).collect(),
            repair,
            to_sign: scope_of(analysis).map(|scope| ToSign {
                scope,
                targets: targets.iter().map(|target| target.id.as_str()).collect(),
                digests: digests.collect(),
            }),
        })
    }
}

impl<'a> JsonFlux<'a> {
    fn new(flux: &'a Flux, analysis: &Analysis, sha256: &'a str, signer: Option<&'a str>) -> Self {
        Self {
            root: &flux.root,
            kind: match flux.kind {
                Kind::Aller => "aller",
                Kind::Acquit => "acquit",
                Kind::AcquitRetour => "acquit-retour",
                Kind::Retour => "retour",
                Kind::Other => "other",
            },
            id: flux.id.as_deref(),
            nom_fic: flux.nom_fic.as_deref(),
            typ_fic: flux.typ_fic.as_deref(),
            date: flux.date.as_deref(),
            emitter: flux.emitter.as_deref(),
            software: flux.software.as_deref(),
            id_post: flux.id_post.as_deref(),
            id_coll: flux.id_coll.as_deref(),
            cod_col: flux.cod_col.as_deref(),
            cod_bud: flux.cod_bud.as_deref(),
            libelle: flux.libelle.as_deref(),
            encoding: analysis.encoding.name(),
            size: analysis.size,
            sha256,
            parts: &flux.parts,
            prepared: flux.headers.iter().map(|header| (header.domain.name(), header.prepared)).collect(),
            pieces: flux.pieces,
            attachments: flux.attachments,
            signatures: flux.signatures,
            signer,
        }
    }
}

impl<'a> JsonBordereau<'a> {
    fn new(one: &'a Bordereau, words: &Words, signer: Option<&'a str>) -> Self {
        Self {
            domain: one.domain.name(),
            id: one.id.as_deref(),
            number: one.number.as_deref(),
            year: one.year.as_deref(),
            date: one.date.as_deref(),
            kind: one.kind.as_deref(),
            type_label: one.kind.as_deref().map(|kind| words.bordereau_type(one.domain, kind)),
            object: one.object.as_deref(),
            pieces: one.pieces,
            declared_pieces: one.declared_pieces.as_deref(),
            total: plain(one.total),
            tax: plain(one.tax),
            yearly_total: plain(one.yearly),
            computed_total: one.computed.to_string(),
            computed_tax: one.computed_tax.to_string(),
            computed_total_with_tax: (one.computed + one.computed_tax).to_string(),
            signed: one.signed,
            signer,
            listed: Vec::new(),
        }
    }
}

impl<'a> JsonPiece<'a> {
    fn new(
        piece: &'a Piece,
        domain: Domain,
        source: &mut Source,
        encoding: Encoding,
        words: &Words,
    ) -> Result<Self, Failure> {
        let detail = Detail::read(&source.range(piece.span, limits::PIECE_BYTES)?, encoding);
        let parties = |line: &mut crate::pes::detail::Line| {
            let parties = std::mem::take(&mut line.parties).into_iter().map(|party| JsonParty {
                name: party.name,
                identifier: party.identifier,
                town: party.town,
                account: party.account.as_deref().map(shortened),
            });
            parties.collect()
        };
        let lines = detail.lines.into_iter().map(|mut line| JsonLine {
            parties: parties(&mut line),
            payment_label: line.payment.as_deref().map(|code| words.payment(code)),
            number: line.number,
            object: line.object,
            nature: line.nature,
            function: line.function,
            operation: line.operation,
            total: plain(line.total),
            tax: plain(line.tax),
            payment: line.payment,
            direct_debit: line.debit.map(|debit| JsonDebit {
                nature: debit.nature,
                date: debit.date,
                mandate: debit.mandate,
            }),
        });
        let references = detail.references.into_iter().map(|reference| JsonReference {
            support: reference.support,
            id: reference.id,
            name: reference.name,
        });
        Ok(Self {
            number: piece.number.as_deref(),
            kind: piece.kind.as_deref(),
            type_label: piece.kind.as_deref().map(|code| words.piece_type(domain, code)),
            nature: piece.nature.as_deref(),
            nature_label: piece.nature.as_deref().map(|code| words.piece_nature(domain, code)),
            object: piece.object.as_deref(),
            party: piece.party.as_deref(),
            total: piece.total.to_string(),
            tax: piece.tax.to_string(),
            lines: lines.collect(),
            attachments: references.collect(),
            offset: Some(piece.span.start),
        })
    }
}

impl<'a> JsonAttachment<'a> {
    fn new(one: &'a Attachment, words: &Words) -> Self {
        Self {
            id: one.id.as_deref(),
            name: one.name.as_deref(),
            kind: one.kind.as_deref(),
            type_label: one.kind.as_deref().map(|code| words.attachment_type(code)),
            description: one.description.as_deref(),
            media_type: one.media_type.as_deref(),
            size: one.size,
            compressed: one.compressed,
        }
    }
}

impl<'a> JsonAcquit<'a> {
    fn new(acquit: &'a Acquit, words: &Words) -> Self {
        let answers = acquit.answers.iter().map(|answer| JsonAnswer {
            domain: answer.domain.as_deref(),
            domain_label: answer.domain.as_deref().map(|code| words.answer_domain(code)),
            accepted: answer.accepted,
            state: answer.state.as_deref(),
            state_label: answer.state.as_deref().map(|code| words.piece_state(code)),
            bordereau: answer.bordereau.as_deref(),
            year: answer.year.as_deref(),
            piece: answer.piece.as_deref(),
            object: answer.object.as_deref(),
            contract: answer.contract.as_deref(),
            attachment: answer.attachment.as_deref(),
            errors: answer
                .errors
                .iter()
                .map(|error| JsonError {
                    piece: error.piece.as_deref(),
                    line: error.line.as_deref(),
                    code: error.code.as_deref(),
                    label: error.label.as_deref(),
                })
                .collect(),
        });
        Self {
            count: acquit.count,
            accepted: acquit.accepted,
            refused: acquit.refused,
            acknowledged: acquit.acknowledged.as_deref(),
            listed: answers.collect(),
        }
    }
}

impl<'a> JsonFinding<'a> {
    fn new(found: &'a Finding, words: &Words, has_offset: bool) -> Self {
        let mut place = Place::from(found.position);
        place.offset = place.offset.filter(|_| has_offset);
        Self {
            said: Said::new(found.code.severity(), words.finding(found)),
            element: &found.element,
            value: found.value.as_deref(),
            bordereau: found.bordereau.as_deref(),
            piece: found.piece.as_deref(),
            attachment: found.attachment.as_deref(),
            place,
            repair: found.repairable,
        }
    }
}

fn plain(amount: Option<Amount>) -> Option<String> {
    amount.map(|amount| amount.to_string())
}
