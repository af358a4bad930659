//! Pull requests that take a change back.

use arrow_array::RecordBatch;

use super::causes::{commit_in, number_after};
use super::{Failure, Link, World};
use crate::prepare::changes::{Change, Changes};
use crate::prepare::read::{Texts, Times};

/// A pull request that looks like a revert.
#[derive(Debug)]
pub(crate) struct Revert {
    change: usize,
    title: String,
    url: Option<String>,
    author: Option<String>,
    created: i64,
    puts_back: bool,
    number: Option<i64>,
    sha: Option<String>,
}

impl Revert {
    /// Reads the reverts among pull requests whose title or branch says so.
    pub(crate) fn read(
        candidates: &[RecordBatch],
        pull_requests: &[RecordBatch],
        changes: &Changes,
    ) -> Vec<Self> {
        let mut reverts = Vec::new();
        for batch in candidates {
            let text = |name| Texts::of(batch, name);
            let (ids, titles, bodies, heads) = (text("id"), text("title"), text("body"), text("head_branch"));
            for row in 0..batch.num_rows() {
                let parts = [titles.get(row), bodies.get(row), heads.get(row)].map(Option::unwrap_or_default);
                if let Some(change) = changes.by_id.get(ids.must(row)) {
                    reverts.extend(Self::parse(*change, parts));
                }
            }
        }
        reverts.sort_by_key(|revert| revert.change);
        fill(&mut reverts, pull_requests, changes);
        reverts
    }

    fn parse(change: usize, [title, body, head]: [&str; 3]) -> Option<Self> {
        let low = title.trim().to_lowercase();
        let branch = head.strip_prefix("revert-").and_then(|rest| {
            let (digits, rest) = rest.split_once('-').unwrap_or((rest, ""));
            Some((digits.parse::<i64>().ok()?, rest))
        });
        let titled = ["revert \"", "revert:", "revert ", "reverts "]
            .iter()
            .any(|start| low.starts_with(start));
        let puts_back = low.starts_with("reapply")
            || low.starts_with("revert \"revert ")
            || branch.is_some_and(|(_, rest)| rest.starts_with("revert-"));
        let number = branch
            .map(|(number, _)| number)
            .or_else(|| number_after(body, "reverts"))
            .or_else(|| number_after(title, "revert"));
        let sha = commit_in(body, "this reverts commit").or_else(|| commit_in(title, "revert"));
        (branch.is_some()
            || puts_back
            || (titled && (low.starts_with("revert \"") || number.is_some() || sha.is_some())))
        .then(|| Self {
            change,
            title: title.to_owned(),
            url: None,
            author: None,
            created: 0,
            puts_back,
            number,
            sha,
        })
    }

    /// The commit it says it reverts.
    pub(crate) fn sha(&self) -> Option<&str> {
        self.sha.as_deref()
    }

    pub(super) fn failure(self, world: &World<'_>) -> Failure {
        let change = &world.changes.all[self.change];
        let before = change.merged.unwrap_or(self.created);
        let mut failure = Failure {
            id: change.id.clone(),
            kind: "revert",
            title: Some(self.title.clone()),
            url: self.url.clone(),
            repository: Some(change.repository),
            author: self.author.clone(),
            opened: self.created,
            cause: None,
            unattributed: None,
            reverts: self.reverted(change, world).map(|reverted| reverted.id.clone()),
            restored: change.deployment.map(|at| world.deployments[at].at),
            unrestored: change.undeployed,
            excluded: change.excluded.filter(|_| change.merged.is_none()),
        };
        if self.puts_back {
            failure.excluded = Some("puts back what was reverted");
        }
        match self.guilty(change, world) {
            Ok(deployment) if world.deployments[deployment].at <= before => {
                failure.cause = Some((deployment, Link::Revert));
            }
            Ok(_) => failure.excluded = failure.excluded.or(Some("reverted before it was deployed")),
            Err("not deployed yet" | "its repository has no deployment") => {
                failure.excluded = failure.excluded.or(Some("reverted before it was deployed"));
            }
            Err(because) => failure.unattributed = Some(because),
        }
        failure
    }

    /// The change it names by number.
    fn reverted<'a>(&self, change: &Change, world: &World<'a>) -> Option<&'a Change> {
        let numbered = world.changes.by_number.get(&(change.repository, self.number?));
        numbered.map(|at| &world.changes.all[*at])
    }

    /// The deployment that shipped what it reverts.
    fn guilty(&self, change: &Change, world: &World<'_>) -> Result<usize, &'static str> {
        if let Some(guilty) = self.reverted(change, world) {
            return guilty.deployment.ok_or(
                guilty
                    .undeployed
                    .unwrap_or("unknown: what it reverts was never merged"),
            );
        }
        let Some(sha) = &self.sha else {
            return Err("unknown: it does not say which change it reverts");
        };
        let Some(node) = world.graph.find_short(sha) else {
            return Err("unknown: the git graph lacks the commit it reverts");
        };
        world
            .reach
            .commit(change.repository, node)
            .ok_or("not deployed yet")
    }
}

/// Adds what the list of pull requests says of each.
fn fill(reverts: &mut [Revert], pull_requests: &[RecordBatch], changes: &Changes) {
    if reverts.is_empty() {
        return;
    }
    for batch in pull_requests {
        let text = |name| Texts::of(batch, name);
        let (ids, urls, authors) = (text("id"), text("url"), text("author_login"));
        let created = Times::of(batch, "created_at");
        for row in 0..batch.num_rows() {
            let Some(change) = changes.by_id.get(ids.must(row)) else {
                continue;
            };
            if let Ok(found) = reverts.binary_search_by_key(change, |revert| revert.change) {
                reverts[found].url = urls.get(row).map(str::to_owned);
                reverts[found].author = authors.get(row).map(str::to_owned);
                reverts[found].created = created.get(row).unwrap_or_default();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Revert;

    #[test]
    fn reverts_are_told_by_branch_title_and_body() {
        let sha = "0123456789abcdef0123456789abcdef01234567";
        let says = |title: &str, body: &str, head: &str| {
            Revert::parse(0, [title, body, head]).map(|revert| (revert.number, revert.sha, revert.puts_back))
        };
        assert_eq!(
            says("Undo", "", "revert-12-feature"),
            Some((Some(12), None, false))
        );
        assert_eq!(
            says("Revert \"Add\"", "Reverts acme/shop#12", "x"),
            Some((Some(12), None, false))
        );
        assert_eq!(
            says("Revert \"Add\"", &format!("This reverts commit {sha}."), "x"),
            Some((None, Some(sha.to_owned()), false))
        );
        assert_eq!(
            says("Revert #7 as it breaks login", "", "x"),
            Some((Some(7), None, false))
        );
        assert_eq!(
            says("Revert \"Revert \"Add\"\"", "", "revert-13-revert-12-f"),
            Some((Some(13), None, true))
        );
        assert_eq!(says("Revert button in the editor", "", "revert-button"), None);
        assert_eq!(says("Reverting is slow", "Fixes #3", "faster"), None);
    }
}
