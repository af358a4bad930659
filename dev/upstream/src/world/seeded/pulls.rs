use serde_json::{Value, json};

use super::chance::At;
use super::events;
use super::people::{ORGANIZATION, PEOPLE};
use super::plan::{Outcome, PullPlan};
use super::writer::{Writer, github, signature};
use crate::git::{Tree, apply, diff};
use crate::world::document::{API, WEB, account, author_association, reactions, repository_stub, time};
use crate::world::ids::node_id;

/// What git knows of a pull request.
pub(super) struct Branch {
    /// The commit it branched from.
    pub(super) base: usize,
    /// Its commits as they stand, with the moment each became visible.
    pub(super) commits: Vec<(At, usize)>,
    /// The commit that a force push replaced, and when.
    pub(super) replaced: Option<(At, usize)>,
    /// The commit that the merge made on the default branch.
    pub(super) merge: Option<usize>,
}

impl Branch {
    pub(super) fn head(&self) -> usize {
        self.commits.last().map_or(self.base, |(_, commit)| *commit)
    }

    /// The head as it was then.
    fn head_at(&self, at: At) -> usize {
        match self.replaced {
            Some((until, old)) if at < until => old,
            _ => self
                .commits
                .iter()
                .rev()
                .find(|(since, _)| *since <= at)
                .map_or(self.head(), |(_, commit)| *commit),
        }
    }
}

/// Writes all pull requests: merged ones in the order of their merges, because each changes the default branch.
pub(super) fn write(writer: &mut Writer<'_>) {
    let mut order: Vec<usize> = (0..writer.plan.pulls.len()).collect();
    order.sort_by_key(|position| {
        let pull = &writer.plan.pulls[*position];
        (
            pull.outcome.merged().map_or(writer.now, |(at, _)| at),
            pull.number,
        )
    });
    for position in order {
        let pull = writer.plan.pulls[position].clone();
        let branch = branch(writer, &pull);
        documents(writer, &pull, &branch);
    }
}

fn branch(writer: &mut Writer<'_>, pull: &PullPlan) -> Branch {
    let begun = pull.commits.first().map_or(pull.created, |commit| commit.at);
    let base = writer.main_at(begun);
    let mut tree = writer.history.tree(base).clone();
    let mut branch = Branch {
        base,
        commits: Vec::new(),
        replaced: None,
        merge: None,
    };
    for (place, planned) in pull.commits.iter().enumerate() {
        match pull.reverts.and_then(|culprit| reverted(writer, culprit, &tree)) {
            Some(before) if place == 0 => tree = before,
            _ => writer.edit(&mut tree, planned.files),
        }
        let mut message = if place == 0 {
            format!("{}\n", pull.title)
        } else {
            format!("Address review, part {place}\n")
        };
        if let Some(key) = &pull.names {
            message = format!("{message}\nRefs: {key}\n");
        }
        let parent = branch.head();
        let author = signature(pull.author, planned.at);
        let commit = writer.history.commit(
            &[parent],
            tree.clone(),
            author.clone(),
            author.clone(),
            message.clone(),
        );
        if let Some(at) = pull.force_pushed.filter(|_| place + 1 == pull.commits.len()) {
            branch.replaced = Some((at, commit));
            writer.edit(&mut tree, 1);
            let commit = writer.history.commit(
                &[parent],
                tree.clone(),
                author,
                signature(pull.author, at),
                message,
            );
            branch.commits.push((at, commit));
        } else {
            branch.commits.push((planned.at, commit));
        }
    }
    writer.set_ref(&format!("refs/pull/{}/head", pull.number), branch.head());
    match pull.outcome {
        Outcome::Open => writer.set_ref(&format!("refs/heads/{}", pull.branch), branch.head()),
        Outcome::Closed { .. } => {}
        merged => branch.merge = merge(writer, pull, merged, &branch),
    }
    branch
}

/// The tree without what that merged pull request changed.
fn reverted(writer: &Writer<'_>, culprit: usize, tree: &Tree) -> Option<Tree> {
    let sha =
        writer.repository.pulls.get(&writer.plan.pulls[culprit].number)?["merge_commit_sha"].as_str()?;
    let merge = writer
        .history
        .commits
        .iter()
        .position(|commit| commit.oid.to_string() == sha)?;
    Some(apply(
        tree,
        writer.history.tree(merge),
        &writer.history.parent_tree(merge),
    ))
}

fn merge(writer: &mut Writer<'_>, pull: &PullPlan, outcome: Outcome, branch: &Branch) -> Option<usize> {
    let (at, by) = outcome.merged()?;
    let tip = writer.main_tip();
    let base = writer.history.tree(branch.base).clone();
    let head = writer.history.tree(branch.head()).clone();
    let tree = apply(writer.history.tree(tip), &base, &head);
    let commit = match outcome {
        Outcome::Merged { .. } => {
            let message = format!(
                "Merge pull request #{} from {ORGANIZATION}/{}\n\n{}\n",
                pull.number, pull.branch, pull.title
            );
            writer.history.commit(
                &[tip, branch.head()],
                tree,
                signature(by, at),
                github(at),
                message,
            )
        }
        Outcome::Rebased { .. } => rebase(writer, branch, tip, at),
        _ => {
            let message = format!("{} (#{})\n", pull.title, pull.number);
            writer
                .history
                .commit(&[tip], tree, signature(pull.author, at), github(at), message)
        }
    };
    writer.main.push((at, commit));
    Some(commit)
}

/// Makes each commit of the branch again on top of the default branch.
fn rebase(writer: &mut Writer<'_>, branch: &Branch, tip: usize, at: At) -> usize {
    branch.commits.iter().fold(tip, |parent, (_, position)| {
        let old = writer.history.commits[*position].clone();
        let before = writer.history.parent_tree(*position);
        let tree = apply(writer.history.tree(parent), &before, &old.tree);
        writer
            .history
            .commit(&[parent], tree, old.author, github(at), old.message)
    })
}

fn documents(writer: &mut Writer<'_>, pull: &PullPlan, branch: &Branch) {
    let number = pull.number;
    let commits = branch
        .commits
        .iter()
        .map(|(_, commit)| writer.commit_document(*commit))
        .collect();
    writer.repository.pull_commits.insert(number, commits);
    let files = files(writer, branch);
    writer.repository.pull_files.insert(number, files);
    let reviews = pull.reviews.iter().enumerate();
    let reviews = reviews
        .map(|(place, _)| review(writer, pull, branch, place))
        .collect();
    writer.repository.reviews.insert(number, reviews);
    let comments: Vec<Value> = pull
        .comments
        .iter()
        .map(|comment| conversation(writer, number, comment.at, comment.by, true))
        .collect();
    writer.repository.comments.insert(number, comments);
    let events = events::of_pull(writer, pull, branch);
    writer.repository.events.insert(number, events);
    let document = document(writer, pull, branch);
    writer.repository.pulls.insert(number, document);
}

fn files(writer: &Writer<'_>, branch: &Branch) -> Vec<Value> {
    let sha = writer.history.sha(branch.head());
    let head = writer.history.tree(branch.head());
    diff(writer.history.tree(branch.base), head)
        .into_iter()
        .map(|change| {
            let name = &writer.full_name;
            json!({
                "sha": head.get(&change.path).map(|file| file.oid.to_string()), "filename": change.path,
                "status": change.status, "additions": change.additions, "deletions": change.deletions,
                "changes": change.additions + change.deletions,
                "blob_url": format!("{WEB}/{name}/blob/{sha}/{}", change.path),
                "raw_url": format!("{WEB}/{name}/raw/{sha}/{}", change.path),
                "contents_url": format!("{API}/repos/{name}/contents/{}?ref={sha}", change.path),
            })
        })
        .collect()
}

/// A review, and its line comments. <https://docs.github.com/en/rest/pulls/reviews>
fn review(writer: &mut Writer<'_>, pull: &PullPlan, branch: &Branch, place: usize) -> Value {
    let plan = &pull.reviews[place];
    let id = writer.ids.reviews.next();
    let sha = writer.history.sha(branch.head_at(plan.at));
    let page = format!(
        "{WEB}/{}/pull/{}#pullrequestreview-{id}",
        writer.full_name, pull.number
    );
    let owner = format!("{API}/repos/{}/pulls/{}", writer.full_name, pull.number);
    let mut first = None;
    for line in 0..plan.line_comments {
        let comment = line_comment(writer, pull, (id, place, line), &sha, first);
        first = first.or(comment["id"].as_u64());
        writer
            .repository
            .line_comments
            .entry(pull.number)
            .or_default()
            .push(comment);
    }
    let login = PEOPLE[plan.by].login;
    json!({
        "id": id, "node_id": node_id("PRR", id), "user": account(login), "state": plan.state, "commit_id": sha,
        "body": if plan.state == "APPROVED" { "" } else { "Some remarks." }, "submitted_at": time(plan.at),
        "html_url": page, "pull_request_url": owner, "author_association": author_association(login),
        "_links": {"html": {"href": page}, "pull_request": {"href": owner}},
    })
}

/// <https://docs.github.com/en/rest/pulls/comments>
fn line_comment(
    writer: &mut Writer<'_>,
    pull: &PullPlan,
    (review, place, line): (u64, usize, usize),
    sha: &str,
    first: Option<u64>,
) -> Value {
    let plan = &pull.reviews[place];
    let id = writer.ids.line_comments.next();
    // The second comment of a review is the author's answer to the first.
    let answer = first.filter(|_| line == 1);
    let by = if answer.is_some() { pull.author } else { plan.by };
    let minutes = if answer.is_some() { 7 } else { 0 };
    let at = (plan.at + chrono::TimeDelta::minutes(minutes)).min(writer.now);
    let files = &writer.repository.pull_files[&pull.number];
    let path = files.get(line % files.len().max(1)).map_or("README.md", |file| {
        file["filename"].as_str().unwrap_or("README.md")
    });
    let url = format!("{API}/repos/{}/pulls/comments/{id}", writer.full_name);
    let page = format!("{WEB}/{}/pull/{}#discussion_r{id}", writer.full_name, pull.number);
    let owner = format!("{API}/repos/{}/pulls/{}", writer.full_name, pull.number);
    let login = PEOPLE[by].login;
    let mut document = json!({
        "url": url, "id": id, "node_id": node_id("PRRC", id), "pull_request_review_id": review,
        "diff_hunk": "@@ -1,4 +1,6 @@", "path": path, "commit_id": sha, "original_commit_id": sha,
        "user": account(login), "body": format!("Line {}: why is this needed?", line + 1), "created_at": time(at),
        "updated_at": time(at), "html_url": page, "pull_request_url": owner, "position": 3, "original_position": 3,
        "line": 4, "original_line": 4, "start_line": null, "original_start_line": null, "start_side": null,
        "side": "RIGHT", "subject_type": "line", "author_association": author_association(login),
        "_links": {"self": {"href": url}, "html": {"href": page}, "pull_request": {"href": owner}},
        "reactions": reactions(&url),
    });
    if let Some(first) = answer {
        document["in_reply_to_id"] = json!(first);
    }
    document
}

/// A comment in the conversation. <https://docs.github.com/en/rest/issues/comments>
pub(super) fn conversation(writer: &mut Writer<'_>, number: u64, at: At, by: usize, pull: bool) -> Value {
    let id = writer.ids.comments.next();
    let url = format!("{API}/repos/{}/issues/comments/{id}", writer.full_name);
    let kind = if pull { "pull" } else { "issues" };
    let login = PEOPLE[by].login;
    json!({
        "url": url, "html_url": format!("{WEB}/{}/{kind}/{number}#issuecomment-{id}", writer.full_name),
        "issue_url": format!("{API}/repos/{}/issues/{number}", writer.full_name), "id": id,
        "node_id": node_id("IC", id), "user": account(login), "created_at": time(at), "updated_at": time(at),
        "author_association": author_association(login), "body": "I tried this here and it works.",
        "performed_via_github_app": null, "reactions": reactions(&url),
    })
}

/// <https://docs.github.com/en/rest/pulls/pulls>
fn document(writer: &mut Writer<'_>, pull: &PullPlan, branch: &Branch) -> Value {
    let number = pull.number;
    let id = writer.ids.pulls.next();
    let repository = &writer.repository;
    let login = PEOPLE[pull.author].login;
    let (head, base) = (writer.history.sha(branch.head()), writer.history.sha(branch.base));
    let files = &repository.pull_files[&number];
    let sum = |key: &str| files.iter().filter_map(|file| file[key].as_u64()).sum::<u64>();
    let labels: Vec<&Value> = repository
        .labels
        .iter()
        .filter(|label| pull.labels.iter().any(|(_, name)| label["name"] == *name))
        .collect();
    let reviewed: Vec<usize> = pull.reviews.iter().map(|review| review.by).collect();
    let mut waiting: Vec<usize> = pull
        .requests
        .iter()
        .map(|(_, by)| *by)
        .filter(|by| !reviewed.contains(by))
        .collect();
    waiting.sort_unstable();
    waiting.dedup();
    let merged = pull.outcome.merged();
    let closes = pull.closes.map(|issue| writer.plan.issues[issue].number);
    let body = closes.map_or_else(
        || "What and why.".to_owned(),
        |issue| format!("What and why.\n\nCloses #{issue}"),
    );
    let body = match pull.reverts {
        Some(culprit) => format!(
            "Reverts {}#{}",
            writer.full_name, writer.plan.pulls[culprit].number
        ),
        None => body,
    };
    let assignees: Vec<Value> = if number.is_multiple_of(4) {
        vec![account(login)]
    } else {
        Vec::new()
    };
    let mut document = json!({
        "id": id, "node_id": node_id("PR", id), "number": number, "locked": false, "title": pull.title,
        "user": account(login), "body": body, "created_at": time(pull.created),
        "state": if pull.outcome == Outcome::Open { "open" } else { "closed" },
        "updated_at": time(updated(writer, pull, branch)), "closed_at": pull.outcome.at().map(time),
        "merged_at": merged.map(|(at, _)| time(at)),
        "merge_commit_sha": branch.merge.map(|commit| writer.history.sha(commit)),
        "assignee": assignees.first(), "assignees": assignees, "labels": labels, "milestone": null,
        "requested_reviewers": waiting.iter().map(|by| account(PEOPLE[*by].login)).collect::<Vec<_>>(),
        "requested_teams": [], "draft": pull.draft, "author_association": author_association(login),
        "auto_merge": null, "active_lock_reason": null, "merged": merged.is_some(),
        "mergeable": if merged.is_some() { Value::Null } else { json!(true) },
        "rebaseable": if merged.is_some() { Value::Null } else { json!(true) },
        "mergeable_state": if merged.is_some() { "unknown" } else { "clean" },
        "merged_by": merged.map(|(_, by)| account(PEOPLE[by].login)), "maintainer_can_modify": false,
        "comments": pull.comments.len(), "commits": branch.commits.len(), "additions": sum("additions"),
        "review_comments": repository.line_comments.get(&number).map_or(0, Vec::len),
        "deletions": sum("deletions"), "changed_files": files.len(), "_closes": closes.into_iter().collect::<Vec<_>>(),
        "head": side(&writer.full_name, &pull.branch, &head), "base": side(&writer.full_name, "main", &base),
    });
    links(&mut document, &writer.full_name, number, &head);
    document
}

pub(super) fn side(full_name: &str, branch: &str, sha: &str) -> Value {
    json!({
        "label": format!("{ORGANIZATION}:{branch}"), "ref": branch, "sha": sha, "user": account(ORGANIZATION),
        "repo": repository_stub(full_name),
    })
}

fn links(document: &mut Value, full_name: &str, number: u64, head: &str) {
    let (api, web) = (
        format!("{API}/repos/{full_name}"),
        format!("{WEB}/{full_name}/pull/{number}"),
    );
    let pull = format!("{api}/pulls/{number}");
    let issue = format!("{api}/issues/{number}");
    let comment = format!("{api}/pulls/comments{{/number}}");
    let statuses = format!("{api}/statuses/{head}");
    for (key, link) in [
        ("url", pull.clone()),
        ("html_url", web.clone()),
        ("diff_url", format!("{web}.diff")),
        ("patch_url", format!("{web}.patch")),
        ("issue_url", issue.clone()),
        ("commits_url", format!("{pull}/commits")),
        ("review_comments_url", format!("{pull}/comments")),
        ("review_comment_url", comment.clone()),
        ("comments_url", format!("{issue}/comments")),
        ("statuses_url", statuses.clone()),
    ] {
        document[key] = json!(link);
    }
    document["_links"] = json!({
        "self": {"href": pull}, "html": {"href": web}, "issue": {"href": issue},
        "comments": {"href": format!("{issue}/comments")}, "review_comments": {"href": format!("{pull}/comments")},
        "review_comment": {"href": comment}, "commits": {"href": format!("{pull}/commits")},
        "statuses": {"href": statuses},
    });
}

/// The last moment at which something happened to it.
fn updated(writer: &Writer<'_>, pull: &PullPlan, branch: &Branch) -> At {
    let mut last = pull.created;
    let moments = pull
        .reviews
        .iter()
        .map(|review| review.at)
        .chain(pull.comments.iter().map(|comment| comment.at))
        .chain(pull.requests.iter().map(|(at, _)| *at))
        .chain(pull.labels.iter().map(|(at, _)| *at))
        .chain(branch.commits.iter().map(|(at, _)| *at))
        .chain(pull.ready)
        .chain(pull.force_pushed)
        .chain(pull.outcome.at());
    for at in moments {
        last = last.max(at);
    }
    let answers = writer
        .repository
        .line_comments
        .get(&pull.number)
        .into_iter()
        .flatten();
    let answers = answers.filter_map(|comment| comment["created_at"].as_str()?.parse().ok());
    answers.fold(last, At::max)
}
