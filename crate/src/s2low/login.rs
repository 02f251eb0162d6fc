//! HTTP Basic, for a connection certificate that several accounts share.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

/// How a server takes the bytes of a name and a password: S2low's setting `CONVERT_API_LOGINS_FROM_ISO` decides,
/// and nothing tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoginEncoding {
    /// As UTF-8.
    Utf8,
    /// As ISO-8859-1.
    Latin1,
}

/// A name and a password in S2low, wiped when forgotten.
#[derive(Clone)]
pub struct Login {
    name: String,
    password: Zeroizing<String>,
}

impl Login {
    /// Takes them as they were typed. `None` if the name is empty or has a colon, which HTTP Basic cannot carry.
    #[must_use]
    pub fn new(name: &str, password: Zeroizing<String>) -> Option<Self> {
        let name = name.trim();
        (!name.is_empty() && !name.contains(':')).then(|| Self { name: name.to_owned(), password })
    }

    /// The encodings worth a try: two where they differ.
    #[must_use]
    pub fn encodings(&self) -> &'static [LoginEncoding] {
        if self.name.is_ascii() && self.password.is_ascii() {
            &[LoginEncoding::Utf8]
        } else {
            &[LoginEncoding::Utf8, LoginEncoding::Latin1]
        }
    }

    /// The value of the header `Authorization`; `None` where a character is not in the encoding.
    #[must_use]
    pub fn header(&self, encoding: LoginEncoding) -> Option<Zeroizing<String>> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(2 * (self.name.len() + self.password.len()) + 1));
        for character in self.name.chars().chain([':']).chain(self.password.chars()) {
            match encoding {
                LoginEncoding::Utf8 => {
                    bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
                }
                LoginEncoding::Latin1 => bytes.push(u8::try_from(u32::from(character)).ok()?),
            }
        }
        let mut header = Zeroizing::new(String::with_capacity(6 + bytes.len().div_ceil(3) * 4));
        header.push_str("Basic ");
        STANDARD.encode_string(&*bytes, &mut header);
        Some(header)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn login(name: &str, password: &str) -> Option<Login> {
        Login::new(name, Zeroizing::new(password.to_owned()))
    }

    #[test]
    fn letters_with_accents_are_tried_in_both_encodings() {
        let plain = login("agent", "secret").unwrap();
        assert_eq!(plain.encodings(), [LoginEncoding::Utf8]);
        assert_eq!(plain.header(LoginEncoding::Utf8).unwrap().as_str(), "Basic YWdlbnQ6c2VjcmV0");
        let accents = login("élu", "p").unwrap();
        assert_eq!(accents.encodings().len(), 2);
        assert_eq!(accents.header(LoginEncoding::Utf8).unwrap().as_str(), "Basic w6lsdTpw");
        assert_eq!(accents.header(LoginEncoding::Latin1).unwrap().as_str(), "Basic 6Wx1OnA=");
        assert!(login("élu", "€").unwrap().header(LoginEncoding::Latin1).is_none());
    }

    #[test]
    fn a_name_that_basic_cannot_carry_is_no_login() {
        assert!(login(" ", "p").is_none());
        assert!(login("a:b", "p").is_none());
    }
}
