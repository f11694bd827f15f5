//! Licences as the German BILDUNGSLOGIN gives them out: a JSON list, one object for each, which becomes a pool.
//!
//! A licence without a number for a class, school or tenant has as many seats as are wanted. `Lehrkraft` and `Lehrer` are for teachers
//! only. A seat's time begins with its first use.

use super::notices::Notices;
use super::portion::{Portion, Sink};
use super::source::Source;
use super::table::shown;
use crate::error::{Error, Result, Status};
use crate::limits;
use crate::load::Entity;
use crate::model::{Pool, PoolKind, Product, StartPolicy, check_id, check_text};
use crate::term::{Day, Length};
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::Read;

/// An object around the list of licences.
#[derive(Deserialize)]
struct Package<'a> {
    #[serde(borrow)]
    licenses: Vec<&'a RawValue>,
}

/// Why a licence cannot be taken, and in which field that shows.
type Fault = (Option<&'static str>, String);

/// The fields of a licence.
struct Fields {
    fields: Map<String, Value>,
    /// The first name that stands there again: nobody can know which of the two is meant.
    twice: Option<String>,
}

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        deserializer.deserialize_map(FieldsVisitor)
    }
}

struct FieldsVisitor;

impl<'de> Visitor<'de> for FieldsVisitor {
    type Value = Fields;

    fn expecting(&self, text: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        text.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> std::result::Result<Fields, A::Error> {
        let (mut fields, mut twice) = (Map::new(), None);
        while let Some((name, value)) = entries.next_entry::<String, Value>()? {
            if fields.insert(name.clone(), value).is_some() {
                twice.get_or_insert(name);
            }
        }
        Ok(Fields { fields, twice })
    }
}

/// Reads the file.
pub(super) fn read(
    source: &Source,
    org: Option<&str>,
    notices: &mut Notices,
    sink: &mut Sink<'_>,
) -> Result<()> {
    let name = source.name();
    let mut bytes = Vec::new();
    source.with_file(|file| {
        let most = limits::JSON_BYTES as u64 + 1;
        let io = |error| Error::io(&format!("cannot read `{name}`"), &error);
        file.take(most).read_to_end(&mut bytes).map_err(io)
    })?;
    if bytes.len() > limits::JSON_BYTES {
        let message = format!("`{name}` has more than {} bytes", limits::JSON_BYTES);
        return Err(Error::new(Status::Limit, message).with("file", name));
    }
    let text = std::str::from_utf8(&bytes).map_err(|error| {
        let line = lines_before(&bytes, error.valid_up_to()) + 1;
        let message = format!("`{name}` is not UTF-8, first on line {line}; save it as UTF-8");
        Error::new(Status::InvalidUtf8, message).with("file", name.as_str()).with("line", line)
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let licences = parse(text, &name)?;
    let mut reader = Reader {
        text,
        name,
        org,
        codes: HashMap::new(),
        products: HashSet::new(),
        portion: Portion::default(),
    };
    for raw in licences {
        reader.licence(raw, notices);
    }
    reader.portion.pass(sink)
}

fn parse<'t>(text: &'t str, name: &str) -> Result<Vec<&'t RawValue>> {
    let wrong = |what: &str, line: usize| {
        let message = format!("`{name}` is {what}");
        Error::new(Status::InvalidJson, message).with("file", name).with("line", line as u64)
    };
    let broken = |error: serde_json::Error| wrong(&format!("no JSON: {error}"), error.line());
    let neither = |error: serde_json::Error| {
        wrong("neither a list of licences nor an object with `licenses`", error.line())
    };
    // What is no JSON at all is told apart from what is no list.
    serde_json::from_str::<&RawValue>(text).map_err(broken)?;
    if text.trim_start().starts_with('{') {
        return Ok(serde_json::from_str::<Package<'_>>(text).map_err(neither)?.licenses);
    }
    serde_json::from_str(text).map_err(neither)
}

struct Reader<'a> {
    text: &'a str,
    name: String,
    /// The org of licences that name none.
    org: Option<&'a str>,
    /// Codes that were read, in small letters, with their lines.
    codes: HashMap<String, u64>,
    products: HashSet<String>,
    portion: Portion,
}

impl Reader<'_> {
    fn licence(&mut self, raw: &RawValue, notices: &mut Notices) {
        let start = (raw.get().as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        let line = lines_before(self.text.as_bytes(), start) + 1;
        // Where a field stands inside the licence.
        let line_of = |field: Option<&str>| {
            let at = field.and_then(|field| raw.get().find(&format!("\"{field}\"")));
            line + at.map_or(0, |at| lines_before(raw.get().as_bytes(), at))
        };
        let mut odd = Vec::new();
        match self.pool(raw, line, &mut odd) {
            Ok((pool, provider)) => {
                if self.products.insert(pool.product.clone()) {
                    let product = Product { id: pool.product.clone(), provider, ..Product::default() };
                    self.portion.place(Entity::Product, &self.name, line);
                    self.portion.load.new_products.push(product);
                }
                self.portion.place(Entity::Pool, &self.name, line);
                self.portion.load.pools.push(pool);
            }
            Err((field, message)) => notices.refuse(&self.name, line_of(field), field, message),
        }
        for (field, message) in odd {
            notices.odd(&self.name, line_of(field), field, message);
        }
    }

    fn pool(
        &mut self,
        raw: &RawValue,
        line: u64,
        odd: &mut Vec<Fault>,
    ) -> std::result::Result<(Pool, String), Fault> {
        let Fields { fields, twice } =
            serde_json::from_str(raw.get()).map_err(|_| (None, "is no licence: not an object".to_owned()))?;
        if let Some(field) = twice {
            return Err((None, format!("field `{}` stands twice in this licence", shown(&field))));
        }
        let code = id(&fields, "lizenzcode", "licence")?;
        let product = id(&fields, "product_id", "product")?;
        let school = text(&fields, "school_ID")?;
        let org = match (school.as_str(), self.org) {
            ("", None) => {
                return Err((Some("school_ID"), "names no school; say which org has bought it".into()));
            }
            ("", Some(org)) => org.to_owned(),
            _ => id(&fields, "school_ID", "org")?,
        };
        let kind = kind(&fields)?;
        let mut metadata = BTreeMap::new();
        for (field, name) in [("nutzungssysteme", "utilization_systems"), ("sonderlizenz", "special_type")] {
            let value = text(&fields, field)?;
            if !value.is_empty() {
                metadata.insert(name.to_owned(), value);
            }
        }
        let length = text(&fields, "gueltigkeitsdauer")?;
        let duration = duration(&length);
        if !length.is_empty() {
            if duration.is_none() {
                let message =
                    format!("`{}` is no length of time that is known; kept as a note only", shown(&length));
                odd.push((Some("gueltigkeitsdauer"), message));
            }
            metadata.insert("validity_duration".to_owned(), length);
        }
        let pool = Pool {
            quantity: quantity(&fields, kind, odd)?,
            allowed_roles: allowed_roles(&fields)?,
            starts_on: day(&fields, "gueltigkeitsbeginn")?,
            ends_on: day(&fields, "gueltigkeitsende")?,
            purchase_reference: Some(text(&fields, "kaufreferenz")?).filter(|text| !text.is_empty()),
            license_code: Some(code.clone()),
            start_policy: StartPolicy::OnFirstUse,
            id: code.clone(),
            product,
            org,
            kind,
            duration,
            metadata,
            ..Pool::default()
        };
        pool.check().map_err(|error| (None, error.message().to_owned()))?;
        if let Some(first) = self.codes.insert(code.to_lowercase(), line) {
            self.codes.insert(code.to_lowercase(), first);
            let message =
                format!("licence code `{code}` stands on line {first} already; capitals do not count");
            return Err((Some("lizenzcode"), message));
        }
        Ok((pool, text(&fields, "lizenzgeber")?))
    }
}

fn lines_before(text: &[u8], at: usize) -> u64 {
    text.iter().take(at).filter(|byte| **byte == b'\n').count() as u64
}

/// A text or number as text; nothing if it is not there.
fn text(fields: &Map<String, Value>, field: &'static str) -> std::result::Result<String, Fault> {
    let text = match fields.get(field) {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.trim().to_owned(),
        // Others are rounded when they are read.
        Some(Value::Number(number)) if number.is_i64() || number.is_u64() => number.to_string(),
        Some(Value::Number(number)) => {
            let message =
                format!("`{number}` is no whole number of at most 20 digits; write it as a text, in quotes");
            return Err((Some(field), message));
        }
        Some(_) => return Err((Some(field), "is neither a text nor a number".into())),
    };
    match check_text("text", &text) {
        Ok(()) => Ok(text),
        Err(error) => Err((Some(field), error.message().to_owned())),
    }
}

fn id(fields: &Map<String, Value>, field: &'static str, what: &str) -> std::result::Result<String, Fault> {
    let id = text(fields, field)?;
    check_id(what, &id).map_err(|error| (Some(field), error.message().to_owned()))?;
    Ok(id)
}

/// What is sold. Lists of the first version say nothing: one seat is a single licence.
fn kind(fields: &Map<String, Value>) -> std::result::Result<PoolKind, Fault> {
    let word = text(fields, "lizenztyp")?;
    Ok(match word.to_lowercase().as_str() {
        "einzellizenz" | "single" => PoolKind::Single,
        "lerngruppenlizenz" | "group" | "workgroup" => PoolKind::Group,
        "schullizenz" | "school" => PoolKind::School,
        "trägerlizenz" | "schulträgerlizenz" | "tenant" => PoolKind::Tenant,
        "" if text(fields, "lizenzanzahl")? == "1" => PoolKind::Single,
        "volumenlizenz" | "volume" | "" => PoolKind::Volume,
        _ => return Err((Some("lizenztyp"), format!("kind of licence `{}` is not known", shown(&word)))),
    })
}

fn quantity(
    fields: &Map<String, Value>,
    kind: PoolKind,
    odd: &mut Vec<Fault>,
) -> std::result::Result<Option<u32>, Fault> {
    const FIELD: &str = "lizenzanzahl";
    let number = text(fields, FIELD)?;
    let for_many = matches!(kind, PoolKind::Group | PoolKind::School | PoolKind::Tenant);
    match number.parse::<u32>() {
        Ok(0) if for_many => Ok(None),
        Ok(0) => {
            odd.push((Some(FIELD), "no seats; taken as a pool of 0".into()));
            Ok(Some(0))
        }
        Ok(number) => Ok(Some(number)),
        Err(_) if number.is_empty() && for_many => Ok(None),
        Err(_) if number.is_empty() => Err((Some(FIELD), "says not how many seats there are".into())),
        Err(_) => Err((Some(FIELD), format!("`{}` is no number of seats", shown(&number)))),
    }
}

/// Who may have a seat. A word that is not known is not guessed at: it would hand teachers' books to pupils.
fn allowed_roles(fields: &Map<String, Value>) -> std::result::Result<Vec<String>, Fault> {
    let word = text(fields, "sonderlizenz")?;
    match word.to_lowercase().as_str() {
        "" | "demo" => Ok(Vec::new()),
        "lehrkraft" | "lehrer" | "lehrerlizenz" | "teacher" => Ok(vec!["teacher".to_owned()]),
        _ => {
            let message =
                format!("special licence `{}` is not known, so nor is who may have it", shown(&word));
            Err((Some("sonderlizenz"), message))
        }
    }
}

/// A day, written as 31-12-2026, 31.12.2026 or 2026-12-31.
fn day(fields: &Map<String, Value>, field: &'static str) -> std::result::Result<Option<Day>, Fault> {
    let written = text(fields, field)?;
    if written.is_empty() {
        return Ok(None);
    }
    let parts: Vec<&str> = written.split(['-', '.']).collect();
    let day = match parts.as_slice() {
        [day, month, year] if year.len() == 4 => {
            let numbers = (year.parse().ok(), month.parse().ok(), day.parse().ok());
            match numbers {
                (Some(year), Some(month), Some(day)) => Day::from_ymd(year, month, day),
                _ => None,
            }
        }
        _ => written.parse().ok(),
    };
    match day {
        Some(day) => Ok(Some(day)),
        None => Err((Some(field), format!("`{}` is no day such as 31-12-2026", shown(&written)))),
    }
}

/// A length of time in German words, such as `Ein Jahr` or `397 Tage`.
fn duration(text: &str) -> Option<Length> {
    let text = text.to_lowercase();
    let mut words = text.split_whitespace();
    let (number, unit) = (words.next()?, words.next().unwrap_or("tage"));
    let number: u32 = match number {
        "ein" | "eine" | "einen" | "1" => 1,
        "zwei" => 2,
        "drei" => 3,
        "vier" => 4,
        "fünf" => 5,
        "sechs" => 6,
        _ => number.parse().ok().filter(|number| (1..=100_000).contains(number))?,
    };
    let length = match unit {
        "tag" | "tage" | "tagen" => Length::Days(number),
        "monat" | "monate" | "monaten" => Length::Months(number),
        "jahr" | "jahre" | "jahren" => Length::Months(12 * number),
        _ => return None,
    };
    words.next().is_none().then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time_in_german() {
        assert_eq!(duration("Ein Jahr"), Some(Length::Months(12)));
        assert_eq!(duration("397 Tage"), Some(Length::Days(397)));
        assert_eq!(duration("365"), Some(Length::Days(365)));
        assert_eq!(duration("3 Monate"), Some(Length::Months(3)));
        for text in ["", "Ein Schuljahr", "für immer", "0 Tage", "1 Jahr und 1 Tag"] {
            assert_eq!(duration(text), None, "{text}");
        }
    }
}
