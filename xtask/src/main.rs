//! The commands of this workspace. They need Rust, a C compiler and Python 3 with `venv`; what else they need they put
//! into the target folder.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line tool")]

mod bench;
mod c_library;
mod checks;
mod consumers;
mod count;
mod coverage;
mod docs;
mod hosts;
mod install;
mod interpreters;
mod places;
mod python;
mod reach;
mod release;
mod sanitize;
mod scenarios;
mod session;
mod test;

use places::Places;
use session::Session;
use std::process::ExitCode;

const USAGE: &str = "cargo xtask COMMAND

  test       every test: Rust, C, Python, scenarios on all three, documentation
  scenarios  only the scenarios, on all three
  hosts      only the examples in PHP, Node, Java, C# and Ruby, as far as these are installed
  demo       the main job on real rosters: seats for whole classes of a school district
  build      release libraries and the Python wheel
  docs       the guide and the reference of the Python package
  install    the C library for hosts: --prefix /usr/local --libdir lib --destdir \"\"; uninstall takes it out
  consumers  programs outside this tree that find the installed C library by pkg-config and CMake
  sanitize   the C and C++ tests under valgrind and with sanitizers; minutes
  pages      the C interface as HTML, by doxygen
  reach      how much of the C library's code its tests run; needs LLVM's tools
  figures    the size of the C library and what its calls cost
  lint       format, clippy, documentation, ruff, mypy, stubtest
  coverage   which requirements the scenarios cover
  bench      seatbook beside SQLite and raw writes, as ratios; `bench help` lists the parts
  peers      whether what `bench` compares with does the same work; compiles SQLite
  bless      writes the generated files and expected outputs anew";

fn main() -> ExitCode {
    let command = std::env::args().nth(1).unwrap_or_default();
    let places = match Places::find() {
        Ok(places) => places,
        Err(why) => return fail(&why),
    };
    let mut session = Session::new(places);
    match command.as_str() {
        "test" => test::all(&mut session),
        "consumers" => session.step("C, installed", consumers::run),
        "scenarios" => test::only_scenarios(&mut session),
        "hosts" => hosts::run(&mut session),
        "demo" => release::demo(&mut session),
        "build" => release::build(&mut session),
        "sanitize" => sanitize::run(&mut session),
        "pages" => c_library::pages(&mut session),
        "figures" => c_library::figures(&mut session),
        "reach" => reach::run(&mut session),
        "docs" => docs::build(&mut session),
        "install" | "uninstall" => match install::Places::from_arguments(std::env::args().skip(2)) {
            Ok(places) if command == "install" => install::install(&mut session, &places),
            Ok(places) => install::uninstall(&mut session, &places),
            Err(why) => return fail(&why),
        },
        "bench" => bench::bench(&mut session),
        "peers" => test::peers(&mut session),
        "lint" => checks::lint(&mut session),
        "bless" => checks::bless(&mut session),
        "coverage" => {
            return match coverage::print(&session.places) {
                Ok(()) => ExitCode::SUCCESS,
                Err(why) => fail(&why),
            };
        }
        "" | "help" | "--help" | "-h" => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        other => return fail(&format!("there is no command `{other}`\n\n{USAGE}")),
    }
    session.close()
}

fn fail(why: &str) -> ExitCode {
    eprintln!("xtask: {why}");
    ExitCode::FAILURE
}
