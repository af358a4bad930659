use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use weir_control::{Contributor, Control};
use weir_measures::Who;

use super::suggest::{Suggestion, find};
use crate::Result;

/// Everybody, and what follows from who they are.
#[derive(Debug)]
pub struct Everybody {
    version: i64,
    /// The contributors, by name.
    pub contributors: Vec<Contributor>,
    /// Pairs of them who may be one person, surest first, without those that somebody declined.
    pub suggestions: Vec<Suggestion>,
    who: Who,
}

impl Everybody {
    async fn load(control: &Control) -> Result<Self> {
        // Asked first: a change meanwhile makes what follows look old, and it is read again.
        let version = control.contributors_version().await?;
        let contributors = control.contributors().await?;
        let declined: BTreeSet<(String, String)> = control.declined().await?.into_iter().collect();
        let mut this = Self {
            suggestions: find(&contributors, &declined),
            who: Who::default(),
            version,
            contributors,
        };
        this.who = who(&this.contributors, &this.undecided());
        Ok(this)
    }

    /// Whose each account is, as the measures need it.
    pub(crate) fn who(&self) -> Who {
        self.who.clone()
    }

    /// Those about whom a suggestion waits for a decision.
    pub fn undecided(&self) -> BTreeSet<i64> {
        self.suggestions
            .iter()
            .flat_map(|one| [one.one, one.other])
            .collect()
    }
}

/// Keeps everybody, and reads them again only when something about them has changed.
#[derive(Debug, Default)]
pub struct Roster(Mutex<Option<Arc<Everybody>>>);

impl Roster {
    /// Everybody as they are now.
    pub async fn everybody(&self, control: &Control) -> Result<Arc<Everybody>> {
        let version = control.contributors_version().await?;
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(kept) = kept.filter(|kept| kept.version == version) {
            return Ok(kept);
        }
        let fresh = Arc::new(Everybody::load(control).await?);
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(fresh.clone());
        Ok(fresh)
    }
}

/// Names of people by account, the accounts that may be somebody else's, and those of programs.
fn who(everybody: &[Contributor], open: &BTreeSet<i64>) -> Who {
    let mut bearers: BTreeMap<&str, usize> = BTreeMap::new();
    for one in everybody {
        *bearers.entry(&one.name).or_default() += 1;
    }
    let mut names = BTreeMap::new();
    for one in everybody {
        // Two people of one name stay two.
        let name = match one.accounts.first().filter(|_| bearers[one.name.as_str()] > 1) {
            Some(account) => format!("{} ({})", one.name, account.account),
            None => one.name.clone(),
        };
        for account in &one.accounts {
            names.insert(account.account.clone(), name.clone());
            if let Some(email) = &account.email {
                names.entry(email.clone()).or_insert_with(|| name.clone());
            }
        }
    }
    let accounts = |of: &dyn Fn(&Contributor) -> bool| {
        let chosen = everybody.iter().filter(|one| of(one));
        let accounts = chosen.flat_map(|one| one.accounts.iter().map(|account| account.account.clone()));
        Arc::new(accounts.collect())
    };
    Who {
        names: Arc::new(names),
        undecided: accounts(&|one| open.contains(&one.id)),
        bots: accounts(&|one| one.is_bot),
        ..Who::default()
    }
}
