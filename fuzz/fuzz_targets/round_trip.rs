//! What is signed verifies, covers what was to be signed, and leaves the file's bytes alone; what is changed afterwards
//! is not called intact.

#![no_main]

use std::collections::HashSet;

use arbitrary::Unstructured;
use libfuzzer_sys::fuzz_target;
use pes_signer::pes::Kind;
use pes_signer::signing::{Analysis, Scope};
use pes_signer::verify::{Covered, Verdict};
use pes_signer::xades::Profile;
use pes_signer_fuzz::sound::{Signed, assert_sound, form, is_signature};
use pes_signer_fuzz::tree::{Element, elements, parse, root};
use pes_signer_fuzz::{input, mutate, pes, seal};

fuzz_target!(|data: &[u8]| {
    if input::is_document(data) {
        let (document, steering) = input::document_and_steering(data);
        round_trip(document, &mut Unstructured::new(steering));
    } else {
        let mut input = Unstructured::new(data);
        let document = pes::document(&mut input);
        round_trip(&document, &mut input);
    }
});

fn round_trip(document: &[u8], input: &mut Unstructured<'_>) {
    let scope = input::one_of(input, &[Scope::Auto, Scope::File, Scope::Bordereaux]);
    let profile = input::one_of(input, Profile::ALL);
    let cuts: [u8; 4] = input.arbitrary().unwrap_or_default();
    let Ok(analysis) = seal::analyze([document].into_iter(), scope) else { return };
    let in_pieces = seal::analyze(input::pieces(document, &cuts), scope).expect("it was read whole");
    assert_eq!(analysis.targets, in_pieces.targets, "the targets, in pieces");
    let Ok(plan) = seal::plan(&analysis, &profile) else {
        assert!(analysis.findings.blocks(), "nothing blocks, yet there is no plan");
        return;
    };
    assert!(analysis.flux.kind == Kind::Aller && !plan.is_empty() && plan.len() == analysis.targets.len());

    let (_, mut signed) = seal::sign(&plan, document);
    assert!(without_signatures(&signed) == document, "the signatures cut out, the file is another");
    let report = seal::verify(input::pieces(&signed, &cuts)).expect("what is signed is well-formed");
    assert_eq!(report.verdict, Verdict::Valid, "{:?}", report.findings);
    let covered: Vec<Option<Covered>> = report.signatures.iter().map(|signature| signature.covers).collect();
    let wanted: Vec<Option<Covered>> = targets(&analysis).map(|(covered, _)| Some(covered)).collect();
    assert_eq!(covered, wanted, "what is covered is not what was to be signed");
    let forms = forms(document, &analysis);
    assert_sound(&report, &signed, &forms);

    mutate::mutate(input, &mut signed);
    if let Ok(report) = seal::verify([signed.as_slice()].into_iter()) {
        assert_sound(&report, &signed, &forms);
    }
}

/// What is to be signed, in the order of the signatures.
fn targets(analysis: &Analysis) -> impl Iterator<Item = (Covered, &str)> {
    let covered = |bordereau: Option<usize>| bordereau.map_or(Covered::File, Covered::Bordereau);
    analysis.targets.iter().map(move |target| (covered(target.bordereau), target.id.as_str()))
}

fn forms(document: &[u8], analysis: &Analysis) -> Signed {
    let tree = parse(document).expect("it was read before");
    let forms = targets(analysis).map(|(covered, id)| {
        let form = form(&tree, covered, None).expect("an element to be signed");
        (id.to_owned(), form)
    });
    forms.collect()
}

/// The bytes outside all `ds:Signature`.
fn without_signatures(signed: &[u8]) -> Vec<u8> {
    let tree = parse(signed).expect("what is signed is well-formed");
    let all = elements(root(&tree).expect("a root element"));
    let signatures = all.iter().map(|(_, element)| *element).filter(|element| is_signature(element));
    let cut: HashSet<usize> = signatures.flat_map(bytes).collect();
    signed.iter().enumerate().filter(|(place, _)| !cut.contains(place)).map(|(_, byte)| *byte).collect()
}

fn bytes(element: &Element) -> std::ops::Range<usize> {
    let offset = |offset: u64| usize::try_from(offset).expect("an offset");
    offset(element.offset)..offset(element.end)
}
