//! What was found at each name of an element with a value, to be found at once where it comes again.

use crate::pes::schema::{Keys, Name, Progress};
use crate::xml::PlainElement;

/// Past an element with a value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    from: Progress,
    pub(super) to: Progress,
    pub(super) name: Name,
    /// Index of the value's rule.
    pub(super) rule: u8,
}

/// The last step at each name, by the number that the scanner gave it.
#[derive(Debug, Default)]
pub(super) struct Steps(Vec<Option<Step>>);

impl Steps {
    /// The step past `plain`, if it is one that may come now and has a value.
    #[inline(always)]
    pub(super) fn past_value(
        &mut self,
        from: Progress,
        plain: &PlainElement<'_>,
        keys: &Keys,
    ) -> Option<Step> {
        let number = plain.number().map(usize::from);
        match number.and_then(|number| self.0.get(number)) {
            Some(Some(step)) if step.from.is(&from) => Some(*step),
            _ => self.find(from, plain, keys),
        }
    }

    #[inline(never)]
    fn find(&mut self, from: Progress, plain: &PlainElement<'_>, keys: &Keys) -> Option<Step> {
        let (to, name, rule) = from.past_value(plain.name(), keys)?;
        let step = Step { from, to, name, rule };
        if let Some(number) = plain.number().map(usize::from) {
            if self.0.len() <= number {
                self.0.resize(number + 1, None);
            }
            self.0[number] = Some(step);
        }
        Some(step)
    }
}
