//! The page's main states: judged by axe-core, at three widths, and taken as pictures.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::fmt::Write as _;

use s2low_simulator::{Account, Fault};
use webdriver_journeys::accessibility::{look, violations};
use webdriver_journeys::devtools::darken;
use webdriver_journeys::engine::Engine;
use webdriver_journeys::folders::workspace;
use webdriver_journeys::material::Pes;
use webdriver_journeys::page::{Page, names};
use webdriver_journeys::screenshots::{self, WIDTHS, overflow};
use webdriver_journeys::stage::{Stage, in_every_engine, journey, journey_on};
use webdriver_journeys::view::View;

/// The states, in the order in which a clerk meets them.
const STATES: [&str; 5] = [
    "nothing is chosen yet",
    "everything is filled in",
    "a wrong password",
    "S2low failed",
    "sent and valid",
];

/// Those of them in which something went wrong: looked at in one engine.
const FAILURES: [usize; 2] = [2, 3];

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
            page.shows("that it can be sent again", |view| view.offers(names::RETRY)).await;
        }
        _ => {
            stage.simulator.set_fault(Fault::None);
            let has_failed = page.view().await.offers(names::RETRY);
            page.press(if has_failed { names::RETRY } else { names::SIGN_AND_SEND }).await;
            page.reaches("depense-2026-11.xml", "2").await;
        }
    }
}

#[test]
fn axe_finds_no_violation_in_any_state() {
    journey(async |stage| {
        stage.expect_trouble();
        let mut found = String::new();
        for (index, state) in STATES.iter().enumerate() {
            go_to(stage, index).await;
            let violations = violations(&stage.page).await;
            if !violations.is_empty() {
                writeln!(found, "{state}:\n{violations}").unwrap();
            }
        }
        assert!(found.is_empty(), "{found}");
    });
}

#[test]
fn no_state_has_to_be_scrolled_sideways_at_any_width() {
    in_every_engine(async |stage| {
        stage.expect_trouble();
        let browser = stage.page.browser();
        let everything = browser.engine() == Engine::Chromium;
        for (index, state) in STATES.iter().enumerate() {
            if !everything && FAILURES.contains(&index) {
                continue;
            }
            go_to(stage, index).await;
            for width in WIDTHS {
                assert_eq!(overflow(&stage.page, width).await, 0, "{state}, {width} pixels wide");
                let name = format!("{}-{}-{}", index + 1, state.replace(' ', "-"), browser.engine());
                screenshots::take(&stage.page, &name, width).await.unwrap();
            }
            browser.resize(1280, 1000).await;
            if everything {
                darken(browser, true).await;
                let name = format!("{}-{}-dark", index + 1, state.replace(' ', "-"));
                screenshots::take(&stage.page, &name, WIDTHS[0]).await.unwrap();
                darken(browser, false).await;
            }
        }
    });
}

#[test]
fn what_is_seldom_seen_of_sending_looks_as_it_should() {
    journey_on(
        |config| {
            config.account = Account::demonstration().with_login("elodie", "secret");
            config.more_accounts = vec![Account::demonstration().with_login("bruno", "autre")];
        },
        async |stage| {
            stage.simulator.set_fault(Fault::Clock(3600));
            stage.reload().await;
            look(&stage.page, "a login is needed and the clock is wrong").await;
            stage.simulator.set_fault(Fault::None);
            stage.page.fill("Identifiant S2low", "elodie").await;
            stage.page.fill("Mot de passe S2low", "secret").await;
            stage.page.press("Se connecter à S2low").await;
            let is_known = |view: &View| view.connection.starts_with("S2low : connecté");
            stage.page.shows("who is connected", is_known).await;
            stage.page.read(&[&stage.pes("depense-2026-11.xml", &Pes::full())]).await;
            stage.sign_as_mayor().await;
            stage.page.press(names::SIGN_AND_SEND).await;
            stage.page.reaches("depense-2026-11.xml", "2").await;
            stage.page.press("Reçu").await;
            look(&stage.page, "a receipt is open").await;
            stage.page.read(&[&stage.pes("depense-2026-12.xml", &Pes::small())]).await;
            stage.page.press(names::SIGN_ONLY).await;
            stage
                .page
                .shows("it, signed", |view| {
                    view.job("depense-2026-12.xml").is_some_and(|job| job.state == "done")
                })
                .await;
            stage.reload().await;
            look(&stage.page, "a signed file was kept").await;
        },
    );
}

/// The longest transition or animation of anything, in seconds.
const LONGEST_MOTION: &str = "
    const styles = [...document.querySelectorAll('*')].flatMap((element) =>
        [undefined, '::before', '::after'].map((part) => getComputedStyle(element, part)));
    const times = styles.flatMap((style) => [style.transitionDuration, style.animationDuration].join().split(','));
    return Math.max(...times.map((time) => parseFloat(time) / (time.trim().endsWith('ms') ? 1000 : 1) || 0))";

#[test]
fn nothing_moves() {
    journey(async |stage| {
        stage.page.read(&[&stage.pes("depense-2026-11.xml", &Pes::full())]).await;
        stage.sign_as_mayor().await;
        assert_eq!(stage.page.run(LONGEST_MOTION, vec![]).await.as_f64(), Some(0.0));
    });
}

/// The pictures of the README: made anew with `BLESS=1`.
#[test]
fn the_pictures_of_the_page_are_small_enough_for_a_readme() {
    journey(async |stage| {
        stage.page.read(&[&stage.pes("depense-2026-11.xml", &Pes::full())]).await;
        stage.sign_as_mayor().await;
        bless("page.png", &unfocused(&stage.page).await);
        let more = [
            stage.pes("depense-2026-12.xml", &Pes::small()),
            stage.pes("depense-2026-13.xml", &Pes::unprepared()),
        ];
        stage.page.read(&[&more[0], &more[1]]).await;
        bless("several-files.png", &unfocused(&stage.page).await);
    });
}

fn bless(name: &str, picture: &[u8]) {
    assert!(picture.len() < 300_000, "{name} has {} bytes", picture.len());
    if std::env::var_os("BLESS").is_some() {
        let path = workspace().join("docs").join(name);
        std::fs::write(&path, picture).unwrap();
        println!("written: {}", path.display());
    }
}

async fn unfocused(page: &Page) -> Vec<u8> {
    page.run("document.activeElement.blur()", vec![]).await;
    screenshots::png(page, 1280).await
}
