use chrono::{DateTime, Datelike as _, FixedOffset, NaiveDateTime, TimeDelta, Utc, Weekday};

/// The time zone of the account: the one in which JQL reads texts, and in which documents are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Zone {
    /// Minutes east of Greenwich, in winter.
    pub minutes: i32,
    /// Whether the European Union's summer time is kept.
    pub summer: bool,
}

impl Zone {
    fn offset(self, at: DateTime<Utc>) -> FixedOffset {
        let year = at.year();
        let summer = self.summer && at >= change(year, 3) && at < change(year, 10);
        let minutes = self.minutes + if summer { 60 } else { 0 };
        FixedOffset::east_opt(minutes * 60).unwrap_or_else(|| Utc.fix_east())
    }

    /// As documents have it: `2024-03-31T03:00:00.000+0200`.
    pub(crate) fn write(self, at: DateTime<Utc>) -> String {
        at.with_timezone(&self.offset(at))
            .format("%Y-%m-%dT%H:%M:%S%.3f%z")
            .to_string()
    }

    /// A local time as JQL reads it. One in the gap in spring is moved on by an hour.
    pub(crate) fn read(self, local: NaiveDateTime) -> DateTime<Utc> {
        let guess = local.and_utc() - TimeDelta::minutes(i64::from(self.minutes));
        let offset = self.offset(guess);
        local.and_utc() - TimeDelta::seconds(i64::from(offset.local_minus_utc()))
    }
}

/// The last Sunday of a month at 01:00 UTC.
fn change(year: i32, month: u32) -> DateTime<Utc> {
    let last = chrono::NaiveDate::from_ymd_opt(year, month, 31).unwrap_or_default();
    let back = i64::from(last.weekday().days_since(Weekday::Sun));
    let day = last - TimeDelta::days(back);
    day.and_hms_opt(1, 0, 0).unwrap_or_default().and_utc()
}

trait East {
    fn fix_east(self) -> FixedOffset;
}

impl East for Utc {
    fn fix_east(self) -> FixedOffset {
        chrono::Offset::fix(&self)
    }
}

#[cfg(test)]
mod tests {
    use super::Zone;

    #[test]
    fn summer_time_begins_and_ends() {
        let vienna = Zone {
            minutes: 60,
            summer: true,
        };
        let at = |text: &str| text.parse::<chrono::DateTime<chrono::Utc>>().unwrap();
        assert_eq!(
            vienna.write(at("2024-03-31T00:59:59Z")),
            "2024-03-31T01:59:59.000+0100"
        );
        assert_eq!(
            vienna.write(at("2024-03-31T01:00:00Z")),
            "2024-03-31T03:00:00.000+0200"
        );
        assert_eq!(
            vienna.write(at("2024-10-27T01:00:00Z")),
            "2024-10-27T02:00:00.000+0100"
        );
        let local = |text: &str| chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
        assert_eq!(vienna.read(local("2024-07-01 12:00")), at("2024-07-01T10:00:00Z"));
        assert_eq!(vienna.read(local("2024-01-01 12:00")), at("2024-01-01T11:00:00Z"));
    }
}
