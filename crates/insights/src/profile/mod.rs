//! Profiles: what counts as a deployment, a change, a failure, done; for many collections at once.

mod matches;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use weir_control::{Control, Object, ObjectKind};
use weir_measures::ProjectSettings;
use weir_model::Time;

pub use matches::{RuleMatches, matches};

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

/// What a profile says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProfileContent {
    /// What people note about it.
    #[serde(default)]
    pub description: String,
    /// The definitions.
    #[serde(default)]
    pub settings: ProjectSettings,
    /// Collections whose numbers are made by it; a collection has at most one profile.
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

/// The profile of a collection, or of the nearest one above it that has one.
pub async fn profile_of(control: &Control, collection: i64) -> Result<Option<Profile>> {
    let mut at = crate::collection(control, collection).await?;
    let all = profiles(control, at.project).await?;
    loop {
        if let Some(found) = all
            .iter()
            .find(|profile| profile.content.collections.contains(&Ref(at.id)))
        {
            return Ok(Some(found.clone()));
        }
        let Some(Ref(parent)) = at.content.parent else {
            return Ok(None);
        };
        at = crate::collection(control, parent).await?;
    }
}

/// Makes a profile.
pub async fn create_profile(
    control: &Control,
    project: i64,
    name: &str,
    content: &ProfileContent,
) -> Result<Profile> {
    content.settings.check()?;
    check(control, project, None, content).await?;
    let body = store::body(content)?;
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
    content.settings.check()?;
    check(control, old.project, Some(id), content).await?;
    let body = store::body(content)?;
    let content = store::content(name, &body, &[]);
    read(control.update_object(ObjectKind::Profile, id, content).await?)
}

/// Removes a profile: its collections go by the profile above them, else by the project's settings.
pub async fn delete_profile(control: &Control, id: i64) -> Result<()> {
    Ok(control.delete_object(ObjectKind::Profile, id).await?)
}

async fn check(control: &Control, project: i64, own: Option<i64>, content: &ProfileContent) -> Result<()> {
    let known = crate::collections(control, project).await?;
    let others = profiles(control, project).await?;
    for id in &content.collections {
        let Some(collection) = known.iter().find(|one| one.id == id.0) else {
            return Err(InsightsError::invalid(
                format!("there is no collection {} in the project", id.0),
                "choose collections of the same project",
            ));
        };
        let taken = others
            .iter()
            .find(|other| Some(other.id) != own && other.content.collections.contains(id));
        if let Some(other) = taken {
            return Err(InsightsError::Conflict {
                message: format!(
                    "`{}` already has the profile `{}`: take it away there first",
                    collection.name, other.name
                ),
            });
        }
    }
    Ok(())
}
