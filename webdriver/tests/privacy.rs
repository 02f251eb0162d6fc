//! Every journey ends with a look for requests to elsewhere and for errors. Here it is seen that this look sees.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::time::Duration;

use serde_json::json;
use webdriver_journeys::material::Pes;
use webdriver_journeys::page::names;
use webdriver_journeys::stage::journey;

#[test]
fn the_page_asks_nobody_but_its_own_origin() {
    journey(async |stage| {
        stage.page.read(&[&stage.pes("novembre.xml", &Pes::full())]).await;
        stage.sign_as_mayor().await;
        stage.page.press(names::SIGN_AND_SEND).await;
        stage.page.reaches("novembre.xml", "2").await;
        stage.page.press("EN").await;
        let requests = stage.page.browser().traces().await.requests;
        let own = format!("{}/", stage.simulator.url());
        for needed in
            [".wasm", "/helios_importer_fichier.php", "/helios_transac_get_status.php?transaction=1"]
        {
            assert!(requests.iter().any(|url| url.ends_with(needed)), "{needed} is not in {requests:#?}");
        }
        let elsewhere: Vec<_> = requests.iter().filter(|url| !url.starts_with(&own)).collect();
        assert!(elsewhere.is_empty(), "{elsewhere:?}");
        // The look at the end has to have something to look at.
        stage.page.browser().open(&own).await;
        stage.page.shows("the page", |view| view.state == "ready").await;
    });
}

#[test]
fn the_page_cannot_ask_anybody_else_and_an_attempt_would_be_noticed() {
    journey(async |stage| {
        let script = "
            const done = arguments[arguments.length - 1];
            fetch(arguments[0]).then(() => done('reached'), () => done('stopped'))";
        let address = json!("http://127.0.0.1:9/elsewhere");
        let client = stage.page.browser().client();
        assert_eq!(client.execute_async(script, vec![address]).await.unwrap(), "stopped");
        let misdeeds = stage.misdeeds().await;
        let forbidden = |misdeed: &String| misdeed.starts_with("forbidden by the policy: connect-src");
        assert!(misdeeds.iter().any(forbidden), "{misdeeds:#?}");
    });
}

#[test]
fn a_request_to_elsewhere_that_the_policy_allowed_would_be_noticed() {
    journey(async |stage| {
        // Where the page leads is not the policy's business.
        let elsewhere = "http://127.0.0.1:9/elsewhere";
        stage.page.run("window.open(arguments[0])", vec![json!(elsewhere)]).await;
        stage.page.run("location.href = arguments[0]", vec![json!(elsewhere)]).await;
        tokio::time::sleep(Duration::from_millis(500)).await;
        stage.page.browser().client().back().await.unwrap();
        stage.page.shows("the page", |view| view.state == "ready").await;
        let misdeeds = stage.misdeeds().await;
        let expected = format!("a request to elsewhere: {elsewhere}");
        assert!(misdeeds.contains(&expected), "{misdeeds:#?}");
    });
}

#[test]
fn an_error_that_nobody_caught_would_be_noticed() {
    journey(async |stage| {
        stage.page.run("setTimeout(() => { throw new Error('lost on the way') }, 0)", vec![]).await;
        tokio::time::sleep(Duration::from_millis(200)).await;
        let misdeeds = stage.misdeeds().await;
        assert!(misdeeds.iter().any(|misdeed| misdeed.starts_with("error: ")), "{misdeeds:#?}");
    });
}
