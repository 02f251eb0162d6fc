//! Many files at once: one table, one press, and for each its own result.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::path::{Path, PathBuf};
use std::time::Duration;

use fantoccini::key::Key;
use s2low_simulator::Fault;
use serde_json::json;
use webdriver_journeys::accessibility::look;
use webdriver_journeys::devtools::{add_authenticator, drop_at};
use webdriver_journeys::engine::Engine;
use webdriver_journeys::judges::{accepted, only_signed, received};
use webdriver_journeys::keyboard::{press, tab_to};
use webdriver_journeys::material::{PASSWORD, Pes};
use webdriver_journeys::page::names;
use webdriver_journeys::stage::{Stage, in_every_engine, journey};
use webdriver_journeys::view::View;

/// Those of the twenty that can be signed, and how many of them all are sent: one came signed.
const SIGNABLE: usize = 14;
const SENT: usize = 15;
/// Those that can be neither signed nor sent.
const BLOCKED: [&str; 4] = ["sans-identifiant.xml", "tronque.xml", "notes.txt", "vide.xml"];

/// A flux that no other is like, for its name is in it.
fn flux(number: usize) -> Pes {
    let pes = if number.is_multiple_of(5) { Pes::full() } else { Pes::small() };
    let own = |day: &str| format!("PESALR2_DEMONSTRATION_{day}_");
    let (day, from) = if number.is_multiple_of(5) { ("20261120", "001") } else { ("20261123", "002") };
    pes.with(&format!("{}{from}", own(day)), &format!("{}{number:03}", own("20261201")))
}

fn name(number: usize) -> String {
    format!("flux-{number:02}.xml")
}

/// Fourteen that can be signed, one that is, and one of each kind that something is wrong with.
fn twenty(stage: &Stage, signed: &[u8]) -> Vec<PathBuf> {
    let mut files: Vec<_> = (1..=SIGNABLE).map(|number| stage.pes(&name(number), &flux(number))).collect();
    files.push(stage.file("deja-signe.xml", signed));
    let altered = String::from_utf8(signed.iter().copied().filter(u8::is_ascii).collect()).unwrap();
    files.push(stage.file("altere.xml", altered));
    files.push(stage.pes(BLOCKED[0], &Pes::full().without_ids()));
    files.push(stage.file(BLOCKED[1], &Pes::small().bytes()[..3000]));
    files.push(stage.file(BLOCKED[2], "Penser à rappeler la trésorerie jeudi."));
    files.push(stage.file(BLOCKED[3], ""));
    files
}

/// Signs one flux by itself; the page is as it was, but for the certificate that is open.
async fn sign_alone(stage: &Stage, number: usize) -> Vec<u8> {
    let pes = flux(number);
    stage.page.read(&[&stage.pes(&name(number), &pes)]).await;
    stage.sign_as_mayor().await;
    stage.page.press(names::SIGN_ONLY).await;
    let signed = |view: &View| view.job(&name(number)).is_some_and(|job| job.state == "done");
    stage.page.shows("a signed file", signed).await;
    let path = stage.download(names::DOWNLOAD, pes.bytes(), 1).await;
    stage.page.press("Oublier ce fichier").await;
    stage.page.remove(&name(number)).await;
    std::fs::read(path).unwrap()
}

fn paths(files: &[PathBuf]) -> Vec<&Path> {
    files.iter().map(PathBuf::as_path).collect()
}

#[test]
fn twenty_files_are_one_table_and_go_with_one_press_and_the_failures_stay_with_their_reasons() {
    in_every_engine(async |stage| {
        let engine = stage.page.browser().engine();
        let signed = sign_alone(stage, 16).await;
        let files = twenty(stage, &signed);
        let view = stage.page.read(&paths(&files)).await;
        assert_eq!(view.files.len(), files.len());
        for file in BLOCKED {
            let row = view.file(file).unwrap();
            assert!(row.state == "blocked" && !row.findings.is_empty(), "{file}: {row:#?}");
        }
        let first = view.file(&name(1)).unwrap();
        assert!(!first.totals.is_empty() && first.bordereaux.is_empty(), "its line is too long: {first:#?}");
        let rows = "
            const table = document.querySelector('table[role=table]');
            return [table.tHead.querySelectorAll('th[scope=col]').length,
                    table.querySelectorAll('tbody > tr > th[scope=rowgroup]').length]";
        assert_eq!(stage.page.run(rows, vec![]).await, json!([3, files.len()]));
        let detail = format!("Détail de {}", name(5));
        stage.page.press(&detail).await;
        let unfolded = |view: &View| view.file(&name(5)).is_some_and(|file| file.bordereaux.len() == 3);
        stage.page.shows("the bordereaux of one file", unfolded).await;
        stage.page.press(&detail).await;
        let words = format!(
            "Vous signez {SIGNABLE} fichiers, 18 bordereaux (dépense 61 615,40 € HT, recette 2 400,00 € HT),"
        );
        assert!(view.summary.starts_with(&words), "{}", view.summary);
        assert_eq!(view.note, "4 fichiers restent de côté : ils ne peuvent pas être signés tels quels.");
        look(&stage.page, &format!("twenty-files-read-{engine}")).await;

        stage.page.press(names::SIGN_AND_SEND).await;
        let told = "15 fichiers sur 16 sont allés au bout.";
        let done = |view: &View| view.error("send").is_some_and(|error| error.message == told);
        let view = stage.page.shows_within(Duration::from_secs(120), told, done).await;
        assert!(view.error("send").unwrap().focused, "the focus is on “{}”", view.focused);
        assert_eq!(view.status, format!("Les {SENT} fichiers sont signés et envoyés à S2low."));
        let altered = view.job("altere.xml").unwrap();
        assert!(
            altered.state == "failed" && !altered.outcome.is_empty() && !altered.next.is_empty(),
            "{altered:#?}"
        );
        assert!(!view.offers(names::RETRY), "what was altered is no better the second time");
        let in_state = |state: &str| view.files.iter().filter(|file| file.state == state).count();
        assert_eq!((in_state("sent"), in_state("blocked")), (SENT, BLOCKED.len()));
        let transactions = stage.simulator.transactions();
        assert_eq!(transactions.len(), SENT);
        if engine == Engine::Chromium {
            look(&stage.page, "twenty-files-sent").await;
        }
        for number in [1, 5] {
            let transaction = transactions.iter().find(|one| one.filename == name(number)).unwrap().id;
            let view = stage.page.reaches(&name(number), "2").await;
            let outcome = &view.job(&name(number)).unwrap().outcome;
            assert!(outcome.contains(&transaction.to_string()), "{outcome}");
            accepted(&stage.simulator, transaction).await;
            let signatures = if number == 5 { 3 } else { 1 };
            only_signed(flux(number).bytes(), &received(&stage.simulator, transaction), signatures);
        }
    });
}

#[test]
fn what_s2low_did_not_take_is_sent_again_with_one_press() {
    journey(async |stage| {
        let files: Vec<_> = (1..=3).map(|number| stage.pes(&name(number), &flux(number))).collect();
        stage.page.read(&paths(&files)).await;
        stage.sign_as_mayor().await;
        stage.expect_trouble();
        stage.simulator.set_fault(Fault::LoggedOut);
        stage.page.press(names::SIGN_AND_SEND).await;
        stage.page.tells("send", "0 fichiers sur 3 sont allés au bout.").await;
        look(&stage.page, "a-batch-failed").await;
        stage.page.remove(&name(1)).await;
        let view = stage.page.view().await;
        assert!(
            view.offers("Réessayer flux-01.xml"),
            "what was signed is out of sight: {:#?}",
            view.controls
        );
        stage.simulator.set_fault(Fault::None);
        stage.page.press(names::RETRY).await;
        for number in 1..=3 {
            stage.page.reaches(&name(number), "2").await;
        }
        let view = stage.page.view().await;
        assert!(view.errors.is_empty(), "{:#?}", view.errors);
        assert_eq!(stage.simulator.transactions().len(), 3);
    });
}

#[test]
fn the_authenticator_is_asked_once_for_all_files() {
    journey(async |stage| {
        let browser = stage.page.browser();
        let authenticator = add_authenticator(browser, true).await;
        stage.go_by_name().await;
        stage.page.press(names::REMEMBER).await;
        let files: Vec<_> = (1..=3).map(|number| stage.pes(&name(number), &flux(number))).collect();
        stage.page.read(&paths(&files)).await;
        stage.sign_as_mayor().await;
        let used = authenticator.uses(browser).await[0];
        stage.page.press(names::SIGN_AND_SEND).await;
        for number in 1..=3 {
            stage.page.reaches(&name(number), "2").await;
        }
        assert_eq!(authenticator.uses(browser).await[0], used + 1);
    });
}

#[test]
fn from_a_warm_visit_two_presses_send_a_file() {
    in_every_engine(async |stage| {
        stage.page.press(names::REMEMBER).await;
        stage.page.press(names::BY_ANYBODY).await;
        stage.page.open_certificate(&stage.demonstration.certificate, PASSWORD, "Maire").await;
        stage.page.read(&[&stage.pes(&name(1), &flux(1))]).await;
        stage.page.press(names::SIGN_AND_SEND).await;
        stage.page.reaches(&name(1), "2").await;

        stage.restart_browser().await;
        let presses = "
            window.presses = [];
            for (const kind of ['click', 'keydown', 'change']) {
                addEventListener(kind, ({ target }) => presses.push([kind, target.id]), true);
            }";
        stage.page.run(presses, vec![]).await;
        stage.page.read(&[&stage.pes(&name(2), &flux(2))]).await;
        stage.page.press(names::SIGN_AND_SEND).await;
        stage.page.reaches(&name(2), "2").await;
        let presses = stage.page.run("return window.presses", vec![]).await;
        // The driver gives the field its files without the click that opens the browser's own window.
        assert_eq!(presses, json!([["change", "files-input"], ["click", "sign-and-send"]]));
    });
}

#[test]
fn a_folder_and_files_dropped_anywhere_are_taken() {
    journey(async |stage| {
        let folder = stage.subfolder("novembre");
        let inside = folder.join("recettes");
        std::fs::create_dir(&inside).unwrap();
        for (folder, number) in [(&folder, 1), (&folder, 2), (&inside, 3)] {
            std::fs::write(folder.join(name(number)), flux(number).bytes()).unwrap();
        }
        std::fs::write(folder.join(".DS_Store"), "").unwrap();
        let beside = stage.pes(&name(4), &flux(4));
        // Far from the field: beside the page's name. And on the field itself.
        drop_at(stage.page.browser(), (600, 20), &[&folder]).await;
        let read = |count: usize| {
            move |view: &View| {
                view.files.len() == count && view.files.iter().all(|file| file.state == "ready")
            }
        };
        stage.page.shows("what is in the folder", read(3)).await;
        let place = "const box = document.getElementById('files-drop').getBoundingClientRect();
            return [Math.round(box.x + 30), Math.round(box.y + 20)]";
        let place: (u32, u32) = serde_json::from_value(stage.page.run(place, vec![]).await).unwrap();
        drop_at(stage.page.browser(), place, &[&beside]).await;
        stage.page.shows("the file, too", read(4)).await;
    });
}

#[test]
fn where_folders_cannot_be_opened_that_is_said_and_dropped_files_are_taken() {
    in_every_engine(async |stage| {
        let drop = "
            const data = new DataTransfer();
            data.items.add(new File([arguments[0]], 'depose.xml', { type: 'text/xml' }));
            document.querySelector('h1').dispatchEvent(
                new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }));";
        let text: String =
            Pes::small().bytes().iter().copied().filter(u8::is_ascii).map(char::from).collect();
        stage.open_after("delete globalThis.DataTransferItem.prototype.webkitGetAsEntry;").await;
        stage.page.is_ready().await;
        stage.page.run(drop, vec![json!(text)]).await;
        stage
            .page
            .shows("the file", |view| view.file("depose.xml").is_some_and(|file| file.state == "ready"))
            .await;
        if stage.page.browser().engine() == Engine::Chromium {
            let folder = stage.subfolder("mandats");
            std::fs::write(folder.join("flux.xml"), Pes::small().bytes()).unwrap();
            drop_at(stage.page.browser(), (600, 20), &[&folder]).await;
            let view = stage
                .page
                .shows("the folder", |view| view.file("mandats").is_some_and(|file| file.state == "blocked"))
                .await;
            let finding = &view.file("mandats").unwrap().findings[0];
            assert!(finding.message.starts_with("mandats n’est plus lisible."), "{finding:?}");
            let fix = "Si c’est un dossier, choisissez plutôt les fichiers qu’il contient.";
            assert!(finding.fix.contains(fix), "{finding:?}");
        }
    });
}

#[test]
fn of_what_is_dropped_the_unreadable_is_named_and_the_rest_taken() {
    in_every_engine(async |stage| {
        let drop = "
            const file = new File([arguments[0]], 'depose.xml', { type: 'text/xml' });
            const no = new DOMException('no', 'NotReadableError');
            const entries = [
                { isFile: true, name: 'perdu.xml', file: (done, failed) => failed(no) },
                { isFile: false, name: 'novembre', createReader: () => {
                    let parts = [[{ isFile: true, name: file.name, file: (done) => done(file) }], []];
                    return { readEntries: (done) => done(parts.shift()) };
                } },
            ];
            const event = new Event('drop', { bubbles: true, cancelable: true });
            event.dataTransfer = { files: [], items: entries.map((entry) => ({ webkitGetAsEntry: () => entry })) };
            document.querySelector('h1').dispatchEvent(event);";
        let text: String =
            Pes::small().bytes().iter().copied().filter(u8::is_ascii).map(char::from).collect();
        stage.page.run(drop, vec![json!(text)]).await;
        let view = stage
            .page
            .shows("the file", |view| view.file("depose.xml").is_some_and(|file| file.state == "ready"))
            .await;
        assert_eq!(view.files.len(), 1);
        let error = view.error("files").unwrap();
        assert!(error.message.starts_with("perdu.xml n’est plus lisible."), "{error:?}");
    });
}

#[test]
fn the_table_is_worked_with_the_keyboard_alone() {
    in_every_engine(async |stage| {
        let files: Vec<_> = (1..=3).map(|number| stage.pes(&name(number), &flux(number))).collect();
        stage.page.read(&paths(&files)).await;
        stage.sign_as_mayor().await;
        stage.page.run("document.getElementById('main').focus()", vec![]).await;
        let stops = tab_to(&stage.page, &format!("Détail de {}", name(2))).await;
        assert!(stops.iter().all(|stop| stop.visible && stop.in_window), "{stops:#?}");
        press(&stage.page, Key::Enter).await;
        let unfolded = |view: &View| view.file(&name(2)).is_some_and(|file| !file.bordereaux.is_empty());
        stage.page.shows("its bordereaux", unfolded).await;
        tab_to(&stage.page, &format!("Retirer {}", name(2))).await;
        press(&stage.page, Key::Enter).await;
        stage.page.shows("the table without it", |view| view.files.len() == 2).await;
        tab_to(&stage.page, names::SIGN_AND_SEND).await;
        press(&stage.page, Key::Enter).await;
        stage.page.reaches(&name(1), "2").await;
        stage.page.reaches(&name(3), "2").await;
    });
}
