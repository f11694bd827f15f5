//! Which requirements of the five sources and which behaviour cases of comparable systems the scenarios name.

use crate::places::Places;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The sources: letter, number of requirements, name.
const SOURCES: [(char, usize, &str); 6] = [
    ('K', 11, "Klett"),
    ('P', 19, "Microsoft Partner Center"),
    ('N', 14, "NOK / Natur & Kultur"),
    ('S', 14, "Skolon"),
    ('A', 17, "SuperOffice"),
    ('X', 8, "common to all"),
];

/// The behaviour cases: letter, how many, where they come from.
const CASES: [(char, usize, &str); 6] = [
    ('B', 15, "Univention bildungslogin"),
    ('S', 10, "Snipe-IT"),
    ('K', 5, "Keygen"),
    ('M', 8, "Microsoft: documents, tables and issue threads"),
    ('R', 3, "rosters"),
    ('T', 4, "what admin scripts try to do"),
];

/// Cases that need more than a scenario can hold: many threads, random sequences, a whole district.
const BY_TESTS: [(&str, &str); 3] =
    [("S09", "core/tests/model"), ("S10", "core/tests/threads.rs"), ("R01", "core/tests/main_job.rs")];

type Covered = BTreeMap<String, Vec<String>>;

/// Prints the scenarios of every requirement and every case, and those without any.
pub fn print(places: &Places) -> Result<(), String> {
    let folder = places.root.join("tests/scenarios");
    let (scenarios, requirements) = read(&folder, "covers")?;
    let (_, mut cases) = read(&folder, "cases")?;
    for (case, test) in BY_TESTS {
        cases.entry(case.to_owned()).or_default().push(test.to_owned());
    }
    let summary = [
        table("requirements", &SOURCES, &|letter, number| format!("{letter}{number}"), &requirements)?,
        table("cases", &CASES, &|letter, number| format!("{letter}{number:02}"), &cases)?,
    ];
    println!("{scenarios} scenarios cover\n{}", summary.join("\n"));
    Ok(())
}

/// Prints one table; returns its sum in a line or two.
fn table(
    what: &str,
    sources: &[(char, usize, &str)],
    id: &dyn Fn(char, usize) -> String,
    covered: &Covered,
) -> Result<String, String> {
    let mut missing = Vec::new();
    let mut known = BTreeSet::new();
    for (letter, last, name) in sources {
        println!("{letter}  {name}");
        for number in 1..=*last {
            let id = id(*letter, number);
            if let Some(names) = covered.get(&id) {
                println!("  {id:<4} {:>3}  {}", names.len(), few(names));
            } else {
                println!("  {id:<4}   -");
                missing.push(id.clone());
            }
            known.insert(id);
        }
    }
    println!();
    if let Some((id, names)) = covered.iter().find(|(id, _)| !known.contains(*id)) {
        return Err(format!("`{id}` is none of the {what}, but {} name it", names.join(", ")));
    }
    let sum = format!("  {} of {} {what}", known.len() - missing.len(), known.len());
    Ok(if missing.is_empty() { sum } else { format!("{sum}; not {}", missing.join(" ")) })
}

fn few(names: &[String]) -> String {
    let shown = names.iter().take(3).map(String::as_str).collect::<Vec<_>>().join(", ");
    if names.len() > 3 { format!("{shown}, ...") } else { shown }
}

/// How many scenarios there are, and which name each id in a list of theirs.
fn read(folder: &Path, list: &str) -> Result<(usize, Covered), String> {
    let mut scenarios = 0;
    let mut covered = Covered::new();
    for entry in fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))? {
        let path = entry.map_err(|error| error.to_string())?.path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        scenarios += 1;
        for id in ids(&text, list) {
            covered.entry(id).or_default().push(name.clone());
        }
    }
    for names in covered.values_mut() {
        names.sort();
    }
    Ok((scenarios, covered))
}

/// The words of a list. They are plain ids, so no JSON reader is needed; the scenarios' own test reads the files
/// properly.
fn ids(text: &str, list: &str) -> Vec<String> {
    let words = text
        .split_once(&format!("\"{list}\": ["))
        .and_then(|(_, after)| after.split_once(']'))
        .map_or("", |(words, _)| words);
    words.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read() {
        let text = "{ \"covers\": [\"K1\",\n \"P19\"], \"cases\": [\"B01\"], \"x\": [\"N1\"] }";
        assert_eq!(ids(text, "covers"), ["K1", "P19"]);
        assert_eq!(ids(text, "cases"), ["B01"]);
        assert_eq!(ids("{ \"covers\": [] }", "covers"), Vec::<String>::new());
        assert_eq!(ids("{}", "covers"), Vec::<String>::new());
    }
}
