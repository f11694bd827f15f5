//! BILDUNGSLOGIN: every kind of licence, and every way in which one can be wrong.

use crate::files::{file, told};
use seatbook_core::model::{PoolKind, StartPolicy};
use seatbook_core::roster::{Format, Roster, RosterOptions};
use seatbook_core::{Book, Day, Length, Load, Options, Status};

const GOOD: &str = r#"[
  {"lizenzcode": "VHT-1", "product_id": "urn:bilo:medium:1", "lizenzanzahl": 25, "lizenzgeber": "VHT",
   "kaufreferenz": "2014-04-11 4572022", "nutzungssysteme": "Antolin", "gueltigkeitsbeginn": "15-08-2021",
   "gueltigkeitsende": "14-08-2022", "gueltigkeitsdauer": "Ein Jahr", "sonderlizenz": "Lehrer", "lizenztyp": "Volumenlizenz",
   "school_ID": "north"},
  {"lizenzcode": "VHT-2", "product_id": "urn:bilo:medium:1", "lizenzanzahl": "1", "lizenzgeber": "VHT", "kaufreferenz": "",
   "gueltigkeitsbeginn": "", "gueltigkeitsende": null, "gueltigkeitsdauer": "Ein Schuljahr", "sonderlizenz": "Demo"},
  {"lizenzcode": "WES-3", "product_id": "urn:bilo:medium:2", "lizenzanzahl": 0, "lizenzgeber": "WES",
   "gueltigkeitsende": "2027-07-31", "sonderlizenz": "", "lizenztyp": "Lerngruppenlizenz"},
  {"lizenzcode": "WES-4", "product_id": "urn:bilo:medium:2", "lizenzanzahl": 0, "lizenztyp": "Schullizenz", "extra": [1]},
  {"lizenzcode": "WES-5", "product_id": "urn:bilo:medium:2", "lizenzanzahl": 2, "lizenztyp": "Einzellizenz",
   "sonderlizenz": "Lehrkraft"}
]"#;

fn options() -> RosterOptions {
    RosterOptions { org: Some("south".into()), ..RosterOptions::default() }
}

fn day(year: i32, month: u32, day: u32) -> Option<Day> {
    Day::from_ymd(year, month, day)
}

#[test]
fn every_kind_becomes_its_pool() {
    let (_folder, path) = file("licences.json", GOOD.as_bytes());
    let roster = Roster::read_with(&path, &options()).unwrap();
    assert_eq!(roster.format, Format::Bildungslogin);
    assert_eq!(
        told(&roster.notices),
        "licences.json:7 gueltigkeitsdauer: `Ein Schuljahr` is no length of time that is known; kept as a note only (taken)\n"
    );
    let shown: Vec<_> = roster
        .load
        .pools
        .iter()
        .map(|pool| (pool.id.as_str(), pool.kind, pool.quantity, pool.org.as_str()))
        .collect();
    assert_eq!(
        shown,
        [
            ("VHT-1", PoolKind::Volume, Some(25), "north"),
            ("VHT-2", PoolKind::Single, Some(1), "south"),
            ("WES-3", PoolKind::Group, None, "south"),
            ("WES-4", PoolKind::School, None, "south"),
            ("WES-5", PoolKind::Single, Some(2), "south"),
        ]
    );
    let first = &roster.load.pools[0];
    assert_eq!((first.starts_on, first.ends_on), (day(2021, 8, 15), day(2022, 8, 14)));
    assert_eq!((first.duration, first.start_policy), (Some(Length::Months(12)), StartPolicy::OnFirstUse));
    assert_eq!(
        (first.allowed_roles.join(" "), first.license_code.as_deref()),
        ("teacher".to_owned(), Some("VHT-1"))
    );
    assert_eq!(
        (first.purchase_reference.as_deref(), first.metadata["utilization_systems"].as_str()),
        (Some("2014-04-11 4572022"), "Antolin")
    );
    assert_eq!(
        (roster.load.pools[1].allowed_roles.len(), roster.load.pools[4].allowed_roles.join(" ")),
        (0, "teacher".to_owned())
    );
    assert_eq!(roster.load.pools[2].ends_on, day(2027, 7, 31));
}

#[test]
fn products_come_along_and_those_that_are_there_stay() {
    let (_folder, path) = file("licences.json", GOOD.as_bytes());
    let book = Book::in_memory().unwrap();
    let on = Options::on(day(2026, 8, 17).unwrap());
    let known =
        r#"{"orgs":[{"id":"north"},{"id":"south"}],"products":[{"id":"urn:bilo:medium:1","name":"Maths"}]}"#;
    book.load(&Load::from_json(known).unwrap(), &on).unwrap();
    let report = book.load_roster(&path, &options(), &on).unwrap().load;
    assert_eq!((report.products.created, report.products.unchanged, report.products.updated), (1, 1, 0));
    assert_eq!((report.pools.created, report.refused.len()), (5, 0));
}

#[test]
fn what_is_wrong_is_told_with_its_line_and_field() {
    let wrong = r#"{"package_id": "p", "licenses": [
      {"lizenzcode": "A", "product_id": "p", "lizenzanzahl": 1},
      {"lizenzcode": "a", "product_id": "p", "lizenzanzahl": 1},
      {"product_id": "p", "lizenzanzahl": 1},
      {"lizenzcode": "C", "product_id": "p",
       "lizenzanzahl": "viele"},
      {"lizenzcode": "D", "product_id": "p", "lizenzanzahl": 1, "lizenztyp": "Dauerlizenz"},
      {"lizenzcode": "E", "product_id": "p", "lizenzanzahl": 1, "sonderlizenz": "Eltern"},
      {"lizenzcode": "F", "product_id": "p", "lizenzanzahl": 1,

       "gueltigkeitsende": "31-02-2026"},
      7,
      {"lizenzcode": "G", "product_id": "p", "lizenzanzahl": 1, "gueltigkeitsbeginn": "01-01-2027", "gueltigkeitsende": "01-01-2026"},
      {"lizenzcode": "H", "product_id": "p", "lizenztyp": "Volumenlizenz"},
      {"lizenzcode": "I", "product_id": "p", "lizenzanzahl": 0},
      {"lizenzcode": {}, "product_id": "p"}]}"#;
    let (_folder, path) = file("l.json", wrong.as_bytes());
    let roster = Roster::read_with(&path, &options()).unwrap();
    assert_eq!(
        told(&roster.notices),
        "l.json:3 lizenzcode: licence code `a` stands on line 2 already; capitals do not count (left out)\n\
         l.json:4 lizenzcode: licence id `` is empty (left out)\n\
         l.json:6 lizenzanzahl: `viele` is no number of seats (left out)\n\
         l.json:7 lizenztyp: kind of licence `Dauerlizenz` is not known (left out)\n\
         l.json:8 sonderlizenz: special licence `Eltern` is not known, so nor is who may have it (left out)\n\
         l.json:11 gueltigkeitsende: `31-02-2026` is no day such as 31-12-2026 (left out)\n\
         l.json:12 -: is no licence: not an object (left out)\n\
         l.json:13 -: pool `G` has `starts_on` after `ends_on` (left out)\n\
         l.json:14 lizenzanzahl: says not how many seats there are (left out)\n\
         l.json:15 lizenzanzahl: no seats; taken as a pool of 0 (taken)\n\
         l.json:16 lizenzcode: is neither a text nor a number (left out)\n"
    );
    assert_eq!(roster.load.pools.len(), 2);
    let (_folder, path) =
        file("l.json", b"[{\"lizenzcode\": \"A\", \"product_id\": \"p\", \"lizenzanzahl\": 1}]");
    assert_eq!(
        told(&Roster::read(&path).unwrap().notices),
        "l.json:1 school_ID: names no school; say which org has bought it (left out)\n"
    );
    for (text, status) in [("[{]", Status::InvalidJson), ("{\"a\": 1}", Status::InvalidJson)] {
        let (_folder, path) = file("l.json", text.as_bytes());
        assert_eq!(Roster::read(&path).unwrap_err().status(), status, "{text}");
    }
}

#[test]
fn dirty_files_are_read_or_told_plainly() {
    let text = "\u{feff}\r\n[{\"lizenzcode\": \"\u{a0}A \", \"product_id\": 9783140123456, \"lizenzanzahl\": \" 25\", \"neu\": {}},\r\n\
        {\"lizenzcode\": 123456789012345678901234567890, \"product_id\": \"p\", \"lizenzanzahl\": 1},\r\n\
        {\"lizenzcode\": \"B\", \"product_id\": 1e3, \"lizenzanzahl\": 1},\r\n\
        {\"lizenzcode\": \"C\", \"lizenzcode\": \"D\", \"product_id\": \"p\", \"lizenzanzahl\": 1},\r\n\
        {\"lizenzcode\": \"E\", \"product_id\": true, \"lizenzanzahl\": 1}]";
    let (_folder, path) = file("l.json", text.as_bytes());
    let roster = Roster::read_with(&path, &options()).unwrap();
    let pools: Vec<_> = roster
        .load
        .pools
        .iter()
        .map(|pool| (pool.id.as_str(), pool.product.as_str(), pool.quantity))
        .collect();
    assert_eq!(pools, [("A", "9783140123456", Some(25))]);
    assert_eq!(
        told(&roster.notices),
        "l.json:3 lizenzcode: `1.2345678901234568e+29` is no whole number of at most 20 digits; write it as a text, in quotes (left out)\n\
         l.json:4 product_id: `1000.0` is no whole number of at most 20 digits; write it as a text, in quotes (left out)\n\
         l.json:5 -: field `lizenzcode` stands twice in this licence (left out)\n\
         l.json:6 product_id: is neither a text nor a number (left out)\n"
    );
    for (bytes, told) in [
        (&b"\xef\xbb\xbf \r\n"[..], "`l.json` is empty"),
        (b"[\n{\"lizenzcode\": \"\xe4\"}]", "`l.json` is not UTF-8, first on line 2; save it as UTF-8"),
        (
            b"[{\"lizenzcode\": \"A\",\n",
            "`l.json` is no JSON: EOF while parsing an object at line 2 column 0",
        ),
    ] {
        let (_folder, path) = file("l.json", bytes);
        assert_eq!(Roster::read(&path).unwrap_err().message(), told);
    }
}
