//! Collections: parts of a project, as trees under categories.

mod category;
mod resolve;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use weir_control::{Control, Object, ObjectKind};
use weir_measures::Filter;
use weir_model::Time;

pub use category::{
    Category, CategoryContent, categories, create_category, delete_category, update_category,
};
pub use resolve::{Reach, counts, reach};
pub(crate) use resolve::{definition, lineage, narrow};

use crate::{InsightsError, Ref, Result, store};

/// A collection.
#[derive(Clone, Debug, PartialEq)]
pub struct Collection {
    /// Its id.
    pub id: i64,
    /// Its project.
    pub project: i64,
    /// Its name, unique in the project.
    pub name: String,
    /// Everything else.
    pub content: CollectionContent,
    /// When it last changed.
    pub updated_at: Time,
}

/// What a collection is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CollectionContent {
    /// What people note about it.
    #[serde(default)]
    pub description: String,
    /// Its category.
    pub category: Ref,
    /// The collection it is a part of; null is the category's root.
    #[serde(default)]
    pub parent: Option<Ref>,
    /// Words to find it by.
    #[serde(default)]
    pub tags: Vec<String>,
    /// What belongs to it; null is what belongs to its parent.
    #[serde(default)]
    pub definition: Option<Definition>,
    /// Insights shown for it and for the collections below it.
    #[serde(default)]
    pub insights: Vec<Ref>,
}

/// What belongs to a collection.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Definition {
    /// Repositories and projects.
    Assets(Assets),
    /// People.
    People(People),
}

/// Repositories and projects, by integration.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Assets {
    /// Per integration (its id) the patterns of names; an integration with no pattern is in whole. No integration: all that
    /// the project maps.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub integrations: BTreeMap<String, weir_model::Scope>,
    /// Conditions on dimensions, applied to each metric that has the dimension: `base_branch`, `environment`, `kind`.
    #[serde(default)]
    pub filters: Vec<Filter>,
}

impl Assets {
    /// The integrations it names that are not mapped (any more).
    fn lost(&self, mapped: impl Fn(i64) -> bool) -> Vec<i64> {
        let named = self.integrations.keys().filter_map(|id| id.parse().ok());
        named.filter(|id| !mapped(*id)).collect()
    }
}

impl CollectionContent {
    /// Whether its own definition names an integration.
    fn names(&self, integration: i64) -> bool {
        match &self.definition {
            Some(Definition::Assets(assets)) => assets.integrations.contains_key(&integration.to_string()),
            _ => false,
        }
    }

    /// The integrations its own definition names that are not mapped to the project (any more): it selects nothing from them.
    pub fn lost(&self, mapped: impl Fn(i64) -> bool) -> Vec<i64> {
        match &self.definition {
            Some(Definition::Assets(assets)) => assets.lost(mapped),
            _ => Vec::new(),
        }
    }
}

/// People, by what is known of them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct People {
    /// Conditions on attributes of contributors, all of which must hold (`name` and `email` are attributes, too).
    #[serde(default)]
    pub attributes: Vec<Filter>,
    /// Contributors picked by hand.
    #[serde(default)]
    pub contributors: Vec<Ref>,
}

/// A collection with those below it.
#[derive(Clone, Debug, PartialEq)]
pub struct TreeNode {
    /// The collection.
    pub collection: Collection,
    /// Those below it, by name.
    pub children: Vec<TreeNode>,
}

fn read(object: Object) -> Result<Collection> {
    Ok(Collection {
        content: store::read(&object)?,
        id: object.id,
        project: object.project.unwrap_or_default(),
        name: object.name,
        updated_at: object.updated_at,
    })
}

/// All collections of a project, by name.
pub async fn collections(control: &Control, project: i64) -> Result<Vec<Collection>> {
    let objects = control.objects(ObjectKind::Collection, Some(project)).await?;
    objects.into_iter().map(read).collect()
}

/// One collection.
pub async fn collection(control: &Control, id: i64) -> Result<Collection> {
    read(control.object(ObjectKind::Collection, id).await?)
}

/// Makes a collection.
pub async fn create_collection(
    control: &Control,
    project: i64,
    name: &str,
    content: &CollectionContent,
) -> Result<Collection> {
    let named = check(control, project, None, content).await?;
    let body = store::body(content)?;
    let content = store::content(name, &body, &named);
    read(
        control
            .create_object(ObjectKind::Collection, Some(project), content)
            .await?,
    )
}

/// Replaces a collection's name and content.
pub async fn update_collection(
    control: &Control,
    id: i64,
    name: &str,
    content: &CollectionContent,
) -> Result<Collection> {
    let old = collection(control, id).await?;
    let named = check(control, old.project, Some(&old), content).await?;
    let body = store::body(content)?;
    let content = store::content(name, &body, &named);
    read(control.update_object(ObjectKind::Collection, id, content).await?)
}

/// Removes a collection that has none below it.
pub async fn delete_collection(control: &Control, id: i64) -> Result<()> {
    let this = collection(control, id).await?;
    let all = collections(control, this.project).await?;
    let below = all.iter().find(|other| other.content.parent == Some(Ref(id)));
    if let Some(child) = below {
        return Err(InsightsError::Conflict {
            message: format!(
                "`{}` is below `{}`: move or delete it first",
                child.name, this.name
            ),
        });
    }
    Ok(control.delete_object(ObjectKind::Collection, id).await?)
}

/// Whether the content makes sense in the project; gives the integrations it names.
async fn check(
    control: &Control,
    project: i64,
    old: Option<&Collection>,
    content: &CollectionContent,
) -> Result<Vec<i64>> {
    let category = control.object(ObjectKind::Category, content.category.0).await?;
    if category.project != Some(project) {
        return Err(InsightsError::invalid(
            format!("the category `{}` is of another project", category.name),
            "choose a category of the same project",
        ));
    }
    let all = collections(control, project).await?;
    let mut above = content.parent;
    while let Some(Ref(parent)) = above {
        let found = all.iter().find(|other| other.id == parent).ok_or_else(|| {
            InsightsError::invalid(
                format!("there is no collection {parent} in the project"),
                "choose a parent of the same project",
            )
        })?;
        if old.is_some_and(|old| old.id == parent) {
            return Err(InsightsError::invalid(
                format!("`{}` would be below itself", found.name),
                "choose another parent",
            ));
        }
        if found.content.category != content.category {
            return Err(InsightsError::invalid(
                format!("`{}` is of another category", found.name),
                "choose a parent of the same category",
            ));
        }
        above = found.content.parent;
    }
    let Some(Definition::Assets(assets)) = &content.definition else {
        return Ok(Vec::new());
    };
    let mut named = Vec::new();
    for id in assets.integrations.keys() {
        let id: i64 = id.parse().map_err(|_| {
            InsightsError::invalid(
                format!("`{id}` is no id of an integration"),
                "GET /integrations lists them",
            )
        })?;
        // One that is gone may stay named: what remains of the definition can still be changed.
        if !old.is_some_and(|old| old.content.names(id)) {
            control.integration(id).await?;
        }
        named.push(id);
    }
    Ok(named)
}
