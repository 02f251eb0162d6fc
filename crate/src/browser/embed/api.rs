//! What other programs ask: what a file says, that it be signed, what its signatures are worth.

use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::Blob;

use super::super::blob;
use super::super::format::{float, hexadecimal};
use super::super::js::object;
use super::failure::{Failure, place};
use super::identity::Identity;
use super::options::Options;
use super::sign::{Read, Terms, examine};
use super::{identity, words};
use crate::coded::Severity;
use crate::pes::{Amount, Bordereau, Domain, Flux, Kind, Piece};
use crate::signing::Analysis;
use crate::verify::{Covered, Report, SignatureReport, Survey, TrustStore};
use crate::words::{Explanation, Words};

/// Reads a flux in one pass: what it says, what speaks against it, and what would be signed.
///
/// # Errors
/// An object with code, message, remedy and place: it cannot be read, or is no XML that is accepted.
#[wasm_bindgen]
pub async fn inspect(file: JsValue, options: JsValue) -> Result<JsValue, JsValue> {
    let words = words();
    let options = Options::new(&words, options);
    let file = blob_of(&words, file)?;
    let read = Read::new(&words, &file, options.scope()?, &options.progress()).await?;
    Ok(inspection(&words, &read.analysis))
}

/// Signs a flux: the same bytes with signatures put in. What is signed was verified from its bytes.
///
/// # Errors
/// An object with code, message, remedy and place: nothing is signed.
#[wasm_bindgen]
pub async fn sign(file: JsValue, signer: &Identity, options: JsValue) -> Result<Blob, JsValue> {
    let words = words();
    let options = Options::new(&words, options);
    let file = blob_of(&words, file)?;
    let (scope, progress) = (options.scope()?, options.progress());
    let terms = Terms {
        signatory: options.signatory()?,
        time: options.time()?,
        policy: options.policy()?,
        profile: options.profile()?,
    };
    let mut read = Read::new(&words, &file, scope, &progress).await?;
    if options.flag("repair") {
        read = read.repaired(&words, scope, &progress).await?;
    }
    Ok(read.sign(&words, signer.open(), &terms).await?)
}

/// Verifies the signatures of a flux, read from its bytes.
///
/// # Errors
/// An object with code, message, remedy and place: it cannot be read, or is no XML that is accepted.
#[wasm_bindgen]
pub async fn verify(file: JsValue, options: JsValue) -> Result<JsValue, JsValue> {
    let words = words();
    let options = Options::new(&words, options);
    let file = blob_of(&words, file)?;
    let policy = options.policy()?;
    let trust = match options.member("authorities") {
        None => None,
        Some(value) => Some(authorities(&words, &options, value).await?),
    };
    let report =
        examine(&words, &file, Survey::with_schema(), &policy, trust.as_ref(), &options.progress()).await?;
    Ok(verification(&words, &report))
}

/// The argument that has to be a file.
pub(super) fn blob_of(words: &Words, value: JsValue) -> Result<Blob, Failure> {
    value.dyn_into().map_err(|_| Failure::named(words, "embed-blob", &[]))
}

async fn authorities(words: &Words, options: &Options<'_>, value: JsValue) -> Result<TrustStore, Failure> {
    let wrong = || options.wrong("authorities", &value);
    let bytes = match value.dyn_ref::<Blob>() {
        Some(file) => blob::read_whole(file).await.ok(),
        None => super::super::js::bytes(&value),
    };
    let bytes =
        bytes.ok_or_else(|| Failure::named(words, "embed-bytes", &[("name", "authorities".into())]))?;
    let mut store = TrustStore::default();
    store.add(&bytes).map_err(|_| wrong())?;
    Ok(store)
}

fn inspection(words: &Words, analysis: &Analysis) -> JsValue {
    let flux = &analysis.flux;
    let total = |domain| {
        let (count, sum) = flux.total(domain);
        JsValue::from(object(&[("bordereaux", count.into()), ("total", amount(sum))]))
    };
    let findings: Array = analysis
        .findings
        .iter()
        .map(|found| {
            let value = found.value.as_deref();
            let place = place(Some(&found.element), found.position);
            finding(words.finding(found), found.code.severity(), value, place, found.repairable)
        })
        .collect();
    let ids: Array = analysis.targets.iter().map(|target| JsValue::from(&target.id)).collect();
    let digests: Array =
        analysis.targets.iter().map(|target| JsValue::from(hexadecimal(&target.digest))).collect();
    let scope = analysis.targets.first().map(|target| match target.bordereau {
        Some(_) => "bordereaux",
        None => "file",
    });
    let to_sign = scope.map_or(JsValue::NULL, |scope| {
        object(&[("scope", scope.into()), ("ids", ids.into()), ("digests", digests.into())]).into()
    });
    object(&[
        ("kind", kind(flux).into()),
        ("nomFic", text(&flux.nom_fic)),
        ("date", text(&flux.date)),
        ("idPost", text(&flux.id_post)),
        ("idColl", text(&flux.id_coll)),
        ("codCol", text(&flux.cod_col)),
        ("codBud", text(&flux.cod_bud)),
        ("libelle", text(&flux.libelle)),
        ("encoding", analysis.encoding.name().into()),
        ("size", float(analysis.size).into()),
        ("bordereaux", flux.bordereaux.iter().map(bordereau).collect::<Array>().into()),
        (
            "totals",
            object(&[("depense", total(Domain::Depense)), ("recette", total(Domain::Recette))]).into(),
        ),
        ("attachments", float(flux.attachments).into()),
        ("signatures", float(flux.signatures).into()),
        ("findings", findings.into()),
        ("repairable", (!analysis.repair.is_empty()).into()),
        ("toSign", to_sign),
    ])
    .into()
}

fn kind(flux: &Flux) -> &'static str {
    match flux.kind {
        Kind::Aller => "aller",
        Kind::Acquit => "acquit",
        Kind::Retour => "retour",
        Kind::AcquitRetour => "acquit-retour",
        Kind::Other => "other",
    }
}

fn bordereau(bordereau: &Bordereau) -> JsValue {
    object(&[
        ("domain", bordereau.domain.name().into()),
        ("id", text(&bordereau.id)),
        ("number", text(&bordereau.number)),
        ("year", text(&bordereau.year)),
        ("date", text(&bordereau.date)),
        ("type", text(&bordereau.kind)),
        ("pieces", float(bordereau.pieces).into()),
        ("total", bordereau.total.map_or(JsValue::NULL, amount)),
        ("computedTotal", amount(bordereau.computed)),
        ("signed", bordereau.signed.into()),
        ("listed", bordereau.listed.iter().map(piece).collect::<Array>().into()),
    ])
    .into()
}

fn piece(piece: &Piece) -> JsValue {
    let attachments: Array = piece.attachments.iter().map(JsValue::from).collect();
    object(&[
        ("number", text(&piece.number)),
        ("object", text(&piece.object)),
        ("party", text(&piece.party)),
        ("total", amount(piece.total)),
        ("attachments", attachments.into()),
    ])
    .into()
}

fn finding(
    words: Explanation,
    severity: Severity,
    value: Option<&str>,
    place: JsValue,
    repairable: bool,
) -> JsValue {
    object(&[
        ("code", words.code.into()),
        ("severity", severity.name().into()),
        ("message", words.message.into()),
        ("fix", words.fix.into()),
        ("value", value.map_or(JsValue::NULL, JsValue::from)),
        ("place", place),
        ("repairable", repairable.into()),
    ])
    .into()
}

fn verification(words: &Words, report: &Report) -> JsValue {
    let uncovered = report.uncovered.iter().filter_map(|index| report.flux.bordereaux.get(*index));
    let uncovered: Array = uncovered
        .map(|bordereau| {
            JsValue::from(bordereau.id.as_deref().or(bordereau.number.as_deref()).unwrap_or_default())
        })
        .collect();
    let findings: Array = report
        .findings
        .iter()
        .map(|found| {
            let said = words.verification(found, &report.signatures);
            finding(said, found.code.severity(), found.value.as_deref(), JsValue::NULL, false)
        })
        .collect();
    object(&[
        ("verdict", report.verdict.name().into()),
        ("signatures", report.signatures.iter().map(signature).collect::<Array>().into()),
        ("uncovered", uncovered.into()),
        ("findings", findings.into()),
    ])
    .into()
}

fn signature(signature: &SignatureReport) -> JsValue {
    let [city, postal_code, country] = signature.place.each_ref().map(text);
    let certificate = signature.certificate.as_ref();
    let covers = match signature.covers {
        None => JsValue::NULL,
        Some(Covered::File) => "file".into(),
        Some(Covered::Bordereau(_)) => "bordereau".into(),
    };
    let time = signature.signing_time.map_or(JsValue::NULL, |time| identity::date(time.unix()).into());
    object(&[
        ("id", text(&signature.id)),
        ("covers", covers),
        ("target", signature.target.as_str().into()),
        ("intact", signature.intact.into()),
        ("signer", certificate.map_or(JsValue::NULL, |certificate| certificate.common_name().into())),
        ("issuer", certificate.map_or(JsValue::NULL, |certificate| certificate.issuer().into())),
        ("authority", signature.authority.name().into()),
        ("signingTime", time),
        ("algorithm", text(&signature.algorithm)),
        ("role", text(&signature.role)),
        ("city", city),
        ("postalCode", postal_code),
        ("country", country),
    ])
    .into()
}

fn text(text: &Option<String>) -> JsValue {
    text.as_deref().map_or(JsValue::NULL, JsValue::from)
}

/// A sum in euros as the PES writes it, such as `9876.50`.
fn amount(amount: Amount) -> JsValue {
    amount.to_string().into()
}
