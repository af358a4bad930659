//! Accounts that may be one person's.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use weir_control::{Account, Basis, Contributor, Control};

use crate::Result;

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
pub async fn suggestions(control: &Control) -> Result<Vec<Suggestion>> {
    let everybody = control.contributors().await?;
    let declined: BTreeSet<(String, String)> = control.declined().await?.into_iter().collect();
    Ok(find(&everybody, &declined))
}

fn find(everybody: &[Contributor], declined: &BTreeSet<(String, String)>) -> Vec<Suggestion> {
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

/// Makes two contributors one.
pub async fn accept(control: &Control, one: i64, other: i64) -> Result<()> {
    Ok(control.merge_contributors(one, &[other], Basis::Accepted).await?)
}

/// Notes that two accounts, and with them the contributors who have them, are not one person's.
pub async fn decline(control: &Control, one: &str, other: &str) -> Result<()> {
    let everybody = control.contributors().await?;
    let owned = |key: &str| {
        let has = |owner: &&Contributor| owner.accounts.iter().any(|account| account.key() == key);
        let owner = everybody.iter().find(has);
        owner.map_or_else(
            || vec![key.to_owned()],
            |owner| owner.accounts.iter().map(Account::key).collect(),
        )
    };
    let (ones, others) = (owned(one), owned(other));
    let pairs = ones
        .iter()
        .flat_map(|one| others.iter().map(move |other| (one.as_str(), other.as_str())));
    Ok(control.decline(&pairs.collect::<Vec<_>>()).await?)
}

/// Accounts of people of whom a suggestion waits for a decision: numbers by person may count them twice.
pub async fn undecided(control: &Control, everybody: &[Contributor]) -> Result<BTreeSet<String>> {
    let declined: BTreeSet<(String, String)> = control.declined().await?.into_iter().collect();
    let open: BTreeSet<i64> = find(everybody, &declined)
        .iter()
        .flat_map(|suggestion| [suggestion.one, suggestion.other])
        .collect();
    let concerned = everybody.iter().filter(|one| open.contains(&one.id));
    Ok(concerned
        .flat_map(|one| one.accounts.iter().map(|account| account.account.clone()))
        .collect())
}
