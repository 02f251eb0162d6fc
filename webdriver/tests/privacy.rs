//! Every journey ends with a look for requests to elsewhere and for errors. Here it is seen that this look sees.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde_json::json;
use webdriver_journeys::devtools::traces;
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
        let requests = traces(stage.page.browser()).await.requests;
        let own = format!("{}/", stage.simulator.url());
        assert!(requests.iter().any(|url| url.ends_with("/helios_importer_fichier.php")), "{requests:#?}");
        let elsewhere: Vec<_> = requests.iter().filter(|url| !url.starts_with(&own)).collect();
        assert!(elsewhere.is_empty(), "{elsewhere:?}");
        // What follows looks at the rest: there has to be something to look at.
        stage.page.press("FR").await;
        stage.page.browser().open(&own).await;
        stage.page.shows("the page", |view| view.state == "ready").await;
    });
}

#[test]
fn the_page_cannot_ask_anybody_else_and_an_attempt_would_be_noticed() {
    let noticed = catch_unwind(AssertUnwindSafe(|| {
        journey(async |stage| {
            let script = "
                const done = arguments[arguments.length - 1];
                fetch(arguments[0]).then(() => done('reached'), () => done('stopped'))";
            let address = json!("http://127.0.0.1:9/elsewhere");
            let client = stage.page.browser().client();
            assert_eq!(client.execute_async(script, vec![address]).await.unwrap(), "stopped");
        });
    }));
    let message = noticed.expect_err("the attempt was not noticed");
    let message = message.downcast_ref::<String>().unwrap();
    assert!(message.contains("elsewhere"), "{message}");
}

#[test]
fn an_error_that_nobody_caught_would_be_noticed() {
    let noticed = catch_unwind(AssertUnwindSafe(|| {
        journey(async |stage| {
            stage.page.run("setTimeout(() => { throw new Error('lost on the way') }, 0)", vec![]).await;
            tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        });
    }));
    let message = noticed.expect_err("the error was not noticed");
    let message = message.downcast_ref::<String>().unwrap();
    assert!(message.contains("lost on the way"), "{message}");
}
