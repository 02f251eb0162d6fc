//! TLS as S2low's vhost has it: no request without a client certificate of an authority that is known.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha1::{Digest, Sha1};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{RootCertStore, ServerConfig};

use crate::error::Error;
use crate::process::run_well;

/// The password of the client certificates' PKCS#12 files.
pub const PASSWORD: &str = "connexion";

/// Names of the client certificates: one of a single account, one that two accounts share, one of nobody.
const CLIENTS: [&str; 3] = ["agent", "partage", "inconnu"];

const OPENSSL_CONFIG: &str = "\
[req]
prompt = no
string_mask = utf8only
utf8 = yes
distinguished_name = ca_name
x509_extensions = ca
[ca_name]
C = FR
O = S2low, simulateur
CN = Connexions du simulateur S2low
[ca]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
[server]
basicConstraints = CA:FALSE
extendedKeyUsage = serverAuth
subjectAltName = DNS:localhost, IP:127.0.0.1
[client]
basicConstraints = CA:FALSE
extendedKeyUsage = clientAuth
";

/// The certificates of connections, ready-made.
#[derive(Debug, Clone)]
pub struct Connections {
    folder: PathBuf,
}

impl Connections {
    /// The authority of the server and of the clients (PEM).
    pub fn authority(&self) -> PathBuf {
        self.folder.join("ca.pem")
    }

    /// The server's certificate (PEM), for `localhost` and `127.0.0.1`.
    pub fn server(&self) -> PathBuf {
        self.folder.join("server.pem")
    }

    /// The server's key (PEM).
    pub fn server_key(&self) -> PathBuf {
        self.folder.join("server.key")
    }

    /// A client's certificate (PEM): `agent`, `partage` or `inconnu`.
    pub fn client(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.pem"))
    }

    /// Its key (PEM).
    pub fn client_key(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.key"))
    }

    /// Both as PKCS#12, which [`PASSWORD`] opens.
    pub fn client_p12(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.p12"))
    }

    /// What S2low looks a client's account up by.
    ///
    /// # Errors
    /// When the certificate cannot be read.
    pub fn fingerprint(&self, name: &str) -> Result<String, Error> {
        let path = self.client(name);
        let certificate = CertificateDer::from_pem_file(&path).map_err(|error| unusable(&path, &error))?;
        Ok(fingerprint(&certificate))
    }
}

/// Makes an authority, a server's and three clients' certificates in a folder, unless they are there.
///
/// # Errors
/// When the folder cannot be written, or `openssl` cannot be run.
pub async fn prepare(folder: &Path) -> Result<Connections, Error> {
    tokio::fs::create_dir_all(folder).await.map_err(Error::file(folder))?;
    let made = Connections { folder: folder.to_owned() };
    if tokio::fs::try_exists(made.client_p12(CLIENTS[2])).await.unwrap_or(false) {
        return Ok(made);
    }
    let config = folder.join("openssl.cnf");
    tokio::fs::write(&config, OPENSSL_CONFIG).await.map_err(Error::file(&config))?;
    openssl(folder, "req -new -x509 -newkey rsa:2048 -noenc -sha256 -days 3650 -config openssl.cnf -keyout ca.key -out ca.pem").await?;
    for (name, kind) in [("server", "server")].into_iter().chain(CLIENTS.map(|name| (name, "client"))) {
        let subject = if name == "server" { "localhost" } else { name };
        openssl(folder, &format!("req -new -newkey rsa:2048 -noenc -sha256 -config openssl.cnf -subj /C=FR/O=Simulateur/CN={subject} -keyout {name}.key -out {name}.csr")).await?;
        openssl(folder, &format!("x509 -req -in {name}.csr -CA ca.pem -CAkey ca.key -CAcreateserial -sha256 -days 1095 -extfile openssl.cnf -extensions {kind} -out {name}.pem")).await?;
    }
    for name in CLIENTS {
        openssl(folder, &format!("pkcs12 -export -inkey {name}.key -in {name}.pem -out {name}.p12 -name {name} -passout pass:{PASSWORD}")).await?;
    }
    Ok(made)
}

/// What stands between the socket and HTTP.
pub(crate) fn acceptor(connections: &Connections) -> Result<TlsAcceptor, Error> {
    let authority = connections.authority();
    let mut roots = RootCertStore::empty();
    let root = CertificateDer::from_pem_file(&authority).map_err(|error| unusable(&authority, &error))?;
    roots.add(root).map_err(|error| unusable(&authority, &error))?;
    let provider = Arc::new(ring::default_provider());
    let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider.clone())
        .build()
        .map_err(|error| unusable(&authority, &error))?;
    let (certificate, key) = (connections.server(), connections.server_key());
    let chain =
        CertificateDer::from_pem_file(&certificate).map_err(|error| unusable(&certificate, &error))?;
    let private = PrivateKeyDer::from_pem_file(&key).map_err(|error| unusable(&key, &error))?;
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .and_then(|builder| {
            builder.with_client_cert_verifier(verifier).with_single_cert(vec![chain], private)
        })
        .map_err(|error| unusable(&certificate, &error))?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}

/// `UserSQL`: base64 of the SHA-1 of the DER.
pub(crate) fn fingerprint(certificate: &CertificateDer<'_>) -> String {
    STANDARD.encode(Sha1::digest(certificate))
}

fn unusable(path: &Path, error: &dyn std::fmt::Display) -> Error {
    Error::Certificate { path: path.to_owned(), message: error.to_string() }
}

async fn openssl(folder: &Path, words: &str) -> Result<(), Error> {
    run_well("openssl", |command| {
        command.current_dir(folder).args(words.split(' '));
    })
    .await
    .map(drop)
}
