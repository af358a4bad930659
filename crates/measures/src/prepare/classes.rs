//! What each change is for: the first of the project's rules that matches it says.

use std::collections::{BTreeSet, HashMap};

use arrow_array::RecordBatch;
use weir_lake::{LakeError, Session};

use super::changes::{Changes, Sources};
use super::deployments::list;
use super::read::{TextLists, Texts};
use super::repositories::Repositories;
use crate::query::Operator;
use crate::settings::{ChangeClass, ClassRule, ClassSubject};

/// The key of a change that no rule matches.
pub(crate) const OTHER: &str = "other";

/// Some hosts name a merge by its first digits only.
const DIGITS: usize = 12;

/// What is gone by when a project says nothing: what is urgent or wrong before where it goes to, that before what is new.
const DETECTED: [(ChangeClass, ClassSubject, Operator, &[&str]); 7] = {
    use ChangeClass::{Defect, Deployment, Hotfix, NewFeature};
    use ClassSubject::{Label, SourceBranch};
    use Operator::{Contains, StartsWith};
    [
        (Hotfix, SourceBranch, StartsWith, &["hotfix"]),
        (Hotfix, Label, Contains, &["hotfix"]),
        (Defect, SourceBranch, StartsWith, &["bug", "fix", "defect"]),
        (Defect, Label, Contains, &["bug", "defect"]),
        (Deployment, SourceBranch, StartsWith, &["release", "deploy"]),
        (NewFeature, SourceBranch, StartsWith, &["feat"]),
        (NewFeature, Label, Contains, &["feature", "enhancement"]),
    ]
};

/// The rules in force, and which of them match each change.
#[derive(Debug)]
pub(crate) struct Classes {
    pub(crate) rules: Vec<ClassRule>,
    /// The rules in words, one by one.
    words: Vec<String>,
    /// Whether the project sets none.
    detected: bool,
    /// By the place of the change: one bit for each rule.
    matched: Vec<u64>,
    /// The places of the rules of each set of them that occurs.
    places: HashMap<u64, String>,
}

impl Classes {
    /// Looks at every change.
    pub(crate) async fn find(
        session: &Session,
        rules: &[ClassRule],
        sources: &Sources<'_>,
        changes: &Changes,
        repositories: &Repositories,
    ) -> Result<Self, LakeError> {
        let detected = rules.is_empty();
        let rules = if detected { usual() } else { rules.to_vec() };
        let tests: Vec<Test> = rules.iter().map(Test::new).collect();
        let tags = if rules.iter().any(|rule| rule.subject == ClassSubject::Tag) {
            tagged(session, sources, changes).await?
        } else {
            HashMap::new()
        };
        let mut matched = vec![0; changes.all.len()];
        for (place, change) in changes.all.iter().enumerate() {
            let names = tags.get(&place);
            let branch = repositories.all[change.repository].default_branch.as_deref();
            matched[place] = bits(&tests, |test| match test.subject {
                ClassSubject::Tag => {
                    change.merged.is_some()
                        && names.is_some_and(|names| names.iter().any(|name| test.holds(name)))
                }
                ClassSubject::DirectBranch => {
                    !change.is_pull_request && branch.is_some_and(|branch| test.holds(branch))
                }
                _ => false,
            });
        }
        for batch in sources.pull_requests {
            let (ids, labels) = (Texts::of(batch, "id"), TextLists::of(batch, "labels"));
            let (targets, origins) = (Texts::of(batch, "base_branch"), Texts::of(batch, "head_branch"));
            for row in 0..batch.num_rows() {
                let Some(place) = changes.by_id.get(ids.must(row)) else {
                    continue;
                };
                matched[*place] |= bits(&tests, |test| match test.subject {
                    ClassSubject::TargetBranch => targets.get(row).is_some_and(|name| test.holds(name)),
                    ClassSubject::SourceBranch => origins.get(row).is_some_and(|name| test.holds(name)),
                    ClassSubject::Label => labels.any(row, |name| test.holds(name)),
                    ClassSubject::Tag | ClassSubject::DirectBranch => false,
                });
            }
        }
        let places = matched.iter().copied().collect::<BTreeSet<u64>>();
        Ok(Self {
            words: rules.iter().map(words).collect(),
            places: places.into_iter().map(|set| (set, listed(set))).collect(),
            rules,
            detected,
            matched,
        })
    }

    /// The first rule that matches a change.
    fn deciding(&self, change: usize) -> Option<usize> {
        let first = self.matched[change].trailing_zeros() as usize;
        (first < self.rules.len()).then_some(first)
    }

    pub(crate) fn class(&self, change: usize) -> &'static str {
        self.deciding(change)
            .map_or(OTHER, |rule| self.rules[rule].class.key())
    }

    pub(crate) fn because(&self, change: usize) -> Option<&str> {
        self.deciding(change).map(|rule| self.words[rule].as_str())
    }

    /// The places of all rules that match it, from 0.
    pub(crate) fn rules_of(&self, change: usize) -> &str {
        &self.places[&self.matched[change]]
    }

    /// The rules as one line of a number's basis.
    pub(crate) fn basis(&self) -> String {
        let rules: Vec<String> = self
            .rules
            .iter()
            .zip(&self.words)
            .map(|(rule, words)| format!("{} if {words}", rule.class.key()))
            .collect();
        let suffix = if self.detected {
            " (names that many teams use, as no rule is set)"
        } else {
            ""
        };
        format!(
            "Change classes, by the first that holds: {}; else {OTHER}{suffix}",
            rules.join("; ")
        )
    }
}

fn usual() -> Vec<ClassRule> {
    let rule =
        |(class, subject, operator, values): (ChangeClass, ClassSubject, Operator, &[&str])| ClassRule {
            class,
            subject,
            operator,
            values: values.iter().map(|value| (*value).to_owned()).collect(),
        };
    DETECTED.map(rule).to_vec()
}

/// A rule whose values are in lower case.
struct Test {
    subject: ClassSubject,
    operator: Operator,
    values: Vec<String>,
}

impl Test {
    fn new(rule: &ClassRule) -> Self {
        Self {
            subject: rule.subject,
            operator: rule.operator,
            values: rule
                .values
                .iter()
                .map(|value| value.trim().to_lowercase())
                .collect(),
        }
    }

    fn holds(&self, name: &str) -> bool {
        self.operator.holds(&name.to_lowercase(), &self.values)
    }
}

fn bits(tests: &[Test], holds: impl Fn(&Test) -> bool) -> u64 {
    let set = |bits, (place, test)| bits | u64::from(holds(test)) << place;
    tests.iter().enumerate().fold(0, set)
}

fn listed(set: u64) -> String {
    let places = (0..u64::BITS).filter(|place| set >> place & 1 == 1);
    places
        .map(|place| place.to_string())
        .collect::<Vec<_>>()
        .join(",")
}

/// The names of the tags on the commits of each change, by its place.
async fn tagged(
    session: &Session,
    sources: &Sources<'_>,
    changes: &Changes,
) -> Result<HashMap<usize, Vec<String>>, LakeError> {
    let mut tags: HashMap<String, Vec<String>> = HashMap::new();
    for batch in &session.sql(include_str!("../../inputs/tags.sql")).await? {
        let (shas, names) = (Texts::of(batch, "sha"), Texts::of(batch, "name"));
        for row in 0..batch.num_rows() {
            if let Some(sha) = shas.get(row) {
                tags.entry(digits(sha))
                    .or_default()
                    .push(names.must(row).to_owned());
            }
        }
    }
    let commits = changes
        .all
        .iter()
        .enumerate()
        .filter(|(_, change)| !change.is_pull_request);
    let by_id: HashMap<&str, usize> = commits
        .map(|(place, change)| (change.id.as_str(), place))
        .collect();
    let mut found: HashMap<usize, Vec<String>> = HashMap::new();
    let mut look = |batches: &[RecordBatch], id: &str, sha: &str| {
        for batch in batches {
            let (ids, shas) = (Texts::of(batch, id), Texts::of(batch, sha));
            for row in 0..batch.num_rows() {
                let Some(names) = shas.get(row).and_then(|sha| tags.get(&digits(sha))) else {
                    continue;
                };
                let place = changes
                    .by_id
                    .get(ids.must(row))
                    .or_else(|| by_id.get(ids.must(row)));
                if let Some(place) = place {
                    found.entry(*place).or_default().extend(names.iter().cloned());
                }
            }
        }
    };
    look(sources.pull_request_commits, "pull_request_id", "sha");
    look(sources.pull_requests, "id", "merge_commit_sha");
    look(sources.commits, "id", "sha");
    Ok(found)
}

fn digits(sha: &str) -> String {
    sha.chars().take(DIGITS).collect::<String>().to_lowercase()
}

/// The rule in words: what holds of a change that it matches.
fn words(rule: &ClassRule) -> String {
    let subject = match rule.subject {
        ClassSubject::TargetBranch => "its target branch",
        ClassSubject::SourceBranch => "its source branch",
        ClassSubject::DirectBranch => "the branch of a commit without a pull request",
        ClassSubject::Tag => "a tag on its commits",
        ClassSubject::Label => "one of its labels",
    };
    let how = match rule.operator {
        Operator::StartsWith => "starts with",
        Operator::Contains | Operator::NotContains => "contains",
        Operator::Is | Operator::IsNot => "is",
    };
    format!("{subject} {how} {}", list(&rule.values, "nothing"))
}
