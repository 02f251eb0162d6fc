//! The page's main states: judged by axe-core, at three widths, and taken as pictures.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::fmt::Write as _;

use s2low_simulator::Fault;
use webdriver_journeys::accessibility::{axe, violations};
use webdriver_journeys::folders::workspace;
use webdriver_journeys::material::Pes;
use webdriver_journeys::page::{Page, names};
use webdriver_journeys::screenshots::{self, WIDTHS, overflow};
use webdriver_journeys::stage::{Stage, journey};

/// The states, in the order in which a clerk meets them.
const STATES: [&str; 5] = [
    "nothing is chosen yet",
    "everything is filled in",
    "a wrong password",
    "S2low failed",
    "sent and valid",
];

/// Brings the page to the state of this index from the one before.
async fn go_to(stage: &Stage, index: usize) {
    let page = &stage.page;
    match index {
        0 => {}
        1 => {
            page.read(&[&stage.pes("depense-2026-11.xml", &Pes::full())]).await;
            stage.sign_as_mayor().await;
        }
        2 => {
            page.press(names::CHANGE).await;
            page.try_certificate(&stage.demonstration.certificate, "faux").await;
            page.tells("signer", "Mot de passe incorrect").await;
        }
        3 => {
            stage.sign_as_mayor().await;
            stage.simulator.set_fault(Fault::ServerError500);
            page.press(names::SIGN_AND_SEND).await;
            page.tells("send", "S2low rencontre un problème").await;
        }
        _ => {
            stage.simulator.set_fault(Fault::None);
            page.press(names::RETRY).await;
            page.reaches("depense-2026-11.xml", "2").await;
        }
    }
}

#[test]
fn axe_finds_no_violation_in_any_state() {
    let Some(axe) = axe() else { return };
    journey(async |stage| {
        stage.expect_trouble();
        let mut found = String::new();
        for (index, state) in STATES.iter().enumerate() {
            go_to(stage, index).await;
            let violations = violations(&stage.page, &axe).await;
            if !violations.is_empty() {
                writeln!(found, "{state}:\n{violations}").unwrap();
            }
        }
        assert!(found.is_empty(), "{found}");
    });
}

#[test]
fn no_state_has_to_be_scrolled_sideways_at_any_width() {
    journey(async |stage| {
        stage.expect_trouble();
        for (index, state) in STATES.iter().enumerate() {
            go_to(stage, index).await;
            for width in WIDTHS {
                assert_eq!(overflow(&stage.page, width).await, 0, "{state}, {width} pixels wide");
                let name = format!("{}-{}", index + 1, state.replace(' ', "-"));
                screenshots::take(&stage.page, &name, width).await.unwrap();
            }
            stage.page.browser().resize(1280, 1000).await;
        }
    });
}

/// The picture of the README: made anew with `BLESS=1`.
#[test]
fn the_picture_of_the_page_is_small_enough_for_a_readme() {
    journey(async |stage| {
        stage.page.read(&[&stage.pes("depense-2026-11.xml", &Pes::full())]).await;
        stage.sign_as_mayor().await;
        let picture = unfocused(&stage.page).await;
        assert!(picture.len() < 300_000, "{} bytes", picture.len());
        if std::env::var_os("BLESS").is_some() {
            let path = workspace().join("docs").join("page.png");
            std::fs::write(&path, picture).unwrap();
            println!("written: {}", path.display());
        }
    });
}

async fn unfocused(page: &Page) -> Vec<u8> {
    page.run("document.activeElement.blur()", vec![]).await;
    screenshots::png(page, 1280).await
}
