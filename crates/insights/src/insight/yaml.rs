//! Insights as files, so that they can live in git.

use serde::{Deserialize, Serialize};

use super::{InsightContent, Widget, first_wrong};
use crate::{InsightsError, Result};

/// Version of the form of the file.
const FORM: u32 = 1;

/// The content's fields are named here, not flattened: else the parser could not say where a mistake stands.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    weir_insight: u32,
    name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    description: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    is_default: bool,
    #[serde(default)]
    widgets: Vec<Widget>,
}

/// An Insight as YAML. The same Insight always gives the same text.
pub fn to_yaml(name: &str, content: &InsightContent) -> Result<String> {
    let InsightContent {
        description,
        is_default,
        widgets,
    } = content.clone();
    let file = File {
        weir_insight: FORM,
        name: name.to_owned(),
        description,
        is_default,
        widgets,
    };
    serde_norway::to_string(&file).map_err(|error| InsightsError::invalid(error.to_string(), "report this"))
}

/// Name and content of an Insight file.
pub fn from_yaml(text: &str) -> Result<(String, InsightContent)> {
    let wrong = |message: String, hint: &str, line: Option<usize>| InsightsError::File {
        message,
        hint: hint.to_owned(),
        line: line.map(|line| line as u64),
    };
    let file: File = serde_norway::from_str(text).map_err(|error| {
        let place = error.location();
        let said = error.to_string();
        // The parser ends with the place, which is told apart.
        let said = said.split(" at line ").next().unwrap_or_default();
        let message = format!("the file is no Insight: {said}");
        let line = place.map(|place| place.line());
        wrong(message, "export an Insight to see the form", line)
    })?;
    if file.weir_insight != FORM {
        return Err(wrong(
            format!(
                "the file has form {}, this program reads {FORM}",
                file.weir_insight
            ),
            "export it again with the program it came from",
            text.lines()
                .position(|line| line.starts_with("weir_insight"))
                .map(|at| at + 1),
        ));
    }
    let content = InsightContent {
        description: file.description,
        is_default: file.is_default,
        widgets: file.widgets,
    };
    match first_wrong(&content) {
        None => Ok((file.name, content)),
        Some((widget, error)) => {
            let line = widget.and_then(|place| line_of(text, place));
            Err(match error {
                InsightsError::Invalid { message, hint } => wrong(message, &hint, line),
                other => wrong(other.to_string(), "correct the widget, or leave it out", line),
            })
        }
    }
}

/// The line on which the widget at that place begins, in a file that is written as lists usually are.
fn line_of(text: &str, widget: usize) -> Option<usize> {
    let mut lines = text.lines().enumerate();
    lines.find(|(_, line)| line.trim_end() == "widgets:")?;
    let mut begins = lines.filter(|(_, line)| line.trim_start().starts_with("- "));
    let (first, line) = begins.next()?;
    let indent = line.len() - line.trim_start().len();
    let same = begins.filter(|(_, line)| line.len() - line.trim_start().len() == indent);
    std::iter::once(first)
        .chain(same.map(|(at, _)| at))
        .nth(widget)
        .map(|at| at + 1)
}
