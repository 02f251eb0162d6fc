//! The words that people read, from the files in which they stand: what is asserted of them follows when they change.

use std::fs;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use crate::folder::workspace;

/// A message in French.
pub fn french(id: &str, args: &[(&str, &str)]) -> String {
    format(id, None, args)
}

/// An attribute of a message in French, such as `fix`, which says what to do.
pub fn french_attribute(id: &str, attribute: &str, args: &[(&str, &str)]) -> String {
    format(id, Some(attribute), args)
}

fn format(id: &str, attribute: Option<&str>, args: &[(&str, &str)]) -> String {
    let message = bundle().get_message(id).unwrap_or_else(|| panic!("no words for {id}"));
    let pattern = match attribute {
        None => message.value().unwrap(),
        Some(attribute) => message.get_attribute(attribute).unwrap().value(),
    };
    // What is a number chooses between singular and plural.
    let values: FluentArgs =
        args.iter().map(|(name, value)| (*name, FluentValue::try_number(value))).collect();
    let mut errors = Vec::new();
    let text = bundle().format_pattern(pattern, Some(&values), &mut errors).into_owned();
    assert!(errors.is_empty(), "{id} with {args:?}: {errors:?}");
    text
}

fn bundle() -> &'static FluentBundle<FluentResource> {
    static BUNDLE: OnceLock<FluentBundle<FluentResource>> = OnceLock::new();
    BUNDLE.get_or_init(|| {
        let mut bundle = FluentBundle::new_concurrent(vec!["fr".parse().unwrap()]);
        bundle.set_use_isolating(false);
        for file in ["fr.ftl", "codes.fr.ftl"] {
            let source = fs::read_to_string(workspace().join("www/locales").join(file)).unwrap();
            bundle.add_resource(FluentResource::try_new(source).unwrap()).unwrap();
        }
        bundle
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_follow_what_they_are_about() {
        assert!(
            french("P12-002", &[("name", "a.jks"), ("what", "java")]).starts_with("a.jks est un magasin")
        );
        assert!(french_attribute("P12-002", "fix", &[("what", "key")]).starts_with("Choisissez"));
        let days = |days| french("CRT-003", &[("days", days), ("date", "01/01/2027")]);
        assert!(days("1").contains(" demain, ") && days("30").contains(" dans 30 jours, "), "{}", days("30"));
    }
}
