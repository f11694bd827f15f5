//! Seeds, and making a failing story small: without this step, that row, that field, does it still fail alike?

use crate::steps::Step;
use serde_json::Value;

/// Bytes from a seed, the same everywhere (splitmix64).
pub struct Seeded(u64);

impl Seeded {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub fn bytes(&mut self, count: usize) -> Vec<u8> {
        (0..count).map(|_| self.next().to_le_bytes()[0]).collect()
    }
}

/// The smallest story found that still fails alike. `fails` says how a story fails.
pub fn shrink(story: Vec<Step>, fails: impl Fn(&[Step]) -> Option<String>) -> Vec<Step> {
    let Some(why) = fails(&story) else { return story };
    let alike = |story: &[Step]| fails(story).is_some_and(|other| kind(&other) == kind(&why));
    let mut story = without_steps(story, &alike);
    loop {
        let before = weight(&story);
        for at in (0..story.len()).rev() {
            story = plainer(story, at, &alike);
        }
        story = without_steps(story, &alike);
        if weight(&story) == before {
            return story;
        }
    }
}

/// What sort of disagreement it is: its first words.
fn kind(why: &str) -> &str {
    let last = why.lines().last().unwrap_or_default();
    last.split([':', '`']).next().unwrap_or_default().split(" of ").next().unwrap_or_default()
}

fn weight(story: &[Step]) -> usize {
    serde_json::to_string(story).unwrap().len()
}

/// Leaves out halves, quarters, ..., single steps.
fn without_steps(mut story: Vec<Step>, fails: &impl Fn(&[Step]) -> bool) -> Vec<Step> {
    let mut length = story.len();
    while length > 0 {
        let mut until = story.len();
        while until > 0 {
            let from = until.saturating_sub(length);
            let mut smaller = story.clone();
            smaller.drain(from..until);
            if fails(&smaller) {
                story = smaller;
            }
            until = from;
        }
        length /= 2;
    }
    story
}

/// Leaves out parts of a step's document, one at a time.
fn plainer(mut story: Vec<Step>, at: usize, fails: &impl Fn(&[Step]) -> bool) -> Vec<Step> {
    let mut number = 0;
    loop {
        let mut document = serde_json::to_value(&story[at]).unwrap();
        let mut left = number;
        if !leave_out(&mut document, &mut left) {
            return story;
        }
        let mut smaller = story.clone();
        match serde_json::from_value::<Step>(document) {
            Ok(step) if step != story[at] => smaller[at] = step,
            _ => {
                number += 1;
                continue;
            }
        }
        if fails(&smaller) {
            story = smaller;
        } else {
            number += 1;
        }
    }
}

/// Leaves out the part with this number, counting through; answers whether there is one.
fn leave_out(value: &mut Value, number: &mut usize) -> bool {
    let mut here = || {
        *number = number.wrapping_sub(1);
        *number == usize::MAX
    };
    match value {
        Value::Array(all) => {
            if let Some(at) = (0..all.len()).rev().find(|_| here()) {
                all.remove(at);
                return true;
            }
            all.iter_mut().any(|own| leave_out(own, number))
        }
        Value::Object(all) => {
            let keys: Vec<String> = all.keys().cloned().collect();
            if let Some(key) = keys.iter().find(|_| here()) {
                all.remove(key);
                return true;
            }
            all.values_mut().any(|own| leave_out(own, number))
        }
        _ => false,
    }
}
