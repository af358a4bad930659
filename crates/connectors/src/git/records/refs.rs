use std::collections::BTreeMap;

use serde::Deserialize;
use weir_connect::{Key, Partition, Record, Scope};
use weir_model::entities::{Branch, Repository, Tag};
use weir_model::{Batch, Id, Time};

/// Where HEAD leads, or a branch, or a tag.
///
/// <https://git-scm.com/docs/git-for-each-ref>
#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Ref {
    /// The repository. A code host's connector has its own record of it, so this becomes no row.
    Head {
        /// Name given by the user.
        repository: Option<String>,
        /// Address.
        url: String,
        /// Branch that HEAD names.
        default_branch: Option<String>,
    },
    /// A branch.
    Branch {
        /// Name given by the user.
        repository: Option<String>,
        /// Name without `refs/heads/`; `origin/main` for one that a clone has fetched.
        name: String,
        /// Commit.
        sha: String,
        /// Whether HEAD names it.
        #[serde(rename = "default")]
        is_default: bool,
    },
    /// A tag.
    Tag {
        /// Name given by the user.
        repository: Option<String>,
        /// Name without `refs/tags/`.
        name: String,
        /// Commit, annotated tags followed.
        sha: String,
        /// When it was made.
        tagged_at: Option<Time>,
    },
}

impl Record for Ref {
    fn key(&self, _: &Scope<'_>) -> Key {
        match self {
            Self::Head { .. } => Key::new("head"),
            Self::Branch { name, .. } => Key::new(format_args!("branch/{name}")),
            Self::Tag { name, .. } => Key::new(format_args!("tag/{name}")),
        }
    }

    fn map(self, scope: &Scope<'_>, out: &mut Batch) {
        match self {
            Self::Head { .. } => {}
            Self::Branch {
                repository,
                name,
                sha,
                is_default,
            } => {
                let repository = super::repository(repository.as_deref(), scope);
                out.push(Branch {
                    id: Id::new("branch", format_args!("{repository}/{name}")),
                    repository_id: Id::new("repository", repository),
                    name,
                    sha,
                    is_default: Some(is_default),
                });
            }
            Self::Tag {
                repository,
                name,
                sha,
                tagged_at,
            } => {
                let repository = super::repository(repository.as_deref(), scope);
                out.push(Tag {
                    id: Id::new("tag", format_args!("{repository}/{name}")),
                    repository_id: Id::new("repository", repository),
                    name,
                    sha,
                    tagged_at,
                });
            }
        }
    }
}

/// A [`Ref`] of a repository that is an integration of its own: its head is the repository's row.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub struct OwnRef(Ref);

impl Record for OwnRef {
    fn key(&self, scope: &Scope<'_>) -> Key {
        self.0.key(scope)
    }

    fn partition(&self) -> Option<Partition> {
        let Ref::Head { repository, url, .. } = &self.0 else {
            return None;
        };
        let name = named(repository.as_deref(), url);
        let fields = BTreeMap::from([("clone_url", url.clone()), ("full_name", name.clone())]);
        Some(Partition {
            id: name.clone(),
            name,
            fields,
        })
    }

    fn map(self, scope: &Scope<'_>, out: &mut Batch) {
        let Ref::Head {
            repository,
            url,
            default_branch,
        } = self.0
        else {
            return self.0.map(scope, out);
        };
        let full_name = named(repository.as_deref(), &url);
        let page = url
            .starts_with("https://")
            .then(|| url.trim_end_matches('/').trim_end_matches(".git").to_owned());
        out.push(Repository {
            url: page,
            clone_url: Some(url),
            default_branch,
            ..Repository::new(Id::new("repository", &full_name), &full_name)
        });
    }
}

/// Branches and tags have no address of their own; the engine runs their stream for it, so the names agree.
fn named(repository: Option<&str>, url: &str) -> String {
    repository.map_or_else(|| crate::git::name::of(url), str::to_owned)
}
