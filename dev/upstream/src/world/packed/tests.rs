use chrono::{DateTime, Utc};
use serde_json::json;

use super::Part;
use crate::world::{Repository, World};

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

/// Packs everything.
fn pack(world: &mut World) {
    let parts = world.repositories.iter_mut().flat_map(Repository::parts_mut);
    parts.for_each(Part::pack);
    let left = world
        .repositories
        .iter()
        .flat_map(Repository::parts)
        .map(Part::weight);
    assert_eq!(left.sum::<usize>(), 0);
}

#[test]
fn each_repository_is_made_the_same_whatever_is_beside_it() {
    let mut world = load(3);
    let before = print(&world);
    pack(&mut world);
    assert_eq!(before, print(&world));
    assert_eq!(before, print(&load(5)));
    let history = world.repository(NAME).unwrap().history().unwrap();
    let tip = history.refs["refs/heads/main"];
    assert_eq!(history.sha(tip), world.repository(NAME).unwrap().branches["main"]);
}

#[test]
fn changes_are_packed_too() {
    let mut world = load(3);
    let open = world.pulls(NAME).find(|pull| pull["state"] == "open");
    let number = open.unwrap()["number"].as_u64().unwrap();
    let comment = world.repository(NAME).unwrap().comments().next().unwrap()["id"].clone();
    let before = print(&world);
    for change in [
        json!({"do": "open_pull", "repository": NAME, "title": "A new one"}),
        json!({"do": "merge_pull", "repository": NAME, "number": number}),
        json!({"do": "retitle", "repository": NAME, "number": 2, "title": "Another title"}),
        json!({"do": "delete_comment", "repository": NAME, "id": comment}),
    ] {
        pack(&mut world);
        world.mutate(serde_json::from_value(change).unwrap()).unwrap();
    }
    let after = print(&world);
    assert_ne!(before, after);
    pack(&mut world);
    assert_eq!(after, print(&world));
    assert_eq!(after, print(&world.clone()));
}

#[test]
fn what_was_not_read_lately_is_packed_when_there_is_much() {
    let mut world = load(3);
    let heavy = "x".repeat(super::MOST / 2);
    for one in &mut world.repositories {
        one.pulls
            .values_mut()
            .for_each(|pull| pull["title"] = json!(heavy[..64]));
        let first = one.pulls.values_mut().next().unwrap();
        first["title"] = json!(heavy);
    }
    pack(&mut world);
    let titles = |one: &Repository| {
        one.pulls
            .values()
            .map(|pull| pull["title"].to_string().len())
            .sum::<usize>()
    };
    assert!(world.repositories.iter().all(|one| titles(one) > super::MOST / 2));
    assert!(world.is_crowded());
    let _ = titles(&world.repositories[0]);
    world.pack();
    assert!(!world.is_crowded());
    let loaded: Vec<bool> = world
        .repositories
        .iter()
        .map(|one| one.pulls.weight() > 0)
        .collect();
    assert_eq!(
        loaded,
        [false, false, false],
        "one by itself is more than half of what may be"
    );
}

#[test]
fn node_ids_are_found_where_they_are_and_nowhere_else() {
    let mut world = load(3);
    let opened = json!({"do": "open_pull", "repository": NAME, "title": "A new one"});
    world.mutate(serde_json::from_value(opened).unwrap()).unwrap();
    pack(&mut world);
    for name in [NAME, "acme/load-2"] {
        let one = world.repository(name).unwrap();
        assert_eq!(one.pulls.len(), if name == NAME { 13 } else { 12 });
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
    let beside = world.repositories[0].parts();
    assert!(
        beside.into_iter().all(|part| part.weight() == 0),
        "another was looked into"
    );
    assert!(world.place("PR_nothing").is_none());
}
