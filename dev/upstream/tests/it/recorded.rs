//! Worlds made from recorded answers.

use serde_json::{Value, json};
use weir_upstream::{Limits, RecordedError, Upstream, World};

use crate::support::{PULLS, material, started};

#[test]
fn absent_recordings_are_said_to_be_absent() {
    let nowhere = World::recorded(std::path::Path::new("/nowhere/at/all"));
    assert!(matches!(nowhere, Err(RecordedError::Absent(_))));
}

#[tokio::test]
async fn recorded_documents_are_answered_as_they_were() {
    let Some(folder) = material("github/recorded") else {
        return;
    };
    let (world, summary) = World::recorded(&folder).expect("readable");
    println!("{summary:?}");
    for (kind, least) in [
        ("pull requests", 30),
        ("reviews", 5),
        ("line comments", 10),
        ("comments", 12),
        ("issues", 30),
        ("events", 200),
    ] {
        assert!(
            summary.documents.get(kind).is_some_and(|count| *count >= least),
            "{kind}: {summary:?}"
        );
    }
    let api = started(
        Upstream::builder()
            .world(world.clone())
            .token("t")
            .limits(Limits::unlimited()),
    )
    .await;
    for repository in world.repositories() {
        let name = repository.full_name();
        let (owner, short) = name.split_once('/').expect("a full name");
        let mut after = Value::Null;
        let mut seen = 0;
        loop {
            let body = api
                .graphql(
                    PULLS,
                    json!({"owner": owner, "name": short, "n": 50, "after": after}),
                )
                .await;
            assert!(body.get("errors").is_none(), "{name}: {}", body["errors"]);
            let page = &body["data"]["repository"]["pullRequests"];
            for pull in page["nodes"].as_array().expect("a list") {
                let number = pull["number"].as_u64().expect("a number");
                let document = &repository.pulls[&number];
                assert_eq!(
                    (&pull["title"], &pull["updatedAt"]),
                    (&document["title"], &document["updated_at"])
                );
                seen += 1;
            }
            if page["pageInfo"]["hasNextPage"] == false {
                break;
            }
            after = page["pageInfo"]["endCursor"].clone();
        }
        assert_eq!(seen, repository.pulls.len(), "{name}");
        let comments = api
            .all(&format!("/repos/{name}/pulls/comments?per_page=100"))
            .await;
        assert_eq!(comments.len(), repository.line_comments().count(), "{name}");
        let comments = api
            .all(&format!("/repos/{name}/issues/comments?per_page=100"))
            .await;
        assert_eq!(comments.len(), repository.comments().count(), "{name}");
        for ours in comments {
            let theirs = repository
                .comments()
                .find(|theirs| theirs["id"] == ours["id"])
                .expect("it is there");
            assert_eq!(
                (&ours["body"], &ours["user"]["login"], &ours["created_at"]),
                (&theirs["body"], &theirs["user"]["login"], &theirs["created_at"])
            );
        }
    }
}
