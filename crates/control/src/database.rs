use std::fmt;
use std::fs::OpenOptions;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::{Any, AnyConnection, AnyPool, ConnectOptions, Connection, Executor, Transaction};
use tracing::log::LevelFilter;

use crate::vault::{KeySource, Vault};
use crate::{ControlError, Result};

static MIGRATIONS: Migrator = sqlx::migrate!();

/// The control store. Cheap to clone.
#[derive(Clone)]
pub struct Control {
    inner: Arc<Inner>,
}

struct Inner {
    path: PathBuf,
    read: AnyPool,
    /// One connection: writers queue here, and none meets a busy database in the middle of a transaction.
    write: AnyPool,
    vault: Vault,
}

impl fmt::Debug for Control {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Control")
            .field("path", &self.inner.path)
            .finish_non_exhaustive()
    }
}

impl Control {
    /// Opens `control.db` in a directory, making what is missing, and brings it to this program's version.
    ///
    /// The key for secrets is the base64 text in the environment variable `WEIR_SECRET_KEY`, else the file
    /// `secret.key` beside the database, which is made when there is none. Attempts that a dead process left
    /// running are closed as interrupted; their tasks can go on.
    pub async fn open(dir: &Path) -> Result<Self> {
        Self::open_with(dir, KeySource::from_environment(dir)).await
    }

    /// [`Control::open`] with the base64 key given.
    pub async fn open_with_key(dir: &Path, key: secrecy::SecretString) -> Result<Self> {
        Self::open_with(dir, KeySource::Given(key)).await
    }

    async fn open_with(dir: &Path, source: KeySource) -> Result<Self> {
        let file = |source| ControlError::File {
            path: dir.to_owned(),
            source,
        };
        std::fs::create_dir_all(dir).map_err(file)?;
        let path = dir.canonicalize().map_err(file)?.join("control.db");
        create_private(&path)?;

        sqlx::any::install_default_drivers();
        let write = pool(&path, 1).await?;
        migrate(&write).await?;
        let vault = Vault::open(&write, source).await?;
        let read = pool(&path, 4).await?;
        let control = Self {
            inner: Arc::new(Inner {
                path,
                read,
                write,
                vault,
            }),
        };
        control.close_interrupted().await?;
        Ok(control)
    }

    /// Flushes and closes the connections.
    pub async fn close(&self) {
        self.inner.read.close().await;
        self.inner.write.close().await;
    }

    /// The database file.
    pub fn path(&self) -> &Path {
        &self.inner.path
    }

    pub(crate) fn read(&self) -> &AnyPool {
        &self.inner.read
    }

    pub(crate) fn write(&self) -> &AnyPool {
        &self.inner.write
    }

    pub(crate) fn vault(&self) -> &Vault {
        &self.inner.vault
    }

    pub(crate) async fn begin(&self) -> Result<Transaction<'static, Any>> {
        Ok(self.inner.write.begin().await?)
    }
}

/// The next id of a kind of thing.
pub(crate) async fn next_id(connection: &mut AnyConnection, counter: &'static str) -> Result<i64> {
    let (id,): (i64,) =
        sqlx::query_as("UPDATE counters SET value = value + 1 WHERE name = $1 RETURNING value")
            .bind(counter)
            .fetch_one(connection)
            .await?;
    Ok(id)
}

/// The database holds names, addresses and key hashes: nobody else's business on a shared machine.
fn create_private(path: &Path) -> Result<()> {
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(|source| ControlError::File {
        path: path.to_owned(),
        source,
    })?;
    Ok(())
}

async fn pool(path: &Path, connections: u32) -> Result<AnyPool> {
    let options: AnyConnectOptions = format!("sqlite://{}?mode=rw", encoded(path)).parse()?;
    let options = options
        .log_statements(LevelFilter::Trace)
        .log_slow_statements(LevelFilter::Debug, Duration::from_secs(1));
    // A pool tries again for half a minute when a connection cannot be prepared; this says at once what is wrong.
    let mut probe = AnyConnection::connect_with(&options).await?;
    prepare(&mut probe).await?;
    probe.close().await?;
    let pool = AnyPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(30))
        .after_connect(|connection, _| Box::pin(prepare(connection)))
        .connect_with(options)
        .await?;
    Ok(pool)
}

/// What `SQLite` must be told; the only statements that are its own.
async fn prepare(connection: &mut AnyConnection) -> sqlx::Result<()> {
    for pragma in [
        "PRAGMA busy_timeout = 10000",
        "PRAGMA journal_mode = WAL",
        // A checkpoint that was acknowledged must survive a power cut: its rows are durable by then.
        "PRAGMA synchronous = FULL",
        "PRAGMA foreign_keys = ON",
    ] {
        connection.execute(pragma).await?;
    }
    Ok(())
}

async fn migrate(pool: &AnyPool) -> Result<()> {
    MIGRATIONS.run(pool).await.map_err(|error| match error {
        MigrateError::VersionMissing(found) => ControlError::Newer {
            found,
            known: MIGRATIONS
                .iter()
                .map(|migration| migration.version)
                .max()
                .unwrap_or_default(),
        },
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
        other => ControlError::Database {
            message: other.to_string(),
            source: None,
        },
    })
}

/// A path as part of a URL.
fn encoded(path: &Path) -> String {
    use fmt::Write as _;
    path.as_os_str()
        .as_encoded_bytes()
        .iter()
        .fold(String::new(), |mut text, &byte| {
            if byte.is_ascii_alphanumeric() || b"/._-~".contains(&byte) {
                text.push(byte.into());
            } else {
                // Writing to a text cannot fail.
                let _ = write!(text, "%{byte:02X}");
            }
            text
        })
}
