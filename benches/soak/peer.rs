//! The simulator as a process of its own, so that its memory is not ours: this same program with a setup in its
//! environment. It is told things line by line and answers each with one line.

use std::collections::BTreeMap;
use std::process::Stdio;
use std::time::Duration;

use chrono::Utc;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::sync::Mutex;
use weir_upstream::{Fault, FaultKind, Limits, Mutation, Upstream, World};

use crate::Result;
use crate::figures::{Digest, resident};

/// Names the setup in the environment.
pub(crate) const SETUP: &str = "WEIR_SOAK_UPSTREAM";
pub(crate) const TOKEN: &str = "ghp_0123456789soak";

/// One answer in a hundred each.
const FAULTS: &[FaultKind] = &[
    FaultKind::TooMany { retry_after: Some(1) },
    FaultKind::TooMany { retry_after: None },
    FaultKind::Secondary { retry_after: Some(1) },
    FaultKind::ServerError,
    FaultKind::BadGateway,
    FaultKind::Truncated,
    FaultKind::Html,
    FaultKind::Dropped,
    FaultKind::PartialData,
    FaultKind::Slow { milliseconds: 200 },
];

pub(crate) struct Peer {
    pub(crate) base: String,
    pub(crate) process: u32,
    talk: Mutex<(ChildStdin, Lines<BufReader<ChildStdout>>)>,
    _child: Child,
}

impl Peer {
    pub(crate) async fn start(repositories: usize, pulls: usize, latency: u64, quotas: bool) -> Result<Self> {
        let setup =
            json!({"repositories": repositories, "pulls": pulls, "latency": latency, "quotas": quotas});
        let mut child = Command::new(std::env::current_exe()?)
            .env(SETUP, setup.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let process = child.id().ok_or("the simulator ended")?;
        let stdin = child.stdin.take().ok_or("no input")?;
        let mut lines = BufReader::new(child.stdout.take().ok_or("no output")?).lines();
        let base = lines.next_line().await?.ok_or("the simulator did not start")?;
        Ok(Self {
            base,
            process,
            talk: Mutex::new((stdin, lines)),
            _child: child,
        })
    }

    pub(crate) async fn ask(&self, line: &str) -> Result<Value> {
        let mut talk = self.talk.lock().await;
        talk.0.write_all(format!("{line}\n").as_bytes()).await?;
        talk.0.flush().await?;
        let answer = talk.1.next_line().await?.ok_or("the simulator ended")?;
        Ok(serde_json::from_str(&answer)?)
    }
}

/// The simulator's side.
#[expect(clippy::print_stdout, reason = "it talks on its output")]
pub(crate) async fn serve(setup: &str) -> Result<()> {
    let setup: Value = serde_json::from_str(setup)?;
    let number = |name: &str| setup[name].as_u64().unwrap_or(0);
    let size = |name: &str| usize::try_from(number(name));
    let world = World::load(7, size("repositories")?, size("pulls")?, Utc::now());
    let mut builder = Upstream::builder()
        .world(world)
        .token(TOKEN)
        .seed(7)
        .latency(Duration::from_millis(number("latency")));
    if setup["quotas"] != true {
        builder = builder.limits(Limits::unlimited());
    }
    let upstream = builder.start().await?;
    println!("{}", upstream.base_url());
    let listen = move || -> Result<()> {
        for line in std::io::stdin().lines() {
            let line = line?;
            let (command, rest) = line.split_once(' ').unwrap_or((&line, ""));
            println!("{}", answer(&upstream, command, rest)?);
        }
        Ok(())
    };
    tokio::task::spawn_blocking(listen).await?
}

fn answer(upstream: &Upstream, word: &str, rest: &str) -> Result<Value> {
    match word {
        "advance" => {
            let seconds = rest.parse()?;
            upstream.mutate(Mutation::Advance { seconds })?;
        }
        "calm" => upstream.faults().clear(),
        "faults" => {
            upstream.faults().clear();
            for kind in FAULTS {
                upstream.faults().add(Fault::sometimes(*kind, 0.01));
            }
        }
        "change" => change(upstream, rest.parse()?)?,
        "resident" => return Ok(json!(resident() >> 20)),
        "truth" => return Ok(truth(upstream)),
        "counters" => {
            let mut drawn = BTreeMap::<String, u64>::new();
            for entry in upstream.log() {
                *drawn
                    .entry(entry.fault.unwrap_or_else(|| "none".to_owned()))
                    .or_default() += 1;
            }
            return Ok(json!(drawn));
        }
        other => return Err(format!("`{other}` is not known").into()),
    }
    Ok(json!({}))
}

/// A few things happen.
fn change(upstream: &Upstream, seed: usize) -> Result<()> {
    let names: Vec<String> = upstream.with_world(|world| {
        let names = world.repositories.iter();
        names.map(|one| one.full_name().to_owned()).collect()
    });
    for step in 0..10 {
        let repository = names[(seed * 13 + step * 7) % names.len()].clone();
        let numbers: Vec<(u64, bool)> = upstream.with_world(|world| {
            let pulls = world.repository(&repository).into_iter();
            let pulls = pulls.flat_map(|one| &one.pulls);
            pulls
                .map(|(number, pull)| (*number, pull["state"] == "open"))
                .collect()
        });
        let (number, _) = numbers[(seed * 31 + step) % numbers.len()];
        upstream.mutate(Mutation::Retitle {
            repository: repository.clone(),
            number,
            title: format!("Changed {seed}.{step}"),
        })?;
        if let Some((number, _)) = numbers.iter().find(|(_, open)| *open) {
            upstream.mutate(Mutation::MergePull {
                repository: repository.clone(),
                number: *number,
            })?;
        }
        upstream.mutate(Mutation::OpenPull {
            repository,
            title: format!("New {seed}.{step}"),
        })?;
    }
    Ok(())
}

/// What the rows must say. One repository at a time, so that they are not all in memory.
fn truth(upstream: &Upstream) -> Value {
    let (mut pulls, mut comments) = (Digest::default(), Digest::default());
    let repositories = upstream.with_world(|world| world.repositories.len());
    for position in 0..repositories {
        upstream.with_world(|world| {
            let repository = &world.repositories[position];
            let name = repository.full_name();
            for (number, pull) in &repository.pulls {
                let state = if pull["merged_at"].is_string() {
                    "merged"
                } else {
                    pull["state"].as_str().unwrap_or_default()
                };
                let title = pull["title"].as_str().unwrap_or_default();
                pulls.add(&format!("{name}#{number} {title} {state}"));
            }
            let all = [repository.line_comments.values(), repository.comments.values()];
            for (kind, lists) in ["line", "conversation"].into_iter().zip(all) {
                for comment in lists.flatten() {
                    let body = comment["body"].as_str().unwrap_or_default();
                    comments.add(&format!("{name} {kind} {body}"));
                }
            }
        });
    }
    json!({"pull_requests": [pulls.count, pulls.sum], "comments": [comments.count, comments.sum]})
}
