//! The file to try the page with, where its operator offers one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::fs;

use webdriver_journeys::accessibility;
use webdriver_journeys::judges::{accepted, only_signed, received};
use webdriver_journeys::material::Pes;
use webdriver_journeys::page::names;
use webdriver_journeys::stage::{Stage, journey, journey_with_settings};

const TRY: &str = "Essayer avec un fichier de démonstration";
const NAME: &str = "pes-demonstration.xml";

fn offered(settings: &mut serde_json::Value) {
    settings["demonstration"] = format!("essais/{NAME}").into();
}

/// Puts the file where the settings say.
fn put(stage: &Stage, pes: &Pes) {
    let folder = stage.site().join("essais");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join(NAME), pes.bytes()).unwrap();
}

async fn press_and_read(stage: &Stage) {
    stage.page.press(TRY).await;
    let is_read = stage
        .page
        .shows("the demonstration", |view| view.file(NAME).is_some_and(|file| file.state == "ready"))
        .await;
    assert_eq!(is_read.focused, names::FILES);
    assert!(!is_read.offers(TRY), "a file is there already");
}

#[test]
fn the_demonstration_is_read_signed_and_sent_like_a_chosen_file_and_offered_while_there_is_none() {
    journey_with_settings(offered, async |stage| {
        let pes = Pes::full();
        put(stage, &pes);
        assert!(stage.page.view().await.offers(TRY));
        accessibility::look(&stage.page, "a-demonstration-is-offered").await;
        press_and_read(stage).await;
        stage.page.remove(NAME).await;
        press_and_read(stage).await;

        stage.sign_as_mayor().await;
        stage.page.press(names::SIGN_AND_SEND).await;
        stage.page.reaches(NAME, "2").await;
        let transaction = stage.latest_transaction();
        accepted(&stage.simulator, transaction).await;
        only_signed(pes.bytes(), &received(&stage.simulator, transaction), 3);
    });
}

#[test]
fn a_demonstration_that_cannot_be_fetched_is_told_in_plain_words_and_can_be_asked_for_again() {
    journey_with_settings(offered, async |stage| {
        stage.is_kept().await;
        stage.take_s2low_away().await;
        stage.reload().await;
        stage.page.press(TRY).await;
        stage.page.tells("files", "Le fichier de démonstration n’a pas pu être téléchargé.").await;
        // The server is there again, but no such file.
        stage.bring_s2low_back().await;
        stage.page.press("Fermer ce message").await;
        stage.page.press(TRY).await;
        stage.page.tells("files", "Le fichier de démonstration n’a pas pu être téléchargé.").await;
        put(stage, &Pes::small());
        press_and_read(stage).await;
        assert!(stage.page.view().await.errors.is_empty());
    });
}

#[test]
fn without_the_setting_no_demonstration_is_offered() {
    journey(async |stage| assert!(!stage.page.view().await.offers(TRY)));
}
