//! Sealing of secrets: XChaCha20-Poly1305 with a random nonce, bound to the place where a secret is stored.

use std::fmt;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use rand::TryRngCore as _;
use secrecy::{ExposeSecret, SecretString};
use sqlx::AnyPool;

use crate::{ControlError, Result};

const VARIABLE: &str = "WEIR_SECRET_KEY";
const FILE: &str = "secret.key";
const NONCE_BYTES: usize = 24;
/// The setting that tells at start, not at first use, that the key is another one.
const CHECK: &str = "secret_key_check";

/// Where the key comes from.
pub(crate) enum KeySource {
    /// Base64 text.
    Given(SecretString),
    /// A file that is made when the database is new.
    File(PathBuf),
}

impl KeySource {
    pub(crate) fn from_environment(dir: &Path) -> Self {
        match std::env::var(VARIABLE) {
            Ok(text) if !text.trim().is_empty() => Self::Given(text.into()),
            _ => Self::File(dir.join(FILE)),
        }
    }

    fn name(&self) -> String {
        match self {
            Self::Given(_) => format!("the environment variable {VARIABLE}"),
            Self::File(path) => path.display().to_string(),
        }
    }
}

pub(crate) struct Vault {
    cipher: XChaCha20Poly1305,
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Vault")
    }
}

impl Vault {
    /// Finds the key and makes sure that it is the one this database was made with.
    pub(crate) async fn open(pool: &AnyPool, source: KeySource) -> Result<Self> {
        let check: Option<(String,)> = sqlx::query_as("SELECT value FROM settings WHERE name = $1")
            .bind(CHECK)
            .fetch_optional(pool)
            .await?;
        let vault = Self::with(&key_text(&source, check.is_none())?, &source)?;
        if let Some((sealed,)) = check {
            vault
                .open_sealed(&sealed, CHECK)
                .map_err(|_| ControlError::WrongKey {
                    message: format!(
                        "{} holds another key than the one this database was made with",
                        source.name()
                    ),
                })?;
        } else {
            let sealed = vault.seal(&SecretString::from(CHECK), CHECK)?;
            sqlx::query("INSERT INTO settings (name, value) VALUES ($1, $2)")
                .bind(CHECK)
                .bind(sealed)
                .execute(pool)
                .await?;
        }
        Ok(vault)
    }

    fn with(text: &SecretString, source: &KeySource) -> Result<Self> {
        let bytes = BASE64.decode(text.expose_secret().trim()).unwrap_or_default();
        let cipher = XChaCha20Poly1305::new_from_slice(&bytes).map_err(|_| ControlError::WrongKey {
            message: format!("{} must hold 32 bytes as base64 text", source.name()),
        })?;
        Ok(Self { cipher })
    }

    /// Nonce and ciphertext as base64. `place` must be given again to open it.
    pub(crate) fn seal(&self, secret: &SecretString, place: &str) -> Result<String> {
        let nonce: [u8; NONCE_BYTES] = random()?;
        let payload = Payload {
            msg: secret.expose_secret().as_bytes(),
            aad: place.as_bytes(),
        };
        let ciphertext = self
            .cipher
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| ControlError::damaged("the secret"))?;
        Ok(BASE64.encode([nonce.as_slice(), &ciphertext].concat()))
    }

    /// The secret that was sealed for this place.
    pub(crate) fn open_sealed(&self, sealed: &str, place: &str) -> Result<SecretString> {
        let damaged = || ControlError::damaged(format_args!("the secret {place}"));
        let bytes = BASE64.decode(sealed).map_err(|_| damaged())?;
        let (nonce, ciphertext) = bytes.split_first_chunk::<NONCE_BYTES>().ok_or_else(damaged)?;
        let payload = Payload {
            msg: ciphertext,
            aad: place.as_bytes(),
        };
        let plain = self
            .cipher
            .decrypt(&XNonce::from(*nonce), payload)
            .map_err(|_| damaged())?;
        String::from_utf8(plain)
            .map(SecretString::from)
            .map_err(|_| damaged())
    }
}

/// Random bytes from the operating system.
pub(crate) fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    rand::rngs::OsRng
        .try_fill_bytes(&mut bytes)
        .map_err(|error| ControlError::Database {
            message: format!("the system gives no random bytes: {error}"),
            source: None,
        })?;
    Ok(bytes)
}

fn key_text(source: &KeySource, new_database: bool) -> Result<SecretString> {
    let path = match source {
        KeySource::Given(text) => return Ok(text.clone()),
        KeySource::File(path) => path,
    };
    let file = |source| ControlError::File {
        path: path.clone(),
        source,
    };
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(text.into()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && new_database => {
            let text = SecretString::from(BASE64.encode(random::<32>()?));
            let mut options = OpenOptions::new();
            options.write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let mut opened = options.open(path).map_err(file)?;
            writeln!(opened, "{}", text.expose_secret())
                .and_then(|()| opened.sync_all())
                .map_err(file)?;
            Ok(text)
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(ControlError::WrongKey {
            message: format!(
                "{} is missing: bring it back from a backup, or set {VARIABLE} to what it held",
                path.display()
            ),
        }),
        Err(error) => Err(file(error)),
    }
}
