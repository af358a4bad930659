//! How many records are missing, as the upstream counts them: asked for a few partitions, which stand for the others.

use std::collections::HashMap;

use serde_json::Value;
use weir_connect::{Aliases, Count, Cursor, Request, Stream};

use super::facts::Missing;
use crate::Lane;
use crate::failure::Halt;
use crate::fetch::{Place, aliases, count, known::Found, moment};
use crate::sync::Run;

/// Partitions that are asked about many at once.
const MOST_AT_ONCE: usize = 50;
/// Partitions that are asked about one by one, for each stream.
const MOST_ONE_BY_ONE: usize = 4;

/// What was counted.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Counted {
    /// Partitions that were asked about.
    pub(super) asked: u64,
    /// Records missing in each of them.
    pub(super) counts: Vec<u64>,
    /// Records there are in these.
    pub(super) total: Option<u64>,
    /// Bytes of their git repositories.
    pub(super) bytes: Option<u64>,
    /// Whether older records are counted than are read.
    pub(super) at_most: bool,
}

/// The answers to questions that several streams share, by question and partition.
#[derive(Default)]
pub(super) struct Asker(HashMap<&'static str, HashMap<String, Value>>);

impl Asker {
    /// Counts what is missing of a stream; `None` where nothing tells.
    pub(super) async fn ask(
        &mut self,
        run: &Run<'_>,
        stream: &'static Stream,
        missing: &[Missing<'_>],
    ) -> Result<Option<Counted>, Halt> {
        if let Some(Count::Many {
            question,
            list,
            kilobytes,
        }) = stream.count
        {
            let some = spread(missing, MOST_AT_ONCE);
            self.many(run, stream, question, &some).await?;
            let answers = self.0.get(question.item);
            let answers = some
                .iter()
                .filter_map(|one| Some((one.share, answers?.get(one.place.cursor_key())?)));
            let answers: Vec<(f64, &Value)> = answers.collect();
            return Ok((!answers.is_empty()).then(|| from_answers(run, stream, (list, kilobytes), &answers)));
        }
        if !matches!(stream.request, Request::Rest { .. } | Request::Post(_)) {
            return Ok(None);
        }
        let mut counted = Counted::default();
        let mut total = 0;
        for one in spread(missing, MOST_ONE_BY_ONE) {
            let Some(count) = count::of(run, stream, one.place).await? else {
                return Ok(None);
            };
            total += count;
            counted.asked += 1;
            counted.counts.push(part(count, one.share));
        }
        let cut = run.spec.since.is_some() && !matches!(stream.cursor, Cursor::FullRefresh);
        counted.at_most = cut && matches!(stream.cursor, Cursor::StopAt { .. } | Cursor::Ancestry { .. });
        counted.total = (!cut).then_some(total);
        Ok(Some(counted))
    }

    /// Asks a shared question about the partitions that it was not asked about yet.
    async fn many(
        &mut self,
        run: &Run<'_>,
        stream: &'static Stream,
        question: &'static Aliases,
        some: &[&Missing<'_>],
    ) -> Result<(), Halt> {
        let known = self.0.entry(question.item).or_default();
        let new: Vec<&Place> = some.iter().map(|one| one.place).collect();
        let new: Vec<&Place> = new
            .into_iter()
            .filter(|place| !known.contains_key(place.cursor_key()))
            .collect();
        if new.is_empty() {
            return Ok(());
        }
        let about: Vec<(&Place, &str)> = new.iter().map(|place| (*place, "")).collect();
        let desk = run.board.desk(stream.name, "").within(Lane::Probe);
        let found = match aliases::ask(run, desk, question, stream.permission, &about).await {
            Ok(found) => found,
            Err(halt) => return count::refused(halt),
        };
        for (place, found) in new.into_iter().zip(found) {
            if let Found::Record(answer) = found {
                known.insert(place.cursor_key().to_owned(), answer);
            }
        }
        Ok(())
    }
}

fn from_answers(
    run: &Run<'_>,
    stream: &'static Stream,
    (list, kilobytes): (&str, &str),
    answers: &[(f64, &Value)],
) -> Counted {
    let mut counted = Counted {
        asked: answers.len() as u64,
        ..Counted::default()
    };
    if !kilobytes.is_empty() {
        let sizes = answers
            .iter()
            .filter_map(|(_, answer)| answer.pointer(kilobytes)?.as_u64());
        let sizes: Vec<u64> = sizes.collect();
        counted.bytes = (!sizes.is_empty()).then(|| sizes.iter().sum::<u64>() * 1024);
    }
    if list.is_empty() {
        return counted;
    }
    let since = run.spec.since.map(|_| run.span().floor);
    let mut total = 0;
    for (share, answer) in answers {
        let connection = answer.pointer(list);
        let Some(all) = connection.and_then(|connection| connection.get("totalCount")?.as_u64()) else {
            continue;
        };
        total += all;
        let field = match stream.cursor {
            Cursor::StopAt { field, .. } | Cursor::Ancestry { field, .. } => Some(field),
            _ => None,
        };
        let Some((since, field)) = since.zip(field) else {
            counted.counts.push(part(all, *share));
            continue;
        };
        let nodes = connection.and_then(|connection| connection.get("nodes")?.as_array());
        let times = nodes.into_iter().flatten();
        let times: Vec<i64> = times
            .filter_map(|node| Some(moment(node.pointer(field)?)?.0))
            .collect();
        let newer = newer(all, &times, since.0, run.now().0);
        counted.at_most |= newer.is_none();
        counted.counts.push(part(newer.unwrap_or(all), *share));
    }
    counted.total = Some(total);
    counted
}

/// How many of `all` records are newer than `since`, when `times` are those of the newest: as many as those say or,
/// when all of them are newer, as many as come at their pace.
pub(super) fn newer(all: u64, times: &[i64], since: i64, now: i64) -> Option<u64> {
    if times.is_empty() {
        return (all == 0).then_some(0);
    }
    let fresh = times.iter().filter(|at| **at >= since).count() as u64;
    if fresh < times.len() as u64 || times.len() as u64 >= all {
        return Some(fresh);
    }
    let oldest = times.iter().min().copied().unwrap_or(now);
    let (told, wanted) = ((now - oldest).max(1), (now - since).max(1));
    let at_their_pace =
        u128::from(fresh) * u128::from(wanted.unsigned_abs()) / u128::from(told.unsigned_abs());
    Some(u64::try_from(at_their_pace).unwrap_or(all).min(all))
}

/// A share of a number of records, rounded up.
fn part(count: u64, share: f64) -> u64 {
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "an estimate, and not negative"
    )]
    let part = (count as f64 * share).ceil() as u64;
    part
}

/// At most so many, spread over all.
fn spread<'a, 'b>(missing: &'a [Missing<'b>], most: usize) -> Vec<&'a Missing<'b>> {
    let step = missing.len().div_ceil(most.max(1)).max(1);
    missing.iter().step_by(step).collect()
}
