//! Contributors: finding accounts, joining those of one person, attributes as CSV.

mod attributes;
mod roster;
mod search;
mod suggest;
mod versions;

use std::collections::{BTreeSet, HashMap};

use arrow_array::cast::AsArray;
use arrow_array::{Array, RecordBatch};
use weir_control::{Account, Basis, Contributor, Control, Owner};
use weir_lake::{DataScope, Lake, questions};

pub use attributes::{CsvPlan, apply_csv, export_csv, plan_csv};
pub use roster::{Everybody, Roster};
pub use search::Part;
pub use suggest::{Decision, Suggestion, decide};
pub use versions::{Version, csv_at, history, versions};

use crate::Result;

/// Reads the accounts that the rows name and writes down those that are new. One whose address is known already belongs to the
/// same contributor; any other is somebody new until a person says otherwise. Says how many were new.
pub async fn discover(control: &Control, lake: &Lake) -> Result<usize> {
    let session = lake.session(&DataScope::default()).await?;
    let batches = session.sql(questions::ACCOUNTS).await?;
    let integrations: Vec<i64> = control.integrations().await?.iter().map(|one| one.id).collect();
    let found = batches
        .iter()
        .flat_map(read)
        .filter(|account| integrations.contains(&account.integration));
    let fresh = assign(&control.contributors().await?, found.collect());
    if fresh.is_empty() {
        return Ok(0);
    }
    Ok(control.add_accounts(&fresh).await?)
}

/// The accounts that are not known yet, and whose each is: the contributor's who has its address, else the first one's of those
/// found with the same address.
fn assign(known: &[Contributor], found: Vec<Account>) -> Vec<(Account, Owner)> {
    let mut by_email: HashMap<String, Owner> = HashMap::new();
    let mut have: BTreeSet<(i64, &str)> = BTreeSet::new();
    for one in known {
        for account in &one.accounts {
            have.insert((account.integration, account.account.as_str()));
            let address = account.account.contains('@').then_some(account.account.as_str());
            for address in account.email.as_deref().into_iter().chain(address) {
                by_email.insert(address.to_owned(), Owner::Known(one.id));
            }
        }
        by_email.extend(one.email.clone().map(|email| (email, Owner::Known(one.id))));
    }
    let fresh = found
        .into_iter()
        .filter(|account| !have.contains(&(account.integration, account.account.as_str())));
    let mut assigned = Vec::new();
    for account in fresh {
        let owner = account.email.as_ref().and_then(|email| by_email.get(email));
        let owner = owner.copied().unwrap_or(Owner::New);
        if let (Owner::New, Some(email)) = (owner, &account.email) {
            by_email.insert(email.clone(), Owner::Like(assigned.len()));
        }
        let basis = if owner == Owner::New {
            Basis::Alone
        } else {
            Basis::Email
        };
        assigned.push((Account { basis, ..account }, owner));
    }
    assigned
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
