//! Events to canonical octets: the forms of XML that are digested and signed.
//!
//! Exclusive XML Canonicalization 1.0, with and without comments, with an `InclusiveNamespaces`
//! prefix list. Whole documents or the subtree of one element; nothing is held but the namespaces
//! rendered so far and one output buffer.

mod canonicalizer;
mod output;
mod subtree;

pub use canonicalizer::Canonicalizer;
pub use output::Sink;
pub use subtree::Subtree;

/// A canonicalization method, as `CanonicalizationMethod` and `Transform` name it.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// Exclusive XML Canonicalization 1.0, comments left out: the one that the DGFiP's policy fixes.
    Exclusive,
    /// Exclusive XML Canonicalization 1.0 with comments.
    ExclusiveWithComments,
}

const METHODS: &[(Method, &str)] = &[
    (Method::Exclusive, "http://www.w3.org/2001/10/xml-exc-c14n#"),
    (Method::ExclusiveWithComments, "http://www.w3.org/2001/10/xml-exc-c14n#WithComments"),
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
        self == Self::ExclusiveWithComments
    }
}
