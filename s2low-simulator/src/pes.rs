//! What S2low's worker reads in a PES Aller: a few header values, and where the signatures are.

use std::borrow::Cow;
use std::collections::HashMap;

use encoding_rs::Encoding;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::{NsReader, XmlVersion};

const DSIG: &str = "http://www.w3.org/2000/09/xmldsig#";

/// A PES Aller as the worker sees it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Pes {
    /// Local name of the root.
    pub(crate) root: String,
    /// Names of the root's children that are in no namespace.
    pub(crate) children: Vec<String>,
    /// `Enveloppe/Parametres/NomFic`.
    pub(crate) nom_fic: Option<String>,
    /// `EnTetePES/CodCol`.
    pub(crate) cod_col: Option<String>,
    /// `EnTetePES/CodColl`, an older spelling that S2low accepts when it sends.
    pub(crate) cod_coll: Option<String>,
    /// `EnTetePES/IdPost`.
    pub(crate) id_post: Option<String>,
    /// `EnTetePES/CodBud`.
    pub(crate) cod_bud: Option<String>,
    /// `EnTetePES/IdColl`.
    pub(crate) id_coll: Option<String>,
    /// Every bordereau of dépense and recette, in document order.
    pub(crate) bordereaux: Vec<Bordereau>,
    /// Every `ds:Signature`, in document order.
    pub(crate) signatures: Vec<Signature>,
    /// Local names of the elements that carry each `Id`.
    pub(crate) ids: HashMap<String, Vec<String>>,
    /// `SigningTime` texts under the `QualifyingProperties` of each `Target`.
    pub(crate) signing_times: HashMap<String, Vec<String>>,
}

/// What an acquittement and S2low's own signing need of a bordereau.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Bordereau {
    /// Whether it stands in `PES_RecetteAller`.
    pub(crate) recette: bool,
    /// Its `Id`.
    pub(crate) id: Option<String>,
    /// `BlocBordereau/IdBord`.
    pub(crate) number: String,
    /// `BlocBordereau/Exer`.
    pub(crate) year: String,
    /// `IdPce` of its first piece.
    pub(crate) first_piece: Option<String>,
}

/// What the verification needs of one `ds:Signature`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Signature {
    /// Its `Id`.
    pub(crate) id: Option<String>,
    /// `URI` of the first `SignedInfo/Reference`.
    pub(crate) first_reference: Option<String>,
    /// Text of the first `KeyInfo/X509Data/X509Certificate`.
    pub(crate) certificate: Option<String>,
}

/// The file is not XML that can be read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct NotXml;

impl Pes {
    /// Reads a whole file.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, NotXml> {
        let text = decode(bytes)?;
        let mut reader = NsReader::from_str(&text);
        let mut reading = Reading::default();
        loop {
            let (namespace, event) = reader.read_resolved_event().map_err(|_| NotXml)?;
            let namespace = match namespace {
                ResolveResult::Bound(found) => Some(found.into_inner().to_owned()),
                _ => None,
            };
            match event {
                Event::Start(start) => reading.open(namespace, &start)?,
                Event::Empty(start) => {
                    reading.open(namespace, &start)?;
                    reading.close();
                }
                Event::End(_) => reading.close(),
                Event::Text(text) => reading.text(&text.xml10_content()),
                Event::CData(text) => reading.text(&text.xml10_content()),
                Event::Eof => return Ok(reading.pes),
                _ => {}
            }
        }
    }
}

/// Where the reader is, and what it has found so far.
#[derive(Default)]
struct Reading {
    pes: Pes,
    open: Vec<Open>,
    wanted: Option<Wanted>,
}

struct Open {
    dsig: bool,
    name: String,
    /// For a signature, its place in [`Pes::signatures`].
    signature: Option<usize>,
    /// For `QualifyingProperties`, its `Target`.
    target: Option<String>,
}

/// A text that is being collected, and where it goes.
struct Wanted {
    text: String,
    depth: usize,
    place: Place,
}

enum Place {
    Certificate(usize),
    SigningTime(String),
}

impl Reading {
    fn open(&mut self, namespace: Option<String>, start: &BytesStart<'_>) -> Result<(), NotXml> {
        let name = start.local_name().into_inner().to_owned();
        let dsig = namespace.as_deref() == Some(DSIG);
        let attributes = attributes(start)?;
        let attribute =
            |wanted: &str| attributes.iter().find(|(name, _)| name == wanted).map(|(_, v)| v.clone());
        if let Some(id) = attribute("Id") {
            self.pes.ids.entry(id).or_default().push(name.clone());
        }
        match self.open.len() {
            0 => self.pes.root.clone_from(&name),
            1 if namespace.is_none() => self.pes.children.push(name.clone()),
            _ => {}
        }
        self.header(&name, attribute("V"));
        self.bordereau(&name, attribute("Id"), attribute("V"));

        let mut opened = Open { dsig, name, signature: None, target: None };
        if dsig && opened.name == "Signature" {
            opened.signature = Some(self.pes.signatures.len());
            self.pes.signatures.push(Signature { id: attribute("Id"), ..Signature::default() });
        }
        if opened.name == "QualifyingProperties" {
            opened.target = attribute("Target");
        }
        self.open.push(opened);
        self.in_signature(attribute("URI"));
        self.signing_time();
        Ok(())
    }

    /// Keeps the header values; the first of each counts.
    fn header(&mut self, name: &str, value: Option<String>) {
        let path: Vec<&str> = self.open.iter().skip(1).map(|open| open.name.as_str()).collect();
        let field = match (path.as_slice(), name) {
            (["Enveloppe", "Parametres"], "NomFic") => &mut self.pes.nom_fic,
            (["EnTetePES"], "CodCol") => &mut self.pes.cod_col,
            (["EnTetePES"], "CodColl") => &mut self.pes.cod_coll,
            (["EnTetePES"], "IdPost") => &mut self.pes.id_post,
            (["EnTetePES"], "CodBud") => &mut self.pes.cod_bud,
            (["EnTetePES"], "IdColl") => &mut self.pes.id_coll,
            _ => return,
        };
        if field.is_none() {
            *field = value;
        }
    }

    /// Keeps what tells a bordereau.
    fn bordereau(&mut self, name: &str, id: Option<String>, value: Option<String>) {
        let path: Vec<&str> = self.open.iter().skip(1).map(|open| open.name.as_str()).collect();
        let value = value.unwrap_or_default();
        match (path.as_slice(), name) {
            ([domain @ ("PES_DepenseAller" | "PES_RecetteAller")], "Bordereau") => {
                let recette = *domain == "PES_RecetteAller";
                self.pes.bordereaux.push(Bordereau { recette, id, ..Bordereau::default() });
            }
            ([_, "Bordereau", "BlocBordereau"], "IdBord" | "Exer")
            | ([_, "Bordereau", "Piece", "BlocPiece", ..], "IdPce") => {
                let Some(bordereau) = self.pes.bordereaux.last_mut() else { return };
                match name {
                    "IdBord" => bordereau.number = value,
                    "Exer" => bordereau.year = value,
                    _ => {
                        bordereau.first_piece.get_or_insert(value);
                    }
                }
            }
            _ => {}
        }
    }

    /// Looks whether the innermost open element is one that a signature's verification needs.
    fn in_signature(&mut self, uri: Option<String>) {
        let open = self.open.as_slice();
        if let [.., signature, info, reference] = open
            && let Some(index) = signature.signature
            && is(info, "SignedInfo")
            && is(reference, "Reference")
            && self.pes.signatures[index].first_reference.is_none()
        {
            // A Reference without URI is the first one all the same.
            self.pes.signatures[index].first_reference = Some(uri.unwrap_or_default());
        } else if let [.., signature, key, data, certificate] = open
            && let Some(index) = signature.signature
            && is(key, "KeyInfo")
            && is(data, "X509Data")
            && is(certificate, "X509Certificate")
            && self.pes.signatures[index].certificate.is_none()
        {
            self.collect(Place::Certificate(index));
        }
    }

    fn signing_time(&mut self) {
        if self.open.last().is_some_and(|open| open.name == "SigningTime")
            && let Some(target) = self.open.iter().rev().find_map(|open| open.target.clone())
        {
            self.collect(Place::SigningTime(target));
        }
    }

    fn collect(&mut self, place: Place) {
        self.wanted = Some(Wanted { text: String::new(), depth: self.open.len(), place });
    }

    fn text(&mut self, text: &str) {
        if let Some(wanted) = &mut self.wanted {
            wanted.text.push_str(text);
        }
    }

    fn close(&mut self) {
        if self.wanted.as_ref().is_some_and(|wanted| wanted.depth == self.open.len())
            && let Some(Wanted { text, place, .. }) = self.wanted.take()
        {
            match place {
                Place::Certificate(index) => self.pes.signatures[index].certificate = Some(text),
                Place::SigningTime(target) => self.pes.signing_times.entry(target).or_default().push(text),
            }
        }
        self.open.pop();
    }
}

fn is(open: &Open, name: &str) -> bool {
    open.dsig && open.name == name
}

/// Un-prefixed attributes with their values.
fn attributes(start: &BytesStart<'_>) -> Result<Vec<(String, String)>, NotXml> {
    let mut found = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|_| NotXml)?;
        if attribute.key.prefix().is_none() {
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| NotXml)?;
            found.push((attribute.key.into_inner().to_owned(), value.into_owned()));
        }
    }
    Ok(found)
}

/// Decodes a file as its XML declaration says; UTF-8 when it says nothing.
fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, NotXml> {
    let label = declared_encoding(bytes).unwrap_or_else(|| "utf-8".into());
    if matches!(label.to_ascii_lowercase().as_str(), "iso-8859-1" | "latin1") {
        // encoding_rs reads this label as windows-1252, which differs in 0x80..0xA0.
        return Ok(encoding_rs::mem::decode_latin1(bytes));
    }
    let encoding = Encoding::for_label(label.as_bytes()).ok_or(NotXml)?;
    let (text, _, malformed) = encoding.decode(bytes);
    if malformed { Err(NotXml) } else { Ok(text) }
}

/// The encoding that the XML declaration names.
fn declared_encoding(bytes: &[u8]) -> Option<String> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let end = memchr::memmem::find(bytes, b"?>")?;
    let declaration = std::str::from_utf8(&bytes[..end]).ok()?.strip_prefix("<?xml")?;
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    Some(value[1..].split_once(quote)?.0.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIGNED: &[u8] = b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<n:PES_Aller xmlns:n=\"urn:n\" xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">\
        <Enveloppe><Parametres><NomFic V=\"\xE9t\xE9.xml\"/></Parametres></Enveloppe><EnTetePES><CodCol V=\"421\"/></EnTetePES>\
        <PES_DepenseAller><Bordereau Id=\"B1\"><ds:Signature Id=\"S1\"><ds:SignedInfo><ds:Reference URI=\"#B1\"/><ds:Reference URI=\"#P1\"/></ds:SignedInfo>\
        <ds:KeyInfo><ds:X509Data><ds:X509Certificate>TUlJ\nQQ==</ds:X509Certificate><ds:X509Certificate>Wg==</ds:X509Certificate></ds:X509Data></ds:KeyInfo>\
        <ds:Object><xad:QualifyingProperties xmlns:xad=\"urn:xad\" Target=\"#S1\"><xad:SigningTime> 2026-11-23T09:00:00Z </xad:SigningTime></xad:QualifyingProperties></ds:Object>\
        </ds:Signature></Bordereau></PES_DepenseAller><ds:Signature/></n:PES_Aller>";

    #[test]
    fn a_signed_file_in_latin1_is_read() {
        let pes = Pes::read(SIGNED).unwrap();
        assert_eq!(pes.root, "PES_Aller");
        assert_eq!(pes.children, ["Enveloppe", "EnTetePES", "PES_DepenseAller"]);
        assert_eq!(pes.nom_fic.as_deref(), Some("été.xml"));
        assert_eq!(pes.cod_col.as_deref(), Some("421"));
        assert_eq!(pes.signatures.len(), 2);
        assert_eq!(pes.signatures[0].id.as_deref(), Some("S1"));
        assert_eq!(pes.signatures[0].first_reference.as_deref(), Some("#B1"));
        assert_eq!(pes.signatures[0].certificate.as_deref(), Some("TUlJ\nQQ=="));
        assert_eq!(pes.signatures[1], Signature::default());
        assert_eq!(pes.ids["B1"], ["Bordereau"]);
        assert_eq!(pes.signing_times["#S1"], [" 2026-11-23T09:00:00Z "]);
    }

    #[test]
    fn a_broken_file_is_not_xml() {
        assert_eq!(Pes::read(&SIGNED[..SIGNED.len() - 20]), Err(NotXml));
        assert_eq!(Pes::read(b"<?xml version='1.0' encoding='UTF-8'?><a b='\xE9'/>"), Err(NotXml));
    }
}
