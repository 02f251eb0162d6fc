//! Rules about marchés, concessions and invoices, which are read for nothing else.

use std::collections::HashSet;
use std::hash::BuildHasher;

use super::Code;
use super::account::{iban_key_is_right, is_foreign, rib_key_is_right};
use super::identifier::{is_ics, is_siret};
use super::values::Values;
use crate::pes::{Amount, Expected};

/// One rule about a marché, a concession, an invoice, or what stands around them.
#[derive(Debug)]
pub(in crate::pes) struct PartRule {
    pub(in crate::pes) code: Code,
    /// The element that it is stated of, with those around it where others have its name.
    pub(in crate::pes) element: &'static str,
    pub(in crate::pes) expected: Expected,
    /// The value at fault, if what was read breaks it; an empty one stands for the element's first.
    pub(in crate::pes) fault: for<'a> fn(&PartCase<'a>) -> Option<&'a str>,
}

/// What was read of the part before its units or around them, and of the one read last.
pub(in crate::pes) struct PartCase<'a> {
    pub(in crate::pes) head: Values<'a>,
    pub(in crate::pes) unit: Values<'a>,
}

/// What a rule says that looks at no value in particular.
const fn when<'a>(broken: bool) -> Option<&'a str> {
    if broken { Some("") } else { None }
}

fn is_set(value: Option<&str>) -> bool {
    matches!(value, Some("1" | "true"))
}

/// What comes twice.
fn repeated<'a>(values: &[&'a str]) -> Option<&'a str> {
    let mut known = HashSet::<u64>::new();
    values.iter().copied().find(|value| !known.insert(known.hasher().hash_one(value)))
}

impl<'a> PartCase<'a> {
    fn is_of_nature(&self, nature: &str) -> bool {
        self.unit.first("NatureMarche") == Some(nature)
    }

    /// Whether the invoices are notices of payment that the treasury prints (« ASAP »), for patients or others.
    fn is_notice(&self) -> bool {
        matches!(self.head.first("TypeFact"), Some("09" | "10"))
    }

    fn is_for_patients(&self) -> bool {
        self.head.first("TypeFact") == Some("10")
    }

    /// Whether a notice is printed with a slip to be paid by (« TIP »).
    fn has_slip(&self) -> bool {
        self.is_notice() && matches!(self.unit.first("ModeRecouvrement"), Some("0" | "false"))
    }

    fn lacks(&self, element: &str) -> Option<&'a str> {
        when(self.is_notice() && !self.unit.has(element))
    }

    /// Whether a notice has an element of the one name without that of the other in it.
    fn lacks_in(&self, around: &str, element: &str) -> Option<&'a str> {
        when(self.is_notice() && self.unit.each(around).iter().any(|part| part.own(element).is_none()))
    }

    /// Whether a line of a notice has a unit without its quantity.
    fn lacks_quantity(&self, unit: &str, quantity: &str) -> Option<&'a str> {
        let lines = self.unit.each("LigneFacture");
        let lacks = |line: &Values<'_>| line.own(unit).is_some() && line.own(quantity).is_none();
        when(self.is_notice() && lines.iter().any(lacks))
    }

    /// An amount of a notice that is not above 0.
    fn nothing(&self, element: &str) -> Option<&'a str> {
        let is_nothing = |value: &str| Amount::parse(value).is_some_and(|amount| !amount.is_positive());
        self.unit.find(element, is_nothing).filter(|_| self.is_notice())
    }

    /// The country of an address of a notice that does not go with its residence.
    fn country(&self, around: &str) -> Option<&'a str> {
        self.unit.each(around).into_iter().filter(|_| self.is_notice()).find_map(|address| {
            match (is_set(address.own("CodRes")), address.own("CodPays")) {
                (true, None) => Some(""),
                (false, Some(country)) if country != "100" => Some(country),
                _ => None,
            }
        })
    }

    /// The residence of an emitter or third party of notices that is abroad.
    fn abroad(&self, element: &str) -> Option<&'a str> {
        self.unit.find(element, |value| is_set(Some(value))).filter(|_| self.is_notice())
    }

    /// The debtor's accounts on a notice.
    fn debtor(&self) -> Vec<Values<'a>> {
        if self.is_notice() { self.unit.each("Debiteur/CpteBancaire") } else { Vec::new() }
    }

    /// The third parties of notices of one kind.
    fn parties(&self, kind: &str) -> Vec<Values<'a>> {
        let mut parties = if self.is_notice() { self.unit.each("Tiers") } else { Vec::new() };
        parties.retain(|party| party.own("InfoTiers/TypTiers") == Some(kind));
        parties
    }

    /// A value that is not in the list of those that it names, where there is one.
    fn unlisted(&self, element: &str, list: &str) -> Option<&'a str> {
        let mut known = HashSet::<u64>::new();
        for value in self.unit.all(list) {
            known.insert(known.hasher().hash_one(value));
        }
        let is_other = |value: &&str| !known.is_empty() && !known.contains(&known.hasher().hash_one(value));
        self.unit.all(element).into_iter().find(is_other)
    }

    /// What comes twice inside one of the elements of a name.
    fn repeated_in(&self, around: &str, element: &str) -> Option<&'a str> {
        self.unit.each(around).into_iter().find_map(|part| repeated(&part.all(element)))
    }

    /// A buyer's amount that is not the sum of those of its contractors.
    fn wrong_sum(&self, name: &str) -> Option<&'a str> {
        self.unit.each("VentilationAcheteur").into_iter().find_map(|buyer| {
            let own = buyer.own(name)?;
            let whole = Amount::parse(own)?;
            // The buyer's is among them.
            let all: Option<Vec<_>> = buyer.all(name).into_iter().map(Amount::parse).collect();
            let all = all.filter(|all| all.len() > 1)?;
            let sum = all.into_iter().fold(Amount::default(), |sum, amount| sum + amount);
            (sum != whole + whole).then_some(own)
        })
    }

    /// A SIRET with a wrong key.
    fn siret(&self, around: &str, kind: &str, id: &str) -> Option<&'a str> {
        self.unit.each(around).into_iter().find_map(|party| {
            let id = party.own(id).filter(|id| !is_siret(id.as_bytes()))?;
            (party.own(kind) == Some("01")).then_some(id)
        })
    }

    /// Whether what is sent first says that it corrects something.
    fn corrects_nothing(&self) -> Option<&'a str> {
        when(self.sequence() == Some(1) && is_set(self.unit.first("CaractereCorrectifEnregistrement")))
    }

    fn sequence(&self) -> Option<u32> {
        self.unit.first("SequenceEnvoi")?.parse().ok()
    }

    /// The conditions of advances.
    fn advances(&self) -> Vec<Values<'a>> {
        let mut all = self.unit.each("ConditionsExecutionTitulaire");
        all.extend(self.unit.each("ConditionsExecutionSousTraitantPaiementDirect"));
        all
    }
}

/// The key of an account whose RIB is not right.
fn rib<'a>(account: &Values<'a>) -> Option<&'a str> {
    // The schema has all four or none.
    let key = account.own("CleRib")?;
    let parts =
        ["CodeEtab", "CodeGuic", "IdCpte"].map(|name| account.own(name).unwrap_or_default().as_bytes());
    (!rib_key_is_right(parts[0], parts[1], parts[2], key.as_bytes())).then_some(key)
}

fn iban<'a>(account: &Values<'a>) -> Option<&'a str> {
    account.own("IBAN").filter(|iban| !iban_key_is_right(iban.as_bytes()))
}

fn half<'a>(account: &Values<'_>) -> Option<&'a str> {
    let is_there = |name| account.own(name).is_some();
    if is_there("IdPayInt") == is_there("IdBancInt") { None } else { Some("") }
}

/// How many digits a quantity has; zeros before and behind count for nothing.
fn digits(quantity: &str) -> usize {
    let whole = quantity.trim_start_matches(['+', '0']);
    let plain = if whole.contains('.') { whole.trim_end_matches('0') } else { whole };
    plain.bytes().filter(u8::is_ascii_digit).count()
}

const fn rule(
    code: Code,
    element: &'static str,
    fault: for<'a> fn(&PartCase<'a>) -> Option<&'a str>,
) -> PartRule {
    PartRule { code, element, expected: Expected::Nothing, fault }
}

/// Rules about one marché. Each is stated by the annotation of its element.
pub(in crate::pes) const MARCHE: &[PartRule] = &[
    rule(Code::PartIncomplete, "Operateurs", |case| {
        when(!case.is_of_nature("04") && !case.unit.has("Operateurs"))
    }),
    rule(Code::PartIncomplete, "VentilationsAcheteurs", |case| {
        when(!case.is_of_nature("04") && !case.unit.has("VentilationsAcheteurs"))
    }),
    rule(Code::PartIncomplete, "IdAccordCadre", |case| {
        when(case.is_of_nature("05") && !case.unit.has("IdAccordCadre"))
    }),
    rule(Code::PartIncomplete, "SiretPAAccordCadre", |case| {
        when(case.is_of_nature("05") && !case.unit.has("SiretPAAccordCadre"))
    }),
    rule(Code::MarcheAmount, "MontantHTEstime", |case| {
        let whole = case.unit.amount("MontantHTEstime")?;
        let mut sum: Option<Amount> = None;
        for part in case.unit.all("Acheteur/MontantHTEstime").into_iter().filter_map(Amount::parse) {
            sum = Some(sum.unwrap_or_default() + part);
        }
        when(
            sum.is_some_and(|sum| sum != whole)
                || case.unit.amount("MontantHTNotifie").is_some_and(|notified| notified > whole),
        )
    }),
    rule(Code::MarcheAmount, "VentilationAcheteur/MontantHTNotifie", |case| {
        case.wrong_sum("MontantHTNotifie")
    }),
    rule(Code::MarcheAmount, "VentilationAcheteur/MontantTVANotifie", |case| {
        case.wrong_sum("MontantTVANotifie")
    }),
    rule(Code::PartTwice, "Acheteur/IdAcheteur", |case| repeated(&case.unit.all("Acheteur/IdAcheteur"))),
    rule(Code::PartTwice, "VentilationTitulaire/IdTitulaire", |case| {
        case.repeated_in("VentilationAcheteur", "VentilationTitulaire/IdTitulaire")
    }),
    rule(Code::PartTwice, "VentilationSousTraitantPaiementDirect/IdSousTraitant", |case| {
        case.repeated_in("VentilationTitulaire", "VentilationSousTraitantPaiementDirect/IdSousTraitant")
    }),
    rule(Code::PartTwice, "SousTraitantPaiementDirect/NumeroActeSousTraitance", |case| {
        let all = case.unit.each("Operateurs/SousTraitantPaiementDirect");
        let all: Vec<_> =
            all.iter().map(|one| (one.own("NumeroActeSousTraitance"), one.own("IdSousTraitant"))).collect();
        let is_of_another = |(index, (number, id)): (usize, &(Option<_>, Option<_>))| {
            all[..index].iter().any(|(known, other)| known == number && other != id)
        };
        let index = (0..all.len()).find(|index| is_of_another((*index, &all[*index])))?;
        all[index].0
    }),
    rule(Code::PartContradiction, "VentilationAcheteur/IdAcheteur", |case| {
        case.unlisted("VentilationAcheteur/IdAcheteur", "Acheteur/IdAcheteur")
    }),
    rule(Code::PartContradiction, "VentilationTitulaire/IdTitulaire", |case| {
        case.unlisted("VentilationTitulaire/IdTitulaire", "Operateurs/Titulaire/IdTitulaire")
    }),
    rule(Code::PartContradiction, "VentilationSousTraitantPaiementDirect/IdSousTraitant", |case| {
        let list = "Operateurs/SousTraitantPaiementDirect/IdSousTraitant";
        case.unlisted("VentilationSousTraitantPaiementDirect/IdSousTraitant", list)
    }),
    rule(Code::PartContradiction, "ModificationTitulaire/NbEntreprisesGroupees", |case| {
        when(case.unit.each("ModificationTitulaire").iter().any(|change| {
            let count = change.own("NbEntreprisesGroupees");
            let is_group = matches!(change.own("TypeGroupement"), Some("02" | "03"));
            count.is_some_and(|count| count.bytes().any(|digit| digit != b'0')) != is_group
        }))
    }),
    rule(Code::PartContradiction, "IdContrat", |case| {
        let id = case.unit.first("IdContrat")?;
        let is_early = matches!(case.sequence(), Some(1 | 2));
        (is_early && case.is_of_nature("05") && case.unit.first("IdAccordCadre") == Some(id)).then_some(id)
    }),
    rule(Code::PartContradiction, "CaractereCorrectifEnregistrement", |case| case.corrects_nothing()),
    rule(Code::IdentifierForm, "IdTitulaire", |case| {
        case.siret("Operateurs/Titulaire", "NatIdTitulaire", "IdTitulaire")
    }),
    rule(Code::IdentifierForm, "IdSousTraitant", |case| {
        case.siret("Operateurs/SousTraitantPaiementDirect", "NatIdSousTraitant", "IdSousTraitant")
    }),
    rule(Code::RibKey, "CleRib", |case| case.unit.each("CpteBancaire").iter().find_map(rib)),
    rule(Code::IbanKey, "IBAN", |case| case.unit.each("CpteBancaire").iter().find_map(iban)),
    rule(Code::InternationalHalf, "IdPayInt", |case| case.unit.each("CpteBancaire").iter().find_map(half)),
    rule(Code::BicMissing, "BIC", |case| {
        when(case.unit.each("CpteBancaire").iter().any(|account| {
            account.own("IBAN").is_some_and(|iban| is_foreign(iban.as_bytes()))
                && account.own("BIC").is_none()
        }))
    }),
    rule(Code::PartDoubtful, "RegimeAvance", |case| {
        let is_none = |one: &Values<'_>| {
            one.own("MontantAvance").is_some() && matches!(one.own("RegimeAvance"), Some("01" | "05"))
        };
        when(case.advances().iter().any(is_none))
    }),
    rule(Code::PartDoubtful, "TypeGarantieAvance", |case| {
        let is_none = |one: &Values<'_>| {
            one.own("MontantGarantieAvance").is_some()
                && !matches!(one.own("TypeGarantieAvance"), Some("02" | "03" | "04"))
        };
        when(case.advances().iter().any(is_none))
    }),
    rule(Code::PartDoubtful, "AutoliquidationTVA", |case| {
        when(case.unit.each("VentilationSousTraitantPaiementDirect").iter().any(|one| {
            let reversed = one.own("ConditionsExecutionSousTraitantPaiementDirect/AutoliquidationTVA");
            reversed.is_some() && is_set(reversed) == one.own("MontantTVANotifie").is_some()
        }))
    }),
];

/// Rules about one concession.
pub(in crate::pes) const CONCESSION: &[PartRule] = &[
    rule(Code::PartTwice, "Concessionnaire/IdConcessionnaire", |case| {
        repeated(&case.unit.all("Concessionnaire/IdConcessionnaire"))
    }),
    rule(Code::IdentifierForm, "IdConcessionnaire", |case| {
        case.siret("Concessionnaire", "NatIdConcessionnaire", "IdConcessionnaire")
    }),
    rule(Code::PartContradiction, "CaractereCorrectifEnregistrement", |case| case.corrects_nothing()),
    rule(Code::PartDoubtful, "ModificationsConcession", |case| {
        when(case.sequence() == Some(1) && case.unit.has("ModificationsConcession"))
    }),
];

/// Rules about one invoice.
pub(in crate::pes) const INVOICE: &[PartRule] = &[
    rule(Code::PartIncomplete, "RefTitre", |case| case.lacks("RefTitre")),
    rule(Code::PartIncomplete, "TalonOptique2Lignes", |case| case.lacks("TalonOptique2Lignes")),
    rule(Code::PartIncomplete, "ModeRecouvrement", |case| case.lacks("ModeRecouvrement")),
    rule(Code::PartIncomplete, "Debiteur/Adresse/Adr2", |case| case.lacks("Debiteur/Adresse/Adr2")),
    rule(Code::PartIncomplete, "Destinataire/Adresse/Adr2", |case| {
        case.lacks_in("Destinataire/Adresse", "Adr2")
    }),
    rule(Code::PartIncomplete, "Debiteur/CpteBancaire/TitCpte", |case| {
        case.lacks_in("Debiteur/CpteBancaire", "TitCpte")
    }),
    rule(Code::PartIncomplete, "LigneFacture/Quantite", |case| case.lacks_quantity("Unite1", "Quantite")),
    rule(Code::PartIncomplete, "LigneFacture/Quantite2", |case| case.lacks_quantity("Unite2", "Quantite2")),
    rule(Code::PartIncomplete, "DossierPatient", |case| {
        when(case.is_for_patients() && !case.unit.has("DossierPatient"))
    }),
    rule(Code::InvoiceAmount, "MtTotalTTC", |case| case.nothing("MtTotalTTC")),
    rule(Code::InvoiceAmount, "MtHT", |case| case.nothing("MtHT")),
    rule(Code::InvoiceAmount, "MtTTC", |case| case.nothing("MtTTC")),
    rule(Code::InvoiceAmount, "MtUnitaire", |case| case.nothing("MtUnitaire")),
    rule(Code::InvoiceAmount, "MtBase", |case| case.nothing("MtBase")),
    rule(Code::InvoiceAmount, "MtRemise", |case| case.nothing("MtRemise")),
    rule(Code::PartContradiction, "ModeRecouvrement", |case| {
        let highest = Amount::parse("150000");
        let total = case.unit.first("MtTotalTTC").and_then(Amount::parse);
        when(case.has_slip() && (case.is_for_patients() || total > highest))
    }),
    rule(Code::PartContradiction, "Emetteur/InfoSuppl/RefBdf", |case| {
        case.head.find("RefBdf", |id| !is_ics(id.as_bytes())).filter(|_| case.has_slip())
    }),
    rule(Code::PartContradiction, "Quantite", |case| {
        let is_long = |quantity: &str| digits(quantity) > 6;
        let long = case.unit.find("Quantite", is_long).or_else(|| case.unit.find("Quantite2", is_long));
        long.filter(|_| case.is_notice())
    }),
    rule(Code::Country, "Debiteur/Adresse/CodPays", |case| case.country("Debiteur/Adresse")),
    rule(Code::Country, "Destinataire/Adresse/CodPays", |case| case.country("Destinataire/Adresse")),
    rule(Code::RibKey, "Debiteur/CpteBancaire/CleRib", |case| case.debtor().iter().find_map(rib)),
    rule(Code::IbanKey, "Debiteur/CpteBancaire/IBAN", |case| case.debtor().iter().find_map(iban)),
    rule(Code::InternationalHalf, "Debiteur/CpteBancaire/IdPayInt", |case| {
        case.debtor().iter().find_map(half)
    }),
    rule(Code::PartContradiction, "Debiteur/CpteBancaire/IBAN", |case| {
        const FRENCH: &[&str] = &["FR", "GP", "GF", "MQ", "RE", "YT", "MC", "NC", "PF", "PM", "TF", "WF"];
        let foreign = |iban: &&str| !FRENCH.iter().any(|country| iban.starts_with(country));
        case.debtor().iter().find_map(|account| account.own("IBAN").filter(foreign))
    }),
];

/// Rules about what stands around marchés and invoices; `unit` is that.
pub(in crate::pes) const AROUND: &[PartRule] = &[
    PartRule {
        code: Code::Version,
        element: "IdVer",
        expected: Expected::Count(2),
        fault: |case| case.head.find("IdVer", |version| version.trim_start_matches('0') != "2"),
    },
    rule(Code::PartIncomplete, "Emetteur/Adresse/Adr2", |case| case.lacks("Emetteur/Adresse/Adr2")),
    rule(Code::PartIncomplete, "Emetteur/InfoSuppl/RefBdf", |case| case.lacks("RefBdf")),
    rule(Code::PartIncomplete, "Emetteur/Signataire", |case| case.lacks("Emetteur/Signataire")),
    rule(Code::PartIncomplete, "Emetteur/InfoSuppl/AdrTipi", |case| {
        when(case.is_notice() && case.unit.has("CodeTipi") && !case.unit.has("AdrTipi"))
    }),
    rule(Code::PartIncomplete, "Emetteur/InfoSuppl/CodeTipi", |case| {
        when(case.is_notice() && case.unit.has("AdrTipi") && !case.unit.has("CodeTipi"))
    }),
    rule(Code::PartIncomplete, "Tiers/Adresse", |case| case.lacks_in("Tiers", "Adresse")),
    rule(Code::PartIncomplete, "Tiers/CpteBancaire", |case| {
        when(case.parties("26").iter().any(|party| party.own("CpteBancaire").is_none()))
    }),
    rule(Code::InvoiceParties, "Tiers/InfoTiers/TypTiers", |case| {
        let kinds = case.unit.all("Tiers/InfoTiers/TypTiers");
        when(case.is_notice() && kinds != ["25", "26"] && kinds != ["26", "25"])
    }),
    rule(Code::PartContradiction, "Emetteur/Adresse/CodRes", |case| case.abroad("Emetteur/Adresse/CodRes")),
    rule(Code::PartContradiction, "Tiers/Adresse/CodRes", |case| case.abroad("Tiers/Adresse/CodRes")),
    rule(Code::PartContradiction, "Tiers/Adresse/Adr2", |case| {
        // Of the centre of collection, nothing but a place behind.
        let street = |party: &Values<'_>| ["Adr1", "Adr2"].iter().any(|name| party.has(name));
        when(case.parties("25").iter().any(street))
    }),
    rule(Code::IbanKey, "Tiers/CpteBancaire/IBAN", |case| {
        case.parties("26")
            .iter()
            .flat_map(|party| party.each("CpteBancaire"))
            .find_map(|account| iban(&account))
    }),
];
