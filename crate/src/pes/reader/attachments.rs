//! Attachments, and whether pieces and attachments name each other.

use super::{Base64, Code, Findings, Leaf, Reader, Role, short};
use crate::limits;
use crate::pes::schema::Name;
use crate::pes::{Attachment, Expected, Finding, rules};
use crate::xml::{EndTag, Position, Span, StartTag};

/// What is known of the attachments by their `IdUnique`.
#[derive(Debug, Default)]
pub(super) struct Attachments {
    /// In the order of their Ids.
    #[expect(clippy::vec_box, reason = "one more is put between: what comes behind has to be moved")]
    known: Vec<Box<Known>>,
    /// There were more than are compared: nothing can be said of what is absent.
    overflown: bool,
    /// Attachments that pieces name whose notice of payment takes one of a certain type, piece by piece.
    asked: Vec<Asked>,
    current: Attachment,
}

/// One `IdUnique`.
#[derive(Debug, Default)]
struct Known {
    id: String,
    /// Where a piece first names it as electronic, and that piece and its bordereau.
    named: Option<Place>,
    /// A piece says that it is on paper or on a disc.
    on_paper: bool,
    /// Where it is in the file.
    present: Option<Position>,
    /// Its type, there.
    kind: Option<String>,
    /// It says itself what it belongs to.
    refers: bool,
}

/// A piece's place, bordereau and number.
type Place = (Position, Option<String>, Option<String>);

/// An attachment of a piece with an `Edition` that takes a certain type.
#[derive(Debug)]
struct Asked {
    piece: Place,
    edition: &'static str,
    kind: &'static str,
    id: String,
}

impl Attachments {
    pub(super) fn start(&mut self) {
        self.current = Attachment::default();
    }

    fn entry(&mut self, id: &[u8]) -> Option<&mut Known> {
        let id = std::str::from_utf8(id).ok().filter(|id| !id.is_empty())?;
        let place = match self.known.binary_search_by(|known| known.id.as_str().cmp(id)) {
            Ok(place) => place,
            Err(_) if self.known.len() >= limits::ATTACHMENTS_KEPT => {
                self.overflown = true;
                return None;
            }
            Err(place) => {
                self.known.insert(place, Box::new(Known { id: id.to_owned(), ..Known::default() }));
                place
            }
        };
        self.known.get_mut(place).map(|known| &mut **known)
    }

    fn kind(&self, id: &str) -> Option<&str> {
        let place = self.known.binary_search_by(|known| known.id.as_str().cmp(id)).ok()?;
        self.known[place].kind.as_deref()
    }

    /// Looks for pieces all of whose attachments are in the file, and none is of the type that their notice takes.
    fn check_kinds(&self, findings: &mut Findings) {
        let is_other = |asked: &Asked| self.kind(&asked.id).is_some_and(|kind| kind != asked.kind);
        for all in self.asked.chunk_by(|one, next| one.piece.0 == next.piece.0) {
            let Some(Asked { piece: (at, bordereau, piece), edition, .. }) = all.first() else { continue };
            if self.overflown || !all.iter().all(is_other) {
                continue;
            }
            let mut finding = Finding::new(Code::EditionAttachment, "Edition", Some(edition), Some(*at));
            finding.bordereau.clone_from(bordereau);
            finding.piece.clone_from(piece);
            findings.push(finding);
        }
    }

    /// Looks for attachments that one side names and the other has not.
    pub(super) fn check(&self, findings: &mut Findings) {
        self.check_kinds(findings);
        for known in &self.known {
            let (code, position) = match &**known {
                Known { on_paper: true, present: Some(position), .. } => (Code::AttachmentOnPaper, position),
                Known { named: Some((position, ..)), present: None, .. } if !self.overflown => {
                    (Code::AttachmentAbsent, position)
                }
                Known { named: None, on_paper: false, present: Some(position), refers: false, .. }
                    if !self.overflown =>
                {
                    (Code::AttachmentUnused, position)
                }
                _ => continue,
            };
            if findings.is_full(code) {
                findings.count_only(code);
                continue;
            }
            let mut finding = Finding::new(code, "IdUnique", Some(&known.id), Some(*position));
            if let Some((_, bordereau, piece)) =
                known.named.as_ref().filter(|_| code == Code::AttachmentAbsent)
            {
                finding.bordereau.clone_from(bordereau);
                finding.piece.clone_from(piece);
            }
            findings.push(finding);
        }
    }
}

impl Reader {
    pub(super) fn end_reference(&mut self) {
        let reference = &self.records.reference;
        if self.keeps_piece
            && let Some(piece) = self.flux.bordereaux[self.bordereau].listed.last_mut()
            && piece.attachments.len() < limits::PIECE_ATTACHMENTS
        {
            let name = reference.text(Name::NomPJ).or_else(|| reference.text(Name::IdUnique));
            piece.attachments.extend(name);
        }
        if !self.checks() {
            return;
        }
        let piece = &mut self.records.piece;
        if reference.is(Name::TypePJ, b"010") {
            piece.set(Name::TypePJ, b"010");
        }
        // Of 06, the reference has to say it.
        let asked = [("02", "006"), ("03", "007")];
        let asked = asked.iter().find(|(edition, _)| piece.is(Name::Edition, edition.as_bytes()));
        let electronic = reference.is(Name::Support, b"01");
        let on_paper = reference.is_one_of(Name::Support, &[b"02", b"03"]);
        let Some(known) = reference.get(Name::IdUnique).and_then(|id| self.attachments.entry(id)) else {
            return;
        };
        known.on_paper |= on_paper;
        let is_first = electronic && known.named.is_none();
        if !is_first && asked.is_none() {
            return;
        }
        let number = self.flux.bordereaux[self.bordereau].number.clone();
        let place = (self.anchor, number, piece.text(Name::IdPce));
        let asked = asked.map(|(edition, kind)| Asked {
            piece: (self.piece_at, place.1.clone(), place.2.clone()),
            edition,
            kind,
            id: known.id.clone(),
        });
        if is_first {
            known.named = Some(place);
        }
        self.attachments.overflown |= self.attachments.asked.len() >= limits::ATTACHMENTS_KEPT;
        if !self.attachments.overflown {
            self.attachments.asked.extend(asked);
        }
    }

    pub(super) fn take_attachments_version(&mut self, name: Name, value: &[u8], tag: &StartTag<'_>) {
        if self.checks() && name == Name::IdVer && value.trim_ascii() != b"1" {
            let position = tag.position(tag.span().start);
            let value = short(value);
            self.add_at(
                Code::AttachmentVersion,
                "EnTetePES_PJ/IdVer",
                Some(&value),
                Expected::Count(1),
                position,
            );
        }
    }

    pub(super) fn start_file(&mut self, tag: &StartTag<'_>) {
        let in_attachment = self.frames.iter().any(|frame| frame.role == Role::Attachment);
        if self.checks() {
            self.check_attributes(Some(Name::Fichier), false, tag);
            if tag.attribute("MIMEType").is_none() {
                self.missing_value(Some(Name::Contenu), Name::Fichier, tag);
            }
        }
        if in_attachment && self.rules.check {
            self.leaf = Leaf::File(Base64::default());
            let current = &mut self.attachments.current;
            current.media_type = tag.attribute("MIMEType").map(|attribute| short(attribute.value()));
            current.span = Span { start: tag.span().end, end: tag.span().end };
        }
    }

    pub(super) fn end_file(&mut self, tag: &EndTag<'_>) {
        let Leaf::File(file) = std::mem::replace(&mut self.leaf, Leaf::Unchecked) else {
            return;
        };
        let current = &mut self.attachments.current;
        current.span.end = tag.span.start;
        current.size = file.decoded();
        current.compressed = file.is_gzip();
        if !self.checks() {
            return;
        }
        if file.is_empty() {
            self.add(Code::AttachmentEmpty, "Fichier", None, Expected::Nothing);
        } else if !file.is_sound() {
            self.add(Code::AttachmentUnreadable, "Fichier", None, Expected::Nothing);
        }
    }

    pub(super) fn end_attachment(&mut self) {
        let mut current = std::mem::take(&mut self.attachments.current);
        self.flux.attachments += 1;
        let record = &self.records.attachment;
        current.id = record.text(Name::IdUnique);
        current.name = record.text(Name::NomPJ);
        current.kind = record.text(Name::TypePJ);
        current.description = record.text(Name::Description);
        if self.rules.check && self.flux.listed_attachments.len() < limits::ATTACHMENTS_KEPT {
            self.flux.listed_attachments.push(current);
        }
        if !self.checks() {
            return;
        }
        self.apply(rules::ATTACHMENT);
        let (anchor, refers) = (self.anchor, self.records.attachment.has(Name::RefCompta));
        let Some(known) =
            self.records.attachment.get(Name::IdUnique).and_then(|id| self.attachments.entry(id))
        else {
            return;
        };
        known.refers |= refers;
        if known.present.is_some() {
            let id = self.records.attachment.text(Name::IdUnique);
            self.add(Code::AttachmentTwice, "IdUnique", id.as_deref(), Expected::Nothing);
        } else {
            known.present = Some(anchor);
            known.kind = self.records.attachment.text(Name::TypePJ);
        }
    }
}
