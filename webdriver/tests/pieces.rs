//! What a file says, down to the lines of a piece and the content of an attachment.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use fantoccini::key::Key;
use webdriver_journeys::accessibility::violations;
use webdriver_journeys::keyboard::{press, tab_to};
use webdriver_journeys::material::Pes;
use webdriver_journeys::page::Page;
use webdriver_journeys::patience::until;
use webdriver_journeys::screenshots::{self, overflow};
use webdriver_journeys::stage::journey;
use webdriver_journeys::view::{FileRow, View};

const NAME: &str = "depense-2026-11.xml";
const INVOICE: &str = "facture-2026-0417-papeterie.pdf";

fn file(view: &View) -> &FileRow {
    view.file(NAME).unwrap()
}

/// The name of the only control that begins like this.
fn control(view: &View, start: &str) -> String {
    let found: Vec<&String> = view.controls.iter().filter(|name| name.starts_with(start)).collect();
    let [only] = found.as_slice() else { panic!("{start}: {found:?}") };
    (*only).clone()
}

async fn unfold(page: &Page, start: &str) {
    let name = control(&page.view().await, start);
    page.press(&name).await;
}

#[test]
fn a_piece_unfolds_to_its_lines_and_its_attachment_opens_in_a_tab_and_is_saved() {
    journey(async |stage| {
        let (page, pes) = (&stage.page, Pes::full());
        page.read(&[&stage.pes(NAME, &pes)]).await;
        unfold(page, "Bordereau 112").await;
        page.shows("the pieces", |view| file(view).bordereaux[0].pieces.len() == 5).await;
        unfold(page, "Mandat 1101").await;
        let view =
            page.shows("its attachment", |view| !file(view).bordereaux[0].pieces[0].attached.is_empty());
        let view = view.await;
        let piece = &file(&view).bordereaux[0].pieces[0];
        assert_eq!(
            piece.object,
            "Fournitures scolaires, école Les Hirondelles · Mandat ordinaire, fonctionnement"
        );
        let [line] = piece.lines.as_slice() else { panic!("{piece:#?}") };
        assert_eq!((line.number.as_str(), line.amount.as_str()), ("Ligne 1", "1 234,00 € HT"));
        assert_eq!(line.object, "Facture 2026-0417 du 12/11/2026");
        assert_eq!(
            line.facts,
            [
                "Imputation : nature 6067, fonction 213",
                "Règlement : virement",
                "Tiers : Papeterie du Centre, 99999101100019, 57999 Sainte-Élodie-les-Prés",
                "Compte : FR76…0115",
            ]
        );
        let attachment = &piece.attached[0];
        assert_eq!(
            (attachment.name.as_str(), attachment.about.as_str()),
            (INVOICE, "Pièce de dépense · PDF · 872 octets compressés")
        );

        let tab = opened(page, INVOICE).await;
        assert_eq!((tab.content_type.as_str(), tab.opener), ("application/pdf", false));
        page.shows("where it is", |view| view.status.contains("dans un nouvel onglet")).await;
        let saved = page.download_as(&format!("Enregistrer {INVOICE}"), "pdf").await;
        assert_eq!(saved.file_name().unwrap(), INVOICE);
        let saved = fs::read(saved).unwrap();
        assert!(saved.starts_with(b"%PDF-"), "{} bytes", saved.len());
        assert!(saved == gunzip(&in_file(pes.bytes())), "not what gzip unpacks");
    });
}

#[test]
fn a_bordereau_says_what_it_announces_and_whether_its_lines_agree() {
    journey(async |stage| {
        let page = &stage.page;
        let facts = async |name: &str, pes: &Pes, bordereau: usize, start: &str| {
            page.read(&[&stage.pes(name, pes)]).await;
            unfold(page, start).await;
            let said = |view: &View| view.file(name).unwrap().bordereaux[bordereau].facts.clone();
            let view = page.shows("its facts", |view| !said(view).is_empty()).await;
            let facts = said(&view);
            page.remove(name).await;
            facts
        };
        let depense = facts("depense.xml", &Pes::full(), 0, "Bordereau 112").await;
        assert_eq!(
            depense[1..],
            [
                "Exercice : 2026",
                "Cumul annuel : 422 256,76 €",
                "Total des lignes, hors taxes : 9 876,50 €",
                "Comparaison : les totaux annoncés sont ceux des lignes",
            ]
        );
        let recette = facts("recette.xml", &Pes::full(), 2, "Bordereau 38").await;
        for start in ["TVA annoncée : ", "TVA des lignes : ", "Total des lignes, toutes taxes comprises : "]
        {
            assert!(recette.iter().any(|fact| fact.starts_with(start)), "{recette:#?}");
        }
        let pes = Pes::full().with("<MtBordHT V=\"9876.50\"/>", "<MtBordHT V=\"9876.51\"/>");
        let different = facts("autre.xml", &pes, 0, "Bordereau 112").await;
        assert_eq!(
            different.last().unwrap(),
            "Comparaison : les totaux annoncés ne sont pas ceux des lignes"
        );
    });
}

#[test]
fn a_direct_debit_is_told_with_its_date_and_its_mandate() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../s2low-simulator/demonstration");
    journey(async |stage| {
        let page = &stage.page;
        let path = stage.file("recette.xml", fs::read(folder.join("pes-recette.xml")).unwrap());
        page.read(&[&path]).await;
        unfold(page, "Bordereau 41").await;
        let pieces = |view: &View| view.file("recette.xml").unwrap().bordereaux[0].pieces.clone();
        page.shows("the pieces", |view| pieces(view).len() == 3).await;
        unfold(page, "Titre 501").await;
        let view = page.shows("its line", |view| !pieces(view)[0].lines.is_empty()).await;
        let facts = &pieces(&view)[0].lines[0].facts;
        let debit = "Règlement : prélèvement remis par le Trésor, le 15/12/2026, mandat RUM-CANTINE-0007";
        assert!(facts.iter().any(|fact| fact == debit), "{facts:#?}");
    });
}

/// A tab that was opened, before it is closed again.
#[derive(Debug)]
struct Tab {
    content_type: String,
    text: String,
    /// It knows the page that opened it.
    opener: bool,
}

/// Asks for what the page may not have either, in the tab of an attachment; what the policy says.
const FORBIDDEN: &str = "
    const done = arguments[arguments.length - 1];
    document.addEventListener('securitypolicyviolation', (event) => done(event.effectiveDirective));
    document.createElement('img').src = location.href;
    setTimeout(() => done('nothing'), 20000)";

/// Opens an attachment, looks at its tab, and comes back.
async fn opened(page: &Page, name: &str) -> Tab {
    let client = page.browser().client();
    let own = client.window().await.unwrap();
    page.press(&format!("Ouvrir {name}")).await;
    let said = format!("{name} est ouverte dans un nouvel onglet.");
    page.shows("that it is open", |view| view.status == said).await;
    let windows = client.windows().await.unwrap();
    let tab = windows.into_iter().find(|window| *window != own).expect("no tab was opened");
    client.switch_to_window(tab).await.unwrap();
    page.becomes("return location.protocol === 'blob:' && document.readyState === 'complete'", true).await;
    let script = "return [document.contentType, document.body?.innerText ?? '', !!opener]";
    let seen = page.run(script, vec![]).await;
    let forbidden = client.execute_async(FORBIDDEN, vec![]).await.unwrap();
    assert_eq!(forbidden, "img-src", "the page's policy does not hold for {name}");
    client.close_window().await.unwrap();
    client.switch_to_window(own).await.unwrap();
    Tab {
        content_type: seen[0].as_str().unwrap().to_owned(),
        text: seen[1].as_str().unwrap().to_owned(),
        opener: seen[2].as_bool().unwrap(),
    }
}

/// The content of the only attachment of a file, decoded.
fn in_file(pes: &[u8]) -> Vec<u8> {
    let text: String = pes.iter().copied().map(char::from).collect();
    let content = text.split("<Fichier MIMEType=\"application/pdf\">").nth(1).unwrap();
    let content: String = content.split('<').next().unwrap().split_whitespace().collect();
    STANDARD.decode(content).unwrap()
}

fn gunzip(bytes: &[u8]) -> Vec<u8> {
    filtered("gzip", &["-dc"], bytes)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    filtered("gzip", &["-9nc"], bytes)
}

fn filtered(program: &str, arguments: &[&str], bytes: &[u8]) -> Vec<u8> {
    let mut child =
        Command::new(program).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let bytes = bytes.to_vec();
    let writer = std::thread::spawn(move || input.write_all(&bytes));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert!(output.status.success());
    output.stdout
}

/// A PES with these attachments besides its own: names, types that they are said to be of, and contents in base64.
fn with_attachments(attachments: &[(&str, &str, String)]) -> Pes {
    let mut text = String::new();
    for (number, (name, media_type, content)) in attachments.iter().enumerate() {
        text.push_str(&format!(
            "<PJ><Contenu><Fichier MIMEType=\"{media_type}\">{content}</Fichier></Contenu><IdUnique V=\"AUTRE{number}\"/><NomPJ V=\"{name}\"/><TypePJ V=\"003\"/></PJ>"
        ));
    }
    Pes::full().with("</PES_PJ>", &format!("{text}</PES_PJ>"))
}

/// What becomes of an attachment that somebody opens.
enum Fate {
    /// A tab of this type, with this text in it.
    Shown(&'static str, &'static str),
    /// Words why not.
    Told(&'static str),
}

#[test]
fn an_attachment_is_shown_as_what_it_is_and_never_acts() {
    const ACTIVE: &str = "<html><script>document.title='fait'</script><p>Bonjour &amp; bonsoir</p></html>";
    const PIXEL: &str = "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAYAAACNMs+9AAAAFUlEQVR42mP8z8BQz0AEYBxVSF+FABJADveWkH6oAAAAAElFTkSuQmCC";
    let packed = |bytes: &[u8]| STANDARD.encode(gzip(bytes));
    let zip = b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
    let mut broken = gzip(ACTIVE.as_bytes());
    let middle = broken.len() / 2;
    broken[middle..].fill(0xAA);
    let attachments = [
        ("page.html", "text/html", packed(ACTIVE.as_bytes()), Fate::Shown("text/plain", ACTIVE)),
        (
            "plan.svg",
            "image/svg+xml",
            packed(b"<svg onload='alert(1)'/>"),
            Fate::Shown("text/plain", "<svg onload='alert(1)'/>"),
        ),
        (
            "etat.xml",
            "text/xml",
            STANDARD.encode(b"<etat>pay\xE9</etat>"),
            Fate::Shown("text/plain", "<etat>payé</etat>"),
        ),
        ("photo.pdf", "application/pdf", PIXEL.to_owned(), Fate::Shown("image/png", "")),
        (
            "lot.zip",
            "text/html",
            packed(zip),
            Fate::Told("Le navigateur ne peut pas montrer lot.zip. Enregistrez-la"),
        ),
        (
            "abime.pdf",
            "application/pdf",
            STANDARD.encode(broken),
            Fate::Told("abime.pdf ne peut pas être décompressée : son contenu est endommagé."),
        ),
        ("faux.pdf", "application/pdf", "H4sI!".to_owned(), Fate::Told("n’est pas du base64")),
        (
            "bombe.xml",
            "text/xml",
            packed(&vec![b' '; (256 << 20) + 1]),
            Fate::Told("bombe.xml dépasse 256 Mo une fois décompressée"),
        ),
    ];
    let pes = with_attachments(
        &attachments.each_ref().map(|(name, media_type, content, _)| (*name, *media_type, content.clone())),
    );
    journey(async |stage| {
        let page = &stage.page;
        page.read(&[&stage.pes(NAME, &pes)]).await;
        page.press("9 pièces jointes").await;
        let view = page.shows("them", |view| file(view).attached.len() == 9).await;
        assert_eq!(file(&view).attached[5].about, "Pièce de dépense · HTML · 26 octets compressés");
        for (name, _, _, fate) in &attachments {
            match fate {
                Fate::Shown(content_type, text) => {
                    let tab = opened(page, name).await;
                    assert_eq!(
                        (tab.content_type.as_str(), tab.text.as_str(), tab.opener),
                        (*content_type, *text, false),
                        "{name}"
                    );
                }
                Fate::Told(words) => {
                    page.press(&format!("Ouvrir {name}")).await;
                    let told = |view: &View| {
                        file(view).attached.iter().any(|one| one.name == *name && one.trouble.contains(words))
                    };
                    page.shows(words, told).await;
                    until(&format!("that the tab of {name} is closed"), async || {
                        let windows = page.browser().client().windows().await.unwrap();
                        (windows.len() == 1).then_some(())
                    })
                    .await;
                }
            }
        }
        let saved = page.download_as("Enregistrer lot.zip", "zip").await;
        assert_eq!(fs::read(saved).unwrap(), zip);
        let saved = page.download_as("Enregistrer page.html", "html").await;
        assert_eq!(fs::read_to_string(saved).unwrap(), ACTIVE);
    });
}

#[test]
fn a_piece_is_found_by_number_object_third_party_and_amount_in_all_bordereaux() {
    journey(async |stage| {
        let page = &stage.page;
        page.read(&[&stage.pes(NAME, &Pes::full())]).await;
        page.press("Chercher dans tous les bordereaux").await;
        for (asked, found, pieces) in [
            ("energie vallee", "1 pièce sur 10", &["Mandat 1102"][..]),
            ("ASSOCIATION", "2 pièces sur 10", &["Mandat 1105", "Titre 303"]),
            ("5000", "1 pièce sur 10", &["Mandat 1105"]),
            ("14 880,00 €", "1 pièce sur 10", &["Mandat 1106"]),
            ("302", "1 pièce sur 10", &["Titre 302"]),
            ("rien de tel", "Aucune pièce ne correspond.", &[]),
        ] {
            page.fill("Chercher une pièce du fichier", asked).await;
            let shown = |view: &View| {
                let [search] = file(view).search.as_slice() else { return false };
                let numbers: Vec<&str> = search.pieces.iter().map(|piece| piece.number.as_str()).collect();
                search.found == found && numbers == pieces
            };
            page.shows(&format!("{asked}: {found}"), shown).await;
        }
        page.fill("Chercher une pièce du fichier", "association").await;
        let filter = page.control("Montrer").await;
        filter.select_by_value("1000").await.unwrap();
        let view = page.shows("the filter at work", |view| file(view).search[0].pieces.len() == 1).await;
        assert_eq!(file(&view).search[0].pieces[0].party, "Association Les Amis du Lavoir · Bordereau 112");
        // What was found unfolds as in its bordereau.
        unfold(page, "Mandat 1105").await;
        page.shows("its line", |view| file(view).search[0].pieces[0].lines.len() == 1).await;
    });
}

#[test]
fn text_of_a_file_stays_text_wherever_it_is_shown() {
    const MARKUP: &str = "<img src=x onerror=\"document.title='fait'\"><b>gras</b>";
    let written = MARKUP.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    let pes = Pes::full()
        .with("Fournitures scolaires, école Les Hirondelles", &written)
        .with("Papeterie du Centre", &written)
        .with("Facture 2026-0417 du 12/11/2026", &written)
        .with(&format!("NomPJ V=\"{INVOICE}\""), &format!("NomPJ V=\"{written}\""));
    journey(async |stage| {
        let page = &stage.page;
        page.read(&[&stage.pes(NAME, &pes)]).await;
        page.press("1 pièce jointe").await;
        page.shows("the attachment", |view| file(view).attached.len() == 1).await;
        unfold(page, "Bordereau 112").await;
        page.shows("the pieces", |view| file(view).bordereaux[0].pieces.len() == 5).await;
        unfold(page, "Mandat 1101").await;
        let view = page.shows("the line", |view| file(view).bordereaux[0].pieces[0].lines.len() == 1).await;
        let piece = &file(&view).bordereaux[0].pieces[0];
        assert!(piece.object.starts_with(MARKUP) && piece.party == MARKUP, "{piece:#?}");
        assert_eq!(piece.lines[0].object, MARKUP);
        assert_eq!(file(&view).attached[0].name, MARKUP);
        let added = "return document.querySelectorAll('.file img, .file b').length + (document.title === 'fait' ? 1 : 0)";
        assert_eq!(page.run(added, vec![]).await, 0);
    });
}

#[test]
fn tab_and_enter_are_enough_to_come_to_a_piece_and_its_attachment() {
    journey(async |stage| {
        let page = &stage.page;
        page.read(&[&stage.pes(NAME, &Pes::full())]).await;
        for start in ["Bordereau 112", "Mandat 1101"] {
            let name =
                page.shows(start, |view| view.controls.iter().any(|name| name.starts_with(start))).await;
            tab_to(page, &control(&name, start)).await;
            press(page, Key::Enter).await;
        }
        let save = format!("Enregistrer {INVOICE}");
        page.shows("the attachment", |view| view.offers(&save)).await;
        let stops = tab_to(page, &save).await;
        assert!(stops.iter().all(|stop| stop.visible && stop.in_window), "{stops:#?}");
        press(page, Key::Enter).await;
        page.shows("that it is saved", |view| view.status == format!("Le navigateur enregistre {INVOICE}."))
            .await;
    });
}

#[test]
fn an_unfolded_file_looks_as_it_should_at_any_width() {
    journey(async |stage| {
        let page = &stage.page;
        page.read(&[&stage.pes(NAME, &Pes::full())]).await;
        page.run("document.querySelectorAll('.attached, .search-file, .about, .bordereau > details').forEach((fold) => fold.open = true)", vec![]).await;
        page.shows("the pieces", |view| file(view).bordereaux[2].pieces.len() == 3).await;
        page.fill("Chercher une pièce du fichier", "association").await;
        page.run("document.querySelectorAll('.bordereau .piece > details').forEach((fold, index) => fold.open = index < 2)", vec![]).await;
        page.shows("the lines", |view| {
            file(view).bordereaux[0].pieces[1].lines.len() == 3 && file(view).search[0].pieces.len() == 2
        })
        .await;
        for width in [1280, 768, 360, 320] {
            assert_eq!(overflow(page, width).await, 0, "{width} pixels wide");
            screenshots::take(page, "an-unfolded-file", width).await.unwrap();
        }
        page.browser().resize(1280, 1000).await;
        let violations = violations(page).await;
        assert!(violations.is_empty(), "{violations}");
    });
}
