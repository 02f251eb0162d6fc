//! Keys of bank accounts.

/// Whether the key of a French account fits (97 minus the remainder of the account's number, letters as digits).
pub(super) fn rib_key_is_right(bank: &[u8], branch: &[u8], account: &[u8], key: &[u8]) -> bool {
    if (bank.len(), branch.len(), account.len(), key.len()) != (5, 5, 11, 2) {
        return false;
    }
    let all = bank.iter().chain(branch).chain(account).chain(key);
    let mut remainder = 0_u32;
    for byte in all {
        let Some(digit) = rib_digit(*byte) else {
            return false;
        };
        remainder = (remainder * 10 + digit) % 97;
    }
    remainder == 0
}

/// The digit that a character of a RIB stands for: A and J are 1, B, K and S are 2, and so on.
fn rib_digit(byte: u8) -> Option<u32> {
    let letter = byte.to_ascii_uppercase();
    Some(u32::from(match letter {
        b'0'..=b'9' => letter - b'0',
        b'A'..=b'I' => letter - b'A' + 1,
        b'J'..=b'R' => letter - b'J' + 1,
        b'S'..=b'Z' => letter - b'S' + 2,
        _ => return None,
    }))
}

/// Whether the two digits behind the country fit (ISO 7064, MOD 97-10).
pub(super) fn iban_key_is_right(iban: &[u8]) -> bool {
    let Some((head, rest)) = iban.split_at_checked(4) else {
        return false;
    };
    let mut remainder = 0_u64;
    // Eight characters are sixteen digits at most, for which there is room behind the remainder.
    for eight in rest.chunks(8).chain([head]) {
        for byte in eight {
            let digit = byte.wrapping_sub(b'0');
            remainder = match byte.to_ascii_uppercase() {
                _ if digit <= 9 => remainder * 10 + u64::from(digit),
                letter @ b'A'..=b'Z' => remainder * 100 + u64::from(letter - b'A') + 10,
                _ => return false,
            };
        }
        remainder %= 97;
    }
    // A French one has 27 characters.
    remainder % 97 == 1 && (!iban.starts_with(b"FR") || iban.len() == 27)
}

/// Whether the account is abroad; Monaco's are in the French system.
pub(super) fn is_foreign(iban: &[u8]) -> bool {
    iban.len() >= 2 && !iban.starts_with(b"FR") && !iban.starts_with(b"MC")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_accounts_are_told_right_from_wrong() {
        // The examples that ISO and the French banks publish.
        assert!(iban_key_is_right(b"FR1420041010050500013M02606"));
        assert!(iban_key_is_right(b"GB82WEST12345698765432"));
        assert!(!iban_key_is_right(b"FR1520041010050500013M02606"));
        assert!(!iban_key_is_right(b"FR14"));
        assert!(rib_key_is_right(b"20041", b"01005", b"0500013M026", b"06"));
        assert!(!rib_key_is_right(b"20041", b"01005", b"0500013M026", b"07"));
        assert!(!rib_key_is_right(b"20041", b"01005", b"0500013M02", b"06"));
    }
}
