//! The rosters that Microsoft publishes as samples, with the counts that a plain recount of their files gives.

use crate::files::{groups, told, users};
use seatbook_core::roster::{Format, Roster};
use std::path::{Path, PathBuf};

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data/sds").join(name)
}

/// Orgs, pupils, teachers, others, classes, classes without pupils, places of pupils in classes.
fn figures(roster: &Roster) -> [usize; 7] {
    let load = &roster.load;
    let with = |role: &str| load.users.iter().filter(|user| user.roles.iter().any(|own| own == role)).count();
    let (pupils, teachers) = (with("student"), with("teacher"));
    [
        load.orgs.len(),
        pupils,
        teachers,
        load.users.len() - pupils - teachers,
        load.groups.len(),
        load.groups.iter().filter(|group| group.members.is_empty()).count(),
        load.groups.iter().map(|group| group.members.len()).sum(),
    ]
}

#[test]
fn every_sample_is_recognised_and_read_whole() {
    for (name, format, expected) in [
        ("v1-100-users", Format::SchoolDataSyncV1, [2, 86, 12, 0, 28, 7, 602]),
        ("v1-25-users", Format::SchoolDataSyncV1, [2, 22, 2, 0, 2, 0, 44]),
        ("v1-min", Format::SchoolDataSyncV1, [2, 22, 2, 0, 2, 0, 44]),
        ("uk-100-users", Format::SchoolDataSyncV1, [2, 86, 12, 0, 28, 7, 602]),
        ("uk-25-users", Format::SchoolDataSyncV1, [2, 22, 2, 0, 28, 21, 154]),
        ("uk-min", Format::SchoolDataSyncV1, [2, 22, 2, 0, 28, 21, 154]),
        ("v2", Format::SchoolDataSyncV2, [5, 22, 5, 2, 4, 0, 22]),
    ] {
        let roster = Roster::read(&sample(name)).unwrap();
        assert_eq!(roster.notices, [], "{name}");
        assert_eq!((roster.format, figures(&roster)), (format, expected), "{name}");
    }
}

#[test]
fn version_2_1_has_its_roles_in_a_file_of_their_own() {
    let roster = Roster::read(&sample("v2.1")).unwrap();
    assert_eq!(roster.format, Format::SchoolDataSyncV21);
    assert_eq!(figures(&roster), [4, 4, 2, 0, 2, 0, 4]);
    // R03: 114007 teaches at two schools and is one user of his primary one.
    assert_eq!(
        users(&roster),
        [
            "114001 in 110003: student",
            "114003 in 110003: student",
            "114004 in 110003: student",
            "114006 in 110002: teacher",
            "114007 in 110004: teacher",
            "114008 in 110001: student",
        ]
    );
    assert_eq!(groups(&roster), ["112001 in 110001: 114008", "112002 in 110003: 114001 114003 114004"]);
    let parents: Vec<_> = roster.load.orgs.iter().map(|org| org.parent.as_deref().unwrap_or("-")).collect();
    assert_eq!(parents, ["-", "110001", "110004", "-"]);
    // Guardians have no role at any school.
    assert_eq!(
        told(&roster.notices),
        "users.csv:3 -: user `114002` has no role in `roles.csv`, so there is no org to stand in (left out)\n\
         users.csv:6 -: user `114005` has no role in `roles.csv`, so there is no org to stand in (left out)\n"
    );
}
