//! Integrations and projects as the API shows them: put together from several stores, with few queries each.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use weir_control::{Health, Integration, Project, Task};
use weir_model::Time;

use super::{ApiResult, tasks};
use crate::AppState;
use crate::rules;

/// One configured connector.
#[derive(Serialize, ToSchema)]
#[schema(as = Integration)]
pub(super) struct IntegrationView {
    /// Its id; never given again.
    pub(super) id: String,
    /// Its name, unique regardless of case.
    name: String,
    /// Id of its connector.
    kind: String,
    /// What people note about it.
    description: String,
    /// Its configuration; fits the connector's schema.
    #[schema(value_type = Object)]
    config: Value,
    /// Names of the secrets that are stored. They are never shown.
    has_secrets: Vec<String>,
    /// How it is doing.
    #[schema(value_type = HealthStatus)]
    status: Health,
    /// Why.
    status_reason: Option<String>,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    created_at: Time,
    /// Whether it is being deleted: it disappears when its rows are gone.
    deleting: bool,
    /// When its credential ends, where the upstream says so.
    #[schema(value_type = Option<String>, format = DateTime)]
    credential_expires_at: Option<Time>,
    /// Whether that is within 14 days, or past.
    credential_expires_soon: bool,
    /// Its newest task.
    last_task: Option<tasks::Task>,
    /// When it was last caught up.
    #[schema(value_type = Option<String>, format = DateTime)]
    last_ingested_at: Option<Time>,
    /// Projects it is mapped to.
    projects: Vec<ProjectRef>,
    /// Rows it has in all tables.
    rows: u64,
}

/// How a feed is doing.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "describes the words in the document")]
pub(super) enum HealthStatus {
    /// Its last task succeeded.
    Healthy,
    /// Nothing has run since it was made or changed.
    Unknown,
    /// Its last task failed.
    Failed,
}

/// A project by name.
#[derive(Serialize, ToSchema)]
pub(super) struct ProjectRef {
    /// Its id.
    id: String,
    /// Its name.
    name: String,
}

/// An integration by name.
#[derive(Serialize, ToSchema)]
pub(super) struct IntegrationRef {
    /// Its id.
    id: String,
    /// Its name.
    name: String,
    /// Id of its connector.
    kind: String,
    /// How it is doing.
    #[schema(value_type = HealthStatus)]
    status: Health,
}

/// Integrations whose numbers belong together, and what counts in them.
#[derive(Serialize, ToSchema)]
#[schema(as = Project)]
pub(super) struct ProjectView {
    /// Its id.
    pub(super) id: String,
    /// Its name, unique regardless of case.
    name: String,
    /// What people note about it.
    description: String,
    /// What counts as a deployment and as a failure.
    settings: weir_measures::ProjectSettings,
    /// The integrations mapped to it.
    integrations: Vec<IntegrationRef>,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    created_at: Time,
}

/// What views of integrations are put together from.
pub(super) struct Overview {
    secrets: BTreeMap<i64, Vec<String>>,
    projects: BTreeMap<i64, Vec<(i64, String)>>,
    tasks: BTreeMap<i64, Task>,
    ingested: BTreeMap<i64, Time>,
    rows: BTreeMap<String, u64>,
}

impl Overview {
    pub(super) async fn load(state: &AppState) -> ApiResult<Self> {
        let control = &state.control;
        let names: BTreeMap<i64, String> = control
            .projects()
            .await?
            .into_iter()
            .map(|project| (project.id, project.name))
            .collect();
        let mut projects = BTreeMap::<i64, Vec<(i64, String)>>::new();
        for (project, integration) in control.mappings().await? {
            let name = names.get(&project).cloned().unwrap_or_default();
            projects.entry(integration).or_default().push((project, name));
        }
        Ok(Self {
            secrets: control.secret_names().await?,
            projects,
            tasks: control.last_tasks().await?,
            ingested: control.last_ingested().await?,
            rows: state.stats.rows_by_integration(&state.lake).await?,
        })
    }

    pub(super) async fn view(
        &mut self,
        state: &AppState,
        integration: Integration,
    ) -> ApiResult<IntegrationView> {
        let id = integration.id;
        let running = state.runtime.progress(id).await?;
        Ok(IntegrationView {
            has_secrets: self.secrets.remove(&id).unwrap_or_default(),
            last_task: running.or_else(|| self.tasks.remove(&id)).map(Into::into),
            last_ingested_at: self.ingested.get(&id).copied(),
            projects: self
                .projects
                .remove(&id)
                .unwrap_or_default()
                .into_iter()
                .map(|(id, name)| ProjectRef {
                    id: id.to_string(),
                    name,
                })
                .collect(),
            rows: self.rows.get(&id.to_string()).copied().unwrap_or(0),
            id: id.to_string(),
            name: integration.name,
            kind: integration.kind,
            description: integration.description,
            config: integration.config,
            status: integration.status,
            status_reason: integration.status_reason,
            created_at: integration.created_at,
            deleting: integration.deleting_since.is_some(),
            credential_expires_soon: integration.credential_expires_at.is_some_and(rules::ends_soon),
            credential_expires_at: integration.credential_expires_at,
        })
    }
}

/// One integration.
pub(super) async fn integration(state: &AppState, integration: Integration) -> ApiResult<IntegrationView> {
    Overview::load(state).await?.view(state, integration).await
}

/// Projects with their integrations.
pub(super) async fn projects(state: &AppState, projects: Vec<Project>) -> ApiResult<Vec<ProjectView>> {
    let known: BTreeMap<i64, Integration> = state
        .control
        .integrations()
        .await?
        .into_iter()
        .map(|integration| (integration.id, integration))
        .collect();
    let mappings = state.control.mappings().await?;
    projects
        .into_iter()
        .map(|project| {
            let mapped = mappings
                .iter()
                .filter(|(id, _)| *id == project.id)
                .filter_map(|(_, id)| known.get(id));
            Ok(ProjectView {
                settings: rules::settings(&project.settings)?,
                integrations: mapped.map(IntegrationRef::from).collect(),
                id: project.id.to_string(),
                name: project.name,
                description: project.description,
                created_at: project.created_at,
            })
        })
        .collect()
}

impl From<&Integration> for IntegrationRef {
    fn from(integration: &Integration) -> Self {
        Self {
            id: integration.id.to_string(),
            name: integration.name.clone(),
            kind: integration.kind.clone(),
            status: integration.status,
        }
    }
}
