use weir_connect::{Action, ErrorRule, When};

const fn on(status: u16) -> When {
    When::status(status)
}

const NOT_GRANTED: &str =
    "grant the token's owner Project read or Repository read, or make a token that has it";

/// Errors name the exception of the server, by which they are told from those of Cloud.
/// <https://developer.atlassian.com/server/bitbucket/rest/v1000/intro/#errors-and-validation>
pub(in crate::bitbucket) const ERRORS: &[ErrorRule] = &[
    ErrorRule::new(
        on(401).body("bitbucket.authorisationexception"),
        Action::MissingPermission,
        NOT_GRANTED,
    ),
    ErrorRule::new(
        on(401).body("you are not permitted"),
        Action::MissingPermission,
        NOT_GRANTED,
    ),
    ErrorRule::new(
        on(401).body("captcha"),
        Action::Unauthorized,
        "Bitbucket wants a CAPTCHA after failed attempts: sign in once in the browser",
    ),
    ErrorRule::new(
        on(401).body("exceptionname"),
        Action::Unauthorized,
        "the token or the password is wrong, or the token has ended: make a new one",
    ),
    ErrorRule::new(
        on(404).body("null for uri"),
        Action::NotFound,
        "this version of Bitbucket does not have that address, or the address lacks its context path",
    ),
    ErrorRule::new(
        on(404).body("exceptionname"),
        Action::NotFound,
        "check the project key and the repository's name in its address",
    ),
    ErrorRule::new(
        on(429).header("x-ratelimit-interval-seconds", None),
        Action::Wait,
        "Bitbucket asks this account to slow down; an administrator may exempt it from rate limiting",
    ),
    ErrorRule::new(
        on(409).body("nodefaultbranchexception"),
        Action::Skip("the repository has no branch yet"),
        "nothing to do",
    ),
];
