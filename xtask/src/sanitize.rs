//! `cargo xtask sanitize`: the programs in tests/c and tests/cpp where every wrong step in memory is told: under valgrind,
//! and with the library and the programs built with address and undefined behaviour sanitizers.

use crate::session::{Outcome, Session};
use crate::test::together;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The only target that sanitizers of the stable toolchain are made for.
const TARGET: &str = "x86_64-unknown-linux-gnu";

/// Both; each says by itself what it needs.
pub fn run(session: &mut Session) {
    session.step("C under valgrind", valgrind);
    session.step("C with sanitizers", sanitizers);
}

/// The test that is left out of `cargo test` because it needs valgrind and minutes.
fn valgrind(session: &mut Session) -> Outcome {
    if Command::new("valgrind").arg("--version").output().is_err() {
        return session.skip("valgrind is not installed");
    }
    let mut test = together(session, "test");
    session.run(test.args(["--test", "c_programs", "--", "--ignored", "--show-output", "under_valgrind"]))
}

/// The library with the address sanitizer, in a folder of its own; the programs with both.
fn sanitizers(session: &mut Session) -> Outcome {
    if !cfg!(all(target_arch = "x86_64", target_os = "linux")) {
        return session.skip("sanitizers are only tried on Linux on x86-64");
    }
    let apart = session.places.target.join("sanitize");
    let mut build = session.cargo(&["build", "--quiet", "-p", "seatbook-ffi", "--target", TARGET]);
    // What the library is built from is compiled once here and runs little.
    build.args(["--config", "profile.dev.package.\"*\".opt-level=0"]);
    // The flag is not stable; the toolchain's runtime for it is there all the same.
    build.env("CARGO_TARGET_DIR", &apart).env("RUSTC_BOOTSTRAP", "1").env("RUSTFLAGS", "-Zsanitizer=address");
    session.run(&mut build)?;
    let library = apart.join(TARGET).join("debug");
    let programs = apart.join("programs");
    for (folder, extension) in [("tests/c", "c"), ("tests/cpp", "cpp")] {
        for source in sources(&session.places.root.join(folder), extension)? {
            one(session, &source, &library, &programs)?;
        }
    }
    Ok(())
}

/// The programs of a folder that need no conversation and no other build.
fn sources(folder: &Path, extension: &str) -> Outcome<Vec<PathBuf>> {
    let failed = |error| format!("{}: {error}", folder.display());
    let mut sources = Vec::new();
    for entry in folder.read_dir().map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let elsewhere = ["scenarios", "main_job_figures", "call_cost", "unload"].contains(&name.as_str());
        if path.extension().is_some_and(|found| found == extension) && !elsewhere {
            sources.push(path);
        }
    }
    sources.sort();
    Ok(sources)
}

fn one(session: &mut Session, source: &Path, library: &Path, programs: &Path) -> Outcome {
    let is_c = source.extension().is_some_and(|extension| extension == "c");
    let name = source.file_name().unwrap_or_default().to_string_lossy().replace('.', "-");
    let folder = programs.join(&name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let program = folder.join("program");
    let (variable, fallback, standard) =
        if is_c { ("CC", "cc", "-std=c11") } else { ("CXX", "c++", "-std=c++17") };
    let mut compile = session.command(std::env::var(variable).unwrap_or_else(|_| fallback.to_owned()));
    compile.args([standard, "-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=undefined"]);
    compile.arg("-I").arg(session.places.root.join("include")).arg(source).arg("-o").arg(&program);
    compile.arg("-L").arg(library).args(["-l:libseatbook.a", "-lpthread", "-ldl", "-lm"]);
    session.run(&mut compile)?;
    let mut command = session.command(&program);
    command.current_dir(&folder).env("ASAN_OPTIONS", "detect_leaks=1:detect_stack_use_after_return=1");
    match name.as_str() {
        "licence_files-cpp" => command.arg(session.places.root.join("tests/data/licences")),
        // Kilobytes of stack for each of many threads: redzones take room.
        "threads-c" => command.arg("1024"),
        _ => &mut command,
    };
    session.run(&mut command)
}
