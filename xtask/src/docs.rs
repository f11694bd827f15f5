//! The guide for people: `cargo xtask docs`.

use crate::python::{self, Packages};
use crate::session::{Outcome, Session};

/// Builds the guide and the reference of the Python package. A warning is a failure.
pub fn build(session: &mut Session) {
    session.step("Python module", |session| {
        python::environment(session, Packages::TestsAndDocs)?;
        python::develop(session)
    });
    session.step("guide", pages);
    println!("\nguide: {}", session.places.target.join("docs/index.html").display());
}

/// Builds the pages with the module that is in the environment.
pub fn pages(session: &mut Session) -> Outcome {
    let pages = session.places.target.join("docs");
    let mut sphinx = python::python(session);
    sphinx.args(["-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html", "docs"]).arg(pages);
    session.run(&mut sphinx)
}
