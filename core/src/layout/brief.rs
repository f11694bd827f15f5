//! What lists show of an operation: the beginning of its record in the journal.

use super::codec::{Input, Output};
use super::journal::{Hash, record_key};
use crate::error::{Error, Result};
use crate::request::Options;
use crate::store::{Reader, Table};
use crate::term::Day;

/// What lists show of an operation. It stands before the rest of the header, so that a list reads nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Brief {
    pub operation: u64,
    pub kind: String,
    pub on: Day,
    pub at: Option<i64>,
    pub actor: String,
    pub role: String,
    pub reason: String,
    pub request_id: String,
    /// Requested, changed, unchanged, failed.
    pub sums: (u64, u64, u64, u64),
}

impl Brief {
    /// What every operation says of itself.
    pub(super) fn new(operation: u64, kind: &str, options: &Options) -> Self {
        Self {
            operation,
            kind: kind.to_owned(),
            on: options.on,
            at: options.at,
            actor: options.actor.id.clone(),
            role: options.actor.role.clone(),
            reason: options.reason.clone(),
            request_id: options.request_id.clone(),
            sums: (0, 0, 0, 0),
        }
    }

    pub(super) fn of_nothing() -> Self {
        Self::new(0, "", &Options::on(Day::MIN))
    }

    pub(super) fn decode(input: &mut Input<'_>) -> Result<Self> {
        let dayless = || Error::corrupt("an operation in the journal has no day");
        Ok(Self {
            operation: input.u64()?,
            on: input.day()?.ok_or_else(dayless)?,
            at: if input.u8()? == 0 { None } else { Some(input.u64()?.cast_signed()) },
            sums: (input.varint()?, input.varint()?, input.varint()?, input.varint()?),
            kind: input.text()?.to_owned(),
            actor: input.text()?.to_owned(),
            role: input.text()?.to_owned(),
            reason: input.text()?.to_owned(),
            request_id: input.text()?.to_owned(),
        })
    }

    pub(super) fn encode(&self) -> Vec<u8> {
        let mut value = Vec::new();
        value.put_u64(self.operation);
        value.put_day(Some(self.on));
        value.push(u8::from(self.at.is_some()));
        if let Some(at) = self.at {
            value.put_u64(at.cast_unsigned());
        }
        for sum in [self.sums.0, self.sums.1, self.sums.2, self.sums.3] {
            value.put_varint(sum);
        }
        for text in [&self.kind, &self.actor, &self.role, &self.reason, &self.request_id] {
            value.put_text(text);
        }
        value
    }

    /// What lists show of an operation, and its hash; `None` if it is not in the journal.
    pub(crate) fn read(reader: &dyn Reader, operation: u64) -> Result<Option<(Self, Hash)>> {
        let mut brief = None;
        reader.peek(Table::Journal, &record_key(operation, 0), &mut |value| {
            let mut input = Input::new(value);
            let hash = input.hash()?;
            brief = Some((Self::decode(&mut input)?, hash));
            Ok(())
        })?;
        Ok(brief)
    }
}
