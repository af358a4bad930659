use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::ApiResult;
use super::error::ApiError;
use super::list::List;
use crate::AppState;

/// An upstream product that can be connected.
#[derive(Serialize, ToSchema)]
pub(super) struct Connector {
    /// Its id: the `kind` of an integration.
    id: &'static str,
    /// Name as its vendor writes it.
    title: &'static str,
    /// Section of the catalogue: `issue_management`, `source_control`, `ci_cd`, `code_quality`,
    /// `incident_management` or `collaboration`.
    category: String,
    /// One sentence.
    about: &'static str,
    /// The vendor's API documentation.
    docs: &'static str,
    /// JSON schema of the configuration.
    #[schema(value_type = Object)]
    config_schema: Value,
    /// Ways to be let in; the configuration chooses one by its field `auth`, without which it is the first.
    auth: Vec<AuthMethod>,
    /// What it can ingest.
    streams: Vec<StreamInfo>,
    /// Whether everything that is known of it is delivered to webhooks: nobody is asked, so nothing is synced.
    is_pushed: bool,
    /// How many integrations of it there are.
    integrations: u64,
}

/// A way to be let in.
#[derive(Serialize, ToSchema)]
pub(super) struct AuthMethod {
    /// Value of `auth` in the configuration.
    id: &'static str,
    /// Label of the choice.
    title: &'static str,
    /// When to choose it.
    doc: &'static str,
    /// `none`, `bearer`, `basic`, `header`, `oauth2_client`, `oauth2_code` (a person agrees in the browser, after the
    /// integration was made) or `github_app`.
    kind: &'static str,
    /// Secrets it needs.
    credentials: Vec<Credential>,
    /// Fields of the configuration that belong to it; those of the other methods are not asked for.
    fields: Vec<AuthField>,
}

/// A field of the configuration that belongs to a method.
#[derive(Serialize, ToSchema)]
pub(super) struct AuthField {
    /// Its name in the configuration.
    name: &'static str,
    /// Whether it can be left out.
    optional: bool,
}

/// A secret that a method needs.
#[derive(Serialize, ToSchema)]
pub(super) struct Credential {
    /// Name under `secrets`.
    name: &'static str,
    /// Label of the field.
    title: &'static str,
    /// What to make, and with which permissions.
    doc: &'static str,
    /// Whether it can be left out.
    optional: bool,
    /// Whether several may be given, one a line.
    several: bool,
    /// Whether it has several lines.
    lines: bool,
}

/// Something that a connector can ingest.
#[derive(Serialize, ToSchema)]
pub(super) struct StreamInfo {
    /// Its name.
    name: &'static str,
    /// What it collects.
    doc: &'static str,
    /// The permission it needs, in the vendor's words.
    permission: &'static str,
    /// The configuration switch without which it is not run.
    option: Option<&'static str>,
}

/// The catalogue of connectors.
#[utoipa::path(get, path = "/connectors", tag = "connectors", operation_id = "list_connectors",
    responses((status = 200, body = List<Connector>)))]
pub(super) async fn list(State(state): State<AppState>) -> ApiResult<Json<List<Connector>>> {
    let mut counts = BTreeMap::<String, u64>::new();
    for integration in state.control.integrations().await? {
        *counts.entry(integration.kind).or_default() += 1;
    }
    let count = |id: &str| counts.get(id).copied().unwrap_or(0);
    let items = weir_connectors::ALL
        .iter()
        .map(|connector| describe(connector, count(connector.id)))
        .collect::<Result<_, _>>();
    Ok(Json(List::whole(items.map_err(ApiError::internal)?)))
}

fn describe(connector: &'static weir_connect::Connector, integrations: u64) -> serde_json::Result<Connector> {
    let category = serde_json::to_value(connector.category)?;
    Ok(Connector {
        id: connector.id,
        title: connector.title,
        category: category.as_str().unwrap_or_default().to_owned(),
        about: connector.about,
        docs: connector.docs,
        config_schema: connector.schema().to_value(),
        auth: connector.auth.iter().map(method).collect(),
        streams: connector
            .streams
            .iter()
            .map(|stream| StreamInfo {
                name: stream.name,
                doc: stream.doc,
                permission: stream.permission,
                option: stream.option,
            })
            .collect(),
        is_pushed: connector.is_pushed(),
        integrations,
    })
}

fn method(method: &'static weir_connect::AuthMethod) -> AuthMethod {
    let credential = |credential: &'static weir_connect::Credential| Credential {
        name: credential.name,
        title: credential.title,
        doc: credential.doc,
        optional: credential.optional,
        several: credential.several,
        lines: credential.several || credential.name == weir_connect::AuthMethod::PRIVATE_KEY,
    };
    let field = |field: &'static weir_connect::AuthField| AuthField {
        name: field.name,
        optional: field.optional,
    };
    AuthMethod {
        id: method.id,
        title: method.title,
        doc: method.doc,
        kind: method.kind.name(),
        credentials: method.credentials.iter().map(credential).collect(),
        fields: method.fields.iter().map(field).collect(),
    }
}
