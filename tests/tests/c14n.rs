//! Canonical octets against libxml2 and the JDK, byte for byte.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::Command;

use pes_signer::c14n::{Canonicalizer, Method};
use pes_signer::xml::{Encoding, Scanner};
use roxmltree::{Document, NS_XML_URI};
use sha2::{Digest, Sha256};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cross_checks::cli::{Sign, run as signer, text};
use cross_checks::corpus::everything;
use cross_checks::digests;
use cross_checks::encodings::{self, decode, encode};
use cross_checks::folder::subfolder;
use cross_checks::generator::{BACK_TO_THE_FOLDER, BASES, WITH_AMPERSAND, document};
use cross_checks::jdk::{self, Canonicalization};
use cross_checks::parallel::{all_must_hold, each};
use cross_checks::pes::Pes;
use cross_checks::process::{self, run};
use cross_checks::samples::{shared, shared_files};

/// A form of canonicalization, as each side calls it.
struct Mode {
    name: &'static str,
    xmllint: &'static str,
    algorithm: &'static str,
    with_comments: &'static str,
}

const MODES: [Mode; 3] = [
    Mode {
        name: "exclusive",
        xmllint: "--exc-c14n",
        algorithm: "http://www.w3.org/2001/10/xml-exc-c14n#",
        with_comments: "http://www.w3.org/2001/10/xml-exc-c14n#WithComments",
    },
    Mode {
        name: "inclusive",
        xmllint: "--c14n",
        algorithm: "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
        with_comments: "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments",
    },
    Mode {
        name: "inclusive-1.1",
        xmllint: "--c14n11",
        algorithm: "http://www.w3.org/2006/12/xml-c14n11",
        with_comments: "http://www.w3.org/2006/12/xml-c14n11#WithComments",
    },
];

/// How many of [`MODES`] the command line offers: the first ones. The judges are tried on all.
const OFFERED: usize = 3;

/// How many generated documents each judge sees; every one has forty fragments and more.
const FOR_XMLLINT: u64 = 30_000;
const FOR_THE_JDK: u64 = 600;
const FOR_XMLSEC1: u64 = 300;

/// How many documents one run of xmllint canonicalizes.
const BATCH: u64 = 50;

/// How many elements of each document xmlsec1 digests, in every mode, with and without comments.
const IDS_FOR_XMLSEC1: usize = 3;

#[test]
fn the_known_digest_of_a_public_bordereau_comes_out() {
    let Some(shared) = shared() else { return };
    let file = shared.join("samples/unsigned/pes_aller.xml");
    let answer = signer(&["c14n", text(&file), "--id", "BORD1093357910"]);
    assert!(answer.code == 0, "{}", answer.all());
    let digest: String = Sha256::digest(&answer.out).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(digest, "5bacc4255471f1aedd219e851e7fcfc0164ee34f714903f8385b459ec3de6507");
}

#[test]
fn pes_files_come_out_as_from_libxml2_in_every_mode_offered() {
    let files = pes_files();
    all_must_hold(
        offered().iter().flat_map(|mode| each(&files, |file| as_from_xmllint(file, mode))).collect(),
    );
}

#[test]
fn pes_files_come_out_as_from_the_jdk_with_and_without_comments() {
    let work: Vec<Work> = pes_files().into_iter().flat_map(|file| whole_document(&file)).collect();
    all_must_hold(as_from_the_jdk("jdk-pes", &work));
}

#[test]
fn every_name_of_an_encoding_stands_for_the_characters_that_libxml2_reads_by_it() {
    let folder = subfolder("encodings");
    let judged = each(&Encoding::names().collect::<Vec<_>>(), |(name, encoding)| {
        let letters = match encoding {
            Encoding::Ascii => b"A".to_vec(),
            Encoding::Utf8 => "é€".as_bytes().to_vec(),
            // windows-1252 has nothing in five places, where others have controls.
            _ => (0x80..=0xFF).filter(|byte| ![0x81, 0x8D, 0x8F, 0x90, 0x9D].contains(byte)).collect(),
        };
        ["upper", "lower"].map(|case| {
            let name = if case == "lower" { name.to_ascii_lowercase() } else { (*name).to_owned() };
            let file = folder.join(format!("{name}-{case}.xml"));
            let declared = format!("<?xml version='1.0' encoding='{name}'?><a>");
            fs::write(&file, [declared.as_bytes(), &letters, b"</a>"].concat()).unwrap();
            as_from_xmllint(&file, &MODES[0])
        })
    });
    all_must_hold(judged.into_iter().flatten().collect());
}

#[test]
fn generated_documents_come_out_as_from_libxml2_in_every_mode_offered() {
    let batches: Vec<u64> = (0..FOR_XMLLINT).step_by(usize::try_from(BATCH).unwrap()).collect();
    let judged = each(&batches, |first| {
        // Thousands of files: they go as soon as they are judged.
        let folder = tempfile::tempdir_in(subfolder("generated-xmllint")).unwrap();
        let files = for_xmllint(generated_in(folder.path(), *first..first + BATCH));
        offered().iter().flat_map(|mode| together_as_from_xmllint(&files, mode)).collect::<Vec<_>>()
    });
    let judged: Vec<Result<(), String>> = judged.into_iter().flatten().collect();
    assert!(judged.len() >= offered().len() * 22_500, "{} forms", judged.len());
    all_must_hold(judged);
}

#[test]
fn generated_documents_come_out_as_from_the_jdk_in_every_mode_offered() {
    let files = generated("jdk", 10_000..10_000 + FOR_THE_JDK);
    let work: Vec<Work> = files.iter().flat_map(|(file, _)| whole_document(file)).collect();
    all_must_hold(as_from_the_jdk("jdk-whole", &work));
}

#[test]
fn elements_of_generated_documents_come_out_as_from_the_jdk_in_every_mode_offered() {
    let mut work = Vec::new();
    for (seed, (file, ids)) in generated("elements", 20_000..20_000 + FOR_THE_JDK).into_iter().enumerate() {
        let text = fs::read_to_string(&file).unwrap();
        let document = Document::parse(&text).unwrap();
        for (place, mode) in offered().iter().enumerate() {
            let from = (seed * 31 + place * 17) % ids.len();
            let mut ids = ids.iter().cycle().skip(from).take(ids.len());
            let Some(id) = ids.find(|id| the_jdk_is_right(&document, id, mode)) else { continue };
            work.push(Work {
                file: file.clone(),
                mode,
                comments: (seed + place) % 2 == 0,
                id: Some(id.clone()),
                prefixes: "",
            });
        }
    }
    let judged = u64::try_from(work.len()).unwrap();
    assert!(
        judged > FOR_THE_JDK * 5 / 2,
        "the JDK is to be a judge of most documents in each mode: {judged}"
    );
    all_must_hold(as_from_the_jdk("jdk-elements", &work));
}

#[test]
fn elements_of_generated_documents_come_out_as_from_libxml2_in_every_mode_offered() {
    let documents = for_xmllint(generated("digests", 50_000..50_000 + FOR_XMLSEC1));
    let all: Vec<(PathBuf, Vec<Work>)> = documents
        .into_iter()
        .enumerate()
        .map(|(seed, (file, ids))| {
            let ids = (0..IDS_FOR_XMLSEC1).map(|number| ids[(seed * 31 + number * 17) % ids.len()].clone());
            (file.clone(), ids.flat_map(|id| element(&file, &id)).collect())
        })
        .collect();
    all_must_hold(each(&all, |(file, work)| as_from_xmlsec1(file, work)).into_iter().flatten().collect());
}

#[test]
fn every_chain_of_three_bases_is_joined_as_by_libxml2() {
    let file = subfolder("bases").join("chains.xml");
    let or_none = || BASES.iter().map(Some).chain([None]);
    let attribute =
        |base: Option<&&str>| base.map(|base| format!(" xml:base=\"{base}\"")).unwrap_or_default();
    let mut document = String::from("<racine>");
    let mut work = Vec::new();
    for (outer, inner) in BASES.iter().flat_map(|outer| or_none().map(move |inner| (outer, inner))) {
        let (outer, inner) = (attribute(Some(outer)), attribute(inner));
        for own in or_none() {
            let (id, own) = (format!("id{}", work.len()), attribute(own));
            document += &format!("<x{outer}><x{inner}><y Id=\"{id}\"{own}/></x></x>\n");
            work.push(Work {
                file: file.clone(),
                mode: &MODES[2],
                comments: false,
                id: Some(id),
                prefixes: "",
            });
        }
    }
    fs::write(&file, document + "</racine>").unwrap();
    all_must_hold(as_from_xmlsec1(&file, &work));
}

#[test]
fn inclusive_prefixes_come_out_as_from_the_jdk() {
    let mut work = Vec::new();
    for (seed, (file, ids)) in generated("prefixes", 30_000..30_000 + FOR_THE_JDK).into_iter().enumerate() {
        let prefixes = ["a b", "#default", "a #default c-1", "absent é"][seed % 4];
        let id = (seed % 3 != 0).then(|| ids[seed % ids.len()].clone());
        work.push(Work { file, mode: &MODES[0], comments: seed % 5 == 0, id, prefixes });
    }
    all_must_hold(as_from_the_jdk("jdk-prefixes", &work));
}

#[test]
fn the_judges_agree_with_one_another() {
    let files = for_xmllint(generated("judges", 40_000..40_100));
    let folder = subfolder("judges-agree");
    let work: Vec<(PathBuf, &Mode, PathBuf)> = files
        .iter()
        .flat_map(|(file, _)| MODES.iter().map(move |mode| (file.clone(), mode)))
        .enumerate()
        .map(|(number, (file, mode))| (file, mode, folder.join(number.to_string())))
        .collect();
    let for_the_jdk = |(file, mode, output): &(PathBuf, &Mode, PathBuf)| Canonicalization {
        file: file.clone(),
        algorithm: mode.with_comments,
        id: None,
        inclusive_prefixes: String::new(),
        output: output.clone(),
    };
    jdk::canonicalize(&work.iter().map(for_the_jdk).collect::<Vec<_>>());
    all_must_hold(each(&work, |(file, mode, output)| {
        same(
            &format!("{} {}", file.display(), mode.name),
            &fs::read(output).unwrap(),
            &by_xmllint(file, mode),
        )
    }));
}

#[test]
fn a_mode_that_is_not_offered_is_a_wrong_call() {
    let file = pes_files().remove(0);
    for (place, mode) in MODES.iter().enumerate() {
        let answer = signer(&["c14n", text(&file), "--mode", mode.name]);
        let expected = if place < OFFERED { 0 } else { 2 };
        assert_eq!(answer.code, expected, "{}: {}", mode.name, answer.err);
    }
}

#[test]
fn less_its_signature_an_element_has_the_digest_that_was_signed() {
    let file = subfolder("enveloped").join("signed.xml");
    let flux = file.with_file_name("flux.xml");
    fs::write(&flux, encode(&Pes::default().text(), encodings::Encoding::Latin1)).unwrap();
    let answer = Sign::default().run(&flux, &file);
    assert_eq!(answer.code, 0, "{}", answer.all());
    let signed = decode(&fs::read(&file).unwrap());
    let form = |more: &[&str]| signer(&[&["c14n", text(&file)], more].concat());
    let digest = |answer: process::Answer| STANDARD.encode(Sha256::digest(&answer.out));
    for id in ["BORD_D.1", "BORD_D.2"] {
        let signature = format!("{id}_SIG_1");
        let (_, after) = signed
            .split_once(&format!(
                "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" Id=\"{signature}\""
            ))
            .unwrap();
        let stated = after.split("DigestValue>").nth(1).unwrap().trim_end_matches("</ds:");
        assert_eq!(digest(form(&["--id", id, "--enveloped", &signature])), stated);
        assert_ne!(digest(form(&["--id", id])), stated);
    }
    // Of the whole document as well; and what is not there cannot be left out.
    let whole = form(&["--enveloped", "BORD_D.1_SIG_1"]).text();
    assert!(!whole.contains("Id=\"BORD_D.1_SIG_1\"") && whole.contains("Id=\"BORD_D.2_SIG_1\""), "{whole}");
    let missing = form(&["--enveloped", "BORD_D.1"]);
    assert!(missing.code != 0 && missing.err.contains("CLI-008"), "{}", missing.all());
}

#[test]
fn an_id_that_several_elements_have_is_told() {
    let file = subfolder("twice").join("twice.xml");
    fs::write(&file, "<a><b Id='x'>1</b><c Id='x'>2</c></a>").unwrap();
    let answer = signer(&["c14n", text(&file), "--id", "x"]);
    assert!(answer.code != 0 && answer.err.contains("CLI-013"), "{}", answer.all());
    assert_eq!(answer.text(), "<b Id=\"x\">1</b>");
}

#[test]
fn an_id_that_no_element_has_is_refused() {
    let file = pes_files().remove(0);
    let answer = signer(&["c14n", text(&file), "--id", "absent"]);
    assert!(answer.code == 1 && answer.out.is_empty() && answer.err.contains("absent"), "{}", answer.all());
}

fn offered() -> &'static [Mode] {
    &MODES[..OFFERED]
}

/// One canonicalization that both sides do.
struct Work {
    file: PathBuf,
    mode: &'static Mode,
    comments: bool,
    id: Option<String>,
    prefixes: &'static str,
}

impl Work {
    fn algorithm(&self) -> &'static str {
        if self.comments { self.mode.with_comments } else { self.mode.algorithm }
    }

    /// The call of the command line.
    fn arguments(&self) -> Vec<&str> {
        let mut arguments = vec!["c14n", text(&self.file), "--mode", self.mode.name];
        arguments.extend(self.comments.then_some("--with-comments"));
        if let Some(id) = &self.id {
            arguments.extend(["--id", id]);
        }
        if !self.prefixes.is_empty() {
            arguments.extend(["--inclusive-prefixes", self.prefixes]);
        }
        arguments
    }
}

fn whole_document(file: &Path) -> Vec<Work> {
    let work = |mode, comments| Work { file: file.to_path_buf(), mode, comments, id: None, prefixes: "" };
    offered().iter().flat_map(|mode| [work(mode, false), work(mode, true)]).collect()
}

/// Whether the JDK's form of an element can be trusted. Its fault: it takes all ancestors of the element for one
/// (its `XmlAttrStack` has them on one level, outermost first). Of an attribute that several of them carry it hands
/// down the outermost value, not the nearest (Canonical XML 1.0 and 1.1, §2.4), and joins `xml:base` in the wrong
/// order. An attribute that the element has itself is not handed down, so that its ancestors do not matter.
///
/// With one ancestor's `xml:base` it joins rightly, but where nothing is left it keeps the element's own attribute,
/// that must then not be rendered.
fn the_jdk_is_right(document: &Document, id: &str, mode: &Mode) -> bool {
    let element = document.descendants().find(|node| node.attribute("Id") == Some(id)).unwrap();
    let own = |name: &'static str| element.attribute((NS_XML_URI, name));
    let carriers = |name: &'static str| {
        element.ancestors().skip(1).filter(|ancestor| ancestor.has_attribute((NS_XML_URI, name))).count()
    };
    let right = |name: &&'static str| own(name).is_some() || carriers(name) <= 1;
    match mode.name {
        "exclusive" => true,
        "inclusive" => ["lang", "space", "base", "id"].iter().all(right),
        _ => {
            let joined = carriers("base");
            let nothing_may_be_left = joined == 1 && own("base") == Some(BACK_TO_THE_FOLDER);
            ["lang", "space"].iter().all(right) && joined <= 1 && !nothing_may_be_left
        }
    }
}

/// `work` is on elements of `file`; all of them are digested by one run of xmlsec1.
fn as_from_xmlsec1(file: &Path, work: &[Work]) -> Vec<Result<(), String>> {
    let element = |work: &Work| digests::Element {
        id: work.id.clone().unwrap(),
        algorithm: work.algorithm(),
        comments: work.comments,
    };
    let expected = digests::of_elements(file, &work.iter().map(element).collect::<Vec<_>>());
    let pairs: Vec<(&Work, Vec<u8>)> = work.iter().zip(expected).collect();
    each(&pairs, |(work, expected)| {
        let arguments = work.arguments();
        let answer = signer(&arguments);
        if answer.code == 0 && Sha256::digest(&answer.out).as_slice() == expected.as_slice() {
            return Ok(());
        }
        Err(format!("{arguments:?}: another digest than by xmlsec1 of {}", answer.all()))
    })
}

/// The element in every mode offered, with and without comments.
fn element(file: &Path, id: &str) -> Vec<Work> {
    let work = |mode, comments| Work {
        file: file.to_path_buf(),
        mode,
        comments,
        id: Some(id.to_owned()),
        prefixes: "",
    };
    offered().iter().flat_map(|mode| [work(mode, false), work(mode, true)]).collect()
}

fn as_from_the_jdk(name: &str, work: &[Work]) -> Vec<Result<(), String>> {
    let folder = subfolder(name);
    let numbered: Vec<(PathBuf, &Work)> =
        work.iter().enumerate().map(|(number, work)| (folder.join(number.to_string()), work)).collect();
    let for_the_jdk = |(output, work): &(PathBuf, &Work)| Canonicalization {
        file: work.file.clone(),
        algorithm: work.algorithm(),
        id: work.id.clone(),
        inclusive_prefixes: work.prefixes.to_owned(),
        output: output.clone(),
    };
    jdk::canonicalize(&numbered.iter().map(for_the_jdk).collect::<Vec<_>>());
    each(&numbered, |(output, work)| {
        let arguments = work.arguments();
        let answer = signer(&arguments);
        if answer.code != 0 {
            return Err(format!("{arguments:?}: {}", answer.all()));
        }
        same(&format!("{arguments:?}"), &answer.out, &fs::read(output).unwrap())
    })
}

fn as_from_xmllint(file: &Path, mode: &Mode) -> Result<(), String> {
    let answer = signer(&["c14n", text(file), "--mode", mode.name, "--with-comments"]);
    if answer.code != 0 {
        return Err(format!("{}: {}", file.display(), answer.all()));
    }
    same(&format!("{} {}", file.display(), mode.name), &answer.out, &by_xmllint(file, mode))
}

/// The same of many files at once, without the command line: their forms one behind the other. Where those differ, each
/// file is judged.
fn together_as_from_xmllint(files: &[(PathBuf, Vec<String>)], mode: &Mode) -> Vec<Result<(), String>> {
    let forms: Vec<u8> =
        files.iter().flat_map(|(file, _)| canonical(&fs::read(file).unwrap(), mode)).collect();
    let paths: Vec<&Path> = files.iter().map(|(file, _)| file.as_path()).collect();
    if forms == all_by_xmllint(&paths, mode) {
        return vec![Ok(()); files.len()];
    }
    let each: Vec<Result<(), String>> = paths.iter().map(|file| as_from_xmllint(file, mode)).collect();
    assert!(each.iter().any(Result::is_err), "together other forms than one by one: {paths:?}");
    each
}

fn canonical(document: &[u8], mode: &Mode) -> Vec<u8> {
    let method = Method::from_uri(mode.with_comments).unwrap();
    let mut canonicalizer = Canonicalizer::new(method, Vec::new());
    let mut scanner = Scanner::new();
    scanner.tell(document, &mut |event| canonicalizer.event(event)).unwrap();
    scanner.finish().unwrap();
    canonicalizer.finish()
}

fn by_xmllint(file: &Path, mode: &Mode) -> Vec<u8> {
    all_by_xmllint(&[file], mode)
}

/// xmllint's canonical forms keep comments.
fn all_by_xmllint(files: &[&Path], mode: &Mode) -> Vec<u8> {
    let answer = run(Command::new("xmllint").args(["--nonet", mode.xmllint]).args(files), b"");
    assert!(answer.code == 0 && !answer.out.is_empty(), "{files:?}: {}", answer.all());
    answer.out
}

/// Both equal, else where they part.
fn same(name: &str, found: &[u8], expected: &[u8]) -> Result<(), String> {
    if found == expected {
        return Ok(());
    }
    let place =
        found.iter().zip(expected).position(|(a, b)| a != b).unwrap_or(found.len().min(expected.len()));
    let around = |bytes: &[u8]| {
        let near = &bytes[place.saturating_sub(60)..bytes.len().min(place + 60)];
        format!("{:?}", String::from_utf8_lossy(near))
    };
    Err(format!("{name}: byte {place}\n  found    {}\n  expected {}", around(found), around(expected)))
}

/// The corpus and all public samples, as files.
fn pes_files() -> Vec<PathBuf> {
    let folder = subfolder("c14n-pes");
    let corpus = everything().into_iter().enumerate().map(|(number, (_, bytes))| {
        let file = folder.join(format!("{number}.xml"));
        if !file.exists() {
            let writing = folder.join(format!("{number}-{:?}", std::thread::current().id()));
            fs::write(&writing, bytes).unwrap();
            fs::rename(writing, &file).unwrap();
        }
        file
    });
    let samples = ["samples/signed", "samples/acquits"].into_iter().flat_map(shared_files);
    // What LiberSign returns is base64, not XML.
    corpus.chain(samples.filter(|file| !file.ends_with("libersign-answer.xml"))).collect()
}

/// Those that libxml2 gets right.
fn for_xmllint(mut files: Vec<(PathBuf, Vec<String>)>) -> Vec<(PathBuf, Vec<String>)> {
    files.retain(|(file, _)| !fs::read_to_string(file).unwrap().contains(WITH_AMPERSAND));
    files
}

fn generated(name: &str, seeds: Range<u64>) -> Vec<(PathBuf, Vec<String>)> {
    generated_in(&subfolder(&format!("generated-{name}")), seeds)
}

fn generated_in(folder: &Path, seeds: Range<u64>) -> Vec<(PathBuf, Vec<String>)> {
    let documents = seeds.map(|seed| {
        let file = folder.join(format!("{seed}.xml"));
        let generated = document(seed);
        fs::write(&file, generated.text).unwrap();
        (file, generated.ids)
    });
    documents.filter(|(_, ids)| !ids.is_empty()).collect()
}
