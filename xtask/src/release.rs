//! Release builds, and the demonstration that uses one.

use crate::install;
use crate::python::{self, Packages};
use crate::session::Session;

/// `cargo xtask demo`: the main job on Microsoft's School Data Sync sample of two schools.
pub fn demo(session: &mut Session) {
    session.step("demo", |session| {
        let sample = session.places.root.join("tests/data/sds/v1-100-users");
        // Not a release build: it would take minutes, for a school's few hundred users. Cargo shows how far it is.
        let mut run = session.cargo(&["run", "-p", "seatbook-core", "--example", "main_job", "--"]);
        session.run(run.arg(sample))
    });
}

/// `cargo xtask build`: the libraries for C and the wheel for Python.
pub fn build(session: &mut Session) {
    session.step("libraries", install::library);
    session.step("wheel", |session| {
        python::environment(session, Packages::Tests)?;
        let mut maturin = session.command(session.places.venv_program("maturin"));
        maturin.args(["build", "--release", "--strip", "--manifest-path", "python/Cargo.toml", "--out"]);
        maturin.arg(session.places.target.join("wheels")).env("VIRTUAL_ENV", session.places.venv());
        session.run(&mut maturin)
    });
    println!("\nlibraries: {}", session.places.dist().join("libseatbook.{so,a}").display());
    println!("wheel:     {}", session.places.target.join("wheels").display());
}
