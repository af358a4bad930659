//! The rules of the house that a compiler does not check.

mod failures;
mod files;
mod layers;

use anyhow::{Result, bail};

/// Checks all rules and prints every breach.
pub(crate) fn run(_: &[String]) -> Result<()> {
    let mut breaches = layers::check()?;
    breaches.extend(files::check()?);
    breaches.extend(failures::check()?);
    for breach in &breaches {
        eprintln!("{breach}");
    }
    match breaches.len() {
        0 => Ok(()),
        count => bail!("{count} breaches of the rules in ARCHITECTURE.md and CONTRIBUTING.md"),
    }
}

#[test]
fn the_house_is_tidy() {
    run(&[]).unwrap();
}
