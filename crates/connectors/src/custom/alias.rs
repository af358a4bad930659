//! The payload that builds report to the `custom-cicd` address of Harness Software Engineering Insights, as an event:
//! <https://developer.harness.io/docs/software-engineering-insights/propelo-sei/setup-sei/configure-integrations/semi-automated-integrations/sei-custom-cicd-integrations/>.

use serde_json::{Map, Value, json};
use weir_connect::Misfit;
use weir_model::Time;

use super::fields::Fields;

/// Names under which samples of the documentation write the same.
const JOB_NAME: &[&str] = &[
    "job_full_name",
    "job_normalized_full_name",
    "qualified_name",
    "job_name",
    "pipeline",
];
/// Parameters of a run that name where a deployment goes.
const ENVIRONMENT: &[&str] = &["environment", "env", "deploy_environment"];
/// Results in lower case, and ours.
const RESULTS: &[(&str, &str)] = &[
    ("success", "success"),
    ("succeeded", "success"),
    ("failure", "failure"),
    ("failed", "failure"),
    ("unstable", "failure"),
    ("aborted", "cancelled"),
    ("cancelled", "cancelled"),
    ("canceled", "cancelled"),
    ("skipped", "skipped"),
    ("not_built", "skipped"),
    ("timed_out", "timed_out"),
];

/// Whether a body is that payload.
pub(super) fn is(body: &Value) -> bool {
    body.get("start_time").is_some() && JOB_NAME.iter().any(|name| body.get(name).is_some())
}

/// The event that it tells.
pub(super) fn event(body: &Value, at: &str) -> Result<Value, Misfit> {
    let fields = Fields::of(body, at, None)?;
    let mut name = None;
    for member in JOB_NAME {
        name = name.or(fields.text(member)?);
    }
    let started = milliseconds(&fields, "start_time")?
        .ok_or_else(|| fields.misfit("start_time", "is missing: send milliseconds since 1970"))?;
    let duration = milliseconds(&fields, "duration")?;
    let result = result(&fields, "result")?
        .ok_or_else(|| fields.misfit("result", "is missing: send SUCCESS or FAILURE"))?;
    let number = fields.integer("build_number")?;
    let execution = fields.text("execution_id")?;
    let run = execution.or_else(|| number.map(|number| number.to_string()));
    let finished = duration.map(|duration| Time(started.0 + duration.0));
    let mut event = json!({
        "repository": repository(&fields)?,
        "pipeline": name,
        // Without a number only its start tells a run from others.
        "run": run.unwrap_or_else(|| (started.0 / 1000).to_string()),
        "number": number,
        "result": result,
        "status": "done",
        "branch": fields.text("branch_name")?,
        "sha": fields.first_text("scm_commit_ids")?,
        "user": fields.text("user_id")?.or(fields.text("triggered_by")?),
        "url": fields.text("web_url")?,
        "started_at": started,
        "finished_at": finished.unwrap_or(started),
        "jobs": jobs(&fields)?,
    });
    if fields.truth("cd")? == Some(true) {
        event["deployment"] = json!({ "environment": environment(&fields)? });
    }
    Ok(event)
}

fn milliseconds(fields: &Fields<'_>, name: &str) -> Result<Option<Time>, Misfit> {
    let number = fields.integer(name)?;
    let micros = number.map(|number| number.checked_mul(1000));
    match micros {
        Some(Some(micros)) if micros >= 0 => Ok(Some(Time(micros))),
        None => Ok(None),
        _ => Err(fields.misfit(name, "must be a number of milliseconds")),
    }
}

fn result(fields: &Fields<'_>, name: &str) -> Result<Option<&'static str>, Misfit> {
    let Some(text) = fields.text(name)? else {
        return Ok(None);
    };
    let known = RESULTS.iter().find(|(word, _)| text.eq_ignore_ascii_case(word));
    known
        .map(|(_, ours)| Some(*ours))
        .ok_or_else(|| fields.misfit(name, "must be SUCCESS or FAILURE"))
}

/// The repository by its address; without one, the project or the instance stands for it.
fn repository(fields: &Fields<'_>) -> Result<Value, Misfit> {
    if let Some(address) = fields.text("repo_url")? {
        let path = address
            .split_once("://")
            .map_or(address.as_str(), |(_, rest)| rest);
        let path = path.split_once(['/', ':']).map_or(path, |(_, path)| path);
        let name = path.trim_matches('/').trim_end_matches(".git");
        let url = address.trim_end_matches('/').trim_end_matches(".git");
        let page = url.starts_with("http").then_some(url);
        return Ok(json!({ "name": name, "url": page, "clone_url": address }));
    }
    let mut name = None;
    for member in [
        "project_name",
        "instance_name",
        "jenkins_instance_name",
        "instance_guid",
    ] {
        name = name.or(fields.text(member)?);
    }
    name.map(Value::from)
        .ok_or_else(|| fields.misfit("repo_url", "is missing: send it, or `instance_name`"))
}

fn environment(fields: &Fields<'_>) -> Result<String, Misfit> {
    for (parameter, at) in fields.list("job_run_params")? {
        let parameter = Fields::of(parameter, &at, None)?;
        let name = parameter.text("name")?.unwrap_or_default();
        if ENVIRONMENT.iter().any(|known| name.eq_ignore_ascii_case(known))
            && let Some(value) = parameter.text("value")?
        {
            return Ok(value);
        }
    }
    Ok("production".to_owned())
}

/// Stages, with their steps. Only how long each took is told, not when.
fn jobs(fields: &Fields<'_>) -> Result<Vec<Value>, Misfit> {
    let Some(run) = fields.get("job_run") else {
        return Ok(Vec::new());
    };
    let run = Fields::of(run, &fields.path("job_run"), None)?;
    let mut jobs = Vec::new();
    for (stage, at) in run.list("stages")? {
        let stage = Fields::of(stage, &at, None)?;
        let mut job = named(&stage)?;
        let mut steps = Vec::new();
        for (step, at) in stage.list("steps")? {
            steps.push(Value::Object(named(&Fields::of(step, &at, None)?)?));
        }
        job.insert("steps".to_owned(), steps.into());
        jobs.push(Value::Object(job));
    }
    Ok(jobs)
}

fn named(fields: &Fields<'_>) -> Result<Map<String, Value>, Misfit> {
    let mut members = Map::new();
    members.insert(
        "name".to_owned(),
        fields.needed("displayName", "its name")?.into(),
    );
    members.insert("result".to_owned(), result(fields, "result")?.into());
    Ok(members)
}
