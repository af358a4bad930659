//! Repositories on this machine. They are read where they are: nothing is copied, so a history of 20,000 commits is
//! on its way at once, and nothing is written, not even an index refresh. Their own configuration, hooks and work
//! tree do not take part (see [`super::command`]).

use std::path::{Path, PathBuf};

use weir_connect::FetchError;

use super::command::Git;
use super::snapshot::{QUICK, Snapshot, output, text};
use super::{GitRequest, process};

/// Finds the git directory of a work tree or bare repository.
pub(super) async fn open(path: &Path) -> Result<Git, FetchError> {
    let git = Git::at(git_directory(path)?);
    let shallow = output(git.read(["rev-parse", "--is-shallow-repository"]), Vec::new()).await?;
    if shallow.trim_ascii() == b"true" {
        return Err(FetchError::Config {
            message: format!(
                "{} is a shallow clone: its oldest commits lack their parents, so counts would be wrong; run `git fetch \
                 --unshallow` there first",
                path.display()
            ),
        });
    }
    Ok(git)
}

fn git_directory(path: &Path) -> Result<PathBuf, FetchError> {
    let inner = path.join(".git");
    if inner.is_file() {
        // A linked work tree or submodule.
        let link = std::fs::read_to_string(&inner).unwrap_or_default();
        if let Some(target) = link.trim().strip_prefix("gitdir: ") {
            return Ok(path.join(target));
        }
    }
    let is_repository = |folder: &Path| folder.join("HEAD").exists() && folder.join("objects").is_dir();
    [inner, path.to_owned()]
        .into_iter()
        .find(|folder| is_repository(folder))
        .ok_or_else(|| FetchError::NotFound {
            what: format!("no git repository in {}", path.display()),
        })
}

/// Branches, tags, and the branches that were fetched from elsewhere (`origin/main`).
pub(super) async fn snapshot(git: &Git, request: &GitRequest) -> Result<Snapshot, FetchError> {
    let mut prefixes = vec!["refs/heads", "refs/tags", "refs/remotes"];
    prefixes.extend(request.extra_refs.iter().map(String::as_str));
    let mut snapshot = Snapshot::read(git, &prefixes).await?;
    snapshot.head = head(git, &snapshot).await?;
    Ok(snapshot)
}

/// The default branch: the one that `origin` has, else the one that is checked out.
async fn head(git: &Git, snapshot: &Snapshot) -> Result<Option<String>, FetchError> {
    let exists = |name: &String| snapshot.refs.iter().any(|r| &r.name == name);
    if let Some(tracked) = symbolic(git, "refs/remotes/origin/HEAD").await? {
        let own = tracked.replace("refs/remotes/origin/", "refs/heads/");
        return Ok([own, tracked].into_iter().find(exists));
    }
    Ok(symbolic(git, "HEAD").await?.filter(exists))
}

/// Where a symbolic ref leads.
pub(super) async fn symbolic(git: &Git, name: &str) -> Result<Option<String>, FetchError> {
    let said = process::run(
        &mut git.read(["symbolic-ref", "--quiet", name]),
        Vec::new(),
        QUICK,
    )
    .await?;
    Ok(said.success.then(|| text(said.stdout.trim_ascii())))
}
