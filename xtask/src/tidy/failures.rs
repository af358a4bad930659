//! The page of known failures names tests that exist.

use anyhow::{Context, Result};

use crate::sh::root;

const PAGE: &str = "docs/reference/failures.md";

/// Rows whose test is not there.
pub(crate) fn check() -> Result<Vec<String>> {
    let root = root();
    let page = std::fs::read_to_string(root.join(PAGE)).with_context(|| format!("reading {PAGE}"))?;
    let mut breaches = Vec::new();
    for line in page
        .lines()
        .filter(|line| line.starts_with("| ") && line.contains("/tests/"))
    {
        let mut named = line
            .rsplit('|')
            .nth(1)
            .unwrap_or_default()
            .split('`')
            .skip(1)
            .step_by(2);
        let (Some(file), Some(test)) = (named.next(), named.next()) else {
            breaches.push(format!("{PAGE}: no file and test in `{line}`"));
            continue;
        };
        let source = std::fs::read_to_string(root.join(file)).unwrap_or_default();
        if !source.contains(&format!("fn {test}(")) {
            breaches.push(format!("{PAGE}: there is no test `{test}` in {file}"));
        }
    }
    Ok(breaches)
}
