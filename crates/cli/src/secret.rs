//! Secrets that commands are given: by file, standard input or environment, never as an argument, which others see.

use std::path::Path;

use anyhow::{Context, Result, bail};
use clap::Args;
use serde_json::{Map, Value};

/// Where secrets are read from.
#[derive(Args, Default)]
pub(crate) struct Secrets {
    /// A secret from a file; `-` reads standard input
    #[arg(long = "secret-file", value_name = "NAME=FILE")]
    files: Vec<String>,
    /// A secret from an environment variable
    #[arg(long = "secret-env", value_name = "NAME=VARIABLE")]
    variables: Vec<String>,
}

impl Secrets {
    /// The secrets by name, for the body of a call.
    pub(crate) fn read(&self) -> Result<Map<String, Value>> {
        let mut secrets = Map::new();
        for pair in &self.files {
            let (name, file) = split(pair)?;
            insert(&mut secrets, name, &read(Path::new(file))?)?;
        }
        for pair in &self.variables {
            let (name, variable) = split(pair)?;
            let text = std::env::var(variable)
                .with_context(|| format!("reading the environment variable {variable}"))?;
            insert(&mut secrets, name, &text)?;
        }
        Ok(secrets)
    }
}

/// The text of a file, or of standard input where that is `-`.
pub(crate) fn read(file: &Path) -> Result<String> {
    if file == Path::new("-") {
        return Ok(std::io::read_to_string(std::io::stdin())?);
    }
    std::fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))
}

fn split(pair: &str) -> Result<(&str, &str)> {
    // Whoever writes the secret itself must not read it again in the error.
    pair.split_once('=')
        .context("write NAME=FILE or NAME=VARIABLE, never the secret itself")
}

fn insert(secrets: &mut Map<String, Value>, name: &str, text: &str) -> Result<()> {
    if text.trim().is_empty() {
        bail!("the secret `{name}` is empty");
    }
    secrets.insert(name.to_owned(), text.trim().into());
    Ok(())
}
