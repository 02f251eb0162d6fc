//! `c14n`: canonical octets on standard output, as they come.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use super::arguments::Canonicalize;
use super::failure::Failure;
use super::source::read_once;
use super::{Answer, Console};
use crate::c14n::{Canonicalizer, Context, Sink, Subtree};
use crate::dsig::NAMESPACE;
use crate::xml::{Error, ErrorKind, Event, RelativeNamespace, Scanner};

/// Hands octets on; a sink cannot refuse them, so that an error waits until somebody looks.
struct Outlet<'a, 'b> {
    output: &'a mut (dyn Write + 'b),
    fault: Rc<RefCell<Option<io::Error>>>,
}

impl Sink for Outlet<'_, '_> {
    fn write(&mut self, bytes: &[u8]) {
        let mut fault = self.fault.borrow_mut();
        if fault.is_none() {
            *fault = self.output.write_all(bytes).err();
        }
    }
}

/// What is canonicalized.
enum Extent<S> {
    Document(Canonicalizer<S>),
    /// The element with the Id asked for, not met yet, and what it will inherit.
    Awaited(Context, Subtree<S>),
    Element(Subtree<S>),
    Done,
}

impl<S: Sink> Extent<S> {
    /// `is_sought`: it begins the element asked for.
    fn event(&mut self, event: &Event<'_>, is_sought: bool) {
        if is_sought
            && matches!(self, Self::Awaited(..))
            && let Self::Awaited(context, subtree) = std::mem::replace(self, Self::Done)
        {
            *self = Self::Element(subtree.within(&context));
        }
        match self {
            Self::Document(canonicalizer) => canonicalizer.event(event),
            Self::Element(subtree) => {
                if subtree.event(event)
                    && let Self::Element(subtree) = std::mem::replace(self, Self::Done)
                {
                    // Its sink has all by now; it ends here.
                    drop(subtree.finish());
                }
            }
            Self::Awaited(context, _) => context.event(event),
            Self::Done => {}
        }
    }
}

/// The signature that is left out, and all that is in it.
struct Left<'a> {
    id: Option<&'a str>,
    was_met: bool,
    /// How many elements of it are open.
    depth: usize,
}

impl Left<'_> {
    /// Whether an event belongs to it.
    fn has(&mut self, event: &Event<'_>) -> bool {
        match event {
            Event::Start(tag) if self.depth == 0 => {
                let is_it = self.id.is_some_and(|id| has_id(event, id)) && tag.is(NAMESPACE, "Signature");
                self.was_met |= is_it;
                self.depth = usize::from(is_it);
                is_it
            }
            Event::Start(_) => {
                self.depth += 1;
                true
            }
            Event::End(_) if self.depth > 0 => {
                self.depth -= 1;
                true
            }
            _ => self.depth > 0,
        }
    }
}

fn has_id(event: &Event<'_>, id: &str) -> bool {
    let Event::Start(tag) = event else { return false };
    tag.attribute("Id").is_some_and(|found| found.value() == id.as_bytes())
}

/// Canonicalizes one file, or the element with the Id asked for.
pub(super) fn run(request: &Canonicalize, console: &mut Console<'_>) -> Result<Answer, Failure> {
    let Console { input, output, .. } = console;
    let name = request.file.display().to_string();
    let fault = Rc::new(RefCell::new(None));
    let outlet = Outlet { output: *output, fault: Rc::clone(&fault) };
    let prefixes = &request.inclusive_prefixes;
    let mut extent = match &request.id {
        None => {
            Extent::Document(Canonicalizer::new(request.method, outlet).with_inclusive_prefixes(prefixes))
        }
        Some(_) => Extent::Awaited(
            Context::default(),
            Subtree::new(request.method, outlet).with_inclusive_prefixes(prefixes),
        ),
    };
    let refused = |error| Failure::Xml { name: name.clone(), error };
    let written = || match fault.borrow_mut().take() {
        Some(error) => Err(Failure::standard_output(error)),
        None => Ok(()),
    };
    let mut left = Left { id: request.without.as_deref(), was_met: false, depth: 0 };
    let mut found = 0_usize;
    let mut scanner = Scanner::new();
    read_once(&request.file, *input, |chunk| {
        let mut take = |event: &Event<'_>| {
            let is_sought = request.id.as_deref().is_some_and(|id| has_id(event, id));
            found += usize::from(is_sought);
            if !left.has(event) {
                extent.event(event, is_sought);
            }
        };
        scanner.tell(chunk, &mut take).map_err(refused)?;
        if let Some(RelativeNamespace { position, .. }) = scanner.relative_namespace() {
            let kind = ErrorKind::RelativeNamespace;
            return Err(refused(Error { kind, position: *position }));
        }
        written()
    })?;
    scanner.finish().map_err(refused)?;
    if let Extent::Document(canonicalizer) = extent {
        drop(canonicalizer.finish());
    }
    written()?;
    let missing = [(request.id.as_ref(), found > 0), (request.without.as_ref(), left.was_met)];
    for (id, was_met) in missing {
        if let Some(id) = id.filter(|_| !was_met) {
            return Err(Failure::NoElement { name, id: id.clone() });
        }
    }
    match request.id.as_ref().filter(|_| found > 1) {
        Some(id) => Err(Failure::SeveralElements { name, id: id.clone() }),
        None => Ok(Answer::Yes),
    }
}
