//! What went wrong, as it is told to programs and to people.

use wasm_bindgen::JsValue;

use super::super::authenticator::SealError;
use super::super::format;
use super::super::js::object;
use super::super::reading::Unreadable;
use crate::words::{Arg, Explanation, Words};
use crate::xml::{ErrorKind, Position};

/// Something that went wrong.
#[derive(Clone, Debug)]
pub struct Failure {
    /// A stable code such as `PES-012`, or the name of a message such as `network-timeout`.
    code: &'static str,
    /// What happened.
    pub message: String,
    /// What to do now.
    pub fix: String,
    element: Option<String>,
    position: Option<Position>,
    /// What the browser or S2low said.
    cause: Option<String>,
    in_doubt: bool,
}

impl Failure {
    /// A code in words.
    pub fn explained(Explanation { code, message, fix }: Explanation) -> Self {
        Self { code, message, fix, element: None, position: None, cause: None, in_doubt: false }
    }

    /// A message of its own, called `id`.
    pub fn named(words: &Words, id: &'static str, args: &[(&str, Arg<'_>)]) -> Self {
        Self::explained(words.explain(id, args))
    }

    /// A file that was not read.
    pub fn unreadable(words: &Words, unreadable: &Unreadable, name: &str) -> Self {
        let named = |id| Self::named(words, id, &[("name", name.into())]);
        match unreadable {
            Unreadable::Gone => named("files-error-unreadable"),
            Unreadable::Empty => named("files-error-empty"),
            Unreadable::Archive => named("files-error-archive"),
            Unreadable::Xml(error) if error.kind == ErrorKind::ContentBeforeRoot => {
                named("files-error-not-xml").at("", Some(error.position))
            }
            Unreadable::Xml(error) => Self::explained(words.xml_error(error)).at("", Some(error.position)),
        }
    }

    /// An authenticator that gives no key.
    pub fn sealed(words: &Words, error: &SealError) -> Self {
        let cause = match error {
            SealError::Cancelled => "cancelled",
            SealError::Unsupported => "unsupported",
            SealError::Failed(_) => "failed",
        };
        Self::named(words, "sign-error-sealed", &[("cause", cause.into())])
    }

    /// The place that it is about.
    pub fn at(mut self, element: &str, position: Option<Position>) -> Self {
        self.element = Some(element.to_owned()).filter(|element| !element.is_empty());
        self.position = position;
        self
    }

    /// What somebody else said of it.
    pub fn because(mut self, cause: &str) -> Self {
        self.cause = Some(cause.to_owned());
        self
    }

    /// Whether S2low may have the file.
    pub fn in_doubt(mut self, in_doubt: bool) -> Self {
        self.in_doubt = in_doubt;
        self
    }
}

impl From<Failure> for JsValue {
    fn from(failure: Failure) -> Self {
        let place = place(failure.element.as_deref(), failure.position);
        let cause = failure.cause.map_or(Self::NULL, Self::from);
        object(&[
            ("code", failure.code.into()),
            ("message", failure.message.into()),
            ("fix", failure.fix.into()),
            ("place", place),
            ("detail", cause),
            ("inDoubt", failure.in_doubt.into()),
        ])
        .into()
    }
}

/// A place in a file for programs; null where none is known.
pub fn place(element: Option<&str>, position: Option<Position>) -> JsValue {
    if element.is_none() && position.is_none() {
        return JsValue::NULL;
    }
    let number = |of: fn(Position) -> u64| {
        position.map_or(JsValue::NULL, |position| format::float(of(position)).into())
    };
    object(&[
        ("element", element.map_or(JsValue::NULL, JsValue::from)),
        ("line", number(|position| position.line)),
        ("column", number(|position| position.column)),
        ("offset", number(|position| position.offset)),
    ])
    .into()
}
