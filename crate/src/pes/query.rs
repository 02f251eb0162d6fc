//! Which pieces somebody looks for.

use super::{Amount, Piece};

/// Words to be found in a piece, or an amount that it has, and a filter.
#[derive(Clone, Debug, Default)]
pub struct Query {
    words: Vec<String>,
    amount: Option<Asked>,
    filter: Filter,
}

/// Which pieces are let through at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Filter {
    /// Every piece.
    #[default]
    All,
    /// With attachments.
    Attached,
    /// Without.
    Bare,
    /// Of so much before tax, or more.
    AtLeast(Amount),
}

/// An amount, to the cent or as whole euros.
#[derive(Clone, Copy, Debug)]
struct Asked {
    from: Amount,
    to: Amount,
}

impl Query {
    /// What was typed: words that must all stand in number, object, third party or names of attachments, whatever
    /// their case and accents; or an amount, before or with tax, as people write it.
    #[must_use]
    pub fn new(text: &str, filter: Filter) -> Self {
        let mut folded = String::new();
        fold(text, &mut folded);
        let words = folded.split_whitespace().map(str::to_owned).collect();
        Self { words, amount: Asked::parse(text), filter }
    }

    /// Whether it asks for nothing in particular.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.filter == Filter::All
    }

    /// Whether this piece is one of those.
    #[must_use]
    pub fn matches(&self, piece: &Piece) -> bool {
        let passes = match self.filter {
            Filter::All => true,
            Filter::Attached => !piece.attachments.is_empty(),
            Filter::Bare => piece.attachments.is_empty(),
            Filter::AtLeast(amount) => piece.total >= amount,
        };
        passes && (self.words.is_empty() || self.is_of_amount(piece) || self.is_named(piece))
    }

    fn is_of_amount(&self, piece: &Piece) -> bool {
        let is_it = |amount| self.amount.is_some_and(|asked| asked.from <= amount && amount <= asked.to);
        is_it(piece.total) || is_it(piece.total + piece.tax)
    }

    fn is_named(&self, piece: &Piece) -> bool {
        let mut text = String::new();
        let fields = [&piece.number, &piece.object, &piece.party].into_iter().flatten();
        for field in fields.chain(&piece.attachments) {
            fold(field, &mut text);
            text.push('\n');
        }
        self.words.iter().all(|word| text.contains(word.as_str()))
    }
}

impl Asked {
    fn parse(text: &str) -> Option<Self> {
        let plain: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '€'))
            .map(|c| if c == ',' { '.' } else { c })
            .collect();
        let from = Amount::parse(&plain)?;
        let to = if plain.contains('.') { from } else { Amount::parse(&format!("{plain}.99"))? };
        Some(Self { from, to })
    }
}

/// Appends a text in lower case and without the accents of French.
fn fold(text: &str, folded: &mut String) {
    for c in text.chars() {
        let plain = match c {
            'À'..='Å' | 'à'..='å' => 'a',
            'Ç' | 'ç' => 'c',
            'È'..='Ë' | 'è'..='ë' => 'e',
            'Ì'..='Ï' | 'ì'..='ï' => 'i',
            'Ñ' | 'ñ' => 'n',
            'Ò'..='Ö' | 'ò'..='ö' => 'o',
            'Ù'..='Ü' | 'ù'..='ü' => 'u',
            'Ý' | 'ý' | 'ÿ' => 'y',
            '’' => '\'',
            'Œ' | 'œ' | 'Æ' | 'æ' => {
                folded.push(if matches!(c, 'Œ' | 'œ') { 'o' } else { 'a' });
                'e'
            }
            c => c.to_ascii_lowercase(),
        };
        folded.push(plain);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece() -> Piece {
        Piece {
            number: Some("101".to_owned()),
            object: Some("Fournitures de l'École du Cœur".to_owned()),
            party: Some("Papeterie LEFÈVRE".to_owned()),
            total: Amount::parse("1234.50").unwrap(),
            tax: Amount::parse("246.90").unwrap(),
            attachments: vec!["facture-2026.pdf".to_owned()],
            ..Piece::default()
        }
    }

    #[test]
    fn a_piece_is_found_by_what_it_says_whatever_case_and_accents() {
        for text in ["101", "ecole", "ÉCOLE lefevre", "l’école", "coeur", "FACTURE-2026", "  ", ""] {
            assert!(Query::new(text, Filter::All).matches(&piece()), "{text}");
        }
        for text in ["102", "ecole dupont", "pdf facture-2025"] {
            assert!(!Query::new(text, Filter::All).matches(&piece()), "{text}");
        }
    }

    #[test]
    fn a_piece_is_found_by_its_amount_before_or_with_tax_as_people_write_it() {
        for text in ["1234,50", "1 234,5 €", "1\u{202f}234.50", "1234", "1 481,40", "1481"] {
            assert!(Query::new(text, Filter::All).matches(&piece()), "{text}");
        }
        for text in ["1234,51", "123", "1235"] {
            assert!(!Query::new(text, Filter::All).matches(&piece()), "{text}");
        }
    }

    #[test]
    fn a_filter_narrows_what_the_words_find() {
        let at_least = |euros: &str| Filter::AtLeast(Amount::parse(euros).unwrap());
        for (filter, passes) in [
            (Filter::Attached, true),
            (Filter::Bare, false),
            (at_least("1234.50"), true),
            (at_least("1234.51"), false),
        ] {
            assert_eq!(Query::new("", filter).matches(&piece()), passes, "{filter:?}");
            assert_eq!(Query::new("ecole", filter).matches(&piece()), passes, "{filter:?}");
            assert!(!Query::new("mairie", filter).matches(&piece()), "{filter:?}");
        }
        assert!(Query::default().is_empty() && !Query::new("", Filter::Bare).is_empty());
    }
}
