//! A container with more than one key. Those with one are in [`cross_checks::matrix`].

use std::path::{Path, PathBuf};

use cross_checks::cli::text;
use cross_checks::process::must;

use crate::material::PASSWORD;

/// The name in the second certificate of [`of_two_signers`].
pub const SUCCESSOR: &str = "Paul SUIVANT";

/// One container with the key of `given` and that of somebody else.
pub fn of_two_signers(folder: &Path, given: &Path) -> PathBuf {
    let place = |name: &str| folder.join(name);
    let (key, certificate, other, both) =
        (place("other.key"), place("other.pem"), place("other.p12"), place("deux.p12"));
    let (key, certificate) = (text(&key), text(&certificate));
    let subject = format!("/C=FR/O=Commune de Sainte-Élodie-les-Prés/CN={SUCCESSOR}");
    let mut arguments = vec!["req", "-x509", "-newkey", "rsa:2048", "-noenc", "-utf8", "-days", "400"];
    arguments.extend(["-keyout", key, "-out", certificate, "-subj", &subject]);
    must("openssl", arguments);
    let secret = format!("pass:{PASSWORD}");
    let mut arguments = vec!["pkcs12", "-export", "-inkey", key, "-in", certificate, "-name", "successeur"];
    arguments.extend(["-passout", &secret, "-out", text(&other)]);
    must("openssl", arguments);
    for from in [given, &other] {
        let mut arguments = vec!["-importkeystore", "-noprompt", "-srckeystore", text(from)];
        arguments.extend(["-srcstoretype", "PKCS12", "-destkeystore", text(&both)]);
        arguments.extend(["-deststoretype", "PKCS12", "-srcstorepass", PASSWORD]);
        arguments.extend(["-deststorepass", PASSWORD]);
        must("keytool", arguments);
    }
    both
}
