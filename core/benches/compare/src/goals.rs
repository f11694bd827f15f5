//! The goals that the project has set itself, each with what was measured.

use crate::figures::{Figures, Unit};

/// Where a figure must lie.
#[derive(Clone, Copy)]
enum Bound {
    /// At least so many times; more is better.
    AtLeast,
    /// At most so much.
    AtMost,
}

/// A line of the table.
struct Goal {
    id: &'static str,
    work: String,
    floor: f64,
    stretch: f64,
    bound: Bound,
    unit: &'static str,
    measured: Option<f64>,
}

/// Prints every goal with what was measured, as a table in Markdown.
pub fn print(figures: &Figures) {
    println!("\n| goal | work | floor | stretch | measured | met |");
    println!("|---|---|---|---|---|---|");
    for goal in all(figures) {
        let sign = if matches!(goal.bound, Bound::AtLeast) { "≥" } else { "≤" };
        let within = |limit: f64, value: f64| match goal.bound {
            Bound::AtLeast => value >= limit,
            Bound::AtMost => value <= limit,
        };
        let (measured, met) = match goal.measured {
            None => ("not measured".to_owned(), ""),
            Some(value) if within(goal.stretch, value) => (number(value), "stretch"),
            Some(value) if within(goal.floor, value) => (number(value), "floor"),
            Some(value) => (number(value), "missed"),
        };
        let Goal { id, work, floor, stretch, unit, .. } = &goal;
        println!(
            "| {id} | {work} | {sign} {floor} {unit} | {sign} {stretch} {unit} | {measured} {unit} | {met} |"
        );
    }
}

fn number(value: f64) -> String {
    if value >= 100.0 { format!("{value:.0}") } else { format!("{value:.2}") }
}

/// What goals are made of.
struct Sheet<'a> {
    figures: &'a Figures,
    goals: Vec<Goal>,
}

const MILLION: u64 = 1_000_000;
const OURS: &str = "seatbook";
const TUNED: &str = "sqlite-tuned";

impl Sheet<'_> {
    fn goal(
        &mut self,
        id: &'static str,
        work: &str,
        (floor, stretch): (f64, f64),
        bound: Bound,
        unit: &'static str,
        measured: Option<f64>,
    ) {
        self.goals.push(Goal { id, work: work.to_owned(), floor, stretch, bound, unit, measured });
    }

    /// How many times as long as we another engine takes.
    fn faster(&self, work: &str, size: u64, engine: &str) -> Option<f64> {
        Some(self.figures.wall(work, engine, size)? / self.figures.wall(work, OURS, size)?)
    }

    /// The same for the fastest of several.
    fn faster_than_best(&self, work: &str, size: u64, engines: &[&str]) -> Option<f64> {
        let times = engines.iter().filter_map(|engine| self.faster(work, size, engine));
        times.reduce(f64::min)
    }

    fn ratio(&self, (work, engine, size): (&str, &str, u64), other: (&str, &str, u64)) -> Option<f64> {
        Some(self.figures.wall(work, engine, size)? / self.figures.wall(other.0, other.1, other.2)?)
    }

    fn at_least(&mut self, id: &'static str, work: &str, limits: (f64, f64), measured: Option<f64>) {
        self.goal(id, work, limits, Bound::AtLeast, "×", measured);
    }

    fn at_most(&mut self, id: &'static str, work: &str, limits: (f64, f64), measured: Option<f64>) {
        self.goal(id, work, limits, Bound::AtMost, "×", measured);
    }
}

fn all(figures: &Figures) -> Vec<Goal> {
    let mut sheet = Sheet { figures, goals: Vec::new() };
    bulk(&mut sheet);
    singles(&mut sheet);
    reads_and_rules(&mut sheet);
    languages(&mut sheet);
    sizes(&mut sheet);
    sheet.goals
}

fn bulk(sheet: &mut Sheet<'_>) {
    let others = ["sqlite-text", "sqlite-text-sets"];
    let work = "assign random";
    let found = sheet.faster(work, MILLION, TUNED);
    sheet.at_least("G1", "assign 1,000,000, SQLite tuned by hand", (12.0, 25.0), found);
    let found = sheet.faster_than_best(work, MILLION, &others);
    sheet.at_least(
        "G1",
        "assign 1,000,000, SQLite as text, the better of row by row and in sets",
        (30.0, 55.0),
        found,
    );
    let found = sheet.faster(work, 100_000, TUNED);
    sheet.at_least("G2", "assign 100,000, SQLite tuned by hand", (8.0, 18.0), found);
    let found = sheet.faster_than_best(work, 100_000, &others);
    sheet.at_least("G2", "assign 100,000, SQLite as text, the better of both", (20.0, 40.0), found);
    for (size, limits) in [(30, (0.8, 1.0)), (300, (1.2, 2.0)), (1_000, (1.5, 3.0))] {
        let found = sheet.faster("request", size, TUNED);
        sheet.at_least("G3", &format!("a request of {size}, SQLite tuned by hand"), limits, found);
    }
    for (name, title) in [("again", "re-run"), ("revoke", "revoke"), ("reuse", "reuse"), ("swap", "swap")] {
        let work = format!("{name} random");
        let found = sheet.faster(&work, MILLION, TUNED);
        sheet.at_least("G4", &format!("{title} 1,000,000, SQLite tuned by hand"), (12.0, 30.0), found);
        let found = sheet.ratio((&work, OURS, MILLION), ("assign random", OURS, MILLION));
        sheet.at_most("G4", &format!("{title} over our own assign"), (1.3, 1.1), found);
    }
    for (order, limits) in [("sorted", (2.5, 1.3)), ("random", (3.5, 2.0))] {
        let work = format!("floor: assign {order}");
        let found = sheet.ratio((&work, OURS, MILLION), ("floor: same bytes raw", "redb", MILLION));
        sheet.at_most(
            "G5",
            &format!("assign 1,000,000 ({order}) over the same bytes raw in redb"),
            limits,
            found,
        );
    }
}

fn singles(sheet: &mut Sheet<'_>) {
    let found = sheet.ratio(("single", OURS, 1), ("single", "redb-one-table", 1));
    sheet.at_most("G6", "one durable assign over a commit of one row in redb", (1.5, 1.1), found);
    let rate = |engine: &str, threads| sheet.figures.median("single rate", engine, threads, Unit::Rate);
    let eight = rate(OURS, 8).zip(rate(OURS, 1)).map(|(eight, one)| eight / one);
    let sixteen = rate(OURS, 16).zip(rate(TUNED, 16)).map(|(own, other)| own / other);
    sheet.at_least("G7", "durable assigns a second, 8 threads over 1", (2.5, 5.0), eight);
    sheet.at_least("G7", "durable assigns a second, 16 threads, SQLite tuned by hand", (2.5, 5.0), sixteen);
}

fn reads_and_rules(sheet: &mut Sheet<'_>) {
    let both = [TUNED, "sqlite-text"];
    for (work, limits) in [
        ("counts", (1.0, 2.0)),
        ("page of 100 holders", (4.0, 6.0)),
        ("licences of a user", (1.0, 2.0)),
        ("coverage 1000 x 20", (1.0, 2.0)),
    ] {
        let time = |engine: &str| sheet.figures.wall(work, engine, MILLION);
        let best = both.iter().filter_map(|engine| time(engine)).reduce(f64::min);
        for (own, cache) in [("seatbook-roomy", "the same cache"), (OURS, "16 MiB of cache")] {
            let found = best.zip(time(own)).map(|(best, own)| best / own);
            sheet.at_least("G8", &format!("{work}, {cache}, the faster SQLite"), limits, found);
        }
    }
    let found = sheet.ratio(("rules on", OURS, MILLION), ("rules off", OURS, MILLION));
    sheet.at_most("G9", "assign 1,000,000 with rules over without", (1.5, 1.2), found);
}

fn languages(sheet: &mut Sheet<'_>) {
    let time = |engine: &str, size: u64, steps: &[&str]| {
        let times = steps.iter().map(|step| sheet.figures.wall(&format!("bulk {step}"), engine, size));
        times.sum::<Option<f64>>()
    };
    let over = |own: Option<f64>, other: Option<f64>| own.zip(other).map(|(own, other)| own / other);
    let read = ["call", "rows"];
    let c = over(time("c", MILLION, &read), time("rust", MILLION, &read));
    let python =
        [100_000, MILLION].map(|size| over(time("python", size, &["call"]), time("rust", size, &["call"])));
    let script = [100_000, MILLION].map(|size| {
        let best = ["python-sqlite-many", "python-sqlite-sets"]
            .iter()
            .filter_map(|form| time(form, size, &["call"]));
        over(best.reduce(f64::min), time("python", size, &["call", "columns"]))
    });
    sheet.at_most("G10", "1,000,000 through C over Rust, every row read", (1.05, 1.02), c);
    sheet.at_most("G11", "100,000 through Python over Rust", (1.15, 1.07), python[0]);
    sheet.at_most("G11", "1,000,000 through Python over Rust", (1.25, 1.15), python[1]);
    sheet.at_least(
        "G12",
        "100,000 through Python with all columns, the better sqlite3 script",
        (15.0, 30.0),
        script[0],
    );
    sheet.at_least(
        "G12",
        "1,000,000 through Python with all columns, the better sqlite3 script",
        (30.0, 60.0),
        script[1],
    );
}

fn sizes(sheet: &mut Sheet<'_>) {
    let bytes = |work: &str| sheet.figures.median(work, OURS, MILLION, Unit::Bytes);
    let (each, memory) = (bytes("bytes for each assignment"), bytes("memory of a bulk"));
    let opened = |work: &str| sheet.figures.wall(work, OURS, MILLION).map(|ns| ns / 1e6);
    let times = [opened("open checked"), opened("open trusted"), opened("open after a kill")];
    let count = sheet.figures.median("instructions for each assignment", OURS, MILLION, Unit::Count);
    sheet.goal(
        "G13",
        "bytes for each assignment, journal included",
        (40.0, 25.0),
        Bound::AtMost,
        "bytes",
        each,
    );
    let memory = memory.map(|bytes| bytes / f64::from(1 << 20));
    sheet.goal(
        "G14",
        "peak memory of 1,000,000 beyond the request",
        (100.0, 45.0),
        Bound::AtMost,
        "MiB",
        memory,
    );
    let limits = [("checked", (1_000.0, 300.0)), ("trusted", (5.0, 1.0)), ("after a kill", (1_000.0, 100.0))];
    for ((name, limits), time) in limits.into_iter().zip(times) {
        sheet.goal("G15", &format!("1,000,000 assignments: open {name}"), limits, Bound::AtMost, "ms", time);
    }
    sheet.goal(
        "G17",
        "instructions for each assignment of 1,000,000",
        (2_500.0, 1_000.0),
        Bound::AtMost,
        "",
        count,
    );
}
