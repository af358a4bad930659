//! Quotas and secondary limits:
//! <https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api>.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

/// What is counted apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Bucket {
    /// REST.
    Core,
    /// GraphQL, in points.
    Graphql,
    /// GitLab, REST and GraphQL together.
    Gitlab,
    /// Jira.
    Jira,
    /// Azure DevOps.
    Azure,
    /// Bitbucket Cloud.
    Bitbucket,
    /// Bitbucket Data Center.
    BitbucketDc,
    /// Not counted: git, `rate_limit`.
    Free,
}

impl Bucket {
    /// As the header `x-ratelimit-resource` names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Core => "core",
            Self::Graphql => "graphql",
            Self::Jira => "jira-burst-based",
            Self::Azure => "azure",
            Self::Bitbucket => "api",
            Self::BitbucketDc => "bitbucket_dc",
            Self::Gitlab => "throttle_authenticated_api",
            Self::Free => "free",
        }
    }
}

/// What one credential may use.
#[derive(Clone, Debug)]
pub struct Limits {
    /// REST requests in each window.
    pub core: u64,
    /// GraphQL points in each window.
    pub graphql: u64,
    /// How long a window is: an hour, less for tests.
    pub window: Duration,
    /// Requests at a time.
    pub concurrent: u64,
    /// Points of REST in a minute.
    pub rest_per_minute: u64,
    /// Points of GraphQL in a minute.
    pub graphql_per_minute: u64,
    /// GitLab: requests in a minute, <https://docs.gitlab.com/user/gitlab_com/rate_limits/>.
    pub gitlab: u64,
    /// GitLab: the offset beyond which numbered pages are refused; beyond a fifth of it totals are not counted.
    /// <https://docs.gitlab.com/administration/instance_limits/#max-offset-allowed-by-the-rest-api-for-offset-based-pagination>
    pub gitlab_offset: u64,
    /// Jira: requests in a minute, <https://developer.atlassian.com/cloud/jira/platform/rate-limiting/>.
    pub jira: u64,
    /// Jira: most records a page of any list but ids.
    pub jira_page: usize,
    /// Jira: most entries of history a page.
    pub jira_histories: usize,
    /// Jira Cloud: comments and worklogs that come with an issue.
    pub jira_embedded: usize,
    /// Jira: how far the index is behind.
    pub jira_lag: Duration,
    /// Jira: the account's time zone.
    pub jira_zone: crate::jira::Zone,
    /// Azure DevOps: requests in five minutes, before answers come later,
    /// <https://learn.microsoft.com/azure/devops/integrate/concepts/rate-limits>.
    pub azure: u64,
    /// Azure DevOps: the newest version of the API that it has.
    pub azure_version: (u32, u32),
    /// Bitbucket Cloud: requests in each window,
    /// <https://support.atlassian.com/bitbucket-cloud/docs/api-request-limits/>.
    pub bitbucket: u64,
    /// Bitbucket Cloud: most entries on a page of any list, where that is less than the list's own limit.
    pub bitbucket_page: usize,
    /// Bitbucket Data Center: requests in a minute,
    /// <https://confluence.atlassian.com/bitbucketserver/improving-instance-stability-with-rate-limiting-976171954.html>.
    pub bitbucket_dc: u64,
    /// Bitbucket Data Center: which installation it is.
    pub bitbucket_dc_installation: crate::bitbucket_dc::Installation,
    /// How a secondary limit answers: 403 or 429.
    pub secondary_status: u16,
    /// Seconds in `retry-after` of a secondary limit; no header without.
    pub secondary_retry_after: Option<u64>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            core: 5_000,
            graphql: 5_000,
            window: Duration::from_hours(1),
            concurrent: 100,
            rest_per_minute: 900,
            graphql_per_minute: 2_000,
            gitlab: 2_000,
            gitlab_offset: 50_000,
            jira: 20_000,
            jira_page: 100,
            jira_histories: 10_000,
            jira_embedded: 20,
            jira_lag: Duration::ZERO,
            jira_zone: crate::jira::Zone {
                minutes: 60,
                summer: true,
            },
            azure: 2_000,
            azure_version: (7, 1),
            bitbucket: 1_000,
            bitbucket_page: usize::MAX,
            bitbucket_dc: 360,
            bitbucket_dc_installation: crate::bitbucket_dc::Installation::default(),
            secondary_status: 403,
            secondary_retry_after: Some(60),
        }
    }
}

impl Limits {
    /// How long the quota of a bucket lasts.
    fn window_of(&self, bucket: Bucket) -> Duration {
        match bucket {
            Bucket::Gitlab | Bucket::Jira | Bucket::BitbucketDc => self.window.min(Duration::from_mins(1)),
            Bucket::Azure => self.window.min(Duration::from_mins(5)),
            _ => self.window,
        }
    }

    /// No limit that a test would meet.
    pub fn unlimited() -> Self {
        Self {
            core: 1_000_000,
            graphql: 1_000_000,
            concurrent: 10_000,
            rest_per_minute: 1_000_000,
            graphql_per_minute: 1_000_000,
            gitlab: 1_000_000,
            jira: 1_000_000,
            azure: 1_000_000,
            bitbucket: 1_000_000,
            bitbucket_dc: 1_000_000,
            ..Self::default()
        }
    }
}

/// How a bucket stands after a request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Standing {
    pub(crate) bucket: Bucket,
    pub(crate) limit: u64,
    pub(crate) used: u64,
    pub(crate) reset: DateTime<Utc>,
}

impl Standing {
    pub(crate) fn remaining(&self) -> u64 {
        self.limit.saturating_sub(self.used)
    }

    /// The bucket as `GET /rate_limit` writes it.
    pub(crate) fn document(&self) -> Value {
        json!({
            "limit": self.limit, "used": self.used, "remaining": self.remaining(), "reset": self.reset.timestamp(),
            "resource": self.bucket.name(),
        })
    }
}

/// Why a request may not be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    Primary,
    Secondary,
}

#[derive(Debug)]
struct Window {
    used: u64,
    since: DateTime<Utc>,
    reset: DateTime<Utc>,
}

/// When a minute began, and what was used in it.
type Minute = (DateTime<Utc>, u64);

/// Counts what each credential uses.
#[derive(Debug)]
pub(crate) struct Meter {
    pub(crate) limits: Limits,
    windows: Mutex<HashMap<(String, Bucket), Window>>,
    minutes: Mutex<HashMap<(String, Bucket), Minute>>,
    running: Mutex<u64>,
    /// Seconds that this clock is ahead of the machine's.
    ahead: AtomicI64,
}

/// Holds a place among the requests that run at a time.
pub(crate) struct Running<'a>(&'a Meter);

impl Drop for Running<'_> {
    fn drop(&mut self) {
        *lock(&self.0.running) -= 1;
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Meter {
    pub(crate) fn new(limits: Limits) -> Self {
        Self {
            limits,
            windows: Mutex::default(),
            minutes: Mutex::default(),
            running: Mutex::default(),
            ahead: AtomicI64::new(0),
        }
    }

    /// The present moves on.
    pub(crate) fn advance(&self, seconds: i64) {
        self.ahead.fetch_add(seconds, Ordering::SeqCst);
    }

    fn now(&self) -> DateTime<Utc> {
        Utc::now() + TimeDelta::seconds(self.ahead.load(Ordering::SeqCst))
    }

    /// Takes a place, if one is free.
    pub(crate) fn enter(&self) -> Option<Running<'_>> {
        let mut running = lock(&self.running);
        if *running >= self.limits.concurrent {
            return None;
        }
        *running += 1;
        Some(Running(self))
    }

    /// Charges `points`, or says why not. A query is let in while any point is left, as GitHub does.
    pub(crate) fn charge(
        &self,
        token: &str,
        bucket: Bucket,
        points: u64,
    ) -> Result<Standing, (Refusal, Standing)> {
        let standing = self.standing(token, bucket);
        if standing.remaining() == 0 {
            return Err((Refusal::Primary, standing));
        }
        if !self.minute(token, bucket) {
            return Err((Refusal::Secondary, standing));
        }
        let mut windows = lock(&self.windows);
        if let Some(window) = windows.get_mut(&(token.to_owned(), bucket)) {
            window.used += points;
        }
        Ok(Standing {
            used: standing.used + points,
            ..standing
        })
    }

    /// Gives back what an unchanged answer was charged.
    pub(crate) fn refund(&self, token: &str, bucket: Bucket, points: u64) -> Standing {
        if let Some(window) = lock(&self.windows).get_mut(&(token.to_owned(), bucket)) {
            window.used = window.used.saturating_sub(points);
        }
        self.standing(token, bucket)
    }

    /// How a bucket stands now.
    pub(crate) fn standing(&self, token: &str, bucket: Bucket) -> Standing {
        let limit = match bucket {
            Bucket::Core => self.limits.core,
            Bucket::Graphql => self.limits.graphql,
            Bucket::Gitlab => self.limits.gitlab,
            Bucket::Jira => self.limits.jira,
            Bucket::Azure => self.limits.azure,
            Bucket::Bitbucket => self.limits.bitbucket,
            Bucket::BitbucketDc => self.limits.bitbucket_dc,
            Bucket::Free => u64::MAX,
        };
        let length = self.limits.window_of(bucket);
        let mut windows = lock(&self.windows);
        let fresh = || Window {
            used: 0,
            since: self.now(),
            reset: self.now() + TimeDelta::from_std(length).unwrap_or_default(),
        };
        let window = windows.entry((token.to_owned(), bucket)).or_insert_with(fresh);
        if (self.now() - window.since)
            .to_std()
            .is_ok_and(|past| past >= length)
        {
            *window = fresh();
        }
        Standing {
            bucket,
            limit,
            used: window.used.min(limit),
            reset: window.reset,
        }
    }

    /// Counts one request of the current minute.
    fn minute(&self, token: &str, bucket: Bucket) -> bool {
        let most = match bucket {
            Bucket::Core => self.limits.rest_per_minute,
            Bucket::Graphql => self.limits.graphql_per_minute,
            Bucket::Gitlab
            | Bucket::Jira
            | Bucket::Azure
            | Bucket::Bitbucket
            | Bucket::BitbucketDc
            | Bucket::Free => {
                return true;
            }
        };
        let mut minutes = lock(&self.minutes);
        let (since, points) = minutes
            .entry((token.to_owned(), bucket))
            .or_insert_with(|| (self.now(), 0));
        let length = Duration::from_mins(1).min(self.limits.window);
        if (self.now() - *since).to_std().is_ok_and(|past| past >= length) {
            (*since, *points) = (self.now(), 0);
        }
        *points += 1;
        *points <= most
    }
}
