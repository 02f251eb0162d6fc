//! Pictures of the page, for people to look at.

use std::io;
use std::path::PathBuf;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::folders::in_target;
use crate::page::Page;

/// The widths in which the page is looked at: a desk, a tablet, a small telephone, which is a desk at 400 % as well.
pub const WIDTHS: [u32; 3] = [1280, 768, 320];

/// Where a picture of this name is put.
pub fn path(name: &str, width: u32) -> PathBuf {
    in_target("screenshots").join(format!("{name}-{width}.png"))
}

/// Takes a picture of the whole page at this width.
///
/// # Errors
/// When it cannot be written.
pub async fn take(page: &Page, name: &str, width: u32) -> io::Result<PathBuf> {
    let path = path(name, width);
    std::fs::write(&path, png(page, width).await)?;
    Ok(path)
}

/// The whole page at this width, as PNG.
pub async fn png(page: &Page, width: u32) -> Vec<u8> {
    page.browser().resize(width, 1000).await;
    let picture = page.browser().picture().await;
    STANDARD.decode(picture).unwrap()
}

/// By how many pixels the page has to be scrolled sideways at this width.
pub async fn overflow(page: &Page, width: u32) -> i64 {
    page.browser().resize(width, 1000).await;
    let script = "const root = document.documentElement; return root.scrollWidth - root.clientWidth";
    page.run(script, vec![]).await.as_i64().unwrap()
}
