//! The bare copy of an upstream that is kept between runs.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use weir_connect::FetchError;

use super::address::Remote;
use super::command::Git;
use super::snapshot::{EXTRA, QUICK, Snapshot, lost, output};
use super::{GitRequest, GitState, failure, local, process, remote};

/// Where tips are kept that the upstream no longer has, so that their commits stay readable.
const KEPT: &str = "refs/weir/kept/";

/// Says that the mirror has no file contents.
const PARTIAL: &str = "weir-partial";

/// Packs before they are put together.
const MOST_PACKS: usize = 30;

/// Refs that move at once before they are packed into one file.
const MANY_REFS: usize = 100;

const PREFIXES: &[&str] = &["refs/heads", "refs/tags", "refs/weir/extra"];

/// When each mirror was last brought up to date by this process, and for which request. One at a time works on it.
type Turn = Arc<tokio::sync::Mutex<Option<(Instant, String)>>>;
static TURNS: Mutex<Option<HashMap<PathBuf, Turn>>> = Mutex::new(None);

fn turn(mirror: &Path) -> Turn {
    let mut turns = TURNS.lock().unwrap_or_else(PoisonError::into_inner);
    let turns = turns.get_or_insert_default();
    Arc::clone(turns.entry(mirror.to_owned()).or_default())
}

/// Copies what is new. Streams of one run that ask at the same time share one copy.
pub(super) async fn update(
    request: &GitRequest,
    remote: &Remote,
    previous: &GitState,
) -> Result<Git, FetchError> {
    let asked = Instant::now();
    let turn = turn(&request.mirror);
    let mut last = turn.lock().await;
    let what = format!(
        "{remote:?} {} {:?} {:?}",
        request.with_lines, request.branches, request.extra_refs
    );
    if last
        .as_ref()
        .is_some_and(|(done, same)| *done > asked && *same == what)
    {
        return Ok(Git::at(&request.mirror));
    }
    if request.with_lines && request.mirror.join(PARTIAL).exists() {
        // Contents are wanted that were never copied.
        remove(&request.mirror).await?;
    }
    let mut git = ready(&request.mirror).await?;
    let listing = remote::list(&git, request, remote).await?;
    if listing.sha256() && !is_sha256(&git).await? {
        remove(&request.mirror).await?;
        git = make(&request.mirror, "sha256").await?;
    }
    fetch(&git, request, remote, &listing, previous).await?;
    *last = Some((Instant::now(), what));
    Ok(git)
}

/// The refs of a mirror.
pub(super) async fn snapshot(git: &Git) -> Result<Snapshot, FetchError> {
    let mut snapshot = Snapshot::read(git, PREFIXES).await?;
    let head = local::symbolic(git, "HEAD").await?;
    snapshot.head = head.filter(|name| snapshot.refs.iter().any(|r| &r.name == name));
    Ok(snapshot)
}

async fn fetch(
    git: &Git,
    request: &GitRequest,
    remote: &Remote,
    listing: &remote::Listing,
    previous: &GitState,
) -> Result<(), FetchError> {
    let before = Snapshot::read(git, PREFIXES).await?;
    let have = objects(git).await?;
    let want: BTreeMap<&str, &str> = listing.wanted(request).collect();
    if have.is_empty() && !request.with_lines {
        let marker = git.directory().join(PARTIAL);
        tokio::fs::write(&marker, "")
            .await
            .map_err(|error| failure::folder(&marker, &error))?;
    }
    let moved = want
        .iter()
        .filter(|(name, object)| have.get(**name).map(String::as_str) != Some(object))
        .count();
    let gone = have
        .keys()
        .filter(|name| !want.contains_key(name.as_str()) && is_followed(name));
    // Before copying: a branch `a` that is gone stands in the way of a branch `a/b`.
    update_refs(git, gone.flat_map(|name| ["delete ", name, "\n"]).collect()).await?;
    if moved > 0 {
        copy(git, request, remote, &want).await?;
    }
    point_head(git, listing).await?;
    keep(git, &before, previous).await?;
    if moved > 0 {
        tidy(git, moved).await;
    }
    Ok(())
}

async fn copy(
    git: &Git,
    request: &GitRequest,
    remote: &Remote,
    want: &BTreeMap<&str, &str>,
) -> Result<(), FetchError> {
    let mut arguments = vec![
        "fetch",
        "--quiet",
        "--force",
        "--no-tags",
        "--no-write-fetch-head",
        "--no-auto-maintenance",
        "--no-recurse-submodules",
        "--stdin",
    ];
    if git.directory().join(PARTIAL).exists() {
        arguments.push("--filter=blob:none");
    }
    arguments.extend(["--", &remote.url]);
    let mut specs = String::from("+refs/tags/*:refs/tags/*\n");
    if request.branches.is_empty() {
        specs.push_str("+refs/heads/*:refs/heads/*\n");
    }
    for name in want.keys() {
        if name.starts_with("refs/heads/") {
            if !request.branches.is_empty() {
                specs.extend(["+", name, ":", name, "\n"]);
            }
        } else if !name.starts_with("refs/tags/") {
            specs.extend(["+", name, ":", EXTRA, name, "\n"]);
        }
    }
    remote::ask(git, request, remote, &arguments, specs.into_bytes())
        .await
        .map(|_| ())
}

/// Ref to object, as the upstream names it.
async fn objects(git: &Git) -> Result<BTreeMap<String, String>, FetchError> {
    let format = ["for-each-ref", "--format=%(objectname) %(refname)"];
    let listing = output(git.read(format.iter().chain(PREFIXES)), Vec::new()).await?;
    let listing = String::from_utf8_lossy(&listing).into_owned();
    let refs = listing.lines().filter_map(|line| line.split_once(' '));
    Ok(refs
        .map(|(object, name)| {
            (
                name.strip_prefix(EXTRA).unwrap_or(name).to_owned(),
                object.to_owned(),
            )
        })
        .collect())
}

/// Makes HEAD lead where it leads upstream: names and attributes are read from there.
async fn point_head(git: &Git, listing: &remote::Listing) -> Result<(), FetchError> {
    let command = match (&listing.head, &listing.head_object) {
        (Some(target), _) if local::symbolic(git, "HEAD").await?.as_ref() == Some(target) => return Ok(()),
        (Some(target), _) => git.read(["symbolic-ref", "HEAD", target]),
        (None, Some(object)) => git.read(["update-ref", "--no-deref", "HEAD", object]),
        (None, None) => return Ok(()),
    };
    // A HEAD outside the chosen branches leads to an object that is not there; nothing depends on it.
    let _ = output(command, Vec::new()).await;
    Ok(())
}

/// Keeps the commits that were there, before or in the landed state, and that no ref reaches any more. The landed
/// state takes part because a run may have been killed between copying and keeping.
async fn keep(git: &Git, before: &Snapshot, previous: &GitState) -> Result<(), FetchError> {
    let now = Snapshot::read(git, PREFIXES).await?;
    let old: BTreeSet<&str> = before
        .refs
        .iter()
        .map(|r| r.commit.as_str())
        .chain(previous.refs.values().map(String::as_str))
        .collect();
    let new = now.refs.iter().map(|r| r.commit.as_str()).collect();
    let lost = lost(git, &old, &new).await?;
    update_refs(
        git,
        lost.iter()
            .flat_map(|commit| ["update ", KEPT, commit, " ", commit, "\n"])
            .collect(),
    )
    .await
}

async fn update_refs(git: &Git, updates: String) -> Result<(), FetchError> {
    if updates.is_empty() {
        return Ok(());
    }
    output(git.read(["update-ref", "--stdin"]), updates.into_bytes())
        .await
        .map(|_| ())
}

/// Branches and tags go when the upstream's do; other refs stay.
fn is_followed(name: &str) -> bool {
    name.starts_with("refs/heads/") || name.starts_with("refs/tags/")
}

/// A mirror that commands can be run in; made when missing, cleared of what a killed run left behind.
pub(super) async fn ready(mirror: &Path) -> Result<Git, FetchError> {
    if !mirror.join("HEAD").exists() {
        return make(mirror, "sha1").await;
    }
    let folder = mirror.to_owned();
    let cleared = tokio::task::spawn_blocking(move || clear(&folder)).await;
    match cleared {
        Ok(Err(error)) => Err(failure::folder(mirror, &error)),
        _ => Ok(Git::at(mirror)),
    }
}

async fn make(mirror: &Path, format: &str) -> Result<Git, FetchError> {
    tokio::fs::create_dir_all(mirror)
        .await
        .map_err(|error| failure::folder(mirror, &error))?;
    let git = Git::at(mirror);
    let format = format!("--object-format={format}");
    output(
        git.read(["init", "--quiet", "--bare", "--template=", &format]),
        Vec::new(),
    )
    .await?;
    Ok(git)
}

async fn remove(mirror: &Path) -> Result<(), FetchError> {
    tokio::fs::remove_dir_all(mirror)
        .await
        .map_err(|error| failure::folder(mirror, &error))
}

async fn is_sha256(git: &Git) -> Result<bool, FetchError> {
    let format = output(git.read(["rev-parse", "--show-object-format"]), Vec::new()).await?;
    Ok(format.trim_ascii() == b"sha256")
}

/// Removes the locks and half-written packs of a killed run. Nobody else works in a mirror.
fn clear(mirror: &Path) -> std::io::Result<()> {
    let mut folders = vec![mirror.join("refs"), mirror.join("objects/info")];
    let is_lock = |name: &str| {
        Path::new(name)
            .extension()
            .is_some_and(|extension| extension == "lock")
    };
    remove_where(mirror, is_lock, None)?;
    remove_where(
        &mirror.join("objects/pack"),
        |name| name.starts_with("tmp_") || is_lock(name),
        None,
    )?;
    while let Some(folder) = folders.pop() {
        remove_where(&folder, is_lock, Some(&mut folders))?;
    }
    Ok(())
}

fn remove_where(
    folder: &Path,
    which: impl Fn(&str) -> bool,
    mut below: Option<&mut Vec<PathBuf>>,
) -> std::io::Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            if let Some(below) = below.as_deref_mut() {
                below.push(entry.path());
            }
        } else if which(&entry.file_name().to_string_lossy()) {
            std::fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// Keeps reading fast. Never removes an object: kept tips are what nobody else has. A failure costs only speed.
async fn tidy(git: &Git, moved: usize) {
    if moved >= MANY_REFS {
        let _ = process::run(&mut git.read(["pack-refs", "--all"]), Vec::new(), QUICK).await;
    }
    let packs = std::fs::read_dir(git.directory().join("objects/pack")).map_or(0, Iterator::count) / 2;
    if packs >= MOST_PACKS {
        let tasks = [
            "maintenance",
            "run",
            "--quiet",
            "--task=loose-objects",
            "--task=incremental-repack",
        ];
        let _ = process::run(&mut git.read(tasks), Vec::new(), QUICK).await;
    }
}
