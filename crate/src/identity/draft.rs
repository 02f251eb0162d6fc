//! Certificates for tests, written to order; nobody signed them.

use der::asn1::ObjectIdentifier;

use super::Certificate;
use super::asn1::{
    BIT_STRING, CONTEXT_0, GENERALIZED_TIME, INTEGER, OBJECT_IDENTIFIER, OCTET_STRING, SEQUENCE, SET,
    UTF8_STRING, write,
};

/// What a certificate is to say.
pub(super) struct Draft {
    pub(super) serial: Vec<u8>,
    pub(super) issuer: &'static [(u8, &'static str)],
    /// Attributes by the last number of their OID, below 2.5.4.
    pub(super) subject: &'static [(u8, &'static str)],
    /// As GeneralizedTime.
    pub(super) validity: (&'static str, &'static str),
    /// The OID of the algorithm that signed it.
    pub(super) algorithm: &'static str,
    /// OIDs and values.
    pub(super) extensions: Vec<(&'static str, Vec<u8>)>,
}

impl Default for Draft {
    fn default() -> Self {
        Self {
            serial: vec![1],
            issuer: &[(3, "Autorité d'essai")],
            subject: &[(3, "Jeanne ESSAI")],
            validity: ("20260101000000Z", "20290101000000Z"),
            algorithm: "1.2.840.113549.1.1.11",
            extensions: Vec::new(),
        }
    }
}

impl Draft {
    pub(super) fn certificate(&self) -> Certificate {
        Certificate::from_der(&self.der()).unwrap()
    }

    pub(super) fn der(&self) -> Vec<u8> {
        let algorithm = sequence(&[&oid(self.algorithm)]);
        let time = |text: &str| element(GENERALIZED_TIME, text.as_bytes());
        let extension =
            |(kind, value): &(&str, Vec<u8>)| sequence(&[&oid(kind), &element(OCTET_STRING, value)]);
        let extensions: Vec<u8> = self.extensions.iter().flat_map(extension).collect();
        let tbs = sequence(&[
            &element(CONTEXT_0, &element(INTEGER, &[2])),
            &element(INTEGER, &self.serial),
            &algorithm,
            &name(self.issuer),
            &sequence(&[&time(self.validity.0), &time(self.validity.1)]),
            &name(self.subject),
            &sequence(&[&algorithm, &element(BIT_STRING, &[0])]),
            &element(0xA3, &sequence(&[&extensions])),
        ]);
        sequence(&[&tbs, &algorithm, &element(BIT_STRING, &[0])])
    }
}

/// The value of `certificatePolicies`.
pub(super) fn policies(dotted: &[&str]) -> Vec<u8> {
    let all: Vec<Vec<u8>> = dotted.iter().map(|dotted| sequence(&[&oid(dotted)])).collect();
    sequence(&[&all.concat()])
}

pub(super) fn sequence(members: &[&[u8]]) -> Vec<u8> {
    element(SEQUENCE, &members.concat())
}

pub(super) fn oid(dotted: &str) -> Vec<u8> {
    element(OBJECT_IDENTIFIER, ObjectIdentifier::new_unwrap(dotted).as_bytes())
}

pub(super) fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    write(&mut out, tag, content);
    out
}

fn name(attributes: &[(u8, &str)]) -> Vec<u8> {
    let attribute = |(kind, text): &(u8, &str)| {
        let kind = element(OBJECT_IDENTIFIER, &[0x55, 4, *kind]);
        element(SET, &sequence(&[&kind, &element(UTF8_STRING, text.as_bytes())]))
    };
    sequence(&[&attributes.iter().flat_map(attribute).collect::<Vec<u8>>()])
}
