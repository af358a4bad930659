//! Workflow runs, deployments and releases.

mod deployments;
mod runs;

use chrono::{TimeDelta, Utc};

use self::runs::Run;
use super::chance::{At, chance, minutes};
use super::people::DEPLOYER;
use super::plan::{DeployPlan, DeployResult, Flow};
use super::writer::Writer;

/// Writes everything between a merge and production.
pub(super) fn write(writer: &mut Writer<'_>) {
    checks(writer);
    if writer.plan.name == "checkout" {
        nightly(writer);
    }
    for (place, deploy) in writer.plan.deploys.clone().into_iter().enumerate() {
        self::deploy(writer, &deploy, place);
    }
    writer
        .repository
        .runs
        .sort_by_key(|run| std::cmp::Reverse(run["created_at"].as_str().map(str::to_owned)));
    writer.repository.deployments.reverse();
    writer.repository.releases.reverse();
}

/// One run of `CI` for each pull request, some after a failure, and one for each commit on the default branch.
fn checks(writer: &mut Writer<'_>) {
    let heads: Vec<_> = writer
        .plan
        .pulls
        .iter()
        .filter_map(|pull| {
            let reference = format!("refs/pull/{}/head", pull.number);
            let head = *writer.history.refs.get(&reference)?;
            let pushed = writer.history.commits[head].committer.at.max(pull.created);
            Some((pull.branch.clone(), pull.author, head, pushed))
        })
        .collect();
    for (branch, actor, head, pushed) in heads {
        let failed = chance(writer.rng, 12);
        let result = if failed { "failure" } else { "success" };
        let at = pushed + TimeDelta::seconds(20);
        Run::new("CI", at, head, (&branch, actor))
            .event("pull_request")
            .attempt(1)
            .result(result)
            .write(writer);
        if failed && chance(writer.rng, 60) {
            let again = Run::new("CI", at + minutes(25), head, (&branch, actor));
            again.event("pull_request").attempt(2).write(writer);
        }
    }
    for (at, commit) in writer.main.clone().into_iter().skip(6) {
        Run::new("CI", at + TimeDelta::seconds(15), commit, ("main", DEPLOYER)).write(writer);
    }
}

/// A weekly run with more jobs than one page of check runs holds, some with many steps.
fn nightly(writer: &mut Writer<'_>) {
    let mut at = writer.plan.created + TimeDelta::hours(26);
    while at < writer.now {
        let commit = writer.main_at(at);
        Run::new("Nightly", at, commit, ("main", DEPLOYER))
            .event("schedule")
            .matrix(33)
            .write(writer);
        at += TimeDelta::days(7);
    }
}

fn deploy(writer: &mut Writer<'_>, deploy: &DeployPlan, place: usize) {
    let commit = writer.main_at(deploy.at);
    let tag = (writer.plan.flow == Flow::Releases).then(|| format!("v1.{place}.0"));
    if let Some(tag) = &tag {
        writer.set_ref(&format!("refs/tags/{tag}"), commit);
        deployments::release(writer, deploy.at, commit, tag);
    }
    let (event, branch) = match writer.plan.flow {
        Flow::Daily => ("workflow_dispatch", "main"),
        Flow::Releases => ("release", tag.as_deref().unwrap_or("main")),
        _ => ("push", "main"),
    };
    let good = matches!(deploy.result, DeployResult::Good | DeployResult::Bad);
    let run = Run::new("Deploy", deploy.at, commit, (branch, DEPLOYER)).event(event);
    run.result(if good { "success" } else { "failure" }).write(writer);
    if writer.plan.flow != Flow::RunsOnly {
        environments(writer, deploy, commit, branch);
    }
}

fn environments(writer: &mut Writer<'_>, deploy: &DeployPlan, commit: usize, branch: &str) {
    let steps = [
        ("staging", 2, deploy.result == DeployResult::StagingFailed),
        ("production", 9, deploy.result == DeployResult::ProductionFailed),
    ];
    for (environment, after, fails) in steps {
        let at = deploy.at + minutes(after);
        if at >= writer.now {
            return;
        }
        deployments::deployment(writer, (environment, branch), at, commit, fails);
        if fails {
            return;
        }
    }
}

/// The state at the present of something that takes a while: `None` while it has not ended.
fn ended(now: At, at: At, takes: TimeDelta) -> Option<chrono::DateTime<Utc>> {
    Some(at + takes).filter(|end| *end <= now)
}
