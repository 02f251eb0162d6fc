//! The icon in pixels, for where an installed page is shown by something that does not read SVG.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

use crate::site::Files;

/// Where the icons are.
pub const FOLDER: &str = "icons/";
/// Their sides, in pixels.
const SIDES: &[u16] = &[192, 512];

/// The icon in every size, as PNG.
pub fn draw(icon: &Path) -> Result<Files> {
    let text = fs::read_to_string(icon).with_context(|| format!("cannot read {}", icon.display()))?;
    let tree = Tree::from_str(&text, &Options::default())
        .with_context(|| format!("{} is no picture", icon.display()))?;
    SIDES.iter().map(|side| Ok((format!("{FOLDER}{side}.png"), png(&tree, *side)?))).collect()
}

fn png(tree: &Tree, side: u16) -> Result<Vec<u8>> {
    let mut pixels = Pixmap::new(side.into(), side.into()).context("an icon has no size")?;
    let scale = f32::from(side) / tree.size().width();
    resvg::render(tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    Ok(pixels.encode_png()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_icon_is_drawn_in_every_size_with_its_own_colours() {
        let icons = draw(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../www/icon.svg")).unwrap();
        assert_eq!(icons.keys().collect::<Vec<_>>(), ["icons/192.png", "icons/512.png"]);
        for (path, bytes) in icons {
            let picture = Pixmap::decode_png(&bytes).unwrap();
            assert_eq!(format!("icons/{}.png", picture.width()), path);
            let colour = |x: u32, y: u32| {
                let pixel = picture.pixel(x * picture.width() / 64, y * picture.width() / 64).unwrap();
                (pixel.red(), pixel.green(), pixel.blue(), pixel.alpha())
            };
            assert_eq!(colour(32, 4), (0x16, 0x3f, 0x78, 0xff), "the ground");
            assert_eq!(colour(20, 15), (0xff, 0xff, 0xff, 0xff), "the sheet");
            assert_eq!(colour(0, 0).3, 0, "round corners");
        }
    }
}
