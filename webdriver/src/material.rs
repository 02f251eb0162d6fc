//! Made-up PES files and certificates. The PES files are variations of the demonstration's, which are valid
//! against the official schema.

use std::path::{Path, PathBuf};
use std::process::Command;

use s2low_simulator::demonstration;
use tokio::sync::Mutex;

use crate::folders::in_target;

pub use s2low_simulator::demonstration::{Material as Demonstration, PASSWORD};

/// The name in the demonstration's certificate.
pub const SIGNER: &str = "Élodie MARCHAND";

/// The demonstration's certificate and authority; a run finds them where an earlier one made them.
pub async fn demonstration() -> Demonstration {
    static TURN: Mutex<()> = Mutex::const_new(());
    let _turn = TURN.lock().await;
    demonstration::prepare(&in_target("webdriver-journeys").join("demonstration")).await.unwrap()
}

/// A PES in ISO-8859-1, to be varied by plain replacement.
#[derive(Debug, Clone)]
pub struct Pes(Vec<u8>);

impl Pes {
    /// Two bordereaux of dépense, one of recette, an attachment.
    pub fn full() -> Self {
        Self(demonstration::PES[0].1.to_vec())
    }

    /// One bordereau of dépense.
    pub fn small() -> Self {
        Self(demonstration::PES[1].1.to_vec())
    }

    /// One bordereau; `InfoDematerialisee` is 0.
    pub fn unprepared() -> Self {
        Self(demonstration::PES[2].1.to_vec())
    }

    /// With every occurrence of `from` replaced; there has to be one.
    #[must_use]
    pub fn with(self, from: &str, to: &str) -> Self {
        let (from, to) = (latin1(from), latin1(to));
        let places: Vec<usize> = memchr::memmem::find_iter(&self.0, &from).collect();
        assert!(!places.is_empty(), "nothing to replace");
        let mut bytes = Vec::with_capacity(self.0.len());
        let mut copied = 0;
        for place in places {
            bytes.extend_from_slice(&self.0[copied..place]);
            bytes.extend_from_slice(&to);
            copied = place + from.len();
        }
        bytes.extend_from_slice(&self.0[copied..]);
        Self(bytes)
    }

    /// Without any `Id`.
    #[must_use]
    pub fn without_ids(self) -> Self {
        let text: String = self.0.iter().copied().map(char::from).collect();
        let mut parts = text.split(" Id=\"");
        let mut rest = parts.next().unwrap().to_owned();
        for part in parts {
            rest.push_str(part.split_once('"').unwrap().1);
        }
        Self(latin1(&rest))
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

/// A PES with an attachment of 12 MB.
pub fn heavy() -> Vec<u8> {
    let content = "QmlsYW4gZGUgbCdhbm7pZSAy".repeat(500_000);
    let attachment = format!(
        "  <PES_PJ>\n    <EnTetePES_PJ>\n      <IdVer V=\"1\"/>\n    </EnTetePES_PJ>\n    <PJ>\n      <Contenu>\n        <Fichier MIMEType=\"application/pdf\">{content}</Fichier>\n      </Contenu>\n      <IdUnique V=\"PJ1\"/>\n      <NomPJ V=\"bilan.pdf\"/>\n    </PJ>\n  </PES_PJ>\n</n:PES_Aller>"
    );
    Pes::small().with("</n:PES_Aller>", &attachment).bytes().to_vec()
}

fn latin1(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect()
}

/// From the first `start` to the end of the first `end` after it.
pub(crate) fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let from = text.find(start).unwrap();
    let length = text[from..].find(end).unwrap() + end.len();
    &text[from..from + length]
}

/// An authority's answer to a request: the certificate with that of the authority, as PKCS#7; and the authority. The
/// certificate alone is beside them (`issued.pem`, `issued.cer`).
pub fn answer_to_request(folder: &Path, request: &Path) -> (PathBuf, PathBuf) {
    std::fs::copy(request, folder.join("request.csr")).unwrap();
    let openssl = |arguments: &str| openssl(folder, arguments);
    openssl("req -in request.csr -verify -noout");
    openssl(
        "req -x509 -newkey rsa:2048 -noenc -subj /CN=Autorite -keyout issuer-key.pem -out issuer.pem -addext keyUsage=critical,keyCertSign",
    );
    openssl(
        "x509 -req -in request.csr -CA issuer.pem -CAkey issuer-key.pem -copy_extensions copyall -days 30 -out issued.pem",
    );
    openssl("x509 -in issued.pem -outform DER -out issued.cer");
    openssl("crl2pkcs7 -nocrl -certfile issued.pem -certfile issuer.pem -outform DER -out reponse.p7b");
    (folder.join("reponse.p7b"), folder.join("issuer.pem"))
}

/// The holder of [`plain_certificate`].
pub const PLAIN_SIGNER: &str = "Marie DUPONT";

/// A certificate file that [`PASSWORD`] opens, of an authority whose name has no accents; and that authority.
pub fn plain_certificate(folder: &Path) -> (PathBuf, PathBuf) {
    let openssl = |arguments: &str| openssl(folder, arguments);
    openssl(
        "req -x509 -newkey rsa:2048 -noenc -subj /C=FR/O=Essai/CN=Autorite -days 60 -keyout plain-ca-key.pem -out plain-ca.pem -addext keyUsage=critical,keyCertSign",
    );
    // Names with spaces go in by a file.
    std::fs::write(
        folder.join("plain.cnf"),
        format!(
            "[req]\nprompt = no\ndistinguished_name = name\n[name]\nC = FR\nO = Delme\nCN = {PLAIN_SIGNER}\n"
        ),
    )
    .unwrap();
    openssl("req -new -newkey rsa:2048 -noenc -config plain.cnf -keyout plain-key.pem -out plain.csr");
    openssl("x509 -req -in plain.csr -CA plain-ca.pem -CAkey plain-ca-key.pem -days 50 -out plain.pem");
    openssl(&format!(
        "pkcs12 -export -inkey plain-key.pem -in plain.pem -out plain.p12 -passout pass:{PASSWORD}"
    ));
    (folder.join("plain.p12"), folder.join("plain-ca.pem"))
}

/// A certificate file that [`PASSWORD`] opens, of [`SIGNER`] and not made to sign.
pub fn certificate_for_connections(folder: &Path) -> PathBuf {
    let name = "[req]\nprompt = no\nutf8 = yes\ndistinguished_name = name\n[name]\nC = FR\n";
    std::fs::write(folder.join("person.cnf"), format!("{name}CN = {SIGNER}\n")).unwrap();
    let openssl = |arguments: &str| openssl(folder, arguments);
    openssl(
        "req -x509 -newkey rsa:2048 -noenc -subj /CN=Autorite -days 400 -keyout tls-ca-key.pem -out tls-ca.pem -addext keyUsage=critical,keyCertSign",
    );
    openssl(
        "req -x509 -newkey rsa:2048 -noenc -config person.cnf -days 300 -CA tls-ca.pem -CAkey tls-ca-key.pem -keyout tls-key.pem -out tls.pem -addext keyUsage=critical,keyEncipherment -addext basicConstraints=CA:FALSE",
    );
    openssl(&format!(
        "pkcs12 -export -name connexion -inkey tls-key.pem -in tls.pem -out tls.p12 -passout pass:{PASSWORD}"
    ));
    folder.join("tls.p12")
}

/// A certificate file that [`PASSWORD`] opens, in which holder and issuer have this name wherever they have one.
pub fn certificate_named(folder: &Path, name: &str) -> PathBuf {
    let kinds = ["O", "OU", "L", "CN", "title"];
    let names: String = kinds.iter().map(|kind| format!("{kind} = {name}\n")).collect();
    let request = format!("[req]\nprompt = no\nutf8 = yes\ndistinguished_name = name\n[name]\n{names}");
    std::fs::write(folder.join("named.cnf"), request).unwrap();
    let openssl = |arguments: &str| openssl(folder, arguments);
    openssl(
        "req -x509 -newkey rsa:2048 -noenc -config named.cnf -days 60 -keyout named-key.pem -out named.pem",
    );
    openssl(&format!(
        "pkcs12 -export -inkey named-key.pem -in named.pem -out named.p12 -passout pass:{PASSWORD}"
    ));
    folder.join("named.p12")
}

/// The private key in a container, as PKCS#8.
pub fn private_key(folder: &Path, container: &Path) -> Vec<u8> {
    std::fs::copy(container, folder.join("open.p12")).unwrap();
    openssl(folder, &format!("pkcs12 -in open.p12 -nocerts -noenc -passin pass:{PASSWORD} -out open.pem"));
    openssl(folder, "pkcs8 -topk8 -nocrypt -in open.pem -outform DER -out open.der");
    std::fs::read(folder.join("open.der")).unwrap()
}

/// The certificate of an authority that has issued nothing.
pub fn stranger(folder: &Path) -> PathBuf {
    openssl(
        folder,
        "req -x509 -newkey rsa:2048 -noenc -subj /CN=Autre -keyout stranger-key.pem -out stranger.pem",
    );
    folder.join("stranger.pem")
}

fn openssl(folder: &Path, arguments: &str) {
    let output = Command::new("openssl").current_dir(folder).args(arguments.split(' ')).output().unwrap();
    assert!(output.status.success(), "openssl {arguments}: {}", String::from_utf8_lossy(&output.stderr));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_taken_away_and_nothing_else() {
        let pes = Pes::full().without_ids();
        assert!(memchr::memmem::find(pes.bytes(), b"Id=").is_none());
        assert!(memchr::memmem::find(pes.bytes(), b"<Bordereau>").is_some());
    }
}
