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
mod store;

pub use collection::{
    Assets, Category, CategoryContent, Collection, CollectionContent, Definition, People, Reach, TreeNode,
    categories, collection, collections, create_category, create_collection, delete_category,
    delete_collection, reach, update_category, update_collection, view,
};
pub use contributor::{
    CsvChange, CsvPlan, Suggestion, accept, apply_csv, decline, discover, export_csv, plan_csv, suggestions,
    undecided,
};
pub use error::InsightsError;
pub use id::Ref;
pub use insight::{
    Chart, Insight, InsightContent, TEMPLATES, Template, Widget, create_insight, default_insight,
    delete_insight, from_yaml, import_insight, insight, insights, to_yaml, update_insight,
};
pub use profile::{
    Profile, ProfileContent, RuleMatches, create_profile, delete_profile, matches, profile, profile_of,
    profiles, update_profile,
};

type Result<T, E = InsightsError> = std::result::Result<T, E>;
