//! Second pass: the digests of what the signatures refer to.

use std::collections::HashMap;
use std::ops::Range;

use super::Examined;
use super::survey::{Covered, Finder, PlacedSignature, Surveyed};
use crate::c14n::{Canonicalizer, Context, Method, Subtree};
use crate::dsig::{DigestAlgorithm, Octets};
use crate::limits;
use crate::xml::{Error, Event, Scanner};

/// Reads a file again to digest what its signatures refer to.
#[derive(Debug)]
pub struct Examination {
    scanner: Scanner,
    content: Content,
}

#[derive(Debug)]
struct Content {
    surveyed: Surveyed,
    /// Finds the signatures anew: both passes must have seen the same.
    again: Finder,
    context: Context,
    tasks: Tasks,
    /// Tasks by the Id of their target.
    by_id: HashMap<Vec<u8>, Vec<usize>>,
    /// Tasks by the offset of their target.
    by_offset: HashMap<u64, usize>,
    running: Vec<(usize, Subtree<Octets>)>,
    /// Tasks whose target is the whole document.
    documents: Vec<(usize, Document)>,
    /// Room left for canonical forms that are kept.
    room: usize,
}

/// The canonical forms to compute, those of one signature after those of another.
#[derive(Debug, Default)]
pub(super) struct Tasks {
    all: Vec<Task>,
    /// Which are whose.
    of_signature: Vec<Range<usize>>,
}

/// A canonical form to compute.
#[derive(Debug)]
pub(super) struct Task {
    /// Index of the reference, or `None` for `SignedInfo`.
    pub(super) reference: Option<usize>,
    method: Method,
    prefixes: String,
    digest: Option<DigestAlgorithm>,
    /// Offset of the signature to leave out.
    without: Option<u64>,
    /// How many elements answered to the Id.
    pub(super) matches: usize,
    /// Offset of the element.
    pub(super) offset: Option<u64>,
    pub(super) covered: Option<Covered>,
    /// The octets, or their digest.
    pub(super) result: Option<Vec<u8>>,
}

/// The canonical form of the whole document, less one signature.
#[derive(Debug)]
struct Document {
    canonicalizer: Canonicalizer<Octets>,
    without: Option<u64>,
    skipping: usize,
}

impl Tasks {
    /// Those of the signature at `index`.
    pub(super) fn of(&self, index: usize) -> &[Task] {
        self.of_signature.get(index).map_or(&[], |range| &self.all[range.clone()])
    }
}

impl Surveyed {
    /// Prepares the second pass, over the same bytes.
    #[must_use]
    pub fn examine(self) -> Examination {
        let mut content = Content {
            surveyed: self,
            again: Finder::new(false),
            context: Context::default(),
            tasks: Tasks::default(),
            by_id: HashMap::new(),
            by_offset: HashMap::new(),
            running: Vec::new(),
            documents: Vec::new(),
            room: limits::SIGNED_INFOS_BYTES,
        };
        content.plan();
        Examination { scanner: Scanner::new(), content }
    }
}

impl Examination {
    /// Reads the next bytes, which must be those of the first pass.
    ///
    /// # Errors
    /// The file is not well-formed XML that this program accepts.
    pub fn feed(&mut self, chunk: &[u8]) -> Result<(), Error> {
        let content = &mut self.content;
        self.scanner.tell(chunk, &mut |event| content.event(event))
    }

    /// Ends the file.
    ///
    /// # Errors
    /// The file is cut short.
    pub fn finish(self) -> Result<Examined, Error> {
        let relative = self.scanner.relative_namespace().map(|namespace| namespace.uri.clone());
        self.scanner.finish()?;
        let Content { surveyed, again, mut tasks, documents, .. } = self.content;
        for (index, document) in documents {
            tasks.all[index].result = Some(document.canonicalizer.finish().finish());
        }
        let again = again.finish();
        let changed = again.signatures != surveyed.signatures;
        Ok(Examined {
            signatures: surveyed.signatures,
            tasks,
            flux: again.flux,
            too_many: again.too_many,
            strays: again.strays,
            stray_ids: again.stray_ids,
            faults: surveyed.faults,
            relative,
            changed,
        })
    }
}

impl Content {
    fn plan(&mut self) {
        let signatures = std::mem::take(&mut self.surveyed.signatures);
        for signature in &signatures {
            let first = self.tasks.all.len();
            if !signature.parsed.over_limit && !signature.parsed.irregular {
                self.plan_one(signature);
            }
            self.tasks.of_signature.push(first..self.tasks.all.len());
        }
        self.surveyed.signatures = signatures;
    }

    fn plan_one(&mut self, PlacedSignature { parsed, .. }: &PlacedSignature) {
        if let (Some(offset), Some((uri, prefixes))) = (parsed.signed_info, &parsed.canonicalization)
            && let Some(method) = Method::from_uri(uri)
        {
            self.by_offset.insert(offset, self.tasks.all.len());
            self.tasks.all.push(Task::new(None, method, prefixes, None, None));
        }
        for (number, reference) in parsed.references.iter().enumerate() {
            let algorithm = reference.digest_method.as_deref().and_then(DigestAlgorithm::from_uri);
            let (Some(digest), Some((enveloped, method, prefixes)), Some(uri)) =
                (algorithm, reference.canonicalization(), &reference.uri)
            else {
                continue;
            };
            // An Id or nothing, without XPointer, leaves comments out (XML Signature §4.4.3.3), whatever the
            // canonicalization would keep.
            let method = method.without_comments();
            let without = enveloped.then_some(parsed.offset);
            let task = Task::new(Some(number), method, prefixes, Some(digest), without);
            let place = self.tasks.all.len();
            match uri.strip_prefix('#') {
                Some(id) if !id.is_empty() => {
                    let tasks = self.by_id.entry(id.into()).or_default();
                    if tasks.len() < limits::RUNNING_DIGESTS {
                        tasks.push(place);
                    }
                }
                None if uri.is_empty() && self.documents.len() < limits::RUNNING_DIGESTS => {
                    let canonicalizer =
                        Canonicalizer::new(method, task.sink()).with_inclusive_prefixes(prefixes);
                    self.documents.push((place, Document { canonicalizer, without, skipping: 0 }));
                }
                _ => {}
            }
            self.tasks.all.push(task);
        }
    }

    fn event(&mut self, event: &Event<'_>) {
        let covered = self.again.event(event);
        if let Event::Start(tag) = event {
            let offset = tag.span().start;
            if covered == Some(Covered::File) {
                for (index, _) in &self.documents {
                    let task = &mut self.tasks.all[*index];
                    (task.matches, task.offset, task.covered) = (1, Some(offset), covered);
                }
            }
            if let Some(index) = self.by_offset.get(&offset).copied() {
                self.start(index, offset, covered);
            }
            if !self.by_id.is_empty() {
                for id in tag.identifiers() {
                    for index in self.by_id.get(id.value()).cloned().unwrap_or_default() {
                        if id.name().as_bytes() == b"Id" {
                            self.start(index, offset, covered);
                        } else {
                            // Others may take this one for it.
                            self.tasks.all[index].matches += 1;
                        }
                    }
                }
            }
        }
        self.context.event(event);
        let mut at = 0;
        while let Some((_, subtree)) = self.running.get_mut(at) {
            if subtree.event(event) {
                let (index, subtree) = self.running.remove(at);
                self.end(index, subtree.finish());
            } else {
                at += 1;
            }
        }
        for (_, document) in &mut self.documents {
            document.event(event);
        }
    }

    /// Starts a task at the element that begins; beyond the limit of what may run at once, it is left
    /// without result, and its signature fails.
    fn start(&mut self, index: usize, offset: u64, covered: Option<Covered>) {
        let task = &mut self.tasks.all[index];
        task.matches += 1;
        if task.matches > 1 || self.running.len() >= limits::RUNNING_DIGESTS {
            return;
        }
        (task.offset, task.covered) = (Some(offset), covered);
        let subtree = Subtree::new(task.method, task.sink())
            .with_inclusive_prefixes(&task.prefixes)
            .within(&self.context)
            .without(task.without);
        self.running.push((index, subtree));
    }

    /// Keeps what came of a task; octets only as long as there is room.
    fn end(&mut self, index: usize, octets: Octets) {
        let result = octets.finish();
        if self.tasks.all[index].digest.is_none() {
            match self.room.checked_sub(result.len()) {
                Some(room) => self.room = room,
                None => return,
            }
        }
        self.tasks.all[index].result = Some(result);
    }
}

impl Task {
    fn new(
        reference: Option<usize>,
        method: Method,
        prefixes: &str,
        digest: Option<DigestAlgorithm>,
        without: Option<u64>,
    ) -> Self {
        let prefixes = prefixes.to_owned();
        let (offset, covered, result) = (None, None, None);
        Self { reference, method, prefixes, digest, without, matches: 0, offset, covered, result }
    }

    fn sink(&self) -> Octets {
        match self.digest {
            None => Octets::Kept(Vec::new()),
            Some(algorithm) => Octets::digested(algorithm),
        }
    }
}

impl Document {
    fn event(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(tag) if self.skipping > 0 || self.without == Some(tag.span().start) => {
                self.skipping += 1;
            }
            Event::End(_) if self.skipping > 0 => self.skipping -= 1,
            _ if self.skipping > 0 => {}
            _ => self.canonicalizer.event(event),
        }
    }
}
