//! A hundred megabytes in a tab, hundreds of attachments, hundreds of thousands of pieces.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::path::Path;
use std::time::{Duration, Instant};

use webdriver_journeys::devtools::{Effort, effort, slow_down};
use webdriver_journeys::large::Large;
use webdriver_journeys::page::names;
use webdriver_journeys::stage::{Stage, alone, journey, journey_with_settings};
use webdriver_journeys::view::{FileRow, View};

/// What the module may have, whatever the file.
const MEMORY: u64 = 32 << 20;
/// By how much a hundred times the file may change it.
const GROWTH: u64 = 4 << 20;
/// From this size on, in bytes, reading takes so long that a part of it can be told from the whole.
const LONG: u64 = 50_000_000;
const SLOWER: u32 = 4;
const NAME: &str = "grand.xml";

#[test]
fn a_hundred_megabytes_are_read_and_signed_in_the_memory_of_one() {
    alone(|| {
        let [small, large] = [1_000_000, 100_000_000].map(|size| {
            let large = Large::of(size);
            journey(async |stage| {
                let path = read(stage, large).await;
                sign(stage, &path, large.bordereaux).await.memory
            })
        });
        println!("memory of the module: {} MiB, and {} MiB for 100 MB", small >> 20, large >> 20);
        assert!(small > 0, "the module's memory was not seen");
        assert!(large.abs_diff(small) <= GROWTH, "{small} and {large} bytes");
    });
}

#[test]
fn five_hundred_attachments_of_150_megabytes_are_shown_and_taken_out_and_signed() {
    alone(|| {
        let large = Large { bordereaux: 5, pieces: 120, attachments: 500, attachment: 300_000 };
        journey_with_settings(
            |config| config["maxUpload"] = (1_u64 << 30).into(),
            async |stage| {
                let (page, path) = (&stage.page, read(stage, large).await);
                slow_down(page.browser(), SLOWER).await;
                page.run("document.querySelector('.attached').open = true", vec![]).await;
                for shown in [100, 200, 300] {
                    wait_unseen(
                        stage,
                        &format!("document.querySelectorAll('.attachment').length === {shown}"),
                    )
                    .await;
                    page.run("document.querySelector('[data-action=more-attachments]').click()", vec![])
                        .await;
                }
                wait_unseen(stage, "document.querySelectorAll('.attachment').length === 400").await;
                told(stage, "listing attachments").await;
                look_for(stage, 4, "plan-499").await;
                let attached =
                    "document.querySelectorAll('.bordereau')[4].querySelectorAll('.piece .attachment')";
                wait_unseen(stage, &format!("{attached}.length === 1")).await;
                slow_down(page.browser(), 1).await;
                let view = page.view().await;
                let piece = &file(&view).bordereaux[4].pieces[0];
                assert_eq!((piece.number.as_str(), piece.attached.len()), ("Mandat 20", 1));
                page.run("document.querySelector('.attached').open = false", vec![]).await;
                let saved = page.download_as("Enregistrer plan-499.pdf", "pdf").await;
                let saved = std::fs::read(saved).unwrap();
                assert!(saved.starts_with(b"%PDF-1.4") && saved.len() == 225_000, "{} bytes", saved.len());
                sign(stage, &path, large.bordereaux).await;
            },
        );
    });
}

#[test]
fn two_hundred_thousand_pieces_are_shown_searched_and_signed() {
    alone(|| {
        let large = Large { bordereaux: 20, pieces: 10_000, attachments: 0, attachment: 0 };
        journey_with_settings(
            |config| config["maxUpload"] = (1_u64 << 30).into(),
            async |stage| {
                let (page, path) = (&stage.page, read(stage, large).await);
                slow_down(page.browser(), SLOWER).await;
                look_for(stage, 0, "plantation p4321").await;
                // What is not kept is read in the file: of a bordereau, and of all.
                look_further(stage, "document.querySelectorAll('.bordereau')[0]", "plantation p987", 11)
                    .await;
                let all = "document.querySelector('.search-file')";
                page.run(&format!("{all}.open = true"), vec![]).await;
                wait_unseen(stage, &format!("!!{all}.querySelector('input')")).await;
                look_further(stage, all, "plantation p19876", 11).await;
                slow_down(page.browser(), 1).await;
                let view = page.view().await;
                let found = &file(&view).search[0];
                assert_eq!(found.found, "11 pièces sur 200 000");
                assert_eq!(found.pieces[1].party, "Ppinires du Grand tang · Bordereau 519");
                assert_eq!(
                    found.pieces[1].object,
                    format!("{} · Mandat ordinaire, fonctionnement", large.object(19, 8760))
                );
                // A bordereau of which nothing is kept shows its pieces all the same.
                page.run("document.querySelectorAll('.bordereau > details')[7].open = true", vec![]).await;
                // The note comes after the pieces.
                let are_told = |view: &View| file(view).bordereaux[7].note.starts_with("9 900 autres pièces");
                let view = page.shows("its pieces", are_told).await;
                let pieces = &file(&view).bordereaux[7].pieces;
                assert_eq!((pieces.len(), pieces[99].number.as_str()), (100, "Mandat 100"));
                sign(stage, &path, large.bordereaux).await;
            },
        );
    });
}

fn file(view: &View) -> &FileRow {
    view.file(NAME).unwrap()
}

/// Reads a flux on a slowed-down processor, on a page just loaded.
async fn read(stage: &Stage, large: Large) -> std::path::PathBuf {
    let path = stage.file(NAME, "");
    large.write(&path).unwrap();
    let size = std::fs::metadata(&path).unwrap().len();
    let browser = stage.page.browser();
    effort(browser).await;
    slow_down(browser, SLOWER).await;
    let start = Instant::now();
    stage.page.choose(names::FILES, &[&path]).await;
    wait_unseen(stage, "!['reading', undefined].includes(document.querySelector('.file')?.dataset.state)")
        .await;
    let took = start.elapsed();
    println!("{size} bytes read in {took:.1?} on a processor {SLOWER} times slower");
    let reading = told(stage, "reading").await;
    slow_down(browser, 1).await;
    assert!(size < LONG || reading.is_little_by_little(took), "{reading:?} of {took:?}");
    path
}

/// Unfolds a bordereau, looks for the one piece in it, and unfolds that.
async fn look_for(stage: &Stage, bordereau: usize, what: &str) {
    let page = &stage.page;
    let within = format!("document.querySelectorAll('.bordereau')[{bordereau}]");
    page.run(&format!("{within}.querySelector('details').open = true"), vec![]).await;
    wait_unseen(stage, &format!("{within}.querySelectorAll('.piece').length === 100")).await;
    told(stage, "unfolding a bordereau").await;
    // Typed without the driver, which works in the page itself.
    let typing = "field.value += arguments[0]; field.dispatchEvent(new Event('input', { bubbles: true }))";
    for character in what.chars() {
        let script = format!("const field = {within}.querySelector('input'); {typing}");
        page.run(&script, vec![character.to_string().into()]).await;
    }
    wait_unseen(stage, &format!("{within}.querySelectorAll('.piece').length === 1")).await;
    told(stage, "looking for a piece").await;
    page.run(&format!("{within}.querySelector('.piece > details').open = true"), vec![]).await;
    wait_unseen(stage, &format!("{within}.querySelectorAll('.line').length === 1")).await;
    told(stage, "unfolding it").await;
}

/// Looks for pieces also where they are not kept, until so many are found, and unfolds the last.
async fn look_further(stage: &Stage, within: &str, what: &str, count: usize) {
    let script = format!(
        "{within}.querySelector('[data-slot=found]').textContent = '';
        const field = {within}.querySelector('input');
        field.value = arguments[0]; field.dispatchEvent(new Event('input', {{ bubbles: true }}))"
    );
    stage.page.run(&script, vec![what.into()]).await;
    let button = format!("{within}.querySelector('[data-action=read-pieces]')");
    wait_unseen(
        stage,
        &format!("{within}.querySelector('[data-slot=found]').textContent && !{button}.hidden"),
    )
    .await;
    let start = Instant::now();
    stage.page.run(&format!("{button}.click()"), vec![]).await;
    let found = format!("{within}.querySelectorAll('.piece').length === {count} && {button}.hidden");
    wait_unseen(stage, &found).await;
    println!("{what}: found in {:.1?}", start.elapsed());
    stage
        .page
        .run(&format!("[...{within}.querySelectorAll('.piece > details')].at(-1).open = true"), vec![])
        .await;
    wait_unseen(stage, &format!("{within}.querySelectorAll('.line').length === 1")).await;
    told(stage, "looking for pieces in the file").await;
}

/// Signs the flux and verifies it; the effort of it.
async fn sign(stage: &Stage, path: &Path, signatures: usize) -> Effort {
    let view = stage.sign_as_mayor().await;
    assert!(matches!(file(&view).state.as_str(), "ready" | "attention"), "{:#?}", file(&view).findings);
    let button = stage.page.control(names::SIGN_ONLY).await;
    effort(stage.page.browser()).await;
    button.click().await.unwrap();
    wait_unseen(stage, "document.querySelector('.job')?.dataset.state === 'done'").await;
    let signing = told(stage, "signing and verifying, at full speed").await;
    stage.download(names::DOWNLOAD, &std::fs::read(path).unwrap(), signatures).await;
    signing
}

/// Tells the effort since the last time, which must not have taken more memory than there is.
async fn told(stage: &Stage, what: &str) -> Effort {
    let effort = effort(stage.page.browser()).await;
    let Effort { longest_task, long_tasks, memory } = effort;
    println!(
        "{what}: longest task {longest_task:.0} ms, {long_tasks} of 50 ms or more; memory {} MiB",
        memory >> 20
    );
    assert!(memory <= MEMORY, "{memory} bytes");
    effort
}

/// Waits, with looks so small that they do not keep the page busy themselves.
async fn wait_unseen(stage: &Stage, condition: &str) {
    let start = Instant::now();
    let script = format!("return {condition}");
    while stage.page.run(&script, vec![]).await != true {
        assert!(start.elapsed() < Duration::from_secs(90), "still not: {condition}");
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
}
