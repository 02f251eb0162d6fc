//! Every journey ends with a look for requests to elsewhere and for errors. Here it is seen that this look sees.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use webdriver_journeys::material::Pes;
use webdriver_journeys::page::names;
use webdriver_journeys::patience::until;
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
        let own = stage.page.browser().client().current_url().await.unwrap().to_string();
        stage.page.run("window.open(arguments[0])", vec![json!(elsewhere)]).await;
        stage.page.run("location.href = arguments[0]", vec![json!(elsewhere)]).await;
        until("that the page is left", async || {
            let url = stage.page.browser().client().current_url().await.unwrap();
            (url.as_str() != own).then_some(())
        })
        .await;
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
        until("that it is noticed", async || {
            stage.misdeeds().await.iter().any(|misdeed| misdeed.starts_with("error: ")).then_some(())
        })
        .await;
    });
}

/// A page of another origin; its address.
async fn a_page_elsewhere(html: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.read(&mut [0; 8192]).await;
            let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n";
            let answer = format!("{head}Content-Length: {}\r\n\r\n{html}", html.len());
            let _ = stream.write_all(answer.as_bytes()).await;
        }
    });
    address
}

#[test]
fn a_page_of_another_origin_can_neither_frame_the_page_nor_hold_its_window() {
    journey(async |stage| {
        stage.expect_trouble();
        // What S2low itself shows may be framed and held: so it is seen that this page tries well.
        let (page, other) =
            (format!("{}/", stage.simulator.url()), format!("{}/connexion-status", stage.simulator.url()));
        let html = format!("<iframe src=\"{page}\"></iframe><iframe src=\"{other}\"></iframe>");
        let (browser, client) = (stage.page.browser(), stage.page.browser().client());
        browser.open(&a_page_elsewhere(html).await).await;
        for (index, shown) in [(0, "chrome-error://chromewebdata/"), (1, other.as_str())] {
            client.enter_frame(index).await.unwrap();
            assert_eq!(stage.page.run("return location.href", vec![]).await, shown);
            client.enter_parent_frame().await.unwrap();
        }
        let script = "
            const done = arguments[arguments.length - 1];
            const [held, control] = [...arguments].slice(0, 2).map((address) => open(address));
            const look = (times) => held.closed || !times
                ? done([held.closed, held.length, control.closed]) : setTimeout(look, 50, times - 1);
            look(100)";
        let found = client.execute_async(script, vec![json!(page), json!(other)]).await.unwrap();
        assert_eq!(found, json!([true, 0, false]), "the page's window is held");
        let own = client.window().await.unwrap();
        let mut openers = Vec::new();
        for window in client.windows().await.unwrap().into_iter().filter(|window| *window != own) {
            client.switch_to_window(window).await.unwrap();
            openers.push(stage.page.run("return [location.pathname, !!opener]", vec![]).await);
            client.close_window().await.unwrap();
        }
        client.switch_to_window(own).await.unwrap();
        openers.sort_by_key(ToString::to_string);
        assert_eq!(openers, [json!(["/", false]), json!(["/connexion-status", true])]);
        browser.traces().await;
        stage.reload().await;
    });
}
