//! `c14n`: canonical octets on standard output, as they come.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use super::arguments::Canonicalize;
use super::failure::Failure;
use super::source::read_once;
use super::{Answer, Console};
use crate::c14n::{Canonicalizer, Context, Sink, Subtree};
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
    /// The element with this Id, not met yet, and what it will inherit.
    Awaited(String, Context, Subtree<S>),
    Element(Subtree<S>),
    Done,
}

impl<S: Sink> Extent<S> {
    fn event(&mut self, event: &Event<'_>) {
        if let (Self::Awaited(id, ..), Event::Start(tag)) = (&*self, event)
            && tag.attribute("Id").is_some_and(|found| found.value() == id.as_bytes())
            && let Self::Awaited(_, context, subtree) = std::mem::replace(self, Self::Done)
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
            Self::Awaited(_, context, _) => context.event(event),
            Self::Done => {}
        }
    }
}

/// Canonicalizes one file, or the first element with the Id asked for.
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
        Some(id) => Extent::Awaited(
            id.clone(),
            Context::default(),
            Subtree::new(request.method, outlet).with_inclusive_prefixes(prefixes),
        ),
    };
    let refused = |error| Failure::Xml { name: name.clone(), error };
    let written = || match fault.borrow_mut().take() {
        Some(error) => Err(Failure::standard_output(error)),
        None => Ok(()),
    };
    let mut scanner = Scanner::new();
    read_once(&request.file, *input, |chunk| {
        scanner.tell(chunk, &mut |event| extent.event(event)).map_err(refused)?;
        if let Some(RelativeNamespace { position, .. }) = scanner.relative_namespace() {
            let kind = ErrorKind::RelativeNamespace;
            return Err(refused(Error { kind, position: *position }));
        }
        written()
    })?;
    scanner.finish().map_err(refused)?;
    match (extent, &request.id) {
        (Extent::Document(canonicalizer), _) => drop(canonicalizer.finish()),
        (Extent::Awaited(id, ..), _) => return Err(Failure::NoElement { name, id }),
        _ => {}
    }
    written()?;
    Ok(Answer::Yes)
}
