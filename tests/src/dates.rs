//! Instants as a signature writes them.

/// Seconds since 1970 of `2026-11-23T09:00:00Z` (with or without a fraction of a second); nothing where it is not one.
pub fn unix_seconds(instant: &str) -> Option<i64> {
    let (date, time) = instant.trim().strip_suffix('Z')?.split_once('T')?;
    let [year, month, day] = numbers(date, '-')?;
    let [hour, minute, second] = numbers(time.split('.').next()?, ':')?;
    Some(days_since_1970(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second)
}

/// The form that `xmlsec1 --verification-time` is given: a blank, and no leading zero before the hour.
pub fn verification_time(instant: &str) -> Option<String> {
    let (date, time) = instant.trim().strip_suffix('Z')?.split_once('T')?;
    let time = time.split('.').next()?;
    let (hour, rest) = time.split_once(':')?;
    Some(format!("{date} {}:{rest}", hour.parse::<u8>().ok()?))
}

fn numbers(text: &str, separator: char) -> Option<[i64; 3]> {
    let parts: Vec<i64> = text.split(separator).map(|part| part.parse().ok()).collect::<Option<_>>()?;
    parts.try_into().ok()
}

/// Days from civil, after Howard Hinnant.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year - era * 400;
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_count_from_1970() {
        assert_eq!(unix_seconds("1970-01-01T00:00:00Z"), Some(0));
        assert_eq!(unix_seconds("2026-11-23T09:00:00Z"), Some(1_795_424_400));
        assert_eq!(unix_seconds("2015-02-04T08:23:46.090Z"), Some(1_423_038_226));
        assert_eq!(unix_seconds("2026-11-23T09:00:00+01:00"), None);
    }

    #[test]
    fn the_hour_given_to_xmlsec1_has_no_leading_zero() {
        assert_eq!(verification_time("2026-11-23T09:05:00Z").as_deref(), Some("2026-11-23 9:05:00"));
    }
}
