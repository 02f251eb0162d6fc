//! Tests of whole commands, run in this process.

use sha2::{Digest, Sha256};

use super::*;

/// A flux of dépense of the project's own, with third parties and attachments.
const DEPENSE: &[u8] = include_bytes!("../../../s2low-simulator/demonstration/pes-depense.xml");

const RECETTE: &[u8] = include_bytes!("../../../s2low-simulator/demonstration/pes-recette.xml");

/// An acknowledgement that refuses a bordereau and takes an attachment.
const ACQUIT: &str = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n\
    <n:PES_ACQUIT xmlns:n=\"http://www.minefi.gouv.fr/cp/helios/pes_v2/Rev0/retour/v2\">\
    <Enveloppe><Parametres><Version V=\"2\"/><TypFic V=\"PESALR2\"/><NomFic V=\"essai.xml\"/></Parametres>\
    </Enveloppe><EnTetePES><DteStr V=\"2026-11-24\"/><IdPost V=\"057014\"/><IdColl V=\"35600000000048\"/>\
    <CodCol V=\"123\"/><CodBud V=\"00\"/><LibelleColBud V=\"Commune d'essai\"/></EnTetePES>\
    <ACQUIT><EnTeteAcquit><IdVer V=\"2\"/></EnTeteAcquit>\
    <ElementACQUIT><DomaineAck V=\"5\"/><EtatAck V=\"0\"/><NumBord V=\"12\"/><ExerciceBord V=\"2026\"/>\
    <DetailPiece><NumPiece V=\"5\"/><DetailLigne><NumLigne V=\"1\"/><Erreur>\
    <NumAnoAck V=\"ERREUR_CUMUL_MONTANTS\"/><LibelleAnoAck V=\"Cumul des lignes faux\"/></Erreur></DetailLigne>\
    </DetailPiece></ElementACQUIT>\
    <ElementACQUIT><DomaineAck V=\"4\"/><EtatAck V=\"1\"/><IdUnique V=\"FACTURE12\"/></ElementACQUIT>\
    </ACQUIT></n:PES_ACQUIT>\n";

/// A flux of one bordereau, prepared or not; `more` stands in the bordereau.
fn flux(prepared: u8, more: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n\
         <n:PES_Aller xmlns:n=\"http://www.minefi.gouv.fr/cp/helios/pes_v2/Rev0/aller\" Id=\"F1\">\n\
         <Enveloppe><Parametres><Version V=\"2\"/><TypFic V=\"PESALR2\"/><NomFic V=\"essai.xml\"/></Parametres>\
         <Emetteur><Sigle V=\"ESSAI\"/><Adresse V=\"Essai 1.0\"/></Emetteur></Enveloppe>\n\
         <EnTetePES><DteStr V=\"2026-11-20\"/><IdPost V=\"057014\"/><IdColl V=\"35600000000048\"/>\
         <CodCol V=\"123\"/><CodBud V=\"00\"/><LibelleColBud V=\"Commune d'essai\"/></EnTetePES>\n\
         <PES_DepenseAller><EnTeteDepense><IdVer V=\"2\"/><InfoDematerialisee V=\"{prepared}\"/></EnTeteDepense>\n\
         <Bordereau Id=\"B1\"><BlocBordereau><Exer V=\"2026\"/><IdBord V=\"12\"/>\
         <DteBordEm V=\"2026-11-20\"/><TypBord V=\"01\"/><NbrPce V=\"1\"/><MtCumulAnnuel V=\"1\"/>\
         <MtBordHT V=\"1234.5\"/></BlocBordereau>{PIECE}{more}</Bordereau></PES_DepenseAller></n:PES_Aller>\n"
    )
}

const PIECE: &str = "<Piece><BlocPiece><InfoPce><IdPce V=\"5\"/><TypPce V=\"01\"/><NatPce V=\"01\"/>\
    <Obj V=\"Chaises\"/></InfoPce></BlocPiece>\
    <LigneDePiece><BlocLignePiece><InfoLignePce><IdLigne V=\"1\"/><Nature V=\"6067\"/><ModRegl V=\"01\"/>\
    <TVAIntraCom V=\"0\"/><MtHT V=\"1234.5\"/></InfoLignePce></BlocLignePiece></LigneDePiece></Piece>";

struct Said {
    code: u8,
    output: String,
    errors: String,
}

fn said(arguments: &[&str], input: &str) -> Said {
    said_of(arguments, input.as_bytes())
}

fn said_of(arguments: &[&str], mut input: &[u8]) -> Said {
    let (mut output, mut errors) = (Vec::new(), Vec::new());
    let mut console = Console { input: &mut input, output: &mut output, errors: &mut errors };
    let code = run(arguments.iter().map(OsString::from).collect(), Language::French, &mut console);
    Said { code, output: String::from_utf8(output).unwrap(), errors: String::from_utf8(errors).unwrap() }
}

fn json(said: &Said) -> serde_json::Value {
    serde_json::from_str(&said.output).unwrap()
}

#[test]
fn inspect_tells_what_a_flux_says_and_what_would_be_signed() {
    let answer = said(&["inspect", "-", "--json"], &flux(1, ""));
    assert_eq!((answer.code, answer.errors.as_str()), (0, ""));
    let report = json(&answer);
    assert_eq!(report["flux"]["nom_fic"], "essai.xml");
    assert_eq!(report["flux"]["encoding"], "ISO-8859-1");
    assert_eq!(report["flux"]["prepared"], serde_json::json!({ "depense": true }));
    let line = serde_json::json!({
        "number": "1", "object": null, "nature": "6067", "function": null, "operation": null,
        "total": "1234.50", "tax": null, "payment": "01", "payment_label": "numéraire",
        "direct_debit": null, "parties": [],
    });
    let offset = report["bordereaux"][0]["listed"][0]["offset"].clone();
    let piece = serde_json::json!({
        "number": "5", "type": "01", "type_label": "Mandat ordinaire", "nature": "01",
        "nature_label": "fonctionnement", "object": "Chaises", "party": null, "total": "1234.50",
        "tax": "0.00", "lines": [line], "attachments": [], "offset": offset,
    });
    assert_eq!(
        report["bordereaux"][0],
        serde_json::json!({
            "domain": "depense", "id": "B1", "number": "12", "year": "2026", "date": "2026-11-20",
            "type": "01", "type_label": "Dépense ordinaire", "object": null, "pieces": 1,
            "declared_pieces": "1", "total": "1234.50", "tax": null, "yearly_total": "1.00",
            "computed_total": "1234.50", "computed_tax": "0.00", "computed_total_with_tax": "1234.50",
            "signed": false, "signer": null, "listed": [piece],
        })
    );
    assert_eq!(report["flux"]["sha256"].as_str().map(str::len), Some(64));
    assert_eq!(report["findings"], serde_json::json!([]));
    assert_eq!(report["to_sign"]["scope"], "bordereaux");
    assert_eq!(report["to_sign"]["targets"], serde_json::json!(["B1"]));
    assert_eq!(report["to_sign"]["digests"]["B1"].as_str().map(str::len), Some(44));
}

#[test]
fn inspect_reads_for_people_in_the_language_asked_for() {
    let french = said(&["inspect", "-"], &flux(0, ""));
    assert_eq!(french.code, 0, "{}", french.errors);
    for words in
        ["Dépense 12 (B1)", "20/11/2026", "1\u{202f}234,50\u{a0}€", "PES-012", "--repair", "À signer"]
    {
        assert!(french.output.contains(words), "{words}: {}", french.output);
    }
    let english = said(&["--lang", "en", "inspect", "-"], &flux(0, ""));
    for words in ["20 November 2026", "€1,234.50", "To be signed"] {
        assert!(english.output.contains(words), "{words}: {}", english.output);
    }
    for output in [french.output, english.output] {
        assert!(!output.contains("cli-") && !output.contains('{'), "{output}");
    }
}

#[test]
fn a_finding_has_its_words_and_its_place() {
    let answer = said(&["inspect", "-", "--json"], &flux(0, ""));
    let finding = &json(&answer)["findings"][0];
    assert_eq!(finding["code"], "PES-012");
    assert_eq!((&finding["severity"], &finding["repair"]), (&"refused".into(), &true.into()));
    assert_eq!((&finding["element"], &finding["value"]), (&"InfoDematerialisee".into(), &"0".into()));
    assert_eq!(finding["line"], 5);
    assert!(finding["recommendation"].as_str().unwrap().contains("Fichier à signer"));
}

#[test]
fn what_stands_before_the_declaration_blocks_and_can_be_taken_away() {
    let answer = said(&["inspect", "-", "--json"], &format!("\n{}", flux(1, "")));
    assert_eq!((answer.code, answer.errors.as_str()), (1, ""));
    let report = json(&answer);
    let [finding] = report["findings"].as_array().unwrap().as_slice() else { panic!("{}", answer.output) };
    assert_eq!((&finding["code"], &finding["severity"]), (&"PES-018".into(), &"blocking".into()));
    assert_eq!(finding["repair"], true);
    assert_eq!(report["flux"]["nom_fic"], "essai.xml");
}

#[test]
fn what_is_told_of_a_file_with_something_before_it_is_of_that_file() {
    let plain = flux(0, "");
    let lead = "\n \n";
    let report = |text: &str| json(&said(&["inspect", "-", "--json"], text));
    let (without, with) = (report(&plain), report(&format!("{lead}{plain}")));
    let size = lead.len() + plain.len();
    assert_eq!(with["flux"]["size"], size);
    let digest: String =
        Sha256::digest(format!("{lead}{plain}")).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(with["flux"]["sha256"], digest);
    let finding = |report: &serde_json::Value| {
        let findings = report["findings"].as_array().unwrap();
        let found = findings.iter().find(|finding| finding["code"] == "PES-012").unwrap();
        [&found["line"], &found["offset"]].map(|number| number.as_u64().unwrap())
    };
    let ([line, offset], moved) = (finding(&without), finding(&with));
    assert_eq!(moved, [line + 2, offset + 3]);
    let piece = |report: &serde_json::Value| report["bordereaux"][0]["listed"][0]["offset"].as_u64().unwrap();
    assert_eq!(piece(&with), piece(&without) + 3);
    let changes: Vec<_> =
        with["repair"].as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect();
    let [taken, set] = changes.as_slice() else { panic!("{changes:?}") };
    assert!(taken.starts_with("Début du fichier") && taken.contains("3 octets"), "{taken}");
    assert!(set.starts_with(&format!("Ligne {}, InfoDematerialisee", line + 2)), "{set}");
    // Shown to people, too.
    let text = said(&["inspect", "-"], &format!("{lead}{plain}")).output;
    assert!(changes.iter().all(|change| text.contains(change)), "{text}");
}

#[test]
fn what_stands_before_a_file_that_is_signed_is_not_offered_to_be_taken_away() {
    let signed = flux(1, "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"/>");
    let report = json(&said(&["inspect", "-", "--json"], &format!("\n{signed}")));
    assert_eq!(report["flux"]["signatures"], 1);
    let findings = report["findings"].as_array().unwrap();
    assert!(findings.iter().any(|finding| finding["code"] == "PES-018"), "{findings:?}");
    assert!(findings.iter().all(|finding| finding["repair"] == false), "{findings:?}");
    assert_eq!(report["repair"], serde_json::json!([]));
}

#[test]
fn characters_that_iso_8859_1_lacks_are_told_of_a_file_with_a_mark_against_its_declaration() {
    let text = flux(1, "").replace("Chaises", "Chaises à 3 €");
    let report = json(&said(&["inspect", "-", "--json"], &format!("\u{feff}{text}")));
    let changes = report["repair"].as_array().unwrap();
    assert!(changes.iter().any(|change| change.as_str().unwrap().contains('€')), "{changes:?}");
    assert_eq!(report["bordereaux"][0]["listed"][0]["object"], "Chaises à 3 €");
    assert!(report["bordereaux"][0]["listed"][0]["offset"].is_null());
    assert_eq!(report["flux"]["size"], text.len() + 3);
}

#[test]
fn what_is_no_xml_is_an_error_object_and_a_message() {
    for command in ["inspect", "verify"] {
        let answer = said(&[command, "-", "--json"], "<a>\n</b>");
        assert_eq!(answer.code, 3);
        let error = &json(&answer)["error"];
        assert_eq!((&error["code"], &error["line"]), (&"XML-015".into(), &2.into()));
        assert!(answer.errors.contains("[XML-015]"), "{}", answer.errors);
        let absent = said(&[command, "no-such-file.xml", "--json"], "");
        assert_eq!((absent.code, &json(&absent)["error"]["code"]), (3, &"CLI-002".into()));
        assert!(absent.errors.contains("no-such-file.xml n’existe pas"), "{}", absent.errors);
    }
}

#[test]
fn third_parties_and_attachments_are_told_with_accounts_shortened() {
    let answer = said_of(&["inspect", "-", "--json"], DEPENSE);
    assert_eq!(answer.code, 0, "{}", answer.errors);
    let report = json(&answer);
    let piece = &report["bordereaux"][0]["listed"][0];
    assert_eq!(piece["party"], "Papeterie du Centre");
    let party = serde_json::json!({
        "name": "Papeterie du Centre", "identifier": "99999101110018", "town": "57999 Sainte-Élodie-les-Prés",
        "account": "FR71…1234",
    });
    assert_eq!(piece["lines"][0]["parties"], serde_json::json!([party]));
    let named = |support: &str, id: &str, name: &str| serde_json::json!({ "support": support, "id": id, "name": name });
    assert_eq!(
        piece["attachments"],
        serde_json::json!([
            named("01", "FACT20260612PAPETERIE", "facture-0612-papeterie.pdf"),
            named("02", "BONLIVRAISON0612", "bon-de-livraison.pdf"),
        ])
    );
    let attachments = report["attachments"].as_array().unwrap();
    assert_eq!((attachments.len(), &report["flux"]["attachments"]), (4, &4.into()));
    let size = attachments[2]["size"].clone();
    assert_eq!(
        attachments[2],
        serde_json::json!({
            "id": "ETATPAYE202611", "name": "etat-de-paye-novembre.xml", "type": "004",
            "type_label": "État de paye", "description": "État de paye de novembre",
            "media_type": "application/xml", "size": size, "compressed": true,
        })
    );
    assert_eq!(attachments[0]["compressed"], false);
}

#[test]
fn an_acknowledgement_is_told_as_what_it_means_and_has_nothing_to_sign() {
    let answer = said(&["inspect", "-", "--json"], ACQUIT);
    let report = json(&answer);
    assert_eq!((answer.code, &report["flux"]["kind"]), (1, &"acquit".into()));
    assert_eq!(
        report["answers"],
        serde_json::json!({
            "count": 2, "accepted": 1, "refused": 1, "acknowledged": null,
            "listed": [
                {
                    "domain": "5", "domain_label": "Dépense", "accepted": false, "state": null,
                    "state_label": null, "bordereau": "12", "year": "2026", "piece": null, "object": null,
                    "contract": null, "attachment": null,
                    "errors": [{
                        "piece": "5", "line": "1", "code": "ERREUR_CUMUL_MONTANTS",
                        "label": "Cumul des lignes faux",
                    }],
                },
                {
                    "domain": "4", "domain_label": "Pièce jointe", "accepted": true, "state": null,
                    "state_label": null, "bordereau": null, "year": null, "piece": null, "object": null,
                    "contract": null, "attachment": "FACTURE12", "errors": [],
                },
            ],
        })
    );
    assert_eq!(report["findings"][0]["code"], "PES-002");
    assert!(report["to_sign"].is_null());
    let french = said(&["inspect", "-"], ACQUIT).output;
    let english = said(&["--lang", "en", "inspect", "-"], ACQUIT).output;
    for (output, words) in [
        (&french, "1 refus, 1 accepté"),
        (&french, "Dépense, bordereau 12, exercice 2026\u{a0}: refusé"),
        (
            &french,
            "pièce 5 – ligne 1 – Les montants ne s’additionnent pas (ERREUR_CUMUL_MONTANTS) – Cumul des lignes faux",
        ),
        (&french, "Pièce jointe FACTURE12\u{a0}: accepté"),
        (&english, "FACTURE12: accepted"),
    ] {
        assert!(output.contains(words), "{words}: {output}");
    }
}

#[test]
fn the_json_forms_are_those_that_are_documented() {
    let documentation = include_str!("../../../docs/json.md");
    let examples = documentation.split("```json\n").skip(1).filter_map(|part| part.split("```").next());
    let examples: Vec<serde_json::Value> =
        examples.map(|example| serde_json::from_str(example).unwrap()).collect();
    // Those of signatures and certificates are compared where there are keys.
    let [inspect, answers, _, _, error] = examples.as_slice() else { panic!("{} examples", examples.len()) };
    let depense: String = DEPENSE.iter().map(|byte| char::from(*byte)).collect();
    let unprepared = depense.replace("<InfoDematerialisee V=\"1\"/>", "<InfoDematerialisee V=\"0\"/>");
    let unprepared: Vec<u8> = unprepared.chars().map(|c| u8::try_from(c).unwrap()).collect();
    let mut inspected = json(&said_of(&["inspect", "-", "--json"], &unprepared));
    assert_eq!(inspected["to_sign"]["digests"].as_object().map(|digests| digests.len()), Some(3));
    inspected["to_sign"]["digests"] = serde_json::json!({ "B12": "" });
    assert_eq!(shape(&inspected), shape(inspect));
    assert_eq!(json(&said(&["inspect", "-", "--json"], ACQUIT))["answers"], answers["answers"]);
    assert_eq!(shape(&json(&said(&["inspect", "-", "--json"], "<a>\n</b>"))), shape(error));
}

/// The names in a JSON value, values left out.
fn shape(value: &serde_json::Value) -> Vec<String> {
    match value {
        serde_json::Value::Object(fields) => fields
            .iter()
            .flat_map(|(name, value)| {
                let below = shape(value);
                [name.clone()].into_iter().chain(below.into_iter().map(move |part| format!("{name}/{part}")))
            })
            .collect(),
        serde_json::Value::Array(items) => items.first().map(shape).unwrap_or_default(),
        _ => Vec::new(),
    }
}

#[test]
fn what_blocks_is_no() {
    let answer = said(&["inspect", "-", "--json"], "<a/>");
    assert_eq!((answer.code, &json(&answer)["findings"][0]["code"]), (1, &"PES-001".into()));
    assert!(json(&answer)["to_sign"].is_null());
    let unsigned = said(&["verify", "-", "--json"], &flux(1, ""));
    assert_eq!((unsigned.code, &json(&unsigned)["verdict"]), (1, &"unsigned".into()));
    let text = said(&["verify", "-"], &flux(1, ""));
    assert!(text.output.contains("n’est pas signé"), "{}", text.output);
}

#[test]
fn c14n_gives_the_octets_of_the_document_or_of_one_element() {
    let document = "<?xml version='1.0'?><a b='2' a='1' xml:lang='fr' xmlns:p='urn:p'><!--c--><e Id='x'/><e Id='x2'></e></a>";
    for (arguments, octets) in [
        (&["c14n", "-"][..], "<a a=\"1\" b=\"2\" xml:lang=\"fr\"><e Id=\"x\"></e><e Id=\"x2\"></e></a>"),
        (&["c14n", "-", "--id", "x2"], "<e Id=\"x2\"></e>"),
        (
            &["c14n", "-", "--id", "x2", "--mode", "inclusive"],
            "<e xmlns:p=\"urn:p\" Id=\"x2\" xml:lang=\"fr\"></e>",
        ),
        (
            &["c14n", "-", "--id", "x2", "--mode=inclusive-1.1"],
            "<e xmlns:p=\"urn:p\" Id=\"x2\" xml:lang=\"fr\"></e>",
        ),
        (
            &["c14n", "-", "--with-comments", "--inclusive-prefixes", "p", "--mode", "exclusive"],
            "<a xmlns:p=\"urn:p\" a=\"1\" b=\"2\" xml:lang=\"fr\"><!--c--><e Id=\"x\"></e><e Id=\"x2\"></e></a>",
        ),
    ] {
        let answer = said(arguments, document);
        assert_eq!((answer.code, answer.output.as_str()), (0, octets), "{}", answer.errors);
    }
    let absent = said(&["c14n", "-", "--id", "y"], document);
    assert_eq!((absent.code, absent.output.as_str()), (1, ""));
    assert!(absent.errors.contains('y'), "{}", absent.errors);
}

#[test]
fn a_wrong_call_is_explained_in_the_language_asked_for() {
    let sign = ["sign", "-", "--p12", "a", "--password-file", "b", "--role", "r", "--city", "c"];
    let with = |more: &[&'static str]| [&sign[..], &["--postal-code", "1"], more].concat();
    for (call, words) in [
        (vec![], "Il manque la commande"),
        (vec!["frobnicate"], "frobnicate"),
        (vec!["inspect"], "Il manque le fichier"),
        (vec!["inspect", "-", "-"], "est de trop"),
        (vec!["inspect", "-", "--force"], "--force"),
        (vec!["inspect", "-", "--json=yes"], "n’attend pas de valeur"),
        (vec!["verify", "-", "--trust"], "attend une valeur"),
        (vec!["inspect", "-", "--lang", "de"], "fr, en"),
        (sign.to_vec(), "--postal-code"),
        (with(&["--scope", "all"]), "auto, file, bordereaux"),
        (with(&["--profile", "xades-1.3.2"]), "default, xades-1.2.2"),
        (with(&["--at", "2026-02-30T09:00:00Z"]), "2026-02-30"),
        (with(&["--country", " "]), "Le pays est vide"),
        (with(&["--role", "twice"]), "deux fois"),
        (vec!["c14n", "-", "--mode", "frobnicate"], "exclusive, inclusive"),
        (vec!["c14n", "-", "--mode", "inclusive", "--inclusive-prefixes", "a"], "--inclusive-prefixes"),
    ] {
        let answer = said(&call, "");
        assert_eq!((answer.code, answer.output.as_str()), (2, ""), "{call:?}");
        assert!(answer.errors.contains(words), "{call:?}: {}", answer.errors);
        assert!(answer.errors.contains("--help"), "{call:?}: {}", answer.errors);
    }
    assert!(said(&["--lang=en"], "").errors.contains("The command is missing"));
}

#[test]
fn help_and_version_are_answers() {
    for (arguments, words) in [
        (&["--help"][..], "--password-file"),
        (&["sign", "-h"], "--password-file"),
        (&["--lang", "en", "--help"], "Exit codes"),
        (&["--version"], env!("CARGO_PKG_VERSION")),
    ] {
        let answer = said(arguments, "");
        assert_eq!((answer.code, answer.errors.as_str()), (0, ""));
        assert!(answer.output.contains(words), "{}", answer.output);
    }
}

#[test]
fn every_message_that_the_commands_name_is_there_and_every_one_there_is_named() {
    let sources = [
        include_str!("arguments.rs"),
        include_str!("certificate.rs"),
        include_str!("failure.rs"),
        include_str!("inspect/text.rs"),
        include_str!("report.rs"),
        include_str!("sign.rs"),
        include_str!("verify/text.rs"),
    ];
    let is_id =
        |text: &&str| text.starts_with("cli-") || text.starts_with("usage-") || text.starts_with("CLI-");
    let named: Vec<&str> = sources.iter().flat_map(|source| source.split('"')).filter(is_id).collect();
    assert!(named.len() > 50, "{} messages", named.len());
    for language in [Language::French, Language::English] {
        let words = words(language);
        // The message of a wrong call is the usage's own.
        for id in named.iter().filter(|id| **id != "CLI-001") {
            assert_ne!(words.message(id, &[]), *id);
        }
    }
    let there = include_str!("fr.ftl").lines().filter_map(|line| line.split_once(" = ")).map(|(id, _)| id);
    for id in there.filter(|id| is_id(id)) {
        assert!(named.contains(&id), "{id}");
    }
}

#[test]
fn a_terminal_is_not_acted_upon_by_what_a_file_says() {
    let hostile = flux(1, "").replace("Commune d'essai", "a&#x9b;31mb&#x202e;c");
    let answer = said(&["inspect", "-"], &hostile);
    assert!(answer.output.contains("a\u{fffd}31mb\u{fffd}c"), "{}", answer.output);
}

#[test]
fn the_size_that_s2low_takes_can_be_told() {
    let text = format!("{}{}", flux(1, ""), "\n".repeat(1 << 20));
    let told = |arguments: &[&str]| {
        let answer = said(&[&["inspect", "-"], arguments].concat(), &text);
        (answer.code, answer.output.contains("PES-027"), answer.output)
    };
    assert!(!told(&[]).1 && !told(&["--max-size", "2"]).1);
    let (code, is_told, output) = told(&["--max-size", "1"]);
    assert!(code == 0 && is_told, "{output}");
    assert!(
        output.contains("Le fichier fait 1\u{a0}Mo, alors que S2low n’accepte que 1\u{a0}Mo."),
        "{output}"
    );
    assert_eq!(told(&["--max-size", "beaucoup"]).0, 2);
}

#[test]
fn inspect_shows_people_what_the_page_shows_of_a_piece_and_a_bordereau() {
    let plain = |said: Said| said.output.replace(['\u{a0}', '\u{202f}'], " ");
    let depense = plain(said_of(&["inspect", "-"], DEPENSE));
    for words in [
        "TVA annoncée : 2 596,00 €",
        "Cumul annuel : ",
        "Pièces annoncées : 5",
        "Comparaison : les totaux annoncés sont ceux des lignes",
        "€ HT · nature ",
        "€ TTC  ",
        " · virement · Papeterie du Centre · FR71…1234",
        "Pièces jointes : facture-0612-papeterie.pdf, bon-de-livraison.pdf",
    ] {
        assert!(depense.contains(words), "{words}: {depense}");
    }
    let different = String::from_utf8_lossy(DEPENSE).replace("\"17217.40\"", "\"17217.41\"");
    let different = said(&["inspect", "-"], &different).output;
    assert!(different.contains("les totaux annoncés ne sont pas ceux des lignes"), "{different}");
    let recette = said_of(&["inspect", "-"], RECETTE).output;
    let debit = "prélèvement remis par le Trésor, le 15/12/2026, mandat RUM-CANTINE-0007";
    assert!(recette.contains(debit), "{recette}");
    let report = json(&said_of(&["inspect", "-", "--json"], RECETTE));
    assert_eq!(
        report["bordereaux"][0]["listed"][0]["lines"][0]["direct_debit"],
        serde_json::json!({ "nature": "01", "date": "2026-12-15", "mandate": "RUM-CANTINE-0007" })
    );
    let marche = include_bytes!("../../../s2low-simulator/demonstration/pes-marche.xml");
    let marche = said_of(&["inspect", "-"], marche).output;
    assert!(marche.contains("Marché") && marche.contains("présent dans le fichier"), "{marche}");
}
