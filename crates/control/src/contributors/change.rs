//! What people change about contributors; each change leaves a line in the log.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::AnyConnection;

use super::log::log;
use super::{Account, Basis, Contributor, Stored, StoredAccount, insert};
use crate::{Control, ControlError, Result, now, to_json};

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

/// A change of one field of one contributor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    /// The contributor.
    #[serde(with = "id_text")]
    pub contributor: i64,
    /// Their name.
    pub name: String,
    /// Which field: `name`, `email`, `bot`, or an attribute.
    pub field: String,
    /// Its value before.
    pub from: String,
    /// Its value after.
    pub to: String,
}

/// Ids are texts in JSON.
mod id_text {
    use serde::{Deserialize, Deserializer, Serializer};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
    pub(super) fn serialize<S: Serializer>(id: &i64, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(id)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl Contributor {
    /// The same under a change, with the fields in which it differs.
    pub fn changed(&self, change: &ContributorChange) -> Result<(Self, Vec<FieldChange>)> {
        let mut new = self.clone();
        if let Some(name) = &change.name {
            name.trim().clone_into(&mut new.name);
        }
        if new.name.is_empty() {
            return Err(ControlError::invalid("name", "is empty: enter a name"));
        }
        if let Some(email) = change.email.as_deref().map(str::trim) {
            new.email = (!email.is_empty()).then(|| email.to_lowercase());
        }
        new.is_bot = change.is_bot.unwrap_or(new.is_bot);
        for (name, value) in &change.attributes {
            if value.trim().is_empty() {
                new.attributes.remove(name);
            } else {
                new.attributes
                    .insert(name.trim().to_owned(), value.trim().to_owned());
            }
        }
        let fields = self.differences(&new);
        Ok((new, fields))
    }

    fn differences(&self, new: &Self) -> Vec<FieldChange> {
        let email = |one: &Self| one.email.clone().unwrap_or_default();
        let fixed = [
            ("name", self.name.clone(), new.name.clone()),
            ("email", email(self), email(new)),
            ("bot", self.is_bot.to_string(), new.is_bot.to_string()),
        ];
        let attribute = |one: &Self, name: &str| one.attributes.get(name).cloned().unwrap_or_default();
        let mut names: Vec<&String> = self.attributes.keys().chain(new.attributes.keys()).collect();
        names.sort_unstable();
        names.dedup();
        let attributes = names
            .into_iter()
            .map(|name| (name.as_str(), attribute(self, name), attribute(new, name)));
        fixed
            .into_iter()
            .chain(attributes)
            .filter(|(_, from, to)| from != to)
            .map(|(field, from, to)| FieldChange {
                contributor: self.id,
                name: self.name.clone(),
                field: field.to_owned(),
                from,
                to,
            })
            .collect()
    }
}

impl Control {
    /// Changes a contributor by hand.
    pub async fn update_contributor(&self, id: i64, change: &ContributorChange) -> Result<()> {
        self.change_contributors(&[(id, change.clone())], "edited")
            .await?;
        Ok(())
    }

    /// Changes many at once: all of them or none, with one line in the log. Says what changed.
    pub async fn import_contributors(
        &self,
        changes: &[(i64, ContributorChange)],
    ) -> Result<Vec<FieldChange>> {
        self.change_contributors(changes, "imported").await
    }

    async fn change_contributors(
        &self,
        changes: &[(i64, ContributorChange)],
        action: &str,
    ) -> Result<Vec<FieldChange>> {
        let mut transaction = self.begin().await?;
        let mut fields = Vec::new();
        let mut touched = 0;
        for (id, change) in changes {
            let (new, differing) = stored(&mut transaction, *id).await?.changed(change)?;
            if !differing.is_empty() {
                write(&mut transaction, &new).await?;
                touched += 1;
                fields.extend(differing);
            }
        }
        if !fields.is_empty() {
            let detail = json!({ "contributors": touched, "fields": fields.len(), "changes": fields });
            log(&mut transaction, action, &detail).await?;
        }
        transaction.commit().await?;
        Ok(fields)
    }

    /// Moves every account of `others` to `into`, whose name and attributes stay; the others disappear.
    pub async fn merge_contributors(&self, into: i64, others: &[i64], basis: Basis) -> Result<()> {
        let mut transaction = self.begin().await?;
        let (mut moved, mut gone) = (Vec::new(), Vec::new());
        for other in others.iter().filter(|other| **other != into) {
            let one = stored(&mut transaction, *other).await?;
            moved.extend(one.accounts.iter().map(Account::key));
            gone.push(json!({
                "id": one.id.to_string(), "name": one.name, "email": one.email, "attributes": one.attributes,
            }));
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
        let detail = json!({ "into": into.to_string(), "accounts": moved, "others": gone });
        log(&mut transaction, "merged", &detail).await?;
        Ok(transaction.commit().await?)
    }

    /// Takes an account away from its contributor: it is somebody else's, a new one's.
    pub async fn split_account(&self, integration: i64, account: &str) -> Result<i64> {
        let mut transaction = self.begin().await?;
        let row: Option<StoredAccount> =
            sqlx::query_as(select_accounts!("WHERE integration_id = $1 AND account = $2"))
                .bind(integration)
                .bind(account)
                .fetch_optional(&mut *transaction)
                .await?;
        let row = row.ok_or_else(|| ControlError::not_found("account", account))?;
        let from = row.contributor_id;
        let alone = Account::try_from(row)?;
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
        let detail = json!({ "from": from.to_string(), "to": id.to_string(), "account": alone.key() });
        log(&mut transaction, "split", &detail).await?;
        sweep(&mut transaction, from).await?;
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
        log(&mut transaction, "declined", &json!({ "accounts": pairs })).await?;
        Ok(transaction.commit().await?)
    }

    /// The pairs of accounts that are not one person's.
    pub async fn declined(&self) -> Result<Vec<(String, String)>> {
        Ok(sqlx::query_as("SELECT one, other FROM declined")
            .fetch_all(self.read())
            .await?)
    }
}

async fn stored(connection: &mut AnyConnection, id: i64) -> Result<Contributor> {
    let row: Option<Stored> = sqlx::query_as(select!("WHERE id = $1"))
        .bind(id)
        .fetch_optional(&mut *connection)
        .await?;
    let row = row.ok_or_else(|| ControlError::not_found("contributor", id))?;
    let accounts: Vec<StoredAccount> = sqlx::query_as(select_accounts!("WHERE contributor_id = $1"))
        .bind(id)
        .fetch_all(connection)
        .await?;
    row.with(
        accounts
            .into_iter()
            .map(Account::try_from)
            .collect::<Result<_>>()?,
    )
}

async fn write(connection: &mut AnyConnection, one: &Contributor) -> Result<()> {
    sqlx::query(
        "UPDATE contributors SET name = $2, email = $3, is_bot = $4, attributes = $5, updated_at = $6 WHERE id = $1",
    )
    .bind(one.id)
    .bind(&one.name)
    .bind(&one.email)
    .bind(i64::from(one.is_bot))
    .bind(to_json(&one.attributes)?)
    .bind(now().0)
    .execute(connection)
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
