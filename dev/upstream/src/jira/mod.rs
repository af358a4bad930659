//! Jira's REST API: Cloud below `/jira`, Data Center below `/jira-dc`, over the same company. Each repository is a
//! project, its issues are the project's.
//! <https://developer.atlassian.com/cloud/jira/platform/rest/v3/intro/>

mod documents;
mod history;
mod jql;
mod lists;
mod search;
mod site;
mod zone;

use serde_json::json;

pub use site::project_key;
pub use zone::Zone;

use crate::faults::FaultKind;
use crate::limits::{Bucket, Limits, Standing};
use crate::server::answer::Answer;
use crate::server::pipeline::{Done, Incoming};
use crate::server::product::Product;
use crate::server::{Shared, Token};
use crate::world::text;
use site::Site;

/// Jira Cloud, below `/jira`.
pub(crate) static CLOUD: Product = Product {
    name: "jira",
    prefix: "/jira",
    answer: |shared, incoming| answer(shared, incoming, true),
    busy,
    credential,
};

/// Jira Data Center, below `/jira-dc`.
pub(crate) static DATA_CENTER: Product = Product {
    name: "jira_dc",
    prefix: "/jira-dc",
    answer: |shared, incoming| answer(shared, incoming, false),
    busy,
    credential,
};

/// A request to one of the two.
pub(crate) struct Call<'a> {
    pub(crate) incoming: &'a Incoming,
    pub(crate) site: Site<'a>,
    pub(crate) token: Option<&'a Token>,
    pub(crate) limits: &'a Limits,
    pub(crate) fault: Option<FaultKind>,
}

impl Call<'_> {
    fn lacks(&self, permission: &str) -> bool {
        self.token
            .is_some_and(|token| token.lacks.iter().any(|lacking| lacking == permission))
    }

    /// Whether the account may see a project.
    pub(crate) fn sees(&self, key: &str) -> bool {
        !self.lacks(&format!("BROWSE_PROJECTS:{key}")) && !self.lacks("BROWSE_PROJECTS")
    }

    pub(crate) fn number(&self, name: &str, usual: usize) -> usize {
        let given = self.incoming.query.get(name);
        given.and_then(|text| text.parse().ok()).unwrap_or(usual)
    }
}

fn answer(shared: &Shared, incoming: &Incoming, cloud: bool) -> Done {
    let token = match credential(shared, incoming) {
        Ok(token) => token,
        Err(answer) => return Done::free(answer, None),
    };
    let name = token.map(|token| token.value.as_str()).unwrap_or_default();
    let fault = shared.faults.draw(&incoming.logged(), 0);
    let standing = match shared.meter.charge(name, Bucket::Jira, 1) {
        Ok(standing) => standing,
        Err((_, standing)) => return Done::free(stated(slow_down(Some(1)), &standing, cloud), fault),
    };
    let answer = if let Some(answer) = fault.and_then(|fault| replaced(fault, cloud)) {
        answer
    } else {
        let world = shared.world();
        let call = Call {
            incoming,
            site: Site::new(&world, &incoming.api, cloud, shared.meter.limits.jira_zone),
            token,
            limits: &shared.meter.limits,
            fault,
        };
        routed(&call)
    };
    let answer = if cloud || answer.headers.iter().any(|(name, _)| *name == "x-ausername") {
        answer
    } else {
        answer.header("x-ausername", "ada-brook")
    };
    Done {
        answer: stated(answer, &standing, cloud),
        bucket: Bucket::Jira,
        cost: 1,
        fault,
    }
}

/// Paths, `*` being one segment.
type Answerer = fn(&Call<'_>, &[&str]) -> Answer;

const COMMON: &[(&str, &str, Answerer)] = &[
    ("GET", "/rest/api/2/myself", lists::myself),
    ("GET", "/rest/api/2/mypermissions", lists::permissions),
    ("GET", "/rest/api/2/field", lists::fields),
    ("GET", "/rest/api/2/status", lists::statuses),
    ("GET", "/rest/api/2/project/*", lists::one_project),
    ("GET", "/rest/api/2/project/*/versions", lists::versions),
    ("GET", "/rest/api/2/version/*", lists::version),
    ("GET", "/rest/agile/1.0/board", lists::boards),
    ("GET", "/rest/agile/1.0/board/*", lists::board),
    ("GET", "/rest/agile/1.0/board/*/sprint", lists::sprints),
    ("GET", "/rest/agile/1.0/sprint/*", lists::sprint),
];

const OF_CLOUD: &[(&str, &str, Answerer)] = &[
    ("GET", "/rest/api/3/project/search", lists::projects),
    ("GET", "/rest/api/3/users/search", lists::users),
    ("POST", "/rest/api/3/search/jql", search::by_token),
    ("POST", "/rest/api/3/search/approximate-count", search::count),
    ("POST", "/rest/api/3/changelog/bulkfetch", search::changelogs),
    ("GET", "/rest/api/3/issue/*", search::issue),
    ("GET", "/rest/api/3/issue/*/comment", search::comments),
    ("GET", "/rest/api/3/issue/*/worklog", search::worklogs),
    ("POST", "/rest/api/3/search", gone),
    ("GET", "/rest/api/3/search", gone),
    ("POST", "/rest/api/2/search", gone),
    ("GET", "/rest/api/2/search", gone),
];

const OF_DATA_CENTER: &[(&str, &str, Answerer)] = &[
    ("GET", "/rest/api/2/project", lists::all_projects),
    ("GET", "/rest/api/2/user/search", lists::users),
    ("POST", "/rest/api/2/search", search::by_offset),
    ("GET", "/rest/api/2/issue/*", search::issue),
    ("GET", "/rest/api/2/issue/*/comment", search::comments),
    ("GET", "/rest/api/2/issue/*/worklog", search::worklogs),
];

fn routed(call: &Call<'_>) -> Answer {
    let own = if call.site.cloud { OF_CLOUD } else { OF_DATA_CENTER };
    let path: Vec<&str> = call.incoming.path.split('/').collect();
    for (method, pattern, answer) in COMMON.iter().chain(own) {
        let pattern: Vec<&str> = pattern.split('/').collect();
        let fits = pattern.len() == path.len()
            && pattern
                .iter()
                .zip(&path)
                .all(|(wanted, part)| *wanted == "*" || wanted == part);
        if fits && call.incoming.method.as_str() == *method {
            let free = pattern.iter().zip(&path).filter(|(wanted, _)| **wanted == "*");
            let free: Vec<&str> = free.map(|(_, part)| *part).collect();
            return answer(call, &free);
        }
    }
    refusal(404, "null for uri: the address is not there")
}

/// <https://developer.atlassian.com/changelog/#CHANGE-2046>
fn gone(_: &Call<'_>, _: &[&str]) -> Answer {
    let text = "The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. A full migration \
                guideline is available at https://developer.atlassian.com/changelog/#CHANGE-2046";
    refusal(410, text)
}

/// Bearer, or basic with any user.
fn credential<'a>(shared: &'a Shared, incoming: &Incoming) -> Result<Option<&'a Token>, Answer> {
    shared.known(incoming.secret().as_deref()).ok_or_else(|| {
        refusal(401, "Client must be authenticated to access this resource.")
            .header("x-seraph-loginreason", "AUTHENTICATED_FAILED")
    })
}

fn busy(_: &Limits) -> Answer {
    slow_down(Some(5))
}

pub(crate) fn refusal(status: u16, text: &str) -> Answer {
    Answer::json(status, &json!({"errorMessages": [text], "errors": {}}))
}

fn slow_down(seconds: Option<u64>) -> Answer {
    let answer = refusal(429, "Rate limit exceeded.").header("ratelimit-reason", "jira-burst-based");
    match seconds {
        Some(seconds) => answer.header("retry-after", seconds.to_string()),
        None => answer,
    }
}

/// <https://developer.atlassian.com/cloud/jira/platform/rate-limiting/>; Data Center states how its bucket fills.
fn stated(answer: Answer, standing: &Standing, cloud: bool) -> Answer {
    let answer = answer
        .header("x-ratelimit-limit", standing.limit.to_string())
        .header("x-ratelimit-remaining", standing.remaining().to_string());
    if cloud {
        let near = standing.remaining() * 5 < standing.limit;
        let answer = answer.header(
            "x-ratelimit-reset",
            standing.reset.format("%Y-%m-%dT%H:%MZ").to_string(),
        );
        if near {
            answer.header("x-ratelimit-nearlimit", "true")
        } else {
            answer
        }
    } else {
        answer
            .header("x-ratelimit-interval-seconds", "1")
            .header("x-ratelimit-fillrate", "10")
    }
}

/// The answer of a fault that replaces the request's own.
fn replaced(fault: FaultKind, cloud: bool) -> Option<Answer> {
    Some(match fault {
        FaultKind::Unauthorized if !cloud => {
            // A session that ended: the request is taken for anonymous, and answered with what anybody may see.
            let body = json!({"startAt": 0, "maxResults": 100, "total": 0, "issues": []});
            Answer::json(200, &body).header("x-ausername", "anonymous")
        }
        FaultKind::Unauthorized => refusal(401, "Client must be authenticated to access this resource."),
        FaultKind::MissingScope => refusal(403, "You do not have permission to access this resource."),
        FaultKind::NotFound => refusal(
            404,
            "The resource does not exist or you do not have permission to see it.",
        ),
        FaultKind::TooMany { retry_after } | FaultKind::Secondary { retry_after } => slow_down(retry_after),
        FaultKind::ServerError => refusal(500, "Internal server error"),
        FaultKind::BadGateway | FaultKind::LargePages { .. } => Answer {
            status: 502,
            headers: vec![("content-type", "text/html".to_owned())],
            body: bytes::Bytes::from_static(b"<!DOCTYPE html><title>Bad gateway</title>"),
        },
        _ => return None,
    })
}
