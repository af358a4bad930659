//! Opening a table: its log, checked against the files that are there.

use std::path::Path;
use std::sync::Arc;

use arrow_schema::{Schema, SchemaRef};
use deltalake_core::DeltaTableBuilder;
use deltalake_core::kernel::LogicalFileView;
use deltalake_core::kernel::engine::arrow_conversion::TryIntoArrow;
use deltalake_core::table::state::DeltaTableState;
use url::Url;

use super::StoredTable;
use super::commit::LOG;
use super::file::{DataFile, Place, Stats};
use super::log::{check_format, check_protocol, damaged, examine, newer};
use super::state::State;
use crate::LakeError;
use crate::layout::{GENERATION, HOT, Layout, PARTITION};

impl StoredTable {
    /// Opens the table, or notes that it does not exist yet.
    pub(crate) async fn open(layout: Arc<Layout>, lake: &Path) -> Result<Self, LakeError> {
        let folder = lake.join(layout.name);
        if !examine(&layout, &folder)? {
            return Ok(Self::absent(layout, lake));
        }
        let snapshot = load(&layout, &folder).await?;
        let state = read(&layout, &snapshot)?;
        for file in state.files() {
            check_file(&layout, &folder, file)?;
        }
        Ok(Self::new(layout, folder, state))
    }
}

/// The newest snapshot of a table's log.
pub(super) async fn snapshot(folder: &Path) -> Result<deltalake_core::DeltaTable, String> {
    let url =
        Url::from_directory_path(folder).map_err(|()| "the folder's path is not absolute".to_owned())?;
    let builder = DeltaTableBuilder::from_url(url).map_err(|error| error.to_string())?;
    builder.load().await.map_err(|error| error.to_string())
}

async fn load(layout: &Layout, folder: &Path) -> Result<DeltaTableState, LakeError> {
    let unreadable = |message: String| damaged(layout, LOG, &format!("the log cannot be read: {message}"));
    let table = snapshot(folder).await.map_err(unreadable)?;
    let snapshot = table.snapshot().map_err(|error| unreadable(error.to_string()))?;
    let protocol =
        serde_json::to_value(snapshot.protocol()).map_err(|error| unreadable(error.to_string()))?;
    check_protocol(layout, LOG, &protocol)?;
    if let Some(format) = snapshot.metadata().configuration().get("weir.format") {
        check_format(layout, LOG, format)?;
    }
    Ok(snapshot.clone())
}

fn read(layout: &Layout, snapshot: &DeltaTableState) -> Result<State, LakeError> {
    let files = snapshot.log_data().into_iter().map(|view| file(layout, &view));
    let files = files.collect::<Result<Vec<_>, _>>()?;
    let (hot, base) = files.into_iter().partition(|file| file.place.is_hot());
    let mut state = State {
        id: snapshot.metadata().id().to_owned(),
        version: i64::try_from(snapshot.version()).unwrap_or(i64::MAX),
        schema: columns(layout, snapshot)?,
        base,
        hot,
    };
    state.sort();
    Ok(state)
}

fn file(layout: &Layout, view: &LogicalFileView) -> Result<Arc<DataFile>, LakeError> {
    let path = view.path().into_owned();
    let values = view.partition_values_map();
    let value = |name: &str| values.get(name).cloned().flatten();
    let generation = value(GENERATION).and_then(|text| text.parse().ok());
    let stats = view.stats().as_deref().and_then(Stats::from_json);
    let (Some(generation), Some(p), Some(stats)) = (generation, value(PARTITION), stats) else {
        return Err(damaged(
            layout,
            &path,
            "the log does not say where the file belongs",
        ));
    };
    if (generation > 0) != (p == HOT) {
        return Err(damaged(
            layout,
            &path,
            "the log contradicts itself on where the file belongs",
        ));
    }
    Ok(Arc::new(DataFile {
        path,
        place: Place { generation, p },
        size: u64::try_from(view.size()).unwrap_or(0),
        modified: view.modification_time(),
        stats,
    }))
}

/// The columns in the files, checked against what this version expects of those it knows.
fn columns(layout: &Layout, snapshot: &DeltaTableState) -> Result<SchemaRef, LakeError> {
    let schema: Schema = snapshot
        .schema()
        .as_ref()
        .try_into_arrow()
        .map_err(|error| damaged(layout, LOG, &format!("the columns cannot be read: {error}")))?;
    for want in layout.schema.fields() {
        if let Ok(have) = schema.field_with_name(want.name())
            && have.data_type() != want.data_type()
        {
            let message = format!(
                "column `{}` holds {}, not {}",
                want.name(),
                have.data_type(),
                want.data_type()
            );
            return Err(newer(layout.name, &format!("{}/{LOG}", layout.name), message));
        }
    }
    let stored =
        |field: &&Arc<arrow_schema::Field>| ![GENERATION, PARTITION].contains(&field.name().as_str());
    let fields = schema.fields().iter().filter(stored).cloned();
    Ok(Arc::new(Schema::new(fields.collect::<Vec<_>>())))
}

fn check_file(layout: &Layout, folder: &Path, file: &DataFile) -> Result<(), LakeError> {
    match std::fs::metadata(folder.join(&file.path)) {
        Ok(found) if found.len() == file.size => Ok(()),
        Ok(found) => {
            let message = format!("the file has {} bytes, the log says {}", found.len(), file.size);
            Err(damaged(layout, &file.path, &message))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Err(damaged(layout, &file.path, "the file is missing"))
        }
        Err(error) => Err(LakeError::io(&folder.join(&file.path), error)),
    }
}
