use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// A global node id: a prefix for the kind and an opaque rest, as GitHub's are.
pub(crate) fn node_id(prefix: &str, key: impl std::fmt::Display) -> String {
    format!("{prefix}_{}", URL_SAFE_NO_PAD.encode(format!("{prefix}:{key}")))
}

/// Numbers for new things. Each kind of thing has its own range, so two of them are never mistaken.
#[derive(Clone, Debug)]
pub(crate) struct Ids {
    next: u64,
}

impl Ids {
    /// Ids beginning after `base`.
    pub(crate) fn after(base: u64) -> Self {
        Self { next: base }
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    /// Leaves that many out.
    pub(crate) fn skip(&mut self, count: u64) {
        self.next += count;
    }
}
