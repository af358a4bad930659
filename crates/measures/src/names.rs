//! Names people type: the nearest known one, and patterns.

/// The known name that needs the fewest single-letter edits, if it is close enough to be meant.
pub(crate) fn nearest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    let name = name.to_lowercase();
    let rank = |candidate: &'a str| {
        let edits = edits(&name, &candidate.to_lowercase());
        (edits, candidate.len().abs_diff(name.len()), candidate)
    };
    let near = |(edits, _, candidate): &(usize, usize, &str)| {
        *edits <= candidate.len() / 3 + 1 || (name.len() > 2 && candidate.contains(name.as_str()))
    };
    known
        .iter()
        .copied()
        .map(rank)
        .filter(near)
        .min()
        .map(|(.., candidate)| candidate)
}

/// The Levenshtein distance.
fn edits(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let cost = diagonal + usize::from(ca != *cb);
            diagonal = row[j + 1];
            row[j + 1] = cost.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

/// Whether any pattern matches; no patterns match everything.
pub(crate) fn any_matches<S: AsRef<str>>(patterns: &[S], text: Option<&str>) -> bool {
    patterns.is_empty()
        || text.is_some_and(|text| patterns.iter().any(|pattern| matches(pattern.as_ref(), text)))
}

/// Whether the whole text matches a pattern of `*` (any letters), `?` (one letter) and letters of either case.
pub(crate) fn matches(pattern: &str, text: &str) -> bool {
    let pattern: Vec<char> = pattern.to_lowercase().chars().collect();
    let text: Vec<char> = text.to_lowercase().chars().collect();
    let (mut p, mut t) = (0, 0);
    let mut retry: Option<(usize, usize)> = None;
    while t < text.len() {
        match pattern.get(p) {
            Some('*') => {
                retry = Some((p, t));
                p += 1;
            }
            Some(letter) if *letter == '?' || *letter == text[t] => {
                p += 1;
                t += 1;
            }
            _ => {
                let Some((star, from)) = retry else { return false };
                retry = Some((star, from + 1));
                p = star + 1;
                t = from + 1;
            }
        }
    }
    pattern[p..].iter().all(|letter| *letter == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_whole_names_in_either_case() {
        for (pattern, text, expected) in [
            ("Deploy*", "deploy to production", true),
            ("Deploy*", "Redeploy", false),
            ("*deploy*", "Redeploy app", true),
            ("v?.*", "v1.2.3", true),
            ("v?.*", "v10.2", false),
            ("main", "main", true),
            ("main", "main2", false),
            ("*", "", true),
            ("a*b*c", "a-b-b-c", true),
            ("a*b*c", "a-b-b", false),
        ] {
            assert_eq!(matches(pattern, text), expected, "{pattern} {text}");
        }
    }

    #[test]
    fn the_nearest_name_is_offered_only_when_it_is_near() {
        let known = ["lead_time", "deployment_frequency", "time_to_restore"];
        assert_eq!(nearest("leadtime", &known), Some("lead_time"));
        assert_eq!(nearest("restore", &known), Some("time_to_restore"));
        assert_eq!(nearest("velocity", &known), None);
    }
}
