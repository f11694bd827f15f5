//! A process that is killed in the middle of its commits.

use crate::help::{actor, create, number, open, place, set};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::time::Duration;

/// Counts up in the book and says each number once it is durable.
pub fn commit_for_ever(path: &Path) {
    let store = open(path);
    let mut last = number(&store).unwrap();
    println!();
    loop {
        last += 1;
        set(&store, last).unwrap();
        println!("{last}");
    }
}

#[test]
fn nothing_acknowledged_is_lost_when_a_process_is_killed() {
    let (_directory, path) = place();
    drop(create(&path));
    let mut ahead = 0;
    for round in 0..20_u64 {
        let before = number(&open(&path)).unwrap();
        let mut child = actor("commit for ever", &path).spawn().unwrap();
        let mut acknowledged = before;
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let wanted = before + 1 + round % 4;
        for line in &mut lines {
            acknowledged = line.unwrap().parse().unwrap_or(acknowledged);
            if acknowledged >= wanted {
                break;
            }
        }
        // A different point of the next commit each time.
        std::thread::sleep(Duration::from_micros(round * 370));
        child.kill().unwrap();
        child.wait().unwrap();
        // What it said before the kill and we had not read yet.
        for line in lines {
            acknowledged = line.unwrap().parse().unwrap_or(acknowledged);
        }
        let found = number(&open(&path)).unwrap();
        assert!(found == acknowledged || found == acknowledged + 1, "told {acknowledged}, found {found}");
        ahead += found - acknowledged;
    }
    println!("{ahead} of 20 were one commit ahead of what was told");
}
