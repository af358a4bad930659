//! The products that are simulated, all over the same world. Each answers under a prefix of its own, shares the
//! credentials, faults, log and git repositories, and has its paths, documents, paging and limits in a folder beside
//! this one.

use super::answer::Answer;
use super::pipeline::{Done, Incoming, busy, credential, github};
use super::{Shared, Token};
use crate::limits::Limits;

/// One product.
pub(crate) struct Product {
    /// Its name in the log.
    pub(crate) name: &'static str,
    /// What stands before its paths.
    pub(crate) prefix: &'static str,
    /// Answers a request to its API.
    pub(crate) answer: fn(&Shared, &Incoming) -> Done,
    /// Its answer to more requests at a time than one may make.
    pub(crate) busy: fn(&Limits) -> Answer,
    /// The credential of a request, also of a git client's.
    pub(crate) credential: for<'a> fn(&'a Shared, &Incoming) -> Result<Option<&'a Token>, Answer>,
}

/// Every product with a prefix.
pub(crate) static PRODUCTS: &[&Product] = &[
    &crate::gitlab::PRODUCT,
    &crate::azure::PRODUCT,
    &crate::bitbucket_dc::PRODUCT,
    &crate::bitbucket::PRODUCT,
    &crate::jira::DATA_CENTER,
    &crate::jira::CLOUD,
];

/// GitHub answers all that nobody else does.
pub(crate) static GITHUB: Product = Product {
    name: "github",
    prefix: "",
    answer: github,
    busy,
    credential,
};
