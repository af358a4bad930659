//! Texts: plain in version 2, documents in version 3.

use serde_json::Value;

/// A text, or the text of a document.
/// <https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/>
pub(super) fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Object(_) => {
            let mut text = String::new();
            write(value, &mut text);
            Some(text.trim_end().to_owned())
        }
        _ => None,
    }
    .filter(|text| !text.is_empty())
}

fn write(node: &Value, text: &mut String) {
    let attribute = |name: &str| node.pointer(&format!("/attrs/{name}")).and_then(Value::as_str);
    let kind = node.get("type").and_then(Value::as_str).unwrap_or_default();
    match kind {
        "text" => text.push_str(node.get("text").and_then(Value::as_str).unwrap_or_default()),
        "hardBreak" => text.push('\n'),
        "mention" | "status" => text.push_str(attribute("text").unwrap_or_default()),
        "emoji" => text.push_str(
            attribute("text")
                .or_else(|| attribute("shortName"))
                .unwrap_or_default(),
        ),
        "inlineCard" | "blockCard" => text.push_str(attribute("url").unwrap_or_default()),
        _ => {}
    }
    let children = node.get("content").and_then(Value::as_array);
    children
        .into_iter()
        .flatten()
        .for_each(|child| write(child, text));
    if matches!(kind, "paragraph" | "heading" | "codeBlock" | "rule") {
        text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::plain;

    #[test]
    fn documents_become_their_text() {
        let document = json!({"type": "doc", "version": 1, "content": [
            {"type": "heading", "attrs": {"level": 2}, "content": [{"type": "text", "text": "Steps"}]},
            {"type": "bulletList", "content": [{"type": "listItem", "content": [{"type": "paragraph", "content": [
                {"type": "text", "text": "ask "}, {"type": "mention", "attrs": {"id": "1", "text": "@Ada"}},
                {"type": "hardBreak"}, {"type": "emoji", "attrs": {"shortName": ":smile:"}},
                {"type": "inlineCard", "attrs": {"url": "https://example.com"}}
            ]}]}]},
        ]});
        assert_eq!(
            plain(&document).unwrap(),
            "Steps\nask @Ada\n:smile:https://example.com"
        );
        assert_eq!(plain(&json!("h2. Steps")).unwrap(), "h2. Steps");
        assert_eq!(plain(&json!("")), None);
        assert_eq!(plain(&json!({"type": "doc", "content": []})), None);
        assert_eq!(plain(&json!(null)), None);
    }
}
