//! The main job: one pass over a file, then a plan of what to sign, then insertions.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

use crate::limits;
use crate::pes::{Characters, Code, Findings, Flux, Kind, Notice, Reader, Repair, Rules};
use crate::xml::{self, Encoding, EndTag, Event, PlainElement, Receiver, Scanner, StartTag, Text, as_u64};

mod digester;
mod digests;
mod plan;
#[cfg(test)]
mod tests;

pub use digester::Digester;
pub use digests::{Digests, Here, Recipes};
pub(crate) use plan::check_validity;
pub use plan::{Plan, SigningError, Splice};

/// What is to be signed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// The bordereaux if every one has an Id, else the file: as S2low chooses.
    #[default]
    Auto,
    /// The whole `PES_Aller`.
    File,
    /// Every bordereau, each with a signature of its own.
    Bordereaux,
}

/// Reads a file once: what it says, what speaks against it, and the digests of what is to be signed.
#[derive(Debug)]
pub struct Analyzer<D: Digests = Here> {
    scanner: Scanner,
    content: Content<D>,
    size: u64,
    characters: Characters,
}

/// How many characters S2low looks at for the name of the encoding (`domain/s2low.md` §3e, check 4).
const S2LOW_HEAD: usize = 50;

/// What comes of the events.
#[derive(Debug)]
struct Content<D: Digests> {
    digests: D,
    reader: Reader,
    /// What was asked for.
    requested: Scope,
    /// What was asked for or, as soon as the first bordereau shows it, what S2low would choose.
    scope: Scope,
    /// What is being digested: a bordereau, or the file for as long as the file may be what is signed.
    element: Option<D::Element>,
    targets: Vec<Target<D::Digest>>,
    ids: Ids,
    /// The choice made while reading turned out wrong; the file must be read again for this scope.
    read_again: Option<Scope>,
}

/// The Ids of a file, as hashes, so that long ones cost no more than short ones. Were two Ids ever to share one, the
/// file would not be signed.
#[derive(Debug, Default)]
struct Ids {
    hasher: RandomState,
    seen: HashSet<u64>,
    repeated: HashSet<u64>,
    /// Those of elements that are called as what is signed is, and stand elsewhere, in letters.
    strays: Vec<String>,
}

/// One element to be signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target<T = Vec<u8>> {
    /// Its `Id`.
    pub id: String,
    /// Index in [`Flux::bordereaux`], or `None` for the file.
    pub bordereau: Option<usize>,
    /// SHA-256 of its canonical form.
    pub digest: T,
    /// Offset of its end tag, before which the signature goes.
    pub insert_at: u64,
}

/// What one pass over a file gave. `T` is a digest, or where it will be.
#[derive(Debug)]
pub struct Analysis<T = Vec<u8>> {
    /// What it says.
    pub flux: Flux,
    /// What speaks against it.
    pub findings: Findings,
    /// What is to be signed; empty if something blocks.
    pub targets: Vec<Target<T>>,
    /// The encoding of its bytes.
    pub encoding: Encoding,
    /// Its length in bytes.
    pub size: u64,
    /// What would put right what can be put right; nothing if there is nothing, or if it is signed already.
    pub repair: Repair,
    /// Some bordereaux have Ids and others have none, which showed too late: the digests must come from
    /// another pass with this scope. The targets are empty then.
    pub read_again: Option<Scope>,
}

impl<T> Analysis<T> {
    /// Makes it that of a file that cannot be read for what stands at its beginning, which was taken away to read it:
    /// that is told, and the places are those of the file.
    pub fn come_behind(&mut self, lead: &Repair) {
        let Some(edit) = lead.edits.first() else { return };
        self.findings.come_behind(edit);
        for own in &mut self.repair.edits {
            own.line += edit.lines();
        }
        let position = xml::Position { offset: 0, line: 1, column: 1 };
        self.findings.add(Code::LeadingBytes, "", None, Some(position));
        // Nothing is changed in a file that is signed.
        if self.flux.signatures == 0 {
            self.findings.mark_repairable(Code::LeadingBytes);
        }
        self.targets.clear();
    }
}

impl Analyzer {
    /// An analyzer at the start of a file.
    #[must_use]
    pub fn new(scope: Scope, rules: Rules) -> Self {
        Self::with_digests(scope, rules, Here)
    }
}

impl<D: Digests> Analyzer<D> {
    /// The same with digests made elsewhere.
    #[must_use]
    pub fn with_digests(scope: Scope, rules: Rules, digests: D) -> Self {
        Self {
            scanner: Scanner::new(),
            content: Content {
                digests,
                reader: Reader::new(rules),
                requested: scope,
                scope,
                element: None,
                targets: Vec::new(),
                ids: Ids::default(),
                read_again: None,
            },
            size: 0,
            characters: Characters::default(),
        }
    }

    /// Reads the next bytes.
    ///
    /// # Errors
    /// The file is not well-formed XML that this program accepts.
    pub fn feed(&mut self, chunk: &[u8]) -> Result<(), xml::Error> {
        self.size += as_u64(chunk.len());
        self.scanner.feed(chunk, &mut self.content)?;
        self.content.pause();
        self.characters.feed(chunk, self.scanner.encoding());
        Ok(())
    }

    /// The encoding that the file is read in.
    #[must_use]
    pub fn encoding(&self) -> Encoding {
        self.scanner.encoding().unwrap_or(Encoding::Utf8)
    }

    /// Who makes the digests.
    pub fn digests(&mut self) -> &mut D {
        &mut self.content.digests
    }

    /// Ends the file.
    ///
    /// # Errors
    /// The file is cut short.
    pub fn finish(self) -> Result<Analysis<D::Digest>, xml::Error> {
        let Self { scanner, mut content, size, characters } = self;
        let encoding = scanner.encoding().unwrap_or(Encoding::Utf8);
        let declared = scanner.declared_encoding().unwrap_or(Encoding::Utf8);
        let relative = scanner.relative_namespace().cloned();
        scanner.finish()?;
        if content.reader.flux().kind == Kind::Aller {
            let findings = content.reader.findings_mut();
            if let Some(namespace) = relative {
                findings.add(
                    Code::RelativeNamespace,
                    "xmlns",
                    Some(&namespace.uri),
                    Some(namespace.position),
                );
            }
            if !characters.head_has(b"ISO-8859-1", S2LOW_HEAD) {
                findings.add(Code::NotLatin1, "encoding", Some(declared.name()), None);
            } else if characters.has_mark() {
                findings.add(Code::ByteOrderMark, "encoding", None, None);
            }
        }
        content.check_targets();
        let (flux, mut findings, mut repair) = content.reader.finish(size, &|id| content.ids.has(id));
        if flux.signatures == 0 {
            characters.repair(encoding, &mut findings, &mut repair);
        }
        let usable = !findings.blocks() && content.read_again.is_none();
        let targets = if usable { content.targets } else { Vec::new() };
        let read_again = content.read_again.filter(|_| !findings.blocks());
        Ok(Analysis { flux, findings, targets, encoding, size, repair, read_again })
    }
}

impl<D: Digests> Receiver for Content<D> {
    #[inline(always)]
    fn takes_plain(&self) -> bool {
        true
    }

    fn event(&mut self, event: &Event<'_>) {
        self.take(event);
    }

    #[inline(always)]
    fn text(&mut self, text: &Text<'_>) {
        self.reader.text(text);
        self.digest(&Event::Text(*text));
    }

    fn plain(&mut self, plain: &PlainElement<'_>) -> bool {
        // What has a value begins nothing that is signed, ends nothing, and has no Id.
        let can_be_written = self.element.as_ref().is_none_or(|element| D::takes_plain(element, plain));
        let taken = can_be_written && self.reader.plain(plain);
        if taken && let Some(element) = &mut self.element {
            D::plain(element, plain);
        }
        taken
    }
}

impl<D: Digests> Content<D> {
    // Called from several places, and large.
    #[inline(never)]
    fn take(&mut self, event: &Event<'_>) {
        let notice = self.reader.event(event);
        match event {
            Event::Start(tag) => {
                self.ids.remember_those_of(tag);
                match notice {
                    Notice::RootStart => self.start_root(),
                    Notice::BordereauStart(index) => self.start_bordereau(index),
                    _ => self.ids.note_stray(tag),
                }
                self.digest(event);
            }
            Event::End(tag) => {
                self.digest(event);
                self.end_target(notice, tag);
            }
            _ => {
                self.digest(event);
            }
        }
    }

    /// Passes an event on to the digests.
    #[inline(always)]
    fn digest(&mut self, event: &Event<'_>) {
        if let Some(element) = &mut self.element {
            D::event(element, event);
        }
    }

    fn pause(&mut self) {
        if let Some(element) = &mut self.element {
            self.digests.pause(element);
        }
    }

    /// Ends what may be signed and ended with this tag.
    #[inline]
    fn end_target(&mut self, notice: Notice, tag: &EndTag<'_>) {
        let flux = self.reader.flux();
        let in_parts = self.scope == Scope::Bordereaux;
        let (id, bordereau) = match notice {
            Notice::BordereauEnd(index) if in_parts => (flux.bordereaux[index].id.clone(), Some(index)),
            Notice::RootEnd if !in_parts => (flux.id.clone(), None),
            _ => return,
        };
        let digest = self.element.take().map(|element| self.digests.finish(element));
        self.add_target(id, bordereau, digest, tag.offset());
    }

    fn start_root(&mut self) {
        let flux = self.reader.flux();
        let may_be_signed = flux.kind == Kind::Aller && flux.id.is_some() && self.scope != Scope::Bordereaux;
        self.element = may_be_signed.then(|| self.digests.start());
    }

    fn start_bordereau(&mut self, index: usize) {
        let has_id = self.reader.flux().bordereaux[index].id.is_some();
        match self.scope {
            Scope::Auto if has_id && index == 0 => {
                self.scope = Scope::Bordereaux;
                self.element = None;
            }
            Scope::Auto => self.scope = Scope::File,
            // The first bordereau had an Id, this one has none: the file is what can be signed.
            Scope::Bordereaux if !has_id && self.requested == Scope::Auto => {
                self.read_again = self.reader.flux().id.is_some().then_some(Scope::File);
            }
            _ => {}
        }
        if self.scope == Scope::Bordereaux && has_id && self.read_again.is_none() {
            self.element = Some(self.digests.start());
        }
    }

    fn add_target(
        &mut self,
        id: Option<String>,
        bordereau: Option<usize>,
        digest: Option<D::Digest>,
        end_tag: Option<u64>,
    ) {
        let element = if bordereau.is_some() { "Bordereau" } else { "PES_Aller" };
        let (Some(id), Some(digest)) = (id, digest) else {
            return;
        };
        match end_tag {
            Some(insert_at) => self.targets.push(Target { id, bordereau, digest, insert_at }),
            None => self.reader.findings_mut().add(Code::EmptyElement, element, Some(&id), None),
        }
    }

    /// Whether something can be signed, and what forbids it.
    fn check_targets(&mut self) {
        let flux = self.reader.flux();
        if flux.kind != Kind::Aller {
            return;
        }
        let signed = flux.signatures > 0;
        let without_id = flux.bordereaux.iter().filter(|bordereau| bordereau.id.is_none());
        let without_id: Vec<String> = without_id.map(|b| b.number.clone().unwrap_or_default()).collect();
        let no_bordereau = flux.bordereaux.is_empty();
        let some_missing = self.scope == Scope::Bordereaux && !without_id.is_empty();
        let ids = flux.bordereaux.iter().filter_map(|bordereau| bordereau.id.clone());
        let all_ids: Vec<String> = ids.chain(std::mem::take(&mut self.ids.strays)).collect();
        let findings = self.reader.findings_mut();
        if signed {
            findings.add(Code::AlreadySigned, "ds:Signature", None, None);
        } else if self.read_again.is_some() || findings.blocks() {
            // Another pass, or another finding, decides.
        } else if no_bordereau && self.requested == Scope::Bordereaux {
            findings.add(Code::NoBordereau, "Bordereau", None, None);
        } else if some_missing || self.targets.is_empty() {
            match without_id.as_slice() {
                [] => findings.add(Code::NoId, "PES_Aller", None, None),
                numbers if self.requested != Scope::File => {
                    numbers.iter().for_each(|number| findings.add_in(Code::NoId, "Bordereau", number));
                }
                _ => findings.add(Code::NoId, "PES_Aller", None, None),
            }
        }
        let targets = std::mem::take(&mut self.targets);
        let mut seen = HashSet::new();
        for target in &targets {
            let element = if target.bordereau.is_some() { "Bordereau" } else { "PES_Aller" };
            // Once for each Id; those too many to be remembered are still told apart among the targets.
            let is_new = seen.insert(target.id.as_str());
            if is_new == self.ids.has_twice(&target.id) {
                findings.add(Code::DuplicateId, element, Some(&target.id), None);
            }
            let own = ["", "_SP", "_SV"].map(|suffix| format!("{}_SIG_1{suffix}", target.id));
            if let Some(taken) = own.iter().find(|own| self.ids.has(own)).filter(|_| !signed) {
                findings.add(Code::DuplicateId, element, Some(taken), None);
            }
        }
        // An Id that is not signed must be unique as well (`xs:ID`): Hélios refuses the file, and xmlsec1 does not read it.
        let others: Vec<&str> =
            all_ids.iter().map(String::as_str).filter(|id| self.ids.has_twice(id)).collect();
        for id in others {
            if seen.insert(id) {
                findings.add(Code::DuplicateId, "Bordereau", Some(id), None);
            }
        }
        self.targets = targets;
    }
}

impl Ids {
    /// Notes an Id by which xmlsec1 goes, as S2low calls it, although it is not that of what can be signed.
    fn note_stray(&mut self, tag: &StartTag<'_>) {
        if let b"Bordereau" | b"PES_Aller" = tag.name().local()
            && self.strays.len() < limits::STRAY_IDS
            && let Some(id) = tag.attribute("Id").filter(|id| id.value().len() <= limits::ID_BYTES)
        {
            self.strays.push(String::from_utf8_lossy(id.value()).into_owned());
        }
    }

    #[inline(never)]
    fn remember_those_of(&mut self, tag: &StartTag<'_>) {
        for id in tag.identifiers() {
            self.remember(id.value());
        }
    }

    /// Remembers one more. Beyond the limit on how many, a collision shows when the signed file is verified.
    fn remember(&mut self, id: &[u8]) {
        if self.seen.len() < limits::REMEMBERED_IDS {
            let hash = self.hash(id);
            if !self.seen.insert(hash) {
                self.repeated.insert(hash);
            }
        }
    }

    fn has(&self, id: &str) -> bool {
        self.seen.contains(&self.hash(id.as_bytes()))
    }

    fn has_twice(&self, id: &str) -> bool {
        self.repeated.contains(&self.hash(id.as_bytes()))
    }

    fn hash(&self, id: &[u8]) -> u64 {
        self.hasher.hash_one(id)
    }
}

impl<T> Analysis<T> {
    /// The same with the digests that were waited for; `None` if one is missing.
    pub fn settle(self, mut digest: impl FnMut(T) -> Option<Vec<u8>>) -> Option<Analysis> {
        let Self { flux, findings, targets, encoding, size, repair, read_again } = self;
        let settled = |Target { id, bordereau, digest: pending, insert_at }| {
            digest(pending).map(|digest| Target { id, bordereau, digest, insert_at })
        };
        let targets = targets.into_iter().map(settled).collect::<Option<_>>()?;
        Some(Analysis { flux, findings, targets, encoding, size, repair, read_again })
    }
}
