/// What the upstream allows one credential. Values are where the engine starts; answers' headers correct them.
#[derive(Debug)]
pub struct Budget {
    /// Quotas that are counted apart.
    pub buckets: &'static [Bucket],
    /// Where answers state what is left.
    pub headers: Option<QuotaHeaders>,
    /// Requests at a time.
    pub concurrency: usize,
    /// Seconds of the upstream's own time one may use in each minute (the sum of its response times).
    pub server_seconds_per_minute: Option<u32>,
    /// Seconds to wait after a refusal that states no time.
    pub penalty_seconds: u32,
    /// The vendor's page.
    pub docs: &'static str,
}

/// One quota.
#[derive(Debug)]
pub struct Bucket {
    /// `core`, `graphql`, `search`: as the upstream's headers name it.
    pub name: &'static str,
    /// Units in each hour.
    pub per_hour: Option<u32>,
    /// Units in each minute (secondary limit).
    pub per_minute: Option<u32>,
}

/// Header names, lower case.
#[derive(Debug)]
pub struct QuotaHeaders {
    /// Units per period.
    pub limit: &'static str,
    /// Units left.
    pub remaining: &'static str,
    /// When the period ends, seconds since the epoch.
    pub reset: &'static str,
    /// Which bucket was charged.
    pub resource: &'static str,
}
