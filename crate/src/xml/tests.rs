//! The scanner as a whole: what it tells, what it refuses, and that cuts never matter.

use proptest::prelude::*;

use super::*;

/// Writes events down, adjacent texts joined.
struct Log<'a> {
    /// The whole document.
    document: &'a [u8],
    /// Takes plain elements as one.
    plains: bool,
    told: Vec<String>,
    in_text: bool,
}

impl Log<'_> {
    fn text(&mut self, bytes: &[u8]) {
        match self.told.last_mut().filter(|_| self.in_text) {
            Some(text) => text.push_str(&utf8(bytes)),
            None => self.told.push(format!("text {}", utf8(bytes))),
        }
        self.in_text = true;
    }

    fn tell(&mut self, line: String) {
        self.in_text = false;
        self.told.push(line);
    }
}

impl Receiver for Log<'_> {
    fn takes_plain(&self) -> bool {
        self.plains
    }

    fn event(&mut self, event: &Event<'_>) {
        let line = match event {
            Event::Start(tag) => {
                let attributes: String = tag
                    .attributes()
                    .map(|a| {
                        let span = a.value_span();
                        format!(
                            " {{{}}}{}={:?}@{}-{}",
                            utf8(a.namespace()),
                            utf8(a.name().as_bytes()),
                            utf8(a.value()),
                            span.start,
                            span.end
                        )
                    })
                    .collect();
                let position = tag.position(tag.span().start);
                format!(
                    "start {{{}}}{}{attributes} @{}-{} line {} column {}",
                    utf8(tag.namespace()),
                    utf8(tag.name().as_bytes()),
                    tag.span().start,
                    tag.span().end,
                    position.line,
                    position.column
                )
            }
            Event::End(tag) => {
                format!("end {} @{}-{}", utf8(tag.name.as_bytes()), tag.span.start, tag.span.end)
            }
            Event::Text(text) => {
                assert!(!text.plain || !text.bytes.iter().any(|b| b"&<>\r".contains(b)));
                return self.text(text.bytes);
            }
            Event::Comment(comment) => format!("comment {}", utf8(comment)),
            Event::ProcessingInstruction { target, data } => format!("pi {} {}", utf8(target), utf8(data)),
        };
        self.tell(line);
    }

    fn plain(&mut self, plain: &PlainElement<'_>) -> bool {
        let Span { start, end } = plain.span();
        let (head, value) = plain.parts();
        let white = plain.white_space();
        if !white.is_empty() {
            self.text(white);
        }
        let (start, name) = (start + as_u64(white.len()), utf8(plain.name()));
        let before = &self.document[..usize::try_from(start).unwrap()];
        let line = before.split(|byte| *byte == b'\n').count();
        let column = before.iter().rev().take_while(|byte| **byte != b'\n').count() + 1;
        let value_at = start + as_u64(head.len() - white.len());
        self.tell(format!(
            "start {{{}}}{name} {{}}{}={:?}@{value_at}-{} @{start}-{end} line {line} column {column}",
            utf8(plain.namespaces().resolve(b"").unwrap()),
            utf8(plain.attribute()),
            utf8(value),
            end - 3,
        ));
        self.tell(format!("end {name} @{end}-{end}"));
        true
    }
}

fn utf8(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Events as text, adjacent texts joined.
fn events(chunks: &[&[u8]]) -> Result<Vec<String>, Error> {
    events_with(false, chunks)
}

/// The same with plain elements taken as one, or not.
fn events_with(plains: bool, chunks: &[&[u8]]) -> Result<Vec<String>, Error> {
    let mut scanner = Scanner::new();
    let document = chunks.concat();
    let mut log = Log { document: &document, plains, told: Vec::new(), in_text: false };
    for chunk in chunks {
        scanner.feed(chunk, &mut log)?;
    }
    scanner.finish()?;
    Ok(log.told)
}

fn refusal(document: &[u8]) -> Option<(ErrorKind, u64)> {
    events(&[document]).err().map(|error| (error.kind, error.position.offset))
}

#[test]
fn a_document_is_told_in_order_with_the_bytes_each_thing_stands_at() {
    let document = b"<?xml version='1.0' encoding='ISO-8859-1'?>\r\n<n:a xmlns:n='urn:n' n:b='\xE9&amp;\t' c=\"d\"><e/>x\r\ny\xE9&#10;]]&gt;<![CDATA[<&]]]]>z<!-- c --><?p  d?></n:a>\n";
    assert_eq!(
        events(&[document]).unwrap(),
        [
            "start {urn:n}n:a {urn:n}n:b=\"é& \"@71-78 {}c=\"d\"@83-84 @45-86 line 2 column 1",
            "start {}e @86-90 line 2 column 42",
            "end e @90-90",
            "text x\nyé\n]]><&]]z",
            "comment  c ",
            "pi p d",
            "end n:a @141-147",
        ]
    );
}

#[test]
fn what_is_not_well_formed_is_refused_with_its_place() {
    use ErrorKind::*;
    for (document, kind, offset) in [
        (&b""[..], Empty, 0),
        (b"  \n", Empty, 3),
        (b"<a>", UnexpectedEnd, 3),
        (b"<a", UnexpectedEnd, 2),
        (b"<a/><b/>", ContentAfterRoot, 4),
        (b"<a/>x", ContentAfterRoot, 4),
        (b"x<a/>", ContentBeforeRoot, 0),
        (b" <?xml version='1.0'?><a/>", Declaration, 1),
        (b"<?xml version='1.0'><a/>", Declaration, 0),
        (b"<?xml version\x0C='1.0'?><a/>", Declaration, 0),
        (b"<?xml version='1.0'\x0Cencoding='UTF-8'?><a/>", Declaration, 0),
        (b"\xFE\xFF\0<\0a\0/\0>", WideEncoding, 0),
        (b"\xFF\xFE<\0a\0/\0>\0", WideEncoding, 0),
        (b"\0<\0a\0/\0>", WideEncoding, 0),
        (b"<!DOCTYPE a><a/>", Doctype, 0),
        (b"<a>\xE9</a>", Encoding, 3),
        (b"<a b='\xE9'/>", Encoding, 6),
        (b"<a>\x01</a>", Character, 3),
        (b"<a>\xEF\xBF\xBE</a>", Character, 3),
        (b"<a>\xEF\xBF\xBE\xFF</a>", Character, 3),
        (b"<a><![CDATA[\xEF\xBF\xBE\xFF]]></a>", Character, 12),
        (b"<1/>", Name, 1),
        (b"<a:b:c/>", Name, 4),
        (b"<a b/>", Attribute, 4),
        (b"<a b=c/>", Attribute, 5),
        (b"<a b='<'/>", Attribute, 6),
        (b"<a b=''c=''/>", Tag, 7),
        (b"<a b='' b=''/>", DuplicateAttribute, 8),
        (b"<a xmlns:p='u' xmlns:q='u' p:b='' q:b=''/>", DuplicateAttribute, 34),
        (b"<a></b>", MismatchedTag, 3),
        (b"<a></a\x0C>", MismatchedTag, 3),
        (b"</a>", MismatchedTag, 0),
        // The bytes of the end tag are those of the name in another encoding.
        (b"<?xml version='1.0' encoding='ISO-8859-1'?><\xE9></\xC3\xA9>", MismatchedTag, 46),
        (b"<a>&;</a>", Reference, 3),
        (b"<a>& b</a>", Reference, 3),
        (b"<a>&eacute;</a>", UnknownEntity, 3),
        (b"<a>]]></a>", CdataEnd, 5),
        (b"<a><!-- -- --></a>", Comment, 8),
        (b"<a><? ?></a>", ProcessingInstruction, 5),
        (b"<a><![CDAT[]]></a>", Markup, 3),
        (b"<![CDATA[]]><a/>", Markup, 0),
        (b"<p:a/>", UndeclaredPrefix, 1),
        (b"<a p:b=''/>", UndeclaredPrefix, 3),
        (b"<a xmlns:xml='urn:x'/>", ReservedNamespace, 3),
        (b"<?xml version='1.0' encoding='ISO-8859-1'?><\xE9 \xE9='\xE9' p:b=''/>", UndeclaredPrefix, 52),
        (b"<?xml version='1.0' encoding='ISO-8859-1'?><\xE9 \xE9='\xE9' \xE9=''/>", DuplicateAttribute, 52),
        (b"<?xml version='1.0' encoding='ISO-8859-1'?><\xE9 \xE9='\xE9' xmlns:p=''/>", ReservedNamespace, 52),
        (b"<a \xC3\xA9='' p:b=''/>", UndeclaredPrefix, 9),
        (b"<a xmlns:p=''/>", ReservedNamespace, 3),
    ] {
        let text = String::from_utf8_lossy(document);
        assert_eq!(refusal(document), Some((kind, offset)), "{text}");
        let bytes: Vec<&[u8]> = document.chunks(1).collect();
        let in_bytes = events(&bytes).err().map(|error| (error.kind, error.position.offset));
        assert_eq!(in_bytes, Some((kind, offset)), "{text}, byte by byte");
    }
}

#[test]
fn limits_on_markup_and_depth_hold() {
    let long = format!("<a b='{}'/>", "x".repeat(crate::limits::MARKUP_BYTES));
    assert_eq!(refusal(long.as_bytes()), Some((ErrorKind::MarkupTooLong, 0)));
    let pieces: Vec<&[u8]> = long.as_bytes().chunks(1000).collect();
    assert_eq!(events(&pieces).unwrap_err().kind, ErrorKind::MarkupTooLong);
    let deep = "<a>".repeat(crate::limits::DEPTH + 1);
    assert_eq!(refusal(deep.as_bytes()).unwrap().0, ErrorKind::TooDeep);
    // What is inherited from open elements is held: all their tags together have a limit.
    let long = format!("<a b='{}'>", "x".repeat(crate::limits::MARKUP_BYTES - 100));
    assert_eq!(refusal(long.repeat(8).as_bytes()).unwrap().0, ErrorKind::TooDeep);
    assert!(refusal(format!("<r>{}</r>", long.replace('>', "/>").repeat(8)).as_bytes()).is_none());
}

#[test]
fn markup_longer_than_the_limit_is_refused_as_such_however_the_bytes_are_cut() {
    let long = "x".repeat(crate::limits::MARKUP_BYTES);
    for document in [
        format!("<a b='{long}'/>"),
        format!("<a é='{long}\u{FFFE}'/>"),
        format!("<a\u{FFFE} b='{long}'/>"),
        format!("<a b='{long}' é>"),
        format!("<a b='{long}'c=''/>"),
        format!("<a></b{long}>"),
        format!("<a></a{}>", " ".repeat(long.len())),
        format!("<a></a '>{long}"),
        format!("<a><!--{long}-- --></a>"),
        format!("<a><!--\u{1}{long}--></a>"),
        format!("<a><?p {long}\u{1}?></a>"),
    ] {
        let told =
            |length: usize| events(&document.as_bytes().chunks(length).collect::<Vec<_>>()).unwrap_err();
        let whole = told(document.len());
        assert!(matches!(whole.kind, ErrorKind::MarkupTooLong | ErrorKind::MismatchedTag), "{whole}");
        for length in [1, 1000, crate::limits::MARKUP_BYTES, crate::limits::MARKUP_BYTES + 5] {
            assert_eq!(told(length), whole, "in pieces of {length}: {}…", &document[..12]);
        }
    }
}

#[test]
fn limits_on_references_and_the_declaration_hold_however_the_bytes_are_cut() {
    // `&#65;` with as many zeros as make it `length` bytes long.
    let reference = |length: usize| format!("&#{}65;", "0".repeat(length - 5));
    let limit = crate::limits::REFERENCE_BYTES;
    let spaces = " ".repeat(2000);
    for (document, kind) in [
        (format!("<a>{}</a>", reference(limit)), None),
        (format!("<a>{}</a>", reference(limit + 1)), Some(ErrorKind::Reference)),
        (format!("<a>&{}", "a".repeat(limit)), Some(ErrorKind::Reference)),
        (format!("<a b='{}'/>", reference(limit)), None),
        (format!("<a b='{}'/>", reference(limit + 1)), Some(ErrorKind::Reference)),
        (format!("<?xml version='1.0'{spaces}?><a/>"), Some(ErrorKind::Declaration)),
    ] {
        for length in [1, 7, 1000, document.len()] {
            let pieces: Vec<&[u8]> = document.as_bytes().chunks(length).collect();
            assert_eq!(events(&pieces).err().map(|error| error.kind), kind, "{length}: {document}");
        }
    }
}

#[test]
fn codes_are_unique() {
    let mut codes: Vec<_> = ErrorKind::ALL.iter().map(|kind| kind.code()).collect();
    codes.dedup();
    assert_eq!(codes.len(), ErrorKind::ALL.len());
}

proptest! {
    #[test]
    fn cuts_never_matter(
        parts in prop::collection::vec(prop::sample::select(PARTS), 0..24),
        declaration in prop::sample::select(DECLARATIONS),
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..12),
        seed in any::<bool>(),
    ) {
        let mut document = declaration.to_vec();
        document.extend_from_slice(b"<r xmlns:p='urn:p'>");
        for part in parts {
            document.extend_from_slice(part);
        }
        document.extend_from_slice(b"</r>\r\n<!--end-->");
        let whole = events(&[&document]);
        let mut at: Vec<usize> = cuts.iter().map(|cut| cut.index(document.len() + 1)).collect();
        at.extend([0, document.len()]);
        at.sort_unstable();
        let pieces: Vec<&[u8]> = at.windows(2).map(|pair| &document[pair[0]..pair[1]]).collect();
        prop_assert_eq!(&events(&pieces), &whole);
        prop_assert_eq!(&events_with(true, &pieces), &whole);
        if seed {
            let bytes: Vec<&[u8]> = document.chunks(1).collect();
            prop_assert_eq!(&events(&bytes), &whole);
        }
    }
}

#[test]
fn what_comes_again_is_told_as_at_first_whatever_is_different_about_it() {
    let line = "\n <L>\n  <A V=\"1\"/>\n  <B V=\"é\"/>\n  <Long_name_of_an_element V=\"\"/>\n </L>";
    let others = [
        "\n  <A V=\"&lt;\"/>",
        "\n  <A V=\"'\"/>",
        "\n  <A V='1'/>",
        "\n  <A V=\"1\" W=\"2\"/>",
        "\n  <A V=\"1\"></A>",
        "\n  <A V=\"1\" />",
        "\n  <AA V=\"1\"/>",
        "\n  <A W=\"1\"/>",
        "\n  <A xmlns=\"1\"/>",
        "\n  <A V=\"a\tb\"/>",
        "\r\n  <A V=\"1\"/>",
        "\n  x<A V=\"1\"/>",
        "\n  ]]<A V=\"1\"/>",
        "\n  <!----><A V=\"1\"/>",
        "\n <L a=\"1\"><A V=\"1\"/></L>",
        "\n <L><L>\n  <A V=\"1\"/>\n </L >\n </L>",
        "<L xmlns=\"urn:d\">\n  <A V=\"1\"/>\n </L>",
        "\n </M>",
        "\n  <A V=\"\u{1}\"/>",
        "\n  <A V=\"<\"/>",
        "\n  <A V=\"1\"",
    ];
    for encoding in [Encoding::Utf8, Encoding::Latin1, Encoding::Windows1252] {
        for other in others {
            let text = format!(
                "<?xml version=\"1.0\" encoding=\"{}\"?><r>{line}{line}{line}{other}{line}{other}{line}{line}</r>",
                encoding.name()
            );
            let document = encoding.encode(&text);
            let whole = events(&[&document]);
            for size in [1, 50, 70, 100, 130, document.len()] {
                let pieces: Vec<&[u8]> = document.chunks(size).collect();
                for plains in [false, true] {
                    assert_eq!(events_with(plains, &pieces), whole, "{other} in {size}");
                }
            }
        }
    }
}

#[test]
fn where_elements_are_too_deep_is_told_the_same_whether_their_tags_came_before_or_not() {
    let document = format!("<r>{}", "\n <L>".repeat(300));
    let whole = events(&[document.as_bytes()]);
    assert!(matches!(&whole, Err(error) if error.kind == ErrorKind::TooDeep));
    for size in [1, 100, document.len()] {
        let pieces: Vec<&[u8]> = document.as_bytes().chunks(size).collect();
        for plains in [false, true] {
            assert_eq!(events_with(plains, &pieces), whole, "in {size}");
        }
    }
}

const DECLARATIONS: &[&[u8]] = &[
    b"",
    b"\xEF\xBB\xBF",
    b"<?xml version=\"1.0\"?>\r\n",
    b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n",
    b"<?xml version='1.0' encoding='windows-1252'?>",
];

const PARTS: &[&[u8]] = &[
    b"<a/>",
    b"\n  <V V=\"1\"/>",
    b"\n  <V V=\"\xC3\xA9\"/>",
    b"\n  <W V=\"\xE9\"/>",
    b"\n  <W V=\"&amp;\"/>",
    b"\n  <W>\n",
    b"\n  </W>",
    b"<b c='d' e=\"f>'\">",
    b"</b>",
    b"text",
    b"\r",
    b"\n",
    b"\r\n",
    b"]",
    b"]]",
    b">",
    b"&amp;",
    b"&#233;",
    b"\xC3\xA9",
    b"\xF0\x9F\x98\x80",
    b"<!-- c -->",
    b"<!---->",
    b"<?pi some?data?>",
    b"<![CDATA[x]]]]>",
    b"<![CDATA[\r\n<&>\xC3\xA9]]>",
    b"<p:q p:r='\xC3\xA9&lt;\r\n'/>",
    b"<p:q>\xC3\xA0</p:q>",
    b"&",
    b"<",
    b"'",
    b"\xE9",
    b"<\xC3\xA9l\xC3\xA9ment \xC3\xA0='1'></\xC3\xA9l\xC3\xA9ment >",
];
