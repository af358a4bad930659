use std::collections::BTreeMap;

use weir_measures::{ItemFilter, Measures, MetricQuery, ProjectView};
use weir_model::Time;

use crate::Result;

/// How many things a definition matched, to be shown while it is edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleMatches {
    /// What is matched: `deployments`, `failures`, `changes`.
    pub of: &'static str,
    /// The rule in words, or the kind of thing.
    pub rule: String,
    /// How many counted.
    pub counted: u64,
    /// How many matched but were left out.
    pub left_out: u64,
    /// Titles of a few, newest first.
    pub examples: Vec<String>,
}

/// Metric, what it is of, and the column that tells rules apart.
const LOOKS: [(&str, &str, &str); 3] = [
    ("deployment_frequency", "deployments", "rule"),
    ("time_to_restore", "failures", "kind"),
    ("lead_time", "changes", "repository"),
];

/// Examples shown of a rule.
const EXAMPLES: usize = 3;
/// Items looked at of each metric.
const MOST: usize = 5_000;

/// What the definitions of a view matched between two moments.
pub async fn matches(
    measures: &Measures,
    view: &ProjectView,
    from: Time,
    to: Time,
) -> Result<Vec<RuleMatches>> {
    let mut found = Vec::new();
    for (metric, of, column) in LOOKS {
        let filter = ItemFilter {
            limit: Some(MOST),
            ..ItemFilter::default()
        };
        let items = measures
            .items(view, &MetricQuery::new(metric, from, to), &filter)
            .await?;
        let mut rules: BTreeMap<String, RuleMatches> = BTreeMap::new();
        for item in &items.items {
            let text = |name: &str| {
                item.get(name)
                    .and_then(|cell| cell.as_str())
                    .unwrap_or_default()
                    .to_owned()
            };
            let rule = text(column);
            let entry = rules.entry(rule.clone()).or_insert(RuleMatches {
                of,
                rule,
                counted: 0,
                left_out: 0,
                examples: Vec::new(),
            });
            if item
                .get("excluded_because")
                .is_none_or(serde_json::Value::is_null)
            {
                entry.counted += 1;
            } else {
                entry.left_out += 1;
            }
            if entry.examples.len() < EXAMPLES {
                entry.examples.push(text("title"));
            }
        }
        found.extend(rules.into_values());
    }
    Ok(found)
}
