//! Bytes to events: a push scanner for XML 1.0 with namespaces, in constant memory.
//!
//! No document type declaration is accepted, so that the file alone says what it says. Every event
//! knows the bytes it was read from, so that others can insert exactly there.

mod chars;
mod declaration;
mod encoding;
mod error;
mod event;
mod heads;
mod markup;
mod namespaces;
mod position;
mod reference;
mod run;
mod scanner;
mod tag;
#[cfg(test)]
mod tests;
mod text;

pub use chars::is_ncname;
pub use encoding::Encoding;
pub use error::{Error, ErrorKind, Position, RelativeNamespace};
pub use event::{Attribute, EndTag, Event, PlainElement, QName, Receiver, Span, StartTag, Text};
pub use namespaces::{Namespaces, XML_NAMESPACE, XMLNS_NAMESPACE};
pub(crate) use position::as_u64;
pub use scanner::Scanner;
