use serde::Deserialize;
use weir_connect::{Key, Record, Scope};
use weir_model::entities::{Comment, PullRequest as Row};
use weir_model::{Batch, Entity as _, Id, Mentions, Table, Time};

use super::activity::{self, Activity, Of, Told};
use super::build::Build;
use super::commit::Commit;
use super::repository::Project;
use crate::bitbucket::dc::parts::{
    Links, Moment, Named, People, User, numbered, pull_request, repository, some, time,
};
use crate::bitbucket::dc::words::{STATE, word};

/// A pull request as the list has it, with what is asked for each.
/// <https://developer.atlassian.com/server/bitbucket/rest/v1000/api-group-pull-requests/#api-api-latest-projects-projectkey-repos-repositoryslug-pull-requests-get>
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PullRequest {
    id: i64,
    title: Option<String>,
    description: Option<String>,
    state: String,
    draft: Option<bool>,
    created_date: Moment,
    updated_date: Moment,
    closed_date: Option<Moment>,
    from_ref: Option<Side>,
    to_ref: Option<Side>,
    author: Option<Participant>,
    reviewers: Option<Vec<Participant>>,
    participants: Option<Vec<Participant>>,
    properties: Option<Properties>,
    links: Option<Links>,
    activities: Option<Vec<Activity>>,
    commits: Option<Vec<Commit>>,
    builds: Option<Vec<Build>>,
    merge_builds: Option<Vec<Build>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Side {
    id: Option<String>,
    display_id: Option<String>,
    latest_commit: Option<String>,
    repository: Option<Place>,
}

#[derive(Debug, Deserialize)]
struct Place {
    slug: Option<String>,
    project: Option<Project>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Participant {
    user: Option<User>,
    last_reviewed_commit: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Properties {
    comment_count: Option<i64>,
    merge_commit: Option<Commitish>,
}

/// A commit of which only the name is written.
#[derive(Debug, Deserialize)]
struct Commitish {
    id: Option<String>,
}

impl Record for PullRequest {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::at(self.id, self.updated_date.0)
    }

    fn is_final(&self) -> bool {
        matches!(self.state.as_str(), "MERGED" | "DECLINED")
    }

    fn row(key: &str, scope: &Scope<'_>) -> Option<(&'static Table, Id)> {
        Some((Row::TABLE, Id::new("pull_request", format!("{}/{key}", scope.id))))
    }

    fn map(mut self, scope: &Scope<'_>, out: &mut Batch) {
        let mut people = People::default();
        let author = self.author.take().and_then(|author| author.user);
        let author = people.meet(author.map(|user| user.row(out)));
        let page = self.links.take().and_then(Links::page);
        let of = self.seen(scope, author.login.clone(), page, &mut people, out);
        let activities = self.activities.take();
        let known = activities.is_some();
        let told = activities.map_or_else(Told::default, |all| {
            let told = activity::rows(all, &of, &mut people, out);
            // All are there, so others were deleted.
            let own = pull_request(scope, self.id);
            out.remove_others::<Comment>("pull_request_id", own, "comment/", told.comments.clone());
            told
        });
        self.reported(scope, out);
        let mut mentions = Mentions::default();
        mentions.branch(self.from_ref.as_ref().and_then(Side::branch).as_deref());
        mentions.title(self.title.as_deref());
        let commits = self.commits.take().unwrap_or_default();
        for commit in &commits {
            mentions.commit(commit.message.as_deref());
        }
        mentions.rows(&numbered(scope, self.id), self.updated_date.0, out);
        let (id, updated_at) = (self.id, self.updated_date.0);
        let row = self.into_row(scope, (author, of.page, known), told, commits.first(), out);
        out.push(row);
        for commit in commits {
            out.push(commit.pull_request_row(scope, (id, updated_at)));
        }
        people.rows(out);
    }
}

impl PullRequest {
    /// What its activities need of it.
    fn seen<'a>(
        &mut self,
        scope: &'a Scope<'a>,
        author: Option<String>,
        page: Option<String>,
        people: &mut People,
        out: &mut Batch,
    ) -> Of<'a> {
        let mut of = Of {
            scope,
            number: self.id,
            created_at: self.created_date.0,
            author,
            page,
            reviewers: Vec::new(),
            reviewed: Vec::new(),
        };
        let reviewers = self
            .reviewers
            .take()
            .unwrap_or_default()
            .into_iter()
            .map(|one| (one, true));
        let others = self.participants.take().unwrap_or_default().into_iter();
        for (one, asked) in reviewers.chain(others.map(|one| (one, false))) {
            let Some(login) = people.meet(one.user.map(|user| user.row(out))).login else {
                continue;
            };
            of.reviewed
                .extend(one.last_reviewed_commit.map(|sha| (login.clone(), sha)));
            if asked {
                of.reviewers.push(login);
            }
        }
        of
    }

    /// What build servers reported of its newest commit and of the commit that the merge made.
    fn reported(&mut self, scope: &Scope<'_>, out: &mut Batch) {
        let head = self.from_ref.as_ref().and_then(|side| side.latest_commit.clone());
        let merge = self.merge_commit();
        let same = head == merge;
        for (sha, builds) in [
            (head, self.builds.take()),
            (merge.filter(|_| !same), self.merge_builds.take()),
        ] {
            let Some(sha) = sha else { continue };
            for build in builds.into_iter().flatten() {
                build.row(scope, &sha, out);
            }
        }
    }

    fn merge_commit(&self) -> Option<String> {
        let commit = self.properties.as_ref()?.merge_commit.as_ref()?;
        commit.id.clone()
    }

    fn into_row(
        self,
        scope: &Scope<'_>,
        (author, url, known): (Named, Option<String>, bool),
        told: Told,
        newest: Option<&Commit>,
        out: &mut Batch,
    ) -> Row {
        let made = told
            .commit
            .as_ref()
            .map(|commit| commit.id.clone())
            .or(self.merge_commit());
        let is_merged = self.state == "MERGED";
        let head = self.from_ref.unwrap_or_default();
        let base = self.to_ref.unwrap_or_default();
        let kind = told.commit.filter(|_| is_merged);
        let merge_kind = kind.and_then(|made| merge_kind(&made, head.latest_commit.as_deref(), newest));
        let ended = time(self.closed_date).filter(|_| self.state != "OPEN");
        let (merged_at, merged_by_login) = match told.merged {
            Some((at, by)) if is_merged => (Some(at), by),
            _ => (ended.filter(|_| is_merged), None),
        };
        let counted = self.properties.and_then(|properties| properties.comment_count);
        let comments = i64::try_from(told.comments.len())
            .ok()
            .filter(|_| known)
            .or(counted);
        Row {
            id: pull_request(scope, self.id),
            repository_id: repository(scope),
            number: self.id,
            title: self.title,
            body: some(self.description),
            url,
            state: word(STATE, "pull_requests.state", &self.state, out),
            is_draft: self.draft,
            author_login: author.login,
            author_kind: author.kind,
            created_at: self.created_date.0,
            updated_at: self.updated_date.0,
            closed_at: ended
                .or(merged_at)
                .or(told.closed_at.filter(|_| self.state == "DECLINED")),
            merged_at,
            merged_by_login,
            merge_kind,
            merge_commit_sha: made.filter(|_| is_merged),
            base_branch: base.branch(),
            base_sha: base.latest_commit,
            head_branch: head.branch(),
            head_repository: head.full_name(),
            head_sha: head.latest_commit,
            additions: None,
            deletions: None,
            changed_files: None,
            comments,
            review_decision: None,
            milestone: None,
            labels: Vec::new(),
            assignees: Vec::new(),
        }
    }
}

impl Side {
    fn branch(&self) -> Option<String> {
        let shown = self.display_id.clone();
        shown.or_else(|| Some(self.id.as_deref()?.trim_start_matches("refs/heads/").to_owned()))
    }

    fn full_name(&self) -> Option<String> {
        let place = self.repository.as_ref()?;
        Some(format!(
            "{}/{}",
            place.project.as_ref()?.key,
            place.slug.as_ref()?
        ))
    }
}

/// How it was merged, as the commit shows that the merge made: each strategy leaves another one. What a rebase made has
/// author, time and message of the newest commit, which must be known to tell it from a squash.
/// <https://confluence.atlassian.com/bitbucketserver/pull-request-merge-strategies-844499235.html>
fn merge_kind(made: &Commit, head: Option<&str>, newest: Option<&Commit>) -> Option<String> {
    let parents = made.parents.as_ref()?.len();
    let kind = match newest {
        _ if parents > 1 => "merge",
        _ if head == Some(made.id.as_str()) => "fast_forward",
        Some(newest) if same_work(made, newest) => "rebase",
        Some(_) => "squash",
        None => return None,
    };
    Some(kind.to_owned())
}

fn same_work(one: &Commit, other: &Commit) -> bool {
    let of = |commit: &Commit| -> (Option<Time>, Option<String>) {
        let message = commit.message.as_deref().map(|text| text.trim_end().to_owned());
        (time(commit.author_timestamp), message)
    };
    of(one) == of(other)
}
