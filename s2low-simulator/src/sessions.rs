//! PHP's sessions: who logged in by the form, and the message that the next page shows. Beside them, the nonces.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use sha1::{Digest, Sha1};

use crate::analysis::hex;

const NAME: &str = "PHPSESSID";

/// Every session of the simulator; they end with it.
#[derive(Debug, Default)]
pub(crate) struct Sessions {
    sessions: Mutex<HashMap<String, Session>>,
    /// The body that each nonce was given to, and when.
    nonces: Mutex<HashMap<String, (String, Instant)>>,
}

/// How long a nonce is good.
const NONCE_LIFE: Duration = Duration::from_secs(300);

#[derive(Debug, Default)]
struct Session {
    login: Option<String>,
    flash: Option<String>,
}

impl Sessions {
    fn all(&self) -> MutexGuard<'_, HashMap<String, Session>> {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The login that a session was opened with.
    pub(crate) fn login(&self, session: Option<&str>) -> Option<String> {
        self.all().get(session?)?.login.clone()
    }

    /// The message for the next page, which forgets it.
    pub(crate) fn take_flash(&self, session: Option<&str>) -> Option<String> {
        self.all().get_mut(session?)?.flash.take()
    }

    /// Keeps the login of a session.
    pub(crate) fn log_in(&self, session: Option<String>, login: &str, response: &mut Response) {
        self.change(session, response, |session| session.login = Some(login.to_owned()));
    }

    /// Keeps a message for the next page.
    pub(crate) fn flash(&self, session: Option<String>, message: &str, response: &mut Response) {
        self.change(session, response, |session| session.flash = Some(message.to_owned()));
    }

    /// Keeps a nonce that was given to an account of this body.
    pub(crate) fn keep_nonce(&self, nonce: &str, authority: &str) {
        let mut nonces = self.nonces.lock().unwrap_or_else(PoisonError::into_inner);
        nonces.insert(nonce.to_owned(), (authority.to_owned(), Instant::now()));
    }

    /// The body that a nonce was given to, as long as it is good.
    pub(crate) fn authority_of_nonce(&self, nonce: &str) -> Option<String> {
        let nonces = self.nonces.lock().unwrap_or_else(PoisonError::into_inner);
        let (authority, given) = nonces.get(nonce)?;
        (given.elapsed() < NONCE_LIFE).then(|| authority.clone())
    }

    fn change(&self, session: Option<String>, response: &mut Response, change: impl FnOnce(&mut Session)) {
        let mut all = self.all();
        let name = session.filter(|name| all.contains_key(name)).unwrap_or_else(|| {
            // Unlike anything of an earlier run; nobody has to be kept from guessing it here.
            let seed = format!("{} {:?}", all.len(), std::time::SystemTime::now());
            hex(&Sha1::digest(seed.as_bytes()))
        });
        change(all.entry(name.clone()).or_default());
        if let Ok(cookie) = HeaderValue::from_str(&format!("{NAME}={name}; path=/; HttpOnly")) {
            response.headers_mut().insert(SET_COOKIE, cookie);
        }
    }
}

/// The session that a request names.
pub(crate) fn cookie(headers: &HeaderMap) -> Option<String> {
    let cookies = headers.get(COOKIE)?.to_str().ok()?;
    cookies
        .split(';')
        .find_map(|cookie| cookie.trim().strip_prefix(NAME)?.strip_prefix('=').map(str::to_owned))
}
