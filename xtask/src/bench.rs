//! Measuring seatbook beside what people would use instead.

use crate::install;
use crate::python::{self, Packages};
use crate::session::{Outcome, Session};
use std::ffi::OsString;

/// `cargo xtask bench`: builds the program in `core/benches/compare` for release, with what it measures, and runs it.
pub fn bench(session: &mut Session) {
    let arguments: Vec<OsString> = std::env::args_os().skip(2).collect();
    let parts: Vec<&OsString> = parts(&arguments);
    let wants = |part: &str| parts.is_empty() || parts.iter().any(|named| *named == part);
    session.step("build", |session| {
        let mut build = session.cargo(&["build", "--release", "-p", "seatbook-bench"]);
        session.run(&mut build)
    });
    if wants("c") {
        session.step("C library", install::library);
    }
    if wants("python") {
        session.step("module", module);
    }
    session.step("bench", |session| {
        let mut run = session.command(session.places.target.join("release/seatbook-bench"));
        let python = session.places.target.join("bench-venv/bin/python");
        run.arg("--out").arg(session.places.target.join("bench")).arg("--python").arg(python);
        session.run(run.args(arguments))
    });
}

/// The arguments that name parts.
fn parts(arguments: &[OsString]) -> Vec<&OsString> {
    let mut parts = Vec::new();
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match argument.to_str() {
            Some("--full" | "--callgrind" | "help") => {}
            Some(option) if option.starts_with('-') => drop(arguments.next()),
            _ => parts.push(argument),
        }
    }
    parts
}

/// The wheel of a release, in an environment of its own: the one of the tests has the module of a debug build.
fn module(session: &mut Session) -> Outcome {
    python::environment(session, Packages::Tests)?;
    let (wheels, venv) =
        (session.places.target.join("bench-wheels"), session.places.target.join("bench-venv"));
    let mut maturin = session.command(session.places.venv_program("maturin"));
    maturin.args(["build", "--release", "--manifest-path", "python/Cargo.toml", "--out"]).arg(&wheels);
    session.run(maturin.env("VIRTUAL_ENV", session.places.venv()).env_remove("CONDA_PREFIX"))?;
    let mut make = session.command("python3");
    session.run(make.args(["-m", "venv"]).arg(&venv))?;
    let mut pip = session.command(venv.join("bin/python"));
    pip.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-index",
        "--no-deps",
        "--force-reinstall",
    ]);
    // What the command needs besides is not measured.
    session.run(pip.arg("--find-links").arg(&wheels).arg("seatbook"))
}
