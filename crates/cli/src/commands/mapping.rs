//! `weir integration reauth|map|scope`

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use serde_json::{Value, json};

use crate::api::{Api, items, text};
use crate::args::{MapArgs, Reauth, ScopeArgs};
use crate::output;

/// Replaces the secrets of an integration.
pub(crate) async fn reauth(dir: &Path, args: &Reauth) -> Result<ExitCode> {
    let secrets = args.secrets.read()?;
    let api = Api::open(dir).await?;
    let integration = api.integration(&args.name).await?;
    let path = format!("/integrations/{}/credentials", text(&integration["id"]));
    let body = json!({ "secrets": secrets, "method": args.method, "force": args.force });
    let answer = api.post(&path, body).await?;
    api.close().await;
    if args.json {
        output::json(&answer)?;
    } else {
        for check in answer["checks"].as_array().into_iter().flatten() {
            let mark = if check["ok"] == true { "ok    " } else { "FAILED" };
            output::line(&format!(
                "{mark}  {}  {}",
                text(&check["name"]),
                text(&check["message"])
            ));
        }
        output::say(if answer["stored"] == true {
            "the new credentials are stored"
        } else {
            "nothing was changed: the upstream refuses them; --force stores them all the same"
        });
    }
    Ok(if answer["ok"] == true {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Says which projects an integration is mapped to; without projects, shows it.
pub(crate) async fn map(dir: &Path, args: &MapArgs) -> Result<()> {
    let api = Api::open(dir).await?;
    let integration = api.integration(&args.name).await?;
    let path = format!("/integrations/{}/projects", text(&integration["id"]));
    let mut mapped = api.get(&path).await?;
    if !args.projects.is_empty() || args.none {
        let scope = args.scope.body();
        let known = api.get("/projects").await?;
        let target = |name: &String| {
            let same = |one: &&Value| text(&one["name"]).to_lowercase() == name.to_lowercase();
            let found = items(&known).find(same);
            match found {
                Some(project) => json!({ "id": project["id"], "scope": scope }),
                None => json!({ "new": { "name": name }, "scope": scope }),
            }
        };
        let targets: Vec<Value> = args.projects.iter().map(target).collect();
        mapped = api.put(&path, json!({ "projects": targets })).await?;
    }
    api.close().await;
    if args.json {
        return output::json(&mapped["items"]);
    }
    let row = |project: &Value| {
        vec![
            text(&project["name"]).to_owned(),
            format!("{} of {}", project["selected"], project["total"]),
            words(&project["scope"]),
        ]
    };
    let rows: Vec<Vec<String>> = items(&mapped).map(row).collect();
    output::table(&["PROJECT", "REPOSITORIES", "SCOPE"], &rows);
    Ok(())
}

/// Says which repositories an integration reads; without patterns, shows it.
pub(crate) async fn scope(dir: &Path, args: &ScopeArgs) -> Result<()> {
    let api = Api::open(dir).await?;
    let integration = api.integration(&args.name).await?;
    let path = format!("/integrations/{}/scope", text(&integration["id"]));
    let given = args.scope.body();
    let shown = if args.preview {
        api.post(&format!("{path}/preview"), json!({ "scope": given }))
            .await?
    } else if args.all || !given.is_null() {
        api.put(&path, json!({ "scope": given })).await?
    } else {
        api.get(&path).await?
    };
    api.close().await;
    if args.json {
        return output::json(&shown);
    }
    output::line(&format!("{} of {} are read", shown["selected"], shown["total"]));
    for one in shown["left_out"].as_array().into_iter().flatten() {
        output::line(&format!(
            "left out  {}  {}",
            text(&one["name"]),
            text(&one["reason"])
        ));
    }
    for one in shown["partitions"].as_array().into_iter().flatten() {
        let mark = if one["selected"] == true { "in " } else { "out" };
        output::line(&format!("{mark}  {}  {} rows", text(&one["name"]), one["rows"]));
    }
    for pattern in shown["unmatched"].as_array().into_iter().flatten() {
        output::say(&format!("`{}` matches nothing", text(pattern)));
    }
    Ok(())
}

fn words(scope: &Value) -> String {
    let list = |name: &str| -> Vec<&str> {
        let patterns = scope[name].as_array().into_iter().flatten();
        patterns.filter_map(Value::as_str).collect()
    };
    match (list("include"), list("exclude")) {
        (include, exclude) if include.is_empty() && exclude.is_empty() => "everything".to_owned(),
        (include, exclude) if exclude.is_empty() => include.join(", "),
        (include, exclude) if include.is_empty() => format!("all but {}", exclude.join(", ")),
        (include, exclude) => format!("{} but {}", include.join(", "), exclude.join(", ")),
    }
}
