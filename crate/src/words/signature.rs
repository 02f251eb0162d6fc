//! What a reviewer asks of a signature, in words.

use super::{Words, readable};
use crate::verify::SignatureReport;

impl Words {
    /// What a signature says of itself and whether it is so, and each of its references: labels with what stands behind
    /// them.
    #[must_use]
    pub fn statements(&self, signature: &SignatureReport) -> Vec<(String, String)> {
        let SignatureReport { named, policy, .. } = signature;
        let has_policy = policy.identifier.is_some();
        let mut told: Vec<(String, String)> = Vec::new();
        if let Some(certificate) = &signature.certificate {
            told.push((self.message("certificate-usages", &[]), certificate.usages().join(", ")));
        }
        let checked = [
            ("verify-valid-then", signature.valid_then),
            ("verify-named-digest", named.digest),
            ("verify-named-serial", named.serial),
            ("verify-named-issuer", named.issuer),
            ("verify-policy-current", has_policy.then_some(policy.known)),
            ("verify-policy-digest", policy.digest_right),
        ];
        told.extend(checked.map(|(label, state)| (self.message(label, &[]), self.is_so(state))));
        told.extend(signature.references.iter().map(|reference| {
            let state = if reference.intact { "verify-intact" } else { "verify-altered" };
            let uri = readable(reference.uri.as_deref().unwrap_or_default());
            (self.message("verify-reference", &[]), format!("{uri} – {}", self.message(state, &[])))
        }));
        told.retain(|(_, value)| !value.is_empty());
        told
    }

    fn is_so(&self, state: Option<bool>) -> String {
        let state = match state {
            Some(true) => "yes",
            Some(false) => "no",
            None => "unsaid",
        };
        self.message("verify-is-so", &[("state", state.into())])
    }
}
