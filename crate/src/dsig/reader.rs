//! Reads one `ds:Signature` off its events, in bounded memory.

use std::rc::Rc;

use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use base64::{Engine, alphabet};

use super::{NAMESPACE, Transform};
use crate::c14n::{EXCLUSIVE_NAMESPACE, Method};
use crate::limits;
use crate::xml::{Event, StartTag};

/// As other verifiers read it: whatever the bits are that the last character has to spare.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true),
);

/// What all XAdES namespaces begin with.
const XADES: &str = "http://uri.etsi.org/01903";

/// A signature as it is written; nothing of it was checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ParsedSignature {
    /// `Id` of the `ds:Signature`.
    pub id: Option<String>,
    /// Offset of its start tag.
    pub offset: u64,
    /// Offset of the start tag of `SignedInfo`.
    pub signed_info: Option<u64>,
    /// `CanonicalizationMethod`, and its prefix list.
    pub canonicalization: Option<(String, String)>,
    /// `SignatureMethod`.
    pub method: Option<String>,
    /// The references of `SignedInfo`, in order.
    pub references: Vec<Reference>,
    /// `SignatureValue`, decoded; `None` if absent or not base64.
    pub value: Option<Vec<u8>>,
    /// The first `X509Certificate` of `KeyInfo`, decoded; `None` if absent or not base64.
    pub certificate: Option<Rc<[u8]>>,
    /// It does not stand in the first `X509Data`, the only one that the DGFiP's tool looks into.
    pub certificate_late: bool,
    /// Another key stands before it, by which xmlsec1 would go: its modulus, big-endian, if it is an RSA `KeyValue`.
    pub key_before: Option<Vec<u8>>,
    /// The qualifying properties of the first `QualifyingProperties`.
    pub properties: Option<Properties>,
    /// How many `QualifyingProperties` there are.
    pub properties_count: usize,
    /// How many elements are called `SigningTime` in them: with several, S2low takes none.
    pub signing_times: usize,
    /// It is longer or has more parts than this program reads: it cannot be verified.
    pub over_limit: bool,
    /// Its parts are not those, or not in the order, that XML Signature has. Verifiers would choose differently, so none
    /// of it is believed.
    pub irregular: bool,
}

/// One `Reference`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reference {
    /// `URI`; `None` if the attribute is absent.
    pub uri: Option<String>,
    /// `Type`.
    pub kind: Option<String>,
    /// Its transforms, in order.
    pub transforms: Vec<Transform>,
    /// `DigestMethod`.
    pub digest_method: Option<String>,
    /// `DigestValue`, decoded.
    pub digest: Option<Vec<u8>>,
}

/// `QualifyingProperties` and what is in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Properties {
    /// Its namespace, which tells the version of XAdES.
    pub namespace: String,
    /// What the prefix `xad`, by which the DGFiP's tool reads, stands for on it.
    pub xad: Option<String>,
    /// `Target`.
    pub target: Option<String>,
    /// `Id` of `SignedProperties`.
    pub signed_id: Option<String>,
    /// Offset of the start tag of `SignedProperties`.
    pub signed_offset: Option<u64>,
    /// They are of XAdES 1.1.1, the version that the PES schema looks into, and not as its schema has them.
    pub irregular: bool,
    /// `SigningTime`.
    pub signing_time: Option<String>,
    /// The digest algorithm of `SigningCertificate`.
    pub certificate_digest_method: Option<String>,
    /// The digest of `SigningCertificate`, as written.
    pub certificate_digest: Option<String>,
    /// `X509IssuerName`.
    pub issuer: Option<String>,
    /// `X509SerialNumber`.
    pub serial: Option<String>,
    /// `Identifier` of the policy.
    pub policy: Option<String>,
    /// The policy's digest, as written.
    pub policy_digest: Option<String>,
    /// `SPURI`.
    pub policy_uri: Option<String>,
    /// `City`, `PostalCode` and `CountryName`.
    pub place: [Option<String>; 3],
    /// `ClaimedRole`.
    pub role: Option<String>,
}

/// Reads the events of one signature, from its start tag to its end tag.
#[derive(Debug)]
pub struct SignatureReader {
    signature: ParsedSignature,
    /// Names of the open elements below `ds:Signature`, prefixed by what their namespace is.
    path: Vec<String>,
    text: String,
    read: usize,
    /// Of the signature and each open element, how many of its [`PARTS`] are behind.
    reached: Vec<usize>,
    certificate_seen: bool,
    /// How many `X509Data` were met.
    data: usize,
}

/// What stands in the parts of a signature, in this order (XML Signature's schema): what ends in `?` may be absent, what
/// ends in `*` may come any number of times. In what else begins like one of [`CLOSED`] there is nothing; elsewhere there
/// may be anything.
const PARTS: &[(&str, &[&str])] = &[
    ("", &["ds:SignedInfo?", "ds:SignatureValue?", "ds:KeyInfo?", "ds:Object*"]),
    ("ds:SignedInfo", &["ds:CanonicalizationMethod?", "ds:SignatureMethod?", "ds:Reference*"]),
    ("ds:SignedInfo/ds:CanonicalizationMethod", &["ec:InclusiveNamespaces?"]),
    ("ds:SignedInfo/ds:Reference", &["ds:Transforms?", "ds:DigestMethod?", "ds:DigestValue?"]),
    ("ds:SignedInfo/ds:Reference/ds:Transforms", &["ds:Transform*"]),
    (TRANSFORM, &["ec:InclusiveNamespaces?"]),
];
const TRANSFORM: &str = "ds:SignedInfo/ds:Reference/ds:Transforms/ds:Transform";
const CLOSED: &[&str] = &["ds:SignedInfo", "ds:SignatureValue", "ds:KeyInfo/ds:X509Data/ds:X509Certificate"];

/// The same of XAdES 1.1.1, by the name of the part alone.
const XADES_PARTS: &[(&str, &[&str])] = &[
    ("xad:QualifyingProperties", &["xad:SignedProperties?", "xad:UnsignedProperties?"]),
    ("xad:SignedProperties", &["xad:SignedSignatureProperties", "xad:SignedDataObjectProperties?"]),
    (
        "xad:SignedSignatureProperties",
        &[
            "xad:SigningTime",
            "xad:SigningCertificate",
            "xad:SignaturePolicyIdentifier",
            "xad:SignatureProductionPlace?",
            "xad:SignerRole?",
        ],
    ),
    ("xad:SigningTime", &[]),
    ("xad:SigningCertificate", &["xad:Cert", "xad:Cert*"]),
    ("xad:Cert", &["xad:CertDigest", "xad:IssuerSerial"]),
    ("xad:CertDigest", DIGEST),
    ("xad:IssuerSerial", &["ds:X509IssuerName", "ds:X509SerialNumber"]),
    ("xad:SignaturePolicyIdentifier", &["xad:SignaturePolicyId?", "xad:SignaturePolicyImplied?"]),
    (
        "xad:SignaturePolicyId",
        &["xad:SigPolicyId", "ds:Transforms?", "xad:SigPolicyHash", "xad:SigPolicyQualifiers?"],
    ),
    ("xad:SigPolicyId", &["xad:Identifier", "xad:Description?", "xad:DocumentationReferences?"]),
    ("xad:SigPolicyHash", DIGEST),
    ("xad:SigPolicyQualifiers", &["xad:SigPolicyQualifier", "xad:SigPolicyQualifier*"]),
    (
        "xad:SignatureProductionPlace",
        &["xad:City?", "xad:StateOrProvince?", "xad:PostalCode?", "xad:CountryName?"],
    ),
    ("xad:SignerRole", &["xad:ClaimedRoles?", "xad:CertifiedRoles?"]),
    ("xad:ClaimedRoles", &["xad:ClaimedRole"]),
];
const DIGEST: &[&str] = &["xad:DigestMethod", "xad:DigestValue"];
/// The namespace of XAdES 1.1.1.
const XADES_1_1_1: &str = "http://uri.etsi.org/01903/v1.1.1#";

impl ParsedSignature {
    /// How much memory it takes, about, its certificate left out.
    #[must_use]
    pub fn weight(&self) -> usize {
        let text = |text: &Option<String>| text.as_ref().map_or(0, String::len);
        let references = self.references.iter().map(|reference| {
            let transforms = reference.transforms.iter().map(|transform| match transform {
                Transform::Canonicalize(_, text) | Transform::Unknown(text) => text.len(),
                Transform::EnvelopedSignature => 0,
            });
            let texts = text(&reference.uri) + text(&reference.kind) + text(&reference.digest_method);
            size_of::<Reference>() + texts + transforms.map(|len| size_of::<Transform>() + len).sum::<usize>()
        });
        let canonicalization = self.canonicalization.as_ref().map_or(0, |(uri, list)| uri.len() + list.len());
        let value = [&self.value, &self.key_before].into_iter().flatten().map(Vec::len).sum::<usize>();
        let properties = self.properties.as_ref().map_or(0, Properties::weight);
        size_of::<Self>()
            + text(&self.id)
            + text(&self.method)
            + canonicalization
            + value
            + properties
            + references.sum::<usize>()
    }
}

impl SignatureReader {
    /// A reader for the signature that begins with `tag`.
    #[must_use]
    pub fn new(tag: &StartTag<'_>) -> Self {
        let signature = ParsedSignature {
            id: attribute(tag, "Id"),
            offset: tag.span().start,
            ..ParsedSignature::default()
        };
        Self {
            signature,
            path: Vec::new(),
            text: String::new(),
            read: 0,
            reached: vec![0],
            certificate_seen: false,
            data: 0,
        }
    }

    /// Reads an event below the signature's own start tag; the signature, once it ended.
    pub fn event(&mut self, event: &Event<'_>) -> Option<ParsedSignature> {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::Text(text) => {
                self.spend(text.bytes.len());
                if !self.signature.over_limit {
                    self.text.push_str(&String::from_utf8_lossy(text.bytes));
                }
            }
            Event::End(_) => {
                if self.path.is_empty() {
                    return Some(std::mem::take(&mut self.signature));
                }
                self.end();
                self.path.pop();
                self.text.clear();
            }
            Event::Comment(_) | Event::ProcessingInstruction { .. } => {}
        }
        None
    }

    fn spend(&mut self, bytes: usize) {
        self.read = self.read.saturating_add(bytes);
        self.signature.over_limit |= self.read > limits::SIGNATURE_BYTES;
    }

    fn start(&mut self, tag: &StartTag<'_>) {
        let span = tag.span();
        self.spend(usize::try_from(span.end - span.start).unwrap_or(usize::MAX));
        let xades = self.signature.properties.as_ref().map(|properties| properties.namespace.as_str());
        self.path.push(qualified(tag, xades));
        self.reached.push(0);
        self.text.clear();
        if self.signature.over_limit {
            return;
        }
        let path: Vec<&str> = self.path.iter().map(String::as_str).collect();
        let algorithm = || attribute(tag, "Algorithm").unwrap_or_default();
        let signature = &mut self.signature;
        let is_complete =
            tag.name().local() != b"InclusiveNamespaces" || tag.attribute("PrefixList").is_some();
        if let [within @ .., name] = path.as_slice()
            && let Some(reached) = self.reached.get_mut(within.len())
        {
            signature.irregular |= !is_complete || !follows(within, name, reached, signature);
            if let Some(properties) = strictly(within, signature) {
                properties.irregular |= part(XADES_PARTS, within.last().copied())
                    .is_some_and(|parts| !next(parts, name, reached));
            }
        }
        match path.as_slice() {
            ["ds:SignedInfo"] => keep(&mut signature.signed_info, Some(span.start)),
            ["ds:SignedInfo", "ds:CanonicalizationMethod"] => {
                keep(&mut signature.canonicalization, Some((algorithm(), String::new())));
            }
            ["ds:SignedInfo", "ds:CanonicalizationMethod", "ec:InclusiveNamespaces"] => {
                if let Some((_, prefixes)) = &mut signature.canonicalization {
                    *prefixes = attribute(tag, "PrefixList").unwrap_or_default();
                }
            }
            ["ds:SignedInfo", "ds:SignatureMethod"] => keep(&mut signature.method, Some(algorithm())),
            ["ds:SignedInfo", "ds:Reference"] => {
                signature.over_limit |= signature.references.len() >= limits::REFERENCES;
                let (uri, kind) = (attribute(tag, "URI"), attribute(tag, "Type"));
                signature.references.push(Reference { uri, kind, ..Reference::default() });
            }
            ["ds:SignedInfo", "ds:Reference", rest @ ..] => {
                if let Some(reference) = signature.references.last_mut() {
                    signature.over_limit |= !reference.start(rest, tag);
                }
            }
            ["ds:KeyInfo", "ds:X509Data"] => self.data += 1,
            ["ds:KeyInfo", "ds:KeyValue"] if !self.certificate_seen => {
                keep(&mut signature.key_before, Some(Vec::new()));
            }
            ["ds:Object", "xad:QualifyingProperties"] => {
                signature.properties_count += 1;
                let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
                let first = || Properties {
                    namespace: text(tag.namespace()),
                    xad: tag.namespaces().resolve(b"xad").map(text),
                    target: attribute(tag, "Target"),
                    ..Properties::default()
                };
                signature.properties.get_or_insert_with(first);
            }
            ["ds:Object", "xad:QualifyingProperties", rest @ ..] if signature.properties_count == 1 => {
                if let Some(properties) = &mut signature.properties {
                    signature.irregular |= !properties.start(rest, tag);
                }
            }
            _ => {}
        }
        if let ["ds:Object", "xad:QualifyingProperties", .., _] = path.as_slice() {
            signature.signing_times += usize::from(tag.name().local() == b"SigningTime");
        }
    }

    fn end(&mut self) {
        let reached = self.reached.pop().unwrap_or_default();
        if self.signature.over_limit {
            return;
        }
        let path: Vec<&str> = self.path.iter().map(String::as_str).collect();
        let text = self.text.as_str();
        let signature = &mut self.signature;
        if let Some(properties) = strictly(&path, signature) {
            let parts = part(XADES_PARTS, path.last().copied()).unwrap_or_default();
            properties.irregular |= parts.iter().skip(reached).any(|part| !part.ends_with(MARKS));
        }
        match path.as_slice() {
            ["ds:SignatureValue"] => keep(&mut signature.value, decoded(text)),
            ["ds:KeyInfo", "ds:X509Data", "ds:X509Certificate"] if !self.certificate_seen => {
                // The first one counts, be it readable or not.
                self.certificate_seen = true;
                signature.certificate_late = self.data > 1;
                signature.certificate = decoded(text).map(Rc::from);
            }
            ["ds:KeyInfo", "ds:KeyValue", "ds:RSAKeyValue", "ds:Modulus"] if !self.certificate_seen => {
                signature.key_before = Some(decoded(text).unwrap_or_default());
            }
            ["ds:SignedInfo", "ds:Reference", "ds:DigestValue"] => {
                if let Some(reference) = signature.references.last_mut() {
                    keep(&mut reference.digest, decoded(text));
                }
            }
            ["ds:Object", "xad:QualifyingProperties", rest @ ..] if signature.properties_count == 1 => {
                if let Some(properties) = &mut signature.properties {
                    properties.end(rest, text);
                }
            }
            _ => {}
        }
    }
}

impl Reference {
    /// `false` if it has too many transforms.
    fn start(&mut self, path: &[&str], tag: &StartTag<'_>) -> bool {
        match path {
            ["ds:Transforms", "ds:Transform"] => {
                let uri = attribute(tag, "Algorithm").unwrap_or_default();
                self.transforms.push(Transform::from_uri(&uri));
            }
            ["ds:Transforms", "ds:Transform", "ec:InclusiveNamespaces"] => {
                if let Some(Transform::Canonicalize(_, prefixes)) = self.transforms.last_mut() {
                    *prefixes = attribute(tag, "PrefixList").unwrap_or_default();
                }
            }
            ["ds:DigestMethod"] => keep(&mut self.digest_method, attribute(tag, "Algorithm")),
            _ => {}
        }
        self.transforms.len() <= limits::TRANSFORMS
    }

    /// Whether the signature is left out, and the canonicalization: Canonical XML 1.0 where none is named
    /// (XML Signature §4.4.3.2). `None` if a transform is unknown, or if they come in an order that makes no
    /// sense.
    #[must_use]
    pub fn canonicalization(&self) -> Option<(bool, Method, &str)> {
        let (enveloped, rest) = match self.transforms.as_slice() {
            [Transform::EnvelopedSignature, rest @ ..] => (true, rest),
            rest => (false, rest),
        };
        match rest {
            [] => Some((enveloped, Method::Inclusive, "")),
            [Transform::Canonicalize(method, prefixes)] => Some((enveloped, *method, prefixes)),
            _ => None,
        }
    }
}

impl Properties {
    /// `false` if these are other `SignedProperties` than those that were read.
    fn start(&mut self, path: &[&str], tag: &StartTag<'_>) -> bool {
        match path {
            ["xad:SignedProperties"] => {
                if self.signed_offset.is_some() {
                    return false;
                }
                self.signed_id = attribute(tag, "Id");
                self.signed_offset = Some(tag.span().start);
            }
            [
                "xad:SignedProperties",
                "xad:SignedSignatureProperties",
                ..,
                "xad:CertDigest",
                "xad:DigestMethod" | "ds:DigestMethod",
            ] => keep(&mut self.certificate_digest_method, attribute(tag, "Algorithm")),
            _ => {}
        }
        true
    }

    /// How much memory its texts take, about.
    fn weight(&self) -> usize {
        let texts = [
            &self.xad,
            &self.target,
            &self.signed_id,
            &self.signing_time,
            &self.certificate_digest_method,
            &self.certificate_digest,
            &self.issuer,
            &self.serial,
            &self.policy,
            &self.policy_digest,
            &self.policy_uri,
            &self.role,
        ];
        let texts = texts.into_iter().chain(&self.place).flatten().map(String::len).sum::<usize>();
        self.namespace.len() + texts
    }

    fn end(&mut self, path: &[&str], text: &str) {
        let ["xad:SignedProperties", "xad:SignedSignatureProperties", path @ ..] = path else {
            return;
        };
        let field = match path {
            ["xad:SigningTime"] => &mut self.signing_time,
            ["xad:SigningCertificate", "xad:Cert", path @ ..] => match path {
                ["xad:CertDigest", "xad:DigestValue" | "ds:DigestValue"] => &mut self.certificate_digest,
                ["xad:IssuerSerial", "ds:X509IssuerName"] => &mut self.issuer,
                ["xad:IssuerSerial", "ds:X509SerialNumber"] => &mut self.serial,
                _ => return,
            },
            ["xad:SignaturePolicyIdentifier", "xad:SignaturePolicyId", path @ ..] => match path {
                ["xad:SigPolicyId", "xad:Identifier"] => &mut self.policy,
                ["xad:SigPolicyHash", "xad:DigestValue" | "ds:DigestValue"] => &mut self.policy_digest,
                ["xad:SigPolicyQualifiers", "xad:SigPolicyQualifier", "xad:SPURI"] => &mut self.policy_uri,
                _ => return,
            },
            ["xad:SignatureProductionPlace", part] => match *part {
                "xad:City" => &mut self.place[0],
                "xad:PostalCode" => &mut self.place[1],
                "xad:CountryName" => &mut self.place[2],
                _ => return,
            },
            ["xad:SignerRole", "xad:ClaimedRoles", "xad:ClaimedRole"] => &mut self.role,
            _ => return,
        };
        keep(field, Some(text.to_owned()));
    }
}

/// Whether an element may come next in the part of a signature that it stands in.
fn follows(within: &[&str], name: &str, reached: &mut usize, signature: &ParsedSignature) -> bool {
    let within = within.join("/");
    let transform = signature.references.last().and_then(|reference| reference.transforms.last());
    if within == TRANSFORM && matches!(transform, Some(Transform::Unknown(_))) {
        // What is in a transform that is not known is its own affair.
        return true;
    }
    match part(PARTS, Some(&within)) {
        Some(parts) => next(parts, name, reached),
        None => !CLOSED.iter().any(|closed| within.starts_with(closed)),
    }
}

fn part(table: &[(&str, &'static [&'static str])], name: Option<&str>) -> Option<&'static [&'static str]> {
    table.iter().find(|(part, _)| Some(*part) == name).map(|(_, parts)| *parts)
}

/// What stands behind the name of a part that may be absent.
const MARKS: [char; 2] = ['?', '*'];

/// Whether `name` may come next among `parts`, of which so many are behind.
fn next(parts: &[&str], name: &str, reached: &mut usize) -> bool {
    while let Some(part) = parts.get(*reached) {
        let is_it = part.trim_end_matches(MARKS) == name;
        if is_it && part.ends_with('*') {
            return true;
        }
        if !is_it && !part.ends_with(MARKS) {
            return false;
        }
        *reached += 1;
        if is_it {
            return true;
        }
    }
    false
}

/// The properties that are read, for a part of them that the PES schema looks into.
fn strictly<'a>(within: &[&str], signature: &'a mut ParsedSignature) -> Option<&'a mut Properties> {
    let is_signed = matches!(
        within,
        ["ds:Object", "xad:QualifyingProperties"]
            | ["ds:Object", "xad:QualifyingProperties", "xad:SignedProperties", ..]
    );
    let properties = signature.properties.as_mut();
    properties.filter(|properties| {
        is_signed && signature.properties_count == 1 && properties.namespace == XADES_1_1_1
    })
}

/// Keeps the first of several.
fn keep<T>(field: &mut Option<T>, value: Option<T>) {
    if field.is_none() {
        *field = value;
    }
}

/// The local name behind `ds:`, `xad:` or `ec:`, whatever the document's prefix. What is in `QualifyingProperties` has to
/// be of their own version of XAdES.
fn qualified(tag: &StartTag<'_>, xades: Option<&str>) -> String {
    let namespace = tag.namespace();
    let is_of_version = tag.name().local() == b"QualifyingProperties"
        || xades.is_none_or(|version| version.as_bytes() == namespace);
    let prefix = if namespace == NAMESPACE.as_bytes() {
        "ds:"
    } else if namespace.starts_with(XADES.as_bytes()) && is_of_version {
        "xad:"
    } else if namespace == EXCLUSIVE_NAMESPACE.as_bytes() {
        "ec:"
    } else {
        "?:"
    };
    format!("{prefix}{}", String::from_utf8_lossy(tag.name().local()))
}

fn attribute(tag: &StartTag<'_>, name: &str) -> Option<String> {
    tag.attribute(name).map(|attribute| String::from_utf8_lossy(attribute.value()).into_owned())
}

fn decoded(text: &str) -> Option<Vec<u8>> {
    let compact: String = text.split_ascii_whitespace().collect();
    BASE64.decode(compact).ok().filter(|bytes| !bytes.is_empty())
}
