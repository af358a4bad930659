//! Works through the jobs of a run: a few at a time, each for a few pages, then the next.

use std::collections::{BTreeSet, VecDeque};

use futures::StreamExt as _;
use futures::stream::FuturesUnordered;
use weir_connect::{Action, Each, FetchError, Request, Stream};

use super::{Run, census, jobs, probe, refresh};
use crate::clock::plus_seconds;
use crate::expiry;
use crate::failure::{Failure, Halt};
use crate::fetch::{self, Job, Reach, Turn};
use crate::{ErrorReport, Lane, Level};

/// What is new and recent in all partitions, then history; history makes way for what is new again and again.
pub(super) async fn all(run: &Run<'_>) -> Result<(), Halt> {
    let mut first = true;
    loop {
        let mut history = pass(run, first).await?;
        refresh::open(run).await?;
        if first {
            census::all(run).await?;
            expiry::due(run).await?;
        }
        for job in &mut history {
            job.lane = Lane::Backfill;
        }
        let pause = i64::try_from(run.options.tail_every.as_secs()).unwrap_or(i64::MAX);
        run.set_deadline(Some(plus_seconds(run.now(), pause)));
        let left = drive(run, history, Reach::History).await?;
        run.set_deadline(None);
        if left.is_empty() {
            return Ok(());
        }
        // Every page has left its checkpoint: what is not done goes on from there.
        run.store.barrier().await?;
        run.renew();
        first = false;
    }
}

/// Reads what is new and recent. Gives back the jobs that have history left to read.
async fn pass(run: &Run<'_>, first: bool) -> Result<Vec<Job>, Halt> {
    let cursors = jobs::cursors(run).await?;
    let recent = Reach::Recent(run.recent_edge());
    let mut history = Vec::new();
    let mut gate = probe::Gate::default();
    for wave in jobs::waves(run) {
        let mut parents = Vec::new();
        let mut children = Vec::new();
        for stream in wave {
            let jobs = match jobs::of_stream(run, stream, &cursors).await {
                Ok(jobs) => jobs,
                Err(Halt::Fetch(failure)) => {
                    run.board
                        .desk(stream.name, "")
                        .fail(stream_error(&failure, stream.name, "", 0));
                    continue;
                }
                Err(halt) => return Err(halt),
            };
            let count = jobs.len() as u64;
            run.board.update(stream.name, |report| {
                if first {
                    // Two streams of one name are one set: repositories that are found in two ways.
                    report.partitions_total += count;
                } else {
                    report.partitions_done = report.partitions_done.saturating_sub(count);
                }
                report.finished = (report.partitions_total == 0).then(|| run.now());
            });
            let (changed, same) = gate.split(run, stream, jobs).await?;
            for job in &same {
                done(run, job);
            }
            if jobs::is_parent(run, stream) {
                parents.extend(changed);
            } else {
                children.extend(changed);
            }
        }
        let found: BTreeSet<&str> = parents.iter().map(|job| job.stream.name).collect();
        drive(run, parents, Reach::History).await?;
        for stream in found {
            census::partitions(run, stream).await?;
        }
        history.extend(drive(run, children, recent).await?);
    }
    Ok(history)
}

/// Works until every job is done, failed, or paused, or history has to make way. Gives back those that are not done.
pub(super) async fn drive(run: &Run<'_>, jobs: Vec<Job>, reach: Reach) -> Result<Vec<Job>, Halt> {
    let mut queue = VecDeque::from(jobs);
    let mut in_flight = FuturesUnordered::new();
    let mut paused = Vec::new();
    loop {
        while in_flight.len() < run.options.partitions_in_flight.max(1)
            && !run.is_due()
            && let Some(mut job) = queue.pop_front()
        {
            in_flight.push(async move {
                let turn = fetch::turn(run, &mut job, reach).await;
                (job, turn)
            });
        }
        let Some((job, turn)) = in_flight.next().await else {
            break;
        };
        run.save_budgets(false).await;
        match turn {
            Ok(Turn::Again) => queue.push_back(job),
            Ok(Turn::Paused) => paused.push(job),
            Ok(Turn::Done) => done(run, &job),
            Err(Halt::Fetch(failure)) => failed(run, &job, *failure)?,
            Err(halt) => return Err(halt),
        }
    }
    paused.extend(queue);
    Ok(paused)
}

fn done(run: &Run<'_>, job: &Job) {
    let now = run.now();
    run.board.update(job.stream.name, |report| {
        report.partitions_done += 1;
        if report.partitions_done >= report.partitions_total {
            report.finished = Some(now);
            report.estimate = None;
        }
    });
    for expand in job.stream.expand {
        run.board
            .update(expand.stream, |report| report.finished = Some(now));
    }
}

/// Notes the failure of a stream that is not read page by page. Gives it back when no other request can do better.
pub(super) fn stream_failed(
    run: &Run<'_>,
    stream: &Stream,
    partition: &str,
    failure: Failure,
) -> Result<(), Halt> {
    if !matches!(failure.error, FetchError::Throttled { .. }) {
        run.board
            .desk(stream.name, partition)
            .fail(stream_error(&failure, stream.name, partition, 0));
    }
    match failure.error {
        FetchError::Unauthorized { .. } | FetchError::Throttled { .. } => Err(failure.into()),
        _ => Ok(()),
    }
}

/// Leaves a partition out when that is what the failure means; else notes the stream's failure. Gives the failure back
/// when no other request can do better.
fn failed(run: &Run<'_>, job: &Job, failure: Failure) -> Result<(), Halt> {
    let desk = job.desk(run);
    if let Some(reason) = left_out(job, &failure) {
        desk.note(Level::Warning, format!("left out, {reason}: {}", failure.error));
        desk.skip(&reason, 1);
        done(run, job);
        return Ok(());
    }
    if !matches!(failure.error, FetchError::Throttled { .. }) {
        desk.fail(stream_error(
            &failure,
            job.stream.name,
            job.place.label(),
            job.page,
        ));
    }
    // A token that git refuses may be good for the API: it lacks one permission.
    let beside_api = matches!(job.stream.request, Request::Git(_)) && run.client().is_ok();
    match failure.error {
        FetchError::Unauthorized { .. } if !beside_api => Err(failure.into()),
        FetchError::Throttled { .. } => Err(failure.into()),
        _ => Ok(()),
    }
}

/// Why a partition is left out, if the failure means no more than that.
fn left_out(job: &Job, failure: &Failure) -> Option<String> {
    let stream = job.stream;
    match failure.action {
        Action::Skip(reason) => Some(reason.to_owned()),
        Action::NotFound if matches!(stream.each, Each::Partition(_)) || stream.optional => {
            Some("not found".to_owned())
        }
        Action::MissingPermission if stream.optional => {
            Some(format!("the permission `{}` is missing", stream.permission))
        }
        _ => None,
    }
}

fn stream_error(failure: &Failure, stream: &str, partition: &str, page: u64) -> ErrorReport {
    ErrorReport {
        class: failure.error.class().to_owned(),
        message: failure.error.to_string(),
        hint: failure.hint.clone(),
        stream: stream.to_owned(),
        partition: partition.to_owned(),
        page,
    }
}
