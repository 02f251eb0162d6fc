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
    current: Attachment,
    /// What is wrong with its text.
    fault: Option<Code>,
}

/// One `IdUnique`.
#[derive(Debug, Default)]
struct Known {
    id: String,
    /// Where a piece first names it as electronic, and that piece and its bordereau.
    named: Option<(Position, Option<String>, Option<String>)>,
    /// A piece says that it is on paper or on a disc.
    on_paper: bool,
    /// Where it is in the file.
    present: Option<Position>,
    /// The type that the notice of payment takes that is printed from it alone, and, in the file, its own.
    asked: &'static str,
    kind: Option<String>,
    /// It says itself what it belongs to.
    refers: bool,
}

impl Attachments {
    pub(super) fn start(&mut self) {
        self.current = Attachment::default();
        self.fault = None;
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

    /// Looks for attachments that one side names and the other has not.
    pub(super) fn check(&self, findings: &mut Findings) {
        for known in &self.known {
            let (code, position) = match &**known {
                Known { on_paper: true, present: Some(position), .. } => (Code::AttachmentOnPaper, position),
                Known { named: Some((position, ..)), present: None, .. } if !self.overflown => {
                    (Code::AttachmentAbsent, position)
                }
                Known { named: Some((position, ..)), asked, kind: Some(kind), .. }
                    if !asked.is_empty() && kind != asked =>
                {
                    (Code::EditionAttachment, position)
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
                known.named.as_ref().filter(|_| code != Code::AttachmentOnPaper)
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
        let electronic = reference.is(Name::Support, b"01");
        let on_paper = reference.is_one_of(Name::Support, &[b"02", b"03"]);
        let Some(id) = reference.get(Name::IdUnique) else { return };
        // Of several attachments, any may be the one. Of 06, the reference has to say it.
        let asked = match piece.get(Name::Edition) {
            Some(b"02") => "006",
            Some(b"03") => "007",
            _ => "",
        };
        let first = piece.get(Name::IdUnique);
        let here = self.piece_at.offset;
        if let Some(known) = first.and_then(|first| self.attachments.entry(first))
            // What another piece asks of it stays.
            && known.named.as_ref().is_some_and(|(at, ..)| at.offset >= here)
        {
            known.asked = "";
        }
        let is_only = first.is_none();
        piece.set(Name::IdUnique, id);
        let Some(known) = self.attachments.entry(id) else { return };
        known.on_paper |= on_paper;
        if electronic && known.named.is_none() {
            known.asked = if is_only { asked } else { "" };
            let bordereau = self.flux.bordereaux[self.bordereau].number.clone();
            known.named = Some((self.anchor, bordereau, self.records.piece.text(Name::IdPce)));
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
        // Told at the end: what it is called comes later.
        self.attachments.fault = match (file.is_empty(), file.is_sound()) {
            (true, _) => Some(Code::AttachmentEmpty),
            (false, false) => Some(Code::AttachmentUnreadable),
            (false, true) => None,
        };
    }

    pub(super) fn end_attachment(&mut self) {
        self.take_attachment();
        self.in_attachment = false;
    }

    fn take_attachment(&mut self) {
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
        if let Some(code) = self.attachments.fault {
            self.add(code, "Fichier", None, Expected::Nothing);
        }
        self.apply(rules::ATTACHMENT, |records| &records.attachment);
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
