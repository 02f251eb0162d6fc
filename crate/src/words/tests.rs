//! Tests over every message of every file.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast;
use fluent_syntax::parser::parse;

use super::*;
use crate::identity::{self, CertificateError, Lookalike, Pkcs12Error, SignerError};
use crate::signing::{Scope, SigningError};
use crate::xades::SignatoryError;
use crate::{limits, pes, verify, xml};

/// All pairs of files, French and English, the command line's and those of what is embedded among them.
pub(super) const PAIRS: [(&str, &str); 4] = [
    (SOURCES[0][0], SOURCES[1][0]),
    (SOURCES[0][1], SOURCES[1][1]),
    (SOURCES[0][2], SOURCES[1][2]),
    (include_str!("../cli/fr.ftl"), include_str!("../cli/en.ftl")),
];

#[test]
fn both_languages_have_the_same_messages_attributes_and_variables() {
    for (french, english) in PAIRS {
        let (french, english) = (patterns(french), patterns(english));
        assert!(!french.is_empty());
        let ids = |all: &BTreeMap<String, BTreeSet<String>>| all.keys().cloned().collect::<BTreeSet<_>>();
        let apart: Vec<_> = ids(&french).symmetric_difference(&ids(&english)).cloned().collect();
        assert!(apart.is_empty(), "in one language only: {apart:?}");
        for (id, variables) in &french {
            assert_eq!(variables, &english[id], "{id}");
        }
    }
}

#[test]
fn no_message_stands_twice_among_all_files_of_a_language() {
    for language in [Language::French, Language::English] {
        let mut seen = BTreeSet::new();
        for (french, english) in PAIRS {
            let source = if language == Language::French { french } else { english };
            for id in patterns(source).into_keys() {
                assert!(seen.insert(id.clone()), "{id}");
            }
        }
    }
}

#[test]
fn french_typography_is_kept_and_nothing_is_called_invalid() {
    for (french, _) in PAIRS {
        for line in french.lines().filter(|line| !line.starts_with('#')) {
            for plain in [" ;", " :", " !", " ?", "« ", " »", "'"] {
                assert!(!line.contains(plain), "{plain:?} in {line}");
            }
            // The treasury's own codes choose among words.
            let words = line.split_once("] ").map_or(line, |(_, words)| words);
            assert!(!words.to_lowercase().contains("invalide"), "{line}");
        }
    }
}

#[test]
fn every_code_has_a_message_and_a_remedy_that_format_with_their_arguments() {
    for language in [Language::French, Language::English] {
        let words = Words::new(language);
        let explanations = everything(&words);
        let codes: BTreeSet<_> = explanations.iter().map(|explanation| explanation.code).collect();
        let known = xml::ErrorKind::ALL.len() + pes::Code::ALL.len() + verify::Code::ALL.len();
        assert!(codes.len() > known, "{} codes", codes.len());
        for Explanation { code, message, fix } in explanations {
            for text in [&message, &fix] {
                assert!(!text.is_empty() && text != code, "{language:?}: {code} has no words");
                assert!(!text.contains(['{', '}', '$']), "{language:?}: {code}: {text}");
                assert!(text.ends_with('.'), "{language:?}: {code}: {text}");
            }
        }
    }
}

#[test]
fn every_message_of_the_codes_belongs_to_a_code() {
    let words = Words::new(Language::French);
    let mut codes: BTreeSet<_> = everything(&words).into_iter().map(|e| e.code.to_owned()).collect();
    // The caller that reads the signed file again says this one.
    codes.insert("SIG-016".to_owned());
    let ids: BTreeSet<_> = patterns(SOURCES[0][1])
        .into_keys()
        .map(|id| id.split('.').next().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(ids, codes);
}

#[test]
fn messages_name_the_value_the_rule_and_the_remedy() {
    let words = Words::new(Language::French);
    let finding = |code, value: Option<&str>, repairable| pes::Finding {
        repairable,
        ..pes::Finding::new(code, "InfoDematerialisee", value, None)
    };
    let not_prepared = words.finding(&finding(pes::Code::NotPrepared, Some("0"), true));
    assert_eq!(
        not_prepared.message,
        "Le fichier n’a pas été préparé pour la signature (InfoDematerialisee vaut 0)."
    );
    assert!(not_prepared.fix.contains("Fichier à signer"), "{}", not_prepared.fix);
    let absent = words.finding(&finding(pes::Code::NotPrepared, None, false));
    assert!(absent.message.contains("est absent"), "{absent:?}");
    let long = words.finding(&finding(pes::Code::CodColLength, Some("1"), false));
    assert!(long.message.contains("«\u{a0}1\u{a0}», soit 1 caractère\u{202f};"), "{}", long.message);
}

#[test]
fn limits_are_told_as_they_are() {
    for language in [Language::French, Language::English] {
        let words = Words::new(language);
        for (code, limit) in [
            ("PES-008", words.number(xml::as_u64(limits::BORDEREAUX))),
            ("XML-024", words.size(xml::as_u64(limits::MARKUP_BYTES))),
            ("XML-025", words.number(xml::as_u64(limits::DEPTH))),
            ("P12-008", limits::RSA_MIN_BITS.to_string()),
            ("P12-009", limits::RSA_MAX_BITS.to_string()),
            ("SIG-001", words.number(xml::as_u64(limits::SIGNATORY_CHARS))),
        ] {
            let message = words.message(code, &[]);
            assert!(message.contains(&limit), "{limit}: {message}");
        }
    }
}

#[test]
fn a_language_is_chosen_by_the_tag_and_french_where_there_is_none() {
    for (tag, language) in [
        ("fr-FR", Language::French),
        ("FR", Language::French),
        ("fr_FR.UTF-8", Language::French),
        ("", Language::French),
        ("en-GB", Language::English),
        ("de", Language::English),
        ("C.UTF-8", Language::English),
        ("frr", Language::English),
    ] {
        assert_eq!(Language::from_tag(tag), language, "{tag}");
    }
}

#[test]
fn a_missing_message_is_its_id_and_a_missing_attribute_is_none() {
    let words = Words::new(Language::English);
    assert_eq!(words.message("no-such-message", &[]), "no-such-message");
    assert_eq!(words.attribute("no-such-message", "fix", &[]), None);
    assert_eq!(words.attribute("PES-003", "no-such-attribute", &[]), None);
    assert!(words.attribute("PES-003", "fix", &[]).is_some());
}

#[test]
fn numbers_choose_the_plural_and_are_grouped() {
    let mut words = Words::new(Language::French);
    words.add("pieces = { $n ->\n    [one] { $n } pièce\n   *[other] { $n } pièces\n }\n");
    assert_eq!(words.message("pieces", &[("n", Arg::Number(0))]), "0 pièce");
    assert_eq!(words.message("pieces", &[("n", Arg::Number(12_345))]), "12\u{202f}345 pièces");
}

#[test]
fn values_from_a_file_cannot_act_on_a_terminal() {
    assert_eq!(readable("Saint-Éloi"), "Saint-Éloi");
    assert_eq!(readable("a\u{1b}[31m\u{9b}\u{202e}b"), "a\u{fffd}[31m\u{fffd}\u{fffd}b");
    let long = readable(&"é".repeat(1000)).into_owned();
    assert_eq!((long.chars().count(), long.chars().last()), (101, Some('…')));
}

/// Every code, in words, with a value and without.
fn everything(words: &Words) -> Vec<Explanation> {
    let mut all = Vec::new();
    let position = xml::Position { offset: 12_345, line: 1_234, column: 5 };
    for kind in xml::ErrorKind::ALL {
        all.push(words.xml_error(&xml::Error { kind: *kind, position }));
    }
    for value in [None, Some("ISO-8859-1"), Some("9")] {
        for (element, repairable) in [("Bordereau", true), ("PES_Aller", false), ("autre", false)] {
            let rule = pes::ValueRule { kind: pes::ValueKind::Date, min: 0, max: 10, codes: "" };
            let rule: &'static pes::ValueRule = Box::leak(Box::new(rule));
            for expected in [pes::Expected::Nothing, pes::Expected::Count(2), pes::Expected::Rule(rule)] {
                let finding = |code: &pes::Code| pes::Finding {
                    expected,
                    repairable,
                    ..pes::Finding::new(*code, element, value, Some(position))
                };
                all.extend(pes::Code::ALL.iter().map(|code| words.finding(&finding(code))));
            }
        }
        let value = value.map(str::to_owned);
        for signature in [None, Some(0)] {
            let finding =
                |code: &verify::Code| verify::Finding { code: *code, signature, value: value.clone() };
            all.extend(verify::Code::ALL.iter().map(|code| words.verification(&finding(code), &[])));
        }
    }
    let containers = successors(Pkcs12Error::WrongPassword, |error| match error {
        Pkcs12Error::WrongPassword => Some(Pkcs12Error::NotPkcs12(Lookalike::Empty)),
        Pkcs12Error::NotPkcs12(lookalike) => Some(after(*lookalike)),
        Pkcs12Error::Damaged => Some(Pkcs12Error::Unsupported("RC4-128".to_owned())),
        Pkcs12Error::Unsupported(_) => Some(Pkcs12Error::NoPrivateKey),
        Pkcs12Error::NoPrivateKey => Some(Pkcs12Error::NoCertificate),
        Pkcs12Error::NoCertificate => Some(Pkcs12Error::NotRsa("EC P-256".to_owned())),
        Pkcs12Error::NotRsa(_) => Some(Pkcs12Error::TooWeak(1024)),
        Pkcs12Error::TooWeak(_) => Some(Pkcs12Error::TooLong),
        Pkcs12Error::TooLong => Some(Pkcs12Error::EmptyPassword),
        Pkcs12Error::EmptyPassword => Some(Pkcs12Error::Mismatch),
        Pkcs12Error::Mismatch => Some(Pkcs12Error::TooManyRounds(1 << 40)),
        Pkcs12Error::TooManyRounds(_) => Some(Pkcs12Error::WeakCheck),
        Pkcs12Error::WeakCheck => Some(Pkcs12Error::OtherKeyPassword),
        Pkcs12Error::OtherKeyPassword => None,
    });
    all.extend(containers.iter().map(|error| words.container_error(error, "maire.p12")));
    for days in [0, 1, 30] {
        let finding = |code: &identity::Code| identity::Finding {
            code: *code,
            date: 1_795_424_400,
            days,
            name: "Mairie".to_owned(),
        };
        all.extend(identity::Code::ALL.iter().map(|code| words.certificate_finding(&finding(code))));
    }
    let certificates = successors(CertificateError::Malformed, |error| match error {
        CertificateError::Malformed => Some(CertificateError::UnsupportedKey),
        CertificateError::UnsupportedKey => None,
    });
    all.extend(certificates.into_iter().map(|error| words.certificate_error(error)));
    let signatories = successors(SignatoryError::Role, |error| match error {
        SignatoryError::Role => Some(SignatoryError::City),
        SignatoryError::City => Some(SignatoryError::PostalCode),
        SignatoryError::PostalCode => Some(SignatoryError::Country),
        SignatoryError::Country => None,
    });
    all.extend(signatories.into_iter().map(|error| words.signatory_error(error)));
    let signings = successors(SigningError::Blocked(Vec::new()), |error| match error {
        SigningError::Blocked(_) => Some(SigningError::ReadAgain(Scope::File)),
        SigningError::ReadAgain(_) => {
            Some(SigningError::Certificate(xml::Error { kind: xml::ErrorKind::Character, position }))
        }
        SigningError::Certificate(_) => {
            Some(SigningError::Signer(SignerError { detail: "refused".to_owned() }))
        }
        SigningError::Signer(_) => Some(SigningError::CertificateExpired(1_795_424_400)),
        SigningError::CertificateExpired(_) => Some(SigningError::CertificateNotYetValid(1_795_424_400)),
        SigningError::CertificateNotYetValid(_) => None,
    });
    all.extend(signings.iter().map(|error| words.signing_error(error)));
    all
}

/// The lookalikes one after another, and what follows them.
fn after(lookalike: Lookalike) -> Pkcs12Error {
    Pkcs12Error::NotPkcs12(match lookalike {
        Lookalike::Empty => Lookalike::TooLarge,
        Lookalike::TooLarge => Lookalike::Certificate,
        Lookalike::Certificate => Lookalike::Pem,
        Lookalike::Pem => Lookalike::Request,
        Lookalike::Request => Lookalike::Key,
        Lookalike::Key => Lookalike::Pkcs7,
        Lookalike::Pkcs7 => Lookalike::JavaKeyStore,
        Lookalike::JavaKeyStore => Lookalike::Xml,
        Lookalike::Xml => Lookalike::Unknown,
        Lookalike::Unknown => return Pkcs12Error::Damaged,
    })
}

/// A chain through all variants: a variant that is left out does not compile.
fn successors<T>(first: T, next: impl Fn(&T) -> Option<T>) -> Vec<T> {
    let mut all = vec![first];
    while let Some(following) = all.last().and_then(&next) {
        all.push(following);
    }
    all
}

/// Each message and attribute of a file, with the variables in it.
pub(super) fn patterns(source: &str) -> BTreeMap<String, BTreeSet<String>> {
    let resource = parse(source).unwrap_or_else(|(_, errors)| panic!("{errors:?}"));
    let mut patterns = BTreeMap::new();
    for entry in resource.body {
        let ast::Entry::Message(message) = entry else {
            assert!(!matches!(entry, ast::Entry::Junk { .. }), "{entry:?}");
            continue;
        };
        let mut add = |id: String, pattern: &ast::Pattern<&str>| {
            let mut variables = BTreeSet::new();
            in_pattern(pattern, &mut variables);
            assert!(patterns.insert(id.clone(), variables).is_none(), "{id} stands twice");
        };
        if let Some(value) = &message.value {
            add(message.id.name.to_owned(), value);
        }
        for attribute in &message.attributes {
            add(format!("{}.{}", message.id.name, attribute.id.name), &attribute.value);
        }
    }
    patterns
}

fn in_pattern(pattern: &ast::Pattern<&str>, variables: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let ast::PatternElement::Placeable { expression } = element {
            in_expression(expression, variables);
        }
    }
}

fn in_expression(expression: &ast::Expression<&str>, variables: &mut BTreeSet<String>) {
    match expression {
        ast::Expression::Inline(inline) => in_inline(inline, variables),
        ast::Expression::Select { selector, variants } => {
            in_inline(selector, variables);
            variants.iter().for_each(|variant| in_pattern(&variant.value, variables));
        }
    }
}

fn in_inline(expression: &ast::InlineExpression<&str>, variables: &mut BTreeSet<String>) {
    match expression {
        ast::InlineExpression::VariableReference { id } => {
            variables.insert(id.name.to_owned());
        }
        ast::InlineExpression::Placeable { expression } => in_expression(expression, variables),
        ast::InlineExpression::FunctionReference { arguments, .. } => {
            arguments.positional.iter().for_each(|argument| in_inline(argument, variables));
            arguments.named.iter().for_each(|argument| in_inline(&argument.value, variables));
        }
        _ => {}
    }
}
