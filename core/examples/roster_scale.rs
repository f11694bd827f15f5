//! How long a large OneRoster folder takes, and how much memory: makes one in a temporary folder and loads it into a new book.
//!
//! ```text
//! cargo run --release -p seatbook-core --example roster_scale -- 1000000 3
//! ```
//!
//! The first number is users, the second in how many classes each of them is.
#![allow(clippy::print_stdout, reason = "an example")]

use seatbook_core::request::Hooks;
use seatbook_core::{Book, Day, OpenOptions, Options, RosterOptions};
use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Instant;

/// Pupils of a class.
const CLASS: u64 = 25;

fn main() -> Result<(), Box<dyn Error>> {
    let mut numbers = std::env::args().skip(1).map(|text| text.parse::<u64>());
    let users = numbers.next().transpose()?.unwrap_or(1_000_000);
    let each = numbers.next().transpose()?.unwrap_or(3);
    let folder = tempfile::tempdir()?;
    let roster = folder.path().join("roster");
    std::fs::create_dir(&roster)?;
    write(&roster, users, each)?;
    let mut bytes = 0;
    for entry in roster.read_dir()? {
        bytes += entry?.metadata()?.len();
    }
    println!("{users} users, {} places in classes, {} MB of files", users * each, bytes >> 20);
    println!("memory before: {}", peak());

    let book = Book::create(folder.path().join("book"), &OpenOptions::default())?;
    let options = Options::on(Day::from_number(20_000)?);
    let (start, mut shown) = (Instant::now(), 0);
    let mut progress = |done: usize, total: usize| {
        let part = 10 * done / total.max(1);
        if part > shown {
            shown = part;
            println!("{:3} %  {:6.1} s  {}", 10 * part, start.elapsed().as_secs_f64(), peak());
        }
        ControlFlow::Continue(())
    };
    let hooks = Hooks { progress: Some(&mut progress), cancel: None };
    let report = book.load_roster_with(&roster, &RosterOptions::default(), &options, hooks)?;
    let load = &report.load;
    println!(
        "loaded {} users and {} groups in {} operations, {} lines left out",
        load.users.created,
        load.groups.created,
        report.operations.len(),
        report.refused
    );
    let again = Instant::now();
    let report = book.load_roster(&roster, &RosterOptions::default(), &options)?;
    let unchanged = report.load.users.unchanged;
    println!(
        "the same again: {unchanged} users unchanged, {:.1} s, {}",
        again.elapsed().as_secs_f64(),
        peak()
    );
    Ok(())
}

/// An id such as systems give: of no order, 36 characters.
fn id(kind: u64, number: u64) -> String {
    let mut mixed = (number + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ kind;
    mixed ^= mixed >> 29;
    let more = mixed.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    format!(
        "{:08x}-{:04x}-4{:03x}-8{kind:03x}-{more:012x}",
        mixed >> 32,
        mixed >> 16 & 0xffff,
        mixed & 0xfff,
        more = more & 0xffff_ffff_ffff
    )
}

fn write(folder: &Path, users: u64, each: u64) -> std::io::Result<()> {
    let file = |name: &str| File::create(folder.join(name)).map(BufWriter::new);
    let (schools, classes) = ((users / 500).max(1), (users * each / CLASS).max(1));
    let mut orgs = file("orgs.csv")?;
    writeln!(orgs, "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId")?;
    for school in 0..schools {
        writeln!(orgs, "{},,,School {school},school,{school},", id(1, school))?;
    }
    let mut people = file("users.csv")?;
    writeln!(
        people,
        "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password"
    )?;
    for user in 0..users {
        let school = id(1, user % schools);
        writeln!(
            people,
            "{},,,true,{school},student,user{user},,Given{},Family{},,{user},user{user}@school.example,,,,07,",
            id(2, user),
            user % 997,
            user % 9973
        )?;
    }
    let mut rooms = file("classes.csv")?;
    writeln!(
        rooms,
        "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods"
    )?;
    for class in 0..classes {
        writeln!(rooms, "{},,,Class {class},07,,,scheduled,,{},,,,", id(3, class), id(1, class % schools))?;
    }
    let mut places = file("enrollments.csv")?;
    writeln!(
        places,
        "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate"
    )?;
    for place in 0..users * each {
        let (user, class) = (place / each, (place / each + place % each * (classes / each)) % classes);
        writeln!(
            places,
            "{},,,{},{},{},student,false,,",
            id(4, place),
            id(3, class),
            id(1, user % schools),
            id(2, user)
        )?;
    }
    Ok(())
}

/// The most memory that this program has had, as the kernel counts it.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    line.map_or_else(
        || "unknown".to_owned(),
        |line| line.split_whitespace().skip(1).collect::<Vec<_>>().join(" "),
    )
}
