use serde::{Deserialize, Serialize};

/// Why something is asked, most urgent first. Work of a more urgent lane goes before that of all others, at every
/// page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lane {
    /// The upstream said by webhook that a record changed.
    Refresh,
    /// What is new.
    Tail,
    /// Known records that are not final.
    Open,
    /// Which partitions changed.
    Probe,
    /// What is still there.
    Census,
    /// History, newest first.
    Backfill,
}

impl Lane {
    /// All lanes, most urgent first.
    pub const ALL: [Self; 6] = [
        Self::Refresh,
        Self::Tail,
        Self::Open,
        Self::Probe,
        Self::Census,
        Self::Backfill,
    ];

    /// Whether it keeps what is on screen fresh: such work may use the share of a quota that the others leave to it.
    pub const fn is_fresh(self) -> bool {
        matches!(self, Self::Refresh | Self::Tail | Self::Open | Self::Probe)
    }

    /// The word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Refresh => "refresh",
            Self::Tail => "tail",
            Self::Open => "open",
            Self::Probe => "probe",
            Self::Census => "census",
            Self::Backfill => "backfill",
        }
    }
}
