//! Every request of a sync, and every answer to it, against the descriptions of GitLab's API that nobody here wrote.

use std::collections::BTreeSet;

use apollo_compiler::request::coerce_variable_values;
use apollo_compiler::response::JsonMap;
use apollo_compiler::{ExecutableDocument, Schema};
use serde_json::{Value, json};
use weir_upstream::Entry;
use weir_upstream::contract::{Contract, Facts, Report};

use super::sync::{How, company, one_project, sync};
use crate::upstream;

/// A transcription of the documentation of about GitLab 14. It states pages in words, and nowhere what may be null.
const FACTS: Facts = Facts {
    prefix: "/gitlab/api/v4",
    common: &["page", "per_page", "pagination"],
    missing: &[
        (
            "/projects/{id}/merge_requests",
            "https://docs.gitlab.com/api/merge_requests/#list-project-merge-requests",
        ),
        (
            "/projects/{id}/deployments",
            "https://docs.gitlab.com/api/deployments/#list-project-deployments",
        ),
        (
            "/personal_access_tokens/self",
            "https://docs.gitlab.com/api/personal_access_tokens/",
        ),
        // Its path is misspelt there: `esource_state_events`.
        (
            "/projects/{id}/issues/{issue_iid}/resource_state_events",
            "https://docs.gitlab.com/api/resource_state_events/#list-project-issue-state-events",
        ),
    ],
    states_null: false,
};

#[tokio::test(flavor = "multi_thread")]
async fn every_request_and_answer_is_described() {
    let how = |config| How {
        config,
        recording: true,
        ..How::default()
    };
    let mut log = sync(one_project(company()), how(json!({"fetch_commits": false})))
        .await
        .log;
    let by_group = json!({"fetch_commits": false, "groups": ["acme"], "fetch_issue_history": false});
    log.extend(sync(one_project(company()), how(by_group)).await.log);
    let Some(report) = check(&log) else { return };
    assert!(
        report.requests > 100 && report.operations.len() >= 10,
        "{report:#?}"
    );

    let Some(path) = upstream::find("gitlab/spec/gitlab_schema.graphql") else {
        return;
    };
    let schema = Schema::parse_and_validate(upstream::text(&path), path);
    let schema =
        schema.unwrap_or_else(|found| apollo_compiler::validation::Valid::assume_valid(found.partial));
    let mut queries = BTreeSet::new();
    for entry in log.iter().filter(|entry| entry.path.ends_with("/graphql")) {
        let body: Value = serde_json::from_slice(&entry.exchange.as_ref().unwrap().request).unwrap();
        let text = body["query"].as_str().unwrap();
        let document = ExecutableDocument::parse_and_validate(&schema, text, "query")
            .unwrap_or_else(|errors| panic!("{errors}"));
        let given: JsonMap = serde_json::from_value(body["variables"].clone()).unwrap();
        let operation = document.operations.get(None).unwrap();
        coerce_variable_values(&schema, operation, &given)
            .unwrap_or_else(|error| panic!("{}", error.message()));
        queries.insert(text.to_owned());
    }
    println!("{} GraphQL texts", queries.len());
    assert!(queries.len() >= 4);
}

/// Asserts that requests, and answers that were kept, are described.
pub(super) fn check(log: &[Entry]) -> Option<Report> {
    let path = upstream::find("gitlab/spec/gitlab-rest-v4.community.openapi.yaml")?;
    let document: Value = serde_norway::from_str(&upstream::text(&path)).unwrap();
    let report = Contract::new(document, FACTS).check(log);
    println!(
        "{} requests, {} answers, {} operations, left out of the description: {:?}",
        report.requests,
        report.answers,
        report.operations.len(),
        report.left_out
    );
    assert!(report.violations.is_empty(), "{:#?}", report.violations);
    Some(report)
}
