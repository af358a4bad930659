//! CSV for spreadsheets: RFC 4180, and no cell that a spreadsheet would run as a formula.

use serde_json::Value;
use weir_insights::guarded;

/// One line.
pub(super) fn line<'a>(cells: impl Iterator<Item = &'a Value>) -> String {
    let cells: Vec<String> = cells.map(|cell| quoted(&guarded(&text(cell)))).collect();
    cells.join(",") + "\r\n"
}

fn text(cell: &Value) -> String {
    match cell {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\r', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

/// Guards CSV that was written elsewhere, piece by piece, however the pieces are cut.
#[derive(Default)]
pub(super) struct Guard {
    field: Vec<u8>,
    in_quotes: bool,
}

impl Guard {
    /// The guarded form of all fields that end in this piece.
    pub(super) fn push(&mut self, piece: &[u8]) -> Vec<u8> {
        let mut out = Vec::with_capacity(piece.len() + 16);
        for &byte in piece {
            match byte {
                b',' | b'\n' if !self.in_quotes => {
                    self.flush(&mut out);
                    out.push(byte);
                }
                b'"' => {
                    self.in_quotes = !self.in_quotes;
                    self.field.push(byte);
                }
                _ => self.field.push(byte),
            }
        }
        out
    }

    /// What is left.
    pub(super) fn finish(mut self) -> Vec<u8> {
        let mut out = Vec::new();
        self.flush(&mut out);
        out
    }

    fn flush(&mut self, out: &mut Vec<u8>) {
        let field = String::from_utf8_lossy(&self.field);
        // The writer ends lines with a bare line feed or with both; the first is no part of the field.
        let (field, end) = match field.strip_suffix('\r') {
            Some(field) => (field, "\r"),
            None => (field.as_ref(), ""),
        };
        let plain = match field.strip_prefix('"').and_then(|inner| inner.strip_suffix('"')) {
            Some(inner) => inner.replace("\"\"", "\""),
            None => field.to_owned(),
        };
        out.extend(quoted(&guarded(&plain)).as_bytes());
        out.extend(end.as_bytes());
        self.field.clear();
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Guard, line};

    #[test]
    fn formulas_become_texts_and_numbers_stay() {
        let cells = [
            json!("=1+1"),
            json!("-5"),
            json!("-cmd"),
            json!("+1.5"),
            json!("@SUM(A1)"),
            json!(-2.5),
            json!(null),
            json!(true),
            json!("a \"b\", c"),
            json!(["x"]),
        ];
        let expected = "'=1+1,-5,'-cmd,+1.5,'@SUM(A1),-2.5,,true,\"a \"\"b\"\", c\",\"[\"\"x\"\"]\"\r\n";
        assert_eq!(line(cells.iter()), expected);
    }

    #[test]
    fn a_guard_does_not_care_how_pieces_are_cut() {
        let written = "id,title\n1,\"=cmd(\"\"x\"\", 1)\nnext\"\r\n2,-5\n3,@a\n4,";
        let expected = "id,title\n1,\"'=cmd(\"\"x\"\", 1)\nnext\"\r\n2,-5\n3,'@a\n4,";
        for size in 1..written.len() {
            let mut guard = Guard::default();
            let mut out: Vec<u8> = written
                .as_bytes()
                .chunks(size)
                .flat_map(|piece| guard.push(piece))
                .collect();
            out.extend(guard.finish());
            assert_eq!(String::from_utf8(out).unwrap(), expected, "pieces of {size}");
        }
    }
}
