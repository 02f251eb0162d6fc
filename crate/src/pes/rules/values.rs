//! The values of a marché, of an invoice, or of what stands around them.

use crate::pes::Amount;

/// Paths of elements and their values, in order; of an element that holds others, the value is empty.
// The readers are not inlined: the rules ask for some values each.
#[derive(Clone, Copy, Debug)]
pub(in crate::pes) struct Values<'a>(pub(in crate::pes) &'a [(String, String)]);

impl<'a> Values<'a> {
    /// The values of the elements of this name, or at the end of this path.
    #[inline(never)]
    pub(in crate::pes) fn all(self, element: &str) -> Vec<&'a str> {
        self.0.iter().filter(|(path, _)| ends(path, element)).map(|(_, value)| value.trim()).collect()
    }

    /// The first of them.
    #[inline(never)]
    pub(super) fn first(self, element: &str) -> Option<&'a str> {
        self.find(element, |_| true)
    }

    #[inline(never)]
    pub(super) fn has(self, element: &str) -> bool {
        self.first(element).is_some()
    }

    /// The first of them of a form.
    #[inline(never)]
    pub(super) fn find(self, element: &str, is_it: fn(&str) -> bool) -> Option<&'a str> {
        self.all(element).into_iter().find(|value| is_it(value))
    }

    /// What is in each of the elements of this name, or at the end of this path, itself first.
    #[inline(never)]
    pub(super) fn each(self, element: &str) -> Vec<Self> {
        let starts = (0..self.0.len()).filter(|index| ends(&self.0[*index].0, element));
        let group = |start: usize| {
            let rest = &self.0[start + 1..];
            let end = rest.iter().position(|(path, _)| below(path, &self.0[start].0).is_none());
            Self(&self.0[start..=start + end.unwrap_or(rest.len())])
        };
        starts.map(group).collect()
    }

    /// The value at exactly this path below the first element: parts of a whole have values of the same name.
    #[inline(never)]
    pub(super) fn own(self, name: &str) -> Option<&'a str> {
        let (around, _) = self.0.first()?;
        let value = self.0.iter().find(|(path, _)| below(path, around) == Some(name));
        value.map(|(_, value)| value.trim())
    }

    /// The amount at exactly this path.
    #[inline(never)]
    pub(super) fn amount(self, path: &str) -> Option<Amount> {
        let value = self.0.iter().find(|(known, _)| known == path);
        value.and_then(|(_, value)| Amount::parse(value.trim()))
    }
}

/// Whether a path is this one, or ends with it.
fn ends(path: &str, element: &str) -> bool {
    path.strip_suffix(element).is_some_and(|before| before.is_empty() || before.ends_with('/'))
}

/// The path of an element from one that it is in.
fn below<'a>(path: &'a str, around: &str) -> Option<&'a str> {
    path.strip_prefix(around)?.strip_prefix('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_another_element_of_the_name_does_not_count() {
        let values = ["A", "A/Id", "A/B", "A/B/Id", "AA", "AA/Id", "A", "X/A", "X/A/Id"];
        let values: Vec<_> = values.iter().map(|path| ((*path).to_owned(), format!("of {path}"))).collect();
        let values = Values(&values);
        let lengths: Vec<_> = values.each("A").iter().map(|part| part.0.len()).collect();
        assert_eq!(lengths, [4, 1, 2]);
        let own: Vec<_> = values.each("A").iter().map(|part| part.own("Id")).collect();
        assert_eq!(own, [Some("of A/Id"), None, Some("of X/A/Id")]);
        assert_eq!(values.each("A")[0].own("B/Id"), Some("of A/B/Id"));
        assert_eq!(values.all("A/Id"), ["of A/Id", "of X/A/Id"]);
    }
}
