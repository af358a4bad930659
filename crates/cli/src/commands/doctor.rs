//! `weir doctor`

use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::Result;
use weir_lake::DataScope;

use crate::{data_dir, output};

/// What one check found: fine, or what to do.
type Finding = Result<String, String>;

pub(crate) async fn run(dir: &Path) -> Result<ExitCode> {
    let mut findings = vec![("git", git()), ("clock", clock())];
    match data_dir::supervise(dir).await {
        Err(error) => findings.push(("data directory", Err(error.to_string()))),
        Ok(supervisor) => {
            findings.push(("data directory", Ok(dir.display().to_string())));
            let home = supervisor.home();
            findings.push(("tables", tables(home).await));
            for integration in home.control.integrations().await? {
                let checks = supervisor
                    .check(&supervisor.spec(&integration, None).await?)
                    .await;
                let bad = checks.iter().find(|check| !check.ok);
                let finding = match bad {
                    None => Ok(format!("`{}` answers", integration.name)),
                    Some(check) => Err(format!(
                        "`{}`: {}: {}",
                        integration.name, check.message, check.hint
                    )),
                };
                findings.push(("integration", finding));
            }
            supervisor.close().await;
        }
    }
    for (name, finding) in &findings {
        match finding {
            Ok(text) => output::line(&format!("ok      {name}: {text}")),
            Err(text) => output::line(&format!("FAILED  {name}: {text}")),
        }
    }
    let healthy = findings.iter().all(|(_, finding)| finding.is_ok());
    Ok(if healthy {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn git() -> Finding {
    let missing = || "git is not found: install it (Debian: `apt-get install git`)".to_owned();
    let output = Command::new("git")
        .arg("--version")
        .output()
        .map_err(|_| missing())?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// A clock that is years off breaks tokens, cursors and "the last 30 days".
fn clock() -> Finding {
    let now = chrono::Utc::now();
    if now.timestamp() < 1_750_000_000 {
        return Err(format!("the clock says {now}: set it"));
    }
    Ok(now.format("%Y-%m-%d %H:%M UTC").to_string())
}

/// Every table opens and can be read.
async fn tables(home: &weir_server::runtime::Home) -> Finding {
    let told = |error: weir_lake::LakeError| error.to_string();
    home.lake.session(&DataScope::default()).await.map_err(told)?;
    let stats = home.lake.table_stats().await.map_err(told)?;
    let rows: u64 = stats.iter().map(|table| table.rows).sum();
    let bytes: u64 = stats.iter().map(|table| table.bytes).sum();
    Ok(format!(
        "{rows} rows in {} tables, {} MB",
        stats.len(),
        bytes / 1_000_000
    ))
}
