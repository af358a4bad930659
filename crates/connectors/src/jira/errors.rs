use weir_connect::{Action, ErrorRule, When};

const fn on(status: u16) -> When {
    When::status(status)
}

const NOT_GRANTED: &str =
    "grant the account the permission in the project's permission scheme, or the token the scope";

/// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/intro/#status-codes>. A Data Center that takes a
/// request for anonymous answers it, with less in it.
pub(super) const ERRORS: &[ErrorRule] = &[
    ErrorRule::new(
        on(200).header("x-ausername", Some("anonymous")),
        Action::Unauthorized,
        "Jira took the request for anonymous: the credential has ended or is wrong; make a new one",
    ),
    ErrorRule::new(
        on(400).body("does not support sprints"),
        Action::Skip("the board has no sprints"),
        "nothing to do",
    ),
    ErrorRule::new(
        on(400).body("nextpagetoken"),
        Action::ResetPagination,
        "Jira no longer knows the page; the list begins again",
    ),
    ErrorRule::new(
        on(400).body("for the field 'project'"),
        Action::MissingPermission,
        "a project of the configuration is not there, or the account lacks Browse Projects in it",
    ),
    ErrorRule::new(
        on(401),
        Action::Unauthorized,
        "the e-mail address or the token is wrong, or the token has ended: make a new one",
    ),
    ErrorRule::new(
        on(403).header("x-authentication-denied-reason", None),
        Action::Unauthorized,
        "Jira wants a CAPTCHA after failed attempts: sign in once in the browser",
    ),
    ErrorRule::new(on(403), Action::MissingPermission, NOT_GRANTED),
    ErrorRule::new(
        on(404),
        Action::NotFound,
        "check the address and its context path, and that the account may see it",
    ),
    ErrorRule::new(
        on(410),
        Action::Fail,
        "this Jira no longer has that address: set the deployment to what it is",
    ),
    ErrorRule::new(
        on(429),
        Action::Wait,
        "Jira asks to slow down; the task goes on when it may",
    ),
];
