//! The scenarios through Rust, C and Python: every answer must be the same bytes.

use crate::session::{Outcome, Session};
use crate::test::{build_library, together};
use std::ffi::OsString;
use std::os::unix::fs::symlink;
use std::path::PathBuf;
use std::{env, fs};

/// What C programs are compiled with.
const C_FLAGS: [&str; 6] = ["-std=c11", "-O1", "-Wall", "-Wextra", "-Wpedantic", "-Werror"];

/// Builds the three programs and lets the test of the core talk to all of them.
pub fn run(session: &mut Session) -> Outcome {
    let rust = rust_program(session)?;
    let c = c_program(session)?;
    let python = session.places.venv_program("python");
    let script = session.places.root.join("tests/python/scenario_book.py");
    let mut words = python.into_os_string();
    // One word a line: a path may hold blanks.
    words.push("\n");
    words.push(script);
    let mut test = together(session, "test");
    test.args(["--test", "scenarios", "--", "--nocapture"]);
    test.env("SEATBOOK_RUST_SCENARIOS", rust)
        .env("SEATBOOK_C_SCENARIOS", c)
        .env("SEATBOOK_PY_SCENARIOS", words);
    session.run(&mut test)
}

fn rust_program(session: &mut Session) -> Outcome<OsString> {
    build_library(session)?;
    Ok(session.places.debug().join("examples/scenario_book").into_os_string())
}

fn c_program(session: &mut Session) -> Outcome<OsString> {
    build_library(session)?;
    let folder = library_folder(session)?;
    let program = folder.join("scenarios");
    let mut compile = session.command(env::var_os("CC").unwrap_or_else(|| "cc".into()));
    compile.args(C_FLAGS).args(["-Iinclude", "tests/c/scenarios.c", "-o"]).arg(&program);
    compile.arg("-L").arg(&folder).arg("-lseatbook");
    let mut rpath = OsString::from("-Wl,-rpath,");
    rpath.push(&folder);
    session.run(compile.arg(rpath))?;
    Ok(program.into_os_string())
}

/// A folder with the library under the two names it needs: cargo writes `libseatbook.so`, which the linker finds; programs
/// ask the loader for the soname.
fn library_folder(session: &Session) -> Outcome<PathBuf> {
    let folder = session.places.c_programs();
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let library = session.places.debug().join("libseatbook.so");
    for name in ["libseatbook.so", "libseatbook.so.0"] {
        let link = folder.join(name);
        let _ = fs::remove_file(&link);
        symlink(&library, &link).map_err(|error| format!("{}: {error}", link.display()))?;
    }
    Ok(folder)
}
