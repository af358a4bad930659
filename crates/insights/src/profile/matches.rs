//! What definitions match and assume, to be shown while they are edited.

use std::collections::BTreeMap;

use serde_json::Value;
use weir_measures::{Answer, ClassRule, ItemFilter, Items, Measures, Metric, MetricQuery, ProjectView};
use weir_model::Time;

use super::ProfileKind;
use super::classes::by_class;
use crate::Result;

/// What settings amount to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trial {
    /// What each rule matched.
    pub matches: Vec<RuleMatches>,
    /// What the numbers go by, in the words that stand beside them: what was chosen, and what was found where nothing was.
    pub assumes: Vec<String>,
    /// The stages of the lead times, those that do not count as well.
    pub stages: Vec<StageOf>,
    /// The metrics whose stages can be defined.
    pub timed: Vec<&'static Metric>,
    /// The rules for the classes of changes that are in force: those chosen, or those gone by for want of any.
    pub class_rules: Vec<ClassRule>,
}

/// How many things a definition matched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleMatches {
    /// What is matched: `deployments`, `failures`, `changes`, `pull_requests`, `issues`, `change_classes`.
    pub of: &'static str,
    /// Place of the rule among the rules for deployments, or among those for classes of changes; none where nothing was chosen,
    /// for changes of no class, or for other things.
    pub place: Option<usize>,
    /// The kind of thing, or where it is from.
    pub rule: String,
    /// How many counted.
    pub counted: u64,
    /// How many matched but were left out; of a class, how many it matches that an earlier rule decides.
    pub left_out: u64,
    /// Titles of a few, newest first.
    pub examples: Vec<String>,
}

/// A stage of a lead time.
#[derive(Clone, Debug, PartialEq)]
pub struct StageOf {
    /// The metric.
    pub metric: String,
    /// Title of the metric.
    pub metric_title: String,
    /// Its name, as `skipped_stages` has it.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Its hours, by the metric's own aggregate.
    pub hours: Option<f64>,
    /// How many items have it.
    pub n: u64,
    /// `good`, `acceptable` or `slow`, where it has limits.
    pub level: Option<String>,
}

/// A metric that shows what settings do: what it is of, and the column that tells kinds apart.
struct Look {
    metric: &'static str,
    of: &'static str,
    column: &'static str,
}

const DORA: [Look; 3] = [
    Look {
        metric: "deployment_frequency",
        of: "deployments",
        column: "rule",
    },
    Look {
        metric: "time_to_restore",
        of: "failures",
        column: "kind",
    },
    Look {
        metric: "lead_time",
        of: "changes",
        column: "repository",
    },
];
const VELOCITY: [Look; 2] = [
    Look {
        metric: "pull_request_cycle_time",
        of: "pull_requests",
        column: "repository",
    },
    Look {
        metric: "issue_lead_time",
        of: "issues",
        column: "project",
    },
];

/// The dimension of the classes of changes.
const CLASS: &str = "change_class";
/// Examples shown of a rule.
pub(super) const EXAMPLES: usize = 3;
/// Items looked at of each metric.
const MOST: usize = 5_000;

/// What the definitions of a view amount to between two moments.
pub async fn try_settings(
    measures: &Measures,
    view: &ProjectView,
    kind: ProfileKind,
    (from, to): (Time, Time),
) -> Result<Trial> {
    let looks: &[Look] = match kind {
        ProfileKind::Dora => &DORA,
        ProfileKind::Velocity => &VELOCITY,
    };
    let mut trial = Trial::default();
    for look in looks {
        let mut query = MetricQuery::new(look.metric, from, to);
        // So that what it assumes of the classes is among what it goes by.
        query.by = (look.of == "changes" || look.of == "pull_requests").then(|| CLASS.to_owned());
        let answer = measures.answer(view, &query).await?;
        if look.of == "deployments" && !view.settings.deployments.is_empty() {
            trial.matches.extend(by_rule(measures, view, &query).await?);
        } else {
            let items = measures.items(view, &query, &most(MOST)).await?;
            trial.matches.extend(by_column(look, &items));
        }
        for line in &answer.basis {
            if !trial.assumes.contains(line) {
                trial.assumes.push(line.clone());
            }
        }
        trial.stages.extend(stages(answer));
        trial.timed.extend(
            weir_measures::metric(look.metric)
                .into_iter()
                .filter(|metric| !metric.events.is_empty()),
        );
    }
    trial.class_rules = measures.class_rules(view).await?;
    let changes = MetricQuery::new("lead_time", from, to);
    let items = measures.items(view, &changes, &most(MOST)).await?;
    trial.matches.extend(by_class(&trial.class_rules, &items));
    Ok(trial)
}

fn most(limit: usize) -> ItemFilter {
    ItemFilter {
        limit: Some(limit),
        ..ItemFilter::default()
    }
}

/// Each rule by itself: what several rules match is counted under each of them.
async fn by_rule(measures: &Measures, view: &ProjectView, query: &MetricQuery) -> Result<Vec<RuleMatches>> {
    let mut found = Vec::new();
    for (place, rule) in view.settings.deployments.iter().enumerate() {
        let mut alone = view.clone();
        alone.settings.deployments = vec![rule.clone()];
        let items = measures.items(&alone, query, &most(EXAMPLES)).await?;
        found.push(RuleMatches {
            of: "deployments",
            place: Some(place),
            rule: items
                .items
                .first()
                .map(|item| text(item.get("rule")))
                .unwrap_or_default(),
            counted: items.included,
            left_out: items.excluded,
            examples: items.items.iter().map(|item| text(item.get("title"))).collect(),
        });
    }
    Ok(found)
}

fn by_column(look: &Look, items: &Items) -> Vec<RuleMatches> {
    let mut rules: BTreeMap<String, RuleMatches> = BTreeMap::new();
    for item in &items.items {
        let rule = text(item.get(look.column));
        let entry = rules.entry(rule.clone()).or_insert(RuleMatches {
            of: look.of,
            place: None,
            rule,
            counted: 0,
            left_out: 0,
            examples: Vec::new(),
        });
        if item.get("excluded_because").is_none_or(Value::is_null) {
            entry.counted += 1;
        } else {
            entry.left_out += 1;
        }
        if entry.examples.len() < EXAMPLES {
            entry.examples.push(text(item.get("title")));
        }
    }
    rules.into_values().collect()
}

pub(super) fn text(cell: Option<&Value>) -> String {
    cell.and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn stages(answer: Answer) -> impl Iterator<Item = StageOf> {
    let metric = answer.metric;
    answer.stages.into_iter().map(move |stage| StageOf {
        metric: metric.id.clone(),
        metric_title: metric.title.clone(),
        name: stage.name,
        title: stage.title,
        hours: stage.value,
        n: stage.n,
        level: stage.level,
    })
}
