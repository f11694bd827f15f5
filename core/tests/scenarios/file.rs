//! A scenario file: what is asked of a book, step by step, and what must come back.

use crate::licence::Licence;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A scenario as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// The file's name without `.json`.
    pub name: String,
    /// Requirement ids of the domain that it shows.
    pub covers: Vec<String>,
    /// Names of behaviour cases, such as `B01`.
    #[serde(default)]
    pub cases: Vec<String>,
    /// What it shows, in a sentence.
    pub why: String,
    /// The day of every step that names none.
    pub on: String,
    /// Whose licence files the book takes over: names of `licence.rs`; by default nobody's.
    #[serde(default)]
    pub licence_keys: Vec<String>,
    /// Licence files by name; steps write `$name` where they mean one.
    #[serde(default)]
    pub licences: BTreeMap<String, Licence>,
    /// What happens.
    pub steps: Vec<Step>,
}

/// One command with what must come back; or closing the book and opening it again.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// What is remarkable here.
    #[serde(default)]
    pub note: String,
    load: Option<Value>,
    options: Option<Value>,
    apply: Option<Value>,
    remove: Option<Value>,
    /// The two accounts: `from` and `into`.
    merge: Option<Value>,
    /// What is to be done with a licence file: `stage`, `activate`, `discard` or `mark_seen`. The answer is a report.
    licence: Option<Value>,
    /// The options: the day, and whatever else goes with a write.
    advance: Option<Value>,
    query: Option<Value>,
    /// Close the book and open it again.
    #[serde(default)]
    pub reopen: bool,
    /// Whose licence files it takes over from then on. A book in memory cannot be opened again and is left out of the rest.
    pub licence_keys: Option<Vec<String>>,
    /// What the answer must hold; see `partial`.
    pub expect: Option<Value>,
    /// What the error must hold.
    pub error: Option<Value>,
    /// A name for the answer.
    pub label: Option<String>,
    /// The answer must agree with the one of that name: a report in all it says about rows, anything else whole.
    pub same_as: Option<String>,
    /// Names for parts of the answer, each a JSON pointer; later steps write `$name` where they mean it.
    #[serde(default)]
    pub save: BTreeMap<String, String>,
}

impl Scenario {
    /// Reads a scenario file.
    pub fn read(path: &Path) -> Self {
        let text =
            std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let scenario: Self =
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_eq!(
            path.file_stem().and_then(|stem| stem.to_str()),
            Some(scenario.name.as_str()),
            "name and file name"
        );
        assert!(
            !scenario.covers.is_empty() || !scenario.cases.is_empty(),
            "{}: covers nothing",
            scenario.name
        );
        assert!(!scenario.why.is_empty(), "{}: says not why", scenario.name);
        scenario
    }

    /// Every scenario file, by name.
    pub fn paths() -> Vec<PathBuf> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/scenarios");
        let mut paths: Vec<_> = std::fs::read_dir(&folder)
            .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
            .collect();
        paths.sort();
        paths
    }
}

impl Step {
    /// The question that closes every scenario: is the book still right in itself?
    pub fn verify() -> Self {
        Self {
            note: "the book is right in itself".into(),
            load: None,
            options: None,
            apply: None,
            remove: None,
            merge: None,
            licence: None,
            advance: None,
            query: Some(json!({ "query": "verify" })),
            reopen: false,
            licence_keys: None,
            expect: Some(json!({ "ok": true, "problems": [] })),
            error: None,
            label: None,
            same_as: None,
            save: BTreeMap::new(),
        }
    }

    /// The step as a line of the protocol; `None` for `reopen`.
    pub fn line(&self, on: &str, saved: &BTreeMap<String, Value>) -> Option<String> {
        let said = |value: &Value| fill(value.clone(), saved).to_string();
        let options = |options: &Option<Value>| {
            let mut options = with_day(options.clone().unwrap_or_else(|| json!({})), on);
            options["items"] = json!([]);
            said(&options)
        };
        let mut lines = Vec::new();
        let with_options = [
            ("load", &self.load),
            ("remove", &self.remove),
            ("merge", &self.merge),
            ("licence", &self.licence),
        ];
        for (word, document) in with_options {
            if let Some(document) = document {
                lines.push(Some(format!("{word}\t{}\t{}", said(document), options(&self.options))));
            }
        }
        if self.advance.is_some() {
            lines.push(Some(format!("advance\t{}", options(&self.advance))));
        }
        if let Some(request) = &self.apply {
            lines.push(Some(format!("apply\t{}", said(&with_day(request.clone(), on)))));
        }
        if let Some(query) = &self.query {
            lines.push(Some(format!("query\t{}", said(&question(query, on)))));
        }
        if self.reopen {
            lines.push(None);
        }
        assert_eq!(lines.len(), 1, "a step is exactly one command or `reopen`: {}", self.note);
        lines.remove(0)
    }
}

/// Questions that are not about a day.
const UNDATED: [&str; 13] = [
    "activation",
    "activations",
    "groups",
    "head",
    "journal",
    "orgs",
    "pending",
    "products",
    "report",
    "timeline",
    "users",
    "verify",
    "waitlist",
];

/// The question with the scenario's day, if it is about one.
fn question(query: &Value, on: &str) -> Value {
    let undated = UNDATED.iter().any(|name| query["query"] == *name);
    if undated { query.clone() } else { with_day(query.clone(), on) }
}

/// The document with the scenario's day, unless it names its own.
fn with_day(mut document: Value, on: &str) -> Value {
    let fields: &mut Map<String, Value> = document.as_object_mut().expect("an object");
    fields.entry("on").or_insert_with(|| on.into());
    document
}

/// Puts saved values in the place of `$name`; what was not saved, since its step went wrong, stays as it is.
fn fill(value: Value, saved: &BTreeMap<String, Value>) -> Value {
    match value {
        Value::String(text) => match text.strip_prefix('$') {
            Some(name) => saved.get(name).cloned().unwrap_or(Value::String(text)),
            None => Value::String(text),
        },
        Value::Array(items) => items.into_iter().map(|item| fill(item, saved)).collect(),
        Value::Object(fields) => fields.into_iter().map(|(name, value)| (name, fill(value, saved))).collect(),
        other => other,
    }
}
