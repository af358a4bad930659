use std::collections::BTreeMap;

use serde_json::Value;
use sqlx::AnyConnection;
use weir_model::Time;

use crate::database::next_id;
use crate::{Control, ControlError, Result, from_json, now, to_json, words};

words! {
    /// Why an account belongs to its contributor.
    Basis, "basis" {
        /// Nothing else is known to be theirs.
        Alone = "alone",
        /// The same verified address.
        Email = "email",
        /// Somebody accepted the suggestion.
        Accepted = "accepted",
        /// Somebody put it there.
        Manual = "manual",
    }
}

/// A person, or a bot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contributor {
    /// Its id.
    pub id: i64,
    /// What people call them.
    pub name: String,
    /// Their address.
    pub email: Option<String>,
    /// Whether it is a program.
    pub is_bot: bool,
    /// Whatever people note: team, role, location.
    pub attributes: BTreeMap<String, String>,
    /// When it last changed.
    pub updated_at: Time,
    /// The accounts they are known by.
    pub accounts: Vec<Account>,
}

/// One account of one integration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The integration.
    pub integration: i64,
    /// Login or address, lower case.
    pub account: String,
    /// Name shown there.
    pub name: Option<String>,
    /// Address known there, lower case.
    pub email: Option<String>,
    /// Whether the upstream calls it a bot.
    pub is_bot: bool,
    /// Why it belongs to its contributor.
    pub basis: Basis,
}

impl Account {
    /// `integration/account`: how suggestions name it.
    pub fn key(&self) -> String {
        format!("{}/{}", self.integration, self.account)
    }
}

/// Something that happened to contributors.
#[derive(Clone, Debug, PartialEq)]
pub struct ContributorEvent {
    /// Its id.
    pub id: i64,
    /// When.
    pub at: Time,
    /// `merged`, `split`, `declined`, `edited`, `imported`.
    pub action: String,
    /// What, an object.
    pub detail: Value,
}

/// What can be changed by hand; `None` leaves a field as it is.
#[derive(Clone, Debug, Default)]
pub struct ContributorChange {
    /// A new name.
    pub name: Option<String>,
    /// A new address; an empty one takes it away.
    pub email: Option<String>,
    /// Whether it is a program.
    pub is_bot: Option<bool>,
    /// Attributes to set; an empty text takes one away.
    pub attributes: BTreeMap<String, String>,
}

#[derive(sqlx::FromRow)]
struct Stored {
    id: i64,
    name: String,
    email: Option<String>,
    is_bot: i64,
    attributes: String,
    updated_at: i64,
}

#[derive(sqlx::FromRow)]
struct StoredAccount {
    integration_id: i64,
    account: String,
    contributor_id: i64,
    name: Option<String>,
    email: Option<String>,
    is_bot: i64,
    basis: String,
}

impl Control {
    /// Everybody, by name, with their accounts.
    pub async fn contributors(&self) -> Result<Vec<Contributor>> {
        let rows: Vec<Stored> = sqlx::query_as(
            "SELECT id, name, email, is_bot, attributes, updated_at FROM contributors ORDER BY lower(name), id",
        )
        .fetch_all(self.read())
        .await?;
        let accounts: Vec<StoredAccount> = sqlx::query_as(
            "SELECT integration_id, account, contributor_id, name, email, is_bot, basis FROM accounts \
             ORDER BY integration_id, account",
        )
        .fetch_all(self.read())
        .await?;
        let mut of: BTreeMap<i64, Vec<Account>> = BTreeMap::new();
        for row in accounts {
            of.entry(row.contributor_id).or_default().push(Account {
                integration: row.integration_id,
                account: row.account,
                name: row.name,
                email: row.email,
                is_bot: row.is_bot != 0,
                basis: Basis::parse(&row.basis)?,
            });
        }
        rows.into_iter()
            .map(|row| {
                Ok(Contributor {
                    attributes: from_json(
                        &row.attributes,
                        format_args!("the attributes of contributor {}", row.id),
                    )?,
                    accounts: of.remove(&row.id).unwrap_or_default(),
                    id: row.id,
                    name: row.name,
                    email: row.email,
                    is_bot: row.is_bot != 0,
                    updated_at: Time(row.updated_at),
                })
            })
            .collect()
    }

    /// Writes down an account that was found: it goes to the contributor given, or to a new one of its name. An account that
    /// is known keeps its contributor. Says whose it is.
    pub async fn add_account(&self, account: &Account, contributor: Option<i64>) -> Result<i64> {
        let mut transaction = self.begin().await?;
        let known: Option<(i64,)> =
            sqlx::query_as("SELECT contributor_id FROM accounts WHERE integration_id = $1 AND account = $2")
                .bind(account.integration)
                .bind(&account.account)
                .fetch_optional(&mut *transaction)
                .await?;
        if let Some((owner,)) = known {
            return Ok(owner);
        }
        let owner = match contributor {
            Some(id) => id,
            None => insert(&mut transaction, account).await?,
        };
        sqlx::query(
            "INSERT INTO accounts (integration_id, account, contributor_id, name, email, is_bot, basis) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(account.integration)
        .bind(&account.account)
        .bind(owner)
        .bind(&account.name)
        .bind(&account.email)
        .bind(i64::from(account.is_bot))
        .bind(account.basis.as_str())
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(owner)
    }

    /// Makes a contributor without accounts.
    pub async fn create_contributor(&self, name: &str, email: Option<&str>) -> Result<i64> {
        let mut transaction = self.begin().await?;
        let id = next_id(&mut transaction, "contributors").await?;
        sqlx::query(
            "INSERT INTO contributors (id, name, email, is_bot, attributes, created_at, updated_at) \
             VALUES ($1, $2, $3, 0, '{}', $4, $4)",
        )
        .bind(id)
        .bind(name.trim())
        .bind(email.map(str::to_lowercase))
        .bind(now().0)
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(id)
    }

    /// Changes a contributor by hand.
    pub async fn update_contributor(&self, id: i64, change: &ContributorChange) -> Result<()> {
        let mut transaction = self.begin().await?;
        change_one(&mut transaction, id, change).await?;
        Ok(transaction.commit().await?)
    }

    /// Changes many at once: all of them or none, with one line in the log.
    pub async fn import_contributors(
        &self,
        changes: &[(i64, ContributorChange)],
        detail: &Value,
    ) -> Result<()> {
        let mut transaction = self.begin().await?;
        for (id, change) in changes {
            change_one(&mut transaction, *id, change).await?;
        }
        log(&mut transaction, "imported", detail).await?;
        Ok(transaction.commit().await?)
    }

    /// Moves every account of `others` to `into`, whose name and attributes stay; the others disappear.
    pub async fn merge_contributors(&self, into: i64, others: &[i64], basis: Basis) -> Result<()> {
        let mut transaction = self.begin().await?;
        let mut moved = Vec::new();
        for other in others.iter().filter(|other| **other != into) {
            let accounts: Vec<(i64, String)> =
                sqlx::query_as("SELECT integration_id, account FROM accounts WHERE contributor_id = $1")
                    .bind(other)
                    .fetch_all(&mut *transaction)
                    .await?;
            moved.extend(
                accounts
                    .iter()
                    .map(|(integration, account)| format!("{integration}/{account}")),
            );
            sqlx::query("UPDATE accounts SET contributor_id = $1, basis = $2 WHERE contributor_id = $3")
                .bind(into)
                .bind(basis.as_str())
                .bind(other)
                .execute(&mut *transaction)
                .await?;
            sqlx::query("DELETE FROM contributors WHERE id = $1")
                .bind(other)
                .execute(&mut *transaction)
                .await?;
        }
        touch(&mut transaction, into).await?;
        let detail = serde_json::json!({ "into": into.to_string(), "accounts": moved });
        log(&mut transaction, "merged", &detail).await?;
        Ok(transaction.commit().await?)
    }

    /// Takes an account away from its contributor: it is somebody else's, a new one's.
    pub async fn split_account(&self, integration: i64, account: &str) -> Result<i64> {
        let mut transaction = self.begin().await?;
        let row: Option<StoredAccount> = sqlx::query_as(
            "SELECT integration_id, account, contributor_id, name, email, is_bot, basis FROM accounts \
             WHERE integration_id = $1 AND account = $2",
        )
        .bind(integration)
        .bind(account)
        .fetch_optional(&mut *transaction)
        .await?;
        let row = row.ok_or_else(|| ControlError::not_found("account", account))?;
        let alone = Account {
            integration,
            account: row.account,
            name: row.name,
            email: row.email,
            is_bot: row.is_bot != 0,
            basis: Basis::Manual,
        };
        let id = insert(&mut transaction, &alone).await?;
        sqlx::query(
            "UPDATE accounts SET contributor_id = $1, basis = $2 WHERE integration_id = $3 AND account = $4",
        )
        .bind(id)
        .bind(Basis::Manual.as_str())
        .bind(integration)
        .bind(account)
        .execute(&mut *transaction)
        .await?;
        let detail = serde_json::json!({ "from": row.contributor_id.to_string(), "account": alone.key() });
        log(&mut transaction, "split", &detail).await?;
        sweep(&mut transaction, row.contributor_id).await?;
        transaction.commit().await?;
        Ok(id)
    }

    /// Notes that accounts, two by two, are not one person's; they are not suggested again.
    pub async fn decline(&self, pairs: &[(&str, &str)]) -> Result<()> {
        let mut transaction = self.begin().await?;
        for (one, other) in pairs {
            let (one, other) = if one < other { (one, other) } else { (other, one) };
            sqlx::query(
                "INSERT INTO declined (one, other) VALUES ($1, $2) ON CONFLICT (one, other) DO NOTHING",
            )
            .bind(*one)
            .bind(*other)
            .execute(&mut *transaction)
            .await?;
        }
        log(
            &mut transaction,
            "declined",
            &serde_json::json!({ "accounts": pairs }),
        )
        .await?;
        Ok(transaction.commit().await?)
    }

    /// The pairs of accounts that are not one person's.
    pub async fn declined(&self) -> Result<Vec<(String, String)>> {
        Ok(sqlx::query_as("SELECT one, other FROM declined")
            .fetch_all(self.read())
            .await?)
    }

    /// What happened to contributors, newest first.
    pub async fn contributor_log(&self, most: i64) -> Result<Vec<ContributorEvent>> {
        let rows: Vec<(i64, i64, String, String)> =
            sqlx::query_as("SELECT id, at, action, detail FROM contributor_log ORDER BY id DESC LIMIT $1")
                .bind(most)
                .fetch_all(self.read())
                .await?;
        rows.into_iter()
            .map(|(id, at, action, detail)| {
                Ok(ContributorEvent {
                    detail: from_json(&detail, "the log of contributors")?,
                    id,
                    at: Time(at),
                    action,
                })
            })
            .collect()
    }
}

async fn insert(connection: &mut AnyConnection, account: &Account) -> Result<i64> {
    let id = next_id(connection, "contributors").await?;
    sqlx::query(
        "INSERT INTO contributors (id, name, email, is_bot, attributes, created_at, updated_at) \
         VALUES ($1, $2, $3, $4, '{}', $5, $5)",
    )
    .bind(id)
    .bind(account.name.as_deref().unwrap_or(&account.account))
    .bind(&account.email)
    .bind(i64::from(account.is_bot))
    .bind(now().0)
    .execute(connection)
    .await?;
    Ok(id)
}

async fn change_one(connection: &mut AnyConnection, id: i64, change: &ContributorChange) -> Result<()> {
    let row: Option<Stored> = sqlx::query_as(
        "SELECT id, name, email, is_bot, attributes, updated_at FROM contributors WHERE id = $1",
    )
    .bind(id)
    .fetch_optional(&mut *connection)
    .await?;
    let row = row.ok_or_else(|| ControlError::not_found("contributor", id))?;
    let mut attributes: BTreeMap<String, String> = from_json(
        &row.attributes,
        format_args!("the attributes of contributor {id}"),
    )?;
    for (name, value) in &change.attributes {
        if value.trim().is_empty() {
            attributes.remove(name);
        } else {
            attributes.insert(name.trim().to_owned(), value.trim().to_owned());
        }
    }
    let email = match change.email.as_deref().map(str::trim) {
        Some("") => None,
        Some(email) => Some(email.to_lowercase()),
        None => row.email,
    };
    let name = change.name.as_deref().map_or(row.name.as_str(), str::trim);
    if name.is_empty() {
        return Err(ControlError::invalid("name", "is empty: enter a name"));
    }
    sqlx::query(
        "UPDATE contributors SET name = $2, email = $3, is_bot = $4, attributes = $5, updated_at = $6 WHERE id = $1",
    )
    .bind(id)
    .bind(name)
    .bind(email)
    .bind(change.is_bot.map_or(row.is_bot, i64::from))
    .bind(to_json(&attributes)?)
    .bind(now().0)
    .execute(&mut *connection)
    .await?;
    Ok(())
}

async fn touch(connection: &mut AnyConnection, id: i64) -> Result<()> {
    let done = sqlx::query("UPDATE contributors SET updated_at = $2 WHERE id = $1")
        .bind(id)
        .bind(now().0)
        .execute(connection)
        .await?;
    if done.rows_affected() == 0 {
        return Err(ControlError::not_found("contributor", id));
    }
    Ok(())
}

/// A contributor that lost its last account and of whom nothing else is noted is nobody.
async fn sweep(connection: &mut AnyConnection, id: i64) -> Result<()> {
    sqlx::query(
        "DELETE FROM contributors WHERE id = $1 AND attributes = '{}' \
         AND id NOT IN (SELECT contributor_id FROM accounts)",
    )
    .bind(id)
    .execute(connection)
    .await?;
    Ok(())
}

async fn log(connection: &mut AnyConnection, action: &str, detail: &Value) -> Result<()> {
    let id = next_id(connection, "contributor_log").await?;
    sqlx::query("INSERT INTO contributor_log (id, at, action, detail) VALUES ($1, $2, $3, $4)")
        .bind(id)
        .bind(now().0)
        .bind(action)
        .bind(to_json(detail)?)
        .execute(connection)
        .await?;
    Ok(())
}
