//! Weir: how fast and how safely software work flows, with every number explainable.

mod api;
mod args;
mod commands;
mod data_dir;
mod output;
mod secret;

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command, Integration, Metric};

/// Gives memory back after each large fold; the system's keeps it, and more of it on more cores.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
    if let Some(hint) = error
        .downcast_ref::<api::Refused>()
        .and_then(|refused| refused.hint.as_deref())
    {
        output::say(&format!("  what to do: {hint}"));
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
            Integration::Preview { name, depth, json } => {
                done(commands::preview::run(&dir?, Some(&name), depth.as_deref(), json).await)
            }
            Integration::Webhooks(command) => done(commands::webhooks::run(&dir?, command).await),
            Integration::List { json } => done(commands::integration::list(&dir?, json).await),
            Integration::Show { name, json } => done(commands::integration::show(&dir?, &name, json).await),
            Integration::Schedule(args) => done(commands::schedule::run(&dir?, &args).await),
            Integration::Pause { name } => done(commands::integration::pause(&dir?, &name, true).await),
            Integration::Resume { name } => done(commands::integration::pause(&dir?, &name, false).await),
            Integration::Cancel { name } => done(commands::integration::cancel(&dir?, &name).await),
            Integration::Retry { name, json } => commands::sync::retry(&dir?, &name, json).await,
            Integration::Diagnose { name, json } => commands::diagnose::run(&dir?, &name, json).await,
            Integration::Lookup { name, key, json } => commands::lookup::run(&dir?, &name, &key, json).await,
            Integration::Reauth(args) => commands::mapping::reauth(&dir?, &args).await,
            Integration::Map(args) => done(commands::mapping::map(&dir?, &args).await),
            Integration::Scope(args) => done(commands::mapping::scope(&dir?, &args).await),
            Integration::Delete { name, yes } => done(commands::integration::delete(&dir?, &name, yes).await),
        },
        Command::Project(command) => done(commands::project::run(&dir?, command).await),
        Command::Insight(command) => done(commands::insight::run(&dir?, command).await),
        Command::Contributor(command) => commands::contributor::run(&dir?, command).await,
        Command::Collection(command) => done(commands::collection::run(&dir?, command).await),
        Command::Notification(command) => commands::notification::run(&dir?, command).await,
        Command::Sync(args) if args.dry_run => {
            done(commands::preview::run(&dir?, args.name.as_deref(), None, args.json).await)
        }
        Command::Sync(args) => commands::sync::run(&dir?, &args).await,
        Command::Log(args) => done(commands::log::run(&dir?, &args).await),
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

#[cfg(test)]
mod tests {
    use clap::{Command, CommandFactory};

    /// Help of a command and, below it, of its subcommands.
    fn help(command: &mut Command, name: &str, page: &mut String) {
        let text = command.render_long_help().to_string();
        let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
        for part in ["\n## ", name, "\n\n```\n", lines.join("\n").trim(), "\n```\n"] {
            page.push_str(part);
        }
        for subcommand in command
            .get_subcommands_mut()
            .filter(|one| one.get_name() != "help")
        {
            let name = format!("{name} {}", subcommand.get_name());
            help(subcommand, &name, page);
        }
    }

    #[test]
    fn docs_are_fresh() {
        let mut page = String::from("# Command line\n\nGenerated by `cargo xtask docs`.\n");
        let mut command = super::Cli::command().term_width(100);
        command.build();
        help(&mut command, "weir", &mut page);
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/reference/cli.md");
        if std::env::var_os("WEIR_BLESS").is_some() {
            std::fs::write(path, &page).unwrap();
        }
        let written = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            written == page,
            "docs/reference/cli.md is not what the program says: run `cargo xtask docs`"
        );
    }
}
