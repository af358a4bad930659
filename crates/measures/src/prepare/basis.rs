//! The project's definitions in words, and what its data lacks.

use super::changes::Changes;
use super::deployments::{Found, describe, list};
use super::repositories::Repositories;
use crate::answer::Missing;
use crate::catalogue::Need;
use crate::settings::ProjectSettings;

/// Names listed before a line says how many more there are.
const NAMED: usize = 3;

/// Something lacking, and the need of a metric that it leaves open.
#[derive(Clone, Debug)]
pub(crate) struct Lack {
    pub(crate) need: Need,
    pub(crate) missing: Missing,
}

/// What the words are made from.
pub(crate) struct Counts<'a> {
    pub(crate) settings: &'a ProjectSettings,
    pub(crate) repositories: &'a Repositories,
    pub(crate) found: &'a Found,
    pub(crate) changes: &'a Changes,
    pub(crate) pull_requests: usize,
    pub(crate) commits: usize,
    pub(crate) issues: usize,
    /// Kinds of data of which there is none.
    pub(crate) absent: Vec<Need>,
}

pub(crate) fn basis(counts: &Counts<'_>) -> Vec<String> {
    let detected = counts.found.detected;
    let rules = if detected && counts.found.deployments.is_empty() {
        &[][..]
    } else {
        &counts.found.rules
    };
    let mut lines = vec![describe(rules, detected), failures(counts.settings)];
    lines.push(if counts.settings.exclude_bots {
        "Changes: those opened by bots are left out".to_owned()
    } else {
        "Changes: those opened by bots count too".to_owned()
    });
    let doubled = counts.repositories.doubled();
    if !doubled.is_empty() {
        lines.push(format!(
            "Connected more than once, counted once: {}",
            some(&doubled)
        ));
    }
    let plain: Vec<&str> = counts
        .repositories
        .without_pull_requests()
        .map(|repository| repository.name.as_str())
        .collect();
    if !plain.is_empty() && counts.changes.all.iter().any(|change| !change.is_pull_request) {
        lines.push(format!(
            "Without pull requests, so that each commit is a change: {}",
            some(&plain)
        ));
    }
    lines
}

fn failures(settings: &ProjectSettings) -> String {
    let failures = &settings.failures;
    let mut kinds = Vec::new();
    if !failures.issue_labels.is_empty() {
        kinds.push(format!("issues labelled {}", list(&failures.issue_labels, "")));
    }
    if failures.revert_pull_requests {
        kinds.push("pull requests that revert a deployed one".to_owned());
    }
    if failures.failed_deployments {
        kinds.push("failed deployments".to_owned());
    }
    if kinds.is_empty() {
        return "Failures: none are configured".to_owned();
    }
    let window = if failures.issue_labels.is_empty() {
        String::new()
    } else {
        format!(
            ". An incident that names no cause belongs to the last deployment of its repository in the {} hours before",
            failures.window_hours
        )
    };
    format!("Failures: {}{window}", kinds.join("; "))
}

fn some(names: &[&str]) -> String {
    let shown: Vec<String> = names.iter().take(NAMED).map(|name| format!("`{name}`")).collect();
    match names.len().saturating_sub(NAMED) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// What it means that there is nothing of a kind.
const ABSENT: &[(Need, &str, &str, &str)] = &[
    (
        Need::Commits,
        "commits",
        "the mapped integrations have none",
        "map an integration with the git repository to the project, or switch on the commits of the code host",
    ),
    (
        Need::CommitFiles,
        "files of commits",
        "nothing says which files the commits touched",
        "map an integration with the git repository to the project, or switch on the commits of the code host",
    ),
    (
        Need::Pipelines,
        "pipeline runs",
        "the mapped integrations have none",
        "map an integration with pipelines, such as GitHub Actions, to the project, or switch on its pipelines",
    ),
    (
        Need::Issues,
        "issues",
        "the mapped integrations have none",
        "map an integration with issues, such as Jira or GitHub, to the project",
    ),
    (
        Need::IssueHistory,
        "history of issues",
        "nothing says what happened to the issues",
        "map an integration that gives the changes of its issues, such as Jira or GitHub, to the project",
    ),
    (
        Need::Sprints,
        "sprints",
        "no issue of the mapped integrations was planned for a sprint",
        "map an integration whose issues are planned in sprints, such as Jira or GitLab, to the project",
    ),
];

pub(crate) fn lacks(counts: &Counts<'_>) -> Vec<Lack> {
    let mut lacks = Vec::new();
    let mut lack = |need, what: &str, why: &str, supply: &str| {
        lacks.push(Lack {
            need,
            missing: Missing {
                what: what.to_owned(),
                why: why.to_owned(),
                supply: supply.to_owned(),
            },
        });
    };
    if counts.found.deployments.is_empty() {
        let why = if counts.found.detected {
            "no production deployments, releases, tags or merged pull requests were found"
        } else {
            "nothing matches the deployment rules of the project"
        };
        lack(
            Need::Deployments,
            "deployments",
            why,
            "connect a code host that records deployments, such as GitHub, or choose in the project's settings what counts as \
             one: workflow runs, releases, tags or merges",
        );
    }
    if counts.pull_requests == 0 {
        lack(
            Need::PullRequests,
            "pull requests",
            "the mapped integrations have none",
            "map an integration with a code host, such as GitHub, to the project",
        );
    }
    if counts.changes.all.is_empty() {
        lack(
            Need::Changes,
            "changes",
            "there are neither pull requests nor commits",
            "map an integration with a code host, such as GitHub, or with a git repository to the project",
        );
    }
    if counts.commits == 0 {
        lack(
            Need::CommitGraph,
            "commit graph",
            "no commits with their parents were found, so nothing says which deployment contains which change",
            "map an integration with the git repository to the project, or switch on the commits of the code host",
        );
    }
    for need in &counts.absent {
        if let Some((_, what, why, supply)) = ABSENT.iter().find(|(known, ..)| known == need) {
            lack(*need, what, why, supply);
        }
    }
    failures_lack(counts, &mut lack);
    lacks
}

fn failures_lack(counts: &Counts<'_>, lack: &mut impl FnMut(Need, &str, &str, &str)) {
    let failures = &counts.settings.failures;
    let readable = (!failures.issue_labels.is_empty() && counts.issues > 0)
        || (failures.revert_pull_requests && counts.pull_requests > 0)
        || (failures.failed_deployments && !counts.found.deployments.is_empty());
    if !readable {
        lack(
            Need::Failures,
            "failures",
            "there is nothing to read failures from: no issues, no pull requests, or none of them is configured",
            "map an integration with issues or pull requests, such as GitHub, and choose in the project's settings what counts \
             as a failure",
        );
    }
}
