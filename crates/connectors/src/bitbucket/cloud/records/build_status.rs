use serde::Deserialize;
use weir_connect::Scope;
use weir_model::entities::PipelineRun;
use weir_model::{Batch, Id, Time};

use crate::bitbucket::cloud::parts::{Commit, hash, repository, some};
use crate::bitbucket::cloud::words::{BUILD_STATUS, RESULT, find, word};

/// What a build tool reports of a commit.
///
/// <https://developer.atlassian.com/cloud/bitbucket/rest/api-group-commit-statuses/#api-repositories-workspace-repo-slug-pullrequests-pull-request-id-statuses-get>
#[derive(Debug, Deserialize)]
pub(super) struct BuildStatus {
    key: String,
    name: Option<String>,
    state: String,
    url: Option<String>,
    refname: Option<String>,
    commit: Option<Commit>,
    created_on: Time,
    updated_on: Option<Time>,
}

/// How the addresses of Bitbucket's own pipelines go on behind the repository's.
const OWN: &[&str] = &["/addon/pipelines/", "/pipelines/results/"];

impl BuildStatus {
    /// Bitbucket's own pipelines report here, too; they are a stream of their own.
    pub(super) fn map(self, scope: &Scope<'_>, out: &mut Batch) {
        let url = self.url.as_deref().unwrap_or_default();
        let Some(sha) = hash(self.commit).filter(|_| !OWN.iter().any(|own| url.contains(own))) else {
            return;
        };
        let status = word(BUILD_STATUS, "pipeline_runs.status", &self.state, out);
        let result = find(RESULT, &self.state).map(str::to_owned);
        out.push(PipelineRun {
            id: Id::new("pipeline_run", format!("{}/status/{sha}/{}", scope.id, self.key)),
            repository_id: repository(scope),
            name: Some(some(self.name).unwrap_or(self.key)),
            number: None,
            attempt: None,
            event: None,
            branch: some(self.refname),
            sha: Some(sha),
            status,
            actor_login: None,
            url: some(self.url),
            created_at: self.created_on,
            started_at: None,
            finished_at: self.updated_on.filter(|_| result.is_some()),
            updated_at: self.updated_on,
            result,
        });
    }
}
