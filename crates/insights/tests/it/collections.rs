use std::collections::BTreeMap;

use insta::assert_snapshot;
use weir_insights::{
    Assets, CollectionContent, Definition, InsightsError, People, ProfileContent, ProfileKind, Ref,
};
use weir_measures::{Filter, Operator, ProjectSettings};
use weir_model::Scope;

use crate::world::{World, category};

fn assets(integration: i64, include: &[&str]) -> Definition {
    let scope = Scope {
        include: include.iter().map(|pattern| (*pattern).to_owned()).collect(),
        exclude: Vec::new(),
    };
    Definition::Assets(Assets {
        integrations: BTreeMap::from([(integration.to_string(), scope)]),
        filters: Vec::new(),
    })
}

#[tokio::test]
async fn every_project_has_teams_and_sprints() {
    let world = World::new().await;
    let all = weir_insights::categories(&world.control, world.project)
        .await
        .unwrap();
    let names: Vec<(&str, &str)> = all
        .iter()
        .map(|one| (one.name.as_str(), one.content.root.as_str()))
        .collect();
    assert_eq!(names, [("Sprints", "All sprints"), ("Teams", "All teams")]);
    let regions = category("All regions");
    let made = weir_insights::create_category(&world.control, world.project, "Regions", &regions).await;
    assert_eq!(made.unwrap().name, "Regions");
}

#[tokio::test]
async fn a_collection_of_assets_narrows_every_number() {
    let world = World::new().await;
    let shop = world
        .collection("Shop", Some(assets(world.integrations[0], &["acme/shop"])), None)
        .await;
    assert_eq!(world.january("commits", None).await.n, 6);
    assert_eq!(world.january("commits", Some(shop.id)).await.n, 2);
    // Without a definition of its own it goes by the one above it.
    let below = world.collection("Shop, night", None, Some(shop.id)).await;
    assert_eq!(world.january("commits", Some(below.id)).await.n, 2);
    let acme = assets(world.integrations[0], &["acme/*"]);
    let reach = weir_insights::reach(&world.control, &*world.everybody().await, world.project, &acme)
        .await
        .unwrap();
    assert_eq!(reach.assets[&world.integrations[0]], ["acme/shop", "acme/web"]);
}

/// An integration that is gone leaves nothing in its place: the collection is marked, and never becomes everything.
#[tokio::test]
async fn a_collection_that_lost_its_integration_selects_nothing() {
    let world = World::new().await;
    let beta = world
        .collection("Beta", Some(assets(world.integrations[1], &[])), None)
        .await;
    assert_eq!(world.january("commits", Some(beta.id)).await.n, 2);
    world.control.mark_deleting(world.integrations[1]).await.unwrap();
    let attention = world.control.attention().await.unwrap();
    let marked = attention
        .iter()
        .find(|one| one.subject_kind == "collection")
        .unwrap();
    assert_eq!(
        (marked.subject_id, marked.integration_name.as_str()),
        (beta.id, "more code")
    );
    assert_snapshot!(marked.reason, @"it selected from `more code`, and selects nothing in its place");
    world
        .control
        .set_mapping(world.project, &world.integrations[..1])
        .await
        .unwrap();
    assert_eq!(world.january("commits", Some(beta.id)).await.value, None);
    let Some(definition) = &beta.content.definition else {
        panic!()
    };
    let reach = weir_insights::reach(
        &world.control,
        &*world.everybody().await,
        world.project,
        definition,
    )
    .await
    .unwrap();
    assert_eq!(reach.lost, [world.integrations[1]]);
    // What is left of it can still be changed.
    let renamed = weir_insights::update_collection(&world.control, beta.id, "Was beta", &beta.content)
        .await
        .unwrap();
    assert_eq!(
        renamed.content.lost(|id| id == world.integrations[0]),
        [world.integrations[1]]
    );
}

#[tokio::test]
async fn a_collection_of_people_has_only_their_work() {
    let world = World::new().await;
    weir_insights::discover(&world.control, &world.lake)
        .await
        .unwrap();
    let people = People {
        attributes: vec![Filter {
            dimension: "name".to_owned(),
            operator: Operator::Is,
            values: vec!["Bob Lee".to_owned()],
        }],
        contributors: Vec::new(),
    };
    let team = world
        .collection("Bobs", Some(Definition::People(people)), None)
        .await;
    let answer = world.january("commits", Some(team.id)).await;
    assert_eq!(answer.n, 1);
    assert!(
        answer
            .basis
            .iter()
            .any(|line| line.starts_with("Only the work of the collection's people"))
    );
}

#[tokio::test]
async fn trees_stay_trees() {
    let world = World::new().await;
    let one = world.collection("One", None, None).await;
    let two = world.collection("Two", None, Some(one.id)).await;
    let content = CollectionContent {
        parent: Some(Ref(two.id)),
        ..one.content.clone()
    };
    let error = weir_insights::update_collection(&world.control, one.id, "One", &content)
        .await
        .unwrap_err();
    assert_snapshot!(error, @"`One` would be below itself");
    let error = weir_insights::delete_collection(&world.control, one.id)
        .await
        .unwrap_err();
    assert_snapshot!(error, @"`Two` is below `One`: move or delete it first");
    weir_insights::delete_collection(&world.control, two.id)
        .await
        .unwrap();
    weir_insights::delete_collection(&world.control, one.id)
        .await
        .unwrap();
}

/// One profile for many collections; a collection has at most one; those below go by it, too.
#[tokio::test]
async fn profiles_decide_for_their_collections() {
    let world = World::new().await;
    let shop = world
        .collection("Shop", Some(assets(world.integrations[0], &["acme/shop"])), None)
        .await;
    let below = world.collection("Night", None, Some(shop.id)).await;
    let content = ProfileContent {
        description: String::new(),
        kind: ProfileKind::Dora,
        settings: ProjectSettings {
            time_zone: "Asia/Tokyo".to_owned(),
            ..ProjectSettings::default()
        },
        collections: vec![Ref(shop.id)],
    };
    let create =
        async |name: &str| weir_insights::create_profile(&world.control, world.project, name, &content).await;
    create("Night shift").await.unwrap();
    let answer = world.january("commits", Some(below.id)).await;
    assert_eq!(answer.basis[0], "Definitions of the profile `Night shift`");
    let error = create("Other").await.unwrap_err();
    assert_snapshot!(error, @"`Shop` already has the DORA profile `Night shift`: take it away there first");
    // One of another kind makes the other metrics, and leaves those of DORA alone.
    let velocity = ProfileContent {
        kind: ProfileKind::Velocity,
        ..content.clone()
    };
    let pace = weir_insights::create_profile(&world.control, world.project, "Pace", &velocity)
        .await
        .unwrap();
    let answer = world.january("commits", Some(below.id)).await;
    assert_eq!(answer.basis[0], "Definitions of the profile `Pace`");
    let answer = world.january("deployment_frequency", Some(below.id)).await;
    assert!(
        answer
            .basis
            .contains(&"Definitions of the profile `Night shift`".to_owned()),
        "{:?}",
        answer.basis
    );
    // A collection that is gone does not stand in the way of the next change.
    weir_insights::delete_collection(&world.control, below.id)
        .await
        .unwrap();
    weir_insights::delete_collection(&world.control, shop.id)
        .await
        .unwrap();
    let changed = weir_insights::update_profile(&world.control, pace.id, "Pace", &velocity)
        .await
        .unwrap();
    assert!(changed.content.collections.is_empty());
    let content = ProfileContent {
        collections: Vec::new(),
        ..content
    };
    let wrong = ProfileContent {
        settings: ProjectSettings {
            time_zone: "Nowhere".to_owned(),
            ..ProjectSettings::default()
        },
        collections: Vec::new(),
        ..content.clone()
    };
    let error = weir_insights::create_profile(&world.control, world.project, "Third", &wrong)
        .await
        .unwrap_err();
    assert!(matches!(error, InsightsError::Measure(_)), "{error}");
}
