//! Changing a table: one durable entry in its log.

use std::collections::HashMap;
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::sync::{Arc, PoisonError};
use std::time::Instant;

use arrow_schema::{Field, Schema, SchemaRef};
use chrono::Utc;
use deltalake_core::kernel::engine::arrow_conversion::TryIntoKernel;
use deltalake_core::kernel::transaction::CommitData;
use deltalake_core::kernel::{Action, MetadataExt, StructType, new_metadata};
use deltalake_core::protocol::{DeltaOperation, SaveMode};
use serde_json::json;
use uuid::Uuid;

use super::StoredTable;
use super::file::DataFile;
use super::state::State;
use super::writer::sync_folder;
use crate::LakeError;
use crate::layout::{GENERATION, PARTITION};

pub(crate) const LOG: &str = "_delta_log";

/// Table properties. The log is tidied within hours: with a commit every few seconds it grows fast, and only
/// readers outside this process need more of it than the last checkpoint.
const PROPERTIES: [(&str, &str); 4] = [
    ("delta.logRetentionDuration", "interval 2 hours"),
    ("delta.deletedFileRetentionDuration", "interval 2 hours"),
    ("delta.checkpointInterval", "100"),
    ("weir.format", "1"),
];

/// What one commit does.
#[derive(Default)]
pub(crate) struct Change {
    pub(crate) add: Vec<Arc<DataFile>>,
    pub(crate) remove: Vec<Arc<DataFile>>,
    /// Whether rows change, or only the files that hold them.
    pub(crate) data: bool,
}

impl StoredTable {
    /// Makes the folder, the log and the columns fit what will be appended.
    pub(crate) fn prepare(&self) -> Result<(), LakeError> {
        let _guard = self.committing.lock().unwrap_or_else(PoisonError::into_inner);
        let state = self.state();
        let missing = missing(&state.schema, &self.layout.schema);
        if state.version >= 0 && missing.is_empty() {
            return Ok(());
        }
        let log = self.folder.join(LOG);
        std::fs::create_dir_all(&log).map_err(|error| LakeError::io(&log, error))?;
        let fields = state.schema.fields().iter().cloned().chain(missing);
        let schema: SchemaRef = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
        let mut actions = vec![self.metadata(&state.id, &schema)?];
        if state.version < 0 {
            actions.insert(0, protocol()?);
        }
        self.write_entry(&state, actions)?;
        if state.version < 0 {
            sync_folder(&self.folder)?;
            self.folder.parent().map_or(Ok(()), sync_folder)?;
        }
        self.publish(state.next(schema, &[], &[]));
        Ok(())
    }

    /// Commits. On success the change is durable.
    pub(crate) fn commit(&self, change: &Change) -> Result<Arc<State>, LakeError> {
        let _guard = self.committing.lock().unwrap_or_else(PoisonError::into_inner);
        let state = self.state();
        let now = Utc::now().timestamp_millis();
        let removes = change
            .remove
            .iter()
            .map(|file| Action::Remove(file.remove_action(now, change.data)));
        let adds = change
            .add
            .iter()
            .map(|file| Action::Add(file.add_action(change.data)));
        self.write_entry(&state, removes.chain(adds).collect())?;
        let mut retired = self.retired.lock().unwrap_or_else(PoisonError::into_inner);
        retired.extend(
            change
                .remove
                .iter()
                .map(|file| (file.path.clone(), Instant::now())),
        );
        drop(retired);
        Ok(self.publish(state.next(state.schema.clone(), &change.add, &change.remove)))
    }

    fn write_entry(&self, state: &State, actions: Vec<Action>) -> Result<(), LakeError> {
        let operation = DeltaOperation::Write {
            mode: SaveMode::Append,
            partition_by: Some(vec![GENERATION.to_owned(), PARTITION.to_owned()]),
            predicate: None,
        };
        let bytes = CommitData::new(actions, operation, HashMap::new(), Vec::new())
            .get_bytes()
            .map_err(|error| self.engine("writing the log", &error))?;
        let log = self.folder.join(LOG);
        let path = log.join(format!("{:020}.json", state.version + 1));
        if path.exists() {
            return Err(LakeError::Damaged {
                table: self.layout.name.to_owned(),
                path: self.shown(&format!("{LOG}/{:020}.json", state.version + 1)),
                message: "another program has written to the table's log".to_owned(),
                hint: "stop that program, then start again".to_owned(),
            });
        }
        write_durably(&log, &path, &bytes)
    }

    fn metadata(&self, id: &str, schema: &Schema) -> Result<Action, LakeError> {
        let partitions = [
            Field::new(GENERATION, arrow_schema::DataType::Int32, true),
            Field::new(PARTITION, arrow_schema::DataType::Utf8, true),
        ];
        let fields = schema
            .fields()
            .iter()
            .map(|f| f.as_ref().clone())
            .chain(partitions);
        let schema: StructType = (&Schema::new(fields.collect::<Vec<_>>()))
            .try_into_kernel()
            .map_err(|error| self.engine("describing the table", &error))?;
        let metadata = new_metadata(&schema, [GENERATION, PARTITION], PROPERTIES)
            .and_then(|metadata| metadata.with_table_id(id.to_owned()))
            .map_err(|error| self.engine("describing the table", &error))?;
        Ok(Action::Metadata(metadata))
    }

    pub(super) fn engine(&self, doing: &str, error: &(dyn std::error::Error + 'static)) -> LakeError {
        LakeError::engine(doing, &self.folder, error)
    }
}

fn protocol() -> Result<Action, LakeError> {
    let protocol = json!({"protocol": {"minReaderVersion": 1, "minWriterVersion": 2}});
    serde_json::from_value(protocol).map_err(|error| LakeError::Engine {
        doing: "describing the table".to_owned(),
        message: error.to_string(),
    })
}

/// Columns that the layout has and the log does not.
fn missing(have: &Schema, want: &Schema) -> Vec<arrow_schema::FieldRef> {
    let absent = |field: &&arrow_schema::FieldRef| have.field_with_name(field.name()).is_err();
    want.fields().iter().filter(absent).cloned().collect()
}

/// Writes a file under another name, then gives it its own: it is there whole or not at all.
pub(crate) fn write_durably(folder: &Path, path: &Path, bytes: &[u8]) -> Result<(), LakeError> {
    let temporary = folder.join(format!(".{}.tmp", Uuid::new_v4()));
    let written = File::create_new(&temporary)
        .and_then(|mut file| {
            file.write_all(bytes)?;
            file.sync_all()
        })
        .and_then(|()| std::fs::rename(&temporary, path));
    if let Err(error) = written {
        let _ = std::fs::remove_file(&temporary);
        return Err(LakeError::io(path, error));
    }
    sync_folder(folder)
}
