use serde::Deserialize;
use weir_connect::{Key, Record, Scope};
use weir_model::entities::{PipelineJob, PipelineRun};
use weir_model::{Batch, Entity as _, Id, Table, Time};

use crate::gitlab::parts::{List, People, Who, entries, number, repository};
use crate::gitlab::words::{STATUS, result, source, word};

/// A pipeline as the list has it, with its times and jobs.
///
/// <https://docs.gitlab.com/api/pipelines/#list-project-pipelines>
#[derive(Debug, Deserialize)]
pub struct Pipeline {
    id: i64,
    iid: Option<i64>,
    name: Option<String>,
    status: String,
    source: Option<String>,
    r#ref: Option<String>,
    sha: Option<String>,
    web_url: Option<String>,
    created_at: Time,
    updated_at: Option<Time>,
    details: Option<Details>,
}

/// What GraphQL adds. <https://docs.gitlab.com/api/graphql/reference/#pipeline>
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Details {
    started_at: Option<Time>,
    finished_at: Option<Time>,
    user: Option<Who>,
    jobs: Option<List<Job>>,
}

/// A job, or a bridge to another pipeline. <https://docs.gitlab.com/api/graphql/reference/#cijob>
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Job {
    id: Option<String>,
    name: Option<String>,
    status: Option<String>,
    created_at: Option<Time>,
    started_at: Option<Time>,
    finished_at: Option<Time>,
    web_path: Option<String>,
}

impl Record for Pipeline {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::at(self.id, self.updated_at)
    }

    fn is_final(&self) -> bool {
        result(&self.status).is_some()
    }

    fn row(key: &str, _: &Scope<'_>) -> Option<(&'static Table, Id)> {
        Some((PipelineRun::TABLE, Id::new("pipeline_run", key)))
    }

    fn map(self, scope: &Scope<'_>, out: &mut Batch) {
        let mut people = People::default();
        let run_id = Id::new("pipeline_run", self.id);
        let host = self.web_url.as_deref().and_then(host).map(str::to_owned);
        let (started_at, finished_at, user, jobs) =
            self.details.map_or((None, None, None, None), |details| {
                (
                    details.started_at,
                    details.finished_at,
                    details.user,
                    details.jobs,
                )
            });
        let status = word(STATUS, "pipeline_runs.status", &self.status, out);
        out.push(PipelineRun {
            id: run_id.clone(),
            repository_id: repository(scope),
            name: self.name,
            number: self.iid,
            attempt: None,
            event: self.source.map(source),
            branch: self.r#ref,
            sha: self.sha,
            status,
            result: result(&self.status),
            actor_login: people.meet(user).login,
            url: self.web_url,
            created_at: self.created_at,
            started_at,
            finished_at,
            updated_at: self.updated_at,
        });
        for job in entries(jobs) {
            job.map(&run_id, (scope, host.as_deref()), out);
        }
        people.rows(out);
    }
}

/// Scheme and host of an address: pages of jobs come without.
fn host(url: &str) -> Option<&str> {
    let begin = url.find("://")? + 3;
    let end = url[begin..].find('/').map_or(url.len(), |at| begin + at);
    Some(&url[..end])
}

impl Job {
    fn map(self, run_id: &Id, (scope, host): (&Scope<'_>, Option<&str>), out: &mut Batch) {
        let (Some(id), Some(name)) = (self.id, self.name) else {
            return out.drift("pipeline_jobs.id", "null");
        };
        let said = self.status.as_deref().unwrap_or("null");
        let status = word(STATUS, "pipeline_jobs.status", said, out);
        let path = self.web_path.filter(|path| !path.is_empty());
        out.push(PipelineJob {
            id: Id::new("pipeline_job", number(&id)),
            run_id: run_id.clone(),
            repository_id: repository(scope),
            name,
            attempt: None,
            status,
            result: result(said),
            url: host.zip(path).map(|(host, path)| format!("{host}{path}")),
            created_at: self.created_at,
            started_at: self.started_at,
            finished_at: self.finished_at,
        });
    }
}
