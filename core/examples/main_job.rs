//! The main job: read a roster, buy seats, give them to every class, start them, take some back, hand them out again.
//!
//! `cargo run --release -p seatbook-core --example main_job -- [folder]`, where the folder holds School Data Sync V1
//! files; without one, the sample in `tests/data/sds/v1-100-users` is read.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program for a terminal")]

use seatbook_core::model::{Group, Org};
use seatbook_core::roster::Roster;
use seatbook_core::{
    Book, Error, Item, Load, Op, OpenOptions, Options, Outcome, Report, Request, Result, Status,
};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const PRODUCT: &str = "maths-online";

/// Sixty seats whose year begins with their first use, at the latest four months after the delivery.
const PURCHASE: &str = r#"{
    "products": [{"id": "maths-online", "name": "Maths Online"}],
    "pools": [{"id": "maths-2025", "product": "maths-online", "org": "district", "quantity": 60,
               "delivered_on": "2025-08-18", "start_policy": "on_first_use", "start_within": "4 months",
               "duration": "12 months", "release": "reuse"}]
}"#;

fn main() -> std::process::ExitCode {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data/sds/v1-100-users");
    let result = main_job(&std::env::args_os().nth(1).map_or(sample, PathBuf::from));
    if let Err(error) = &result {
        eprintln!("main_job: {error}");
    }
    u8::from(result.is_err()).into()
}

fn main_job(folder: &Path) -> Result<()> {
    let home = std::env::temp_dir().join(format!("seatbook-main-job-{}", std::process::id()));
    std::fs::create_dir(&home).map_err(|error| Error::io("cannot make a folder for the book", &error))?;
    let book = Book::create(home.join("district.book"), &OpenOptions::default())?;
    println!("book      {}", home.join("district.book").display());

    let district = Org { id: "district".into(), name: "School district".into(), parent: None };
    let roster = Roster::read_school_data_sync(folder)?.under(district);
    let (users, classes) = (roster.load.users.len(), roster.load.groups.len());
    println!("roster    {users} users, {classes} classes, {} lines left out", roster.refused());
    let purchase = Load::from_json(PURCHASE)?;
    let load = Load { products: purchase.products, pools: purchase.pools, ..roster.load };
    book.load(&load, &on("2025-08-18")?)?;

    let everybody = load.groups.iter().map(|class| Item::group(Op::Assign, &class.id, &[PRODUCT])).collect();
    let plan = book.apply(&Request { items: everybody }, &Options { dry_run: true, ..on("2025-08-18")? })?;
    for short in &plan.shortfall {
        println!(
            "dry run   {} seats needed, {} available, {} missing",
            short.needed, short.available, short.missing
        );
    }
    let short = give_to_every_class(&book, &load)?;

    let [first, second, third, ..] = load.groups.as_slice() else {
        return Err(Error::new(
            Status::InvalidArgument,
            "the story needs three classes; give it another folder",
        ));
    };
    for (class, day) in [(first, "2025-09-01"), (second, "2025-10-01")] {
        let report = book.apply(&Item::group(Op::Start, &class.id, &[PRODUCT]).into(), &on(day)?)?;
        show(&format!("first use in class {}", class.id), &report);
    }
    let report = book.apply(&Item::group(Op::Revoke, &third.id, &[PRODUCT]).into(), &on("2025-11-03")?)?;
    show(&format!("class {} taken back", third.id), &report);
    let leavers = first.members.iter().take(5).chain(second.members.iter().take(5));
    let leave = Item { all_sources: true, ..Item::users(Op::Revoke, leavers, &[PRODUCT]) };
    show("ten pupils leave", &book.apply(&leave.into(), &on("2025-11-03")?)?);

    let supply = book.supply(PRODUCT, Some("district"), on("2025-11-03")?.on)?;
    println!("\nto hand out on 2025-11-03: {} new", supply.new);
    for reusable in &supply.reusable {
        println!(
            "{:>6} reusable until {}",
            reusable.seats,
            reusable.ends_on.map_or("-".into(), |day| day.to_string())
        );
    }
    if let (Some(class), Some(last)) = (short, supply.reusable.last()) {
        let again = Item::group(Op::Reuse, &class.id, &[PRODUCT]);
        let later = Item { ends_on: last.ends_on, ..again.clone() };
        let report = book.apply(&later.into(), &on("2025-11-03")?)?;
        show(&format!("started seats with the later end for class {}", class.id), &report);
        show(
            &format!("any started seats for class {}", class.id),
            &book.apply(&again.into(), &on("2025-11-03")?)?,
        );
    }
    finish(&book)
}

/// Gives the product to every class in file order, one request each; answers the first that got too few.
fn give_to_every_class<'a>(book: &Book, load: &'a Load) -> Result<Option<&'a Group>> {
    println!("\nschool    class   name                          pupils assigned  already  without");
    let (mut total, mut short, mut first) = ([0; 4], None, String::new());
    for class in &load.groups {
        let options = Options { request_id: format!("give-{}", class.id), ..on("2025-08-18")? };
        let report = book.apply(&Item::group(Op::Assign, &class.id, &[PRODUCT]).into(), &options)?;
        let outcomes = [Outcome::Assigned, Outcome::AlreadyAssigned, Outcome::NoSeatLeft];
        let [assigned, already, without] = outcomes.map(|outcome| report.count(outcome));
        let counts = [report.len(), assigned, already, without];
        print_line(&class.org, &class.id, &class.name, counts);
        total.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        let mut refused = report.rows().filter(|row| row.outcome() == Outcome::NoSeatLeft);
        if let (None, Some(row)) = (short, refused.next()) {
            short = Some(class);
            first =
                format!("first without a seat: {} in class {}: {}", row.target(), class.id, row.sentence());
        }
    }
    print_line("total", "", "", total);
    println!("{first}");
    Ok(short)
}

fn print_line(school: &str, class: &str, name: &str, [pupils, assigned, already, without]: [usize; 4]) {
    println!("{school:<10}{class:<8}{name:<30}{pupils:>6}{assigned:>9}{already:>9}{without:>9}");
}

/// Rows by outcome and end date, with the first of each in words.
fn show(what: &str, report: &Report) {
    println!("\n{} {what}", report.on);
    let mut kinds = BTreeMap::new();
    for row in report.rows() {
        kinds.entry((row.outcome(), row.ends_on())).or_insert((0, row)).0 += 1;
    }
    for ((outcome, _), (rows, first)) in kinds {
        println!("{rows:>6} {:<26}such as {}: {}", outcome.word(), first.target(), first.sentence());
    }
}

fn finish(book: &Book) -> Result<()> {
    let counts = book.counts(PRODUCT, Some("district"), on("2025-11-03")?.on)?;
    let (total, assigned, started, reusable) =
        (counts.total, counts.assigned, counts.started, counts.reusable);
    println!(
        "\ncounts    {total} seats: {assigned} assigned ({started} started), {} new, {reusable} reusable",
        counts.new
    );
    let head = book.head()?;
    println!("journal   {} operations, head {}", head.operation, head.hash);
    let verification = book.verify(None)?;
    let result = if verification.ok { "ok".to_owned() } else { verification.problems.join("; ") };
    println!("verify    {result}");
    book.close()
}

fn on(day: &str) -> Result<Options> {
    Ok(Options::on(day.parse()?))
}
