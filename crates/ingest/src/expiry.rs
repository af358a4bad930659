//! When a credential ends, where the upstream is to be asked for it.

use serde_json::Value;
use weir_connect::{AuthKind, Check};
use weir_model::Time;

use crate::board::Board;
use crate::client::{Call, Client};
use crate::clock::plus_seconds;
use crate::failure::Halt;
use crate::fetch::{Job, Place, url};
use crate::land::{self, Extra, Mapped};
use crate::sync::Run;
use crate::{CursorState, IntegrationSpec, Note, NoteKind};

/// Time between two questions.
const PAUSE_SECONDS: i64 = 24 * 3600;

/// Asks what is due, in a run.
pub(crate) async fn due(run: &Run<'_>) -> Result<(), Halt> {
    let check = run
        .spec
        .connector
        .checks
        .iter()
        .find(|check| check.expires.is_some());
    let (Some(check), Some(stream)) = (check, run.streams().first()) else {
        return Ok(());
    };
    let notes = run.store.notes(&run.spec.id, NoteKind::Expiry).await?;
    let asked = notes.first().and_then(|note| note.value.as_ref()?.parse().ok());
    if asked.is_some_and(|asked| plus_seconds(Time(asked), PAUSE_SECONDS) > run.now()) {
        return Ok(());
    }
    ask(run.spec, run.client()?, &run.board, check).await;
    let note = Note {
        kind: NoteKind::Expiry,
        stream: String::new(),
        partition: String::new(),
        name: String::new(),
        value: Some(run.now().0.to_string()),
    };
    let extra = Extra {
        notes: vec![note],
        ..Extra::default()
    };
    let mut job = Job::new(stream, Place::Whole, CursorState::default());
    job.single = true;
    land::submit(run, &job, Mapped::default(), extra, &[]).await
}

/// Asks, and stores the answer. A refusal says nothing: older versions do not know the question, and tokens of other
/// kinds may not ask it.
pub(crate) async fn ask(spec: &IntegrationSpec, client: &Client, board: &Board, check: &'static Check) {
    // What is got anew by itself does not end, and of several the question is not about all.
    let renewed = !spec
        .auth_method()
        .is_ok_and(|method| matches!(method.kind, AuthKind::Bearer | AuthKind::Header { .. }));
    let (Some(pointer), false, 1) = (check.expires, renewed, client.credentials()) else {
        return;
    };
    let Ok(url) = url(client.base(), check.path, |name| Place::Whole.value(name, spec)) else {
        return;
    };
    let call = Call {
        urgent: true,
        ..Call::get(url, check.name.to_owned(), check.permission)
    };
    match client.send(&call, board.desk("check", "")).await {
        Ok(answer) => {
            if let Some(at) = answer.json.pointer(pointer).and_then(ends) {
                client.expires(at).await;
            }
        }
        Err(Halt::Fetch(failure)) => {
            tracing::debug!(error = %failure.error, "end of the credential not told");
        }
        Err(_) => {}
    }
}

/// A moment, or a day at whose beginning it ends.
fn ends(value: &Value) -> Option<Time> {
    Time::parse(value.as_str()?)
}
