//! What headers say about quotas, in the forms that upstreams use.

use reqwest::header::HeaderMap;
use weir_connect::QuotaHeaders;
use weir_model::Time;

use super::Quota;
use crate::clock::plus_seconds;

/// What an answer states.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Stated {
    /// Which bucket was charged.
    pub(super) bucket: Option<String>,
    /// Units per period.
    pub(super) limit: Option<u64>,
    /// How the period stands.
    pub(super) quota: Option<Quota>,
    /// Less than a fifth is left, by the upstream's own count.
    pub(super) near: bool,
}

pub(super) fn read(names: &QuotaHeaders, headers: &HeaderMap, now: Time) -> Stated {
    let text = |name: &str| Some(headers.get(name)?.to_str().ok()?.trim());
    let number = |name: &str| text(name)?.parse::<u64>().ok();
    let limit = number(names.limit);
    let reset = text(names.reset).and_then(|text| moment(text, now));
    let quota = match (number(names.remaining), reset) {
        (Some(remaining), Some(reset)) => Some(Quota {
            limit,
            remaining,
            reset,
        }),
        _ => None,
    };
    Stated {
        bucket: text(names.resource).map(str::to_owned),
        limit,
        quota,
        near: text("x-ratelimit-nearlimit") == Some("true"),
    }
}

/// Seconds from now, seconds or milliseconds since 1970, or a date: no period lasts thirty years, so a number tells
/// by its size what it is.
fn moment(text: &str, now: Time) -> Option<Time> {
    const SINCE_1970: f64 = 1e9;
    const MILLISECONDS: f64 = 1e12;
    let Ok(number) = text.parse::<f64>() else {
        // Jira leaves out the seconds: `2026-03-02T10:15Z`.
        return Time::parse(text).or_else(|| Time::parse(&text.replacen('Z', ":00Z", 1)));
    };
    if !(0.0..1e15).contains(&number) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "checked above")]
    let whole = number.ceil() as i64;
    Some(if number >= MILLISECONDS {
        Time(whole * 1000)
    } else if number >= SINCE_1970 {
        Time::from_seconds(whole)
    } else {
        plus_seconds(now, whole)
    })
}

#[cfg(test)]
mod tests {
    use weir_model::Time;

    use super::moment;

    #[test]
    fn a_reset_is_read_in_every_form() {
        let now = Time::from_seconds(1_700_000_000);
        for text in [
            "1700000300",
            "1700000300000",
            "300",
            "299.2",
            "2023-11-14T22:18:20Z",
        ] {
            assert_eq!(
                moment(text, now),
                Some(Time::from_seconds(1_700_000_300)),
                "{text}"
            );
        }
        let minute = Some(Time::from_seconds(1_700_000_280));
        assert_eq!(moment("2023-11-14T22:18Z", now), minute);
        assert_eq!(moment("soon", now), None);
        assert_eq!(moment("-1", now), None);
    }
}
