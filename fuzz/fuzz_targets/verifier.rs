//! The verifier never panics and holds little, whatever it is given; and of a signed file that was changed, it calls
//! nothing intact but what was signed.

#![no_main]

use std::sync::LazyLock;

use arbitrary::Unstructured;
use libfuzzer_sys::fuzz_target;
use pes_signer::signing::Scope;
use pes_signer::verify::{Covered, Report};
use pes_signer::xades::Profile;
use pes_signer_fuzz::sound::{Signed, assert_sound, form};
use pes_signer_fuzz::tree::parse;
use pes_signer_fuzz::{input, memory, mutate, seal};

/// What the verifier may hold beside the signatures that it reads.
const HELD: usize = 1 << 20;
/// What it may hold for each byte of a small file.
const HELD_PER_BYTE: usize = 256;

const FLUX: &str = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n\
    <n:PES_Aller xmlns:n=\"http://www.minefi.gouv.fr/cp/helios/pes_v2/Rev0/aller\" Id=\"R\">\n\
    <Enveloppe><Parametres><NomFic V=\"flux\"/></Parametres></Enveloppe>\n\
    <PES_DepenseAller><EnTeteDepense><InfoDematerialisee V=\"1\"/></EnTeteDepense>\n\
    <Bordereau Id=\"A\"><BlocBordereau><IdBord V=\"1\"/><NbrPce V=\"1\"/></BlocBordereau><Piece><x y='1'/></Piece></Bordereau>\n\
    <Bordereau Id=\"B\"><BlocBordereau><IdBord V=\"2\"/><NbrPce V=\"1\"/></BlocBordereau><Piece>t</Piece></Bordereau>\n\
    </PES_DepenseAller></n:PES_Aller>\n";

/// The flux, signed every way there is, and what was signed.
static SIGNED: LazyLock<Vec<(Vec<u8>, Signed)>> = LazyLock::new(|| {
    let ways = [Scope::File, Scope::Bordereaux]
        .into_iter()
        .flat_map(|scope| Profile::ALL.iter().map(move |profile| (scope, profile)));
    ways.map(|(scope, profile)| signed(scope, profile)).collect()
});

fuzz_target!(|data: &[u8]| {
    if input::is_document(data) {
        let (document, cuts) = input::document_and_steering(data);
        let limit = HELD + HELD_PER_BYTE * document.len();
        let whole = memory::within(limit, || seal::verify([document].into_iter()));
        let cut = memory::within(limit, || seal::verify(input::pieces(document, cuts)));
        match (whole, cut) {
            (Ok(whole), Ok(cut)) => assert_eq!(said(&whole), said(&cut), "in pieces"),
            (whole, cut) => assert_eq!(whole.err(), cut.err(), "in pieces"),
        }
        return;
    }
    let mut input = Unstructured::new(data);
    let (document, forms) = &SIGNED[input::up_to(&mut input, SIGNED.len() - 1)];
    let mut document = document.clone();
    mutate::mutate(&mut input, &mut document);
    let limit = HELD + HELD_PER_BYTE * document.len();
    if let Ok(report) = memory::within(limit, || seal::verify([document.as_slice()].into_iter())) {
        assert_sound(&report, &document, forms);
    }
});

fn signed(scope: Scope, profile: &Profile) -> (Vec<u8>, Signed) {
    let analysis = seal::analyze([FLUX.as_bytes()].into_iter(), scope).expect("the flux is read");
    let plan = seal::plan(&analysis, profile).expect("the flux can be signed");
    let (_, document) = seal::sign(&plan, FLUX.as_bytes());
    let tree = parse(FLUX.as_bytes()).expect("the flux is read");
    let forms = analysis.targets.iter().map(|target| {
        let covered = target.bordereau.map_or(Covered::File, Covered::Bordereau);
        (target.id.clone(), form(&tree, covered, None).expect("an element that was signed"))
    });
    (document, forms.collect())
}

/// What of a report must not depend on how the bytes were cut.
fn said(report: &Report) -> impl PartialEq + std::fmt::Debug + use<> {
    let signatures = report.signatures.iter().map(|s| (s.intact, s.covers, s.target.clone()));
    (report.verdict, signatures.collect::<Vec<_>>(), report.uncovered.clone(), report.findings.clone())
}
