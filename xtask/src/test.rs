//! Every test there is.

use crate::consumers;
use crate::hosts;
use crate::interpreters;
use crate::python::{self, Packages};
use crate::scenarios;
use crate::session::Session;

/// `cargo xtask test`.
pub fn all(session: &mut Session) {
    session.step("core", |session| {
        let mut test = session.cargo(&[
            "test",
            "--quiet",
            "-p",
            "seatbook-core",
            "--no-fail-fast",
            "--lib",
            "--tests",
            "--examples",
        ]);
        session.run(&mut test)
    });
    session.step("planted mistakes", |session| {
        // Another feature is another build: kept apart, so that neither throws the other's away.
        let apart = session.places.target.join("planted");
        let mut test = session.cargo(&[
            "test",
            "--quiet",
            "-p",
            "seatbook-core",
            "--features",
            "plant",
            "--test",
            "model",
            "planted",
        ]);
        session.run(test.env("CARGO_TARGET_DIR", apart))
    });
    session.step("documentation", |session| {
        let mut test = session.cargo(&["test", "--quiet", "-p", "seatbook-core", "--doc"]);
        session.run(&mut test)
    });
    session.step("C", |session| {
        // The C programs count their own checks; `--show-output` lets their last lines through.
        let mut test = session.cargo(&[
            "test",
            "--quiet",
            "-p",
            "seatbook-ffi",
            "--no-fail-fast",
            "--",
            "--show-output",
        ]);
        session.run(&mut test)
    });
    session.step("C, installed", consumers::run);
    session.step("benches", |session| {
        // All engines answer alike; nothing is measured.
        let mut test = session.cargo(&["test", "--quiet", "-p", "seatbook-bench"]);
        session.run(&mut test)
    });
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
    session.step("Python, another version", interpreters::run);
    session.step("scenarios", scenarios::run);
    hosts::run(session);
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
