//! A program that was built against an older header runs with today's library. What the header declares is compared with
//! the one of the release (`tests/abi/0.1.0`) by abidiff, and a program is built against the first header of all and run.
//!
//! A release that adds something writes its header down: `SEATBOOK_BLESS_ABI=1 cargo test -p seatbook-ffi --test abi`.

#![allow(clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "a test")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::{env, fs};

/// The header that today's must be compatible with.
const BASELINE: &str = "tests/abi/0.1.0/seatbook.h";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).expect(path)
}

fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("abi").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("scratch folder");
    folder
}

/// Whether abidiff can be had. `SEATBOOK_RUN_ALL=1` (CI) does not take no for an answer.
fn has_abidiff() -> bool {
    let there = Command::new("abidiff").arg("--version").output().is_ok();
    assert!(there || env::var_os("SEATBOOK_RUN_ALL").is_none(), "abidiff is missing: install abigail-tools");
    if !there {
        println!("skipped: abidiff is not installed (Debian's package is abigail-tools)");
    }
    there
}

/// What libabigail sees of a header: a library of functions without bodies that is made from it. In C++ enumerations are
/// types of their own; those that no function returns are named by a function that takes them.
fn dump(name: &str, header: &str) -> PathBuf {
    let folder = scratch(name);
    fs::write(folder.join("seatbook.h"), header).expect("header");
    let is_end = |c: char| c != '_' && !c.is_ascii_alphanumeric();
    let mut enumerations = String::new();
    for name in header.lines().filter_map(|line| line.strip_prefix("enum ")?.split(is_end).next()) {
        enumerations.extend(["void values_of_", name, "(", name, ") {}\n"]);
    }
    let source = format!("#include \"seatbook.h\"\nextern \"C\" {{\n{enumerations}}}\n");
    fs::write(folder.join("stub.cpp"), source).expect("source");
    let library = folder.join("libseatbook.so");
    let compiled = Command::new(env::var("CXX").unwrap_or_else(|_| "c++".into()))
        .args(["-std=c++20", "-g", "-shared", "-fPIC", "-DSEATBOOK_STATIC"])
        .arg("-DSEATBOOK_NOEXCEPT={__builtin_trap();}")
        .arg(folder.join("stub.cpp"))
        .arg("-o")
        .arg(&library)
        .output()
        .expect("compiler");
    assert!(compiled.status.success(), "{name}: {}", String::from_utf8_lossy(&compiled.stderr));
    let abi = folder.join("seatbook.abi");
    let dumped = Command::new("abidw").arg("--out-file").arg(&abi).arg(&library).status().expect("abidw");
    assert!(dumped.success(), "{name}: abidw failed");
    abi
}

/// The body of a struct in a header.
fn body<'h>(header: &'h str, of: &str) -> &'h str {
    let (before, _) = header.split_once(&format!("}} {of};")).expect(of);
    before.rsplit("typedef struct {\n").next().unwrap_or_default()
}

/// Tells abidiff which structs may grow at the end: those that begin with their size.
fn growing(header: &str) -> String {
    let names = header.lines().filter_map(|line| line.strip_prefix("} ")?.strip_suffix(';'));
    let sized: Vec<&str> =
        names.filter(|name| body(header, name).trim_start().starts_with("size_t size;")).collect();
    assert!(sized.len() > 10, "the structs of the header were not found");
    let names = sized.join("|");
    format!(
        "[suppress_type]\ntype_kind = struct\nname_regexp = ^({names})$\nhas_data_member_inserted_at = end\n"
    )
}

/// What abidiff has against a header, where additions are fine; nothing if all is well.
fn complaints(name: &str, header: &str) -> String {
    static DUMPED: OnceLock<PathBuf> = OnceLock::new();
    let baseline = DUMPED.get_or_init(|| dump("baseline", &read(BASELINE)));
    let header = &without_comments(header);
    let folder = scratch(&format!("{name}-compared"));
    let suppressions = folder.join("growing.abignore");
    fs::write(&suppressions, growing(header)).expect("suppressions");
    let compared = Command::new("abidiff")
        .arg("--no-added-syms")
        .arg("--suppressions")
        .arg(suppressions)
        .arg(baseline)
        .arg(dump(name, header))
        .output()
        .expect("abidiff");
    if compared.status.success() { String::new() } else { String::from_utf8_lossy(&compared.stdout).into() }
}

/// A header without comments, as it is kept: half the size, and nothing but the ABI.
fn without_comments(header: &str) -> String {
    let mut kept =
        String::from("/* The header of this version without its comments: what later ones must keep. */\n");
    let mut rest = header;
    while let Some((before, after)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    let lines = kept.lines().map(|line| line.split(" // ").next().unwrap_or_default().trim_end());
    lines.filter(|line| !line.is_empty()).flat_map(|line| [line, "\n"]).collect()
}

#[test]
fn nothing_is_taken_away() {
    let header = read("include/seatbook.h");
    if env::var_os("SEATBOOK_BLESS_ABI").is_some() {
        fs::write(root().join(BASELINE), without_comments(&header)).expect("baseline");
    }
    // Constants are not in the library.
    let baseline = read(BASELINE);
    let constants = baseline.lines().filter(|line| line.starts_with("#define SEATBOOK_"));
    let mut count = 0;
    for constant in constants.filter(|line| !line.starts_with("#define SEATBOOK_VERSION_NUMBER")) {
        assert!(header.lines().any(|line| line == constant), "`{constant}` is gone");
        count += 1;
    }
    assert!(count > 2, "no constants were found in the baseline");
    if has_abidiff() {
        let complaints = complaints("today", &header);
        assert!(complaints.is_empty(), "programs that are built would break:\n{complaints}");
    }
}

/// The gate itself: what would break a program is found, what is only added is not held against the header.
#[test]
fn the_gate_tells_breaks_from_additions() {
    if !has_abidiff() {
        return;
    }
    let header = without_comments(&read("include/seatbook.h"));
    let planted = |name: &str, from: &str, to: &str| {
        let changed = header.replacen(from, to, 1);
        assert!(changed != header, "{name}: `{from}` is not in the header");
        complaints(name, &changed)
    };
    for (name, from, to) in [
        ("another-result", "uint64_t seatbook_report_operation(", "uint32_t seatbook_report_operation("),
        ("another-name", "seatbook_report_operation(", "seatbook_report_op_number("),
        ("another-value", "SEATBOOK_OUTCOME_STARTED = 3,", "SEATBOOK_OUTCOME_STARTED = 4,"),
        ("a-value-of-an-option", "SEATBOOK_MODE_ATOMIC = 1,", "SEATBOOK_MODE_ATOMIC = 2,"),
        ("a-value-gone", "SEATBOOK_OUTCOME_STARTED = 3,", ""),
        ("another-parameter", "seatbook_book_close(", "seatbook_book_close(int32_t how, "),
    ] {
        let complaints = planted(name, from, to);
        assert!(!complaints.is_empty(), "{name} was not found");
    }
    let org = body(&header, "seatbook_org");
    let complaints = planted("a-field-between", org, &org.replacen(";\n", ";\n  size_t extra;\n", 1));
    assert!(!complaints.is_empty(), "a field in the middle of a struct was not found");
    let at_end = |name: &str, of: &str| {
        let end = format!("}} {of};");
        planted(name, &end, &format!("  uint64_t added;\n{end}"))
    };
    let first = "SEATBOOK_API\n";
    let function = "SEATBOOK_API\nint32_t seatbook_added(int32_t a)\nSEATBOOK_NOEXCEPT;\n\nSEATBOOK_API\n";
    for (name, complaints) in [
        ("a-function-more", planted("a-function-more", first, function)),
        (
            "a-value-more",
            planted(
                "a-value-more",
                "SEATBOOK_OUTCOME_STARTED = 3,",
                "SEATBOOK_OUTCOME_STARTED = 3,\n  SEATBOOK_OUTCOME_ADDED = 5000,",
            ),
        ),
        ("an-option-more", at_end("an-option-more", "seatbook_options")),
        ("a-field-more", at_end("a-field-more", "seatbook_counts")),
    ] {
        assert!(complaints.is_empty(), "{name} is an addition:\n{complaints}");
    }
    let complaints = at_end("a-text-grown-at-end", "seatbook_str");
    assert!(!complaints.is_empty(), "a struct without a size field grew unnoticed");
}

/// A program built against an older header, run with today's library.
fn run_old(header_folder: &str) {
    let folder = scratch(&header_folder.replace('/', "-"));
    let library = env::current_exe().expect("test").parent().expect("folder").join("libseatbook.so");
    std::os::unix::fs::symlink(&library, folder.join("libseatbook.so.0")).expect("link");
    let program = folder.join("program");
    let compiled = Command::new(env::var("CC").unwrap_or_else(|_| "cc".into()))
        .args(["-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Werror"])
        .arg("-I")
        .arg(root().join(header_folder))
        .arg("-iquote")
        .arg(root().join("tests/abi/first"))
        .arg(root().join("tests/abi/first/main_job.c"))
        .arg("-o")
        .arg(&program)
        .arg(&library)
        .output()
        .expect("compiler");
    assert!(compiled.status.success(), "{header_folder}: {}", String::from_utf8_lossy(&compiled.stderr));
    let ran = Command::new(&program)
        .current_dir(&folder)
        .env("LD_LIBRARY_PATH", &folder)
        .output()
        .expect("program");
    let said = String::from_utf8_lossy(&ran.stdout);
    assert!(ran.status.success() && said.ends_with(" passed, 0 failed\n"), "{header_folder}: {said}");
    println!("{header_folder}: {}", said.lines().last().unwrap_or_default());
}

#[test]
fn a_program_built_against_the_first_header_runs() {
    run_old("tests/abi/first");
}
