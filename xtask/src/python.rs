//! The virtual environment in the target folder, and the Python module in it.

use crate::session::{Outcome, Session};
use std::fs;
use std::process::Command;

/// What the tests need.
const FOR_TESTS: [&str; 3] = ["maturin>=1.16,<2", "pytest>=9,<10", "hypothesis>=6,<7"];
/// What the checks need besides.
const FOR_LINT: [&str; 2] = ["mypy>=2,<3", "ruff>=0.17,<0.18"];
/// What the guide is made with.
const FOR_DOCS: [&str; 2] = ["sphinx>=8,<10", "myst-parser>=4,<6"];
/// Libraries that take what the package gives. Tests that need one are left out where it is not there.
const FOR_MORE_TESTS: [&str; 3] = ["matplotlib>=3.8,<4", "pandas>=2", "polars>=1,<3"];

/// What the programs that find the installed library by `CMake` need.
const FOR_CMAKE: [&str; 1] = ["cmake>=3.25"];

/// Which packages a command needs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Packages {
    Tests,
    TestsAndDocs,
    TestsAndLint,
    TestsAndCmake,
}

/// Makes the environment and puts packages into it, unless they are there already.
pub fn environment(session: &mut Session, packages: Packages) -> Outcome {
    let venv = session.places.venv();
    if !session.places.venv_program("python").exists() {
        let mut make = session.command("python3");
        session.run(make.args(["-m", "venv"]).arg(&venv))?;
    }
    install(session, &FOR_TESTS, "tests")?;
    match packages {
        // Who tries the library need not wait for them; CI leaves no test out.
        Packages::Tests if std::env::var_os("SEATBOOK_RUN_ALL").is_some() => {
            install(session, &FOR_MORE_TESTS, "more-tests")
        }
        Packages::Tests => Ok(()),
        Packages::TestsAndDocs => install(session, &FOR_DOCS, "docs"),
        Packages::TestsAndLint => {
            install(session, &FOR_LINT, "lint")?;
            install(session, &FOR_DOCS, "docs")?;
            install(session, &FOR_MORE_TESTS, "more-tests")
        }
        Packages::TestsAndCmake => install(session, &FOR_CMAKE, "cmake"),
    }
}

/// A note in the environment saves asking pip each time.
fn install(session: &mut Session, packages: &[&str], what: &str) -> Outcome {
    let note = session.places.venv().join(format!("seatbook-{what}.txt"));
    let wanted = packages.join("\n");
    if fs::read_to_string(&note).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    let mut pip = python(session);
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]).args(packages);
    session.run(&mut pip)?;
    fs::write(&note, wanted).map_err(|error| format!("{}: {error}", note.display()))
}

/// Builds the module and puts it into the environment.
pub fn develop(session: &mut Session) -> Outcome {
    let mut maturin = session.command(session.places.venv_program("maturin"));
    maturin.args(["develop", "--quiet", "--manifest-path", "python/Cargo.toml"]);
    maturin.env("VIRTUAL_ENV", session.places.venv()).env_remove("CONDA_PREFIX");
    session.run(&mut maturin)
}

/// The environment's Python.
pub fn python(session: &Session) -> Command {
    session.command(session.places.venv_program("python"))
}
