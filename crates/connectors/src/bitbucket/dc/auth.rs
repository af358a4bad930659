use weir_connect::{AuthField, AuthKind, AuthMethod, Credential};

/// <https://confluence.atlassian.com/bitbucketserver/http-access-tokens-939515499.html>
pub(in crate::bitbucket) const AUTH: &[AuthMethod] = &[
    AuthMethod::bearer(
        "http_token",
        "HTTP access token (Data Center)",
        "The token of an account, a project or a repository. Bitbucket Server has them since 5.5, as personal access \
         tokens.",
        &[Credential::new(
            "token",
            "HTTP access token",
            "Make one under Manage account, HTTP access tokens, or in the settings of the project or repository, with the \
             permissions Project read and Repository read.",
        )],
    ),
    AuthMethod {
        id: "basic",
        title: "User name and password (Data Center)",
        doc: "Where HTTP access tokens are switched off or the version has none.",
        kind: AuthKind::Basic {
            user: "user",
            secret: "token",
        },
        credentials: &[Credential::new(
            "token",
            "Password",
            "The account's password. After some failed attempts Bitbucket asks for a CAPTCHA and refuses.",
        )],
        fields: &[AuthField::new("user", "User name", "Name of the account.")],
        git_user: None,
    },
];
