//! The static page: types, headers, and nothing outside its folder.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test ends where something is not as expected")]

use crate::common::S2low;

/// A simulator with a little site, and a secret beside it.
async fn with_site() -> (S2low, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    std::fs::create_dir_all(site.join("locales")).unwrap();
    std::fs::write(folder.path().join("secret.txt"), "secret").unwrap();
    for name in [
        "index.html",
        "app.js",
        "style.css",
        "config.json",
        "icon.svg",
        "locales/fr.ftl",
        "pes-signer-0f3a9c21d4e5.wasm",
        "locales/index.html",
    ] {
        std::fs::write(site.join(name), name).unwrap();
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink("../secret.txt", site.join("link.txt")).unwrap();
    let s2low = S2low::with(|c| c.site = Some(site)).await;
    (s2low, folder)
}

#[tokio::test]
async fn every_file_has_the_type_that_nosniff_demands() {
    let (s2low, _folder) = with_site().await;
    for (path, kind, cache) in [
        ("/", "text/html; charset=utf-8", "no-cache"),
        ("/index.html", "text/html; charset=utf-8", "no-cache"),
        ("/locales/", "text/html; charset=utf-8", "no-cache"),
        ("/app.js", "text/javascript; charset=utf-8", "no-cache"),
        ("/style.css", "text/css; charset=utf-8", "no-cache"),
        ("/config.json", "application/json", "no-cache"),
        ("/icon.svg", "image/svg+xml", "no-cache"),
        ("/locales/fr.ftl", "text/plain; charset=utf-8", "no-cache"),
        ("/pes-signer-0f3a9c21d4e5.wasm", "application/wasm", "public, max-age=31536000, immutable"),
    ] {
        let response = s2low.get(path).await;
        assert_eq!(response.status(), 200, "{path}");
        assert_eq!(response.headers()["content-type"], kind, "{path}");
        assert_eq!(response.headers()["cache-control"], cache, "{path}");
        assert_eq!(response.headers()["x-content-type-options"], "nosniff", "{path}");
    }
    assert_eq!(s2low.get("/").await.text().await.unwrap(), "index.html");
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn the_page_may_reach_nothing_but_its_origin() {
    let (s2low, _folder) = with_site().await;
    let response = s2low.get("/").await;
    assert_eq!(
        response.headers()["content-security-policy"],
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self' https:; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types beside"
    );
    assert_eq!(response.headers()["referrer-policy"], "same-origin");
    assert_eq!(response.headers()["cross-origin-opener-policy"], "same-origin");
    assert!(response.headers().contains_key("permissions-policy"));
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn nothing_outside_the_site_is_served() {
    let (s2low, folder) = with_site().await;
    // A client of its own: reqwest would resolve the dots before it asks.
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/locales/../../secret.txt",
        "/link.txt",
        "/missing.js",
    ] {
        let answer =
            raw(&s2low, &format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")).await;
        assert!(answer.starts_with("HTTP/1.1 404 "), "{path}: {answer}");
        assert!(!answer.ends_with("secret"), "{path}");
    }
    let absolute = format!("/{}", folder.path().join("secret.txt").display());
    let answer =
        raw(&s2low, &format!("GET {absolute} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")).await;
    assert!(answer.starts_with("HTTP/1.1 404 "));
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn head_is_answered_without_a_body_and_other_methods_are_not_allowed() {
    let (s2low, _folder) = with_site().await;
    let url = format!("{}/app.js", s2low.simulator.url());
    let head = s2low.client.head(&url).send().await.unwrap();
    assert_eq!(head.headers()["content-length"], "6");
    assert!(head.bytes().await.unwrap().is_empty());
    let post = s2low.client.post(&url).send().await.unwrap();
    assert_eq!((post.status().as_u16(), &post.headers()["allow"]), (405, &"GET, HEAD".parse().unwrap()));
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn s2lows_own_addresses_never_fall_through_to_the_site() {
    let (s2low, _folder) = with_site().await;
    let response = s2low.get("/modules/helios/unknown.php").await;
    assert_eq!(response.status(), 404);
    assert!(!response.headers().contains_key("content-security-policy"));
    s2low.simulator.stop().await;
}

/// Sends a request exactly as written.
async fn raw(s2low: &S2low, request: &str) -> String {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let mut stream = tokio::net::TcpStream::connect(s2low.simulator.address()).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}
