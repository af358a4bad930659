use axum::response::Response;

use super::Shared;
use super::answer::Answer;
use super::pipeline::Incoming;
use crate::git::GitRequest;
use crate::limits::Bucket;
use crate::log::Entry;
use crate::rest::message;

/// Answers a git client at `/{owner}/{name}.git/…` below the product's prefix.
pub(super) async fn answer(shared: &Shared, incoming: Incoming) -> Response {
    let entry = Entry {
        product: incoming.product.name,
        method: incoming.method.to_string(),
        path: incoming.logged(),
        query: incoming.raw_query.clone(),
        bucket: Bucket::Free,
        cost: 0,
        status: 200,
        fault: None,
        exchange: None,
    };
    let response = match (incoming.product.credential)(shared, &incoming) {
        Ok(_) => serve(shared, incoming).await,
        Err(answer) => answer
            .header("www-authenticate", "Basic realm=\"git\"")
            .respond(false),
    };
    shared.log.add(Entry {
        status: response.status().as_u16(),
        ..entry
    });
    response
}

async fn serve(shared: &Shared, incoming: Incoming) -> Response {
    let missing = || Answer::json(404, &message(404, "Not Found")).respond(false);
    let Some((name, path)) = place(&incoming.path) else {
        return missing();
    };
    let found = {
        let world = shared.world();
        let repository = world.repository(&name).or_else(|| world.renamed(&name));
        repository.map(|repository| (repository.id(), repository.history()))
    };
    let Some((id, history)) = found else {
        return missing();
    };
    let request = GitRequest {
        method: incoming.method,
        path: format!("/{path}"),
        query: incoming.raw_query,
        headers: incoming.headers,
        body: incoming.body,
    };
    let answered = async {
        let repository = shared.git.repository(&id.to_string(), history.as_deref()).await?;
        shared.git.answer(repository, request).await
    };
    match answered.await {
        Ok(response) => response,
        Err(error) => Answer::json(500, &message(500, &error.to_string())).respond(false),
    }
}

/// Where Azure DevOps has its repositories: `/{organization}/{project}/_git/{name}`.
const AZURE: &str = "/_git/";

/// Whether a path is one that git clients ask for.
pub(super) fn is_asked_at(path: &str) -> bool {
    path.contains(".git/") || path.contains(AZURE)
}

/// The full name of the repository, and what is asked of it.
fn place(path: &str) -> Option<(String, &str)> {
    if let Some((before, rest)) = path.split_once(AZURE) {
        let (name, path) = rest.split_once('/')?;
        let project = before.rsplit('/').next()?;
        return Some((format!("{project}/{name}"), path));
    }
    // Bitbucket Data Center has them below `scm`.
    let (name, path) = path.split_once(".git/")?;
    let name = name.trim_start_matches('/');
    Some((name.strip_prefix("scm/").unwrap_or(name).to_owned(), path))
}
