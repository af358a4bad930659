use super::document::Ref as Document;
use super::snapshot::Ref;
use super::source::Source;
use super::{GitRefs, GitRequest, GitState};

/// The refs as documents.
pub(super) fn answer(request: &GitRequest, source: &Source, previous: &GitState) -> GitRefs {
    let snapshot = &source.snapshot;
    let repository = request.repository.as_deref();
    let default_branch = snapshot.head.as_deref().and_then(branch);
    let head = Document::Head {
        repository,
        url: &source.url,
        default_branch,
    };
    let branches = snapshot.refs.iter().filter_map(|r| {
        let name = branch(&r.name)?;
        let default = snapshot.head.as_ref() == Some(&r.name);
        Some(Document::Branch {
            repository,
            name,
            sha: &r.commit,
            default,
        })
    });
    let tags = snapshot.refs.iter().filter_map(|r| tag(r, repository));
    let documents = std::iter::once(head).chain(branches).chain(tags);
    GitRefs {
        documents: documents
            .filter_map(|document| serde_json::to_string(&document).ok())
            .collect(),
        state: previous.advanced(snapshot.tips(), &source.lost, request.with_lines),
        gone: gone(request, source, previous),
        deleted: deleted(source, previous),
        skipped: snapshot.skipped,
    }
}

fn branch(name: &str) -> Option<&str> {
    name.strip_prefix("refs/heads/")
        .or_else(|| name.strip_prefix("refs/remotes/"))
}

fn tag<'a>(r: &'a Ref, repository: Option<&'a str>) -> Option<Document<'a>> {
    let name = r.name.strip_prefix("refs/tags/")?;
    Some(Document::Tag {
        repository,
        name,
        sha: &r.commit,
        object: r.object.as_deref(),
        tagged_at: r.at.as_deref(),
    })
}

/// Branches and tags that were there and are not.
pub(super) fn deleted(source: &Source, previous: &GitState) -> Vec<String> {
    let now = source.snapshot.tips();
    let is_shown = |name: &&String| name.starts_with("refs/tags/") || branch(name).is_some();
    previous
        .refs
        .keys()
        .filter(|name| !now.contains_key(*name))
        .filter(is_shown)
        .cloned()
        .collect()
}

/// The last documents of branches and tags that are gone.
fn gone(request: &GitRequest, source: &Source, previous: &GitState) -> Vec<String> {
    let repository = request.repository.as_deref();
    let document = |name: &String| {
        let sha = previous.refs.get(name)?.as_str();
        let document = match name.strip_prefix("refs/tags/") {
            Some(name) => Document::Tag {
                repository,
                name,
                sha,
                object: None,
                tagged_at: None,
            },
            None => Document::Branch {
                repository,
                name: branch(name)?,
                sha,
                default: false,
            },
        };
        serde_json::to_string(&document).ok()
    };
    deleted(source, previous).iter().filter_map(document).collect()
}

/// Branches that are still there and lost commits.
pub(super) fn forced(source: &Source, previous: &GitState) -> Vec<String> {
    let now = source.snapshot.tips();
    let lost = previous
        .refs
        .iter()
        .filter(|(name, tip)| now.contains_key(*name) && source.lost.contains(*tip));
    lost.map(|(name, _)| name.clone())
        .filter(|name| branch(name).is_some())
        .collect()
}
