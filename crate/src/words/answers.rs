//! What the treasury answers, in words.

use super::{Words, readable};
use crate::pes::{Answer, Flux, Kind};

impl Words {
    /// What an acknowledgement or a return says as a whole; `None` for other files.
    #[must_use]
    pub fn answers(&self, flux: &Flux) -> Option<String> {
        let acquit = flux.acquit.as_ref()?;
        let name = readable(acquit.acknowledged.as_deref().unwrap_or_default());
        let args = [
            ("accepted", acquit.accepted.into()),
            ("refused", acquit.refused.into()),
            ("count", acquit.count.into()),
            ("name", (&*name).into()),
        ];
        let id = match flux.kind {
            Kind::Retour => "answers-retour",
            Kind::AcquitRetour => "answers-acquit-retour",
            _ => "answers-acquit",
        };
        Some(self.message(id, &args))
    }

    /// One answer: what it is about, and its state.
    #[must_use]
    pub fn answer(&self, answer: &Answer) -> String {
        let state = match (answer.accepted, &answer.state) {
            (Some(true), _) => self.message("answer-accepted", &[]),
            (Some(false), _) => self.message("answer-refused", &[]),
            (None, Some(state)) => self.piece_state(state),
            (None, None) => "?".to_owned(),
        };
        let domain = answer.domain.as_deref().map(|code| self.answer_domain(code));
        // An attachment goes with the name of its domain.
        let of_attachment = answer.attachment.as_ref().filter(|_| answer.domain.as_deref() == Some("4"));
        let subject = [
            match (domain, of_attachment) {
                (Some(domain), Some(id)) => Some(format!("{domain} {}", readable(id))),
                (domain, _) => domain,
            },
            self.labelled("answer-bordereau", &answer.bordereau),
            self.labelled("answer-year", &answer.year),
            self.labelled("answer-piece", &answer.piece),
            self.labelled("answer-contract", &answer.contract),
            answer
                .attachment
                .as_ref()
                .filter(|_| of_attachment.is_none())
                .map(|id| self.message("answer-attachment", &[("value", (&*readable(id)).into())])),
            answer.object.as_deref().map(|object| readable(object).into_owned()),
        ];
        let subject = subject.into_iter().flatten().collect::<Vec<_>>().join(", ");
        self.message("answer", &[("subject", (&subject).into()), ("state", (&state).into())])
    }

    /// The errors of an answer, each with its piece and line.
    #[must_use]
    pub fn answer_errors(&self, answer: &Answer) -> Vec<String> {
        let error = |error: &crate::pes::AnswerError| {
            let named =
                |code: &String| self.message("answer-error", &[("code", (&*readable(code.trim())).into())]);
            let parts = [
                self.labelled("answer-piece", &error.piece),
                self.labelled("answer-line", &error.line),
                error.code.as_ref().map(named),
                error.label.as_deref().map(|label| readable(label.trim()).into_owned()),
            ];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" – ")
        };
        answer.errors.iter().map(error).collect()
    }

    fn labelled(&self, id: &str, value: &Option<String>) -> Option<String> {
        value.as_ref().map(|value| self.message(id, &[("value", (&*readable(value)).into())]))
    }
}
