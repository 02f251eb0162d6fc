//! What a demonstration needs: PES files, a certificate to sign them with, and the authority behind it.
//! Everything in it is made up; the certificate is of the kind that the DGFiP hands out free of charge.

use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::process::{run, run_well};

/// Opens the demonstration certificate.
pub const PASSWORD: &str = "rossignol-2026";

/// Name of the certificate file.
pub const CERTIFICATE: &str = "certificat-demonstration.p12";

/// Name of the authority's certificate.
pub const AUTHORITY: &str = "ca.pem";

/// The PES files, all valid against the schemas: one to begin with, a small one for a second sending, one whose
/// `InfoDematerialisee` has to be put right before it is signed, and one for each domain with what there can be in it.
pub const PES: [(&str, &[u8]); 7] = [
    ("pes-demonstration.xml", include_bytes!("../demonstration/pes-demonstration.xml")),
    ("pes-demonstration-2.xml", include_bytes!("../demonstration/pes-demonstration-2.xml")),
    ("pes-demonstration-a-corriger.xml", include_bytes!("../demonstration/pes-demonstration-a-corriger.xml")),
    ("pes-depense.xml", include_bytes!("../demonstration/pes-depense.xml")),
    ("pes-recette.xml", include_bytes!("../demonstration/pes-recette.xml")),
    ("pes-marche.xml", include_bytes!("../demonstration/pes-marche.xml")),
    ("pes-facture.xml", include_bytes!("../demonstration/pes-facture.xml")),
];

/// Authority and signer. The issuer has an organizationIdentifier, as those of real certificates do.
/// The policy is that of the DGFiP's free certificates.
const OPENSSL_CONFIG: &str = "\
[req]
prompt = no
string_mask = utf8only
utf8 = yes
[ca]
prompt = no
string_mask = utf8only
utf8 = yes
distinguished_name = ca_name
x509_extensions = ca_extensions
[ca_name]
C = FR
O = PES Signer, démonstration
organizationIdentifier = NTRFR-999990013
CN = Autorité de démonstration
[ca_extensions]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[signer]
prompt = no
string_mask = utf8only
utf8 = yes
distinguished_name = signer_name
[signer_name]
C = FR
O = Commune de Sainte-Élodie-les-Prés
CN = Élodie MARCHAND
[signer_extensions]
basicConstraints = CA:FALSE
keyUsage = critical, nonRepudiation
certificatePolicies = 1.2.250.1.131.1.5.18.20.1.5.2
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
";

/// Days of validity: three years for the signer, more for the authority.
const SIGNER_DAYS: &str = "1095";
const AUTHORITY_DAYS: &str = "3650";

/// Where the material lies.
#[derive(Debug, Clone)]
pub struct Material {
    /// The PES files.
    pub pes: Vec<PathBuf>,
    /// The signer's key and certificate (PKCS#12); [`PASSWORD`] opens it.
    pub certificate: PathBuf,
    /// The certification authority (PEM). The simulator has to trust it: [`crate::Simulator::trust`].
    pub authority: PathBuf,
}

/// Writes the material into a folder. A certificate that lies there and is still valid stays, so that a browser
/// which remembers its key can go on.
///
/// # Errors
/// When the folder cannot be written, or `openssl` cannot be run.
pub async fn prepare(folder: &Path) -> Result<Material, Error> {
    tokio::fs::create_dir_all(folder).await.map_err(Error::file(folder))?;
    let mut pes = Vec::new();
    for (name, bytes) in PES {
        let path = folder.join(name);
        tokio::fs::write(&path, bytes).await.map_err(Error::file(&path))?;
        pes.push(path);
    }
    let material = Material { pes, certificate: folder.join(CERTIFICATE), authority: folder.join(AUTHORITY) };
    if !is_usable(&material).await? {
        issue(&material).await?;
    }
    Ok(material)
}

/// Whether the certificate is there, opens, and is valid today under the authority that is there.
async fn is_usable(material: &Material) -> Result<bool, Error> {
    let folder = temporary_folder()?;
    let signer = folder.path().join("signer.pem");
    let opened = run("openssl", |command| {
        command.args(["pkcs12", "-nokeys", "-clcerts", "-passin", &format!("pass:{PASSWORD}")]);
        command.arg("-in").arg(&material.certificate).arg("-out").arg(&signer);
    });
    if !opened.await?.status.success() {
        return Ok(false);
    }
    let verified = run("openssl", |command| {
        command.arg("verify").arg("-CAfile").arg(&material.authority).arg(&signer);
    });
    Ok(verified.await?.status.success())
}

/// Makes an authority and a signer. The authority's key is forgotten at once: it signs nothing else.
async fn issue(material: &Material) -> Result<(), Error> {
    let folder = temporary_folder()?;
    let place = |name: &str| folder.path().join(name);
    let config = place("openssl.cnf");
    tokio::fs::write(&config, OPENSSL_CONFIG).await.map_err(Error::file(&config))?;

    openssl(folder.path(), "req -new -x509 -newkey rsa:2048 -noenc -sha256 -config openssl.cnf -section ca -keyout ca.key -out ca.pem -days", &[AUTHORITY_DAYS]).await?;
    openssl(folder.path(), "req -new -newkey rsa:2048 -noenc -sha256 -config openssl.cnf -section signer -keyout signer.key -out signer.csr", &[]).await?;
    openssl(folder.path(), "x509 -req -in signer.csr -CA ca.pem -CAkey ca.key -CAcreateserial -sha256 -extfile openssl.cnf -extensions signer_extensions -out signer.pem -days", &[SIGNER_DAYS]).await?;
    let password = format!("pass:{PASSWORD}");
    openssl(folder.path(), "pkcs12 -export -inkey signer.key -in signer.pem -certfile ca.pem -out signer.p12 -name demonstration -passout", &[&password]).await?;

    copy(&place("ca.pem"), &material.authority).await?;
    copy(&place("signer.p12"), &material.certificate).await
}

async fn openssl(folder: &Path, words: &str, more: &[&str]) -> Result<(), Error> {
    run_well("openssl", |command| {
        command.current_dir(folder).args(words.split(' ')).args(more);
    })
    .await
    .map(drop)
}

async fn copy(from: &Path, to: &Path) -> Result<(), Error> {
    tokio::fs::copy(from, to).await.map(drop).map_err(Error::file(to))
}

fn temporary_folder() -> Result<tempfile::TempDir, Error> {
    tempfile::tempdir().map_err(Error::file(std::env::temp_dir()))
}
