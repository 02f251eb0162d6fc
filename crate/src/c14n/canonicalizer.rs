//! The canonical form itself.

use std::ops::Range;

use super::output::Output;
use super::{Context, Method, Sink, context};
use crate::xml::{EndTag, Event, Namespaces, PlainElement, Receiver, StartTag, XML_NAMESPACE};

/// Writes the canonical form of the events it is given: a whole document, or one element with all in it.
#[derive(Debug)]
pub struct Canonicalizer<S> {
    method: Method,
    /// Prefixes that `InclusiveNamespaces` names; empty for `#default`.
    inclusive: Vec<Vec<u8>>,
    /// Namespaces that the output's open elements have rendered.
    rendered: Namespaces,
    /// How many elements are open.
    depth: usize,
    /// For each open element that renders namespaces, its depth and how many were rendered outside it.
    rendering: Vec<(usize, usize)>,
    root_seen: bool,
    /// Attributes or namespaces of the tag at hand, in the order they are to be written.
    order: Vec<usize>,
    /// `xml:` attributes that the first element inherits: local name and value.
    inherited: Vec<(Vec<u8>, Vec<u8>)>,
    output: Output<S>,
}

/// An attribute of the first element, its own or inherited.
struct FirstAttribute<'a> {
    namespace: &'a [u8],
    local: &'a [u8],
    name: Vec<u8>,
    value: &'a [u8],
}

impl<S: Sink> Canonicalizer<S> {
    /// A canonicalizer at the start of a document or of an element.
    #[must_use]
    pub fn new(method: Method, sink: S) -> Self {
        Self {
            method,
            inclusive: Vec::new(),
            rendered: Namespaces::default(),
            depth: 0,
            rendering: Vec::new(),
            root_seen: false,
            order: Vec::new(),
            inherited: Vec::new(),
            output: Output::new(sink),
        }
    }

    /// The same with the prefixes of an `InclusiveNamespaces` parameter, white space between them.
    #[must_use]
    pub fn with_inclusive_prefixes(mut self, list: &str) -> Self {
        let prefixes = list.split_ascii_whitespace();
        self.inclusive = prefixes
            .map(|prefix| if prefix == "#default" { Vec::new() } else { prefix.as_bytes().to_vec() })
            .collect();
        self
    }

    /// The same for an element that stands where `context` tells. Only the inclusive methods care.
    #[must_use]
    pub fn within(mut self, context: &Context) -> Self {
        self.inherited = context.inherited(self.method);
        self
    }

    /// Writes one event.
    #[inline(always)]
    pub fn event(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if text.plain => self.output.put_plain(text),
            _ => self.event_seldom_met(event),
        }
    }

    /// Whether [`Self::plain`] may be given this one.
    #[inline(always)]
    #[must_use]
    pub fn takes_plain(&self, plain: &PlainElement<'_>) -> bool {
        self.depth > 0 && self.needs_no_namespace(plain.namespaces())
    }

    /// Writes a plain element.
    #[inline(always)]
    pub fn plain(&mut self, plain: &PlainElement<'_>) {
        self.output.put_plain_element(plain);
    }

    fn event_seldom_met(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(_) | Event::End(_) => {}
            Event::Text(text) => self.output.put_text(text.bytes),
            Event::Comment(comment) if self.method.keeps_comments() => {
                self.outside_root(|output| {
                    output.put(b"<!--");
                    output.put(comment);
                    output.put(b"-->");
                });
            }
            Event::Comment(_) => {}
            Event::ProcessingInstruction { target, data } => self.outside_root(|output| {
                output.put(b"<?");
                output.put(target);
                if !data.is_empty() {
                    output.put(b" ");
                    output.put(data);
                }
                output.put(b"?>");
            }),
        }
    }

    /// The sink, with all that was written so far.
    pub fn sink(&mut self) -> &mut S {
        self.output.sink()
    }

    /// Ends the form and gives the sink back.
    #[must_use]
    pub fn finish(self) -> S {
        self.output.into_sink()
    }

    /// Comments and instructions beside the root element stand on lines of their own.
    fn outside_root(&mut self, write: impl FnOnce(&mut Output<S>)) {
        let outside = self.depth == 0;
        if outside && self.root_seen {
            self.output.put(b"\n");
        }
        write(&mut self.output);
        if outside && !self.root_seen {
            self.output.put(b"\n");
        }
    }

    #[inline(always)]
    fn start(&mut self, tag: &StartTag<'_>) {
        self.root_seen = true;
        self.depth += 1;
        match tag.verbatim() {
            Some(bytes) if self.renders_nothing(tag) => self.output.put_start(tag, bytes),
            _ => self.start_in_full(tag),
        }
    }

    /// Whether the element surely needs no namespace and inherits nothing, and has no attributes to sort.
    #[inline]
    fn renders_nothing(&self, tag: &StartTag<'_>) -> bool {
        tag.is_simple() && self.needs_no_namespace(tag.namespaces())
    }

    /// Whether an element without prefixes needs none of those in scope.
    #[inline(always)]
    fn needs_no_namespace(&self, namespaces: &Namespaces) -> bool {
        let no_default = !namespaces.has_default() && !self.rendered.has_default();
        no_default && self.method.is_exclusive() && self.inclusive.is_empty()
    }

    #[inline(always)]
    fn end(&mut self, tag: &EndTag<'_>) {
        // The end tag of an empty-element tag was written with it.
        if tag.offset().is_some() {
            self.output.put_end(tag);
        }
        if let Some((depth, outside)) = self.rendering.last().copied()
            && depth == self.depth
        {
            self.rendering.pop();
            self.rendered.truncate(outside);
        }
        self.depth -= 1;
    }

    fn start_in_full(&mut self, tag: &StartTag<'_>) {
        let outside = self.rendered.len();
        self.render_namespaces(tag);
        if self.rendered.len() > outside {
            self.rendering.push((self.depth, outside));
        }
        self.output.put(b"<");
        self.output.put(tag.name().as_bytes());
        self.write_namespaces(outside);
        self.write_attributes(tag);
        self.output.put(b">");
        if tag.is_empty_element() {
            self.output.put_enclosed(b"</", tag.name().as_bytes(), b'>');
        }
    }

    /// Renders the namespaces that the method wants on this element.
    fn render_namespaces(&mut self, tag: &StartTag<'_>) {
        let namespaces = tag.namespaces();
        if namespaces.is_empty() && self.rendered.is_empty() {
            return;
        }
        if !self.method.is_exclusive() {
            self.render_all(tag);
            return;
        }
        self.render(tag.name().prefix(), namespaces);
        for attribute in tag.attributes() {
            let prefix = attribute.name().prefix();
            if !prefix.is_empty() {
                self.render(prefix, namespaces);
            }
        }
        for index in 0..self.inclusive.len() {
            let prefix = std::mem::take(&mut self.inclusive[index]);
            self.render(&prefix, namespaces);
            self.inclusive[index] = prefix;
        }
    }

    /// Renders everything in scope on the first element, everything declared on the others.
    fn render_all(&mut self, tag: &StartTag<'_>) {
        let namespaces = tag.namespaces();
        if self.depth == 1 {
            namespaces.iter().for_each(|(prefix, _)| self.render(prefix, namespaces));
        } else {
            tag.declarations().for_each(|(prefix, _)| self.render(prefix, namespaces));
        }
    }

    /// Renders `prefix` as it stands in the document, unless the output says the same already.
    fn render(&mut self, prefix: &[u8], namespaces: &Namespaces) {
        if let Some(uri) = namespaces.resolve(prefix)
            && self.rendered.resolve(prefix) != Some(uri)
        {
            self.rendered.push(prefix, uri);
        }
    }

    /// Writes the namespaces rendered since there were `from`, sorted by prefix.
    fn write_namespaces(&mut self, from: usize) {
        put_in_order(&mut self.order, from..self.rendered.len(), |index| self.rendered.get(index));
        for index in &self.order {
            let (prefix, uri) = self.rendered.get(*index);
            let name: &[&[u8]] = if prefix.is_empty() { &[b"xmlns"] } else { &[b"xmlns:", prefix] };
            self.output.put_attribute(name, uri);
        }
    }

    /// Writes the attributes, sorted by namespace, then by local name.
    fn write_attributes(&mut self, tag: &StartTag<'_>) {
        if !self.inherited.is_empty() {
            self.write_first_attributes(tag);
            return;
        }
        put_in_order(&mut self.order, 0..tag.attribute_count(), |index| {
            let attribute = tag.attribute_at(index);
            (attribute.namespace(), attribute.name().local())
        });
        for index in &self.order {
            let attribute = tag.attribute_at(*index);
            self.output.put_attribute(&[attribute.name().as_bytes()], attribute.value());
        }
    }

    /// The attributes of the first element, with those that it inherits and does not have itself.
    fn write_first_attributes(&mut self, tag: &StartTag<'_>) {
        let mut inherited = std::mem::take(&mut self.inherited);
        if self.method.is_1_1() {
            context::join_base(&mut inherited, tag);
        }
        let is_overridden =
            |local: &[u8]| inherited.iter().any(|(name, _)| name == b"base" && local == b"base");
        let own = tag.attributes().filter(|attribute| {
            let is_xml = attribute.name().prefix() == b"xml";
            !(is_xml && self.method.is_1_1() && is_overridden(attribute.name().local()))
        });
        let mut all: Vec<FirstAttribute<'_>> = own
            .map(|attribute| FirstAttribute {
                namespace: attribute.namespace(),
                local: attribute.name().local(),
                name: attribute.name().as_bytes().to_vec(),
                value: attribute.value(),
            })
            .collect();
        let is_rendered =
            |local: &[u8], value: &[u8]| !(self.method.is_1_1() && local == b"base" && value.is_empty());
        for (local, value) in inherited.iter().filter(|(local, value)| is_rendered(local, value)) {
            let namespace = XML_NAMESPACE.as_bytes();
            if !all.iter().any(|own| own.namespace == namespace && own.local == local) {
                all.push(FirstAttribute {
                    namespace,
                    local,
                    name: [b"xml:", local.as_slice()].concat(),
                    value,
                });
            }
        }
        let mut order = Vec::new();
        put_in_order(&mut order, 0..all.len(), |index| (all[index].namespace, all[index].local));
        for attribute in order.into_iter().map(|index| &all[index]) {
            self.output.put_attribute(&[&attribute.name], attribute.value);
        }
    }
}

impl<S: Sink> Receiver for Canonicalizer<S> {
    fn takes_plain(&self) -> bool {
        true
    }

    fn event(&mut self, event: &Event<'_>) {
        self.event(event);
    }

    fn plain(&mut self, plain: &PlainElement<'_>) -> bool {
        let taken = self.takes_plain(plain);
        if taken {
            self.plain(plain);
        }
        taken
    }
}

/// Fills `order` with some indices, by their keys. They are few, and in order already for the most part: this is as
/// fast as a general sort, and a tenth of its code.
fn put_in_order<K: Ord>(order: &mut Vec<usize>, indices: Range<usize>, key: impl Fn(usize) -> K) {
    order.clear();
    for index in indices {
        let place = match order.is_empty() {
            true => 0,
            false => {
                let own = key(index);
                order.partition_point(|other| key(*other) <= own)
            }
        };
        order.insert(place, index);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xml::Scanner;

    fn canonical(method: Method, prefixes: &str, document: &str) -> String {
        let new = || Canonicalizer::new(method, Vec::new()).with_inclusive_prefixes(prefixes);
        let (mut canonicalizer, mut whole) = (new(), new());
        let mut scanner = Scanner::new();
        scanner.tell(document.as_bytes(), &mut |event| canonicalizer.event(event)).unwrap();
        scanner.finish().unwrap();
        Scanner::new().feed(document.as_bytes(), &mut whole).unwrap();
        let form = canonicalizer.finish();
        assert_eq!(form, whole.finish(), "with plain elements taken as one");
        String::from_utf8(form).unwrap()
    }

    #[test]
    fn what_follows_an_empty_root_stands_on_a_line_of_its_own() {
        assert_eq!(canonical(Method::ExclusiveWithComments, "", "<a/><!--b-->"), "<a></a>\n<!--b-->");
    }

    #[test]
    fn attributes_and_characters_take_their_canonical_form() {
        let document =
            "<?xml version='1.0'?><a  c='1' b='&lt;\"&#9;\n&gt;' ><e/>&gt;&#13;<![CDATA[<&]]>\r\n</a>";
        assert_eq!(
            canonical(Method::Exclusive, "", document),
            "<a b=\"&lt;&quot;&#x9; >\" c=\"1\"><e></e>&gt;&#xD;&lt;&amp;\n</a>"
        );
    }

    #[test]
    fn references_in_values_stay_only_where_canonical_form_has_the_same() {
        let document = "<a><b V=\"&lt;&amp;&quot;\"/><b V=\"&gt;\"/><b V=\"&apos;\"/><b V=\"&#60;\"/><b V=\"&amp;&#38;\"/></a>";
        assert_eq!(
            canonical(Method::Exclusive, "", document),
            "<a><b V=\"&lt;&amp;&quot;\"></b><b V=\">\"></b><b V=\"'\"></b><b V=\"&lt;\"></b><b V=\"&amp;&amp;\"></b></a>"
        );
    }

    #[test]
    fn only_visibly_used_namespaces_are_rendered_and_only_once() {
        let document = "<a:r xmlns:a='urn:a' xmlns:u='urn:u' xmlns='urn:d'><b><a:c a:z='' y=''/></b><d xmlns=''><e/></d></a:r>";
        assert_eq!(
            canonical(Method::Exclusive, "", document),
            "<a:r xmlns:a=\"urn:a\"><b xmlns=\"urn:d\"><a:c y=\"\" a:z=\"\"></a:c></b><d><e></e></d></a:r>"
        );
        assert_eq!(
            canonical(Method::Exclusive, "u #default", document),
            "<a:r xmlns=\"urn:d\" xmlns:a=\"urn:a\" xmlns:u=\"urn:u\"><b><a:c y=\"\" a:z=\"\"></a:c></b>\
             <d xmlns=\"\"><e></e></d></a:r>"
        );
    }

    #[test]
    fn canonical_xml_renders_every_namespace_where_it_is_declared() {
        let document =
            "<r xmlns:a='urn:a' xmlns='urn:d' b=''><s xmlns='urn:d' xmlns:a='urn:b'><t xmlns=''/></s></r>";
        assert_eq!(
            canonical(Method::Inclusive, "", document),
            "<r xmlns=\"urn:d\" xmlns:a=\"urn:a\" b=\"\"><s xmlns:a=\"urn:b\"><t xmlns=\"\"></t></s></r>"
        );
    }

    #[test]
    fn comments_are_kept_or_left_out_and_instructions_stay() {
        let document = "<!--1-->\n<?p  q ?><a><!--2--><?r?></a><!--3--><?s t?>";
        assert_eq!(canonical(Method::Exclusive, "", document), "<?p q ?>\n<a><?r?></a>\n<?s t?>");
        assert_eq!(
            canonical(Method::ExclusiveWithComments, "", document),
            "<!--1-->\n<?p q ?>\n<a><!--2--><?r?></a>\n<!--3-->\n<?s t?>"
        );
    }
}
