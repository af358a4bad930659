use weir_connect::Connector;
use weir_measures::{METRICS, Need};

/// Which streams supply what a metric needs.
const SUPPLIES: [(Need, &[&str]); 5] = [
    (Need::Changes, &["pull_requests", "commits"]),
    (
        Need::Deployments,
        &[
            "deployments",
            "pipeline_runs",
            "releases",
            "refs",
            "commits",
            "pull_requests",
        ],
    ),
    (Need::CommitGraph, &["commits"]),
    (Need::Failures, &["issues", "pull_requests"]),
    (Need::PullRequests, &["pull_requests"]),
];

/// Ids of the metrics that read what a connector ingests.
pub(crate) fn affected_metrics(connector: &Connector) -> Vec<String> {
    let supplied = |need: &Need| {
        let streams = SUPPLIES
            .iter()
            .find(|(known, _)| known == need)
            .map_or(&[][..], |(_, streams)| streams);
        streams.iter().any(|stream| connector.stream(stream).is_some())
    };
    METRICS
        .iter()
        .filter(|metric| metric.needs.iter().any(supplied))
        .map(|metric| metric.id.clone())
        .collect()
}
