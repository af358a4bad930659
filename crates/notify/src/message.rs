use serde_json::{Value, json};
use weir_model::Time;

/// The integration that a message is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Integration {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Id of its connector.
    pub kind: String,
}

/// What is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The same for every try: receivers drop what they have seen.
    pub id: String,
    /// When it happened.
    pub at: Time,
    /// What happened, for programs: `integration.failed`.
    pub event: String,
    /// To what.
    pub integration: Option<Integration>,
    /// One line.
    pub title: String,
    /// What happened, for people.
    pub text: String,
    /// Class of the error, for programs.
    pub class: Option<String>,
    /// What to do.
    pub hint: Option<String>,
}

impl Message {
    /// The body of a webhook, in the form of Standard Webhooks.
    /// <https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md>
    pub(crate) fn webhook(&self) -> Value {
        let integration = self.integration.as_ref().map(
            |integration| json!({"id": integration.id, "name": integration.name, "kind": integration.kind}),
        );
        json!({
            "type": self.event,
            "timestamp": self.at,
            "data": {
                "integration": integration,
                "title": self.title,
                "text": self.text,
                "class": self.class,
                "hint": self.hint,
            },
        })
    }

    /// The body for an incoming webhook of Slack: a text for notifications, blocks for the channel.
    /// <https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks>
    pub(crate) fn slack(&self) -> Value {
        let hint = self.hint.as_ref().map(|hint| format!("\n_{}_", escaped(hint)));
        let text = format!(
            "*{}*\n{}{}",
            escaped(&self.title),
            escaped(&self.text),
            hint.unwrap_or_default()
        );
        json!({
            "text": format!("{}: {}", escaped(&self.title), escaped(&self.text)),
            "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": shortened(&text)}}],
        })
    }

    /// The text of a mail.
    pub(crate) fn plain(&self) -> String {
        let mut lines = vec![self.text.clone()];
        lines.extend(self.hint.as_ref().map(|hint| format!("What to do: {hint}")));
        if let Some(integration) = &self.integration {
            lines.push(format!(
                "Integration: {} ({}, id {})",
                integration.name, integration.kind, integration.id
            ));
        }
        lines.extend(self.class.as_ref().map(|class| format!("Class: {class}")));
        lines.push(format!("At: {}", self.at));
        lines.join("\n\n")
    }
}

/// The three characters that Slack gives a meaning.
/// <https://docs.slack.dev/messaging/formatting-message-text#escaping>
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// A block holds at most 3,000 characters.
fn shortened(text: &str) -> String {
    if text.chars().count() <= 3000 {
        text.to_owned()
    } else {
        text.chars().take(2999).chain(['…']).collect()
    }
}
