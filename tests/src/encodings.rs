//! The encodings of PES files, decoded and encoded by hand so that no library's idea of "latin1" comes between.

/// An encoding of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// ISO-8859-1: byte and code point are one number.
    Latin1,
    /// ISO-8859-15: eight places differ from ISO-8859-1, the euro among them.
    Latin9,
    /// windows-1252: printable characters in 0x80 to 0x9F.
    Windows1252,
}

impl Encoding {
    /// The name that an XML declaration carries.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Latin1 => "ISO-8859-1",
            Self::Latin9 => "ISO-8859-15",
            Self::Windows1252 => "windows-1252",
        }
    }

    /// The encoding that the XML declaration of `bytes` names; UTF-8 without one.
    pub fn declared(bytes: &[u8]) -> Self {
        let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).to_ascii_lowercase();
        let declaration = head.split("?>").next().unwrap_or_default();
        let Some((_, after)) = declaration.split_once("encoding") else { return Self::Utf8 };
        let name = after.trim_start_matches([' ', '=', '"', '\'']);
        let name = name.split(['"', '\'']).next().unwrap_or_default();
        match name {
            "iso-8859-1" | "latin1" => Self::Latin1,
            "iso-8859-15" => Self::Latin9,
            "windows-1252" => Self::Windows1252,
            "utf-8" | "us-ascii" => Self::Utf8,
            other => panic!("no test file is in {other}"),
        }
    }

    fn upper_half(self) -> Option<Vec<char>> {
        let mut table: Vec<char> = (0x80_u8..=0xFF).map(char::from).collect();
        match self {
            Self::Utf8 => return None,
            Self::Latin1 => {}
            Self::Latin9 => {
                for (byte, letter) in [
                    (0xA4, '€'),
                    (0xA6, 'Š'),
                    (0xA8, 'š'),
                    (0xB4, 'Ž'),
                    (0xB8, 'ž'),
                    (0xBC, 'Œ'),
                    (0xBD, 'œ'),
                    (0xBE, 'Ÿ'),
                ] {
                    table[byte - 0x80] = letter;
                }
            }
            Self::Windows1252 => {
                let printable = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ";
                for (place, letter) in table.iter_mut().zip(printable.chars()) {
                    *place = letter;
                }
            }
        }
        Some(table)
    }
}

/// The text of `bytes` in the encoding that they declare, without a byte order mark.
pub fn decode(bytes: &[u8]) -> String {
    let text = match Encoding::declared(bytes).upper_half() {
        None => String::from_utf8(bytes.to_vec()).unwrap(),
        Some(table) => bytes
            .iter()
            .map(|&byte| if byte < 0x80 { char::from(byte) } else { table[usize::from(byte) - 0x80] })
            .collect(),
    };
    text.strip_prefix('\u{FEFF}').map_or(text.clone(), str::to_owned)
}

/// The bytes of `text` in `encoding`. A character that it lacks ends the test: the variant is at fault.
pub fn encode(text: &str, encoding: Encoding) -> Vec<u8> {
    let Some(table) = encoding.upper_half() else { return text.as_bytes().to_vec() };
    let byte = |letter: char| match u8::try_from(letter) {
        Ok(ascii @ 0..0x80) => ascii,
        _ => {
            let place = table.iter().position(|known| *known == letter);
            let place = place.unwrap_or_else(|| panic!("{letter:?} is not in {}", encoding.name()));
            u8::try_from(place + 0x80).unwrap()
        }
    };
    text.chars().map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_gives_its_text_back() {
        for (encoding, word) in [
            (Encoding::Utf8, "é€😀"),
            (Encoding::Latin1, "é\u{92}ÿ"),
            (Encoding::Latin9, "é€œ"),
            (Encoding::Windows1252, "é€’œ"),
        ] {
            let text = format!("<?xml version='1.0' encoding=\"{}\"?><a>{word}</a>", encoding.name());
            assert_eq!(decode(&encode(&text, encoding)), text);
        }
    }
}
