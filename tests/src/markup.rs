//! A plain splitting of XML text into its tags and the rest, enough to rewrite test files.
//! It knows no namespaces and checks nothing.

/// A piece of XML text. All pieces joined give the text back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// A start tag or an empty-element tag.
    Start(Tag),
    /// An end tag, as it stands.
    End(String),
    /// Character data between tags, references included.
    Text(String),
    /// The XML declaration, a processing instruction, a comment or a CDATA section, as it stands.
    Other(String),
}

/// A start tag, its white space forgotten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// The name, prefix included.
    pub name: String,
    /// Names and values as written, without quotes.
    pub attributes: Vec<(String, String)>,
    /// Whether it ends with `/>`.
    pub empty: bool,
}

impl Tag {
    /// The name without its prefix.
    pub fn local_name(&self) -> &str {
        self.name.rsplit(':').next().unwrap_or_default()
    }

    /// The tag's text with `quote` around each value and `blank` before each attribute.
    pub fn written(&self, quote: char, blank: &str) -> String {
        let mut text = format!("<{}", self.name);
        for (name, value) in &self.attributes {
            text.push_str(&format!("{blank}{name}={quote}{value}{quote}"));
        }
        text.push_str(if self.empty { "/>" } else { ">" });
        text
    }
}

/// The pieces of `text`.
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (piece, after) = first_piece(rest);
        pieces.push(piece);
        rest = after;
    }
    pieces
}

/// The text of `pieces`, tags in double quotes.
pub fn join(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| written(piece, '"', " ")).collect()
}

/// The text of one piece.
pub fn written(piece: &Piece, quote: char, blank: &str) -> String {
    match piece {
        Piece::Start(tag) => tag.written(quote, blank),
        Piece::End(text) | Piece::Text(text) | Piece::Other(text) => text.clone(),
    }
}

fn first_piece(text: &str) -> (Piece, &str) {
    if !text.starts_with('<') {
        let (data, after) = text.split_at(text.find('<').unwrap_or(text.len()));
        return (Piece::Text(data.to_owned()), after);
    }
    for (open, close) in [("<?", "?>"), ("<!--", "-->"), ("<![CDATA[", "]]>")] {
        if text.starts_with(open) {
            let (whole, after) = text.split_at(text.find(close).unwrap() + close.len());
            return (Piece::Other(whole.to_owned()), after);
        }
    }
    let (whole, after) = text.split_at(end_of_tag(text));
    if whole.starts_with("</") {
        return (Piece::End(whole.to_owned()), after);
    }
    (Piece::Start(tag(whole)), after)
}

fn end_of_tag(text: &str) -> usize {
    let mut quote = None;
    for (place, letter) in text.char_indices() {
        match (quote, letter) {
            (None, '>') => return place + 1,
            (None, '"' | '\'') => quote = Some(letter),
            (Some(open), _) if open == letter => quote = None,
            _ => {}
        }
    }
    panic!("a tag has no end: {text:.80}")
}

fn tag(text: &str) -> Tag {
    let empty = text.ends_with("/>");
    let inside = text.trim_start_matches('<').trim_end_matches('>').trim_end_matches('/');
    let (name, mut rest) = inside.split_at(inside.find(char::is_whitespace).unwrap_or(inside.len()));
    let mut attributes = Vec::new();
    while let Some((name, after)) = rest.split_once('=') {
        let after = after.trim_start();
        let quote = after.chars().next().unwrap();
        let (value, after) = after[1..].split_once(quote).unwrap();
        attributes.push((name.trim().to_owned(), value.to_owned()));
        rest = after;
    }
    Tag { name: name.trim().to_owned(), attributes, empty }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_joined_give_the_text_back() {
        let text = "<?xml version=\"1.0\"?>\n<!-- a > b --><n:a b=\"x > 'y'\" c=\"\"><![CDATA[<d>]]>e &amp; f<g/></n:a>\n";
        assert_eq!(join(&pieces(text)), text);
    }
}
