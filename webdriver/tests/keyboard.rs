//! The whole journey without a mouse.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use fantoccini::key::Key;
use webdriver_journeys::keyboard::{Stop, enter, focus, press, tab_to};
use webdriver_journeys::material::{PASSWORD, Pes};
use webdriver_journeys::page::names;
use webdriver_journeys::stage::in_every_engine;

#[test]
fn tab_enter_space_and_typing_are_enough_from_the_file_to_the_transaction() {
    in_every_engine(async |stage| {
        let page = &stage.page;
        let mut stops = tab_to(page, names::FILES).await;
        let first: Vec<&str> = stops.iter().map(|stop| stop.name.as_str()).collect();
        assert_eq!(first, ["Aller au contenu", "FR", "EN", names::FILES]);
        enter(page, stage.pes("novembre.xml", &Pes::full()).to_str().unwrap()).await;
        page.shows("the file", |view| view.file("novembre.xml").is_some_and(|file| file.state == "ready"))
            .await;

        stops.extend(tab_to(page, names::CERTIFICATE).await);
        enter(page, stage.demonstration.certificate.to_str().unwrap()).await;
        // Choosing the file takes the focus to the password by itself.
        page.shows("the focus on the password", |view| view.focused == names::PASSWORD).await;
        stops.push(focus(page).await.unwrap());
        enter(page, "faux").await;
        press(page, Key::Enter).await;
        page.tells("signer", "Mot de passe incorrect").await;
        stops.push(focus(page).await.unwrap());
        stops.extend(tab_to(page, names::PASSWORD).await);
        // What was typed is selected, and so replaced, when the field is reached by Tab.
        enter(page, PASSWORD).await;
        press(page, Key::Enter).await;
        page.shows("the signer", |view| !view.signer.name.is_empty()).await;
        page.shows("the focus on the first empty field", |view| view.focused == names::ROLE).await;
        stops.push(focus(page).await.unwrap());
        enter(page, "Maire").await;
        page.shows("the summary", |view| view.summary.contains("Maire")).await;

        let rest = tab_to(page, names::SIGN_AND_SEND).await;
        let way: Vec<&str> = rest.iter().map(|stop| stop.name.as_str()).collect();
        assert_eq!(way, [names::CITY, names::POSTAL_CODE, names::SIGN_AND_SEND]);
        stops.extend(rest);
        press(page, Key::Space).await;
        page.reaches("novembre.xml", "2").await;
        stops.extend(tab_to(page, names::DOWNLOAD).await);

        let lost: Vec<&Stop> = stops.iter().filter(|stop| !stop.visible || !stop.in_window).collect();
        assert!(lost.is_empty(), "the focus cannot be seen at {lost:#?}");
        let nameless = stops.iter().filter(|stop| stop.name.is_empty()).count();
        assert_eq!(nameless, 0, "stops without a name: {stops:#?}");
    });
}
