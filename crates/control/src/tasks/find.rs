//! Finding lines of the ingestion log, and forgetting old ones.

use std::collections::BTreeMap;

use weir_model::Time;

use super::stored::{Stored, select};
use super::{Task, TaskKind, TaskStatus};
use crate::{Control, Result};

/// Which tasks are wanted; what is left empty does not matter.
#[derive(Clone, Debug, Default)]
pub struct TaskFilter {
    /// Whose.
    pub integration: Option<i64>,
    /// How they stand.
    pub statuses: Vec<TaskStatus>,
    /// What they do.
    pub kinds: Vec<TaskKind>,
    /// Started at or after.
    pub from: Option<Time>,
    /// Started before.
    pub to: Option<Time>,
    /// Why they failed.
    pub error_classes: Vec<String>,
    /// A text in message, hint, stream or partition, regardless of case.
    pub text: Option<String>,
}

/// How many tasks ended in which way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TaskCounts {
    /// Succeeded.
    pub succeeded: u64,
    /// Failed.
    pub failed: u64,
    /// Stopped by somebody.
    pub cancelled: u64,
    /// Out of quota.
    pub throttled: u64,
}

/// An integration whose tasks fail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failing {
    /// Failed tries in a row, since the last success and the last change of its settings.
    pub failures: u32,
    /// When the first of them ended.
    pub since: Time,
    /// When the last of them ended.
    pub last: Time,
}

/// The conditions of a filter; [`bound`] gives the values. One text for all filters, so it needs no building.
macro_rules! conditions {
    ($before:expr, $after:literal) => {
        concat!(
            $before,
            "WHERE (CAST($1 AS BIGINT) IS NULL OR integration_id = CAST($1 AS BIGINT)) ",
            "AND ($2 = '' OR $2 LIKE '%,' || status || ',%') ",
            "AND ($3 = '' OR $3 LIKE '%,' || kind || ',%') ",
            "AND started_at >= CAST($4 AS BIGINT) AND started_at < CAST($5 AS BIGINT) ",
            "AND ($6 = '' OR $6 LIKE '%,' || COALESCE(error_class, '-') || ',%') ",
            "AND ($7 = '' OR LOWER(COALESCE(error_message, '') || ' ' || COALESCE(error_hint, '') || ' ' || ",
            "COALESCE(error_stream, '') || ' ' || COALESCE(error_partition, '')) LIKE $7 ESCAPE '\\') ",
            $after
        )
    };
}

/// Binds the values of a filter in the order of [`conditions`].
macro_rules! bound {
    ($query:expr, $filter:expr) => {
        $query
            .bind($filter.integration)
            .bind(among($filter.statuses.iter().map(|status| status.as_str())))
            .bind(among($filter.kinds.iter().map(|kind| kind.as_str())))
            .bind($filter.from.map_or(i64::MIN, |time| time.0))
            .bind($filter.to.map_or(i64::MAX, |time| time.0))
            .bind(among($filter.error_classes.iter().map(String::as_str)))
            .bind(pattern($filter.text.as_deref()))
    };
}

impl Control {
    /// Lines of the ingestion log, newest first, beginning after (older than) the task `after`.
    pub async fn find_tasks(&self, filter: &TaskFilter, after: Option<i64>, limit: u32) -> Result<Vec<Task>> {
        let query = sqlx::query_as(conditions!(select!(""), "AND id < $8 ORDER BY id DESC LIMIT $9"));
        let rows: Vec<Stored> = bound!(query, filter)
            .bind(after.unwrap_or(i64::MAX))
            .bind(i64::from(limit))
            .fetch_all(self.read())
            .await?;
        let mut tasks = rows.into_iter().map(Task::try_from).collect::<Result<Vec<_>>>()?;
        self.add_reports(&mut tasks).await?;
        Ok(tasks)
    }

    /// How many tasks a filter lets through.
    pub async fn count_found(&self, filter: &TaskFilter) -> Result<i64> {
        let query = sqlx::query_as(conditions!("SELECT COUNT(*) FROM tasks ", ""));
        let (count,): (i64,) = bound!(query, filter).fetch_one(self.read()).await?;
        Ok(count)
    }

    /// How the tasks ended that ended at or after `since`, by integration. Those that ask no upstream do not count.
    pub async fn task_counts(&self, since: Time) -> Result<BTreeMap<i64, TaskCounts>> {
        let rows: Vec<(i64, String, i64)> = sqlx::query_as(
            "SELECT integration_id, status, COUNT(*) FROM tasks WHERE finished_at >= $1 AND kind <> 'replay' \
             GROUP BY integration_id, status",
        )
        .bind(since.0)
        .fetch_all(self.read())
        .await?;
        let mut counts = BTreeMap::<i64, TaskCounts>::new();
        for (integration, status, count) in rows {
            let counts = counts.entry(integration).or_default();
            let count = u64::try_from(count).unwrap_or_default();
            match TaskStatus::parse(&status)? {
                TaskStatus::Succeeded => counts.succeeded = count,
                TaskStatus::Failed => counts.failed = count,
                TaskStatus::Cancelled => counts.cancelled = count,
                TaskStatus::Throttled => counts.throttled = count,
                TaskStatus::Running => {}
            }
        }
        Ok(counts)
    }

    /// The integrations whose tasks have failed since they last succeeded and since their settings last changed.
    /// A task that was interrupted by the end of the program did not fail by itself.
    pub async fn failing(&self) -> Result<BTreeMap<i64, Failing>> {
        let rows: Vec<(i64, i64, i64, i64)> = sqlx::query_as(
            "SELECT t.integration_id, COUNT(*), MIN(a.finished_at), MAX(a.finished_at) FROM tasks t \
             JOIN attempts a ON a.task_id = t.id AND a.status = 'failed' AND a.error_class <> 'interrupted' \
             JOIN integrations i ON i.id = t.integration_id \
             WHERE t.kind <> 'replay' AND a.started_at >= i.updated_at AND a.finished_at > \
             COALESCE((SELECT MAX(s.finished_at) FROM tasks s WHERE s.integration_id = t.integration_id \
             AND s.status = 'succeeded' AND s.kind <> 'replay'), -1) GROUP BY t.integration_id",
        )
        .fetch_all(self.read())
        .await?;
        Ok(rows
            .into_iter()
            .map(|(integration, failures, since, last)| {
                let failing = Failing {
                    failures: u32::try_from(failures).unwrap_or(u32::MAX),
                    since: Time(since),
                    last: Time(last),
                };
                (integration, failing)
            })
            .collect())
    }

    /// When the last full pass of each integration began that succeeded; its first sync counts as one.
    pub async fn last_full_passes(&self) -> Result<BTreeMap<i64, Time>> {
        let rows: Vec<(i64, i64)> = sqlx::query_as(
            "SELECT integration_id, MAX(started_at) FROM tasks WHERE status = 'succeeded' AND (kind = 'full' OR id IN \
             (SELECT MIN(id) FROM tasks WHERE status = 'succeeded' AND kind <> 'replay' GROUP BY integration_id)) \
             GROUP BY integration_id",
        )
        .fetch_all(self.read())
        .await?;
        Ok(rows.into_iter().map(|(id, time)| (id, Time(time))).collect())
    }

    /// Forgets tasks that ended before `before`, but never the newest of an integration and its newest success.
    pub async fn prune_tasks(&self, before: Time) -> Result<u64> {
        let done = sqlx::query(
            "DELETE FROM tasks WHERE finished_at < $1 \
             AND id NOT IN (SELECT MAX(id) FROM tasks GROUP BY integration_id) \
             AND id NOT IN (SELECT MAX(id) FROM tasks WHERE status = 'succeeded' GROUP BY integration_id)",
        )
        .bind(before.0)
        .execute(self.write())
        .await?;
        Ok(done.rows_affected())
    }
}

/// `,one,two,`: a text that holds exactly the words between its commas.
fn among<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.fold(String::new(), |list, word| {
        format!("{}{word},", if list.is_empty() { "," } else { &list })
    })
}

/// A pattern that finds the text anywhere.
fn pattern(text: Option<&str>) -> String {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else {
        return String::new();
    };
    let mut pattern = String::from("%");
    for character in text.to_lowercase().chars() {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push('%');
    pattern
}
