//! From a collection's definition to what the measures may see.

use std::collections::BTreeMap;
use std::sync::Arc;

use weir_control::{Contributor, Control};
use weir_measures::{Filter, Measures, MetricInfo, MetricQuery, ProjectView};
use weir_model::Time;

use super::{Assets, Collection, Definition, People, collection, collections};
use crate::{Everybody, InsightsError, Ref, Result};

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

/// A collection of the project, then the ones above it, nearest first.
pub(crate) async fn lineage(control: &Control, project: i64, id: i64) -> Result<Vec<Collection>> {
    let mut all = collections(control, project).await?;
    let mut lineage: Vec<Collection> = Vec::new();
    let mut next = Some(Ref(id));
    while let Some(Ref(at)) = next {
        let Some(place) = all.iter().position(|one| one.id == at) else {
            break;
        };
        let found = all.swap_remove(place);
        next = found.content.parent;
        lineage.push(found);
    }
    if lineage.is_empty() {
        let other = collection(control, id).await?;
        return Err(InsightsError::invalid(
            format!("the collection `{}` is of another project", other.name),
            "choose a collection of the same project",
        ));
    }
    Ok(lineage)
}

/// The collection's own definition, else that of the nearest one above it that has one.
pub(crate) fn definition(lineage: &[Collection]) -> Option<&Definition> {
    lineage.iter().find_map(|one| one.content.definition.as_ref())
}

/// Leaves in a view only what a definition selects.
pub(crate) fn narrow(view: &mut ProjectView, definition: &Definition, everybody: &Everybody) {
    match definition {
        Definition::Assets(assets) => to_assets(view, assets),
        Definition::People(people) => {
            let chosen = everybody.contributors.iter().filter(|one| selects(people, one));
            let accounts = chosen.flat_map(|one| one.accounts.iter().map(|account| account.account.clone()));
            view.who.people = Some(Arc::new(accounts.collect()));
        }
    }
}

/// Leaves the integrations the definition names, each with its scope. One that is gone leaves nothing in its place: a
/// definition all of whose integrations are gone selects nothing, never everything.
fn to_assets(view: &mut ProjectView, assets: &Assets) {
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
fn selects(people: &People, one: &Contributor) -> bool {
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

/// What a definition selects at this moment, to be shown while it is edited.
pub async fn reach(
    control: &Control,
    everybody: &Everybody,
    project: i64,
    definition: &Definition,
) -> Result<Reach> {
    control.project(project).await?;
    let mut reach = Reach::default();
    match definition {
        Definition::People(people) => {
            reach.people = everybody
                .contributors
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
            reach.lost = assets.lost(|id| mapped.contains_key(&id));
        }
    }
    Ok(reach)
}

/// What is counted of a definition while it is edited: something of each kind of work.
const COUNTED: [&str; 5] = [
    "commits",
    "pull_requests_opened",
    "pipeline_runs",
    "issues_opened",
    "deployment_frequency",
];

/// How much of the project's work between two moments a definition selects, by metric.
pub async fn counts(
    measures: &Measures,
    everybody: &Everybody,
    mut view: ProjectView,
    definition: &Definition,
    (from, to): (Time, Time),
) -> Result<Vec<(MetricInfo, u64)>> {
    narrow(&mut view, definition, everybody);
    let mut counts = Vec::new();
    for metric in COUNTED {
        let answer = measures
            .answer(&view, &MetricQuery::new(metric, from, to))
            .await?;
        counts.push((answer.metric, answer.n));
    }
    Ok(counts)
}
