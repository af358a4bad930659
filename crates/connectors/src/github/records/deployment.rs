use serde::Deserialize;
use weir_connect::{Key, Record, Scope};
use weir_model::entities::{Deployment as Row, DeploymentStatus};
use weir_model::{Batch, Entity as _, Id, Table, Time};

use crate::github::parts::{Actor, List, People, entries, repository, some};
use crate::github::words::{DEPLOYMENT, word, word_or_null};

/// A deployment with the states it went through.
///
/// <https://docs.github.com/graphql/reference/objects#deployment>
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Deployment {
    id: String,
    database_id: Option<i64>,
    environment: Option<String>,
    task: Option<String>,
    commit_oid: Option<String>,
    state: Option<String>,
    created_at: Time,
    updated_at: Time,
    r#ref: Option<Ref>,
    creator: Option<Actor>,
    latest_status: Option<Latest>,
    statuses: Option<List<Status>>,
}

#[derive(Debug, Deserialize)]
struct Ref {
    name: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Latest {
    state: Option<String>,
    log_url: Option<String>,
}

/// <https://docs.github.com/graphql/reference/objects#deploymentstatus>
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Status {
    id: String,
    state: String,
    created_at: Time,
    log_url: Option<String>,
}

/// States after which another follows.
///
/// <https://docs.github.com/graphql/reference/enums#deploymentstatusstate>
const UNDER_WAY: [&str; 4] = ["IN_PROGRESS", "PENDING", "QUEUED", "WAITING"];

impl Deployment {
    /// The number REST knows it by.
    fn number(&self) -> String {
        self.database_id
            .map_or_else(|| self.id.clone(), |id| id.to_string())
    }
}

impl Record for Deployment {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::at(self.number(), self.updated_at)
    }

    fn is_final(&self) -> bool {
        let latest = self
            .latest_status
            .as_ref()
            .and_then(|latest| latest.state.as_deref());
        latest.is_some_and(|state| !UNDER_WAY.contains(&state))
    }

    fn row(key: &str, _: &Scope<'_>) -> Option<(&'static Table, Id)> {
        Some((Row::TABLE, Id::new("deployment", key)))
    }

    fn map(self, scope: &Scope<'_>, out: &mut Batch) {
        let mut people = People::default();
        let id = Id::new("deployment", self.number());
        let (state, url) = self
            .latest_status
            .map_or((None, None), |latest| (latest.state, latest.log_url));
        let state = word_or_null(
            DEPLOYMENT,
            "deployments.state",
            state.or(self.state).as_deref(),
            out,
        );
        out.push(Row {
            id: id.clone(),
            repository_id: repository(scope),
            environment: self.environment.unwrap_or_else(|| "production".to_owned()),
            is_production: None,
            ref_name: self.r#ref.and_then(|reference| reference.name),
            sha: self.commit_oid,
            task: self.task,
            creator_login: people.meet(self.creator).login,
            state,
            url: some(url),
            created_at: self.created_at,
            updated_at: self.updated_at,
        });
        for status in entries(self.statuses) {
            let state = word(DEPLOYMENT, "deployment_statuses.state", &status.state, out);
            out.push(DeploymentStatus {
                id: Id::new("deployment_status", status.id),
                deployment_id: id.clone(),
                repository_id: repository(scope),
                state,
                created_at: status.created_at,
                url: some(status.log_url),
            });
        }
        people.rows(out);
    }
}
