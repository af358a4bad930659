use serde::Deserialize;
use weir_connect::{Key, Record, Scope};
use weir_model::entities::{PipelineJob, PipelineStep};
use weir_model::{Batch, Id, Time};

use crate::github::parts::{List, entries, repository};
use crate::github::words::{RESULT, STATUS, word, word_or_null};

/// The jobs of a workflow run: each run has a check suite, each job is a check run in it.
///
/// <https://docs.github.com/graphql/reference/objects#checksuite>
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CheckSuite {
    id: String,
    workflow_run: Option<Run>,
    check_runs: Option<List<Job>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    database_id: Option<i64>,
}

/// <https://docs.github.com/graphql/reference/objects#checkrun>
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Job {
    database_id: Option<i64>,
    name: String,
    status: String,
    conclusion: Option<String>,
    url: Option<String>,
    started_at: Option<Time>,
    completed_at: Option<Time>,
    steps: Option<List<Step>>,
}

/// <https://docs.github.com/graphql/reference/objects#checkstep>
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Step {
    number: i64,
    name: String,
    conclusion: Option<String>,
    started_at: Option<Time>,
    completed_at: Option<Time>,
}

impl Record for CheckSuite {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::new(&self.id)
    }

    fn map(self, scope: &Scope<'_>, out: &mut Batch) {
        // Suites of other applications belong to no run.
        let Some(run) = self.workflow_run.and_then(|run| run.database_id) else {
            return;
        };
        let run_id = Id::new("pipeline_run", run);
        for job in entries(self.check_runs) {
            job.map(&run_id, scope, out);
        }
    }
}

impl Job {
    fn map(self, run_id: &Id, scope: &Scope<'_>, out: &mut Batch) {
        let Some(number) = self.database_id else {
            return out.drift("pipeline_jobs.id", "null");
        };
        let job_id = Id::new("pipeline_job", number);
        let status = word(STATUS, "pipeline_jobs.status", &self.status, out);
        let result = word_or_null(RESULT, "pipeline_jobs.result", self.conclusion.as_deref(), out);
        out.push(PipelineJob {
            id: job_id.clone(),
            run_id: run_id.clone(),
            repository_id: repository(scope),
            name: self.name,
            attempt: None,
            status,
            result,
            url: self.url,
            created_at: None,
            started_at: self.started_at,
            finished_at: self.completed_at,
        });
        for step in entries(self.steps) {
            let result = word_or_null(RESULT, "pipeline_steps.result", step.conclusion.as_deref(), out);
            out.push(PipelineStep {
                id: Id::new("pipeline_step", format!("{number}/{}", step.number)),
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
