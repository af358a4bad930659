use serde::Deserialize;
use weir_connect::{Key, Record, Scope};
use weir_model::entities::{PullRequest as Row, PullRequestCommit};
use weir_model::{Batch, Entity as _, Id, Mentions, Table, Time};

use super::build_status::BuildStatus;
use super::merge::MergeCommit;
use crate::bitbucket::cloud::parts::{
    Account, Commit, Links, Named, People, Titled, hash, name, numbered, page, pull_request, repository, some,
};
use crate::bitbucket::cloud::words::{PULL_REQUEST, word};

/// A pull request as the list has it, with its commits, sizes and builds.
///
/// <https://developer.atlassian.com/cloud/bitbucket/rest/api-group-pullrequests/#api-repositories-workspace-repo-slug-pullrequests-get>
#[derive(Debug, Deserialize)]
pub struct PullRequest {
    id: i64,
    title: Option<String>,
    description: Option<String>,
    state: String,
    draft: Option<bool>,
    author: Option<Account>,
    source: Option<End>,
    destination: Option<End>,
    merge_commit: Option<MergeCommit>,
    comment_count: Option<i64>,
    closed_by: Option<Account>,
    closed_on: Option<Time>,
    created_on: Time,
    updated_on: Time,
    participants: Option<Vec<Participant>>,
    links: Option<Links>,
    commits: Option<Vec<PullCommit>>,
    files: Option<Vec<File>>,
    builds: Option<Vec<BuildStatus>>,
}

/// Where a pull request comes from or goes to. The repository is `null` when it is gone: a deleted fork.
#[derive(Debug, Deserialize)]
struct End {
    branch: Option<Titled>,
    commit: Option<Commit>,
    repository: Option<Place>,
}

#[derive(Debug, Deserialize)]
struct Place {
    full_name: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Participant {
    user: Option<Account>,
    state: Option<String>,
}

/// <https://developer.atlassian.com/cloud/bitbucket/rest/api-group-pullrequests/#api-repositories-workspace-repo-slug-pullrequests-pull-request-id-commits-get>
#[derive(Debug, Deserialize)]
struct PullCommit {
    hash: String,
    date: Option<Time>,
    message: Option<String>,
    author: Option<Author>,
}

/// As git has it, and the account whose address it is.
#[derive(Debug, Deserialize)]
struct Author {
    raw: Option<String>,
    user: Option<Account>,
}

/// <https://developer.atlassian.com/cloud/bitbucket/rest/api-group-pullrequests/#api-repositories-workspace-repo-slug-pullrequests-pull-request-id-diffstat-get>
#[derive(Debug, Deserialize)]
struct File {
    lines_added: Option<i64>,
    lines_removed: Option<i64>,
}

impl Record for PullRequest {
    fn key(&self, _: &Scope<'_>) -> Key {
        Key::at(self.id, self.updated_on)
    }

    fn is_final(&self) -> bool {
        matches!(self.state.as_str(), "MERGED" | "DECLINED" | "SUPERSEDED")
    }

    fn row(key: &str, scope: &Scope<'_>) -> Option<(&'static Table, Id)> {
        Some((Row::TABLE, Id::new("pull_request", format!("{}/{key}", scope.id))))
    }

    fn map(mut self, scope: &Scope<'_>, out: &mut Batch) {
        let mut people = People::default();
        let mut mentions = Mentions::default();
        let (id, updated_at) = (self.id, self.updated_on);
        let source = self.source.as_ref();
        let branch = source.and_then(|end| end.branch.as_ref()?.name.as_deref());
        mentions.branch(branch);
        mentions.title(self.title.as_deref());
        let commits = self.commits.take().unwrap_or_default();
        let builds = self.builds.take().unwrap_or_default();
        let decision = self.decision(&mut people);
        let author = people.meet(self.author.take());
        let closer = people.meet(self.closed_by.take());
        let row = self.row(scope, (author, closer), (decision, &commits), out);
        out.push(row);
        for commit in commits {
            mentions.commit(commit.message.as_deref());
            commit.map(scope, (id, updated_at), &mut people, out);
        }
        for build in builds {
            build.map(scope, out);
        }
        mentions.rows(&numbered(scope, id), updated_at, out);
        people.rows(out);
    }
}

impl PullRequest {
    /// What its reviewers say now.
    fn decision(&mut self, people: &mut People) -> Option<String> {
        let mut said: Option<&str> = None;
        for participant in self.participants.take().into_iter().flatten() {
            match participant.state.as_deref() {
                Some("changes_requested") => said = Some("changes_requested"),
                Some("approved") if said.is_none() => said = Some("approved"),
                _ => {}
            }
            people.meet(participant.user);
        }
        said.map(str::to_owned)
    }

    /// The newest commit in full, where its commits are known.
    fn head(short: Option<String>, commits: &[PullCommit]) -> Option<String> {
        let short = short?;
        let full = commits.iter().find(|commit| commit.hash.starts_with(&short));
        Some(full.map_or(short, |commit| commit.hash.clone()))
    }

    fn row(
        self,
        scope: &Scope<'_>,
        (author, closer): (Named, Named),
        (review_decision, commits): (Option<String>, &[PullCommit]),
        out: &mut Batch,
    ) -> Row {
        let merged = self.state == "MERGED";
        let (source, base) = (Parts::of(self.source), Parts::of(self.destination));
        let head = Self::head(source.sha, commits);
        let merge_commit = self.merge_commit.filter(|_| merged);
        let kind = merge_commit
            .as_ref()
            .and_then(|commit| commit.kind(self.id, head.as_deref()));
        let sum = |of: fn(&File) -> Option<i64>| {
            let files = self.files.as_ref()?;
            Some(files.iter().filter_map(of).sum())
        };
        let sha = merge_commit.and_then(|commit| some(commit.hash));
        Row {
            id: pull_request(scope, self.id),
            repository_id: repository(scope),
            number: self.id,
            title: self.title,
            body: some(self.description),
            url: page(self.links),
            state: word(PULL_REQUEST, "pull_requests.state", &self.state, out),
            is_draft: self.draft,
            author_login: author.login,
            author_kind: author.kind,
            created_at: self.created_on,
            updated_at: self.updated_on,
            closed_at: self.closed_on,
            merged_at: self.closed_on.filter(|_| merged),
            merged_by_login: closer.login.filter(|_| merged),
            merge_commit_sha: if kind.as_deref() == Some("fast_forward") {
                head.clone()
            } else {
                sha
            },
            merge_kind: kind,
            base_branch: base.branch,
            base_sha: base.sha,
            head_branch: source.branch,
            head_sha: head,
            head_repository: source.repository,
            additions: sum(|file| file.lines_added),
            deletions: sum(|file| file.lines_removed),
            changed_files: self.files.as_ref().and_then(|files| files.len().try_into().ok()),
            comments: self.comment_count,
            review_decision,
            milestone: None,
            labels: Vec::new(),
            assignees: Vec::new(),
        }
    }
}

/// An end of a pull request, as far as it is there.
#[derive(Default)]
struct Parts {
    branch: Option<String>,
    sha: Option<String>,
    repository: Option<String>,
}

impl Parts {
    fn of(end: Option<End>) -> Self {
        end.map_or_else(Self::default, |end| Self {
            branch: name(end.branch),
            sha: hash(end.commit),
            repository: end.repository.and_then(|place| some(place.full_name)),
        })
    }
}

impl PullCommit {
    fn map(self, scope: &Scope<'_>, (number, updated_at): (i64, Time), people: &mut People, out: &mut Batch) {
        let (raw, user) = self
            .author
            .map_or((None, None), |author| (author.raw, author.user));
        let (author_name, author_email) = raw.as_deref().map_or((None, None), written);
        out.push(PullRequestCommit {
            id: Id::new(
                "pull_request_commit",
                format!("{}/{}", numbered(scope, number), self.hash),
            ),
            pull_request_id: pull_request(scope, number),
            repository_id: repository(scope),
            sha: self.hash,
            message: self.message,
            author_name,
            author_email,
            author_login: people.meet(user).login,
            authored_at: self.date,
            committed_at: None,
            updated_at,
        });
    }
}

/// `Ada Lovelace <ada@acme.example>`: the name and the address.
fn written(raw: &str) -> (Option<String>, Option<String>) {
    let Some((name, rest)) = raw.rsplit_once('<') else {
        return (some(Some(raw.trim().to_owned())), None);
    };
    let address = rest.trim_end().trim_end_matches('>');
    let filled = |text: &str| some(Some(text.trim().to_owned()));
    (filled(name), filled(address))
}

#[cfg(test)]
mod tests {
    use super::written;

    #[test]
    fn an_author_is_a_name_and_an_address() {
        let owned = |text: &str| Some(text.to_owned());
        assert_eq!(
            written("Ada <ada@acme.example>"),
            (owned("Ada"), owned("ada@acme.example"))
        );
        assert_eq!(written("Ada"), (owned("Ada"), None));
        assert_eq!(written("<>"), (None, None));
    }
}
