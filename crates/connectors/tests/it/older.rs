//! Older versions of a server lack some of the GraphQL schema: what they do not know is left out, said so, and the rest
//! arrives.

use std::collections::BTreeSet;

use apollo_compiler::validation::Valid;
use apollo_compiler::{ExecutableDocument, Schema};
use serde_json::{Value, json};
use weir_connect::Connector;
use weir_connectors::{github, gitlab};
use weir_ingest::TaskReport;
use weir_ingest::memory::Contents;
use weir_model::Time;
use weir_upstream::{Entry, Limits, Upstream, World};

use crate::bench::{Bench, Setup};
use crate::upstream;

const TOKEN: &str = "token_0123456789secret";

struct Synced {
    contents: Contents,
    report: TaskReport,
    log: Vec<Entry>,
}

async fn sync(connector: &'static Connector, path: &str, config: Value, lacking: &[&str]) -> Synced {
    let mut world = World::seeded(1, 1, Time::from_seconds(1_788_264_000).utc());
    world
        .repositories
        .retain(|repository| repository.full_name() == "acme/mobile-api");
    let upstream = Upstream::builder()
        .world(world)
        .token(TOKEN)
        .limits(Limits::unlimited())
        .lacking(lacking)
        .recording();
    let setup = Setup {
        connector,
        path,
        token: TOKEN,
        config: json!({"fetch_commits": false}),
        more: &config,
    };
    let bench = Bench::start(upstream, setup).await;
    let report = bench.sync().await;
    Synced {
        contents: bench.contents(),
        report,
        log: bench.upstream.log(),
    }
}

impl Synced {
    /// The queries that were answered with data.
    fn answered(&self) -> BTreeSet<String> {
        let exchanges = self.log.iter().filter_map(|entry| entry.exchange.as_ref());
        let texts = exchanges.filter_map(|exchange| {
            let answer: Value = serde_json::from_slice(&exchange.response).ok()?;
            let request: Value = serde_json::from_slice(&exchange.request).ok()?;
            answer.get("data")?;
            Some(request.get("query")?.as_str()?.to_owned())
        });
        texts.collect()
    }

    /// The names that the ingestion log says are missing.
    fn said(&self) -> BTreeSet<String> {
        let skipped = self
            .report
            .streams
            .iter()
            .flat_map(|stream| stream.skipped.keys());
        let names = skipped.filter_map(|reason| reason.strip_prefix("the upstream has no `"));
        names
            .map(|rest| rest.split('`').next().unwrap().to_owned())
            .collect()
    }

    fn ids(&self) -> BTreeSet<(&'static str, String)> {
        self.contents.rows.keys().cloned().collect()
    }
}

/// What the published schema of an Enterprise Server lacks that is asked for.
const ENTERPRISE: &[&str] = &[
    "AddedToMergeQueueEvent",
    "Issue.stateReason",
    "IssueComment.fullDatabaseId",
    "PullRequest.totalCommentsCount",
    "PullRequestReview.fullDatabaseId",
    "PullRequestTimelineItemsItemType.ADDED_TO_MERGE_QUEUE_EVENT",
    "RequestedReviewer.Bot",
];

#[tokio::test(flavor = "multi_thread")]
async fn an_old_enterprise_server_is_asked_for_what_it_has() {
    let config = json!({"organizations": ["acme"]});
    let whole = sync(&github::CONNECTOR, "", config.clone(), &[]).await;
    assert!(whole.said().is_empty(), "{:?}", whole.said());
    let old = sync(&github::CONNECTOR, "", config, ENTERPRISE).await;
    let wanted: BTreeSet<String> = ENTERPRISE
        .iter()
        .map(|name| {
            name.rsplit('.')
                .next()
                .filter(|_| name.contains("ItemType"))
                .unwrap_or(name)
        })
        .map(str::to_owned)
        .collect();
    assert_eq!(old.said(), wanted);
    let kept = |synced: &Synced| -> BTreeSet<_> {
        // Numbered by something that the old server does not say.
        let all = synced.ids().into_iter();
        all.filter(|(table, _)| !matches!(*table, "reviews" | "comments"))
            .collect()
    };
    assert_eq!(kept(&old), kept(&whole));
    assert_eq!(old.ids().len(), whole.ids().len());

    let Some(path) = upstream::find("github/spec/schema.docs-enterprise.graphql") else {
        return;
    };
    let schema = Schema::parse_and_validate(upstream::text(&path), path);
    let schema = schema.unwrap_or_else(|found| Valid::assume_valid(found.partial));
    for query in old.answered() {
        let valid = ExecutableDocument::parse_and_validate(&schema, &query, "query");
        assert!(valid.is_ok(), "{}", valid.unwrap_err().errors);
    }
}

/// Fields that came to GitLab in the course of its last versions.
const GITLAB: &[&str] = &["CiJob.webPath", "Note.systemNoteMetadata", "User.bot"];

#[tokio::test(flavor = "multi_thread")]
async fn an_old_gitlab_is_asked_for_what_it_has() {
    let config = json!({"groups": ["acme"], "fetch_issue_history": false});
    let whole = sync(&gitlab::CONNECTOR, "/gitlab/api/v4", config.clone(), &[]).await;
    let old = sync(&gitlab::CONNECTOR, "/gitlab/api/v4", config, GITLAB).await;
    assert_eq!(old.said(), GITLAB.iter().map(|name| (*name).to_owned()).collect());
    assert_eq!(old.ids(), whole.ids());
}
