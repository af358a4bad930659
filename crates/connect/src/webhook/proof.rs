/// How a delivery shows that it is genuine. Everything is checked on the bytes as they came.
#[derive(Clone, Copy, Debug)]
pub enum Proof {
    /// HMAC-SHA256 with the secret.
    Hmac(Hmac),
    /// The secret itself in a header.
    Token {
        /// The header, in lower case.
        header: &'static str,
    },
    /// `Authorization: Basic`, the secret being the password, whatever the user.
    Basic,
    /// `Authorization`, the secret behind one of these words, in whatever case.
    Key {
        /// The words: `Bearer`.
        schemes: &'static [&'static str],
    },
}

/// An HMAC-SHA256.
#[derive(Clone, Copy, Debug)]
pub struct Hmac {
    /// The header it comes in, in lower case.
    pub header: &'static str,
    /// What stands before it.
    pub prefix: &'static str,
    /// What separates several of them, of which one must fit: secrets that are being changed.
    pub several: Option<char>,
    /// How it is written.
    pub encoding: Encoding,
    /// Whether the key is the base64 text behind `whsec_` decoded, rather than the secret's own bytes.
    pub decoded_key: bool,
    /// What it is made of.
    pub message: Message,
    /// How old it may be.
    pub replay: Option<Replay>,
}

/// How bytes are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Hexadecimal.
    Hex,
    /// Base64.
    Base64,
}

/// What is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Message {
    /// The body.
    Body,
    /// A text, a timestamp and the body, separated by a character: `v0:1531420618:…`.
    Stamped {
        /// The text, or the name of the header that holds it when it is one.
        first: First,
        /// The character.
        separator: char,
    },
}

/// What a stamped message begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First {
    /// Always the same.
    Text(&'static str),
    /// What a header holds.
    Header(&'static str),
}

/// Deliveries with another time are refused: somebody may be sending an old one again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replay {
    /// The header that holds the seconds since 1970.
    pub header: &'static str,
    /// Seconds that it may differ from now, in either direction.
    pub seconds: i64,
}

impl Hmac {
    const fn hex(header: &'static str, prefix: &'static str) -> Self {
        Self {
            header,
            prefix,
            several: None,
            encoding: Encoding::Hex,
            decoded_key: false,
            message: Message::Body,
            replay: None,
        }
    }
}

impl Proof {
    /// `X-Hub-Signature-256: sha256=<hex>`.
    /// <https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries>
    pub const GITHUB: Self = Self::Hmac(Hmac::hex("x-hub-signature-256", "sha256="));

    /// `X-Hub-Signature: sha256=<hex>`: Bitbucket Cloud and Data Center, Jira Cloud and Data Center.
    /// <https://support.atlassian.com/bitbucket-cloud/docs/manage-webhooks/>,
    /// <https://developer.atlassian.com/cloud/jira/platform/webhooks/>
    pub const ATLASSIAN: Self = Self::Hmac(Hmac::hex("x-hub-signature", "sha256="));

    /// `X-Gitlab-Token: <secret>`. <https://docs.gitlab.com/user/project/integrations/webhooks/>
    pub const GITLAB_TOKEN: Self = Self::Token {
        header: "x-gitlab-token",
    };

    /// `X-PagerDuty-Signature: v1=<hex>,v1=<hex>`.
    /// <https://developer.pagerduty.com/docs/verifying-webhook-signatures>
    pub const PAGERDUTY: Self = Self::Hmac(Hmac {
        several: Some(','),
        ..Hmac::hex("x-pagerduty-signature", "v1=")
    });

    /// `X-Slack-Signature: v0=<hex>` over `v0:<timestamp>:<body>`; at most five minutes old.
    /// <https://docs.slack.dev/authentication/verifying-requests-from-slack>
    pub const SLACK: Self = Self::Hmac(Hmac {
        message: Message::Stamped {
            first: First::Text("v0"),
            separator: ':',
        },
        replay: Some(Replay {
            header: "x-slack-request-timestamp",
            seconds: 300,
        }),
        ..Hmac::hex("x-slack-signature", "v0=")
    });

    /// `X-Sonar-Webhook-HMAC-SHA256: <hex>`.
    /// <https://docs.sonarsource.com/sonarqube-server/project-administration/webhooks/>
    pub const SONAR: Self = Self::Hmac(Hmac::hex("x-sonar-webhook-hmac-sha256", ""));

    /// `webhook-signature: v1,<base64> v1,<base64>` over `<id>.<timestamp>.<body>`; at most five minutes old. Also what
    /// GitLab signs with. <https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md>
    pub const STANDARD: Self = Self::Hmac(Hmac {
        header: "webhook-signature",
        prefix: "v1,",
        several: Some(' '),
        encoding: Encoding::Base64,
        decoded_key: true,
        message: Message::Stamped {
            first: First::Header("webhook-id"),
            separator: '.',
        },
        replay: Some(Replay {
            header: "webhook-timestamp",
            seconds: 300,
        }),
    });

    /// The header by which it is known.
    pub const fn header(&self) -> &'static str {
        match self {
            Self::Hmac(hmac) => hmac.header,
            Self::Token { header } => header,
            Self::Basic | Self::Key { .. } => "authorization",
        }
    }

    /// What it is, for people.
    pub fn about(&self) -> String {
        match self {
            Self::Hmac(hmac) => format!("HMAC-SHA256 in the header {}", hmac.header),
            Self::Token { header } => format!("the secret in the header {header}"),
            Self::Basic => "basic authentication, the secret being the password".to_owned(),
            Self::Key { schemes } => format!(
                "the secret in the header authorization, after {}",
                schemes.join(" or ")
            ),
        }
    }
}
