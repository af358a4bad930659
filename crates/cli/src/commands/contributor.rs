//! `weir contributor …`

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::api::{Api, items, part, text};
use crate::args::Contributor;
use crate::output;

const CONTRIBUTORS: &str = "/contributors";
const FILE: &str = "/contributors/csv";

pub(crate) async fn run(dir: &Path, command: Contributor) -> Result<ExitCode> {
    let api = Api::open(dir).await?;
    let done = |result: Result<()>| result.map(|()| ExitCode::SUCCESS);
    let code = match command {
        Contributor::List {
            bots,
            undecided,
            json,
        } => {
            let wanted =
                |one: &Value| (!bots || one["is_bot"] == true) && (!undecided || one["undecided"] == true);
            done(list(&api, wanted, json).await)
        }
        Contributor::Merge { contributor, others } => done(merge(&api, &contributor, &others).await),
        Contributor::Split { integration, account } => done(split(&api, &integration, &account).await),
        Contributor::Export { version, out } => done(export(&api, version.as_deref(), out.as_deref()).await),
        Contributor::Import { file, apply, json } => import(&api, &file, apply, json).await,
    };
    api.close().await;
    code
}

async fn list(api: &Api, wanted: impl Fn(&Value) -> bool, as_json: bool) -> Result<()> {
    let everybody = api.get(CONTRIBUTORS).await?;
    let chosen: Vec<&Value> = items(&everybody).filter(|one| wanted(one)).collect();
    if as_json {
        return output::json(&chosen);
    }
    let row = |one: &&Value| {
        let accounts = one["accounts"].as_array().into_iter().flatten();
        let accounts: Vec<&str> = accounts.map(|account| text(&account["account"])).collect();
        let marks = [("is_bot", "bot"), ("undecided", "undecided")];
        let marks: Vec<&str> = marks
            .iter()
            .filter(|(name, _)| one[*name] == true)
            .map(|(_, mark)| *mark)
            .collect();
        let notes = one["attributes"].as_object().into_iter().flatten();
        let notes: Vec<String> = notes
            .map(|(name, value)| format!("{name}={}", text(value)))
            .collect();
        vec![
            text(&one["id"]).to_owned(),
            text(&one["name"]).to_owned(),
            text(&one["email"]).to_owned(),
            accounts.join(" "),
            notes.join(" "),
            marks.join(", "),
        ]
    };
    let rows: Vec<Vec<String>> = chosen.iter().map(row).collect();
    output::table(&["ID", "NAME", "ADDRESS", "ACCOUNTS", "NOTED", ""], &rows);
    Ok(())
}

/// The one contributor that a word names: by id, address, account or name.
fn find<'a>(everybody: &'a Value, word: &str) -> Result<&'a Value> {
    let word = word.trim().to_lowercase();
    let is = |value: &Value| text(value).to_lowercase() == word;
    let accounts = |one: &Value| {
        let mut accounts = one["accounts"].as_array().into_iter().flatten();
        accounts.any(|account| is(&account["account"]))
    };
    let named = |one: &&Value| is(&one["id"]) || is(&one["email"]) || is(&one["name"]) || accounts(one);
    let found: Vec<&Value> = items(everybody).filter(named).collect();
    match found.as_slice() {
        [one] => Ok(one),
        [] => bail!("there is no contributor `{word}`; `weir contributor list` shows them"),
        several => {
            let ids: Vec<&str> = several.iter().map(|one| text(&one["id"])).collect();
            bail!(
                "`{word}` are several contributors: give one of the ids {}",
                ids.join(", ")
            )
        }
    }
}

async fn merge(api: &Api, contributor: &str, others: &[String]) -> Result<()> {
    let everybody = api.get(CONTRIBUTORS).await?;
    let stays = find(&everybody, contributor)?;
    let others = others
        .iter()
        .map(|word| Ok(text(&find(&everybody, word)?["id"])))
        .collect::<Result<Vec<&str>>>()?;
    let path = format!("{CONTRIBUTORS}/{}/merge", text(&stays["id"]));
    let made = api.post(&path, json!({ "others": others })).await?;
    let count = made["accounts"].as_array().map_or(0, Vec::len);
    output::say(&format!("{} has {count} accounts now", text(&made["name"])));
    Ok(())
}

async fn split(api: &Api, integration: &str, account: &str) -> Result<()> {
    let integration = api.integration(integration).await?;
    let body = json!({ "integration_id": integration["id"], "account": account });
    let made = api.post("/contributors/split", body).await?;
    output::say(&format!(
        "`{account}` is a contributor of its own now: {}",
        text(&made["id"])
    ));
    Ok(())
}

async fn export(api: &Api, version: Option<&str>, out: Option<&Path>) -> Result<()> {
    let path = match version {
        Some(version) => format!("{FILE}?version={}", part(version)),
        None => FILE.to_owned(),
    };
    let answer = api.get(&path).await?;
    if let Some(file) = out {
        std::fs::write(file, text(&answer)).with_context(|| format!("writing {}", file.display()))?;
    } else {
        output::line(text(&answer).trim_end());
    }
    Ok(())
}

async fn import(api: &Api, file: &Path, apply: bool, as_json: bool) -> Result<ExitCode> {
    let csv = std::fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
    let plan = api.post(FILE, json!({ "csv": csv, "dry_run": !apply })).await?;
    if as_json {
        output::json(&plan)?;
    } else {
        print_plan(&plan);
        if !apply {
            output::say("nothing is changed yet; --apply does it");
        }
    }
    let usable = plan["faults"].as_array().is_none_or(Vec::is_empty);
    Ok(if usable {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn print_plan(plan: &Value) {
    let row = |change: &Value| {
        ["name", "field", "from", "to"]
            .map(|name| text(&change[name]).to_owned())
            .to_vec()
    };
    let changes = plan["changes"].as_array().into_iter().flatten();
    let rows: Vec<Vec<String>> = changes.map(row).collect();
    output::table(&["CONTRIBUTOR", "FIELD", "BEFORE", "AFTER"], &rows);
    for fault in plan["faults"].as_array().into_iter().flatten() {
        output::say(&format!("cannot be used: {}", text(fault)));
    }
    output::say(&format!("{} rows stay as they are", plan["unchanged"]));
}
