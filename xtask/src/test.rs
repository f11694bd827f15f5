//! Every test there is.

use crate::consumers;
use crate::hosts;
use crate::python::{self, Packages};
use crate::scenarios;
use crate::session::{Outcome, Session};
use std::process::Command;

/// `cargo xtask test`.
pub fn all(session: &mut Session) {
    session.step("build", |session| {
        let mut build = together(session, "build");
        session.run(build.args(["--lib", "--examples"]))
    });
    session.step("core", |session| {
        let mut test = together(session, "test");
        test.args(["--no-fail-fast", "--lib"]);
        name_tests(session, "core", &mut test)?;
        session.run(&mut test)
    });
    session.step("planted mistakes", |session| {
        let mut test = together(session, "test");
        session.run(test.args(["--features", "seatbook-core/plant", "--test", "model", "planted"]))
    });
    session.step("documentation", |session| {
        let mut test = together(session, "test");
        session.run(test.arg("--doc"))
    });
    session.step("C", |session| {
        // The C programs count their own checks; `--show-output` lets their last lines through.
        let mut test = together(session, "test");
        test.arg("--no-fail-fast");
        name_tests(session, "ffi", &mut test)?;
        session.run(test.args(["--", "--show-output"]))
    });
    session.step("C, installed", consumers::run);
    session.step("xtask", |session| {
        let mut test = session.cargo(&["test", "--quiet", "-p", "xtask"]);
        session.run(&mut test)
    });
    python_module(session);
    session.step("Python", |session| {
        let mut pytest = python::python(session);
        pytest.args(["-m", "pytest", "-p", "no:cacheprovider", "tests/python"]);
        session.run(&mut pytest)
    });
    session.step("scenarios", scenarios::run);
    hosts::run(session);
}

/// A cargo command on the library and the C interface. Cargo chooses the features of what both need by the packages that a command
/// names and whether it is for tests: commands that agree in both compile it once, and each other's results are good for all.
pub fn together(session: &Session, command: &str) -> Command {
    session.cargo(&[command, "--quiet", "-p", "seatbook-core", "-p", "seatbook-ffi"])
}

/// The C library as programs load it.
pub fn build_library(session: &mut Session) -> Outcome {
    // The example makes it a build for tests.
    let mut build = together(session, "build");
    session.run(build.args(["--lib", "--example", "scenario_book"]))
}

/// Names the tests of a package: what follows is for it alone.
fn name_tests(session: &Session, package: &str, command: &mut Command) -> Outcome {
    let folder = session.places.root.join(package).join("tests");
    let failed = |error| format!("{}: {error}", folder.display());
    let mut names = Vec::new();
    for entry in folder.read_dir().map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_some_and(|extension| extension == "rs") || path.join("main.rs").exists() {
            names.extend(path.file_stem().map(ToOwned::to_owned));
        }
    }
    names.sort();
    for name in names {
        command.arg("--test").arg(name);
    }
    Ok(())
}

/// `cargo xtask peers`: what seatbook is compared with by `cargo xtask bench` answers as it does. Nothing is measured.
pub fn peers(session: &mut Session) {
    session.step("peers", |session| {
        let mut test = session.cargo(&["test", "--quiet", "-p", "seatbook-bench"]);
        session.run(&mut test)
    });
}

/// `cargo xtask scenarios`.
pub fn only_scenarios(session: &mut Session) {
    python_module(session);
    session.step("scenarios", scenarios::run);
}

fn python_module(session: &mut Session) {
    session.step("Python module", |session| {
        python::environment(session, Packages::Tests)?;
        python::develop(session)
    });
}
