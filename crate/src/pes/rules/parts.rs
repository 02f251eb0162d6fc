//! Rules about marchés and invoices, which are read for nothing else.

use super::Code;
use super::account::{iban_key_is_right, is_foreign, rib_key_is_right};
use crate::pes::{Amount, Expected};

/// One rule about a marché, an invoice, or all of the invoices.
pub(in crate::pes) struct PartRule {
    pub(in crate::pes) code: Code,
    /// The element that it is stated of, with those around it where others have its name.
    pub(in crate::pes) element: &'static str,
    pub(in crate::pes) expected: Expected,
    /// Whether what was read breaks it.
    pub(in crate::pes) broken: fn(&PartCase<'_>) -> bool,
}

/// What was read of the part before its marchés or invoices, or around them, and of the one read last.
pub(in crate::pes) struct PartCase<'a> {
    pub(in crate::pes) head: &'a Values,
    pub(in crate::pes) unit: &'a Values,
}

/// Paths of elements and their values, in order.
#[derive(Debug, Default)]
pub(in crate::pes) struct Values(pub(in crate::pes) Vec<(String, String)>);

// Not inlined: the rules ask for some values each.
impl Values {
    /// The values of the elements of this name, or at the end of this path.
    #[inline(never)]
    pub(in crate::pes) fn all(&self, element: &str) -> Vec<&str> {
        let is_it = |path: &str| {
            path.strip_suffix(element).is_some_and(|before| before.is_empty() || before.ends_with('/'))
        };
        self.0.iter().filter(|(path, _)| is_it(path)).map(|(_, value)| value.trim()).collect()
    }

    #[inline(never)]
    fn has(&self, element: &str) -> bool {
        !self.all(element).is_empty()
    }

    /// Whether some value is of a form.
    #[inline(never)]
    fn any(&self, element: &str, is_it: fn(&str) -> bool) -> bool {
        self.all(element).into_iter().any(is_it)
    }

    /// Whether some element has a value of a form, and none of the other name beside it.
    #[inline(never)]
    fn any_without(&self, element: &str, is_it: fn(&str) -> bool, other: &str) -> bool {
        let beside = |path: &str, name: &str| {
            path.strip_suffix(name).and_then(|before| before.strip_suffix('/')).map(str::to_owned)
        };
        (0..self.0.len()).any(|index| {
            let (path, value) = &self.0[index];
            let Some(around) = beside(path, element).filter(|_| is_it(value.trim())) else { return false };
            let (before, after) = self.0.split_at(index);
            let start = before.iter().rposition(|(path, _)| *path == around).unwrap_or_default();
            let end = after.iter().position(|(path, _)| *path == around).unwrap_or(after.len());
            !before[start..]
                .iter()
                .chain(&after[..end])
                .any(|(path, _)| beside(path, other).as_ref() == Some(&around))
        })
    }

    #[inline(never)]
    fn amount(&self, path: &str) -> Option<Amount> {
        // Exactly this path: parts of a whole have amounts of the same name.
        let value = self.0.iter().find(|(known, _)| known == path);
        value.and_then(|(_, value)| Amount::parse(value.trim()))
    }
}

impl PartCase<'_> {
    fn is_of_nature(&self, nature: &str) -> bool {
        self.unit.all("NatureMarche").first() == Some(&nature)
    }

    /// Whether the invoices are notices of payment that the treasury prints (« ASAP »), for patients or others.
    fn is_notice(&self) -> bool {
        self.head.any("TypeFact", |kind| matches!(kind, "09" | "10"))
    }

    fn is_for_patients(&self) -> bool {
        self.head.any("TypeFact", |kind| kind == "10")
    }

    fn lacks(&self, element: &str) -> bool {
        self.is_notice() && !self.unit.has(element)
    }

    /// Whether an amount of a notice is not above 0.
    fn is_nothing(&self, element: &str) -> bool {
        let is_nothing = |value: &str| Amount::parse(value).is_some_and(|amount| !amount.is_positive());
        self.is_notice() && self.unit.any(element, is_nothing)
    }
}

const fn rule(code: Code, element: &'static str, broken: fn(&PartCase<'_>) -> bool) -> PartRule {
    PartRule { code, element, expected: Expected::Nothing, broken }
}

/// Rules about one marché. Each is stated by the annotation of its element.
pub(in crate::pes) const MARCHE: &[PartRule] = &[
    rule(Code::PartIncomplete, "Operateurs", |case| !case.is_of_nature("04") && !case.unit.has("Operateurs")),
    rule(Code::PartIncomplete, "VentilationsAcheteurs", |case| {
        !case.is_of_nature("04") && !case.unit.has("VentilationsAcheteurs")
    }),
    rule(Code::PartIncomplete, "IdAccordCadre", |case| {
        case.is_of_nature("05") && !case.unit.has("IdAccordCadre")
    }),
    rule(Code::PartIncomplete, "SiretPAAccordCadre", |case| {
        case.is_of_nature("05") && !case.unit.has("SiretPAAccordCadre")
    }),
    rule(Code::MarcheAmount, "MontantHTEstime", |case| {
        let Some(whole) = case.unit.amount("MontantHTEstime") else { return false };
        let mut sum: Option<Amount> = None;
        for part in case.unit.all("Acheteur/MontantHTEstime").into_iter().filter_map(Amount::parse) {
            sum = Some(sum.unwrap_or_default() + part);
        }
        sum.is_some_and(|sum| sum != whole)
            || case.unit.amount("MontantHTNotifie").is_some_and(|notified| notified > whole)
    }),
    rule(Code::PartTwice, "Acheteur/IdAcheteur", |case| {
        let buyers = case.unit.all("Acheteur/IdAcheteur");
        buyers.iter().enumerate().any(|(index, buyer)| buyers[..index].contains(buyer))
    }),
    rule(Code::RibKey, "CleRib", |case| {
        // The schema has all four or none.
        let [banks, branches, accounts, keys] =
            ["CodeEtab", "CodeGuic", "IdCpte", "CleRib"].map(|name| case.unit.all(name));
        (0..keys.len()).any(|index| {
            let parts = [&banks, &branches, &accounts, &keys].map(|parts| parts.get(index));
            let [bank, branch, account, key] = parts.map(|part| part.map_or(&[][..], |part| part.as_bytes()));
            !rib_key_is_right(bank, branch, account, key)
        })
    }),
    rule(Code::IbanKey, "IBAN", |case| case.unit.any("IBAN", |iban| !iban_key_is_right(iban.as_bytes()))),
    rule(Code::BicMissing, "BIC", |case| {
        case.unit.any_without("IBAN", |iban| is_foreign(iban.as_bytes()), "BIC")
    }),
];

/// Rules about one invoice.
pub(in crate::pes) const INVOICE: &[PartRule] = &[
    rule(Code::PartIncomplete, "RefTitre", |case| case.lacks("RefTitre")),
    rule(Code::PartIncomplete, "TalonOptique2Lignes", |case| case.lacks("TalonOptique2Lignes")),
    rule(Code::PartIncomplete, "ModeRecouvrement", |case| case.lacks("ModeRecouvrement")),
    rule(Code::PartIncomplete, "Debiteur/Adresse/Adr2", |case| case.lacks("Debiteur/Adresse/Adr2")),
    rule(Code::PartIncomplete, "DossierPatient", |case| {
        case.is_for_patients() && !case.unit.has("DossierPatient")
    }),
    rule(Code::InvoiceAmount, "MtTotalTTC", |case| case.is_nothing("MtTotalTTC")),
    rule(Code::InvoiceAmount, "MtTTC", |case| case.is_nothing("MtTTC")),
    rule(Code::InvoiceAmount, "MtUnitaire", |case| case.is_nothing("MtUnitaire")),
    rule(Code::InvoiceAmount, "MtBase", |case| case.is_nothing("MtBase")),
    rule(Code::InvoiceAmount, "MtRemise", |case| case.is_nothing("MtRemise")),
];

/// Rules about what stands around marchés and invoices; `unit` is that.
pub(in crate::pes) const AROUND: &[PartRule] = &[
    PartRule {
        code: Code::Version,
        element: "IdVer",
        expected: Expected::Count(2),
        broken: |case| case.head.any("IdVer", |version| version.trim_start_matches('0') != "2"),
    },
    rule(Code::PartIncomplete, "Emetteur/Adresse/Adr2", |case| case.lacks("Emetteur/Adresse/Adr2")),
    rule(Code::PartIncomplete, "Emetteur/InfoSuppl/RefBdf", |case| case.lacks("RefBdf")),
    rule(Code::PartIncomplete, "Emetteur/Signataire", |case| case.lacks("Emetteur/Signataire")),
    rule(Code::PartIncomplete, "Emetteur/InfoSuppl/AdrTipi", |case| {
        case.is_notice() && case.unit.has("CodeTipi") && !case.unit.has("AdrTipi")
    }),
    rule(Code::PartIncomplete, "Emetteur/InfoSuppl/CodeTipi", |case| {
        case.is_notice() && case.unit.has("AdrTipi") && !case.unit.has("CodeTipi")
    }),
    rule(Code::InvoiceParties, "Tiers/InfoTiers/TypTiers", |case| {
        let kinds = case.unit.all("Tiers/InfoTiers/TypTiers");
        case.is_notice() && kinds != ["25", "26"] && kinds != ["26", "25"]
    }),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_beside_another_account_does_not_count() {
        let account = |bic: Option<&str>, iban: &str| {
            let path = |name: &str| format!("Operateur/CpteBancaire{name}");
            let bic = bic.map(|bic| (path("/BIC"), bic.to_owned()));
            [Some((path(""), String::new())), bic, Some((path("/IBAN"), iban.to_owned()))]
                .into_iter()
                .flatten()
        };
        let lacks = |values: &[(String, String)]| {
            Values(values.to_vec()).any_without("IBAN", |iban| is_foreign(iban.as_bytes()), "BIC")
        };
        let with: Vec<_> = account(Some("DEUTDEFF"), "DE89370400440532013000").collect();
        let without: Vec<_> = account(None, "BE68539007547034").collect();
        let french: Vec<_> = account(None, "FR1420041010050500013M02606").collect();
        assert!(!lacks(&with));
        assert!(!lacks(&french));
        assert!(lacks(&[with.clone(), without.clone()].concat()));
        assert!(lacks(&[without, with].concat()));
    }
}
