//! A run: where its files are, what it was asked for, and what it has found so far.

use crate::engines::Kind;
use crate::figures::Figures;
use crate::world::World;
use std::path::{Path, PathBuf};

/// What was asked for on the command line.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Parts by name; all, if empty.
    pub parts: Vec<String>,
    /// Whether large sizes and many rounds are measured too.
    pub full: bool,
    /// Sizes of bulk requests, if they are not the usual ones.
    pub sizes: Vec<u32>,
    /// How many rounds, if not the usual number.
    pub rounds: Option<usize>,
    /// Whether instructions are counted.
    pub callgrind: bool,
    /// The Python that has the module.
    pub python: Option<PathBuf>,
}

impl Wanted {
    /// Whether a part is to be measured.
    pub fn part(&self, name: &str) -> bool {
        let named = self.parts.iter().any(|part| part == name);
        match name {
            "instructions" => named || self.callgrind,
            _ => named || self.parts.is_empty(),
        }
    }
}

/// A run.
pub struct Bench {
    pub wanted: Wanted,
    pub figures: Figures,
    /// For files that are measured.
    folder: tempfile::TempDir,
}

impl Bench {
    pub fn new(wanted: Wanted, folder: tempfile::TempDir) -> Self {
        Self { wanted, figures: Figures::default(), folder }
    }

    /// How many rounds for a request of so many users: more where one is short.
    pub fn rounds(&self, size: u32) -> usize {
        let usual = match size {
            ..=1_000 => 9,
            1_001..=100_000 => 3,
            _ if self.wanted.full => 3,
            _ => 1,
        };
        self.wanted.rounds.unwrap_or(usual)
    }

    /// A path in the folder of files that are measured.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A file filled by an engine, made when it is asked for first; never to be changed.
    pub fn template(&self, kind: &dyn Kind, name: &str, world: &World) -> PathBuf {
        let path = self.path(&format!("{name}-{}.template", kind.name()));
        if !path.exists() {
            kind.create(&path, world);
        }
        path
    }

    /// A copy of a template, on the disk before it is answered.
    #[allow(clippy::unused_self, reason = "the copy lies in the folder of the run")]
    pub fn copy(&self, template: &Path) -> PathBuf {
        let copy = template.with_extension("copy");
        std::fs::copy(template, &copy).expect("a copied file");
        std::fs::File::open(&copy).and_then(|file| file.sync_all()).expect("a file on the disk");
        copy
    }

    /// Removes a file that was measured.
    pub fn remove(kind: &dyn Kind, path: &Path) {
        for file in kind.files(path) {
            // The WAL is not always there.
            let _ = std::fs::remove_file(file);
        }
    }
}

/// What the machine is and how busy, for the reader of the figures.
pub fn machine(folder: &Path) -> String {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let load = read("/proc/loadavg");
    let load: Vec<_> = load.split(' ').take(3).collect();
    let folder = folder.canonicalize().unwrap_or_default();
    let mounts = read("/proc/mounts");
    // The file system whose folder is the longest beginning of this one.
    let system = mounts
        .lines()
        .filter_map(|line| line.split(' ').nth(1).zip(line.split(' ').nth(2)))
        .filter(|(place, _)| folder.starts_with(place))
        .max_by_key(|(place, _)| place.len())
        .map_or("unknown", |(_, system)| system);
    let warning = if system == "tmpfs" { ": THIS IS NO DISK, durable writes look free" } else { "" };
    format!("{cores} cores, load {}, files on {system}{warning}", load.join(" "))
}

/// Says what is being measured, so that nobody thinks the program has stopped.
pub fn say(what: &str) {
    eprintln!("  {what}");
}
