//! The values of a marché, of an invoice, or of what stands around them.

/// Paths of elements and their values, in order; of an element that holds others, the value is empty.
#[derive(Clone, Copy, Debug)]
pub(in crate::pes) struct Values<'a> {
    list: &'a [(String, String)],
    /// The path of the element that they are in, if it is not the outermost.
    around: &'a str,
}

// Not inlined: the rules ask for some values each.
impl<'a> Values<'a> {
    pub(in crate::pes) fn new(list: &'a [(String, String)]) -> Self {
        Self { list, around: "" }
    }

    /// Whether they are not of some element among others.
    pub(super) fn is_whole(self) -> bool {
        self.around.is_empty()
    }

    /// The values of the elements of this name, or at the end of this path, wherever they are.
    #[inline(never)]
    pub(in crate::pes) fn all(self, element: &str) -> Vec<&'a str> {
        self.list.iter().filter(|(path, _)| ends(path, element)).map(|(_, value)| value.trim()).collect()
    }

    /// What is in each of the elements of this name, or at the end of this path.
    #[inline(never)]
    pub(super) fn each(self, element: &str) -> Vec<Self> {
        let mut parts = Vec::new();
        for (start, (around, _)) in self.list.iter().enumerate() {
            if ends(around, element) {
                let rest = &self.list[start + 1..];
                let end = rest.iter().position(|(path, _)| below(path, around).is_none());
                parts.push(Self { list: &rest[..end.unwrap_or(rest.len())], around });
            }
        }
        parts
    }

    /// The value at exactly this path: parts of a whole have values of the same name.
    #[inline(never)]
    pub(in crate::pes) fn get(self, name: &str) -> Option<&'a str> {
        let value = self.list.iter().find(|(path, _)| below(path, self.around) == Some(name));
        value.map(|(_, value)| value.trim())
    }
}

/// Whether a path is this one, or ends with it.
fn ends(path: &str, element: &str) -> bool {
    path.strip_suffix(element).is_some_and(|before| before.is_empty() || before.ends_with('/'))
}

/// The path of an element from one that it is in.
fn below<'a>(path: &'a str, around: &str) -> Option<&'a str> {
    if around.is_empty() { Some(path) } else { path.strip_prefix(around)?.strip_prefix('/') }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_another_element_of_the_name_does_not_count() {
        let values = ["A", "A/Id", "A/B", "A/B/Id", "AA", "AA/Id", "A", "X/A", "X/A/Id"];
        let values: Vec<_> = values.iter().map(|path| ((*path).to_owned(), format!("of {path}"))).collect();
        let values = Values::new(&values);
        let of_each: Vec<_> = values.each("A").iter().map(|part| part.get("Id")).collect();
        assert_eq!(of_each, [Some("of A/Id"), None, Some("of X/A/Id")]);
        assert_eq!(values.each("A")[0].get("B/Id"), Some("of A/B/Id"));
        assert_eq!(values.each("A")[0].all("Id"), ["of A/Id", "of A/B/Id"]);
        assert_eq!(values.all("A/Id"), ["of A/Id", "of X/A/Id"]);
        assert_eq!((values.get("A/Id"), values.get("Id")), (Some("of A/Id"), None));
    }
}
