use chrono::{DateTime, Utc};
use serde_json::json;

use super::KEPT;
use crate::world::{Mutation, World};

const NAME: &str = "acme/load-3";

fn load(repositories: usize) -> World {
    let now: DateTime<Utc> = "2026-09-01T12:00:00Z".parse().unwrap();
    World::load(7, repositories, 12, now)
}

/// Everything that is kept of one, as text.
fn print(world: &World) -> String {
    let one = world.repository(NAME).unwrap();
    let first = json!([
        one.document,
        one.pulls,
        one.reviews,
        one.line_comments,
        one.comments
    ]);
    let second = json!([
        one.pull_commits,
        one.pull_files,
        one.events,
        one.runs,
        one.jobs,
        one.commits
    ]);
    format!("{first}{second}{:?}{:?}", one.branches, one.tags)
}

fn forget(world: &mut World) {
    for number in 4..=4 + KEPT {
        let _ = world.pulls(&format!("acme/load-{number}")).count();
    }
    world.let_go();
    let one = world.repository(NAME).unwrap();
    assert!(one.contents.get().is_none(), "it is still there");
}

#[test]
fn what_is_let_go_is_made_the_same_again() {
    let mut world = load(20);
    let before = print(&world);
    forget(&mut world);
    assert_eq!(before, print(&world));
    assert_eq!(before, print(&load(30)), "others do not matter");
}

#[test]
fn changes_outlive_what_is_let_go() {
    let mut world = load(20);
    let open = world.pulls(NAME).find(|pull| pull["state"] == "open");
    let number = open.unwrap()["number"].as_u64().unwrap();
    let comment = world.repository(NAME).unwrap().comments().next().unwrap()["id"].clone();
    let changes = [
        json!({"do": "open_pull", "repository": NAME, "title": "A new one"}),
        json!({"do": "merge_pull", "repository": NAME, "number": number}),
        json!({"do": "retitle", "repository": NAME, "number": 2, "title": "Another title"}),
        json!({"do": "delete_comment", "repository": NAME, "id": comment}),
    ];
    let before = print(&world);
    for change in changes {
        world.mutate(Mutation::Advance { seconds: 60 }).unwrap();
        world.mutate(serde_json::from_value(change).unwrap()).unwrap();
    }
    let after = print(&world);
    assert_ne!(before, after);
    forget(&mut world);
    assert_eq!(after, print(&world));
    // A change from outside stays in memory.
    let position = world.repositories.iter().position(|one| one.full_name() == NAME);
    world.repositories[position.unwrap()].pulls.remove(&2);
    let now = print(&world);
    for _ in 0..2 {
        assert!(world.repositories.iter().all(|one| !one.pulls.is_empty()));
        world.let_go();
    }
    assert_eq!(now, print(&world));
}

#[test]
fn the_document_is_known_before_the_contents() {
    let world = load(3);
    let one = world.repository(NAME).unwrap();
    let open = one.pulls.values().filter(|pull| pull["state"] == "open").count();
    assert_eq!(one.document["open_issues_count"], open);
    let pushed = one
        .commits
        .values()
        .filter(|commit| one.branches["main"] == commit["sha"]);
    let pushed: Vec<_> = pushed
        .map(|commit| &commit["commit"]["committer"]["date"])
        .collect();
    assert_eq!(pushed, [&one.document["pushed_at"]]);
}

#[test]
fn node_ids_are_found_where_they_are_and_nowhere_else() {
    let mut world = load(20);
    let opened = json!({"do": "open_pull", "repository": NAME, "title": "A new one"});
    world.mutate(serde_json::from_value(opened).unwrap()).unwrap();
    for name in [NAME, "acme/load-20"] {
        let one = world.repository(name).unwrap();
        let documents = one.pulls.values().chain(one.reviews().map(|(_, review)| review));
        let documents = documents
            .chain(one.line_comments())
            .chain(one.comments())
            .chain(&one.runs);
        let documents = documents
            .chain(one.jobs.values().flatten())
            .chain(one.commits.values());
        for document in documents.chain([&one.document]) {
            let (found, _) = world.place(document["node_id"].as_str().unwrap()).unwrap();
            assert_eq!(found.unwrap().full_name(), name, "{}", document["url"]);
        }
    }
    let made = world
        .repositories
        .iter()
        .filter(|one| one.contents.get().is_some());
    assert_eq!(made.count(), 2, "others were made to look into them");
    assert!(world.place("PR_nothing").is_none());
}
