//! Second pass: the digests of what the signatures refer to.

use std::collections::HashMap;

use super::checks;
use super::survey::{Covered, PlacedSignature, Surveyed};
use super::{Code, Finding, Report, TrustStore};
use crate::c14n::{Canonicalizer, Context, Method, Sink, Subtree};
use crate::dsig::{DigestAlgorithm, Hasher};
use crate::limits;
use crate::pes::{Notice, Reader, Rules};
use crate::xml::{Error, Event, Scanner};

/// Reads a file again to check its signatures.
#[derive(Debug)]
pub struct Examination {
    scanner: Scanner,
    content: Content,
}

#[derive(Debug)]
struct Content {
    surveyed: Surveyed,
    reader: Reader,
    context: Context,
    tasks: Vec<Task>,
    /// Tasks by the Id of their target.
    by_id: HashMap<Vec<u8>, Vec<usize>>,
    /// Tasks by the offset of their target.
    by_offset: HashMap<u64, usize>,
    running: Vec<(usize, Subtree<Octets>)>,
    /// Tasks whose target is the whole document.
    documents: Vec<(usize, Document)>,
}

/// A canonical form to compute.
#[derive(Debug)]
pub(super) struct Task {
    pub(super) signature: usize,
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

/// Where canonical octets go.
#[derive(Debug)]
enum Octets {
    Kept(Vec<u8>),
    Digested(Box<Hasher>),
}

/// The canonical form of the whole document, less one signature.
#[derive(Debug)]
struct Document {
    canonicalizer: Canonicalizer<Octets>,
    without: Option<u64>,
    skipping: usize,
}

impl Sink for Octets {
    fn write(&mut self, bytes: &[u8]) {
        match self {
            Self::Kept(octets) => octets.extend_from_slice(bytes),
            Self::Digested(hasher) => hasher.write(bytes),
        }
    }
}

impl Octets {
    fn finish(self) -> Vec<u8> {
        match self {
            Self::Kept(octets) => octets,
            Self::Digested(hasher) => hasher.finish(),
        }
    }
}

impl Task {
    fn sink(&self) -> Octets {
        match self.digest {
            None => Octets::Kept(Vec::new()),
            Some(algorithm) => Octets::Digested(Box::new(Hasher::new(algorithm))),
        }
    }
}

impl Surveyed {
    /// Prepares the second pass, over the same bytes.
    #[must_use]
    pub fn examine(self) -> Examination {
        let mut content = Content {
            surveyed: self,
            reader: Reader::new(Rules::default()),
            context: Context::default(),
            tasks: Vec::new(),
            by_id: HashMap::new(),
            by_offset: HashMap::new(),
            running: Vec::new(),
            documents: Vec::new(),
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
        self.scanner.feed(chunk, |event| {
            content.event(&event);
            Ok(())
        })
    }

    /// Ends the file; `trust` names the authorities that are believed, if any.
    ///
    /// # Errors
    /// The file is cut short.
    pub fn finish(self, trust: Option<&TrustStore>) -> Result<Report, Error> {
        self.scanner.finish()?;
        let mut content = self.content;
        for (index, document) in std::mem::take(&mut content.documents) {
            content.tasks[index].result = Some(document.canonicalizer.finish().finish());
        }
        let mut findings = Vec::new();
        if content.surveyed.too_many {
            findings.push(Finding { code: Code::Malformed, signature: None, value: None });
        }
        let signatures: Vec<_> = content
            .surveyed
            .signatures
            .iter()
            .enumerate()
            .map(|(index, signature)| {
                let tasks: Vec<&Task> = content.tasks.iter().filter(|task| task.signature == index).collect();
                checks::check(index, signature, &tasks, trust, &mut findings)
            })
            .collect();
        checks::check_together(&signatures, &mut findings);
        Ok(Report::new(signatures, findings, content.surveyed.flux))
    }
}

impl Content {
    fn plan(&mut self) {
        let signatures = std::mem::take(&mut self.surveyed.signatures);
        for (index, PlacedSignature { parsed, .. }) in signatures.iter().enumerate() {
            if parsed.over_limit {
                continue;
            }
            if let (Some(offset), Some((uri, prefixes))) = (parsed.signed_info, &parsed.canonicalization)
                && let Some(method) = Method::from_uri(uri)
            {
                self.by_offset.insert(offset, self.tasks.len());
                self.tasks.push(Task::new(index, None, method, prefixes, None, None));
            }
            for (number, reference) in parsed.references.iter().enumerate() {
                let algorithm = reference.digest_method.as_deref().and_then(DigestAlgorithm::from_uri);
                let (Some(digest), Some((enveloped, method, prefixes)), Some(uri)) =
                    (algorithm, reference.canonicalization(), &reference.uri)
                else {
                    continue;
                };
                let without = enveloped.then_some(parsed.offset);
                let task = Task::new(index, Some(number), method, prefixes, Some(digest), without);
                let place = self.tasks.len();
                match uri.strip_prefix('#') {
                    Some(id) if !id.is_empty() => self.by_id.entry(id.into()).or_default().push(place),
                    None if uri.is_empty() && self.documents.len() < limits::RUNNING_DIGESTS => {
                        let canonicalizer =
                            Canonicalizer::new(method, task.sink()).with_inclusive_prefixes(prefixes);
                        self.documents.push((place, Document { canonicalizer, without, skipping: 0 }));
                    }
                    _ => {}
                }
                self.tasks.push(task);
            }
        }
        self.surveyed.signatures = signatures;
    }

    fn event(&mut self, event: &Event<'_>) {
        let notice = self.reader.event(event);
        if let Event::Start(tag) = event {
            let offset = tag.span().start;
            let covered = match notice {
                Notice::RootStart => Some(Covered::File),
                Notice::BordereauStart(index) => Some(Covered::Bordereau(index)),
                _ => None,
            };
            if notice == Notice::RootStart {
                for (index, _) in &self.documents {
                    let task = &mut self.tasks[*index];
                    (task.matches, task.offset, task.covered) = (1, Some(offset), covered);
                }
            }
            if let Some(index) = self.by_offset.get(&offset).copied() {
                self.start(index, offset, covered);
            }
            if !self.by_id.is_empty()
                && let Some(id) = tag.attribute("Id")
                && let Some(tasks) = self.by_id.get(id.value()).cloned()
            {
                for index in tasks {
                    self.start(index, offset, covered);
                }
            }
        }
        self.context.event(event);
        let tasks = &mut self.tasks;
        let mut ended = Vec::new();
        for (place, (_, subtree)) in self.running.iter_mut().enumerate() {
            if subtree.event(event) {
                ended.push(place);
            }
        }
        for place in ended.into_iter().rev() {
            let (index, subtree) = self.running.remove(place);
            tasks[index].result = Some(subtree.finish().finish());
        }
        for (_, document) in &mut self.documents {
            document.event(event);
        }
    }

    /// Starts a task at the element that begins; beyond the limit of what may run at once, it is left
    /// without result, and its signature fails.
    fn start(&mut self, index: usize, offset: u64, covered: Option<Covered>) {
        let task = &mut self.tasks[index];
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
}

impl Task {
    fn new(
        signature: usize,
        reference: Option<usize>,
        method: Method,
        prefixes: &str,
        digest: Option<DigestAlgorithm>,
        without: Option<u64>,
    ) -> Self {
        let prefixes = prefixes.to_owned();
        let (offset, covered, result) = (None, None, None);
        Self { signature, reference, method, prefixes, digest, without, matches: 0, offset, covered, result }
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
