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
    clippy::unimplemented,
    reason = "a program for measuring: what goes wrong ends it"
)]

mod agree;
mod bench;
mod child;
mod engines;
mod figures;
mod goals;
mod job;
mod parts;
mod plot;
mod raw;
mod table;
mod world;

use bench::{Bench, Wanted};
use figures::Figures;
use std::path::PathBuf;
use std::process::ExitCode;

const USAGE: &str =
    "cargo xtask bench [PART ...] [--full] [--callgrind] [--sizes N,N] [--rounds N] [--dir FOLDER]
                   [--out FOLDER] [--python PYTHON]

  --full       ten million users and more rounds: about an hour
  --callgrind  counts instructions too, by valgrind
  --sizes      only requests of so many users
  --rounds     how often everything is measured
  --dir        where the files are that are measured: on a real disk, not in memory
  --python     the Python that has the module `seatbook`
  --out        where figures.csv and growth.svg are kept

Parts:";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if child::run(&arguments) {
        return ExitCode::SUCCESS;
    }
    let (mut wanted, mut dir) = (Wanted::default(), std::env::temp_dir());
    let mut out = PathBuf::from("target/bench");
    let mut arguments = arguments.into_iter();
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().unwrap_or_else(|| panic!("{argument} needs a value"));
        match argument.as_str() {
            "--full" => wanted.full = true,
            "--callgrind" => wanted.callgrind = true,
            "--sizes" => {
                wanted.sizes = value().split(',').map(|size| size.parse().expect("a size")).collect();
            }
            "--rounds" => wanted.rounds = Some(value().parse().expect("how many rounds")),
            "--python" => wanted.python = Some(value().into()),
            "--dir" => dir = value().into(),
            "--out" => out = value().into(),
            part if parts::ALL.iter().any(|known| known.name == part) => wanted.parts.push(part.to_owned()),
            _ => return usage(),
        }
    }
    std::fs::create_dir_all(&out).expect("a folder for figures");
    let folder = tempfile::Builder::new().prefix("seatbook-bench").tempdir_in(&dir).expect("a folder");
    agree::check(folder.path());
    let mut bench = Bench::new(wanted, folder);
    let before = bench::machine(&dir);
    let file = out.join("figures.csv");
    for part in parts::ALL.iter().filter(|part| bench.wanted.part(part.name)).collect::<Vec<_>>() {
        eprintln!("{}: {}", part.name, part.about);
        (part.run)(&mut bench);
        // After every part, so that nothing is lost when a long run is stopped.
        bench.figures.save(&file).expect("figures on the disk");
    }
    println!("before: {before}\nafter:  {}\n", bench::machine(&dir));
    table::print(&bench.figures);
    // With what earlier runs measured of other things.
    let all = Figures::load(&file);
    goals::print(&all);
    plot::save(&all, &out.join("growth.svg")).expect("a picture on the disk");
    ExitCode::SUCCESS
}

fn usage() -> ExitCode {
    println!("{USAGE}");
    for part in parts::ALL {
        println!("  {:<12}  {}", part.name, part.about);
    }
    ExitCode::from(2)
}
