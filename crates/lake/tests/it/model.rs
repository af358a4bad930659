//! Random histories, compared with a plain map after every step.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use proptest::prelude::*;
use proptest::test_runner::Config;
use weir_lake::{Faults, Lake, Options};
use weir_model::entities::{Branch, User};
use weir_model::{Entity, Row, Time};

use crate::fixtures::{all, branch, folder, user};

/// One row of one of two tables: users have a version and a creation time, branches neither.
#[derive(Clone, Debug)]
enum Upsert {
    User {
        integration: u8,
        key: u8,
        created: Option<u8>,
        updated: Option<u8>,
        name: u16,
    },
    Branch {
        integration: u8,
        key: u8,
        sha: u16,
    },
}

#[derive(Clone, Debug)]
enum Step {
    Append(Vec<Upsert>),
    Remove {
        users: bool,
        integration: u8,
        keys: Vec<u8>,
    },
    Fold(bool),
    Maintain,
    Delete(u8),
    Reopen,
    /// Stops at the given moment, as if killed, the n-th time it comes.
    Crash {
        moment: usize,
        nth: usize,
        rows: Vec<Upsert>,
    },
}

const MOMENTS: [&str; 8] = [
    "append.written",
    "append.committed",
    "fold.written",
    "fold.committed",
    "compact.written",
    "compact.committed",
    "delete.written",
    "delete.committed",
];

/// What should be in a table: id → (version, cells).
type Rows = BTreeMap<String, (Option<i64>, String)>;

#[derive(Default)]
struct Expected {
    users: Rows,
    branches: Rows,
}

impl Expected {
    fn apply(&mut self, upsert: &Upsert) {
        match upsert {
            Upsert::User {
                integration,
                key,
                created,
                updated,
                name,
            } => {
                let id = format!("{integration}/user/u{key}");
                let version = updated.map(|day| moment(day).0);
                if self.users.get(&id).is_none_or(|(current, _)| *current <= version) {
                    let created = created.map_or("-".to_owned(), |month| month_start(month).to_string());
                    self.users.insert(id, (version, format!("{name}|{created}")));
                }
            }
            Upsert::Branch {
                integration,
                key,
                sha,
            } => {
                self.branches
                    .insert(format!("{integration}/branch/b{key}"), (None, sha.to_string()));
            }
        }
    }

    fn forget(&mut self, integration: u8) {
        let prefix = format!("{integration}/");
        self.users.retain(|id, _| !id.starts_with(&prefix));
        self.branches.retain(|id, _| !id.starts_with(&prefix));
    }
}

fn moment(day: u8) -> Time {
    Time::from_seconds(1_700_000_000 + i64::from(day) * 86_400)
}

fn month_start(month: u8) -> Time {
    Time::parse(&format!("2024-{:02}-03", month + 1)).unwrap()
}

fn row(upsert: &Upsert) -> Row {
    match upsert {
        Upsert::User {
            integration,
            key,
            created,
            updated,
            name,
        } => user(
            &integration.to_string(),
            &format!("u{key}"),
            &name.to_string(),
            created.map(month_start),
            updated.map(moment),
        ),
        Upsert::Branch {
            integration,
            key,
            sha,
        } => branch(&integration.to_string(), &format!("b{key}"), &sha.to_string()),
    }
}

fn upsert() -> impl Strategy<Value = Upsert> {
    let day = prop::option::weighted(0.8, 0..6_u8);
    let month = prop::option::weighted(0.8, 0..3_u8);
    prop_oneof![
        2 => (1..4_u8, 0..8_u8, month, day, any::<u16>()).prop_map(|(integration, key, created, updated, name)| Upsert::User {
            integration, key, created, updated, name
        }),
        1 => (1..4_u8, 0..8_u8, any::<u16>()).prop_map(|(integration, key, sha)| Upsert::Branch { integration, key, sha }),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let rows = || prop::collection::vec(upsert(), 1..12);
    prop_oneof![
        8 => rows().prop_map(Step::Append),
        2 => (any::<bool>(), 1..4_u8, prop::collection::vec(0..8_u8, 1..4))
            .prop_map(|(users, integration, keys)| Step::Remove { users, integration, keys }),
        3 => any::<bool>().prop_map(Step::Fold),
        2 => Just(Step::Maintain),
        1 => (1..4_u8).prop_map(Step::Delete),
        1 => Just(Step::Reopen),
        3 => (0..MOMENTS.len(), 0..2_usize, rows()).prop_map(|(moment, nth, rows)| Step::Crash { moment, nth, rows }),
    ]
}

/// Where to stop, and how often the moment may pass before.
type Trap = Arc<Mutex<Option<(&'static str, usize)>>>;

struct World {
    folder: tempfile::TempDir,
    trap: Trap,
    lake: Option<Arc<Lake>>,
    expected: Expected,
}

impl World {
    async fn new() -> Self {
        let mut world = Self {
            folder: folder(),
            trap: Arc::default(),
            lake: None,
            expected: Expected::default(),
        };
        world.reopen().await;
        world
    }

    async fn reopen(&mut self) {
        self.lake = None;
        *self.trap.lock().unwrap() = None;
        let trap = self.trap.clone();
        let faults = Faults::new(move |moment| {
            let mut trap = trap.lock().unwrap();
            match trap.as_mut() {
                Some((at, 0)) if *at == moment => true,
                Some((at, left)) if *at == moment => {
                    *left -= 1;
                    false
                }
                _ => false,
            }
        });
        let options = Options {
            fold_rows: 25,
            compact_files: 3,
            target_file_bytes: 4096,
            chunk_rows: 12,
            grace: Duration::ZERO,
            faults,
            ..Options::default()
        };
        self.lake = Some(Lake::open(self.folder.path(), options).await.unwrap());
    }

    fn lake(&self) -> &Arc<Lake> {
        self.lake.as_ref().unwrap()
    }

    async fn append(&mut self, upserts: &[Upsert]) {
        self.lake()
            .append(upserts.iter().map(row).collect(), vec![])
            .await
            .unwrap();
        for upsert in upserts {
            self.expected.apply(upsert);
        }
    }

    async fn take(&mut self, step: &Step) {
        match step {
            Step::Append(upserts) => self.append(upserts).await,
            Step::Remove {
                users,
                integration,
                keys,
            } => self.remove(*users, *integration, keys).await,
            Step::Fold(users) => {
                self.lake()
                    .fold(if *users { "users" } else { "branches" })
                    .await
                    .unwrap();
            }
            Step::Maintain => {
                self.lake().maintain().await.unwrap();
            }
            Step::Delete(integration) => {
                self.lake()
                    .delete_integration(&integration.to_string())
                    .await
                    .unwrap();
                self.expected.forget(*integration);
            }
            Step::Reopen => self.reopen().await,
            Step::Crash { moment, nth, rows } => self.crash(MOMENTS[*moment], *nth, rows).await,
        }
    }

    async fn remove(&mut self, users: bool, integration: u8, keys: &[u8]) {
        let (table, kind) = if users {
            (User::TABLE, "user/u")
        } else {
            (Branch::TABLE, "branch/b")
        };
        let ids: Vec<String> = keys
            .iter()
            .map(|key| format!("{integration}/{kind}{key}"))
            .collect();
        let rows = if users {
            &mut self.expected.users
        } else {
            &mut self.expected.branches
        };
        for id in &ids {
            rows.remove(id);
        }
        self.lake().remove(table, ids).await.unwrap();
    }

    async fn crash(&mut self, moment: &'static str, nth: usize, rows: &[Upsert]) {
        *self.trap.lock().unwrap() = Some((moment, nth));
        let what = moment.split('.').next().unwrap();
        let failed = match what {
            "append" => self
                .lake()
                .append(rows.iter().map(row).collect(), vec![])
                .await
                .is_err(),
            "delete" => self.lake().delete_integration("3").await.is_err(),
            _ => {
                let users = self.lake().fold("users").await.is_err();
                users || self.lake().maintain().await.is_err()
            }
        };
        if what == "delete" {
            self.expected.forget(3);
        }
        if what == "append" {
            // Tables are committed in the order of their names.
            let tables: BTreeSet<bool> = rows
                .iter()
                .map(|row| matches!(row, Upsert::User { .. }))
                .collect();
            let committed = match (failed, moment) {
                (true, "append.written") => 0,
                (true, _) => nth + 1,
                (false, _) => tables.len(),
            };
            for users in tables.into_iter().take(committed) {
                let of_table = rows
                    .iter()
                    .filter(|row| matches!(row, Upsert::User { .. }) == users);
                of_table.for_each(|row| self.expected.apply(row));
            }
        }
        litter(self.folder.path(), what);
        self.reopen().await;
        if what == "delete" {
            // Hidden at once, gone after the next housekeeping.
            self.check().await;
            self.lake().maintain().await.unwrap();
        }
        if what == "append" {
            // Whoever got no answer sends the rows again.
            self.append(rows).await;
        }
    }

    async fn check(&self) {
        let lake = self.lake();
        let users = all(lake, "SELECT id, name, created_at FROM users ORDER BY id").await;
        let expected: Vec<_> = self
            .expected
            .users
            .iter()
            .map(|(id, (_, cells))| format!("{id}|{cells}"))
            .collect();
        assert_eq!(users, expected);
        let branches = all(lake, "SELECT id, sha FROM branches ORDER BY id").await;
        let expected: Vec<_> = self
            .expected
            .branches
            .iter()
            .map(|(id, (_, cells))| format!("{id}|{cells}"))
            .collect();
        assert_eq!(branches, expected);
        let stats = lake.table_stats().await.unwrap();
        let users = stats.iter().find(|table| table.name == "users").unwrap();
        assert_eq!(users.rows, self.expected.users.len() as u64);
    }
}

/// What a kill during a write can leave behind.
fn litter(folder: &Path, what: &str) {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let n = NEXT.fetch_add(1, Ordering::Relaxed);
    for table in ["users", "branches"] {
        let log = folder.join(table).join("_delta_log");
        if log.exists() {
            std::fs::write(
                folder.join(table).join(format!("part-{what}-{n}.parquet")),
                b"PAR1\x00\x01",
            )
            .unwrap();
            std::fs::write(log.join(format!(".{what}-{n}.tmp")), b"{\"add\":{\"pa").unwrap();
        }
    }
}

/// A few by default, as each writes hundreds of files; more with `PROPTEST_CASES`.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok())
        .unwrap_or(24)
}

proptest! {
    #![proptest_config(Config { cases: cases(), max_shrink_iters: 200, ..Config::default() })]
    #[test]
    fn any_history_gives_the_rows_of_a_plain_map(steps in prop::collection::vec(step(), 1..25)) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(async {
            let mut world = World::new().await;
            for step in &steps {
                world.take(step).await;
                world.check().await;
            }
            world.reopen().await;
            world.check().await;
        });
    }
}
