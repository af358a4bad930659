//! Reading again what an upstream says has changed, beside whatever else runs.

use std::sync::Arc;

use weir_connect::Touched;
use weir_ingest::{CancellationToken, NoEvents, TaskReport};

use super::{RunError, Supervisor};

impl Supervisor {
    /// Reads records again. They are durable when this returns and the report says that it succeeded.
    pub(crate) async fn refresh(
        &self,
        integration: i64,
        touched: Vec<Touched>,
        cancel: CancellationToken,
    ) -> Result<TaskReport, RunError> {
        let integration = self.runnable(integration).await?;
        let spec = self.spec(&integration, None).await?;
        Ok(self
            .engine()
            .refresh(&spec, touched, Arc::new(NoEvents), cancel)
            .await)
    }
}
