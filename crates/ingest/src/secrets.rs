//! Keeps secrets out of everything that a person or a log may see.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};

use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};

/// Blanks out the secrets of one integration.
#[derive(Clone, Default)]
pub(crate) struct Scrubber {
    secrets: Arc<Mutex<Vec<SecretString>>>,
}

impl Scrubber {
    pub(crate) fn new(secrets: &BTreeMap<String, SecretString>) -> Self {
        let scrubber = Self::default();
        for secret in secrets.values() {
            scrubber.learn(secret);
        }
        scrubber
    }

    /// Blanks out this one, too: whole, and each of its lines, of which there are several tokens or those of a key.
    pub(crate) fn learn(&self, secret: &SecretString) {
        const SHORTEST: usize = 4;
        let mut known = self.secrets.lock().unwrap_or_else(PoisonError::into_inner);
        let text = secret.expose_secret();
        let user_and_secret = text.lines().filter_map(|line| line.split_once(':'));
        let parts = [text]
            .into_iter()
            .chain(text.lines())
            .chain(user_and_secret.map(|pair| pair.1));
        for part in parts.map(str::trim).filter(|part| part.len() >= SHORTEST) {
            if !known.iter().any(|known| known.expose_secret() == part) {
                known.push(part.to_owned().into());
            }
        }
        // The longest first: a part of a secret must not hide the whole from the search.
        known.sort_by_key(|secret| std::cmp::Reverse(secret.expose_secret().len()));
    }

    /// `text` without secrets, on one line, cut to a readable length.
    pub(crate) fn clean(&self, text: &str) -> String {
        const LONGEST: usize = 300;
        let mut clean = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for secret in self.secrets.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            clean = clean.replace(secret.expose_secret(), "***");
        }
        if clean.chars().count() > LONGEST {
            clean = clean.chars().take(LONGEST).chain(['…']).collect();
        }
        clean
    }
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
