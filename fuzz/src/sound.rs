//! What a report may say of a file that was signed and then changed.

use std::collections::HashMap;

use pes_signer::c14n::Method;
use pes_signer::limits;
use pes_signer::verify::{Covered, Report, Verdict};

use crate::reference::Canonical;
use crate::tree::{Element, Node, elements, parse, root};

const SIGNATURE_NAMESPACE: &str = "http://www.w3.org/2000/09/xmldsig#";

/// What was signed: the canonical form of each element by its `Id`.
pub type Signed = HashMap<String, String>;

/// The canonical form of the element that `covered` names.
#[must_use]
pub fn form(document: &[Node], covered: Covered, without: Option<u64>) -> Option<String> {
    let root = root(document)?;
    let method = Method::Exclusive;
    let canonical = Canonical { method, prefixes: "", without };
    match covered {
        Covered::File => Some(canonical.element(root, &[])),
        // The exclusive form of an element does not depend on what is around it.
        Covered::Bordereau(index) => Some(canonical.element(bordereaux(root).nth(index)?, &[])),
    }
}

/// The bordereaux, in document order.
fn bordereaux(root: &Element) -> impl Iterator<Item = &Element> {
    let domains = root.elements().filter(|part| {
        matches!(part.local.as_str(), "PES_DepenseAller" | "PES_RecetteAller") && !is_signature(part)
    });
    domains.flat_map(|domain| domain.elements().filter(|element| element.local == "Bordereau"))
}

/// Whether an element is a `ds:Signature`.
#[must_use]
pub fn is_signature(element: &Element) -> bool {
    element.local == "Signature" && element.namespace() == SIGNATURE_NAMESPACE
}

/// Asserts that every signature called intact that covers an element covers just what was signed under its Id, and that
/// nothing is called valid beyond that.
///
/// # Panics
/// The report claims more.
pub fn assert_sound(report: &Report, document: &[u8], signed: &Signed) {
    let tree = parse(document).expect("the verifier read it");
    let all = elements(root(&tree).expect("a root element"));
    // Of signatures that are nested deeper than that, the report says that there are too many.
    let is_read = |outside: &[&Element]| {
        outside.iter().filter(|element| is_signature(element)).count() < limits::NESTED_SIGNATURES
    };
    let signatures: Vec<&Element> = all
        .into_iter()
        .filter(|(outside, element)| is_signature(element) && is_read(outside))
        .map(|(_, element)| element)
        .collect();
    for (place, signature) in report.signatures.iter().enumerate() {
        let Some(covered) = signature.covers.filter(|_| signature.intact) else { continue };
        let found = form(&tree, covered, Some(signatures[place].offset));
        let was_signed = found.is_some() && found.as_ref() == signed.get(&signature.target);
        assert!(
            was_signed,
            "called intact: {:?}, which covers {covered:?} and refers to {:?}\nsigned: {:?}\nfound:  {found:?}\n{}",
            signature.id,
            signature.target,
            signed.get(&signature.target),
            String::from_utf8_lossy(document)
        );
    }
    if report.verdict == Verdict::Valid {
        let covers = |covered| report.signatures.iter().any(|s| s.intact && s.covers == Some(covered));
        assert!(report.signatures.iter().all(|signature| signature.intact && signature.covers.is_some()));
        for index in 0..report.flux.bordereaux.len() {
            let claimed = !report.uncovered.contains(&index);
            let covered = covers(Covered::File) || covers(Covered::Bordereau(index));
            assert_eq!(claimed, covered, "bordereau {index}");
        }
    }
}
