use serde_json::Value;

/// How many records of each stream there were at the upstream when a plan was made.
pub(crate) fn totals(plan: &Value) -> Vec<(String, u64)> {
    let streams = plan.get("streams").and_then(Value::as_array);
    let total = |stream: &Value| {
        let name = stream.get("stream")?.as_str()?.to_owned();
        Some((name, stream.get("total")?.as_u64()?))
    };
    streams.into_iter().flatten().filter_map(total).collect()
}
