//! When a credential ends, where an upstream says so in its answers.

use chrono::{DateTime, NaiveDateTime};
use reqwest::header::HeaderMap;
use weir_model::Time;

/// Headers that say when the token ends.
///
/// GitHub writes `2026-12-31 23:59:59 UTC` or with an offset:
/// <https://docs.github.com/authentication/keeping-your-account-and-data-secure/token-expiration-and-revocation>.
/// SonarQube writes `2026-12-31T23:59:59+0000`:
/// <https://docs.sonarsource.com/sonarqube-server/user-guide/managing-tokens>.
const HEADERS: [&str; 2] = [
    "github-authentication-token-expiration",
    "sonarqube-authentication-token-expiration",
];

pub(super) fn read(headers: &HeaderMap) -> Option<Time> {
    let text = HEADERS
        .iter()
        .find_map(|name| headers.get(*name)?.to_str().ok())?;
    moment(text.trim())
}

fn moment(text: &str) -> Option<Time> {
    let zoned = ["%Y-%m-%d %H:%M:%S %z", "%Y-%m-%dT%H:%M:%S%z"];
    if let Some(at) = zoned
        .iter()
        .find_map(|format| DateTime::parse_from_str(text, format).ok())
    {
        return Some(at.to_utc().into());
    }
    match text.strip_suffix(" UTC") {
        Some(plain) => NaiveDateTime::parse_from_str(plain, "%Y-%m-%d %H:%M:%S")
            .ok()
            .map(|at| at.and_utc().into()),
        None => Time::parse(text),
    }
}

#[cfg(test)]
mod tests {
    use super::moment;

    #[test]
    fn each_vendors_way_to_write_it_is_read() {
        for text in [
            "2026-12-31 23:59:59 UTC",
            "2026-12-31 23:59:59 +0000",
            "2027-01-01 00:59:59 +0100",
            "2026-12-31T23:59:59+0000",
            "2026-12-31T23:59:59Z",
        ] {
            let time = moment(text).map(|time| time.to_string());
            assert_eq!(time.as_deref(), Some("2026-12-31T23:59:59Z"), "{text}");
        }
        assert_eq!(moment("never"), None);
    }
}
