//! Containers of the demonstration's key and of others beside it. All other kinds are in [`cross_checks::matrix`].

use std::path::{Path, PathBuf};

use cross_checks::cli::text;
use cross_checks::process::must;

use crate::material::PASSWORD;

/// The name in the second certificate of [`of_two_signers`].
pub const SUCCESSOR: &str = "Paul SUIVANT";

/// One container with the key of `given` and that of somebody else.
pub fn of_two_signers(folder: &Path, given: &Path) -> PathBuf {
    let place = |name: &str| folder.join(name);
    let (key, certificate, other) = (place("other.key"), place("other.pem"), place("other.p12"));
    let (key, certificate) = (text(&key), text(&certificate));
    let subject = format!("/C=FR/O=Commune de Sainte-Élodie-les-Prés/CN={SUCCESSOR}");
    let mut arguments = vec!["req", "-x509", "-newkey", "rsa:2048", "-noenc", "-utf8", "-days", "400"];
    arguments.extend(["-keyout", key, "-out", certificate, "-subj", &subject]);
    must("openssl", arguments);
    let secret = format!("pass:{PASSWORD}");
    let mut arguments = vec!["pkcs12", "-export", "-inkey", key, "-in", certificate, "-name", "successeur"];
    arguments.extend(["-passout", &secret, "-out", text(&other)]);
    must("openssl", arguments);
    together(folder, given, &other)
}

/// What `given` holds, in a container of the old kind (`openssl pkcs12 -legacy`).
pub fn legacy(folder: &Path, given: &Path) -> PathBuf {
    let (open, sealed) = (folder.join("given.pem"), folder.join("legacy.p12"));
    let secret = format!("pass:{PASSWORD}");
    let mut arguments = vec!["pkcs12", "-in", text(given), "-passin", &secret, "-noenc"];
    arguments.extend(["-out", text(&open)]);
    must("openssl", arguments);
    let mut arguments = vec!["pkcs12", "-export", "-legacy", "-in", text(&open), "-passout", &secret];
    arguments.extend(["-out", text(&sealed)]);
    must("openssl", arguments);
    sealed
}

/// One container with the keys of two others, which [`PASSWORD`] opens.
pub fn together(folder: &Path, one: &Path, other: &Path) -> PathBuf {
    let both = folder.join("deux.p12");
    for from in [one, other] {
        let mut arguments = vec!["-importkeystore", "-noprompt", "-srckeystore", text(from)];
        arguments.extend(["-srcstoretype", "PKCS12", "-destkeystore", text(&both)]);
        arguments.extend(["-deststoretype", "PKCS12", "-srcstorepass", PASSWORD]);
        arguments.extend(["-deststorepass", PASSWORD]);
        must("keytool", arguments);
    }
    both
}
