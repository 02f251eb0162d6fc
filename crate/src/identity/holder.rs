//! Whom a certificate names.

use super::name::Name;
use crate::letters::lowercase;

/// A person or body, as far as a certificate's subject tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holder {
    /// The whole name as it is shown.
    pub common_name: Option<String>,
    /// Family name.
    pub surname: Option<String>,
    /// First name or names.
    pub given_name: Option<String>,
    /// The body for which the holder acts.
    pub organization: Option<String>,
    /// A part of it; French authorities put its SIREN or SIRET here.
    pub unit: Option<String>,
    /// Function or title.
    pub title: Option<String>,
    /// Address for e-mail.
    pub email: Option<String>,
}

impl Holder {
    pub(super) fn new(subject: &Name) -> Self {
        let mut holder = Self::default();
        for attribute in subject.attributes() {
            let place = match attribute.oid.as_bytes() {
                [0x55, 0x04, 0x03] => &mut holder.common_name,
                [0x55, 0x04, 0x04] => &mut holder.surname,
                [0x55, 0x04, 0x2A] => &mut holder.given_name,
                [0x55, 0x04, 0x0A] => &mut holder.organization,
                [0x55, 0x04, 0x0B] => &mut holder.unit,
                [0x55, 0x04, 0x0C] => &mut holder.title,
                [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x01] => &mut holder.email,
                _ => continue,
            };
            // The last is the most particular.
            let value = attribute.text().map(|value| value.trim().to_owned());
            *place = value.filter(|value| !value.is_empty()).or(place.take());
        }
        holder
    }

    /// Its common name, or else given name and surname.
    pub(super) fn name(self) -> Option<String> {
        let parts = || [self.given_name, self.surname].into_iter().flatten().collect::<Vec<_>>().join(" ");
        self.common_name.or_else(|| Some(parts()).filter(|name| !name.is_empty()))
    }

    /// Whether it names a person, as the DGFiP's policy wants: by surname and first name, or by a name that has at
    /// least two words and is not that of the body.
    #[must_use]
    pub fn is_person(&self) -> bool {
        if self.surname.is_some() && self.given_name.is_some() {
            return true;
        }
        let Some(name) = &self.common_name else {
            return false;
        };
        let same = |other: &String| lowercase(other) == lowercase(name);
        name.split_whitespace().nth(1).is_some() && !self.organization.as_ref().is_some_and(same)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_has_a_first_name_and_a_surname() {
        let some = |text: &str| Some(text.to_owned());
        let commune = Holder {
            common_name: some("Commune de Delme"),
            organization: some("COMMUNE DE DELME"),
            ..Holder::default()
        };
        assert!(!commune.is_person());
        assert!(!Holder { common_name: some("serveur"), ..Holder::default() }.is_person());
        assert!(!Holder::default().is_person());
        assert!(Holder { common_name: some("Jeanne ESSAI"), ..commune.clone() }.is_person());
        assert!(Holder { surname: some("ESSAI"), given_name: some("Jeanne"), ..commune }.is_person());
    }
}
