//! Microsoft's table of product names and service plan identifiers: a line for every plan of every product.
//!
//! A product goes by its GUID, because some part numbers belong to several products; or by its part number, if the caller wants that.
//! The table as it is published has tabs, no-break spaces and spoilt byte order marks in it; they do no harm.

use super::lines::Encoding;
use super::notices::Notices;
use super::portion::{Portion, Sink};
use super::source::Source;
use super::table::{Column, Fault, Row, Table, Taken, Watch, fault, may, must, shown};
use crate::error::Result;
use crate::load::Entity;
use crate::model::{Plan, Product, check_id, check_text};
use std::collections::{HashMap, HashSet};

const COLUMNS: &[Column] = &[
    must(&["GUID"]),
    must(&["String_Id", "String Id"]),
    // The second and third are what became of a byte order mark that was taken for letters.
    may(&["Product_Display_Name", "???Product_Display_Name", "ï»¿Product_Display_Name", "Product name"]),
    must(&["Service_Plan_Id", "Service Plan Id"]),
    may(&["Service_Plan_Name", "Service Plan Name"]),
    may(&["Service_Plans_Included_Friendly_Names", "Service plans included (friendly names)"]),
];

const GUID: usize = 0;
const PART: usize = 1;
const NAME: usize = 2;
const PLAN_GUID: usize = 3;
const PLAN_PART: usize = 4;
const PLAN_NAME: usize = 5;

/// A product as it is known so far.
struct Known {
    product: Product,
    part: String,
    plans: HashSet<String>,
    line: u64,
}

#[derive(Default)]
struct Reader {
    part_numbers: bool,
    products: Vec<Known>,
    /// Positions of products by GUID.
    guids: HashMap<String, usize>,
    /// GUIDs by part number in capitals.
    parts: HashMap<String, String>,
}

/// Reads the file.
pub(super) fn read(
    source: &Source,
    encoding: Encoding,
    part_numbers: bool,
    notices: &mut Notices,
    watch: &mut Watch<'_>,
    sink: &mut Sink<'_>,
) -> Result<()> {
    let name = source.name();
    let mut reader = Reader { part_numbers, ..Reader::default() };
    source.with_file(|file| {
        Table::open(file, &name, COLUMNS, encoding)?.each(notices, watch, |row| reader.line(row))
    })?;
    let mut portion = Portion::default();
    for known in reader.products {
        portion.place(Entity::Product, &name, known.line);
        portion.load.products.push(known.product);
    }
    portion.pass(sink)
}

impl Reader {
    fn line(&mut self, row: &mut Row<'_>) -> Taken {
        let (guid, part) = (guid(row, GUID)?, clean(row.get(PART)));
        check_value(PART, "part number", &part)?;
        let (plan_guid, plan_part) = (plan_guid(row)?, clean(row.get(PLAN_PART)));
        let (id, plan_id) = if self.part_numbers {
            if plan_guid.is_some() {
                check_value(PLAN_PART, "service plan", &plan_part)?;
            }
            (part.clone(), plan_guid.map(|_| plan_part.clone()))
        } else {
            (guid.clone(), plan_guid)
        };
        let at = self.product(row, &guid, part, id)?;
        let Some((known, plan_id)) = self.products.get_mut(at).zip(plan_id) else { return Ok(()) };
        if !known.plans.insert(plan_id.clone()) {
            row.odd(
                PLAN_GUID,
                format!("plan `{plan_id}` of product `{}` stands further up already", known.product.id),
            );
            return Ok(());
        }
        let name = name(row, PLAN_NAME, "plan name");
        let name = if name.is_empty() { plan_part } else { name };
        known.product.plans.push(Plan { id: plan_id, name });
        Ok(())
    }

    /// The position of a line's product.
    fn product(
        &mut self,
        row: &mut Row<'_>,
        guid: &str,
        part: String,
        id: String,
    ) -> std::result::Result<usize, Fault> {
        if let Some(at) = self.guids.get(guid) {
            if let Some(known) =
                self.products.get(*at).filter(|known| !known.part.eq_ignore_ascii_case(&part))
            {
                let message = format!("product `{guid}` is `{}` further up; that stays", known.part);
                row.odd(PART, message);
            }
            return Ok(*at);
        }
        match self.parts.get(&part.to_ascii_uppercase()) {
            Some(other) if self.part_numbers => {
                return fault(
                    PART,
                    format!("part number `{part}` is ambiguous: it is product `{other}` too; use GUIDs"),
                );
            }
            Some(other) => {
                row.odd(PART, format!("part number `{part}` is ambiguous: it is product `{other}` too"));
            }
            None => {
                self.parts.insert(part.to_ascii_uppercase(), guid.to_owned());
            }
        }
        let name = name(row, NAME, "product name");
        let metadata = [("guid", guid), ("part_number", part.as_str())];
        let metadata = metadata.into_iter().filter(|(_, value)| *value != id);
        let product = Product {
            name: if name.is_empty() { part.clone() } else { name },
            provider: "Microsoft".to_owned(),
            metadata: metadata.map(|(key, value)| (key.to_owned(), value.to_owned())).collect(),
            plans: Vec::new(),
            id,
        };
        let at = self.products.len();
        self.products.push(Known { product, part, plans: HashSet::new(), line: row.line });
        self.guids.insert(guid.to_owned(), at);
        Ok(at)
    }
}

/// A value without what the table has by mistake: tabs and no-break spaces are spaces, and one is enough.
fn clean(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn check_value(column: usize, what: &str, value: &str) -> std::result::Result<(), Fault> {
    match check_id(what, value) {
        Ok(()) => Ok(()),
        Err(error) => fault(column, error.message().to_owned()),
    }
}

/// A name, or nothing if it cannot enter the book.
fn name(row: &mut Row<'_>, column: usize, what: &str) -> String {
    let name = clean(row.get(column));
    match check_text(what, &name) {
        Ok(()) => name,
        Err(error) => {
            row.odd(column, format!("{}; left empty", error.message()));
            String::new()
        }
    }
}

/// A GUID in small letters.
fn guid(row: &Row<'_>, column: usize) -> std::result::Result<String, Fault> {
    let text = row.get(column).trim_matches(['{', '}']).to_ascii_lowercase();
    let parts: Vec<usize> = text.split('-').map(str::len).collect();
    if parts == [8, 4, 4, 4, 12] && text.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit()) {
        return Ok(text);
    }
    fault(column, format!("`{}` is no GUID", shown(row.get(column))))
}

/// The GUID of the line's plan; a product without plans has a line without one.
fn plan_guid(row: &Row<'_>) -> std::result::Result<Option<String>, Fault> {
    if row.get(PLAN_GUID).is_empty() && row.get(PLAN_PART).is_empty() {
        return Ok(None);
    }
    guid(row, PLAN_GUID).map(Some)
}
