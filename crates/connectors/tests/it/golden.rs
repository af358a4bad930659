//! Each stream's fixture becomes exactly the rows in `golden/`.

use std::fmt::Write as _;

use crate::source::{show, sources};

#[test]
fn fixtures_become_these_rows() {
    for source in sources() {
        let mapped = source.mapped();
        assert!(!mapped.is_empty(), "{}: no fixture", source.label());
        let mut text = String::new();
        for record in mapped {
            writeln!(text, "record {}", record.key.id).unwrap();
            if let Some(updated) = record.key.updated {
                writeln!(text, "  updated: {updated}").unwrap();
            }
            if let Some(partition) = record.partition {
                writeln!(
                    text,
                    "  partition: {} {} {:?}",
                    partition.id, partition.name, partition.fields
                )
                .unwrap();
            }
            text.push_str(&show(&record.batch.rows));
            for drift in record.batch.drift {
                writeln!(text, "drift {}: {}", drift.field, drift.value).unwrap();
            }
            text.push('\n');
        }
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(source.folder("golden"));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(source.name, text));
    }
}
