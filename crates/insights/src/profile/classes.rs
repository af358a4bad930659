//! What the rules for classes of changes match.

use weir_measures::{ClassRule, Items};

use super::matches::{EXAMPLES, RuleMatches, text};

/// What each rule decides, and how many it matches that an earlier one decides; at last the changes that none matches.
pub(super) fn by_class(rules: &[ClassRule], items: &Items) -> Vec<RuleMatches> {
    let entry = |place, rule: &str| RuleMatches {
        of: "change_classes",
        place,
        rule: rule.to_owned(),
        counted: 0,
        left_out: 0,
        examples: Vec::new(),
    };
    let places = rules.iter().enumerate();
    let mut found: Vec<RuleMatches> = places
        .map(|(place, rule)| entry(Some(place), rule.class.key()))
        .collect();
    found.push(entry(None, "other"));
    for item in &items.items {
        let matching = text(item.get("class_rules"));
        let mut matching = matching
            .split(',')
            .filter_map(|place| place.parse::<usize>().ok());
        let decided = &mut found[matching.next().unwrap_or(rules.len())];
        decided.counted += 1;
        if decided.examples.len() < EXAMPLES {
            decided.examples.push(text(item.get("title")));
        }
        for earlier in matching {
            found[earlier].left_out += 1;
        }
    }
    found
}
