//! A file as a whole: what its envelope and its header say, its fingerprint, and who signed it.

use std::rc::Rc;

use sha2::{Digest as _, Sha256};
use web_sys::Element;

use super::super::super::{blob, examine, format};
use super::{App, Entry, dom, errors};
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
        let mut signers = Vec::new();
        let whole = if analysis.flux.signatures > 0 {
            let report = examine::examine(&file, &app.config.policy, None, Some(&mut digest), &|_| {}).await;
            let intact = report.iter().flat_map(|report| &report.signatures).filter(|one| one.intact);
            for certificate in intact.filter_map(|one| one.certificate.as_ref()) {
                let name = certificate.common_name();
                if !signers.contains(&name) {
                    signers.push(name);
                }
            }
            report.is_ok()
        } else {
            let mut take = |bytes: &[u8]| {
                digest.update(bytes);
                true
            };
            blob::each_piece(&file, &mut take).await
        };
        // Nothing belongs below a list that was emptied meanwhile.
        if whole && list.first_element_child() == first {
            fact(&app, &list, "about-signers", Some(&signers.join(", ")));
            fact(&app, &list, "about-sha256", Some(&format::hexadecimal(&digest.finalize())));
        }
    });
}

fn fact(app: &App, list: &Element, id: &str, value: Option<&str>) {
    if let Some(value) = value.filter(|value| !value.is_empty()) {
        errors::add_fact(list, &app.t(id, &[]), &readable(value));
    }
}
