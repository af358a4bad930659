//! Runs of pipelines and their jobs: repeated, skipped, cancelled, unfinished.

use weir_model::entities::{PipelineJob, PipelineRun};
use weir_model::{Id, Time};

use super::{Dice, Expected, hours, january};
use crate::world::{SHOP, World, repository};

const RESULTS: [&str; 6] = [
    "success",
    "success",
    "failure",
    "timed_out",
    "cancelled",
    "skipped",
];

struct Run {
    id: i64,
    asked: Time,
    started: Option<Time>,
    /// When it ended, and how.
    ended: Option<(Time, &'static str)>,
    attempt: i64,
}

pub(super) fn facts(dice: &mut Dice, world: &mut World) -> Expected {
    let runs: Vec<Run> = (1..=60).map(|id| run(dice, id)).collect();
    let jobs: Vec<Run> = (1..=60).map(|id| run(dice, id)).collect();
    for (run, job) in runs.iter().zip(&jobs) {
        tell(world, run, job);
    }
    expected(&runs, &jobs)
}

fn run(dice: &mut Dice, id: i64) -> Run {
    let asked = dice.moment();
    let started = dice.chance(90).then(|| dice.after(asked, 2));
    let ended = started
        .filter(|_| dice.chance(90))
        .map(|started| dice.after(started, 5));
    Run {
        id,
        asked,
        started,
        ended: ended.map(|time| (time, dice.one_of(&RESULTS))),
        attempt: 1 + i64::from(dice.chance(20)),
    }
}

fn tell(world: &mut World, run: &Run, job: &Run) {
    let status = |run: &Run| if run.ended.is_some() { "done" } else { "running" }.to_owned();
    let result = |run: &Run| run.ended.map(|(_, result)| result.to_owned());
    world.push(PipelineRun {
        id: Id::new("pipeline_run", format_args!("random/{}", run.id)),
        repository_id: repository(SHOP),
        name: Some("build".to_owned()),
        number: Some(run.id),
        attempt: Some(run.attempt),
        event: Some("push".to_owned()),
        branch: Some("main".to_owned()),
        sha: None,
        status: status(run),
        result: result(run),
        actor_login: Some("dan".to_owned()),
        url: None,
        created_at: run.asked,
        started_at: run.started,
        finished_at: run.ended.map(|(time, _)| time),
        updated_at: None,
    });
    world.push(PipelineJob {
        id: Id::new("pipeline_job", format_args!("random/{}", job.id)),
        run_id: Id::new("pipeline_run", format_args!("random/{}", run.id)),
        repository_id: repository(SHOP),
        name: "test".to_owned(),
        attempt: Some(job.attempt),
        status: status(job),
        result: result(job),
        url: None,
        created_at: Some(job.asked),
        started_at: job.started,
        finished_at: job.ended.map(|(time, _)| time),
    });
}

fn expected(runs: &[Run], jobs: &[Run]) -> Expected {
    fn of(runs: &[Run], item: impl Fn(&Run) -> Option<(Time, f64)>) -> super::Values {
        january(runs.iter().filter_map(|run| {
            let (time, value) = item(run)?;
            Some((format!("random/{}", run.id), time, value))
        }))
    }
    let ran = |run: &Run| {
        let (ended, result) = run.ended?;
        (result != "skipped").then_some((ended, hours(run.started?, ended)))
    };
    let judged = |run: &Run| {
        let (ended, result) = run.ended?;
        match result {
            "success" => Some((ended, 100.0)),
            "failure" | "timed_out" => Some((ended, 0.0)),
            _ => None,
        }
    };
    // One that has not ended is told of when it began.
    let waited = |run: &Run| {
        let started = run.started?;
        let told = run.ended.map_or(started, |(ended, _)| ended);
        (run.attempt == 1).then_some((told, hours(run.asked, started)))
    };
    Expected::from([
        (
            "pipeline_runs",
            of(runs, |run| run.ended.map(|(ended, _)| (ended, 1.0))),
        ),
        ("pipeline_success_rate", of(runs, judged)),
        ("pipeline_duration", of(runs, ran)),
        ("pipeline_queue_time", of(runs, waited)),
        ("pipeline_job_duration", of(jobs, ran)),
    ])
}
