use std::sync::Arc;

use weir_control::Control;
use weir_lake::Lake;
use weir_measures::Measures;

use crate::api::runtime::Runtime;
use crate::api::stats::Stats;

/// What handlers work with. Cheap to clone.
#[derive(Clone)]
pub struct AppState {
    /// What Weir is told and remembers.
    pub control: Control,
    /// The tables.
    pub lake: Arc<Lake>,
    /// The metrics over them.
    pub measures: Arc<Measures>,
    /// Runs tasks.
    pub runtime: Arc<dyn Runtime>,
    pub(crate) stats: Arc<Stats>,
}

impl AppState {
    /// The state of one server.
    pub fn new(
        control: Control,
        lake: Arc<Lake>,
        measures: Arc<Measures>,
        runtime: Arc<dyn Runtime>,
    ) -> Self {
        Self {
            control,
            lake,
            measures,
            runtime,
            stats: Arc::default(),
        }
    }
}
