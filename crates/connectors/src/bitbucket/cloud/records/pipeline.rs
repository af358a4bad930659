use serde::Deserialize;
use weir_connect::{Key, Record, Scope};
use weir_model::entities::{PipelineJob, PipelineRun};
use weir_model::{Batch, Entity as _, Id, Table, Time};

use crate::bitbucket::cloud::parts::{
    Account, Commit, Links, People, Titled, bare, hash, name, page, repository, some,
};
use crate::bitbucket::cloud::words::{RESULT, STATUS, find, word};

/// A pipeline with its steps.
///
/// <https://developer.atlassian.com/cloud/bitbucket/rest/api-group-pipelines/#api-repositories-workspace-repo-slug-pipelines-get>
#[derive(Debug, Deserialize)]
pub struct Pipeline {
    uuid: String,
    build_number: Option<i64>,
    run_number: Option<i64>,
    creator: Option<Account>,
    repository: Option<Place>,
    target: Option<Target>,
    trigger: Option<Kind>,
    state: State,
    created_on: Time,
    completed_on: Option<Time>,
    steps: Option<Vec<Step>>,
}

#[derive(Debug, Deserialize)]
struct Place {
    links: Option<Links>,
}

/// What it ran on: a branch, a tag, a commit or a pull request.
#[derive(Debug, Deserialize)]
struct Target {
    r#type: Option<String>,
    ref_name: Option<String>,
    /// Of a pull request: the branch it comes from.
    source: Option<String>,
    commit: Option<Commit>,
    selector: Option<Selector>,
}

/// Which part of the configuration it runs.
#[derive(Debug, Deserialize)]
struct Selector {
    r#type: Option<String>,
    pattern: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Kind {
    r#type: Option<String>,
}

#[derive(Debug, Deserialize)]
struct State {
    name: String,
    result: Option<Titled>,
    stage: Option<Titled>,
}

/// <https://developer.atlassian.com/cloud/bitbucket/rest/api-group-pipelines/#api-repositories-workspace-repo-slug-pipelines-pipeline-uuid-steps-get>
#[derive(Debug, Deserialize)]
struct Step {
    uuid: String,
    name: Option<String>,
    state: Option<State>,
    run_number: Option<i64>,
    started_on: Option<Time>,
    completed_on: Option<Time>,
}

impl State {
    /// How far it is, and how it ended.
    fn words(self, field: &'static str, out: &mut Batch) -> (String, Option<String>) {
        let stage = name(self.stage);
        let status = match stage.as_deref() {
            // A manual step must be started, or somebody has paused it.
            Some("PAUSED" | "HALTED") => "waiting".to_owned(),
            _ => word(STATUS, field, &self.name, out),
        };
        let result = name(self.result).map(|said| match find(RESULT, &said) {
            Some(ours) => ours.to_owned(),
            None => word(RESULT, field, &said, out),
        });
        (status, result)
    }
}

impl Record for Pipeline {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::at(&self.uuid, self.completed_on)
    }

    fn is_final(&self) -> bool {
        self.state.name == "COMPLETED"
    }

    fn row(key: &str, _: &Scope<'_>) -> Option<(&'static Table, Id)> {
        Some((PipelineRun::TABLE, Id::new("pipeline_run", bare(key))))
    }

    fn map(self, scope: &Scope<'_>, out: &mut Batch) {
        let mut people = People::default();
        let run_id = Id::new("pipeline_run", bare(&self.uuid));
        let steps = self.steps.unwrap_or_default();
        let root = self.repository.and_then(|place| page(place.links));
        let url = root
            .zip(self.build_number)
            .map(|(root, number)| format!("{root}/pipelines/results/{number}"));
        let event = event(self.trigger, self.target.as_ref());
        let (title, branch, sha) = self.target.map_or((None, None, None), |target| {
            let title = target
                .selector
                .and_then(|selector| some(selector.pattern).or(selector.r#type));
            (
                title,
                some(target.ref_name).or(target.source),
                hash(target.commit),
            )
        });
        let (status, result) = self.state.words("pipeline_runs.status", out);
        out.push(PipelineRun {
            id: run_id.clone(),
            repository_id: repository(scope),
            name: title,
            number: self.build_number,
            attempt: self.run_number,
            event,
            branch,
            sha,
            status,
            result,
            actor_login: people.meet(self.creator).login,
            url: url.clone(),
            created_at: self.created_on,
            started_at: steps.iter().filter_map(|step| step.started_on).min(),
            finished_at: self.completed_on,
            updated_at: self.completed_on,
        });
        for step in steps {
            step.map(&run_id, (scope, url.as_deref()), out);
        }
        people.rows(out);
    }
}

/// What started it, by the ends of the vendor's names: `pipeline_trigger_push`.
fn event(trigger: Option<Kind>, target: Option<&Target>) -> Option<String> {
    let of_pull_request = |target: &Target| target.r#type.as_deref() == Some("pipeline_pullrequest_target");
    if target.is_some_and(of_pull_request) {
        return Some("pull_request".to_owned());
    }
    let kind = trigger?.r#type?;
    Some(kind.strip_prefix("pipeline_trigger_").unwrap_or(&kind).to_owned())
}

impl Step {
    /// A step has a container and a clock of its own, so it is what others call a job.
    fn map(self, run_id: &Id, (scope, url): (&Scope<'_>, Option<&str>), out: &mut Batch) {
        let (status, result) = match self.state {
            Some(state) => state.words("pipeline_jobs.status", out),
            None => ("queued".to_owned(), None),
        };
        let address = self.uuid.replace('{', "%7B").replace('}', "%7D");
        out.push(PipelineJob {
            id: Id::new("pipeline_job", bare(&self.uuid)),
            run_id: run_id.clone(),
            repository_id: repository(scope),
            name: some(self.name).unwrap_or_else(|| "step".to_owned()),
            attempt: self.run_number,
            status,
            result,
            url: url.map(|url| format!("{url}/steps/{address}")),
            created_at: None,
            started_at: self.started_on,
            finished_at: self.completed_on,
        });
    }
}
