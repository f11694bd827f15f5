//! Where things are.

use std::env;
use std::path::{Path, PathBuf};

/// The folders that commands work in.
pub struct Places {
    /// The workspace.
    pub root: PathBuf,
    /// Where cargo builds, and where everything else that can be thrown away goes.
    pub target: PathBuf,
}

impl Places {
    /// Finds them from what cargo says about this program.
    pub fn find() -> Result<Self, String> {
        let own = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = own.parent().ok_or("the workspace has no folder")?.to_owned();
        let target = match env::var_os("CARGO_TARGET_DIR") {
            Some(folder) => root.join(folder),
            None => root.join("target"),
        };
        Ok(Self { root, target })
    }

    /// The virtual environment; the user's own Python stays as it is.
    pub fn venv(&self) -> PathBuf {
        self.target.join("venv")
    }

    /// A program of the virtual environment.
    pub fn venv_program(&self, name: &str) -> PathBuf {
        self.venv().join("bin").join(name)
    }

    /// What a debug build makes.
    pub fn debug(&self) -> PathBuf {
        self.target.join("debug")
    }

    /// What is shipped.
    pub fn dist(&self) -> PathBuf {
        self.target.join("dist")
    }

    /// Compiled C programs.
    pub fn c_programs(&self) -> PathBuf {
        self.target.join("c-programs")
    }
}
