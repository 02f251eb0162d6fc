//! The acquittement of a file that was sent: saved as it came, and shown as what it means.

use js_sys::{Array, Uint8Array};
use web_sys::{Blob, BlobPropertyBag, Element, Url};

use super::super::{App, dom};
use crate::pes::{Acquit, Answer, Flux, Reader, Rules};
use crate::xml::{Scanner, as_u64};

/// How many answers are shown.
const SHOWN: usize = 50;

/// What S2low gave as the acquittement.
#[derive(Debug)]
pub(super) struct Acquittement {
    /// Where it is downloaded from.
    address: Option<String>,
    /// What it says, if it can be read.
    flux: Option<Flux>,
}

impl Acquittement {
    pub(super) fn new(bytes: &[u8]) -> Self {
        let options = BlobPropertyBag::new();
        options.set_type("text/xml");
        let parts = Array::of1(&Uint8Array::from(bytes));
        let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options);
        let address = blob.and_then(|blob| Url::create_object_url_with_blob(&blob)).ok();
        Self { address, flux: read(bytes) }
    }

    pub(super) fn address(&self) -> Option<&str> {
        self.address.as_deref()
    }

    /// How it is shown, its name in Fluent messages, and the counts in them.
    pub(super) fn verdict(&self) -> (&'static str, &'static str, [(&'static str, u64); 2]) {
        let acquit = self.acquit();
        let (refused, count) = acquit.map_or((0, 0), |acquit| (acquit.refused, acquit.count));
        let counts = [("count", refused), ("total", count)];
        match acquit {
            Some(acquit) if acquit.count > 0 && acquit.accepted == acquit.count => {
                ("accepted", "acknowledgement-accepted", counts)
            }
            Some(acquit) if acquit.refused > 0 && acquit.accepted == 0 => {
                ("refused", "acknowledgement-refused", counts)
            }
            Some(acquit) if acquit.refused > 0 => ("attention", "acknowledgement-partial", counts),
            _ => ("attention", "acknowledgement-unreadable", counts),
        }
    }

    /// Lists its answers, those that refuse something before the others.
    pub(super) fn show(&self, app: &App, list: &Element) {
        let Some(acquit) = self.acquit() else { return };
        let is_refusal = |answer: &&Answer| answer.accepted == Some(false);
        let refusals = acquit.answers.iter().filter(is_refusal);
        let others = acquit.answers.iter().filter(|answer| !is_refusal(answer));
        for answer in refusals.chain(others).take(SHOWN) {
            dom::append(list, &reply(app, answer));
        }
        let rest = acquit.count.saturating_sub(as_u64(SHOWN));
        if rest > 0 {
            dom::append_text(list, "li", &app.t("answers-more", &[("count", rest.into())]));
        }
    }

    fn acquit(&self) -> Option<&Acquit> {
        self.flux.as_ref()?.acquit.as_ref()
    }
}

/// One answer of the treasury: what it is about, its state, and each error.
pub(in crate::browser::page) fn reply(app: &App, answer: &Answer) -> Element {
    let words = app.words();
    let item = dom::clone_template("reply-template");
    let refused = answer.accepted == Some(false) || answer.state.as_deref() == Some("04");
    dom::set(&item, "data-refused", if refused { "true" } else { "false" });
    dom::fill(&item, "answer", &words.answer(answer));
    let errors = dom::slot(&item, "errors");
    for error in words.answer_errors(answer) {
        dom::append_text(&errors, "li", &error);
    }
    item
}

fn read(bytes: &[u8]) -> Option<Flux> {
    let (mut scanner, mut reader) = (Scanner::new(), Reader::new(Rules::default()));
    scanner
        .tell(bytes, &mut |event| {
            reader.event(event);
        })
        .ok()?;
    scanner.finish().ok()?;
    Some(reader.finish(as_u64(bytes.len()), &|_| false).0)
}
