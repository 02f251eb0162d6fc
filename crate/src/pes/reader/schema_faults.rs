//! Where a flux leaves the schema: elements, attributes, values and text that have no business there.

use super::{Reader, short};
use crate::pes::Code;
use crate::pes::schema::{Name, ValueRule};
use crate::pes::{Amount, Expected};
use crate::xml::{EndTag, StartTag};

/// Attributes in this namespace are allowed everywhere.
const INSTANCE_NAMESPACE: &[u8] = b"http://www.w3.org/2001/XMLSchema-instance";

/// Where a fault stands.
enum At<'a> {
    Start(&'a StartTag<'a>),
    End(&'a EndTag<'a>),
    /// In the text of what was met last.
    Anchor,
}

impl Reader {
    pub(super) fn missing_element(
        &mut self,
        parent: Option<Name>,
        missing: Name,
        before: Name,
        tag: &StartTag<'_>,
    ) {
        if !is_asked_for_by_s2low(parent, missing) {
            let expected = Expected::Before(before.text());
            self.fault(Code::ElementMissing, parent, missing.text(), None, &At::Start(tag), expected);
        }
    }

    pub(super) fn missing_at_end(&mut self, parent: Option<Name>, missing: Name, tag: &EndTag<'_>) {
        if !is_asked_for_by_s2low(parent, missing) {
            let (code, at) = (Code::ElementMissing, At::End(tag));
            self.fault(code, parent, missing.text(), None, &at, Expected::Nothing);
        }
    }

    pub(super) fn misplaced_element(&mut self, parent: Option<Name>, name: Name, tag: &StartTag<'_>) {
        let (code, at) = (Code::ElementMisplaced, At::Start(tag));
        self.fault(code, parent, name.text(), None, &at, Expected::Nothing);
    }

    pub(super) fn unknown_element(&mut self, tag: &StartTag<'_>) {
        let parent = self.frames.last().and_then(|frame| frame.name);
        let (code, at) = (Code::ElementUnknown, At::Start(tag));
        self.fault(code, parent, &short(tag.name().as_bytes()), None, &at, Expected::Nothing);
    }

    pub(super) fn missing_value(&mut self, parent: Option<Name>, name: Name, tag: &StartTag<'_>) {
        let (code, at) = (Code::ValueMissing, At::Start(tag));
        self.fault(code, parent, name.text(), None, &at, Expected::Nothing);
    }

    #[inline]
    pub(super) fn check_value(
        &mut self,
        parent: Option<Name>,
        name: Name,
        rule: &'static ValueRule,
        value: &[u8],
        tag: &StartTag<'_>,
    ) {
        if tag.attribute_count() != 1 {
            self.check_attributes(Some(name), false, tag);
        }
        if !rule.accepts(value) && !self.is_told_of_otherwise(parent, name, value) {
            let (code, at) = (Code::ValueRefused, At::Start(tag));
            self.fault(code, parent, name.text(), Some(value), &at, Expected::Rule(rule));
        }
    }

    /// Whether S2low's own check of a header field says the same in better words.
    fn is_told_of_otherwise(&self, parent: Option<Name>, name: Name, value: &[u8]) -> bool {
        let characters = || String::from_utf8_lossy(value).chars().count();
        parent == Some(Name::EnTetePES)
            && match name {
                Name::CodCol => characters() != 3,
                Name::CodBud => characters() != 2,
                Name::IdPost => characters() != 6,
                Name::IdColl => characters() > 14,
                _ => false,
            }
            || (parent, name) == (Some(Name::Parametres), Name::NomFic) && value.is_empty()
            || name == Name::MtCumulAnnuel
                && self.needs_yearly_sum()
                && Amount::from_bytes(value).is_some_and(|sum| !sum.is_positive())
    }

    #[cold]
    pub(super) fn check_attributes(&mut self, element: Option<Name>, may_have_id: bool, tag: &StartTag<'_>) {
        for attribute in tag.attributes() {
            let name = attribute.name();
            let known = match name.as_bytes() {
                // Only an element with a value is left unread while its tag is looked at.
                b"V" => self.unread == 1 && element != Some(Name::Fichier),
                b"MIMEType" => element == Some(Name::Fichier),
                b"Id" => may_have_id,
                _ => attribute.namespace() == INSTANCE_NAMESPACE,
            };
            if !known {
                let (code, at) = (Code::AttributeUnknown, At::Start(tag));
                let value = Some(name.as_bytes());
                self.fault(code, element, "", value, &at, Expected::Nothing);
            }
        }
    }

    /// Text is allowed nowhere but in a file.
    pub(super) fn check_text(&mut self, text: &[u8]) {
        if !self.checks()
            || self.elsewhere.is_some()
            || (text.iter().all(u8::is_ascii_whitespace) && self.unread == 0)
        {
            return;
        }
        let element = self.frames.last().and_then(|frame| frame.name);
        self.fault(
            Code::TextUnexpected,
            element,
            "",
            Some(text.trim_ascii()),
            &At::Anchor,
            Expected::Nothing,
        );
    }

    /// The descendants of the root must be in no namespace.
    pub(super) fn check_namespace(&mut self, element: &str, tag: &StartTag<'_>) {
        let Some((_, namespace)) =
            tag.declarations().find(|(prefix, uri)| prefix.is_empty() && !uri.is_empty())
        else {
            return;
        };
        let position = tag.position(tag.span().start);
        self.findings.add(Code::WrongNamespace, element, Some(&short(namespace)), Some(position));
    }

    /// Adds a finding about an element inside `parent`, or about `parent` itself if it has no name.
    fn fault(
        &mut self,
        code: Code,
        parent: Option<Name>,
        name: &str,
        value: Option<&[u8]>,
        at: &At<'_>,
        expected: Expected,
    ) {
        if !self.checks() {
            return;
        }
        if self.findings.is_full(code) {
            self.findings.count_only(code);
            return;
        }
        let mut element = parent.map_or("PES_Aller", Name::text).to_owned();
        if !name.is_empty() {
            element.push('/');
            element.push_str(name);
        }
        let position = match at {
            At::Start(tag) => tag.position(tag.span().start),
            At::End(tag) => tag.position(),
            At::Anchor => self.anchor,
        };
        self.add_at(code, &element, value.map(short).as_deref(), expected, position);
    }
}

/// Whether the absence of an element is told in the words of S2low's check.
fn is_asked_for_by_s2low(parent: Option<Name>, name: Name) -> bool {
    matches!(
        (parent, name),
        (Some(Name::EnTetePES), Name::CodCol | Name::CodBud | Name::IdPost)
            | (Some(Name::Parametres), Name::NomFic)
    )
}
