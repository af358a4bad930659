use weir_control::Contributor;

use super::Everybody;

/// A part of everybody that somebody looks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Those who are no programs.
    People,
    /// Programs.
    Bots,
    /// Those who may be somebody else, too, which nobody has decided.
    Undecided,
    /// Those without an address, whom nothing can be joined with by itself.
    Alone,
}

impl Part {
    /// Every part with its name.
    pub const NAMES: [(&str, Self); 4] = [
        ("people", Self::People),
        ("bots", Self::Bots),
        ("undecided", Self::Undecided),
        ("alone", Self::Alone),
    ];
}

impl Everybody {
    /// Those of the part whose name, address, accounts or notes have all the words in them, by name.
    pub fn search(&self, text: &str, part: Option<Part>) -> Vec<&Contributor> {
        let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
        let undecided = self.undecided();
        let belongs = |one: &Contributor| match part {
            None => true,
            Some(Part::People) => !one.is_bot,
            Some(Part::Bots) => one.is_bot,
            Some(Part::Undecided) => undecided.contains(&one.id),
            Some(Part::Alone) => one.email.is_none(),
        };
        let all = self.contributors.iter();
        all.filter(|one| belongs(one) && said(one, &words)).collect()
    }
}

fn said(one: &Contributor, words: &[String]) -> bool {
    if words.is_empty() {
        return true;
    }
    let mut parts = vec![one.name.as_str()];
    parts.extend(one.email.as_deref());
    parts.extend(one.accounts.iter().map(|account| account.account.as_str()));
    parts.extend(one.attributes.values().map(String::as_str));
    let text = parts.join(" ").to_lowercase();
    words.iter().all(|word| text.contains(word))
}
