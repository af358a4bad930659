//! Rules in words.

use crate::settings::DeploymentRule;

/// The rules as one line of a number's basis.
pub(crate) fn describe(rules: &[DeploymentRule], detected: bool) -> String {
    if rules.is_empty() {
        return "Deployments: none found; no rule is set and nothing was detected".to_owned();
    }
    let words: Vec<String> = rules.iter().map(rule).collect();
    let suffix = if detected {
        " (detected, as the project sets no rule)"
    } else {
        ""
    };
    format!("Deployments: {}{suffix}", words.join("; "))
}

fn rule(rule: &DeploymentRule) -> String {
    match rule {
        DeploymentRule::WorkflowRuns {
            names,
            branches,
            jobs,
            environment,
        } => {
            let on = match branches.as_slice() {
                [] => String::new(),
                some => format!(" on {}", list(some, "")),
            };
            let judged = match jobs.as_slice() {
                [] => String::new(),
                some => format!(", judged by the job {}", list(some, "")),
            };
            let to = environment
                .as_ref()
                .map(|name| format!(", to `{name}`"))
                .unwrap_or_default();
            format!("runs of {}{on}{judged}{to}", list(names, "any workflow"))
        }
        DeploymentRule::Deployments { environments } => {
            format!(
                "recorded deployments to {}",
                list(environments, "production environments")
            )
        }
        DeploymentRule::Releases { prereleases: true } => "published releases, pre-releases too".to_owned(),
        DeploymentRule::Releases { prereleases: false } => "published releases".to_owned(),
        DeploymentRule::Tags { patterns } => format!("tags {}", list(patterns, "of any name")),
        DeploymentRule::Merges { branches } => {
            format!("pull requests merged to {}", list(branches, "the default branch"))
        }
    }
}

/// `` `a`, `b` or `c` ``.
pub(crate) fn list(names: &[String], none: &str) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.as_slice() {
        [] => none.to_owned(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} or {last}", most.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_read_as_sentences() {
        let text = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let rules = [
            DeploymentRule::WorkflowRuns {
                names: text(&["Deploy*"]),
                branches: text(&["main", "release/*"]),
                jobs: Vec::new(),
                environment: None,
            },
            DeploymentRule::Deployments {
                environments: Vec::new(),
            },
        ];
        assert_eq!(
            describe(&rules, false),
            "Deployments: runs of `Deploy*` on `main` or `release/*`; recorded deployments to production environments"
        );
        let merges = [DeploymentRule::Merges { branches: Vec::new() }];
        assert_eq!(
            describe(&merges, true),
            "Deployments: pull requests merged to the default branch (detected, as the project sets no rule)"
        );
    }
}
