//! A project with two integrations: code in one, issues in the other.

use std::collections::BTreeMap;
use std::sync::Arc;

use secrecy::SecretString;
use serde_json::json;
use weir_control::{Control, NewIntegration, Partition};
use weir_insights::{CategoryContent, Collection, CollectionContent, Definition, Everybody, Ref, Roster};
use weir_lake::{Lake, Options};
use weir_measures::{Answer, Measures, MetricQuery, ProjectView};
use weir_model::entities::{Commit, Repository};
use weir_model::{Entity, Id, Row, Time};

pub(crate) struct World {
    pub(crate) control: Control,
    pub(crate) lake: Arc<Lake>,
    pub(crate) measures: Measures,
    pub(crate) roster: Roster,
    pub(crate) project: i64,
    pub(crate) integrations: [i64; 2],
    _dir: tempfile::TempDir,
}

pub(crate) fn at(day: u32) -> Time {
    Time::parse(&format!("2024-01-{day:02}T12:00:00Z")).unwrap()
}

/// `(integration, repository, author's name, author's address)` of each commit, one a day.
const COMMITS: [(usize, &str, &str, &str); 6] = [
    (0, "acme/shop", "Ann Wood", "ann@acme.test"),
    (0, "acme/shop", "Ann Wood", "12+annw@users.noreply.github.com"),
    (0, "acme/web", "Bob Lee", "bob@acme.test"),
    (0, "acme/web", "renovate[bot]", "bot@acme.test"),
    (1, "beta/app", "Cat Hill", "cat@beta.test"),
    (1, "beta/app", "Ann Wood", "ann@acme.test"),
];

impl World {
    pub(crate) async fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let key = SecretString::from("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=".to_owned());
        let control = Control::open_with_key(&dir.path().join("control"), key)
            .await
            .unwrap();
        let lake = Lake::open(&dir.path().join("lake"), Options::default())
            .await
            .unwrap();
        let mut integrations = [0; 2];
        for (place, name) in ["code", "more code"].into_iter().enumerate() {
            let new = NewIntegration {
                kind: "git".to_owned(),
                name: name.to_owned(),
                description: String::new(),
                config: json!({}),
                secrets: BTreeMap::new(),
            };
            integrations[place] = control.create_integration(new).await.unwrap().id;
        }
        let project = control.create_project("checkout", "").await.unwrap().id;
        control.set_mapping(project, &integrations).await.unwrap();
        lake.append(rows(integrations), Vec::new()).await.unwrap();
        let found: Vec<Partition> = [(0, "acme/shop"), (0, "acme/web"), (1, "beta/app")]
            .map(|(place, name)| Partition {
                integration: integrations[place],
                stream: "repositories".to_owned(),
                id: name.to_owned(),
                name: name.to_owned(),
                fields: BTreeMap::new(),
            })
            .to_vec();
        control.save_checkpoints(&[], &found).await.unwrap();
        Self {
            roster: Roster::default(),
            measures: Measures::with_clock(lake.clone(), || at(31)),
            control,
            lake,
            project,
            integrations,
            _dir: dir,
        }
    }

    /// The project as a metric sees it, narrowed to a collection.
    pub(crate) async fn view(&self, collection: Option<i64>, metric: &str) -> ProjectView {
        let project = self.control.project(self.project).await.unwrap();
        weir_insights::project_view(&self.control, &self.roster, project, collection, Some(metric))
            .await
            .unwrap()
    }

    /// Everybody, as they are now.
    pub(crate) async fn everybody(&self) -> Arc<Everybody> {
        self.roster.everybody(&self.control).await.unwrap()
    }

    pub(crate) async fn january(&self, metric: &str, collection: Option<i64>) -> Answer {
        let query = MetricQuery::new(
            metric,
            Time::parse("2024-01-01").unwrap(),
            Time::parse("2024-02-01").unwrap(),
        );
        self.measures
            .answer(&self.view(collection, metric).await, &query)
            .await
            .unwrap()
    }

    pub(crate) async fn category(&self) -> i64 {
        let all = weir_insights::categories(&self.control, self.project)
            .await
            .unwrap();
        all[1].id
    }

    pub(crate) async fn collection(
        &self,
        name: &str,
        definition: Option<Definition>,
        parent: Option<i64>,
    ) -> Collection {
        let content = CollectionContent {
            description: String::new(),
            category: Ref(self.category().await),
            parent: parent.map(Ref),
            tags: Vec::new(),
            definition,
            insights: Vec::new(),
        };
        weir_insights::create_collection(&self.control, self.project, name, &content)
            .await
            .unwrap()
    }
}

pub(crate) fn category(root: &str) -> CategoryContent {
    CategoryContent {
        description: String::new(),
        enabled: true,
        root: root.to_owned(),
    }
}

fn rows(integrations: [i64; 2]) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut push = |place: usize, mut row: Row| {
        row.prefix(&integrations[place].to_string());
        rows.push(row);
    };
    for (place, name) in [(0, "acme/shop"), (0, "acme/web"), (1, "beta/app")] {
        let repository = Repository {
            default_branch: Some("main".to_owned()),
            ..Repository::new(Id::new("repository", name), name)
        };
        push(place, repository.into_row());
    }
    for (day, (place, repository, author, email)) in (1..).zip(COMMITS) {
        let commit = Commit {
            id: Id::new("commit", format_args!("{repository}/{day}")),
            repository_id: Id::new("repository", repository),
            sha: format!("{day:040}"),
            message: format!("Day {day}"),
            author_name: Some(author.to_owned()),
            author_email: Some(email.to_owned()),
            authored_at: Some(at(day)),
            committer_name: None,
            committer_email: None,
            committed_at: Some(at(day)),
            parents: 1,
            additions: Some(1),
            deletions: Some(0),
            files: Some(1),
        };
        push(place, commit.into_row());
    }
    rows
}
