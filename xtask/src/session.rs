//! A run of steps: each with a header, all with a line in the table at the end.

use crate::count::Count;
use crate::places::Places;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

/// What went wrong, for people.
pub type Outcome<T = ()> = Result<T, String>;

struct Done {
    name: String,
    count: Count,
    note: String,
    seconds: f64,
    /// Seconds that processors worked for it.
    worked: f64,
    failure: Option<String>,
}

/// Steps that were run.
pub struct Session {
    pub places: Places,
    done: Vec<Done>,
    count: Count,
    note: String,
}

impl Session {
    pub fn new(places: Places) -> Self {
        Self { places, done: Vec::new(), count: Count::default(), note: String::new() }
    }

    /// Runs a step; a failure is kept for the end and the next step runs all the same.
    pub fn step(&mut self, name: &str, work: impl FnOnce(&mut Self) -> Outcome) {
        println!("\n=== {name}");
        let (begun, worked) = (Instant::now(), worked());
        let result = work(self);
        let count = std::mem::take(&mut self.count);
        let failure = result.err().or_else(|| (count.failed > 0).then(|| "tests failed".to_owned()));
        if let Some(why) = &failure {
            println!("!!! {name}: {why}");
        }
        self.done.push(Done {
            name: name.to_owned(),
            count,
            note: std::mem::take(&mut self.note),
            seconds: begun.elapsed().as_secs_f64(),
            worked: self::worked() - worked,
            failure,
        });
    }

    /// A command in the workspace.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.places.root).env("RUST_BACKTRACE", "0").stdin(Stdio::null());
        command
    }

    /// A cargo command in the workspace.
    pub fn cargo(&self, arguments: &[&str]) -> Command {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = self.command(cargo);
        command.args(arguments);
        command
    }

    /// Runs a command, passes on what it prints and counts the tests in it.
    pub fn run(&mut self, command: &mut Command) -> Outcome {
        let shown = shown(command);
        println!("$ {shown}");
        let mut child = command
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("{shown}: {error}; is it installed?"))?;
        if let Some(out) = child.stdout.take() {
            for line in BufReader::new(out).split(b'\n') {
                let line = line.map_err(|error| format!("{shown}: {error}"))?;
                let line = String::from_utf8_lossy(&line);
                println!("{line}");
                self.count.read(&line);
                // Test programs print a dot before it.
                if let Some((_, note)) = line.split_once("scenarios: ").filter(|(dots, _)| dots.len() < 4) {
                    note.clone_into(&mut self.note);
                }
            }
        }
        let status = child.wait().map_err(|error| format!("{shown}: {error}"))?;
        if status.success() { Ok(()) } else { Err(format!("{shown}: {status}")) }
    }

    /// Counts checks that no test program counts.
    pub fn passed(&mut self, checks: u64) {
        self.count.passed += checks;
    }

    /// Something cannot be run here. Fine for those who try the library; CI sets `SEATBOOK_RUN_ALL=1` and does not take it.
    pub fn skip(&mut self, why: &str) -> Outcome {
        if std::env::var_os("SEATBOOK_RUN_ALL").is_some() {
            return Err(why.to_owned());
        }
        println!("skipped: {why}");
        self.note = format!("skipped: {why}");
        Ok(())
    }

    /// Prints the table; failure if any step failed.
    pub fn close(self) -> ExitCode {
        let width = self.done.iter().map(|step| step.name.len()).max().unwrap_or(0);
        println!(
            "\n{:width$}  {:>6}  {:>6}  {:>7}  {:>7}  result",
            "step", "passed", "failed", "seconds", "of CPU"
        );
        for step in &self.done {
            let result = step.failure.as_deref().unwrap_or("ok");
            println!(
                "{:width$}  {:>6}  {:>6}  {:>7.1}  {:>7.1}  {result}",
                step.name, step.count.passed, step.count.failed, step.seconds, step.worked
            );
        }
        let passed: u64 = self.done.iter().map(|step| step.count.passed).sum();
        let failed: u64 = self.done.iter().map(|step| step.count.failed).sum();
        let seconds: f64 = self.done.iter().map(|step| step.seconds).sum();
        let worked: f64 = self.done.iter().map(|step| step.worked).sum();
        println!("{:width$}  {passed:>6}  {failed:>6}  {seconds:>7.1}  {worked:>7.1}", "all");
        for step in self.done.iter().filter(|step| !step.note.is_empty()) {
            println!("{}: {}", step.name, step.note);
        }
        let failures = self.done.iter().filter(|step| step.failure.is_some()).count();
        println!("{} of {} steps failed", failures, self.done.len());
        let _ = std::io::stdout().flush();
        if failures == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

/// Seconds that processors have worked for programs that this one started and that have ended; 0 where the system does not tell so.
/// On a machine that others use too they say more than the clock.
fn worked() -> f64 {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The program's name, which may hold anything, stands in brackets; user and system time of children are the 14th and 15th after it.
    let after = text.rsplit_once(')').map_or("", |(_, after)| after);
    let ticks: f64 =
        after.split_whitespace().skip(13).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum();
    ticks / 100.0
}

/// Runs a command and gives back what it prints, which is not passed on.
pub fn read(command: &mut Command) -> Outcome<String> {
    let (success, out, error) = both(command)?;
    if success { Ok(out) } else { Err(format!("{} failed\n{out}{error}", shown(command))) }
}

/// Runs a command that must fail and gives back its complaint.
pub fn read_failure(command: &mut Command) -> Outcome<String> {
    let (success, out, error) = both(command)?;
    if success { Err(format!("{} does not fail\n{out}", shown(command))) } else { Ok(error) }
}

/// Whether a command succeeds, and what it prints on both outputs.
fn both(command: &mut Command) -> Outcome<(bool, String, String)> {
    let shown = shown(command);
    println!("$ {shown}");
    let ran = command.output().map_err(|error| format!("{shown}: {error}; is it installed?"))?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ok((ran.status.success(), text(&ran.stdout), text(&ran.stderr)))
}

fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let words = std::iter::once(program).chain(command.get_args()).map(OsStr::to_string_lossy);
    words.collect::<Vec<_>>().join(" ")
}
