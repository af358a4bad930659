use std::time::{Duration, SystemTime, UNIX_EPOCH};

use reqwest::header::{HeaderMap, RETRY_AFTER};
use reqwest::{Client, Response, StatusCode};
use secrecy::ExposeSecret;

use crate::channel::{Slack, Webhook};
use crate::{Message, SendError, sign};

/// As much of an answer as is read.
const MOST: usize = 300;

pub(crate) async fn webhook(client: &Client, webhook: &Webhook, message: &Message) -> Result<(), SendError> {
    let body = message.webhook().to_string();
    let timestamp = now();
    let signature = sign(&webhook.secret, &message.id, timestamp, body.as_bytes())
        .map_err(|error| SendError::refused(error.to_string()))?;
    let request = client
        .post(webhook.url.clone())
        .header("content-type", "application/json")
        .header("webhook-id", &message.id)
        .header("webhook-timestamp", timestamp)
        .header("webhook-signature", signature)
        .body(body);
    answer(request.send().await).await
}

pub(crate) async fn slack(client: &Client, slack: &Slack, message: &Message) -> Result<(), SendError> {
    let request = client
        .post(slack.url.expose_secret().trim())
        .header("content-type", "application/json")
        .body(message.slack().to_string());
    answer(request.send().await).await
}

async fn answer(answer: reqwest::Result<Response>) -> Result<(), SendError> {
    // The address may be a secret.
    let mut response = answer.map_err(|error| SendError::later(reason(&error.without_url())))?;
    let status = response.status();
    if status.is_success() {
        return Ok(());
    }
    let after = retry_after(response.headers());
    let mut said = Vec::new();
    while let Ok(Some(chunk)) = response.chunk().await {
        said.extend_from_slice(&chunk);
        if said.len() >= MOST {
            break;
        }
    }
    let text: String = String::from_utf8_lossy(&said)
        .chars()
        .filter(|character| !character.is_control())
        .take(MOST)
        .collect();
    let message = format!("the receiver answered {}: {text}", status.as_u16());
    // Gone: the receiver says that it wants no more. <https://github.com/standard-webhooks/standard-webhooks>
    Err(if status == StatusCode::GONE {
        SendError::Refused { message }
    } else {
        SendError::Later { message, after }
    })
}

fn reason(error: &reqwest::Error) -> String {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        text = inner.to_string();
        source = inner.source();
    }
    if error.is_timeout() {
        "the receiver did not answer in time".to_owned()
    } else {
        format!("the receiver cannot be reached: {text}")
    }
}

fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let seconds = headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds))
}

fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}
