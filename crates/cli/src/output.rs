//! What a person or a script reads: tables and JSON on the output stream, talk on the error stream.
#![expect(clippy::print_stderr, reason = "this is where the command line prints")]

use std::io::{ErrorKind, Write};

use serde::Serialize;

/// Prints a value as indented JSON.
pub(crate) fn json(value: &impl Serialize) -> anyhow::Result<()> {
    line(&serde_json::to_string_pretty(value)?);
    Ok(())
}

/// Prints a line of data. A reader that has seen enough (`head`) is no error; a full disk is.
#[expect(
    clippy::exit,
    reason = "nothing can be done without output, and unwinding would say it worse"
)]
pub(crate) fn line(text: &str) {
    match writeln!(std::io::stdout(), "{text}") {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::BrokenPipe => std::process::exit(0),
        Err(error) => {
            eprintln!("error: cannot print: {error}");
            std::process::exit(1);
        }
    }
}

/// Says something beside the data.
pub(crate) fn say(text: &str) {
    eprintln!("{text}");
}

/// Prints a table: columns as wide as their widest cell, numbers to the right.
pub(crate) fn table(header: &[&str], rows: &[Vec<String>]) {
    let width = |column: usize| {
        let cells = rows
            .iter()
            .filter_map(|row| row.get(column))
            .map(|cell| cell.chars().count());
        cells.chain([header[column].len()]).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..header.len()).map(width).collect();
    let print = |cells: &mut dyn Iterator<Item = &str>| {
        let padded: Vec<String> = cells
            .zip(&widths)
            .map(|(cell, width)| pad(cell, *width))
            .collect();
        line(padded.join("  ").trim_end());
    };
    print(&mut header.iter().copied());
    for row in rows {
        print(&mut row.iter().map(String::as_str));
    }
}

fn pad(cell: &str, width: usize) -> String {
    let number = !cell.is_empty() && cell.chars().all(|c| c.is_ascii_digit() || ".,-%".contains(c));
    if number {
        format!("{cell:>width$}")
    } else {
        format!("{cell:<width$}")
    }
}

/// `3 d 4 h`, `12 min`, `0.4 s`: a duration in at most two units.
pub(crate) fn duration(milliseconds: i64) -> String {
    let seconds = milliseconds / 1000;
    match seconds {
        0..60 => format!("{}.{} s", seconds, milliseconds % 1000 / 100),
        60..3600 => format!("{} min {} s", seconds / 60, seconds % 60),
        3600..86_400 => format!("{} h {} min", seconds / 3600, seconds % 3600 / 60),
        _ => format!("{} d {} h", seconds / 86_400, seconds % 86_400 / 3600),
    }
}
