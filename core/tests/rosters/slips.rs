//! Slips of whoever made a roster: files of which only the header was written, schools that were left out. None of them may take
//! classes, roles or seats from people, and each is told before anything is written.

use crate::files::{Files, folder, told, user};
use seatbook_core::query::{GroupFilter, PageRequest};
use seatbook_core::roster::RosterOptions;
use seatbook_core::{Book, Day, Leavers, Load, Options, Roster, Status};

fn on() -> Options {
    Options::on(Day::from_ymd(2026, 8, 17).unwrap())
}

fn members(book: &Book) -> Vec<String> {
    let groups = book.groups(&GroupFilter::default(), &PageRequest::default()).unwrap().rows;
    groups.into_iter().map(|group| format!("{} {}", group.id, group.members)).collect()
}

const ORGS: (&str, &str) = ("orgs.csv", "sourcedId,name\ns,South\nt,North\n");
const USERS: (&str, &str) =
    ("users.csv", "sourcedId,orgSourcedIds,role\na,s,student\nb,s,student\nc,t,student\nd,s,teacher\n");
const CLASSES: (&str, &str) = ("classes.csv", "sourcedId,title,schoolSourcedId\n7a,7 A,s\n7b,7 B,t\n");
const ENROLLMENTS: (&str, &str) = (
    "enrollments.csv",
    "classSourcedId,userSourcedId,role\n7a,a,student\n7a,b,student\n7b,c,student\n7a,d,teacher\n",
);
const WHOLE: Files<'_> = &[ORGS, USERS, CLASSES, ENROLLMENTS];

/// A book with the whole roster, with groups of teachers.
fn filled(options: &RosterOptions) -> Book {
    let book = Book::in_memory().unwrap();
    book.load_roster(folder(WHOLE).path(), options, &on()).unwrap();
    book
}

fn with_teachers() -> RosterOptions {
    RosterOptions { teachers: Some("-t".into()), ..RosterOptions::default() }
}

#[test]
fn a_file_of_members_with_a_header_only_empties_no_class() {
    // It did, without a word, and with them went every seat that a class brings.
    let before = ["7a 2", "7a-t 1", "7b 1"];
    let header = "classSourcedId,userSourcedId,role\n";
    for (lines, notice) in [
        (
            "",
            "enrollments.csv:0 -: names no pupil of any class; classes keep the members that they have (taken)\n",
        ),
        (
            "7a,d,teacher\n7b,d,teacher\n",
            "enrollments.csv:0 -: names no pupil of any class; classes keep the members that they have (taken)\n",
        ),
        (
            "7a,x,student\n",
            "enrollments.csv:2 userSourcedId: `users.csv` has no user `x`, or its line was left out (left out)\n\
             enrollments.csv:0 -: names no pupil of any class; classes keep the members that they have (taken)\n",
        ),
    ] {
        let text = format!("{header}{lines}");
        let folder = folder(&[ORGS, USERS, CLASSES, ("enrollments.csv", &text)]);
        let book = filled(&with_teachers());
        assert_eq!(members(&book), before);
        for options in [Options { dry_run: true, ..on() }, on()] {
            let report = book.load_roster(folder.path(), &with_teachers(), &options).unwrap();
            assert_eq!(told(&report.notices), notice);
        }
        let roster = Roster::read(folder.path()).unwrap();
        book.load(&roster.load, &on()).unwrap();
        let of_teachers = if lines.contains("7b,d") { &["7a-t 1", "7b-t 1"][..] } else { &["7a-t 1"] };
        let groups = members(&book);
        let (teachers, classes): (Vec<&str>, Vec<&str>) =
            groups.iter().map(String::as_str).partition(|group| group.contains("-t"));
        assert_eq!((classes, teachers), (vec!["7a 2", "7b 1"], of_teachers.to_vec()));
        assert!(book.verify(None).unwrap().problems.is_empty());
    }
    // A class that is `tobedeleted` is emptied all the same, and a new one begins empty.
    let classes =
        ("classes.csv", "sourcedId,title,schoolSourcedId,status\n7a,7 A,s,tobedeleted\n7c,7 C,s,\n");
    let book = filled(&RosterOptions::default());
    let folder = folder(&[ORGS, USERS, classes, ("enrollments.csv", header)]);
    book.load_roster(folder.path(), &RosterOptions::default(), &on()).unwrap();
    assert_eq!(members(&book), ["7a 0", "7b 1", "7c 0"]);
}

#[test]
fn the_same_in_school_data_sync() {
    let files = |enrollments: &'static str| {
        folder(&[
            ("School.csv", "SIS ID,Name\ns,South\n"),
            ("Section.csv", "SIS ID,School SIS ID,Section Name\n7a,s,7 A\n"),
            ("Student.csv", "SIS ID,School SIS ID,Username\na,s,anna\n"),
            ("StudentEnrollment.csv", enrollments),
        ])
    };
    let book = Book::in_memory().unwrap();
    let options = RosterOptions::default();
    book.load_roster(files("Section SIS ID,SIS ID\n7a,a\n").path(), &options, &on()).unwrap();
    let report = book.load_roster(files("Section SIS ID,SIS ID\n").path(), &options, &on()).unwrap();
    assert_eq!((report.odd, report.refused, report.load.groups.unchanged), (1, 0, 1));
    assert_eq!(
        told(&report.notices),
        "StudentEnrollment.csv:0 -: names no pupil of any class; classes keep the members that they have (taken)\n"
    );
    assert_eq!(members(&book), ["7a 1"]);
}

#[test]
fn other_files_with_a_header_only_are_told_and_change_nothing() {
    for (at, name, left_out) in [(0, "orgs.csv", 10), (1, "users.csv", 4), (2, "classes.csv", 4)] {
        let mut files = WHOLE.to_vec();
        let header = files[at].1.lines().next().unwrap().to_owned() + "\n";
        files[at].1 = &header;
        let book = filled(&RosterOptions::default());
        let report = book.load_roster(folder(&files).path(), &RosterOptions::default(), &on()).unwrap();
        let notice =
            format!("{name}:0 -: has a header and no lines; what is in the book stays as it is (taken)\n");
        assert!(told(&report.notices).contains(&notice), "{}", told(&report.notices));
        assert_eq!((report.refused, report.load.users.updated, report.load.groups.updated), (left_out, 0, 0));
        assert_eq!(members(&book), ["7a 2", "7b 1"]);
    }
}

#[test]
fn roles_with_a_header_only_are_an_error() {
    // Everybody would have lost his role, and with it what is for pupils or teachers only.
    let files = |roles: &'static str| {
        folder(&[
            ORGS,
            ("users.csv", "sourcedId,enabledUser,primaryOrgSourcedId\na,true,s\n"),
            ("roles.csv", roles),
        ])
    };
    let book = Book::in_memory().unwrap();
    let good = "userSourcedId,orgSourcedId,role\na,s,student\n";
    book.load_roster(files(good).path(), &RosterOptions::default(), &on()).unwrap();
    for options in [Options { dry_run: true, ..on() }, on()] {
        let folder = files("userSourcedId,orgSourcedId,role\n");
        let error = book.load_roster(folder.path(), &RosterOptions::default(), &options).unwrap_err();
        assert_eq!(error.status(), Status::InvalidArgument);
        assert!(error.message().starts_with("`roles.csv` has a header and no lines"), "{error}");
    }
    assert_eq!(user(&book, "a").roles, ["student"]);
}

#[test]
fn of_a_school_that_a_complete_roster_leaves_out_nobody_is_missing() {
    // The export of one school failed: all its users would have been disabled, and their seats taken back.
    let later: Files<'_> = &[ORGS, ("users.csv", "sourcedId,orgSourcedIds,role\na,s,student\n")];
    let notice = "orgs.csv:3 -: the roster has no user of org `t`, so nobody of it is taken for missing (enabled: 1) (taken)\n";
    let full = RosterOptions { full: true, leavers: Leavers::GiveBack, ..RosterOptions::default() };
    let atomic = Options { mode: seatbook_core::Mode::Atomic, ..on() };
    for options in [on(), atomic] {
        let book = filled(&RosterOptions::default());
        let trial = Options { dry_run: true, ..options.clone() };
        for options in [trial, options] {
            let report = book.load_roster(folder(later).path(), &full, &options).unwrap();
            assert_eq!((told(&report.notices).as_str(), report.odd), (notice, 1));
            assert_eq!((report.load.users.updated, report.refused), (2, 0));
        }
        assert_eq!(["a", "b", "c", "d"].map(|id| user(&book, id).enabled), [true, false, true, false]);
    }
    let roster = Roster::read_with(folder(later).path(), &full).unwrap();
    assert_eq!(roster.load.full_orgs, ["s"]);
    assert_eq!(
        told(&roster.notices),
        ":0 -: the roster has no user of org `t`, so nobody of it is taken for missing (taken)\n"
    );
    // Nobody of it is in the book: nothing to tell.
    let book = Book::in_memory().unwrap();
    assert_eq!(book.load_roster(folder(later).path(), &full, &on()).unwrap().odd, 0);
}

#[test]
fn an_org_that_is_full_of_nobody_is_an_error() {
    let book = filled(&RosterOptions::default());
    let full = |json: &str| Load::from_json(json).unwrap();
    for options in [Options { dry_run: true, ..on() }, on()] {
        let error =
            book.load(&full(r#"{"full_orgs": ["s"], "leavers": "give_back"}"#), &options).unwrap_err();
        assert_eq!(error.status(), Status::InvalidArgument);
        assert!(error.message().contains("everybody would be taken for missing"), "{error}");
    }
    // Whoever means it says who leaves.
    let leaves = r#"{"full_orgs": ["t"], "user_changes": [{"id": "c", "enabled": false}]}"#;
    assert_eq!(book.load(&full(leaves), &on()).unwrap().users.updated, 1);
    assert_eq!(["a", "c"].map(|id| user(&book, id).enabled), [true, false]);
}
