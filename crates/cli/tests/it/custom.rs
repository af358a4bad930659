//! Events of a tool that nobody asks, from the request to the number, through the binary.

use serde_json::{Value, json};

use crate::server::Server;
use crate::weir::Weir;

/// Where events go.
struct Hook {
    url: String,
    secret: String,
}

impl Hook {
    async fn make(server: &Server) -> Self {
        let made = server.post("/integrations/1/webhooks/secret", json!({})).await;
        let text = |name: &str| made[name].as_str().unwrap().to_owned();
        Self {
            url: text("url"),
            secret: text("secret"),
        }
    }

    /// Sends a body as `curl` would.
    async fn send(&self, server: &Server, kind: &str, body: String) -> (u16, Value) {
        let request = server
            .client
            .post(&self.url)
            .header("authorization", format!("Bearer {}", self.secret))
            .header("content-type", kind)
            .body(body);
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        (
            status,
            serde_json::from_str(&answer.text().await.unwrap()).unwrap(),
        )
    }

    async fn event(&self, server: &Server, event: &Value) {
        let (status, said) = self.send(server, "application/json", event.to_string()).await;
        assert_eq!((status, &said["status"]), (202, &json!("accepted")), "{said}");
    }
}

/// An event of an hour of the third of March.
fn event(run: &str, members: &Value) -> Value {
    let mut event = json!({"repository": {"name": "acme/web", "url": "https://git.acme.example/acme/web"},
        "pipeline": "build", "run": run});
    for (name, value) in members.as_object().unwrap() {
        event[name] = value.clone();
    }
    event
}

fn at(minute: u8) -> String {
    format!("2026-03-03T10:{minute:02}:00Z")
}

async fn rows(server: &Server, sql: &str) -> Value {
    server.post("/query", json!({ "sql": sql })).await["rows"].clone()
}

async fn number(server: &Server, metric: &str) -> (u64, Value) {
    let shown = server
        .get(&format!(
            "/projects/1/metrics/{metric}?from=2026-03-01&to=2026-03-08"
        ))
        .await;
    (shown["n"].as_u64().unwrap_or_default(), shown["value"].clone())
}

/// Sends what there is to tell, in the wrong order, twice and as lines.
async fn tell(server: &Server, hook: &Hook) {
    // Its end comes before its beginning.
    let end = event(
        "1",
        &json!({"finished_at": at(9), "result": "success", "jobs": [{"name": "test", "result": "success",
        "started_at": at(2), "finished_at": at(8)}], "deployment": {"environment": "production"}}),
    );
    hook.event(server, &end).await;
    let (status, said) = hook.send(server, "application/json", end.to_string()).await;
    assert_eq!((status, &said["status"]), (202, &json!("duplicate")));
    server
        .until("/integrations/1", |shown| shown["status"] == "healthy")
        .await;
    let begin = event(
        "1",
        &json!({"started_at": at(1), "branch": "main", "sha": "c0ffee", "user": "ada"}),
    );
    hook.event(server, &begin).await;
    // A history of two runs, one of them in the form of another product.
    let other = json!({"pipeline": "build", "job_full_name": "build", "qualified_name": "build", "instance_name": "ci",
        "instance_guid": "b1f1b0a4-6a3c-4b9d-9a35-3f1c1f6f0d11", "start_time": 1_772_532_000_000_i64, "duration": 60_000,
        "result": "FAILED", "build_number": 4_487_150_517_i64, "repo_url": "https://git.acme.example/acme/web.git",
        "cd": true, "ci": false, "job_run_params": [{"type": "StringParameterValue", "name": "env", "value": "prod"}]});
    let lines = format!(
        "{}\n\n{other}\n",
        event(
            "2",
            &json!({"started_at": at(20), "finished_at": at(24), "result": "failure"})
        )
    );
    let (status, said) = hook.send(server, "application/x-ndjson", lines).await;
    assert_eq!(status, 202, "{said}");
    server
        .until("/integrations/1/webhooks", |shown| shown["counts"]["done"] == 3)
        .await;
}

async fn rows_and_numbers_are_right(server: &Server) {
    let runs = rows(
        server,
        "SELECT number, branch, sha, actor_login, status, result, date_diff FROM (SELECT *, \
         CAST(extract(epoch FROM finished_at) - extract(epoch FROM started_at) AS BIGINT) AS date_diff \
         FROM pipeline_runs) ORDER BY number",
    )
    .await;
    assert_eq!(
        runs,
        json!([
            [1, "main", "c0ffee", "ada", "done", "success", 480],
            [2, null, null, null, "done", "failure", 240],
            [4_487_150_517_i64, null, null, null, "done", "failure", 60],
        ])
    );
    let deployed = rows(
        server,
        "SELECT environment, sha, state FROM deployments ORDER BY environment",
    )
    .await;
    assert_eq!(
        deployed,
        json!([["prod", null, "failure"], ["production", null, "success"]])
    );
    assert_eq!(
        rows(server, "SELECT full_name FROM repositories").await,
        json!([["acme/web"]])
    );
    assert_eq!(number(server, "pipeline_success_rate").await.0, 3);
    assert_eq!(
        number(server, "deployment_frequency").await.0,
        1,
        "one of two succeeded"
    );
}

async fn nothing_is_left_of_it(server: &Server) {
    server
        .client
        .delete(format!("{}/api/v1/integrations/1", server.address))
        .header("content-type", "application/json")
        .body(json!({"confirm": "release desk"}).to_string())
        .send()
        .await
        .unwrap();
    server
        .until("/integrations", |shown| {
            shown["items"].as_array().is_some_and(Vec::is_empty)
        })
        .await;
    assert_eq!(
        rows(server, "SELECT count(*) FROM pipeline_runs").await,
        json!([[0]])
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn events_become_runs_deployments_and_numbers() {
    let weir = Weir::new();
    weir.ok(&["integration", "add", "custom", "--name", "release desk"]);
    weir.ok(&["project", "add", "acme"]);
    weir.ok(&["project", "map", "acme", "release desk"]);
    let server = Server::start(&weir);
    let checked = server
        .post(
            "/integrations/validate",
            json!({"kind": "custom", "config": {}, "secrets": {}}),
        )
        .await;
    assert_eq!(checked["ok"], true, "{checked:#}");
    let hook = Hook::make(&server).await;
    assert_eq!(server.get("/integrations/1").await["status"], "unknown");

    tell(&server, &hook).await;
    rows_and_numbers_are_right(&server).await;
    let tasks = server.get("/integrations/1/tasks").await;
    let newest = &tasks["items"][0];
    assert_eq!(
        (&newest["lane"], &newest["status"]),
        (&json!("webhook"), &json!("succeeded")),
        "{newest:#}"
    );
    nothing_is_left_of_it(&server).await;
    drop(server);
}
