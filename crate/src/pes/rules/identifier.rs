//! Numbers of bodies and persons.

/// Whether `id` is of the kind that `NatIdTiers` says; lengths and keys are those of its annotation.
pub(super) fn has_form(kind: &[u8], id: &[u8]) -> bool {
    let length = id.len();
    let digits = || id.iter().all(u8::is_ascii_digit);
    match kind {
        b"01" => is_siret(id),
        b"02" => length == 9 && digits() && luhn(id).is_multiple_of(10),
        b"03" => length == 9 && id.iter().all(u8::is_ascii_alphanumeric),
        b"04" => is_nir(id),
        b"05" => (4..=18).contains(&length),
        b"06" => length <= 18,
        b"07" => length == 9,
        b"08" => (9..=10).contains(&length) && digits(),
        b"10" => length <= 18 && id.starts_with(b"FRWF"),
        b"11" => length <= 80 && id.len() >= 5 && id[..5].iter().all(u8::is_ascii_digit),
        b"12" => length == 13 && digits(),
        _ => true,
    }
}

/// Whether 14 digits are a SIRET: Luhn's sum fits, or, for the post offices, the sum of the digits.
pub(in crate::pes) fn is_siret(id: &[u8]) -> bool {
    let sum = || id.iter().map(|digit| u32::from(digit - b'0')).sum::<u32>();
    id.len() == 14
        && id.iter().all(u8::is_ascii_digit)
        && (luhn(id).is_multiple_of(10) || id.starts_with(b"356000000") && sum().is_multiple_of(5))
}

/// Whether it is the number of a creditor: six digits (« NNE »), or an ICS.
pub(super) fn is_creditor(id: &[u8]) -> bool {
    is_ics(id) || id.len() == 6 && id.iter().all(u8::is_ascii_digit)
}

/// Whether it has the order of an ICS: a country, two digits, and what the bank and the country give.
pub(super) fn is_ics(id: &[u8]) -> bool {
    let [a, b, c, d, rest @ ..] = id else { return false };
    id.len() == 13
        && [a, b].into_iter().all(u8::is_ascii_uppercase)
        && [c, d].into_iter().all(u8::is_ascii_digit)
        && rest.iter().all(u8::is_ascii_alphanumeric)
}

/// Luhn's sum of some digits.
fn luhn(digits: &[u8]) -> u32 {
    let double = |digit: u32| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
    let value = |(index, digit): (usize, &u8)| {
        let digit = u32::from(digit - b'0');
        if index % 2 == 1 { double(digit) } else { digit }
    };
    digits.iter().rev().enumerate().map(value).sum()
}

/// Whether it is a number of the social security with its key; Corsica's departments are letters.
fn is_nir(id: &[u8]) -> bool {
    let Some((number, key)) = id.split_at_checked(13).filter(|_| id.len() == 15) else {
        return false;
    };
    let mut digits: [u8; 13] = match number.try_into() {
        Ok(digits) => digits,
        Err(_) => return false,
    };
    let correction = match digits[5..7] {
        [b'2', b'A'] => 1_000_000_u64,
        [b'2', b'B'] => 2_000_000,
        _ => 0,
    };
    if correction > 0 {
        digits[6] = b'0';
    }
    if !digits.iter().chain(key).all(u8::is_ascii_digit) {
        return false;
    }
    let value = |digits: &[u8]| digits.iter().fold(0, |value, digit| value * 10 + u64::from(digit - b'0'));
    value(&digits).checked_sub(correction).is_some_and(|number| 97 - number % 97 == value(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_held_against_their_keys() {
        // The post office's head, as it publishes it, and one of its offices.
        assert!(is_siret(b"35600000000048") && is_siret(b"35600000049837"));
        assert!(!is_siret(b"35600000000049") && !is_siret(b"3560000000004"));
        assert!(has_form(b"02", b"732829320") && !has_form(b"02", b"732829321"));
        // The example of INSEE's definition, and the same person born in Corsica.
        assert!(has_form(b"04", b"255081416802538") && !has_form(b"04", b"255081416802539"));
        assert!(has_form(b"09", b"x"));
    }

    #[test]
    fn numbers_have_the_length_and_form_of_their_kind() {
        for (kind, right, wrong) in [
            (
                "03",
                &["570000158", "2A0000014"] as &[&str],
                &["57000015", "5700001580", "57000015-"] as &[&str],
            ),
            ("05", &["FR12", "FR0012345678901234"], &["FR1", "FR00123456789012345"]),
            ("06", &["A", "ABCDEFGHIJKLMNOPQR"], &["ABCDEFGHIJKLMNOPQRS"]),
            ("07", &["123456789", "A12345678"], &["12345678", "1234567890"]),
            ("08", &["123456789", "1234567890"], &["12345678", "12345678901", "12345678A"]),
            ("10", &["FRWF12"], &["FR12", "FRWF123456789012345"]),
            ("11", &["12345ABC"], &["1234ABC", "1234"]),
            ("12", &["1234567890123"], &["123456789012", "12345678901234", "123456789012A"]),
        ] {
            for id in right {
                assert!(has_form(kind.as_bytes(), id.as_bytes()), "{kind}: {id}");
            }
            for id in wrong {
                assert!(!has_form(kind.as_bytes(), id.as_bytes()), "{kind}: {id}");
            }
        }
    }

    #[test]
    fn a_former_creditor_has_six_digits_or_the_form_of_an_ics() {
        for id in ["123456", "FR00ZZZ999999"] {
            assert!(is_creditor(id.as_bytes()), "{id}");
        }
        for id in [
            "",
            "12345",
            "1234567",
            "12345A",
            "FR00ZZZ99999",
            "FR0AZZZ999999",
            "F100ZZZ999999",
            "FR00ZZZ99999-",
        ] {
            assert!(!is_creditor(id.as_bytes()), "{id}");
        }
    }
}
