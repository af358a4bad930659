//! What GitHub's refusals mean. The first rule that fits decides.

use weir_connect::{Action, ErrorRule, When};

const SLOW_DOWN: &str = "GitHub asks for a pause; the task goes on after it";
const USED_UP: &str = "the token's quota is used up; the task goes on when GitHub refills it";
const SINGLE_SIGN_ON: &str = "authorise the token for the organization's single sign-on (Settings > Developer settings > Configure SSO)";
const NOT_GRANTED: &str = "grant the token this permission and access to the repository; an organization may have to approve the token first";
const NO_ADDRESS: &str = "add this server's address to the organization's IP allow list";
const HIDDEN: &str = "check the name; GitHub also answers so when the token may not see it";
const TOO_HEAVY: &str = "GitHub took too long over the page; a smaller one is asked for";

const fn on(status: u16) -> When {
    When::status(status)
}

/// <https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api>,
/// <https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit>.
/// GraphQL states errors in answers of status 200; the engine reads those.
pub(super) const ERRORS: &[ErrorRule] = &[
    ErrorRule::new(
        on(401),
        Action::Unauthorized,
        "the token is wrong, expired or revoked: make a new one",
    ),
    ErrorRule::new(on(403).header("retry-after", None), Action::Wait, SLOW_DOWN),
    ErrorRule::new(on(403).body("secondary rate limit"), Action::Wait, SLOW_DOWN),
    // Enterprise Server's older words for the same.
    ErrorRule::new(on(403).body("abuse detection mechanism"), Action::Wait, SLOW_DOWN),
    ErrorRule::new(
        on(403).header("x-ratelimit-remaining", Some("0")),
        Action::Wait,
        USED_UP,
    ),
    ErrorRule::new(on(403).body("api rate limit exceeded"), Action::Wait, USED_UP),
    ErrorRule::new(on(429), Action::Wait, USED_UP),
    ErrorRule::new(
        on(403).header("x-github-sso", None),
        Action::MissingPermission,
        SINGLE_SIGN_ON,
    ),
    ErrorRule::new(on(403).body("saml"), Action::MissingPermission, SINGLE_SIGN_ON),
    ErrorRule::new(
        on(403).body("ip allow list"),
        Action::MissingPermission,
        NO_ADDRESS,
    ),
    ErrorRule::new(
        on(403).body("repository access blocked"),
        Action::Skip("blocked by GitHub"),
        "ask GitHub why",
    ),
    ErrorRule::new(
        on(403).body("resource not accessible"),
        Action::MissingPermission,
        NOT_GRANTED,
    ),
    ErrorRule::new(on(403), Action::MissingPermission, NOT_GRANTED),
    ErrorRule::new(on(404), Action::NotFound, HIDDEN),
    ErrorRule::new(
        on(409).body("repository is empty"),
        Action::Skip("empty repository"),
        "nothing to do",
    ),
    ErrorRule::new(
        on(410),
        Action::Skip("switched off in the repository"),
        "switch it on in the repository's settings",
    ),
    ErrorRule::new(
        on(451),
        Action::Skip("blocked for legal reasons"),
        "ask GitHub why",
    ),
    ErrorRule::new(
        on(500),
        Action::Retry,
        "GitHub has a fault: look at githubstatus.com",
    ),
    ErrorRule::new(on(502), Action::ShrinkPage, TOO_HEAVY),
    ErrorRule::new(
        on(503),
        Action::Retry,
        "GitHub has a fault: look at githubstatus.com",
    ),
    ErrorRule::new(on(504), Action::ShrinkPage, TOO_HEAVY),
];
