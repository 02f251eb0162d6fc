//! What the value of an element must be.

/// The rule for a value: its kind, and how long or how large it may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ValueRule {
    /// What it is.
    pub kind: Kind,
    /// Least number of characters; of a number, how many digits may stand behind the point.
    pub min: u8,
    /// Most characters; of a number, most digits.
    pub max: u8,
    /// The codes to choose from, of a [`Kind::Code`], set apart by spaces.
    pub codes: &'static str,
}

/// Kinds of values, by the simple types of the schemas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Anything.
    Any,
    /// Text with something else than zeros in it.
    Text,
    /// Letters without accents and digits.
    Alphanumeric,
    /// The same, with something else than zeros in it.
    Identifier,
    /// Digits, perhaps none.
    Digits,
    /// Digits, with something else than zeros among them.
    SomeDigits,
    /// A whole number above 0.
    Number,
    /// An amount above 0.
    Amount,
    /// An amount of 0 or more.
    AmountOrZero,
    /// A rate above 0 and below 100.
    Rate,
    /// One of some codes.
    Code,
    /// A day.
    Date,
    /// A year.
    Year,
    /// 0 or 1.
    Boolean,
    /// The number of an accounting office.
    Codique,
    /// A digit or capital letter, and a digit.
    BudgetCode,
    /// A bank's international code.
    Bic,
    /// An international account number.
    Iban,
    /// Text in the characters of SEPA.
    Sepa,
    /// The number of an invoice for Chorus Pro.
    InvoiceNumber,
    /// The INSEE code of a country of birth.
    CountryCode,
    /// The INSEE code of a department of birth.
    Department,
    /// The name of a place of birth.
    PlaceName,
    /// What an attachment refers to.
    Reference,
    /// A file name with an extension of two to four characters.
    FileName,
}

impl Kind {
    /// The name in Fluent messages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Any | Self::Text => "text",
            Self::Alphanumeric | Self::Identifier => "alphanumeric",
            Self::Digits | Self::SomeDigits => "digits",
            Self::Number => "number",
            Self::Amount => "amount",
            Self::AmountOrZero => "amount-or-zero",
            Self::Rate => "rate",
            Self::Code => "code",
            Self::Date => "date",
            Self::Year => "year",
            Self::Boolean => "boolean",
            Self::Codique => "codique",
            Self::BudgetCode => "budget",
            Self::Bic => "bic",
            Self::Iban => "iban",
            Self::FileName => "file-name",
            Self::Sepa
            | Self::InvoiceNumber
            | Self::CountryCode
            | Self::Department
            | Self::PlaceName
            | Self::Reference => "characters",
        }
    }
}

impl ValueRule {
    pub(super) const fn new(kind: Kind, min: u8, max: u8) -> Self {
        Self { kind, min, max, codes: "" }
    }

    pub(super) const fn code(codes: &'static str) -> Self {
        Self { kind: Kind::Code, min: 1, max: 3, codes }
    }

    /// Whether a value is as it must be; it is in UTF-8.
    #[must_use]
    pub fn accepts(&self, value: &[u8]) -> bool {
        match self.kind {
            Kind::Code => self.has_code(value),
            Kind::Number => self.decimal(value).is_some_and(|number| number.above_zero),
            Kind::Amount => self.decimal(value).is_some_and(|number| number.above_zero),
            Kind::AmountOrZero => self.decimal(value).is_some_and(|number| number.above_zero || number.zero),
            Kind::Rate => {
                self.decimal(value).is_some_and(|number| number.above_zero && number.whole_digits <= 2)
            }
            Kind::Date => is_date(trim(value)),
            Kind::Year => is_year(trim(value)),
            Kind::Boolean => matches!(trim(value), b"0" | b"1" | b"true" | b"false"),
            _ => self.has_length(value) && self.accepts_characters(value),
        }
    }

    /// The codes of one rule are all of one length.
    fn has_code(&self, value: &[u8]) -> bool {
        let codes = self.codes.as_bytes();
        let length = codes.iter().position(|byte| *byte == b' ').unwrap_or(codes.len());
        // Byte by byte: a comparison of slices would be a call for each code.
        let is_it = |code: &[u8]| code.iter().zip(value).all(|(code, byte)| code == byte);
        value.len() == length && codes.chunks(length + 1).any(is_it)
    }

    fn has_length(&self, value: &[u8]) -> bool {
        let (min, max) = (usize::from(self.min), usize::from(self.max));
        // Characters are no more than bytes: most values need no counting.
        if value.len() < min {
            return false;
        }
        if value.len() <= max && min <= 1 {
            return true;
        }
        let characters = value.iter().filter(|byte| **byte & 0xC0 != 0x80).count();
        (min..=max).contains(&characters)
    }

    fn accepts_characters(&self, value: &[u8]) -> bool {
        let class = match self.kind {
            Kind::Any => return true,
            Kind::Text => return is_text(value) && is_not_zero(value),
            Kind::FileName => return is_text(value) && has_extension(value),
            Kind::Bic => return is_bic(value),
            Kind::Digits | Kind::SomeDigits | Kind::CountryCode => class::DIGIT,
            Kind::Alphanumeric
            | Kind::Identifier
            | Kind::Codique
            | Kind::BudgetCode
            | Kind::Department
            | Kind::Iban => class::ALPHANUMERIC,
            Kind::Sepa => class::SEPA,
            Kind::InvoiceNumber => class::INVOICE_NUMBER,
            Kind::PlaceName => class::PLACE_NAME,
            _ => class::REFERENCE,
        };
        if value.iter().fold(class, |class, byte| class & CLASS[usize::from(*byte)]) == 0 {
            return false;
        }
        match (self.kind, value) {
            (Kind::Digits | Kind::Alphanumeric | Kind::Sepa, _) => true,
            (Kind::Codique, [b'0', b'2', b'A' | b'B', rest @ ..]) => {
                matches!(rest.len(), 3 | 4) && are_digits(rest)
            }
            (Kind::Codique, _) => are_digits(value) && is_not_zero(value),
            (Kind::BudgetCode, _) => {
                matches!(value, [first, second] if !first.is_ascii_lowercase() && second.is_ascii_digit())
            }
            // The length was looked at, but for the one character that must follow.
            (Kind::Iban, [c1, c2, k1, k2, _, ..]) => {
                [c1, c2].iter().all(|byte| byte.is_ascii_uppercase()) && are_digits(&[*k1, *k2])
            }
            (Kind::Iban, _) => false,
            (Kind::CountryCode, _) => matches!(value.first(), Some(b'1'..=b'5')),
            (Kind::Department, [b'2', b'A' | b'B']) => true,
            (Kind::Department, [b'0'..=b'8', b'0'..=b'9'] | [b'9', b'0'..=b'5']) => is_not_zero(value),
            (Kind::Department, [b'9', b'7', b'1'..=b'8'] | [b'9', b'8', b'6'..=b'8']) => true,
            (Kind::Department, _) => false,
            (Kind::PlaceName, _) => {
                is_text(value) && is_not_zero(value) && !value.iter().any(u8::is_ascii_lowercase)
            }
            _ => is_text(value) && is_not_zero(value),
        }
    }

    /// A decimal number within the digits allowed.
    fn decimal(&self, value: &[u8]) -> Option<Decimal> {
        if let Some(whole_digits) = plain_amount(value)
            && whole_digits + 2 <= usize::from(self.max)
            && self.min >= 2
        {
            return Some(Decimal { above_zero: true, zero: false, whole_digits });
        }
        let value = if value.first().is_some_and(u8::is_ascii_digit) { value } else { trim(value) };
        let (negative, unsigned) = match value {
            [b'-', rest @ ..] => (true, rest),
            [b'+', rest @ ..] => (false, rest),
            _ => (false, value),
        };
        let (mut digits, mut whole_digits, mut fraction_digits) = (0_usize, 0, 0);
        // How many digits there are behind the point, once it was met.
        let mut behind: Option<usize> = None;
        for (index, byte) in unsigned.iter().enumerate() {
            match (byte, behind) {
                (b'0'..=b'9', None) => whole_digits += usize::from(whole_digits > 0 || *byte != b'0'),
                (b'0'..=b'9', Some(count)) => {
                    behind = Some(count + 1);
                    // Zeros at the end do not count.
                    fraction_digits = if *byte == b'0' { fraction_digits } else { count + 1 };
                }
                (b'.', None) => {
                    behind = Some(0);
                    continue;
                }
                // White space may follow.
                _ if trim(&unsigned[index..]).is_empty() => break,
                _ => return None,
            }
            digits += 1;
        }
        if digits == 0
            || whole_digits + fraction_digits > usize::from(self.max)
            || fraction_digits > usize::from(self.min)
        {
            return None;
        }
        let zero = whole_digits + fraction_digits == 0;
        Some(Decimal { above_zero: !zero && !negative, zero, whole_digits })
    }
}

/// Bits of [`CLASS`].
mod class {
    pub(super) const DIGIT: u8 = 1;
    pub(super) const ALPHANUMERIC: u8 = 2;
    pub(super) const SEPA: u8 = 4;
    pub(super) const INVOICE_NUMBER: u8 = 8;
    pub(super) const PLACE_NAME: u8 = 16;
    pub(super) const REFERENCE: u8 = 32;
}

/// Which values may have each byte in them, as bits of [`class`].
static CLASS: [u8; 256] = {
    const fn add(mut classes: [u8; 256], bytes: &[u8], bits: u8) -> [u8; 256] {
        let mut index = 0;
        while index < bytes.len() {
            classes[bytes[index] as usize] |= bits;
            index += 1;
        }
        classes
    }
    let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    let classes = add([0; 256], b"0123456789", 0xFF);
    let classes = add(classes, letters, !class::DIGIT);
    let classes = add(classes, b"/?:()., -+'", class::SEPA);
    let classes = add(classes, b" -/_+", class::INVOICE_NUMBER);
    // The last two are those of a ligature.
    let classes = add(classes, b" '-()\xC5\x92", class::PLACE_NAME);
    add(classes, b"/_", class::REFERENCE)
};

/// How many digits there are before the point of an amount as nearly all are written: above 1, with two digits behind.
fn plain_amount(value: &[u8]) -> Option<usize> {
    let (whole, [b'.', tens, ones]) = value.split_last_chunk()? else { return None };
    let digits = |bytes: &[u8]| bytes.iter().fold(true, |all, byte| all & byte.is_ascii_digit());
    (matches!(whole.first(), Some(b'1'..=b'9')) && digits(whole) && digits(&[*tens, *ones]))
        .then_some(whole.len())
}

struct Decimal {
    above_zero: bool,
    zero: bool,
    whole_digits: usize,
}

/// What the base type of texts asks: not nothing, one space or one point, not `nc`, and in three or more characters
/// no line end.
fn is_text(value: &[u8]) -> bool {
    match value {
        b"" | b" " | b"." | b"nc" => false,
        _ => value.len() < 3 || memchr::memchr2(b'\n', b'\r', value).is_none(),
    }
}

/// Whether there is something else than zeros.
fn is_not_zero(value: &[u8]) -> bool {
    value.iter().any(|byte| *byte != b'0')
}

fn are_digits(value: &[u8]) -> bool {
    value.iter().all(u8::is_ascii_digit)
}

fn is_bic(value: &[u8]) -> bool {
    let capital_or_digit = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    let Some((head, rest)) = value.split_first_chunk::<8>() else {
        return false;
    };
    head[..6].iter().all(u8::is_ascii_uppercase)
        && matches!(head[6], b'A'..=b'Z' | b'2'..=b'9')
        && matches!(head[7], b'A'..=b'N' | b'P'..=b'Z' | b'0'..=b'9')
        && matches!(rest.len(), 0 | 3)
        && rest.iter().all(capital_or_digit)
}

fn has_extension(value: &[u8]) -> bool {
    let Some(point) = value.iter().rposition(|byte| *byte == b'.') else {
        return false;
    };
    let extension = &value[point + 1..];
    point > 0 && (2..=4).contains(&extension.len()) && extension.iter().all(u8::is_ascii_alphanumeric)
}

/// `YYYY-MM-DD`, perhaps with a time zone, of a day that there is.
fn is_date(value: &[u8]) -> bool {
    let value = value.strip_prefix(b"-").unwrap_or(value);
    let Some(hyphen) = value.iter().position(|byte| *byte == b'-') else {
        return false;
    };
    let (year, rest) = value.split_at(hyphen);
    let [b'-', m1, m2, b'-', d1, d2, zone @ ..] = rest else {
        return false;
    };
    let two = |tens: u8, ones: u8| {
        (tens.is_ascii_digit() && ones.is_ascii_digit()).then(|| (tens - b'0') * 10 + (ones - b'0'))
    };
    let (Some(month), Some(day)) = (two(*m1, *m2), two(*d1, *d2)) else {
        return false;
    };
    let leap = || {
        let year = year.iter().fold(0_u64, |year, digit| {
            year.wrapping_mul(10).wrapping_add(u64::from(digit.wrapping_sub(b'0')))
        });
        year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
    };
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap() => 29,
        2 => 28,
        _ => return false,
    };
    is_plain_year(year) && (1..=days).contains(&day) && is_zone(zone)
}

/// `YYYY`, perhaps with a time zone.
fn is_year(value: &[u8]) -> bool {
    let value = value.strip_prefix(b"-").unwrap_or(value);
    let digits = value.iter().take_while(|byte| byte.is_ascii_digit()).count();
    is_plain_year(&value[..digits]) && is_zone(&value[digits..])
}

fn is_plain_year(year: &[u8]) -> bool {
    // As many as libxml2 can count.
    (4..=18).contains(&year.len())
        && year.iter().all(u8::is_ascii_digit)
        && (year.len() == 4 || year[0] != b'0')
        && year.iter().any(|digit| *digit != b'0')
}

fn is_zone(zone: &[u8]) -> bool {
    match zone {
        [] | b"Z" => true,
        [b'+' | b'-', h1, h2, b':', m1, m2] => {
            let digits = [h1, h2, m1, m2].iter().all(|digit| digit.is_ascii_digit());
            let hours = u32::from(*h1) * 10 + u32::from(*h2);
            let zero = u32::from(b'0') * 11;
            digits && *m1 < b'6' && (hours < zero + 14 || (hours == zero + 14 && [*m1, *m2] == *b"00"))
        }
        _ => false,
    }
}

/// A value without the white space around it, which numbers and days may have.
pub(in crate::pes) fn trim(value: &[u8]) -> &[u8] {
    let space = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
    let start = value.iter().take_while(|byte| space(byte)).count();
    let end = value.len() - value[start..].iter().rev().take_while(|byte| space(byte)).count();
    &value[start..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_judged_by_their_rule() {
        let cases: &[(ValueRule, &[&str], &[&str])] = &[
            (
                ValueRule::new(Kind::Text, 1, 3),
                &["é", "été", "0a", "n"],
                &["", "étés", "000", "nc", " ", "."],
            ),
            (
                ValueRule::new(Kind::Amount, 2, 5),
                &["1", "0.01", " 123.45 ", "1.500", "+1"],
                &["0", "-1", "1.234", "1234.56", "", ".", "1,5"],
            ),
            (ValueRule::new(Kind::AmountOrZero, 2, 5), &["0", "0.00", "1."], &["-1"]),
            (ValueRule::new(Kind::Rate, 2, 18), &["99.99"], &["100", "0"]),
            (
                ValueRule::new(Kind::Date, 0, 0),
                &["2024-02-29", "2026-11-20Z", "2026-11-20+02:00"],
                &["2026-02-29", "2026-13-01", "20/11/2026", "0000-01-01", "2026-1-1", ""],
            ),
            (ValueRule::new(Kind::Year, 0, 0), &["2026"], &["26", "0000", "2026-11"]),
            (
                ValueRule::new(Kind::Codique, 6, 7),
                &["057014", "02A123", "02B1234"],
                &["02C123", "57014", "000000", "02A12"],
            ),
            (
                ValueRule::new(Kind::Bic, 8, 11),
                &["DEMOFRPP", "DEMOFRPPXXX"],
                &["DEMOFRP", "demofrpp", "DEMOFRPPXX", "DEMOFR1P"],
            ),
            (ValueRule::new(Kind::Iban, 1, 34), &["FR7612"], &["fr7612", "FR76"]),
            (
                ValueRule::new(Kind::FileName, 0, 100),
                &["a.pdf", "a.b.xml"],
                &["a", ".pdf", "a.jpegs", "a.p", "a.tar_gz"],
            ),
            (ValueRule::code("01 02"), &["01"], &["", "03", "01 02", "1"]),
        ];
        for (rule, good, bad) in cases {
            good.iter().for_each(|value| assert!(rule.accepts(value.as_bytes()), "{rule:?}: {value}"));
            bad.iter().for_each(|value| assert!(!rule.accepts(value.as_bytes()), "{rule:?}: {value}"));
        }
    }
}
