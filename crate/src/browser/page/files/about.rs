//! A file as a whole: what its envelope and its header say, its fingerprint, and who signed it.

use std::rc::Rc;

use sha2::{Digest as _, Sha256};
use web_sys::{Blob, Element};

use super::super::super::{blob, examine, format};
use super::super::signer;
use super::{App, Entry, dom, errors};
use crate::verify::Survey;
use crate::words::readable;

/// Says it, once, below what was unfolded; what takes reading the file again comes last.
pub(super) fn show(app: &Rc<App>, entry: &Entry, fold: &Element) {
    let list = dom::slot(fold, "about-facts");
    let Some(analysis) = entry.analysis().filter(|_| list.child_element_count() == 0) else {
        return;
    };
    let app = Rc::clone(app);
    let words = app.words();
    let flux = &analysis.flux;
    for (id, value) in [
        ("about-name", flux.nom_fic.as_deref()),
        ("about-type", flux.typ_fic.as_deref()),
        ("about-date", flux.date.as_deref().map(|day| words.date(day)).as_deref()),
        ("about-emitter", flux.emitter.as_deref()),
        ("about-software", flux.software.as_deref()),
        ("about-siret", flux.id_coll.as_deref()),
        ("about-code", flux.cod_col.as_deref()),
        ("about-budget", flux.cod_bud.as_deref()),
        ("about-office", flux.id_post.as_deref()),
        ("about-encoding", Some(analysis.encoding.name())),
        ("about-size", Some(&*words.size(analysis.size))),
    ] {
        fact(&app, &list, id, value);
    }
    let (file, first) = (entry.blob.borrow().clone(), list.first_element_child());
    wasm_bindgen_futures::spawn_local(async move {
        let mut digest = Sha256::new();
        let mut names = Vec::new();
        let whole = if analysis.flux.signatures > 0 {
            let signers = signers(&app, &file, Some(&mut digest)).await;
            for (_, name) in signers.iter().flatten() {
                if !names.contains(name) {
                    names.push(name.clone());
                }
            }
            signers.is_some()
        } else {
            let mut take = |bytes: &[u8]| {
                digest.update(bytes);
                true
            };
            blob::each_piece(&file, &mut take).await
        };
        // Nothing belongs below a list that was emptied meanwhile.
        if whole && list.first_element_child() == first {
            fact(&app, &list, "about-signers", Some(&names.join(", ")));
            fact(&app, &list, "about-sha256", Some(&format::hexadecimal(&digest.finalize())));
        }
    });
}

/// Ids of elements, and who signed each.
pub(super) type Signers = Vec<(String, String)>;

/// Who made the signatures of a file that hold.
async fn signers(app: &App, file: &Blob, digest: Option<&mut Sha256>) -> Option<Signers> {
    let report =
        examine::examine(file, Survey::new(), &app.config.policy, None, digest, &|_| {}).await.ok()?;
    let intact = report.signatures.into_iter().filter(|one| one.intact);
    Some(intact.filter_map(|one| Some((one.target, signer::name_of(&one.certificate?)))).collect())
}

/// Says below a bordereau that is signed who signed it.
pub(super) fn name_signer(app: &Rc<App>, entry: &Rc<Entry>, sheet: &Element) {
    let bordereau = || {
        let item = dom::closest(sheet, ".bordereau[data-signed=\"true\"]:not([data-signer])")?;
        let analysis = entry.analysis()?;
        let id = analysis.flux.bordereaux.get(dom::number(&item, "data-index")?)?.id.clone()?;
        Some((item, id))
    };
    let Some((item, id)) = bordereau() else { return };
    dom::set(&item, "data-signer", "");
    let facts = dom::slot(&item, "facts");
    if let Some(signers) = &*entry.signers.borrow() {
        name(app, &facts, signers, &id);
        return;
    }
    // One reading does for all that are unfolded before it ends.
    entry.unnamed.borrow_mut().push((facts, id));
    if entry.unnamed.borrow().len() > 1 {
        return;
    }
    let (app, entry) = (Rc::clone(app), Rc::clone(entry));
    wasm_bindgen_futures::spawn_local(async move {
        let file = entry.blob.borrow().clone();
        let signers = signers(&app, &file, None).await.map(Rc::new);
        let unnamed = entry.unnamed.take();
        let Some(signers) = signers else { return };
        for (facts, id) in unnamed {
            name(&app, &facts, &signers, &id);
        }
        *entry.signers.borrow_mut() = Some(signers);
    });
}

/// Says who signed the element with this Id.
fn name(app: &App, facts: &Element, signers: &Signers, id: &str) {
    let name = signers.iter().find(|(target, _)| target == id).map(|(_, name)| &**name);
    fact(app, facts, "about-signers", name);
}

fn fact(app: &App, list: &Element, id: &str, value: Option<&str>) {
    if let Some(value) = value.filter(|value| !value.is_empty()) {
        errors::add_fact(list, &app.t(id, &[]), &readable(value));
    }
}
