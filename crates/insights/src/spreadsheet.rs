//! Cells that a spreadsheet would run as a formula.
//!
//! Titles, names and branches come from whoever may write to an upstream. A cell that begins with `=`, `+`, `-`, `@`, a tab or a
//! carriage return, and is no number, gets a `'` in front, which spreadsheets show as text.

use std::borrow::Cow;

/// Whether the text, but for apostrophes in front of it, would be run.
fn is_formula(text: &str) -> bool {
    let text = text.trim_start_matches('\'');
    text.starts_with(['=', '+', '-', '@', '\t', '\r']) && text.parse::<f64>().is_err()
}

/// The text as a cell that nothing runs.
pub fn guarded(text: &str) -> Cow<'_, str> {
    if is_formula(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The text that a guarded cell stands for.
pub fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if is_formula(text) => text,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::{guarded, unguarded};

    #[test]
    fn formulas_are_guarded_and_come_back() {
        let cells = [
            ("=1+1", "'=1+1"),
            ("-cmd", "'-cmd"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\tcmd", "'\tcmd"),
            ("'=x", "''=x"),
            ("-5", "-5"),
            ("+1.5", "+1.5"),
            ("'quoted", "'quoted"),
            ("plain", "plain"),
            ("", ""),
        ];
        for (text, cell) in cells {
            assert_eq!(guarded(text), cell);
            assert_eq!(unguarded(cell), text);
        }
    }
}
