//! Reads a flux off its events: a table of places, no tree.

use super::{
    ALLER_NAMESPACE, Amount, Bordereau, Code, Domain, DomainHeader, Findings, Flux, Kind, Piece, Rules,
};
use crate::limits;
use crate::xml::{EndTag, Event, Position, StartTag, as_u64};

/// The namespace of `ds:Signature`.
const SIGNATURE_NAMESPACE: &str = "http://www.w3.org/2000/09/xmldsig#";

/// Reads one flux, event by event.
#[derive(Debug)]
pub struct Reader {
    flux: Flux,
    findings: Findings,
    rules: Rules,
    places: Vec<Place>,
    /// How many elements are open below the last of the places, of which nothing is read but signatures.
    unread: usize,
    /// `MtCumulAnnuel` of the bordereau being read.
    yearly_sum: Option<Amount>,
    /// Where the bordereau being read begins.
    bordereau_at: Position,
    header: HeaderEdit,
    /// What would set `InfoDematerialisee` to 1 everywhere.
    edits: Vec<Edit>,
}

/// What the caller may want to act upon, at the event just read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Nothing.
    None,
    /// The root element begins.
    RootStart,
    /// The bordereau at this index of [`Flux::bordereaux`] begins.
    BordereauStart(usize),
    /// It ends.
    BordereauEnd(usize),
    /// The root element ends.
    RootEnd,
}

/// A change of some bytes of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Offset of the first byte replaced.
    pub start: u64,
    /// Offset of the byte after the last one replaced; the same for an insertion.
    pub end: u64,
    /// What comes there: ASCII.
    pub replacement: String,
}

/// `InfoDematerialisee` of the header being read.
#[derive(Debug, Default)]
struct HeaderEdit {
    value: Option<(u64, u64)>,
    at: Option<Position>,
    text: Option<String>,
}

/// Where in a flux an element stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Root,
    Enveloppe,
    Parametres,
    EnTetePes,
    Domain(Domain),
    DomainHeader(Domain),
    Bordereau(usize),
    BlocBordereau(usize),
    /// In a piece that is kept, however deep.
    Piece(usize),
    Attachments,
    /// Nothing of it is read but signatures.
    Other,
}

impl Reader {
    /// A reader at the start of a document.
    #[must_use]
    pub fn new(rules: Rules) -> Self {
        Self {
            flux: Flux::default(),
            findings: Findings::default(),
            rules,
            places: Vec::new(),
            unread: 0,
            yearly_sum: None,
            bordereau_at: Position::default(),
            header: HeaderEdit::default(),
            edits: Vec::new(),
        }
    }

    /// Reads one event.
    #[inline(always)]
    pub fn event(&mut self, event: &Event<'_>) -> Notice {
        match event {
            Event::Start(tag) if self.unread > 0 && tag.name().local() != b"Signature" => {
                self.unread += 1;
                Notice::None
            }
            Event::Start(tag) => self.start(tag),
            Event::End(_) if self.unread > 0 => {
                self.unread -= 1;
                Notice::None
            }
            Event::End(tag) => self.end(tag),
            _ => Notice::None,
        }
    }

    /// What was read so far.
    #[must_use]
    pub fn flux(&self) -> &Flux {
        &self.flux
    }

    /// The findings so far, to add to.
    pub fn findings_mut(&mut self) -> &mut Findings {
        &mut self.findings
    }

    /// Ends the file of `size` bytes: the flux, its findings, and the edits that would prepare it for
    /// signing.
    #[must_use]
    pub fn finish(mut self, size: u64) -> (Flux, Findings, Vec<Edit>) {
        if self.flux.kind == Kind::Aller {
            self.check_header();
            if size > self.rules.max_bytes {
                self.findings.add(Code::TooLarge, "", Some(&size.to_string()), None);
            }
        }
        if self.flux.signatures > 0 {
            self.edits.clear();
        }
        if !self.edits.is_empty() {
            self.findings.mark_repairable(Code::NotPrepared);
        }
        (self.flux, self.findings, self.edits)
    }

    #[inline]
    fn start(&mut self, tag: &StartTag<'_>) -> Notice {
        let Some(parent) = self.places.last().copied() else {
            self.places.push(Place::Root);
            self.start_root(tag);
            return Notice::RootStart;
        };
        let local = tag.name().local();
        if local == b"Signature" && tag.is(SIGNATURE_NAMESPACE, "Signature") {
            self.flux.signatures += 1;
            for place in &self.places {
                if let Place::Bordereau(index) = place {
                    self.flux.bordereaux[*index].signed = true;
                }
            }
            self.unread += 1;
            return Notice::None;
        }
        if self.unread > 0 {
            self.unread += 1;
            return Notice::None;
        }
        let mut notice = Notice::None;
        let place = match (parent, local) {
            (Place::Root, _) => self.start_part(local),
            (Place::Enveloppe, b"Parametres") => Place::Parametres,
            (Place::Parametres, b"NomFic") => set(&mut self.flux.nom_fic, tag),
            (Place::Parametres, b"TypFic") => set(&mut self.flux.typ_fic, tag),
            (Place::EnTetePes, b"DteStr") => set(&mut self.flux.date, tag),
            (Place::EnTetePes, b"IdPost") => set(&mut self.flux.id_post, tag),
            (Place::EnTetePes, b"IdColl") => set(&mut self.flux.id_coll, tag),
            (Place::EnTetePes, b"CodCol" | b"CodColl") => set(&mut self.flux.cod_col, tag),
            (Place::EnTetePes, b"CodBud") => set(&mut self.flux.cod_bud, tag),
            (Place::EnTetePes, b"LibelleColBud") => set(&mut self.flux.libelle, tag),
            (Place::Domain(domain), b"EnTeteDepense" | b"EnTeteRecette") => {
                self.header =
                    HeaderEdit { at: Some(tag.position(tag.span().start)), ..HeaderEdit::default() };
                Place::DomainHeader(domain)
            }
            (Place::DomainHeader(_), b"InfoDematerialisee") => {
                self.header.at = Some(tag.position(tag.span().start));
                self.header.text = value(tag);
                self.header.value =
                    tag.attribute("V").map(|v| v.value_span()).map(|span| (span.start, span.end));
                Place::Other
            }
            (Place::Domain(domain), b"Bordereau") => {
                notice = self.start_bordereau(domain, tag);
                match notice {
                    Notice::BordereauStart(index) => Place::Bordereau(index),
                    _ => Place::Other,
                }
            }
            (Place::Bordereau(index), b"BlocBordereau") => Place::BlocBordereau(index),
            (Place::Bordereau(index), b"Piece") => self.start_piece(index),
            (Place::Piece(index), _) => {
                self.piece_field(index, local, tag);
                Place::Piece(index)
            }
            (Place::BlocBordereau(index), _) => self.bordereau_field(index, local, tag),
            (Place::Attachments, b"PJ") => {
                self.flux.attachments += 1;
                Place::Other
            }
            _ => Place::Other,
        };
        match place {
            Place::Other => self.unread = 1,
            place => self.places.push(place),
        }
        notice
    }

    fn start_root(&mut self, tag: &StartTag<'_>) {
        let local = String::from_utf8_lossy(tag.name().local()).into_owned();
        let position = Some(tag.position(tag.span().start));
        self.flux.kind = match local.as_str() {
            "PES_Aller" if tag.namespace() == ALLER_NAMESPACE.as_bytes() => Kind::Aller,
            "PES_ACQUIT" | "PES_NonAcquit" => Kind::Acquit,
            "PES_Retour" => Kind::Retour,
            _ => Kind::Other,
        };
        match self.flux.kind {
            Kind::Aller => {}
            Kind::Acquit | Kind::Retour => self.findings.add(Code::FromTreasury, &local, None, position),
            Kind::Other => self.findings.add(Code::NotAller, &local, None, position),
        }
        self.flux.id = self.id(tag, &local, position);
        self.flux.root = local;
    }

    /// The `Id` of an element to be signed. One that is too long blocks: cut, it would be another.
    fn id(&mut self, tag: &StartTag<'_>, element: &str, position: Option<Position>) -> Option<String> {
        let id = tag.attribute("Id")?.value();
        if id.len() > limits::ID_BYTES {
            let start = short(tag.attribute("Id")?.value());
            self.findings.add(Code::MalformedId, element, Some(&start), position);
            return None;
        }
        Some(String::from_utf8_lossy(id).into_owned()).filter(|id| !id.is_empty())
    }

    fn start_part(&mut self, local: &[u8]) -> Place {
        let place = match local {
            b"Enveloppe" => return Place::Enveloppe,
            b"EnTetePES" => return Place::EnTetePes,
            b"PES_DepenseAller" => Place::Domain(Domain::Depense),
            b"PES_RecetteAller" => Place::Domain(Domain::Recette),
            b"PES_PJ" => Place::Attachments,
            _ => Place::Other,
        };
        let local = String::from_utf8_lossy(local);
        // The schema has a dozen parts; a hostile file may have millions of names.
        if self.flux.parts.len() < 64 && !self.flux.parts.iter().any(|part| *part == local) {
            self.flux.parts.push(local.into_owned());
        }
        place
    }

    fn start_bordereau(&mut self, domain: Domain, tag: &StartTag<'_>) -> Notice {
        let position = tag.position(tag.span().start);
        if self.flux.bordereaux.len() >= limits::BORDEREAUX {
            self.findings.add(Code::TooManyBordereaux, "Bordereau", None, Some(position));
            return Notice::None;
        }
        self.yearly_sum = None;
        self.bordereau_at = position;
        let id = self.id(tag, "Bordereau", Some(position));
        self.flux.bordereaux.push(Bordereau {
            domain,
            id,
            number: None,
            year: None,
            date: None,
            kind: None,
            declared_pieces: None,
            pieces: 0,
            listed: Vec::new(),
            total: None,
            signed: false,
        });
        Notice::BordereauStart(self.flux.bordereaux.len() - 1)
    }

    fn start_piece(&mut self, index: usize) -> Place {
        let keep = self.flux.pieces < as_u64(limits::PIECES_KEPT);
        self.flux.pieces += 1;
        let bordereau = &mut self.flux.bordereaux[index];
        bordereau.pieces += 1;
        if !keep {
            return Place::Other;
        }
        bordereau.listed.push(Piece::default());
        Place::Piece(index)
    }

    fn piece_field(&mut self, index: usize, local: &[u8], tag: &StartTag<'_>) {
        let Some(piece) = self.flux.bordereaux[index].listed.last_mut() else {
            return;
        };
        match local {
            b"IdPce" => keep_short(&mut piece.number, tag),
            b"Obj" | b"ObjPce" => keep_short(&mut piece.object, tag),
            b"Nom" => keep_short(&mut piece.party, tag),
            b"Prenom" => {
                let name = piece.party.as_mut().zip(short_value(tag)).filter(|(name, _)| !name.contains(' '));
                if let Some((name, first)) = name {
                    *name = format!("{name} {first}");
                }
            }
            b"MtHT" => piece.total += amount(tag).unwrap_or_default(),
            b"NomPJ" if piece.attachments.len() < limits::PIECE_ATTACHMENTS => {
                piece.attachments.extend(short_value(tag));
            }
            _ => {}
        }
    }

    fn bordereau_field(&mut self, index: usize, local: &[u8], tag: &StartTag<'_>) -> Place {
        let bordereau = &mut self.flux.bordereaux[index];
        match local {
            b"IdBord" => bordereau.number = short_value(tag),
            b"Exer" => bordereau.year = short_value(tag),
            b"DteBordEm" => bordereau.date = short_value(tag),
            b"TypBord" => bordereau.kind = short_value(tag),
            b"NbrPce" => bordereau.declared_pieces = short_value(tag),
            b"MtBordHT" | b"MtBordHt" => bordereau.total = amount(tag),
            b"MtCumulAnnuel" => self.yearly_sum = amount(tag),
            _ => {}
        }
        Place::Other
    }

    fn end(&mut self, tag: &EndTag<'_>) -> Notice {
        match self.places.pop() {
            Some(Place::Bordereau(index)) => {
                self.check_bordereau(index);
                Notice::BordereauEnd(index)
            }
            Some(Place::DomainHeader(domain)) => {
                self.end_domain_header(domain, tag.offset());
                Notice::None
            }
            Some(Place::Root) => Notice::RootEnd,
            _ => Notice::None,
        }
    }

    fn end_domain_header(&mut self, domain: Domain, end_tag: Option<u64>) {
        let header = std::mem::take(&mut self.header);
        let prepared = header.text.as_deref().map(|text| matches!(text.trim(), "1" | "true"));
        // The schema has two headers; a hostile file may have millions.
        if self.flux.headers.len() < limits::DOMAIN_HEADERS {
            self.flux.headers.push(DomainHeader { domain, prepared });
        }
        if prepared == Some(true) || self.edits.len() >= limits::DOMAIN_HEADERS {
            return;
        }
        self.findings.add(Code::NotPrepared, "InfoDematerialisee", header.text.as_deref(), header.at);
        let edit = match (header.text, header.value, end_tag) {
            (Some(_), Some((start, end)), _) => Some(Edit { start, end, replacement: "1".to_owned() }),
            (None, _, Some(end)) => {
                let replacement = "<InfoDematerialisee V=\"1\"/>".to_owned();
                Some(Edit { start: end, end, replacement })
            }
            _ => None,
        };
        self.edits.extend(edit);
    }

    fn check_bordereau(&mut self, index: usize) {
        let bordereau = &self.flux.bordereaux[index];
        let position = Some(self.bordereau_at);
        if let Some(declared) = &bordereau.declared_pieces
            && declared.trim().parse() != Ok(bordereau.pieces)
        {
            self.findings.add(Code::PieceCount, "NbrPce", Some(declared), position);
        }
        let prepared =
            self.flux.headers.iter().any(|h| h.domain == bordereau.domain && h.prepared == Some(true));
        // An ORMC bordereau needs none (annotation of MtCumulAnnuel in recette).
        let needs_sum = bordereau.kind.as_deref() != Some("06");
        if prepared && needs_sum && !self.yearly_sum.is_some_and(Amount::is_positive) {
            let number = bordereau.number.clone();
            self.findings.add(Code::NoYearlySum, "MtCumulAnnuel", number.as_deref(), position);
        }
    }

    /// What S2low's worker and its sending refuse (`domain/s2low.md` §3e).
    fn check_header(&mut self) {
        let Flux { nom_fic, cod_col, id_coll, id_post, cod_bud, parts, .. } = &self.flux;
        if parts.is_empty() {
            self.findings.add(Code::NothingInside, "PES_Aller", None, None);
        }
        if nom_fic.as_deref().is_none_or(str::is_empty) {
            self.findings.add(Code::NoFileName, "Enveloppe/Parametres/NomFic", nom_fic.as_deref(), None);
        }
        let mut exactly = |code, element, value: &Option<String>, length| {
            if value.as_ref().is_none_or(|value| value.chars().count() != length) {
                self.findings.add(code, element, value.as_deref(), None);
            }
        };
        exactly(Code::CodColLength, "EnTetePES/CodCol", cod_col, 3);
        exactly(Code::IdPostLength, "EnTetePES/IdPost", id_post, 6);
        exactly(Code::CodBudLength, "EnTetePES/CodBud", cod_bud, 2);
        if let Some(id_coll) = id_coll.as_ref().filter(|id_coll| id_coll.chars().count() > 14) {
            self.findings.add(Code::IdCollLength, "EnTetePES/IdColl", Some(id_coll), None);
        }
    }
}

/// Keeps the first of several.
fn set(field: &mut Option<String>, tag: &StartTag<'_>) -> Place {
    if field.is_none() {
        *field = value(tag);
    }
    Place::Other
}

/// The attribute `V`, which holds the value of every simple PES element.
fn value(tag: &StartTag<'_>) -> Option<String> {
    attribute(tag, "V")
}

/// Keeps the first of several, cut to a length that a line can show.
fn keep_short(field: &mut Option<String>, tag: &StartTag<'_>) {
    if field.is_none() {
        *field = short_value(tag);
    }
}

fn short_value(tag: &StartTag<'_>) -> Option<String> {
    tag.attribute("V").map(|attribute| short(attribute.value()))
}

fn amount(tag: &StartTag<'_>) -> Option<Amount> {
    short_value(tag).and_then(|text| Amount::parse(&text))
}

/// The start of a text, cut between characters.
fn short(value: &[u8]) -> String {
    let cut = &value[..value.len().min(limits::SHORT_TEXT_BYTES)];
    cut.utf8_chunks().next().map_or("", |chunk| chunk.valid()).to_owned()
}

fn attribute(tag: &StartTag<'_>, name: &str) -> Option<String> {
    let attribute = tag.attribute(name)?;
    let bytes = attribute.value();
    let bytes = &bytes[..bytes.len().min(limits::FIELD_BYTES)];
    Some(String::from_utf8_lossy(bytes).into_owned())
}
