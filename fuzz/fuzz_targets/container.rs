//! Containers and certificates, whatever they are: no panic, little memory, no work without end; and what is opened is
//! a key with its certificate.

#![no_main]

use std::cell::Cell;
use std::future::{Future, pending};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use arbitrary::Unstructured;
use libfuzzer_sys::fuzz_target;
use pes_signer::dsig::{DigestAlgorithm, SignatureAlgorithm, SoftwareVerifier, Unverified, Verifier as _};
use pes_signer::identity::{
    Certificate, Deriver, Identity, Pbkdf2, Pkcs12Error, Signer as _, SoftwareKey, open, pbkdf2,
    read_certificates,
};
use pes_signer_fuzz::{bags, input, memory};
use x509_cert::der::Decode as _;

/// What may be held beside the container, and for each of its bytes: every level is turned into DER anew.
const HELD: usize = 1 << 20;
const HELD_PER_BYTE: usize = 512;
/// Slices of a key derivation before it is given up: what is beyond them is only more of the same.
const SLICES: u32 = 8;
/// 2026-11-23.
const NOW: u64 = 1_795_424_400;

/// Derives keys, and stops for good after some slices.
struct Impatient(Cell<u32>);

impl Deriver for Impatient {
    async fn pbkdf2(&self, task: Pbkdf2<'_>) -> zeroize::Zeroizing<Vec<u8>> {
        pbkdf2(task, self).await
    }

    async fn pause(&self) {
        match self.0.get().checked_sub(1) {
            Some(left) => self.0.set(left),
            None => pending().await,
        }
    }
}

fuzz_target!(|data: &[u8]| {
    let mut input = Unstructured::new(data);
    let document = if data.first() == Some(&0x30) {
        data.to_vec()
    } else {
        let mut container = bags::container(&mut input);
        for _ in 0..input::up_to(&mut input, 4) {
            let place = input::up_to(&mut input, container.len() - 1);
            container[place] = input.arbitrary().unwrap_or_default();
        }
        container
    };
    let limit = HELD + HELD_PER_BYTE * document.len();
    let opened = memory::within(limit, || attempt(&document));
    for identity in opened.into_iter().flat_map(Result::unwrap_or_default) {
        // A private key whose own numbers were changed is refused, not used; any other signs what its certificate
        // verifies, where the verifier takes that certificate's key.
        if let (Ok(key), Ok(public)) = (SoftwareKey::new(&identity), identity.certificate().public_key())
            && let Ok(value) = pollster::block_on(key.sign(b"octets"))
        {
            let algorithm = SignatureAlgorithm::Rsa(DigestAlgorithm::Sha256);
            let verified = SoftwareVerifier.verify(algorithm, &public, b"octets", &value);
            assert_ne!(pollster::block_on(verified), Err(Unverified::Mismatch));
        }
        identity.chain().for_each(describe);
    }
    let listed = memory::within(limit, || read_certificates(&document));
    listed.unwrap_or_default().iter().for_each(describe);
    compare(&document);
});

/// `None` if it would take long.
fn attempt(document: &[u8]) -> Option<Result<Vec<Identity>, Pkcs12Error>> {
    let deriver = Impatient(Cell::new(SLICES));
    let opening = pin!(open(document, "é", &deriver));
    match opening.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => Some(result),
        Poll::Pending => None,
    }
}

/// Everything that is told of a certificate can be told.
fn describe(certificate: &Certificate) {
    let told = (certificate.subject(), certificate.issuer_displayed(), certificate.serial());
    let uses = (certificate.kind(), certificate.usages(), certificate.extended_usages());
    let _ = (told, uses, certificate.holder(), certificate.findings(NOW), certificate.public_key());
}

/// What both readers of certificates take, they read alike.
fn compare(document: &[u8]) {
    let (Ok(ours), Ok(theirs)) =
        (Certificate::from_der(document), x509_cert::Certificate::from_der(document))
    else {
        return;
    };
    let theirs = theirs.tbs_certificate();
    let serial: String = theirs.serial_number().as_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(ours.serial_hexadecimal().trim_start_matches('0'), serial.trim_start_matches('0'));
    let end = theirs.validity().not_after.to_unix_duration().as_secs();
    assert_eq!(ours.not_after(), end);
}
