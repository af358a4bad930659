/// How deliveries that failed while nobody listened are asked for again.
#[derive(Clone, Copy, Debug)]
pub struct Redelivery {
    /// The vendor's page.
    pub docs: &'static str,
    /// Permission it needs, in the vendor's words.
    pub permission: &'static str,
    /// Where the webhooks themselves are listed.
    pub hooks: &'static [HookList],
    /// JSON pointer from a webhook to its id.
    pub hook: &'static str,
    /// JSON pointer from a webhook to the address it delivers to.
    pub address: &'static str,
    /// Below a list of webhooks, the deliveries of one, newest first: `/{hook}/deliveries`. Pages come by links.
    pub deliveries: &'static str,
    /// Parameter and value of the page size.
    pub size: (&'static str, u32),
    /// JSON pointer from a delivery to its id in this list.
    pub id: &'static str,
    /// JSON pointer from a delivery to the id it is sent under: [`crate::Webhooks::delivery`].
    pub delivery: &'static str,
    /// JSON pointer from a delivery to the HTTP status it was answered with.
    pub status: &'static str,
    /// JSON pointer from a delivery to its time; empty where the list does not state it.
    pub at: &'static str,
    /// Below a list of webhooks, what is posted to have one sent again: `/{hook}/deliveries/{delivery}/attempts`.
    pub again: &'static str,
    /// Days for which the upstream keeps deliveries.
    pub days: i64,
    /// Deliveries that are asked for again at a time, where the upstream limits that more than its other requests. What
    /// the others would have said, the next sync finds.
    pub most: Option<usize>,
}

/// A list of webhooks.
#[derive(Clone, Copy, Debug)]
pub struct HookList {
    /// Configuration list, each of whose entries has webhooks.
    pub each: &'static str,
    /// Path of their list; the entry is `{}` as it is, or `{entry}` as one segment: `/repos/{}/hooks`.
    pub path: &'static str,
}
