//! `cargo xtask reach`: how much of the C library's own code its tests in C and C++ run, and what they do not; then the same
//! with its tests in Rust. Needs LLVM's tools (`llvm-cov`, `llvm-profdata`), as new as this compiler; nothing is judged.

use crate::session::{Outcome, Session, read};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fmt, fs};

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
    let deps = apart.join("debug/deps");
    // The static library cannot be linked by a C compiler when it counts.
    let programs = ["--test", "*", "--no-fail-fast", "--", "--skip", "linked_statically"];
    let in_c = test(session, &apart, suffix, &programs);
    let library = deps.join("libseatbook.so");
    let mut files = parse(&export(session, &apart, suffix, &library)?);
    print(&files, &session.places.root);
    let in_rust = test(session, &apart, suffix, &["--lib"]);
    for (path, file) in parse(&export(session, &apart, suffix, &unit_tests(&deps)?)?) {
        // What only tests are made of is not in the library.
        if let Some(known) = files.get_mut(&path) {
            known.add(file);
        }
    }
    println!("with those in Rust: {}", Sums::of(&files));
    in_c.and(in_rust)
}

/// Runs some of the tests and puts together what every process of theirs ran.
fn test(session: &mut Session, apart: &Path, suffix: &str, which: &[&str]) -> Outcome {
    let profiles = apart.join("profiles");
    let _ = fs::remove_dir_all(&profiles);
    let mut test = session.cargo(&["test", "--quiet", "-p", "seatbook-ffi"]);
    // One file for each library or program, to which every process adds.
    test.env("CARGO_TARGET_DIR", apart).env("LLVM_PROFILE_FILE", profiles.join("%m.profraw"));
    let tested = session.run(test.env("RUSTFLAGS", "-Cinstrument-coverage").args(which));
    let mut merge = session.command(format!("llvm-profdata{suffix}"));
    merge.args(["merge", "--sparse", "-o"]).arg(apart.join("merged.profdata"));
    session.run(merge.args(files(&profiles, "profraw")?))?;
    tested
}

/// What of `ffi/src` was run, by the code that a library or program was made of.
fn export(session: &mut Session, apart: &Path, suffix: &str, object: &Path) -> Outcome<String> {
    let mut export = session.command(format!("llvm-cov{suffix}"));
    export.args(["export", "--format=lcov", "--instr-profile"]).arg(apart.join("merged.profdata"));
    read(export.arg(object).arg("--sources").arg(session.places.root.join("ffi/src")))
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
fn unit_tests(folder: &Path) -> Outcome<PathBuf> {
    let mut programs = files(folder, "")?;
    programs
        .retain(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("seatbook-")));
    let newest =
        programs.into_iter().max_by_key(|path| path.metadata().and_then(|data| data.modified()).ok());
    newest.ok_or_else(|| format!("{}: the tests in Rust are not there", folder.display()))
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

impl File {
    /// Adds what another run of it ran.
    fn add(&mut self, other: File) {
        for (line, times) in other.lines {
            if let Some(known) = self.lines.get_mut(&line) {
                *known = times.max(*known);
            }
        }
        for (at, (_, ran)) in other.functions {
            if let Some((_, known)) = self.functions.get_mut(&at) {
                *known |= ran;
            }
        }
    }

    /// Its exported functions, by name, and whether they ran.
    fn exported(&self) -> impl Iterator<Item = (&str, bool)> {
        let named = self.functions.values().map(|(name, ran)| (name.as_str(), *ran));
        named.filter(|(name, _)| name.starts_with("seatbook_"))
    }

    /// The lines that were not run, such as `12, 20-22`; lines without code in between do not part them.
    fn gaps(&self) -> String {
        let mut gaps: Vec<(u32, u32)> = Vec::new();
        let mut before = false;
        for (line, times) in &self.lines {
            match gaps.last_mut() {
                Some((_, last)) if before && *times == 0 => *last = *line,
                _ if *times == 0 => gaps.push((*line, *line)),
                _ => {}
            }
            before = *times == 0;
        }
        let shown = gaps
            .into_iter()
            .map(|(first, last)| if first == last { first.to_string() } else { format!("{first}-{last}") });
        shown.collect::<Vec<_>>().join(", ")
    }
}

/// How many lines, functions and exported functions there are, and how many of them ran.
#[derive(Default)]
struct Sums {
    lines: (usize, usize),
    functions: (usize, usize),
    exported: (usize, usize),
}

impl Sums {
    fn of(files: &BTreeMap<String, File>) -> Self {
        let mut sums = Self::default();
        let count = |sum: &mut (usize, usize), ran: bool| *sum = (sum.0 + usize::from(ran), sum.1 + 1);
        for file in files.values() {
            file.lines.values().for_each(|times| count(&mut sums.lines, *times > 0));
            file.functions.values().for_each(|(_, ran)| count(&mut sums.functions, *ran));
            file.exported().for_each(|(_, ran)| count(&mut sums.exported, ran));
        }
        sums
    }
}

impl fmt::Display for Sums {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { lines, functions, exported } = self;
        let mille = lines.0 * 1000 / lines.1.max(1);
        write!(f, "{} of {} lines of ffi/src ({}.{} %), ", lines.0, lines.1, mille / 10, mille % 10)?;
        write!(f, "{} of {} functions, ", functions.0, functions.1)?;
        write!(f, "{} of {} that are exported", exported.0, exported.1)
    }
}

fn print(files: &BTreeMap<String, File>, root: &Path) {
    for (path, file) in files {
        let shown = Path::new(path).strip_prefix(root).unwrap_or(Path::new(path)).display();
        let run = file.lines.values().filter(|times| **times > 0).count();
        println!("{shown:<40} {run:>5} of {:>5} lines", file.lines.len());
        if run < file.lines.len() {
            println!("    not run: {}", file.gaps());
        }
        for (name, _) in file.exported().filter(|(_, ran)| !ran) {
            println!("    not called: {name}");
        }
    }
    println!("in C and C++: {}", Sums::of(files));
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

    #[test]
    fn what_was_not_run_is_told_in_stretches() {
        let lines = [(3, 1), (4, 0), (5, 0), (8, 0), (9, 2), (11, 0)];
        let mut file = File { lines: lines.into(), ..File::default() };
        file.functions.insert(3, ("seatbook_open".to_owned(), false));
        assert_eq!(file.gaps(), "4-8, 11");
        file.add(File {
            lines: [(4, 2), (70, 1)].into(),
            functions: [(3, ("open".to_owned(), true))].into(),
        });
        assert_eq!(file.gaps(), "5-8, 11");
        let sums = Sums::of(&[("a".to_owned(), file)].into()).to_string();
        assert_eq!(sums, "3 of 6 lines of ffi/src (50.0 %), 1 of 1 functions, 1 of 1 that are exported");
    }
}
