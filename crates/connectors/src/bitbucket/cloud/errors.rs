use weir_connect::{Action, ErrorRule, When};

const fn on(status: u16) -> When {
    When::status(status)
}

/// <https://developer.atlassian.com/cloud/bitbucket/rest/intro/#standardized-error-responses>
pub(in crate::bitbucket) const ERRORS: &[ErrorRule] = &[
    ErrorRule::new(
        on(401),
        Action::Unauthorized,
        "the e-mail address or the token is wrong, or the token has ended: make a new one",
    ),
    ErrorRule::new(
        on(403),
        Action::MissingPermission,
        "make a token with the scopes that the reference of the connector names, and give its account access",
    ),
    ErrorRule::new(
        on(404),
        Action::NotFound,
        "check the name; Bitbucket also answers so when the token may not see it, or the feature is switched off",
    ),
    ErrorRule::new(
        on(410),
        Action::NotFound,
        "Bitbucket no longer has it: it was deleted or moved, or its feature was retired",
    ),
    ErrorRule::new(
        on(429),
        Action::Wait,
        "the requests of this hour are used up; the task goes on when there are some again",
    ),
    ErrorRule::new(
        on(503),
        Action::Retry,
        "Bitbucket is being maintained or overloaded; it is tried again",
    ),
    ErrorRule::new(
        on(555),
        Action::ShrinkPage,
        "Bitbucket took too long over the page; a smaller one is asked for",
    ),
];
