//! Integrations and projects as the API shows them: put together from several stores, with few queries each.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use weir_control::{Deletion, Health, Integration, Project};
use weir_model::{Scope, Time};

use super::attention::AttentionView;
use super::deletions::Progress;
use super::scopes::{self, ScopeView};
use super::{ApiResult, tasks};
use crate::AppState;
use crate::rules;
use crate::rules::diagnosis::{Sheet, State, diagnose};

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
    /// The worst that holds; `/integrations/{id}/diagnostics` says more.
    state: State,
    /// Whether its schedule is stopped.
    paused: bool,
    /// When it is read next.
    #[schema(value_type = Option<String>, format = DateTime)]
    next_sync_at: Option<Time>,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    created_at: Time,
    /// Whether it is being deleted: it disappears when its rows are gone.
    deleting: bool,
    /// How far its deletion has come.
    deletion: Option<Progress>,
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
#[derive(Clone, Serialize, ToSchema)]
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
    /// Which of its repositories the project sees; null is all.
    scope: Option<ScopeView>,
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
    /// What somebody should look at: integrations it used that are gone.
    attention: Vec<AttentionView>,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    created_at: Time,
}

/// What views of integrations are put together from.
pub(super) struct Overview {
    secrets: BTreeMap<i64, Vec<String>>,
    projects: BTreeMap<i64, Vec<(i64, String)>>,
    rows: BTreeMap<String, u64>,
    deletions: BTreeMap<i64, Deletion>,
    sheet: Sheet,
}

/// How an integration stands, in short.
pub(super) struct Standing {
    pub(super) status: Health,
    pub(super) reason: Option<String>,
    pub(super) state: State,
    pub(super) paused: bool,
    next: Option<Time>,
    ingested: Option<Time>,
}

/// How one integration stands.
pub(super) async fn standing(state: &AppState, integration: &Integration) -> ApiResult<Standing> {
    stands(state, &Sheet::load(state).await?, integration).await
}

async fn stands(state: &AppState, sheet: &Sheet, integration: &Integration) -> ApiResult<Standing> {
    let facts = sheet.facts(state, integration).await?;
    let found = diagnose(&facts);
    Ok(Standing {
        state: found.state(),
        status: found.status,
        reason: found.reason,
        paused: facts.paused_at.is_some(),
        next: facts.next,
        ingested: facts.last_success,
    })
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
            rows: state.stats.rows_by_integration(&state.lake).await?,
            deletions: control
                .deletions(1000)
                .await?
                .into_iter()
                .map(|deletion| (deletion.integration, deletion))
                .collect(),
            sheet: Sheet::load(state).await?,
        })
    }

    pub(super) async fn view(
        &mut self,
        state: &AppState,
        integration: Integration,
    ) -> ApiResult<IntegrationView> {
        let id = integration.id;
        let running = state.runtime.progress(id).await?;
        let standing = stands(state, &self.sheet, &integration).await?;
        Ok(IntegrationView {
            has_secrets: self.secrets.remove(&id).unwrap_or_default(),
            last_task: running
                .or_else(|| self.sheet.book.last(id).cloned())
                .map(|task| tasks::Task::of(task, integration.name.clone())),
            last_ingested_at: standing.ingested,
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
            status: standing.status,
            status_reason: standing.reason,
            state: standing.state,
            paused: standing.paused,
            next_sync_at: standing.next,
            created_at: integration.created_at,
            deleting: integration.deleting_since.is_some(),
            deletion: self.deletions.get(&id).map(Progress::from),
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
    let sheet = Sheet::load(state).await?;
    let mut known = BTreeMap::new();
    for integration in state.control.integrations().await? {
        let status = stands(state, &sheet, &integration).await?.status;
        known.insert(integration.id, (integration, status));
    }
    let mappings = state.control.scoped_mappings().await?;
    let attention = super::attention::all(&state.control).await?;
    projects
        .into_iter()
        .map(|project| {
            let mapped = mappings
                .iter()
                .filter(|mapping| mapping.project == project.id)
                .filter_map(|mapping| {
                    let (integration, status) = known.get(&mapping.integration)?;
                    Some(IntegrationRef::new(integration, *status, &mapping.scope))
                });
            Ok(ProjectView {
                settings: weir_insights::project_settings(&project)?,
                integrations: mapped.collect(),
                attention: super::attention::about(&attention, "project", project.id),
                id: project.id.to_string(),
                name: project.name,
                description: project.description,
                created_at: project.created_at,
            })
        })
        .collect()
}

impl IntegrationRef {
    pub(super) fn new(integration: &Integration, status: Health, scope: &Scope) -> Self {
        Self {
            id: integration.id.to_string(),
            name: integration.name.clone(),
            kind: integration.kind.clone(),
            status,
            scope: scopes::view(scope),
        }
    }
}
