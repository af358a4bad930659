//! What people make of the numbers: collections (teams, sprints), contributors (one person's accounts together), profiles
//! (what counts as a deployment, a failure, done) and Insights (pages of widgets).
//!
//! All of it is stored by `control` as objects; their meaning is here, and only here.
#![warn(missing_docs)]

mod collection;
mod contributor;
mod error;
mod id;
mod insight;
mod profile;
mod project;
mod spreadsheet;
mod store;

pub use collection::{
    Assets, Category, CategoryContent, Collection, CollectionContent, Definition, People, Reach, TreeNode,
    categories, collection, collections, counts, create_category, create_collection, delete_category,
    delete_collection, reach, update_category, update_collection,
};
pub use contributor::{
    CsvPlan, Decision, Everybody, Part, Roster, Suggestion, Version, apply_csv, csv_at, decide, discover,
    export_csv, history, plan_csv, versions,
};
pub use error::InsightsError;
pub use id::Ref;
pub use insight::{
    Chart, Insight, InsightContent, TEMPLATES, Template, Widget, create_insight, default_insight,
    delete_insight, from_yaml, import_insight, insight, insights, to_yaml, update_insight,
};
pub use profile::{
    Profile, ProfileContent, ProfileKind, RuleMatches, StageOf, Trial, create_profile, delete_profile,
    profile, profiles, try_settings, update_profile,
};
pub use project::{project_settings, project_view};
pub use spreadsheet::{guarded, unguarded};

type Result<T, E = InsightsError> = std::result::Result<T, E>;
