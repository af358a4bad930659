//! The tables of a connector's page, made from its facts. The page itself is `README.md` in its folder.

use std::fmt::Write as _;

use serde_json::Value;
use weir_connect::{Action, Ask, Budget, Choice, Connector, Cursor, Each, ErrorRule, Page, Request, Stream};

/// First line of the generated part of a page.
pub const BEGIN: &str = "<!-- generated from the connector's facts: do not edit -->";
/// Last line of it.
pub const END: &str = "<!-- end of the generated part -->";

/// The generated part of a connector's page, without its markers.
pub fn docs(connector: &Connector) -> String {
    let mut text = String::new();
    configuration(connector, &mut text);
    credentials(connector, &mut text);
    checks(connector, &mut text);
    streams(connector, &mut text);
    gaps(connector, &mut text);
    limits(&connector.budget, "Limits", &mut text);
    for ((_, value), budget) in connector.budgets {
        limits(budget, &format!("Limits with `{value}`"), &mut text);
    }
    errors(connector.errors, &mut text);
    webhooks(connector, &mut text);
    text
}

/// A page with its generated part renewed; `None` when it lacks the markers.
pub fn renew(page: &str, connector: &Connector) -> Option<String> {
    let (before, rest) = page.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}\n\n{}\n{END}{after}", docs(connector)))
}

fn table(text: &mut String, title: &str, columns: &[&str], rows: impl Iterator<Item = Vec<String>>) {
    let mut rows = rows.peekable();
    if rows.peek().is_none() {
        return;
    }
    if !text.is_empty() {
        text.push('\n');
    }
    line(text, format_args!("## {title}\n"));
    line(text, format_args!("| {} |", columns.join(" | ")));
    line(text, format_args!("|{}", "---|".repeat(columns.len())));
    for row in rows {
        let cells: Vec<String> = row
            .iter()
            .map(|cell| cell.replace('|', "\\|").replace('\n', " "))
            .collect();
        line(text, format_args!("| {} |", cells.join(" | ")));
    }
}

fn line(text: &mut String, words: std::fmt::Arguments<'_>) {
    // Writing to a text cannot fail.
    let _ = writeln!(text, "{words}");
}

fn code(words: &str) -> String {
    format!("`{words}`")
}

fn configuration(connector: &Connector, text: &mut String) {
    let schema = connector.schema();
    let Some(fields) = schema.as_value().get("properties").and_then(Value::as_object) else {
        return;
    };
    let word = |field: &Value, name: &str| {
        field
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let rows = fields.iter().map(|(name, field)| {
        let default = field.get("default").filter(|default| !default.is_null());
        let default = default
            .map(|default| code(&default.to_string()))
            .unwrap_or_default();
        vec![
            code(name),
            word(field, "title"),
            word(field, "description"),
            default,
        ]
    });
    table(
        text,
        "Configuration",
        &["Key", "Label", "Meaning", "Default"],
        rows,
    );
}

fn credentials(connector: &Connector, text: &mut String) {
    let several = connector.auth.len() > 1;
    if several {
        let rows = connector
            .auth
            .iter()
            .map(|method| vec![code(method.id), method.title.to_owned(), method.doc.to_owned()]);
        table(text, "Authentication", &["`auth`", "Label", "Meaning"], rows);
    }
    let rows = connector.auth.iter().flat_map(|method| {
        method.credentials.iter().map(move |credential| {
            let needed = if credential.optional { "optional" } else { "needed" };
            let only = if several {
                format!("{needed} for {}", code(method.id))
            } else {
                needed.to_owned()
            };
            vec![
                code(credential.name),
                credential.title.to_owned(),
                only,
                credential.doc.to_owned(),
            ]
        })
    });
    table(text, "Credentials", &["Key", "Label", "", "What to make"], rows);
}

fn checks(connector: &Connector, text: &mut String) {
    let rows = connector.checks.iter().map(|check| {
        let option = only_with(check.option, &[check.variant]);
        vec![
            check.name.to_owned(),
            code(check.path),
            check.permission.to_owned(),
            option,
        ]
    });
    table(
        text,
        "Validate connection",
        &["Check", "Request", "Permission", "Only with"],
        rows,
    );
}

fn streams(connector: &Connector, text: &mut String) {
    let rows = connector.streams.iter().flat_map(|stream| {
        let along = stream.expand.iter().map(move |expand| {
            let option = expand.option.map(code).unwrap_or_default();
            let ask = format!(
                "GraphQL, for {} of `{}` at a time",
                expand.per_request, stream.name
            );
            vec![
                code(expand.stream),
                format!("Comes with `{}`.", stream.name),
                ask,
                String::new(),
                option,
                stream.permission.to_owned(),
            ]
        });
        std::iter::once(row(stream)).chain(attached(stream)).chain(along)
    });
    let columns = [
        "Stream",
        "What",
        "Request",
        "New since last time",
        "Only with",
        "Permission",
    ];
    table(text, "Streams", &columns, rows);
}

/// What is put into the records of a stream.
fn attached(stream: &Stream) -> impl Iterator<Item = Vec<String>> {
    stream.attach.iter().map(move |attach| {
        let ask = match attach.ask {
            Ask::Ids { per_request, at, .. } => format!("GraphQL `{at}`, for {per_request} at a time"),
            Ask::Span { page_size, at, .. } => format!("GraphQL `{at}`, {page_size} a page"),
            Ask::List { path, .. } | Ask::Whole { path, .. } => format!("{}, for each", code(path)),
        };
        vec![
            String::new(),
            format!(
                "Put into the records of `{}`: {}.",
                stream.name,
                attach.member.replace('_', " ")
            ),
            ask,
            "with the record".to_owned(),
            attach.option.map(code).unwrap_or_default(),
            stream.permission.to_owned(),
        ]
    })
}

fn row(stream: &Stream) -> Vec<String> {
    let what = if stream.docs.is_empty() {
        stream.doc.to_owned()
    } else {
        format!("{} [Reference]({})", stream.doc, stream.docs)
    };
    vec![
        code(stream.name),
        what,
        request(stream),
        news(stream),
        only_with(stream.option, &[stream.variant, stream.way]),
        stream.permission.to_owned(),
    ]
}

/// What the configuration must say.
fn only_with(option: Option<&str>, choices: &[Option<Choice>]) -> String {
    let choices = choices.iter().flatten();
    let choices = choices.map(|(choice, value)| code(&format!("{choice}: {value}")));
    let all: Vec<String> = choices.chain(option.map(code)).collect();
    all.join(", ")
}

fn request(stream: &Stream) -> String {
    let ask = match stream.request {
        Request::Rest { path, .. } => code(path),
        Request::Post(post) => format!("POST {}", code(post.path)),
        Request::GraphQl(query) => format!("GraphQL `{}`, {} a page", query.list, query.page_size),
        Request::Git(_) => "git mirror".to_owned(),
        Request::Pushed => "none: deliveries carry it".to_owned(),
    };
    let size = match stream.page {
        Page::None => None,
        Page::Link { size }
        | Page::Number { size, .. }
        | Page::Offset { size, .. }
        | Page::Token { size, .. }
        | Page::NextUrl { size, .. } => Some(size.1),
    };
    let size = size.map(|size| format!(", {size} a page")).unwrap_or_default();
    let each = match stream.each {
        Each::Once => String::new(),
        Each::Otherwise(lists) => {
            let lists: Vec<String> = lists.iter().copied().map(code).collect();
            format!(", when nothing is entered under {}", lists.join(" or "))
        }
        Each::Config(list) => format!(", for each of `{list}`"),
        Each::Partition(parent) => format!(", for each of `{parent}`"),
    };
    format!("{ask}{size}{each}")
}

fn news(stream: &Stream) -> String {
    match stream.cursor {
        _ if matches!(stream.request, Request::Git(_)) => {
            "what branches and tags have come to reach".to_owned()
        }
        _ if matches!(stream.request, Request::Pushed) => "what is delivered".to_owned(),
        Cursor::FullRefresh => "all of it".to_owned(),
        Cursor::Since { param, .. } => format!("asked for with `{param}`"),
        Cursor::StopAt { field, overlap } => {
            format!(
                "newest first by `{}`, {} read again",
                field.trim_start_matches('/'),
                span(overlap)
            )
        }
        Cursor::Ancestry { .. } => "what the branch has come to reach".to_owned(),
        Cursor::Windows {
            param,
            cap,
            lookback_days,
            ..
        } => {
            format!("by `{param}` in windows of at most {cap} records, {lookback_days} days read again")
        }
    }
}

fn gaps(connector: &Connector, text: &mut String) {
    let rows = connector.gaps.iter().map(|gap| {
        let columns: Vec<String> = gap.columns.iter().copied().map(code).collect();
        let only: Vec<String> = gap.variant.into_iter().chain(gap.way).map(code).collect();
        let only = only.join(", ");
        vec![columns.join(", "), gap.because.to_owned(), only]
    });
    table(text, "What stays NULL", &["Columns", "Why", "Only with"], rows);
}

fn span(seconds: u32) -> String {
    match seconds {
        0..120 => format!("{seconds} seconds"),
        120..86400 => format!("{} minutes", seconds / 60),
        _ => format!("{} days", seconds / 86400),
    }
}

fn limits(budget: &Budget, title: &str, text: &mut String) {
    let or_none =
        |value: Option<u32>| value.map_or_else(|| "not stated".to_owned(), |value| value.to_string());
    let rows = budget.buckets.iter().map(|bucket| {
        vec![
            code(bucket.name),
            or_none(bucket.per_hour),
            or_none(bucket.per_minute),
        ]
    });
    table(text, title, &["Quota", "An hour", "A minute"], rows);
    if budget.buckets.is_empty() {
        return;
    }
    let server = budget
        .server_seconds_per_minute
        .map_or_else(String::new, |seconds| {
            format!(", and uses at most {seconds} seconds of the upstream's own time in each minute")
        });
    let docs = budget.docs;
    line(
        text,
        format_args!(
            "\nWeir asks {} things at a time{server}. [The vendor's page]({docs})",
            budget.concurrency
        ),
    );
}

fn errors(rules: &[ErrorRule], text: &mut String) {
    let rows = rules.iter().map(|rule| {
        let mut when = if rule.when.from == rule.when.to {
            rule.when.from.to_string()
        } else {
            format!("{} to {}", rule.when.from, rule.when.to)
        };
        if let Some(body) = rule.when.body {
            let _ = write!(when, " with `{body}`");
        }
        if let Some((name, value)) = rule.when.header {
            let value = value.map(|value| format!(": {value}")).unwrap_or_default();
            let _ = write!(when, " with the header `{name}{value}`");
        }
        vec![when, action(rule.action), rule.hint.to_owned()]
    });
    table(
        text,
        "Refusals",
        &["Answer", "What Weir does", "What to do"],
        rows,
    );
}

fn action(action: Action) -> String {
    match action {
        Action::Retry => "tries again".to_owned(),
        Action::Wait => "waits as long as the answer says".to_owned(),
        Action::ShrinkPage => "asks for a smaller page".to_owned(),
        Action::ResetPagination => "begins the list again".to_owned(),
        Action::Skip(reason) => format!("leaves it out and counts it: {reason}"),
        Action::Unauthorized => "stops: the credential is refused".to_owned(),
        Action::MissingPermission => "names the missing permission".to_owned(),
        Action::NotFound => "says that it is not there".to_owned(),
        Action::Fail => "stops".to_owned(),
    }
}

fn webhooks(connector: &Connector, text: &mut String) {
    let Some(webhooks) = connector.webhooks else {
        return;
    };
    let rows = webhooks
        .events
        .iter()
        .map(|event| vec![code(event.name), event.doc.to_owned()]);
    table(text, "Webhooks", &["Event", "What it says"], rows);
    let proofs: Vec<String> = webhooks.proofs.iter().map(weir_connect::Proof::about).collect();
    line(
        text,
        format_args!(
            "\nA delivery is checked by {}. [{}]({})",
            proofs.join(" or "),
            if webhooks.carried.is_some() {
                "Specification"
            } else {
                "The vendor's page"
            },
            webhooks.docs
        ),
    );
    if let Some(redelivery) = webhooks.redelivery {
        line(
            text,
            format_args!(
                "\nDeliveries that failed in the last {} days are asked for again at start, when the credential has {}. \
                 [The vendor's page]({})",
                redelivery.days, redelivery.permission, redelivery.docs
            ),
        );
    }
}
