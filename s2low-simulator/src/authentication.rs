//! Who asks, and what they may do: the client certificate, and what tells apart the accounts that share one.

use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::sessions;

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

/// An account of S2low.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The certificate it belongs to, as S2low looks it up: base64 of the SHA-1 of its DER. `None` is any
    /// certificate, and a connection without TLS.
    pub certificate: Option<String>,
    /// What tells it apart from others with the same certificate.
    pub login: Option<Login>,
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

/// A name and a password in S2low.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Login {
    /// The name.
    pub name: String,
    /// The password.
    pub password: String,
}

impl Account {
    /// The made-up clerk of the made-up commune of the demonstration, with every right.
    pub fn demonstration() -> Self {
        Self {
            certificate: None,
            login: None,
            permission: Permission::ReadWrite,
            active: true,
            rgs: true,
            group_administrator: false,
            authority: "Commune de Sainte-Élodie-les-Prés".into(),
            postal_code: "57999".into(),
            city: "Sainte-Élodie-les-Prés".into(),
        }
    }

    /// The same with a name and a password.
    #[must_use]
    pub fn with_login(self, name: &str, password: &str) -> Self {
        Self { login: Some(Login { name: name.into(), password: password.into() }), ..self }
    }

    /// S2low's `checkDroit`: `RW` holds every specific right.
    pub(crate) fn may(&self, permission: Permission) -> bool {
        self.group_administrator || self.permission == Permission::ReadWrite || self.permission == permission
    }
}

/// The fingerprint of the connection's certificate, put into each request by the connection.
#[derive(Debug, Clone)]
pub(crate) struct ClientCertificate(pub(crate) Option<String>);

/// Why nobody was found behind a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stranger {
    /// No account has the certificate, or none of them has this name and password.
    NoAccount,
    /// Several accounts have it, and nothing tells which.
    Several,
}

impl Stranger {
    /// S2low's words for it.
    pub(crate) const fn message(self) -> &'static str {
        match self {
            Self::NoAccount => "Le certificat n'est pas valide : aucun compte trouvé",
            Self::Several => "La connexion n'a pas pu être établie",
        }
    }
}

/// Finds the account behind a request: the certificate's only one, or the one that is named by the session or by
/// HTTP Basic.
pub(crate) fn identify(
    accounts: &[Account],
    session: Option<&str>,
    logins_from_iso: bool,
    request: &Parts,
) -> Result<Account, Stranger> {
    let candidates: Vec<&Account> = of_certificate(accounts, request).collect();
    if let Some(found) = session.and_then(|name| candidates.iter().find(|account| named(account, name))) {
        return Ok((*found).clone());
    }
    if let [only] = candidates.as_slice() {
        return Ok((*only).clone());
    }
    match basic(request, logins_from_iso) {
        _ if candidates.is_empty() => Err(Stranger::NoAccount),
        None => Err(Stranger::Several),
        Some(given) => candidates
            .into_iter()
            .find(|account| account.login.as_ref() == Some(&given))
            .cloned()
            .ok_or(Stranger::NoAccount),
    }
}

/// The accounts of the connection's certificate.
pub(crate) fn of_certificate<'a>(
    accounts: &'a [Account],
    request: &Parts,
) -> impl Iterator<Item = &'a Account> {
    let presented = request.extensions.get::<ClientCertificate>().and_then(|found| found.0.clone());
    accounts.iter().filter(move |account| account.certificate.is_none() || account.certificate == presented)
}

/// The account that a request was found to come from; `None` is S2low's `Échec de l'authentification`.
pub(crate) fn authenticate(request: &Parts) -> Option<Account> {
    request.extensions.get::<Account>().filter(|account| account.active).cloned()
}

fn named(account: &Account, name: &str) -> bool {
    account.login.as_ref().is_some_and(|login| login.name == name)
}

/// Name and password of HTTP Basic. S2low may be set up to take them for ISO-8859-1.
pub(crate) fn basic(request: &Parts, from_iso: bool) -> Option<Login> {
    let value = request.headers.get(AUTHORIZATION)?.to_str().ok()?.strip_prefix("Basic ")?;
    let bytes = STANDARD.decode(value.trim()).ok()?;
    let text: String = if from_iso {
        bytes.iter().copied().map(char::from).collect()
    } else {
        String::from_utf8_lossy(&bytes).into_owned()
    };
    let (name, password) = text.split_once(':')?;
    Some(Login { name: name.to_owned(), password: password.to_owned() })
}

/// The name of the session that a request belongs to.
pub(crate) fn session_of(request: &Parts) -> Option<String> {
    sessions::cookie(&request.headers)
}
