use serde::Serialize;
use utoipa::ToSchema;

/// One page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct List<T> {
    /// What is on the page.
    pub(crate) items: Vec<T>,
    /// Pass it as `after` to get the next page; null on the last.
    pub(crate) next: Option<String>,
    /// How many there are on all pages.
    pub(crate) total: u64,
}

impl<T> List<T> {
    /// A list that fits on one page.
    pub(crate) fn whole(items: Vec<T>) -> Self {
        Self {
            total: items.len() as u64,
            next: None,
            items,
        }
    }
}
