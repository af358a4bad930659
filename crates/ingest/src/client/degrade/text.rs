//! Taking things out of the text of a GraphQL query.
//!
//! Commas are blanks in GraphQL, so what is taken out of a list leaves none that disturbs.

use std::ops::Range;

/// A field, a fragment spread or an inline fragment.
struct Selection {
    /// All of it.
    whole: Range<usize>,
    /// Where what it selects begins; its end when it selects nothing.
    head: usize,
    /// Name of the fragment that it spreads.
    spreads: Option<String>,
    inner: Vec<Selection>,
}

/// An operation or a fragment.
struct Definition {
    whole: Range<usize>,
    head: usize,
    /// Name of a fragment.
    fragment: Option<String>,
    selections: Vec<Selection>,
}

/// The text without the selection that stands at a line and column, both from 1; `None` when there is none, or nothing
/// would be left.
pub(super) fn without_selection(text: &str, line: usize, column: usize) -> Option<String> {
    let at = offset(text, line, column)?;
    let definitions = parse(text)?;
    let around = definitions.iter().find(|one| one.whole.contains(&at))?;
    if at < around.head {
        // A fragment on a type that is not there: nobody may use it.
        return without_fragment(text, around.fragment.as_deref()?);
    }
    let range = holding(&around.selections, at)?;
    let left = around.selections.len() > 1 || around.selections.first()?.whole != range;
    match around.fragment.as_deref() {
        Some(name) if !left => without_fragment(text, name),
        // An operation that selects nothing is none.
        _ => left.then(|| tidy(cut(text, range))),
    }
}

/// The text without an argument of the field that stands at a line and column, or of which it is at that place.
pub(super) fn without_argument(text: &str, line: usize, column: usize, name: &str) -> Option<String> {
    let at = offset(text, line, column)?;
    let tokens = tokens(text);
    let is = |token: &Token, word: &str| &text[token.0.clone()] == word;
    let first = tokens.iter().position(|token| token.0.end > at)?;
    let mut found = None;
    let mut depth = 0_usize;
    for place in first..tokens.len() {
        let token = &tokens[place];
        match &text[token.0.clone()] {
            "(" | "[" => depth += 1,
            ")" | "]" => depth = depth.saturating_sub(1),
            "{" | "}" if depth == 0 => break,
            word if word == name && tokens.get(place + 1).is_some_and(|next| is(next, ":")) => {
                found = Some(place);
                break;
            }
            _ => {}
        }
    }
    let place = found?;
    let end = value_end(text, &tokens, place + 2)?;
    let (mut from, mut to) = (tokens[place].0.start, tokens[end - 1].0.end);
    let alone = is(&tokens[place.checked_sub(1)?], "(") && is(tokens.get(end)?, ")");
    if alone {
        (from, to) = (tokens[place - 1].0.start, tokens[end].0.end);
    }
    Some(tidy(cut(text, from..to)))
}

/// The text without these words.
pub(super) fn without_words(text: &str, words: &[String]) -> String {
    let mut left = text.to_owned();
    let gone = |token: &Token| words.iter().any(|word| *word == text[token.0.clone()]);
    for token in tokens(text).iter().rev().filter(|token| gone(token)) {
        left.replace_range(token.0.clone(), "");
    }
    left
}

/// The text without the uses of a fragment, and so without it.
fn without_fragment(text: &str, name: &str) -> Option<String> {
    let mut text = text.to_owned();
    loop {
        let definitions = parse(&text)?;
        let mut all = definitions.iter().map(|one| &one.selections);
        let Some(range) = all.find_map(|selections| spreading(selections, name)) else {
            return Some(tidy(text));
        };
        text = cut(&text, range);
    }
}

/// What must go so that nothing spreads the fragment.
fn spreading(selections: &[Selection], name: &str) -> Option<Range<usize>> {
    selections.iter().find_map(|one| {
        if one.spreads.as_deref() == Some(name) {
            return Some(one.whole.clone());
        }
        let range = spreading(&one.inner, name)?;
        Some(emptied(one, range))
    })
}

/// What must go when the selection whose head is there goes.
fn holding(selections: &[Selection], at: usize) -> Option<Range<usize>> {
    let one = selections.iter().find(|one| one.whole.contains(&at))?;
    if at < one.head {
        return Some(one.whole.clone());
    }
    let range = holding(&one.inner, at)?;
    Some(emptied(one, range))
}

/// A selection of which nothing is left goes with what is taken from it.
fn emptied(one: &Selection, range: Range<usize>) -> Range<usize> {
    match one.inner.as_slice() {
        [only] if only.whole == range => one.whole.clone(),
        _ => range,
    }
}

fn cut(text: &str, range: Range<usize>) -> String {
    format!("{}{}", &text[..range.start], &text[range.end..])
}

/// Takes out fragments and variables that nothing uses any more: a server refuses those.
fn tidy(mut text: String) -> String {
    while let Some(range) = unused(&text) {
        text = cut(&text, range);
    }
    text
}

fn unused(text: &str) -> Option<Range<usize>> {
    let definitions = parse(text)?;
    let spread = |name: &str| {
        definitions
            .iter()
            .any(|one| spreading(&one.selections, name).is_some())
    };
    let fragment = definitions
        .iter()
        .find(|one| one.fragment.as_deref().is_some_and(|name| !spread(name)));
    if let Some(fragment) = fragment {
        return Some(fragment.whole.clone());
    }
    let tokens = tokens(text);
    let word = |place: usize| tokens.get(place).map(|token| &text[token.0.clone()]);
    let variables = (0..tokens.len()).filter(|place| word(*place) == Some("$"));
    let all: Vec<_> = variables.map(|place| (place, word(place + 1))).collect();
    let uses = |name| all.iter().filter(|(_, other)| *other == name).count();
    let (place, _) = all.iter().find(|(_, name)| uses(*name) == 1)?;
    let end = type_end(text, &tokens, place + 3)?;
    let alone = word(place.checked_sub(1)?) == Some("(") && word(end) == Some(")");
    if alone {
        return Some(tokens[place - 1].0.start..tokens[end].0.end);
    }
    Some(tokens[*place].0.start..tokens[end - 1].0.end)
}

fn offset(text: &str, line: usize, column: usize) -> Option<usize> {
    let before: usize = text
        .split_inclusive('\n')
        .take(line.checked_sub(1)?)
        .map(str::len)
        .sum();
    let at = before + column.checked_sub(1)?;
    text.is_char_boundary(at).then_some(at)
}

/// A name, number, text or sign.
struct Token(Range<usize>);

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(letter) = text[at..].chars().next() {
        let rest = &text[at..];
        let length = match letter {
            '#' => {
                at += rest.find('\n').unwrap_or(rest.len());
                continue;
            }
            '"' => string(rest),
            '.' if rest.starts_with("...") => 3,
            letter if letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-') => {
                let number = letter.is_ascii_digit() || letter == '-';
                let part = |c: char| c.is_ascii_alphanumeric() || c == '_' || (number && c == '.');
                1 + rest[1..].find(|c| !part(c)).unwrap_or(rest.len() - 1)
            }
            letter if letter.is_whitespace() || letter == ',' => {
                at += letter.len_utf8();
                continue;
            }
            letter => letter.len_utf8(),
        };
        tokens.push(Token(at..at + length));
        at += length;
    }
    tokens
}

/// Length of the text in quotes with which this begins.
fn string(rest: &str) -> usize {
    if let Some(block) = rest.strip_prefix("\"\"\"") {
        return block.find("\"\"\"").map_or(rest.len(), |end| end + 6);
    }
    let mut escaped = false;
    for (at, letter) in rest.char_indices().skip(1) {
        match letter {
            '"' if !escaped => return at + 1,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    rest.len()
}

fn parse(text: &str) -> Option<Vec<Definition>> {
    let tokens = tokens(text);
    let word = |place: usize| tokens.get(place).map_or("", |token| &text[token.0.clone()]);
    let mut definitions = Vec::new();
    let mut place = 0;
    while place < tokens.len() {
        let first = place;
        let mut depth = 0_usize;
        while depth > 0 || word(place) != "{" {
            match word(place) {
                "" => return None,
                "(" => depth += 1,
                ")" => depth = depth.checked_sub(1)?,
                _ => {}
            }
            place += 1;
        }
        let head = tokens[place].0.start;
        let (selections, end) = set(text, &tokens, place)?;
        place = end;
        definitions.push(Definition {
            whole: tokens[first].0.start..tokens[end - 1].0.end,
            head,
            fragment: (word(first) == "fragment").then(|| word(first + 1).to_owned()),
            selections,
        });
    }
    Some(definitions)
}

/// The selections in braces that begin at a token, and the token behind them.
fn set(text: &str, tokens: &[Token], open: usize) -> Option<(Vec<Selection>, usize)> {
    let word = |place: usize| tokens.get(place).map(|token| &text[token.0.clone()]);
    let mut selections = Vec::new();
    let mut place = open + 1;
    while word(place)? != "}" {
        let (selection, end) = selection(text, tokens, place)?;
        selections.push(selection);
        place = end;
    }
    Some((selections, place + 1))
}

fn selection(text: &str, tokens: &[Token], first: usize) -> Option<(Selection, usize)> {
    let word = |place: usize| tokens.get(place).map_or("", |token| &text[token.0.clone()]);
    let mut spreads = None;
    let mut place = first + 1;
    if word(first) == "..." {
        match word(place) {
            "on" => place += 2,
            "@" | "{" => {}
            name => {
                spreads = Some(name.to_owned());
                place += 1;
            }
        }
    } else if word(place) == ":" {
        place += 2;
    }
    loop {
        match word(place) {
            "(" => place = closed(text, tokens, place)?,
            "@" => place += 2,
            _ => break,
        }
    }
    let last = tokens.get(place.checked_sub(1)?)?.0.end;
    let (inner, head, end) = if word(place) == "{" {
        let (inner, end) = set(text, tokens, place)?;
        (inner, tokens[place].0.start, end)
    } else {
        (Vec::new(), last, place)
    };
    let selection = Selection {
        whole: tokens[first].0.start..tokens[end - 1].0.end,
        head,
        spreads,
        inner,
    };
    Some((selection, end))
}

/// The token behind the bracket that closes the one at a token.
fn closed(text: &str, tokens: &[Token], open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (place, token) in tokens.iter().enumerate().skip(open) {
        match &text[token.0.clone()] {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth = depth.checked_sub(1)?,
            _ => {}
        }
        if depth == 0 {
            return Some(place + 1);
        }
    }
    None
}

/// The token behind a value.
fn value_end(text: &str, tokens: &[Token], first: usize) -> Option<usize> {
    match &text[tokens.get(first)?.0.clone()] {
        "[" | "{" => closed(text, tokens, first),
        "$" => Some(first + 2),
        _ => Some(first + 1),
    }
}

/// The token behind the type of a variable.
fn type_end(text: &str, tokens: &[Token], first: usize) -> Option<usize> {
    let end = value_end(text, tokens, first)?;
    let required = tokens.get(end).is_some_and(|token| &text[token.0.clone()] == "!");
    Some(end + usize::from(required))
}
