//! The project's own commands: `cargo xtask help` lists them.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line tool talks on its terminal"
)]

mod bless;
mod demo;
mod new_connector;
mod setup;
mod sh;
mod test;
mod tidy;

use anyhow::{Result, bail};

type Run = fn(&[String]) -> Result<()>;

/// What there is: name, what it does, how.
const COMMANDS: &[(&str, &str, Run)] = &[
    (
        "demo",
        "build Weir and its UI, start it on a simulated company, open the browser",
        demo::run,
    ),
    (
        "test",
        "everything CI runs; `--quick` leaves out the browser and the slow tests",
        test::run,
    ),
    (
        "tidy",
        "check the rules of the house (layers, file sizes, words)",
        tidy::run,
    ),
    ("ui", "install the front-end packages and build the UI", |_| {
        setup::ui_build()
    }),
    ("docs", "write the generated reference pages again", |_| {
        bless::docs()
    }),
    (
        "openapi",
        "write openapi.json and the UI's API types again",
        |_| bless::openapi(),
    ),
    (
        "bless",
        "accept what the tests print now as what they expect",
        |_| bless::all(),
    ),
    (
        "new-connector",
        "NAME: lay out the folder of a new connector",
        new_connector::run,
    ),
    (
        "bench",
        "the benchmarks, in the optimised `bench` profile",
        |_| test::bench(),
    ),
];

fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let name = args.next().unwrap_or_else(|| "help".to_owned());
    let rest: Vec<String> = args.collect();
    match COMMANDS.iter().find(|(command, ..)| *command == name) {
        Some((_, _, run)) => run(&rest),
        None if name == "help" || name == "--help" => {
            for (command, about, _) in COMMANDS {
                println!("cargo xtask {command:<14} {about}");
            }
            Ok(())
        }
        None => bail!("there is no `{name}`; `cargo xtask help` lists the commands"),
    }
}
