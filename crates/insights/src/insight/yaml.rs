//! Insights as files, so that they can live in git.

use serde::{Deserialize, Serialize};

use super::InsightContent;
use crate::{InsightsError, Result};

/// Version of the form of the file.
const FORM: u32 = 1;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    weir_insight: u32,
    name: String,
    #[serde(flatten)]
    content: InsightContent,
}

/// An Insight as YAML. The same Insight always gives the same text.
pub fn to_yaml(name: &str, content: &InsightContent) -> Result<String> {
    let file = File {
        weir_insight: FORM,
        name: name.to_owned(),
        content: content.clone(),
    };
    serde_norway::to_string(&file).map_err(|error| InsightsError::invalid(error.to_string(), "report this"))
}

/// Name and content of an Insight file.
pub fn from_yaml(text: &str) -> Result<(String, InsightContent)> {
    let file: File = serde_norway::from_str(text).map_err(|error| {
        InsightsError::invalid(
            format!("the file is no Insight: {error}"),
            "export an Insight to see the form",
        )
    })?;
    if file.weir_insight != FORM {
        return Err(InsightsError::invalid(
            format!(
                "the file has form {}, this program reads {FORM}",
                file.weir_insight
            ),
            "export it again with the program it came from",
        ));
    }
    super::check(&file.content)?;
    Ok((file.name, file.content))
}
