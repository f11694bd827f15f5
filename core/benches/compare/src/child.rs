//! What must be done in a process of its own: being killed, and having a peak of memory that is nobody else's.

use crate::engines::{self, Engine, Kind};
use crate::figures::timed;
use crate::job::{Job, Verb};
use crate::world::{Order, World, first_ids, ids};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

/// If this process was started for such a thing, does it.
pub fn run(arguments: &[String]) -> bool {
    let [first, what, engine, path, size] = arguments else { return false };
    if first != "--child" {
        return false;
    }
    let kind = *engines::ALL.iter().find(|kind| kind.name() == engine).expect("a known engine");
    let size = size.parse().expect("a size");
    match what.as_str() {
        "write" => write(kind, Path::new(path), size),
        "memory" => println!("{}", memory_of_a_bulk(kind, Path::new(path), size)),
        "memory-open" => println!("{}", memory_of_opening(kind, Path::new(path))),
        "fill" => kind.create(Path::new(path), &World::new(size)),
        "request" => request(kind, Path::new(path), size),
        "assign" => assign(kind, Path::new(path), size),
        _ => panic!("no such thing as `{what}`"),
    }
    true
}

/// This program, with arguments.
pub fn itself(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command.args(arguments);
    command
}

fn command(what: &str, kind: &dyn Kind, path: &Path, size: u32) -> Command {
    let mut command = itself(&["--child", what, kind.name()]);
    command.arg(path).arg(size.to_string());
    command
}

/// Lets another process write until it is killed, as a power failure would.
pub fn kill_in_a_write(kind: &dyn Kind, path: &Path, size: u32) {
    let mut child =
        command("write", kind, path, size).stdout(Stdio::piped()).spawn().expect("another process");
    let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
    // It says when it has begun; then it is somewhere in a write.
    lines.next();
    child.kill().expect("a process killed");
    child.wait().expect("a process that has ended");
}

/// Writes for ever.
fn write(kind: &dyn Kind, path: &Path, size: u32) {
    let engine = kind.open(path);
    for round in 0_u32.. {
        let users = ids([round % size]);
        engine.run(&Job::new(Verb::Revoke, "maths", &users));
        engine.run(&Job::new(Verb::Reuse, "maths", &users));
        if round == 20 {
            println!("writing");
        }
    }
}

/// What another process says of its memory, in KiB.
pub fn memory(what: &str, kind: &dyn Kind, path: &Path, size: u32) -> f64 {
    let output = command(what, kind, path, size).output().expect("another process");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.trim().parse().unwrap_or_else(|_| panic!("memory of {}: {text}", kind.name()))
}

/// Fills a file in another process, so that what is measured here has its memory for itself.
pub fn fill(kind: &dyn Kind, path: &Path, size: u32) {
    assert!(command("fill", kind, path, size).status().expect("another process").success());
}

/// KiB by which memory rises above the request itself while a million users are given seats and every row is read.
fn memory_of_a_bulk(kind: &dyn Kind, path: &Path, size: u32) -> u64 {
    let job = Job::new(Verb::Assign, "maths", &first_ids(size, Order::Random));
    let before = settled();
    assert_eq!(kind.open(path).run(&job).read().changed, size as usize);
    status("VmHWM:").saturating_sub(before)
}

fn memory_of_opening(kind: &dyn Kind, path: &Path) -> u64 {
    let before = settled();
    drop(kind.open_checked(path));
    status("VmHWM:").saturating_sub(before)
}

/// One request for the users on standard input: what the call and reading its rows took.
fn request(kind: &dyn Kind, path: &Path, size: u32) {
    let ids = std::io::read_to_string(std::io::stdin()).expect("ids");
    let job = Job::new(Verb::Assign, "maths", &Arc::new(ids.lines().collect()));
    assert_eq!(job.users.len(), size as usize);
    let engine = kind.open(path);
    let (reply, took) = timed(|| engine.run(&job));
    println!("call {} {}", took.wall.as_nanos(), took.cpu.as_nanos());
    let (tally, took) = timed(|| reply.read());
    println!("rows {} {}", took.wall.as_nanos(), took.cpu.as_nanos());
    println!("found {} {}", tally.changed, tally.seats);
}

fn assign(kind: &dyn Kind, path: &Path, size: u32) {
    let job = Job::new(Verb::Assign, "maths", &first_ids(size, Order::Random));
    assert_eq!(counted(kind.open(path).as_ref(), &job), size as usize);
}

/// What valgrind counts; it knows it by its name.
#[inline(never)]
fn counted(engine: &dyn Engine, job: &Job) -> usize {
    engine.run(job).read().changed
}

/// KiB in use; the peak is counted from here on, so that what getting ready took is not in it.
fn settled() -> u64 {
    // 5 sets the peak to what is in use.
    std::fs::write("/proc/self/clear_refs", "5").expect("a peak that can be reset");
    status("VmRSS:")
}

/// A line of what the system knows about this process, in KiB.
fn status(name: &str) -> u64 {
    let status =
        std::fs::read_to_string("/proc/self/status").expect("what the system knows about this process");
    let line = status.lines().find_map(|line| line.strip_prefix(name)).expect("a line about memory");
    line.trim().trim_end_matches(" kB").parse().expect("a number")
}
