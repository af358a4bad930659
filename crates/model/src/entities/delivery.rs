//! Pipelines, deployments and releases.

use crate::{Id, Time, entity};

entity! {
    /// A published release.
    Release in "releases", created created_at, updated updated_at;
    /// Key.
    id: Id,
    /// Its repository.
    repository_id: Id,
    /// Tag it names.
    tag: String,
    /// Title.
    name: Option<String>,
    /// Branch or commit the tag was made from, when the release made it.
    target: Option<String>,
    /// Whether it is not public yet.
    is_draft: bool,
    /// Whether it is marked as not ready for production.
    is_prerelease: bool,
    /// Account of who made it.
    author_login: Option<String>,
    /// Its page.
    url: Option<String>,
    /// Date of the commit it names, or when it was drafted.
    created_at: Time,
    /// When it last changed, where the upstream says.
    updated_at: Option<Time>,
    /// When it was published.
    published_at: Option<Time>,
}

entity! {
    /// A place that deployments go to.
    Environment in "environments", created created_at, updated updated_at;
    /// Key.
    id: Id,
    /// Its repository, where it belongs to one.
    repository_id: Option<Id>,
    /// Its name, as deployments name it.
    name: String,
    /// Whether the upstream marks it as production.
    is_production: Option<bool>,
    /// What it is for in the upstream's own words: `production`, `staging`, `testing`, `development`.
    tier: Option<String>,
    /// Whether it is in use, in the upstream's own words: `available`, `stopped`.
    state: Option<String>,
    /// Where what is deployed can be seen.
    url: Option<String>,
    /// When it was made.
    created_at: Option<Time>,
    /// When it last changed.
    updated_at: Option<Time>,
}

entity! {
    /// A deployment that a code host or a delivery tool recorded.
    Deployment in "deployments", created created_at, updated updated_at;
    /// Key.
    id: Id,
    /// Its repository.
    repository_id: Id,
    /// Environment deployed to.
    environment: String,
    /// Whether the upstream marks the environment as production.
    is_production: Option<bool>,
    /// Branch, tag or commit asked for.
    ref_name: Option<String>,
    /// Commit deployed.
    sha: Option<String>,
    /// `deploy`, `deploy:migrations`, …: what was run.
    task: Option<String>,
    /// Account of who started it.
    creator_login: Option<String>,
    /// Latest state: `queued`, `pending`, `in_progress`, `success`, `failure`, `error`, `inactive`.
    state: Option<String>,
    /// Its page or log.
    url: Option<String>,
    /// When it was asked for.
    created_at: Time,
    /// When it last changed.
    updated_at: Time,
}

entity! {
    /// One state that a deployment went through.
    DeploymentStatus in "deployment_statuses", created created_at;
    /// Key.
    id: Id,
    /// Its deployment.
    deployment_id: Id,
    /// Its repository.
    repository_id: Id,
    /// `queued`, `pending`, `in_progress`, `success`, `failure`, `error`, `inactive`.
    state: String,
    /// When it was reached.
    created_at: Time,
    /// Its log.
    url: Option<String>,
}

entity! {
    /// What a check or a build says of a commit.
    CommitStatus in "commit_statuses", created created_at, updated updated_at;
    /// Key.
    id: Id,
    /// Its repository.
    repository_id: Id,
    /// The commit.
    sha: String,
    /// What is checked: `build`, `ci/lint`.
    name: String,
    /// The tool that says it.
    tool: Option<String>,
    /// `queued`, `running`, `waiting` or `done`.
    status: String,
    /// As in `pipeline_runs.result`; NULL while not done.
    result: Option<String>,
    /// What it says in words.
    description: Option<String>,
    /// Account of who said it.
    author_login: Option<String>,
    /// Its page.
    url: Option<String>,
    /// When it was first said, where the upstream tells.
    created_at: Option<Time>,
    /// When it began.
    started_at: Option<Time>,
    /// When it ended; NULL while not done.
    finished_at: Option<Time>,
    /// When it last changed.
    updated_at: Option<Time>,
}

entity! {
    /// One run of a pipeline (workflow).
    PipelineRun in "pipeline_runs", created created_at, updated updated_at;
    /// Key.
    id: Id,
    /// Its repository.
    repository_id: Id,
    /// Name of the pipeline.
    name: Option<String>,
    /// Number within the pipeline.
    number: Option<i64>,
    /// Which try this is, from 1.
    attempt: Option<i64>,
    /// What started it: `push`, `schedule`, …
    event: Option<String>,
    /// Branch it ran on.
    branch: Option<String>,
    /// Commit it ran on.
    sha: Option<String>,
    /// `queued`, `running`, `waiting` or `done`.
    status: String,
    /// `success`, `failure`, `cancelled`, `skipped`, `timed_out`, `neutral`, `action_required`; NULL while not done.
    result: Option<String>,
    /// Account of who started it.
    actor_login: Option<String>,
    /// Its page.
    url: Option<String>,
    /// When it was asked for.
    created_at: Time,
    /// When its newest attempt began.
    started_at: Option<Time>,
    /// When it ended; NULL while not done.
    finished_at: Option<Time>,
    /// When it last changed.
    updated_at: Option<Time>,
}

entity! {
    /// One job of a run.
    PipelineJob in "pipeline_jobs", created created_at;
    /// Key.
    id: Id,
    /// Its run.
    run_id: Id,
    /// Its repository.
    repository_id: Id,
    /// Name.
    name: String,
    /// Which try of the run it belongs to, where the upstream says.
    attempt: Option<i64>,
    /// `queued`, `running`, `waiting` or `done`.
    status: String,
    /// As in `pipeline_runs.result`.
    result: Option<String>,
    /// Its page.
    url: Option<String>,
    /// When it was asked for, where the upstream says.
    created_at: Option<Time>,
    /// When it began.
    started_at: Option<Time>,
    /// When it ended.
    finished_at: Option<Time>,
}

entity! {
    /// One step of a job.
    PipelineStep in "pipeline_steps", created started_at;
    /// Key.
    id: Id,
    /// Its job.
    job_id: Id,
    /// Its run.
    run_id: Id,
    /// Place in the job, from 1.
    number: i64,
    /// Name.
    name: String,
    /// As in `pipeline_runs.result`.
    result: Option<String>,
    /// When it began.
    started_at: Option<Time>,
    /// When it ended.
    finished_at: Option<Time>,
}
