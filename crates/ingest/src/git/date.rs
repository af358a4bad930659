use chrono::{DateTime, Datelike as _, FixedOffset, SecondsFormat};

/// RFC 3339 of a moment as git's `--date=raw` writes it: `1700000000 +0200`. `None` for what is no date that a
/// calendar has: old importers wrote such.
pub(super) fn rfc3339(raw: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(raw).ok()?;
    let (seconds, zone) = text.split_once(' ').unwrap_or((text, "+0000"));
    let moment = DateTime::from_timestamp(seconds.parse().ok()?, 0)?;
    let moment = moment.with_timezone(&offset(zone).unwrap_or_else(|| chrono::Offset::fix(&chrono::Utc)));
    (0..=9999)
        .contains(&moment.year())
        .then(|| moment.to_rfc3339_opts(SecondsFormat::Secs, true))
}

fn offset(zone: &str) -> Option<FixedOffset> {
    let number: i32 = zone.parse().ok()?;
    let (hours, minutes) = (number / 100, number % 100);
    (minutes.abs() < 60).then(|| FixedOffset::east_opt(hours * 3600 + minutes * 60))?
}

#[cfg(test)]
mod tests {
    use super::rfc3339;

    #[test]
    fn raw_dates() {
        for (raw, expected) in [
            ("1700000000 +0200", Some("2023-11-15T00:13:20+02:00")),
            ("1700000000 -0330", Some("2023-11-14T18:43:20-03:30")),
            ("1700000000 +0000", Some("2023-11-14T22:13:20Z")),
            ("1700000000 +5150", Some("2023-11-14T22:13:20Z")),
            ("1700000000 +0099", Some("2023-11-14T22:13:20Z")),
            ("0 +0000", Some("1970-01-01T00:00:00Z")),
            ("18446744073709551615 +0000", None),
            ("999999999999 +0000", None),
            ("", None),
            ("soon", None),
        ] {
            assert_eq!(rfc3339(raw.as_bytes()).as_deref(), expected, "{raw}");
        }
    }
}
