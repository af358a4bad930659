use serde::Deserialize;
use weir_connect::{Key, Record, Scope};
use weir_model::entities::{Deployment as Row, DeploymentStatus, Environment as EnvironmentRow};
use weir_model::{Batch, Entity as _, Id, Table, Time};

use crate::bitbucket::cloud::parts::{Account, Commit, People, Titled, bare, hash, name, repository, some};
use crate::bitbucket::cloud::words::{DEPLOYMENT, word};

/// A deployment that a step of a pipeline makes. The name and type of its environment are asked for on purpose.
///
/// <https://developer.atlassian.com/cloud/bitbucket/rest/api-group-deployments/#api-repositories-workspace-repo-slug-deployments-get>
#[derive(Debug, Deserialize)]
pub struct Deployment {
    uuid: String,
    state: Option<State>,
    environment: Option<Environment>,
    release: Option<Release>,
    step: Option<Titled>,
    created_on: Option<Time>,
    last_update_time: Option<Time>,
}

/// The description calls its times `start_date` and `completion_date`; answers have `started_on` and `completed_on`.
#[derive(Debug, Deserialize)]
struct State {
    name: String,
    status: Option<Titled>,
    url: Option<String>,
    deployer: Option<Account>,
    #[serde(alias = "start_date")]
    started_on: Option<Time>,
    #[serde(alias = "completion_date")]
    completed_on: Option<Time>,
}

#[derive(Debug, Deserialize)]
struct Release {
    commit: Option<Commit>,
    created_on: Option<Time>,
}

impl State {
    /// The vendor's word for it: a completed one has it one level below.
    fn said(&self) -> &str {
        let ended = self.status.as_ref().and_then(|status| status.name.as_deref());
        ended.filter(|_| self.name == "COMPLETED").unwrap_or(&self.name)
    }
}

impl Record for Deployment {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::at(&self.uuid, self.last_update_time)
    }

    /// One that waits to be asked for may wait for ever: its list is read whole each time.
    fn is_final(&self) -> bool {
        self.state
            .as_ref()
            .is_none_or(|state| state.name != "IN_PROGRESS")
    }

    fn row(key: &str, _: &Scope<'_>) -> Option<(&'static Table, Id)> {
        Some((Row::TABLE, Id::new("deployment", bare(key))))
    }

    fn map(self, scope: &Scope<'_>, out: &mut Batch) {
        let release = self.release.as_ref();
        let made = release.and_then(|release| release.created_on).or(self.created_on);
        let Some(state) = self.state.filter(|state| state.name != "UNDEPLOYED") else {
            // Only a step that could deploy.
            return;
        };
        let Some(created_at) = state.started_on.or(made) else {
            return out.drift("deployments.created_at", "null");
        };
        let mut people = People::default();
        let id = Id::new("deployment", bare(&self.uuid));
        let word = word(DEPLOYMENT, "deployments.state", state.said(), out);
        let ended = matches!(word.as_str(), "success" | "failure" | "inactive");
        let changed = state.completed_on.or(self.last_update_time).unwrap_or(created_at);
        let (tier, place) = self
            .environment
            .map_or((None, None), |place| (place.tier(), place.name));
        out.push(Row {
            id: id.clone(),
            repository_id: repository(scope),
            environment: place.unwrap_or_else(|| "unknown".to_owned()),
            is_production: tier.map(|tier| tier == "production"),
            ref_name: None,
            sha: self.release.and_then(|release| hash(release.commit)),
            task: name(self.step),
            creator_login: people.meet(state.deployer).login,
            state: Some(word.clone()),
            url: state.url.clone(),
            created_at,
            updated_at: changed,
        });
        let reached = [
            state.started_on.map(|at| ("in_progress".to_owned(), at)),
            ended.then_some((word, changed)),
        ];
        for (state_word, at) in reached.into_iter().flatten() {
            out.push(DeploymentStatus {
                id: Id::new("deployment_status", format!("{}/{state_word}", bare(&self.uuid))),
                deployment_id: id.clone(),
                repository_id: repository(scope),
                state: state_word,
                created_at: at,
                url: state.url.clone(),
            });
        }
        people.rows(out);
    }
}

/// <https://developer.atlassian.com/cloud/bitbucket/rest/api-group-deployments/#api-repositories-workspace-repo-slug-environments-get>
#[derive(Debug, Deserialize)]
pub struct Environment {
    uuid: Option<String>,
    name: Option<String>,
    #[serde(rename = "environment_type")]
    kind: Option<Titled>,
}

impl Environment {
    /// `test`, `staging` or `production`.
    fn tier(&self) -> Option<String> {
        let kind = self.kind.as_ref()?.name.as_deref()?;
        Some(kind.to_lowercase())
    }
}

impl Record for Environment {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::new(self.uuid.as_deref().unwrap_or_default())
    }

    fn row(key: &str, _: &Scope<'_>) -> Option<(&'static Table, Id)> {
        Some((EnvironmentRow::TABLE, Id::new("environment", bare(key))))
    }

    fn map(self, scope: &Scope<'_>, out: &mut Batch) {
        let tier = self.tier();
        let Some((uuid, title)) = some(self.uuid).zip(self.name) else {
            return out.drift("environments.name", "null");
        };
        out.push(EnvironmentRow {
            id: Id::new("environment", bare(&uuid)),
            repository_id: Some(repository(scope)),
            name: title,
            is_production: tier.as_deref().map(|tier| tier == "production"),
            tier,
            state: None,
            url: None,
            created_at: None,
            updated_at: None,
        });
    }
}
