//! Events to canonical octets: the forms of XML that are digested and signed.
//!
//! Exclusive XML Canonicalization 1.0 with an `InclusiveNamespaces` prefix list, and Canonical XML 1.0
//! and 1.1, each with and without comments. Whole documents or the subtree of one element; nothing is
//! held but the namespaces rendered so far and one output buffer.

mod canonicalizer;
mod context;
mod output;
mod recipe;
mod subtree;
#[cfg(test)]
mod tests;
mod uri;

pub use canonicalizer::Canonicalizer;
pub use context::Context;
pub use output::Sink;
pub use recipe::{Forms, Maker, Misfit, Recipe, Steps};
pub use subtree::Subtree;

/// A canonicalization method, as `CanonicalizationMethod` and `Transform` name it.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// Exclusive XML Canonicalization 1.0, comments left out: the one that the DGFiP's policy fixes.
    Exclusive,
    /// Exclusive XML Canonicalization 1.0 with comments.
    ExclusiveWithComments,
    /// Canonical XML 1.0, comments left out.
    Inclusive,
    /// Canonical XML 1.0 with comments.
    InclusiveWithComments,
    /// Canonical XML 1.1, comments left out.
    Inclusive11,
    /// Canonical XML 1.1 with comments.
    Inclusive11WithComments,
}

const METHODS: &[(Method, &str)] = &[
    (Method::Exclusive, "http://www.w3.org/2001/10/xml-exc-c14n#"),
    (Method::ExclusiveWithComments, "http://www.w3.org/2001/10/xml-exc-c14n#WithComments"),
    (Method::Inclusive, "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"),
    (Method::InclusiveWithComments, "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments"),
    (Method::Inclusive11, "http://www.w3.org/2006/12/xml-c14n11"),
    (Method::Inclusive11WithComments, "http://www.w3.org/2006/12/xml-c14n11#WithComments"),
];

/// The namespace of the `InclusiveNamespaces` parameter of the exclusive methods.
pub const EXCLUSIVE_NAMESPACE: &str = "http://www.w3.org/2001/10/xml-exc-c14n#";

impl Method {
    /// The method that an `Algorithm` attribute names.
    #[must_use]
    pub fn from_uri(uri: &str) -> Option<Self> {
        METHODS.iter().find(|(_, known)| *known == uri).map(|(method, _)| *method)
    }

    /// The `Algorithm` that names it.
    #[must_use]
    pub fn uri(self) -> &'static str {
        METHODS.iter().find(|(method, _)| *method == self).map_or("", |(_, uri)| uri)
    }

    /// Whether comments are part of the form.
    #[must_use]
    pub fn keeps_comments(self) -> bool {
        matches!(
            self,
            Self::ExclusiveWithComments | Self::InclusiveWithComments | Self::Inclusive11WithComments
        )
    }

    /// The same, comments left out.
    #[must_use]
    pub fn without_comments(self) -> Self {
        match self {
            Self::Exclusive | Self::ExclusiveWithComments => Self::Exclusive,
            Self::Inclusive | Self::InclusiveWithComments => Self::Inclusive,
            Self::Inclusive11 | Self::Inclusive11WithComments => Self::Inclusive11,
        }
    }

    /// Whether only the namespaces that an element visibly uses are rendered.
    #[must_use]
    pub fn is_exclusive(self) -> bool {
        matches!(self, Self::Exclusive | Self::ExclusiveWithComments)
    }

    /// Whether it is Canonical XML 1.1, which inherits fewer `xml:` attributes than 1.0.
    fn is_1_1(self) -> bool {
        matches!(self, Self::Inclusive11 | Self::Inclusive11WithComments)
    }
}
