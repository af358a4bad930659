use serde_json::{Value, json};
use weir_model::Time;

use super::merge;
use crate::custom::event::read;

/// The run that an event tells of.
fn run(event: &Value) -> Value {
    let mut all = read(event, "").unwrap();
    all.retain(|one| one.stream == "pipeline_runs");
    all.remove(0).document
}

fn event(minute: u8, members: &Value) -> Value {
    let mut event = json!({
        "repository": "acme/web", "pipeline": "build", "run": "17", "at": format!("2026-02-03T04:{minute:02}:00Z"),
    });
    for (name, value) in members.as_object().unwrap() {
        event[name] = value.clone();
    }
    run(&event)
}

/// Queued, started with a job, the job done, finished, and a second attempt.
fn life() -> Vec<Value> {
    vec![
        event(0, &json!({"queued_at": "2026-02-03T04:00:00Z", "branch": "main"})),
        event(
            1,
            &json!({"started_at": "2026-02-03T04:01:00Z", "branch": "next", "jobs": [{"name": "test", "stage": "check",
                "started_at": "2026-02-03T04:01:00Z", "steps": [{"name": "unpack"}, {"name": "run"}, {"name": "run"}]}]}),
        ),
        event(
            2,
            &json!({"jobs": [{"name": "test", "stage": "check", "result": "failure", "finished_at":
                "2026-02-03T04:02:00Z", "steps": [{"name": "unpack", "result": "success"}]}]}),
        ),
        event(
            3,
            &json!({"result": "failure", "finished_at": "2026-02-03T04:03:00Z", "sha": "c0ffee"}),
        ),
        event(2, &json!({"attempt": 2, "started_at": "2026-02-03T04:02:30Z"})),
    ]
}

#[test]
fn events_in_any_order_and_twice_make_the_same_record() {
    let events = life();
    let expected = events.clone().into_iter().reduce(merge).unwrap();
    let mut orders = 0;
    permute(&mut events.clone(), 0, &mut |order| {
        orders += 1;
        let merged = order.iter().cloned().reduce(merge).unwrap();
        assert_eq!(merged, expected, "{order:#?}");
        let twice = order.iter().chain(order).cloned().reduce(merge).unwrap();
        assert_eq!(twice, expected, "twice: {order:#?}");
        // What is merged in groups is merged the same.
        let (left, right) = order.split_at(2);
        let groups = [left, right].map(|group| group.iter().cloned().reduce(merge).unwrap());
        assert_eq!(groups.into_iter().reduce(merge).unwrap(), expected, "{order:#?}");
    });
    assert_eq!(orders, 120);
    assert_eq!(expected["branch"], "next", "the later word holds");
    assert_eq!(
        expected["said"]["branch"][1],
        Time::parse("2026-02-03T04:01:00Z").unwrap().0
    );
    assert_eq!(expected["jobs"][0]["result"], "failure");
    assert_eq!(expected["jobs"][0]["steps"].as_array().unwrap().len(), 3);
    assert_eq!(expected["status"], "running", "of the second attempt");
}

fn permute(list: &mut Vec<Value>, from: usize, each: &mut impl FnMut(&[Value])) {
    if from == list.len() {
        return each(list);
    }
    for other in from..list.len() {
        list.swap(from, other);
        permute(list, from + 1, each);
        list.swap(from, other);
    }
}

#[test]
fn at_one_moment_the_further_step_holds() {
    let begun = event(1, &json!({"status": "running"}));
    let done = event(1, &json!({"result": "success"}));
    for order in [[&begun, &done], [&done, &begun]] {
        let merged = order.into_iter().cloned().reduce(merge).unwrap();
        assert_eq!(
            (&merged["status"], &merged["result"]),
            (&json!("done"), &json!("success"))
        );
    }
}
