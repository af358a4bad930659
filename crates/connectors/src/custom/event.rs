//! An event: what a tool tells of a run, of its jobs and of what it deployed.

use serde_json::Value;
use weir_connect::{Misfit, Pushed};
use weir_model::Time;

use super::fields::Fields;
use super::part::{Part, Stamp};
use super::{DEPLOYMENTS, PIPELINE_RUNS, REPOSITORIES, USERS, job};

/// What an event may hold.
const EVENT: &[&str] = &[
    "repository",
    "pipeline",
    "run",
    "number",
    "attempt",
    "at",
    "status",
    "result",
    "branch",
    "sha",
    "commits",
    "trigger",
    "user",
    "url",
    "queued_at",
    "started_at",
    "finished_at",
    "jobs",
    "deployment",
];
const REPOSITORY: &[&str] = &["name", "url", "clone_url", "default_branch"];
const USER: &[&str] = &["login", "name", "email"];
const DEPLOYMENT: &[&str] = &[
    "id",
    "environment",
    "is_production",
    "state",
    "ref",
    "sha",
    "user",
    "url",
    "queued_at",
    "started_at",
    "finished_at",
];
pub(super) const STATUSES: &[&str] = &["queued", "running", "waiting", "done"];
pub(super) const RESULTS: &[&str] = &[
    "success",
    "failure",
    "cancelled",
    "skipped",
    "timed_out",
    "neutral",
    "action_required",
];
const STATES: &[&str] = &[
    "queued",
    "pending",
    "in_progress",
    "success",
    "failure",
    "error",
    "inactive",
];

/// When a run, a job or a deployment was asked for, began and ended.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Times {
    pub(super) queued: Option<Time>,
    pub(super) started: Option<Time>,
    pub(super) finished: Option<Time>,
}

impl Times {
    pub(super) fn read(fields: &Fields<'_>) -> Result<Self, Misfit> {
        Ok(Self {
            queued: fields.time("queued_at")?,
            started: fields.time("started_at")?,
            finished: fields.time("finished_at")?,
        })
    }

    pub(super) fn say(self, part: &mut Part) {
        part.say("queued_at", self.queued);
        part.say("started_at", self.started);
        part.say("finished_at", self.finished);
    }

    fn latest(self) -> Option<Time> {
        self.finished.max(self.started).max(self.queued)
    }

    /// The status that follows from what is said; none when nothing is.
    pub(super) fn status(self, said: Option<String>, result: Option<&String>) -> Option<String> {
        let word = if result.is_some() || self.finished.is_some() {
            "done"
        } else if self.started.is_some() {
            "running"
        } else if self.queued.is_some() {
            "queued"
        } else {
            return said;
        };
        Some(said.unwrap_or_else(|| word.to_owned()))
    }
}

/// An account: its name, or an object with it.
struct Account {
    login: String,
    name: Option<String>,
    email: Option<String>,
}

impl Account {
    fn read(fields: &Fields<'_>, name: &str) -> Result<Option<Self>, Misfit> {
        let Some(value) = fields.get(name) else {
            return Ok(None);
        };
        if value.is_object() {
            let fields = Fields::of(value, &fields.path(name), Some(USER))?;
            return Ok(Some(Self {
                login: fields.needed("login", "the name of the account")?,
                name: fields.text("name")?,
                email: fields.text("email")?,
            }));
        }
        let login = fields.text(name)?;
        Ok(login.map(|login| Self {
            login,
            name: None,
            email: None,
        }))
    }

    fn pushed(&self, at: Time) -> Pushed {
        let mut part = Part::new(&self.login, Stamp { attempt: 0, at });
        part.say("login", Some(&self.login));
        part.say("name", self.name.as_ref());
        part.say("email", self.email.as_ref());
        pushed(USERS, &self.login, part)
    }
}

/// What all records of an event share.
struct Told<'a> {
    fields: Fields<'a>,
    repository: String,
    stamp: Stamp,
    times: Times,
    user: Option<Account>,
    sha: Option<String>,
    result: Option<String>,
    /// Pipeline and run, where the event names them.
    run: Option<(String, String)>,
}

/// The records of an event.
pub(super) fn read(body: &Value, at: &str) -> Result<Vec<Pushed>, Misfit> {
    let fields = Fields::of(body, at, Some(EVENT))?;
    let deployment = match fields.get("deployment") {
        Some(value) => Some(Fields::of(value, &fields.path("deployment"), Some(DEPLOYMENT))?),
        None => None,
    };
    let run = match &deployment {
        // A deployment that no pipeline made.
        Some(_) if fields.get("pipeline").is_none() && fields.get("run").is_none() => None,
        _ => Some((
            fields.needed("pipeline", "the name of the pipeline")?,
            fields.needed("run", "the id or the number of the run")?,
        )),
    };
    let mut told = Told {
        repository: String::new(),
        stamp: stamp(&fields, deployment.as_ref())?,
        times: Times::read(&fields)?,
        user: Account::read(&fields, "user")?,
        sha: match fields.text("sha")? {
            Some(sha) => Some(sha),
            None => fields.first_text("commits")?,
        },
        result: fields.word("result", RESULTS)?,
        run,
        fields,
    };
    let repository = told.repository()?;
    told.repository.clone_from(&repository.key);
    let mut all = vec![repository];
    all.extend(told.user.as_ref().map(|user| user.pushed(told.stamp.at)));
    all.extend(told.run()?);
    if let Some(deployment) = &deployment {
        told.deployment(deployment, &mut all)?;
    }
    Ok(all)
}

/// When the event was: what it says, or else the latest of its times.
fn stamp(fields: &Fields<'_>, deployment: Option<&Fields<'_>>) -> Result<Stamp, Misfit> {
    let attempt = fields.integer("attempt")?.unwrap_or(1);
    if attempt < 1 {
        return Err(fields.misfit("attempt", "must be 1 or more"));
    }
    let mut latest = Times::read(fields)?.latest();
    for (job, at) in fields.list("jobs")? {
        latest = latest.max(Times::read(&Fields::of(job, &at, None)?)?.latest());
    }
    if let Some(deployment) = deployment {
        latest = latest.max(Times::read(deployment)?.latest());
    }
    let at = fields.time("at")?.or(latest);
    let missing = "is missing: send when this happened, or a time such as `started_at`";
    Ok(Stamp {
        attempt,
        at: at.ok_or_else(|| fields.misfit("at", missing))?,
    })
}

impl Told<'_> {
    fn repository(&self) -> Result<Pushed, Misfit> {
        let what = "its name, such as owner/name";
        // Attempts count within a run.
        let stamp = Stamp {
            attempt: 0,
            at: self.stamp.at,
        };
        let value = self.fields.get("repository").filter(|value| value.is_object());
        let Some(value) = value else {
            let name = self.fields.needed("repository", what)?;
            let mut part = Part::new(&name, stamp);
            part.say("full_name", Some(&name));
            return Ok(pushed(REPOSITORIES, &name, part));
        };
        let fields = Fields::of(value, &self.fields.path("repository"), Some(REPOSITORY))?;
        let name = fields.needed("name", what)?;
        let mut part = Part::new(&name, stamp);
        part.say("full_name", Some(&name));
        for member in ["url", "clone_url", "default_branch"] {
            part.say(member, fields.text(member)?);
        }
        Ok(pushed(REPOSITORIES, &name, part))
    }

    fn run(&self) -> Result<Option<Pushed>, Misfit> {
        let Some((pipeline, run)) = &self.run else {
            return Ok(None);
        };
        let fields = &self.fields;
        let key = format!("{}/{}/{}", self.repository, segment(pipeline), segment(run));
        let mut part = Part::new(&key, self.stamp);
        part.say("repository", Some(&self.repository));
        part.say("pipeline", Some(pipeline));
        part.say("run", Some(run));
        let number = fields.integer("number")?;
        part.say("number", number.or_else(|| run.parse().ok()));
        part.say("attempt", Some(self.stamp.attempt));
        let status = fields.word("status", STATUSES)?;
        part.say("status", self.times.status(status, self.result.as_ref()));
        part.say("result", self.result.as_ref());
        for member in ["branch", "trigger", "url"] {
            part.say(member, fields.text(member)?);
        }
        part.say("sha", self.sha.as_ref());
        part.say("user", self.user.as_ref().map(|user| &user.login));
        self.times.say(&mut part);
        let mut jobs = Vec::new();
        for (job, at) in fields.list("jobs")? {
            jobs.push(job::read(job, &at, self.stamp)?);
        }
        part.list("jobs", jobs);
        Ok(Some(pushed(PIPELINE_RUNS, &key, part)))
    }

    /// What a deployment does not say of itself, the run says that made it.
    fn deployment(&self, fields: &Fields<'_>, all: &mut Vec<Pushed>) -> Result<(), Misfit> {
        let environment = fields.needed("environment", "the place it goes to, such as production")?;
        let id = match (fields.text("id")?, &self.run) {
            (Some(id), _) => segment(&id),
            (None, Some((pipeline, run))) => {
                format!("{}/{}/{}", segment(pipeline), segment(run), segment(&environment))
            }
            (None, None) => {
                return Err(fields.misfit(
                    "id",
                    "is missing: send it, or `pipeline` and `run` beside `deployment`",
                ));
            }
        };
        let key = format!("{}/{id}", self.repository);
        let own = Times::read(fields)?;
        let times = Times {
            queued: own.queued.or(self.times.queued),
            started: own.started.or(self.times.started),
            finished: own.finished.or(self.times.finished),
        };
        let by = Account::read(fields, "user")?;
        all.extend(by.as_ref().map(|by| by.pushed(self.stamp.at)));
        let mut part = Part::new(&key, self.stamp);
        part.say("repository", Some(&self.repository));
        part.say("environment", Some(environment));
        part.say("is_production", fields.truth("is_production")?);
        let state = fields.word("state", STATES)?;
        part.say("state", state.or_else(|| self.state(times).map(str::to_owned)));
        let branch = self.fields.text("branch")?;
        part.say("ref", fields.text("ref")?.or(branch));
        part.say("sha", fields.text("sha")?.or_else(|| self.sha.clone()));
        part.say("pipeline", self.run.as_ref().map(|(pipeline, _)| pipeline));
        part.say("user", by.as_ref().or(self.user.as_ref()).map(|by| &by.login));
        let url = self.fields.text("url")?;
        part.say("url", fields.text("url")?.or(url));
        times.say(&mut part);
        all.push(pushed(DEPLOYMENTS, &key, part));
        Ok(())
    }

    /// The state of a deployment that follows from the run's result.
    fn state(&self, times: Times) -> Option<&'static str> {
        match self.result.as_deref() {
            Some("success") => Some("success"),
            Some("failure" | "timed_out") => Some("failure"),
            Some(_) => Some("inactive"),
            None if times.started.is_some() => Some("in_progress"),
            None => times.queued.map(|_| "queued"),
        }
    }
}

fn pushed(stream: &'static str, key: &str, part: Part) -> Pushed {
    Pushed {
        stream,
        key: key.to_owned(),
        document: part.done(),
    }
}

/// A text as one segment of a key.
pub(super) fn segment(text: &str) -> String {
    text.replace('%', "%25").replace('/', "%2F")
}
