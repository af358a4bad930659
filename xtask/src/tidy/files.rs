//! What no file may hold, and how long it may be.

use std::fs;

use anyhow::Result;

use crate::sh::{command, root};

/// Most lines of a source file, tests apart.
const MOST_LINES: usize = 800;

/// Text that no file may hold: pieces are joined here so that this file does not hold them itself.
const FORBIDDEN: &[(&[&str], &str)] = &[
    (&["/wo", "rk/"], "a path of some machine"),
    (&["/ro", "ot/"], "a path of some machine"),
    (&["crates", ".io/api"], "a registry's host"),
    (&["registry.", "npmjs"], "a registry's host"),
    (&["to", "do!("], "unfinished code"),
    (&["unimpl", "emented!("], "unfinished code"),
    (&["#[ign", "ore"], "a test that does not run"),
    (&["it.sk", "ip("], "a test that does not run"),
    (&["test.sk", "ip("], "a test that does not run"),
];

/// SQL that writes or reads tables belongs to these folders.
const SQL_ROOMS: &[&str] = &["crates/lake/", "crates/control/", "crates/measures/", "benches/"];

pub(crate) fn check() -> Result<Vec<String>> {
    let listing = command(".", "git ls-files --cached --others --exclude-standard").output()?;
    let mut breaches = Vec::new();
    for path in String::from_utf8_lossy(&listing.stdout).lines() {
        let Ok(text) = fs::read_to_string(root().join(path)) else {
            continue;
        };
        if is_generated(path) {
            continue;
        }
        for (pieces, what) in FORBIDDEN {
            if let Some(line) = text.lines().position(|line| line.contains(&pieces.concat())) {
                breaches.push(format!("{path}:{}: {what}", line + 1));
            }
        }
        breaches.extend(length(path, &text));
        breaches.extend(sql(path, &text));
    }
    Ok(breaches)
}

fn is_generated(path: &str) -> bool {
    ["Cargo.lock", "package-lock.json", "openapi.json", "schema.ts"]
        .iter()
        .any(|name| path.ends_with(name))
}

fn length(path: &str, text: &str) -> Option<String> {
    let code = [".rs", ".ts", ".tsx"].iter().any(|ending| path.ends_with(ending));
    let lines = text.lines().count();
    (code && lines > MOST_LINES).then(|| format!("{path}: {lines} lines; split it (most is {MOST_LINES})"))
}

fn sql(path: &str, text: &str) -> Option<String> {
    let rust = path.ends_with("rs") && path.starts_with("crates/") && !path.contains("/tests");
    if !rust || SQL_ROOMS.iter().any(|room| path.starts_with(room)) {
        return None;
    }
    let tests = text.find("#[cfg(test)]").unwrap_or(text.len());
    let line = text[..tests].lines().position(|line| {
        !line.trim_start().starts_with("//")
            && ["\"SELECT ", "\"INSERT ", "\"UPDATE ", "\"DELETE FROM "]
                .iter()
                .any(|verb| line.contains(verb))
    })?;
    Some(format!(
        "{path}:{}: SQL outside lake, control and measures",
        line + 1
    ))
}
