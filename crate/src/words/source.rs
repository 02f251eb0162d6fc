//! Fluent files as they go into the program: without their comments, which the page need not download.

/// The text of a Fluent file without comments and empty lines, worked out by the compiler.
macro_rules! without_comments {
    ($path:literal) => {{
        const SOURCE: &[u8] = include_bytes!($path);
        const LENGTH: usize = $crate::words::source::copy(SOURCE, &mut []);
        const TEXT: [u8; LENGTH] = {
            let mut text = [0; LENGTH];
            $crate::words::source::copy(SOURCE, &mut text);
            text
        };
        match std::str::from_utf8(&TEXT) {
            Ok(text) => text,
            Err(_) => "",
        }
    }};
}
pub(super) use without_comments;

/// Copies the lines that say something, as far as there is room; how many bytes they have.
pub(super) const fn copy(source: &[u8], text: &mut [u8]) -> usize {
    let (mut at, mut length) = (0, 0);
    while at < source.len() {
        let kept = source[at] != b'#' && source[at] != b'\n';
        loop {
            let byte = source[at];
            if kept {
                if length < text.len() {
                    text[length] = byte;
                }
                length += 1;
            }
            at += 1;
            if byte == b'\n' || at == source.len() {
                break;
            }
        }
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_empty_lines_are_left_out_and_the_rest_stays() {
        let source = "### é\n\na = # 1\n    .b = c\n# d\ne = é";
        let mut text = [0; 64];
        let length = copy(source.as_bytes(), &mut text);
        assert_eq!(std::str::from_utf8(&text[..length]), Ok("a = # 1\n    .b = c\ne = é"));
    }
}
