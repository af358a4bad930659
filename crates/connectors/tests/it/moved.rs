//! Repositories that get another name, are archived, or are not shown any more: the same through every code host.

use std::collections::BTreeSet;
use std::sync::LazyLock;
use std::time::Duration;

use serde_json::{Value, json};
use weir_connect::Connector;
use weir_connectors::{azure_devops, bitbucket, github, gitlab};
use weir_model::{Cell, Time};
use weir_upstream::{Limits, Mutation, Upstream, World};

use crate::bench::{Bench, Setup};

const TOKEN: &str = "token_0123456789secret";
const MOVED: &str = "mobile-api";
const ARCHIVED: &str = "infra";

/// A code host, and how little of it is read.
struct Host {
    connector: &'static Connector,
    path: &'static str,
    config: fn() -> Value,
    /// Whether it has archives. (Azure DevOps disables repositories, which has a test of its own.)
    archives: bool,
}

const HOSTS: &[Host] = &[
    Host {
        connector: &github::CONNECTOR,
        path: "",
        config: || json!({"organizations": ["acme"], "fetch_pipelines": false, "fetch_issues": false}),
        archives: true,
    },
    Host {
        connector: &gitlab::CONNECTOR,
        path: "/gitlab/api/v4",
        config: || json!({"groups": ["acme"], "fetch_pipelines": false, "fetch_issues": false}),
        archives: true,
    },
    Host {
        connector: &bitbucket::CONNECTOR,
        path: "/bitbucket/2.0",
        config: || {
            json!({"auth": "access_token", "workspaces": ["acme"], "fetch_issues": false, "fetch_pipelines": false,
                "fetch_pull_request_commits": false, "fetch_diffstat": false, "fetch_build_statuses": false})
        },
        archives: false,
    },
    Host {
        connector: &bitbucket::CONNECTOR,
        path: "/bitbucket-dc",
        config: || {
            json!({"deployment": "data_center", "auth": "http_token", "projects": ["ACME"],
                "fetch_pull_request_commits": false, "fetch_build_statuses": false})
        },
        archives: true,
    },
    Host {
        connector: &azure_devops::CONNECTOR,
        path: "/azure/fabrikam",
        config: || json!({"fetch_pull_request_details": false}),
        archives: false,
    },
];

/// Two repositories, one of which is archived.
fn company() -> World {
    static WORLD: LazyLock<World> = LazyLock::new(|| {
        let mut world = World::seeded(1, 1, Time::from_seconds(1_788_264_000).utc());
        let kept = [MOVED, ARCHIVED].map(|name| format!("acme/{name}"));
        world
            .repositories
            .retain(|one| kept.iter().any(|name| name == one.full_name()));
        for repository in &mut world.repositories {
            repository.document["archived"] = json!(repository.full_name() == kept[1]);
        }
        world
    });
    WORLD.clone()
}

async fn start(host: &Host) -> Bench {
    let upstream = Upstream::builder()
        .world(company())
        .token(TOKEN)
        .limits(Limits::unlimited());
    let setup = Setup {
        connector: host.connector,
        path: host.path,
        token: TOKEN,
        config: (host.config)(),
        more: &json!({"fetch_commits": false}),
    };
    Bench::start(upstream, setup).await
}

/// The id of the repository of that name.
fn repository(bench: &Bench, name: &str) -> Option<String> {
    let ending = format!("/{name}");
    let is_named = |cell: Option<&Cell>| matches!(cell, Some(Cell::Text(text)) if text.ends_with(&ending));
    let rows = bench.rows("repositories").into_iter();
    let mut named = rows.filter(|row| is_named(row.cell("full_name")));
    named.next().map(|row| row.id().to_owned())
}

/// The pull requests of a repository.
fn pulls(bench: &Bench, repository: &str) -> BTreeSet<String> {
    let rows = bench.rows("pull_requests").into_iter();
    let own = rows
        .filter(|row| matches!(row.cell("repository_id"), Some(Cell::Id(id)) if id.as_str() == repository));
    own.map(|row| row.id().to_owned()).collect()
}

fn is_known(bench: &Bench, name: &str) -> bool {
    let partitions = bench.contents().partitions;
    partitions
        .values()
        .any(|one| one.name.ends_with(&format!("/{name}")))
}

/// It keeps its id and rows under the new name, and what is new is read there.
async fn is_renamed(bench: &Bench) {
    let id = repository(bench, MOVED).unwrap();
    let before = pulls(bench, &id);
    assert!(before.len() > 20);
    bench.change(Mutation::RenameRepository {
        repository: format!("acme/{MOVED}"),
        name: "mobile".to_owned(),
    });
    bench.pass(Duration::from_hours(1));
    bench.change(Mutation::OpenPull {
        repository: "acme/mobile".to_owned(),
        title: "After the move".to_owned(),
    });
    bench.sync().await;
    assert_eq!(repository(bench, "mobile").as_ref(), Some(&id));
    assert_eq!(repository(bench, MOVED), None);
    assert!(is_known(bench, "mobile") && !is_known(bench, MOVED));
    let after = pulls(bench, &id);
    assert_eq!(before.difference(&after).count(), 0);
    assert_eq!(after.len(), before.len() + 1);
}

/// Made private, given to somebody else, deleted: a list without it may be a mistake, a second one hours later is none.
async fn is_hidden(bench: &Bench) {
    let id = repository(bench, "mobile").unwrap();
    let (all, own) = (bench.count("pull_requests"), pulls(bench, &id));
    bench.change(Mutation::HideRepository {
        repository: "acme/mobile".to_owned(),
    });
    bench.sync().await;
    assert_eq!(pulls(bench, &id), own, "missing once");
    bench.pass(Duration::from_hours(2));
    bench.sync().await;
    assert_eq!(repository(bench, "mobile"), None);
    assert!(!is_known(bench, "mobile"));
    assert_eq!(bench.count("pull_requests"), all - own.len(), "the others stay");
}

#[tokio::test(flavor = "multi_thread")]
async fn repositories_move_and_their_rows_stay() {
    for host in HOSTS {
        let bench = start(host).await;
        bench.sync().await;
        let archived = bench
            .rows("repositories")
            .into_iter()
            .filter(|row| row.cell("is_archived") == Some(&Cell::Bool(true)));
        let archived: Vec<String> = archived.map(|row| row.id().to_owned()).collect();
        let wanted = repository(&bench, ARCHIVED).filter(|_| host.archives);
        assert_eq!(archived, wanted.into_iter().collect::<Vec<_>>());
        is_renamed(&bench).await;
        is_hidden(&bench).await;
    }
}
