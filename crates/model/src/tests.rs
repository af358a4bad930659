use std::collections::HashSet;

use crate::{Cell, ColumnType, Entity, Id, TABLES, Time, arrow, entities::Tag, table};

#[test]
fn tables_keep_their_rules() {
    let mut names = HashSet::new();
    for t in TABLES {
        assert!(names.insert(t.name), "two tables named {}", t.name);
        assert_eq!(
            (t.columns[0].name, t.columns[0].ty),
            ("id", ColumnType::Id),
            "{}",
            t.name
        );
        for column in t.columns {
            assert!(
                column.doc.trim().ends_with(['.', '…']),
                "{}.{}: `{}`",
                t.name,
                column.name,
                column.doc
            );
        }
        for time in [t.created, t.updated].into_iter().flatten() {
            let column = &t.columns[t.position(time).expect(time)];
            assert_eq!(column.ty, ColumnType::Time, "{}.{time}", t.name);
        }
        if let Some(owner) = &t.owner {
            assert!(table(owner.table).is_some_and(|o| o.updated.is_some()) && t.updated.is_some());
            assert!(t.position(owner.column).is_some());
        }
    }
}

#[test]
fn rows_become_arrow_and_ids_are_prefixed_once() {
    let mut row = Tag {
        id: Id::new("tag", "1/v1"),
        repository_id: Id::new("repository", 1),
        name: "v1".to_owned(),
        sha: "ab".to_owned(),
        tagged_at: Time::parse("2024-02-29T12:00:00.5Z"),
    }
    .into_row();
    row.prefix("7");
    assert_eq!(row.id(), "7/tag/1/v1");
    assert_eq!(row.cell("sha"), Some(&Cell::Text("ab".to_owned())));
    let batch = arrow::record_batch(Tag::TABLE, &[row]).unwrap();
    assert_eq!((batch.num_rows(), batch.num_columns()), (1, 5));
}

#[test]
fn times_read_and_print() {
    for (text, printed) in [
        ("2024-01-02T03:04:05+01:00", "2024-01-02T02:04:05Z"),
        ("2024-01-02", "2024-01-02T00:00:00Z"),
        ("1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z"),
    ] {
        assert_eq!(Time::parse(text).unwrap().to_string(), printed);
    }
    assert_eq!(Time::parse("yesterday"), None);
    assert_eq!(Time(i64::MAX).month(), "1970-01");
}
