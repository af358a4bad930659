//! Accounts that may be one person's.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use weir_control::{Account, Basis, Contributor, Control};

use crate::{InsightsError, Result};

/// Two contributors who may be one person.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// The one who would stay.
    pub one: i64,
    /// The one who would be merged into them.
    pub other: i64,
    /// The accounts that look alike, as `integration/account`.
    pub accounts: [String; 2],
    /// How sure it is, from 0 to 1.
    pub confidence: f64,
    /// Why.
    pub reason: String,
}

/// What makes two accounts look like one person's: how sure that is, why, and the key on which they meet.
struct Likeness {
    confidence: f64,
    reason: &'static str,
    keys: fn(&Account) -> Vec<String>,
    pair: fn(&Account, &Account) -> bool,
}

fn any(_: &Account, _: &Account) -> bool {
    true
}

/// Surest first: the first that finds a pair names the reason.
const LIKENESSES: &[Likeness] = &[
    Likeness {
        confidence: 0.98,
        reason: "the code host made this address for that login",
        keys: |account| noreply(account).into_iter().chain(login(account)).collect(),
        pair: |one, other| noreply(one).is_some() != noreply(other).is_some(),
    },
    Likeness {
        confidence: 0.9,
        reason: "the same name and the login is the first part of the address",
        keys: |account| match (name(account), stem(account)) {
            (Some(name), Some(stem)) => vec![format!("{name}|{stem}")],
            _ => Vec::new(),
        },
        pair: any,
    },
    Likeness {
        confidence: 0.7,
        reason: "the same full name",
        keys: |account| {
            name(account)
                .filter(|name| name.contains(' '))
                .into_iter()
                .collect()
        },
        pair: any,
    },
    Likeness {
        confidence: 0.6,
        reason: "the same login in two tools",
        keys: |account| login(account).into_iter().collect(),
        pair: any,
    },
    Likeness {
        confidence: 0.5,
        reason: "the login is the first part of the address",
        keys: |account| stem(account).filter(|stem| stem.len() > 3).into_iter().collect(),
        pair: any,
    },
];

/// Groups that share a key with so many others share it by chance (`admin`, `Build Agent`).
const MOST_ALIKE: usize = 6;

fn name(account: &Account) -> Option<String> {
    let name = account.name.as_ref()?.trim().to_lowercase();
    (!name.is_empty()).then_some(name)
}

fn login(account: &Account) -> Option<String> {
    (!account.account.contains('@')).then(|| account.account.clone())
}

/// The login, or what stands before the `@`.
fn stem(account: &Account) -> Option<String> {
    if noreply(account).is_some() {
        return None;
    }
    account.account.split('@').next().map(str::to_owned)
}

/// The login of an address that a code host made to hide the real one: `123+ann@users.noreply.github.com`.
/// <https://docs.github.com/account-and-profile/reference/email-addresses-reference>
fn noreply(account: &Account) -> Option<String> {
    let (local, host) = account.account.split_once('@')?;
    host.contains("noreply")
        .then(|| local.rsplit('+').next().unwrap_or(local).to_owned())
}

/// Pairs of contributors who may be one person, surest first, without those that somebody declined.
pub(super) fn find(everybody: &[Contributor], declined: &BTreeSet<(String, String)>) -> Vec<Suggestion> {
    let mut found: BTreeMap<(i64, i64), Suggestion> = BTreeMap::new();
    for likeness in LIKENESSES {
        let mut groups: HashMap<String, Vec<(i64, &Account)>> = HashMap::new();
        for one in everybody.iter().filter(|one| !one.is_bot) {
            for account in &one.accounts {
                for key in (likeness.keys)(account) {
                    groups.entry(key).or_default().push((one.id, account));
                }
            }
        }
        for group in groups.values().filter(|group| group.len() <= MOST_ALIKE) {
            for (place, (one, first)) in group.iter().enumerate() {
                for (other, second) in group[place + 1..]
                    .iter()
                    .filter(|(other, second)| other != one && (likeness.pair)(first, second))
                {
                    let (one, other, first, second) = if one < other {
                        (*one, *other, first, second)
                    } else {
                        (*other, *one, second, first)
                    };
                    let accounts = [first.key(), second.key()];
                    let mut pair = accounts.clone();
                    pair.sort();
                    let [a, b] = pair;
                    if !declined.contains(&(a, b)) {
                        found.entry((one, other)).or_insert(Suggestion {
                            one,
                            other,
                            accounts,
                            confidence: likeness.confidence,
                            reason: likeness.reason.to_owned(),
                        });
                    }
                }
            }
        }
    }
    let mut found: Vec<Suggestion> = found.into_values().collect();
    found.sort_by(|a, b| {
        b.confidence
            .total_cmp(&a.confidence)
            .then_with(|| (a.one, a.other).cmp(&(b.one, b.other)))
    });
    found
}

/// What somebody decided about a suggestion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The accounts it is about, as `integration/account`.
    pub accounts: [String; 2],
    /// Whether they are one person's.
    pub same: bool,
}

/// Carries out decisions, one after the other: the contributors become one, or they, with all their accounts, are never
/// suggested to be one again.
pub async fn decide(control: &Control, decisions: &[Decision]) -> Result<()> {
    let everybody = control.contributors().await?;
    let mut accounts: BTreeMap<i64, Vec<String>> = everybody
        .iter()
        .map(|one| (one.id, one.accounts.iter().map(Account::key).collect()))
        .collect();
    for decision in decisions {
        let [one, other] = decision.accounts.each_ref().map(|key| owner(&accounts, key));
        let (one, other) = (one?, other?);
        if one == other {
            continue;
        }
        let (stays, goes) = (one.min(other), one.max(other));
        if decision.same {
            control
                .merge_contributors(stays, &[goes], Basis::Accepted)
                .await?;
            let moved = accounts.remove(&goes).unwrap_or_default();
            accounts.entry(stays).or_default().extend(moved);
        } else {
            let pairs: Vec<(&str, &str)> = accounts[&stays]
                .iter()
                .flat_map(|one| accounts[&goes].iter().map(|other| (one.as_str(), other.as_str())))
                .collect();
            control.decline(&pairs).await?;
        }
    }
    Ok(())
}

fn owner(accounts: &BTreeMap<i64, Vec<String>>, key: &String) -> Result<i64> {
    let found = accounts.iter().find(|(_, keys)| keys.contains(key));
    found.map(|(id, _)| *id).ok_or_else(|| {
        InsightsError::invalid(
            format!("nobody has the account `{key}`"),
            "ask for the suggestions again: they have changed",
        )
    })
}
