//! Reads a flux off its events: a table of elements, no tree.

mod attachments;
mod base64;
mod end;
mod parts;
mod record;
mod schema_faults;
mod steps;
mod take;

use super::acquit;
use super::schema::{Holds, Keys, Name, Next, Progress, value_rule};
use super::{
    ALLER_NAMESPACE, Amount, Code, Domain, Expected, Finding, Findings, Flux, Kind, Repair, Rules, repair,
    rules,
};
use crate::limits;
use crate::xml::{EndTag, Event, PlainElement, Position, StartTag, Text, is_ncname};

use attachments::Attachments;
use base64::Base64;
use parts::Elsewhere;
pub(super) use record::Record;
use steps::Steps;

/// The namespace of `ds:Signature`.
const SIGNATURE_NAMESPACE: &str = "http://www.w3.org/2000/09/xmldsig#";

/// Reads one flux, event by event.
#[derive(Debug)]
pub struct Reader {
    flux: Flux,
    findings: Findings,
    rules: Rules,
    keys: Keys,
    steps: Steps,
    frames: Vec<Frame>,
    /// How many elements are open below the last of the frames, of which nothing is read but signatures.
    unread: usize,
    /// What the outermost of them is.
    leaf: Leaf,
    records: Records,
    /// The last place whose line is known: where the bordereau, piece or line being read begins.
    anchor: Position,
    bordereau_at: Position,
    piece_at: Position,
    in_bordereau: bool,
    in_piece: bool,
    in_attachment: bool,
    /// Index of the bordereau being read.
    bordereau: usize,
    /// Whether the piece being read is kept.
    keeps_piece: bool,
    piece: Sums,
    header: repair::HeaderEdit,
    edits: repair::Edits,
    attachments: Attachments,
    /// Numbers of pieces seen in the bordereau, and of lines in the piece.
    numbers: take::Numbers,
    elsewhere: Option<Box<Elsewhere>>,
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

/// The values of what is being read.
#[derive(Debug, Default)]
pub(super) struct Records {
    pub(super) header: Record,
    pub(super) bordereau: Record,
    pub(super) piece: Record,
    pub(super) line: Record,
    pub(super) party: Record,
    pub(super) reference: Record,
    pub(super) attachment: Record,
}

/// Sums of the piece being read.
#[derive(Debug, Default)]
struct Sums {
    total: Amount,
    tax: Amount,
    lines: u64,
}

/// An open element.
#[derive(Debug)]
struct Frame {
    progress: Progress,
    /// What it belongs to.
    role: Role,
    /// Whether it is the element that the role is named after, rather than one inside it.
    opens: bool,
    /// Its name; the root has none in the table.
    name: Option<Name>,
}

/// What an element belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Root,
    Enveloppe,
    Emetteur,
    EnTetePes,
    Domain(Domain),
    DomainHeader(Domain),
    Bordereau,
    Piece,
    Line,
    Party,
    Reference,
    Attachments,
    Attachment,
    /// `RefCompta` of an attachment.
    Link,
    /// Only checked.
    Other,
}

/// What the element is of which nothing is read.
#[derive(Debug)]
enum Leaf {
    /// Whatever it holds is right.
    Unchecked,
    /// One that has a value and holds nothing.
    Value,
    /// Base64 text.
    File(Base64),
}

impl Reader {
    /// A reader at the start of a document.
    #[must_use]
    pub fn new(rules: Rules) -> Self {
        Self {
            flux: Flux::default(),
            findings: Findings::default(),
            rules,
            keys: Keys::default(),
            steps: Steps::default(),
            frames: Vec::new(),
            unread: 0,
            leaf: Leaf::Unchecked,
            records: Records::default(),
            anchor: Position::default(),
            bordereau_at: Position::default(),
            piece_at: Position::default(),
            in_bordereau: false,
            in_piece: false,
            in_attachment: false,
            bordereau: 0,
            keeps_piece: false,
            piece: Sums::default(),
            header: repair::HeaderEdit::default(),
            edits: repair::Edits::default(),
            attachments: Attachments::default(),
            numbers: take::Numbers::default(),
            elsewhere: None,
        }
    }

    /// Reads one event.
    #[inline(always)]
    pub fn event(&mut self, event: &Event<'_>) -> Notice {
        match event {
            Event::Start(tag) => {
                if self.unread > 0 && tag.name().local() != b"Signature" && !self.is_value_open() {
                    self.unread += 1;
                    return Notice::None;
                }
                self.start(tag)
            }
            Event::End(_) if self.unread > 1 || (self.unread == 1 && !matches!(self.leaf, Leaf::File(_))) => {
                self.unread -= 1;
                Notice::None
            }
            Event::End(tag) => self.end(tag),
            Event::Text(text) => {
                self.text(text);
                Notice::None
            }
            _ => Notice::None,
        }
    }

    /// Reads a text.
    #[inline(always)]
    pub(crate) fn text(&mut self, text: &Text<'_>) {
        if !text.blank || self.unread > 0 {
            self.text_of_note(text.bytes);
        }
    }

    /// What was read so far.
    #[must_use]
    pub fn flux(&self) -> &Flux {
        &self.flux
    }

    /// What was read, when nothing else is asked for.
    #[must_use]
    pub fn into_flux(self) -> Flux {
        self.flux
    }

    /// The findings so far, to add to.
    pub fn findings_mut(&mut self) -> &mut Findings {
        &mut self.findings
    }

    /// Ends the file of `size` bytes: the flux, its findings, and what would put it right. `is_taken` tells an Id that
    /// the file has already.
    #[must_use]
    pub fn finish(mut self, size: u64, is_taken: &dyn Fn(&str) -> bool) -> (Flux, Findings, Repair) {
        let mut repair = Repair::default();
        if let Some(Elsewhere::Answer(answer)) = self.elsewhere.take().map(|elsewhere| *elsewhere) {
            self.flux.acquit = Some(answer.finish());
        }
        if self.flux.kind == Kind::Aller {
            self.check_header();
            self.attachments.check(&mut self.findings);
            if size > self.rules.max_bytes {
                let mut finding = Finding::new(Code::TooLarge, "", Some(&size.to_string()), None);
                finding.expected = Expected::Size(self.rules.max_bytes);
                self.findings.push(finding);
            }
            if self.flux.signatures == 0 {
                repair.edits = self.edits.finish(&self.flux, &mut self.findings, is_taken);
            }
        }
        (self.flux, self.findings, repair)
    }

    /// Whether the faults of the file are looked for.
    #[inline]
    fn checks(&self) -> bool {
        self.rules.check && self.flux.kind == Kind::Aller
    }

    #[inline]
    fn is_value_open(&self) -> bool {
        self.unread == 1 && matches!(self.leaf, Leaf::Value | Leaf::File(_))
    }

    // Not inlined into each of its callers: it is the largest part of reading.
    #[inline(never)]
    fn start(&mut self, tag: &StartTag<'_>) -> Notice {
        if self.elsewhere.is_some() {
            return self.start_elsewhere(tag);
        }
        let checks = self.checks();
        let local = tag.name().local();
        let is_signature = local == b"Signature" && tag.is(SIGNATURE_NAMESPACE, "Signature");
        if is_signature {
            self.count_signature();
        }
        if self.unread > 0 {
            if checks && self.is_value_open() {
                self.unknown_element(tag);
                self.leaf = Leaf::Unchecked;
            }
            self.unread += 1;
            return Notice::None;
        }
        let Some(frame) = self.frames.last_mut() else {
            return self.start_root(tag);
        };
        let (role, parent) = (frame.role, frame.name);
        let next = match frame.progress.step(local, &self.keys) {
            _ if local == b"Signature" && !is_signature => Next::Unknown,
            next => next,
        };
        if role == Role::Root && !is_signature {
            self.add_part(&short(local));
        }
        let place = match next {
            Next::Expected(place) => place,
            Next::TooEarly(place, missing) => {
                self.missing_element(parent, missing, place.name, tag);
                place
            }
            Next::TooLate(place) => {
                self.misplaced_element(parent, place.name, tag);
                place
            }
            Next::Unknown => {
                self.leave_unread();
                if role == Role::EnTetePes && local == b"CodColl" {
                    self.take_other_code(tag);
                }
                if checks {
                    self.unknown_element(tag);
                }
                return Notice::None;
            }
        };
        if checks && !is_signature && !tag.name().prefix().is_empty() {
            self.unknown_element(tag);
        }
        if checks && !is_signature && tag.has_declarations() {
            self.check_namespace(place.name.text(), tag);
        }
        match place.holds {
            Holds::Value(index) => {
                self.leaf = Leaf::Value;
                self.unread = 1;
                self.take_value(role, parent, place.name, index, tag);
                Notice::None
            }
            Holds::Content(index) => self.start_content(role, place.name, index, tag),
            Holds::File => {
                self.leave_unread();
                self.start_file(tag);
                Notice::None
            }
            Holds::Unchecked => {
                self.leave_unread();
                if checks && role == Role::Root && !is_signature {
                    self.start_part(tag);
                }
                Notice::None
            }
        }
    }

    /// Reads a plain element of a piece that has the right value where it may have one, as most elements of a flux have.
    /// If it is not so, nothing was read.
    #[inline]
    pub(crate) fn plain(&mut self, plain: &PlainElement<'_>) -> bool {
        if self.unread > 0 || self.elsewhere.is_some() || plain.attribute() != b"V" {
            return false;
        }
        let checks = self.checks();
        let Some(frame) = self.frames.last_mut() else { return false };
        let role = frame.role;
        if !matches!(role, Role::Party | Role::Line | Role::Piece) {
            return false;
        }
        let Some(step) = self.steps.past_value(frame.progress, plain, &self.keys) else { return false };
        if checks && !value_rule(step.rule).accepts(plain.value()) {
            return false;
        }
        frame.progress = step.to;
        self.take_of_piece(role, step.name, plain.value());
        true
    }

    fn take_value(&mut self, role: Role, parent: Option<Name>, name: Name, index: u8, tag: &StartTag<'_>) {
        let Some(value) = tag.attribute("V").map(|attribute| attribute.value()) else {
            self.missing_value(parent, name, tag);
            if tag.attribute_count() == 1 {
                self.check_attributes(Some(name), false, tag);
            }
            return;
        };
        if self.checks() {
            self.check_value(parent, name, value_rule(index), value, tag);
        }
        self.take(role, name, value, tag);
    }

    // Kept out of what every element goes through.
    #[cold]
    #[inline(never)]
    fn start_elsewhere(&mut self, tag: &StartTag<'_>) -> Notice {
        match self.elsewhere.as_deref_mut() {
            Some(Elsewhere::Answer(answer)) => answer.start(tag, &mut self.flux),
            Some(Elsewhere::Part(part)) => {
                part.start(tag);
                self.flux.signatures += u64::from(Self::is_signature(tag));
            }
            None => {}
        }
        Notice::None
    }

    fn leave_unread(&mut self) {
        self.unread = 1;
        self.leaf = Leaf::Unchecked;
    }

    fn count_signature(&mut self) {
        self.flux.signatures += 1;
        if self.frames.iter().any(|frame| frame.role == Role::Bordereau && frame.opens)
            && let Some(bordereau) = self.flux.bordereaux.get_mut(self.bordereau)
        {
            bordereau.signed = true;
        }
    }

    fn start_root(&mut self, tag: &StartTag<'_>) -> Notice {
        let local = String::from_utf8_lossy(tag.name().local()).into_owned();
        let position = tag.position(tag.span().start);
        self.anchor = position;
        self.flux.kind = match local.as_str() {
            "PES_Aller" if tag.namespace() == ALLER_NAMESPACE.as_bytes() => Kind::Aller,
            "PES_ACQUIT" | "PES_NonAcquit" => Kind::Acquit,
            "PES_ACQUIT_RETOUR" => Kind::AcquitRetour,
            "PES_Retour" => Kind::Retour,
            _ => Kind::Other,
        };
        match self.flux.kind {
            Kind::Aller => {}
            Kind::Acquit | Kind::Retour | Kind::AcquitRetour => {
                self.findings.add(Code::FromTreasury, &local, None, Some(position));
                self.elsewhere = Some(Box::new(Elsewhere::Answer(acquit::Reader::new(&local))));
            }
            Kind::Other => {
                self.findings.add(Code::NotAller, &local, None, Some(position));
            }
        }
        self.edits.root(tag);
        self.flux.id = self.id(tag, &local, position);
        self.flux.root = local;
        self.frames.push(Frame { progress: Progress::root(), role: Role::Root, opens: true, name: None });
        if self.checks() {
            self.check_namespace("PES_Aller", tag);
            self.check_attributes(None, true, tag);
        }
        Notice::RootStart
    }

    /// The `Id` of an element that may be signed. One that is too long blocks: cut, it would be another.
    fn id(&mut self, tag: &StartTag<'_>, element: &str, position: Position) -> Option<String> {
        let id = tag.attribute("Id")?.value();
        if id.len() > limits::ID_BYTES || !std::str::from_utf8(id).is_ok_and(is_ncname) {
            self.findings.add(Code::MalformedId, element, Some(&short(id)), Some(position));
        }
        let id = String::from_utf8_lossy(id).into_owned();
        Some(id).filter(|id| !id.is_empty() && id.len() <= limits::ID_BYTES)
    }

    fn start_content(&mut self, role: Role, name: Name, index: u8, tag: &StartTag<'_>) -> Notice {
        let progress = Progress::new(index);
        let mut notice = Notice::None;
        let (role, opens) = match (role, name) {
            (Role::Root, Name::Enveloppe) => (Role::Enveloppe, true),
            (Role::Root, Name::EnTetePES) => (Role::EnTetePes, true),
            (Role::Root, Name::PESDepenseAller) => (Role::Domain(Domain::Depense), true),
            (Role::Root, Name::PESRecetteAller) => (Role::Domain(Domain::Recette), true),
            (Role::Root, Name::PESPJ) => (Role::Attachments, true),
            (Role::Enveloppe, Name::Emetteur) => (Role::Emetteur, true),
            (Role::Enveloppe, Name::Recepteur) => (Role::Other, true),
            (Role::Domain(domain), Name::EnTeteDepense | Name::EnTeteRecette) => {
                self.records.header.clear();
                self.anchor = tag.position(tag.span().start);
                self.header = repair::HeaderEdit::at(self.anchor);
                (Role::DomainHeader(domain), true)
            }
            (Role::Domain(domain), Name::Bordereau) => {
                notice = self.start_bordereau(domain, tag);
                if notice == Notice::None {
                    self.leave_unread();
                    return notice;
                }
                (Role::Bordereau, true)
            }
            (Role::Bordereau, Name::Piece) => {
                if !self.start_piece(tag) {
                    self.leave_unread();
                    return Notice::None;
                }
                (Role::Piece, true)
            }
            (Role::Piece, Name::LigneDePiece) => {
                self.anchor = tag.position(tag.span().start);
                self.records.line.clear();
                self.piece.lines += 1;
                (Role::Line, true)
            }
            (Role::Line, Name::Tiers) => {
                self.records.line.set(name, b"");
                self.records.party.clear();
                (Role::Party, true)
            }
            (Role::Piece | Role::Line, Name::PJRef) => {
                self.records.piece.set(name, b"");
                self.records.reference.clear();
                (Role::Reference, true)
            }
            (Role::Attachments, Name::PJ) => {
                self.anchor = tag.position(tag.span().start);
                self.records.attachment.clear();
                self.attachments.start();
                self.in_attachment = true;
                (Role::Attachment, true)
            }
            (Role::Attachment, Name::RefCompta) => {
                let attachment = &mut self.records.attachment;
                // Each is checked by itself.
                attachment.forget(&rules::LINKED);
                attachment.set(name, b"");
                (Role::Link, true)
            }
            // Whether a block is there matters to some rules.
            (Role::Line, _) => {
                self.records.line.set(name, b"");
                (role, false)
            }
            (Role::Party, _) => {
                self.records.party.set(name, b"");
                (role, false)
            }
            (Role::Attachment, _) => {
                self.records.attachment.set(name, b"");
                (role, false)
            }
            (role, _) => (role, false),
        };
        if self.checks() && tag.attribute_count() > 0 {
            self.check_attributes(Some(name), progress.content().has_id, tag);
        }
        self.frames.push(Frame { progress, role, opens, name: Some(name) });
        notice
    }

    fn text_of_note(&mut self, text: &[u8]) {
        match &mut self.leaf {
            Leaf::Unchecked if self.unread > 0 => {}
            Leaf::File(file) if self.unread > 0 => file.feed(text),
            _ => self.check_text(text),
        }
    }

    #[inline(never)]
    fn end(&mut self, tag: &EndTag<'_>) -> Notice {
        match self.elsewhere.as_deref_mut() {
            None => {}
            Some(Elsewhere::Part(_)) => return self.end_in_part(),
            Some(Elsewhere::Answer(answer)) => match answer.end() {
                true => {}
                false => return Notice::None,
            },
        }
        if self.unread == 1 {
            self.unread = 0;
            if matches!(self.leaf, Leaf::File(_)) {
                self.end_file(tag);
            }
            return Notice::None;
        }
        let Some(frame) = self.frames.pop() else {
            return Notice::None;
        };
        if self.checks()
            && let Some(missing) = frame.progress.missing()
        {
            self.missing_at_end(frame.name, missing, tag);
        }
        if frame.opens { self.end_role(frame.role, tag) } else { Notice::None }
    }
}

/// The attribute `V`, which holds the value of every simple PES element.
#[inline(never)]
fn value(tag: &StartTag<'_>) -> Option<String> {
    let bytes = tag.attribute("V")?.value();
    Some(String::from_utf8_lossy(&bytes[..bytes.len().min(limits::FIELD_BYTES)]).into_owned())
}

/// The start of a text, cut between characters.
#[inline(never)]
pub(in crate::pes) fn short(value: &[u8]) -> String {
    let cut = &value[..value.len().min(limits::SHORT_TEXT_BYTES)];
    cut.utf8_chunks().next().map_or("", |chunk| chunk.valid()).to_owned()
}
