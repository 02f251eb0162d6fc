//! Errors and findings in words: each code's message and what to do now, with the values it speaks of.

use std::borrow::Cow;

use super::{Arg, Words};
use crate::identity::{self, CertificateError, Pkcs12Error};
use crate::pes::{Amount, Expected};
use crate::signing::SigningError;
use crate::verify::SignatureReport;
use crate::xades::SignatoryError;
use crate::{pes, verify, xml};

/// Longest value shown in a message, in characters.
const SHOWN_CHARS: usize = 100;
/// The same among the details of something.
const DETAIL_CHARS: usize = 1000;

/// A code in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The stable code.
    pub code: &'static str,
    /// What is the matter.
    pub message: String,
    /// What to do now.
    pub fix: String,
}

impl Words {
    /// What speaks against a flux.
    #[must_use]
    pub fn finding(&self, finding: &pes::Finding) -> Explanation {
        let mut value = readable(finding.value.as_deref().unwrap_or_default());
        let mut rule = None;
        let expected = match finding.expected {
            Expected::Nothing => String::new(),
            Expected::Before(name) => name.to_owned(),
            Expected::Rule(known) => {
                rule = Some(known);
                String::new()
            }
            Expected::Amount(amount) => {
                if let Some(amount) = Amount::parse(&value) {
                    value = self.amount(amount).into();
                }
                self.amount(amount)
            }
            Expected::Count(count) => self.number(count),
            Expected::Size(size) => {
                value = value.parse().map_or(value, |value| self.size(value).into());
                self.size(size)
            }
        };
        if finding.code == pes::Code::IbanKey {
            // An account's number is nobody's business who only asks what is wrong.
            value = pes::detail::shortened(&value).into();
        }
        let element = readable(&finding.element);
        // The names of messages' variants have no strokes.
        let tag = element.rsplit('/').next().unwrap_or_default();
        self.explain(
            finding.code.code(),
            &[
                ("element", (&*element).into()),
                ("tag", tag.into()),
                ("value", (&*value).into()),
                ("expected", (&expected).into()),
                ("rule", rule.map_or("", |rule| rule.kind.name()).into()),
                ("max", rule.map_or(0, |rule| u64::from(rule.max)).into()),
                ("codes", rule.map_or("", |rule| rule.codes).into()),
            ],
        )
    }

    /// In which bordereau and piece, or in which attachment, something was found; `None` where it is about the file.
    #[must_use]
    pub fn place(&self, finding: &pes::Finding) -> Option<String> {
        let number = |number: &Option<String>| readable(number.as_deref().unwrap_or_default()).into_owned();
        finding.bordereau.as_ref().or(finding.attachment.as_ref())?;
        let [bordereau, piece, attachment] =
            [&finding.bordereau, &finding.piece, &finding.attachment].map(number);
        let args: [(&str, Arg<'_>); 3] = [
            ("bordereau", (&bordereau).into()),
            ("piece", (&piece).into()),
            ("attachment", (&attachment).into()),
        ];
        Some(self.message("finding-place", &args))
    }

    /// What speaks against one of `signatures`, or all of them together.
    #[must_use]
    pub fn verification(&self, finding: &verify::Finding, signatures: &[SignatureReport]) -> Explanation {
        let id = finding.signature.and_then(|index| signatures.get(index)?.id.as_deref());
        let name = match (id, finding.signature) {
            (Some(id), _) => readable(id).into_owned(),
            (None, Some(index)) => (index + 1).to_string(),
            (None, None) => String::new(),
        };
        self.explain(
            finding.code.code(),
            &[
                ("signature", (&name).into()),
                ("value", (&*readable(finding.value.as_deref().unwrap_or_default())).into()),
            ],
        )
    }

    /// Why a file cannot be read as XML.
    #[must_use]
    pub fn xml_error(&self, error: &xml::Error) -> Explanation {
        let xml::Position { offset, line, column } = error.position;
        self.explain(
            error.kind.code(),
            &[("line", line.into()), ("column", column.into()), ("offset", offset.into())],
        )
    }

    /// Why the container called `name` gives no identity.
    #[must_use]
    pub fn container_error(&self, error: &Pkcs12Error, name: &str) -> Explanation {
        let (variable, value) = self.container_value(error);
        self.explain(error.code(), &[("name", (&*readable(name)).into()), (variable, (&value).into())])
    }

    /// What [`Words::container_error`] speaks of beside the container's name: the variable, and its value as it is read.
    #[must_use]
    pub fn container_value(&self, error: &Pkcs12Error) -> (&'static str, String) {
        let (variable, value) = error.value();
        let value = match error {
            Pkcs12Error::TooManyRounds(rounds) => self.number(*rounds),
            _ => readable(&value).into_owned(),
        };
        (variable, value)
    }

    /// What there is to be said of a certificate.
    #[must_use]
    pub fn certificate_finding(&self, finding: &identity::Finding) -> Explanation {
        let date = self.day_of(finding.date);
        let name = readable(&finding.name);
        self.explain(
            finding.code.code(),
            &[("date", (&date).into()), ("days", finding.days.into()), ("name", (&*name).into())],
        )
    }

    /// Why a certificate cannot be used.
    #[must_use]
    pub fn certificate_error(&self, error: CertificateError) -> Explanation {
        self.explain(error.code(), &[])
    }

    /// Which field of the signatory cannot be written.
    #[must_use]
    pub fn signatory_error(&self, error: SignatoryError) -> Explanation {
        self.explain(error.code(), &[])
    }

    /// Why nothing was signed; a blocked file is explained by its first finding.
    #[must_use]
    pub fn signing_error(&self, error: &SigningError) -> Explanation {
        match error {
            SigningError::Blocked(findings) if !findings.is_empty() => self.finding(&findings[0]),
            SigningError::CertificateExpired(time) | SigningError::CertificateNotYetValid(time) => {
                self.explain(error.code(), &[("date", (&self.day_of(*time)).into())])
            }
            _ => self.explain(error.code(), &[]),
        }
    }

    /// The words of a code, with its arguments.
    #[must_use]
    pub fn explain(&self, code: &'static str, args: &[(&str, Arg<'_>)]) -> Explanation {
        let message = self.message(code, args);
        let fix = self.attribute(code, "fix", args).unwrap_or_default();
        Explanation { code, message, fix }
    }
}

/// A value taken from a file, fit to be shown: not too long, and without characters that would act on a
/// terminal or turn the text around them.
#[must_use]
pub fn readable(value: &str) -> Cow<'_, str> {
    readable_up_to(value, SHOWN_CHARS)
}

/// The same for details, where there is room for more.
#[must_use]
pub fn readable_at_length(value: &str) -> Cow<'_, str> {
    readable_up_to(value, DETAIL_CHARS)
}

fn readable_up_to(value: &str, limit: usize) -> Cow<'_, str> {
    let shown = |c| harmless(c) == c;
    if value.chars().nth(limit).is_none() && value.chars().all(shown) {
        return Cow::Borrowed(value);
    }
    let mut text: String = value.chars().take(limit).map(harmless).collect();
    if value.chars().nth(limit).is_some() {
        text.push('…');
    }
    Cow::Owned(text)
}

/// The character, or one that does nothing in its place.
fn harmless(c: char) -> char {
    if c.is_control() || is_direction(c) { '\u{fffd}' } else { c }
}

/// Characters that change the direction of what follows.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
