//! What people read: messages from the Fluent files of the page, French first, English beside it.
//!
//! The page, the command line and the tests share them. No file is opened: the words are compiled in, but for the page,
//! which is given those of one language.

mod answers;
mod codes;
mod explain;
mod format;
mod repair;
mod signature;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod uses;

use std::fmt;

use fluent_bundle::{FluentArgs, FluentBundle, FluentError, FluentResource};

pub use explain::{Explanation, readable, readable_at_length};

/// The page's words, those of the codes, and those of what other pages embed; in French and in English.
#[cfg(any(feature = "embed", not(target_arch = "wasm32")))]
const SOURCES: [[&str; 3]; 2] = [
    [
        include_str!("../../www/locales/fr.ftl"),
        include_str!("../../www/locales/codes.fr.ftl"),
        include_str!("../../www/locales/embed.fr.ftl"),
    ],
    [
        include_str!("../../www/locales/en.ftl"),
        include_str!("../../www/locales/codes.en.ftl"),
        include_str!("../../www/locales/embed.en.ftl"),
    ],
];

/// A language that there are words in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// French.
    #[default]
    French,
    /// English.
    English,
}

impl Language {
    /// The language for whoever asks for `tag`, such as `fr-FR` or `en_GB.UTF-8`: French where nothing is
    /// asked for, English for who reads something else.
    #[must_use]
    pub fn from_tag(tag: &str) -> Self {
        let primary = tag.split(['-', '_', '.', '@']).next().unwrap_or_default();
        match primary.trim() {
            "" => Self::French,
            primary if primary.eq_ignore_ascii_case("fr") => Self::French,
            _ => Self::English,
        }
    }

    /// The tag, for `lang` attributes.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::French => "fr",
            Self::English => "en",
        }
    }
}

/// A value to be set into a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg<'a> {
    /// Text, as it is. A message can also ask for the number of its characters, as `$name-length`, and so
    /// tell a value that is absent.
    Text(&'a str),
    /// A number: it chooses singular or plural, and its thousands are set apart.
    Number(u64),
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

impl From<u64> for Arg<'_> {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<usize> for Arg<'_> {
    fn from(number: usize) -> Self {
        Self::Number(u64::try_from(number).unwrap_or(u64::MAX))
    }
}

/// All words of one language.
pub struct Words {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Words").field("language", &self.language).finish_non_exhaustive()
    }
}

impl Words {
    /// The words of `language` that are compiled in.
    #[cfg(any(feature = "embed", not(target_arch = "wasm32")))]
    #[must_use]
    pub fn new(language: Language) -> Self {
        let mut words = Self::none(language);
        for source in SOURCES[usize::from(language == Language::English)] {
            words.add(source);
        }
        words
    }

    /// No words yet, in `language`.
    #[must_use]
    pub fn none(language: Language) -> Self {
        let locale = language.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new(vec![locale]);
        // Isolation marks serve text of mixed direction; here they would only get into what is copied.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match language {
            Language::French => |value, _| format::number(value, "\u{202f}", ","),
            Language::English => |value, _| format::number(value, ",", "."),
        }));
        Self { language, bundle }
    }

    /// Adds the messages of another Fluent file; what is there already stays, and what cannot be read is
    /// left out.
    pub fn add(&mut self, source: &str) {
        let resource = match FluentResource::try_new(source.to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        // Only an id that is there already is an error, and the first one stands.
        let _ = self.bundle.add_resource(resource);
    }

    /// Their language.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// The message called `id`; `id` itself where there is none.
    #[must_use]
    pub fn message(&self, id: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.format(id, None, args, &mut Vec::new()).unwrap_or_else(|| id.to_owned())
    }

    /// An attribute of the message called `id`, such as `fix`.
    #[must_use]
    pub fn attribute(&self, id: &str, attribute: &str, args: &[(&str, Arg<'_>)]) -> Option<String> {
        self.format(id, Some(attribute), args, &mut Vec::new())
    }

    fn format(
        &self,
        id: &str,
        attribute: Option<&str>,
        args: &[(&str, Arg<'_>)],
        errors: &mut Vec<FluentError>,
    ) -> Option<String> {
        let message = self.bundle.get_message(id)?;
        let pattern = match attribute {
            None => message.value()?,
            Some(attribute) => message.get_attribute(attribute)?.value(),
        };
        let mut values = FluentArgs::with_capacity(args.len() * 2);
        for (name, arg) in args {
            match arg {
                Arg::Text(text) => {
                    values.set(*name, *text);
                    values.set(format!("{name}-length"), text.chars().count());
                }
                Arg::Number(number) => values.set(*name, *number),
            }
        }
        Some(self.bundle.format_pattern(pattern, Some(&values), errors).into_owned())
    }
}
