//! Tests that what is named has words, and that no words are left over: the page, its scripts and the sources are read
//! for the ids of messages.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::tests::{PAIRS, patterns};
use super::{Language, SOURCES, Words};
use crate::coded::Severity;
use crate::pes::{Change, Domain};

const PAGE: &str = include_str!("../../../www/index.html");

/// The page's own file among the pairs; the next one is that of the codes, which have tests of their own.
const OF_PAGE: usize = 0;
const OF_CODES: usize = 1;

/// What has the form of an id and is none, by its beginning.
const OTHER_BEGINNINGS: [&str; 2] = ["aria-", "data-"];

/// The same word for word.
const OTHERS: [&str; 18] = [
    // Kinds of documents and of values, as JSON and the tables of the schema name them.
    "acquit-retour",
    "amount-or-zero",
    // A header of HTTP, and a kind of credential.
    "content-type",
    "public-key",
    // Options of the command line.
    "inclusive-prefixes",
    "max-size",
    "password-file",
    "with-comments",
    // What the browser keeps, and what tabs talk through.
    "pes-signer",
    "pes-signer-journal",
    "pes-signer-keys",
    // A state of the connection, for the style sheet.
    "signed-out",
    // Names from elsewhere: an encoding, and a format of signatures.
    "windows-1252",
    "xades-env",
    // Ids of elements that are put together, and a variable beside each text.
    "signer-choice-{}",
    "{}-length",
    // The names of a signed file, and of an attachment without one.
    "{}-signe",
    "piece-jointe",
];

/// Ids of elements that are put together of another one.
const ELEMENTS: [&str; 3] = ["{}-error", "{}-errors", "{}-help"];

/// Ids that are put together when they are needed, as the source writes them, with all that can come of each.
fn families() -> Vec<(&'static str, Vec<String>)> {
    let words = Words::new(Language::French);
    let domains = [Domain::Depense, Domain::Recette];
    let of_domains = |family: &str| domains.map(|domain| format!("{family}{}", domain.name())).to_vec();
    let types = domains.iter().flat_map(|domain| (0..100).map(move |code| (*domain, format!("{code:02}"))));
    let types = types.filter_map(|(domain, code)| {
        let id = format!("bordereau-type-{}-{code}", domain.name());
        // What has no words of its own is told as another type.
        (words.bordereau_type(domain, &code) == words.message(&id, &[])).then_some(id)
    });
    let changes = [Change::Lead, Change::Declaration, Change::Value, Change::Element, Change::Id];
    let severities = [Severity::Blocking, Severity::Refused, Severity::Attention];
    // Those of S2low's table `helios_status`; the page has words for any other one, too.
    let statuses = (-1..=11).chain([13, 14]).chain(19..=24);
    let fields = ["request-name", "request-organization"];
    vec![
        ("bordereau-count-{}", of_domains("bordereau-count-")),
        ("bordereau-type-{}-{}", types.collect()),
        ("domain-{}", of_domains("domain-")),
        ("piece-number-{}", of_domains("piece-number-")),
        ("repair-{}", changes.map(|change| format!("repair-{}", change.name())).to_vec()),
        ("s2low-status-{}", statuses.map(|code| format!("s2low-status-{code}")).collect()),
        ("severity-{}", severities.map(|severity| format!("severity-{}", severity.name())).to_vec()),
        ("totals-count-{}", of_domains("totals-count-")),
        ("{}-missing", fields.map(|field| format!("{field}-missing")).to_vec()),
    ]
}

/// What a message has besides its words, by how its id begins: what the code asks every one of such messages for.
const ATTRIBUTES: [(&str, &[&str]); 5] = [
    (
        "fix",
        &[
            "attachment-error-",
            "batch-error",
            "certificate-error-",
            "certificate-not-kept",
            "certificate-not-sealed",
            "certificate-other-signer",
            "deposit-error",
            "files-error-",
            "follow-error-",
            "network-",
            "outcome-other-unsure",
            "page-error-",
            "request-error-",
            "s2low-check-",
            "s2low-refusal-",
            "sign-error-",
        ],
    ),
    ("next", &["acknowledgement-", "outcome-", "s2low-status-"]),
    ("use", &["certificate-kind-"]),
    ("explanation", &["verify-verdict-"]),
    ("label", &["certificate-password-show", "certificate-password-hide"]),
];

#[test]
fn every_message_is_used_somewhere() {
    let mut used: BTreeSet<String> = literals().into_iter().collect();
    used.extend(named_by_the_page());
    used.extend(families().into_iter().flat_map(|(_, ids)| ids));
    for (pair, (french, _)) in PAIRS.iter().enumerate().filter(|(pair, _)| *pair != OF_CODES) {
        let left: Vec<_> = messages(french).into_iter().filter(|id| !used.contains(id)).collect();
        assert!(left.is_empty(), "in file {pair}, nobody uses {left:#?}");
    }
}

#[test]
fn every_message_that_is_named_exists() {
    let known: BTreeSet<String> = PAIRS.iter().flat_map(|(french, _)| messages(french)).collect();
    let mut named: Vec<String> = named_by_the_page().into_iter().collect();
    named.extend(families().into_iter().flat_map(|(_, ids)| ids));
    let elements: BTreeSet<&str> = attribute_values(PAGE).flat_map(str::split_whitespace).collect();
    // Whatever has the form of an id is one, or is known to be something else.
    named.extend(literals().into_iter().filter(|literal| {
        is_id(literal)
            && !elements.contains(literal.as_str())
            && !OTHERS.contains(&literal.as_str())
            && !OTHER_BEGINNINGS.iter().any(|beginning| literal.starts_with(beginning))
    }));
    let missing: Vec<_> = named.into_iter().filter(|id| !known.contains(id)).collect();
    assert!(missing.is_empty(), "no words for {missing:#?}");
}

#[test]
fn ids_are_put_together_only_in_ways_that_are_known_here() {
    let known: BTreeSet<&str> = families().into_iter().map(|(family, _)| family).collect();
    let put_together: BTreeSet<String> = literals()
        .iter()
        .filter(|literal| literal.contains('{'))
        .map(|literal| plain_places(literal))
        .filter(|literal| is_id(&literal.replace("{}", "x")) && !OTHERS.contains(&literal.as_str()))
        .filter(|literal| !ELEMENTS.contains(&literal.as_str()))
        .filter(|literal| !OTHER_BEGINNINGS.iter().any(|beginning| literal.starts_with(beginning)))
        .collect();
    assert_eq!(put_together.iter().map(String::as_str).collect::<BTreeSet<_>>(), known);
}

#[test]
fn a_message_of_the_page_has_the_attributes_that_it_is_asked_for_and_no_others() {
    let messages = messages(SOURCES[0][OF_PAGE]);
    let mut asked: BTreeSet<String> = named_attributes().collect();
    for id in messages.iter().filter(|id| !id.ends_with("-title")) {
        let is_of = |beginnings: &[&str]| beginnings.iter().any(|beginning| id.starts_with(beginning));
        let attribute = ATTRIBUTES.iter().find(|(_, beginnings)| is_of(beginnings));
        asked.extend(attribute.map(|(name, _)| format!("{id}.{name}")));
    }
    let there: BTreeSet<String> =
        patterns(SOURCES[0][OF_PAGE]).into_keys().filter(|id| id.contains('.')).collect();
    assert_eq!(there, asked);
}

#[test]
fn before_its_module_is_there_the_page_says_what_the_french_words_say() {
    let words = Words::new(Language::French);
    let message = |id: &str| match id.split_once('.') {
        None => words.message(id, &[]),
        Some((id, name)) => words.attribute(id, name, &[]).unwrap_or_default(),
    };
    let mut compared = 0;
    let mut in_template = false;
    for tag in PAGE.split('<').skip(1) {
        let (tag, text) = tag.split_once('>').unwrap();
        if tag.trim_start_matches('/').starts_with("template") {
            in_template = !tag.starts_with('/');
        }
        if let Some(id) = attribute(tag, "data-l10n") {
            // What a template leaves out is written into its copies, which only the module makes.
            assert!(text == message(id) || (in_template && text.is_empty()), "{id}: {text}");
            compared += 1;
        }
        for (name, id) in attribute_pairs(tag) {
            assert_eq!(attribute(tag, name), Some(&*message(id)), "{id}");
            compared += 1;
        }
    }
    assert_eq!(compared, PAGE.matches("data-l10n").count());
}

/// The ids that the page names.
fn named_by_the_page() -> BTreeSet<String> {
    let tags = || PAGE.split('<').filter_map(|tag| tag.split_once('>')).map(|(tag, _)| tag);
    let texts = tags().filter_map(|tag| attribute(tag, "data-l10n"));
    let labels = tags().filter_map(|tag| attribute(tag, "data-label"));
    let attributes = tags().flat_map(attribute_pairs).map(|(_, id)| id.split('.').next().unwrap());
    texts.chain(labels).chain(attributes).map(str::to_owned).collect()
}

/// The attributes of messages that the page names.
fn named_attributes() -> impl Iterator<Item = String> {
    let ids = PAGE.split('<').flat_map(attribute_pairs).map(|(_, id)| id);
    ids.filter(|id| id.contains('.')).map(str::to_owned)
}

/// Which attributes of a tag are written by which messages.
fn attribute_pairs(tag: &str) -> impl Iterator<Item = (&str, &str)> {
    let list = attribute(tag, "data-l10n-attr").unwrap_or_default();
    list.split(';').filter_map(|pair| pair.split_once(':')).map(|(name, id)| (name.trim(), id.trim()))
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    tag[start..].split('"').next()
}

/// What stands in quotation marks, every other time.
fn attribute_values(html: &str) -> impl Iterator<Item = &str> {
    html.split('"').skip(1).step_by(2)
}

fn messages(source: &str) -> Vec<String> {
    patterns(source).into_keys().filter(|id| !id.contains('.')).collect()
}

/// Words of small letters and digits with hyphens between them.
fn is_id(text: &str) -> bool {
    let is_word =
        |word: &str| !word.is_empty() && word.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9'));
    text.contains('-')
        && text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.split('-').all(is_word)
}

/// A format without the names of what is set in.
fn plain_places(format: &str) -> String {
    let mut parts = format.split('{');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain.push_str("{}");
        plain.push_str(part.split_once('}').map_or(part, |(_, rest)| rest));
    }
    plain
}

/// Every string in the sources of the library and the command line, tests left out.
fn literals() -> Vec<String> {
    let mut found = Vec::new();
    in_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    assert!(found.len() > 1000, "{} strings", found.len());
    found
}

fn in_folder(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let is_of_tests = path.ends_with("tests.rs") || path.ends_with("words/uses.rs");
        if path.is_dir() {
            in_folder(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") && !is_of_tests {
            let source = fs::read_to_string(&path).unwrap();
            in_source(source.split("#[cfg(test)]\nmod tests {").next().unwrap(), found);
        }
    }
}

/// Comments and the few characters that look like the beginning of a string are passed over.
fn in_source(source: &str, found: &mut Vec<String>) {
    let mut rest = source;
    while let Some(at) = rest.find(['"', '/', '\'']) {
        let (before, from) = rest.split_at(at);
        rest = if from.starts_with("//") {
            from.split_once('\n').map_or("", |(_, rest)| rest)
        } else if let Some(rest) = from.strip_prefix("'\"'").or_else(|| from.strip_prefix("'\\'")) {
            rest
        } else if !from.starts_with('"') {
            &from[1..]
        } else {
            let is_raw = before.ends_with(['r', '#']);
            let hashes = before.len() - before.trim_end_matches('#').len();
            let end = if is_raw {
                from[1..].find(&format!("\"{}", "#".repeat(hashes)))
            } else {
                closing(&from[1..])
            };
            let end = end.unwrap_or(from.len() - 1);
            found.push(from[1..=end].to_owned());
            from.get(end + 2..).unwrap_or_default()
        };
    }
}

/// Where an ordinary string ends.
fn closing(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    text.find(|character| {
        let closes = character == '"' && !is_escaped;
        is_escaped = character == '\\' && !is_escaped;
        closes
    })
}

#[test]
fn strings_are_found_in_sources() {
    let source = "// \"a\"\nf(\"b\", '\"', \"c \\\" d\", r#\"e\"f\"#, '\\'', r\"\\\", \"g\"); // it's \"h\"\nlet i: &'a str = \"j\";";
    let mut found = Vec::new();
    in_source(source, &mut found);
    assert_eq!(found, ["b", "c \\\" d", "e\"f", "\\", "g", "j"]);
}
