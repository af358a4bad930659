//! Contributors: finding accounts, joining those of one person, attributes as CSV.

mod attributes;
mod suggest;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use arrow_array::cast::AsArray;
use arrow_array::{Array, RecordBatch};
use weir_control::{Account, Basis, Contributor, Control};
use weir_lake::{DataScope, Lake, questions};

pub use attributes::{CsvChange, CsvPlan, apply_csv, export_csv, plan_csv};
pub use suggest::{Suggestion, accept, decline, suggestions, undecided};

use crate::Result;

/// Reads the accounts that the rows name and writes down those that are new. One whose address is known already belongs to the
/// same contributor; any other is somebody new until a person says otherwise. Says how many were new.
pub async fn discover(control: &Control, lake: &Lake) -> Result<usize> {
    let session = lake.session(&DataScope::default()).await?;
    let batches = session.sql(questions::ACCOUNTS).await?;
    let known = control.contributors().await?;
    let integrations: Vec<i64> = control.integrations().await?.iter().map(|one| one.id).collect();
    let found = batches
        .iter()
        .flat_map(read)
        .filter(|account| integrations.contains(&account.integration));
    let (fresh, owners) = assign(&known, found.collect());
    // Contributors are made one by one, so that accounts that share an address meet in the first one's.
    let mut made: HashMap<String, i64> = HashMap::new();
    let mut count = 0;
    for (account, owner) in fresh.into_iter().zip(owners) {
        let owner = owner.or_else(|| account.email.as_ref().and_then(|email| made.get(email).copied()));
        let basis = if owner.is_some() {
            Basis::Email
        } else {
            Basis::Alone
        };
        let account = Account { basis, ..account };
        let email = account.email.clone();
        let id = control.add_account(&account, owner).await?;
        made.extend(email.map(|email| (email, id)));
        count += 1;
    }
    Ok(count)
}

/// The accounts that are not known yet, and the known contributor who has the address of each.
fn assign(known: &[Contributor], found: Vec<Account>) -> (Vec<Account>, Vec<Option<i64>>) {
    let mut by_email: BTreeMap<&str, i64> = BTreeMap::new();
    let mut have: BTreeSet<(i64, &str)> = BTreeSet::new();
    for one in known {
        for account in &one.accounts {
            have.insert((account.integration, account.account.as_str()));
            for address in [
                account.email.as_deref(),
                account.account.contains('@').then_some(account.account.as_str()),
            ] {
                by_email.extend(address.map(|address| (address, one.id)));
            }
        }
        by_email.extend(one.email.as_deref().map(|email| (email, one.id)));
    }
    let fresh: Vec<Account> = found
        .into_iter()
        .filter(|account| !have.contains(&(account.integration, account.account.as_str())))
        .collect();
    let owners = fresh
        .iter()
        .map(|account| {
            account
                .email
                .as_deref()
                .and_then(|email| by_email.get(email).copied())
        })
        .collect();
    (fresh, owners)
}

fn read(batch: &RecordBatch) -> Vec<Account> {
    let text = |name: &str, row: usize| {
        let column = batch.column_by_name(name)?.as_string_opt::<i32>()?;
        column.is_valid(row).then(|| column.value(row).to_owned())
    };
    let account = |row: usize| {
        let account = text("account", row)?;
        Some(Account {
            integration: text("integration_id", row)?.parse().ok()?,
            name: text("name", row).filter(|name| !name.trim().is_empty()),
            email: text("email", row).filter(|email| email.contains('@')),
            is_bot: text("kind", row).as_deref() == Some("bot") || account.ends_with("[bot]"),
            account,
            basis: Basis::Alone,
        })
    };
    (0..batch.num_rows()).filter_map(account).collect()
}

#[cfg(test)]
mod tests;
