//! A year of a company with many repositories, the same at every run.

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use weir_lake::{Lake, LakeError};
use weir_model::entities::{
    Commit, CommitParent, Deployment, DeploymentStatus, Issue, IssueChange, PullRequest, PullRequestCommit,
    Repository, Review,
};
use weir_model::{Entity, Id, Row, Time};

const REPOSITORIES: usize = 150;
const MINUTE: i64 = 60_000_000;
/// Rows handed to the lake at once.
const CHUNK: usize = 200_000;
/// Commits of a pull request, besides that of its merge.
const COMMITS: usize = 11;
/// Reviews of a pull request.
const REVIEWS: i64 = 4;
/// What happens to an issue, in order: the field and its new value.
const CHANGES: [(&str, &str); 10] = [
    ("priority", "High"),
    ("assignee", "dev-1"),
    ("story_points", "3"),
    ("status", "In progress"),
    ("labels", "service"),
    ("status", "In review"),
    ("assignee", "dev-2"),
    ("status", "In progress"),
    ("status", "In review"),
    ("status", "Done"),
];

pub(crate) struct Size {
    pub(crate) pull_requests: usize,
    pub(crate) deployments: usize,
    pub(crate) incidents: usize,
    pub(crate) issues: usize,
}

impl Size {
    /// The full size, or the share of it in percent that `WEIR_BENCH_PERCENT` says.
    pub(crate) fn from_env() -> Self {
        let percent = std::env::var("WEIR_BENCH_PERCENT")
            .ok()
            .and_then(|text| text.parse().ok())
            .unwrap_or(100);
        Self {
            pull_requests: 250_000 * percent / 100,
            deployments: 100_000 * percent / 100,
            incidents: 10_000 * percent / 100,
            issues: 500_000 * percent / 100,
        }
    }
}

pub(crate) fn from() -> Time {
    Time::from_seconds(1_704_067_200)
}

pub(crate) fn to() -> Time {
    Time(from().0 + 366 * 24 * 60 * MINUTE)
}

/// Writes the company into a lake; the number of rows.
pub(crate) async fn fill(lake: &Lake, size: &Size) -> Result<usize, LakeError> {
    let mut writer = Writer {
        rng: StdRng::seed_from_u64(7),
        rows: Vec::new(),
        serial: 0,
    };
    let mut total = 0;
    for repository in 0..REPOSITORIES {
        writer.repository(repository, size);
        if writer.rows.len() >= CHUNK || repository + 1 == REPOSITORIES {
            total += writer.rows.len();
            lake.append(std::mem::take(&mut writer.rows), Vec::new()).await?;
        }
    }
    Ok(total)
}

struct Writer {
    rng: StdRng,
    rows: Vec<Row>,
    serial: u64,
}

impl Writer {
    fn push<E: Entity>(&mut self, row: E) {
        let mut row = row.into_row();
        row.prefix("1");
        self.rows.push(row);
    }

    fn serial(&mut self) -> u64 {
        self.serial += 1;
        self.serial
    }

    /// A name as random as git's.
    fn sha(&mut self) -> String {
        format!("{:016x}{:024x}", self.rng.random::<u64>(), self.serial())
    }

    fn repository(&mut self, number: usize, size: &Size) {
        let share = |all: usize| all / REPOSITORIES + usize::from(number < all % REPOSITORIES);
        let id = Id::new("repository", number);
        self.push(Repository {
            default_branch: Some("main".to_owned()),
            ..Repository::new(id.clone(), &format!("acme/service-{number}"))
        });
        let (pulls, deployments) = (share(size.pull_requests), share(size.deployments));
        let mut tip = self.commit(&id, from(), &[]);
        let mut tips = Vec::with_capacity(pulls);
        for n in 0..pulls {
            let merged = moment(n, pulls);
            tip = self.pull(&id, n, merged, &tip);
            tips.push(tip.clone());
        }
        for n in 0..deployments {
            let shipped = (n + 1) * tips.len() / deployments.max(1);
            let sha = tips.get(shipped.saturating_sub(1)).unwrap_or(&tip).clone();
            self.deployment(&id, moment(n, deployments), sha);
        }
        for n in 0..share(size.incidents) {
            self.incident(&id, n, moment(n, share(size.incidents)));
        }
        for n in 0..share(size.issues) {
            self.issue(number, n, moment(n, share(size.issues)));
        }
    }

    fn commit(&mut self, repository: &Id, time: Time, parents: &[&str]) -> String {
        let sha = self.sha();
        self.push(Commit {
            id: Id::new("commit", &sha),
            repository_id: repository.clone(),
            sha: sha.clone(),
            message: "Work on it".to_owned(),
            author_name: Some("Ann".to_owned()),
            author_email: Some("ann@acme.test".to_owned()),
            authored_at: Some(time),
            committer_name: None,
            committer_email: None,
            committed_at: Some(time),
            parents: i64::try_from(parents.len()).unwrap_or_default(),
            additions: None,
            deletions: None,
            files: None,
        });
        for (position, parent) in (0..).zip(parents) {
            self.push(CommitParent {
                id: Id::new("commit_parent", format_args!("{sha}/{position}")),
                repository_id: repository.clone(),
                sha: sha.clone(),
                parent_sha: (*parent).to_owned(),
                position,
            });
        }
        sha
    }

    /// A reviewed pull request of several commits; its merge commit.
    fn pull(&mut self, repository: &Id, number: usize, merged: Time, base: &str) -> String {
        let back = |rng: &mut StdRng, minutes: i64| rng.random_range(1..=minutes) * MINUTE;
        let reviewed = Time(merged.0 - back(&mut self.rng, 600));
        let opened = Time(reviewed.0 - back(&mut self.rng, 1_200));
        let begun = Time(opened.0 - back(&mut self.rng, 3_000));
        let mut commits = Vec::with_capacity(COMMITS);
        let mut head = base.to_owned();
        for n in 0..COMMITS {
            let time = between(begun, opened, n, COMMITS - 1);
            head = self.commit(repository, time, &[&head]);
            commits.push((head.clone(), time));
        }
        let merge = self.commit(repository, merged, &[base, &head]);
        let id = Id::new("pull_request", format_args!("{}/{number}", repository.0));
        let author = format!("dev-{}", self.rng.random_range(0..400));
        self.push(PullRequest {
            id: id.clone(),
            repository_id: repository.clone(),
            number: i64::try_from(number).unwrap_or_default(),
            title: Some(format!("Change {number} of the service")),
            body: Some("What it does and why.".to_owned()),
            url: Some(format!("https://code.test/acme/{}/pull/{number}", repository.0)),
            state: "merged".to_owned(),
            is_draft: Some(false),
            author_login: Some(author.clone()),
            author_kind: Some("person".to_owned()),
            created_at: opened,
            updated_at: merged,
            closed_at: Some(merged),
            merged_at: Some(merged),
            merged_by_login: Some(author),
            merge_kind: None,
            merge_commit_sha: Some(merge.clone()),
            base_branch: Some("main".to_owned()),
            base_sha: None,
            head_branch: Some(format!("feature-{number}")),
            head_sha: Some(head),
            head_repository: None,
            additions: None,
            deletions: None,
            changed_files: None,
            comments: None,
            review_decision: None,
            milestone: None,
            labels: Vec::new(),
            assignees: Vec::new(),
        });
        for (sha, time) in commits {
            self.push(PullRequestCommit {
                id: Id::new("pull_request_commit", &sha),
                pull_request_id: id.clone(),
                repository_id: repository.clone(),
                sha,
                message: None,
                author_name: None,
                author_email: Some("ann@acme.test".to_owned()),
                author_login: None,
                authored_at: Some(time),
                committed_at: Some(time),
                updated_at: merged,
            });
        }
        for n in 0..REVIEWS {
            self.review(&id, repository, Time(reviewed.0 + n * MINUTE), n + 1 == REVIEWS);
        }
        merge
    }

    fn review(&mut self, pull: &Id, repository: &Id, time: Time, is_last: bool) {
        let serial = self.serial();
        let state = if is_last { "approved" } else { "commented" };
        self.push(Review {
            id: Id::new("review", serial),
            pull_request_id: pull.clone(),
            repository_id: repository.clone(),
            author_login: Some(format!("dev-{}", serial % 400)),
            author_kind: Some("person".to_owned()),
            state: state.to_owned(),
            submitted_at: Some(time),
            created_at: Some(time),
            updated_at: Some(time),
            body: None,
            commit_sha: None,
            url: None,
        });
    }

    fn deployment(&mut self, repository: &Id, time: Time, sha: String) {
        let serial = self.serial();
        let id = Id::new("deployment", serial);
        let state = if self.rng.random_range(0..10) == 0 {
            "failure"
        } else {
            "success"
        };
        self.push(Deployment {
            id: id.clone(),
            repository_id: repository.clone(),
            environment: "production".to_owned(),
            is_production: Some(true),
            ref_name: Some("main".to_owned()),
            sha: Some(sha),
            task: None,
            creator_login: Some("dan".to_owned()),
            state: Some(state.to_owned()),
            url: None,
            created_at: time,
            updated_at: time,
        });
        for (state, later) in [("in_progress", 1), (state, 5)] {
            let serial = self.serial();
            self.push(DeploymentStatus {
                id: Id::new("deployment_status", serial),
                deployment_id: id.clone(),
                repository_id: repository.clone(),
                state: state.to_owned(),
                created_at: Time(time.0 + later * MINUTE),
                url: None,
            });
        }
    }

    /// An issue of a tracker with its history.
    fn issue(&mut self, project: usize, number: usize, opened: Time) {
        let closed = Time(opened.0 + self.rng.random_range(1_000..40_000) * MINUTE);
        let key = format!("P{project}-{number}");
        let id = Id::new("issue", &key);
        let natural = i64::try_from(number).unwrap_or_default();
        self.push(Issue {
            project_id: Some(Id::new("project", project)),
            project_key: Some(format!("P{project}")),
            title: Some("Something to do".to_owned()),
            kind: Some("Story".to_owned()),
            status: Some("Done".to_owned()),
            status_category: Some("done".to_owned()),
            priority: Some("High".to_owned()),
            story_points: Some(3.0),
            author_login: Some(format!("dev-{}", number % 400)),
            assignees: vec![format!("dev-{}", number % 399)],
            closed_at: Some(closed),
            ..Issue::new(id.clone(), (key, natural), "closed".to_owned(), opened, closed)
        });
        for (n, (field, to)) in CHANGES.into_iter().enumerate() {
            let serial = self.serial();
            self.push(IssueChange {
                id: Id::new("issue_change", serial),
                issue_id: id.clone(),
                field: field.to_owned(),
                field_name: None,
                changed_at: between(opened, closed, n + 1, CHANGES.len()),
                author_login: Some(format!("dev-{}", serial % 400)),
                from_id: None,
                from_text: None,
                to_id: None,
                to_text: Some(to.to_owned()),
            });
        }
    }

    fn incident(&mut self, repository: &Id, number: usize, opened: Time) {
        let closed = Time(opened.0 + self.rng.random_range(5..2_000) * MINUTE);
        let natural = i64::try_from(number).unwrap_or_default();
        let key = (format!("acme/{}#{number}", repository.0), natural);
        let id = Id::new("issue", format_args!("{}/{number}", repository.0));
        self.push(Issue {
            repository_id: Some(repository.clone()),
            title: Some("It is down".to_owned()),
            state_reason: Some("completed".to_owned()),
            author_login: Some("ian".to_owned()),
            author_kind: Some("person".to_owned()),
            closed_at: Some(closed),
            labels: vec!["incident".to_owned()],
            ..Issue::new(id, key, "closed".to_owned(), opened, closed)
        });
    }
}

/// The n-th of `all` steps from one moment to another.
fn between(from: Time, to: Time, n: usize, all: usize) -> Time {
    let all = i64::try_from(all.max(1)).unwrap_or(1);
    Time(from.0 + (to.0 - from.0) / all * i64::try_from(n).unwrap_or_default())
}

/// The n-th of `all` moments spread over the year.
fn moment(n: usize, all: usize) -> Time {
    let step = (to().0 - from().0) / i64::try_from(all.max(1)).unwrap_or(1);
    Time(from().0 + step / 2 + step * i64::try_from(n).unwrap_or_default())
}
