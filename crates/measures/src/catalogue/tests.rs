use super::*;
use crate::settings::ProjectSettings;

#[test]
fn every_metric_file_reads_and_is_complete() {
    assert_eq!(METRICS.len(), FILES.len());
    for metric in METRICS.iter() {
        assert!(
            metric.bands.last().is_none_or(|band| band.limit.is_none()),
            "{}",
            metric.id
        );
        assert!(!metric.needs.is_empty(), "{}", metric.id);
        assert!(
            metric.sources.iter().all(|source| source.starts_with("https://")),
            "{}",
            metric.id
        );
        assert!(
            metric
                .dimensions
                .iter()
                .any(|dimension| ["repository", "project"].contains(&dimension.name.as_str())),
            "{}",
            metric.id
        );
        let own = metric.own_chain();
        assert_eq!(own.is_some(), !metric.events.is_empty(), "{}", metric.id);
        if let Some(chain) = own {
            assert_eq!(chain.stages.len(), metric.stages.len(), "{}", metric.id);
            let mut settings = ProjectSettings::default();
            settings.stages.insert(metric.id.clone(), chain);
            settings.check().unwrap();
        }
        assert!(metric.sql.contains("period"), "{} ignores the period", metric.id);
        for column in &metric.columns {
            assert!(
                ["time", "text", "number", "hours", "link", "bool"].contains(&column.kind.as_str()),
                "{}.{} is `{}`",
                metric.id,
                column.name,
                column.kind
            );
        }
    }
}

#[test]
fn bands_leave_no_gap() {
    let level = |id: &str, value: f64| {
        let bands = &metric(id).unwrap().bands;
        let reached = bands
            .iter()
            .find(|band| band.limit.is_none_or(|limit| limit.holds(value)));
        reached.unwrap().level.clone()
    };
    for (id, value, expected) in [
        ("deployment_frequency", 1.01, "elite"),
        ("deployment_frequency", 1.0, "high"),
        ("deployment_frequency", 1.0 / 7.0, "high"),
        ("deployment_frequency", 0.1, "medium"),
        ("deployment_frequency", 0.01, "low"),
        ("change_failure_rate", 15.0, "elite"),
        ("change_failure_rate", 15.5, "high"),
        ("change_failure_rate", 30.0, "high"),
        ("change_failure_rate", 30.5, "medium"),
        ("change_failure_rate", 45.0, "medium"),
        ("change_failure_rate", 50.0, "low"),
        ("time_to_restore", 0.99, "elite"),
        ("time_to_restore", 1.5, "high"),
        ("time_to_restore", 24.0, "medium"),
        ("time_to_restore", 168.0, "low"),
        ("lead_time", 23.9, "elite"),
        ("lead_time", 24.0, "high"),
        ("lead_time", 168.0, "medium"),
        ("lead_time", 720.0, "low"),
    ] {
        assert_eq!(level(id, value), expected, "{id} {value}");
    }
}

#[test]
fn a_wrong_header_says_what_it_lacks() {
    let error = |text: &str| Metric::parse("mine", text).unwrap_err().to_string();
    assert_eq!(
        error("-- title: T\n-- unit: hours\n-- direction: down\n-- area: dora\nSELECT 1"),
        "the metric `mine` is unusable: its header needs a line `-- definition: …`"
    );
    assert!(error("-- colour: red\n").contains("unknown line `colour:`"));
    assert!(error("-- aggregates: medain\n").contains("did you mean `median`?"));
    assert!(error("-- band: elite < fast\n").contains("`band: elite < fast`"));
}

#[test]
fn an_unknown_metric_offers_the_nearest() {
    let error = metric("leed_time").unwrap_err().to_string();
    let start =
        "there is no metric `leed_time`; did you mean `lead_time`? known: deployment_frequency, lead_time, ";
    assert!(error.starts_with(start) && error.ends_with(" more"), "{error}");
}
