use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use weir_control::{Control, Object, ObjectKind};

use super::{Collection, TreeNode, collections};
use crate::{InsightsError, Ref, Result, store};

/// The categories that every project has: name, name of the root.
const GIVEN: [(&str, &str); 2] = [("Teams", "All teams"), ("Sprints", "All sprints")];

/// A category with its tree of collections.
#[derive(Clone, Debug, PartialEq)]
pub struct Category {
    /// Its id.
    pub id: i64,
    /// Its project.
    pub project: i64,
    /// Its name, unique in the project.
    pub name: String,
    /// Everything else.
    pub content: CategoryContent,
    /// The collections right below its root.
    pub children: Vec<TreeNode>,
}

/// What a category is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CategoryContent {
    /// What people note about it.
    #[serde(default)]
    pub description: String,
    /// Whether it is offered where numbers are looked at.
    #[serde(default = "on")]
    pub enabled: bool,
    /// Name of its root, which stands for the whole project.
    pub root: String,
}

const fn on() -> bool {
    true
}

/// The categories of a project with their collections. Those that every project has are made when they are first asked for.
pub async fn categories(control: &Control, project: i64) -> Result<Vec<Category>> {
    control.project(project).await?;
    let mut objects = control.objects(ObjectKind::Category, Some(project)).await?;
    if objects.is_empty() {
        for (name, root) in GIVEN {
            let content = CategoryContent {
                description: String::new(),
                enabled: true,
                root: root.to_owned(),
            };
            create(control, project, name, &content).await?;
        }
        objects = control.objects(ObjectKind::Category, Some(project)).await?;
    }
    let all = collections(control, project).await?;
    objects.into_iter().map(|object| read(object, &all)).collect()
}

fn read(object: Object, all: &[Collection]) -> Result<Category> {
    Ok(Category {
        content: store::read(&object)?,
        children: below(all, object.id, None),
        id: object.id,
        project: object.project.unwrap_or_default(),
        name: object.name,
    })
}

fn below(all: &[Collection], category: i64, parent: Option<i64>) -> Vec<TreeNode> {
    all.iter()
        .filter(|one| one.content.category == Ref(category) && one.content.parent == parent.map(Ref))
        .map(|one| TreeNode {
            children: below(all, category, Some(one.id)),
            collection: one.clone(),
        })
        .collect()
}

async fn create(control: &Control, project: i64, name: &str, content: &CategoryContent) -> Result<Object> {
    let body = store::body(content)?;
    let content = store::content(name, &body, &[]);
    Ok(control
        .create_object(ObjectKind::Category, Some(project), content)
        .await?)
}

/// Makes a category.
pub async fn create_category(
    control: &Control,
    project: i64,
    name: &str,
    content: &CategoryContent,
) -> Result<Category> {
    categories(control, project).await?;
    read(create(control, project, name, content).await?, &[])
}

/// Replaces a category's name and content.
pub async fn update_category(
    control: &Control,
    id: i64,
    name: &str,
    content: &CategoryContent,
) -> Result<Category> {
    let body = store::body(content)?;
    let content = store::content(name, &body, &[]);
    let object = control.update_object(ObjectKind::Category, id, content).await?;
    let all = collections(control, object.project.unwrap_or_default()).await?;
    read(object, &all)
}

/// Removes a category without collections.
pub async fn delete_category(control: &Control, id: i64) -> Result<()> {
    let object = control.object(ObjectKind::Category, id).await?;
    let all = collections(control, object.project.unwrap_or_default()).await?;
    if let Some(inside) = all.iter().find(|one| one.content.category == Ref(id)) {
        return Err(InsightsError::Conflict {
            message: format!("`{}` is of this category: move or delete it first", inside.name),
        });
    }
    Ok(control.delete_object(ObjectKind::Category, id).await?)
}
