//! The derived inputs of the metrics: what counts as a deployment, a change and a failure in this project.
//!
//! Everything here is a function of the entity tables and the settings: the same tables give the same inputs.

mod basis;
mod changes;
mod classes;
mod deployments;
mod failures;
mod graph;
pub(crate) mod read;
mod repositories;
mod views;
mod write;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::ArrowError;
use weir_lake::{LakeError, Session};
use weir_model::Time;

pub(crate) use graph::Graph;

use crate::catalogue::Need;
use crate::names::any_matches;
use crate::settings::{ClassRule, ProjectSettings};
use basis::Counts;
use changes::{Changes, Reach, Sources};
use classes::Classes;
use failures::{Incident, Revert, World};
use read::{Ints, TextLists, Texts, Times};
use repositories::Repositories;
use write::Columns;

pub(crate) use basis::Lack;
pub use views::VIEWS;
pub(crate) use views::views_in;

/// The derived inputs, ready to be registered in a session.
#[derive(Debug)]
pub(crate) struct Prepared {
    pub(crate) tables: Vec<(&'static str, RecordBatch)>,
    /// The project's definitions in words.
    pub(crate) basis: Vec<String>,
    /// The rules for the classes of changes in words, for numbers that go by them.
    pub(crate) class_basis: String,
    /// The rules for the classes of changes that are in force.
    pub(crate) class_rules: Vec<ClassRule>,
    /// What is lacking, by the need it serves.
    pub(crate) lacks: Vec<Lack>,
    /// Time of the oldest record that deployments are found among: before it no deployment means nothing.
    pub(crate) deployments_since: Option<Time>,
    /// Time of the newest row.
    pub(crate) fresh_at: Option<Time>,
}

impl Prepared {
    /// Memory they hold.
    pub(crate) fn bytes(&self) -> usize {
        self.tables
            .iter()
            .map(|(_, batch)| batch.get_array_memory_size())
            .sum()
    }
}

/// Reads the commit graph.
pub(crate) async fn graph(session: &Session) -> Result<Graph, LakeError> {
    let parents = session
        .sql(include_str!("../../inputs/commit_parents.sql"))
        .await?;
    let roots = session.sql(include_str!("../../inputs/roots.sql")).await?;
    Ok(Graph::new(&parents, &roots))
}

/// Derives the inputs.
pub(crate) async fn prepare(
    session: &Session,
    settings: &ProjectSettings,
    graph: &Arc<Graph>,
) -> Result<Prepared, LakeError> {
    let pull_requests = session
        .sql(include_str!("../../inputs/pull_requests.sql"))
        .await?;
    let mut repositories = repositories(session, &pull_requests).await?;
    let found = deployments::find(session, &settings.deployments, &mut repositories, &pull_requests).await?;
    let commits = commits_without_pull_requests(session, &repositories).await?;
    let pull_request_commits = session
        .sql(include_str!("../../inputs/pull_request_commits.sql"))
        .await?;
    let sources = Sources {
        pull_requests: &pull_requests,
        pull_request_commits: &pull_request_commits,
        commits: &commits,
    };
    let mut changes = Changes::read(&sources, &mut repositories, graph, settings.exclude_bots);
    let classes = Classes::find(
        session,
        &settings.change_classes,
        &sources,
        &changes,
        &repositories,
    )
    .await?;
    let (incidents, issues) = incidents(session, settings, &mut repositories).await?;
    let reverts = reverts(session, settings, &pull_requests, &changes).await?;

    let named = incidents
        .iter()
        .flat_map(Incident::shas)
        .chain(reverts.iter().filter_map(Revert::sha));
    let named: Vec<_> = named.filter_map(|sha| graph.find_short(sha)).collect();
    let reach = Reach::new(graph, &found.deployments, changes.nodes().chain(named));
    changes.resolve(&reach, &found.deployments);
    let world = World {
        settings: &settings.failures,
        deployments: &found.deployments,
        changes: &changes,
        reach: &reach,
        graph,
    };
    let failures = failures::find(&world, incidents, reverts);

    let counts = Counts {
        settings,
        repositories: &repositories,
        found: &found,
        changes: &changes,
        pull_requests: pull_requests.iter().map(RecordBatch::num_rows).sum(),
        commits: graph.len(),
        issues,
        absent: presence(session).await?,
    };
    let mut tables =
        tables(&found.deployments, (&changes, &classes), &failures, &repositories).map_err(internal)?;
    let commits = commit_counts(session).await?;
    tables.push((
        "project_repositories",
        repositories::table(&repositories, &commits).map_err(internal)?,
    ));
    tables.push(("project_settings", settings_table(settings).map_err(internal)?));
    Ok(Prepared {
        basis: basis::basis(&counts),
        class_basis: classes.basis(),
        class_rules: classes.rules,
        lacks: basis::lacks(&counts),
        tables,
        deployments_since: found.known_since.map(Time),
        fresh_at: fresh(session).await?,
    })
}

#[expect(clippy::needless_pass_by_value, reason = "handed to `map_err`")]
fn internal(error: ArrowError) -> LakeError {
    LakeError::Engine {
        doing: "deriving the inputs of the metrics".to_owned(),
        message: error.to_string(),
    }
}

fn tables(
    deployments: &[deployments::Deployment],
    (changes, classes): (&Changes, &Classes),
    failures: &[failures::Failure],
    repositories: &Repositories,
) -> Result<Vec<(&'static str, RecordBatch)>, ArrowError> {
    Ok(vec![
        (
            "project_deployments",
            deployments::table(deployments, repositories)?,
        ),
        (
            "project_changes",
            changes::table(&changes.all, classes, deployments, repositories)?,
        ),
        (
            "project_failures",
            failures::table(failures, deployments, repositories)?,
        ),
    ])
}

async fn repositories(session: &Session, pull_requests: &[RecordBatch]) -> Result<Repositories, LakeError> {
    let mut with: HashSet<String> = HashSet::new();
    for batch in pull_requests {
        let ids = Texts::of(batch, "repository_id");
        for row in 0..batch.num_rows() {
            if !with.contains(ids.must(row)) {
                with.insert(ids.must(row).to_owned());
            }
        }
    }
    let rows = session.sql(include_str!("../../inputs/repositories.sql")).await?;
    Ok(Repositories::read(&rows, &with))
}

async fn commits_without_pull_requests(
    session: &Session,
    repositories: &Repositories,
) -> Result<Vec<RecordBatch>, LakeError> {
    let ids = Columns::default()
        .texts(
            "id",
            repositories
                .without_pull_requests()
                .map(|repository| Some(repository.id.as_str())),
        )
        .finish()
        .map_err(internal)?;
    if ids.num_rows() == 0 {
        return Ok(Vec::new());
    }
    session.register("repositories_without_pull_requests", vec![ids])?;
    session
        .sql(include_str!("../../inputs/commits_without_pull_requests.sql"))
        .await
}

/// The incidents, and how many issues there are at all.
async fn incidents(
    session: &Session,
    settings: &ProjectSettings,
    repositories: &mut Repositories,
) -> Result<(Vec<Incident>, usize), LakeError> {
    let labels = &settings.failures.issue_labels;
    let mut matching: Vec<String> = Vec::new();
    let mut issues = 0;
    for batch in &session.sql(include_str!("../../inputs/issue_labels.sql")).await? {
        issues += batch.num_rows();
        let (ids, lists) = (Texts::of(batch, "id"), TextLists::of(batch, "labels"));
        let wanted = |label: &str| !labels.is_empty() && any_matches(labels, Some(label));
        matching.extend(
            (0..batch.num_rows())
                .filter(|row| lists.any(*row, wanted))
                .map(|row| ids.must(row).to_owned()),
        );
    }
    if matching.is_empty() {
        return Ok((Vec::new(), issues));
    }
    let ids = Columns::default()
        .texts("id", matching.iter().map(|id| Some(id.as_str())))
        .finish()
        .map_err(internal)?;
    session.register("incident_issues", vec![ids])?;
    let rows = session.sql(include_str!("../../inputs/incidents.sql")).await?;
    Ok((Incident::read(&rows, repositories), issues))
}

async fn reverts(
    session: &Session,
    settings: &ProjectSettings,
    pull_requests: &[RecordBatch],
    changes: &Changes,
) -> Result<Vec<Revert>, LakeError> {
    if !settings.failures.revert_pull_requests {
        return Ok(Vec::new());
    }
    let candidates = session.sql(include_str!("../../inputs/reverts.sql")).await?;
    Ok(Revert::read(&candidates, pull_requests, changes))
}

/// What metric files may know of the project's settings.
fn settings_table(settings: &ProjectSettings) -> Result<RecordBatch, ArrowError> {
    Columns::default()
        .flags("exclude_bots", std::iter::once(settings.exclude_bots))
        .finish()
}

async fn commit_counts(session: &Session) -> Result<HashMap<String, i64>, LakeError> {
    let rows = session
        .sql(include_str!("../../inputs/commit_counts.sql"))
        .await?;
    let mut counts = HashMap::new();
    for batch in &rows {
        let (ids, commits) = (Texts::of(batch, "repository_id"), Ints::of(batch, "commits"));
        for row in 0..batch.num_rows() {
            counts.insert(ids.must(row).to_owned(), commits.get(row).unwrap_or(0));
        }
    }
    Ok(counts)
}

/// The kinds of data that some metrics cannot do without, and of which there is none.
async fn presence(session: &Session) -> Result<Vec<Need>, LakeError> {
    let rows = session.sql(include_str!("../../inputs/presence.sql")).await?;
    let absent = |need: &Need| {
        rows.iter()
            .all(|batch| Ints::of(batch, need.name()).get(0).is_none_or(|count| count == 0))
    };
    let kinds = [
        Need::Commits,
        Need::CommitFiles,
        Need::Pipelines,
        Need::Issues,
        Need::IssueHistory,
        Need::Sprints,
    ];
    Ok(kinds.into_iter().filter(absent).collect())
}

async fn fresh(session: &Session) -> Result<Option<Time>, LakeError> {
    let rows = session.sql(include_str!("../../inputs/fresh.sql")).await?;
    Ok(rows
        .iter()
        .find_map(|batch| Times::of(batch, "at").get(0))
        .map(Time))
}
