use std::collections::BTreeSet;

use weir_upstream::World;

use crate::support::now;

fn print(world: &World) -> String {
    let repositories = world.repositories().iter();
    repositories
        .map(|repository| {
            serde_json::to_string(&(&repository.document, &repository.pulls, &repository.runs)).expect("JSON")
        })
        .collect()
}

#[test]
fn the_same_seed_gives_the_same_world() {
    let world = World::seeded(1, 1, now());
    assert_eq!(print(&world), print(&World::seeded(1, 1, now())));
    assert_ne!(print(&world), print(&World::seeded(2, 1, now())));
}

#[test]
fn it_holds_what_a_company_has() {
    let world = World::seeded(1, 1, now());
    assert_eq!(world.repositories().len(), 6);
    let checkout = world.repository("acme/checkout").expect("it is there");
    let merged = checkout
        .pulls
        .values()
        .filter(|pull| pull["merged_at"].is_string())
        .count();
    assert!(
        merged > 60 && merged < checkout.pulls.len(),
        "{merged} of {}",
        checkout.pulls.len()
    );
    let states = |state: &str| {
        checkout
            .reviews()
            .filter(|(_, review)| review["state"] == state)
            .count()
    };
    assert!(states("APPROVED") > 30 && states("CHANGES_REQUESTED") > 5 && states("COMMENTED") > 5);
    let kinds: BTreeSet<&str> = checkout
        .events()
        .filter_map(|(_, event)| event["event"].as_str())
        .collect();
    for kind in [
        "labeled",
        "review_requested",
        "ready_for_review",
        "head_ref_force_pushed",
        "merged",
        "closed",
    ] {
        assert!(kinds.contains(kind), "no {kind} in {kinds:?}");
    }
    let incidents = world
        .repositories()
        .iter()
        .flat_map(|repository| repository.issues.values());
    let incidents: Vec<_> = incidents
        .filter(|issue| issue["labels"][0]["name"] == "incident")
        .collect();
    assert!(incidents.len() >= 8, "{}", incidents.len());
    assert!(
        incidents
            .iter()
            .filter(|issue| issue["state"] == "closed")
            .count()
            >= 6
    );
    let failed = |run: &&serde_json::Value| run["conclusion"] == "failure";
    assert!(world.runs("acme/checkout").filter(failed).count() > 3);
    assert!(world.deployments("acme/payments").count() > 50);
    assert!(
        !world
            .repository("acme/mobile-api")
            .expect("it is there")
            .releases
            .is_empty()
    );
    let reverts = checkout.pulls.values().filter(|pull| {
        pull["title"]
            .as_str()
            .is_some_and(|title| title.starts_with("Revert"))
    });
    assert!(reverts.count() >= 1);
}

#[test]
fn nothing_is_later_than_the_present() {
    let world = World::seeded(3, 1, now());
    let limit = "2026-09-01T12:00:00Z";
    for repository in world.repositories() {
        let documents = repository
            .pulls
            .values()
            .chain(repository.issues.values())
            .chain(&repository.runs);
        let documents = documents
            .chain(&repository.deployments)
            .chain(repository.comments())
            .chain(repository.line_comments());
        for document in documents {
            for key in ["created_at", "updated_at", "closed_at", "merged_at"] {
                assert!(
                    document[key].as_str().is_none_or(|at| at <= limit),
                    "{key} of {}",
                    document["url"]
                );
            }
        }
    }
}

#[test]
fn the_load_world_has_exact_counts() {
    let world = World::load_thousand(1);
    let repository = world.repository("acme/monolith").expect("it is there");
    assert_eq!(repository.pulls.len(), 1_000);
    assert_eq!(repository.line_comments().count(), 4_000);
    assert_eq!(repository.reviews().count(), 3_000);
    assert_eq!(repository.comments().count(), 3_000);
    assert_eq!(
        repository.pull_commits.values().map(Vec::len).sum::<usize>(),
        5_000
    );
    let long = repository
        .events
        .values()
        .filter(|events| events.len() > 100)
        .count();
    assert_eq!(long, 20);
}
