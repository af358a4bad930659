//! What Azure DevOps' refusals mean. The first rule that fits decides.

use weir_connect::{Action, ErrorRule, When};

const fn on(status: u16) -> When {
    When::status(status)
}

/// <https://learn.microsoft.com/azure/devops/integrate/concepts/rest-api-versioning>,
/// <https://learn.microsoft.com/azure/devops/integrate/concepts/rate-limits>
pub(super) const ERRORS: &[ErrorRule] = &[
    ErrorRule::new(
        on(203),
        Action::Unauthorized,
        "the credential is wrong, has expired or belongs to another organization: make a new one",
    ),
    ErrorRule::new(
        on(400).body("out of range for this server"),
        Action::Fail,
        "choose the API version that this server has",
    ),
    ErrorRule::new(
        on(401),
        Action::Unauthorized,
        "the credential is wrong, has expired (tokens last a year at the most) or belongs to another organization: make \
         a new one; an organization may also have switched tokens off",
    ),
    ErrorRule::new(
        on(403).body("tf400733"),
        Action::Wait,
        "Azure DevOps asks for a pause; the task goes on after it",
    ),
    ErrorRule::new(
        on(403),
        Action::MissingPermission,
        "make a token with the scopes Code (read) and Project and team (read), of somebody who is a reader of the project",
    ),
    ErrorRule::new(
        on(404).body("tf401019"),
        Action::NotFound,
        "the repository was deleted or is disabled, or the credential may not see it",
    ),
    ErrorRule::new(
        on(404),
        Action::NotFound,
        "check the name; Azure DevOps also answers so when the credential may not see it",
    ),
    ErrorRule::new(
        on(429),
        Action::Wait,
        "Azure DevOps asks for a pause; the task goes on after it",
    ),
    ErrorRule::new(
        on(503),
        Action::Retry,
        "Azure DevOps is being maintained or overloaded; it is tried again",
    ),
];
