//! Deployments by runs of a pipeline, or by one job of it.

use std::collections::HashMap;

use weir_lake::LakeError;

use super::records::PRODUCTION_WORD;
use super::{Deployment, Outcome, Reader};
use crate::names::any_matches;
use crate::prepare::read::{Ints, Texts, Times};

/// What one attempt of a run came to, by its jobs.
#[derive(Clone, Debug, Default)]
struct Attempt {
    number: i64,
    started: Option<i64>,
    finished: Option<i64>,
    succeeded: usize,
    failed: usize,
    skipped: usize,
    open: usize,
}

impl Attempt {
    fn add(&mut self, result: Option<&str>, started: Option<i64>, finished: Option<i64>) {
        match result {
            Some("success" | "neutral") => self.succeeded += 1,
            Some("skipped") => self.skipped += 1,
            Some(_) => self.failed += 1,
            None => self.open += 1,
        }
        if result != Some("skipped") {
            self.started = [self.started, started].into_iter().flatten().min();
            self.finished = self.finished.max(finished);
        }
    }

    fn outcome(&self) -> (Outcome, Option<&'static str>) {
        match self {
            Self { failed: 1.., .. } => (Outcome::Failure, None),
            Self { open: 1.., .. } => (Outcome::Undecided, Some("not finished")),
            Self { succeeded: 1.., .. } => (Outcome::Success, None),
            Self { skipped: 1.., .. } => (Outcome::Undecided, Some("its deploy job was skipped")),
            _ => (
                Outcome::Undecided,
                Some("unknown: none of its jobs matches the rule"),
            ),
        }
    }
}

impl Reader<'_> {
    pub(super) async fn runs(
        &mut self,
        names: &[String],
        branches: &[String],
        jobs: &[String],
        environment: Option<&str>,
    ) -> Result<Vec<Deployment>, LakeError> {
        let attempts = self.attempts(jobs).await?;
        let mut found = Vec::new();
        for batch in &self
            .session
            .sql(include_str!("../../../inputs/pipeline_runs.sql"))
            .await?
        {
            let text = |name| Texts::of(batch, name);
            let time = |name| Times::of(batch, name);
            let (ids, repositories, run_names, run_branches) =
                (text("id"), text("repository_id"), text("name"), text("branch"));
            let (shas, statuses, results, actors, urls) = (
                text("sha"),
                text("status"),
                text("result"),
                text("actor_login"),
                text("url"),
            );
            let (created, started, finished) = (time("created_at"), time("started_at"), time("finished_at"));
            let (numbers, tries) = (Ints::of(batch, "number"), Ints::of(batch, "attempt"));
            for row in 0..batch.num_rows() {
                self.saw(created.get(row));
                if !any_matches(names, run_names.get(row)) || !any_matches(branches, run_branches.get(row)) {
                    continue;
                }
                let Some(repository) = self.repositories.if_counted(repositories.must(row)) else {
                    continue;
                };
                let (outcome, ended, because) = judge(
                    attempts.get(ids.must(row)).map(Vec::as_slice),
                    !jobs.is_empty(),
                    tries.get(row),
                    (statuses.must(row), results.get(row), finished.get(row)),
                );
                let name = run_names.get(row).unwrap_or("run");
                found.push(Deployment {
                    id: ids.must(row).to_owned(),
                    repository,
                    environment: environment.unwrap_or(PRODUCTION_WORD).to_owned(),
                    sha: shas.get(row).map(str::to_owned),
                    outcome,
                    started: started.get(row).or(created.get(row)),
                    at: ended.or(created.get(row)).unwrap_or_default(),
                    title: numbers
                        .get(row)
                        .map_or_else(|| name.to_owned(), |number| format!("{name} #{number}")),
                    url: urls.get(row).map(str::to_owned),
                    author: actors.get(row).map(str::to_owned),
                    rule: "workflow_runs",
                    because,
                });
            }
        }
        Ok(found)
    }

    /// The attempts of each run in order, by the jobs that the rule names (every job when it names none).
    async fn attempts(&self, jobs: &[String]) -> Result<HashMap<String, Vec<Attempt>>, LakeError> {
        let mut runs: HashMap<String, Vec<Attempt>> = HashMap::new();
        let sql = if jobs.is_empty() {
            include_str!("../../../inputs/pipeline_jobs_rerun.sql")
        } else {
            include_str!("../../../inputs/pipeline_jobs.sql")
        };
        for batch in &self.session.sql(sql).await? {
            let text = |name| Texts::of(batch, name);
            let (ids, names, results) = (text("run_id"), text("name"), text("result"));
            let (started, finished) = (Times::of(batch, "started_at"), Times::of(batch, "finished_at"));
            let numbers = Ints::of(batch, "attempt");
            for row in 0..batch.num_rows() {
                if !any_matches(jobs, names.get(row)) {
                    continue;
                }
                let number = numbers.get(row).unwrap_or(1);
                let attempts = match runs.get_mut(ids.must(row)) {
                    Some(attempts) => attempts,
                    None => runs.entry(ids.must(row).to_owned()).or_default(),
                };
                if attempts.last().is_none_or(|last| last.number != number) {
                    attempts.push(Attempt {
                        number,
                        ..Attempt::default()
                    });
                }
                if let Some(attempt) = attempts.last_mut() {
                    attempt.add(results.get(row), started.get(row), finished.get(row));
                }
            }
        }
        Ok(runs)
    }
}

/// A run ends with its first successful attempt, else its last; a job's outcome stands for the run when a rule names it.
fn judge(
    attempts: Option<&[Attempt]>,
    by_job: bool,
    tries: Option<i64>,
    (status, result, finished): (&str, Option<&str>, Option<i64>),
) -> (Outcome, Option<i64>, Option<&'static str>) {
    let attempts = attempts.unwrap_or_default();
    let first_success = attempts
        .iter()
        .find(|attempt| attempt.outcome().0 == Outcome::Success && attempt.finished.is_some());
    if by_job {
        let Some(attempt) = first_success.or(attempts.last()) else {
            return (
                Outcome::Undecided,
                None,
                Some("unknown: none of its jobs matches the rule"),
            );
        };
        let (outcome, because) = attempt.outcome();
        return ended(outcome, attempt.finished, because);
    }
    if let Some(attempt) = first_success.filter(|attempt| tries.is_some_and(|tries| attempt.number < tries)) {
        return (Outcome::Success, attempt.finished, None);
    }
    match (status, result) {
        (_, Some("success")) => ended(Outcome::Success, finished, None),
        (_, Some("failure" | "timed_out" | "startup_failure")) => ended(Outcome::Failure, finished, None),
        (_, Some("cancelled")) => (Outcome::Undecided, finished, Some("cancelled")),
        (_, Some("skipped")) => (Outcome::Undecided, finished, Some("skipped")),
        ("queued" | "running" | "waiting", _) => (Outcome::Undecided, None, Some("not finished")),
        _ => (Outcome::Undecided, finished, Some("ended neither well nor badly")),
    }
}

fn ended(
    outcome: Outcome,
    finished: Option<i64>,
    because: Option<&'static str>,
) -> (Outcome, Option<i64>, Option<&'static str>) {
    if outcome != Outcome::Undecided && finished.is_none() {
        return (Outcome::Undecided, None, Some("unknown: when it ended"));
    }
    (outcome, finished, because)
}
