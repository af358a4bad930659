use weir_connect::{AuthField, AuthKind, AuthMethod, Credential, Grant, OAuth2};

const AUTHORIZE: fn(&str) -> String = |_| "https://bitbucket.org/site/oauth2/authorize".to_owned();
const TOKEN: fn(&str) -> String = |_| "https://bitbucket.org/site/oauth2/access_token".to_owned();

/// <https://developer.atlassian.com/cloud/bitbucket/bitbucket-cloud-rest-api-scopes/>
const OAUTH_SCOPES: &[&str] = &["account", "repository", "pullrequest", "issue", "pipeline"];

const fn oauth(grant: Grant, rotates: bool) -> OAuth2 {
    OAuth2 {
        grant,
        token_url: TOKEN,
        scopes: OAUTH_SCOPES,
        basic: true,
        rotates,
    }
}

/// App passwords ended in 2026. <https://developer.atlassian.com/cloud/bitbucket/rest/intro/#authentication>
pub(in crate::bitbucket) const AUTH: &[AuthMethod] = &[
    AuthMethod {
        id: "api_token",
        title: "E-mail and API token (Cloud)",
        doc: "Acts for the account that made the token; an account of its own with read access is best.",
        kind: AuthKind::Basic {
            user: "email",
            secret: "token",
        },
        credentials: &[Credential::new(
            "token",
            "API token",
            "Make one at id.atlassian.com, Security, API tokens with scopes, for Bitbucket, with the scopes read:account, \
             read:workspace:bitbucket, read:project:bitbucket, read:repository:bitbucket, read:pullrequest:bitbucket, \
             read:issue:bitbucket and read:pipeline:bitbucket. It ends after a year at most.",
        )],
        fields: &[AuthField::new(
            "email",
            "E-mail",
            "E-mail address of the Atlassian account that made the token.",
        )],
        // <https://support.atlassian.com/bitbucket-cloud/docs/using-api-tokens/>
        git_user: Some("x-bitbucket-api-token-auth"),
    },
    AuthMethod::bearer(
        "access_token",
        "Access token (Cloud)",
        "The access token of a workspace, a project or a repository.",
        &[Credential::new(
            "token",
            "Access token",
            "Make one in the settings of the workspace, project or repository, Access tokens, with the scopes Account \
             (of a workspace only), Repositories, Pull requests and Pipelines: Read. Several tokens, one a line, add up \
             their quotas.",
        )
        .several()],
    )
    // <https://support.atlassian.com/bitbucket-cloud/docs/using-access-tokens/>
    .git_user("x-token-auth"),
    AuthMethod::oauth2(
        "oauth",
        "OAuth 2.0 (Cloud)",
        "A person agrees in the browser. Register an OAuth consumer in the settings of the workspace.",
        oauth(
            Grant::AuthorizationCode {
                authorize_url: AUTHORIZE,
                extra: &[],
            },
            true,
        ),
    )
    .git_user("x-token-auth"),
    AuthMethod::oauth2(
        "oauth_client",
        "OAuth 2.0 of the consumer itself (Cloud)",
        "Nobody has to agree: the consumer acts for itself. Register a private OAuth consumer in the settings of the \
         workspace.",
        oauth(Grant::ClientCredentials, false),
    )
    .git_user("x-token-auth"),
];
