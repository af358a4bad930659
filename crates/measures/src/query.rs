use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use weir_lake::DataScope;
use weir_model::{Scope, Time};

use crate::{MeasureError, ProjectSettings};

/// A project as the measures see it: whose data, under which definitions.
#[derive(Clone, Debug)]
pub struct ProjectView {
    /// Its id.
    pub id: String,
    /// Its name, repeated in answers.
    pub name: String,
    /// The rows it may read.
    pub scope: DataScope,
    /// Its definitions.
    pub settings: ProjectSettings,
    /// Whose work counts, and who the accounts belong to.
    pub who: Who,
}

/// Accounts and the people behind them.
#[derive(Clone, Debug, Default)]
pub struct Who {
    /// Only items of these accounts (logins and addresses, lower case); `None` is everybody.
    pub people: Option<Arc<BTreeSet<String>>>,
    /// Names of people by their accounts, lower case.
    pub names: Arc<BTreeMap<String, String>>,
    /// Accounts that may be of a person who has another one, too: nobody has decided yet.
    pub undecided: Arc<BTreeSet<String>>,
    /// Accounts that people say are programs.
    pub bots: Arc<BTreeSet<String>>,
    /// Conditions that hold for every metric that has their dimension.
    pub filters: Arc<Vec<Filter>>,
    /// Name of the profile whose definitions are used, if they are not the project's own.
    pub profile: Option<String>,
}

impl Who {
    /// The person's name; the account itself where nobody is known to have it.
    pub(crate) fn name(&self, account: &str) -> String {
        let found = self.names.get(&account.to_lowercase());
        found.map_or_else(|| account.to_owned(), Clone::clone)
    }
}

impl ProjectView {
    /// A project that sees only the rows of the integrations mapped to it, each narrowed to its scopes.
    pub fn mapped(
        id: i64,
        name: String,
        integrations: &BTreeMap<i64, Vec<Scope>>,
        settings: ProjectSettings,
    ) -> Self {
        let narrowed = integrations.iter().filter(|(_, scopes)| !scopes.is_empty());
        Self {
            id: id.to_string(),
            name,
            scope: DataScope {
                integrations: Some(integrations.keys().map(ToString::to_string).collect()),
                narrowed: narrowed
                    .map(|(id, scopes)| (id.to_string(), scopes.clone()))
                    .collect(),
                ..DataScope::default()
            },
            settings,
            who: Who::default(),
        }
    }
}

/// One question about one metric.
#[derive(Clone, Debug, PartialEq)]
pub struct MetricQuery {
    /// Id of the metric.
    pub metric: String,
    /// Beginning of the range.
    pub from: Time,
    /// End of the range, exclusive.
    pub to: Time,
    /// Dimension to break down by.
    pub by: Option<String>,
    /// Width of the points of the series; by the length of the range when absent.
    pub bucket: Option<Bucket>,
    /// One of the metric's aggregates; its first when absent.
    pub aggregate: Option<String>,
    /// Only items that pass all of these.
    pub filters: Vec<Filter>,
}

/// A condition on one dimension of the items.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Filter {
    /// One of the metric's dimensions.
    pub dimension: String,
    /// How its key is compared.
    pub operator: Operator,
    /// Any of these makes it hold (for the negative ones: none of them may).
    pub values: Vec<String>,
}

/// How conditions are written on a command line.
const SIGNS: [(&str, Operator); 5] = [
    ("!=", Operator::IsNot),
    ("^=", Operator::StartsWith),
    ("*=", Operator::Contains),
    ("!~", Operator::NotContains),
    ("=", Operator::Is),
];

impl FromStr for Filter {
    type Err = MeasureError;

    /// `author=ann,bob`, `author!=ann`, `repository^=acme/` (starts with), `title*=fix` (contains), `title!~fix`.
    fn from_str(text: &str) -> Result<Self, MeasureError> {
        let wrong = || MeasureError::InvalidFilter(text.to_owned());
        let place = text.find(|letter| "!^*=".contains(letter)).ok_or_else(wrong)?;
        let (dimension, rest) = text.split_at(place);
        let (values, operator) = SIGNS
            .iter()
            .find_map(|(sign, operator)| Some((rest.strip_prefix(sign)?, *operator)))
            .ok_or_else(wrong)?;
        if dimension.is_empty() {
            return Err(wrong());
        }
        Ok(Self {
            dimension: dimension.trim().to_owned(),
            operator,
            values: values.split(',').map(|value| value.trim().to_owned()).collect(),
        })
    }
}

/// How a key is compared; upper and lower case are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Operator {
    /// Equal.
    Is,
    /// Not equal.
    IsNot,
    /// Begins with.
    StartsWith,
    /// Has it somewhere.
    Contains,
    /// Has it nowhere.
    NotContains,
}

impl Operator {
    /// Whether a text passes; it and the values are in lower case.
    pub(crate) fn holds(self, text: &str, values: &[String]) -> bool {
        let any = |test: fn(&str, &str) -> bool| values.iter().any(|value| test(text, value));
        match self {
            Self::Is => any(|text, value| text == value),
            Self::IsNot => !any(|text, value| text == value),
            Self::StartsWith => any(|text, value| text.starts_with(value)),
            Self::Contains => any(|text, value| text.contains(value)),
            Self::NotContains => !any(|text, value| text.contains(value)),
        }
    }
}

impl MetricQuery {
    /// The metric over a range, everything else by default.
    pub fn new(metric: &str, from: Time, to: Time) -> Self {
        Self {
            metric: metric.to_owned(),
            from,
            to,
            by: None,
            bucket: None,
            aggregate: None,
            filters: Vec::new(),
        }
    }
}

/// Width of the points of a series, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Bucket {
    /// Midnight to midnight.
    Day,
    /// Monday to Monday (ISO 8601).
    Week,
    /// First to first.
    Month,
}

impl FromStr for Bucket {
    type Err = MeasureError;

    fn from_str(text: &str) -> Result<Self, MeasureError> {
        match text {
            "day" => Ok(Self::Day),
            "week" => Ok(Self::Week),
            "month" => Ok(Self::Month),
            _ => Err(MeasureError::unknown("bucket", text, &["day", "week", "month"])),
        }
    }
}

/// Which of a metric's items to list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ItemFilter {
    /// Only those counted (`true`) or only those left out (`false`).
    pub included: Option<bool>,
    /// Only those of the bucket that begins then (bucket width as in the query).
    pub bucket_start: Option<Time>,
    /// Only those of this key of the query's `by` dimension.
    pub group: Option<String>,
    /// At most this many; 100 when absent.
    pub limit: Option<usize>,
    /// The `next` of the page before.
    pub after: Option<String>,
}
