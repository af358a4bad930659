use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::TimeDelta;
use rand::Rng as _;
use rand::rngs::StdRng;
use serde_json::{Value, json};

use super::chance::{At, chance};
use super::people::{ORGANIZATION, PEOPLE};
use super::plan::RepositoryPlan;
use super::{delivery, issues, pulls};
use crate::git::{File, History, Signature, Tree, diff};
use crate::world::Repository;
use crate::world::document::{API, WEB, account, label, repository, time};
use crate::world::ids::{Ids, node_id};

/// Files of a repository: enough to look real, few enough to be quick.
const MOST_FILES: usize = 30;

/// Where new ids come from.
#[derive(Clone, Debug)]
pub(crate) struct Counters {
    pub(crate) repositories: Ids,
    pub(crate) pulls: Ids,
    pub(crate) issues: Ids,
    pub(crate) reviews: Ids,
    pub(crate) line_comments: Ids,
    pub(crate) comments: Ids,
    pub(crate) events: Ids,
    pub(crate) labels: Ids,
    pub(crate) milestones: Ids,
    pub(crate) releases: Ids,
    pub(crate) deployments: Ids,
    pub(crate) statuses: Ids,
    pub(crate) runs: Ids,
    pub(crate) suites: Ids,
    pub(crate) jobs: Ids,
}

impl Default for Counters {
    fn default() -> Self {
        Self {
            repositories: Ids::after(700_000_000),
            pulls: Ids::after(1_900_000_000),
            issues: Ids::after(2_400_000_000),
            reviews: Ids::after(2_100_000_000),
            line_comments: Ids::after(1_700_000_000),
            comments: Ids::after(2_200_000_000),
            // Past 32 bits, as GitHub's newest ids are.
            events: Ids::after(14_500_000_000),
            labels: Ids::after(6_500_000_000),
            milestones: Ids::after(10_500_000),
            releases: Ids::after(160_000_000),
            deployments: Ids::after(1_600_000_000),
            statuses: Ids::after(2_300_000_000),
            runs: Ids::after(9_800_000_000),
            suites: Ids::after(25_000_000_000),
            jobs: Ids::after(27_000_000_000),
        }
    }
}

impl Counters {
    /// The counter behind each kind of node id that can be looked up.
    fn all(&mut self) -> [(&'static str, &mut Ids); 15] {
        [
            ("R", &mut self.repositories),
            ("PR", &mut self.pulls),
            ("I", &mut self.issues),
            ("PRR", &mut self.reviews),
            ("PRRC", &mut self.line_comments),
            ("IC", &mut self.comments),
            ("EV", &mut self.events),
            ("LA", &mut self.labels),
            ("MI", &mut self.milestones),
            ("RE", &mut self.releases),
            ("DE", &mut self.deployments),
            ("DES", &mut self.statuses),
            ("WFR", &mut self.runs),
            ("CS", &mut self.suites),
            ("CR", &mut self.jobs),
        ]
    }

    /// Leaves so many ids of each kind out.
    pub(crate) fn skip(&mut self, count: u64) {
        self.all().into_iter().for_each(|(_, ids)| ids.skip(count));
    }

    /// The next id of a kind, by the prefix of its node ids.
    pub(crate) fn next_of(&mut self, kind: &str) -> Option<u64> {
        let found = self.all().into_iter().find(|(prefix, _)| *prefix == kind);
        found.map(|(_, ids)| ids.next())
    }
}

/// One repository being written from its plan.
pub(super) struct Writer<'a> {
    pub(super) rng: &'a mut StdRng,
    pub(super) ids: &'a mut Counters,
    pub(super) plan: RepositoryPlan,
    pub(super) full_name: String,
    pub(super) repository: Repository,
    pub(super) history: History,
    /// The default branch over time: since when, which commit.
    pub(super) main: Vec<(At, usize)>,
    pub(super) now: At,
    /// Runs so far, by workflow.
    pub(super) run_numbers: BTreeMap<&'static str, u64>,
    next_line: u32,
}

/// Writes the documents and the git history of a planned repository.
pub(crate) fn write(rng: &mut StdRng, ids: &mut Counters, plan: RepositoryPlan, now: At) -> Repository {
    let full_name = format!("{ORGANIZATION}/{}", plan.name);
    let mut writer = Writer {
        rng,
        ids,
        full_name,
        repository: Repository::default(),
        history: History::default(),
        main: Vec::new(),
        now,
        run_numbers: BTreeMap::new(),
        next_line: 0,
        plan,
    };
    writer.begin();
    issues::write(&mut writer);
    pulls::write(&mut writer);
    delivery::write(&mut writer);
    writer.end()
}

impl Writer<'_> {
    fn begin(&mut self) {
        for name in [
            "bug",
            "feature",
            "chore",
            "dependencies",
            "hotfix",
            "incident",
            "triage",
        ] {
            let document = label(self.ids.labels.next(), &self.full_name, name);
            self.repository.labels.push(document);
        }
        let mut tree = Tree::new();
        tree.insert("README.md".to_owned(), self.new_file(12));
        let author = signature(0, self.plan.created);
        let first = self.history.commit(
            &[],
            tree.clone(),
            author.clone(),
            author,
            "First commit\n".to_owned(),
        );
        self.main.push((self.plan.created, first));
        for step in 1..6 {
            for file in 0..3 {
                let lines = self.rng.random_range(20..80);
                tree.insert(format!("src/part{step}/file{file}.rs"), self.new_file(lines));
            }
            let at = self.plan.created + TimeDelta::minutes(20 * step);
            let author = signature(0, at);
            let parent = self.main_tip();
            let message = format!("Add part {step}\n");
            let commit = self
                .history
                .commit(&[parent], tree.clone(), author.clone(), author, message);
            self.main.push((at, commit));
        }
    }

    fn end(mut self) -> Repository {
        let created = self.plan.created;
        let tip = self.main_tip();
        let pushed = self.main.last().map_or(created, |(at, _)| *at);
        let id = self.ids.repositories.next();
        let about = (self.plan.description, self.plan.language);
        self.repository.document = repository(id, ORGANIZATION, &self.plan.name, about, (created, pushed));
        let open = self
            .repository
            .issues
            .values()
            .chain(self.repository.pulls.values());
        let open = open.filter(|document| document["state"] == "open").count();
        self.repository.document["open_issues_count"] = json!(open);
        self.repository.document["open_issues"] = json!(open);
        self.set_ref("refs/heads/main", tip);
        for position in 0..self.history.commits.len() {
            let document = self.commit_document(position);
            self.repository
                .commits
                .insert(self.history.sha(position), document);
        }
        for (name, position) in &self.history.refs {
            let sha = self.history.sha(*position);
            if let Some(branch) = name.strip_prefix("refs/heads/") {
                self.repository.branches.insert(branch.to_owned(), sha);
            } else if let Some(tag) = name.strip_prefix("refs/tags/") {
                self.repository.tags.insert(tag.to_owned(), sha);
            }
        }
        self.repository.history = Some(Arc::new(self.history));
        self.repository
    }

    pub(super) fn set_ref(&mut self, name: &str, commit: usize) {
        self.history.refs.insert(name.to_owned(), commit);
    }

    pub(super) fn main_tip(&self) -> usize {
        self.main.last().map_or(0, |(_, commit)| *commit)
    }

    /// What the default branch pointed at then.
    pub(super) fn main_at(&self, at: At) -> usize {
        self.main
            .iter()
            .rev()
            .find(|(since, _)| *since <= at)
            .map_or(0, |(_, commit)| *commit)
    }

    fn fresh_lines(&mut self, count: usize) -> Vec<u32> {
        (0..count)
            .map(|_| {
                self.next_line += 1;
                self.next_line
            })
            .collect()
    }

    fn new_file(&mut self, lines: usize) -> File {
        File::new(self.fresh_lines(lines))
    }

    /// Changes some files of a tree.
    pub(super) fn edit(&mut self, tree: &mut Tree, files: usize) {
        for _ in 0..files {
            let added = self.rng.random_range(1..25);
            if tree.len() < MOST_FILES && chance(self.rng, 8) {
                let path = format!(
                    "src/part{}/file{}.rs",
                    self.rng.random_range(1..9),
                    self.next_line
                );
                tree.insert(path, self.new_file(added));
                continue;
            }
            let place = self.rng.random_range(0..tree.len());
            let fresh = self.fresh_lines(added);
            if let Some(file) = tree.values_mut().nth(place) {
                let mut lines = file.lines.as_ref().clone();
                let at = self.rng.random_range(0..=lines.len());
                // Long files lose about as much as they gain.
                let most = if lines.len() > 120 { 30 } else { 6 };
                let removed = self.rng.random_range(0..most).min(lines.len() - at);
                lines.splice(at..at + removed, fresh);
                *file = File::new(lines);
            }
        }
    }

    /// The commit in REST's shape. <https://docs.github.com/en/rest/commits/commits>
    pub(super) fn commit_document(&self, position: usize) -> Value {
        let commit = &self.history.commits[position];
        let sha = commit.oid.to_string();
        let api = format!("{API}/repos/{}", self.full_name);
        let web = format!("{WEB}/{}/commit", self.full_name);
        let parents: Vec<Value> = commit
            .parents
            .iter()
            .map(|parent| self.history.sha(*parent))
            .map(|sha| json!({"sha": sha, "url": format!("{api}/commits/{sha}"), "html_url": format!("{web}/{sha}")}))
            .collect();
        let changes = diff(&self.history.parent_tree(position), &commit.tree);
        json!({
            "sha": sha, "node_id": node_id("C", format!("{}:{sha}", self.full_name)),
            "url": format!("{api}/commits/{sha}"), "html_url": format!("{web}/{sha}"),
            "comments_url": format!("{api}/commits/{sha}/comments"), "parents": parents,
            "author": login(&commit.author), "committer": login(&commit.committer),
            "commit": {
                "author": git_user(&commit.author), "committer": git_user(&commit.committer),
                "message": commit.message.trim_end(), "url": format!("{api}/git/commits/{sha}"), "comment_count": 0,
                "tree": {"sha": commit.tree_oid.to_string(), "url": format!("{api}/git/trees/{}", commit.tree_oid)},
                "verification": {"verified": false, "reason": "unsigned", "signature": null, "payload": null, "verified_at": null},
            },
            "_stats": {
                "additions": changes.iter().map(|change| change.additions).sum::<u64>(),
                "deletions": changes.iter().map(|change| change.deletions).sum::<u64>(),
                "files": changes.len(),
            },
        })
    }
}

fn git_user(signature: &Signature) -> Value {
    json!({"name": signature.name, "email": signature.email, "date": time(signature.at)})
}

fn login(signature: &Signature) -> Value {
    match PEOPLE.iter().find(|person| person.email == signature.email) {
        Some(person) => account(person.login),
        None => account("web-flow"),
    }
}

pub(super) fn signature(person: usize, at: At) -> Signature {
    Signature {
        name: PEOPLE[person].name.to_owned(),
        email: PEOPLE[person].email.to_owned(),
        at,
    }
}

/// The committer of what GitHub itself commits.
pub(super) fn github(at: At) -> Signature {
    Signature {
        name: "GitHub".to_owned(),
        email: "noreply@github.com".to_owned(),
        at,
    }
}
