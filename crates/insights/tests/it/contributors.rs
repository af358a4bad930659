use std::collections::BTreeMap;

use insta::assert_snapshot;
use weir_control::ContributorChange;
use weir_insights::{
    Decision, Part, Suggestion, apply_csv, csv_at, decide, discover, export_csv, history, plan_csv, versions,
};

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

fn decision(suggestion: &Suggestion, same: bool) -> Decision {
    Decision {
        accounts: suggestion.accounts.clone(),
        same,
    }
}

async fn id_of(world: &World, name: &str) -> i64 {
    let everybody = world.control.contributors().await.unwrap();
    everybody.iter().find(|one| one.name == name).unwrap().id
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
    let everybody = world.everybody().await;
    let sought = |text: &str, part| -> Vec<String> {
        let found = everybody.search(text, part);
        found.iter().map(|one| one.name.clone()).collect()
    };
    assert_eq!(sought("WOOD ann@acme", None), ["Ann Wood"]);
    assert_eq!(sought("wood", Some(Part::Undecided)).len(), 2);
    assert_eq!(sought("renovate", Some(Part::People)), ["renovate[bot]"]);
    assert_eq!(sought("renovate", Some(Part::Bots)), Vec::<String>::new());
    assert_eq!(sought("ann bob", None), Vec::<String>::new());
    let found = everybody.suggestions.clone();
    assert_eq!(found.len(), 1);
    assert_snapshot!(format!("{} {}: {}", found[0].confidence, found[0].reason, found[0].accounts.join(", ")), @"0.7 the same full name: 1/12+annw@users.noreply.github.com, 1/ann@acme.test");
    let answer = world.january("committers", None).await;
    assert_snapshot!(answer.notes.join("\n"), @"2 of the accounts may belong to people who have another one, too, and nobody has decided: people may be counted twice");
    decide(&world.control, &[decision(&found[0], true)])
        .await
        .unwrap();
    let answer = world.january("committers", None).await;
    assert_eq!((answer.value, answer.notes.len()), (Some(4.0), 0));
    assert!(world.everybody().await.suggestions.clone().is_empty());
    let log = world.control.contributor_log(10).await.unwrap();
    assert_eq!(log[0].action, "merged");
}

#[tokio::test]
async fn what_is_declined_is_not_suggested_again_and_what_is_split_stays_apart() {
    let world = World::new().await;
    discover(&world.control, &world.lake).await.unwrap();
    let found = world.everybody().await.suggestions.clone();
    decide(&world.control, &[decision(&found[0], false)])
        .await
        .unwrap();
    assert!(world.everybody().await.suggestions.clone().is_empty());
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
    let bob = id_of(&world, "Bob Lee").await;
    let file = format!("id,name,team\n{bob},Robert Lee,=web\n,,\n");
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
            .find(|one| one.id == bob)
            .unwrap()
            .attributes,
        BTreeMap::from([("team".to_owned(), "web".to_owned())])
    );
}

/// Each edit and each import begins a version; any of them can be had back as a file, and shows in the history of its people.
#[tokio::test]
async fn versions_come_back_as_files() {
    let world = World::new().await;
    discover(&world.control, &world.lake).await.unwrap();
    let bob = id_of(&world, "Bob Lee").await;
    apply_csv(
        &world.control,
        "email,team\nbob@acme.test,web\ncat@beta.test,app\n",
    )
    .await
    .unwrap();
    let change = ContributorChange {
        name: Some("Robert Lee".to_owned()),
        attributes: BTreeMap::from([("team".to_owned(), "data".to_owned())]),
        ..ContributorChange::default()
    };
    world.control.update_contributor(bob, &change).await.unwrap();
    // What changes nothing begins no version.
    world.control.update_contributor(bob, &change).await.unwrap();
    apply_csv(&world.control, "email,team\nbob@acme.test,\n")
        .await
        .unwrap();
    let all = versions(&world.control).await.unwrap();
    let shown: Vec<String> = all
        .iter()
        .map(|version| {
            format!(
                "{} {} of {}",
                version.action,
                version.changes.len(),
                version.contributors()
            )
        })
        .collect();
    assert_eq!(shown, ["imported 1 of 1", "edited 2 of 1", "imported 2 of 2"]);
    let bobs = |text: String| {
        text.lines()
            .find(|line| line.contains("bob@acme.test"))
            .unwrap()
            .to_owned()
    };
    let old = csv_at(&world.control, all[2].id).await.unwrap();
    assert_eq!(
        bobs(old.clone()),
        format!("{bob},Bob Lee,bob@acme.test,false,1/bob@acme.test,web")
    );
    let newest = csv_at(&world.control, all[0].id).await.unwrap();
    assert_eq!(newest, export_csv(&world.control).await.unwrap());
    // The old file, imported, is what was then.
    apply_csv(&world.control, &old).await.unwrap();
    assert_eq!(bobs(export_csv(&world.control).await.unwrap()), bobs(old));
    let one = world.control.contributor(bob).await.unwrap();
    let events = history(&world.control, &one).await.unwrap();
    let actions: Vec<&str> = events.iter().map(|event| event.action.as_str()).collect();
    assert_eq!(actions, ["imported", "imported", "edited", "imported"]);
    assert_eq!(
        events[3].detail["changes"].as_array().unwrap().len(),
        1,
        "the changes of others are not told"
    );
    let error = csv_at(&world.control, 999).await.unwrap_err();
    assert_snapshot!(error, @"there is no version 999");
}

/// Several decisions at once: a chain of accounts becomes one person.
#[tokio::test]
async fn decisions_follow_the_accounts() {
    let world = World::new().await;
    discover(&world.control, &world.lake).await.unwrap();
    let everybody = world.everybody().await;
    let key = |name: &str, place: usize| {
        let of_name = everybody.contributors.iter().filter(|one| one.name == name);
        of_name.map(|one| one.accounts[0].key()).nth(place).unwrap()
    };
    let same = |one: String, other: String| Decision {
        accounts: [one, other],
        same: true,
    };
    let chain = [
        same(key("Ann Wood", 0), key("Ann Wood", 1)),
        same(key("Ann Wood", 1), key("Cat Hill", 0)),
    ];
    decide(&world.control, &chain).await.unwrap();
    assert_snapshot!(names(&world).await.join("\n"), @r"
    Ann Wood (4)
    Bob Lee (1)
    renovate[bot] (1)
    ");
    let ann = world
        .control
        .contributor(id_of(&world, "Ann Wood").await)
        .await
        .unwrap();
    let events = history(&world.control, &ann).await.unwrap();
    assert_eq!(events[0].detail["others"][0]["name"], "Cat Hill");
    let error = decide(&world.control, &[same("9/nobody".to_owned(), key("Bob Lee", 0))])
        .await
        .unwrap_err();
    assert_snapshot!(error, @"nobody has the account `9/nobody`");
}

/// Everybody is read again only when something about them has changed.
#[tokio::test]
async fn everybody_is_kept_until_somebody_changes() {
    let world = World::new().await;
    discover(&world.control, &world.lake).await.unwrap();
    let first = world.everybody().await;
    assert!(std::sync::Arc::ptr_eq(&first, &world.everybody().await));
    let suggestion = first.suggestions[0].clone();
    decide(&world.control, &[decision(&suggestion, false)])
        .await
        .unwrap();
    let second = world.everybody().await;
    assert!(second.suggestions.is_empty());
    let bob = id_of(&world, "Bob Lee").await;
    let bot = ContributorChange {
        is_bot: Some(true),
        ..ContributorChange::default()
    };
    world.control.update_contributor(bob, &bot).await.unwrap();
    let third = world.everybody().await;
    assert!(third.contributors.iter().any(|one| one.id == bob && one.is_bot));
}
