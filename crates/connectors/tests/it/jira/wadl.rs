//! A WADL description of a REST API as the same in the shape of `OpenAPI`, as far as requests and JSON schemas go.

use serde_json::{Value, json};

/// Where the paths of the description begin.
const ROOT: &str = "/rest";

/// A method that is being read.
struct Method {
    verb: String,
    parameters: Vec<Value>,
    request: Option<Value>,
    answers: serde_json::Map<String, Value>,
    /// The answer's status, once the answers have begun.
    status: Option<String>,
}

pub(super) fn read(text: &str) -> Value {
    let mut reader = Reader::default();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        if reader.takes_text {
            reader.text(before);
        }
        if let Some(data) = after.strip_prefix("![CDATA[") {
            rest = data.split_once("]]>").map_or("", |(_, rest)| rest);
            continue;
        }
        let Some((tag, behind)) = after.split_once('>') else {
            break;
        };
        reader.tag(tag);
        rest = behind;
    }
    json!({"paths": reader.paths, "schemas": reader.schemas})
}

#[derive(Default)]
struct Reader {
    paths: serde_json::Map<String, Value>,
    /// Schemas refer to their own definitions, so each is kept by itself.
    schemas: Vec<Value>,
    at: Vec<String>,
    method: Option<Method>,
    /// The heading above an example or a schema.
    heading: String,
    takes_text: bool,
    code: bool,
}

impl Reader {
    fn tag(&mut self, tag: &str) {
        let (ends, tag) = (tag.starts_with('/'), tag.trim_start_matches('/'));
        let closed = tag.ends_with('/');
        let name = tag
            .split(|c: char| c.is_whitespace() || c == '/')
            .next()
            .unwrap_or_default();
        let name = name.rsplit(':').next().unwrap_or_default();
        self.takes_text = !ends && matches!(name, "h6" | "code");
        self.code = self.takes_text && name == "code";
        match (name, ends) {
            ("resource", false) if !closed => self.at.push(attribute(tag, "path")),
            ("resource", true) => drop(self.at.pop()),
            ("method", false) => {
                self.method = Some(Method {
                    verb: attribute(tag, "name").to_lowercase(),
                    parameters: Vec::new(),
                    request: None,
                    answers: serde_json::Map::new(),
                    status: None,
                });
                if closed {
                    self.finish();
                }
            }
            ("method", true) => self.finish(),
            ("param", false) if attribute(tag, "style") == "query" => {
                let kind = match attribute(tag, "type").as_str() {
                    "xs:int" | "xs:long" => "integer",
                    "xs:boolean" => "boolean",
                    _ => "string",
                };
                if let Some(method) = &mut self.method {
                    let name = attribute(tag, "name");
                    method
                        .parameters
                        .push(json!({"name": name, "in": "query", "schema": {"type": kind}}));
                }
            }
            ("response", false) => {
                if let Some(method) = &mut self.method {
                    method.status = Some(attribute(tag, "status"));
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if !self.code {
            text.clone_into(&mut self.heading);
            return;
        }
        let Some(method) = self.method.as_mut().filter(|_| self.heading == "Schema") else {
            return;
        };
        let place = self.schemas.len();
        let text = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")]
            .iter()
            .fold(text.to_owned(), |text, (from, to)| text.replace(from, to));
        let text = text.replace("\"#/definitions/", &format!("\"#/schemas/{place}/definitions/"));
        let Ok(schema) = serde_json::from_str::<Value>(&text) else {
            return;
        };
        self.schemas.push(schema);
        let content =
            json!({"content": {"application/json": {"schema": {"$ref": format!("#/schemas/{place}")}}}});
        match &method.status {
            None => method.request = Some(content),
            Some(status) => drop(method.answers.insert(status.clone(), content)),
        }
    }

    fn finish(&mut self) {
        let Some(method) = self.method.take() else { return };
        let path: Vec<&str> = self
            .at
            .iter()
            .map(|part| part.trim_matches('/'))
            .filter(|part| !part.is_empty())
            .collect();
        let path = format!("{ROOT}/{}", path.join("/"));
        let mut operation = json!({"parameters": method.parameters, "responses": method.answers});
        if let Some(request) = method.request {
            operation["requestBody"] = request;
        }
        self.paths.entry(path).or_insert_with(|| json!({}))[&method.verb] = operation;
    }
}

/// The value of an attribute; empty without one.
fn attribute(tag: &str, name: &str) -> String {
    let begin = format!("{name}=\"");
    let found = tag
        .match_indices(&begin)
        .find(|(at, _)| tag[..*at].ends_with(char::is_whitespace));
    let value = found.and_then(|(at, _)| tag[at + begin.len()..].split('"').next());
    value.unwrap_or_default().to_owned()
}
