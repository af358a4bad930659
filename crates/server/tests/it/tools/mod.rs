//! One simulated company, read through several tools into real tables: the same numbers, whichever tool they come
//! through, and the work in a tracker joined to the code.
#![expect(
    clippy::print_stdout,
    reason = "what differs, and what is excepted, is for people"
)]

mod agree;
mod join;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};
use weir_control::{NewIntegration, TaskKind, TaskStatus};
use weir_ingest::{Options, TestClock};
use weir_measures::{Measures, ProjectSettings, ProjectView};
use weir_model::Time;
use weir_server::runtime::{Home, Supervisor};
use weir_upstream::{Limits, Upstream, World};

const TOKEN: &str = "token-0123456789secret";

/// A tool over the company.
pub(super) struct Tool {
    /// The connector.
    pub(super) kind: &'static str,
    /// What its project is called.
    pub(super) name: &'static str,
    /// Its configuration, the simulator being at that address.
    pub(super) config: fn(base: &str) -> Value,
}

pub(super) const GITHUB: Tool = Tool {
    kind: "github",
    name: "GitHub",
    config: |base| json!({"url": base, "organizations": ["acme"]}),
};

pub(super) const GITLAB: Tool = Tool {
    kind: "gitlab",
    name: "GitLab",
    config: |base| json!({"url": format!("{base}/gitlab/api/v4"), "groups": ["acme"]}),
};

pub(super) const BITBUCKET_DATA_CENTER: Tool = Tool {
    kind: "bitbucket",
    name: "Bitbucket Data Center",
    config: |base| {
        json!({"url": format!("{base}/bitbucket-dc"), "deployment": "data_center", "auth": "http_token",
            "projects": ["ACME"]})
    },
};

pub(super) const BITBUCKET_CLOUD: Tool = Tool {
    kind: "bitbucket",
    name: "Bitbucket Cloud",
    config: |base| json!({"url": format!("{base}/bitbucket/2.0"), "auth": "access_token", "workspaces": ["acme"]}),
};

pub(super) const AZURE_DEVOPS: Tool = Tool {
    kind: "azure_devops",
    name: "Azure DevOps",
    config: |base| json!({"url": format!("{base}/azure/fabrikam"), "fetch_iterations": true}),
};

pub(super) const JIRA_CLOUD: Tool = Tool {
    kind: "jira",
    name: "Jira Cloud",
    config: |base| {
        json!({"url": format!("{base}/jira"), "deployment": "cloud", "auth": "api_token",
            "email": "ada@acme.example"})
    },
};

pub(super) const JIRA_DATA_CENTER: Tool = Tool {
    kind: "jira",
    name: "Jira Data Center",
    config: |base| json!({"url": format!("{base}/jira-dc"), "deployment": "data_center", "auth": "personal_token"}),
};

/// The company's present.
pub(super) fn now() -> Time {
    Time::parse("2026-04-01T12:00:00Z").unwrap()
}

/// Repositories that reach production in different ways: with each merge, by releases, by runs alone.
pub(super) fn company() -> World {
    let mut world = World::seeded(3, 1, now().utc());
    let kept = ["acme/checkout", "acme/mobile-api", "acme/infra"];
    world.repositories.retain(|one| kept.contains(&one.full_name()));
    assert_eq!(world.repositories.len(), kept.len());
    world
}

/// Tables that hold the company as every tool tells it.
pub(super) struct Bench {
    pub(super) measures: Measures,
    /// Integration by name of the tool.
    integrations: BTreeMap<&'static str, i64>,
    _folder: tempfile::TempDir,
}

impl Bench {
    pub(super) async fn fill(world: World, tools: &[&Tool]) -> Self {
        let upstream = Upstream::builder()
            .world(world)
            .token(TOKEN)
            .limits(Limits::unlimited());
        let upstream = upstream.start().await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let home = Arc::new(Home::open(folder.path(), "a test").await.unwrap());
        let clock = Arc::new(TestClock::new(now()));
        let supervisor = Supervisor::with_clock(Arc::clone(&home), Options::default(), clock);
        let mut integrations = BTreeMap::new();
        let mut running = Vec::new();
        for tool in tools {
            let new = NewIntegration {
                kind: tool.kind.to_owned(),
                name: tool.name.to_owned(),
                description: String::new(),
                config: (tool.config)(upstream.base_url()),
                secrets: [("token".to_owned(), TOKEN.into())].into(),
            };
            let id = home.control.create_integration(new).await.unwrap().id;
            let since = Time::parse("2020-01-01T00:00:00Z");
            let (_, task) = supervisor.start(id, TaskKind::Sync, since).await.unwrap();
            running.push((tool.name, task));
            integrations.insert(tool.name, id);
        }
        for (name, task) in running {
            let task = task.await.unwrap().unwrap();
            assert_eq!(task.status, TaskStatus::Succeeded, "{name}: {:?}", task.error);
        }
        supervisor.close().await;
        upstream.stop().await;
        Self {
            measures: Measures::with_clock(Arc::clone(&home.lake), now),
            integrations,
            _folder: folder,
        }
    }

    /// The project that sees what these tools tell.
    pub(super) fn project(&self, tools: &[&Tool]) -> ProjectView {
        let integrations = tools
            .iter()
            .map(|tool| (self.integrations[tool.name], Vec::new()))
            .collect();
        ProjectView::mapped(1, "acme".to_owned(), &integrations, ProjectSettings::default())
    }
}
