//! The Python package in a second version of Python, where the machine has one: the module is built once for all of them.

use crate::session::{Outcome, Session};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// The first version of Python 3 that the package is for, and one that may come.
const VERSIONS: std::ops::RangeInclusive<u32> = 10..=20;

/// Tests of what can differ between versions: threads, processes, arguments, exceptions, iteration.
const CORE_TESTS: [&str; 6] = ["book", "arguments", "operations", "processes", "report", "questions"];

/// What these tests need.
const PACKAGES: [&str; 4] = ["pytest>=9,<10", "hypothesis>=6,<7", "click>=8.2,<9", "rich>=14,<16"];

/// Runs the core tests under the oldest other version that is here.
pub fn run(session: &mut Session) -> Outcome {
    let own = version(&session.places.venv_program("python"));
    let found = candidates().into_iter().filter_map(|path| Some((version(&path)?, path)));
    let oldest = found.filter(|(version, _)| VERSIONS.contains(version) && Some(*version) != own).min();
    let Some((version, python)) = oldest else {
        return session.skip("no other version of Python from 3.10 on is on this machine");
    };
    let venv = session.places.target.join(format!("venv-3.{version}"));
    let note = venv.join("seatbook-tests.txt");
    let wanted = PACKAGES.join("\n");
    if !fs::read_to_string(&note).is_ok_and(|found| found == wanted) {
        let mut make = session.command(&python);
        session.run(make.args(["-m", "venv"]).arg(&venv))?;
        let mut pip = session.command(venv.join("bin/python"));
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]).args(PACKAGES);
        session.run(&mut pip)?;
        fs::write(&note, wanted).map_err(|error| format!("{}: {error}", note.display()))?;
    }
    let mut pytest = session.command(venv.join("bin/python"));
    pytest
        .args(["-m", "pytest", "-p", "no:cacheprovider"])
        .env("PYTHONPATH", session.places.root.join("python"));
    pytest.args(CORE_TESTS.map(|name| format!("tests/python/test_{name}.py")));
    session.run(&mut pytest)
}

/// Pythons on the search path, by their names with a version, and those that pyenv keeps.
fn candidates() -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = VERSIONS.map(|minor| format!("python3.{minor}").into()).collect();
    found.push("/usr/bin/python3".into());
    let home = env::var_os("HOME").map(|home| Path::new(&home).join(".pyenv"));
    if let Some(root) = env::var_os("PYENV_ROOT").map(PathBuf::from).or(home) {
        let versions = fs::read_dir(root.join("versions")).into_iter().flatten().flatten();
        found.extend(versions.map(|version| version.path().join("bin/python3")));
    }
    found
}

/// The number behind `3.`, of an interpreter that can be started, has a lock of its own for all threads, and can make environments.
fn version(python: &Path) -> Option<u32> {
    let ask = "import sys, sysconfig, venv, ensurepip; \
               print(sys.version_info[1] if sys.version_info[0] == 3 and not sysconfig.get_config_var('Py_GIL_DISABLED') else '')";
    let answer = std::process::Command::new(python).args(["-c", ask]).output().ok()?;
    String::from_utf8_lossy(&answer.stdout).trim().parse().ok()
}
