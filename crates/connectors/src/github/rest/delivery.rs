use serde::Deserialize;
use weir_connect::{Key, Record, Scope};
use weir_model::entities::{
    Deployment as DeploymentRow, DeploymentStatus as StatusRow, PipelineJob, PipelineRun, PipelineStep,
    Release as ReleaseRow,
};
use weir_model::{Batch, Entity as _, Id, Table, Time};

use crate::github::parts::{Account, Named, repository, some};
use crate::github::words::{DEPLOYMENT, RESULT, STATUS, word, word_or_null};

/// A release.
///
/// <https://docs.github.com/rest/releases/releases#list-releases>
#[derive(Debug, Deserialize)]
pub struct Release {
    id: i64,
    tag_name: String,
    name: Option<String>,
    target_commitish: Option<String>,
    draft: bool,
    prerelease: bool,
    author: Option<Account>,
    html_url: Option<String>,
    created_at: Time,
    updated_at: Option<Time>,
    published_at: Option<Time>,
}

impl Record for Release {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::at(self.id, self.updated_at)
    }

    fn row(key: &str, _: &Scope<'_>) -> Option<(&'static Table, Id)> {
        Some((ReleaseRow::TABLE, Id::new("release", key)))
    }

    fn map(self, scope: &Scope<'_>, out: &mut Batch) {
        out.push(ReleaseRow {
            id: Id::new("release", self.id),
            repository_id: repository(scope),
            tag: self.tag_name,
            name: some(self.name),
            target: self.target_commitish,
            is_draft: self.draft,
            is_prerelease: self.prerelease,
            author_login: Named::from(self.author).login,
            url: self.html_url,
            created_at: self.created_at,
            updated_at: self.updated_at,
            published_at: self.published_at,
        });
    }
}

/// A deployment; its states are documents of their own.
///
/// <https://docs.github.com/rest/deployments/deployments#list-deployments>
#[derive(Debug, Deserialize)]
pub struct Deployment {
    id: i64,
    environment: Option<String>,
    production_environment: Option<bool>,
    r#ref: Option<String>,
    sha: Option<String>,
    task: Option<String>,
    creator: Option<Account>,
    created_at: Time,
    updated_at: Time,
}

impl Record for Deployment {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::at(self.id, self.updated_at)
    }

    fn map(self, scope: &Scope<'_>, out: &mut Batch) {
        out.push(DeploymentRow {
            id: Id::new("deployment", self.id),
            repository_id: repository(scope),
            environment: self.environment.unwrap_or_else(|| "production".to_owned()),
            is_production: self.production_environment,
            ref_name: self.r#ref,
            sha: self.sha,
            task: self.task,
            creator_login: Named::from(self.creator).login,
            state: None,
            url: None,
            created_at: self.created_at,
            updated_at: self.updated_at,
        });
    }
}

/// One state of a deployment. Its `node_id` is its key: GraphQL gives it no number.
///
/// <https://docs.github.com/rest/deployments/statuses#list-deployment-statuses>
#[derive(Debug, Deserialize)]
pub struct DeploymentStatus {
    id: i64,
    node_id: Option<String>,
    state: String,
    created_at: Time,
    log_url: Option<String>,
    target_url: Option<String>,
    deployment_url: Option<String>,
}

impl Record for DeploymentStatus {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::new(self.id)
    }

    fn map(self, scope: &Scope<'_>, out: &mut Batch) {
        let Some(deployment) = self
            .deployment_url
            .as_deref()
            .and_then(|url| url.rsplit('/').next())
        else {
            return out.drift("deployment_statuses.deployment_id", "null");
        };
        let state = word(DEPLOYMENT, "deployment_statuses.state", &self.state, out);
        out.push(StatusRow {
            id: Id::new(
                "deployment_status",
                self.node_id.unwrap_or_else(|| self.id.to_string()),
            ),
            deployment_id: Id::new("deployment", deployment),
            repository_id: repository(scope),
            state,
            created_at: self.created_at,
            // `target_url` is what `log_url` was called first; GitHub still fills both.
            url: some(self.log_url).or(some(self.target_url)),
        });
    }
}

/// A run of a workflow. A run that is started again keeps its number; the newest attempt is what it says.
///
/// <https://docs.github.com/rest/actions/workflow-runs#list-workflow-runs-for-a-repository>
#[derive(Debug, Deserialize)]
pub struct WorkflowRun {
    id: i64,
    name: Option<String>,
    run_number: Option<i64>,
    run_attempt: Option<i64>,
    event: Option<String>,
    head_branch: Option<String>,
    head_sha: Option<String>,
    status: Option<String>,
    conclusion: Option<String>,
    actor: Option<Account>,
    html_url: Option<String>,
    created_at: Time,
    run_started_at: Option<Time>,
    updated_at: Option<Time>,
}

impl Record for WorkflowRun {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::at(self.id, self.updated_at)
    }

    fn is_final(&self) -> bool {
        self.status.as_deref() == Some("completed")
    }

    fn row(key: &str, _: &Scope<'_>) -> Option<(&'static Table, Id)> {
        Some((PipelineRun::TABLE, Id::new("pipeline_run", key)))
    }

    fn map(self, scope: &Scope<'_>, out: &mut Batch) {
        let status = word(
            STATUS,
            "pipeline_runs.status",
            self.status.as_deref().unwrap_or("null"),
            out,
        );
        let result = word_or_null(RESULT, "pipeline_runs.result", self.conclusion.as_deref(), out);
        // A run has no end of its own in this API; it is not touched after it.
        let finished_at = self.updated_at.filter(|_| status == "done");
        out.push(PipelineRun {
            id: Id::new("pipeline_run", self.id),
            repository_id: repository(scope),
            name: self.name,
            number: self.run_number,
            attempt: self.run_attempt,
            event: self.event,
            branch: self.head_branch,
            sha: self.head_sha,
            status,
            result,
            actor_login: Named::from(self.actor).login,
            url: self.html_url,
            created_at: self.created_at,
            started_at: self.run_started_at,
            finished_at,
            updated_at: self.updated_at,
        });
    }
}

/// A job of a workflow run.
///
/// <https://docs.github.com/rest/actions/workflow-jobs#list-jobs-for-a-workflow-run>
#[derive(Debug, Deserialize)]
pub struct Job {
    id: i64,
    run_id: i64,
    run_attempt: Option<i64>,
    name: String,
    status: String,
    conclusion: Option<String>,
    html_url: Option<String>,
    created_at: Option<Time>,
    started_at: Option<Time>,
    completed_at: Option<Time>,
    steps: Option<Vec<Step>>,
}

#[derive(Debug, Deserialize)]
struct Step {
    number: i64,
    name: String,
    conclusion: Option<String>,
    started_at: Option<Time>,
    completed_at: Option<Time>,
}

impl Record for Job {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::new(self.id)
    }

    fn map(self, scope: &Scope<'_>, out: &mut Batch) {
        let job_id = Id::new("pipeline_job", self.id);
        let run_id = Id::new("pipeline_run", self.run_id);
        let status = word(STATUS, "pipeline_jobs.status", &self.status, out);
        let result = word_or_null(RESULT, "pipeline_jobs.result", self.conclusion.as_deref(), out);
        out.push(PipelineJob {
            id: job_id.clone(),
            run_id: run_id.clone(),
            repository_id: repository(scope),
            name: self.name,
            attempt: self.run_attempt,
            status,
            result,
            url: self.html_url,
            created_at: self.created_at,
            started_at: self.started_at,
            finished_at: self.completed_at,
        });
        for step in self.steps.into_iter().flatten() {
            let result = word_or_null(RESULT, "pipeline_steps.result", step.conclusion.as_deref(), out);
            out.push(PipelineStep {
                id: Id::new("pipeline_step", format!("{}/{}", self.id, step.number)),
                job_id: job_id.clone(),
                run_id: run_id.clone(),
                number: step.number,
                name: step.name,
                result,
                started_at: step.started_at,
                finished_at: step.completed_at,
            });
        }
    }
}
