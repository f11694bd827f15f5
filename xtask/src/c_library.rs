//! What is asked of the C library now and then: its pages, its figures.

use crate::install;
use crate::session::{Outcome, Session};
use std::fs;
use std::process::Command;

/// `cargo xtask pages`: the header as HTML, where a missing or broken comment is an error.
pub fn pages(session: &mut Session) {
    session.step("C pages", |session| {
        if Command::new("doxygen").arg("--version").output().is_err() {
            return session.skip("doxygen is not installed");
        }
        let folder = session.places.target.join("pages");
        fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let given = session.places.root.join("ffi/Doxyfile");
        let settings = fs::read_to_string(&given).map_err(|error| format!("{}: {error}", given.display()))?;
        let file = folder.join("Doxyfile");
        let settings = format!("{settings}OUTPUT_DIRECTORY = \"{}\"\n", folder.display());
        fs::write(&file, settings).map_err(|error| format!("{}: {error}", file.display()))?;
        let mut doxygen = session.command("doxygen");
        session.run(doxygen.arg(&file))?;
        println!("{}", folder.join("html/index.html").display());
        Ok(())
    });
}

/// `cargo xtask figures`: the size of what is shipped and what a call costs. Nothing is judged.
pub fn figures(session: &mut Session) {
    session.step("library", install::library);
    session.step("figures", print_figures);
}

fn print_figures(session: &mut Session) -> Outcome {
    let built = session.places.dist();
    let folder = session.places.c_programs();
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    fs::create_dir_all(&folder).map_err(failed)?;
    let stripped = folder.join("libseatbook-stripped.so");
    let mut strip = session.command("strip");
    session.run(strip.arg("-o").arg(&stripped).arg(built.join("libseatbook.so")))?;
    let bytes = fs::metadata(&stripped).map_err(failed)?.len();
    println!("libseatbook.so, stripped: {bytes} bytes");
    let program = folder.join("call_cost");
    let mut compile = session.command(std::env::var("CC").unwrap_or_else(|_| "cc".to_owned()));
    compile.args(["-std=c11", "-O2", "-I", "include", "tests/c/call_cost.c", "-o"]).arg(&program);
    compile.arg("-L").arg(&built).args(["-l:libseatbook.a", "-lpthread", "-ldl", "-lm"]);
    session.run(&mut compile)?;
    let mut run = session.command(&program);
    session.run(run.current_dir(&folder))
}
