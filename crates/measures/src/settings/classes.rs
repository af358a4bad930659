use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::MeasureError;
use crate::query::Operator;

/// Rules a project may have: which of them match a change is kept as one bit each.
const MOST: usize = 64;

/// One way to tell what a change is for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClassRule {
    /// The class it gives.
    pub class: ChangeClass,
    /// What is looked at.
    pub subject: ClassSubject,
    /// How it is compared: `starts_with`, `contains` or `is`.
    pub operator: Operator,
    /// Any of these makes it match; without any it matches nothing. Upper and lower case are the same.
    pub values: Vec<String>,
}

/// What a change is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChangeClass {
    /// Something new.
    NewFeature,
    /// Bringing to production what was changed before.
    Deployment,
    /// Something that could not wait for the next release.
    Hotfix,
    /// Something that was wrong.
    Defect,
}

impl ChangeClass {
    /// The class as the key of a breakdown.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NewFeature => "new feature",
            Self::Deployment => "deployment",
            Self::Hotfix => "hotfix",
            Self::Defect => "defect",
        }
    }
}

/// What of a change is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClassSubject {
    /// The branch that a pull request goes to.
    TargetBranch,
    /// The branch that a pull request comes from.
    SourceBranch,
    /// The branch that a commit went to without a pull request: the default branch, as only its commits are changes.
    DirectBranch,
    /// The tags on the commits of a merged pull request and on its merge, or on a commit without one.
    Tag,
    /// The labels of a pull request.
    Label,
}

pub(super) fn check(rules: &[ClassRule]) -> Result<(), MeasureError> {
    if rules.len() > MOST {
        return Err(MeasureError::Setting(format!(
            "there are {} rules for classes of changes: write at most {MOST}",
            rules.len()
        )));
    }
    for (place, rule) in rules.iter().enumerate() {
        let place = place + 1;
        if matches!(rule.operator, Operator::IsNot | Operator::NotContains) {
            return Err(MeasureError::Setting(format!(
                "rule {place} for classes of changes says what must not be: say what a name starts with, contains or is"
            )));
        }
        if rule.values.iter().any(|value| value.trim().is_empty()) {
            return Err(MeasureError::Setting(format!(
                "rule {place} for classes of changes has an empty value: write what is looked for, or take it out"
            )));
        }
    }
    Ok(())
}
