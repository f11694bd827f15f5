//! Comparing an answer with the part of it that a scenario writes down.

use serde_json::Value;

/// What is not as written, each with its place: named fields of objects must match, arrays must be as long and match
/// element by element, `null` also means absent, and `{"$contains": "text"}` is any text that holds it.
pub fn differences(expected: &Value, found: &Value) -> Vec<String> {
    let mut differences = Vec::new();
    compare("", expected, found, &mut differences);
    differences
}

fn compare(place: &str, expected: &Value, found: &Value, differences: &mut Vec<String>) {
    match (expected, found) {
        (Value::Object(fields), Value::String(text)) if fields.contains_key("$contains") => {
            let part = fields["$contains"].as_str().expect("`$contains` is a text");
            if !text.contains(part) {
                differences.push(format!("{place}: `{text}` does not hold `{part}`"));
            }
        }
        (Value::Object(fields), Value::Object(others)) => {
            for (name, value) in fields {
                compare(
                    &format!("{place}/{name}"),
                    value,
                    others.get(name).unwrap_or(&Value::Null),
                    differences,
                );
            }
        }
        (Value::Array(items), Value::Array(others)) if items.len() == others.len() => {
            for (index, (item, other)) in items.iter().zip(others).enumerate() {
                compare(&format!("{place}/{index}"), item, other, differences);
            }
        }
        _ if expected == found => {}
        _ => differences.push(format!("{place}: expected {expected}, found {found}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_what_is_written_counts() {
        let found = json!({ "a": 1, "b": [{ "c": "seat 1", "d": null }], "e": 2 });
        assert!(differences(&json!({ "a": 1, "b": [{ "d": null, "x": null }] }), &found).is_empty());
        assert!(differences(&json!({ "b": [{ "c": { "$contains": "seat" } }] }), &found).is_empty());
        for wrong in
            [json!({ "a": 2 }), json!({ "b": [] }), json!({ "b": [{ "c": "seat" }] }), json!({ "x": 1 })]
        {
            assert_eq!(differences(&wrong, &found).len(), 1, "{wrong}");
        }
    }
}
