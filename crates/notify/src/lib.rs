//! Sends notifications: a signed webhook, an incoming webhook of Slack, or mail. Knows nothing of what they are about.
#![warn(missing_docs)]

mod channel;
mod http;
mod mail;
mod message;
mod signature;

pub use channel::{Channel, ConfigError, Mail, Security, Slack, Webhook, is_secret, known_secrets};
pub use message::{Integration, Message};
pub use signature::{SecretError, new_secret, sign};

use std::time::Duration;

use secrecy::ExposeSecret as _;

/// Time for one try.
const TIMEOUT: Duration = Duration::from_secs(15);

/// Sends messages. Cheap to clone; connections are shared.
#[derive(Clone, Debug)]
pub struct Sender {
    client: reqwest::Client,
    /// For addresses on this machine, which no proxy reaches.
    local: reqwest::Client,
}

/// Why a message was not accepted, by what to do next. The texts hold no secret and no address that is one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// Trying again is of no use.
    #[error("{message}")]
    Refused {
        /// What the receiver said.
        message: String,
    },
    /// It may be accepted later.
    #[error("{message}")]
    Later {
        /// What happened.
        message: String,
        /// How long the receiver asks to wait.
        after: Option<Duration>,
    },
}

impl SendError {
    fn later(message: impl Into<String>) -> Self {
        Self::Later {
            message: message.into(),
            after: None,
        }
    }

    fn refused(message: impl Into<String>) -> Self {
        Self::Refused {
            message: message.into(),
        }
    }
}

impl Sender {
    /// A sender; fails when the system's certificates cannot be read.
    pub fn new() -> Result<Self, SendError> {
        // Fails when another part of the program was first: then that one is in place.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let builder = || {
            reqwest::Client::builder()
                .timeout(TIMEOUT)
                .redirect(reqwest::redirect::Policy::none())
                .user_agent("weir")
        };
        let failed = |error| SendError::later(format!("certificates cannot be read: {error}"));
        Ok(Self {
            client: builder().build().map_err(failed)?,
            local: builder().no_proxy().build().map_err(failed)?,
        })
    }

    /// Sends a message once. It was accepted when this succeeds; it may have been when the answer was lost.
    pub async fn send(&self, channel: &Channel, message: &Message) -> Result<(), SendError> {
        match channel {
            Channel::Webhook(webhook) => {
                http::webhook(self.for_address(webhook.url.as_str()), webhook, message).await
            }
            Channel::Slack(slack) => {
                http::slack(self.for_address(slack.url.expose_secret()), slack, message).await
            }
            Channel::Mail(mail) => mail::send(mail, message).await,
        }
    }

    fn for_address(&self, address: &str) -> &reqwest::Client {
        let host = url::Url::parse(address.trim()).ok();
        let host = host.as_ref().and_then(url::Url::host_str);
        if matches!(host, Some("localhost" | "127.0.0.1" | "[::1]")) {
            &self.local
        } else {
            &self.client
        }
    }
}
