//! What was measured: every round's figure, medians of them, and the file they are kept in.

use rustix::time::{ClockId, clock_gettime};
use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Time on the clock, in nanoseconds.
    Wall,
    /// Time of processors, in nanoseconds, over all threads of the process.
    Cpu,
    /// Bytes.
    Bytes,
    /// Operations a second.
    Rate,
    /// Instructions, or whatever else is counted.
    Count,
}

impl Unit {
    const ALL: [Self; 5] = [Self::Wall, Self::Cpu, Self::Bytes, Self::Rate, Self::Count];

    const fn word(self) -> &'static str {
        match self {
            Self::Wall => "wall_ns",
            Self::Cpu => "cpu_ns",
            Self::Bytes => "bytes",
            Self::Rate => "per_second",
            Self::Count => "count",
        }
    }
}

/// One measurement.
#[derive(Clone, Debug)]
pub struct Figure {
    /// What was done, such as `assign random`.
    pub work: String,
    /// By whom.
    pub engine: String,
    /// To how many users (or with how many threads).
    pub size: u64,
    pub unit: Unit,
    pub value: f64,
}

/// Everything that was measured.
#[derive(Debug, Default)]
pub struct Figures(Vec<Figure>);

/// What a piece of work took.
#[derive(Clone, Copy, Debug)]
pub struct Took {
    pub wall: Duration,
    pub cpu: Duration,
}

/// Does something and says what it took.
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, Took) {
    let (cpu, wall) = (cpu_time(), Instant::now());
    let answer = work();
    let wall = wall.elapsed();
    (answer, Took { wall, cpu: cpu_time().saturating_sub(cpu) })
}

fn cpu_time() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    let seconds = u64::try_from(time.tv_sec).unwrap_or(0);
    Duration::from_secs(seconds) + Duration::from_nanos(u64::try_from(time.tv_nsec).unwrap_or(0))
}

impl Figures {
    /// Adds a figure.
    pub fn add(&mut self, work: &str, engine: &str, size: u64, unit: Unit, value: f64) {
        let (work, engine) = (work.to_owned(), engine.to_owned());
        self.0.push(Figure { work, engine, size, unit, value });
    }

    /// Adds what something took.
    pub fn took(&mut self, work: &str, engine: &str, size: u64, took: Took) {
        self.add(work, engine, size, Unit::Wall, took.wall.as_secs_f64() * 1e9);
        self.add(work, engine, size, Unit::Cpu, took.cpu.as_secs_f64() * 1e9);
    }

    /// The median of all rounds.
    pub fn median(&self, work: &str, engine: &str, size: u64, unit: Unit) -> Option<f64> {
        let mut values: Vec<f64> = self
            .0
            .iter()
            .filter(|one| one.work == work && one.engine == engine && one.size == size && one.unit == unit)
            .map(|one| one.value)
            .collect();
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied()
    }

    /// The median time on the clock, in nanoseconds.
    pub fn wall(&self, work: &str, engine: &str, size: u64) -> Option<f64> {
        self.median(work, engine, size, Unit::Wall)
    }

    /// Every work, engine, size and unit that was measured, in the order in which they came.
    pub fn kinds(&self) -> Vec<&Figure> {
        let mut kinds: Vec<&Figure> = Vec::new();
        for one in &self.0 {
            let same = |other: &&Figure| {
                (&one.work, &one.engine, one.size, one.unit)
                    == (&other.work, &other.engine, other.size, other.unit)
            };
            if !kinds.iter().any(same) {
                kinds.push(one);
            }
        }
        kinds
    }

    /// Puts what was measured into a file; what an earlier run measured of other things stays in it.
    pub fn save(&self, path: &Path) -> std::io::Result<()> {
        let mut all = Self::load(path);
        let own: Vec<_> =
            self.kinds().iter().map(|one| (one.work.clone(), one.engine.clone(), one.size)).collect();
        all.0.retain(|old| {
            !own.iter()
                .any(|(work, engine, size)| (&old.work, &old.engine, old.size) == (work, engine, *size))
        });
        let mut text = String::from("work,engine,size,unit,value\n");
        for one in all.0.iter().chain(&self.0) {
            let unit = one.unit.word();
            let _ = writeln!(text, "{},{},{},{unit},{}", one.work, one.engine, one.size, one.value);
        }
        std::fs::write(path, text)
    }

    /// What is in a file; lines that are no figures are left out.
    pub fn load(path: &Path) -> Self {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        Self(text.lines().filter_map(read).collect())
    }
}

fn read(line: &str) -> Option<Figure> {
    let mut fields = line.split(',');
    let (work, engine) = (fields.next()?.to_owned(), fields.next()?.to_owned());
    let size = fields.next()?.parse().ok()?;
    let word = fields.next()?;
    let unit = Unit::ALL.into_iter().find(|unit| unit.word() == word)?;
    Some(Figure { work, engine, size, unit, value: fields.next()?.parse().ok()? })
}
