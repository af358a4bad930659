//! Deliveries that failed while nobody listened are asked for again at start, where the vendor offers it.

use std::collections::BTreeSet;
use std::sync::Arc;

use weir_connect::{FetchError, Redelivery};
use weir_control::Webhook;
use weir_model::Time;

use crate::api;
use crate::runtime::{RunError, Supervisor, connector};

/// How far before the last look deliveries are looked at again: one may have been on its way, and upstreams write whole
/// seconds.
const OVERLAP: i64 = 60 * 60 * 1_000_000;

/// Asks for those of every integration.
pub(super) async fn ask(supervisor: &Arc<Supervisor>) {
    let control = &supervisor.home().control;
    let integrations = match control.integrations_with_webhooks().await {
        Ok(integrations) => integrations,
        Err(error) => {
            tracing::warn!(error = %error, "failed webhook deliveries could not be asked for: {error}");
            return;
        }
    };
    for integration in integrations {
        if let Err(error) = ask_of(supervisor, integration).await {
            tracing::warn!(
                integration.id = integration,
                error = %error,
                "failed webhook deliveries could not be asked for: {error}"
            );
        }
    }
}

async fn ask_of(supervisor: &Arc<Supervisor>, integration: i64) -> Result<(), RunError> {
    let control = &supervisor.home().control;
    let Some(webhook) = control
        .webhook(integration)
        .await?
        .filter(|webhook| !webhook.deleting)
    else {
        return Ok(());
    };
    let facts = connector(&webhook.kind)?.webhooks;
    let Some(redelivery) = facts.and_then(|facts| facts.redelivery) else {
        return Ok(());
    };
    let (asked, note) = match again(supervisor, &webhook, redelivery).await? {
        Ok(asked) => (asked, None),
        Err(FetchError::NotFound { .. }) => (0, Some(hidden(redelivery))),
        Err(error) => (0, Some(error.to_string())),
    };
    tracing::info!(
        integration.id = integration,
        "{asked} failed webhook deliveries are sent again"
    );
    control
        .note_redelivery(integration, asked, note.as_deref())
        .await?;
    Ok(())
}

/// Who may not see webhooks is told that there are none.
fn hidden(redelivery: &Redelivery) -> String {
    format!(
        "the credential may not read webhooks; it needs {}",
        redelivery.permission
    )
}

async fn again(
    supervisor: &Arc<Supervisor>,
    webhook: &Webhook,
    redelivery: &'static Redelivery,
) -> Result<Result<usize, FetchError>, RunError> {
    let control = &supervisor.home().control;
    let integration = control.integration(webhook.integration).await?;
    let spec = supervisor.spec(&integration, None).await?;
    let kept = Time::from(chrono::Utc::now() - chrono::TimeDelta::days(redelivery.days));
    let looked = webhook.redelivered_at.unwrap_or(webhook.secret_at);
    let since = Time(looked.0 - OVERLAP).max(kept);
    let address = format!("{}{}/{}", api::WEBHOOKS, webhook.integration, webhook.path_token);
    let engine = supervisor.engine();
    let failed = match engine.failed_deliveries(&spec, redelivery, &address, since).await {
        Ok(failed) => failed,
        Err(error) => return Ok(Err(error)),
    };
    let ids: Vec<String> = failed.iter().map(|one| one.delivery.clone()).collect();
    let mut known: BTreeSet<String> = control.has_deliveries(webhook.integration, &ids).await?;
    let mut asked = 0;
    for one in failed {
        // Several webhooks may deliver the same: it is asked for once.
        if !known.insert(one.delivery.clone()) {
            continue;
        }
        if redelivery.most.is_some_and(|most| asked >= most) {
            break;
        }
        if let Err(error) = engine.deliver_again(&spec, redelivery, &one).await {
            return Ok(Err(error));
        }
        asked += 1;
    }
    Ok(Ok(asked))
}
