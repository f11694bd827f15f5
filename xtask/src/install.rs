//! `cargo xtask install`: the C library where packagers and hosts' build systems look for it: versioned shared library,
//! static library, headers, pkg-config file, `CMake` package.

use crate::session::{Outcome, Session};
use std::fs;
use std::path::{Path, PathBuf};

/// What a program that is linked with the static library needs from the system besides.
const PRIVATE_LIBS: [&str; 3] = ["pthread", "dl", "m"];

/// Which build is installed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Build {
    Release,
    Debug,
}

/// Where it goes.
pub struct Places {
    /// What the installed files say of themselves: absolute, such as `/usr/local`.
    pub prefix: PathBuf,
    /// Below the prefix, such as `lib` or `lib/x86_64-linux-gnu`.
    pub libdir: PathBuf,
    /// Put before the prefix when files are written: the root of a package that is being made.
    pub destdir: PathBuf,
}

/// A file to be installed.
enum From {
    Copy(PathBuf),
    Text(String),
    LinkTo(String),
}

impl Places {
    /// Reads `--prefix P --libdir L --destdir D`, each of which may be missing.
    pub fn from_arguments(arguments: impl Iterator<Item = String>) -> Outcome<Self> {
        let mut places = Self { prefix: "/usr/local".into(), libdir: "lib".into(), destdir: PathBuf::new() };
        let mut arguments = arguments;
        while let Some(name) = arguments.next() {
            let value = arguments.next().ok_or_else(|| format!("`{name}` needs a value"))?;
            match name.as_str() {
                "--prefix" => places.prefix = value.into(),
                "--libdir" => places.libdir = value.into(),
                "--destdir" => places.destdir = value.into(),
                other => {
                    return Err(format!(
                        "there is no option `{other}`; there are --prefix, --libdir, --destdir"
                    ));
                }
            }
        }
        if !places.prefix.is_absolute() {
            return Err(format!("`--prefix {}` is not absolute", places.prefix.display()));
        }
        // Many say `LIBDIR=/usr/lib64` for what stands below the prefix.
        if let Ok(below) = places.libdir.strip_prefix(&places.prefix) {
            places.libdir = below.iter().collect();
        }
        if places.libdir.is_absolute() {
            return Err(format!("`--libdir {}` is not below the prefix", places.libdir.display()));
        }
        Ok(places)
    }

    /// Where a file below the prefix is written.
    fn written(&self, below: &Path) -> PathBuf {
        let prefix = self.prefix.join(below);
        if self.destdir.as_os_str().is_empty() {
            return prefix;
        }
        self.destdir.join(prefix.strip_prefix("/").unwrap_or(&prefix))
    }
}

/// `cargo xtask install`.
pub fn install(session: &mut Session, places: &Places) {
    session.step("library", library);
    session.step("install", |session| put(session, places, Build::Release));
}

/// Builds the library as it is shipped. Not `cargo build`: that makes the Rust library for its tests too, and then leaves
/// out optimizing over all crates, also for the others.
pub fn library(session: &mut Session) -> Outcome {
    let mut build = session.cargo(&["rustc", "--profile", "dist", "--locked", "-p", "seatbook-ffi", "--lib"]);
    session.run(build.args(["--crate-type", "cdylib,staticlib"]))
}

/// `cargo xtask uninstall`: takes out the files and folders of its own, and leaves folders that others may use.
pub fn uninstall(session: &mut Session, places: &Places) {
    session.step("uninstall", |session| {
        for (below, _) in files(session, places, Build::Release)? {
            let path = places.written(&below);
            match fs::remove_file(&path) {
                Ok(()) => println!("removed {}", path.display()),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                Err(error) => return Err(format!("{}: {error}", path.display())),
            }
            // Folders of its own are called like it. One that somebody has put a file into stays.
            if let Some(folder) = path.parent().filter(|folder| folder.ends_with("seatbook")) {
                let _ = fs::remove_dir(folder);
            }
        }
        Ok(())
    });
}

/// Writes all files of a build that is there.
pub fn put(session: &mut Session, places: &Places, build: Build) -> Outcome {
    for (below, from) in files(session, places, build)? {
        let path = places.written(&below);
        let failed = |error: std::io::Error| format!("{}: {error}", path.display());
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(failed)?;
        }
        // A library that runs somewhere keeps its old file; the new one gets another.
        if let Err(error) = fs::remove_file(&path)
            && error.kind() != std::io::ErrorKind::NotFound
        {
            return Err(failed(error));
        }
        match &from {
            From::Copy(source) => {
                fs::copy(source, &path).map_err(|error| format!("{}: {error}", source.display()))?;
            }
            From::Text(text) => fs::write(&path, text).map_err(failed)?,
            From::LinkTo(target) => link(target, &path).map_err(failed)?,
        }
        println!("{}", path.display());
    }
    if build == Build::Release {
        strip(session, places)?;
    }
    Ok(())
}

/// Every file below the prefix, and what it is made from.
fn files(session: &Session, places: &Places, build: Build) -> Outcome<Vec<(PathBuf, From)>> {
    let root = &session.places.root;
    let built = match build {
        Build::Release => session.places.dist(),
        Build::Debug => session.places.debug(),
    };
    let soname = soname(root)?;
    let shared = shared();
    let lib = &places.libdir;
    let mut files = vec![
        (lib.join(&shared), From::Copy(built.join("libseatbook.so"))),
        (lib.join(&soname), From::LinkTo(shared)),
        (lib.join("libseatbook.so"), From::LinkTo(soname)),
        (lib.join("libseatbook.a"), From::Copy(built.join("libseatbook.a"))),
    ];
    for (from, to) in [
        ("seatbook.pc.in", "pkgconfig/seatbook.pc"),
        ("seatbook-config.cmake.in", "cmake/seatbook/seatbook-config.cmake"),
        ("seatbook-config-version.cmake.in", "cmake/seatbook/seatbook-config-version.cmake"),
    ] {
        files.push((lib.join(to), From::Text(filled(root, from, places)?)));
    }
    headers(&root.join("include"), Path::new("include"), &mut files)?;
    Ok(files)
}

/// All headers, those in folders too.
fn headers(folder: &Path, below: &Path, files: &mut Vec<(PathBuf, From)>) -> Outcome {
    let failed = |error| format!("{}: {error}", folder.display());
    let mut entries = folder.read_dir().and_then(Iterator::collect::<Result<Vec<_>, _>>).map_err(failed)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let (path, below) = (entry.path(), below.join(entry.file_name()));
        if path.is_dir() {
            headers(&path, &below, files)?;
        } else {
            files.push((below, From::Copy(path)));
        }
    }
    Ok(())
}

/// The name that linked programs ask the loader for. It counts the breaks of the ABI, not the versions.
fn soname(root: &Path) -> Outcome<String> {
    let file = root.join("ffi/soname");
    let soname = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(soname.trim().to_owned())
}

/// The file behind the soname.
fn shared() -> String {
    concat!("libseatbook.so.", env!("CARGO_PKG_VERSION")).to_owned()
}

/// A template of ffi/packaging with its gaps filled.
fn filled(root: &Path, template: &str, places: &Places) -> Outcome<String> {
    let file = root.join("ffi/packaging").join(template);
    let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let cmake_folder = places.libdir.join("cmake/seatbook");
    let up = cmake_folder.components().map(|_| "..").collect::<Vec<_>>().join("/");
    let libs = if template.ends_with(".pc.in") {
        PRIVATE_LIBS.map(|name| format!("-l{name}")).join(" ")
    } else {
        PRIVATE_LIBS.join(";")
    };
    Ok(text
        .replace("@prefix@", &places.prefix.to_string_lossy())
        .replace("@libdir@", &places.libdir.to_string_lossy())
        .replace("@up_to_prefix@", &up)
        .replace("@version@", env!("CARGO_PKG_VERSION"))
        .replace("@shared@", &shared())
        .replace("@soname@", &soname(root)?)
        .replace("@private_libs@", &libs)
        .replace("@pointer_bytes@", &size_of::<usize>().to_string()))
}

/// Takes out what only a debugger reads; `STRIP=true` in the environment keeps it.
fn strip(session: &mut Session, places: &Places) -> Outcome {
    let strip = std::env::var("STRIP").unwrap_or_else(|_| "strip".to_owned());
    for (how, name) in [("--strip-unneeded", shared()), ("--strip-debug", "libseatbook.a".to_owned())] {
        let mut command = session.command(&strip);
        session.run(command.arg(how).arg(places.written(&places.libdir.join(name))))?;
    }
    Ok(())
}

#[cfg(unix)]
fn link(target: &str, path: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(target, path)
}

#[cfg(not(unix))]
fn link(_target: &str, _path: &Path) -> std::io::Result<()> {
    Err(std::io::Error::other("libraries with versions in their names are only made on Unix"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(arguments: &str) -> Outcome<Places> {
        Places::from_arguments(arguments.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn arguments() {
        let packager = places("--prefix /usr --libdir /usr/lib/x86_64-linux-gnu --destdir /tmp/package").ok();
        let written = packager.map(|places| places.written(&places.libdir.join("libseatbook.so.0")));
        assert_eq!(written, Some("/tmp/package/usr/lib/x86_64-linux-gnu/libseatbook.so.0".into()));
        let user = places("").ok().map(|places| places.written(Path::new("include/seatbook.h")));
        assert_eq!(user, Some("/usr/local/include/seatbook.h".into()));
        for wrong in ["--prefix here", "--prefix", "--colour red", "--libdir /elsewhere"] {
            assert!(places(wrong).is_err(), "{wrong}");
        }
    }
}
