//! Profiles: what counts as a deployment, a change, a failure, done; for many collections at once.

mod classes;
mod matches;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use weir_control::{Control, Object, ObjectKind};
use weir_measures::ProjectSettings;
use weir_model::Time;

pub use matches::{RuleMatches, StageOf, Trial, try_settings};

use crate::collection::Collection;
use crate::{InsightsError, Ref, Result, store};

/// A profile.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// Its id.
    pub id: i64,
    /// Its project.
    pub project: i64,
    /// Its name, unique in the project.
    pub name: String,
    /// Everything else.
    pub content: ProfileContent,
    /// When it last changed.
    pub updated_at: Time,
}

/// Which numbers a profile makes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProfileKind {
    /// The DORA metrics, and every other one for which no velocity profile is there.
    #[default]
    Dora,
    /// Every metric but those of DORA: cycle times, lead times of issues.
    Velocity,
}

impl ProfileKind {
    const fn name(self) -> &'static str {
        match self {
            Self::Dora => "DORA profile",
            Self::Velocity => "velocity profile",
        }
    }
}

/// What a profile says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProfileContent {
    /// What people note about it.
    #[serde(default)]
    pub description: String,
    /// Which numbers it makes.
    #[serde(default)]
    pub kind: ProfileKind,
    /// The definitions.
    #[serde(default)]
    pub settings: ProjectSettings,
    /// Collections whose numbers are made by it; a collection has at most one profile of a kind.
    #[serde(default)]
    pub collections: Vec<Ref>,
}

fn read(object: Object) -> Result<Profile> {
    Ok(Profile {
        content: store::read(&object)?,
        id: object.id,
        project: object.project.unwrap_or_default(),
        name: object.name,
        updated_at: object.updated_at,
    })
}

/// All profiles of a project, by name.
pub async fn profiles(control: &Control, project: i64) -> Result<Vec<Profile>> {
    let objects = control.objects(ObjectKind::Profile, Some(project)).await?;
    objects.into_iter().map(read).collect()
}

/// One profile.
pub async fn profile(control: &Control, id: i64) -> Result<Profile> {
    read(control.object(ObjectKind::Profile, id).await?)
}

/// Of a collection that is followed by those above it: the profile that makes a metric, the nearest one's.
pub(crate) fn deciding<'a>(
    profiles: &'a [Profile],
    lineage: &[Collection],
    metric: Option<&str>,
) -> Option<&'a Profile> {
    let nearest = |kind: ProfileKind| {
        lineage.iter().find_map(|at| {
            let of_it = |profile: &&Profile| {
                profile.content.kind == kind && profile.content.collections.contains(&Ref(at.id))
            };
            profiles.iter().find(of_it)
        })
    };
    let velocity = metric
        .and_then(|id| weir_measures::metric(id).ok())
        .is_some_and(|metric| metric.area != "dora");
    let own = velocity.then(|| nearest(ProfileKind::Velocity)).flatten();
    own.or_else(|| nearest(ProfileKind::Dora))
}

/// Makes a profile.
pub async fn create_profile(
    control: &Control,
    project: i64,
    name: &str,
    content: &ProfileContent,
) -> Result<Profile> {
    let content = checked(control, project, None, content).await?;
    let body = store::body(&content)?;
    let content = store::content(name, &body, &[]);
    read(
        control
            .create_object(ObjectKind::Profile, Some(project), content)
            .await?,
    )
}

/// Replaces a profile's name and content.
pub async fn update_profile(
    control: &Control,
    id: i64,
    name: &str,
    content: &ProfileContent,
) -> Result<Profile> {
    let old = profile(control, id).await?;
    let content = checked(control, old.project, Some(&old), content).await?;
    let body = store::body(&content)?;
    let content = store::content(name, &body, &[]);
    read(control.update_object(ObjectKind::Profile, id, content).await?)
}

/// Removes a profile: its collections go by the profile above them, else by the project's settings.
pub async fn delete_profile(control: &Control, id: i64) -> Result<()> {
    Ok(control.delete_object(ObjectKind::Profile, id).await?)
}

/// The content if it makes sense in the project, without collections that the old one named and that are gone.
async fn checked(
    control: &Control,
    project: i64,
    old: Option<&Profile>,
    content: &ProfileContent,
) -> Result<ProfileContent> {
    content.settings.check()?;
    let known = crate::collections(control, project).await?;
    let others = profiles(control, project).await?;
    let mut content = content.clone();
    let named = |id: &Ref| old.is_some_and(|old| old.content.collections.contains(id));
    content
        .collections
        .retain(|id| known.iter().any(|one| one.id == id.0) || !named(id));
    for id in &content.collections {
        let Some(collection) = known.iter().find(|one| one.id == id.0) else {
            return Err(InsightsError::invalid(
                format!("there is no collection {} in the project", id.0),
                "choose collections of the same project",
            ));
        };
        let taken = others.iter().find(|other| {
            Some(other.id) != old.map(|old| old.id)
                && other.content.kind == content.kind
                && other.content.collections.contains(id)
        });
        if let Some(other) = taken {
            return Err(InsightsError::Conflict {
                message: format!(
                    "`{}` already has the {} `{}`: take it away there first",
                    collection.name,
                    content.kind.name(),
                    other.name
                ),
            });
        }
    }
    Ok(content)
}
