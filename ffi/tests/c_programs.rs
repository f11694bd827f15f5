//! Compiles the programs in tests/c and tests/cpp against the library and runs them.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::print_stdout, reason = "a test")]

use std::collections::HashSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Mutex;
use std::{env, fs};

const WARNINGS: [&str; 5] = ["-Wall", "-Wextra", "-Wpedantic", "-Werror", "-g"];

/// Everything in tests/c that says how many checks passed.
const PROGRAMS: [&str; 18] = [
    "activation",
    "answers",
    "callbacks",
    "main_job",
    "lists",
    "operations",
    "outcomes",
    "questions",
    "bad_loads",
    "bad_requests",
    "bad_questions",
    "bad_reports",
    "bad_answers",
    "handles",
    "threads",
    "forks",
    "roster",
    "statuses",
];

/// The same in tests/cpp.
const PROGRAMS_IN_CPP: [&str; 4] = ["main_job", "operations", "answers", "licence_files"];

/// What a program is given on its command line.
fn arguments(name: &str) -> Option<PathBuf> {
    (name == "licence_files").then(|| root().join("tests/data/licences"))
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Where cargo put libseatbook: beside this test.
fn library_folder() -> PathBuf {
    env::current_exe().expect("test").parent().expect("folder").to_owned()
}

/// A folder of its own for one program, with the link that the loader asks for: cargo only writes libseatbook.so.
fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("programs").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("scratch folder");
    let link = folder.join("libseatbook.so.0");
    std::os::unix::fs::symlink(library_folder().join("libseatbook.so"), link).expect("link");
    folder
}

#[derive(Clone, Copy)]
enum Linked {
    Dynamic,
    Static,
}

/// Compiles a program and gives back its path.
fn compile(source: &str, name: &str, linked: Linked) -> PathBuf {
    let folder = scratch(name);
    let program = folder.join("program");
    let is_c = Path::new(source).extension().is_some_and(|extension| extension == "c");
    let (compiler, standard) = if is_c { ("CC", "-std=c11") } else { ("CXX", "-std=c++17") };
    let fallback = if is_c { "cc" } else { "c++" };
    let mut command = Command::new(env::var(compiler).unwrap_or_else(|_| fallback.into()));
    command.arg(standard).args(WARNINGS).arg("-I").arg(root().join("include"));
    command.arg(root().join(source)).arg("-o").arg(&program);
    match linked {
        Linked::Dynamic => command.arg("-L").arg(library_folder()).arg("-lseatbook"),
        Linked::Static => command.arg(library_folder().join("libseatbook.a")).args(["-ldl", "-lm"]),
    };
    let output = command.arg("-lpthread").output().expect("compiler");
    assert!(output.status.success(), "{source}:\n{}", String::from_utf8_lossy(&output.stderr));
    program
}

/// The program, to be run in its folder.
fn command(program: &Path) -> Command {
    in_folder(Command::new(program), program)
}

/// The same under valgrind, which ends it with 9 if something is wrong. A child of `fork()` leaves its parent's book alone,
/// which valgrind must take for a leak: there only reads and writes are checked.
fn valgrind(program: &Path, forks: bool) -> Command {
    let mut command = Command::new("valgrind");
    command.args(["-q", "--fair-sched=yes", "--error-exitcode=9"]);
    if !forks {
        command.args(["--leak-check=full", "--errors-for-leak-kinds=definite,indirect,possible"]);
    }
    let known = root().join("tests/c/valgrind.supp");
    command.arg(format!("--suppressions={}", known.display())).arg(program);
    in_folder(command, program)
}

fn in_folder(mut command: Command, program: &Path) -> Command {
    let folder = program.parent().expect("folder");
    // A caught panic would print a backtrace if this were set.
    command.current_dir(folder).env("LD_LIBRARY_PATH", folder).env("RUST_BACKTRACE", "0");
    command
}

/// All checks passed, and the program said so.
fn assert_passed(source: &str, output: &Output) {
    let said = String::from_utf8_lossy(&output.stdout);
    let complained = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{source}: {}\n{said}\n{complained}", output.status);
    let last = said.lines().last().unwrap_or_default();
    assert!(last.starts_with("capi: ") && last.ends_with(", 0 failed"), "{source}: {said}");
    println!("{source}: {last}");
}

fn run(source: &str, name: &str, linked: Linked) {
    let program = compile(source, name, linked);
    assert_passed(source, &command(&program).output().expect("program"));
}

#[test]
fn main_job() {
    run("tests/c/main_job.c", "main_job", Linked::Dynamic);
}

#[test]
fn activation() {
    run("tests/c/activation.c", "activation", Linked::Dynamic);
}

#[test]
fn answers() {
    run("tests/c/answers.c", "answers", Linked::Dynamic);
}

#[test]
fn lists() {
    run("tests/c/lists.c", "lists", Linked::Dynamic);
}

#[test]
fn outcomes() {
    run("tests/c/outcomes.c", "outcomes", Linked::Dynamic);
}

#[test]
fn operations() {
    run("tests/c/operations.c", "operations", Linked::Dynamic);
}

#[test]
fn questions() {
    run("tests/c/questions.c", "questions", Linked::Dynamic);
}

#[test]
fn main_job_linked_statically() {
    run("tests/c/main_job.c", "main_job_static", Linked::Static);
}

#[test]
fn programs_in_cpp() {
    for name in PROGRAMS_IN_CPP {
        let source = format!("tests/cpp/{name}.cpp");
        let program = compile(&source, &format!("{name}_cpp"), Linked::Dynamic);
        let mut command = command(&program);
        assert_passed(&source, &command.args(arguments(name)).output().expect("program"));
    }
}

const BAD_INPUTS: [&str; 5] = ["bad_loads", "bad_requests", "bad_questions", "bad_reports", "bad_answers"];

/// Every bad call with its status; after each the book is as it was. What was called stands in `tests/c/bad_inputs.tsv`.
#[test]
fn bad_inputs() {
    let mut table = String::from("call\targument\tstatus\n");
    for name in BAD_INPUTS {
        let source = format!("tests/c/{name}.c");
        let program = compile(&source, name, Linked::Dynamic);
        let output = command(&program).arg("rows.tsv").output().expect("program");
        assert_passed(&source, &output);
        table.push_str(&fs::read_to_string(program.with_file_name("rows.tsv")).expect("rows"));
    }
    let rows = table.lines().count() - 1;
    println!("bad inputs: {rows} rows");
    assert!(rows >= 400, "{rows}");
    let committed = root().join("tests/c/bad_inputs.tsv");
    if env::var_os("SEATBOOK_BLESS").is_some() {
        fs::write(&committed, &table).expect("table");
    }
    let stale = "tests/c/bad_inputs.tsv is not what is called: run this test with `SEATBOOK_BLESS=1`";
    assert!(fs::read_to_string(&committed).expect("table") == table, "{stale}");
}

/// The words of programs in tests/c.
fn words<'n>(programs: impl Iterator<Item = &'n &'n str>) -> HashSet<String> {
    let read = |name: &str| fs::read_to_string(root().join("tests/c").join(name)).expect("source");
    let sources: String = programs.map(|name| read(&format!("{name}.c"))).chain([read("check.h")]).collect();
    let words = sources.split(|c: char| c != '_' && !c.is_ascii_alphanumeric());
    words.map(str::to_owned).collect()
}

/// The functions that the header declares, and what each takes.
fn functions(header: &str) -> impl Iterator<Item = (&str, &str)> {
    let before_brackets = header.split(';').filter_map(|declaration| declaration.split_once('('));
    before_brackets.filter_map(|(before, takes)| {
        let name = before.split(|c: char| c != '_' && !c.is_ascii_alphanumeric()).next_back()?;
        name.starts_with("seatbook_").then_some((name, takes))
    })
}

/// No function was forgotten: each that takes anything is called with what is wrong, or not there, and each without anything wrong.
/// That the latter run is what `cargo xtask reach` shows.
#[test]
fn every_function_is_called() {
    let header = fs::read_to_string(root().join("include/seatbook.cdef.h")).expect("header");
    let functions: Vec<(&str, &str)> = functions(&header).collect();
    assert!(functions.len() > 400, "{}", functions.len());
    let bad = words(BAD_INPUTS.iter().chain(&["activation"]));
    let good = words(PROGRAMS.iter().filter(|name| !BAD_INPUTS.contains(name)));
    let without = |called: &HashSet<String>, takes_nothing: bool| -> Vec<&str> {
        let missing = functions.iter().filter(|(name, _)| !called.contains(*name));
        missing.filter(|(_, takes)| takes_nothing || *takes != "void)").map(|(name, _)| *name).collect()
    };
    assert_eq!(without(&bad, false), Vec::<&str>::new(), "are not called with what is wrong");
    assert_eq!(without(&good, true), Vec::<&str>::new(), "are only called with what is wrong");
    println!("functions: {}", functions.len());
}

#[test]
fn handles() {
    run("tests/c/handles.c", "handles", Linked::Dynamic);
}

#[test]
fn callbacks() {
    run("tests/c/callbacks.c", "callbacks", Linked::Dynamic);
}

/// Loaded and unloaded by a host that is not linked with it.
#[test]
fn unload() {
    let folder = scratch("unload");
    let program = folder.join("program");
    let mut compile = Command::new(env::var("CC").unwrap_or_else(|_| "cc".into()));
    compile.arg("-std=c11").args(WARNINGS).arg("-I").arg(root().join("include"));
    compile.arg(root().join("tests/c/unload.c")).arg("-o").arg(&program).arg("-ldl");
    let compiled = compile.output().expect("compiler");
    assert!(compiled.status.success(), "{}", String::from_utf8_lossy(&compiled.stderr));
    let output = command(&program).arg("./libseatbook.so.0").output().expect("program");
    assert_passed("tests/c/unload.c", &output);
}

/// Printed by `cargo xtask figures` for a release build; here it only has to run.
#[test]
fn call_cost() {
    let program = compile("tests/c/call_cost.c", "call_cost", Linked::Dynamic);
    assert_passed("tests/c/call_cost.c", &command(&program).arg("50").output().expect("program"));
}

#[test]
fn threads() {
    run("tests/c/threads.c", "threads", Linked::Dynamic);
}

#[test]
fn forks() {
    run("tests/c/forks.c", "forks", Linked::Dynamic);
}

#[test]
fn statuses() {
    run("tests/c/statuses.c", "statuses", Linked::Dynamic);
}

#[test]
fn roster() {
    run("tests/c/roster.c", "roster", Linked::Dynamic);
}

/// The program of the scenario runner, with lines that are short, long, and wrong.
#[test]
fn scenarios_line_by_line() {
    let program = compile("tests/c/scenarios.c", "scenarios", Linked::Dynamic);
    let answers = converse(&program, command(&program));
    let starts: Vec<&str> = answers.lines().map(|line| line.get(..24).unwrap_or(line)).collect();
    assert_eq!(starts.len(), 10, "{answers}");
    assert!(starts[0].starts_with("ok\t{\"format\":\"seatbook."), "{}", starts[0]);
    assert!(starts[1].starts_with("ok\t{\"format\":\"seatbook."), "{}", starts[1]);
    assert!(starts[2].starts_with("ok\t"), "{}", starts[2]);
    assert!(starts[3].starts_with("error\t{"), "{}", starts[3]);
    assert!(starts[4].starts_with("error\t{"), "{}", starts[4]);
    assert!(starts[5].starts_with("ok\t{\"format\":\"seatbook."), "{}", starts[5]);
    assert!(starts[6].starts_with("ok\t{\"format\":\"seatbook.r"), "{}", starts[6]);
    assert!(starts[7].starts_with("ok\t{\"format\":\"seatbook.r"), "{}", starts[7]);
    assert!(starts[8].starts_with("ok\t{\"format\":\"seatbook.a"), "{}", starts[8]);
    assert!(starts[9].starts_with("error\t{"), "{}", starts[9]);
}

fn converse(program: &Path, mut command: Command) -> String {
    let book = program.with_file_name("book.seatbook");
    let _ = fs::remove_file(&book);
    command.arg(&book).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().expect("program");
    let long_name = "x".repeat(4000);
    let many: Vec<String> = (0..20_000).map(|number| format!("\"nobody{number}\"")).collect();
    let load = format!(
        r#"{{"orgs":[{{"id":"s","name":"{long_name}"}}],"users":[{{"id":"å","org":"s"}},{{"id":"bo","org":"s"}}],"products":[{{"id":"p"}}],"pools":[{{"id":"q","product":"p","org":"s","quantity":1}}]}}"#
    );
    let lines = [
        format!("load\t{load}\t{{\"on\":\"2025-08-18\",\"items\":[]}}"),
        r#"apply	{"on":"2025-08-18","items":[{"op":"assign","user":"å","product":"p"}]}"#.into(),
        r#"query	{"query":"licences","user":"å","on":"2025-08-18"}"#.into(),
        r#"query	{"query":"weather"}"#.into(),
        r#"apply	{"on":"2025-08-18","items":[{"op":"assign","user":"å","product":"nothing"}]}"#.into(),
        format!(
            r#"apply	{{"on":"2025-08-18","items":[{{"op":"assign","users":[{}],"product":"p"}}]}}"#,
            many.join(",")
        ),
        r#"merge	{"from":"å","into":"bo"}	{"on":"2025-08-18","items":[]}"#.into(),
        r#"remove	{"users":["bo"],"give_back":true}	{"on":"2025-08-18","items":[]}"#.into(),
        r#"advance	{"on":"2025-08-18","items":[]}"#.into(),
        r#"remove	{"users":["bo"],"colour":1}	{"on":"2025-08-18","items":[]}"#.into(),
    ];
    let mut input = child.stdin.take().expect("stdin");
    let writer = std::thread::spawn(move || {
        for line in lines {
            writeln!(input, "{line}").expect("line");
        }
    });
    let output = child.wait_with_output().expect("answers");
    writer.join().expect("writer");
    assert!(output.status.success(), "{}", output.status);
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// No leak, no read of what was freed or never written. Slow: `cargo test -p seatbook-ffi -- --ignored under_valgrind`.
#[test]
#[ignore = "needs valgrind and minutes"]
fn under_valgrind() {
    let c = PROGRAMS.iter().map(|name| ("tests/c", *name, "c"));
    let cpp = PROGRAMS_IN_CPP.iter().map(|name| ("tests/cpp", *name, "cpp"));
    let left = Mutex::new(c.chain(cpp));
    // Two at a time: valgrind runs a program's threads one after the other.
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some((folder, name, extension)) = left.lock().expect("left").next() {
                    let source = format!("{folder}/{name}.{extension}");
                    let program = compile(&source, &format!("valgrind_{name}_{extension}"), Linked::Dynamic);
                    let mut command = valgrind(&program, name == "forks");
                    assert_passed(&source, &command.args(arguments(name)).output().expect("valgrind"));
                }
            });
        }
    });
    let program = compile("tests/c/scenarios.c", "valgrind_scenarios", Linked::Dynamic);
    converse(&program, valgrind(&program, false));
}

/// What the library exports is what the header declares: nothing forgotten, nothing let out.
#[test]
fn exported_symbols() {
    let header = fs::read_to_string(root().join("include/seatbook.h")).expect("header");
    let code: String =
        header.split("/*").map(|part| part.split_once("*/").map_or(part, |(_, code)| code)).collect();
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut declared: Vec<&str> = code
        .split('(')
        .filter_map(|before| before.rsplit(|c| !is_name(c)).next())
        .filter(|name| name.starts_with("seatbook_"))
        .collect();
    declared.sort_unstable();
    declared.dedup();
    let library = library_folder().join("libseatbook.so");
    let listed = Command::new("nm").args(["-D", "--defined-only"]).arg(library).output().expect("nm");
    let listed = String::from_utf8(listed.stdout).expect("UTF-8");
    let mut exported: Vec<&str> = listed.lines().filter_map(|line| line.split_whitespace().nth(2)).collect();
    exported.sort_unstable();
    assert_eq!(declared, exported);
    assert!(exported.len() > 100);
}

/// The name that programs ask the loader for.
#[test]
fn soname() {
    let library = library_folder().join("libseatbook.so");
    let listed = Command::new("readelf").arg("-d").arg(library).output().expect("readelf");
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    assert!(listed.contains("[libseatbook.so.0]"), "{listed}");
}
