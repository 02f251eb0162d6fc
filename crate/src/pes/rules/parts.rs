//! Rules about marchés, concessions and notices of payment, which are read for nothing else.
//!
//! They are lines of text, which weigh least in the page: a code, an element, and conditions. A rule is broken by each
//! element of that name, or of one of several, in which all of its conditions hold (`.` is the marché, concession or
//! invoice itself, and what stands around it). A condition is a path from there, a sign, and what it is held against:
//!
//! - `=a|b`, `#a|b`: it is one of these values, or none of them; `-` is no element at all;
//! - `<x`, `>x`: the amount is below or above this one, or that at this path;
//! - `+p|q`: the amount is not the sum of those whose paths end so;
//! - `&p`: the value is that at this path; `@p`: it is none of those of the whole whose paths end so;
//! - `%n`: it comes twice, with different values of the name beside it, or, without one, at all;
//! - `~test`: it does not pass the test.
//!
//! What the last condition is about is told. Each rule is stated by the annotation of that element.

use super::Code;
use super::account::{iban_key_is_right, is_foreign, rib_key_is_right};
use super::attachment::has_extension;
use super::identifier::{is_ics, is_siret};
use super::values::Values;
use crate::pes::{Amount, Expected};

/// Rules about one marché or concession.
pub(in crate::pes) const MARCHE: &str = "\
100 . NatureMarche#04|- Operateurs=-
100 . NatureMarche#04|- VentilationsAcheteurs=-
100 . NatureMarche=05 ConditionsExecution/IdAccordCadre=-
100 . NatureMarche=05 ConditionsExecution/SiretPAAccordCadre=-
101 . MontantHTEstime+Acheteur/MontantHTEstime
101 . MontantHTEstime<MontantHTNotifie
101 VentilationAcheteur MontantHTNotifie+VentilationTitulaire/MontantHTNotifie|VentilationSousTraitantPaiementDirect/MontantHTNotifie
101 VentilationAcheteur MontantTVANotifie+VentilationTitulaire/MontantTVANotifie|VentilationSousTraitantPaiementDirect/MontantTVANotifie
102 Acheteurs Acheteur/IdAcheteur%
102 VentilationAcheteur VentilationTitulaire/IdTitulaire%
102 VentilationTitulaire VentilationSousTraitantPaiementDirect/IdSousTraitant%
102 Operateurs SousTraitantPaiementDirect/NumeroActeSousTraitance%IdSousTraitant
102 Concessionnaires Concessionnaire/IdConcessionnaire%
105 VentilationAcheteur IdAcheteur@Acheteur/IdAcheteur
105 VentilationTitulaire IdTitulaire@Operateurs/Titulaire/IdTitulaire
105 VentilationSousTraitantPaiementDirect IdSousTraitant@Operateurs/SousTraitantPaiementDirect/IdSousTraitant
105 ModificationTitulaire TypeGroupement=02|03 NbEntreprisesGroupees=-|0|00
105 ModificationTitulaire TypeGroupement#02|03 NbEntreprisesGroupees#-|0|00
105 . NatureMarche=05 IdentifiantMarche/SequenceEnvoi=1|2|01|02|001|002 IdentifiantMarche/IdContrat&ConditionsExecution/IdAccordCadre
105 IdentifiantMarche|IdentifiantConcession SequenceEnvoi=1|01|001 CaractereCorrectifEnregistrement=1|true
073 Operateurs/Titulaire NatIdTitulaire=01 IdTitulaire~siret
073 Operateurs/SousTraitantPaiementDirect NatIdSousTraitant=01 IdSousTraitant~siret
073 Concessionnaire NatIdConcessionnaire=01 IdConcessionnaire~siret
062 CpteBancaire CleRib~rib
063 CpteBancaire IBAN~iban
064 CpteBancaire IdBancInt#- IdPayInt=-
064 CpteBancaire IdPayInt#- IdBancInt=-
065 CpteBancaire IBAN~home BIC=-
093 PJRef NomPJ~extension
106 ConditionsExecutionTitulaire|ConditionsExecutionSousTraitantPaiementDirect MontantAvance#- RegimeAvance=-|01|05
106 ConditionsExecutionTitulaire|ConditionsExecutionSousTraitantPaiementDirect MontantGarantieAvance#- TypeGarantieAvance=-|01
106 VentilationSousTraitantPaiementDirect ConditionsExecutionSousTraitantPaiementDirect/AutoliquidationTVA=1|true MontantTVANotifie#-
106 VentilationSousTraitantPaiementDirect ConditionsExecutionSousTraitantPaiementDirect/AutoliquidationTVA=0|false MontantTVANotifie=-
106 . IdentifiantConcession/SequenceEnvoi=1|01|001 ModificationsConcession#-";

/// Rules about one invoice of any kind.
pub(in crate::pes) const INVOICE: &str = "\
100 . TypeFact=10 DossierPatient=-
100 . TypeFact=10 LigneFacturePatient=-
100 . TypeFact#10|- LigneFacture=-
100 . TypeFact#10|- TotalAPayer=-
105 . TypeFact#10|- DossierPatient#-
105 . TypeFact#10|- LigneFacturePatient#-";

/// Rules about one notice of payment that the treasury prints (« ASAP »).
pub(in crate::pes) const NOTICE: &str = "\
100 . RefTitre=-
100 . TalonOptique2Lignes=-
100 . ModeRecouvrement=-
100 . Debiteur/Adresse/Adr2=-
100 Destinataire/Adresse Adr2=-
100 Debiteur/CpteBancaire TitCpte=-
100 LigneFacture Unite1#- Quantite=-
100 LigneFacture Unite2#- Quantite2=-
103 TotalAPayer MtTotalTTC<0.01
103 LigneFacture MtHT<0.01
103 LigneFacture MtTTC<0.01
103 LigneFacture MtUnitaire<0.01
103 LigneFacture MtBase<0.01
103 LigneFacture MtRemise<0.01
103 LigneFacture MtTVA<0
105 . TypeFact=10 ModeRecouvrement=0|false
105 . ModeRecouvrement=0|false TotalAPayer/MtTotalTTC>150000
105 . ModeRecouvrement=0|false Emetteur/InfoSuppl/RefBdf~ics
105 LigneFacture Quantite~short
105 LigneFacture Quantite2~short
075 Debiteur/Adresse|Destinataire/Adresse CodRes=1|true CodPays=-
075 Debiteur/Adresse|Destinataire/Adresse CodRes#1|true CodPays#-|100
062 Debiteur/CpteBancaire CleRib~rib
063 Debiteur/CpteBancaire IBAN~iban
064 Debiteur/CpteBancaire IdBancInt#- IdPayInt=-
064 Debiteur/CpteBancaire IdPayInt#- IdBancInt=-
105 Debiteur/CpteBancaire IBAN~french";

/// Rules about what stands around marchés and invoices of any kind.
pub(in crate::pes) const HEAD: &str = "\
050 . IdVer#-|2|02
050 . EnTeteMarche/IdVer#-|2|02";

/// Rules about what stands around notices.
pub(in crate::pes) const AROUND: &str = "\
100 . Emetteur/Adresse/Adr2=-
100 . Emetteur/InfoSuppl/RefBdf=-
100 . Emetteur/Signataire=-
100 . Emetteur/InfoSuppl/CodeTipi#- Emetteur/InfoSuppl/AdrTipi=-
100 . Emetteur/InfoSuppl/AdrTipi#- Emetteur/InfoSuppl/CodeTipi=-
100 Tiers Adresse=-
100 Tiers InfoTiers/TypTiers=26 CpteBancaire=-
105 Emetteur|Tiers Adresse/CodRes=1|true
105 Tiers InfoTiers/TypTiers=25 Adresse/Adr1#-
105 Tiers InfoTiers/TypTiers=25 Adresse/Adr2#-
063 Tiers InfoTiers/TypTiers=26 CpteBancaire/IBAN~iban";

/// What was read of the part around its units, and of the unit read last.
#[derive(Clone, Copy)]
pub(in crate::pes) struct PartCase<'a> {
    pub(in crate::pes) head: Values<'a>,
    pub(in crate::pes) unit: Values<'a>,
}

/// A broken rule's code, the element that it is stated of, with those around it, the value there, and the one expected.
pub(in crate::pes) type Fault = (Code, String, String, Expected);

/// A value, and what is expected in its place.
type Told<'a> = (&'a str, Expected);

impl<'a> PartCase<'a> {
    /// What breaks some of the rules; of each, the first fault.
    pub(in crate::pes) fn faults(&self, mut rules: &str) -> Vec<Fault> {
        let mut faults = Vec::new();
        while !rules.is_empty() {
            let rule = cut(&mut rules, b'\n');
            if !is_left_out(rule) {
                faults.extend(self.fault(rule));
            }
        }
        faults
    }

    #[inline(never)]
    fn fault(&self, mut rule: &str) -> Option<Fault> {
        let code = cut(&mut rule, b' ');
        let mut names = cut(&mut rule, b' ');
        while !names.is_empty() {
            let name = cut(&mut names, b'|');
            let parts = if name == "." { vec![self.unit] } else { self.unit.each(name) };
            if let Some((element, (value, expected))) =
                parts.into_iter().find_map(|part| self.broken(part, rule))
            {
                let code = *Code::ALL.iter().find(|known| known.code().ends_with(code))?;
                let path = if name == "." { element.to_owned() } else { [name, element].join("/") };
                return Some((code, path, value.to_owned(), expected));
            }
        }
        None
    }

    /// The last path and its value, if all conditions hold.
    #[inline(never)]
    fn broken<'b>(&self, part: Values<'a>, mut conditions: &'b str) -> Option<(&'b str, Told<'a>)> {
        let mut last = None;
        while !conditions.is_empty() {
            let condition = cut(&mut conditions, b' ');
            let sign = condition.bytes().position(|byte| !byte.is_ascii_alphanumeric() && byte != b'/')?;
            let path = &condition[..sign];
            last = Some((path, self.holds(part, path, condition.as_bytes()[sign], &condition[sign + 1..])?));
        }
        last
    }

    /// The value of which a condition holds; an empty one where there is no element.
    #[inline(never)]
    fn holds(&self, part: Values<'a>, path: &str, sign: u8, mut other: &str) -> Option<Told<'a>> {
        let (value, mut expected) = (self.value(part, path), Expected::Nothing);
        let holds = match sign {
            b'=' => is_one(value, other),
            b'#' => !is_one(value, other),
            b'~' => !passes(other, part, value?),
            b'&' => self.value(part, other) == Some(value?),
            b'@' => {
                let list = self.unit.all(other);
                !list.is_empty() && !list.contains(&value?)
            }
            b'%' => return Some((twice(part, path, other)?, expected)),
            b'+' => {
                let (mut sum, mut any) = (Amount::default(), false);
                while !other.is_empty() {
                    for part in part.all(cut(&mut other, b'|')) {
                        sum += amount(Some(part))?;
                        any = true;
                    }
                }
                expected = Expected::Amount(sum);
                any && sum != amount(value)?
            }
            _ => {
                let (own, limit) = (amount(value)?, amount(Some(other)).or(amount(self.value(part, other)))?);
                expected = Expected::Amount(limit);
                if sign == b'<' { own < limit } else { own > limit }
            }
        };
        holds.then_some((value.unwrap_or_default(), expected))
    }

    /// The value at a path, for the whole also around it.
    #[inline(never)]
    fn value(&self, part: Values<'a>, path: &str) -> Option<&'a str> {
        part.get(path).or_else(|| if part.is_whole() { self.head.get(path) } else { None })
    }
}

/// Cuts off what stands before the next sign.
#[inline(never)]
fn cut<'a>(text: &mut &'a str, sign: u8) -> &'a str {
    let end = text.bytes().position(|byte| byte == sign).unwrap_or(text.len());
    let before = &text[..end];
    *text = text.get(end + 1..).unwrap_or_default();
    before
}

#[inline(never)]
fn is_one(value: Option<&str>, mut list: &str) -> bool {
    let mut is_it = false;
    while !list.is_empty() {
        let one = cut(&mut list, b'|');
        is_it |= if one == "-" { value.is_none() } else { value == Some(one) };
    }
    is_it
}

#[inline(never)]
fn amount(value: Option<&str>) -> Option<Amount> {
    value.and_then(Amount::parse)
}

/// A value that comes twice, by the rule of `%`.
#[inline(never)]
fn twice<'a>(part: Values<'a>, path: &str, beside: &str) -> Option<&'a str> {
    let (around, name) = path.split_at(path.rfind('/')?);
    let mut known = Vec::new();
    for one in part.each(around) {
        let (value, other) = (one.get(&name[1..]), one.get(beside));
        let is_same = |(known, of): &(Option<&str>, Option<&str>)| {
            *known == value && (beside.is_empty() || *of != other)
        };
        if value.is_some() && known.iter().any(is_same) {
            return value;
        }
        known.push((value, other));
    }
    None
}

fn passes(test: &str, part: Values<'_>, value: &str) -> bool {
    const FRENCH: &str = "FR|GP|GF|MQ|RE|YT|MC|NC|PF|PM|TF|WF";
    let bytes = value.as_bytes();
    match test {
        "siret" => is_siret(bytes),
        "ics" => is_ics(bytes),
        "extension" => has_extension(bytes),
        "iban" => iban_key_is_right(bytes),
        "home" => !is_foreign(bytes),
        "french" => is_one(value.get(..2), FRENCH),
        "rib" => {
            // The schema has all four or none.
            let [bank, branch, account] =
                ["CodeEtab", "CodeGuic", "IdCpte"].map(|name| part.get(name).unwrap_or_default().as_bytes());
            rib_key_is_right(bank, branch, account, bytes)
        }
        // Of at most six digits; zeros before and behind count for nothing.
        _ => {
            let whole = value.trim_start_matches('0');
            let plain = if whole.contains('.') { whole.trim_end_matches('0') } else { whole };
            plain.bytes().filter(u8::is_ascii_digit).count() <= 6
        }
    }
}

#[cfg(not(test))]
fn is_left_out(_: &str) -> bool {
    false
}

#[cfg(test)]
thread_local! {
    /// A rule that a test does without.
    pub(super) static LEFT_OUT: std::cell::RefCell<String> = const { std::cell::RefCell::new(String::new()) };
}

#[cfg(test)]
fn is_left_out(rule: &str) -> bool {
    LEFT_OUT.with_borrow(|left_out| left_out == rule)
}
