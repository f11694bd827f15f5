//! Memory, measured in processes of their own: of a bulk request beyond the request itself, and of opening.

use crate::bench::{Bench, say};
use crate::child;
use crate::engines::{SEATBOOK, TEXT, TUNED};
use crate::figures::Unit;

pub fn run(bench: &mut Bench) {
    let size = bench.wanted.sizes.first().copied().unwrap_or(1_000_000);
    for kind in [SEATBOOK, TUNED, TEXT] {
        say(&format!("memory of {}", kind.name()));
        let path = bench.path(&format!("memory-{}", kind.name()));
        child::fill(kind, &path, size);
        let bytes = child::memory("memory", kind, &path, size) * 1024.0;
        bench.figures.add("memory of a bulk", kind.name(), size.into(), Unit::Bytes, bytes);
        let bytes = child::memory("memory-open", kind, &path, size) * 1024.0;
        bench.figures.add("memory of opening checked", kind.name(), size.into(), Unit::Bytes, bytes);
        Bench::remove(kind, &path);
    }
    if bench.wanted.full {
        let path = bench.path("memory-large");
        child::fill(SEATBOOK, &path, 10_000_000);
        child::memory("memory", SEATBOOK, &path, 10_000_000);
        let bytes = child::memory("memory-open", SEATBOOK, &path, 10_000_000) * 1024.0;
        bench.figures.add("memory of opening checked", SEATBOOK.name(), 10_000_000, Unit::Bytes, bytes);
        Bench::remove(SEATBOOK, &path);
    }
}
