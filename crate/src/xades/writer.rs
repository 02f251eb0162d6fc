//! Writes one `ds:Signature`, element by element as `domain/pes-signature.md` §0 has it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::{Policy, Profile, Signatory, SigningTime};
use crate::c14n::{Method, Subtree};
use crate::dsig::{DigestAlgorithm, ENVELOPED_SIGNATURE, NAMESPACE, Octets, SignatureAlgorithm};
use crate::identity::Certificate;
use crate::xml::{Error, Event, Scanner};

/// Columns of the base64 of the signature and the certificate.
const BASE64_COLUMNS: usize = 76;
const DIGEST: DigestAlgorithm = DigestAlgorithm::Sha256;

/// A signature that lacks its value.
#[derive(Clone, Debug)]
pub struct Draft {
    head: String,
    signed_info: String,
    tail: String,
    signature_id: String,
    octets: Vec<u8>,
}

impl Draft {
    /// The canonical octets of `SignedInfo`, which are to be signed.
    #[must_use]
    pub fn octets(&self) -> &[u8] {
        &self.octets
    }

    /// The whole `ds:Signature` with the value `signature`, as text.
    #[must_use]
    pub fn complete(&self, signature: &[u8]) -> String {
        let Self { head, signed_info, tail, signature_id, .. } = self;
        let value = wrapped_base64(signature);
        format!(
            "{head}{signed_info}<ds:SignatureValue Id=\"{signature_id}_SV\">{value}</ds:SignatureValue>{tail}"
        )
    }
}

/// Writes all but the value of the signature of the element with the Id `id`, an NCName, whose canonical
/// form has the SHA-256 `digest`.
///
/// # Errors
/// The certificate's issuer name holds characters that XML forbids.
pub fn draft(
    id: &str,
    digest: &[u8],
    certificate: &Certificate,
    signatory: &Signatory,
    time: SigningTime,
    policy: &Policy,
    profile: &Profile,
) -> Result<Draft, Error> {
    let signature_id = format!("{id}_SIG_1");
    let head = format!("<ds:Signature xmlns:ds=\"{NAMESPACE}\" Id=\"{signature_id}\">");
    let properties_id = format!("{signature_id}_SP");
    let xad = profile.xades.namespace;
    let properties = signed_properties(&properties_id, certificate, signatory, time, policy, profile);
    let object = format!(
        "<ds:Object><xad:QualifyingProperties xmlns:xad=\"{xad}\" Target=\"#{signature_id}\">{properties}\
         </xad:QualifyingProperties></ds:Object>"
    );
    let key_info = format!(
        "<ds:KeyInfo><ds:X509Data><ds:X509Certificate>{}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>",
        wrapped_base64(certificate.der())
    );
    let properties_octets = canonical(&format!("{head}{object}</ds:Signature>"), "SignedProperties")?;
    let signed_info = signed_info(id, digest, xad, &properties_id, &DIGEST.digest(&properties_octets));
    let octets = canonical(&format!("{head}{signed_info}</ds:Signature>"), "SignedInfo")?;
    let tail = format!("{key_info}{object}</ds:Signature>");
    Ok(Draft { head, signed_info, tail, signature_id, octets })
}

fn signed_info(id: &str, digest: &[u8], xad: &str, properties_id: &str, properties_digest: &[u8]) -> String {
    let c14n = Method::Exclusive.uri();
    let method = SignatureAlgorithm::POLICY.uri();
    let digest_method = DIGEST.uri();
    let (digest, properties_digest) = (STANDARD.encode(digest), STANDARD.encode(properties_digest));
    format!(
        "<ds:SignedInfo>\
         <ds:CanonicalizationMethod Algorithm=\"{c14n}\"/><ds:SignatureMethod Algorithm=\"{method}\"/>\
         <ds:Reference URI=\"#{id}\"><ds:Transforms><ds:Transform Algorithm=\"{ENVELOPED_SIGNATURE}\"/>\
         <ds:Transform Algorithm=\"{c14n}\"/></ds:Transforms><ds:DigestMethod Algorithm=\"{digest_method}\"/>\
         <ds:DigestValue>{digest}</ds:DigestValue></ds:Reference>\
         <ds:Reference Type=\"{xad}SignedProperties\" URI=\"#{properties_id}\"><ds:Transforms>\
         <ds:Transform Algorithm=\"{c14n}\"/></ds:Transforms><ds:DigestMethod Algorithm=\"{digest_method}\"/>\
         <ds:DigestValue>{properties_digest}</ds:DigestValue></ds:Reference>\
         </ds:SignedInfo>"
    )
}

fn signed_properties(
    id: &str,
    certificate: &Certificate,
    signatory: &Signatory,
    time: SigningTime,
    policy: &Policy,
    profile: &Profile,
) -> String {
    let prefix = profile.xades.digest_prefix;
    let digest = |value: &str| {
        format!(
            "<{prefix}:DigestMethod Algorithm=\"{}\"/><{prefix}:DigestValue>{}</{prefix}:DigestValue>",
            DIGEST.uri(),
            escaped(value)
        )
    };
    let certificate_digest = digest(&STANDARD.encode(certificate.sha256()));
    let policy_digest = digest(&policy.sha256);
    let (issuer, serial) = (escaped(&certificate.issuer()), certificate.serial());
    let (identifier, description) = (escaped(&policy.identifier), escaped(&policy.description));
    let uri = escaped(&policy.uri);
    let (city, postal_code) = (escaped(signatory.city()), escaped(signatory.postal_code()));
    let (country, role) = (escaped(signatory.country()), escaped(signatory.role()));
    format!(
        "<xad:SignedProperties Id=\"{id}\"><xad:SignedSignatureProperties>\
         <xad:SigningTime>{time}</xad:SigningTime>\
         <xad:SigningCertificate><xad:Cert><xad:CertDigest>{certificate_digest}</xad:CertDigest>\
         <xad:IssuerSerial><ds:X509IssuerName>{issuer}</ds:X509IssuerName>\
         <ds:X509SerialNumber>{serial}</ds:X509SerialNumber></xad:IssuerSerial></xad:Cert>\
         </xad:SigningCertificate>\
         <xad:SignaturePolicyIdentifier><xad:SignaturePolicyId><xad:SigPolicyId>\
         <xad:Identifier>{identifier}</xad:Identifier><xad:Description>{description}</xad:Description>\
         </xad:SigPolicyId><xad:SigPolicyHash>{policy_digest}</xad:SigPolicyHash>\
         <xad:SigPolicyQualifiers><xad:SigPolicyQualifier><xad:SPURI>{uri}</xad:SPURI>\
         </xad:SigPolicyQualifier></xad:SigPolicyQualifiers></xad:SignaturePolicyId>\
         </xad:SignaturePolicyIdentifier>\
         <xad:SignatureProductionPlace><xad:City>{city}</xad:City><xad:PostalCode>{postal_code}</xad:PostalCode>\
         <xad:CountryName>{country}</xad:CountryName></xad:SignatureProductionPlace>\
         <xad:SignerRole><xad:ClaimedRoles><xad:ClaimedRole>{role}</xad:ClaimedRole></xad:ClaimedRoles>\
         </xad:SignerRole></xad:SignedSignatureProperties></xad:SignedProperties>"
    )
}

/// The exclusive canonical form of the first element of `fragment` with the local name `local`.
fn canonical(fragment: &str, local: &str) -> Result<Vec<u8>, Error> {
    let mut subtree: Option<Subtree<Octets>> = None;
    let mut octets = Vec::new();
    let mut scanner = Scanner::new();
    scanner.tell(fragment.as_bytes(), &mut |event| {
        if let Event::Start(tag) = event
            && subtree.is_none()
            && tag.name().local() == local.as_bytes()
        {
            subtree = Some(Subtree::new(Method::Exclusive, Octets::Kept(Vec::new())));
        }
        if let Some(mut running) = subtree.take() {
            if running.event(event) {
                octets = running.finish().finish();
            } else {
                subtree = Some(running);
            }
        }
    })?;
    scanner.finish()?;
    Ok(octets)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\r', "&#13;")
}

/// Base64 in lines that end with LF, but for the last.
fn wrapped_base64(bytes: &[u8]) -> String {
    let text = STANDARD.encode(bytes);
    let mut wrapped = String::with_capacity(text.len() + text.len() / BASE64_COLUMNS + 1);
    for (index, c) in text.chars().enumerate() {
        if index > 0 && index.is_multiple_of(BASE64_COLUMNS) {
            wrapped.push('\n');
        }
        wrapped.push(c);
    }
    wrapped
}
