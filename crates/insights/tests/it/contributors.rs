use std::collections::BTreeMap;

use insta::assert_snapshot;
use weir_insights::{apply_csv, discover, export_csv, plan_csv, suggestions};

use crate::world::World;

async fn names(world: &World) -> Vec<String> {
    let everybody = world.control.contributors().await.unwrap();
    everybody
        .iter()
        .map(|one| {
            format!(
                "{} ({}{})",
                one.name,
                one.accounts.len(),
                if one.is_bot { ", bot" } else { "" }
            )
        })
        .collect()
}

#[tokio::test]
async fn accounts_are_found_and_joined() {
    let world = World::new().await;
    assert_eq!(discover(&world.control, &world.lake).await.unwrap(), 6);
    // The same address in two integrations is one person; the address that a code host made is not known to be hers.
    assert_snapshot!(names(&world).await.join("\n"), @r"
    Ann Wood (1)
    Ann Wood (2)
    Bob Lee (1)
    Cat Hill (1)
    renovate[bot] (1)
    ");
    assert_eq!(
        discover(&world.control, &world.lake).await.unwrap(),
        0,
        "nobody is found twice"
    );
    assert_eq!(world.january("committers", None).await.value, Some(5.0));
    let found = suggestions(&world.control).await.unwrap();
    assert_eq!(found.len(), 1);
    assert_snapshot!(format!("{} {}: {}", found[0].confidence, found[0].reason, found[0].accounts.join(", ")), @"0.7 the same full name: 1/12+annw@users.noreply.github.com, 1/ann@acme.test");
    let answer = world.january("committers", None).await;
    assert_snapshot!(answer.notes.join("\n"), @"2 of the accounts may belong to people who have another one, too, and nobody has decided: people may be counted twice");
    weir_insights::accept(&world.control, found[0].one, found[0].other)
        .await
        .unwrap();
    let answer = world.january("committers", None).await;
    assert_eq!((answer.value, answer.notes.len()), (Some(4.0), 0));
    assert!(suggestions(&world.control).await.unwrap().is_empty());
    let log = world.control.contributor_log(10).await.unwrap();
    assert_eq!(log[0].action, "merged");
}

#[tokio::test]
async fn what_is_declined_is_not_suggested_again_and_what_is_split_stays_apart() {
    let world = World::new().await;
    discover(&world.control, &world.lake).await.unwrap();
    let found = suggestions(&world.control).await.unwrap();
    weir_insights::decline(&world.control, &found[0].accounts[1], &found[0].accounts[0])
        .await
        .unwrap();
    assert!(suggestions(&world.control).await.unwrap().is_empty());
    world
        .control
        .split_account(world.integrations[1], "ann@acme.test")
        .await
        .unwrap();
    assert_eq!(discover(&world.control, &world.lake).await.unwrap(), 0);
    assert_eq!(world.control.contributors().await.unwrap().len(), 6);
}

#[tokio::test]
async fn attributes_go_out_and_come_back_as_csv() {
    let world = World::new().await;
    discover(&world.control, &world.lake).await.unwrap();
    let bob = world
        .control
        .contributors()
        .await
        .unwrap()
        .into_iter()
        .find(|one| one.name == "Bob Lee")
        .unwrap();
    let file = format!("id,name,team\n{},Robert Lee,=web\n,,\n", bob.id);
    let plan = plan_csv(&world.control, &file).await.unwrap();
    assert_snapshot!(plan.faults.join("\n"), @"line 3: it has neither an id nor an e-mail address");
    let error = apply_csv(&world.control, &file).await.unwrap_err();
    assert_snapshot!(error, @"nothing was imported: line 3: it has neither an id nor an e-mail address");

    let file = "email,team,bot\nbob@acme.test,web,false\nBOT@acme.test,,true\nnobody@acme.test,,\n";
    let plan = plan_csv(&world.control, file).await.unwrap();
    assert_eq!(plan.new_attributes, ["team"]);
    assert_snapshot!(plan.faults.join("\n"), @"line 4: nobody has the address nobody@acme.test");
    let file = "email,team,bot\nbob@acme.test,web,false\nBOT@acme.test,,true\n";
    let plan = apply_csv(&world.control, file).await.unwrap();
    let changes: Vec<String> = plan
        .changes
        .iter()
        .map(|change| {
            format!(
                "{}: {} `{}` -> `{}`",
                change.name, change.field, change.from, change.to
            )
        })
        .collect();
    assert_snapshot!(changes.join("\n"), @r"
    Bob Lee: team `` -> `web`
    renovate[bot]: bot `false` -> `true`
    ");
    let text = export_csv(&world.control).await.unwrap();
    assert!(text.starts_with("id,name,email,bot,accounts,team\n"), "{text}");
    // What went out comes back without a change.
    let again = plan_csv(&world.control, &text).await.unwrap();
    assert_eq!(
        (again.changes.len(), again.unchanged, again.faults.len()),
        (0, 5, 0)
    );
    assert_eq!(
        world.january("commits", None).await.n,
        5,
        "the bot's commit is left out now"
    );
    assert_eq!(
        world
            .control
            .contributors()
            .await
            .unwrap()
            .iter()
            .find(|one| one.id == bob.id)
            .unwrap()
            .attributes,
        BTreeMap::from([("team".to_owned(), "web".to_owned())])
    );
}
