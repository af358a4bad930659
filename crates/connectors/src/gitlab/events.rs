//! What notes and fields tell of what happened to a merge request.

use weir_connect::Scope;
use weir_model::entities::{PullRequestEvent, Review};
use weir_model::{Batch, Id, Time};

use super::parts::{numbered, pull_request, repository};
use super::records::{System, mentioned};

/// How a merge request ended: when, by whom, as which commit.
pub(super) struct Ended {
    pub(super) merged: Option<(Time, Option<String>, Option<String>)>,
    pub(super) closed: Option<(Time, Option<String>)>,
}

/// Approvals become reviews, everything else that is known events.
pub(super) fn of_merge_request(
    notes: Vec<System>,
    ended: &Ended,
    (scope, iid): (&Scope<'_>, i64),
    out: &mut Batch,
) {
    let mut reviews: Vec<Review> = Vec::new();
    let mut told_closing = false;
    for note in notes {
        match action(&note) {
            "approved" => reviews.push(review(&note, "approved", (scope, iid))),
            "requested_changes" => reviews.push(review(&note, "changes_requested", (scope, iid))),
            "unapproved" => {
                let given = reviews.iter_mut().rev();
                let mut given =
                    given.filter(|review| review.state == "approved" && review.author_login == note.by.login);
                if let Some(given) = given.next() {
                    "dismissed".clone_into(&mut given.state);
                    given.updated_at = Some(note.at);
                    let subject = given.id.0.rsplit('/').next().map(str::to_owned);
                    let told = Told::new("review_dismissed", subject).previous("approved");
                    out.push(event(&note, told, 0, (scope, iid)));
                }
            }
            _ => {
                for (place, told) in told(&note).into_iter().enumerate() {
                    told_closing |= told.kind == "closed";
                    out.push(event(&note, told, place, (scope, iid)));
                }
            }
        }
    }
    for review in reviews {
        out.push(review);
    }
    let own = |kind: &str, at, by: &Option<String>, subject| PullRequestEvent {
        id: Id::new("pull_request_event", format!("{}/{kind}", numbered(scope, iid))),
        pull_request_id: pull_request(scope, iid),
        repository_id: repository(scope),
        kind: kind.to_owned(),
        occurred_at: at,
        actor_login: by.clone(),
        previous: None,
        subject,
    };
    if let Some((at, by, commit)) = &ended.merged {
        out.push(own("merged", *at, by, commit.clone()));
    }
    if let Some((at, by)) = ended.closed.as_ref().filter(|_| !told_closing) {
        out.push(own("closed", *at, by, None));
    }
}

/// What a note is about; versions that do not say it write the same texts.
fn action(note: &System) -> &str {
    match note.action.as_str() {
        "" => match note.body.as_str() {
            "approved this merge request" => "approved",
            "unapproved this merge request" => "unapproved",
            "requested changes" => "requested_changes",
            _ => "",
        },
        action => action,
    }
}

fn review(note: &System, state: &str, (scope, iid): (&Scope<'_>, i64)) -> Review {
    Review {
        id: Id::new("review", &note.number),
        pull_request_id: pull_request(scope, iid),
        repository_id: repository(scope),
        author_login: note.by.login.clone(),
        author_kind: note.by.kind.clone(),
        state: state.to_owned(),
        submitted_at: Some(note.at),
        created_at: Some(note.at),
        updated_at: Some(note.at),
        body: None,
        commit_sha: None,
        url: note.url.clone(),
    }
}

/// An event that a note tells.
#[derive(Debug, PartialEq, Eq)]
struct Told {
    kind: &'static str,
    subject: Option<String>,
    previous: Option<String>,
}

impl Told {
    fn new(kind: &'static str, subject: Option<String>) -> Self {
        Self {
            kind,
            subject,
            previous: None,
        }
    }

    fn previous(mut self, previous: &str) -> Self {
        self.previous = Some(previous.to_owned());
        self
    }
}

fn event(note: &System, told: Told, place: usize, (scope, iid): (&Scope<'_>, i64)) -> PullRequestEvent {
    let key = match place {
        0 => format!("note-{}", note.number),
        place => format!("note-{}-{place}", note.number),
    };
    PullRequestEvent {
        id: Id::new("pull_request_event", key),
        pull_request_id: pull_request(scope, iid),
        repository_id: repository(scope),
        kind: told.kind.to_owned(),
        occurred_at: note.at,
        actor_login: note.by.login.clone(),
        previous: told.previous,
        subject: told.subject,
    }
}

/// Texts of system notes and the events they tell: beginning, kind, whether each account named is one event.
/// <https://docs.gitlab.com/user/project/system_notes/>
const TEXTS: &[(&str, &str, bool)] = &[
    ("requested review from ", "review_requested", true),
    ("removed review request for ", "review_request_removed", true),
    ("assigned to ", "assigned", true),
    (
        "marked this merge request as **ready**",
        "ready_for_review",
        false,
    ),
    (
        "marked this merge request as **draft**",
        "converted_to_draft",
        false,
    ),
    ("unmarked as a **Work In Progress**", "ready_for_review", false),
    ("marked as a **Work In Progress**", "converted_to_draft", false),
    ("enabled an automatic merge", "auto_merge_enabled", false),
    (
        "enabled automatic add to merge train",
        "auto_merge_enabled",
        false,
    ),
    ("started a merge train", "queued_for_merge", false),
    (
        "added this merge request to the merge train",
        "queued_for_merge",
        false,
    ),
    ("closed", "closed", false),
    ("reopened", "reopened", false),
];

fn told(note: &System) -> Vec<Told> {
    if let Some(changed) = base_changed(&note.body) {
        return vec![changed];
    }
    // One note may tell of two things: "requested review from @a and removed review request for @b".
    let parts = note.body.replace(
        " and removed review request for ",
        "\nremoved review request for ",
    );
    parts
        .lines()
        .flat_map(|part| {
            let found = TEXTS.iter().find(|(begins, ..)| part.starts_with(begins));
            let (names, kind) = match found {
                Some((_, kind, true)) => (mentioned(part).into_iter().map(Some).collect(), *kind),
                Some((_, kind, false)) => (vec![None], *kind),
                None => (Vec::new(), ""),
            };
            names.into_iter().map(move |name| Told::new(kind, name))
        })
        .collect()
}

/// "changed target branch from `a` to `b`".
fn base_changed(body: &str) -> Option<Told> {
    let rest = body.strip_prefix("changed target branch from `")?;
    let (from, rest) = rest.split_once("` to `")?;
    let to = rest.strip_suffix('`').unwrap_or(rest);
    Some(Told::new("base_changed", Some(to.to_owned())).previous(from))
}

/// Words after which issues are closed when a merge request is merged.
/// <https://docs.gitlab.com/user/project/issues/managing_issues/#default-closing-pattern>
const CLOSING: &[&str] = &[
    "close",
    "closes",
    "closed",
    "closing",
    "fix",
    "fixes",
    "fixed",
    "fixing",
    "resolve",
    "resolves",
    "resolved",
    "resolving",
    "implement",
    "implements",
    "implemented",
    "implementing",
];

/// The issues that a description says it closes: `group/project#12`.
pub(super) fn closing(text: &str, project: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut closes = false;
    for word in text.split_whitespace() {
        let bare = word.trim_end_matches([':', ',', '.', ';']).to_lowercase();
        if CLOSING.contains(&bare.as_str()) {
            closes = true;
            continue;
        }
        if matches!(bare.as_str(), "and" | "issue" | "issues" | "") {
            continue;
        }
        match issue(word, project).filter(|_| closes) {
            Some(key) if !found.contains(&key) => found.push(key),
            Some(_) => {}
            None => closes = false,
        }
        // A sentence ends the list.
        closes &= !word.ends_with('.');
    }
    found
}

/// `#12`, `group/project#12` or the address of an issue.
fn issue(word: &str, project: &str) -> Option<String> {
    let word = word.trim_matches(|c: char| "()[],.;:".contains(c));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if let Some((page, number)) = word.split_once("/-/issues/") {
        let path = page.split_once("://")?.1.split_once('/')?.1;
        return digits(number).then(|| format!("{path}#{number}"));
    }
    let (path, number) = word.split_once('#')?;
    let path = if path.is_empty() { project } else { path };
    digits(number).then(|| format!("{path}#{number}"))
}

#[cfg(test)]
mod tests {
    use weir_model::Time;

    use super::{System, Told, closing, told};
    use crate::gitlab::parts::Named;

    fn note(body: &str) -> Vec<Told> {
        told(&System {
            number: "1".to_owned(),
            action: String::new(),
            body: body.to_owned(),
            by: Named::default(),
            at: Time(0),
            url: None,
        })
    }

    #[test]
    fn notes_tell_events() {
        let named = |kind, name: &str| Told::new(kind, Some(name.to_owned()));
        assert_eq!(
            note("requested review from @ada-brook and @ben and removed review request for @chandra.r"),
            [
                named("review_requested", "ada-brook"),
                named("review_requested", "ben"),
                named("review_request_removed", "chandra.r"),
            ]
        );
        assert_eq!(
            note("changed target branch from `main` to `next`"),
            [named("base_changed", "next").previous("main")]
        );
        assert_eq!(note("changed the description"), []);
    }

    #[test]
    fn closing_words_name_issues() {
        let found = |text| closing(text, "acme/web");
        assert_eq!(
            found("What.\n\nCloses #4, #6 and other/team/x#12."),
            ["acme/web#4", "acme/web#6", "other/team/x#12"]
        );
        assert_eq!(
            found("Fixed: https://h.example/acme/web/-/issues/9"),
            ["acme/web#9"]
        );
        assert!(found("See #4. This closes nothing, unlike #5").is_empty());
    }
}
