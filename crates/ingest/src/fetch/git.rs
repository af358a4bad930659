//! Git repositories as streams of commits or refs.

use secrecy::ExposeSecret as _;
use tokio::sync::mpsc;
use url::Url;
use weir_connect::{Action, FetchError, GitPart};

use super::{Job, Place, Turn, known};
use crate::failure::{Failure, Halt};
use crate::git::{self, GitRequest, GitState};
use crate::land::{self, Extra, Mapped};
use crate::secrets::hash;
use crate::sync::Run;
use crate::{IntegrationSpec, Level};

/// Batches that may wait to be landed.
const BATCHES: usize = 4;

const TRIES: u32 = 3;

/// Switch of the configuration that says whether lines are counted.
const LINES: &str = "count_lines";

/// Reads all that is new.
pub(super) async fn turn(run: &Run<'_>, job: &mut Job, part: GitPart) -> Result<Turn, Halt> {
    let api = run.client().ok().map(|client| client.base().to_owned());
    let mut request = request(run.spec, &job.place, api.as_deref())?;
    if let Ok(client) = run.client() {
        request.credential = client.git_secret().await?;
    }
    let mut tries = 0;
    loop {
        job.desk(run).request();
        let read = match part {
            GitPart::Commits => commits(run, job, &request).await,
            GitPart::Refs => refs(run, job, &request).await,
        };
        match read {
            Ok(()) => return Ok(Turn::Done),
            Err(Halt::Fetch(failure)) if passing(&failure.error) && tries + 1 < TRIES => {
                tries += 1;
                job.desk(run).retry(format!("{}; tried again", failure.error));
                run.sleep(run.options.first_pause * 4 * tries).await?;
            }
            Err(halt) => return Err(halt),
        }
    }
}

/// What to ask git for. `api` is the address of the connector's own API: where there is one, repository addresses come
/// from its answers and must lead to the same place; where there is none, the user entered them.
pub(crate) fn request(
    spec: &IntegrationSpec,
    place: &Place,
    api: Option<&str>,
) -> Result<GitRequest, Failure> {
    let own = match place {
        Place::Entry(entry) => Some(entry.clone()),
        _ => place.value("clone_url", spec),
    };
    let url = own.or_else(|| spec.text("url").filter(|_| api.is_none()).map(str::to_owned));
    let url = url.filter(|url| !url.is_empty());
    let url = url.ok_or_else(|| {
        Failure::new(
            Action::Skip("no address to clone from"),
            FetchError::Config {
                message: "no address to clone from".to_owned(),
            },
            "enter the repository's address",
        )
    })?;
    // A repository of an upstream keeps its mirror when it is renamed.
    let mirror = match (place, api) {
        (Place::Partition(partition), Some(_)) => mirror_name(&partition.id),
        _ => hash(&url),
    };
    let mut request = GitRequest::new(spec.data_dir.join(mirror), url);
    request.repository = spec
        .text("repository")
        .filter(|_| api.is_none())
        .map(str::to_owned);
    let usual = spec.auth_method().ok().and_then(|method| method.git_user);
    request.user = spec.text("user").or(usual).map(str::to_owned);
    let token = spec
        .secrets
        .get("token")
        .filter(|token| !token.expose_secret().trim().is_empty());
    request.credential = token.cloned();
    request.host = api.map(|api| web_host(api, &request.url));
    request.allow_local = api.is_none();
    request.with_lines = spec.switched_on(Some(LINES));
    if api.is_none() {
        request.branches = spec.list("branches").unwrap_or_default();
    }
    Ok(request)
}

/// The host that serves the repositories of an API: the API's own or, as at GitHub, the one it is a subdomain of.
fn web_host(api: &str, clone_url: &str) -> String {
    let host = |text: &str| {
        Url::parse(text)
            .map(|url| crate::client::host(&url))
            .unwrap_or_default()
    };
    let (api, clone) = (host(api), host(clone_url));
    match api.strip_prefix("api.") {
        Some(web) if web == clone => web.to_owned(),
        _ => api,
    }
}

async fn commits(run: &Run<'_>, job: &mut Job, request: &GitRequest) -> Result<(), Halt> {
    let previous = job.state.git.clone().unwrap_or_default();
    let (sender, mut batches) = mpsc::channel(BATCHES);
    let work = git::commits(request, &previous, sender);
    tokio::pin!(work);
    let mut outcome = None;
    loop {
        tokio::select! {
            () = run.cancel.cancelled() => return Err(Halt::Cancelled),
            batch = batches.recv() => match batch {
                Some(batch) => land_documents(run, job, batch.documents, batch.total).await?,
                None => break,
            },
            ended = &mut work, if outcome.is_none() => outcome = Some(ended.map_err(failure)?),
        }
    }
    let outcome = match outcome {
        Some(outcome) => outcome,
        None => work.await.map_err(failure)?,
    };
    let desk = job.desk(run);
    if outcome.lossy > 0 {
        desk.note(
            Level::Info,
            format!(
                "{} commits have text that is not UTF-8; it was replaced",
                outcome.lossy
            ),
        );
    }
    for branch in &outcome.forced {
        desk.note(
            Level::Info,
            format!("{branch} was rewritten; its earlier commits are kept"),
        );
    }
    finish(run, job, outcome.state, Extra::default()).await
}

async fn refs(run: &Run<'_>, job: &mut Job, request: &GitRequest) -> Result<(), Halt> {
    let previous = job.state.git.clone().unwrap_or_default();
    let refs = tokio::select! {
        () = run.cancel.cancelled() => return Err(Halt::Cancelled),
        refs = git::refs(request, &previous) => refs.map_err(failure)?,
    };
    if refs.skipped > 0 {
        job.desk(run).skip("a tag that names no commit", refs.skipped);
    }
    land_documents(run, job, refs.documents, None).await?;
    let gone = gone(job, refs.gone);
    finish(run, job, refs.state, gone).await
}

async fn land_documents(
    run: &Run<'_>,
    job: &mut Job,
    documents: Vec<String>,
    total: Option<u64>,
) -> Result<(), Halt> {
    job.page += 1;
    job.records += documents.len() as u64;
    let mut mapped = Mapped::default();
    let count = documents.len();
    let now = run.now();
    for document in documents {
        mapped.add(
            &[job.stream.read],
            job.stream.name,
            &job.place.scope(),
            document,
            now,
        );
    }
    let rows = mapped.batch.rows.len();
    // The checkpoint stays where it was: only all commits together make a state that can be gone on from.
    let counts = [(job.stream.name, count, rows)];
    land::submit(run, job, mapped, Extra::default(), &counts).await?;
    job.desk(run)
        .estimate(total.map(|total| total.saturating_sub(job.records)));
    Ok(())
}

/// Branches and tags that are gone: the rows that their last documents made.
fn gone(job: &Job, documents: Vec<String>) -> Extra {
    let mut extra = Extra::default();
    for document in documents {
        known::forget(job, &document, &mut extra);
    }
    extra
}

async fn finish(run: &Run<'_>, job: &mut Job, state: GitState, extra: Extra) -> Result<(), Halt> {
    job.state.git = Some(state);
    job.state.covered.add(
        job.state.covered.bottom().unwrap_or(run.span().floor),
        run.span().high,
    );
    job.finish(run.now());
    land::submit(run, job, Mapped::default(), extra, &[]).await
}

/// Whether the next try may do better.
const fn passing(error: &FetchError) -> bool {
    match error {
        FetchError::Unreachable { .. } => true,
        FetchError::Upstream { status, .. } => *status >= 500 || *status == 429,
        _ => false,
    }
}

/// What a failure of git means for the run.
pub(crate) fn failure(error: FetchError) -> Failure {
    let (action, hint) = match &error {
        FetchError::Unauthorized { .. } => (
            Action::Unauthorized,
            "check the token or key, and that it may read the repository's contents",
        ),
        FetchError::NotFound { .. } => (
            Action::NotFound,
            "check the address, and that the token may see the repository",
        ),
        FetchError::Unreachable { .. } => (
            Action::Fail,
            "check the address, and that this machine may reach it",
        ),
        FetchError::Config { .. } => (Action::Fail, "change the integration's configuration"),
        _ => (
            Action::Fail,
            "run again; if it stays so, look at the repository with git itself",
        ),
    };
    Failure::new(action, error, hint)
}

/// The folder's name of the mirror of a partition.
pub fn mirror_name(partition: &str) -> String {
    hash(partition)
}

#[cfg(test)]
mod tests {
    use super::web_host;

    #[test]
    fn repositories_are_asked_only_at_their_own_host() {
        assert_eq!(
            web_host("https://api.github.com", "https://github.com/a/b.git"),
            "github.com"
        );
        assert_eq!(
            web_host("https://api.github.com", "https://evil.example/a/b.git"),
            "api.github.com"
        );
        assert_eq!(
            web_host("https://ghe.example/api/v3", "https://ghe.example/a/b.git"),
            "ghe.example"
        );
    }
}
