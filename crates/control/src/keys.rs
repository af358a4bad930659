use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::SecretString;
use sha2::{Digest as _, Sha256};
use weir_model::Time;

use crate::database::next_id;
use crate::vault::random;
use crate::{Control, ControlError, Result, names, now};

/// A key to the API; the key itself is not stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey {
    /// Its id.
    pub id: i64,
    /// What it is for.
    pub name: String,
    /// When it was made.
    pub created_at: Time,
}

impl Control {
    /// Makes the first key, `admin`. `None` when there is a key already: it is shown once, when it is made.
    pub async fn create_admin(&self) -> Result<Option<SecretString>> {
        if self.api_keys().await?.is_empty() {
            self.create_key("admin").await.map(Some)
        } else {
            Ok(None)
        }
    }

    /// Makes a key.
    pub async fn create_key(&self, name: &str) -> Result<SecretString> {
        let name = names::valid(name)?;
        let key = format!("weir_{}", URL_SAFE_NO_PAD.encode(random::<32>()?));
        let mut transaction = self.begin().await?;
        let taken: Option<(i64,)> = sqlx::query_as("SELECT id FROM api_keys WHERE name = $1")
            .bind(name)
            .fetch_optional(&mut *transaction)
            .await?;
        if taken.is_some() {
            return Err(ControlError::Conflict {
                message: format!("there is already a key named `{name}`"),
            });
        }
        let id = next_id(&mut transaction, "api_keys").await?;
        sqlx::query("INSERT INTO api_keys (id, name, hash, created_at) VALUES ($1, $2, $3, $4)")
            .bind(id)
            .bind(name)
            .bind(hash(&key))
            .bind(now().0)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(key.into())
    }

    /// The keys there are.
    pub async fn api_keys(&self) -> Result<Vec<ApiKey>> {
        let rows: Vec<(i64, String, i64)> =
            sqlx::query_as("SELECT id, name, created_at FROM api_keys ORDER BY id")
                .fetch_all(self.read())
                .await?;
        Ok(rows
            .into_iter()
            .map(|(id, name, created)| ApiKey {
                id,
                name,
                created_at: Time(created),
            })
            .collect())
    }

    /// Whether this is a key. Takes the same time whatever the key has in common with a real one.
    pub async fn is_key(&self, key: &str) -> Result<bool> {
        let asked = hash(key);
        let rows: Vec<(String,)> = sqlx::query_as("SELECT hash FROM api_keys")
            .fetch_all(self.read())
            .await?;
        Ok(rows
            .iter()
            .fold(false, |found, (hash,)| found | equal(hash, &asked)))
    }

    /// Takes a key back.
    pub async fn delete_key(&self, name: &str) -> Result<()> {
        let done = sqlx::query("DELETE FROM api_keys WHERE name = $1")
            .bind(name)
            .execute(self.write())
            .await?;
        if done.rows_affected() == 0 {
            Err(ControlError::not_found("key", name))
        } else {
            Ok(())
        }
    }
}

/// Keys are 32 random bytes, so a plain hash cannot be reversed by guessing.
fn hash(key: &str) -> String {
    use std::fmt::Write as _;
    Sha256::digest(key.trim().as_bytes())
        .iter()
        .fold(String::new(), |mut text, byte| {
            // Writing to a text cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

fn equal(a: &str, b: &str) -> bool {
    a.len() == b.len()
        && a.bytes()
            .zip(b.bytes())
            .fold(0, |difference, (a, b)| difference | (a ^ b))
            == 0
}
