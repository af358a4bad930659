//! What is sent here: events, signed in whichever way is easiest for who sends them.

use serde_json::Value;
use weir_connect::{At, Carried, Misfit, Proof, Pushed, SecretFrom, WebhookEvent, Webhooks};

use super::fields::misfit;
use super::{alias, event, part};

pub(super) static WEBHOOKS: Webhooks = Webhooks {
    docs: "https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md",
    steps: &[
        "Put the secret where your pipelines keep theirs, as WEIR_SECRET: {secret}",
        "At the end of a pipeline send what happened to {url}",
        "`curl -X POST {url} -H \"Authorization: Bearer $WEIR_SECRET\" -H \"Content-Type: application/json\" -d \
         '{\"repository\": \"acme/web\", \"pipeline\": \"build\", \"run\": \"17\", \"branch\": \"main\", \"result\": \
         \"success\", \"started_at\": \"2026-02-03T04:05:06Z\", \"finished_at\": \"2026-02-03T04:09:36Z\"}'`",
        "For a deployment add the member `\"deployment\": {\"environment\": \"production\"}`.",
        "The answer is 202 once the event is stored. It is 400 with a JSON pointer to what does not do, and nothing is \
         stored then.",
        "History can be sent too: one event a line, with the content type application/x-ndjson, at most 5 MB at a time.",
    ],
    content_type: Some("application/json"),
    secret_from: SecretFrom::Weir,
    proofs: &[
        Proof::STANDARD,
        Proof::GITHUB,
        Proof::Key {
            schemes: &["Bearer", "ApiKey"],
        },
    ],
    event: At::Nowhere,
    delivery: At::Header("webhook-id"),
    events: &[
        WebhookEvent::new(
            "event",
            "A run, its jobs or a deployment is queued, starts or ends.",
        ),
        WebhookEvent::new(
            "custom-cicd",
            "A run has ended, in the form that Harness Software Engineering Insights takes.",
        ),
    ],
    read: |_, _| Vec::new(),
    challenge: None,
    unsigned: &[],
    redelivery: None,
    carried: Some(&CARRIED),
};

static CARRIED: Carried = Carried {
    longest_body: 5 << 20,
    name: |body| {
        let first = body.get(0).unwrap_or(body);
        if alias::is(first) { "custom-cicd" } else { "event" }
    },
    read,
    merge: part::merge,
};

/// An event, or a list of them.
fn read(body: &Value) -> Result<Vec<Pushed>, Misfit> {
    let Some(list) = body.as_array() else {
        return one(body, "");
    };
    if list.is_empty() {
        return Err(misfit(String::new(), "is missing: the list is empty"));
    }
    let mut all = Vec::new();
    for (place, body) in list.iter().enumerate() {
        all.extend(one(body, &format!("/{place}"))?);
    }
    Ok(all)
}

fn one(body: &Value, at: &str) -> Result<Vec<Pushed>, Misfit> {
    if alias::is(body) {
        event::read(&alias::event(body, at)?, at)
    } else {
        event::read(body, at)
    }
}
