//! The examples in other languages, as a plug-in would use the C library: each is run against the debug build, and what
//! it prints is compared. A language that is not installed is skipped.

use crate::session::{self, Outcome, Session};
use crate::test::build_library;
use std::env;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the story prints in every language.
const STORY: &str = "examples/contacts.txt";

/// What is there to run a language with.
enum Runtime {
    Found(PathBuf),
    /// What is missing, and where to get it.
    Missing(&'static str),
}

/// `cargo xtask hosts`, and the end of `cargo xtask test`.
pub fn run(session: &mut Session) {
    session.step("library for other languages", library);
    host(session, "PHP", php, run_php);
    host(session, "Node", node, run_node);
    host(session, "Java", java, run_java);
    host(session, "C#", mono, run_csharp);
    host(session, "Ruby", ruby, run_ruby);
}

fn host(session: &mut Session, name: &str, find: fn() -> Runtime, work: fn(&mut Session, &Path) -> Outcome) {
    session.step(name, |session| match find() {
        Runtime::Found(program) => work(session, &program),
        Runtime::Missing(what) => session.skip(what),
    });
}

/// The debug library under the name that programs ask for.
fn library(session: &mut Session) -> Outcome {
    build_library(session)?;
    let folder = empty(&library_folder(session))?;
    let built = session.places.debug().join("libseatbook.so");
    symlink(&built, folder.join("libseatbook.so.0")).map_err(|error| format!("{}: {error}", folder.display()))
}

fn run_php(session: &mut Session, php: &Path) -> Outcome {
    story(session, &[php.into(), "examples/php/contacts.php".into()])?;
    let expected = session.places.root.join("examples/php/crm/expected.txt");
    let bootstrap = session.places.root.join("examples/php/crm/bootstrap.php");
    let preload = format!("opcache.preload={}", bootstrap.display());
    let preloaded = ["opcache.enable=1", "opcache.enable_cli=1", &preload, "opcache.preload_user=root"];
    // The two ways of allowing FFI on a web server; the walk sends requests to PHP's own.
    for settings in [&["ffi.enable=true"][..], &preloaded] {
        let folder = empty(&work_folder(session, "php-crm"))?;
        let mut walk = session.command(php);
        walk.arg("examples/php/crm/walk.php").arg(folder);
        for setting in settings {
            walk.args(["-d", setting]);
        }
        let printed = session::read(on_its_own(&mut walk, &library_folder(session)))?;
        compare(session, &printed, &expected)?;
    }
    Ok(())
}

fn run_node(session: &mut Session, node: &Path) -> Outcome {
    // npm puts packages beside the sources, and these stay as they are.
    let folder = work_folder(session, "node");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for file in ["package.json", "native.js", "seatbook.js", "contacts.js"] {
        fs::copy(session.places.root.join("examples/node").join(file), folder.join(file))
            .map_err(|error| format!("{file}: {error}"))?;
    }
    if !folder.join("node_modules/koffi").exists() {
        let mut npm = session.command("npm");
        npm.args(["install", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"]);
        session.run(npm.current_dir(&folder))?;
    }
    story(session, &[node.into(), folder.join("contacts.js")])
}

fn run_java(session: &mut Session, java: &Path) -> Outcome {
    let classes = empty(&work_folder(session, "java"))?;
    let mut javac = session.command(java.with_file_name("javac"));
    javac.args(["--release", "22", "-Xlint:all,-restricted", "-Werror", "-d"]).arg(&classes);
    javac.args(["--source-path", "examples/java", "examples/java/Contacts.java"]);
    session.run(&mut javac)?;
    let allow = "--enable-native-access=ALL-UNNAMED".into();
    story(session, &[java.into(), allow, "-cp".into(), classes, "Contacts".into()])
}

fn run_csharp(session: &mut Session, mono: &Path) -> Outcome {
    let program = empty(&work_folder(session, "csharp"))?.join("Contacts.exe");
    let mut compile = session.command("mcs");
    // 0649: fields that only C fills.
    compile.args(["-langversion:7.2", "-warn:4", "-warnaserror", "-nowarn:0649"]);
    compile.arg(format!("-out:{}", program.display()));
    compile.args(["examples/csharp/Contacts.cs", "-recurse:examples/csharp/Seatbook/*.cs"]);
    session.run(&mut compile)?;
    story(session, &[mono.into(), program])
}

fn run_ruby(session: &mut Session, ruby: &Path) -> Outcome {
    story(session, &[ruby.into(), "-w".into(), "examples/ruby/contacts.rb".into()])
}

/// Runs a program that tells the story: as it should go, over a book that is there already, and without the library.
fn story(session: &mut Session, words: &[PathBuf]) -> Outcome {
    let (program, arguments) = words.split_first().ok_or("no program")?;
    let book = empty(&work_folder(session, "books"))?.join("contacts.book");
    let library = library_folder(session);
    let command = |session: &Session| {
        let mut command = session.command(program);
        command.args(arguments).arg(&book);
        command
    };
    let printed = session::read(on_its_own(&mut command(session), &library))?;
    compare(session, &printed, &session.places.root.join(STORY))?;
    let nowhere = empty(&work_folder(session, "no-library"))?;
    for (folder, says) in [(&library, "contacts: there is something at `"), (&nowhere, "libseatbook.so.0")] {
        let complaint = session::read_failure(on_its_own(&mut command(session), folder))?;
        if !complaint.contains(says) {
            return Err(format!("`{says}` is not in what it complains:\n{complaint}"));
        }
        session.passed(1);
    }
    Ok(())
}

/// With the library of one folder, whatever the user's environment says, and with a terminal that knows no UTF-8.
fn on_its_own<'a>(command: &'a mut Command, library: &Path) -> &'a mut Command {
    command.env("LD_LIBRARY_PATH", library).env("LC_ALL", "C");
    command.env_remove("SEATBOOK_LIBRARY").env_remove("SEATBOOK_CDEF")
}

fn compare(session: &mut Session, printed: &str, expected: &Path) -> Outcome {
    let wanted = fs::read_to_string(expected).map_err(|error| format!("{}: {error}", expected.display()))?;
    let end = std::iter::repeat("(nothing more)");
    let most = wanted.lines().count().max(printed.lines().count());
    let pairs = wanted.lines().chain(end.clone()).zip(printed.lines().chain(end)).take(most);
    for (number, (wanted, printed)) in pairs.enumerate() {
        if wanted != printed {
            let place = format!("{}:{}", expected.display(), number + 1);
            println!("wanted: {wanted}\nfound:  {printed}");
            return Err(format!("{place}: something else is printed"));
        }
    }
    session.passed(1);
    Ok(())
}

fn work_folder(session: &Session, name: &str) -> PathBuf {
    session.places.target.join("hosts").join(name)
}

fn library_folder(session: &Session) -> PathBuf {
    work_folder(session, "lib")
}

fn empty(folder: &Path) -> Outcome<PathBuf> {
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(folder.to_owned())
}

fn php() -> Runtime {
    let check = "exit(PHP_VERSION_ID >= 80100 && extension_loaded('ffi') ? 0 : 1);";
    found("php", &["-r", check], "no PHP 8.1 with FFI (Debian: php-cli)")
}

fn node() -> Runtime {
    let check = "process.exit(parseInt(process.versions.node) >= 20 ? 0 : 1)";
    match found("npm", &["--version"], "no npm (Debian: npm)") {
        Runtime::Found(_) => found("node", &["-e", check], "no Node 20 (nodejs.org)"),
        missing @ Runtime::Missing(_) => missing,
    }
}

fn mono() -> Runtime {
    match found("mcs", &["--version"], "no C# compiler (Debian: mono-mcs)") {
        Runtime::Found(_) => found("mono", &["--version"], "no Mono (Debian: mono-runtime)"),
        missing @ Runtime::Missing(_) => missing,
    }
}

fn ruby() -> Runtime {
    found("ruby", &["-rffi", "-e", ""], "no Ruby with the gem ffi (Debian: ruby-ffi)")
}

/// The first Java that is new enough: of the environment, of the path, of where distributions put them.
fn java() -> Runtime {
    let home = env::var_os("JAVA_HOME").map(|home| PathBuf::from(home).join("bin/java"));
    let path = env::var_os("PATH").unwrap_or_default();
    let path = env::split_paths(&path).map(|folder| folder.join("java")).find(|java| java.exists());
    let installed = fs::read_dir("/usr/lib/jvm").into_iter().flatten().flatten();
    let installed = installed.map(|entry| entry.path().join("bin/java"));
    // javac lies beside the real program, not beside every link to it.
    let all = home.into_iter().chain(path).chain(installed).filter_map(|java| java.canonicalize().ok());
    let mut new_enough = all.filter(|java| java.with_file_name("javac").exists() && java_version(java) >= 22);
    new_enough.next().map_or(Runtime::Missing("no JDK 22 (adoptium.net)"), Runtime::Found)
}

/// From such as `openjdk 25.0.3 2026-04-21 LTS`; 0 if it does not say.
fn java_version(java: &Path) -> u32 {
    let Ok(ran) = Command::new(java).arg("--version").output() else { return 0 };
    let said = String::from_utf8_lossy(&ran.stdout).into_owned();
    let number = said.split_whitespace().nth(1).and_then(|version| version.split('.').next());
    number.and_then(|number| number.parse().ok()).unwrap_or(0)
}

fn found(program: &str, check: &[&str], missing: &'static str) -> Runtime {
    match Command::new(program).args(check).output() {
        Ok(ran) if ran.status.success() => Runtime::Found(program.into()),
        _ => Runtime::Missing(missing),
    }
}
