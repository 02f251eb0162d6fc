//! Sums of money.

use std::fmt;
use std::ops::AddAssign;

/// A sum in euros, exact to the cent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount {
    cents: i64,
}

impl Amount {
    /// Reads what a PES writes: digits, at most two of them behind a point, perhaps a sign.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::from_bytes(text.trim().as_bytes())
    }

    /// As [`Self::parse`], of bytes.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let bytes = bytes.trim_ascii();
        let (negative, unsigned) = match bytes {
            [b'-', rest @ ..] => (true, rest),
            [b'+', rest @ ..] => (false, rest),
            _ => (false, bytes),
        };
        let euros = unsigned.iter().position(|byte| *byte == b'.').unwrap_or(unsigned.len());
        let cents = unsigned.get(euros + 1..).unwrap_or_default();
        if euros == 0 || euros > 16 || cents.len() > 2 {
            return None;
        }
        // Two digits behind the point always: what is not written is 0. Eighteen digits fit.
        let digits = unsigned[..euros].iter().chain(cents).chain(b"00").take(euros + 2);
        let mut number = 0_i64;
        for digit in digits {
            if !digit.is_ascii_digit() {
                return None;
            }
            number = number * 10 + i64::from(digit - b'0');
        }
        Some(Self { cents: if negative { -number } else { number } })
    }

    /// Whether it is above zero.
    #[must_use]
    pub fn is_positive(self) -> bool {
        self.cents > 0
    }

    /// The sum as French people read it: `9 876,50 €`, with spaces that do not break.
    #[must_use]
    pub fn in_french(self) -> String {
        self.grouped("\u{202f}", ",", "", "\u{a0}€")
    }

    /// The sum as English people read it: `€9,876.50`.
    #[must_use]
    pub fn in_english(self) -> String {
        self.grouped(",", ".", "€", "")
    }

    fn grouped(self, group: &str, point: &str, before: &str, after: &str) -> String {
        let plain = format!("{}", Self { cents: self.cents.abs() });
        let (euros, cents) = plain.split_once('.').unwrap_or((&plain, "00"));
        let mut grouped = String::new();
        for (index, digit) in euros.char_indices() {
            if index > 0 && (euros.len() - index).is_multiple_of(3) {
                grouped.push_str(group);
            }
            grouped.push(digit);
        }
        let sign = if self.cents < 0 { "−" } else { "" };
        format!("{sign}{before}{grouped}{point}{cents}{after}")
    }
}

impl fmt::Display for Amount {
    /// As JSON and PES write it: `9876.50`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.cents < 0 { "-" } else { "" };
        let cents = self.cents.unsigned_abs();
        write!(f, "{sign}{}.{:02}", cents / 100, cents % 100)
    }
}

impl std::ops::Add for Amount {
    type Output = Self;

    fn add(mut self, other: Self) -> Self {
        self += other;
        self
    }
}

impl AddAssign for Amount {
    fn add_assign(&mut self, other: Self) {
        self.cents = self.cents.saturating_add(other.cents);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_read_exactly_and_written_for_people() {
        for (text, plain, french) in [
            ("9876.5", "9876.50", "9\u{202f}876,50\u{a0}€"),
            ("0", "0.00", "0,00\u{a0}€"),
            ("-1234567.89", "-1234567.89", "−1\u{202f}234\u{202f}567,89\u{a0}€"),
            ("100", "100.00", "100,00\u{a0}€"),
        ] {
            let amount = Amount::parse(text).unwrap();
            assert_eq!((amount.to_string().as_str(), amount.in_french().as_str()), (plain, french));
        }
        assert_eq!(Amount::parse("12345.6").unwrap().in_english(), "€12,345.60");
        for bad in ["", ".5", "1,5", "1.234", "x", "1e3", "--1"] {
            assert_eq!(Amount::parse(bad), None, "{bad}");
        }
    }
}
