//! The tables a session sees, made when a query first names them.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

use async_trait::async_trait;
use datafusion::catalog::{SchemaProvider, TableProvider};
use datafusion::error::{DataFusionError, Result};
use datafusion::execution::runtime_env::RuntimeEnv;
use tokio::sync::Semaphore;

use super::{DataScope, table_names};
use crate::LakeError;
use crate::layout::{self, Belongs, CONTAINERS, Layout};
use crate::scan::FileList;
use crate::table::state::State;
use crate::view::{Narrowing, Parts, Views, scoped};

/// The versions of all tables at one moment, which stay readable as long as this lives.
pub(crate) struct Moment {
    pub(crate) runtime: Arc<RuntimeEnv>,
    pub(crate) turns: Arc<Semaphore>,
    pub(crate) folder: PathBuf,
    pub(crate) states: BTreeMap<&'static str, Arc<State>>,
    /// Integrations whose deletion is under way.
    pub(crate) gone: Vec<String>,
    pub(crate) views: Arc<Views>,
}

impl Moment {
    /// The current rows of a table, with technical columns, whatever the scope.
    pub(crate) async fn current(&self, layout: &Layout) -> Result<Arc<dyn TableProvider>, LakeError> {
        let state = self.state(layout)?;
        let folder = self.folder.join(layout.name);
        self.views.current(&self.runtime, &folder, layout, state).await
    }

    /// All versions of a table's rows, those that are not current any more included.
    pub(crate) fn versions(&self, layout: &Layout) -> Result<Arc<dyn TableProvider>, LakeError> {
        let state = self.state(layout)?;
        let files: Vec<_> = state.base.iter().chain(&state.hot).cloned().collect();
        let schema = layout::views(&layout.schema);
        Ok(Arc::new(FileList::new(
            &self.folder.join(layout.name),
            schema,
            &files,
        )?))
    }

    fn state(&self, layout: &Layout) -> Result<&Arc<State>, LakeError> {
        let unknown = || LakeError::UnknownTable {
            table: layout.name.to_owned(),
        };
        self.states.get(layout.name).ok_or_else(unknown)
    }
}

/// The schema `public` of one session.
pub(crate) struct Catalog {
    moment: Moment,
    scope: DataScope,
    /// Tables made so far, and those that the session defined itself.
    tables: RwLock<BTreeMap<String, Arc<dyn TableProvider>>>,
}

impl Catalog {
    pub(crate) fn new(moment: Moment, scope: DataScope) -> Self {
        Self {
            moment,
            scope,
            tables: RwLock::default(),
        }
    }

    pub(crate) fn define(&self, name: &str, table: Arc<dyn TableProvider>) {
        let mut tables = self.tables.write().unwrap_or_else(PoisonError::into_inner);
        tables.insert(name.to_owned(), table);
    }

    fn made(&self, name: &str) -> Option<Arc<dyn TableProvider>> {
        self.tables
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(name)
            .cloned()
    }

    async fn make(&self, layout: &Layout) -> Result<Arc<dyn TableProvider>, LakeError> {
        let current = self.moment.current(layout).await?;
        let owner = match layout.owner.and_then(|owner| layout::find(owner.table)) {
            Some(owner) => Some(self.moment.current(owner).await?),
            None => None,
        };
        let mut containers = Vec::new();
        if self.scope.repositories.is_some() || !self.scope.narrowed.is_empty() {
            for (container, belongs) in CONTAINERS.iter().zip(layout.belongs) {
                let parent = match belongs {
                    Belongs::Own | Belongs::Not => continue,
                    Belongs::Reference { .. } => None,
                    Belongs::Through { table, .. } => layout::find(table),
                };
                if let Some(table) = layout::find(container.table) {
                    containers.push((container.table, self.moment.current(table).await?));
                }
                if let Some(table) = parent {
                    containers.push((table.name, self.moment.current(table).await?));
                }
            }
        }
        let narrowing = Narrowing {
            scope: &self.scope,
            gone: &self.moment.gone,
        };
        scoped(
            &self.moment.runtime,
            layout,
            &narrowing,
            Parts {
                current,
                owner,
                containers,
            },
        )
        .await
    }
}

#[async_trait]
impl SchemaProvider for Catalog {
    fn table_names(&self) -> Vec<String> {
        let mut names = table_names();
        let tables = self.tables.read().unwrap_or_else(PoisonError::into_inner);
        names.extend(tables.keys().cloned());
        names.sort_unstable();
        names.dedup();
        names
    }

    async fn table(&self, name: &str) -> Result<Option<Arc<dyn TableProvider>>, DataFusionError> {
        if let Some(table) = self.made(name) {
            return Ok(Some(table));
        }
        let Some(layout) = layout::find(name) else {
            return Ok(None);
        };
        let table = self
            .make(layout)
            .await
            .map_err(|error| DataFusionError::External(Box::new(error)))?;
        self.define(name, table.clone());
        Ok(Some(table))
    }

    fn table_exist(&self, name: &str) -> bool {
        layout::find(name).is_some() || self.made(name).is_some()
    }
}

impl std::fmt::Debug for Catalog {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Catalog")
            .field("scope", &self.scope)
            .finish_non_exhaustive()
    }
}
