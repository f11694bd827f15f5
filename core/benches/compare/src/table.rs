//! Prints what was measured: medians, and how many times as long others take as seatbook.

use crate::engines::SEATBOOK;
use crate::figures::{Figures, Unit};

/// Prints the medians of everything.
pub fn print(figures: &Figures) {
    println!(
        "{:<28} {:>10} {:<18} {:>12} {:>12} {:>8} {:>8}",
        "work", "size", "engine", "wall", "cpu", "wall ×", "cpu ×"
    );
    for one in figures.kinds() {
        let own = figures.median(&one.work, SEATBOOK.name(), one.size, one.unit);
        let Some(value) = figures.median(&one.work, &one.engine, one.size, one.unit) else { continue };
        let ratio = |unit: Unit| {
            let own = figures.median(&one.work, SEATBOOK.name(), one.size, unit)?;
            Some(figures.median(&one.work, &one.engine, one.size, unit)? / own)
        };
        let show = |ratio: Option<f64>| ratio.map_or_else(String::new, |ratio| format!("{ratio:.2}"));
        match one.unit {
            Unit::Cpu => {}
            Unit::Wall => {
                let cpu = figures.median(&one.work, &one.engine, one.size, Unit::Cpu).unwrap_or(0.0);
                println!(
                    "{:<28} {:>10} {:<18} {:>12} {:>12} {:>8} {:>8}",
                    one.work,
                    one.size,
                    one.engine,
                    time(value),
                    time(cpu),
                    show(ratio(Unit::Wall)),
                    show(ratio(Unit::Cpu))
                );
            }
            Unit::Bytes | Unit::Rate | Unit::Count => {
                println!(
                    "{:<28} {:>10} {:<18} {value:>12.1} {:>12} {:>8}",
                    one.work,
                    one.size,
                    one.engine,
                    "",
                    show(own.map(|own| value / own))
                );
            }
        }
    }
}

/// A time in the unit that suits it.
pub fn time(nanoseconds: f64) -> String {
    match nanoseconds {
        ns if ns < 1e4 => format!("{ns:.0} ns"),
        ns if ns < 1e7 => format!("{:.1} µs", ns / 1e3),
        ns if ns < 1e10 => format!("{:.1} ms", ns / 1e6),
        ns => format!("{:.2} s", ns / 1e9),
    }
}

/// A round time, for an axis.
pub fn short_time(nanoseconds: f64) -> String {
    match nanoseconds {
        ns if ns < 1e3 => format!("{ns:.0} ns"),
        ns if ns < 1e6 => format!("{:.0} µs", ns / 1e3),
        ns if ns < 1e9 => format!("{:.0} ms", ns / 1e6),
        ns => format!("{:.0} s", ns / 1e9),
    }
}
