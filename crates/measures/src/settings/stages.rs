use std::collections::{BTreeMap, HashSet};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::catalogue::{Metric, metric};
use crate::{METRICS, MeasureError};

/// Stages that can still be read beside each other.
const MOST: usize = 20;

/// A time in stages of one's own: from its first event to that of its last stage.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StageChain {
    /// The event with which the time begins.
    pub start: StageEvent,
    /// The stages in their order. Each is measured from the nearest event before it in the chain that happened.
    pub stages: Vec<StageRule>,
}

/// One stage.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StageRule {
    /// What people call it.
    pub title: String,
    /// The event that ends it.
    pub end: StageEvent,
    /// Up to so many hours it is good.
    #[serde(default)]
    pub good_hours: Option<u32>,
    /// Up to so many hours it is acceptable; beyond them it is slow.
    #[serde(default)]
    pub acceptable_hours: Option<u32>,
}

/// What begins or ends a stage.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum StageEvent {
    /// A moment that the metric knows of its items.
    Moment {
        /// One of the metric's events.
        name: String,
    },
    /// The first time that an issue entered one of some statuses.
    Status {
        /// Names of the statuses. Upper and lower case are the same.
        names: Vec<String>,
    },
    /// The first time that an issue entered a status of a category.
    StatusCategory {
        /// `todo`, `in_progress` or `done`.
        category: String,
    },
}

impl StageChain {
    /// Every event in order: the start, then the end of each stage.
    pub(crate) fn events(&self) -> impl Iterator<Item = &StageEvent> {
        std::iter::once(&self.start).chain(self.stages.iter().map(|stage| &stage.end))
    }
}

impl StageEvent {
    /// In words, the metric's own where it is a moment.
    pub(crate) fn words(&self, metric: &Metric) -> String {
        match self {
            Self::Moment { name } => {
                let event = metric.events.iter().find(|event| event.name == *name);
                event.map_or_else(|| name.clone(), |event| event.title.to_lowercase())
            }
            Self::Status { names } => format!("status {}", quoted(names)),
            Self::StatusCategory { category } => format!("a status of `{category}`"),
        }
    }

    fn check(&self, metric: &Metric) -> Result<(), MeasureError> {
        match self {
            Self::Moment { name } => {
                let known: Vec<&str> = metric.events.iter().map(|event| event.name.as_str()).collect();
                if known.contains(&name.as_str()) {
                    return Ok(());
                }
                Err(MeasureError::unknown("event", name, &known))
            }
            Self::Status { .. } | Self::StatusCategory { .. } if !metric.has_statuses() => Err(wrong(
                metric,
                "cannot end with statuses: only issues have them, so choose another event",
            )),
            Self::Status { names } if names.iter().all(|name| name.trim().is_empty()) => Err(wrong(
                metric,
                "need the name of a status: choose one, or another event",
            )),
            Self::StatusCategory { category } => {
                let known = ["todo", "in_progress", "done"];
                if known.contains(&category.as_str()) {
                    return Ok(());
                }
                Err(MeasureError::unknown("category of statuses", category, &known))
            }
            Self::Status { .. } => Ok(()),
        }
    }
}

fn quoted(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(" or ")
}

fn wrong(metric: &Metric, what: &str) -> MeasureError {
    MeasureError::Setting(format!("the stages of `{}` {what}", metric.id))
}

pub(super) fn check(chains: &BTreeMap<String, StageChain>) -> Result<(), MeasureError> {
    for (id, chain) in chains {
        let metric = metric(id)?;
        if metric.events.is_empty() {
            let able = METRICS.iter().filter(|metric| !metric.events.is_empty());
            let able: Vec<&str> = able.map(|metric| metric.id.as_str()).collect();
            return Err(wrong(
                metric,
                &format!("cannot be chosen; those of {} can", able.join(", ")),
            ));
        }
        if chain.stages.is_empty() || chain.stages.len() > MOST {
            return Err(wrong(
                metric,
                &format!("must be 1 to {MOST}: add or take out some, or go by the metric's own"),
            ));
        }
        for event in chain.events() {
            event.check(metric)?;
        }
        let mut titles = HashSet::new();
        for stage in &chain.stages {
            if stage.title.trim().is_empty() || !titles.insert(stage.title.trim().to_lowercase()) {
                return Err(wrong(metric, "need a name each, and no two the same"));
            }
            let limits = stage.good_hours.zip(stage.acceptable_hours);
            if limits.is_some_and(|(good, acceptable)| good > acceptable) {
                return Err(wrong(
                    metric,
                    "must be good up to no more hours than they are acceptable",
                ));
            }
        }
    }
    Ok(())
}
