//! What can be wrong with an XML document, and where.

use std::fmt;

/// A place in the original bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Position {
    /// Bytes before it, from the start of the file (byte order mark included).
    pub offset: u64,
    /// Line, from 1; lines end with LF.
    pub line: u64,
    /// Column, from 1, in bytes.
    pub column: u64,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {} (byte {})", self.line, self.column, self.offset)
    }
}

/// A namespace whose address is none by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelativeNamespace {
    /// The address, or its beginning.
    pub uri: String,
    /// Where the tag begins that declares it.
    pub position: Position,
}

/// The document cannot be read: it is not well-formed, or lies outside what this program accepts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// What is wrong.
    pub kind: ErrorKind,
    /// Where the construct at fault starts, or where it went wrong inside.
    pub position: Position,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}", self.kind, self.position)
    }
}

impl std::error::Error for Error {}

macro_rules! error_kinds {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $text:literal;)*) => {
        /// Why a document was refused. The code is stable; the words for people are in the Fluent files.
        #[non_exhaustive]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum ErrorKind {
            $($(#[$doc])* $name,)*
        }

        impl ErrorKind {
            /// Every kind, for tests over all of them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The stable code, such as `XML-001`.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)*
                }
            }
        }

        impl fmt::Display for ErrorKind {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self {
                    $(Self::$name => $text,)*
                })
            }
        }
    };
}

error_kinds! {
    /// There is no element at all.
    Empty = "XML-001", "no element in the document";
    /// The input ended inside an element or a markup construct: the file is cut short.
    UnexpectedEnd = "XML-002", "the document ends too early";
    /// Something that is not XML stands before the root element.
    ContentBeforeRoot = "XML-003", "text before the root element";
    /// Something other than comments, processing instructions and white space follows the root element.
    ContentAfterRoot = "XML-004", "content after the root element";
    /// A document type declaration: never accepted, since entities could make the file say something else.
    Doctype = "XML-005", "a document type declaration is not accepted";
    /// The XML declaration does not follow its grammar, or does not stand first.
    Declaration = "XML-006", "malformed XML declaration";
    /// The declared encoding is unknown to this program.
    UnknownEncoding = "XML-007", "unknown encoding";
    /// UTF-16 or UTF-32: readable by others, but accepted by neither S2low nor Hélios.
    WideEncoding = "XML-008", "UTF-16 and UTF-32 are not accepted";
    /// The bytes contradict the encoding: the file lies about it or is damaged.
    Encoding = "XML-009", "bytes that the declared encoding does not allow";
    /// A character that XML forbids, such as a control character.
    Character = "XML-010", "a character that XML forbids";
    /// A name that XML forbids, or one with misplaced colons.
    Name = "XML-011", "malformed name";
    /// A tag that does not follow its grammar.
    Tag = "XML-012", "malformed tag";
    /// An attribute that does not follow its grammar.
    Attribute = "XML-013", "malformed attribute";
    /// The same attribute twice on one tag.
    DuplicateAttribute = "XML-014", "duplicate attribute";
    /// An end tag that does not close the element that is open.
    MismatchedTag = "XML-015", "end tag without its start tag";
    /// A reference that does not follow its grammar.
    Reference = "XML-016", "malformed reference";
    /// A reference to an entity: only the five of XML exist without a document type declaration.
    UnknownEntity = "XML-017", "unknown entity";
    /// `]]>` outside a CDATA section.
    CdataEnd = "XML-018", "`]]>` in text";
    /// A comment that does not follow its grammar.
    Comment = "XML-019", "malformed comment";
    /// A processing instruction that does not follow its grammar.
    ProcessingInstruction = "XML-020", "malformed processing instruction";
    /// `<!` that opens nothing known, or a CDATA section outside the root element.
    Markup = "XML-021", "malformed markup";
    /// A prefix that no namespace declaration binds.
    UndeclaredPrefix = "XML-022", "undeclared namespace prefix";
    /// A declaration that touches the names `xml` or `xmlns`, or empties a prefix.
    ReservedNamespace = "XML-023", "forbidden namespace declaration";
    /// A tag, comment or processing instruction longer than the limit.
    MarkupTooLong = "XML-024", "markup longer than the limit";
    /// Elements nested deeper than the limit.
    TooDeep = "XML-025", "elements nested too deep, or with tags too long together";
    /// More attributes or namespaces than the limit.
    TooManyAttributes = "XML-026", "too many attributes or namespaces";
    /// A namespace whose address is none by itself. It is well-formed, but has no canonical form: nothing but `c14n`
    /// refuses it with this.
    RelativeNamespace = "XML-027", "a relative namespace address";
}
