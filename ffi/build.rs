//! Gives the shared library its soname, which the loader of a linked program asks for.

use std::path::Path;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=soname");
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("soname");
    match std::fs::read_to_string(&file) {
        Ok(soname) => println!("cargo:rustc-cdylib-link-arg=-Wl,-soname,{}", soname.trim()),
        Err(error) => println!("cargo:error={}: {error}", file.display()),
    }
}
