//! One request for many users: prints time, memory and size for assign, the same again, revoke and reuse.
//!
//! `cargo run --release -p seatbook-core --example bulk -- 1000000`
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::cast_precision_loss)]

use seatbook_core::model::{Org, Pool, Product, StartPolicy, User};
use seatbook_core::{
    Book, Day, IdList, Item, Load, Op, OpenOptions, Options, Report, Request, SeatChoice, Who,
};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let count: u32 = arguments.next().map_or(100_000, |text| text.parse().unwrap());
    match arguments.next() {
        Some(path) => measure(count, Path::new(&path)),
        None => {
            let path = std::env::temp_dir().join(format!("seatbook-bulk-{}", std::process::id()));
            load(count, &path);
            // In a process of its own, so that the peak of memory is that of the requests and not of the load.
            let mut child = std::process::Command::new(std::env::current_exe().unwrap());
            child.arg(count.to_string()).arg(&path).status().unwrap();
            std::fs::remove_file(&path).unwrap();
        }
    }
}

fn today() -> Options {
    Options::on("2025-08-18".parse::<Day>().unwrap())
}

fn load(count: u32, path: &Path) {
    let book = Book::create(path, &OpenOptions::default()).unwrap();
    let timed = Instant::now();
    book.load(&everything(count), &today()).unwrap();
    println!("{:<28}{:>10.1} ms", "load", timed.elapsed().as_secs_f64() * 1000.0);
    book.close().unwrap();
}

fn measure(count: u32, path: &Path) {
    let timed = Instant::now();
    let book = Book::open(path, &OpenOptions::default()).unwrap();
    println!("{:<28}{:>10.1} ms", "open, checked", timed.elapsed().as_secs_f64() * 1000.0);
    let size = || std::fs::metadata(path).unwrap().len();
    let empty = size();
    let ids: Arc<IdList> = Arc::new(shuffled(count).map(id).collect());
    let run = |name: &str, op: Op, choice: SeatChoice| {
        let mut item = Item::new(op, Who::Users(Arc::clone(&ids)), &["maths"]);
        item.seat_choice = choice;
        let (before, timed) = (peak_kib(), Instant::now());
        let report = book.apply(&Request::from(item), &today()).unwrap();
        let time = timed.elapsed().as_secs_f64() * 1000.0;
        let more = (peak_kib() - before) / 1024;
        println!("{name:<28}{time:>10.1} ms  peak {more:>4} MiB higher  {}", told(&report));
    };
    run("assign, random order", Op::Assign, SeatChoice::New);
    println!("{:<28}{:>10.1} bytes", "file, for each assignment", (size() - empty) as f64 / f64::from(count));
    run("the same again", Op::Assign, SeatChoice::New);
    run("revoke", Op::Revoke, SeatChoice::New);
    run("reuse", Op::Reuse, SeatChoice::New);
    let timed = Instant::now();
    let found = book.verify(None).unwrap();
    println!("{:<28}{:>10.1} ms  ok: {}", "verify", timed.elapsed().as_secs_f64() * 1000.0, found.ok);
    book.close().unwrap();
    let timed = Instant::now();
    let book = Book::open(path, &OpenOptions { trusted: true, ..OpenOptions::default() }).unwrap();
    println!("{:<28}{:>10.1} ms", "open, trusted", timed.elapsed().as_secs_f64() * 1000.0);
    book.close().unwrap();
}

fn told(report: &Report) -> String {
    let summary = report.summary;
    format!("changed {}, unchanged {}, failed {}", summary.changed, summary.unchanged, summary.failed)
}

fn id(number: u32) -> String {
    format!("user{number:08}@school.example")
}

/// Every number below `count` once, in an order that looks random and is always the same.
fn shuffled(count: u32) -> impl Iterator<Item = u32> {
    let mut all: Vec<u32> = (0..count).collect();
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    for at in (1..all.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        all.swap(at, (state >> 33) as usize % (at + 1));
    }
    all.into_iter()
}

fn everything(count: u32) -> Load {
    Load {
        orgs: vec![Org { id: "district".into(), ..Org::default() }],
        products: vec![Product { id: "maths".into(), ..Product::default() }],
        users: (0..count)
            .map(|number| User {
                id: id(number),
                org: "district".into(),
                roles: vec!["student".into()],
                ..User::default()
            })
            .collect(),
        pools: vec![Pool {
            id: "purchase".into(),
            product: "maths".into(),
            org: "district".into(),
            quantity: Some(count),
            start_policy: StartPolicy::OnAssign,
            duration: Some("12 months".parse().unwrap()),
            ..Pool::default()
        }],
        ..Load::default()
    }
}

/// Peak memory of this process so far.
fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}
