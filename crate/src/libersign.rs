//! What S2low 5.1 and Pastell ask of a signer in the browser, and what they are answered: digests come in, detached
//! signatures go out.
//!
//! The contract is that of LiberSign: `domain/s2low.md` §1.4 and §3c, `domain/pes-signature.md` §3.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::identity::{Certificate, Signer};
use crate::limits;
use crate::signing::{self, SigningError};
use crate::xades::{self, Draft, Policy, Profile, Signatory, SignatoryError, SigningTime};
use crate::xml::{Encoding, is_ncname};

/// What is asked to be signed of one file, as the page writes it.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Digests of the elements, in hexadecimal digits, with commas between them.
    pub hash: String,
    /// Their Ids, likewise.
    pub pesid: String,
    /// The policy's identifier, description, SHA-256 in base64, and address; empty ones are the DGFiP's.
    pub policy: [String; 4],
    /// Role, city, postal code, country of the signatory; an empty country is France.
    pub signatory: [String; 4],
    /// The name of the format.
    pub format: String,
}

/// The same once it was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    targets: Vec<(String, Vec<u8>)>,
    policy: Policy,
    signatory: Signatory,
    profile: Profile,
}

/// Signatures that lack their values, in the order of what was asked for.
#[derive(Clone, Debug)]
pub struct Drafts(Vec<Draft>);

/// Something that is not signed.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RequestError {
    /// The format is none of a PES; the field is its name.
    Format(String),
    /// There are not as many digests as Ids, or none, or too many.
    Count,
    /// This cannot be the Id of an element.
    Id(String),
    /// The digest of the element with this Id is no SHA-256.
    Digest(String),
    /// The digest of the policy is no SHA-256: it is that of another policy, which is no longer admitted.
    Policy(String),
    /// The signatory cannot be written.
    Signatory(SignatoryError),
    /// The digest of the element with this Id is not that of the file.
    OtherDigest(String),
    /// The file has no element to be signed with this Id.
    NotInFile(String),
    /// The file has an element to be signed, with this Id, that is not asked for.
    NotAsked(String),
    /// S2low would put the signature of this element into another: it does so in the order of the file.
    Order(String),
    /// S2low would break the signature: it cannot write this name of the certificate's authority.
    Issuer(String),
}

/// The formats of a PES, by their names without regard to case.
const FORMATS: &[(&str, Profile)] =
    &[("xades-env-1.2.2-sha256", Profile::XADES_1_2_2), ("xades-env", Profile::DEFAULT)];

impl RequestError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Format(_) => "LIB-001",
            Self::Count => "LIB-002",
            Self::Id(_) => "LIB-003",
            Self::Digest(_) => "LIB-004",
            Self::Policy(_) => "LIB-005",
            Self::Signatory(error) => error.code(),
            Self::OtherDigest(_) => "LIB-006",
            Self::NotInFile(_) => "LIB-007",
            Self::NotAsked(_) => "LIB-008",
            Self::Issuer(_) => "LIB-009",
            Self::Order(_) => "LIB-010",
        }
    }

    /// The value that it is about.
    #[must_use]
    pub fn value(&self) -> &str {
        match self {
            Self::Format(value)
            | Self::Id(value)
            | Self::Digest(value)
            | Self::Policy(value)
            | Self::OtherDigest(value)
            | Self::NotInFile(value)
            | Self::NotAsked(value)
            | Self::Order(value)
            | Self::Issuer(value) => value,
            Self::Count | Self::Signatory(_) => "",
        }
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Format(name) => write!(f, "“{name}” is no format of a PES"),
            Self::Count => f.write_str("there are not as many digests as Ids, or none, or too many"),
            Self::Id(id) => write!(f, "“{id}” cannot be an Id"),
            Self::Digest(id) => write!(f, "the digest of “{id}” is no SHA-256"),
            Self::Policy(identifier) => write!(f, "the digest of the policy {identifier} is no SHA-256"),
            Self::Signatory(error) => error.fmt(f),
            Self::OtherDigest(id) => write!(f, "the digest of “{id}” is not that of the file"),
            Self::NotInFile(id) => write!(f, "the file has nothing to be signed with the Id “{id}”"),
            Self::NotAsked(id) => write!(f, "“{id}” is in the file and not asked for"),
            Self::Order(id) => write!(f, "“{id}” stands elsewhere in the file than in what is asked for"),
            Self::Issuer(name) => write!(f, "S2low cannot write the name of the authority “{name}”"),
        }
    }
}

impl std::error::Error for RequestError {}

impl Request {
    /// Understands what is asked.
    ///
    /// City and role are written without accents, which S2low would break ([`check_issuer`]).
    ///
    /// # Errors
    /// [`RequestError`].
    pub fn read(asked: &Asked) -> Result<Self, RequestError> {
        let named = FORMATS.iter().find(|(name, _)| name.eq_ignore_ascii_case(asked.format.trim()));
        let (_, profile) = named.ok_or_else(|| RequestError::Format(asked.format.clone()))?;
        let ids: Vec<&str> = asked.pesid.split(',').map(str::trim).collect();
        let hashes: Vec<&str> = asked.hash.split(',').map(str::trim).collect();
        if ids.len() != hashes.len() || ids.len() > limits::BORDEREAUX || asked.pesid.trim().is_empty() {
            return Err(RequestError::Count);
        }
        let mut targets: Vec<(String, Vec<u8>)> = Vec::with_capacity(ids.len());
        for (id, hash) in ids.into_iter().zip(hashes) {
            if !is_ncname(id) || id.len() > limits::ID_BYTES || targets.iter().any(|(other, _)| other == id) {
                return Err(RequestError::Id(id.to_owned()));
            }
            let digest = bytes_of(hash).filter(|bytes| bytes.len() == DIGEST_BYTES);
            targets.push((id.to_owned(), digest.ok_or_else(|| RequestError::Digest(id.to_owned()))?));
        }
        let [role, city, postal_code, country] = asked.signatory.each_ref().map(|text| ascii(text));
        let country = if country.trim().is_empty() { Signatory::FRANCE } else { &country };
        let signatory =
            Signatory::new(&role, &city, &postal_code, country).map_err(RequestError::Signatory)?;
        Ok(Self { targets, policy: policy(&asked.policy)?, signatory, profile: *profile })
    }

    /// The Ids of what is to be signed, in the order of the answer.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.targets.iter().map(|(id, _)| id.as_str())
    }

    /// In which capacity and where is signed.
    #[must_use]
    pub fn signatory(&self) -> &Signatory {
        &self.signatory
    }

    /// The policy that is signed under.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Whether what S2low asks for is what is to be signed of a file, no more and no less, and in its order: S2low
    /// counts dépense before recette, and puts the signatures in as the file has its bordereaux
    /// (`domain/s2low.md` §3a, §3c).
    ///
    /// # Errors
    /// [`RequestError`]: the first difference.
    pub fn compare(&self, file: &[signing::Target]) -> Result<(), RequestError> {
        for (id, digest) in &self.targets {
            match file.iter().find(|target| target.id == *id) {
                None => return Err(RequestError::NotInFile(id.clone())),
                Some(target) if target.digest != *digest => {
                    return Err(RequestError::OtherDigest(id.clone()));
                }
                Some(_) => {}
            }
        }
        if let Some(target) = file.iter().find(|target| self.targets.iter().all(|(id, _)| target.id != *id)) {
            return Err(RequestError::NotAsked(target.id.clone()));
        }
        match self.targets.iter().zip(file).find(|((id, _), target)| target.id != *id) {
            Some(((id, _), _)) => Err(RequestError::Order(id.clone())),
            None => Ok(()),
        }
    }

    /// Prepares the signatures.
    ///
    /// # Errors
    /// [`SigningError`]: the certificate will not do.
    pub fn drafts(&self, certificate: &Certificate, time: SigningTime) -> Result<Drafts, SigningError> {
        signing::check_validity(certificate, time)?;
        let draft = |(id, digest): &(String, Vec<u8>)| {
            xades::draft(id, digest, certificate, &self.signatory, time, &self.policy, &self.profile)
                .map_err(SigningError::Certificate)
        };
        self.targets.iter().map(draft).collect::<Result<_, _>>().map(Drafts)
    }
}

impl Drafts {
    /// Signs everything with one key: each `ds:Signature` as text.
    ///
    /// # Errors
    /// [`SigningError::Signer`]: the key refused.
    pub async fn sign(&self, signer: &impl Signer) -> Result<Vec<String>, SigningError> {
        let mut signatures = Vec::with_capacity(self.0.len());
        for draft in &self.0 {
            let value = signer.sign(draft.octets()).await.map_err(SigningError::Signer)?;
            signatures.push(draft.complete(&value));
        }
        Ok(signatures)
    }
}

/// Whether S2low can put signatures of this certificate into a file. It writes them as UTF-8 into files that are in
/// ISO-8859-1, by a replacement of PHP's in which `$1` and `\\` are something else (`domain/s2low.md` §3c), and the
/// name of the authority has to stand in them as it is.
///
/// # Errors
/// [`RequestError::Issuer`]: it would break them.
pub fn check_issuer(certificate: &Certificate) -> Result<(), RequestError> {
    if is_writable_by_s2low(&certificate.issuer()) {
        return Ok(());
    }
    Err(RequestError::Issuer(certificate.issuer_common_name()))
}

fn is_writable_by_s2low(text: &str) -> bool {
    let refers = |pair: &[u8]| match pair {
        [b'$', next] => next.is_ascii_digit() || *next == b'{',
        [b'\\', next] => next.is_ascii_digit() || *next == b'\\',
        _ => false,
    };
    text.is_ascii() && !text.as_bytes().windows(2).any(refers)
}

/// The answer about one file: a document around each signature, in base64, with commas between them.
#[must_use]
pub fn answer(signatures: &[String]) -> String {
    let document = |signature: &String| {
        let text = format!(
            "<?xml version=\"1.0\" encoding=\"ISO-8859-1\" standalone=\"no\"?><DocumentDetachedExternalSignature>\
             {signature}</DocumentDetachedExternalSignature>"
        );
        STANDARD.encode(Encoding::Latin1.encode(&text))
    };
    signatures.iter().map(document).collect::<Vec<_>>().join(",")
}

/// Length of a SHA-256, in bytes.
const DIGEST_BYTES: usize = 32;

fn policy(asked: &[String; 4]) -> Result<Policy, RequestError> {
    let [identifier, description, sha256, uri] = asked.each_ref().map(|text| text.trim());
    let known = Policy::default();
    if identifier.is_empty() {
        return Ok(known);
    }
    let is_sha256 = STANDARD.decode(sha256).is_ok_and(|digest| digest.len() == DIGEST_BYTES);
    let is_writable = [identifier, description, uri].iter().all(|text| {
        text.chars().count() <= limits::POLICY_CHARS
            && !text.contains(|c: char| c.is_control() || !c.is_ascii())
    });
    if !is_sha256 || !is_writable {
        return Err(RequestError::Policy(identifier.to_owned()));
    }
    let or = |text: &str, known: String| if text.is_empty() { known } else { text.to_owned() };
    Ok(Policy {
        identifier: identifier.to_owned(),
        description: or(description, known.description),
        sha256: sha256.to_owned(),
        uri: or(uri, known.uri),
    })
}

fn bytes_of(hexadecimal: &str) -> Option<Vec<u8>> {
    let digits: Vec<u8> =
        hexadecimal.chars().map(|c| c.to_digit(16)?.try_into().ok()).collect::<Option<_>>()?;
    digits
        .len()
        .is_multiple_of(2)
        .then(|| digits.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect())
}

/// French letters, and the same without accents.
const ACCENTS: &[(&str, &str)] = &[
    ("àâäáãå", "a"),
    ("ç", "c"),
    ("éèêë", "e"),
    ("îïíì", "i"),
    ("ñ", "n"),
    ("ôöóòõ", "o"),
    ("ùûüú", "u"),
    ("ÿý", "y"),
    ("œ", "oe"),
    ("æ", "ae"),
    ("ÀÂÄÁÃÅ", "A"),
    ("Ç", "C"),
    ("ÉÈÊË", "E"),
    ("ÎÏÍÌ", "I"),
    ("Ñ", "N"),
    ("ÔÖÓÒÕ", "O"),
    ("ÙÛÜÚ", "U"),
    ("ŸÝ", "Y"),
    ("Œ", "OE"),
    ("Æ", "AE"),
    ("’‘", "'"),
    ("–—", "-"),
    ("\u{a0}\u{202f}", " "),
];

fn ascii(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match ACCENTS.iter().find(|(accented, _)| accented.contains(c)) {
            Some((_, letter)) => plain.push_str(letter),
            None if c.is_ascii() && !matches!(c, '$' | '\\') => plain.push(c),
            None => plain.push('?'),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    const DIGEST: &str = "5bacc4255471f1aedd219e851e7fcfc0164ee34f714903f8385b459ec3de6507";

    fn asked() -> Asked {
        Asked {
            hash: format!("{DIGEST},{}", DIGEST.to_uppercase()),
            pesid: "BORD1, BORD2".to_owned(),
            policy: [
                "urn:oid:1.2.250.1.131.1.5.18.21.1.7".to_owned(),
                String::new(),
                "roF9+cfRHNPtVJolhdqfIqGMVuUXX8aR4rpiquf0u5E=".to_owned(),
                String::new(),
            ],
            signatory: ["Ordonnateur", "Œting-lès-Prés", "57590               ", ""].map(str::to_owned),
            format: "xades-env-1.2.2-sha256".to_owned(),
        }
    }

    fn refusal(change: impl FnOnce(&mut Asked)) -> (&'static str, String) {
        let mut asked = asked();
        change(&mut asked);
        let error = Request::read(&asked).unwrap_err();
        (error.code(), error.value().to_owned())
    }

    #[test]
    fn a_request_of_s2low_is_understood_and_its_names_lose_their_accents() {
        let request = Request::read(&asked()).unwrap();
        assert_eq!(request.ids().collect::<Vec<_>>(), ["BORD1", "BORD2"]);
        assert_eq!(request.targets[0].1, request.targets[1].1);
        assert_eq!(request.policy, Policy::default());
        assert_eq!(request.profile, Profile::XADES_1_2_2);
        let signatory = request.signatory();
        assert_eq!(
            (signatory.city(), signatory.postal_code(), signatory.country()),
            ("OEting-les-Pres", "57590", "France")
        );
    }

    #[test]
    fn the_older_name_of_the_format_stands_for_the_older_version_of_xades() {
        let older = Request::read(&Asked { format: "XADES-env".to_owned(), ..asked() }).unwrap();
        assert_eq!(older.profile, Profile::DEFAULT);
    }

    #[test]
    fn what_cannot_be_signed_is_refused_with_the_value_that_is_wrong() {
        assert_eq!(refusal(|asked| asked.format = "CMS".to_owned()), ("LIB-001", "CMS".to_owned()));
        assert_eq!(refusal(|asked| asked.hash = DIGEST.to_owned()).0, "LIB-002");
        assert_eq!(refusal(|asked| (asked.hash, asked.pesid) = Default::default()).0, "LIB-002");
        let id = |text: &str| refusal(|asked| asked.pesid = format!("BORD1,{text}"));
        for text in ["1", "BORD1", "a\"b", "", "a b"] {
            assert_eq!(id(text), ("LIB-003", text.to_owned()));
        }
        let sha1 = "cc78058a4d1967d4d0d26f5dcc4c8cd89defbb4e";
        let digest = |text: &str| refusal(|asked| asked.hash = format!("{DIGEST},{text}"));
        for text in [sha1, "", "xy", "é"] {
            assert_eq!(digest(text), ("LIB-004", "BORD2".to_owned()));
        }
        let old = refusal(|asked| {
            asked.policy[0] = "urn:oid:1.2.250.1.131.1.5.18.21.1.4".to_owned();
            asked.policy[2] = "Jkdb+aba0Hz6+ZPKmKNhPByzQ+Q=".to_owned();
        });
        assert_eq!(old, ("LIB-005", "urn:oid:1.2.250.1.131.1.5.18.21.1.4".to_owned()));
        assert_eq!(refusal(|asked| asked.signatory[1].clear()).0, "SIG-002");
    }

    #[test]
    fn names_that_s2low_would_change_are_known() {
        for name in ["CN=AC Essai,O=Essai\\, Fils,C=FR", "CN=50 $", "CN=a\\#b"] {
            assert!(is_writable_by_s2low(name), "{name}");
        }
        for name in ["CN=Autorité", "CN=US$1", "CN=${2}", "CN=a\\\\b", "CN=a\\1"] {
            assert!(!is_writable_by_s2low(name), "{name}");
        }
    }

    #[test]
    fn a_file_that_differs_from_what_is_asked_is_told_by_the_first_difference() {
        let request = Request::read(&asked()).unwrap();
        let digest = bytes_of(DIGEST).unwrap();
        let target = |id: &str, digest: &[u8]| signing::Target {
            id: id.to_owned(),
            bordereau: None,
            digest: digest.to_vec(),
            insert_at: 0,
        };
        let both = [target("BORD2", &digest), target("BORD1", &digest)];
        assert_eq!(request.compare(&both), Err(RequestError::Order("BORD1".to_owned())));
        assert_eq!(request.compare(&[both[1].clone(), both[0].clone()]), Ok(()));
        let missing = RequestError::NotInFile("BORD2".to_owned());
        assert_eq!(request.compare(&both[1..]), Err(missing));
        let other = [both[1].clone(), target("BORD2", &[0; 32])];
        assert_eq!(request.compare(&other), Err(RequestError::OtherDigest("BORD2".to_owned())));
        let more = [both[0].clone(), both[1].clone(), target("BORD3", &digest)];
        assert_eq!(request.compare(&more), Err(RequestError::NotAsked("BORD3".to_owned())));
    }
}
