//! The hash of what is asked for: texts and numbers that cannot run into each other, straight from the fields of a request or document.
//!
//! A document is hashed by what `serde` says of its fields, so that none can be forgotten. Each begins with a mark that tells whether it
//! is there, or with its length: two documents of one type hash alike only if all their fields are alike.

use crate::layout::journal::Hash;
use crate::request::Options;
use serde::ser::{self, Impossible, Serialize};
use sha2::{Digest, Sha256};
use std::fmt::{Display, Write as _};

/// Bytes that are hashed at once.
const AT_ONCE: usize = 64 << 10;
/// What begins a field, or something that may be absent, if it is there; and if it is not.
const THERE: u8 = 1;
const ABSENT: u8 = 0;

/// A hash in the making.
pub(in crate::book) struct Sums {
    buffer: Vec<u8>,
    hash: Sha256,
}

impl Sums {
    pub(in crate::book) fn new(kind: &str, options: &Options) -> Self {
        let hash = Sha256::new_with_prefix(b"seatbook/body/1\0");
        let mut sum = Self { buffer: Vec::with_capacity(2 * AT_ONCE), hash };
        sum.texts([kind].into_iter());
        sum.number(u64::from(options.on.number().cast_unsigned()));
        sum.number(options.mode as u64 + 16 * options.unit as u64);
        sum
    }

    pub(in crate::book) fn number(&mut self, number: u64) {
        self.bytes(&number.to_be_bytes());
    }

    pub(in crate::book) fn texts<'a>(&mut self, texts: impl ExactSizeIterator<Item = &'a str>) {
        self.number(texts.len() as u64);
        for text in texts {
            self.number(text.len() as u64);
            self.bytes(text.as_bytes());
        }
    }

    /// A document, field by field.
    pub(in crate::book) fn document(&mut self, document: &impl Serialize) -> crate::Result<()> {
        document.serialize(self).map_err(|Unexpected(why)| crate::Error::internal(why))
    }

    pub(in crate::book) fn finish(mut self) -> Hash {
        self.hash.update(&self.buffer);
        self.hash.finalize().into()
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() > AT_ONCE {
            self.hash.update(&self.buffer);
            self.buffer.clear();
        }
    }

    /// A length in seven-bit groups: most are short, and every byte costs.
    fn length(&mut self, mut length: usize) {
        while length > 0x7f {
            self.buffer.push(length as u8 | 0x80);
            length >>= 7;
        }
        self.buffer.push(length as u8);
    }
}

/// Something that no document has.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(in crate::book) struct Unexpected(String);

impl ser::Error for Unexpected {
    fn custom<T: Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

type Done = Result<(), Unexpected>;

fn unexpected<T>(what: &str) -> Result<T, Unexpected> {
    Err(Unexpected(format!("a document to be hashed has {what}")))
}

/// Numbers all take eight bytes.
macro_rules! numbers {
    ($($name:ident $type:ty),*) => {
        $(fn $name(self, number: $type) -> Done {
            self.number(i64::from(number).cast_unsigned());
            Ok(())
        })*
    };
}

impl<'s> ser::Serializer for &'s mut Sums {
    type Ok = ();
    type Error = Unexpected;
    type SerializeSeq = &'s mut Sums;
    type SerializeTuple = &'s mut Sums;
    type SerializeTupleStruct = Impossible<(), Unexpected>;
    type SerializeTupleVariant = Impossible<(), Unexpected>;
    type SerializeMap = &'s mut Sums;
    type SerializeStruct = &'s mut Sums;
    type SerializeStructVariant = Impossible<(), Unexpected>;

    numbers!(serialize_i8 i8, serialize_i16 i16, serialize_i32 i32, serialize_i64 i64);
    numbers!(serialize_u8 u8, serialize_u16 u16, serialize_u32 u32);

    fn serialize_u64(self, number: u64) -> Done {
        self.number(number);
        Ok(())
    }

    fn serialize_bool(self, value: bool) -> Done {
        self.buffer.push(u8::from(value));
        Ok(())
    }

    fn serialize_str(self, text: &str) -> Done {
        self.length(text.len());
        self.bytes(text.as_bytes());
        Ok(())
    }

    fn serialize_char(self, value: char) -> Done {
        self.number(u64::from(value));
        Ok(())
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Done {
        self.length(bytes.len());
        self.bytes(bytes);
        Ok(())
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Done {
        let mut text = String::new();
        let _ = write!(text, "{value}");
        self.serialize_str(&text)
    }

    fn serialize_none(self) -> Done {
        self.buffer.push(ABSENT);
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Done {
        self.buffer.push(THERE);
        value.serialize(self)
    }

    fn serialize_unit(self) -> Done {
        self.serialize_none()
    }

    fn serialize_unit_struct(self, _: &'static str) -> Done {
        self.serialize_none()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, word: &'static str) -> Done {
        self.serialize_str(word)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Done {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        word: &'static str,
        value: &T,
    ) -> Done {
        self.length(word.len());
        self.bytes(word.as_bytes());
        value.serialize(self)
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Self, Unexpected> {
        let Some(length) = length else { return unexpected("a list without a length") };
        self.length(length);
        Ok(self)
    }

    fn serialize_map(self, length: Option<usize>) -> Result<Self, Unexpected> {
        self.serialize_seq(length)
    }

    fn serialize_tuple(self, _: usize) -> Result<Self, Unexpected> {
        Ok(self)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Unexpected> {
        Ok(self)
    }

    fn serialize_f32(self, _: f32) -> Done {
        unexpected("a fraction")
    }

    fn serialize_f64(self, _: f64) -> Done {
        unexpected("a fraction")
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Unexpected> {
        unexpected("a tuple with a name")
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Unexpected> {
        unexpected("a choice with a tuple")
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Unexpected> {
        unexpected("a choice with fields")
    }
}

/// Lists and tuples: one element after the other.
macro_rules! elements {
    ($($what:ident),*) => {
        $(impl ser::$what for &mut Sums {
            type Ok = ();
            type Error = Unexpected;

            fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
                value.serialize(&mut **self)
            }

            fn end(self) -> Done {
                Ok(())
            }
        })*
    };
}

elements!(SerializeSeq, SerializeTuple);

impl ser::SerializeMap for &mut Sums {
    type Ok = ();
    type Error = Unexpected;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Done {
        key.serialize(&mut **self)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
        value.serialize(&mut **self)
    }

    fn end(self) -> Done {
        Ok(())
    }
}

impl ser::SerializeStruct for &mut Sums {
    type Ok = ();
    type Error = Unexpected;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, _: &'static str, value: &T) -> Done {
        self.buffer.push(THERE);
        value.serialize(&mut **self)
    }

    fn skip_field(&mut self, _: &'static str) -> Done {
        self.buffer.push(ABSENT);
        Ok(())
    }

    fn end(self) -> Done {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::Load;
    use crate::term::Day;
    use std::collections::BTreeMap;

    fn hash(json: &str) -> Hash {
        let mut sum = Sums::new("load", &Options::on(Day::from_number(20_000).unwrap()));
        sum.document(&Load::from_json(json).unwrap()).unwrap();
        sum.finish()
    }

    /// Every value of a document, changed one at a time, gives another hash.
    #[test]
    fn nothing_of_a_document_is_left_out() {
        let readme = include_str!("../../../../README.md");
        let whole = readme.split_once("```json load\n").unwrap().1.split_once("```").unwrap().0;
        let document: serde_json::Value = serde_json::from_str(whole).unwrap();
        let mut seen = BTreeMap::from([(hash(whole), Load::from_json(whole).unwrap())]);
        for (path, changed) in changed(&document) {
            let text = changed.to_string();
            let Ok(load) = Load::from_json(&text) else { continue };
            // What says the same in other words is the same document.
            if let Some(before) = seen.insert(hash(&text), load.clone()) {
                assert_eq!(before, load, "{path}");
            }
        }
        assert!(seen.len() > 100, "only {} changes were tried", seen.len());
    }

    /// All documents that differ in one value, with where: a text, number or mark is another one, a list or field is gone.
    fn changed(value: &serde_json::Value) -> Vec<(String, serde_json::Value)> {
        use serde_json::{Value, json};
        match value {
            Value::Object(fields) => {
                let mut all = Vec::new();
                for (name, field) in fields {
                    let mut without = fields.clone();
                    without.remove(name);
                    all.push((format!(".{name} gone"), Value::Object(without)));
                    for (path, other) in changed(field) {
                        let mut with = fields.clone();
                        with.insert(name.clone(), other);
                        all.push((format!(".{name}{path}"), Value::Object(with)));
                    }
                }
                all
            }
            Value::Array(items) => {
                let mut all = vec![("[] twice".to_owned(), json!([items.as_slice(), items].concat()))];
                for (at, item) in items.iter().enumerate() {
                    for (path, other) in changed(item) {
                        let mut with = items.clone();
                        with[at] = other;
                        all.push((format!("[{at}]{path}"), Value::Array(with)));
                    }
                }
                all
            }
            Value::String(text) => {
                let word = ["group", "burn", "on_assign", "give_back"].map(|word| json!(word));
                let mut all =
                    vec![json!(format!("{text}x")), json!("2025-08-19"), json!("13 months"), json!("NO")];
                all.extend(word);
                all.retain(|other| other != value);
                all.into_iter().map(|other| (format!("={other}"), other)).collect()
            }
            Value::Number(number) => vec![("+1".to_owned(), json!(number.as_u64().unwrap() + 1))],
            Value::Bool(truth) => vec![(" not".to_owned(), json!(!truth))],
            Value::Null => Vec::new(),
        }
    }

    #[test]
    fn texts_do_not_run_into_each_other() {
        let two =
            |one: &str, other: &str| hash(&format!(r#"{{"orgs": [{{"id": "{one}", "name": "{other}"}}]}}"#));
        assert_ne!(two("ab", "c"), two("a", "bc"));
        assert_ne!(two("ab", ""), two("a", "b"));
        let long = "x".repeat(300);
        assert_ne!(two(&long, "y"), two(&format!("{long}y"), ""));
    }
}
