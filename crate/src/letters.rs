//! Letters of French texts, without the tables of Unicode, which a page would have to download.

/// A text in lower case, as far as its letters are those of French or of its neighbours.
pub fn lowercase(text: &str) -> String {
    text.chars().map(lower).collect()
}

/// A letter in lower case.
pub fn lower(letter: char) -> char {
    match letter {
        'Œ' => 'œ',
        'Ÿ' => 'ÿ',
        // Latin-1 has its capitals 32 places before the others.
        'À'..='Ö' | 'Ø'..='Þ' => char::from_u32(u32::from(letter) + 32).unwrap_or(letter),
        letter => letter.to_ascii_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_french_are_lowered_as_unicode_does_it() {
        for letter in ('\0'..='\u{ff}').chain(['Œ', 'œ', 'Ÿ', '’', '€']) {
            assert_eq!(lowercase(&letter.to_string()), letter.to_lowercase().to_string(), "{letter}");
        }
    }
}
