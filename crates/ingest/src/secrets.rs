//! Keeps secrets out of everything that a person or a log may see.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};

/// Blanks out the secrets of one integration.
#[derive(Clone, Default)]
pub(crate) struct Scrubber {
    secrets: Vec<SecretString>,
}

impl Scrubber {
    pub(crate) fn new(secrets: &BTreeMap<String, SecretString>) -> Self {
        let secrets = secrets
            .values()
            .filter(|s| s.expose_secret().len() > 3)
            .cloned()
            .collect();
        Self { secrets }
    }

    /// `text` without secrets, on one line, cut to a readable length.
    pub(crate) fn clean(&self, text: &str) -> String {
        const LONGEST: usize = 300;
        let mut clean = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for secret in &self.secrets {
            clean = clean.replace(secret.expose_secret(), "***");
        }
        if clean.chars().count() > LONGEST {
            clean = clean.chars().take(LONGEST).chain(['…']).collect();
        }
        clean
    }
}

/// A name for a credential that does not give it away.
pub(crate) fn fingerprint(secret: Option<&SecretString>) -> String {
    let Some(secret) = secret else {
        return "anonymous".to_owned();
    };
    hash(secret.expose_secret())
}

/// The first 16 hex digits of the SHA-256 of a text.
pub(crate) fn hash(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    let mut digits = String::with_capacity(16);
    for byte in digest.iter().take(8) {
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}
