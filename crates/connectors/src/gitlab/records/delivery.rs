use serde::Deserialize;
use weir_connect::{Key, Record, Scope};
use weir_model::entities::{
    Deployment as Row, DeploymentStatus, Environment as EnvironmentRow, Release as ReleaseRow,
};
use weir_model::{Batch, Entity as _, Id, Table, Time};

use crate::gitlab::parts::{Account, login, repository, some};
use crate::gitlab::words::{DEPLOYMENT, word};

/// <https://docs.gitlab.com/api/deployments/#list-project-deployments>
#[derive(Debug, Deserialize)]
pub struct Deployment {
    id: i64,
    r#ref: Option<String>,
    sha: Option<String>,
    status: Option<String>,
    created_at: Time,
    updated_at: Option<Time>,
    user: Option<Account>,
    environment: Option<Place>,
    deployable: Option<Deployable>,
}

#[derive(Debug, Deserialize)]
struct Place {
    name: Option<String>,
    tier: Option<String>,
}

/// The job that deploys.
#[derive(Debug, Deserialize)]
struct Deployable {
    name: Option<String>,
    status: Option<String>,
    started_at: Option<Time>,
    finished_at: Option<Time>,
    web_url: Option<String>,
}

impl Record for Deployment {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::at(self.id, self.updated_at)
    }

    fn is_final(&self) -> bool {
        let said = self.status.as_deref();
        said.is_none_or(|said| matches!(said, "success" | "failed" | "canceled" | "skipped"))
    }

    fn row(key: &str, _: &Scope<'_>) -> Option<(&'static Table, Id)> {
        Some((Row::TABLE, Id::new("deployment", key)))
    }

    fn map(self, scope: &Scope<'_>, out: &mut Batch) {
        let id = Id::new("deployment", self.id);
        let (name, tier) = self
            .environment
            .map_or((None, None), |place| (place.name, place.tier));
        let job = self.deployable;
        // Old versions state it of the job only.
        let said = self.status.or(job.as_ref().and_then(|job| job.status.clone()));
        let state = said.map(|said| word(DEPLOYMENT, "deployments.state", &said, out));
        let changed = self.updated_at.unwrap_or(self.created_at);
        let url = job.as_ref().and_then(|job| job.web_url.clone());
        let started = job.as_ref().and_then(|job| job.started_at);
        let finished = job.as_ref().and_then(|job| job.finished_at);
        let reached = [
            started.map(|at| ("in_progress".to_owned(), at)),
            // What has ended does not change any more, so its last change is its end where no job has one.
            state
                .clone()
                .filter(|state| matches!(state.as_str(), "success" | "failure" | "inactive"))
                .map(|state| (state, finished.unwrap_or(changed))),
        ];
        out.push(Row {
            id: id.clone(),
            repository_id: repository(scope),
            environment: name.unwrap_or_else(|| "unknown".to_owned()),
            is_production: tier.map(|tier| tier == "production"),
            ref_name: self.r#ref,
            sha: self.sha,
            task: job.and_then(|job| job.name),
            creator_login: login(self.user),
            state,
            url: url.clone(),
            created_at: self.created_at,
            updated_at: changed,
        });
        for (state, created_at) in reached.into_iter().flatten() {
            out.push(DeploymentStatus {
                id: Id::new("deployment_status", format!("{}/{state}", self.id)),
                deployment_id: id.clone(),
                repository_id: repository(scope),
                state,
                created_at,
                url: url.clone(),
            });
        }
    }
}

/// <https://docs.gitlab.com/api/environments/#list-environments>
#[derive(Debug, Deserialize)]
pub struct Environment {
    id: i64,
    name: String,
    external_url: Option<String>,
    state: Option<String>,
    tier: Option<String>,
    created_at: Option<Time>,
    updated_at: Option<Time>,
}

impl Record for Environment {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::at(self.id, self.updated_at)
    }

    fn row(key: &str, _: &Scope<'_>) -> Option<(&'static Table, Id)> {
        Some((EnvironmentRow::TABLE, Id::new("environment", key)))
    }

    fn map(self, scope: &Scope<'_>, out: &mut Batch) {
        out.push(EnvironmentRow {
            id: Id::new("environment", self.id),
            repository_id: Some(repository(scope)),
            name: self.name,
            is_production: self.tier.as_deref().map(|tier| tier == "production"),
            tier: self.tier,
            state: self.state,
            url: some(self.external_url),
            created_at: self.created_at,
            updated_at: self.updated_at,
        });
    }
}

/// <https://docs.gitlab.com/api/releases/#list-releases>
#[derive(Debug, Deserialize)]
pub struct Release {
    tag_name: String,
    name: Option<String>,
    author: Option<Account>,
    commit: Option<Commit>,
    created_at: Option<Time>,
    released_at: Option<Time>,
    #[serde(rename = "_links")]
    links: Option<Links>,
}

#[derive(Debug, Deserialize)]
struct Commit {
    id: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Links {
    #[serde(rename = "self")]
    own: Option<String>,
}

impl Record for Release {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::new(&self.tag_name)
    }

    fn row(key: &str, scope: &Scope<'_>) -> Option<(&'static Table, Id)> {
        Some((
            ReleaseRow::TABLE,
            Id::new("release", format!("{}/{key}", scope.id)),
        ))
    }

    fn map(self, scope: &Scope<'_>, out: &mut Batch) {
        let Some(created_at) = self.created_at.or(self.released_at) else {
            return out.drift("releases.created_at", "null");
        };
        out.push(ReleaseRow {
            id: Id::new("release", format!("{}/{}", scope.id, self.tag_name)),
            repository_id: repository(scope),
            tag: self.tag_name,
            name: self.name,
            target: self.commit.and_then(|commit| commit.id),
            is_draft: false,
            is_prerelease: false,
            author_login: login(self.author),
            url: self.links.and_then(|links| links.own),
            created_at,
            updated_at: None,
            published_at: self.released_at,
        });
    }
}
