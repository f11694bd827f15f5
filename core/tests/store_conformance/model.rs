//! Random operations against a map.

use super::{Pairs, Subject, everything, pairs};
use proptest::prelude::*;
use seatbook_core::store::{Direction, Span, Table, Verdict, Writer};
use std::collections::BTreeMap;

#[derive(Clone, Debug)]
enum Step {
    Put(Table, Vec<u8>, Vec<u8>),
    Remove(Table, Vec<u8>),
    Scan(Table, Vec<u8>, Option<Vec<u8>>, bool),
}

fn step() -> impl Strategy<Value = Step> {
    let table = || prop::sample::select(Table::ALL.to_vec());
    let key = || prop::collection::vec(prop::sample::select(vec![0_u8, 1, 0x61, 0xfe, 0xff]), 0..4);
    let value = prop::collection::vec(any::<u8>(), 0..200);
    prop_oneof![
        4 => (table(), key(), value).prop_map(|(table, key, value)| Step::Put(table, key, value)),
        2 => (table(), key()).prop_map(|(table, key)| Step::Remove(table, key)),
        1 => (table(), key(), prop::option::of(key()), any::<bool>())
            .prop_map(|(table, from, to, forward)| Step::Scan(table, from, to, forward)),
    ]
}

type Model = BTreeMap<(Table, Vec<u8>), Vec<u8>>;

fn modelled(model: &Model, table: Table, from: &[u8], to: Option<&Vec<u8>>) -> Pairs {
    let inside = |key: &[u8]| key >= from && to.is_none_or(|to| key < to.as_slice());
    let entries = model.iter().filter(|((in_table, key), _)| *in_table == table && inside(key));
    entries.map(|((_, key), value)| (key.clone(), value.clone())).collect()
}

fn take(writer: &mut dyn Writer, model: &mut Model, step: &Step) {
    match step {
        Step::Put(table, key, value) => {
            writer.put(*table, key, value).unwrap();
            model.insert((*table, key.clone()), value.clone());
        }
        Step::Remove(table, key) => {
            writer.remove(*table, key).unwrap();
            model.remove(&(*table, key.clone()));
        }
        Step::Scan(table, from, to, forward) => {
            let direction = if *forward { Direction::Forward } else { Direction::Backward };
            let mut expected = modelled(model, *table, from, to.as_ref());
            if !forward {
                expected.reverse();
            }
            assert_eq!(
                pairs(writer, *table, &Span { from: from.clone(), to: to.clone() }, direction),
                expected
            );
        }
    }
}

/// Random writes, some abandoned, with the file opened anew in between, against a map.
pub fn any_operations_are_as_in_a_map(subject: &mut Subject) {
    let write = (prop::collection::vec(step(), 0..12), 0..8_u8);
    let writes = prop::collection::vec(write, 1..10);
    let config = ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(writes in writes)| {
        let mut subject = if subject.file.is_some() { Subject::redb() } else { Subject::memory() };
        let mut committed = Model::new();
        for (steps, fate) in &writes {
            let mut model = committed.clone();
            let verdict = if *fate == 0 { Verdict::Abandon } else { Verdict::Commit };
            let done = subject.store.write(None, &mut |writer| {
                for step in steps {
                    take(writer, &mut model, step);
                }
                Ok(verdict)
            });
            done.unwrap();
            if verdict == Verdict::Commit {
                committed = model;
            }
            if *fate == 1 {
                subject.reopen();
            }
        }
        let reader = subject.store.snapshot().unwrap();
        for table in Table::ALL {
            let found = pairs(&*reader, table, &everything(), Direction::Forward);
            assert_eq!(found, modelled(&committed, table, b"", None));
        }
    });
}
