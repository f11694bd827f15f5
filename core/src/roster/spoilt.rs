//! Values that a spreadsheet has spoilt: texts written as formulas, and ids that became numbers.

/// A value without blanks around it; of `="0012"`, as spreadsheets keep zeros, what is meant.
pub(super) fn plain(value: &str) -> &str {
    let value = value.trim();
    let inner = value.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    inner.map_or(value, str::trim)
}

/// Whether a value is a formula that says no more than a text.
pub(super) fn is_formula(value: &str) -> bool {
    plain(value).len() < value.trim().len()
}

/// Whether a value is a number such as `1.3E+04`, of which a spreadsheet has kept the first digits only.
pub(super) fn is_short_number(value: &str) -> bool {
    let Some((front, power)) = value.split_once(['E', 'e']) else { return false };
    let Some(power) = power.strip_prefix('+') else { return false };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, rest) = front.split_once(['.', ',']).unwrap_or((front, "0"));
    power.len() >= 2 && digits(power) && digits(whole) && digits(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_spreadsheets_do() {
        assert_eq!(
            [plain(" =\"0012\" "), plain("=\"\""), plain("=\""), plain("=1")],
            ["0012", "", "=\"", "=1"]
        );
        assert!(is_formula("=\"0012\"") && !is_formula(" 0012 "));
        for number in ["1.3E+04", "1E+15", "9,78314E+12", "2e+05"] {
            assert!(is_short_number(number), "{number}");
        }
        for id in ["7E5", "1E+4", "E+04", "A1E+04", "1.E+04", "anna+e@x.se", "1.3E-04", "123"] {
            assert!(!is_short_number(id), "{id}");
        }
    }
}
