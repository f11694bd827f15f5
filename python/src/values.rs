//! Python values as the core's plain data: a dict, any other mapping, a dataclass or a named tuple, with the field
//! names that JSON uses. What the core's types say about fields and words holds here too, because it is they that read.

use crate::dates::of_date;
use crate::errors::invalid;
use pyo3::exceptions::PyTypeError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{
    PyBool, PyByteArray, PyBytes, PyDate, PyDateTime, PyDict, PyFloat, PyFrozenSet, PyInt, PyList, PyMapping,
    PySet, PyString, PyTuple,
};
use serde::de::{
    self, DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde::forward_to_deserialize_any;
use std::fmt::Display;

/// Reads one thing.
pub(crate) fn one<T: for<'de> de::Deserialize<'de>>(name: &str, value: &Bound<'_, PyAny>) -> PyResult<T> {
    T::deserialize(Value(value)).map_err(|fault| fault.raise(value.py(), name))
}

/// Reads a list of things; the error says which of them is wrong.
pub(crate) fn many<T: for<'de> de::Deserialize<'de>>(
    name: &str,
    values: Option<&Bound<'_, PyAny>>,
) -> PyResult<Vec<T>> {
    let Some(values) = values else { return Ok(Vec::new()) };
    let single = values.is_instance_of::<PyString>() || values.cast::<PyMapping>().is_ok();
    let all = if single { None } else { values.try_iter().ok() };
    let Some(all) = all else {
        let found = values.get_type().name()?;
        return Err(PyTypeError::new_err(format!("`{name}` is {found}; pass an iterable of dicts")));
    };
    let mut read = Vec::new();
    for value in all {
        let value = value?;
        let thing = T::deserialize(Value(&value));
        read.push(thing.map_err(|fault| fault.raise(value.py(), &format!("{name}[{}]", read.len())))?);
    }
    Ok(read)
}

/// Why a value cannot be read.
#[derive(Debug)]
pub(crate) enum Fault {
    /// It has the wrong type.
    Type { path: String, why: String },
    /// It has the right type and makes no sense.
    Value { path: String, why: String },
    /// Python raised something while it was looked at.
    Raised(PyErr),
}

impl Fault {
    fn wrong_type(why: impl Into<String>) -> Self {
        Fault::Type { path: String::new(), why: why.into() }
    }

    fn within(self, field: &str) -> Self {
        match self {
            Fault::Type { path, why } => Fault::Type { path: format!("{field}{path}"), why },
            Fault::Value { path, why } => Fault::Value { path: format!("{field}{path}"), why },
            Fault::Raised(error) => Fault::Raised(error),
        }
    }

    fn raise(self, py: Python<'_>, name: &str) -> PyErr {
        match self {
            Fault::Type { path, why } => PyTypeError::new_err(format!("`{name}{path}`: {why}")),
            Fault::Value { path, why } => invalid(py, format!("`{name}{path}`: {why}")),
            Fault::Raised(error) => error,
        }
    }
}

impl From<PyErr> for Fault {
    fn from(error: PyErr) -> Self {
        Fault::Raised(error)
    }
}

impl Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Fault::Type { path, why } | Fault::Value { path, why } => write!(f, "{path}: {why}"),
            Fault::Raised(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Fault {}

impl de::Error for Fault {
    fn custom<T: Display>(why: T) -> Self {
        Fault::Value { path: String::new(), why: why.to_string() }
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Fault::wrong_type(format!("is {found}, not {expected}"))
    }
}

/// A field's name and value.
type Field<'py> = (Bound<'py, PyAny>, Bound<'py, PyAny>);

/// A Python value that is being read.
struct Value<'a, 'py>(&'a Bound<'py, PyAny>);

impl<'py> Value<'_, 'py> {
    fn text(&self, text: &Bound<'py, PyString>) -> Result<String, Fault> {
        match text.to_str() {
            Ok(text) => Ok(text.to_owned()),
            Err(_) => Err(de::Error::custom(format!("{}: a lone surrogate is no text", self.0.repr()?))),
        }
    }

    fn number<'de, V: Visitor<'de>>(&self, visitor: V) -> Result<V::Value, Fault> {
        match self.0.extract::<u64>() {
            Ok(number) => visitor.visit_u64(number),
            Err(_) => match self.0.extract::<i64>() {
                Ok(number) => visitor.visit_i64(number),
                Err(_) => Err(de::Error::custom(format!("`{}` is out of range", self.0.repr()?))),
            },
        }
    }

    /// The fields of a mapping, a dataclass or a named tuple.
    fn fields(&self) -> Result<Option<Vec<Field<'py>>>, Fault> {
        let py = self.0.py();
        if let Ok(dict) = self.0.cast::<PyDict>() {
            return Ok(Some(dict.iter().collect()));
        }
        if let Ok(mapping) = self.0.cast::<PyMapping>() {
            let items = mapping.items()?;
            return Ok(Some(items.iter().map(|item| item.extract()).collect::<PyResult<_>>()?));
        }
        let names = match self.0.getattr_opt(intern!(py, "__dataclass_fields__"))? {
            Some(names) => Some(names),
            None => self.0.getattr_opt(intern!(py, "_fields"))?,
        };
        let Some(names) = names else { return Ok(None) };
        let mut fields = Vec::new();
        for name in names.try_iter()? {
            let name = name?;
            let value = self.0.getattr(name.cast::<PyString>().map_err(PyErr::from)?)?;
            fields.push((name, value));
        }
        Ok(Some(fields))
    }

    /// The values of a list. A set has no order of its own, so it is sorted: the same call is the same request.
    fn list(&self) -> Result<Option<Vec<Bound<'py, PyAny>>>, Fault> {
        let is_set = self.0.is_instance_of::<PySet>() || self.0.is_instance_of::<PyFrozenSet>();
        if is_set {
            let sorted = PyList::new(self.0.py(), self.0.try_iter()?.collect::<PyResult<Vec<_>>>()?)?;
            sorted.sort()?;
            return Ok(Some(sorted.iter().collect()));
        }
        if self.0.is_instance_of::<PyBytes>() || self.0.is_instance_of::<PyByteArray>() {
            return Ok(None);
        }
        match self.0.try_iter() {
            Ok(values) => Ok(Some(values.collect::<PyResult<_>>()?)),
            Err(_) => Ok(None),
        }
    }
}

impl<'de> Deserializer<'de> for Value<'_, '_> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        let value = self.0;
        if let Ok(text) = value.cast::<PyString>() {
            return visitor.visit_string(self.text(text)?);
        }
        if value.is_none() {
            return visitor.visit_unit();
        }
        if value.is_instance_of::<PyBool>() {
            return visitor.visit_bool(value.is_truthy()?);
        }
        if value.is_instance_of::<PyInt>() {
            return self.number(visitor);
        }
        if let Ok(number) = value.cast::<PyFloat>() {
            return visitor.visit_f64(number.extract()?);
        }
        if value.is_instance_of::<PyDateTime>() {
            return Err(Fault::wrong_type("is a datetime where a day is meant; pass its `.date()`"));
        }
        if let Ok(date) = value.cast::<PyDate>() {
            return visitor.visit_string(of_date(date)?.to_string());
        }
        let is_plain_tuple = value.cast_exact::<PyTuple>().is_ok() || value.is_instance_of::<PyList>();
        if !is_plain_tuple && let Some(fields) = self.fields()? {
            return visitor.visit_map(Fields { rest: fields.into_iter(), value: None });
        }
        match self.list()? {
            Some(values) => visitor.visit_seq(Elements { rest: values.into_iter(), at: 0 }),
            None => Err(Fault::wrong_type(format!("is {}, which has no fields", value.get_type().name()?))),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        if self.0.is_none() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _words: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match self.0.cast::<PyString>() {
            Ok(text) => visitor.visit_enum(self.text(text)?.into_deserializer()),
            Err(_) => Err(Fault::wrong_type(format!("is {}, not a word", self.0.get_type().name()?))),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}

/// The fields that are left to read.
struct Fields<'py> {
    rest: std::vec::IntoIter<Field<'py>>,
    value: Option<(String, Bound<'py, PyAny>)>,
}

impl<'de> MapAccess<'de> for Fields<'_> {
    type Error = Fault;

    /// A field that is `None` is one that is not there.
    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Fault> {
        let Some((key, value)) = self.rest.by_ref().find(|(_, value)| !value.is_none()) else {
            return Ok(None);
        };
        let Ok(name) = key.cast::<PyString>() else {
            return Err(Fault::wrong_type(format!("has the field {}; names of fields are str", key.repr()?)));
        };
        let name = Value(&key).text(name)?;
        let read = seed.deserialize(name.as_str().into_deserializer());
        self.value = Some((name, value));
        read.map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        let Some((name, value)) = self.value.take() else {
            return Err(de::Error::custom("a field without a value"));
        };
        seed.deserialize(Value(&value)).map_err(|fault| fault.within(&format!(".{name}")))
    }
}

/// The values that are left to read.
struct Elements<'py> {
    rest: std::vec::IntoIter<Bound<'py, PyAny>>,
    at: usize,
}

impl<'de> SeqAccess<'de> for Elements<'_> {
    type Error = Fault;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Fault> {
        let Some(value) = self.rest.next() else { return Ok(None) };
        let at = self.at;
        self.at += 1;
        seed.deserialize(Value(&value)).map(Some).map_err(|fault| fault.within(&format!("[{at}]")))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}
