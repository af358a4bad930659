use serde::Deserialize;
use weir_model::Time;

use super::pull_request::CommitRef;
use crate::azure_devops::identity::Identity;

/// A push to a pull request.
///
/// <https://learn.microsoft.com/rest/api/azure/devops/git/pull-request-iterations/list#gitpullrequestiteration>
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::azure_devops::repos) struct Iteration {
    pub(in crate::azure_devops::repos) id: i64,
    pub(in crate::azure_devops::repos) reason: Option<String>,
    pub(in crate::azure_devops::repos) author: Option<Identity>,
    pub(in crate::azure_devops::repos) created_date: Option<Time>,
    pub(in crate::azure_devops::repos) source_ref_commit: Option<CommitRef>,
    pub(in crate::azure_devops::repos) old_target_ref_name: Option<String>,
    pub(in crate::azure_devops::repos) new_target_ref_name: Option<String>,
}
