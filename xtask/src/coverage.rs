//! Which requirements of the five sources the scenarios name.

use crate::places::Places;
use std::collections::BTreeMap;
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

/// Prints the scenarios of every requirement, and the requirements without any.
pub fn print(places: &Places) -> Result<(), String> {
    let (scenarios, covered) = read(&places.root.join("tests/scenarios"))?;
    for (id, names) in &covered {
        if !is_requirement(id) {
            return Err(format!("`{id}` is no requirement, but {} name it", names.join(", ")));
        }
    }
    let mut missing = Vec::new();
    let mut all = 0;
    for (letter, last, name) in SOURCES {
        println!("{letter}  {name}");
        for number in 1..=last {
            all += 1;
            let id = format!("{letter}{number}");
            if let Some(names) = covered.get(&id) {
                println!("  {id:<4} {:>3}  {}", names.len(), few(names));
            } else {
                println!("  {id:<4}   -");
                missing.push(id);
            }
        }
    }
    println!("\n{scenarios} scenarios cover {} of {all} requirements", all - missing.len());
    if !missing.is_empty() {
        println!("not covered: {}", missing.join(" "));
    }
    Ok(())
}

fn few(names: &[String]) -> String {
    let shown = names.iter().take(3).map(String::as_str).collect::<Vec<_>>().join(", ");
    if names.len() > 3 { format!("{shown}, ...") } else { shown }
}

fn is_requirement(id: &str) -> bool {
    SOURCES.iter().any(|(letter, last, _)| (1..=*last).any(|number| *id == format!("{letter}{number}")))
}

/// How many scenarios there are, and which name each requirement.
fn read(folder: &Path) -> Result<(usize, BTreeMap<String, Vec<String>>), String> {
    let mut scenarios = 0;
    let mut covered: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for entry in fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))? {
        let path = entry.map_err(|error| error.to_string())?.path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        scenarios += 1;
        for id in ids(&text).ok_or_else(|| format!("{}: has no `covers`", path.display()))? {
            covered.entry(id).or_default().push(name.clone());
        }
    }
    for names in covered.values_mut() {
        names.sort();
    }
    Ok((scenarios, covered))
}

/// The words of the list `covers`. They are plain ids, so no JSON reader is needed; the scenarios' own test reads the
/// files properly.
fn ids(text: &str) -> Option<Vec<String>> {
    let (_, after) = text.split_once("\"covers\"")?;
    let (list, _) = after.split_once('[')?.1.split_once(']')?;
    Some(list.split('"').skip(1).step_by(2).map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn covers_is_read() {
        assert_eq!(ids("{ \"covers\": [\"K1\",\n \"P19\"], \"x\": [\"N1\"] }").unwrap(), ["K1", "P19"]);
        assert_eq!(ids("{ \"covers\": [] }").unwrap(), Vec::<String>::new());
        assert!(is_requirement("A17") && !is_requirement("A18") && !is_requirement("B01"));
    }
}
