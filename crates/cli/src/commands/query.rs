//! `weir query`

use std::path::Path;

use anyhow::Result;
use weir_lake::Printed;
use weir_server::runtime::account_scope;

use crate::args::Query;
use crate::{data_dir, output};

pub(crate) async fn run(dir: &Path, args: &Query) -> Result<()> {
    let home = data_dir::open(dir).await?;
    let session = home.lake.session(&account_scope(&home.control).await?).await?;
    let form = match (args.json, args.csv) {
        (true, _) => Printed::Json,
        (_, true) => Printed::Csv,
        _ => Printed::Table,
    };
    output::line(session.print(&args.sql, form).await?.trim_end());
    Ok(())
}
