//! The same request through Rust, through C and through Python, each in a process of its own; and through Python's own
//! `sqlite3`.

use crate::bench::{Bench, say};
use crate::child;
use crate::engines::{Kind, SEATBOOK, TUNED};
use crate::figures::Took;
use crate::world::{Order, World, first_ids};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

/// Through C.
pub fn c(bench: &mut Bench) {
    let program = compile(bench);
    through(bench, &[("c", SEATBOOK, &|| Command::new(&program))]);
}

/// Through Python, and through Python's `sqlite3`.
pub fn python(bench: &mut Bench) {
    let python = bench.wanted.python.clone().unwrap_or_else(|| "python3".into());
    let script = |name: &str| {
        let mut command = Command::new(&python);
        command.arg(here().join("python").join(name));
        command
    };
    through(
        bench,
        &[
            ("python", SEATBOOK, &|| script("bulk.py")),
            ("python-sqlite-many", TUNED, &|| script("bulk_sqlite.py")),
            ("python-sqlite-sets", TUNED, &|| script("bulk_sqlite.py")),
        ],
    );
}

/// A name in figures, whose file it works on, and the program.
type Way<'a> = (&'a str, &'a dyn Kind, &'a dyn Fn() -> Command);

fn through(bench: &mut Bench, ways: &[Way<'_>]) {
    let sizes =
        if bench.wanted.sizes.is_empty() { vec![100_000, 1_000_000] } else { bench.wanted.sizes.clone() };
    for size in sizes {
        let ids: String = first_ids(size, Order::Random).iter().flat_map(|id| [id, "\n"]).collect();
        for round in 0..bench.rounds(size).max(3) {
            say(&format!("{size} through {}, round {}", ways[0].0, round + 1));
            let rust: Way<'_> = ("rust", SEATBOOK, &|| child::itself(&["--child", "request", "seatbook"]));
            for (name, kind, program) in std::iter::once(&rust).chain(ways) {
                let template = bench.template(*kind, &format!("users-{size}"), &World::new(size));
                let path = bench.copy(&template);
                let mut command = program();
                command.arg(&path).arg(size.to_string());
                command.args(name.strip_prefix("python-sqlite-"));
                for (what, took) in ask(command, &ids, size) {
                    bench.figures.took(&format!("bulk {what}"), name, size.into(), took);
                }
                Bench::remove(*kind, &path);
            }
        }
    }
}

/// Runs a program with the ids as its input; answers what it says that each step took.
fn ask(mut command: Command, ids: &str, size: u32) -> Vec<(String, Took)> {
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("a program that starts");
    child.stdin.take().expect("its input").write_all(ids.as_bytes()).expect("ids that are read");
    let output = child.wait_with_output().expect("a program that ends");
    assert!(output.status.success(), "{command:?} failed");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let expected = format!("found {size} {}", u64::from(size) * (u64::from(size) + 1) / 2);
    assert!(text.lines().any(|line| line == expected), "{command:?} has other rows: {text}");
    text.lines().filter_map(step).collect()
}

fn step(line: &str) -> Option<(String, Took)> {
    let mut words = line.split(' ');
    let name = words.next().filter(|name| *name != "found")?.to_owned();
    let mut time = || Some(Duration::from_nanos(words.next()?.parse().ok()?));
    Some((name, Took { wall: time()?, cpu: time()? }))
}

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Compiles the C program against the library as it is shipped, which lies in the folder beside this program's.
fn compile(bench: &Bench) -> PathBuf {
    let this = std::env::current_exe().expect("this program");
    let target = this.parent().and_then(Path::parent).expect("its folder");
    let library = target.join("dist/libseatbook.so");
    assert!(library.exists(), "{} is missing: `make` builds it", library.display());
    std::os::unix::fs::symlink(&library, bench.path("libseatbook.so.0")).expect("a link");
    let program = bench.path("bulk");
    let mut cc = Command::new(std::env::var_os("CC").unwrap_or_else(|| "cc".into()));
    cc.args(["-std=c11", "-O2", "-o"]).arg(&program).arg(here().join("c/bulk.c"));
    cc.arg("-I").arg(here().join("../../../include")).arg(&library);
    let folder = bench.path("");
    cc.arg(format!("-Wl,-rpath,{}", folder.display()));
    assert!(cc.status().expect("a C compiler").success(), "the C program does not compile");
    program
}
