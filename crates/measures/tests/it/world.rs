//! Small worlds as model rows, and the numbers they give.

use std::sync::Arc;

use tempfile::TempDir;
use weir_lake::{DataScope, Lake, Options};
use weir_measures::{
    Answer, DeploymentRule, ItemFilter, Items, MeasureError, Measures, MetricQuery, ProjectSettings,
    ProjectView,
};
use weir_model::entities::{
    Comment, Commit, CommitFile, CommitParent, Deployment, DeploymentStatus, Issue, PipelineJob, PipelineRun,
    PullRequest, PullRequestCommit, PullRequestEvent, Release, Repository, Review, Tag,
};
use weir_model::{Entity, Id, Row, Time};

/// The only repository of most worlds.
pub(crate) const SHOP: &str = "shop";

/// January 2024: `2T15` is the 2nd at 15:00, `11T10:30` half past ten; anything longer is a whole time.
pub(crate) fn at(text: &str) -> Time {
    if text.len() > 9 {
        return Time::parse(text).expect(text);
    }
    let (day, clock) = text.split_once('T').unwrap_or((text, "00"));
    let (hour, minute) = clock.split_once(':').unwrap_or((clock, "00"));
    let text = format!("2024-01-{day:0>2}T{hour:0>2}:{minute}:00Z");
    Time::parse(&text).expect(&text)
}

/// Rows in the making. Ids are of integration 1 unless a row is pushed for another.
#[derive(Default)]
pub(crate) struct World {
    pub(crate) rows: Vec<Row>,
    serial: u32,
}

/// A pull request and what happened to it.
#[derive(Clone, Default)]
pub(crate) struct Pull {
    pub(crate) repository: String,
    pub(crate) number: i64,
    pub(crate) title: String,
    pub(crate) body: String,
    pub(crate) author: String,
    pub(crate) bot: bool,
    pub(crate) opened: Option<Time>,
    pub(crate) draft: bool,
    pub(crate) ready: Option<Time>,
    pub(crate) closed: Option<Time>,
    pub(crate) merged: Option<Time>,
    pub(crate) merge_sha: Option<String>,
    pub(crate) head: String,
    pub(crate) base: String,
    /// Name and time of each commit.
    pub(crate) commits: Vec<(String, Time)>,
    /// Reviewer, state and time.
    pub(crate) reviews: Vec<(String, &'static str, Time)>,
    /// Writer and time.
    pub(crate) comments: Vec<(String, Time)>,
    /// Lines added and deleted, and files changed.
    pub(crate) size: Option<(i64, i64, i64)>,
    /// Who was asked to review.
    pub(crate) asked: Vec<String>,
    pub(crate) labels: Vec<String>,
}

/// A pull request of the shop by `ann` from `feature` to `main`.
pub(crate) fn pull(number: i64, opened: &str) -> Pull {
    Pull {
        repository: SHOP.to_owned(),
        number,
        title: format!("Change {number}"),
        author: "ann".to_owned(),
        opened: Some(at(opened)),
        head: format!("feature-{number}"),
        base: "main".to_owned(),
        ..Pull::default()
    }
}

impl Pull {
    pub(crate) fn commits(mut self, commits: &[(&str, &str)]) -> Self {
        self.commits = commits
            .iter()
            .map(|(sha, time)| ((*sha).to_owned(), at(time)))
            .collect();
        self
    }
    pub(crate) fn review(mut self, by: &str, state: &'static str, time: &str) -> Self {
        self.reviews.push((by.to_owned(), state, at(time)));
        self
    }
    pub(crate) fn comment(mut self, by: &str, time: &str) -> Self {
        self.comments.push((by.to_owned(), at(time)));
        self
    }
    pub(crate) fn branches(mut self, head: &str, base: &str) -> Self {
        head.clone_into(&mut self.head);
        base.clone_into(&mut self.base);
        self
    }
    pub(crate) fn merged(mut self, time: &str, sha: Option<&str>) -> Self {
        self.merged = Some(at(time));
        self.merge_sha = sha.map(str::to_owned);
        self
    }
    pub(crate) fn body(mut self, title: &str, body: &str) -> Self {
        title.clone_into(&mut self.title);
        body.clone_into(&mut self.body);
        self
    }
}

pub(crate) fn repository(name: &str) -> Id {
    Id::new("repository", name)
}

/// Whether an account is a person's or a bot's, as its name says.
pub(crate) fn kind_of(login: &str) -> String {
    if login.ends_with("[bot]") { "bot" } else { "person" }.to_owned()
}

impl World {
    /// A world with the shop and the first commit of its `main`.
    pub(crate) fn new() -> Self {
        let mut world = Self::default();
        world.repository(SHOP, Some("https://code.test/acme/shop"));
        world.commit(SHOP, "m0", at("2023-12-01T00:00:00Z"), &[]);
        world
    }

    pub(crate) fn push<E: Entity>(&mut self, row: E) {
        self.push_for("1", row);
    }

    pub(crate) fn push_for<E: Entity>(&mut self, integration: &str, row: E) {
        let mut row = row.into_row();
        row.prefix(integration);
        self.rows.push(row);
    }

    fn serial(&mut self) -> u32 {
        self.serial += 1;
        self.serial
    }

    pub(crate) fn repository(&mut self, name: &str, url: Option<&str>) {
        self.push(shop(name, url));
    }

    pub(crate) fn commit(&mut self, repo: &str, sha: &str, time: Time, parents: &[&str]) {
        let repository_id = repository(repo);
        self.push(Commit {
            id: Id::new("commit", format_args!("{repo}/{sha}")),
            repository_id: repository_id.clone(),
            sha: sha.to_owned(),
            message: format!("Commit {sha}\n\nmore"),
            author_name: Some("Ann".to_owned()),
            author_email: Some("ann@acme.test".to_owned()),
            authored_at: Some(time),
            committer_name: None,
            committer_email: None,
            committed_at: Some(time),
            parents: i64::try_from(parents.len()).unwrap(),
            additions: None,
            deletions: None,
            files: None,
        });
        for (position, parent) in (0..).zip(parents) {
            self.push(CommitParent {
                id: Id::new("commit_parent", format_args!("{repo}/{sha}/{position}")),
                repository_id: repository_id.clone(),
                sha: sha.to_owned(),
                parent_sha: (*parent).to_owned(),
                position,
            });
        }
    }

    /// A commit outside the graph, with the lines of its files: added, deleted.
    pub(crate) fn wrote(&mut self, author: &str, sha: &str, time: &str, files: &[(&str, i64, i64)]) {
        let time = at(time);
        let sum = |of: fn(&(&str, i64, i64)) -> i64| Some(files.iter().map(of).sum());
        self.push(Commit {
            id: Id::new("commit", format_args!("{SHOP}/{sha}")),
            repository_id: repository(SHOP),
            sha: sha.to_owned(),
            message: format!("Write {sha}"),
            author_name: Some(author.to_owned()),
            author_email: Some(format!("{author}@acme.test")),
            authored_at: Some(time),
            committer_name: None,
            committer_email: None,
            committed_at: Some(time),
            parents: 1,
            additions: sum(|file| file.1),
            deletions: sum(|file| file.2),
            files: Some(i64::try_from(files.len()).unwrap()),
        });
        for (path, additions, deletions) in files {
            self.push(CommitFile {
                id: Id::new("commit_file", format_args!("{SHOP}/{sha}/{path}")),
                repository_id: repository(SHOP),
                sha: sha.to_owned(),
                path: (*path).to_owned(),
                previous_path: None,
                additions: Some(*additions),
                deletions: Some(*deletions),
                committed_at: Some(time),
            });
        }
    }

    pub(crate) fn commits(&mut self, commits: &[(&str, &str, &[&str])]) {
        for (sha, time, parents) in commits {
            self.commit(SHOP, sha, at(time), parents);
        }
    }

    pub(crate) fn pull(&mut self, pull: &Pull) {
        let id = Id::new(
            "pull_request",
            format_args!("{}/{}", pull.repository, pull.number),
        );
        let repository_id = repository(&pull.repository);
        let opened = pull.opened.unwrap();
        let updated = pull.merged.or(pull.closed).unwrap_or(opened);
        self.push(PullRequest {
            id: id.clone(),
            repository_id: repository_id.clone(),
            number: pull.number,
            title: Some(pull.title.clone()),
            body: Some(pull.body.clone()),
            url: Some(format!(
                "https://code.test/acme/{}/pull/{}",
                pull.repository, pull.number
            )),
            state: if pull.merged.is_some() {
                "merged"
            } else if pull.closed.is_some() {
                "closed"
            } else {
                "open"
            }
            .to_owned(),
            is_draft: Some(pull.draft && pull.ready.is_none()),
            author_login: Some(pull.author.clone()),
            author_kind: Some(if pull.bot { "bot" } else { "person" }.to_owned()),
            created_at: opened,
            updated_at: updated,
            closed_at: pull.closed.or(pull.merged),
            merged_at: pull.merged,
            merged_by_login: pull.merged.map(|_| "mia".to_owned()),
            merge_kind: None,
            merge_commit_sha: pull.merge_sha.clone(),
            base_branch: Some(pull.base.clone()),
            base_sha: None,
            head_branch: Some(pull.head.clone()),
            head_sha: pull.commits.last().map(|(sha, _)| sha.clone()),
            head_repository: None,
            additions: pull.size.map(|size| size.0),
            deletions: pull.size.map(|size| size.1),
            changed_files: pull.size.map(|size| size.2),
            comments: None,
            review_decision: None,
            milestone: None,
            labels: pull.labels.clone(),
            assignees: Vec::new(),
        });
        for (sha, time) in &pull.commits {
            self.push(PullRequestCommit {
                id: Id::new(
                    "pull_request_commit",
                    format_args!("{}/{}/{sha}", pull.repository, pull.number),
                ),
                pull_request_id: id.clone(),
                repository_id: repository_id.clone(),
                sha: sha.clone(),
                message: None,
                author_name: None,
                author_email: Some("ann@acme.test".to_owned()),
                author_login: Some(pull.author.clone()),
                authored_at: Some(*time),
                committed_at: Some(*time),
                updated_at: updated,
            });
        }
        self.answers(pull, &id, &repository_id);
    }

    fn answers(&mut self, pull: &Pull, id: &Id, repository_id: &Id) {
        for (login, state, time) in &pull.reviews {
            let serial = self.serial();
            self.push(Review {
                id: Id::new("review", serial),
                pull_request_id: id.clone(),
                repository_id: repository_id.clone(),
                author_login: Some(login.clone()),
                author_kind: Some(kind_of(login)),
                state: (*state).to_owned(),
                submitted_at: Some(*time),
                created_at: Some(*time),
                updated_at: Some(*time),
                body: None,
                commit_sha: None,
                url: None,
            });
        }
        for (login, time) in &pull.comments {
            let serial = self.serial();
            self.push(Comment {
                id: Id::new("comment", serial),
                repository_id: Some(repository_id.clone()),
                pull_request_id: Some(id.clone()),
                issue_id: None,
                kind: "conversation".to_owned(),
                review_id: None,
                reply_to_id: None,
                author_login: Some(login.clone()),
                author_kind: Some(kind_of(login)),
                path: None,
                body: None,
                created_at: *time,
                updated_at: None,
                url: None,
            });
        }
        for login in &pull.asked {
            let serial = self.serial();
            self.push(PullRequestEvent {
                id: Id::new("pull_request_event", serial),
                pull_request_id: id.clone(),
                repository_id: repository_id.clone(),
                kind: "review_requested".to_owned(),
                occurred_at: pull.opened.unwrap(),
                actor_login: Some(pull.author.clone()),
                subject: Some(login.clone()),
                previous: None,
            });
        }
        if let Some(ready) = pull.ready {
            let serial = self.serial();
            self.push(PullRequestEvent {
                id: Id::new("pull_request_event", serial),
                pull_request_id: id.clone(),
                repository_id: repository_id.clone(),
                kind: "ready_for_review".to_owned(),
                occurred_at: ready,
                actor_login: Some(pull.author.clone()),
                subject: None,
                previous: None,
            });
        }
    }

    /// A recorded deployment to production that was asked for a minute before it ended.
    pub(crate) fn deploy(&mut self, key: &str, sha: &str, time: &str, state: &str) {
        self.deploy_to(SHOP, "production", key, sha, at(time), state);
    }

    pub(crate) fn deploy_to(
        &mut self,
        repo: &str,
        environment: &str,
        key: &str,
        sha: &str,
        time: Time,
        state: &str,
    ) {
        let id = Id::new("deployment", key);
        self.push(Deployment {
            id: id.clone(),
            repository_id: repository(repo),
            environment: environment.to_owned(),
            is_production: None,
            ref_name: Some(key.to_owned()),
            sha: Some(sha.to_owned()),
            task: None,
            creator_login: Some("dan".to_owned()),
            // A later deployment has made a successful one inactive, and moved `updated_at`.
            state: Some(if state == "success" { "inactive" } else { state }.to_owned()),
            url: Some(format!("https://code.test/deployments/{key}")),
            created_at: Time(time.0 - 60_000_000),
            updated_at: Time(time.0 + 90 * 86_400_000_000),
        });
        let steps: &[(&str, i64)] = if state == "success" {
            &[("in_progress", -30), ("success", 0), ("inactive", 90 * 86_400)]
        } else if state == "pending" {
            &[("pending", 0)]
        } else {
            &[("in_progress", -30), (state, 0)]
        };
        for (state, seconds) in steps {
            let serial = self.serial();
            self.push(DeploymentStatus {
                id: Id::new("deployment_status", serial),
                deployment_id: id.clone(),
                repository_id: repository(repo),
                state: (*state).to_owned(),
                created_at: Time(time.0 + seconds * 1_000_000),
                url: None,
            });
        }
    }

    pub(crate) fn run(&mut self, id: i64, name: &str, sha: &str, times: (&str, &str), result: &str) {
        self.run_at(id, name, sha, (at(times.0), at(times.1)), result);
    }

    pub(crate) fn run_at(&mut self, id: i64, name: &str, sha: &str, times: (Time, Time), result: &str) {
        self.push(PipelineRun {
            id: Id::new("pipeline_run", id),
            repository_id: repository(SHOP),
            name: Some(name.to_owned()),
            number: Some(id),
            attempt: Some(1),
            event: Some("push".to_owned()),
            branch: Some("main".to_owned()),
            sha: Some(sha.to_owned()),
            status: "done".to_owned(),
            result: Some(result.to_owned()),
            actor_login: Some("dan".to_owned()),
            url: Some(format!("https://code.test/runs/{id}")),
            created_at: times.0,
            started_at: Some(times.0),
            finished_at: Some(times.1),
            updated_at: Some(times.1),
        });
    }

    pub(crate) fn job(&mut self, run: i64, name: &str, attempt: i64, times: (&str, &str), result: &str) {
        let serial = self.serial();
        self.push(PipelineJob {
            id: Id::new("pipeline_job", serial),
            run_id: Id::new("pipeline_run", run),
            repository_id: repository(SHOP),
            name: name.to_owned(),
            attempt: Some(attempt),
            status: "done".to_owned(),
            result: Some(result.to_owned()),
            url: None,
            created_at: Some(at(times.0)),
            started_at: Some(at(times.0)),
            finished_at: Some(at(times.1)),
        });
    }

    pub(crate) fn tag(&mut self, repo: &str, name: &str, sha: &str, time: Time) {
        self.push(Tag {
            id: Id::new("tag", format_args!("{repo}/{name}")),
            repository_id: repository(repo),
            name: name.to_owned(),
            sha: sha.to_owned(),
            tagged_at: Some(time),
        });
    }

    pub(crate) fn release(&mut self, tag: &str, time: Option<&str>, prerelease: bool) {
        self.push(Release {
            id: Id::new("release", tag),
            repository_id: repository(SHOP),
            tag: tag.to_owned(),
            name: Some(format!("Release {tag}")),
            target: None,
            is_draft: time.is_none(),
            is_prerelease: prerelease,
            author_login: Some("dan".to_owned()),
            url: None,
            created_at: at(time.unwrap_or("1T00")),
            updated_at: None,
            published_at: time.map(at),
        });
    }

    pub(crate) fn incident(&mut self, number: i64, opened: &str, closed: Option<&str>, body: &str) {
        self.issue(SHOP, number, at(opened), closed.map(at), body, &["Incident"]);
    }

    pub(crate) fn issue(
        &mut self,
        repo: &str,
        number: i64,
        opened: Time,
        closed: Option<Time>,
        body: &str,
        labels: &[&str],
    ) {
        self.push(Issue {
            repository_id: Some(repository(repo)),
            title: Some(format!("Incident {number}")),
            body: Some(body.to_owned()),
            author_login: Some("ian".to_owned()),
            author_kind: Some("person".to_owned()),
            closed_at: closed,
            labels: labels.iter().map(|label| (*label).to_owned()).collect(),
            ..Issue::new(
                Id::new("issue", format_args!("{repo}/{number}")),
                (format!("acme/{repo}#{number}"), number),
                if closed.is_some() { "closed" } else { "open" }.to_owned(),
                opened,
                closed.unwrap_or(opened),
            )
        });
    }

    /// Puts the rows into a lake of its own.
    pub(crate) async fn project(self, settings: ProjectSettings) -> Project {
        let folder = tempfile::tempdir().unwrap();
        let lake = Lake::open(folder.path(), Options::default()).await.unwrap();
        lake.append(self.rows, Vec::new()).await.unwrap();
        Project {
            measures: Measures::with_clock(lake.clone(), || at("2025-01-01")),
            lake,
            view: ProjectView {
                id: "1".to_owned(),
                name: "checkout".to_owned(),
                scope: DataScope::default(),
                settings,
                who: weir_measures::Who::default(),
            },
            _folder: folder,
        }
    }
}

pub(crate) fn shop(name: &str, url: Option<&str>) -> Repository {
    Repository {
        url: url.map(str::to_owned),
        clone_url: url.map(|url| format!("{url}.git")),
        default_branch: Some("main".to_owned()),
        ..Repository::new(repository(name), &format!("acme/{name}"))
    }
}

/// A world in a lake, with a project over it.
pub(crate) struct Project {
    pub(crate) measures: Measures,
    pub(crate) lake: Arc<Lake>,
    pub(crate) view: ProjectView,
    _folder: TempDir,
}

impl Project {
    pub(crate) async fn ask(&self, query: &MetricQuery) -> Result<Answer, MeasureError> {
        self.measures.answer(&self.view, query).await
    }

    /// The metric over January 2024.
    pub(crate) async fn january(&self, metric: &str) -> Answer {
        self.ask(&january(metric)).await.unwrap()
    }

    pub(crate) async fn items(&self, metric: &str) -> Items {
        let filter = ItemFilter {
            limit: Some(100_000),
            ..ItemFilter::default()
        };
        self.measures
            .items(&self.view, &january(metric), &filter)
            .await
            .unwrap()
    }

    /// `(last part of the id, value in hundredths of an hour, or the reason)` of every item of January, in order of id.
    pub(crate) async fn values(&self, metric: &str) -> Vec<(String, Result<f64, String>)> {
        let items = self.items(metric).await;
        let mut values: Vec<_> = items
            .items
            .iter()
            .map(|item| {
                let id = item["id"]
                    .as_str()
                    .unwrap()
                    .rsplit('/')
                    .next()
                    .unwrap()
                    .to_owned();
                let value = match item["excluded_because"].as_str() {
                    Some(reason) => Err(reason.to_owned()),
                    None => Ok(rounded(item["value"].as_f64().unwrap())),
                };
                (id, value)
            })
            .collect();
        values.sort_by(|a, b| a.0.cmp(&b.0));
        values
    }
}

pub(crate) fn january(metric: &str) -> MetricQuery {
    MetricQuery::new(metric, at("1"), at("2024-02-01"))
}

/// To a thousandth.
pub(crate) fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

/// Settings with one rule.
pub(crate) fn by(rule: DeploymentRule) -> ProjectSettings {
    ProjectSettings {
        deployments: vec![rule],
        ..ProjectSettings::default()
    }
}

/// Deployments that are recorded as such.
pub(crate) fn recorded() -> ProjectSettings {
    by(DeploymentRule::Deployments {
        environments: vec!["production".to_owned()],
    })
}

/// Counted items: id and value.
pub(crate) fn counted(values: &[(String, Result<f64, String>)]) -> Vec<(&str, f64)> {
    values
        .iter()
        .filter_map(|(id, value)| Some((id.as_str(), *value.as_ref().ok()?)))
        .collect()
}

/// The reason why an item is left out.
pub(crate) fn reason<'a>(values: &'a [(String, Result<f64, String>)], id: &str) -> Option<&'a str> {
    values
        .iter()
        .find(|(found, _)| found == id)?
        .1
        .as_ref()
        .err()
        .map(String::as_str)
}
