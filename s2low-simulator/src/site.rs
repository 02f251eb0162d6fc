//! The static page, on S2low's own origin.

use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::Response;
use percent_encoding::percent_decode_str;

use crate::answers;
use crate::routes::Shared;

/// Types by file name extension; with nosniff, a wrong one stops the page.
const TYPES: &[(&str, &str)] = &[
    ("css", "text/css; charset=utf-8"),
    ("ftl", "text/plain; charset=utf-8"),
    ("html", "text/html; charset=utf-8"),
    ("ico", "image/x-icon"),
    ("js", "text/javascript; charset=utf-8"),
    ("json", "application/json"),
    ("mjs", "text/javascript; charset=utf-8"),
    ("pem", "application/x-pem-file"),
    ("png", "image/png"),
    ("svg", "image/svg+xml"),
    ("txt", "text/plain; charset=utf-8"),
    ("wasm", "application/wasm"),
    ("webmanifest", "application/manifest+json"),
    ("woff2", "font/woff2"),
    ("xml", "text/xml"),
];

/// The page may load and reach nothing but its own origin.
const HEADERS: &[(&str, &str)] = &[
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; \
         style-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; \
         form-action 'self' https:; base-uri 'none'; frame-ancestors 'none'; \
         require-trusted-types-for 'script'; trusted-types beside",
    ),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
];

/// Shortest run of hexadecimal digits in a file name that counts as a hash of its content.
const HASH_LENGTH: usize = 8;

/// Serves one file of the site.
pub(crate) async fn serve(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let mut response = match request.method() {
        &Method::GET | &Method::HEAD => file(shared.config.site.as_deref(), request.uri().path()).await,
        _ => {
            let mut response = answers::failure(StatusCode::METHOD_NOT_ALLOWED);
            response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
            response
        }
    };
    for (name, value) in HEADERS {
        response.headers_mut().insert(*name, HeaderValue::from_static(value));
    }
    response
}

async fn file(site: Option<&Path>, path: &str) -> Response {
    let Some((file, bytes)) = read(site, path).await else { return answers::failure(StatusCode::NOT_FOUND) };
    let extension = file.extension().and_then(|e| e.to_str()).unwrap_or_default();
    let kind =
        TYPES.iter().find(|(known, _)| *known == extension).map_or("application/octet-stream", |(_, t)| t);
    let cache = if has_hash(&file) { "public, max-age=31536000, immutable" } else { "no-cache" };
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(cache));
    response
}

/// Finds and reads a file that lies inside the site, symbolic links followed.
async fn read(site: Option<&Path>, path: &str) -> Option<(PathBuf, Vec<u8>)> {
    let root = tokio::fs::canonicalize(site?).await.ok()?;
    let relative = relative(path)?;
    let mut file = tokio::fs::canonicalize(root.join(relative)).await.ok()?;
    if tokio::fs::metadata(&file).await.ok()?.is_dir() {
        // Relative links in a page need the folder's address to end with a slash.
        path.ends_with('/').then_some(())?;
        file = tokio::fs::canonicalize(file.join("index.html")).await.ok()?;
    }
    if !file.starts_with(&root) {
        return None;
    }
    let bytes = tokio::fs::read(&file).await.ok()?;
    Some((file, bytes))
}

/// The address as a path below the site; `None` when it leads anywhere else.
fn relative(path: &str) -> Option<PathBuf> {
    let decoded = percent_decode_str(path).decode_utf8().ok()?;
    let relative = PathBuf::from(decoded.trim_start_matches('/'));
    let inside = relative.components().all(|part| matches!(part, Component::Normal(_)));
    (inside && !decoded.contains(['\\', '\0'])).then_some(relative)
}

/// Whether a name such as `pes-signer-0f3a9c21d4.wasm` carries a hash of its content.
fn has_hash(file: &Path) -> bool {
    let stem = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    stem.split(['-', '_', '.']).any(|part| {
        part.len() >= HASH_LENGTH
            && part.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
            && part.bytes().any(|b| b.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_never_leave_the_site() {
        assert_eq!(relative("/"), Some(PathBuf::new()));
        assert_eq!(relative("/locales/fr.ftl"), Some("locales/fr.ftl".into()));
        assert_eq!(relative("/../Cargo.toml"), None);
        assert_eq!(relative("/a/%2e%2e/%2e%2e/Cargo.toml"), None);
        assert_eq!(relative("/..%2fCargo.toml"), None);
        assert_eq!(relative("/a%5c..%5cCargo.toml"), None);
    }

    #[test]
    fn a_hash_in_a_name_is_recognised() {
        assert!(has_hash(Path::new("pes_signer-0f3a9c21d4_bg.wasm")));
        assert!(!has_hash(Path::new("index.html")));
        assert!(!has_hash(Path::new("facade-deadbeef.js")));
    }
}
