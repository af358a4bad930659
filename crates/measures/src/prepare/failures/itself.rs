//! Deployments that failed, where the project counts them as failures.

use std::collections::HashMap;

use super::{Failure, Link};
use crate::prepare::deployments::{Deployment, Outcome};

/// A failed deployment fails itself, and is over with the next success of its repository and environment.
pub(super) fn failed(deployments: &[Deployment]) -> Vec<Failure> {
    let mut next_success: HashMap<(usize, &str), i64> = HashMap::new();
    let mut failures = Vec::new();
    for (place, deployment) in deployments.iter().enumerate().rev() {
        let key = (deployment.repository, deployment.environment.as_str());
        match deployment.outcome {
            Outcome::Success => drop(next_success.insert(key, deployment.at)),
            Outcome::Failure => {
                let restored = next_success.get(&key).copied();
                failures.push(Failure {
                    id: format!("{}/failed", deployment.id),
                    kind: "failed_deployment",
                    title: Some(deployment.title.clone()),
                    url: deployment.url.clone(),
                    repository: Some(deployment.repository),
                    author: deployment.author.clone(),
                    opened: deployment.at,
                    cause: Some((place, Link::Itself)),
                    reverts: None,
                    unattributed: None,
                    restored,
                    unrestored: restored.is_none().then_some("not restored yet"),
                    excluded: None,
                });
            }
            Outcome::Undecided => {}
        }
    }
    failures
}
