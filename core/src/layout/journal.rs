//! The journal: one record per operation, chained by SHA-256, and the ways into it.

use super::brief::Brief;
use super::codec::{Input, column, put_column};
use super::users::{self, NOBODY};
use super::{catalogue, history, keys, seat_keys};
use crate::activation::{Activation, ActivationReport, ActivationState};
use crate::advance::AdvanceReport;
use crate::error::{Error, Result};
use crate::ids::IdList;
use crate::load::LoadReport;
use crate::removal::RemovalReport;
use crate::report::{
    InTheWay, Part, PoolName, Report, ReportStatus, RowKind, Rows, Shortfall, Summary, Warning,
};
use crate::request::Options;
use crate::store::{Direction, Reader, Span, Table, Writer};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;

/// Bytes of columns in one part of a record.
const PART: usize = 30_000;
/// What the chain's hashes begin with, so that no other hash can be taken for one.
const DOMAIN: &[u8] = b"seatbook/journal/1\0";

/// A SHA-256 sum.
pub(crate) type Hash = [u8; 32];

/// What an operation was, without its rows.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Header {
    #[serde(skip, default = "Brief::of_nothing")]
    pub brief: Brief,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows: Option<RowsHeader>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub load: Option<LoadRecord>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activation: Option<ActivationRecord>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub removal: Option<RemovalRecord>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merge: Option<MergeRecord>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub advance: Option<AdvanceReport>,
    /// SHA-256 of the states of the pools that it changed, as they are after it, in hex and by pool id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub pools: BTreeMap<String, String>,
}

impl Header {
    /// What every operation says of itself.
    pub(crate) fn new(operation: u64, kind: &str, options: &Options) -> Self {
        Self {
            brief: Brief::new(operation, kind, options),
            rows: None,
            load: None,
            activation: None,
            removal: None,
            merge: None,
            advance: None,
            pools: BTreeMap::new(),
        }
    }

    fn decode(operation: u64, stored: &[u8]) -> Result<Self> {
        let mut input = Input::new(stored);
        let brief = Brief::decode(&mut input)?;
        let json = catalogue::from_json(input.rest());
        let header: Self =
            json.map_err(|error| Error::corrupt(format!("operation {operation} in the journal: {error}")))?;
        let header = Self { brief, ..header };
        if header.brief.operation == operation {
            Ok(header)
        } else {
            Err(Error::corrupt(format!("operation {operation} in the journal has another number inside")))
        }
    }

    fn encode(&self) -> Result<Vec<u8>> {
        let mut stored = Brief { sums: self.sums(), ..self.brief.clone() }.encode();
        stored.extend(catalogue::write_json(self)?);
        Ok(stored)
    }

    /// What was requested, changed, unchanged and failed.
    fn sums(&self) -> (u64, u64, u64, u64) {
        match (&self.load, &self.removal, &self.rows, &self.activation) {
            // A load is about what it names; the seats that went with it are in its report.
            (Some(load), ..) => load.report.sums(),
            (None, Some(removal), ..) => removal.report.sums(),
            (None, None, Some(rows), _) => {
                let Summary { requested, changed, unchanged, failed } = rows.summary;
                (requested, changed, unchanged, failed)
            }
            // Lines of a licence file.
            (None, None, None, Some(own)) => own.sums(),
            (None, None, None, None) => (0, 0, 0, 0),
        }
    }

    /// Numbers of users whom it names beside those of its rows.
    pub(crate) fn named_users(&self) -> impl Iterator<Item = u32> + '_ {
        let removed = self.removal.iter().flat_map(|removal| removal.users.iter().copied());
        removed.chain(self.merge.iter().flat_map(|merge| [merge.from_number, merge.into_number]))
    }
}

/// What was removed from the book.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct RemovalRecord {
    pub report: RemovalReport,
    /// SHA-256 of the document, in hex.
    pub document: String,
    /// What was removed, as sorts and ids.
    pub removed: BTreeMap<String, Vec<String>>,
    /// Numbers of the users who were removed.
    pub users: Vec<u32>,
}

/// Who became one with whom.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct MergeRecord {
    pub from: String,
    pub into: String,
    pub from_number: u32,
    pub into_number: u32,
    /// Whether nothing was left with the first, so that he was removed.
    pub removed: bool,
}

/// What a report's columns mean.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct RowsHeader {
    pub status: ReportStatus,
    pub summary: Summary,
    pub warnings: Vec<Warning>,
    pub shortfall: Vec<Shortfall>,
    names: Vec<String>,
    pools: Vec<String>,
    kinds: Vec<RowKind>,
    obstacles: Vec<InTheWay>,
    /// Targets and products of each part.
    parts: Vec<(usize, usize)>,
    /// Targets that are not in the book, in the order in which they come.
    strangers: IdList,
    /// Rows of those who waited and got a seat that the operation freed; their columns come after the others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    waited: Option<Box<RowsHeader>>,
}

/// Rows as they are stored.
struct Columns {
    /// User numbers plus one.
    targets: Vec<u32>,
    kind: Vec<u32>,
    seat: Vec<u32>,
}

/// What a load put into the book.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct LoadRecord {
    pub report: LoadReport,
    /// SHA-256 of the load document, in hex: what a million users were is kept by the book, not twice.
    pub document: String,
    /// Orgs, products and pools as they are now: they are few, and what was bought must be found again.
    pub put: Vec<serde_json::Value>,
}

/// What staging, activating, discarding or marking a licence file did.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ActivationRecord {
    pub report: ActivationReport,
    /// SHA-256 of the file as it came, in hex.
    pub file: String,
    /// Other files that are something else now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<Activation>,
    /// Pools as they are now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub put: Vec<serde_json::Value>,
}

/// The end of the chain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tip {
    pub operation: u64,
    pub hash: Hash,
}

pub(super) fn record_key(operation: u64, part: u32) -> Vec<u8> {
    let mut key = vec![b'o'];
    key.extend_from_slice(&operation.to_be_bytes());
    key.extend_from_slice(&part.to_be_bytes());
    key
}

/// A hash in hex.
pub(crate) fn hex(hash: &Hash) -> String {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    let digit = |half: u8| DIGITS.get(usize::from(half)).copied().unwrap_or_default();
    hash.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

pub(crate) fn tip(reader: &dyn Reader) -> Result<Tip> {
    let mut last = 0;
    reader.scan(Table::Journal, &Span::prefix(b"o"), Direction::Backward, &mut |key, _| {
        last = keys::long_at(key, 1)?;
        Ok(ControlFlow::Break(()))
    })?;
    if last == 0 { Ok(Tip::default()) } else { tip_at(reader, last) }
}

/// The chain's end as it was after an operation.
pub(crate) fn tip_at(reader: &dyn Reader, operation: u64) -> Result<Tip> {
    let value = reader
        .get(Table::Journal, &record_key(operation, 0))?
        .ok_or_else(|| Error::corrupt(format!("operation {operation} is missing in the journal")))?;
    Ok(Tip { operation, hash: Input::new(&value).hash()? })
}

fn chain(previous: &Hash, header: &[u8], columns: &[u8]) -> Hash {
    Sha256::new()
        .chain_update(DOMAIN)
        .chain_update(previous)
        .chain_update(((header.len() + columns.len()) as u64).to_be_bytes())
        .chain_update(header)
        .chain_update(columns)
        .finalize()
        .into()
}

/// Adds an operation at the end. `users` are the numbers of the users it names, in any order.
pub(crate) fn append(
    writer: &mut dyn Writer,
    previous: &Tip,
    header: &Header,
    columns: &[u8],
    body: &Hash,
    users: impl Iterator<Item = u32>,
) -> Result<Tip> {
    let operation = header.brief.operation;
    let header_bytes = header.encode()?;
    let hash = chain(&previous.hash, &header_bytes, columns);
    let mut value = hash.to_vec();
    value.extend_from_slice(&header_bytes);
    writer.put(Table::Journal, &record_key(operation, 0), &value)?;
    for (part, bytes) in (1_u32..).zip(columns.chunks(PART)) {
        writer.put(Table::Journal, &record_key(operation, part), bytes)?;
    }
    if !header.brief.request_id.is_empty() {
        let mut value = operation.to_le_bytes().to_vec();
        value.extend_from_slice(body);
        writer.put(Table::Journal, &keys::id(b'r', &header.brief.request_id), &value)?;
    }
    history::put(writer, operation, users.chain(header.named_users()))?;
    Ok(Tip { operation, hash })
}

/// An operation as stored.
pub(crate) struct Record {
    pub hash: Hash,
    pub header: Header,
    /// The header as it is stored, which is what is hashed.
    header_bytes: Vec<u8>,
    columns: Vec<u8>,
}

/// The header of an operation, and its hash, without its columns.
pub(crate) fn header(reader: &dyn Reader, operation: u64) -> Result<Option<(Hash, Header)>> {
    let mut found = None;
    reader.peek(Table::Journal, &record_key(operation, 0), &mut |value| {
        let mut input = Input::new(value);
        found = Some((input.hash()?, Header::decode(operation, input.rest())?));
        Ok(())
    })?;
    Ok(found)
}

pub(crate) fn read(reader: &dyn Reader, operation: u64) -> Result<Option<Record>> {
    let mut record: Option<(Hash, Vec<u8>)> = None;
    let mut columns = Vec::new();
    let span = Span { from: record_key(operation, 0), to: Some(record_key(operation + 1, 0)) };
    reader.scan(Table::Journal, &span, Direction::Forward, &mut |_, value| {
        if record.is_none() {
            let mut input = Input::new(value);
            let hash = input.hash()?;
            record = Some((hash, input.rest().to_vec()));
        } else {
            columns.extend_from_slice(value);
        }
        Ok(ControlFlow::Continue(()))
    })?;
    record
        .map(|(hash, header_bytes)| {
            let header = Header::decode(operation, &header_bytes)?;
            Ok(Record { hash, header, header_bytes, columns })
        })
        .transpose()
}

impl Record {
    /// The hash that it must have after `previous`.
    pub(crate) fn chained(&self, previous: &Hash) -> Hash {
        chain(previous, &self.header_bytes, &self.columns)
    }

    /// The users whom it names, by number, the rows' targets among them; strangers are [`NOBODY`].
    pub(crate) fn users(&self) -> Result<Vec<u32>> {
        let mut users: Vec<u32> = self.header.named_users().collect();
        if let Some(rows) = &self.header.rows {
            let mut input = Input::new(&self.columns);
            for rows in [Some(rows), rows.waited.as_deref()].into_iter().flatten() {
                let own = rows.columns(&mut input)?;
                users.extend(own.targets.into_iter().map(|n| n.wrapping_sub(1)));
            }
        }
        Ok(users)
    }

    /// Whether a row is about this seat (from 1) of a pool.
    pub(crate) fn names_seat(&self, pool: &str, seat: u32) -> Result<bool> {
        let Some(header) = &self.header.rows else { return Ok(false) };
        let mut input = Input::new(&self.columns);
        for rows in [Some(header), header.waited.as_deref()].into_iter().flatten() {
            let is_own = |kind: &RowKind| {
                kind.pool.and_then(|at| rows.pools.get(at as usize)).is_some_and(|own| own == pool)
            };
            let own: Vec<bool> = rows.kinds.iter().map(is_own).collect();
            let columns = rows.columns(&mut input)?;
            let is_about =
                |(kind, own_seat): (&u32, &u32)| *own_seat == seat && own.get(*kind as usize) == Some(&true);
            if columns.kind.iter().zip(&columns.seat).any(is_about) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The report as it was given.
    pub(crate) fn report(&self, reader: &dyn Reader) -> Result<Option<Report>> {
        let Some(header) = &self.header.rows else { return Ok(None) };
        let mut input = Input::new(&self.columns);
        let rows = header.rows(reader, &mut input)?;
        let waited = header.waited.as_ref().map(|waited| waited.rows(reader, &mut input)).transpose()?;
        input.end()?;
        Ok(Some(Report {
            operation: Some(self.header.brief.operation),
            request_id: self.header.brief.request_id.clone(),
            replayed: true,
            status: header.status,
            revision: self.header.brief.operation,
            on: self.header.brief.on,
            summary: header.summary,
            warnings: header.warnings.clone(),
            shortfall: header.shortfall.clone(),
            rows,
            waited: waited.unwrap_or_default(),
        }))
    }
}

impl ActivationRecord {
    /// Lines that the file is about here, and how many of them were changed.
    pub(crate) fn sums(&self) -> (u64, u64, u64, u64) {
        let lines = self.report.lines.len() as u64;
        let activated = self.report.activation.decided_by == self.report.operation
            && self.report.activation.state == ActivationState::Activated;
        if activated { (lines, lines, 0, 0) } else { (lines, 0, lines, 0) }
    }
}

impl RowsHeader {
    /// Describes a report; `users` are the user numbers of each part's targets, those of the rows of who waited last.
    pub(crate) fn of(report: &Report, users: &[Vec<u32>]) -> Self {
        let (own, waited) = users.split_at(report.rows.parts.len().min(users.len()));
        let mut header = Self::of_rows(report, &report.rows, own);
        if !report.waited.kind.is_empty() {
            let of_waited = Self::of_rows(report, &report.waited, waited);
            let summary = report.waited.summary();
            let told = (Vec::new(), Vec::new());
            header.waited =
                Some(Box::new(Self { summary, warnings: told.0, shortfall: told.1, ..of_waited }));
        }
        header
    }

    fn of_rows(report: &Report, rows: &Rows, users: &[Vec<u32>]) -> Self {
        let mut strangers = IdList::new();
        for (part, users) in rows.parts.iter().zip(users) {
            for (at, _) in users.iter().enumerate().filter(|(_, user)| **user == NOBODY) {
                strangers.push(part.targets.get(at));
            }
        }
        Self {
            status: report.status,
            summary: report.summary,
            warnings: report.warnings.clone(),
            shortfall: report.shortfall.clone(),
            names: rows.names.clone(),
            pools: rows.pools.iter().map(|pool| pool.id.clone()).collect(),
            kinds: rows.kinds.clone(),
            obstacles: rows.obstacles.clone(),
            parts: rows.parts.iter().map(|part| (part.targets.len(), part.products)).collect(),
            strangers,
            waited: None,
        }
    }

    /// The next columns of a record, which are these rows'.
    fn columns(&self, input: &mut Input<'_>) -> Result<Columns> {
        let targets = column(input, self.targets()?)?;
        let count = self.parts.iter().map(|(targets, products)| targets * products).sum();
        Ok(Columns { targets, kind: column(input, count)?, seat: column(input, count)? })
    }

    fn rows(&self, reader: &dyn Reader, input: &mut Input<'_>) -> Result<Rows> {
        let columns = self.columns(input)?;
        let mut rows = Rows {
            parts: self.parts(reader, &columns.targets)?,
            kinds: self.kinds.clone(),
            kind: columns.kind,
            seat: columns.seat,
            names: self.names.clone(),
            pools: self.pools.iter().map(|id| PoolName { id: id.clone(), ..PoolName::default() }).collect(),
            obstacles: self.obstacles.clone(),
            ..Rows::default()
        };
        rows.find_waiting();
        seat_keys::fill(reader, &mut rows)?;
        Ok(rows)
    }

    fn targets(&self) -> Result<usize> {
        let most = crate::limits::ROWS;
        let total = self.parts.iter().try_fold((0_usize, 0_usize), |(targets, rows), (count, products)| {
            let rows = rows.checked_add(count.checked_mul(*products)?).filter(|rows| *rows <= most)?;
            Some((targets.checked_add(*count).filter(|targets| *targets <= most)?, rows))
        });
        total
            .map(|(targets, _)| targets)
            .ok_or_else(|| Error::corrupt("a record in the journal has too many rows"))
    }

    fn parts(&self, reader: &dyn Reader, targets: &[u32]) -> Result<Vec<Part>> {
        let mut order: Vec<u32> = targets.iter().filter(|n| **n > 0).map(|n| n - 1).collect();
        order.sort_unstable();
        order.dedup();
        let mut ids = IdList::new();
        users::each_id(reader, &order, |_, id| ids.push(id))?;
        let mut strangers = self.strangers.iter();
        let mut targets = targets.iter();
        let mut first = 0;
        let mut parts = Vec::with_capacity(self.parts.len());
        for (count, products) in &self.parts {
            let mut list = IdList::new();
            for number in targets.by_ref().take(*count) {
                match number.checked_sub(1) {
                    Some(number) => list.push(ids.get(order.binary_search(&number).unwrap_or(usize::MAX))),
                    None => list.push(strangers.next().unwrap_or_default()),
                }
            }
            parts.push(Part { first, targets: Arc::new(list), products: *products });
            first += count * products;
        }
        Ok(parts)
    }
}

/// A report's columns as they are stored.
pub(crate) fn columns(report: &Report, users: &[Vec<u32>]) -> Vec<u8> {
    let (own, waited) = users.split_at(report.rows.parts.len().min(users.len()));
    let mut out = Vec::new();
    put_rows(&mut out, &report.rows, own);
    if !report.waited.kind.is_empty() {
        put_rows(&mut out, &report.waited, waited);
    }
    out
}

fn put_rows(out: &mut Vec<u8>, rows: &Rows, users: &[Vec<u32>]) {
    put_column(out, users.iter().flatten().map(|user| user.wrapping_add(1)));
    put_column(out, rows.kind.iter().copied());
    put_column(out, rows.seat.iter().copied());
}

/// The operation that had a request id, and the hash of its body.
pub(crate) fn request(reader: &dyn Reader, id: &str) -> Result<Option<(u64, Hash)>> {
    let Some(value) = reader.get(Table::Journal, &keys::id(b'r', id))? else { return Ok(None) };
    let mut input = Input::new(&value);
    Ok(Some((input.u64()?, input.hash()?)))
}
