use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use weir_insights::{Profile, ProfileContent, ProfileKind, StageOf, Trial};
use weir_measures::{ClassRule, Metric, ProjectSettings, StageChain};
use weir_model::Time;

use super::ApiResult;
use super::extract::{Body, Id};
use super::list::List;
use crate::AppState;
use crate::rules;

/// Definitions for some collections of a project.
#[derive(Serialize, ToSchema)]
#[schema(as = Profile)]
pub(super) struct ProfileView {
    /// Its id.
    id: String,
    /// Its project.
    project_id: String,
    /// Its name, unique in the project.
    name: String,
    /// Everything else.
    #[serde(flatten)]
    content: ProfileContent,
    /// When it last changed.
    #[schema(value_type = String, format = DateTime)]
    updated_at: Time,
}

impl From<Profile> for ProfileView {
    fn from(profile: Profile) -> Self {
        Self {
            id: profile.id.to_string(),
            project_id: profile.project.to_string(),
            name: profile.name,
            content: profile.content,
            updated_at: profile.updated_at,
        }
    }
}

/// A profile's name and content.
#[derive(Deserialize, ToSchema)]
pub(super) struct NewProfile {
    /// Its name, unique in the project.
    name: String,
    /// Everything else.
    #[serde(flatten)]
    content: ProfileContent,
}

/// The profiles of a project, by name.
#[utoipa::path(get, path = "/projects/{id}/profiles", tag = "profiles", operation_id = "list_profiles",
    params(("id" = String, Path, description = "Id of the project")), responses((status = 200, body = List<ProfileView>)))]
pub(super) async fn list(State(state): State<AppState>, Id(id): Id) -> ApiResult<Json<List<ProfileView>>> {
    state.control.project(id).await?;
    let found = weir_insights::profiles(&state.control, id).await?;
    Ok(Json(List::whole(
        found.into_iter().map(ProfileView::from).collect(),
    )))
}

/// Makes a profile.
#[utoipa::path(post, path = "/projects/{id}/profiles", tag = "profiles", operation_id = "create_profile",
    params(("id" = String, Path, description = "Id of the project")), request_body = NewProfile,
    responses((status = 201, body = ProfileView),
        (status = 409, description = "`conflict`: the name is taken, or a collection has another profile")))]
pub(super) async fn create(
    State(state): State<AppState>,
    Id(id): Id,
    Body(body): Body<NewProfile>,
) -> ApiResult<(StatusCode, Json<ProfileView>)> {
    state.control.project(id).await?;
    let made = weir_insights::create_profile(&state.control, id, &body.name, &body.content).await?;
    Ok((StatusCode::CREATED, Json(made.into())))
}

/// One profile.
#[utoipa::path(get, path = "/profiles/{id}", tag = "profiles", operation_id = "show_profile",
    params(("id" = String, Path, description = "Id of the profile")), responses((status = 200, body = ProfileView)))]
pub(super) async fn show(State(state): State<AppState>, Id(id): Id) -> ApiResult<Json<ProfileView>> {
    Ok(Json(weir_insights::profile(&state.control, id).await?.into()))
}

/// Replaces a profile's name and content.
#[utoipa::path(put, path = "/profiles/{id}", tag = "profiles", operation_id = "update_profile",
    params(("id" = String, Path, description = "Id of the profile")), request_body = NewProfile,
    responses((status = 200, body = ProfileView),
        (status = 409, description = "`conflict`: the name is taken, or a collection has another profile")))]
pub(super) async fn update(
    State(state): State<AppState>,
    Id(id): Id,
    Body(body): Body<NewProfile>,
) -> ApiResult<Json<ProfileView>> {
    let changed = weir_insights::update_profile(&state.control, id, &body.name, &body.content).await?;
    Ok(Json(changed.into()))
}

/// Deletes a profile; its collections go by the profile above them, else by the project's settings.
#[utoipa::path(delete, path = "/profiles/{id}", tag = "profiles", operation_id = "delete_profile",
    params(("id" = String, Path, description = "Id of the profile")), responses((status = 204, description = "it is gone")))]
pub(super) async fn delete(State(state): State<AppState>, Id(id): Id) -> ApiResult<StatusCode> {
    weir_insights::delete_profile(&state.control, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Definitions to try.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TriedSettings {
    /// Which numbers they would make.
    #[serde(default)]
    kind: ProfileKind,
    /// The definitions.
    settings: ProjectSettings,
}

/// What definitions amount to in the last 30 days.
#[derive(Serialize, ToSchema)]
#[schema(as = ProfileTrial)]
pub(super) struct TrialView {
    /// What each rule matched.
    matches: Vec<RuleMatches>,
    /// What the numbers go by, in words: what was chosen, and what was found where nothing was.
    assumes: Vec<String>,
    /// The stages of the lead times, those that do not count as well.
    stages: Vec<StageView>,
    /// The metrics whose stages can be defined.
    timed: Vec<TimedMetric>,
    /// The rules for the classes of changes that are in force: those chosen, or those gone by for want of any.
    class_rules: Vec<ClassRule>,
}

/// How many things a definition matched in the last 30 days.
#[derive(Serialize, ToSchema)]
pub(super) struct RuleMatches {
    /// What is matched: `deployments`, `failures`, `changes`, `pull_requests`, `issues`, `change_classes`.
    of: String,
    /// Place of the rule among the rules for deployments, or among those for classes of changes, from 0; null where nothing
    /// was chosen, for changes of no class, or for other things.
    place: Option<usize>,
    /// The kind of thing, or where it is from.
    rule: String,
    /// How many counted.
    counted: u64,
    /// How many matched but were left out; of a class, how many it matches that an earlier rule decides.
    left_out: u64,
    /// Titles of a few, newest first.
    examples: Vec<String>,
}

/// A stage of a lead time.
#[derive(Serialize, ToSchema)]
#[schema(as = ProfileStage)]
pub(super) struct StageView {
    /// The metric.
    metric: String,
    /// Title of the metric.
    metric_title: String,
    /// Its name, as `skipped_stages` has it.
    name: String,
    /// Its title.
    title: String,
    /// Its hours, by the metric's own aggregate.
    hours: Option<f64>,
    /// How many items have it.
    n: u64,
    /// `good`, `acceptable` or `slow`, where it has limits.
    level: Option<String>,
}

/// A metric whose stages can be defined.
#[derive(Serialize, ToSchema)]
pub(super) struct TimedMetric {
    /// The metric.
    metric: String,
    /// Its title.
    title: String,
    /// The moments that may begin or end a stage.
    events: Vec<EventView>,
    /// Whether statuses may as well: its items are issues.
    has_statuses: bool,
    /// The stages it comes with.
    own: StageChain,
}

/// A moment that may begin or end a stage.
#[derive(Serialize, ToSchema)]
#[schema(as = StageMoment)]
pub(super) struct EventView {
    /// Its name in a definition.
    name: String,
    /// Its title.
    title: String,
}

impl TimedMetric {
    fn of(metric: &Metric) -> Option<Self> {
        let events = metric.events.iter().map(|event| EventView {
            name: event.name.clone(),
            title: event.title.clone(),
        });
        Some(Self {
            metric: metric.id.clone(),
            title: metric.title.clone(),
            events: events.collect(),
            has_statuses: metric.has_statuses(),
            own: metric.own_chain()?,
        })
    }
}

impl From<Trial> for TrialView {
    fn from(trial: Trial) -> Self {
        let matches = trial.matches.into_iter().map(|one| RuleMatches {
            of: one.of.to_owned(),
            place: one.place,
            rule: one.rule,
            counted: one.counted,
            left_out: one.left_out,
            examples: one.examples,
        });
        let stages = trial.stages.into_iter().map(|stage: StageOf| StageView {
            metric: stage.metric,
            metric_title: stage.metric_title,
            name: stage.name,
            title: stage.title,
            hours: stage.hours,
            n: stage.n,
            level: stage.level,
        });
        Self {
            matches: matches.collect(),
            assumes: trial.assumes,
            stages: stages.collect(),
            timed: trial.timed.into_iter().filter_map(TimedMetric::of).collect(),
            class_rules: trial.class_rules,
        }
    }
}

/// What definitions would amount to in the last 30 days, to be shown while they are edited.
#[utoipa::path(post, path = "/projects/{id}/profiles/preview", tag = "profiles", operation_id = "preview_profile",
    params(("id" = String, Path, description = "Id of the project")), request_body = TriedSettings,
    responses((status = 200, body = TrialView)))]
pub(super) async fn preview(
    State(state): State<AppState>,
    Id(id): Id,
    Body(body): Body<TriedSettings>,
) -> ApiResult<Json<TrialView>> {
    body.settings.check()?;
    let project = state.control.project(id).await?;
    let mut view = rules::project_view(&state, project, None, None).await?;
    view.settings = body.settings;
    let range = rules::last_days(30);
    let trial = weir_insights::try_settings(&state.measures, &view, body.kind, range).await?;
    Ok(Json(trial.into()))
}
