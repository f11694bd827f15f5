//! Measures seatbook beside what people would use instead, round by round in one run, and prints how many times faster
//! or slower it is. `cargo xtask bench` builds and runs it.
#![allow(
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a program for measuring: what goes wrong ends it"
)]

mod bench;
mod engines;
mod figures;
mod job;
mod parts;
mod table;
mod world;

use bench::{Bench, Wanted};
use std::path::PathBuf;
use std::process::ExitCode;

const USAGE: &str =
    "cargo xtask bench [PART ...] [--full] [--sizes N,N] [--rounds N] [--dir FOLDER] [--out FOLDER]

  --full    ten million users and more rounds: about an hour
  --sizes   only bulk requests of so many users
  --rounds  how often everything is measured
  --dir     where the files are that are measured (a real disk, not memory)
  --out     where figures.csv is kept

Parts:";

fn main() -> ExitCode {
    let (mut wanted, mut dir) = (Wanted::default(), std::env::temp_dir());
    let mut out = PathBuf::from("target/bench");
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().unwrap_or_else(|| panic!("{argument} needs a value"));
        match argument.as_str() {
            "--full" => wanted.full = true,
            "--sizes" => {
                wanted.sizes = value().split(',').map(|size| size.parse().expect("a size")).collect()
            }
            "--rounds" => wanted.rounds = Some(value().parse().expect("how many rounds")),
            "--dir" => dir = value().into(),
            "--out" => out = value().into(),
            part if parts::ALL.iter().any(|known| known.name == part) => wanted.parts.push(part.to_owned()),
            _ => return usage(),
        }
    }
    std::fs::create_dir_all(&out).expect("a folder for figures");
    let folder = tempfile::Builder::new().prefix("seatbook-bench").tempdir_in(&dir).expect("a folder");
    let mut bench = Bench::new(wanted, folder);
    for part in parts::ALL {
        let wanted = &bench.wanted.parts;
        if wanted.is_empty() || wanted.iter().any(|name| name == part.name) {
            eprintln!("{}: {}", part.name, part.about);
            (part.run)(&mut bench);
        }
    }
    bench.figures.save(&out.join("figures.csv")).expect("figures on the disk");
    table::print(&bench.figures);
    ExitCode::SUCCESS
}

fn usage() -> ExitCode {
    println!("{USAGE}");
    for part in parts::ALL {
        println!("  {:<8}  {}", part.name, part.about);
    }
    ExitCode::from(2)
}
