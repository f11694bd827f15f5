//! The committed headers are what the source says, and compilers of all ages take them.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::print_stdout, reason = "a test")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// What cbindgen makes of this crate with one of its configurations.
fn generate(config: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let config = cbindgen::Config::from_file(folder.join(config)).expect(config);
    let mut out = Vec::new();
    cbindgen::Builder::new()
        .with_crate(folder)
        .with_config(config)
        .generate()
        .expect("cbindgen")
        .write(&mut out);
    String::from_utf8(out).expect("UTF-8")
}

/// Compares with the committed file; `SEATBOOK_BLESS=1` writes it anew.
fn check(name: &str, generated: &str) {
    let path = root().join("include").join(name);
    if env::var_os("SEATBOOK_BLESS").is_some() {
        fs::write(&path, generated).expect(name);
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    let again = "run `SEATBOOK_BLESS=1 cargo test -p seatbook-ffi --test header`";
    assert!(committed == generated, "include/{name} is not what ffi/src says: {again}");
}

/// A declaration with everything that only a preprocessor understands taken out.
fn without_preprocessor(header: &str) -> String {
    let mut kept = String::new();
    let mut skipping = false;
    for line in header.lines() {
        // Only the fixed width of enums is conditional: C before C23 has the typedef instead.
        match line.trim_start() {
            condition if condition.starts_with("#if __STDC_VERSION__ >=") => skipping = true,
            condition if condition.starts_with("#else") => skipping = !skipping,
            condition if condition.starts_with("#endif") => skipping = false,
            _ if skipping => {}
            _ => {
                kept.push_str(line.trim_end());
                kept.push('\n');
            }
        }
    }
    kept
}

#[test]
fn the_header_is_fresh() {
    check("seatbook.h", &generate("cbindgen.toml"));
}

#[test]
fn the_plain_declarations_are_fresh() {
    let plain = without_preprocessor(&generate("cbindgen.cdef.toml"));
    assert!(!plain.contains('#'), "a preprocessor line is left");
    check("seatbook.cdef.h", &plain);
}

/// A function's comment in one line, and its declaration.
fn functions(header: &str) -> Vec<(String, &str)> {
    let mut all = Vec::new();
    for (at, _) in header.match_indices("\nSEATBOOK_API\n") {
        let comment = header[..at].rsplit("/**").next().unwrap_or_default();
        let lines = comment.lines().map(|line| line.trim_start_matches([' ', '*', '/']));
        let declaration = header[at + 1..].split(';').next().unwrap_or_default();
        all.push((lines.collect::<Vec<_>>().join(" "), declaration));
    }
    assert!(all.len() > 300, "{} functions were found", all.len());
    all
}

/// Every function tells since when it is there, for which threads it is, how it fails, and how what it gives is freed.
/// What holds for all stands in the contract at the top.
#[test]
fn everything_is_explained() {
    let header = generate("cbindgen.toml");
    for (comment, declaration) in functions(&header) {
        let says = |words: &[&str]| words.iter().any(|word| comment.contains(word));
        assert!(says(&["Since 0."]), "{declaration} does not say since when it is there");
        let threads = ["thread", "Pages, ownership and threads as"];
        assert!(says(&threads), "{declaration} does not say for which threads it is");
        let result = declaration.contains("**out_") && !declaration.contains("(seatbook_error **out_error");
        if declaration.contains("**out_error") {
            assert!(says(&["ail"]), "{declaration} does not say how it fails");
        }
        let objects = declaration.matches("**out_").count() - declaration.matches("**out_error").count();
        if result && objects > 0 {
            assert!(
                says(&["_free()", "_close()", "ownership"]),
                "{declaration} does not say how it is freed"
            );
        }
    }
}

/// A status that a comment names is one.
#[test]
fn comments_name_statuses_that_there_are() {
    let header = generate("cbindgen.toml");
    let statuses: Vec<&str> = header
        .lines()
        .filter_map(|line| line.trim().strip_prefix("SEATBOOK_")?.split_once(" = ").map(|(name, _)| name))
        .collect();
    for (comment, declaration) in functions(&header) {
        for sentence in comment.split(". ").filter(|sentence| sentence.contains("ail")) {
            let words = sentence.split(|c: char| c != '_' && !c.is_ascii_alphanumeric());
            for word in
                words.filter(|word| word.len() > 2 && !word.contains(|c: char| c.is_ascii_lowercase()))
            {
                let plain =
                    ["NULL", "JSON", "UTF", "SEATBOOK_NO_DAY"].contains(&word) || word.parse::<u64>().is_ok();
                let word = word.trim_start_matches("SEATBOOK_");
                assert!(plain || statuses.contains(&word), "{declaration}: there is no status `{word}`");
            }
        }
    }
}

fn compile(compiler: &str, standard: &str, language: &str, source: &str) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let file = folder.join(format!("header-{}.{language}", standard.trim_start_matches("-std=")));
    fs::write(&file, source).expect("source");
    let output = Command::new(compiler)
        .args([standard, "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only"])
        .args(if language == "c" { &["-Wstrict-prototypes"][..] } else { &[] })
        .arg("-I")
        .arg(root().join("include"))
        .arg(&file)
        .output()
        .expect(compiler);
    assert!(output.status.success(), "{standard}:\n{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn compilers_of_all_ages_take_it() {
    let c = env::var("CC").unwrap_or_else(|_| "cc".into());
    let cpp = env::var("CXX").unwrap_or_else(|_| "c++".into());
    for standard in ["-std=c99", "-std=c11", "-std=c17", "-std=c2x"] {
        compile(&c, standard, "c", "#include \"seatbook.h\"\nint main(void) { return SEATBOOK_OK; }\n");
        compile(
            &c,
            standard,
            "c",
            "#include <stdint.h>\n#include <stddef.h>\n#include \"seatbook.cdef.h\"\n",
        );
    }
    for standard in ["-std=c++11", "-std=c++17", "-std=c++20"] {
        compile(&cpp, standard, "cpp", "#include \"seatbook.h\"\nint main() { return SEATBOOK_OK; }\n");
    }
    let includes = |part: &str| format!("#include \"{part}\"\nint main() {{ return 0; }}\n");
    for part in parts() {
        compile(&cpp, "-std=c++17", "cpp", &includes(&part));
    }
    compile(&cpp, "-std=c++20", "cpp", &includes("seatbook.hpp"));
}

/// The C++ layer: the header that includes all, and its parts, each of which can be included alone.
fn parts() -> Vec<String> {
    let folder = root().join("include/seatbook").read_dir().expect("include/seatbook");
    let mut parts: Vec<String> = folder
        .map(|entry| format!("seatbook/{}", entry.expect("entry").file_name().to_string_lossy()))
        .collect();
    parts.push("seatbook.hpp".to_owned());
    parts
}

/// What the C++ layer does in another way than by the function of that name.
const NOT_IN_CPP: [&str; 5] = [
    // `Book::apply` with a `Request`.
    "seatbook_apply_users",
    "seatbook_apply_group",
    // `source_kind` and `source_id` say it of groups too.
    "seatbook_report_row_source_group",
    "seatbook_holders_source_group",
    "seatbook_licences_source_group",
];

/// Plain numbers and names, which C++ takes from the C header.
const AS_IN_C: [&str; 7] = [
    "seatbook_version",
    "seatbook_version_number",
    "seatbook_entity_name",
    "seatbook_holder_kind_name",
    "seatbook_report_status_name",
    "seatbook_seat_state_name",
    "seatbook_book_in_memory",
];

#[test]
fn the_cpp_layer_is_complete() {
    let layer: String = parts()
        .iter()
        .map(|part| fs::read_to_string(root().join("include").join(part)).expect("part"))
        .collect();
    let is_name = |c: char| c == '_' || c.is_ascii_alphanumeric();
    let words: std::collections::HashSet<&str> = layer.split(|c| !is_name(c)).collect();
    let plain = fs::read_to_string(root().join("include/seatbook.cdef.h")).expect("header");
    let functions = plain
        .split('(')
        .filter_map(|before| before.rsplit(|c| !is_name(c)).next())
        .filter(|name| name.starts_with("seatbook_"));
    let missing: Vec<&str> = functions
        .filter(|name| !words.contains(name) && !NOT_IN_CPP.contains(name) && !AS_IN_C.contains(name))
        .collect();
    assert!(missing.is_empty(), "seatbook.hpp has nothing for {missing:?}");
}
