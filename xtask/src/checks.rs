//! What is checked without running it, and what is written anew when it was changed on purpose.

use crate::docs;
use crate::python::{self, Packages};
use crate::session::Session;
use crate::test::together;

/// `cargo xtask lint`. Cargo's part comes before maturin's, for both compile the Python crate, each in its own way.
pub fn lint(session: &mut Session) {
    session.step("format", |session| {
        let mut format = session.cargo(&["fmt", "--all", "--check"]);
        session.run(&mut format)
    });
    session.step("clippy", |session| {
        let mut clippy =
            session.cargo(&["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"]);
        let apart = session.places.target.join("clippy");
        session.run(clippy.env("CARGO_TARGET_DIR", apart))
    });
    session.step("rustdoc", |session| {
        let mut doc = session.cargo(&["doc", "--quiet", "--no-deps", "-p", "seatbook-core"]);
        session.run(doc.env("RUSTDOCFLAGS", "-D warnings"))
    });
    session.step("Python module", |session| {
        python::environment(session, Packages::TestsAndLint)?;
        python::develop(session)
    });
    session.step("guide", docs::pages);
    for (name, arguments) in [
        ("ruff", &["ruff", "check", "python", "tests/python", "examples/python", "docs"][..]),
        ("ruff format", &["ruff", "format", "--check", "python", "tests/python", "examples/python", "docs"]),
        ("mypy", &["mypy", "--config-file", "python/pyproject.toml", "python/seatbook"]),
        ("stubtest", &["mypy.stubtest", "seatbook", "--allowlist", "python/stubtest.allow"]),
    ] {
        session.step(name, |session| {
            let mut check = python::python(session);
            session.run(check.arg("-m").args(arguments))
        });
    }
}

/// `cargo xtask bless`: generated files and expected outputs. Scenarios are never written from what the book answers.
pub fn bless(session: &mut Session) {
    session.step("format", |session| {
        let mut format = session.cargo(&["fmt", "--all"]);
        session.run(&mut format)
    });
    session.step("tests", |session| {
        let mut test = together(session, "test");
        session.run(test.arg("--no-fail-fast").env("SEATBOOK_BLESS", "1"))
    });
}
