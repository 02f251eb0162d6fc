//! Numbers, sizes, dates and sums as people write them.

use fluent_bundle::types::FluentValue;

use super::{Language, Words};
use crate::pes::Amount;
use crate::xades::SigningTime;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Words {
    /// A file's size, such as `1,5 Mo`, in the units of file managers: 1024 bytes make a kilobyte.
    #[must_use]
    pub fn size(&self, bytes: u64) -> String {
        const UNITS: [&str; 3] = ["size-kilobytes", "size-megabytes", "size-gigabytes"];
        if bytes < 1024 {
            let value = bytes.to_string();
            return self.message("size-bytes", &[("count", bytes.into()), ("value", (&value).into())]);
        }
        let mut unit = 1024;
        let mut index = 0;
        // What would be rounded to 1024 of a unit is one of the next.
        while rounded_tenths(bytes, unit) >= 10_240 && index + 1 < UNITS.len() {
            unit *= 1024;
            index += 1;
        }
        let tenths = rounded_tenths(bytes, unit);
        let (group, point) = self.separators();
        let value = match (tenths / 10, tenths % 10) {
            (whole @ 0..10, tenth @ 1..) => format!("{whole}{point}{tenth}"),
            (whole, tenth) => grouped(&(whole + u64::from(tenth >= 5)).to_string(), group),
        };
        self.message(UNITS[index], &[("value", (&value).into())])
    }

    /// A day written `YYYY-MM-DD` in a PES, such as `20/11/2026`; anything else stays as it is.
    #[must_use]
    pub fn date(&self, day: &str) -> String {
        let mut parts = day.trim().splitn(3, '-');
        let mut part = |digits| {
            parts.next().filter(|p| p.len() == digits && p.bytes().all(|byte| byte.is_ascii_digit()))
        };
        let (Some(year), Some(month), Some(date)) = (part(4), part(2), part(2)) else {
            return day.to_owned();
        };
        match self.language {
            Language::French => format!("{date}/{month}/{year}"),
            Language::English => {
                let name = month.parse::<usize>().ok().and_then(|month| MONTHS.get(month.checked_sub(1)?));
                match name {
                    Some(name) => format!("{} {name} {year}", date.trim_start_matches('0')),
                    None => day.to_owned(),
                }
            }
        }
    }

    /// The UTC day of a moment in seconds since 1970, as [`Self::date`] writes it.
    #[must_use]
    pub fn day_of(&self, unix: u64) -> String {
        let text = SigningTime::from_unix(unix).map(|time| time.to_string()).unwrap_or_default();
        self.date(text.get(..10).unwrap_or_default())
    }

    /// A sum of money.
    #[must_use]
    pub fn amount(&self, amount: Amount) -> String {
        match self.language {
            Language::French => amount.in_french(),
            Language::English => amount.in_english(),
        }
    }

    /// A number with its thousands set apart.
    #[must_use]
    pub fn number(&self, number: u64) -> String {
        grouped(&number.to_string(), self.separators().0)
    }

    fn separators(&self) -> (&'static str, &'static str) {
        match self.language {
            Language::French => ("\u{202f}", ","),
            Language::English => (",", "."),
        }
    }
}

/// How Fluent writes a number; `None` for what is no number.
pub(super) fn number(value: &FluentValue<'_>, group: &str, point: &str) -> Option<String> {
    let FluentValue::Number(number) = value else {
        return None;
    };
    let plain = number.as_string();
    let (sign, digits) = plain.strip_prefix('-').map_or(("", &*plain), |digits| ("−", digits));
    Some(match digits.split_once('.') {
        None => format!("{sign}{}", grouped(digits, group)),
        Some((whole, fraction)) => format!("{sign}{}{point}{fraction}", grouped(whole, group)),
    })
}

fn grouped(digits: &str, group: &str) -> String {
    let mut text = String::with_capacity(digits.len() * 2);
    for (index, digit) in digits.char_indices() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push_str(group);
        }
        text.push(digit);
    }
    text
}

fn rounded_tenths(bytes: u64, unit: u64) -> u64 {
    let tenths = (u128::from(bytes) * 10 + u128::from(unit) / 2) / u128::from(unit);
    u64::try_from(tenths).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_short_and_in_the_units_of_file_managers() {
        let (french, english) = (Words::new(Language::French), Words::new(Language::English));
        for (bytes, in_french, in_english) in [
            (0, "0 octet", "0 bytes"),
            (1023, "1023 octets", "1023 bytes"),
            (1024, "1 ko", "1 kB"),
            (1536, "1,5 ko", "1.5 kB"),
            (10 * 1024 + 512, "11 ko", "11 kB"),
            ((1 << 20) - 1, "1 Mo", "1 MB"),
            (128 << 20, "128 Mo", "128 MB"),
            (5 << 40, "5\u{202f}120 Go", "5,120 GB"),
        ] {
            let plain = |text: String| text.replace('\u{a0}', " ");
            assert_eq!(plain(french.size(bytes)), in_french);
            assert_eq!(plain(english.size(bytes)), in_english);
        }
    }

    #[test]
    fn dates_are_written_as_each_language_does_and_others_left_alone() {
        let (french, english) = (Words::new(Language::French), Words::new(Language::English));
        assert_eq!(french.date("2026-11-03"), "03/11/2026");
        assert_eq!(english.date("2026-11-03"), "3 November 2026");
        assert_eq!(english.day_of(1_795_424_400), "23 November 2026");
        for odd in ["", "2026", "20261103", "2026-11-3", "2026-11-03T00:00:00", "é", "2026-1é-03"] {
            assert_eq!(french.date(odd), odd);
        }
        assert_eq!(english.date("2026-13-03"), "2026-13-03");
    }

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(Words::new(Language::French).number(1_234_567), "1\u{202f}234\u{202f}567");
        assert_eq!(Words::new(Language::English).number(999), "999");
        let negative = number(&FluentValue::from(-1234.5), "\u{202f}", ",");
        assert_eq!(negative.as_deref(), Some("−1\u{202f}234,5"));
    }
}
