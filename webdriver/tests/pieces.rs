//! What a file says, down to the lines of a piece and its attachments.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use webdriver_journeys::material::Pes;
use webdriver_journeys::page::names;
use webdriver_journeys::screenshots;
use webdriver_journeys::stage::journey;

#[test]
fn scratch() {
    journey(async |stage| {
        let page = &stage.page;
        page.read(&[&stage.pes("depense-2026-11.xml", &Pes::full())]).await;
        page.run("document.querySelectorAll('.attached, .bordereau > details').forEach((d) => d.open = true)", vec![]).await;
        page.shows("pieces", |view| view.file("depense-2026-11.xml").unwrap().bordereaux[0].pieces.len() > 1).await;
        page.run("document.querySelectorAll('.piece > details').forEach((d, i) => d.open = i < 3)", vec![]).await;
        let view = page.shows("lines", |view| !view.file("depense-2026-11.xml").unwrap().bordereaux[0].pieces[0].lines.is_empty()).await;
        println!("{:#?}", view.file("depense-2026-11.xml"));
        for width in [1280, 360] {
            screenshots::take(page, "scratch", width).await.unwrap();
        }
        let _ = names::FILES;
    });
}
