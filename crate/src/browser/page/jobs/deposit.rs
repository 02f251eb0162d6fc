//! Sending where nothing can be read across origins: a form hands the signed file to S2low's own page in another
//! tab, with the person's own certificate, and the person says what came of it.

use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DataTransfer, File, FilePropertyBag, HtmlFormElement, HtmlInputElement};

use super::super::errors::Message;
use super::super::files::Phase;
use super::super::{App, dom, follow};
use super::{Job, SEND, Step};
use crate::s2low::{self, State};

/// The file is ready to be handed over: a browser opens a tab only upon a click.
pub(super) fn prepare(app: &Rc<App>, job: &Rc<Job>) {
    *job.outcome.borrow_mut() = Some(Message::of("outcome-deposit"));
    job.set_step(app, SEND, Step::new("waiting", "step-send-deposit"));
    super::work::keep_in_journal(app, job);
}

/// Opens S2low with the file.
pub(super) fn open(app: &Rc<App>, job: &Rc<Job>) {
    let Some(signed) = job.signed.borrow().clone() else {
        return;
    };
    let options = FilePropertyBag::new();
    options.set_type("text/xml");
    let file = File::new_with_blob_sequence_and_options(&Array::of1(&signed.blob), &job.name, &options);
    let posted = file.and_then(|file| post(&format!("{}{}", app.config.s2low, s2low::RECEPTION), &file));
    if posted.is_err() {
        Message::of("deposit-error").show(app, "send", "send-error-title");
        return;
    }
    *job.outcome.borrow_mut() = Some(Message::of("outcome-deposited"));
    job.set_step(app, SEND, Step::new("waiting", "step-send-deposited"));
    job.note(State::Sending, None);
    super::work::keep_in_journal(app, job);
}

/// The person saw that S2low took it.
pub(super) fn confirm(app: &Rc<App>, job: Rc<Job>) {
    *job.outcome.borrow_mut() = Some(Message::of("outcome-confirmed"));
    job.set_phase(app, Phase::Sent);
    job.set_step(app, SEND, Step::new("done", "step-send-done"));
    app.say_count("status-sent", "files", 1);
    job.note(State::Sent, None);
    super::work::keep_in_journal(app, &job);
    if let Some(record) = job.record.borrow().clone() {
        follow::add(app, record);
    }
    app.refresh();
}

/// Posts a file as S2low's own import form does, into a tab that cannot reach back to this page.
fn post(address: &str, file: &File) -> Result<(), JsValue> {
    let document = dom::document();
    let form: HtmlFormElement = document.create_element("form")?.unchecked_into();
    for (name, value) in [
        ("method", "post"),
        ("enctype", "multipart/form-data"),
        ("action", address),
        ("target", "_blank"),
        ("rel", "noopener"),
        ("hidden", ""),
    ] {
        form.set_attribute(name, value)?;
    }
    let input: HtmlInputElement = document.create_element("input")?.unchecked_into();
    input.set_type("file");
    input.set_name(s2low::IMPORT_FIELD);
    let transfer = DataTransfer::new()?;
    transfer.items().add_with_file(file)?;
    input.set_files(transfer.files().as_ref());
    form.append_child(&input)?;
    document.body().ok_or(JsValue::NULL)?.append_child(&form)?;
    let submitted = form.submit();
    form.remove();
    submitted
}
