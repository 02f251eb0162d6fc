//! What a certificate is made for: its usages, its policies, and the kind that follows from them.

use der::asn1::ObjectIdentifier;

use super::Certificate;
use super::asn1::{BIT_STRING, Elements, OBJECT_IDENTIFIER, SEQUENCE};

/// Policies of the free certificates that the DGFiP gives ordonnateurs.
const DGFIP: &str = "1.2.250.1.131.1.5.18.20.";
/// ETSI EN 319 411-2 §5.3 and its predecessor TS 101 456 §5.2: policies of qualified certificates of persons.
const QUALIFIED: &[&str] = &["0.4.0.194112.1.0.", "0.4.0.194112.1.2.", "0.4.0.1456.1."];
/// QCP-l and QCP-l-qscd: of bodies.
const SEALS: &[&str] = &["0.4.0.194112.1.1.", "0.4.0.194112.1.3."];
/// QEVCP-w, QNCP-w and QNCP-w-gen: of web sites.
const WEB: &[&str] = &["0.4.0.194112.1.4.", "0.4.0.194112.1.5.", "0.4.0.194112.1.6."];
/// ETSI EN 319 411-1 §5.3 and its predecessor TS 102 042: NCP, NCP+ and LCP, which the RGS levels are matched with.
const RECOGNISED: &[&str] = &["0.4.0.2042.1.1.", "0.4.0.2042.1.2.", "0.4.0.2042.1.3."];

/// `keyUsage`.
pub(super) const KEY_USAGE: &str = "2.5.29.15";
const POLICIES: &str = "2.5.29.32";
const EXTENDED_USAGE: &str = "2.5.29.37";
const QUALIFICATION: &str = "1.3.6.1.5.5.7.1.3";

/// ETSI EN 319 412-5 §4.2.
const COMPLIANT: ObjectIdentifier = ObjectIdentifier::new_unwrap("0.4.0.1862.1.1");
const IN_DEVICE: ObjectIdentifier = ObjectIdentifier::new_unwrap("0.4.0.1862.1.4");
const TYPE: ObjectIdentifier = ObjectIdentifier::new_unwrap("0.4.0.1862.1.6");
const TYPE_SEAL: ObjectIdentifier = ObjectIdentifier::new_unwrap("0.4.0.1862.1.6.2");
const TYPE_WEB: ObjectIdentifier = ObjectIdentifier::new_unwrap("0.4.0.1862.1.6.3");

/// Bits of the key usage by their number (RFC 5280 §4.2.1.3).
const USAGES: [&str; 9] = [
    "digitalSignature",
    "nonRepudiation",
    "keyEncipherment",
    "dataEncipherment",
    "keyAgreement",
    "keyCertSign",
    "cRLSign",
    "encipherOnly",
    "decipherOnly",
];

/// Extended usages that have names (RFC 5280 §4.2.1.12 and others); those without stand as OIDs.
const EXTENDED_USAGES: &[(&str, &str)] = &[
    ("2.5.29.37.0", "anyExtendedKeyUsage"),
    ("1.3.6.1.5.5.7.3.1", "serverAuth"),
    ("1.3.6.1.5.5.7.3.2", "clientAuth"),
    ("1.3.6.1.5.5.7.3.3", "codeSigning"),
    ("1.3.6.1.5.5.7.3.4", "emailProtection"),
    ("1.3.6.1.5.5.7.3.8", "timeStamping"),
    ("1.3.6.1.5.5.7.3.36", "documentSigning"),
    ("1.3.6.1.4.1.311.10.3.12", "documentSigning (Microsoft)"),
    ("1.3.6.1.4.1.311.20.2.2", "smartcardLogon (Microsoft)"),
];

/// A kind of certificate, by what it may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CertificateKind {
    /// The free certificate of the DGFiP, for PES alone.
    Dgfip,
    /// Qualified in the sense of eIDAS, of a person.
    Qualified,
    /// Qualified in the sense of eIDAS, of a body: a seal.
    Seal,
    /// Of an authority that follows a European policy, as those of the RGS do; not qualified.
    Recognised,
    /// Signed with its own key: by nobody.
    SelfSigned,
    /// Anything else.
    Other,
}

impl CertificateKind {
    /// The message in the Fluent files that names it; its attribute `use` says what it may and may not do.
    #[must_use]
    pub fn message(self) -> &'static str {
        match self {
            Self::Dgfip => "certificate-kind-dgfip",
            Self::Qualified => "certificate-kind-qualified",
            Self::Seal => "certificate-kind-seal",
            Self::Recognised => "certificate-kind-recognised",
            Self::SelfSigned => "certificate-kind-self-signed",
            Self::Other => "certificate-kind-other",
        }
    }

    /// The name in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.message().trim_start_matches("certificate-kind-")
    }
}

/// What a certificate states about its qualification (ETSI EN 319 412-5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Qualification {
    /// It is qualified.
    pub compliant: bool,
    /// Its key is in a device made for it.
    pub in_device: bool,
    /// It is for seals, not for signatures of persons.
    pub seal: bool,
    /// It is for web sites.
    pub web: bool,
}

impl Certificate {
    /// What kind it is.
    #[must_use]
    pub fn kind(&self) -> CertificateKind {
        let policies = self.policies();
        // With the dot behind, a number is not taken for the beginning of a longer one.
        let is_below =
            |policy: &String, arcs: &[&str]| arcs.iter().any(|arc| [policy, "."].concat().starts_with(arc));
        let has = |arcs: &[&str]| policies.iter().any(|policy| is_below(policy, arcs));
        let stated = self.qualification();
        match () {
            () if self.is_self_signed() => CertificateKind::SelfSigned,
            () if has(&[DGFIP]) => CertificateKind::Dgfip,
            () if stated.web || has(WEB) => CertificateKind::Other,
            () if stated.compliant && stated.seal || has(SEALS) => CertificateKind::Seal,
            () if stated.compliant || has(QUALIFIED) => CertificateKind::Qualified,
            () if has(RECOGNISED) => CertificateKind::Recognised,
            () => CertificateKind::Other,
        }
    }

    /// Its policies, as dotted OIDs.
    #[must_use]
    pub fn policies(&self) -> Vec<String> {
        self.list(POLICIES, |elements| identifier(&mut elements.enter(SEQUENCE)?))
    }

    /// What its key may be used for, in the words of RFC 5280; none where it does not say.
    #[must_use]
    pub fn usages(&self) -> Vec<&'static str> {
        let bits = self.extension(KEY_USAGE).and_then(|value| Elements::new(value).take(BIT_STRING));
        // The first byte counts the bits of the last that mean nothing.
        let bits = bits.and_then(|bits| bits.get(1..)).unwrap_or_default();
        let is_set = |index: usize| bits.get(index / 8).is_some_and(|byte| byte << (index % 8) & 0x80 != 0);
        USAGES.iter().enumerate().filter(|(index, _)| is_set(*index)).map(|(_, name)| *name).collect()
    }

    /// What else it may be used for, by name where there is one, else as dotted OIDs.
    #[must_use]
    pub fn extended_usages(&self) -> Vec<String> {
        let named = |oid: String| match EXTENDED_USAGES.iter().find(|(known, _)| *known == oid) {
            Some((_, name)) => (*name).to_owned(),
            None => oid,
        };
        self.list(EXTENDED_USAGE, |elements| identifier(elements).map(named))
    }

    /// What it states about its qualification.
    #[must_use]
    pub fn qualification(&self) -> Qualification {
        let mut stated = Qualification::default();
        self.list(QUALIFICATION, |elements| {
            let mut statement = elements.enter(SEQUENCE)?;
            let oid = statement.take(OBJECT_IDENTIFIER)?;
            stated.compliant |= oid == COMPLIANT.as_bytes();
            stated.in_device |= oid == IN_DEVICE.as_bytes();
            if oid == TYPE.as_bytes() {
                let first = statement.enter(SEQUENCE)?.take(OBJECT_IDENTIFIER)?;
                stated.seal |= first == TYPE_SEAL.as_bytes();
                stated.web |= first == TYPE_WEB.as_bytes();
            }
            Some(())
        });
        stated
    }

    /// The members of an extension that is a SEQUENCE of them, as far as they can be read.
    fn list<T>(&self, oid: &str, mut read: impl FnMut(&mut Elements<'_>) -> Option<T>) -> Vec<T> {
        let Some(mut members) = self.extension(oid).and_then(|value| Elements::inside(value, SEQUENCE))
        else {
            return Vec::new();
        };
        let mut list = Vec::new();
        while let Some(member) = Some(()).filter(|()| !members.is_empty()).and_then(|()| read(&mut members)) {
            list.push(member);
        }
        list
    }
}

fn identifier(elements: &mut Elements<'_>) -> Option<String> {
    let oid = elements.take(OBJECT_IDENTIFIER)?;
    ObjectIdentifier::from_bytes(oid).ok().map(|oid| oid.to_string())
}

#[cfg(test)]
mod tests {
    use super::super::draft::{Draft, oid, policies, sequence};
    use super::*;

    /// The value of `qcStatements`: compliant, and of the type below 0.4.0.1862.1.6.
    fn qualified(kind: Option<&str>) -> Vec<u8> {
        let kind = kind.map(|kind| sequence(&[&oid("0.4.0.1862.1.6"), &sequence(&[&oid(kind)])]));
        sequence(&[&sequence(&[&oid("0.4.0.1862.1.1")]), &kind.unwrap_or_default()])
    }

    #[test]
    fn the_kind_follows_from_policies() {
        for (policy, kind) in [
            ("1.2.250.1.131.1.5.18.20.1.5.2", CertificateKind::Dgfip),
            ("1.2.250.1.131.1.5.18.200.1", CertificateKind::Other),
            ("0.4.0.194112.1.0", CertificateKind::Qualified),
            ("0.4.0.194112.1.1", CertificateKind::Seal),
            ("0.4.0.194112.1.2", CertificateKind::Qualified),
            ("0.4.0.194112.1.3", CertificateKind::Seal),
            ("0.4.0.194112.1.4", CertificateKind::Other),
            ("0.4.0.194112.1.5", CertificateKind::Other),
            ("0.4.0.194112.1.20", CertificateKind::Other),
            ("0.4.0.1456.1.1", CertificateKind::Qualified),
            ("0.4.0.1456.1.2", CertificateKind::Qualified),
            ("0.4.0.2042.1.1", CertificateKind::Recognised),
            ("0.4.0.2042.1.2", CertificateKind::Recognised),
            ("0.4.0.2042.1.3", CertificateKind::Recognised),
            ("0.4.0.2042.1.7", CertificateKind::Other),
        ] {
            let extensions = vec![(POLICIES, policies(&["1.2.3", policy]))];
            assert_eq!(Draft { extensions, ..Draft::default() }.certificate().kind(), kind, "{policy}");
        }
    }

    #[test]
    fn the_kind_follows_from_what_is_stated_of_the_qualification() {
        for (stated, kind) in [
            (None, CertificateKind::Qualified),
            (Some("0.4.0.1862.1.6.1"), CertificateKind::Qualified),
            (Some("0.4.0.1862.1.6.2"), CertificateKind::Seal),
            (Some("0.4.0.1862.1.6.3"), CertificateKind::Other),
        ] {
            let extensions = vec![(QUALIFICATION, qualified(stated))];
            assert_eq!(Draft { extensions, ..Draft::default() }.certificate().kind(), kind, "{stated:?}");
        }
        let own = Draft { issuer: &[(3, "Jeanne ESSAI")], ..Draft::default() }.certificate();
        assert_eq!(own.kind(), CertificateKind::SelfSigned);
    }
}
