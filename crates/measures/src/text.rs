//! Numbers as people say them.

/// The number with its unit.
pub(crate) fn number(value: Option<f64>, unit: &str) -> String {
    let Some(value) = value else {
        return "no data".to_owned();
    };
    match unit {
        "hours" => hours(value),
        "percent" => format!("{} %", short(value)),
        "per_day" => format!("{} per day ({} per week)", short(value), short(value * 7.0)),
        "per_week" => format!("{} per week", short(value)),
        _ => short(value),
    }
}

/// At most two digits after the point, and none for nothing.
fn short(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// `2 d 2 h`, `1 h 30 min`, `14 min`.
fn hours(value: f64) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a float turns into the nearest whole number there is"
    )]
    let minutes = (value * 60.0).round() as i64;
    let two = |big: i64, big_unit: &str, small: i64, small_unit: &str| {
        if small == 0 {
            format!("{big} {big_unit}")
        } else {
            format!("{big} {big_unit} {small} {small_unit}")
        }
    };
    match minutes {
        ..1 => "under 1 min".to_owned(),
        1..60 => format!("{minutes} min"),
        60..1_440 => two(minutes / 60, "h", minutes % 60, "min"),
        _ => {
            let hours = (minutes + 30) / 60;
            two(hours / 24, "d", hours % 24, "h")
        }
    }
}

/// The word with a capital letter.
pub(crate) fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_people_say_them() {
        for (value, unit, text) in [
            (Some(50.0), "hours", "2 d 2 h"),
            (Some(1.5), "hours", "1 h 30 min"),
            (Some(14.0 / 60.0), "hours", "14 min"),
            (Some(0.001), "hours", "under 1 min"),
            (Some(48.0), "hours", "2 d"),
            (Some(23.999), "hours", "1 d"),
            (Some(25.0), "percent", "25 %"),
            (Some(100.0 / 3.0), "percent", "33.33 %"),
            (Some(24.0 / 91.0), "per_day", "0.26 per day (1.85 per week)"),
            (Some(1.846), "per_week", "1.85 per week"),
            (Some(120.0), "count", "120"),
            (Some(0.0), "percent", "0 %"),
            (None, "hours", "no data"),
        ] {
            assert_eq!(number(value, unit), text);
        }
    }
}
