//! Programs of other people: built outside this tree with an installed library, found by pkg-config and by `CMake`.

use crate::install::{self, Build};
use crate::python::{self, Packages};
use crate::session::{Outcome, Session};
use crate::test::build_library;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the example in the README prints.
const EXPECTED: &str =
    "anna: assigned (given seat 1 of pool `order-1`)\nbo: no_seat_left (no seat of `maths` is left)\n";

/// Builds and runs them all.
pub fn run(session: &mut Session) -> Outcome {
    build_library(session)?;
    let outside = std::env::temp_dir().join(format!("seatbook-consumer-{}", std::process::id()));
    let result = in_folder(session, &outside);
    // What is left of a failure is worth a look.
    if result.is_ok() {
        fs::remove_dir_all(&outside).map_err(|error| format!("{}: {error}", outside.display()))?;
    }
    result
}

fn in_folder(session: &mut Session, outside: &Path) -> Outcome {
    let prefix = outside.join("prefix");
    let places = install::Places { prefix: prefix.clone(), libdir: "lib".into(), destdir: PathBuf::new() };
    install::put(session, &places, Build::Debug)?;
    for file in ["tests/consumer/CMakeLists.txt", "examples/c/first_seat.c", "examples/cpp/first_seat.cpp"] {
        let from = session.places.root.join(file);
        let name = from.file_name().unwrap_or_default();
        fs::copy(&from, outside.join(name)).map_err(|error| format!("{file}: {error}"))?;
    }
    by_pkg_config(session, outside, &prefix)?;
    by_cmake(session, outside, &prefix)
}

fn by_pkg_config(session: &mut Session, outside: &Path, prefix: &Path) -> Outcome {
    if Command::new("pkg-config").arg("--version").output().is_err() {
        return session.skip("pkg-config is not installed");
    }
    for (source, variable, fallback) in [("first_seat.c", "CC", "cc"), ("first_seat.cpp", "CXX", "c++")] {
        for linked in ["shared", "static"] {
            let asked: &[&str] = if linked == "static" { &["--static"] } else { &[] };
            let flags = pkg_config(session, prefix, asked)?;
            let program = outside.join(format!("{source}-{linked}"));
            let compiler = std::env::var(variable).unwrap_or_else(|_| fallback.to_owned());
            let mut compile = session.command(compiler);
            compile.current_dir(outside).arg(source).arg("-o").arg(&program);
            if linked == "static" {
                // Of this library alone: what it needs from the system may stay shared.
                compile.args(flags.iter().map(|flag| match flag.as_str() {
                    "-lseatbook" => "-l:libseatbook.a",
                    flag => flag,
                }));
            } else {
                compile.args(&flags).arg(format!("-Wl,-rpath,{}", prefix.join("lib").display()));
            }
            if source.ends_with("cpp") {
                compile.arg("-std=c++17");
            }
            session.run(&mut compile)?;
            check(session, &program)?;
        }
    }
    Ok(())
}

/// What pkg-config says a program needs.
fn pkg_config(session: &Session, prefix: &Path, asked: &[&str]) -> Outcome<Vec<String>> {
    let mut command = session.command("pkg-config");
    command.args(asked).args(["--cflags", "--libs", "seatbook >= 0.1"]);
    command.env("PKG_CONFIG_PATH", prefix.join("lib/pkgconfig"));
    let output = command.output().map_err(|error| format!("pkg-config: {error}"))?;
    if !output.status.success() {
        return Err(format!("pkg-config: {}", String::from_utf8_lossy(&output.stderr)));
    }
    Ok(String::from_utf8_lossy(&output.stdout).split_whitespace().map(str::to_owned).collect())
}

/// `CMake` comes from `PyPI` into the virtual environment if the machine has none.
fn by_cmake(session: &mut Session, outside: &Path, prefix: &Path) -> Outcome {
    let cmake = if Command::new("cmake").arg("--version").output().is_ok() {
        PathBuf::from("cmake")
    } else {
        python::environment(session, Packages::TestsAndCmake)?;
        session.places.venv_program("cmake")
    };
    let build = outside.join("build");
    let mut configure = session.command(&cmake);
    configure.arg("-S").arg(outside).arg("-B").arg(&build);
    configure.arg(format!("-DCMAKE_PREFIX_PATH={}", prefix.display()));
    session.run(&mut configure)?;
    let mut make = session.command(&cmake);
    session.run(make.arg("--build").arg(&build))?;
    for program in ["c_seatbook", "c_static", "cpp_seatbook", "cpp_static"] {
        check(session, &build.join(program))?;
    }
    Ok(())
}

/// Runs a program and compares what it prints.
fn check(session: &mut Session, program: &Path) -> Outcome {
    let name = program.display();
    let output = session.command(program).output().map_err(|error| format!("{name}: {error}"))?;
    let printed = String::from_utf8_lossy(&output.stdout);
    if !output.status.success() || printed != EXPECTED {
        let complaint = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{name}: {}\n{printed}{complaint}", output.status));
    }
    println!("{name}: as expected");
    session.passed(1);
    Ok(())
}
