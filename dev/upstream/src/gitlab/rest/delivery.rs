use serde_json::Value;

use super::{Call, Reply, missing};
use crate::gitlab::{documents, text};
use crate::world::Repository;

/// <https://docs.gitlab.com/api/pipelines/#list-project-pipelines>
pub(super) fn pipelines<'a>(call: &Call<'a>) -> Reply<'a> {
    call.of_project(|repository| {
        let mut items: Vec<&'a Value> = repository.runs.iter().collect();
        call.sorted(&mut items, |item| text(item, "updated_at"), false);
        let view = call.view;
        Reply::List(
            items,
            Box::new(move |run| documents::pipeline(view, repository, run)),
        )
    })
}

fn run<'a>(call: &Call<'a>, repository: &'a Repository) -> Option<&'a Value> {
    let id = call.number("pipeline_id");
    repository.runs.iter().find(|run| run["id"] == id)
}

pub(super) fn pipeline<'a>(call: &Call<'a>) -> Reply<'a> {
    call.of_project(|repository| {
        run(call, repository).map_or_else(missing, |run| {
            Reply::One(documents::pipeline_detail(call.view, repository, run))
        })
    })
}

/// <https://docs.gitlab.com/api/jobs/#list-pipeline-jobs>
pub(super) fn jobs<'a>(call: &Call<'a>) -> Reply<'a> {
    call.of_project(|repository| {
        let Some(run) = run(call, repository) else {
            return missing();
        };
        let jobs = repository.run_jobs(run["id"].as_u64().unwrap_or_default()).iter();
        let view = call.view;
        Reply::List(
            jobs.rev().collect(),
            Box::new(move |job| documents::job(view, repository, (run, job))),
        )
    })
}

/// No pipeline of this company triggers another.
pub(super) fn bridges<'a>(call: &Call<'a>) -> Reply<'a> {
    call.of_project(|repository| run(call, repository).map_or_else(missing, |_| Reply::Made(Vec::new())))
}

/// Newest first. <https://docs.gitlab.com/api/jobs/#list-project-jobs>
pub(super) fn all_jobs<'a>(call: &Call<'a>) -> Reply<'a> {
    call.of_project(|repository| {
        let mut items: Vec<&'a Value> = repository.jobs.values().flatten().collect();
        items.sort_by_key(|job| std::cmp::Reverse(job["id"].as_u64()));
        let view = call.view;
        let write = move |job: &'a Value| {
            let run = repository.runs.iter().find(|run| run["id"] == job["run_id"]);
            run.map_or(Value::Null, |run| documents::job(view, repository, (run, job)))
        };
        Reply::List(items, Box::new(write))
    })
}

/// <https://docs.gitlab.com/api/deployments/#list-project-deployments>
pub(super) fn deployments<'a>(call: &Call<'a>) -> Reply<'a> {
    let bounded = call.option("updated_after").is_some() || call.option("updated_before").is_some();
    if bounded && call.option("order_by") != Some("updated_at") {
        return Reply::Refused(
            400,
            "400 Bad request - `updated_at` filter and `updated_at` sorting must be paired",
        );
    }
    call.of_project(|repository| {
        let mut items: Vec<&'a Value> = repository.deployments.iter().collect();
        call.sorted(
            &mut items,
            |item| documents::deployment_updated(repository, item),
            false,
        );
        let view = call.view;
        Reply::List(
            items,
            Box::new(move |deployment| documents::deployment(view, repository, deployment)),
        )
    })
}

pub(super) fn deployment<'a>(call: &Call<'a>) -> Reply<'a> {
    call.of_project(|repository| {
        let id = call.number("deployment_id");
        let found = repository.deployments.iter().find(|one| one["id"] == id);
        found.map_or_else(missing, |found| {
            Reply::One(documents::deployment(call.view, repository, found))
        })
    })
}

pub(super) fn release<'a>(call: &Call<'a>) -> Reply<'a> {
    call.of_project(|repository| {
        let found = repository
            .releases
            .iter()
            .find(|one| one["tag_name"] == call.param("tag_name"));
        found.map_or_else(missing, |found| {
            Reply::One(documents::release(call.view, repository, found))
        })
    })
}

/// <https://docs.gitlab.com/api/environments/>
pub(super) fn environments<'a>(call: &Call<'a>) -> Reply<'a> {
    call.of_project(|repository| Reply::Made(documents::environments(call.view, repository)))
}

/// <https://docs.gitlab.com/api/releases/#list-releases>
pub(super) fn releases<'a>(call: &Call<'a>) -> Reply<'a> {
    call.of_project(|repository| {
        let view = call.view;
        Reply::List(
            repository.releases.iter().collect(),
            Box::new(move |release| documents::release(view, repository, release)),
        )
    })
}
