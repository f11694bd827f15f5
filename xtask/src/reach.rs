//! `cargo xtask reach`: how much of the C library's own code its tests in Rust, C and C++ run, and which functions they do
//! not. Needs LLVM's tools (`llvm-cov`, `llvm-profdata`), 19 or newer; nothing is judged.

use crate::session::{Outcome, Session, read};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The suffixes of the tools that can read what this compiler writes, as Debian calls them.
const SUFFIXES: [&str; 5] = ["", "-22", "-21", "-20", "-19"];
const OLDEST: u32 = 19;

pub fn run(session: &mut Session) {
    session.step("reach of the C tests", measure);
}

fn measure(session: &mut Session) -> Outcome {
    let Some(suffix) = SUFFIXES.into_iter().find(|suffix| is_new_enough(suffix)) else {
        return session.skip("llvm-cov 19 or newer is not installed");
    };
    let apart = session.places.target.join("reach");
    let profiles = apart.join("profiles");
    let _ = fs::remove_dir_all(&profiles);
    // One file for each library or program, to which every process adds what it ran.
    let pattern = profiles.join("%m.profraw");
    let tested = {
        let mut test = session.cargo(&["test", "--quiet", "-p", "seatbook-ffi", "--no-fail-fast"]);
        test.env("CARGO_TARGET_DIR", &apart).env("LLVM_PROFILE_FILE", pattern);
        session.run(test.env("RUSTFLAGS", "-Cinstrument-coverage"))
    };
    let merged = apart.join("merged.profdata");
    let mut merge = session.command(format!("llvm-profdata{suffix}"));
    merge.args(["merge", "--sparse", "-o"]).arg(&merged).args(files(&profiles, "profraw")?);
    session.run(&mut merge)?;
    let library = apart.join("debug/libseatbook.so");
    let mut export = session.command(format!("llvm-cov{suffix}"));
    export.args(["export", "--format=lcov", "--instr-profile"]).arg(&merged).arg(&library);
    if let Some(program) = unit_tests(&apart.join("debug/deps"))? {
        export.arg("--object").arg(program);
    }
    export.arg("--sources").arg(session.places.root.join("ffi/src"));
    print(&read(&mut export)?, &session.places.root);
    tested
}

/// Whether `llvm-cov` is there under this name and of a version that understands this compiler's files.
fn is_new_enough(suffix: &str) -> bool {
    let Ok(output) = Command::new(format!("llvm-cov{suffix}")).arg("--version").output() else {
        return false;
    };
    let said = String::from_utf8_lossy(&output.stdout);
    let version =
        said.split_once("LLVM version ").and_then(|(_, after)| after.split('.').next()?.parse().ok());
    version.is_some_and(|version: u32| version >= OLDEST)
}

fn files(folder: &Path, extension: &str) -> Outcome<Vec<PathBuf>> {
    let failed = |error| format!("{}: {error}", folder.display());
    let entries = folder.read_dir().and_then(Iterator::collect::<Result<Vec<_>, _>>).map_err(failed)?;
    let paths = entries.iter().map(fs::DirEntry::path);
    Ok(paths.filter(|path| path.extension().unwrap_or_default() == extension).collect())
}

/// The program of the tests inside `ffi/src`: the newest one, for old builds may lie beside it.
fn unit_tests(folder: &Path) -> Outcome<Option<PathBuf>> {
    let mut programs = files(folder, "")?;
    programs
        .retain(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("seatbook-")));
    Ok(programs.into_iter().max_by_key(|path| path.metadata().and_then(|data| data.modified()).ok()))
}

/// What of a file was run: how often each line; of each function the line where it begins, its name and whether it ran.
#[derive(Default)]
struct File {
    lines: BTreeMap<u32, u64>,
    functions: BTreeMap<u32, (String, bool)>,
}

/// Reads the format of `lcov`. One function is listed once for each type that it was compiled for.
fn parse(lcov: &str) -> BTreeMap<String, File> {
    let mut files: BTreeMap<String, File> = BTreeMap::new();
    let mut path = String::new();
    let mut begins: BTreeMap<String, u32> = BTreeMap::new();
    for line in lcov.lines() {
        let (kind, rest) = line.split_once(':').unwrap_or((line, ""));
        let (first, second) = rest.split_once(',').unwrap_or((rest, ""));
        let file = files.entry(path.clone()).or_default();
        match kind {
            "SF" => {
                rest.clone_into(&mut path);
                begins.clear();
            }
            "FN" => {
                let at = first.parse().unwrap_or(0);
                begins.insert(second.to_owned(), at);
                file.functions.entry(at).or_insert((second.to_owned(), false));
            }
            "FNDA" => {
                if let Some((_, ran)) = begins.get(second).and_then(|at| file.functions.get_mut(at)) {
                    *ran |= first != "0";
                }
            }
            "DA" => {
                let times: u64 = second.parse().unwrap_or(0);
                let known = file.lines.entry(first.parse().unwrap_or(0)).or_default();
                *known = times.max(*known);
            }
            _ => {}
        }
    }
    files.retain(|_, file| !file.lines.is_empty());
    files
}

fn print(lcov: &str, root: &Path) {
    let mut files = parse(lcov);
    files.retain(|path, _| !path.contains("/tests") && !path.ends_with("/doors.rs"));
    let (mut lines, mut run_lines, mut functions, mut run_functions) = (0, 0, 0, 0);
    for (path, file) in &files {
        let shown = Path::new(path).strip_prefix(root).unwrap_or(Path::new(path)).display();
        let run = file.lines.values().filter(|times| **times > 0).count();
        println!("{shown:<40} {run:>5} of {:>5} lines", file.lines.len());
        for (at, (name, _)) in file.functions.iter().filter(|(_, (_, ran))| !ran) {
            println!("    not run: line {at}, {name}");
        }
        lines += file.lines.len();
        run_lines += run;
        functions += file.functions.len();
        run_functions += file.functions.values().filter(|(_, ran)| *ran).count();
    }
    println!(
        "{run_lines} of {lines} lines and {run_functions} of {functions} functions of ffi/src run in its tests"
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_run_is_read() {
        let lcov = "SF:/w/ffi/src/a.rs\nFN:3,one<u8>\nFN:3,one<u16>\nFN:9,two\nFNDA:0,one<u8>\nFNDA:4,one<u16>\n\
                    FNDA:0,two\nFNF:2\nDA:3,4\nDA:4,0\nDA:9,0\nDA:3,0\nend_of_record\n";
        let files = parse(lcov);
        assert_eq!(files.len(), 1);
        let file = &files["/w/ffi/src/a.rs"];
        assert_eq!(file.lines, BTreeMap::from([(3, 4), (4, 0), (9, 0)]));
        assert_eq!(
            file.functions,
            BTreeMap::from([(3, ("one<u8>".to_owned(), true)), (9, ("two".to_owned(), false))])
        );
    }
}
