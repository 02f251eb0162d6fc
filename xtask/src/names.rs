//! Short names for what the module and its JavaScript call each other by.
//!
//! Nobody else reads these names, and each that is generated has a digest in it, which no compression shortens.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, ensure};
use wasm_bindgen_cli_support::Output;

use crate::site::Files;

/// How the names begin that are generated, and not chosen in the library.
const GENERATED: &[&str] = &["__wb", "__externref", "wasm_bindgen__"];

/// New names by old ones.
#[derive(Debug)]
pub struct Names(BTreeMap<String, String>);

impl Names {
    /// Shortens them in the module.
    pub fn shorten(output: &mut Output) -> Self {
        let module = output.wasm_mut();
        let mut names = Self(BTreeMap::new());
        for import in module.imports.iter_mut() {
            names.replace(&mut import.name);
        }
        for export in module.exports.iter_mut() {
            names.replace(&mut export.name);
        }
        names
    }

    /// Follows in the JavaScript that was generated beside it.
    pub fn follow(&self, script: &str, files: &mut Files) -> Result<()> {
        let bytes = files.get_mut(script).with_context(|| format!("{script} was not generated"))?;
        let text = std::str::from_utf8(bytes).with_context(|| format!("{script} is not UTF-8"))?;
        *bytes = self.rename(text)?.into_bytes();
        Ok(())
    }

    fn replace(&mut self, name: &mut String) {
        if GENERATED.iter().any(|beginning| name.starts_with(beginning)) {
            let next = format!("w{}", self.0.len());
            name.clone_from(self.0.entry(name.clone()).or_insert(next));
        }
    }

    fn rename(&self, script: &str) -> Result<String> {
        let is_part = |character: char| character.is_alphanumeric() || matches!(character, '_' | '$');
        let mut renamed = String::with_capacity(script.len());
        let mut rest = script;
        while !rest.is_empty() {
            let start = rest.find(is_part).unwrap_or(rest.len());
            let (before, word) = rest.split_at(start);
            let end = word.find(|character| !is_part(character)).unwrap_or(word.len());
            let (word, after) = word.split_at(end);
            let is_taken = self.0.values().any(|new| new == word);
            ensure!(!is_taken, "the generated JavaScript has a name of its own that is {word}");
            renamed.push_str(before);
            renamed.push_str(self.0.get(word).map_or(word, String::as_str));
            rest = after;
        }
        Ok(renamed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(old: &[&str]) -> (Names, Vec<String>) {
        let mut names = Names(BTreeMap::new());
        let mut given: Vec<String> = old.iter().map(|name| (*name).to_owned()).collect();
        given.iter_mut().for_each(|name| names.replace(name));
        (names, given)
    }

    #[test]
    fn generated_names_become_short_and_chosen_ones_stay() {
        let (names, given) = names(&["__wbg_get_0123456789abcdef", "memory", "__wbindgen_free", "start"]);
        assert_eq!(given, ["w0", "memory", "w1", "start"]);
        let script = "a = { __wbg_get_0123456789abcdef: f }; wasm.__wbindgen_free(start, this.__wbg_get, é)";
        assert_eq!(names.rename(script).unwrap(), "a = { w0: f }; wasm.w1(start, this.__wbg_get, é)");
    }

    #[test]
    fn one_name_for_both_ways_stays_one_name() {
        let (names, given) = names(&["__wbindgen_a", "__wbindgen_b", "__wbindgen_a"]);
        assert_eq!(given, ["w0", "w1", "w0"]);
        assert_eq!(names.rename("__wbindgen_a__wbindgen_b").unwrap(), "__wbindgen_a__wbindgen_b");
    }

    #[test]
    fn a_script_that_has_a_short_name_already_is_refused() {
        let message = names(&["__wbindgen_a"]).0.rename("let w0").unwrap_err().to_string();
        assert!(message.ends_with("that is w0"), "{message}");
    }
}
