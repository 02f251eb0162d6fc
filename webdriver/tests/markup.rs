//! Text from elsewhere is only ever text: markup in every field of a flux, in names of files, in certificates and in
//! what S2low answers is shown as the characters that it is made of.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use s2low_simulator::{Fault, Place};
use webdriver_journeys::folders::workspace;
use webdriver_journeys::material::{self, PASSWORD, Pes};
use webdriver_journeys::page::names;
use webdriver_journeys::stage::{Stage, journey, journey_on};

/// What the page reads fluxes by.
const TABLE: &str = include_str!("../../crate/src/pes/schema/table.rs");
/// An element of its own name, which would be found, and a picture that cannot be had, which would be noticed.
const MARKUP: &str = "<x-m><img src=x onerror=broken()>";

/// What S2low says, or somebody in between, where, and what the page makes of it.
const SAID: &[(Place, &str, &str)] = &[
    (Place::Failure, MARKUP, "erreur 500"),
    (Place::Refusal, "refus <x-m><img src=x onerror=broken()>", "refus <x-m><img src=x onerror=broken()>"),
    (Place::Import, "KO <x-m><img src=x onerror=broken()>", "KO <x-m><img src=x onerror=broken()>"),
];

/// The same where it stands in an attribute.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// The elements of a flux, out of the table: of each content its places, in their order.
struct Schema {
    contents: Vec<Vec<(String, Holds)>>,
    names: BTreeMap<String, String>,
    /// Of each rule for a value, whether markup is within it.
    takes_markup: Vec<bool>,
}

#[derive(Clone, Copy)]
enum Holds {
    Content(usize),
    Value(usize),
    Other,
}

impl Schema {
    fn read() -> Self {
        let names = TABLE.lines().filter_map(|line| {
            let (name, text) = line.trim().split_once(" = \"")?;
            Some((name.to_owned(), text.strip_suffix("\",")?.to_owned()))
        });
        let mut contents: Vec<Vec<(String, Holds)>> = Vec::new();
        for line in TABLE.lines().map(str::trim) {
            if line.starts_with("Content {") {
                contents.push(Vec::new());
            }
            let Some(place) = line.strip_prefix("place(Name::") else { continue };
            let (name, rest) = place.split_once(", Holds::").unwrap();
            let index = || rest.split_once('(').unwrap().1.split_once(')').unwrap().0.parse().unwrap();
            let holds = match () {
                () if rest.starts_with("Content") => Holds::Content(index()),
                () if rest.starts_with("Value") => Holds::Value(index()),
                () => Holds::Other,
            };
            contents.last_mut().unwrap().push((name.to_owned(), holds));
        }
        let rules = TABLE.lines().filter_map(|line| line.trim().strip_prefix("ValueRule::"));
        let takes_markup = rules.map(|rule| {
            let mut parts = rule.split([',', ')']).map(str::trim);
            let is_text = ["new(Kind::Any", "new(Kind::Text"].contains(&parts.next().unwrap());
            let most: usize = parts.nth(1).and_then(|most| most.parse().ok()).unwrap_or(0);
            is_text && most >= MARKUP.len()
        });
        Self { contents, names: names.collect(), takes_markup: takes_markup.collect() }
    }

    /// The names of the elements whose values may be any text that is long enough.
    fn texts(&self) -> BTreeSet<&str> {
        let places = self.contents.iter().flatten();
        let texts =
            places.filter(|(_, holds)| matches!(holds, Holds::Value(rule) if self.takes_markup[*rule]));
        texts.map(|(name, _)| self.names[name].as_str()).collect()
    }

    /// A flux with another value wherever it may have any text; how many there are.
    fn with_texts(&self, flux: &[u8], value: &str) -> (Vec<u8>, usize) {
        let texts = self.texts();
        let flux: String = flux.iter().copied().map(char::from).collect();
        let (mut changed, mut count) = (String::with_capacity(flux.len()), 0);
        for (index, part) in flux.split(" V=\"").enumerate() {
            let name = changed.rsplit('<').next().unwrap_or_default();
            let (old, rest) = if index == 0 { ("", part) } else { part.split_once('"').unwrap() };
            if index > 0 {
                let is_text = texts.contains(name) && name != "NomFic";
                count += usize::from(is_text);
                let value = if is_text { value } else { old };
                // The name of a file has an extension.
                let extension = if is_text && name == "NomPJ" { ".xml" } else { "" };
                write!(changed, " V=\"{value}{extension}\"").unwrap();
            }
            changed.push_str(rest);
        }
        (changed.chars().map(|character| u8::try_from(u32::from(character)).unwrap()).collect(), count)
    }

    /// A flux that has each element of the table in each of its places, and `value` wherever there is one.
    fn flux(&self, value: &str) -> (String, usize) {
        let mut flux = String::from(
            "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<n:PES_Aller xmlns:n=\"http://www.minefi.gouv.fr/cp/helios/pes_v2/Rev0/aller\">\n",
        );
        let mut fields = 0;
        self.write(0, value, &mut flux, &mut fields, &mut Vec::new());
        flux.push_str("</n:PES_Aller>\n");
        (flux, fields)
    }

    fn write(
        &self,
        content: usize,
        value: &str,
        flux: &mut String,
        fields: &mut usize,
        open: &mut Vec<usize>,
    ) {
        open.push(content);
        for (name, holds) in &self.contents[content] {
            let name = &self.names[name];
            match *holds {
                Holds::Value(_) => {
                    *fields += 1;
                    writeln!(flux, "<{name} V=\"{value}{fields}\"/>").unwrap();
                }
                Holds::Content(inner) if !open.contains(&inner) => {
                    writeln!(flux, "<{name} Id=\"{value}{fields}\">").unwrap();
                    self.write(inner, value, flux, fields, open);
                    writeln!(flux, "</{name}>").unwrap();
                }
                Holds::Content(_) | Holds::Other => {}
            }
        }
        open.pop();
    }
}

/// Unfolds all that can be unfolded, again and again, and says everything in the other language as well.
async fn unfold(stage: &Stage) {
    let script = "
        for (let round = 0; round < 6; round++) {
            for (const folded of document.querySelectorAll('details:not([open])')) folded.open = true;
            for (const more of document.querySelectorAll('.more button:not([hidden])')) more.checkVisibility() && more.click();
            await new Promise((done) => setTimeout(done, 150));
        }
        arguments[arguments.length - 1]()";
    let script = format!(
        "const args = arguments; (async function () {{ {} }})()",
        script.replace("arguments[arguments.length - 1]", "args[args.length - 1]")
    );
    stage.page.browser().client().execute_async(&script, vec![]).await.unwrap();
    for language in ["en", "fr"] {
        stage.page.press(&language.to_uppercase()).await;
        stage.page.shows(language, |view| view.language == language).await;
    }
}

/// No element was made of it, and nothing was asked for; how often it is seen as text.
async fn it_is_text(stage: &Stage) -> usize {
    unfold(stage).await;
    let made = stage
        .page
        .run("return document.querySelectorAll('x-m, img:not(.masthead img)').length", vec![])
        .await;
    assert_eq!(made, 0, "elements were made of it");
    let misdeeds = stage.misdeeds().await;
    assert!(misdeeds.is_empty(), "{misdeeds:#?}");
    stage.page.view().await.text.matches("<x-m>").count()
}

#[test]
fn markup_in_every_field_of_a_flux_is_text() {
    let schema = Schema::read();
    let (flux, fields) = schema.flux(&escaped(MARKUP));
    assert!(fields > 200, "{fields} fields");
    journey(async |stage| {
        let name = "<x-m onclick=broken()>.xml";
        let view = stage.page.read(&[&stage.file(name, &flux)]).await;
        let file = view.file(name).expect("a row under its own name");
        assert!(!file.findings.is_empty(), "the values are not what they should be");
        assert!(it_is_text(stage).await > 10);
    });
}

#[test]
fn markup_in_the_texts_of_a_flux_that_can_be_signed_is_text_to_the_end() {
    journey_on(
        |config| {
            for text in [&mut config.account.authority, &mut config.account.city] {
                *text = MARKUP.to_owned();
            }
        },
        async |stage| {
            stage.expect_trouble();
            let view = stage.page.view().await;
            assert!(view.connection.contains(MARKUP), "{}", view.connection);
            let name = "<x-m onclick=broken()>.xml";
            let (flux, count) = Schema::read().with_texts(Pes::full().bytes(), &escaped(MARKUP));
            assert!(count > 20, "{count} texts");
            let view = stage.page.read(&[&stage.file(name, &flux)]).await;
            assert_eq!(view.file(name).unwrap().state, "ready", "{view:#?}");
            let certificate = material::certificate_named(&stage.subfolder("named"), MARKUP);
            stage.page.open_certificate(&certificate, PASSWORD, MARKUP).await;
            assert_eq!(stage.page.view().await.signer.name, MARKUP);
            assert_eq!(stage.page.view().await.fields.city, MARKUP);
            stage.page.fill(names::POSTAL_CODE, "57999").await;
            // S2low, or somebody in between, answers with a page.
            stage.simulator.set_fault(Fault::Portal);
            stage.page.press(names::SIGN_AND_SEND).await;
            stage.page.shows("what came of it", |view| view.error("send").is_some()).await;
            assert!(it_is_text(stage).await > 5);
            for (place, words, told) in SAID {
                stage.simulator.set_fault(Fault::Says(*place, words));
                stage.page.press(names::RETRY).await;
                stage.page.tells("send", told).await;
                assert!(it_is_text(stage).await > 5, "{words}");
            }
            stage.simulator.set_fault(Fault::Says(Place::Status, MARKUP));
            stage.page.press(names::RETRY).await;
            stage.page.shows("the file in part 4", |view| view.followed(name).is_some()).await;
            // The authority is not one that S2low knows: it refuses, in its own words.
            stage
                .page
                .shows("S2low's refusal", |view| view.followed(name).is_some_and(|row| row.status == "-1"))
                .await;
            let view = stage.page.view().await;
            let said = &view.followed(name).unwrap().findings[0].message;
            assert!(said.contains(MARKUP), "{said}");
            let signed = stage.page.download(names::DOWNLOAD).await;
            stage.page.choose(names::VERIFY, &[&signed]).await;
            stage
                .page
                .shows("the report", |view| view.reports.iter().any(|report| !report.verdict.is_empty()))
                .await;
            assert!(it_is_text(stage).await > 8);
        },
    );
}

/// A document with markup in every value from this element on.
fn from_here_on(document: &str, element: &str) -> String {
    let (head, rest) = document.split_at(document.find(element).unwrap());
    let mut parts = rest.split(" V=\"");
    let mut changed = format!("{head}{}", parts.next().unwrap());
    for part in parts {
        write!(changed, " V=\"{}\"{}", escaped(MARKUP), part.split_once('"').unwrap().1).unwrap();
    }
    changed
}

#[test]
fn markup_in_what_the_treasury_answers_is_text() {
    const ANSWER: &str = "<n:PES_ACQUIT xmlns:n=\"http://www.minefi.gouv.fr/cp/helios/pes_v2/Rev0/retour/v2\"><Enveloppe/><ACQUIT>\
        <ElementACQUIT><DomaineAck V=\"\"/><EtatAck V=\"\"/><NumBord V=\"\"/><ExerciceBord V=\"\"/><IdUnique V=\"\"/>\
        <Erreur><NumAnoAck V=\"\"/><LibelleAnoAck V=\"\"/></Erreur>\
        <DetailPiece><NumPiece V=\"\"/><Erreur><NumAnoAck V=\"\"/><LibelleAnoAck V=\"\"/></Erreur>\
        <DetailLigne><NumLigne V=\"\"/><Erreur><NumAnoAck V=\"\"/></Erreur></DetailLigne></DetailPiece></ElementACQUIT></ACQUIT></n:PES_ACQUIT>";
    journey(async |stage| {
        let view = stage.page.read(&[&stage.file("acquit.xml", from_here_on(ANSWER, "<ACQUIT>"))]).await;
        assert_eq!(view.file("acquit.xml").unwrap().state, "answer", "{view:#?}");
        assert!(it_is_text(stage).await > 5);
    });
}

#[test]
fn markup_in_the_parts_that_are_not_read_makes_nothing() {
    journey(async |stage| {
        let folder = workspace().join("s2low-simulator/demonstration");
        for (name, part) in [("pes-marche.xml", "<PES_Marche"), ("pes-facture.xml", "<PES_Facture")] {
            let text: String =
                std::fs::read(folder.join(name)).unwrap().into_iter().map(char::from).collect();
            let bytes: Vec<u8> =
                from_here_on(&text, part).chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
            let view = stage.page.read(&[&stage.file(name, bytes)]).await;
            assert!(
                view.file(name).unwrap().totals.iter().any(|total| total.count.starts_with("présent")),
                "{view:#?}"
            );
            it_is_text(stage).await;
            stage.page.remove(name).await;
        }
    });
}
