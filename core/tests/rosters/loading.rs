//! Loading from files: portions, progress, cancelling, dry runs, what is missing in a full roster.

use crate::files::{Files, folder, told, user};
use seatbook_core::query::{OrgFilter, PageRequest};
use seatbook_core::request::Hooks;
use seatbook_core::roster::RosterOptions;
use seatbook_core::{Book, Day, Leavers, Mode, Options, Roster, Status};
use std::fmt::Write;
use std::ops::ControlFlow;

fn on() -> Options {
    Options::on(Day::from_ymd(2026, 8, 17).unwrap())
}

/// Portions that are small, so that few users make several.
fn small() -> RosterOptions {
    RosterOptions { portion: 1_000, ..RosterOptions::default() }
}

/// A roster of so many pupils in classes of 25, whose lines stand in no order of classes.
fn large(pupils: usize) -> tempfile::TempDir {
    let orgs = "sourcedId,name\ns,School\n";
    let mut users = String::from("sourcedId,orgSourcedIds,role,enabledUser\n");
    let mut classes = String::from("sourcedId,title,schoolSourcedId\n");
    let mut enrollments = String::from("classSourcedId,userSourcedId,role\n");
    for n in 0..pupils {
        writeln!(users, "u{n},s,student,true").unwrap();
        writeln!(enrollments, "k{},u{n},student", n % (pupils / 25)).unwrap();
    }
    for n in 0..pupils / 25 {
        writeln!(classes, "k{n},Class {n},s").unwrap();
    }
    folder(&[
        ("orgs.csv", orgs),
        ("users.csv", &users),
        ("classes.csv", &classes),
        ("enrollments.csv", &enrollments),
    ])
}

const FULL: Files<'_> = &[
    ("orgs.csv", "sourcedId,name\ns,School\nt,Other\n"),
    ("users.csv", "sourcedId,orgSourcedIds,role\na,s,student\nb,s,student\nc,t,student\n"),
];

#[test]
fn portions_make_the_same_book_as_one_load() {
    let folder = large(2_500);
    let (in_portions, at_once) = (Book::in_memory().unwrap(), Book::in_memory().unwrap());
    let mut steps = Vec::new();
    let mut progress = |done: usize, total: usize| {
        steps.push((done, total));
        ControlFlow::Continue(())
    };
    let hooks = Hooks { progress: Some(&mut progress), cancel: None };
    let report = in_portions.load_roster_with(folder.path(), &small(), &on(), hooks).unwrap();
    assert_eq!((report.load.users.created, report.load.groups.created, report.refused), (2_500, 100, 0));
    // Orgs, three portions of users, one of classes.
    assert_eq!(report.operations, [1, 2, 3, 4, 5]);
    assert!(steps.is_sorted() && steps.iter().all(|(done, total)| done <= total));
    assert!(steps.last().is_some_and(|(done, total)| done == total));

    let roster = Roster::read(folder.path()).unwrap();
    at_once.load(&roster.load, &on()).unwrap();
    let again = in_portions.load(&roster.load, &on()).unwrap();
    assert_eq!((again.users.unchanged, again.groups.unchanged, again.orgs.unchanged), (2_500, 100, 1));
    assert!(in_portions.verify(None).unwrap().problems.is_empty());
}

#[test]
fn cancelled_in_the_middle_whole_portions_are_there_and_it_can_go_on() {
    let (folder, book) = (large(2_500), Book::in_memory().unwrap());
    let mut progress = |done: usize, total: usize| {
        // In the second half portions are loaded.
        if done * 10 > total * 6 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let hooks = Hooks { progress: Some(&mut progress), cancel: None };
    let error = book.load_roster_with(folder.path(), &small(), &on(), hooks).unwrap_err();
    assert_eq!(error.status(), Status::Cancelled);
    assert!(error.message().contains("1001 of 2601 things are loaded"), "{error}");
    let report = book.load_roster(folder.path(), &small(), &on()).unwrap();
    assert_eq!(
        (report.load.users.unchanged, report.load.users.created, report.load.groups.created),
        (1_000, 1_500, 100)
    );
}

#[test]
fn a_dry_run_writes_nothing_and_says_the_same() {
    let (folder, book) = (folder(FULL), Book::in_memory().unwrap());
    let trial = Options { dry_run: true, ..on() };
    let dry = book.load_roster(folder.path(), &RosterOptions::default(), &trial).unwrap();
    assert_eq!((dry.load.users.created, dry.load.refused.len(), book.revision().unwrap()), (3, 0, 0));
    let atomic = Options { mode: Mode::Atomic, ..on() };
    let real = book.load_roster(folder.path(), &RosterOptions::default(), &atomic).unwrap();
    assert_eq!((real.load.users, real.load.orgs), (dry.load.users, dry.load.orgs));
    assert_eq!(user(&book, "c").org, "t");
    assert!(book.verify(None).unwrap().problems.is_empty());
}

#[test]
fn who_is_missing_in_a_full_roster_is_disabled() {
    let book = Book::in_memory().unwrap();
    let full = RosterOptions { full: true, leavers: Leavers::GiveBack, ..RosterOptions::default() };
    book.load_roster(folder(FULL).path(), &full, &on()).unwrap();
    // c's org is not in the roster, so nobody of it is missing.
    let later: Files<'_> =
        &[("orgs.csv", "sourcedId\ns\n"), ("users.csv", "sourcedId,orgSourcedIds,role\na,s,student\n")];
    for options in [Options { dry_run: true, ..on() }, on()] {
        let report = book.load_roster(folder(later).path(), &full, &options).unwrap();
        assert_eq!((report.load.users.updated, report.load.users.unchanged), (1, 1));
    }
    assert_eq!(
        (user(&book, "a").enabled, user(&book, "b").enabled, user(&book, "c").enabled),
        (true, false, true)
    );
    let under = Some(seatbook_core::model::Org { id: "district".into(), ..Default::default() });
    let full = RosterOptions { under, ..full };
    let roster = Roster::read_with(folder(later).path(), &full).unwrap();
    assert_eq!(roster.load.full_orgs, ["s"]);
}

#[test]
fn a_full_roster_without_users_is_refused() {
    // Otherwise a file of which only the header was written would disable the whole school.
    let book = Book::in_memory().unwrap();
    book.load_roster(folder(FULL).path(), &RosterOptions::default(), &on()).unwrap();
    let orgs = ("orgs.csv", "sourcedId,name\ns,School\n");
    let one_roster: Files<'_> = &[orgs, ("users.csv", "sourcedId,orgSourcedIds,role\n")];
    let with_roles: Files<'_> =
        &[orgs, ("users.csv", "sourcedId,username\n"), ("roles.csv", "userSourcedId,orgSourcedId,role\n")];
    let different: Files<'_> = &[
        ("manifest.csv", "propertyName,value\noneroster.version,1.1\nfile.orgs,bulk\nfile.users,delta\n"),
        orgs,
        ("users.csv", "sourcedId,orgSourcedIds,role\n"),
    ];
    let data_sync: Files<'_> = &[
        ("School.csv", "SIS ID,Name\ns,School\n"),
        ("Section.csv", "SIS ID,School SIS ID\n"),
        ("Student.csv", "SIS ID,School SIS ID\n"),
        ("StudentEnrollment.csv", "Section SIS ID,SIS ID\n"),
    ];
    for files in [one_roster, with_roles, different, data_sync] {
        let folder = folder(files);
        let full =
            RosterOptions { full: true, leavers: Leavers::GiveBack, portion: 1, ..RosterOptions::default() };
        let atomic = Options { mode: Mode::Atomic, ..on() };
        for options in [on(), atomic, Options { dry_run: true, ..on() }] {
            let error = book.load_roster(folder.path(), &full, &options).unwrap_err();
            assert_eq!(error.status(), Status::InvalidArgument);
            assert!(error.message().contains("lists no users, so everybody would be taken"), "{error}");
        }
        assert!(Roster::read_with(folder.path(), &full).is_err());
        let partial = RosterOptions { full: false, ..full };
        assert_eq!(book.load_roster(folder.path(), &partial, &on()).unwrap().load.users.updated, 0);
    }
    assert_eq!(book.revision().unwrap(), 2);
    assert!(["a", "b", "c"].iter().all(|id| user(&book, id).enabled));
}

#[test]
fn a_school_keeps_the_org_above_it_unless_another_is_named() {
    // Without that, schools lost the seats of their district as soon as a roster was loaded that does not name it.
    let book = Book::in_memory().unwrap();
    let above = |under: Option<&str>| {
        let under = under.map(|id| seatbook_core::model::Org { id: id.into(), ..Default::default() });
        RosterOptions { under, ..RosterOptions::default() }
    };
    let parent_of = |id: &str| {
        let orgs = book.orgs(&OrgFilter::default(), &PageRequest::default()).unwrap().rows;
        orgs.into_iter().find(|org| org.id == id).unwrap().parent
    };
    book.load_roster(folder(FULL).path(), &above(Some("district")), &on()).unwrap();
    for options in [Options { mode: Mode::Atomic, ..on() }, on()] {
        let report = book.load_roster(folder(FULL).path(), &above(None), &options).unwrap();
        assert_eq!((report.load.orgs.unchanged, report.operations.len()), (2, 0));
    }
    let roster = Roster::read(folder(FULL).path()).unwrap();
    assert_eq!(book.load(&roster.load, &on()).unwrap().orgs.unchanged, 2);
    assert_eq!(parent_of("s").as_deref(), Some("district"));
    book.load_roster(folder(FULL).path(), &above(Some("county")), &on()).unwrap();
    assert_eq!(parent_of("s").as_deref(), Some("county"));
    // A load that does not come from a roster says what is so.
    book.load(&seatbook_core::Load::from_json(r#"{"orgs": [{"id": "s"}]}"#).unwrap(), &on()).unwrap();
    assert_eq!(parent_of("s"), None);
}

#[test]
fn nobody_is_missing_in_a_roster_with_wrong_lines() {
    let book = Book::in_memory().unwrap();
    let full = RosterOptions { full: true, ..RosterOptions::default() };
    book.load_roster(folder(FULL).path(), &full, &on()).unwrap();
    let later: Files<'_> =
        &[("orgs.csv", "sourcedId\ns\n"), ("users.csv", "sourcedId,orgSourcedIds,role\na,s,student\nb,s\n")];
    let report = book.load_roster(folder(later).path(), &full, &on()).unwrap();
    assert!(user(&book, "b").enabled);
    assert_eq!(
        told(&report.notices),
        "users.csv:3 role: has 2 values, but the header names 3 columns (left out)\n\
         :0 -: 1 line was left out, so nobody is taken for missing; mend it and read the roster again (taken)\n"
    );
}

#[test]
fn request_ids_and_revisions_are_those_of_portions() {
    let (folder, book) = (folder(FULL), Book::in_memory().unwrap());
    let options = Options { request_id: "autumn".into(), expected_revision: Some(0), ..on() };
    let first = book.load_roster(folder.path(), &RosterOptions::default(), &options).unwrap();
    assert_eq!(first.operations, [1, 2]);
    let again = book.load_roster(folder.path(), &RosterOptions::default(), &options).unwrap();
    assert!(again.load.replayed);
    assert_eq!(again.operations, [1, 2]);
    let stale = Options { expected_revision: Some(0), ..on() };
    let error = book.load_roster(folder.path(), &RosterOptions::default(), &stale).unwrap_err();
    assert_eq!((error.status(), book.revision().unwrap()), (Status::StaleRevision, 2));
}
