//! Answers in LiberSign's place: judged by xmlsec1 once they are in the file, and laid beside one of LiberSign's own.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::fs;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cross_checks::corpus::{PesFile, signable};
use cross_checks::encodings::{Encoding, decode};
use cross_checks::folder::subfolder;
use cross_checks::insertions::find;
use cross_checks::material::{PASSWORD, material};
use cross_checks::parallel::{all_must_hold, each};
use cross_checks::process::must;
use cross_checks::samples::{shared, shared_files};
use cross_checks::xmlsec::verify_as_s2low;
use pes_signer::identity::{Signer as _, SoftwareDeriver, SoftwareKey, open};
use pes_signer::libersign::{Asked, Request, answer};
use pes_signer::pes::Rules;
use pes_signer::signing::{Analyzer, Scope};
use pes_signer::xades::SigningTime;
use roxmltree::Document;

/// 23 November 2026, nine o'clock.
const TIME: u64 = 1_795_424_400;

fn signer() -> SoftwareKey {
    let container = fs::read(&material().container).unwrap();
    let identities = pollster::block_on(open(&container, PASSWORD, &SoftwareDeriver)).unwrap();
    SoftwareKey::new(&identities[0]).unwrap()
}

/// What S2low asks of a file whose bordereaux have Ids: each one by itself, canonical by libxml2.
fn asked(path: &Path, ids: &[String], format: &str) -> Asked {
    let hash = |id: &String| {
        let bordereau = must(
            "xmllint",
            ["--huge", "--xpath", &format!("//Bordereau[@Id='{id}']"), path.to_str().unwrap()],
        );
        let alone = path.with_extension(format!("{id}.xml"));
        fs::write(&alone, bordereau).unwrap();
        let canonical = must("xmllint", ["--huge", "--exc-c14n", alone.to_str().unwrap()]);
        fs::write(&alone, canonical).unwrap();
        let digest = must("openssl", ["dgst", "-sha256", "-r", alone.to_str().unwrap()]);
        String::from_utf8(digest).unwrap().split(' ').next().unwrap().to_owned()
    };
    Asked {
        hash: ids.iter().map(hash).collect::<Vec<_>>().join(","),
        pesid: ids.join(","),
        policy: Default::default(),
        signatory: ["Ordonnateur", "Saint-Éloi", "57999               ", "France"].map(str::to_owned),
        format: format.to_owned(),
    }
}

/// The documents of an answer.
fn documents(asked: &Asked) -> Vec<Vec<u8>> {
    let request = Request::read(asked).unwrap();
    let signer = signer();
    let drafts = request.drafts(signer.certificate(), SigningTime::from_unix(TIME).unwrap());
    let signatures = pollster::block_on(drafts.unwrap().sign(&signer)).unwrap();
    answer(&signatures).split(',').map(|document| STANDARD.decode(document).unwrap()).collect()
}

/// The file with the signatures of an answer as last children of its bordereaux, as S2low puts them in.
fn put_in(file: &PesFile, documents: &[Vec<u8>]) -> Vec<u8> {
    let mut signed = file.bytes.clone();
    let mut at = 0;
    for document in documents {
        let root = b"<DocumentDetachedExternalSignature>";
        let start = find(document, root, 0).unwrap() + root.len();
        let end = find(document, b"</DocumentDetachedExternalSignature>", start).unwrap();
        at = find(&signed, b"</Bordereau>", at).unwrap();
        signed.splice(at..at, document[start..end].iter().copied());
        at += end - start + 1;
    }
    signed
}

#[test]
fn s2lows_own_commands_accept_what_is_answered_to_s2lows_own_digests_in_both_formats() {
    let folder = subfolder("libersign");
    let few = |file: &PesFile| file.shape.by_bordereau() && file.shape.bordereaux.len() <= 10;
    let latin1 = |file: &PesFile| Encoding::declared(&file.bytes) == Encoding::Latin1;
    // Where they can be put in by a plain search.
    let plain = |file: &PesFile| {
        let text = String::from_utf8_lossy(&file.bytes);
        text.matches("</Bordereau>").count() == file.shape.bordereaux.len() && !text.contains("ds:Signature")
    };
    let files: Vec<PesFile> =
        signable().into_iter().filter(|file| few(file) && latin1(file) && plain(file)).take(24).collect();
    assert!(files.len() > 5, "{} files", files.len());
    let attempts: Vec<(usize, PesFile, &str)> = files
        .into_iter()
        .enumerate()
        .flat_map(|(index, file)| {
            ["xades-env-1.2.2-sha256", "XADES-env"].map(|format| (index, file.clone(), format))
        })
        .collect();
    all_must_hold(each(&attempts, |(index, file, format)| {
        let path = folder.join(format!("{index}-{format}.xml"));
        fs::write(&path, &file.bytes).unwrap();
        let ids: Vec<String> = file.shape.bordereaux.iter().flatten().cloned().collect();
        fs::write(&path, put_in(file, &documents(&asked(&path, &ids, format)))).unwrap();
        match verify_as_s2low(&path, &material().trusted) {
            Ok(number) if number == ids.len() => Ok(()),
            other => Err(format!("{} ({format}): {other:?}", file.name)),
        }
    }));
}

/// Every element of an answer with its attributes, in order; what names the signed element is left out, and the
/// digest of the certificate, for which LiberSign kept SHA-1.
fn skeleton(text: &str, id: &str) -> Vec<String> {
    let document = Document::parse(text).unwrap();
    let elements = document.descendants().filter(|node| node.is_element());
    elements
        .map(|element| {
            let mut attributes: Vec<String> = element
                .attributes()
                .map(|attribute| format!("{}={}", attribute.name(), attribute.value().replace(id, "*")))
                .collect();
            attributes.sort();
            if element.parent().is_some_and(|parent| parent.tag_name().name() == "CertDigest") {
                attributes.clear();
            }
            format!("{} {}", element.tag_name().name(), attributes.join(" "))
        })
        .collect()
}

#[test]
fn an_answer_has_the_shape_of_libersigns_own() {
    let Some(shared) = shared() else { return };
    let own = decode(&fs::read(shared.join("samples/signed/libersign-answer.decoded.xml")).unwrap());
    let asked = Asked {
        hash: "5bacc4255471f1aedd219e851e7fcfc0164ee34f714903f8385b459ec3de6507".to_owned(),
        pesid: "BORD1".to_owned(),
        signatory: ["Ordonnateur", "Delme", "57590", "France"].map(str::to_owned),
        format: "xades-env-1.2.2-sha256".to_owned(),
        ..Asked::default()
    };
    let [document] = &documents(&asked)[..] else { panic!("one document") };
    let ours = decode(document);
    let start = own.find("<ds:SignedInfo>").unwrap();
    let opening = &own[..start].replace("BORD822933", "BORD1");
    assert!(ours.starts_with(opening), "{ours}\n{opening}");
    assert_eq!(skeleton(&ours, "BORD1"), skeleton(&own, "BORD822933"));
}

/// S2low's own known answer.
#[test]
fn the_digest_that_s2low_gives_for_its_sample_is_the_one_that_is_compared_with() {
    for sample in shared_files("samples/unsigned").iter().filter(|file| file.ends_with("pes_aller.xml")) {
        let asked = asked_of_copy(sample);
        assert_eq!(asked.hash, "5bacc4255471f1aedd219e851e7fcfc0164ee34f714903f8385b459ec3de6507");
        let request = Request::read(&asked).unwrap();
        let mut analyzer = Analyzer::new(Scope::Auto, Rules::default());
        analyzer.feed(&fs::read(sample).unwrap()).unwrap();
        let targets = analyzer.finish().unwrap().targets;
        assert_eq!(request.compare(&targets), Ok(()));
    }
}

fn asked_of_copy(sample: &Path) -> Asked {
    let copy = subfolder("libersign").join("known.xml");
    fs::copy(sample, &copy).unwrap();
    asked(&copy, &["BORD1093357910".to_owned()], "xades-env-1.2.2-sha256")
}
