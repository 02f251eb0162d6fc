//! What changes from one kind of signature to another, as data.

use std::fmt;

use crate::limits;

/// A version of XAdES, as far as the two differ in what is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct XadesVersion {
    /// The namespace that the prefix `xad` is bound to.
    pub namespace: &'static str,
    /// The prefix of `DigestMethod` and `DigestValue` in `CertDigest` and `SigPolicyHash`.
    pub digest_prefix: &'static str,
}

/// The profile of a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Profile {
    /// The name, on the command line and in the configuration.
    pub name: &'static str,
    /// The version of XAdES.
    pub xades: XadesVersion,
}

impl Profile {
    /// XAdES 1.1.1, as the DGFiP's own tool wrote it, and the one version that the PES schema validates.
    pub const DEFAULT: Self = Self {
        name: "default",
        xades: XadesVersion { namespace: "http://uri.etsi.org/01903/v1.1.1#", digest_prefix: "xad" },
    };

    /// XAdES 1.2.2, as the policy cites it and S2low's format name `xades-env-1.2.2-sha256` asks for.
    pub const XADES_1_2_2: Self = Self {
        name: "xades-1.2.2",
        xades: XadesVersion { namespace: "http://uri.etsi.org/01903/v1.2.2#", digest_prefix: "ds" },
    };

    /// Every profile.
    pub const ALL: &'static [Self] = &[Self::DEFAULT, Self::XADES_1_2_2];

    /// The profile called `name`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|profile| profile.name == name).copied()
    }
}

/// A signature policy, as `SignaturePolicyIdentifier` states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// `Identifier`: a URN.
    pub identifier: String,
    /// `Description`.
    pub description: String,
    /// SHA-256 of the policy document, in base64.
    pub sha256: String,
    /// `SPURI`: where the document is found.
    pub uri: String,
}

impl Default for Policy {
    /// The DGFiP's policy of 2018, version 1.7.
    fn default() -> Self {
        Self {
            identifier: "urn:oid:1.2.250.1.131.1.5.18.21.1.7".to_owned(),
            description: "Politique de signature Helios de la DGFiP".to_owned(),
            sha256: "roF9+cfRHNPtVJolhdqfIqGMVuUXX8aR4rpiquf0u5E=".to_owned(),
            uri: "https://www.collectivites-locales.gouv.fr/files/files/finances_locales/dematerialisation/ps_helios_dgfip.pdf"
                .to_owned(),
        }
    }
}

/// In which capacity and where somebody signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signatory {
    role: String,
    city: String,
    postal_code: String,
    country: String,
}

/// A field of the signatory that cannot be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatoryError {
    /// The role is empty, too long, or holds control characters.
    Role,
    /// The same for the city.
    City,
    /// The same for the postal code.
    PostalCode,
    /// The same for the country.
    Country,
}

impl SignatoryError {
    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Role => "SIG-001",
            Self::City => "SIG-002",
            Self::PostalCode => "SIG-003",
            Self::Country => "SIG-004",
        }
    }
}

impl fmt::Display for SignatoryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Role => "the role is empty, too long, or holds control characters",
            Self::City => "the city is empty, too long, or holds control characters",
            Self::PostalCode => "the postal code is empty, too long, or holds control characters",
            Self::Country => "the country is empty, too long, or holds control characters",
        })
    }
}

impl std::error::Error for SignatoryError {}

impl Signatory {
    /// The country written when none is given.
    pub const FRANCE: &'static str = "France";

    /// Checks the four fields; spaces around them are dropped.
    ///
    /// # Errors
    /// [`SignatoryError`]: the policy demands them all.
    pub fn new(role: &str, city: &str, postal_code: &str, country: &str) -> Result<Self, SignatoryError> {
        let field = |text: &str, error| {
            let text = text.trim();
            let acceptable = !text.is_empty()
                && text.chars().count() <= limits::SIGNATORY_CHARS
                && !text.contains(|c: char| c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}'));
            if acceptable { Ok(text.to_owned()) } else { Err(error) }
        };
        Ok(Self {
            role: field(role, SignatoryError::Role)?,
            city: field(city, SignatoryError::City)?,
            postal_code: field(postal_code, SignatoryError::PostalCode)?,
            country: field(country, SignatoryError::Country)?,
        })
    }

    /// `ClaimedRole`.
    #[must_use]
    pub fn role(&self) -> &str {
        &self.role
    }

    /// `City`.
    #[must_use]
    pub fn city(&self) -> &str {
        &self.city
    }

    /// `PostalCode`.
    #[must_use]
    pub fn postal_code(&self) -> &str {
        &self.postal_code
    }

    /// `CountryName`.
    #[must_use]
    pub fn country(&self) -> &str {
        &self.country
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signatory_has_four_readable_fields() {
        let signatory = Signatory::new(" Maire ", "Œting", "57590", "France").unwrap();
        assert_eq!((signatory.role(), signatory.city()), ("Maire", "Œting"));
        let long = "x".repeat(limits::SIGNATORY_CHARS + 1);
        assert_eq!(Signatory::new("  ", "a", "b", "c"), Err(SignatoryError::Role));
        assert_eq!(Signatory::new("a", "b\r", "c\rd", "e"), Err(SignatoryError::PostalCode));
        assert_eq!(Signatory::new("a", &long, "c", "d"), Err(SignatoryError::City));
        assert_eq!(Signatory::new("a", "b", "c", ""), Err(SignatoryError::Country));
    }
}
