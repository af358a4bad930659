//! People and bots: the accounts they are known by, and what is noted of them.

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, name, email, is_bot, attributes, updated_at FROM contributors ",
            $rest
        )
    };
}

macro_rules! select_accounts {
    ($rest:literal) => {
        concat!(
            "SELECT integration_id, account, contributor_id, name, email, is_bot, basis FROM accounts ",
            $rest
        )
    };
}

mod change;
mod log;

use std::collections::BTreeMap;

use sqlx::AnyConnection;
use weir_model::Time;

use crate::database::next_id;
use crate::{Control, ControlError, Result, from_json, now, words};

pub use change::{ContributorChange, FieldChange};
pub use log::ContributorEvent;

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

/// Whose an account that was found is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// A contributor's that is known.
    Known(i64),
    /// A new one's.
    New,
    /// Whose an earlier one of the same list is, by its place there.
    Like(usize),
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

impl Stored {
    fn with(self, accounts: Vec<Account>) -> Result<Contributor> {
        Ok(Contributor {
            attributes: from_json(
                &self.attributes,
                format_args!("the attributes of contributor {}", self.id),
            )?,
            accounts,
            id: self.id,
            name: self.name,
            email: self.email,
            is_bot: self.is_bot != 0,
            updated_at: Time(self.updated_at),
        })
    }
}

impl TryFrom<StoredAccount> for Account {
    type Error = ControlError;

    fn try_from(row: StoredAccount) -> Result<Self> {
        Ok(Self {
            integration: row.integration_id,
            account: row.account,
            name: row.name,
            email: row.email,
            is_bot: row.is_bot != 0,
            basis: Basis::parse(&row.basis)?,
        })
    }
}

impl Control {
    /// Everybody, by name, with their accounts.
    pub async fn contributors(&self) -> Result<Vec<Contributor>> {
        let rows: Vec<Stored> = sqlx::query_as(select!("ORDER BY lower(name), id"))
            .fetch_all(self.read())
            .await?;
        let accounts: Vec<StoredAccount> =
            sqlx::query_as(select_accounts!("ORDER BY integration_id, account"))
                .fetch_all(self.read())
                .await?;
        let mut of: BTreeMap<i64, Vec<Account>> = BTreeMap::new();
        for row in accounts {
            of.entry(row.contributor_id).or_default().push(row.try_into()?);
        }
        rows.into_iter()
            .map(|row| {
                let accounts = of.remove(&row.id).unwrap_or_default();
                row.with(accounts)
            })
            .collect()
    }

    /// One of them.
    pub async fn contributor(&self, id: i64) -> Result<Contributor> {
        let row: Option<Stored> = sqlx::query_as(select!("WHERE id = $1"))
            .bind(id)
            .fetch_optional(self.read())
            .await?;
        let row = row.ok_or_else(|| ControlError::not_found("contributor", id))?;
        let accounts: Vec<StoredAccount> = sqlx::query_as(select_accounts!(
            "WHERE contributor_id = $1 ORDER BY integration_id, account"
        ))
        .bind(id)
        .fetch_all(self.read())
        .await?;
        row.with(
            accounts
                .into_iter()
                .map(Account::try_from)
                .collect::<Result<_>>()?,
        )
    }

    /// A number that grows whenever anything about contributors changes: what was read under it is still so.
    pub async fn contributors_version(&self) -> Result<i64> {
        let (version,): (i64,) = sqlx::query_as("SELECT value FROM counters WHERE name = $1")
            .bind(VERSION)
            .fetch_one(self.read())
            .await?;
        Ok(version)
    }

    /// Writes down accounts that were found, all in one transaction. One that is known keeps its contributor. Says how many
    /// were new.
    pub async fn add_accounts(&self, found: &[(Account, Owner)]) -> Result<usize> {
        let mut transaction = self.begin().await?;
        let mut owners: Vec<i64> = Vec::with_capacity(found.len());
        let mut count = 0;
        for (account, owner) in found {
            let known: Option<(i64,)> = sqlx::query_as(
                "SELECT contributor_id FROM accounts WHERE integration_id = $1 AND account = $2",
            )
            .bind(account.integration)
            .bind(&account.account)
            .fetch_optional(&mut *transaction)
            .await?;
            if let Some((known,)) = known {
                owners.push(known);
                continue;
            }
            let earlier = match owner {
                Owner::Known(id) => Some(*id),
                Owner::Like(place) => owners.get(*place).copied(),
                Owner::New => None,
            };
            let owner = match earlier {
                Some(id) => id,
                None => insert(&mut transaction, account).await?,
            };
            own(&mut transaction, account, owner).await?;
            owners.push(owner);
            count += 1;
        }
        if count > 0 {
            changed(&mut transaction).await?;
        }
        transaction.commit().await?;
        Ok(count)
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
        changed(&mut transaction).await?;
        transaction.commit().await?;
        Ok(id)
    }
}

/// The counter behind [`Control::contributors_version`].
const VERSION: &str = "contributor_changes";

/// Something about contributors is other than it was.
pub(crate) async fn changed(connection: &mut AnyConnection) -> Result<()> {
    next_id(connection, VERSION).await?;
    Ok(())
}

async fn own(connection: &mut AnyConnection, account: &Account, owner: i64) -> Result<()> {
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
    .execute(connection)
    .await?;
    Ok(())
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
