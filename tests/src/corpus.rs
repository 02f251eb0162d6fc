//! The PES files that tests sign and canonicalize: the project's demonstration, public samples where they are there,
//! made-up ones of every shape, and all variants of three of them.

use std::fs;

use roxmltree::{Document, Node};

use crate::encodings::{Encoding, decode, encode};
use crate::insertions::find;
use crate::pes::{Pes, id};
use crate::samples::{demonstration, name, shared_files};
use crate::variants::variants;

/// The namespace of the root.
pub const PES_ALLER: &str = "http://www.minefi.gouv.fr/cp/helios/pes_v2/Rev0/aller";

/// A PES file.
#[derive(Debug, Clone)]
pub struct PesFile {
    /// Where it comes from.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What an independent reader sees of it.
    pub shape: Shape,
}

/// What decides how a file can be signed.
#[derive(Debug, Clone, Default)]
pub struct Shape {
    /// The root's Id, if it is a PES Aller with one.
    pub id: Option<String>,
    /// The Ids of the bordereaux, in document order.
    pub bordereaux: Vec<Option<String>>,
}

impl Shape {
    /// Whether each bordereau, of at least one, can be signed by itself.
    pub fn by_bordereau(&self) -> bool {
        !self.bordereaux.is_empty() && self.bordereaux.iter().all(Option::is_some)
    }

    /// The Ids that a signature in `scope` covers, in document order; nothing where it cannot be made.
    pub fn covered(&self, scope: &str) -> Option<Vec<String>> {
        let each = || self.by_bordereau().then(|| self.bordereaux.iter().flatten().cloned().collect());
        let whole = || self.id.clone().map(|id| vec![id]);
        match scope {
            "file" => whole(),
            "bordereaux" => each(),
            _ => each().or_else(whole),
        }
    }
}

/// Every PES Aller with a bordereau that can be signed, marked as to be signed.
pub fn signable() -> Vec<PesFile> {
    let all = everything().into_iter().map(|(name, bytes)| marked(name, bytes));
    let all = all.map(|(name, bytes)| PesFile { name, shape: shape(&bytes), bytes });
    all.filter(|file| !file.shape.bordereaux.is_empty() && file.shape.covered("auto").is_some()).collect()
}

/// All files, those that cannot be signed too, as they are.
pub fn everything() -> Vec<(String, Vec<u8>)> {
    let mut all: Vec<(String, Vec<u8>)> = Vec::new();
    let found = demonstration().into_iter().chain(shared_files("samples/unsigned"));
    all.extend(found.map(|file| (name(&file), fs::read(&file).unwrap())));
    let bases: Vec<(String, String)> =
        std::iter::once(("made up".to_owned(), Pes::default().text())).chain(bases(&all)).collect();
    for (name, pes) in shapes() {
        all.push((format!("made up, {name}"), encode(&pes.text(), Encoding::Latin1)));
    }
    for (base, text) in bases {
        all.extend(
            variants(&text).into_iter().map(|variant| (format!("{base}, {}", variant.name), variant.bytes)),
        );
    }
    all
}

/// One file of the demonstration and one public sample also serve as a base of variants.
fn bases(all: &[(String, Vec<u8>)]) -> Vec<(String, String)> {
    let wanted = |name: &str| name == "pes-demonstration.xml" || name == "pes_aller_ok.xml";
    all.iter().filter(|(name, _)| wanted(name)).map(|(name, bytes)| (name.clone(), decode(bytes))).collect()
}

fn shapes() -> Vec<(&'static str, Pes)> {
    let pes = Pes::default;
    vec![
        ("Ids everywhere", pes()),
        ("no Id on the root", Pes { id: None, ..pes() }),
        ("no Id on the bordereaux", Pes { depense: vec![None, None], recette: vec![None], ..pes() }),
        ("one bordereau without an Id", Pes { depense: vec![id("B1"), None], ..pes() }),
        ("dépense alone", Pes { recette: vec![], ..pes() }),
        ("recette alone", Pes { depense: vec![], ..pes() }),
        (
            "many bordereaux",
            Pes { depense: (0..40).map(|number| id(&format!("N{number}"))).collect(), ..pes() },
        ),
        ("an accented Id", Pes { depense: vec![id("Bordereau_é.1-à")], ..pes() }),
        ("no attachment", Pes { attachments: vec![], ..pes() }),
    ]
}

/// What an independent reader sees of `bytes`.
pub fn shape(bytes: &[u8]) -> Shape {
    let text = decode(bytes);
    let document = Document::parse(&text).unwrap();
    let root = document.root_element();
    if !root.has_tag_name((PES_ALLER, "PES_Aller")) {
        return Shape::default();
    }
    let id_of = |node: Node| node.attribute("Id").map(str::to_owned);
    let is_domain = |node: &Node| ["PES_DepenseAller", "PES_RecetteAller"].contains(&node.tag_name().name());
    let bordereaux = root.children().filter(is_domain).flat_map(|domain| domain.children());
    let bordereaux = bordereaux.filter(|node| node.tag_name().name() == "Bordereau");
    Shape { id: id_of(root), bordereaux: bordereaux.map(id_of).collect() }
}

/// `InfoDematerialisee` says 1, as finance software writes it for a file that will be signed.
fn marked(name: String, mut bytes: Vec<u8>) -> (String, Vec<u8>) {
    let tag = b"InfoDematerialisee";
    let mut from = 0;
    while let Some(place) = find(&bytes, tag, from) {
        let end = find(&bytes, b">", place).unwrap();
        bytes[place..end].iter_mut().filter(|byte| **byte == b'0').for_each(|byte| *byte = b'1');
        from = end;
    }
    (name, bytes)
}
