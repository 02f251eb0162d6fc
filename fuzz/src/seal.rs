//! Signing and verifying with a key made at the start, the same one every time, so that a finding can be reproduced.

use std::str::FromStr;
use std::sync::LazyLock;
use std::time::Duration;

use pes_signer::dsig::SoftwareVerifier;
use pes_signer::identity::{Certificate, Signer, SignerError};
use pes_signer::pes::Rules;
use pes_signer::signing::{Analysis, Analyzer, Plan, Scope, SigningError, Splice};
use pes_signer::verify::{Judge, Report, Survey};
use pes_signer::xades::{Policy, Profile, Signatory, SigningTime};
use pes_signer::xml::Error;
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use rsa::RsaPrivateKey;
use rsa::pkcs1v15::SigningKey;
use rsa::pkcs8::{EncodePrivateKey as _, EncodePublicKey as _};
use rsa::signature::{SignatureEncoding as _, Signer as _};
use sha2::Sha256;
use x509_cert::TbsCertificate;
use x509_cert::builder::profile::BuilderProfile;
use x509_cert::builder::{self, Builder as _, CertificateBuilder};
use x509_cert::der::asn1::GeneralizedTime;
use x509_cert::der::{Decode as _, Encode as _};
use x509_cert::ext::Extension;
use x509_cert::name::Name;
use x509_cert::serial_number::SerialNumber;
use x509_cert::spki::{SubjectPublicKeyInfo, SubjectPublicKeyInfoRef};
use x509_cert::time::{Time, Validity};

/// 2026-01-01, 2026-11-23 and 2036-01-01, in seconds since 1970.
const NOT_BEFORE: u64 = 1_767_225_600;
const SIGNED_AT: u64 = 1_795_424_400;
const NOT_AFTER: u64 = 2_082_758_400;

static KEY: LazyLock<Key> = LazyLock::new(Key::new);

/// An RSA key and a certificate for it.
struct Key {
    certificate: Certificate,
    key: SigningKey<Sha256>,
    pkcs8: Vec<u8>,
}

/// A certificate that its own key issued, with nothing special about it.
struct SelfIssued(Name);

impl BuilderProfile for SelfIssued {
    fn get_issuer(&self, subject: &Name) -> Name {
        subject.clone()
    }

    fn get_subject(&self) -> Name {
        self.0.clone()
    }

    fn build_extensions(
        &self,
        _: SubjectPublicKeyInfoRef<'_>,
        _: SubjectPublicKeyInfoRef<'_>,
        _: &TbsCertificate,
    ) -> builder::Result<Vec<Extension>> {
        Ok(Vec::new())
    }
}

impl Key {
    fn new() -> Self {
        // Made from a constant: this key protects nothing.
        let key = RsaPrivateKey::new(&mut StdRng::seed_from_u64(20_261_123), 2048).expect("an RSA key");
        let public = key.to_public_key().to_public_key_der().expect("a public key in DER");
        let pkcs8 = key.to_pkcs8_der().expect("a private key in DER").as_bytes().to_vec();
        let key = SigningKey::<Sha256>::new(key);
        let name = Name::from_str("CN=Élise Martin & Cie <test>,O=Commune d'essai,C=FR").expect("a name");
        let validity = Validity::new(time(NOT_BEFORE), time(NOT_AFTER));
        let public = SubjectPublicKeyInfo::from_der(public.as_bytes()).expect("a public key");
        let builder = CertificateBuilder::new(SelfIssued(name), SerialNumber::from(42u32), validity, public);
        let certificate = builder
            .and_then(|builder| builder.build::<_, rsa::pkcs1v15::Signature>(&key))
            .expect("a certificate");
        let der = certificate.to_der().expect("a certificate in DER");
        Self { certificate: Certificate::from_der(&der).expect("a certificate"), key, pkcs8 }
    }
}

fn time(seconds: u64) -> Time {
    let time = GeneralizedTime::from_unix_duration(Duration::from_secs(seconds));
    Time::GeneralTime(time.expect("a time"))
}

impl Signer for Key {
    fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    async fn sign(&self, octets: &[u8]) -> Result<Vec<u8>, SignerError> {
        Ok(self.key.sign(octets).to_vec())
    }
}

/// The certificate, and its private key in PKCS#8; DER both.
#[must_use]
pub fn identity() -> (&'static [u8], &'static [u8]) {
    (KEY.certificate.der(), &KEY.pkcs8)
}

/// Reads a file pushed in pieces, twice if its bordereaux ask for it.
///
/// # Errors
/// It is no XML that is accepted.
pub fn analyze<'a>(pieces: impl Iterator<Item = &'a [u8]> + Clone, scope: Scope) -> Result<Analysis, Error> {
    let analyze = |scope| {
        let mut analyzer = Analyzer::new(scope, Rules::default());
        pieces.clone().try_for_each(|piece| analyzer.feed(piece))?;
        analyzer.finish()
    };
    let analysis: Analysis = analyze(scope)?;
    match analysis.read_again {
        Some(scope) => analyze(scope),
        None => Ok(analysis),
    }
}

/// What would be signed.
///
/// # Errors
/// Something blocks.
pub fn plan(analysis: &Analysis, profile: &Profile) -> Result<Plan, SigningError> {
    let signatory =
        Signatory::new("Maire & <ordonnateur>", "L'Haÿ\"", "57590", "France").expect("a signatory");
    let time = SigningTime::from_unix(SIGNED_AT).expect("a time");
    analysis.plan(&KEY.certificate, &signatory, time, &Policy::default(), profile)
}

/// Signs what was planned: the insertions, and the document with them.
#[must_use]
pub fn sign(plan: &Plan, document: &[u8]) -> (Vec<Splice>, Vec<u8>) {
    let splices = pollster::block_on(plan.sign(&*KEY)).expect("the key signs");
    let mut signed = Vec::new();
    let mut reached = 0;
    for splice in &splices {
        let offset = usize::try_from(splice.offset).expect("an offset");
        signed.extend_from_slice(&document[reached..offset]);
        signed.extend_from_slice(&splice.bytes);
        reached = offset;
    }
    signed.extend_from_slice(&document[reached..]);
    (splices, signed)
}

/// Verifies a file pushed in pieces.
///
/// # Errors
/// It is no XML that is accepted.
pub fn verify<'a>(mut pieces: impl Iterator<Item = &'a [u8]> + Clone) -> Result<Report, Error> {
    let mut survey = Survey::new();
    pieces.clone().try_for_each(|piece| survey.feed(piece))?;
    let mut examination = survey.finish()?.examine();
    pieces.try_for_each(|piece| examination.feed(piece))?;
    let judge =
        Judge { verifier: &SoftwareVerifier, trust: None, policy: &Policy::default(), now: SIGNED_AT };
    Ok(pollster::block_on(examination.finish()?.report(&judge)))
}
