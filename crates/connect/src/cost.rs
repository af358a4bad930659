use std::collections::BTreeMap;
use std::ops::AddAssign;

/// How many records of each stream there are to fetch.
#[derive(Clone, Debug, Default)]
pub struct Load {
    /// Records by stream name.
    pub records: BTreeMap<&'static str, u64>,
    /// Partitions (repositories).
    pub partitions: u64,
    /// Which variant of the product, where they are asked in different ways ([`crate::Stream::variant`]).
    pub variant: Option<&'static str>,
    /// Switches of the configuration that are off.
    pub switched_off: Vec<String>,
    /// The ways to read that the configuration chooses ([`crate::Stream::way`]).
    pub ways: Vec<crate::Choice>,
}

impl Load {
    /// Records of one stream.
    pub fn of(&self, stream: &str) -> u64 {
        self.records.get(stream).copied().unwrap_or(0)
    }

    /// Whether the configuration chooses this way to read.
    pub fn is_by(&self, way: crate::Choice) -> bool {
        self.ways.contains(&way)
    }

    /// Whether a switch of the configuration is on.
    pub fn is_on(&self, switch: &str) -> bool {
        !self.switched_off.iter().any(|off| off == switch)
    }
}

/// What fetching costs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Cost {
    /// Requests.
    pub requests: u64,
    /// Points of the upstream's own measure, where it has one (GraphQL).
    pub points: u64,
}

impl AddAssign for Cost {
    fn add_assign(&mut self, other: Self) {
        self.requests += other.requests;
        self.points += other.points;
    }
}
