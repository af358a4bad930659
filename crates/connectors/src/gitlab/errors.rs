//! What GitLab's refusals mean. The first rule that fits decides.

use weir_connect::{Action, ErrorRule, When};

const fn on(status: u16) -> When {
    When::status(status)
}

/// <https://docs.gitlab.com/api/rest/troubleshooting/>, <https://docs.gitlab.com/security/rate_limits/>
pub(super) const ERRORS: &[ErrorRule] = &[
    ErrorRule::new(
        on(401).body("token is expired"),
        Action::Unauthorized,
        "the token has expired: make a new one",
    ),
    ErrorRule::new(
        on(401),
        Action::Unauthorized,
        "the token is wrong, expired or revoked (they last a year at the most): make a new one",
    ),
    ErrorRule::new(
        on(403).body("insufficient_scope"),
        Action::MissingPermission,
        "make a token with the scopes read_api and read_repository",
    ),
    ErrorRule::new(
        on(403).body("ip address"),
        Action::MissingPermission,
        "add this server's address to the group's allowed IP addresses",
    ),
    ErrorRule::new(
        on(403),
        Action::MissingPermission,
        "give the token's owner the role Reporter; the feature may also be switched off in the project",
    ),
    ErrorRule::new(
        on(404),
        Action::NotFound,
        "check the path; GitLab also answers so when the token may not see it",
    ),
    ErrorRule::new(
        on(405).body("offset pagination"),
        Action::Skip("beyond the offset at which GitLab ends numbered pages"),
        "nothing can be done here: GitLab lists no more of it",
    ),
    ErrorRule::new(
        on(429),
        Action::Wait,
        "GitLab asks for a pause; the task goes on after it",
    ),
    ErrorRule::new(
        on(502),
        Action::ShrinkPage,
        "GitLab took too long over the page; a smaller one is asked for",
    ),
    ErrorRule::new(
        on(503),
        Action::Retry,
        "GitLab is being maintained or overloaded; it is tried again",
    ),
];
