//! Every operation of the document, by a table of calls.

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::{Value, json};

use crate::openapi::operations;
use crate::schema::misfits;
use crate::world::{World, new_integration};

/// One call that works on a filled world: operation, path, body.
pub(crate) fn calls() -> Vec<Call> {
    let mut calls = integration_calls();
    calls.extend(data_calls());
    calls
}

type Call = (&'static str, &'static str, Value);

/// What is connected, and how it is doing.
fn integration_calls() -> Vec<Call> {
    let none = Value::Null;
    vec![
        ("health", "/health", none.clone()),
        ("show_session", "/session", none.clone()),
        ("sign_in", "/session", json!({"key": "KEY"})),
        ("sign_out", "/session", none.clone()),
        ("list_connectors", "/connectors", none.clone()),
        ("list_integrations", "/integrations", none.clone()),
        ("create_integration", "/integrations", new_integration("second")),
        ("validate_integration", "/integrations/validate", {
            let mut body = new_integration("x");
            body.as_object_mut().unwrap().remove("name");
            body
        }),
        ("show_integration", "/integrations/1", none.clone()),
        (
            "update_integration",
            "/integrations/1",
            json!({"description": "the shop"}),
        ),
        (
            "authorize_integration",
            "/integrations/1/authorization",
            json!({"origin": "https://weir.example.com"}),
        ),
        (
            "start_sync",
            "/integrations/1/sync",
            json!({"since": "2026-01-01"}),
        ),
        ("list_tasks", "/integrations/1/tasks?limit=10", none.clone()),
        ("show_monitoring", "/integrations/1/monitoring", none.clone()),
        ("cancel_sync", "/integrations/1/cancel", none.clone()),
        (
            "rotate_webhook_secret",
            "/integrations/1/webhooks/secret",
            json!({}),
        ),
        ("preview_sync", "/integrations/1/plan?depth_days=30", none.clone()),
        (
            "preview_new",
            "/integrations/plan",
            json!({"kind": "git", "config": {"url": "https://git.example/x.git"}}),
        ),
        ("show_webhooks", "/integrations/1/webhooks", none.clone()),
        (
            "list_webhook_deliveries",
            "/integrations/1/webhooks/deliveries?state=done&limit=10",
            none.clone(),
        ),
        ("delete_webhooks", "/integrations/1/webhooks", none.clone()),
        ("retry_task", "/tasks/2/retry", none.clone()),
        ("list_all_tasks", "/tasks?integration_id=1", none.clone()),
        ("show_task", "/tasks/1", none.clone()),
        ("show_schedule", "/integrations/1/schedule", none.clone()),
        (
            "set_schedule",
            "/integrations/1/schedule",
            json!({"tail": {"cron": "*/10 * * * *"}, "full": null, "depth_days": 365, "time_zone": "Europe/Berlin"}),
        ),
        ("pause_integration", "/integrations/1/pause", none.clone()),
        ("resume_integration", "/integrations/1/resume", none.clone()),
        ("show_diagnostics", "/integrations/1/diagnostics", none.clone()),
        (
            "look_up",
            "/integrations/1/lookup?key=acme%2Fweb%2312",
            none.clone(),
        ),
        ("account_health", "/account/health", none.clone()),
        ("show_settings", "/settings", none.clone()),
        ("update_settings", "/settings", json!({"log_days": 30})),
        ("listen", "/events", none),
    ]
}

/// Collections, profiles and Insights. Ids count through all of them: 1 and 2 are the categories every project has, 3 to 7 the
/// Insights that come with the product.
fn insight_calls() -> Vec<Call> {
    let none = Value::Null;
    let category = json!({"name": "Regions", "root": "All regions"});
    let collection = json!({"name": "Shop", "category": "1",
        "definition": {"by": "assets", "integrations": {"1": {"include": ["acme/*"]}}}});
    let profile = json!({"name": "Shop", "settings": {"exclude_bots": true}, "collections": []});
    let insight = json!({"name": "Mine", "widgets": [{"id": "a", "metric": "commits", "chart": "line", "x": 0, "y": 0, "w": 4, "h": 2}]});
    vec![
        ("list_categories", "/projects/1/categories", none.clone()),
        ("list_insights", "/projects/1/insights", none.clone()),
        ("create_category", "/projects/1/categories", category.clone()),
        ("update_category", "/categories/8", category),
        ("delete_category", "/categories/8", none.clone()),
        ("create_collection", "/projects/1/collections", collection.clone()),
        ("list_collections", "/projects/1/collections", none.clone()),
        ("show_collection", "/collections/9", none.clone()),
        ("update_collection", "/collections/9", collection.clone()),
        (
            "preview_collection",
            "/projects/1/collections/preview",
            json!({"definition": collection["definition"], "count": true}),
        ),
        ("delete_collection", "/collections/9", none.clone()),
        ("create_profile", "/projects/1/profiles", profile.clone()),
        ("list_profiles", "/projects/1/profiles", none.clone()),
        ("show_profile", "/profiles/10", none.clone()),
        ("update_profile", "/profiles/10", profile),
        (
            "preview_profile",
            "/projects/1/profiles/preview",
            json!({"settings": {}}),
        ),
        ("delete_profile", "/profiles/10", none.clone()),
        ("list_templates", "/insights/templates", none.clone()),
        ("create_insight", "/projects/1/insights", insight.clone()),
        ("show_insight", "/insights/11", none.clone()),
        ("update_insight", "/insights/11", insight),
        ("export_insight", "/insights/11/yaml", none.clone()),
        (
            "import_insight",
            "/projects/1/insights/import",
            json!({"yaml": "weir_insight: 1\nname: Mine\nwidgets: []\n", "replace": true}),
        ),
        ("delete_insight", "/insights/11", none.clone()),
        (
            "compare_definitions",
            "/projects/1/metrics/lead_time/definitions?from=2026-01-01&to=2026-02-01",
            none,
        ),
    ]
}

/// People. The world's pull requests are by one account.
fn contributor_calls() -> Vec<Call> {
    let none = Value::Null;
    vec![
        (
            "list_contributors",
            "/contributors?limit=1&show=people&q=a",
            none.clone(),
        ),
        ("show_contributor", "/contributors/1", none.clone()),
        (
            "update_contributor",
            "/contributors/1",
            json!({"attributes": {"team": "web"}}),
        ),
        ("list_suggestions", "/contributors/suggestions", none.clone()),
        (
            "decide_suggestions",
            "/contributors/suggestions",
            json!({"decisions": [{"accounts": ["1/ada", "1/ada"], "same": false}]}),
        ),
        (
            "merge_contributors",
            "/contributors/1/merge",
            json!({"others": []}),
        ),
        (
            "split_account",
            "/contributors/split",
            json!({"integration_id": "1", "account": "ada"}),
        ),
        ("export_contributors", "/contributors/csv", none.clone()),
        (
            "import_contributors",
            "/contributors/csv",
            json!({"csv": "id,team\n", "dry_run": true}),
        ),
        ("list_contributor_events", "/contributors/log", none.clone()),
        ("list_events_of_contributor", "/contributors/2/log", none.clone()),
        ("list_contributor_versions", "/contributors/versions", none),
    ]
}

/// What is made of it.
fn data_calls() -> Vec<Call> {
    let none = Value::Null;
    let range = "from=2026-01-01&to=2026-02-01";
    vec![
        ("list_projects", "/projects", none.clone()),
        (
            "create_project",
            "/projects",
            json!({"name": "second", "description": "another"}),
        ),
        ("show_project", "/projects/1", none.clone()),
        (
            "update_project",
            "/projects/1",
            json!({"settings": {"exclude_bots": false}}),
        ),
        (
            "map_integrations",
            "/projects/1/integrations",
            json!({"integration_ids": ["1"]}),
        ),
        ("show_project_options", "/projects/1/options", none.clone()),
        ("list_metrics", "/metrics", none.clone()),
        (
            "show_metric",
            Box::leak(
                format!("/projects/1/metrics/deployment_frequency?{range}&by=repository&bucket=week")
                    .into_boxed_str(),
            ),
            none.clone(),
        ),
        (
            "list_items",
            Box::leak(
                format!("/projects/1/metrics/pull_request_cycle_time/items?{range}&included=all")
                    .into_boxed_str(),
            ),
            none.clone(),
        ),
        ("list_tables", "/tables", none.clone()),
        ("list_rows", "/tables/pull_requests/rows?limit=2", none.clone()),
        (
            "export_table",
            "/tables/pull_requests/export?format=csv",
            none.clone(),
        ),
        (
            "export_query",
            "/query/export?format=csv&sql=SELECT%20number%20FROM%20pull_requests",
            none.clone(),
        ),
        (
            "run_query",
            "/query",
            json!({"sql": "SELECT number, labels, created_at FROM pull_requests"}),
        ),
    ]
    .into_iter()
    .chain(insight_calls())
    .chain(contributor_calls())
    .chain(life())
    .collect()
}

/// Mapping, scope, credentials, notifications; deletions last.
fn life() -> Vec<(&'static str, &'static str, Value)> {
    let none = Value::Null;
    let scope = json!({"include": ["acme/*"], "exclude": []});
    let hook = json!({"kind": "webhook", "name": "ops", "config": {"url": "http://127.0.0.1:9/"}});
    vec![
        ("list_mapped_projects", "/integrations/1/projects", none.clone()),
        (
            "map_to_projects",
            "/integrations/1/projects",
            json!({"projects": [{"id": "1", "scope": scope}, {"new": {"name": "third"}}]}),
        ),
        ("show_scope", "/integrations/1/scope", none.clone()),
        ("set_scope", "/integrations/1/scope", json!({"scope": scope})),
        (
            "preview_scope",
            "/integrations/1/scope/preview",
            json!({"scope": scope, "project_id": "1"}),
        ),
        (
            "reauthenticate",
            "/integrations/1/credentials",
            json!({"secrets": {"token": "ghp_new"}, "force": true}),
        ),
        ("create_channel", "/notifications/channels", hook),
        ("list_channels", "/notifications/channels", none.clone()),
        ("show_channel", "/notifications/channels/1", none.clone()),
        (
            "update_channel",
            "/notifications/channels/1",
            json!({"grace_minutes": 1}),
        ),
        ("test_channel", "/notifications/channels/1/test", none.clone()),
        (
            "rotate_channel_secret",
            "/notifications/channels/1/rotate",
            none.clone(),
        ),
        ("list_notifications", "/notifications/log?limit=5", none.clone()),
        ("delete_channel", "/notifications/channels/1", none.clone()),
        ("preview_deletion", "/integrations/1/deletion", none.clone()),
        ("delete_integration", "/integrations/1", json!({"confirm": "hub"})),
        ("list_deletions", "/deletions", none.clone()),
        ("list_attention", "/attention", none.clone()),
        ("settle_attention", "/attention/1", none.clone()),
        ("delete_project", "/projects/1", none),
    ]
}

/// Method of an operation.
pub(crate) fn method(document: &Value, id: &str) -> Method {
    let (_, method, _) = operations(document)
        .into_iter()
        .find(|(_, _, operation)| operation["operationId"] == id)
        .unwrap_or_else(|| panic!("no {id}"));
    method.to_uppercase().parse().unwrap()
}

#[tokio::test]
async fn every_operation_answers_as_documented() {
    let document = weir_server::document();
    let known: BTreeSet<String> = operations(&document)
        .iter()
        .map(|(_, _, operation)| operation["operationId"].as_str().unwrap().to_owned())
        .collect();
    let called: BTreeSet<String> = calls().iter().map(|(id, _, _)| (*id).to_owned()).collect();
    assert_eq!(known, called, "every operation is called here");

    let world = World::open().await;
    world.fill().await;
    for (id, path, body) in calls() {
        let reply = world.call(method(&document, id), path, body).await;
        assert!(reply.status.is_success(), "{id}: {} {}", reply.status, reply.text);
        let operation = operations(&document)
            .into_iter()
            .find(|(_, _, operation)| operation["operationId"] == id)
            .unwrap()
            .2;
        let promised = &operation["responses"][reply.status.as_str()];
        assert!(promised.is_object(), "{id}: {} is not documented", reply.status);
        let content = &promised["content"]["application/json"]["schema"];
        if reply.header("content-type").starts_with("application/json") {
            assert_eq!(
                misfits(&document, content, &reply.json(), id),
                Vec::<String>::new()
            );
        }
        assert!(!reply.header("x-request-id").is_empty(), "{id}");
        assert_eq!(reply.header("cache-control"), "no-store", "{id}");
    }
}

#[tokio::test]
async fn every_operation_on_something_unknown_says_so() {
    let document = weir_server::document();
    let world = World::open().await;
    for (id, path, body) in calls() {
        let unknown = path.replace("/1", "/99").replace("pull_requests/", "nothing/");
        if unknown == path {
            continue;
        }
        for path in [unknown.clone(), unknown.replace("/99", "/abc")] {
            let reply = world.call(method(&document, id), &path, body.clone()).await;
            assert_eq!(
                (reply.status.as_u16(), reply.code().as_str()),
                (404, "not_found"),
                "{id}: {}",
                reply.text
            );
        }
    }
}
