//! Signatures that xmlsec1 made, with every algorithm and form of canonicalization that is verified: intact as they
//! are, and not after any change; the JDK agrees.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use cross_checks::authorities::{Holder, Kind, SIGNER, Wanted};
use cross_checks::changes::{Change, changed};
use cross_checks::encodings::{Encoding, decode, encode};
use cross_checks::folder::subfolder;
use cross_checks::jdk::{self, Validation};
use cross_checks::parallel::{all_must_hold, each};
use cross_checks::report::{Report, verify};
use cross_checks::templates::{
    EXCLUSIVE, Form, PREFIXES, Place, RSA_SHA256, SHA256, Template, xmlsec1_accepts,
};

const SHA1: &str = "http://www.w3.org/2000/09/xmldsig#sha1";

const DIGESTS: [&str; 4] = [
    SHA1,
    SHA256,
    "http://www.w3.org/2001/04/xmldsig-more#sha384",
    "http://www.w3.org/2001/04/xmlenc#sha512",
];

const RSA: [&str; 4] = [
    "http://www.w3.org/2000/09/xmldsig#rsa-sha1",
    RSA_SHA256,
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384",
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
];

const ECDSA: [&str; 4] = [
    "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1",
    "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
    "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384",
    "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512",
];

/// The methods of canonicalization, each without and with comments.
const FORMS: [&str; 6] = [
    EXCLUSIVE.uri,
    "http://www.w3.org/2001/10/xml-exc-c14n#WithComments",
    "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
    "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments",
    "http://www.w3.org/2006/12/xml-c14n11",
    "http://www.w3.org/2006/12/xml-c14n11#WithComments",
];

/// What no signature survives, each a change of one byte; what is signed, `SignedInfo`, the value.
const HARMFUL: &[(&str, Change)] = &[
    ("a digit", |text| text.replacen("\"617.00\"", "\"617.01\"", 1)),
    ("an instruction", |text| text.replacen("à  garder", "à  Garder", 1)),
    ("white space of SignedInfo", |text| text.replacen("<ds:SignatureMethod", " <ds:SignatureMethod", 1)),
    ("the digest", |text| another_letter(text, "<ds:DigestValue>")),
    ("the value", |text| another_letter(text, "<ds:SignatureValue>")),
];

/// One of the signatures to be made.
#[derive(Debug)]
struct Case {
    kind: Kind,
    template: Template,
}

#[test]
fn signatures_with_every_algorithm_are_intact_and_not_once_changed() {
    let signers = RSA.map(|method| (Kind::Rsa, method)).into_iter();
    let signers = signers.chain(ECDSA.map(|method| (Kind::P256, method)));
    let signers = signers.chain(ECDSA.map(|method| (Kind::P384, method)));
    let cases: Vec<Case> = signers
        .flat_map(|(kind, method)| DIGESTS.map(|digest| (kind, method, digest)))
        .zip(Place::ALL.into_iter().cycle())
        .map(|((kind, method, digest), place)| {
            let template = Template { place, method, digest, ..Template::default() };
            Case { kind, template }
        })
        .collect();
    assert_eq!(cases.len(), 48);
    judge("algorithms", &cases);
}

#[test]
fn signatures_in_every_form_of_canonicalization_are_intact_and_not_once_changed() {
    let plain = FORMS.map(|uri| Form { uri, prefixes: "" });
    let with_prefixes = FORMS[..2].iter().map(|uri| Form { uri, prefixes: PREFIXES });
    let forms: Vec<Form> = plain.into_iter().chain(with_prefixes).collect();
    let transforms: Vec<Option<Form>> = forms.iter().copied().map(Some).chain([None]).collect();
    let signers = [(Kind::Rsa, RSA_SHA256), (Kind::P256, ECDSA[1])];
    let cases: Vec<Case> = Place::ALL
        .into_iter()
        .flat_map(|place| forms.iter().map(move |form| (place, *form)))
        .flat_map(|(place, form)| transforms.iter().map(move |transform| (place, form, *transform)))
        .zip(signers.into_iter().cycle())
        .map(|((place, canonicalization, transform), (kind, method))| {
            // The JDK has no comments in SignedInfo, even where its method keeps them.
            let comment = !canonicalization.uri.ends_with("#WithComments");
            let template =
                Template { place, method, canonicalization, comment, transform, ..Template::default() };
            Case { kind, template }
        })
        .collect();
    assert_eq!(cases.len(), 3 * 8 * 9);
    judge("forms", &cases);
}

/// Else the matrix would compare less than it seems to.
#[test]
fn each_form_of_canonicalization_gives_a_bordereau_another_digest() {
    let folder = subfolder("digests");
    let holders = holders(&folder);
    let plain = FORMS.map(|uri| Form { uri, prefixes: "" });
    let forms = plain.into_iter().step_by(2).chain([Form { prefixes: PREFIXES, ..EXCLUSIVE }]);
    let digests = forms.enumerate().map(|(number, form)| {
        let template = Template { transform: Some(form), ..Template::default() };
        let signed = template.sign(holders.of(Kind::Rsa), &[], &folder, &number.to_string());
        let content = decode(&fs::read(signed).unwrap());
        content.split_once("<ds:DigestValue>").unwrap().1.split_once('<').unwrap().0.to_owned()
    });
    assert_eq!(digests.collect::<HashSet<_>>().len(), 4);
}

/// References without XPointer leave comments out before any transform, whatever it would keep; `SignedInfo` has its
/// comments where its method keeps them.
#[test]
fn only_comments_in_what_is_canonicalized_with_comments_are_signed() {
    let folder = subfolder("comments");
    let holders = holders(&folder);
    for (number, uri) in FORMS.into_iter().enumerate() {
        let form = Form { uri, prefixes: "" };
        let template = Template { canonicalization: form, transform: Some(form), ..Template::default() };
        let signed = template.sign(holders.of(Kind::Rsa), &[], &folder, &number.to_string());
        let content = decode(&fs::read(&signed).unwrap());
        for (what, change, harmless) in [
            ("in the bordereau", content.replacen("<!-- vu, à", "<!-- lu, à", 1), true),
            ("in SignedInfo", content.replacen("<!-- how", "<!-- who", 1), !uri.ends_with("#WithComments")),
        ] {
            assert_ne!(change, content);
            let file = folder.join(format!("{number}.{harmless}.xml"));
            fs::write(&file, encode(&change, Encoding::Latin1)).unwrap();
            assert_eq!(verify(&file, &[]).is_intact(), harmless, "{uri}: a comment {what}");
            assert_eq!(xmlsec1_accepts(&file, holders.of(Kind::Rsa)), harmless, "{uri}: a comment {what}");
        }
    }
}

/// Makes each signature and changes it in every way; all is judged by the command line and by the JDK.
fn judge(name: &str, cases: &[Case]) {
    let folder = subfolder(name);
    let holders = holders(&folder);
    let numbered: Vec<(usize, &Case)> = cases.iter().enumerate().collect();
    let signed = each(&numbered, |(number, case)| {
        case.template.sign(holders.of(case.kind), &[], &folder, &number.to_string())
    });
    let changed = each(&signed, |file| changed(file, HARMFUL));
    let all: Vec<PathBuf> =
        signed.iter().chain(changed.iter().flatten().map(|(_, file)| file)).cloned().collect();
    let by_jdk: HashMap<PathBuf, bool> = jdk::verify(&all, Validation::Old)
        .into_iter()
        .map(|(file, found)| (file, found.iter().all(|signature| signature.verdict == "intact")))
        .collect();
    let work: Vec<_> = cases.iter().zip(signed.iter().zip(&changed)).collect();
    let judged = each(&work, |(case, (signed, changed))| {
        let unchanged = as_told(case, signed, &by_jdk);
        let changed = changed.iter().map(|(what, file)| {
            let found = verify(file, &[]);
            if found.is_intact() || found.code != 1 || by_jdk[file] {
                return Err(format!("{what} changed: {}: {case:?}\n{}", file.display(), found.json));
            }
            Ok(())
        });
        [unchanged].into_iter().chain(changed).collect::<Vec<_>>()
    });
    all_must_hold(judged.into_iter().flatten().collect());
}

/// A signature as xmlsec1 left it: intact, of the right element, and with nothing but what is to be said of it.
fn as_told(case: &Case, file: &Path, by_jdk: &HashMap<PathBuf, bool>) -> Result<(), String> {
    let template = &case.template;
    let found = verify(file, &[]);
    let covers = if template.place == Place::Bordereau { "bordereau" } else { "file" };
    let right = found.is_intact()
        && found.first("covers") == covers
        && found.first("target") == template.place.target()
        && found.first("algorithm") == template.method
        // There are no properties: the one thing for which the file is not valid, besides what the policy forbids.
        && found.codes_that_are("blocking") == ["VER-010"]
        && of_the_policy(&found) == forbidden(template);
    match (right, by_jdk[file]) {
        (true, true) => Ok(()),
        (false, _) => Err(format!("{}: {case:?}\n{}", file.display(), found.json)),
        (_, false) => Err(format!("{}: broken for the JDK: {case:?}", file.display())),
    }
}

/// Those of the findings that are about algorithms.
fn of_the_policy(found: &Report) -> Vec<&str> {
    found.codes().into_iter().filter(|code| ["VER-020", "VER-021", "VER-036"].contains(code)).collect()
}

/// What is forbidden of a signature: SHA-1, other algorithms than the policy's, of `SignedInfo` other canonicalization
/// than the exclusive one, and Canonical XML 1.0 as a transform.
fn forbidden(template: &Template) -> Vec<&'static str> {
    let sha1 = |uri: &str| uri.ends_with("sha1");
    let other = |uri: &str, policy: &str| uri != policy && !sha1(uri);
    let exclusive = |form: &Form| form.uri.starts_with(EXCLUSIVE.uri);
    let is_inclusive = |form: &Form| form.uri.starts_with("http://www.w3.org/TR/2001/REC-xml-c14n-20010315");
    let is_allowed =
        exclusive(&template.canonicalization) && !template.transform.as_ref().is_some_and(is_inclusive);
    let mut codes = Vec::new();
    codes.extend((sha1(template.method) || sha1(template.digest)).then_some("VER-020"));
    codes.extend((other(template.method, RSA_SHA256) || other(template.digest, SHA256)).then_some("VER-021"));
    codes.extend((!is_allowed).then_some("VER-036"));
    codes
}

/// `text` with another letter at the begin of what follows `tag`.
fn another_letter(text: &str, tag: &str) -> String {
    let (before, after) = text.split_once(tag).unwrap();
    let blanks = after.len() - after.trim_start().len();
    let (blanks, rest) = after.split_at(blanks);
    let letter = if rest.starts_with('A') { 'B' } else { 'A' };
    format!("{before}{tag}{blanks}{letter}{}", &rest[1..])
}

/// A signer for each kind of key.
struct Holders(Vec<(Kind, Holder)>);

impl Holders {
    fn of(&self, kind: Kind) -> &Holder {
        self.0.iter().find(|(of, _)| *of == kind).map(|(_, holder)| holder).unwrap()
    }
}

fn holders(folder: &Path) -> Holders {
    let kinds = [("rsa", Kind::Rsa), ("p256", Kind::P256), ("p384", Kind::P384)];
    let issue = |(name, kind)| {
        let wanted = Wanted { name, subject: "Élodie Essai", kind, extensions: SIGNER, ..Wanted::default() };
        (kind, wanted.issue(folder, None))
    };
    Holders(kinds.map(issue).into())
}
