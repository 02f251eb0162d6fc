//! Who asks, and what they may do. Today every request comes from the configured account; a TLS client
//! certificate and HTTP Basic have their place in [`authenticate`].

use axum::http::request::Parts;

/// A permission on the module Hélios.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Permission {
    /// `NONE`
    None,
    /// `RO`: look only.
    ReadOnly,
    /// `RW`: everything, and the only one that the status script accepts.
    ReadWrite,
    /// `CS`: import and sign.
    Sign,
    /// `TT`: transmit.
    Transmit,
}

/// The account that S2low finds for the client certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Permission on the module Hélios.
    pub permission: Permission,
    /// False when the user, the body or its group was switched off.
    pub active: bool,
    /// Whether the connection's certificate is RGS.
    pub rgs: bool,
    /// Administrator of a group or of the platform: passes every right, but the status script refuses it.
    pub group_administrator: bool,
    /// Name of the body.
    pub authority: String,
    /// Postal code of the body.
    pub postal_code: String,
    /// Town of the body.
    pub city: String,
}

impl Account {
    /// The made-up clerk of the made-up commune of the demonstration, with every right.
    pub fn demonstration() -> Self {
        Self {
            permission: Permission::ReadWrite,
            active: true,
            rgs: true,
            group_administrator: false,
            authority: "Commune de Sainte-Élodie-les-Prés".into(),
            postal_code: "57999".into(),
            city: "Sainte-Élodie-les-Prés".into(),
        }
    }

    /// S2low's `checkDroit`: `RW` holds every specific right.
    pub(crate) fn may(&self, permission: Permission) -> bool {
        self.group_administrator || self.permission == Permission::ReadWrite || self.permission == permission
    }
}

/// Finds the account behind a request; `None` is S2low's `Échec de l'authentification`.
pub(crate) fn authenticate(configured: &Account, _request: &Parts) -> Option<Account> {
    configured.active.then(|| configured.clone())
}
