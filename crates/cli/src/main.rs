//! Weir: how fast and how safely software work flows, with every number explainable.

mod args;
mod commands;
mod data_dir;
mod output;

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command, Integration, Metric, Project};

fn main() -> ExitCode {
    let cli = Cli::parse();
    tracing_subscriber::fmt()
        .with_max_level(cli.log)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_target(false)
        .init();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return fail(&error.into()),
    };
    match runtime.block_on(run(cli)) {
        Ok(code) => code,
        Err(error) => fail(&error),
    }
}

/// Prints the error with what lies behind it, once.
fn fail(error: &anyhow::Error) -> ExitCode {
    output::say(&format!("error: {error}"));
    for cause in error.chain().skip(1) {
        output::say(&format!("  caused by: {cause}"));
    }
    ExitCode::FAILURE
}

async fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    let dir = data_dir::resolve(cli.data_dir.as_deref());
    let done = |result: anyhow::Result<()>| result.map(|()| ExitCode::SUCCESS);
    match cli.command {
        Command::Serve(args) => done(commands::serve::run(&dir?, &args).await),
        Command::Demo(args) => done(commands::demo::run(cli.data_dir.as_deref(), &args).await),
        Command::Integration(command) => match command {
            Integration::Add(args) => done(commands::integration::add(&dir?, args).await),
            Integration::Check { name, json } => commands::integration::check(&dir?, &name, json).await,
            Integration::List { json } => done(commands::integration::list(&dir?, json).await),
            Integration::Show { name, json } => done(commands::integration::show(&dir?, &name, json).await),
            Integration::Delete { name, yes } => done(commands::integration::delete(&dir?, &name, yes).await),
        },
        Command::Project(command) => match command {
            Project::Add { name, json } => done(commands::project::add(&dir?, &name, json).await),
            Project::Map {
                project,
                integrations,
            } => done(commands::project::map(&dir?, &project, &integrations).await),
            Project::Set { project, settings } => {
                done(commands::project::set(&dir?, &project, &settings).await)
            }
            Project::List { json } => done(commands::project::list(&dir?, json).await),
        },
        Command::Sync(args) => commands::sync::run(&dir?, &args).await,
        Command::Query(args) => done(commands::query::run(&dir?, &args).await),
        Command::Metric(command) => match command {
            Metric::List { json } => done(commands::metric::list(json)),
            Metric::Show(args) => done(commands::metric::show(&dir?, &args).await),
        },
        Command::Export(args) => done(commands::export::run(&dir?, &args).await),
        Command::Replay { name } => commands::sync::replay(&dir?, &name).await,
        Command::Doctor => commands::doctor::run(&dir?).await,
    }
}
