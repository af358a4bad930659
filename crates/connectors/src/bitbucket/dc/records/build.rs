use serde::Deserialize;
use weir_connect::Scope;
use weir_model::entities::PipelineRun;
use weir_model::{Batch, Id};

use crate::bitbucket::dc::parts::{Moment, repository, some, time};
use crate::bitbucket::dc::words::{BUILD, RESULT, find, word};

/// What a build server reported of a commit; the newest report of each key.
/// <https://developer.atlassian.com/server/bitbucket/rest/v1000/api-group-builds-and-deployments/#api-build-status-latest-commits-commitid-get>
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Build {
    key: String,
    name: Option<String>,
    state: String,
    url: Option<String>,
    #[serde(rename = "buildNumber")]
    number: Option<String>,
    r#ref: Option<String>,
    /// Before 7.14 the only time, moved by each report.
    date_added: Option<Moment>,
    created_date: Option<Moment>,
    updated_date: Option<Moment>,
}

impl Build {
    /// The run that it tells of.
    pub(super) fn row(self, scope: &Scope<'_>, sha: &str, out: &mut Batch) {
        let Some(created_at) = time(self.created_date).or(time(self.date_added)) else {
            return out.drift("pipeline_runs.created_at", "null");
        };
        let status = word(BUILD, "pipeline_runs.status", &self.state, out);
        let changed = time(self.updated_date).or(time(self.date_added));
        out.push(PipelineRun {
            id: Id::new("pipeline_run", format!("{}/{sha}/{}", scope.id, self.key)),
            repository_id: repository(scope),
            name: some(self.name).or(Some(self.key)),
            number: self.number.and_then(|number| number.parse().ok()),
            attempt: None,
            event: None,
            branch: self.r#ref.map(|name| match name.strip_prefix("refs/heads/") {
                Some(branch) => branch.to_owned(),
                None => name,
            }),
            sha: Some(sha.to_owned()),
            finished_at: changed.filter(|_| status == "done"),
            status,
            result: find(RESULT, &self.state).map(str::to_owned),
            actor_login: None,
            url: some(self.url),
            created_at,
            started_at: None,
            updated_at: changed,
        });
    }
}
