/// An Insight that comes with the product.
#[derive(Clone, Copy, Debug)]
pub struct Template {
    /// Its id.
    pub id: &'static str,
    /// What it is for.
    pub about: &'static str,
    /// The Insight as a file.
    pub yaml: &'static str,
}

/// The Insights that come with the product.
pub static TEMPLATES: &[Template] = &[
    Template {
        id: "dora",
        about: "The four keys: how often and how fast changes are deployed, how often that fails, how long repair takes.",
        yaml: include_str!("../../templates/dora.yaml"),
    },
    Template {
        id: "development",
        about: "Pull requests, reviews, commits: how work flows until it is merged.",
        yaml: include_str!("../../templates/development.yaml"),
    },
    Template {
        id: "pipelines",
        about: "Runs of pipelines: how many, how long, how many succeed.",
        yaml: include_str!("../../templates/pipelines.yaml"),
    },
    Template {
        id: "issues",
        about: "Issues: what comes in, what gets done, how long it takes, what waits.",
        yaml: include_str!("../../templates/issues.yaml"),
    },
    Template {
        id: "sprints",
        about: "Sprints: what they were begun with, what was added to them, what they delivered.",
        yaml: include_str!("../../templates/sprints.yaml"),
    },
];
