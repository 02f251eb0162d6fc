//! One password in every form that programs have given it.
//!
//! The standards are clear, and programs did otherwise with accents. Each form stands here with who wrote it; the
//! standard's own is the first.

use std::cell::Cell;

use zeroize::Zeroizing;

/// The forms of a password for one kind of derivation.
pub(super) struct Forms {
    all: Vec<Zeroizing<Vec<u8>>>,
    /// The one that opened something.
    known: Cell<Option<usize>>,
}

/// A password.
pub(super) struct Password {
    /// For PKCS#12's own derivation.
    pub(super) wide: Forms,
    /// For PBKDF2.
    pub(super) octets: Forms,
    is_empty: bool,
}

/// Windows-1252, 0x80 to 0x9F: where it has something else than ISO-8859-1.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

impl Password {
    pub(super) fn new(password: &str) -> Self {
        let utf8 = Zeroizing::new(password.as_bytes().to_vec());
        let bmp = wide(password.encode_utf16());
        let mut windows = Some(Zeroizing::new(Vec::with_capacity(password.len())));
        for c in password.chars() {
            match (windows_1252(c), &mut windows) {
                (Some(byte), Some(bytes)) => bytes.push(byte),
                _ => windows = None,
            }
        }
        // RFC 7292 appendix B.1.
        let mut wide_forms = vec![bmp.clone()];
        if password.is_empty() {
            // A null password, which some programs tell from an empty one.
            wide_forms.push(Zeroizing::default());
        }
        // OpenSSL before 1.1 widens the bytes that the terminal sent: of UTF-8, then of Windows-1252.
        wide_forms.push(wide(utf8.iter().map(|byte| u16::from(*byte))));
        if let Some(windows) = &windows {
            wide_forms.push(wide(windows.iter().map(|byte| u16::from(*byte))));
        }
        // RFC 8018 §3 says nothing, RFC 9579 §4 UTF-8.
        let mut octet_forms = vec![utf8];
        // OpenSSL on Windows takes the bytes as they come.
        octet_forms.extend(windows);
        // NSS before 3.38 gives PBKDF2 what PKCS#12's own derivation gets.
        octet_forms.push(bmp);
        Self { wide: Forms::new(wide_forms), octets: Forms::new(octet_forms), is_empty: password.is_empty() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.is_empty
    }

    /// Whether it has opened something.
    pub(super) fn is_proven(&self) -> bool {
        self.wide.known.get().is_some() || self.octets.known.get().is_some()
    }
}

impl Forms {
    fn new(forms: Vec<Zeroizing<Vec<u8>>>) -> Self {
        let mut all: Vec<Zeroizing<Vec<u8>>> = Vec::with_capacity(forms.len());
        for form in forms {
            if !all.contains(&form) {
                all.push(form);
            }
        }
        Self { all, known: Cell::new(None) }
    }

    /// Every form with its number, the one that opened something first.
    pub(super) fn likeliest_first(&self) -> impl Iterator<Item = (usize, &[u8])> {
        let known = self.known.get();
        let first = known.into_iter();
        let others = (0..self.all.len()).filter(move |index| Some(*index) != known);
        first.chain(others).map(|index| (index, self.all[index].as_slice()))
    }

    /// The form of this number opened something.
    pub(super) fn is_right(&self, index: usize) {
        self.known.set(Some(index));
    }
}

/// A BMPString with the two zeros that end it.
fn wide(units: impl Iterator<Item = u16> + Clone) -> Zeroizing<Vec<u8>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity((units.clone().count() + 1) * 2));
    bytes.extend(units.chain([0]).flat_map(u16::to_be_bytes));
    bytes
}

fn windows_1252(c: char) -> Option<u8> {
    match u8::try_from(c) {
        Ok(byte) if !(0x80..0xA0).contains(&byte) => Some(byte),
        _ => {
            let index = WINDOWS_1252.iter().position(|known| *known == c)?;
            u8::try_from(0x80 + index).ok()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(forms: &Forms) -> Vec<Vec<u8>> {
        forms.likeliest_first().map(|(_, form)| form.to_vec()).collect()
    }

    #[test]
    fn a_plain_password_has_few_forms() {
        let password = Password::new("ab");
        assert_eq!(forms(&password.wide), [vec![0, b'a', 0, b'b', 0, 0]]);
        assert_eq!(forms(&password.octets), [b"ab".to_vec(), vec![0, b'a', 0, b'b', 0, 0]]);
    }

    #[test]
    fn accents_and_characters_beyond_the_bmp_have_the_forms_that_programs_gave_them() {
        let password = Password::new("é€");
        assert_eq!(
            forms(&password.wide),
            [
                vec![0, 0xE9, 0x20, 0xAC, 0, 0],
                vec![0, 0xC3, 0, 0xA9, 0, 0xE2, 0, 0x82, 0, 0xAC, 0, 0],
                vec![0, 0xE9, 0, 0x80, 0, 0],
            ]
        );
        assert_eq!(forms(&password.octets)[..2], [vec![0xC3, 0xA9, 0xE2, 0x82, 0xAC], vec![0xE9, 0x80]]);
        let password = Password::new("😀");
        assert_eq!(forms(&password.wide)[0], [0xD8, 0x3D, 0xDE, 0x00, 0, 0]);
        assert_eq!(forms(&password.octets).len(), 2);
    }

    #[test]
    fn an_empty_password_is_tried_as_a_null_one_too() {
        let password = Password::new("");
        assert!(password.is_empty());
        assert_eq!(forms(&password.wide), [vec![0, 0], vec![]]);
        assert_eq!(forms(&password.octets), [vec![], vec![0, 0]]);
    }

    #[test]
    fn the_form_that_opened_something_comes_first_from_then_on() {
        let password = Password::new("é");
        assert!(!password.is_proven());
        password.octets.is_right(1);
        assert!(password.is_proven());
        assert_eq!(password.octets.likeliest_first().map(|(index, _)| index).collect::<Vec<_>>(), [1, 0, 2]);
    }
}
