//! Plays every file of `tests/scenarios` on every surface: the answers must hold what the file says, and must be the same
//! bytes everywhere.
//!
//! Without further ado the surfaces are a book in memory and one in a file. Programs join when they are named:
//! `SEATBOOK_RUST_SCENARIOS`, `SEATBOOK_C_SCENARIOS` and `SEATBOOK_PY_SCENARIOS` (`cargo xtask scenarios` does it).
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "the whole crate is a test"
)]

mod file;
mod licence;
mod line;
mod partial;
mod surface;

use file::{Scenario, Step};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use surface::{InProcess, Program, Surface};

const PROGRAMS: [(&str, &str); 3] =
    [("rust", "SEATBOOK_RUST_SCENARIOS"), ("c", "SEATBOOK_C_SCENARIOS"), ("python", "SEATBOOK_PY_SCENARIOS")];

/// Scenarios that are played at once.
const WORKERS: usize = 4;

/// Every surface with a fresh book of its own; the first one is compared with what is written.
fn surfaces(folder: &Path, keys: &[[u8; 32]]) -> Vec<Box<dyn Surface>> {
    let mut surfaces: Vec<Box<dyn Surface>> = vec![
        Box::new(InProcess::in_memory(keys)),
        Box::new(InProcess::in_file(&folder.join("file.seatbook"), keys)),
    ];
    for (name, variable) in PROGRAMS {
        let path = folder.join(format!("{name}.seatbook"));
        if let Some(program) = Program::from_environment(name, variable, &path, keys) {
            surfaces.push(Box::new(program));
        }
    }
    surfaces
}

/// What later steps may refer to.
#[derive(Default)]
struct Memory {
    answers: BTreeMap<String, Value>,
    saved: BTreeMap<String, Value>,
}

/// Plays a scenario; returns what went wrong.
fn play(scenario: &Scenario) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let mut surfaces = surfaces(folder.path(), &licence::public_keys(&scenario.licence_keys));
    let mut memory = Memory::default();
    for (name, licence) in &scenario.licences {
        memory.saved.insert(name.clone(), licence.file().into());
    }
    let mut wrong = Vec::new();
    let steps = scenario.steps.iter().cloned().chain([Step::verify()]);
    for (index, step) in steps.enumerate() {
        let place = format!("{}, step {} {}", scenario.name, index + 1, step.note);
        wrong.extend(
            play_step(&step, &scenario.on, &mut surfaces, &mut memory)
                .iter()
                .map(|what| format!("{place}: {what}")),
        );
    }
    wrong
}

/// Plays several scenarios at once: most of the time goes by waiting for programs and disks.
fn play_all(scenarios: &[Scenario]) -> Vec<String> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut wrong = Vec::new();
        while let Some(scenario) = scenarios.get(next.fetch_add(1, Ordering::Relaxed)) {
            wrong.extend(play(scenario));
        }
        wrong
    };
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..WORKERS).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("a worker")).collect()
    })
}

fn play_step(
    step: &Step,
    on: &str,
    surfaces: &mut Vec<Box<dyn Surface>>,
    memory: &mut Memory,
) -> Vec<String> {
    let Some(line) = step.line(on, &memory.saved) else {
        let keys = step.licence_keys.as_deref().map(licence::public_keys);
        surfaces.retain_mut(|surface| surface.reopen(keys.as_deref()));
        return Vec::new();
    };
    let answers: Vec<String> = surfaces.iter_mut().map(|surface| surface.answer(&line)).collect();
    let mut wrong: Vec<String> = surfaces
        .iter()
        .zip(&answers)
        .filter(|(_, answer)| **answer != answers[0])
        .map(|(surface, answer)| {
            let first = surfaces[0].name();
            format!("{} answers\n    {answer}\n  but {first}\n    {}", surface.name(), answers[0])
        })
        .collect();
    wrong.extend(judge(step, &answers[0], memory));
    wrong
}

/// Compares an answer with what the step says, and remembers what it wants remembered.
fn judge(step: &Step, answer: &str, memory: &mut Memory) -> Vec<String> {
    let (kind, json) = answer.split_once('\t').unwrap_or((answer, "null"));
    let found: Value = serde_json::from_str(json).unwrap_or_else(|error| panic!("{json}: {error}"));
    let (wanted, expected) = match (&step.error, &step.expect) {
        (Some(error), None) => ("error", error),
        (None, Some(expect)) => ("ok", expect),
        (None, None) => ("ok", &Value::Null),
        _ => panic!("a step has `expect` or `error`, not both"),
    };
    if kind != wanted {
        return vec![format!("expected {wanted}, found {answer}")];
    }
    let mut wrong = if expected.is_null() { Vec::new() } else { partial::differences(expected, &found) };
    if let Some(label) = &step.same_as {
        match memory.answers.get(label) {
            Some(earlier) if about_rows(earlier) == about_rows(&found) => {}
            Some(earlier) => wrong.push(format!("not the same as `{label}`:\n    {found}\n    {earlier}")),
            None => wrong.push(format!("no answer is labelled `{label}`")),
        }
    }
    for (name, pointer) in &step.save {
        match found.pointer(pointer) {
            Some(value) => drop(memory.saved.insert(name.clone(), value.clone())),
            None => wrong.push(format!("no {pointer} in {found}")),
        }
    }
    if let Some(label) = &step.label {
        memory.answers.insert(label.clone(), found);
    }
    wrong
}

/// What two reports must share when one is the dry run of the other, or its repeat; any other answer whole.
fn about_rows(answer: &Value) -> Value {
    match answer["format"].as_str() {
        Some("seatbook.report/1") => ["summary", "warnings", "shortfall", "rows", "from_waitlist"]
            .iter()
            .map(|name| answer[*name].clone())
            .collect(),
        Some("seatbook.load_report/1" | "seatbook.removal_report/1" | "seatbook.activation_report/1") => {
            let mut answer = answer.clone();
            for name in ["operation", "replayed", "dry_run", "revision", "request_id"] {
                answer[name] = Value::Null;
            }
            answer["report"] = about_rows(&answer["report"]);
            answer
        }
        _ => answer.clone(),
    }
}

#[test]
fn every_scenario_on_every_surface() {
    let only = std::env::var("SEATBOOK_SCENARIO").ok();
    let scenarios: Vec<Scenario> = Scenario::paths()
        .iter()
        .map(|path| Scenario::read(path))
        .filter(|scenario| only.as_ref().is_none_or(|name| *name == scenario.name))
        .collect();
    assert!(!scenarios.is_empty(), "there are no scenarios");
    let folder = tempfile::tempdir().expect("a folder");
    let names: Vec<String> =
        surfaces(folder.path(), &[]).iter().map(|surface| surface.name().to_owned()).collect();
    let wrong = play_all(&scenarios);
    let steps: usize = scenarios.iter().map(|scenario| scenario.steps.len() + 1).sum();
    let ids: BTreeSet<&String> = scenarios.iter().flat_map(|scenario| &scenario.covers).collect();
    let cases: BTreeSet<&String> = scenarios.iter().flat_map(|scenario| &scenario.cases).collect();
    println!(
        "scenarios: {} scenarios, {steps} steps, {} requirement ids, {} cases, on {}: {} wrong",
        scenarios.len(),
        ids.len(),
        cases.len(),
        names.join("; "),
        wrong.len()
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
