//! Measuring seatbook beside what people would use instead.

use crate::session::Session;
use std::ffi::OsString;

/// `cargo xtask bench`: builds the program in `core/benches/compare` for release and runs it.
pub fn bench(session: &mut Session) {
    let arguments: Vec<OsString> = std::env::args_os().skip(2).collect();
    session.step("build", |session| {
        let mut build = session.cargo(&["build", "--release", "-p", "seatbook-bench"]);
        session.run(&mut build)
    });
    session.step("bench", |session| {
        let mut run = session.command(session.places.target.join("release/seatbook-bench"));
        run.args(arguments).arg("--out").arg(session.places.target.join("bench"));
        session.run(&mut run)
    });
}
