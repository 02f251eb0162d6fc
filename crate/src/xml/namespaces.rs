//! Namespace bindings, innermost last.

/// The namespace bound to the prefix `xml`, always.
pub const XML_NAMESPACE: &str = "http://www.w3.org/XML/1998/namespace";
/// The namespace of namespace declarations; nothing may be bound to it.
pub const XMLNS_NAMESPACE: &str = "http://www.w3.org/2000/xmlns/";

/// A stack of prefix bindings. The empty prefix is the default namespace, the empty URI no namespace.
///
/// It serves twice: for the namespaces in scope while a document is read, and for those that a
/// canonical form has already rendered.
#[derive(Clone, Debug, Default)]
pub struct Namespaces {
    /// Prefix and URI of every binding, one after the other.
    text: Vec<u8>,
    bindings: Vec<Binding>,
    /// How many of the bindings are of the empty prefix.
    defaults: usize,
}

#[derive(Clone, Copy, Debug)]
struct Binding {
    prefix: usize,
    uri: usize,
    end: usize,
}

impl Namespaces {
    /// The URI that `prefix` stands for: `None` if nothing binds it, and never `None` for the empty
    /// prefix, which stands for no namespace then.
    #[inline]
    #[must_use]
    pub fn resolve(&self, prefix: &[u8]) -> Option<&[u8]> {
        // Nearly every name is without prefix, in documents without default namespace.
        if prefix.is_empty() && self.defaults == 0 {
            return Some(b"");
        }
        self.search(prefix)
    }

    fn search(&self, prefix: &[u8]) -> Option<&[u8]> {
        for binding in self.bindings.iter().rev() {
            if &self.text[binding.prefix..binding.uri] == prefix {
                return Some(&self.text[binding.uri..binding.end]);
            }
        }
        match prefix {
            b"" => Some(b""),
            b"xml" => Some(XML_NAMESPACE.as_bytes()),
            _ => None,
        }
    }

    /// The bindings, outermost first; one prefix may come several times, the last counts.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&[u8], &[u8])> {
        self.bindings.iter().map(|b| (&self.text[b.prefix..b.uri], &self.text[b.uri..b.end]))
    }

    /// Prefix and URI of the binding at `index`, which must be below [`Self::len`].
    pub(crate) fn get(&self, index: usize) -> (&[u8], &[u8]) {
        let b = self.bindings[index];
        (&self.text[b.prefix..b.uri], &self.text[b.uri..b.end])
    }

    /// Whether the empty prefix is bound, be it to no namespace.
    #[inline]
    pub(crate) fn has_default(&self) -> bool {
        self.defaults > 0
    }

    /// How many bindings there are, shadowed ones included: the mark for [`Self::truncate`].
    #[inline]
    #[must_use]
    pub fn len(&self) -> usize {
        self.bindings.len()
    }

    /// Whether nothing is bound.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bindings.is_empty()
    }

    /// Binds `prefix` to `uri`, over what it was bound to.
    pub fn push(&mut self, prefix: &[u8], uri: &[u8]) {
        let start = self.text.len();
        self.text.extend_from_slice(prefix);
        self.text.extend_from_slice(uri);
        self.defaults += usize::from(prefix.is_empty());
        self.bindings.push(Binding { prefix: start, uri: start + prefix.len(), end: self.text.len() });
    }

    /// Forgets all but the first `len` bindings.
    #[inline]
    pub fn truncate(&mut self, len: usize) {
        if let Some(first) = self.bindings.get(len) {
            let is_default = |binding: &&Binding| binding.prefix == binding.uri;
            self.defaults -= self.bindings[len..].iter().filter(is_default).count();
            self.text.truncate(first.prefix);
            self.bindings.truncate(len);
        }
    }
}

/// Whether `uri` is an address by itself, as libxml2 asks of a namespace in canonical form: characters of an address
/// (RFC 3986), behind a scheme. What is wrong behind the scheme beyond that is not looked for.
pub(super) fn is_absolute(uri: &[u8]) -> bool {
    let mut parts = uri.splitn(2, |byte| *byte == b':');
    let (Some([first, scheme @ ..]), Some(rest)) = (parts.next(), parts.next()) else {
        return false;
    };
    let is_escape =
        |at: usize| rest.get(at + 1..at + 3).is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit));
    first.is_ascii_alphabetic()
        && scheme.iter().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(byte))
        && rest.iter().filter(|byte| **byte == b'#').count() <= 1
        && rest.iter().enumerate().all(|(at, byte)| match byte {
            b'%' => is_escape(at),
            _ => byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=".contains(byte),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_by_itself_has_a_scheme_and_only_characters_of_an_address() {
        for uri in [
            "urn:x",
            "URN:x",
            "urn:",
            "http://a/x?y#z",
            "http:x",
            "tag:x,2005:y",
            "urn:x%20y",
            "http://[::1]/",
        ] {
            assert!(is_absolute(uri.as_bytes()), "{uri}");
        }
        for uri in [
            "flux",
            "#",
            "//a/b",
            "a/b:c",
            "1x:y",
            ":x",
            "C:\\x",
            "http://a b/",
            "urn:é",
            "urn:x%2",
            "urn:a#b#c",
        ] {
            assert!(!is_absolute(uri.as_bytes()), "{uri}");
        }
    }

    #[test]
    fn an_inner_binding_hides_an_outer_one_until_it_is_forgotten() {
        let mut namespaces = Namespaces::default();
        assert_eq!(namespaces.resolve(b""), Some(&b""[..]));
        assert_eq!(namespaces.resolve(b"a"), None);
        namespaces.push(b"a", b"urn:1");
        let mark = namespaces.len();
        namespaces.push(b"a", b"urn:2");
        namespaces.push(b"", b"urn:3");
        assert_eq!(namespaces.resolve(b"a"), Some(&b"urn:2"[..]));
        namespaces.truncate(mark);
        assert_eq!(namespaces.resolve(b"a"), Some(&b"urn:1"[..]));
        assert_eq!(namespaces.resolve(b""), Some(&b""[..]));
        assert_eq!(namespaces.resolve(b"xml"), Some(XML_NAMESPACE.as_bytes()));
    }
}
