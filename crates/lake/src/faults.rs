//! Failing on purpose, for tests of what a crash leaves behind.

use std::fmt;
use std::sync::Arc;

use crate::LakeError;

type Decide = dyn Fn(&str) -> bool + Send + Sync;

/// Decides at named moments whether to stop as if the process had been killed. Does nothing by default.
#[doc(hidden)]
#[derive(Clone, Default)]
pub struct Faults(Option<Arc<Decide>>);

impl Faults {
    /// Asks `decide` at each moment.
    pub fn new(decide: impl Fn(&str) -> bool + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(decide)))
    }

    pub(crate) fn reach(&self, moment: &str) -> Result<(), LakeError> {
        match &self.0 {
            Some(decide) if decide(moment) => Err(LakeError::Engine {
                doing: moment.to_owned(),
                message: "stopped on purpose".to_owned(),
            }),
            _ => Ok(()),
        }
    }
}

impl fmt::Debug for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Faults")
    }
}
