use chrono::TimeDelta;
use serde_json::{Value, json};

use super::ended;
use crate::world::document::{API, WEB, account, repository_stub, time};
use crate::world::ids::node_id;
use crate::world::seeded::chance::{At, minutes};
use crate::world::seeded::people::PEOPLE;
use crate::world::seeded::writer::Writer;

/// A job and its steps.
type Job = (&'static str, &'static [&'static str]);

/// Workflows: name, file, id, jobs.
const WORKFLOWS: &[(&str, &str, u64, &[Job])] = &[
    (
        "CI",
        "ci.yml",
        61_001,
        &[
            ("lint", &["Set up job", "Check out", "Lint"]),
            (
                "test",
                &["Set up job", "Check out", "Build", "Test", "Upload report"],
            ),
        ],
    ),
    (
        "Deploy",
        "deploy.yml",
        61_002,
        &[
            ("build", &["Set up job", "Check out", "Build image", "Push image"]),
            ("staging", &["Set up job", "Deploy", "Smoke test"]),
            ("production", &["Set up job", "Deploy", "Smoke test"]),
        ],
    ),
    (
        "Nightly",
        "nightly.yml",
        61_003,
        &[("matrix", &["Set up job", "Check out", "Test"])],
    ),
];

/// A workflow run about to be written.
pub(super) struct Run<'a> {
    workflow: &'static str,
    at: At,
    commit: usize,
    branch: &'a str,
    actor: usize,
    event: &'static str,
    attempt: u64,
    result: &'static str,
    matrix: usize,
}

impl<'a> Run<'a> {
    /// A first, successful run for a push to that branch.
    pub(super) fn new(
        workflow: &'static str,
        at: At,
        commit: usize,
        (branch, actor): (&'a str, usize),
    ) -> Self {
        Self {
            workflow,
            at,
            commit,
            branch,
            actor,
            event: "push",
            attempt: 1,
            result: "success",
            matrix: 0,
        }
    }

    pub(super) fn event(mut self, event: &'static str) -> Self {
        self.event = event;
        self
    }

    pub(super) fn attempt(mut self, attempt: u64) -> Self {
        self.attempt = attempt;
        self
    }

    pub(super) fn result(mut self, result: &'static str) -> Self {
        self.result = result;
        self
    }

    /// One job, this often.
    pub(super) fn matrix(mut self, jobs: usize) -> Self {
        self.matrix = jobs;
        self
    }

    /// Writes the run and its jobs, unless it would begin after the present.
    /// <https://docs.github.com/en/rest/actions/workflow-runs>
    pub(super) fn write(self, writer: &mut Writer<'_>) {
        let Some((name, file, workflow, jobs)) =
            WORKFLOWS.iter().find(|workflow| workflow.0 == self.workflow)
        else {
            return;
        };
        if self.at >= writer.now {
            return;
        }
        let id = writer.ids.runs.next();
        let suite = writer.ids.suites.next();
        let (done, end) = self.jobs(writer, id, jobs);
        let commit = &writer.history.commits[self.commit];
        let sha = commit.oid.to_string();
        let title = commit.message.lines().next().unwrap_or_default().to_owned();
        let (api, web) = (
            format!("{API}/repos/{}", writer.full_name),
            format!("{WEB}/{}", writer.full_name),
        );
        let url = format!("{api}/actions/runs/{id}");
        let login = PEOPLE[self.actor].login;
        let number = writer.run_numbers.entry(name).or_default();
        *number += 1;
        let number = *number;
        let document = json!({
            "id": id, "name": name, "node_id": node_id("WFR", id), "head_branch": self.branch, "head_sha": sha,
            "path": format!(".github/workflows/{file}"), "display_title": title, "run_number": number,
            "event": self.event, "status": if done { "completed" } else { "in_progress" },
            "conclusion": done.then_some(self.result), "workflow_id": workflow, "check_suite_id": suite,
            "check_suite_node_id": node_id("CS", suite), "url": url, "html_url": format!("{web}/actions/runs/{id}"),
            "pull_requests": [], "created_at": time(self.created()), "updated_at": time(end),
            "actor": account(login), "triggering_actor": account(login), "run_attempt": self.attempt,
            "referenced_workflows": [], "run_started_at": time(self.at), "jobs_url": format!("{url}/jobs"),
            "logs_url": format!("{url}/logs"), "check_suite_url": format!("{api}/check-suites/{suite}"),
            "artifacts_url": format!("{url}/artifacts"), "cancel_url": format!("{url}/cancel"),
            "rerun_url": format!("{url}/rerun"), "previous_attempt_url": null,
            "workflow_url": format!("{api}/actions/workflows/{workflow}"),
            "head_commit": {
                "id": sha, "tree_id": commit.tree_oid.to_string(), "message": commit.message.trim_end(),
                "timestamp": time(commit.committer.at),
                "author": {"name": commit.author.name, "email": commit.author.email},
                "committer": {"name": commit.committer.name, "email": commit.committer.email},
            },
            "repository": repository_stub(&writer.full_name), "head_repository": repository_stub(&writer.full_name),
        });
        writer.repository.runs.push(document);
    }

    /// When the first attempt was asked for.
    fn created(&self) -> At {
        self.at - minutes(if self.attempt > 1 { 25 } else { 0 })
    }

    /// Writes the jobs; gives whether the run is done, and when it last changed.
    fn jobs(&self, writer: &mut Writer<'_>, run: u64, jobs: &[(&str, &[&str])]) -> (bool, At) {
        let mut at = self.at + TimeDelta::seconds(5);
        let mut documents = Vec::new();
        let mut done = true;
        for place in 0..self.matrix.max(jobs.len()) {
            let (name, steps) = jobs[place % jobs.len()];
            let name = if self.matrix > 0 {
                format!("{name} ({place})")
            } else {
                name.to_owned()
            };
            let fails = self.result == "failure" && place + 1 == jobs.len();
            let takes = TimeDelta::seconds(150);
            let end = ended(writer.now, at, takes);
            documents.push(self.job(writer, (run, name), steps, (at, end), fails));
            done &= end.is_some();
            if self.matrix == 0 && self.workflow == "Deploy" {
                at += takes;
            }
        }
        writer.repository.jobs.insert(run, documents);
        (done, (at + TimeDelta::seconds(150)).min(writer.now))
    }

    /// <https://docs.github.com/en/rest/actions/workflow-jobs>
    fn job(
        &self,
        writer: &mut Writer<'_>,
        (run, name): (u64, String),
        steps: &[&str],
        (at, end): (At, Option<At>),
        fails: bool,
    ) -> Value {
        let id = writer.ids.jobs.next();
        let (api, web) = (
            format!("{API}/repos/{}", writer.full_name),
            format!("{WEB}/{}", writer.full_name),
        );
        let result = if fails { "failure" } else { "success" };
        let status = if end.is_some() { "completed" } else { "in_progress" };
        let steps: Vec<Value> = (1..)
            .zip(steps)
            .map(|(number, step)| {
                let begun = at + TimeDelta::seconds(i64::from(number) * 20 - 20);
                let failed = fails && usize::try_from(number).is_ok_and(|number| number == steps.len());
                json!({
                    "name": step, "status": status, "number": number,
                    "conclusion": end.map(|_| if failed { "failure" } else { "success" }),
                    "started_at": time(begun), "completed_at": end.map(|_| time(begun + TimeDelta::seconds(20))),
                })
            })
            .collect();
        json!({
            "id": id, "run_id": run, "workflow_name": self.workflow, "head_branch": self.branch,
            "run_url": format!("{api}/actions/runs/{run}"), "run_attempt": self.attempt, "node_id": node_id("CR", id),
            "head_sha": writer.history.sha(self.commit), "url": format!("{api}/actions/jobs/{id}"),
            "html_url": format!("{web}/actions/runs/{run}/job/{id}"), "status": status,
            "conclusion": end.map(|_| result), "created_at": time(self.at), "started_at": time(at),
            "completed_at": end.map(time), "name": name, "steps": steps,
            "check_run_url": format!("{api}/check-runs/{id}"), "labels": ["ubuntu-latest"], "runner_id": 1,
            "runner_name": "GitHub Actions 1", "runner_group_id": 0, "runner_group_name": "GitHub Actions",
        })
    }
}
