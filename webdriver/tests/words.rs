//! The other language.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use webdriver_journeys::accessibility::look_in_chromium;
use webdriver_journeys::material::{PASSWORD, Pes};
use webdriver_journeys::page::names;
use webdriver_journeys::stage::in_every_engine;
use webdriver_journeys::view::View;

#[test]
fn the_whole_page_turns_to_english_and_back_with_everything_in_it() {
    in_every_engine(async |stage| {
        stage.page.read(&[&stage.pes("november.xml", &Pes::full())]).await;
        let french = stage.sign_as_mayor().await;

        stage.page.press("EN").await;
        let view = stage.page.shows("English", |view| view.language == "en").await;
        let file = view.file("november.xml").unwrap();
        assert_eq!(file.totals[0].amount.matches(',').count(), 1, "{:?}", file.totals);
        assert!(file.totals[0].amount.contains("27,594.40"), "{:?}", file.totals);
        assert_eq!(view.signer.name, french.signer.name);
        assert_eq!(view.fields, french.fields, "what was typed stays");
        for rest in
            ["Fichier", "Signataire", "Suivi", "Vérif", "Signer et envoyer", "Mot de passe", "connecté"]
        {
            assert!(!view.text.contains(rest), "“{rest}” is still French:\n{}", view.text);
        }

        look_in_chromium(&stage.page, "the page in English").await;

        // An error tells itself in the language of the page.
        stage.page.press("Change certificate").await;
        stage.page.shows("the form", |view| view.offers("Certificate (.p12 or .pfx)")).await;
        stage.page.choose("Certificate (.p12 or .pfx)", &[&stage.demonstration.certificate]).await;
        stage.page.fill("Certificate password", "wrong").await;
        stage.page.press("Open the certificate").await;
        stage.page.tells("signer", "password").await;
        stage.page.fill("Certificate password", PASSWORD).await;
        stage.page.press("Open the certificate").await;
        let is_open = |view: &View| {
            view.errors.is_empty() && !view.signer.name.is_empty() && !view.offers("Certificate password")
        };
        stage.page.shows("the signer", is_open).await;

        stage.page.press("FR").await;
        let view = stage.page.shows("French", |view| view.language == "fr").await;
        assert_eq!(view.summary, french.summary);
        assert_eq!(view.file("november.xml").unwrap().totals, french.file("november.xml").unwrap().totals);
        stage.page.press(names::SIGN_AND_SEND).await;
        let view = stage.page.reaches("november.xml", "2").await;
        assert!(view.followed("november.xml").unwrap().words.starts_with("Contrôlé"));
    });
}
