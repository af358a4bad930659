//! From a collection's definition to what the measures may see.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use weir_control::{Contributor, Control};
use weir_measures::{Filter, ProjectView, Who};

use super::{Assets, Collection, Definition, People, collection};
use crate::{InsightsError, Ref, Result, contributor, profile};

/// What a definition selects.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// Names of repositories and projects, by integration.
    pub assets: BTreeMap<i64, Vec<String>>,
    /// People, by id.
    pub people: Vec<i64>,
    /// Ids of integrations that the definition names and that are gone or no longer mapped.
    pub lost: Vec<i64>,
}

/// A project as the measures see it, narrowed to a collection, under the profile that belongs to the collection.
pub async fn view(control: &Control, mut view: ProjectView, chosen: Option<i64>) -> Result<ProjectView> {
    let everybody = control.contributors().await?;
    view.who = who(control, &everybody).await?;
    let Some(id) = chosen else { return Ok(view) };
    let this = collection(control, id).await?;
    if this.project.to_string() != view.id {
        return Err(InsightsError::invalid(
            format!("the collection `{}` is of another project", this.name),
            "choose a collection of the same project",
        ));
    }
    view.name = format!("{}: {}", view.name, this.name);
    if let Some(found) = profile::profile_of(control, id).await? {
        view.settings = found.content.settings;
        view.who.profile = Some(found.name);
    }
    match definition(control, &this).await? {
        None => {}
        Some(Definition::Assets(assets)) => narrow(&mut view, &assets),
        Some(Definition::People(people)) => {
            let chosen = everybody.iter().filter(|one| selects(&people, one));
            let accounts = chosen.flat_map(|one| one.accounts.iter().map(|account| account.account.clone()));
            view.who.people = Some(Arc::new(accounts.collect()));
        }
    }
    Ok(view)
}

/// The collection's own definition, else that of the nearest one above it that has one.
async fn definition(control: &Control, this: &Collection) -> Result<Option<Definition>> {
    let mut at = this.clone();
    loop {
        if at.content.definition.is_some() {
            return Ok(at.content.definition);
        }
        let Some(Ref(parent)) = at.content.parent else {
            return Ok(None);
        };
        at = collection(control, parent).await?;
    }
}

/// Leaves the integrations the definition names, each with its scope. One that is gone leaves nothing in its place: a
/// definition all of whose integrations are gone selects nothing, never everything.
fn narrow(view: &mut ProjectView, assets: &Assets) {
    view.who.filters = Arc::new(assets.filters.clone());
    if assets.integrations.is_empty() {
        return;
    }
    let mapped = view.scope.integrations.take();
    let left = |id: &String| {
        mapped
            .as_ref()
            .is_none_or(|mapped| mapped.contains(id))
            .then(|| id.clone())
    };
    view.scope.integrations = Some(assets.integrations.keys().filter_map(left).collect());
    for (id, scope) in &assets.integrations {
        if !scope.is_everything() {
            view.scope
                .narrowed
                .entry(id.clone())
                .or_default()
                .push(scope.clone());
        }
    }
}

/// Whether a definition by people takes one in.
pub(crate) fn selects(people: &People, one: &Contributor) -> bool {
    if people.contributors.contains(&Ref(one.id)) {
        return true;
    }
    let of = |name: &str| match name {
        "name" => Some(one.name.as_str()),
        "email" => one.email.as_deref(),
        other => one.attributes.get(other).map(String::as_str),
    };
    let holds = |filter: &Filter| filter.holds(of(&filter.dimension).unwrap_or_default());
    !people.attributes.is_empty() && people.attributes.iter().all(holds)
}

/// Names of people by account, and the accounts that may be somebody else's.
async fn who(control: &Control, everybody: &[Contributor]) -> Result<Who> {
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
    let bots = everybody.iter().filter(|one| one.is_bot);
    let bots: BTreeSet<String> = bots
        .flat_map(|one| one.accounts.iter().map(|account| account.account.clone()))
        .collect();
    Ok(Who {
        names: Arc::new(names),
        undecided: Arc::new(contributor::undecided(control, everybody).await?),
        bots: Arc::new(bots),
        ..Who::default()
    })
}

/// What a definition selects at this moment, to be shown while it is edited.
pub async fn reach(control: &Control, project: i64, definition: &Definition) -> Result<Reach> {
    control.project(project).await?;
    let mut reach = Reach::default();
    match definition {
        Definition::People(people) => {
            let everybody = control.contributors().await?;
            reach.people = everybody
                .iter()
                .filter(|one| selects(people, one))
                .map(|one| one.id)
                .collect();
        }
        Definition::Assets(assets) => {
            let mapped = control.narrowed(project).await?;
            for (integration, scopes) in &mapped {
                let own = assets.integrations.get(&integration.to_string());
                if own.is_none() && !assets.integrations.is_empty() {
                    continue;
                }
                let names = control.partition_names(*integration).await?;
                let passes = |name: &String| {
                    own.is_none_or(|scope| scope.judge(name).is_in())
                        && scopes.iter().all(|scope| scope.judge(name).is_in())
                };
                reach
                    .assets
                    .insert(*integration, names.into_iter().filter(passes).collect());
            }
            let lost = assets.integrations.keys().filter_map(|id| id.parse::<i64>().ok());
            reach.lost = lost.filter(|id| !mapped.contains_key(id)).collect();
        }
    }
    Ok(reach)
}
