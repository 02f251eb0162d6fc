//! `SigningTime`: UTC, to the second.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use der::DateTime;

/// A moment between 1970 and 9999, written `YYYY-MM-DDThh:mm:ssZ` as the policy demands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SigningTime(DateTime);

impl SigningTime {
    /// The moment `seconds` after the start of 1970, UTC; `None` beyond the year 9999.
    #[must_use]
    pub fn from_unix(seconds: u64) -> Option<Self> {
        DateTime::from_unix_duration(Duration::from_secs(seconds)).ok().map(Self)
    }

    /// Seconds since the start of 1970, UTC.
    #[must_use]
    pub fn unix(self) -> u64 {
        self.0.unix_duration().as_secs()
    }

    /// Reads what `xs:dateTime` allows (XML Schema part 2, §3.2.7), from 1970 on: with or without a fraction, with an
    /// offset, `Z`, or nothing, which stands for UTC.
    #[must_use]
    pub fn parse_lenient(text: &str) -> Option<Self> {
        let text = text.trim();
        let (seconds, rest) = (text.get(..19)?, text.get(19..)?);
        let base: Self = format!("{seconds}Z").parse().ok()?;
        let rest = match rest.strip_prefix('.') {
            Some(fraction) if fraction.starts_with(|c: char| c.is_ascii_digit()) => {
                fraction.trim_start_matches(|c: char| c.is_ascii_digit())
            }
            _ => rest,
        };
        let offset = match rest.as_bytes() {
            b"" | b"Z" => 0,
            [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
                let digit = |byte: &u8| char::from(*byte).to_digit(10).map(i64::from);
                let (hours, minutes) = (digit(h1)? * 10 + digit(h2)?, digit(m1)? * 10 + digit(m2)?);
                let seconds = (hours * 60 + minutes) * 60;
                if minutes > 59 || seconds > 14 * 3600 {
                    return None;
                }
                if *sign == b'+' { seconds } else { -seconds }
            }
            _ => return None,
        };
        let seconds = i64::try_from(base.unix()).ok()?.checked_sub(offset)?;
        Self::from_unix(u64::try_from(seconds).ok()?)
    }
}

impl FromStr for SigningTime {
    type Err = der::Error;

    fn from_str(text: &str) -> Result<Self, der::Error> {
        text.parse().map(Self)
    }
}

impl fmt::Display for SigningTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_written_in_utc_to_the_second() {
        let time: SigningTime = "2026-11-23T09:00:00Z".parse().unwrap();
        assert_eq!(time.unix(), 1_795_424_400);
        assert_eq!(SigningTime::from_unix(1_795_424_400).unwrap().to_string(), "2026-11-23T09:00:00Z");
        for bad in ["2026-11-23 09:00:00", "2026-11-23T09:00:00", "2026-13-23T09:00:00Z", "now"] {
            assert!(bad.parse::<SigningTime>().is_err(), "{bad}");
        }
    }

    #[test]
    fn other_forms_of_the_same_moment_are_understood() {
        let time: SigningTime = "2026-11-23T09:00:00Z".parse().unwrap();
        for text in [
            "2026-11-23T09:00:00.187Z",
            "2026-11-23T10:00:00+01:00",
            " 2026-11-23T09:00:00 ",
            "2026-11-23T06:30:00-02:30",
        ] {
            assert_eq!(SigningTime::parse_lenient(text), Some(time), "{text}");
        }
        for bad in [
            "",
            "2026-11-23",
            "2026-11-23T09:00:00+1",
            "2026-11-23T09:00:00 UTC",
            "é026-11-23T09:00:00Z",
            "2026-11-23T09:00:00.",
            "2026-11-23T09:00:00.Z",
            "2026-11-23T09:00:00+14:01",
            "2026-11-23T09:00:00+01:60",
        ] {
            assert_eq!(SigningTime::parse_lenient(bad), None, "{bad}");
        }
    }
}
