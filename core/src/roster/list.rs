//! Plain lists of users, as CSV: one column of ids, with or without a header; or a table of which one column is the ids, and others
//! perhaps the product, the pool and the end date.

use super::lines::Encoding;
use super::notices::{Notice, Notices};
use super::source::Source;
use super::spoilt;
use super::table::{Column, Row, Table, Taken, fault, may, must, shown};
use crate::error::{Error, Result, Status};
use crate::limits;
use crate::report::FORMULA;
use crate::request::{Item, Op, Request, Who};
use crate::term::Day;
use std::path::Path;
use std::sync::Arc;

/// Headers of a column of ids, when none is named; the first that is there counts. What a roster calls its ids comes before names and
/// addresses that stand beside them.
const IDS: &[&str] = &[
    "id",
    "user",
    "target",
    "user id",
    "sourcedid",
    "sis id",
    "member object id or user principal name",
    "username",
    "userprincipalname",
    "upn",
    "samaccountname",
    "login",
    "login name",
    "account",
    "id number",
    "email",
    "email address",
    "mail",
    // In the languages of schools that were seen.
    "benutzername",
    "anmeldename",
    "benutzer",
    "kennung",
    "användarnamn",
    "brugernavn",
    "brukernavn",
    "gebruikersnaam",
    "identifiant",
];
const PRODUCTS: &[&str] = &["product", "product id", "sku"];
const POOLS: &[&str] = &["pool"];
const ENDS: &[&str] = &["ends on", "end date"];

const ID: usize = 0;
const PRODUCT: usize = 1;
const POOL: usize = 2;
const ENDS_ON: usize = 3;

/// A line of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListRow {
    /// The line, from 1.
    pub line: u64,
    /// Who it is about.
    pub id: String,
    /// The product, if the list has such a column and the line says something there.
    pub product: Option<String>,
    /// The pool, likewise.
    pub pool: Option<String>,
    /// The end date, likewise.
    pub ends_on: Option<Day>,
}

/// A list as read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// Its lines in order.
    pub rows: Vec<ListRow>,
    /// What is odd or wrong.
    pub notices: Vec<Notice>,
    /// How many lines were left out.
    pub refused: u64,
    /// How many more were taken although something is odd.
    pub odd: u64,
}

impl List {
    /// Reads a list. `column` is the name of the column of ids; without it, a column whose header tells is taken, or the only one,
    /// which then need not have a header. Columns called `product`, `pool` and `ends_on` are taken too, others are ignored; so the
    /// table of a report can be read again.
    ///
    /// A file that is not UTF-8 is taken for Windows-1252. Separators, blanks and byte order marks are as for rosters.
    pub fn read(path: &Path, column: Option<&str>, encoding: Option<Encoding>) -> Result<Self> {
        let source = Source::open(path)?;
        let name = source.name();
        if !source.is_file() {
            let message = format!("`{name}` is no file; a list is one CSV file");
            return Err(Error::new(Status::InvalidArgument, message).with("file", name));
        }
        let named: Vec<&str> = column.into_iter().collect();
        let ids = if named.is_empty() { may(IDS) } else { must(&named) };
        let columns: [Column<'_>; 4] = [ids, may(PRODUCTS), may(POOLS), may(ENDS)];
        let (mut notices, mut rows) = (Notices::default(), Vec::new());
        source.with_file(|file| {
            let table = Table::open(file, &name, &columns, encoding.unwrap_or(Encoding::Guess))?;
            let is_headless = !table.has(ID);
            if is_headless {
                first_line(&table, &name, &mut rows)?;
            }
            table.each(&mut notices, &mut |_| Ok(()), |row| take(row, is_headless, &mut rows))
        })?;
        let Notices { list, refused, odd } = notices;
        Ok(Self { rows, notices: list, refused, odd })
    }

    /// A request of one operation for everybody on the list, in its order; of the line's product, or of these where it names none.
    pub fn request(&self, op: Op, products: &[&str]) -> Request {
        Request { items: self.items(&Item::new(op, Who::Users(Arc::default()), products)) }
    }

    /// Items that ask `asked` of everybody on the list, in its order. What a line names of product, pool and end date takes the place of
    /// those of `asked`.
    pub fn items(&self, asked: &Item) -> Vec<Item> {
        let same = |one: &ListRow, other: &ListRow| {
            (&one.product, &one.pool, one.ends_on) == (&other.product, &other.pool, other.ends_on)
        };
        let items = self.rows.chunk_by(same).filter_map(|rows| {
            let first = rows.first()?;
            let who = Who::Users(Arc::new(rows.iter().map(|row| row.id.as_str()).collect()));
            let named = |own: &Option<String>, else_: &[String]| match own {
                Some(id) => vec![id.clone()],
                None => else_.to_vec(),
            };
            Some(Item {
                who,
                products: named(&first.product, &asked.products),
                pools: named(&first.pool, &asked.pools),
                ends_on: first.ends_on.or(asked.ends_on),
                ..asked.clone()
            })
        });
        items.collect()
    }
}

/// Without a header the first line is somebody too.
fn first_line(table: &Table<'_>, name: &str, rows: &mut Vec<ListRow>) -> Result<()> {
    match table.header() {
        [only] if only.is_empty() => Ok(()),
        [only] => {
            rows.push(ListRow {
                line: table.header_line(),
                id: spoilt::plain(only).to_owned(),
                ..ListRow::default()
            });
            Ok(())
        }
        several => {
            let columns: Vec<String> =
                several.iter().take(20).map(|column| format!("`{}`", shown(column))).collect();
            let message =
                format!("`{name}` has no column that is known to be ids; name one of {}", columns.join(", "));
            Err(Error::new(Status::InvalidArgument, message).with("file", name))
        }
    }
}

/// Without the apostrophe that the table of a report has before what a spreadsheet would take for a formula.
fn unguarded(value: &str) -> &str {
    value.strip_prefix('\'').filter(|rest| rest.starts_with(FORMULA)).unwrap_or(value)
}

fn take(row: &mut Row<'_>, is_headless: bool, rows: &mut Vec<ListRow>) -> Taken {
    let id = unguarded(if is_headless { row.first() } else { row.get(ID) });
    if id.is_empty() {
        return fault(ID, "id is empty".into());
    }
    if id.len() > limits::TARGET_BYTES {
        return fault(ID, format!("id is longer than {} bytes", limits::TARGET_BYTES));
    }
    let ends_on = match row.get(ENDS_ON) {
        "" => None,
        text => match text.parse() {
            Ok(day) => Some(day),
            Err(_) => {
                return fault(ENDS_ON, format!("`{}` is not a day; write it as 2026-08-17", shown(text)));
            }
        },
    };
    let some = |column| Some(unguarded(row.get(column)).to_owned()).filter(|text| !text.is_empty());
    rows.push(ListRow {
        line: row.line,
        id: id.to_owned(),
        product: some(PRODUCT),
        pool: some(POOL),
        ends_on,
    });
    Ok(())
}
