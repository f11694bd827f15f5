//! Bytes that mean nothing: no file, however spoilt, ends in anything but a roster or an error.

use crate::files::{archive, folder};
use proptest::prelude::*;
use seatbook_core::roster::{Encoding, Format, List, Roster, RosterOptions};
use std::fs;
use std::path::Path;

const SAMPLES: &[&str] = &["v1-min", "v2", "v2.1"];

fn sample(name: &str) -> Vec<(String, Vec<u8>)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data/sds").join(name);
    let mut files: Vec<_> = fs::read_dir(path)
        .unwrap()
        .map(|entry| {
            let entry = entry.unwrap();
            (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap())
        })
        .collect();
    files.sort();
    files
}

/// Cuts out, doubles, turns or inserts bytes.
fn spoil(bytes: &mut Vec<u8>, harms: &[(u16, u8, u8)]) {
    for (at, kind, byte) in harms {
        let at = usize::from(*at) * bytes.len().max(1) / 65536;
        match kind % 5 {
            0 if at < bytes.len() => bytes[at] = *byte,
            1 if at < bytes.len() => drop(bytes.drain(at..(at + usize::from(*byte)).min(bytes.len()))),
            2 => bytes.insert(at.min(bytes.len()), *byte),
            3 => bytes.truncate(at),
            _ => {
                let line = bytes
                    .split(|byte| *byte == b'\n')
                    .nth(usize::from(*byte) % 7)
                    .unwrap_or_default()
                    .to_vec();
                bytes.extend(line);
                bytes.push(b'\n');
            }
        }
    }
}

fn read_all_ways(path: &Path) {
    for format in Format::ALL.iter().copied().map(Some).chain([None]) {
        let encoding = Some(Encoding::Guess);
        let options = RosterOptions {
            format,
            encoding,
            teachers: Some("-t".into()),
            org: Some("o".into()),
            ..RosterOptions::default()
        };
        if let Ok(roster) = Roster::read_with(path, &options) {
            assert_eq!(roster.notices.len() as u64, roster.refused + roster.odd);
        }
    }
    let _ = List::read(path, None, None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn spoilt_samples_do_not_panic(
        name in prop::sample::select(SAMPLES),
        file in any::<prop::sample::Index>(),
        harms in prop::collection::vec(any::<(u16, u8, u8)>(), 1..12),
    ) {
        let mut files = sample(name);
        let file = file.index(files.len());
        spoil(&mut files[file].1, &harms);
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes) in &files {
            fs::write(folder.path().join(name), bytes).unwrap();
        }
        read_all_ways(folder.path());
    }

    #[test]
    fn spoilt_archives_do_not_panic(harms in prop::collection::vec(any::<(u16, u8, u8)>(), 1..8)) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("roster.zip");
        archive(&path, "", &[("orgs.csv", "sourcedId\ns\n"), ("users.csv", "sourcedId,orgSourcedIds,role\nu,s,student\n")]);
        let mut bytes = fs::read(&path).unwrap();
        spoil(&mut bytes, &harms);
        fs::write(&path, bytes).unwrap();
        read_all_ways(&path);
    }

    #[test]
    fn any_file_is_a_list_a_catalogue_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..400), json in "[\\[{}\\]\",:a-z0-9 \n]{0,80}") {
        for bytes in [bytes, json.into_bytes()] {
            let folder = folder(&[]);
            let path = folder.path().join("file");
            fs::write(&path, &bytes).unwrap();
            read_all_ways(&path);
        }
    }
}
