//! The codes of a PES in words.

use super::{Arg, Words, readable};
use crate::pes::detail::Line;
use crate::pes::{Bordereau, Domain};

impl Words {
    /// `TypBord` of a bordereau.
    #[must_use]
    pub fn bordereau_type(&self, domain: Domain, code: &str) -> String {
        let name = domain.name();
        let known = match domain {
            Domain::Depense => matches!(code, "01" | "02" | "03"),
            Domain::Recette => matches!(code, "01" | "02" | "03" | "06"),
        };
        if known {
            return self.message(&format!("bordereau-type-{name}-{code}"), &[]);
        }
        let domain = self.message(&format!("domain-{name}"), &[]);
        self.message(
            "bordereau-type-other",
            &[("domain", (&domain).into()), ("type", (&*readable(code)).into())],
        )
    }

    /// Whether what a bordereau declares is what its lines add up to.
    #[must_use]
    pub fn agreement(&self, bordereau: &Bordereau) -> String {
        let agrees = if bordereau.agrees() { "yes" } else { "no" };
        self.message("bordereau-agrees", &[("agrees", agrees.into())])
    }

    /// `TypPce` of a piece.
    #[must_use]
    pub fn piece_type(&self, domain: Domain, code: &str) -> String {
        self.code(if domain == Domain::Depense { "piece-type-depense" } else { "piece-type-recette" }, code)
    }

    /// `NatPce` of a piece.
    #[must_use]
    pub fn piece_nature(&self, domain: Domain, code: &str) -> String {
        // From 09 to 11, the two domains differ.
        let differs = domain == Domain::Recette && matches!(code, "09" | "10" | "11");
        self.code_from("piece-nature", if differs { "r" } else { "c" }, code)
    }

    /// `ModRegl` of a line of dépense.
    #[must_use]
    pub fn payment(&self, code: &str) -> String {
        self.code("payment", code)
    }

    /// How a line is paid: by a means of payment in dépense, by a direct debit in recette.
    #[must_use]
    pub fn paid(&self, line: &Line) -> Option<String> {
        let Some(debit) = &line.debit else {
            return line.payment.as_deref().map(|code| self.payment(code));
        };
        let text = |text: &Option<String>| readable(text.as_deref().unwrap_or_default()).into_owned();
        let (mandate, date) = (text(&debit.mandate), self.date(&text(&debit.date)));
        let (key, value) = (format!("c{}", text(&debit.nature)), text(&debit.nature));
        let args: [(&str, Arg<'_>); 4] = [
            ("code", (&key).into()),
            ("value", (&value).into()),
            ("date", (&date).into()),
            ("mandate", (&mandate).into()),
        ];
        Some(self.message("payment-debit", &args))
    }

    /// `TypePJ` of an attachment.
    #[must_use]
    pub fn attachment_type(&self, code: &str) -> String {
        self.code("attachment-type", code)
    }

    /// `DomaineAck` of an answer.
    #[must_use]
    pub fn answer_domain(&self, code: &str) -> String {
        self.code("answer-domain", code)
    }

    /// `EtatPce` of a piece in a return.
    #[must_use]
    pub fn piece_state(&self, code: &str) -> String {
        self.code("piece-state", code)
    }

    fn code(&self, message: &str, code: &str) -> String {
        self.code_from(message, "c", code)
    }

    fn code_from(&self, message: &str, prefix: &str, code: &str) -> String {
        let value = readable(code);
        let key = format!("{prefix}{value}");
        self.message(message, &[("code", (&key).into()), ("value", (&*value).into())])
    }
}
