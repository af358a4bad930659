//! What is kept of repositories, accounts, runs and deployments, and the rows it becomes.

use std::collections::BTreeMap;

use serde::Deserialize;
use weir_connect::{Key, Record, Scope};
use weir_model::entities::{
    Deployment as DeploymentRow, DeploymentStatus, PipelineJob, PipelineRun, PipelineStep,
    Repository as RepositoryRow, User as UserRow,
};
use weir_model::{Batch, Entity as _, Id, Table, Time};

/// When each member was said: attempt and microseconds.
type Said = BTreeMap<String, (i64, i64)>;

/// When anything was last said.
fn last(said: &Said) -> Option<Time> {
    said.values().map(|(_, at)| Time(*at)).max()
}

fn earliest(times: [Option<Time>; 3]) -> Option<Time> {
    times.into_iter().flatten().min()
}

/// A value, if the newest attempt said it: how an earlier attempt ended says nothing of it.
fn of_newest<T>(said: &Said, name: &str, value: Option<T>) -> Option<T> {
    let newest = said.values().map(|(attempt, _)| *attempt).max();
    value.filter(|_| said.get(name).map(|(attempt, _)| *attempt) == newest)
}

/// A repository that events name.
#[derive(Debug, Deserialize)]
pub struct Repository {
    key: String,
    url: Option<String>,
    clone_url: Option<String>,
    default_branch: Option<String>,
    #[serde(default)]
    said: Said,
}

impl Record for Repository {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::at(&self.key, last(&self.said))
    }

    fn row(key: &str, _: &Scope<'_>) -> Option<(&'static Table, Id)> {
        Some((RepositoryRow::TABLE, Id::new("repository", key)))
    }

    fn map(self, _: &Scope<'_>, out: &mut Batch) {
        out.push(RepositoryRow {
            url: self.url,
            clone_url: self.clone_url,
            default_branch: self.default_branch,
            ..RepositoryRow::new(Id::new("repository", &self.key), &self.key)
        });
    }
}

/// An account that events name.
#[derive(Debug, Deserialize)]
pub struct User {
    key: String,
    name: Option<String>,
    email: Option<String>,
    #[serde(default)]
    said: Said,
}

impl Record for User {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::at(&self.key, last(&self.said))
    }

    fn row(key: &str, _: &Scope<'_>) -> Option<(&'static Table, Id)> {
        Some((UserRow::TABLE, Id::new("user", key)))
    }

    fn map(self, _: &Scope<'_>, out: &mut Batch) {
        out.push(UserRow {
            id: Id::new("user", &self.key),
            login: self.key,
            name: self.name,
            email: self.email,
            kind: None,
            url: None,
            created_at: None,
            updated_at: None,
        });
    }
}

/// A run of a pipeline.
#[derive(Debug, Deserialize)]
pub struct Run {
    key: String,
    repository: String,
    pipeline: String,
    number: Option<i64>,
    attempt: Option<i64>,
    status: Option<String>,
    result: Option<String>,
    branch: Option<String>,
    sha: Option<String>,
    trigger: Option<String>,
    user: Option<String>,
    url: Option<String>,
    queued_at: Option<Time>,
    started_at: Option<Time>,
    finished_at: Option<Time>,
    #[serde(default)]
    jobs: Vec<Job>,
    #[serde(default)]
    said: Said,
}

#[derive(Debug, Deserialize)]
struct Job {
    key: String,
    name: String,
    stage: Option<String>,
    attempt: Option<i64>,
    status: Option<String>,
    result: Option<String>,
    url: Option<String>,
    queued_at: Option<Time>,
    started_at: Option<Time>,
    finished_at: Option<Time>,
    #[serde(default)]
    steps: Vec<Step>,
}

#[derive(Debug, Deserialize)]
struct Step {
    key: String,
    number: i64,
    name: String,
    result: Option<String>,
    started_at: Option<Time>,
    finished_at: Option<Time>,
}

impl Record for Run {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::at(&self.key, last(&self.said))
    }

    fn row(key: &str, _: &Scope<'_>) -> Option<(&'static Table, Id)> {
        Some((PipelineRun::TABLE, Id::new("pipeline_run", key)))
    }

    fn map(self, _: &Scope<'_>, out: &mut Batch) {
        let id = Id::new("pipeline_run", &self.key);
        let repository_id = Id::new("repository", &self.repository);
        let updated_at = last(&self.said);
        let said = |name, value: Option<String>| of_newest(&self.said, name, value);
        let time = |name, value: Option<Time>| of_newest(&self.said, name, value);
        let first = earliest([self.queued_at, self.started_at, self.finished_at]);
        let began = self.said.values().map(|(_, at)| Time(*at)).min();
        out.push(PipelineRun {
            id: id.clone(),
            repository_id: repository_id.clone(),
            name: Some(self.pipeline),
            number: self.number,
            attempt: self.attempt,
            event: self.trigger,
            branch: self.branch,
            sha: self.sha,
            // Who tells of jobs only tells that the run goes on.
            status: said("status", self.status).unwrap_or_else(|| "running".to_owned()),
            result: said("result", self.result),
            actor_login: self.user,
            url: self.url,
            created_at: first.or(began).unwrap_or(Time(0)),
            started_at: time("started_at", self.started_at),
            finished_at: time("finished_at", self.finished_at),
            updated_at,
        });
        for job in self.jobs {
            job.map(&self.key, (&id, &repository_id), out);
        }
    }
}

impl Job {
    fn map(self, run: &str, (run_id, repository_id): (&Id, &Id), out: &mut Batch) {
        let key = format!("{run}/{}", self.key);
        let id = Id::new("pipeline_job", &key);
        out.push(PipelineJob {
            id: id.clone(),
            run_id: run_id.clone(),
            repository_id: repository_id.clone(),
            name: match self.stage {
                Some(stage) => format!("{stage} / {}", self.name),
                None => self.name,
            },
            attempt: self.attempt,
            status: self.status.unwrap_or_else(|| "running".to_owned()),
            result: self.result,
            url: self.url,
            created_at: self.queued_at,
            started_at: self.started_at,
            finished_at: self.finished_at,
        });
        for step in self.steps {
            out.push(PipelineStep {
                id: Id::new("pipeline_step", format!("{key}/{}", step.key)),
                job_id: id.clone(),
                run_id: run_id.clone(),
                number: step.number,
                name: step.name,
                result: step.result,
                started_at: step.started_at,
                finished_at: step.finished_at,
            });
        }
    }
}

/// A deployment.
#[derive(Debug, Deserialize)]
pub struct Deployment {
    key: String,
    repository: String,
    environment: String,
    is_production: Option<bool>,
    state: Option<String>,
    r#ref: Option<String>,
    sha: Option<String>,
    pipeline: Option<String>,
    user: Option<String>,
    url: Option<String>,
    queued_at: Option<Time>,
    started_at: Option<Time>,
    finished_at: Option<Time>,
    #[serde(default)]
    said: Said,
}

impl Record for Deployment {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::at(&self.key, last(&self.said))
    }

    fn row(key: &str, _: &Scope<'_>) -> Option<(&'static Table, Id)> {
        Some((DeploymentRow::TABLE, Id::new("deployment", key)))
    }

    fn map(self, _: &Scope<'_>, out: &mut Batch) {
        let id = Id::new("deployment", &self.key);
        let repository_id = Id::new("repository", &self.repository);
        let state = of_newest(&self.said, "state", self.state);
        let started_at = of_newest(&self.said, "started_at", self.started_at);
        let finished_at = of_newest(&self.said, "finished_at", self.finished_at);
        let updated_at = last(&self.said).unwrap_or(Time(0));
        let first = earliest([self.queued_at, self.started_at, self.finished_at]);
        let status = |word: &str, at: Time| DeploymentStatus {
            id: Id::new("deployment_status", format!("{}/{word}", self.key)),
            deployment_id: id.clone(),
            repository_id: repository_id.clone(),
            state: word.to_owned(),
            created_at: at,
            url: self.url.clone(),
        };
        if let Some(at) = started_at {
            out.push(status("in_progress", at));
        }
        // A state that ends it, without a time of its own, was reached when it was said.
        let said_at = self.said.get("state").map(|(_, at)| Time(*at));
        if let Some(state) = &state
            && let Some(at) = finished_at.or(said_at)
            && matches!(state.as_str(), "success" | "failure" | "error")
        {
            out.push(status(state, at));
        }
        out.push(DeploymentRow {
            id: id.clone(),
            repository_id: repository_id.clone(),
            environment: self.environment,
            is_production: self.is_production,
            ref_name: self.r#ref,
            sha: self.sha,
            task: self.pipeline,
            creator_login: self.user,
            state,
            url: self.url,
            created_at: first.unwrap_or(updated_at),
            updated_at,
        });
    }
}
