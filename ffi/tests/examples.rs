//! The examples in C and C++ and the main job's figures in C: compiled, run, and their output read.
#![allow(clippy::expect_used, reason = "a test")]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Compiles a program into a new folder and gives back the folder.
fn compile(source: &str) -> PathBuf {
    let libraries = env::current_exe().expect("test").parent().expect("folder").to_owned();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("examples").join(source.replace('/', "-"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("folder");
    // Cargo writes libseatbook.so; the loader asks for the name with the version.
    std::os::unix::fs::symlink(libraries.join("libseatbook.so"), folder.join("libseatbook.so.0"))
        .expect("link");

    let (variable, compiler, standard) =
        if Path::new(source).extension().is_some_and(|extension| extension == "c") {
            ("CC", "cc", "-std=c99")
        } else {
            ("CXX", "c++", "-std=c++17")
        };
    let mut compile = Command::new(env::var(variable).unwrap_or_else(|_| compiler.into()));
    compile.args([standard, "-Wall", "-Wextra", "-pedantic", "-Werror", "-I"]).arg(root().join("include"));
    compile
        .arg(root().join(source))
        .arg("-o")
        .arg(folder.join("program"))
        .arg("-L")
        .arg(&libraries)
        .arg("-lseatbook");
    assert!(compile.status().expect("compiler").success(), "{source}");

    folder
}

/// Runs the program of a folder there, with nobody at the terminal, and gives back what it prints.
fn run(folder: &Path, arguments: &[&Path]) -> String {
    let mut run = Command::new(folder.join("program"));
    run.args(arguments).stdin(Stdio::null()).current_dir(folder).env("LD_LIBRARY_PATH", folder);
    let ran = run.output().expect("program");
    let printed = String::from_utf8_lossy(&ran.stdout).into_owned();
    let complaint = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{}: {printed}\n{complaint}", folder.display());
    printed
}

/// Compiles a program, runs it on the sample roster with a new book, and gives back what it prints.
fn output(source: &str) -> String {
    run(&compile(source), &[&root().join("tests/data/sds/v1-100-users"), Path::new("district.book")])
}

#[test]
fn the_first_seat() {
    let readme = fs::read_to_string(root().join("README.md")).expect("README");
    for source in ["examples/c/first_seat.c", "examples/cpp/first_seat.cpp"] {
        assert!(
            readme.contains(&format!("```text\n{}```\n", output(source))),
            "{source} prints something else"
        );
    }
}

/// The same operations make the same journal, so both programs end with the same head.
#[test]
fn the_main_job() {
    let heads = ["examples/c/main_job.c", "examples/cpp/main_job.cpp"].map(|source| {
        let printed = output(source);
        let line =
            |start: &str| printed.lines().find(|line| line.starts_with(start)).unwrap_or_default().to_owned();
        assert!(line("total").ends_with("602       60      360      182"), "{source}: {printed}");
        assert_eq!(line("first"), "first without a seat: 13061 in class 11015");
        assert_eq!(line("counts"), "counts    60 seats: 60 assigned (60 started), 0 new, 0 reusable");
        line("journal")
    });
    assert!(heads.iter().all(|head| head.starts_with("journal   22 operations, head ")));
    assert!(heads.windows(2).all(|pair| pair.first() == pair.last()), "{heads:?}");
}

/// Ten seats, seven in use, and a licence file with five: it waits while nobody says yes, and is taken over when somebody does.
#[test]
fn taking_over_a_licence_file() {
    let folder = compile("examples/c/activate_licence.c");
    let licences = root().join("tests/data/licences");
    let (book, key) = (Path::new("fjord.book"), licences.join("vendor.pub"));
    let file = licences.join("fjord-1-five-sales.licence");
    assert_eq!(run(&folder, &[Path::new("--demo"), book, &key]), "");
    let [on, day] = ["--on", "2025-08-18"].map(Path::new);
    let waits = run(&folder, &[book, &file, &key, on, day]);
    assert!(waits.ends_with("  2 more must give theirs back\nit waits\n"), "{waits}");
    let printed = run(&folder, &[book, &file, &key, on, day, Path::new("--yes")]);
    assert_eq!(printed, LICENCE_TAKEN_OVER);
    let again = run(&folder, &[book, &file, &key, Path::new("--yes")]);
    assert!(again.ends_with("no line changes\n\nnothing is left to decide\n"), "{again}");
}

/// What the administrator sees who says yes to everything.
const LICENCE_TAKEN_OVER: &str = r"licence file 4 for Fjord AS, serial number SN-4711, version 1: pending

line        change           old       new    in use free then to remove
sales       lowered           10         5         7         0         2  blocked
service     terms              3         3         0         3         0
  ends_on: nothing becomes 2026-12-31
web         added              0         2         0         2         0

fewer seats than are in use; more can be bought at https://shop.example/licences

sales: 7 in use, 5 afterwards: 2 must give theirs back
  take the seat of Carl Eide (carl), suggested: disabled? [y/n] y
  take the seat of Gunn Iversen (gunn), suggested: last_assigned? [y/n] y

activate the licence file? [y/n] y
  carl: seat 3 of pool `first` was taken back and can be given to somebody else
  gunn: seat 7 of pool `first` was taken back and can be given to somebody else
active
";

#[test]
fn the_main_jobs_figures() {
    let printed = output("tests/c/main_job_figures.c");
    assert_eq!(printed.lines().count(), 6, "{printed}");
}
