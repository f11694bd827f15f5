//! Instructions for each assignment, counted by valgrind: the steadiest gauge on a machine that others use too.

use crate::bench::{Bench, say};
use crate::engines::{Kind, SEATBOOK, TUNED};
use crate::figures::Unit;
use crate::world::World;
use std::process::Command;

pub fn run(bench: &mut Bench) {
    let size = bench.wanted.sizes.first().copied().unwrap_or(1_000_000);
    // Of the other a tenth is enough: it would take half an hour.
    for (kind, size) in [(SEATBOOK, size), (TUNED, size / 10)] {
        say(&format!("instructions of {}", kind.name()));
        let path = bench.copy(&bench.template(kind, &format!("users-{size}"), &World::new(size)));
        let each = counted(bench, kind, &path, size) / f64::from(size);
        bench.figures.add("instructions for each assignment", kind.name(), size.into(), Unit::Count, each);
        Bench::remove(kind, &path);
    }
}

fn counted(bench: &Bench, kind: &dyn Kind, path: &std::path::Path, size: u32) -> f64 {
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--tool=callgrind", "--collect-atstart=no", "--toggle-collect=*child::counted*"]);
    valgrind.arg(format!("--callgrind-out-file={}", bench.path("callgrind").display()));
    valgrind.arg(std::env::current_exe().expect("this program"));
    valgrind.args(["--child", "assign", kind.name()]).arg(path).arg(size.to_string());
    let output = valgrind.output().expect("valgrind, which must be installed");
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    let count = text.lines().find_map(|line| line.split("Collected : ").nth(1));
    count.and_then(|count| count.trim().parse().ok()).unwrap_or_else(|| panic!("valgrind says: {text}"))
}
