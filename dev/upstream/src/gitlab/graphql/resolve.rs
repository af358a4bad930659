use apollo_compiler::resolvers::{FieldError, ObjectValue, ResolveInfo, ResolvedValue};
use apollo_compiler::response::JsonValue;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::MOST_COMPLEXITY;
use super::documents::{self, View};
use crate::gitlab::{rest_time, text};
use crate::world::Repository;

type Resolved<'a> = Result<ResolvedValue<'a>, FieldError>;

/// What one execution reads.
pub(super) struct Scope<'a> {
    pub(super) view: View<'a>,
    pub(super) complexity: u64,
    /// What the credential may not see.
    pub(super) lacks: &'a [String],
}

/// One object of the graph.
#[derive(Clone)]
pub(super) struct Object<'a> {
    scope: &'a Scope<'a>,
    kind: String,
    repository: Option<&'a Repository>,
    value: Value,
}

impl<'a> Object<'a> {
    pub(super) fn root(scope: &'a Scope<'a>) -> Self {
        Self {
            scope,
            kind: "Query".to_owned(),
            repository: None,
            value: json!({"queryComplexity": {"limit": MOST_COMPLEXITY, "score": scope.complexity}}),
        }
    }

    /// Another object of the same repository; a document may say which of the interface's types it is.
    fn of(&self, kind: &str, value: Value) -> Self {
        let own = value["__typename"].as_str().unwrap_or(kind).to_owned();
        Self {
            kind: own,
            value,
            ..self.clone()
        }
    }

    /// Whether the credential may see lists of that kind.
    fn sees(&self, permission: &str) -> bool {
        !self.scope.lacks.iter().any(|lacks| lacks == permission)
    }

    /// Fields that are looked for, rather than being in the document.
    fn looked_up(&self, info: &ResolveInfo<'_>) -> Looked<'a> {
        let view = self.scope.view;
        let found = match (self.kind.as_str(), info.field_name()) {
            ("Query", "project") => {
                let name = argument(info, "fullPath");
                let name = name.as_str().unwrap_or_default();
                let repository = view.world.repository(name).or_else(|| view.world.renamed(name));
                repository
                    .filter(|_| self.sees("project"))
                    .map(|repository| Object {
                        repository: Some(repository),
                        ..self.of("Project", documents::project(view, repository))
                    })
            }
            ("Query", "currentUser") => Some(self.of("UserCore", documents::viewer(view))),
            ("Query", "mergeRequest") => self.by_id(info, "merge_requests", |repository, id| {
                let pull = repository.pulls.values().find(|pull| pull["id"] == id)?;
                Some(("MergeRequest", documents::merge_request(view, repository, pull)))
            }),
            ("Query", "issue") => self.by_id(info, "issues", |repository, id| {
                let issue = repository.issues.values().find(|issue| issue["id"] == id)?;
                Some(("Issue", documents::issue(view, repository, issue)))
            }),
            ("Project", "pipeline") => {
                let iid = argument(info, "iid");
                let iid: Option<u64> = iid.as_str().and_then(|iid| iid.parse().ok());
                let runs = self.repository.iter().flat_map(|repository| &repository.runs);
                let mut runs = runs.filter(|_| self.sees("builds"));
                let run = runs.find(|run| run["run_number"].as_u64() == iid);
                run.zip(self.repository)
                    .map(|(run, repository)| self.of("Pipeline", documents::pipeline(view, repository, run)))
            }
            _ => return Looked::InTheDocument,
        };
        Looked::Up(found)
    }

    fn by_id(
        &self,
        info: &ResolveInfo<'_>,
        permission: &str,
        find: impl Fn(&'a Repository, u64) -> Option<(&'static str, Value)>,
    ) -> Option<Object<'a>> {
        let id = argument(info, "id");
        let id: u64 = id.as_str()?.rsplit('/').next()?.parse().ok()?;
        let world = self.scope.view.world;
        let mut repositories = world.repositories.iter().filter(|_| self.sees(permission));
        repositories.find_map(|repository| {
            let (kind, value) = find(repository, id)?;
            Some(Object {
                repository: Some(repository),
                ..self.of(kind, value)
            })
        })
    }

    /// A project's list: the world's documents in order, and how each is written out.
    fn listed(&self, info: &ResolveInfo<'_>) -> Option<List<'a>> {
        let repository = self.repository.filter(|_| self.kind == "Project")?;
        let view = self.scope.view;
        let (permission, kind, documents, write): (
            _,
            _,
            Vec<&'a Value>,
            Box<dyn Fn(&'a Value) -> Value + 'a>,
        ) = match info.field_name() {
            "mergeRequests" => (
                "merge_requests",
                "MergeRequest",
                repository.pulls.values().collect(),
                Box::new(move |pull| documents::merge_request(view, repository, pull)),
            ),
            "issues" => (
                "issues",
                "Issue",
                repository.issues.values().collect(),
                Box::new(move |issue| documents::issue(view, repository, issue)),
            ),
            "pipelines" => (
                "builds",
                "Pipeline",
                repository.runs.iter().collect(),
                Box::new(move |run| documents::pipeline(view, repository, run)),
            ),
            _ => return None,
        };
        let mut documents: Vec<&'a Value> = documents.into_iter().filter(|_| self.sees(permission)).collect();
        chosen(info, &mut documents);
        Some(List {
            kind,
            documents,
            write,
        })
    }
}

/// Where a field's value is.
enum Looked<'a> {
    Up(Option<Object<'a>>),
    InTheDocument,
}

/// What a project's list holds.
struct List<'a> {
    kind: &'static str,
    documents: Vec<&'a Value>,
    write: Box<dyn Fn(&'a Value) -> Value + 'a>,
}

/// Keeps and sorts what the arguments say; newest first without them.
fn chosen(info: &ResolveInfo<'_>, documents: &mut Vec<&Value>) {
    if let Some(iids) = argument(info, "iids").as_array() {
        documents.retain(|one| {
            iids.iter()
                .any(|iid| iid.as_str() == Some(&one["number"].to_string()))
        });
    }
    let bound = |name: &str| argument(info, name).as_str().and_then(rest_time);
    let changed = |one: &Value| rest_time(text(one, "updated_at"));
    if let Some(after) = bound("updatedAfter") {
        documents.retain(|one| changed(one).is_some_and(|at| at > after));
    }
    if let Some(before) = bound("updatedBefore") {
        documents.retain(|one| changed(one).is_some_and(|at| at < before));
    }
    let sort = argument(info, "sort");
    let sort = sort.as_str().unwrap_or_default().to_owned();
    if sort.starts_with("UPDATED") {
        documents.sort_by_key(|one| (text(one, "updated_at").to_owned(), one["id"].as_u64()));
    } else {
        documents.sort_by_key(|one| one["id"].as_u64());
    }
    if !sort.ends_with("ASC") {
        documents.reverse();
    }
}

fn argument(info: &ResolveInfo<'_>, name: &str) -> Value {
    let value = info.arguments().get(name);
    value
        .and_then(|value| serde_json::to_value(value).ok())
        .unwrap_or_default()
}

impl ObjectValue for Object<'_> {
    fn type_name(&self) -> &str {
        &self.kind
    }

    fn resolve_field<'a>(&'a self, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
        if let Looked::Up(found) = self.looked_up(info) {
            return Ok(ResolvedValue::nullable_object(found));
        }
        let kind = info.field_definition().ty.inner_named_type().as_str();
        if let Some(list) = self.listed(info) {
            let page = Page::cut(info, list.documents.len());
            let nodes = list.documents[page.from..page.to]
                .iter()
                .map(|document| self.of(list.kind, (list.write)(document)))
                .collect();
            return Ok(ResolvedValue::object(Connection {
                kind: kind.to_owned(),
                nodes,
                page,
            }));
        }
        let Some(value) = self.value.get(info.field_name()) else {
            return Err(self.unknown_field_error(info));
        };
        if let (Value::Array(all), Some(inner)) = (value, kind.strip_suffix("Connection")) {
            let page = Page::cut(info, all.len());
            let nodes = all[page.from..page.to]
                .iter()
                .map(|value| self.of(inner, value.clone()))
                .collect();
            return Ok(ResolvedValue::object(Connection {
                kind: kind.to_owned(),
                nodes,
                page,
            }));
        }
        Ok(match value {
            Value::Object(_) => ResolvedValue::object(self.of(kind, value.clone())),
            other => ResolvedValue::Leaf(JsonValue::from(other.clone())),
        })
    }
}

/// Which part of a list is given.
struct Page {
    from: usize,
    to: usize,
    length: usize,
}

impl Page {
    fn cut(info: &ResolveInfo<'_>, length: usize) -> Self {
        let after = argument(info, "after").as_str().and_then(place);
        let from = after.map_or(0, |place| place + 1).min(length);
        let size = argument(info, "first").as_u64().unwrap_or(100).min(100);
        let size = usize::try_from(size).unwrap_or(100);
        Self {
            from,
            to: (from + size).min(length),
            length,
        }
    }
}

fn cursor(place: usize) -> String {
    STANDARD.encode(format!("{{\"place\":\"{place}\"}}"))
}

fn place(cursor: &str) -> Option<usize> {
    let bytes = STANDARD.decode(cursor).ok()?;
    let value: Value = serde_json::from_slice(&bytes).ok()?;
    value["place"].as_str()?.parse().ok()
}

struct Connection<'a> {
    kind: String,
    nodes: Vec<Object<'a>>,
    page: Page,
}

impl ObjectValue for Connection<'_> {
    fn type_name(&self) -> &str {
        &self.kind
    }

    fn resolve_field<'a>(&'a self, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
        match info.field_name() {
            "nodes" => Ok(ResolvedValue::list(
                self.nodes.iter().cloned().map(ResolvedValue::object),
            )),
            "count" => Ok(ResolvedValue::leaf(self.page.length)),
            "pageInfo" => Ok(ResolvedValue::object(PageInfo(&self.page))),
            _ => Err(self.unknown_field_error(info)),
        }
    }
}

struct PageInfo<'a>(&'a Page);

impl ObjectValue for PageInfo<'_> {
    fn type_name(&self) -> &'static str {
        "PageInfo"
    }

    fn resolve_field<'a>(&'a self, info: &'a ResolveInfo<'a>) -> Resolved<'a> {
        let page = self.0;
        let some = page.to > page.from;
        Ok(match info.field_name() {
            "hasNextPage" => ResolvedValue::leaf(page.to < page.length),
            "hasPreviousPage" => ResolvedValue::leaf(page.from > 0),
            "endCursor" if some => ResolvedValue::leaf(cursor(page.to - 1)),
            "startCursor" if some => ResolvedValue::leaf(cursor(page.from)),
            _ => ResolvedValue::null(),
        })
    }
}
