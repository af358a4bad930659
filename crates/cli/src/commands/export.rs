//! `weir export`

use std::path::Path;

use anyhow::{Result, bail};
use weir_server::runtime::account_scope;

use crate::args::{Export, Format};
use crate::{data_dir, output};

pub(crate) async fn run(dir: &Path, args: &Export) -> Result<()> {
    let Some(table) = weir_model::table(&args.table) else {
        let names: Vec<&str> = weir_model::TABLES.iter().map(|table| table.name).collect();
        bail!(
            "there is no table `{}`; there are {}",
            args.table,
            names.join(", ")
        );
    };
    let format = match args.format {
        Format::Parquet => weir_lake::Format::Parquet,
        Format::Csv => weir_lake::Format::Csv,
    };
    let home = data_dir::open(dir).await?;
    let session = home.lake.session(&account_scope(&home.control).await?).await?;
    let rows = session.export_table(table, format, &args.out).await?;
    output::say(&format!("{rows} rows are in {}", args.out.display()));
    Ok(())
}
