//! Git repositories as streams.

use std::path::Path;
use std::process::Command;

use serde::Deserialize;
use weir_connect::{Connector, Each, GitPart, Key, Partition, Record, Scope, Stream};
use weir_ingest::TaskStatus;
use weir_ingest::memory::Contents;
use weir_model::{Batch, Id};

use crate::connectors::{Detail, connector};
use crate::support::{Bench, options, spec};
use crate::upstream::{Upstream, World};

#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Ref {
    Head { url: String },
    Branch { name: String },
    Tag { name: String },
}

impl Record for Ref {
    fn key(&self, _: &Scope<'_>) -> Key {
        match self {
            Self::Head { .. } => Key::new("head"),
            Self::Branch { name } => Key::new(format!("branch/{name}")),
            Self::Tag { name } => Key::new(format!("tag/{name}")),
        }
    }

    fn partition(&self) -> Option<Partition> {
        let Self::Head { url } = self else { return None };
        let fields = [("clone_url", url.clone())].into();
        Some(Partition {
            id: "repo".to_owned(),
            name: "repo".to_owned(),
            fields,
        })
    }

    fn map(self, scope: &Scope<'_>, out: &mut Batch) {
        out.push(Detail {
            id: Id::new("ref", self.key(scope).id),
            comments: 0,
        });
    }
}

#[derive(Deserialize)]
struct Commit {
    sha: String,
    parents: Vec<String>,
}

impl Record for Commit {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::new(&self.sha)
    }

    fn map(self, scope: &Scope<'_>, out: &mut Batch) {
        let id = Id::new("commit", format!("{}/{}", scope.id, self.sha));
        out.push(Detail {
            id,
            comments: i64::try_from(self.parents.len()).unwrap(),
        });
    }
}

fn git_connector() -> &'static Connector {
    let base = connector(vec![
        Stream::of::<Ref>("refs", "").git(GitPart::Refs),
        Stream::of::<Commit>("commits", "")
            .git(GitPart::Commits)
            .each(Each::Partition("refs")),
    ]);
    Box::leak(Box::new(Connector {
        checks: &[],
        config_schema: base.config_schema,
        ..copy(base)
    }))
}

/// The parts of a connector that a git connector shares.
fn copy(base: &'static Connector) -> Connector {
    Connector {
        id: "git",
        title: base.title,
        category: base.category,
        about: base.about,
        docs: base.docs,
        config_schema: base.config_schema,
        base_url: weir_connect::BaseUrl {
            default: None,
            example: "/path",
        },
        graphql_url: None,
        auth: const { &[weir_connect::AuthMethod::none(&[])] },
        headers: &[],
        budget: weir_connect::Budget {
            buckets: &[],
            headers: None,
            concurrency: 2,
            server_seconds_per_minute: None,
            penalty_seconds: 1,
            docs: "",
        },
        budgets: &[],
        checks: &[],
        errors: &[],
        streams: base.streams,
        gaps: base.gaps,
        plan: base.plan,
        webhooks: None,
    }
}

fn git(folder: &Path, arguments: &[&str]) {
    let done = Command::new("git")
        .args([
            "-c",
            "user.name=Ann",
            "-c",
            "user.email=ann@example.com",
            "-c",
            "init.defaultBranch=main",
        ])
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

fn commit(folder: &Path, name: &str) {
    std::fs::write(folder.join("file"), name).unwrap();
    git(folder, &["add", "."]);
    git(folder, &["commit", "--quiet", "--message", name]);
}

#[tokio::test]
async fn a_local_repository_needs_no_token_and_is_read_once() {
    let folder = tempfile::tempdir().unwrap();
    let repository = folder.path().join("repo");
    std::fs::create_dir(&repository).unwrap();
    git(&repository, &["init", "--quiet"]);
    for n in 0..5 {
        commit(&repository, &format!("change {n}"));
    }
    git(&repository, &["tag", "v1"]);
    let upstream = Upstream::start(World::default()).await;
    let mut spec = spec(git_connector(), repository.to_str().unwrap());
    spec.secrets.clear();
    spec.data_dir = folder.path().join("data");
    let bench = Bench::over(upstream, spec, Contents::default(), options());

    let checks = bench.engine.check(&bench.spec).await;
    assert_eq!(checks[0].message, "works; 2 branches and tags");

    let report = bench.sync().await;
    assert_eq!(report.status, TaskStatus::Succeeded, "{report:#?}");
    assert_eq!(bench.store.contents().ids("details").len(), 5 + 3);
    assert_eq!((report.streams[1].records, report.streams[1].rows), (5, 5));

    commit(&repository, "one more");
    let bench = bench.restart();
    let report = bench.sync().await;
    assert_eq!(report.status, TaskStatus::Succeeded, "{report:#?}");
    assert_eq!(report.streams[1].records, 1);
    assert_eq!(bench.store.contents().ids("details").len(), 6 + 3);
}

#[tokio::test]
async fn a_folder_that_is_no_repository_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let upstream = Upstream::start(World::default()).await;
    let mut spec = spec(git_connector(), folder.path().to_str().unwrap());
    spec.data_dir = folder.path().join("data");
    let bench = Bench::over(upstream, spec, Contents::default(), options());
    let report = bench.sync().await;
    assert_eq!(report.status, TaskStatus::Failed);
    let checks = bench.engine.check(&bench.spec).await;
    assert!(!checks[0].ok && !checks[0].hint.is_empty(), "{checks:?}");
}
