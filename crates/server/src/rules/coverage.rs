use weir_model::Time;

/// What is wanted and lies between what was read, oldest first. What is newer than all that was read is not late yet.
pub(crate) fn holes(covered: &[(Time, Time)], wanted_from: Option<Time>) -> Vec<(Time, Time)> {
    let mut holes = Vec::new();
    let Some(first) = covered.first() else {
        return holes;
    };
    let mut at = wanted_from.unwrap_or(first.0);
    for &(from, to) in covered {
        if at < from {
            holes.push((at, from));
        }
        at = at.max(to);
    }
    holes
}

#[cfg(test)]
mod tests {
    use weir_model::Time;

    use super::holes;

    #[test]
    fn holes_are_what_is_wanted_and_not_read() {
        let time = Time::from_seconds;
        let covered = [(time(10), time(20)), (time(30), time(40))];
        assert_eq!(holes(&covered, None), [(time(20), time(30))]);
        assert_eq!(
            holes(&covered, Some(time(5))),
            [(time(5), time(10)), (time(20), time(30))]
        );
        assert_eq!(holes(&covered, Some(time(35))), []);
        assert_eq!(holes(&[], Some(time(5))), []);
    }
}
