//! What is chosen to be signed, and what forbids it.

use super::*;
use crate::c14n::{Sink, Steps};
use crate::coded::Severity;
use crate::dsig::{DigestAlgorithm, Hasher};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n\
    <n:PES_Aller xmlns:n=\"http://www.minefi.gouv.fr/cp/helios/pes_v2/Rev0/aller\"ROOT>\
    <Enveloppe><Parametres><Version V=\"2\"/><TypFic V=\"PESALR2\"/><NomFic V=\"flux\"/></Parametres>\
    <Emetteur><Sigle V=\"E\"/><Adresse V=\"A\"/></Emetteur></Enveloppe>\
    <EnTetePES><DteStr V=\"2026-11-20\"/><IdPost V=\"123456\"/><IdColl V=\"35600000000048\"/><CodCol V=\"123\"/>\
    <CodBud V=\"01\"/></EnTetePES>\
    <PES_DepenseAller><EnTeteDepense><IdVer V=\"2\"/><InfoDematerialisee V=\"1\"/></EnTeteDepense>";

const PIECE: &str = "<Piece><BlocPiece><InfoPce><IdPce V=\"5\"/><TypPce V=\"01\"/><NatPce V=\"01\"/>\
    <Obj V=\"Chaises\"/></InfoPce></BlocPiece>\
    <LigneDePiece><BlocLignePiece><InfoLignePce><IdLigne V=\"1\"/><Nature V=\"6067\"/><TVAIntraCom V=\"0\"/>\
    <MtHT V=\"1.50\"/></InfoLignePce></BlocLignePiece></LigneDePiece></Piece>";

/// A flux whose root has the attributes `root` and which has one bordereau for each of `ids`.
fn flux(root: &str, ids: &[&str]) -> String {
    let mut text = HEAD.replace("ROOT", root);
    for (id, number) in ids.iter().zip(7..) {
        text.push_str(&format!(
            "<Bordereau{id}><BlocBordereau><Exer V=\"2026\"/><IdBord V=\"{number}\"/>\
             <DteBordEm V=\"2026-11-20\"/><TypBord V=\"01\"/><NbrPce V=\"1\"/><MtCumulAnnuel V=\"1.00\"/>\
             <MtBordHT V=\"1.50\"/></BlocBordereau>{PIECE}</Bordereau>"
        ));
    }
    text + "</PES_DepenseAller></n:PES_Aller>"
}

fn analyze(scope: Scope, text: &str) -> Analysis {
    let mut analyzer = Analyzer::new(scope, Rules::default());
    analyzer.feed(text.as_bytes()).unwrap();
    analyzer.finish().unwrap()
}

fn codes(analysis: &Analysis) -> Vec<&'static str> {
    analysis.findings.iter().map(|finding| finding.code.code()).collect()
}

fn ids(analysis: &Analysis) -> Vec<&str> {
    analysis.targets.iter().map(|target| target.id.as_str()).collect()
}

/// The same with its digests made beside it, from pieces of so many bytes.
fn analyze_beside(scope: Scope, bytes: &[u8], size: usize, most: usize) -> Analysis {
    let mut analyzer = Analyzer::with_digests(scope, Rules::default(), Recipes::default());
    let (mut digester, mut digests) = (Digester::new(most), Vec::new());
    for piece in bytes.chunks(size) {
        analyzer.feed(piece).unwrap();
        digester.room(piece.len()).copy_from_slice(piece);
        let mut steps = Steps::default();
        analyzer.digests().move_to(&mut steps);
        let mut ended = |octets: &[u8], gathered: bool| {
            assert!(!gathered || octets.len() <= most);
            digests.push(if gathered { sha256(octets) } else { octets.to_vec() });
        };
        digester.follow(analyzer.encoding(), (&steps.0, &steps.1), &mut ended).unwrap();
    }
    analyzer.finish().unwrap().settle(|index| digests.get(index).cloned()).unwrap()
}

fn sha256(octets: &[u8]) -> Vec<u8> {
    let mut hasher = Hasher::new(DigestAlgorithm::Sha256);
    hasher.write(octets);
    hasher.finish()
}

#[test]
fn digests_made_beside_the_reading_are_those_made_at_once() {
    let ids = [&[" Id=\"A\"", " Id=\"B\"", " Id=\"C\""] as &[&str], &["", ""], &[" Id=\"A\"", ""], &[]];
    for flux in ids.map(|ids| flux(" Id=\"R\"", ids)) {
        for text in
            [flux.clone(), flux.replace("Chaises", "Sièges &amp; tables"), flux.replace("/>", "/>\r\n")]
        {
            let bytes = Encoding::Latin1.encode(&text);
            for scope in [Scope::Auto, Scope::File, Scope::Bordereaux] {
                let mut analyzer = Analyzer::new(scope, Rules::default());
                analyzer.feed(&bytes).unwrap();
                let expected = analyzer.finish().unwrap();
                for (size, most) in [(1, 0), (100, 1 << 20), (1 << 20, 1000)] {
                    let found = analyze_beside(scope, &bytes, size, most);
                    assert_eq!(found.targets, expected.targets);
                    assert_eq!(codes(&found), codes(&expected));
                    assert_eq!(found.read_again, expected.read_again);
                }
            }
        }
    }
}

#[test]
fn bordereaux_are_signed_one_by_one_when_every_one_has_an_id() {
    let text = flux(" Id=\"R\"", &[" Id=\"A\"", " Id=\"B\""]);
    let analysis = analyze(Scope::Auto, &text);
    assert_eq!(ids(&analysis), ["A", "B"]);
    assert_eq!(codes(&analysis), [""; 0]);
    for target in &analysis.targets {
        let at = usize::try_from(target.insert_at).unwrap();
        assert!(text[at..].starts_with("</Bordereau>"));
    }
}

#[test]
fn the_file_is_signed_when_no_bordereau_has_an_id_or_when_it_is_asked_for() {
    assert_eq!(ids(&analyze(Scope::Auto, &flux(" Id=\"R\"", &["", ""]))), ["R"]);
    assert_eq!(ids(&analyze(Scope::Auto, &flux(" Id=\"R\"", &[]))), ["R"]);
    let text = flux(" Id=\"R\"", &[" Id=\"A\""]);
    let analysis = analyze(Scope::File, &text);
    assert_eq!(ids(&analysis), ["R"]);
    let at = usize::try_from(analysis.targets[0].insert_at).unwrap();
    assert_eq!(&text[at..], "</n:PES_Aller>");
}

#[test]
fn a_bordereau_without_id_that_comes_late_makes_the_file_be_read_again() {
    let text = flux(" Id=\"R\"", &[" Id=\"A\"", ""]);
    let first = analyze(Scope::Auto, &text);
    assert_eq!((first.read_again, first.targets.len()), (Some(Scope::File), 0));
    assert_eq!(ids(&analyze(Scope::File, &text)), ["R"]);
    assert_eq!(ids(&analyze(Scope::Auto, &flux(" Id=\"R\"", &["", " Id=\"A\""]))), ["R"]);
}

#[test]
fn nothing_is_signed_without_the_ids_that_it_takes() {
    for (scope, text) in [
        (Scope::Auto, flux("", &[""])),
        (Scope::Auto, flux("", &[" Id=\"A\"", ""])),
        (Scope::Auto, flux("", &[])),
        (Scope::File, flux("", &[" Id=\"A\""])),
        (Scope::Bordereaux, flux(" Id=\"R\"", &[" Id=\"A\"", ""])),
    ] {
        let analysis = analyze(scope, &text);
        assert!(codes(&analysis).contains(&"PES-004"), "{text}: {:?}", codes(&analysis));
        assert!(analysis.targets.is_empty() && analysis.read_again.is_none());
    }
    assert!(codes(&analyze(Scope::Bordereaux, &flux(" Id=\"R\"", &[]))).contains(&"PES-009"));
}

#[test]
fn ids_that_cannot_name_one_element_block() {
    assert_eq!(codes(&analyze(Scope::Auto, &flux("", &[" Id=\"1A\""]))), ["PES-005"]);
    assert_eq!(codes(&analyze(Scope::Auto, &flux(" Id=\"\"", &[" Id=\"\""]))), ["PES-005", "PES-005"]);
    assert_eq!(codes(&analyze(Scope::Auto, &flux("", &[" Id=\"A\"", " Id=\"A\""]))), ["PES-006"]);
    assert_eq!(codes(&analyze(Scope::Auto, &flux("", &[" Id=\"A\"", " Id=\"A_SIG_1_SP\""]))), ["PES-006"]);
}

#[test]
fn an_id_that_any_other_element_has_blocks() {
    for (text, scope) in [
        (flux("", &[" Id=\"A\""]).replace("<Piece>", "<Piece Id=\"A\">"), Scope::Auto),
        (flux("", &[" Id=\"A\""]).replace("<Enveloppe>", "<Enveloppe Id=\"A\">"), Scope::Auto),
        (flux(" Id=\"R\"", &[" Id=\"R\""]), Scope::File),
        (flux(" Id=\"R\"", &[" Id=\"A\"", " Id=\"A\""]), Scope::File),
    ] {
        let analysis = analyze(scope, &text);
        let blocking =
            analysis.findings.iter().filter(|finding| finding.code.severity() == Severity::Blocking);
        let blocking: Vec<_> = blocking.map(|finding| finding.code.code()).collect();
        assert_eq!(blocking, ["PES-006"], "{text}");
    }
    // Nor may those that S2low's tool takes for bordereaux have one Id.
    let strays = "<PES_PJ><Bordereau Id=\"X\"/><Bordereau Id=\"X\"/></PES_PJ></n:PES_Aller>";
    let text = flux("", &[" Id=\"A\""]).replace("</n:PES_Aller>", strays);
    assert!(codes(&analyze(Scope::Auto, &text)).contains(&"PES-006"), "{text}");
    let others = flux(" Id=\"R\"", &[" Id=\"A\""]).replace("<Piece>", "<Piece Id=\"P\">");
    assert!(!analyze(Scope::Auto, &others).findings.blocks());
}

#[test]
fn an_id_too_long_to_be_kept_whole_blocks() {
    let id = format!(" Id=\"{}\"", "A".repeat(limits::ID_BYTES + 1));
    assert!(codes(&analyze(Scope::Auto, &flux("", &[&id]))).contains(&"PES-005"));
    assert!(codes(&analyze(Scope::File, &flux(&id, &[]))).contains(&"PES-005"));
}

#[test]
fn an_empty_element_tag_has_no_end_to_insert_before() {
    let text =
        flux("", &[" Id=\"A\""]).replace("</PES_DepenseAller>", "<Bordereau Id=\"B\"/></PES_DepenseAller>");
    assert!(codes(&analyze(Scope::Auto, &text)).contains(&"PES-007"));
}

#[test]
fn what_is_signed_already_is_left_alone() {
    let signature = "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"/></Bordereau>";
    let text = flux("", &[" Id=\"A\""]).replace("</Bordereau>", signature);
    let analysis = analyze(Scope::Auto, &text);
    assert_eq!(codes(&analysis), ["PES-003"]);
    assert!(analysis.flux.bordereaux[0].signed && analysis.targets.is_empty() && analysis.repair.is_empty());
}

#[test]
fn the_digest_does_not_depend_on_the_scope_chosen_nor_on_the_pieces_pushed() {
    let text = flux(" Id=\"R\"", &[" Id=\"A\"", " Id=\"B\""]);
    let whole = analyze(Scope::Auto, &text);
    let mut analyzer = Analyzer::new(Scope::Bordereaux, Rules::default());
    for byte in text.as_bytes().chunks(1) {
        analyzer.feed(byte).unwrap();
    }
    assert_eq!(analyzer.finish().unwrap().targets, whole.targets);
}

#[test]
fn the_known_digest_of_a_sample_is_found() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/samples/unsigned/pes_aller.xml");
    let Ok(bytes) = std::fs::read(path) else {
        println!("skipped: the shared samples are not here");
        return;
    };
    let mut analyzer = Analyzer::new(Scope::Auto, Rules::default());
    analyzer.feed(&bytes).unwrap();
    let analysis = analyzer.finish().unwrap();
    let digest: String = analysis.targets[0].digest.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(analysis.targets[0].id, "BORD1093357910");
    assert_eq!(digest, "5bacc4255471f1aedd219e851e7fcfc0164ee34f714903f8385b459ec3de6507");
}

#[test]
fn a_flux_not_prepared_can_be_repaired_in_place() {
    let text = flux("", &[" Id=\"A\""]);
    for (from, expected) in [
        ("<InfoDematerialisee V=\"0\"/>", "<InfoDematerialisee V=\"1\"/>"),
        ("", "<InfoDematerialisee V=\"1\"/>"),
        (
            "<InfoDematerialisee\n V='0'></InfoDematerialisee>",
            "<InfoDematerialisee\n V='1'></InfoDematerialisee>",
        ),
    ] {
        let broken = text.replace("<InfoDematerialisee V=\"1\"/>", from);
        let analysis = analyze(Scope::Auto, &broken);
        assert_eq!(codes(&analysis), ["PES-012"]);
        assert!(analysis.findings.iter().all(|finding| finding.repairable));
        let mut repaired = broken.clone();
        for edit in analysis.repair.edits.iter().rev() {
            let range = usize::try_from(edit.start).unwrap()..usize::try_from(edit.end).unwrap();
            repaired.replace_range(range, &edit.replacement);
        }
        assert_eq!(repaired, text.replace("<InfoDematerialisee V=\"1\"/>", expected));
        assert_eq!(codes(&analyze(Scope::Auto, &repaired)), [""; 0]);
    }
}

#[test]
fn what_s2low_would_refuse_is_found_beforehand() {
    let text = flux("", &[" Id=\"A\""]);
    for (from, to, code) in [
        ("ISO-8859-1", "UTF-8", "PES-020"),
        ("<NomFic V=\"flux\"/>", "", "PES-022"),
        ("<CodCol V=\"123\"/>", "<CodCol V=\"1234\"/>", "PES-023"),
        ("35600000000048", "356000000000480", "PES-024"),
        ("\"123456\"", "\"1234567\"", "PES-025"),
        ("<CodBud V=\"01\"/>", "", "PES-026"),
        ("<MtCumulAnnuel V=\"1.00\"/>", "<MtCumulAnnuel V=\"0\"/>", "PES-028"),
        ("<NbrPce V=\"1\"/>", "<NbrPce V=\"2\"/>", "PES-029"),
    ] {
        assert_eq!(codes(&analyze(Scope::Auto, &text.replace(from, to))), [code], "{from}");
    }
    let mut analyzer = Analyzer::new(Scope::Auto, Rules { max_bytes: 10, ..Rules::default() });
    analyzer.feed(text.as_bytes()).unwrap();
    assert_eq!(codes(&analyzer.finish().unwrap()), ["PES-027"]);
}

#[test]
fn other_documents_are_named_and_not_signed() {
    assert_eq!(codes(&analyze(Scope::Auto, "<PES_ACQUIT Id=\"A\"></PES_ACQUIT>")), ["PES-002"]);
    assert_eq!(codes(&analyze(Scope::Auto, "<PES_Aller Id=\"A\"></PES_Aller>")), ["PES-001"]);
}

#[test]
fn pieces_are_kept_with_what_a_line_shows_of_them() {
    let piece = "<Piece><BlocPiece><InfoPce><IdPce V=\"5\"/><TypPce V=\"01\"/><Obj V=\"Chaises\"/><PJRef>\
        <IdUnique V=\"A\"/><NomPJ V=\"a.pdf\"/></PJRef></InfoPce></BlocPiece>\
        <LigneDePiece><BlocLignePiece><InfoLignePce><MtHT V=\"1.50\"/><MtTVA V=\"0.3\"/></InfoLignePce>\
        </BlocLignePiece><Tiers><InfoTiers><Nom V=\"Martin\"/><Prenom V=\"Luce\"/></InfoTiers></Tiers></LigneDePiece>\
        <LigneDePiece><BlocLignePiece><InfoLignePce><MtHT V=\"2\"/></InfoLignePce></BlocLignePiece></LigneDePiece></Piece>";
    let text = flux("", &[" Id=\"A\""]).replace(PIECE, piece);
    let analysis = analyze(Scope::Auto, &text);
    let bordereau = &analysis.flux.bordereaux[0];
    let read = &bordereau.listed[0];
    assert_eq!((read.number.as_deref(), read.object.as_deref()), (Some("5"), Some("Chaises")));
    assert_eq!((read.party.as_deref(), read.total.to_string().as_str()), (Some("Martin Luce"), "3.50"));
    assert_eq!((read.kind.as_deref(), read.lines, read.tax.to_string().as_str()), (Some("01"), 2, "0.30"));
    assert_eq!(read.attachments, ["a.pdf"]);
    let at = |offset: u64| usize::try_from(offset).unwrap();
    assert_eq!(&text[at(read.span.start)..at(read.span.end)], piece);
    assert!(text[at(bordereau.span.start)..at(bordereau.span.end)].ends_with("</Bordereau>"));
    assert_eq!(
        (bordereau.computed.to_string().as_str(), bordereau.computed_tax.is_positive()),
        ("3.50", true)
    );

    let many = PIECE.repeat(limits::PIECES_KEPT + 5);
    let analysis = analyze(Scope::Auto, &flux("", &[" Id=\"A\""]).replace(PIECE, &many));
    let bordereau = &analysis.flux.bordereaux[0];
    assert_eq!(
        (bordereau.listed.len(), bordereau.pieces),
        (limits::PIECES_KEPT, as_u64(limits::PIECES_KEPT) + 5)
    );
}

/// A file with its repair made, as the command line and the page make it.
fn repaired(bytes: &[u8], repair: &Repair) -> Vec<u8> {
    let mut edited = bytes.to_vec();
    for edit in repair.edits.iter().rev() {
        let range = usize::try_from(edit.start).unwrap()..usize::try_from(edit.end).unwrap();
        edited.splice(range, edit.replacement.bytes());
    }
    let Some(transcoding) = &repair.transcode else { return edited };
    let mut output = Vec::new();
    crate::pes::Transcoder::new(transcoding.from).feed(&edited, &mut output);
    output
}

fn analyze_bytes(bytes: &[u8]) -> Analysis {
    let mut analyzer = Analyzer::new(Scope::Auto, Rules::default());
    analyzer.feed(bytes).unwrap();
    analyzer.finish().unwrap()
}

#[test]
fn missing_ids_are_added_and_no_other_id_of_the_file_is_taken() {
    for (root, ids) in [
        ("", &["", ""][..]),
        ("", &[" Id=\"PES-SIGNER-2\"", ""]),
        ("", &["", " Id=\"PES-SIGNER-1_SIG_1\""]),
        ("", &[]),
    ] {
        let text = flux(root, ids);
        let analysis = analyze(Scope::Auto, &text);
        assert!(analysis.findings.iter().any(|finding| finding.code == Code::NoId && finding.repairable));
        let after = analyze_bytes(&repaired(text.as_bytes(), &analysis.repair));
        let blocking = after.findings.blocks() && !ids.is_empty();
        assert!(!blocking, "{ids:?}: {:?}", codes(&after));
        assert_eq!(after.targets.len(), ids.len().max(1), "{ids:?}");
    }
}

#[test]
fn a_file_in_another_encoding_is_put_into_iso_8859_1() {
    let text = flux("", &[" Id=\"A\""]).replace("Chaises", "Café à 3 €");
    let utf8 = text.replace("ISO-8859-1", "UTF-8");
    let latin1 = Encoding::Latin1.encode(&text);
    let windows = Encoding::Windows1252.encode(&text.replace("ISO-8859-1", "windows-1252"));
    for bytes in [utf8.as_bytes(), windows.as_slice()] {
        let analysis = analyze_bytes(bytes);
        assert_eq!(codes(&analysis), ["PES-020"]);
        assert!(analysis.findings.iter().all(|finding| finding.repairable));
        let transcoding = analysis.repair.transcode.as_ref().unwrap();
        assert_eq!((transcoding.references, transcoding.characters.as_str()), (1, "€"));
        assert_eq!(repaired(bytes, &analysis.repair), latin1);
    }
    assert_eq!(codes(&analyze_bytes(&latin1)), [""; 0]);
    // One without any declaration, and one that says it too late.
    let undeclared = utf8.split_once('\n').unwrap().1;
    let after = repaired(undeclared.as_bytes(), &analyze_bytes(undeclared.as_bytes()).repair);
    assert_eq!(codes(&analyze_bytes(&after)), [""; 0]);
    let late = text.replace("<?xml version=\"1.0\" ", &format!("<?xml version=\"1.0\"{}", " ".repeat(60)));
    let late = Encoding::Latin1.encode(&late);
    assert_eq!(repaired(&late, &analyze_bytes(&late).repair), latin1);
}

#[test]
fn a_byte_order_mark_before_an_iso_8859_1_declaration_is_removed() {
    let text = flux("", &[" Id=\"A\""]);
    let marked = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
    let analysis = analyze_bytes(&marked);
    assert_eq!(codes(&analysis), ["PES-019"]);
    assert_eq!(repaired(&marked, &analysis.repair), text.as_bytes());
}

#[test]
fn nothing_is_repaired_in_a_file_that_is_signed() {
    let signature = "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"/></Bordereau>";
    let text = flux("", &[""]).replace("</Bordereau>", signature).replace("ISO-8859-1", "UTF-8");
    let text = text.replace("<InfoDematerialisee V=\"1\"/>", "");
    let analysis = analyze(Scope::Auto, &text);
    assert!(analysis.repair.is_empty() && analysis.findings.iter().all(|finding| !finding.repairable));
}

#[test]
fn an_element_without_content_is_read_alike_with_one_tag_and_with_two() {
    let plain = flux(" Id=\"R\"", &[" Id=\"A\"", " Id=\"B\""]);
    let variants: [fn(&str) -> String; 12] = [
        str::to_owned,
        |tag| tag.replace(" V=", " W="),
        |tag| tag.replace(" V=", "  V="),
        |tag| tag.replace(" V=", "\n V =\t"),
        |tag| tag.replace('"', "'"),
        |tag| tag.replace("\"/", "&amp;\"/"),
        |tag| tag.replace("\"/", "&#10;é\"/"),
        |tag| tag.replace("/>", " Autre=\"1\" />"),
        |tag| tag.replace("/>", " Id=\"R\"/>"),
        |tag| tag.replace("/>", " xmlns=\"urn:x\"/>"),
        |tag| tag.replace("/>", " xmlns:x=\"urn:x\" x:y=\"1\"/>"),
        |tag| tag.replace('<', "<X"),
    ];
    for (end, _) in plain.match_indices("/>") {
        let start = plain[..end].rfind('<').unwrap();
        for variant in variants {
            let tag = variant(&plain[start..end + 2]);
            let name = tag[1..].split(char::is_whitespace).next().unwrap();
            let two = format!("{}></{name}>", tag.trim_end_matches("/>"));
            let [one, two] = [&tag, &two].map(|tag| format!("{}{tag}{}", &plain[..start], &plain[end + 2..]));
            for scope in [Scope::File, Scope::Bordereaux] {
                let [one, two] = [&one, &two].map(|text| analyze(scope, text));
                let found = |analysis: &Analysis| -> Vec<_> {
                    let finding = |finding: &crate::pes::Finding| {
                        (finding.code.code(), finding.element.clone(), finding.value.clone())
                    };
                    analysis.findings.iter().map(finding).collect()
                };
                assert_eq!(found(&one), found(&two), "{tag}");
                let digests = |analysis: &Analysis| -> Vec<_> {
                    analysis.targets.iter().map(|target| (target.id.clone(), target.digest.clone())).collect()
                };
                assert_eq!(digests(&one), digests(&two), "{tag}");
            }
        }
    }
}
