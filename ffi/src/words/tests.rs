//! Numbers, constants and words in C are those of core.

use super::*;
use std::ffi::CStr;

/// Compares core's list (number, number in C, word) with the constants in the source of the enum and with its names.
pub(crate) fn check_list(
    source: &str,
    name: &str,
    prefix: &str,
    core: impl Iterator<Item = (i32, i32, &'static str)>,
    name_of: extern "C" fn(i32) -> *const c_char,
) {
    let body = source.split(&format!("pub enum {name} {{")).nth(1).unwrap().split("\n}").next().unwrap();
    let in_c: Vec<(String, i32)> = body
        .lines()
        .filter_map(|line| line.trim().strip_suffix(',')?.split_once(" = "))
        .map(|(constant, number)| (constant.to_owned(), number.parse().unwrap()))
        .filter(|(constant, _)| constant != &format!("{prefix}NONE"))
        .collect();
    let mut count = 0;
    for (number, own, word) in core {
        assert_eq!(own, number, "{word}");
        let constant = format!("{prefix}{}", word.to_uppercase());
        assert!(in_c.contains(&(constant.clone(), number)), "{constant} = {number}");
        // SAFETY: names are static and NUL-terminated.
        assert_eq!(unsafe { CStr::from_ptr(name_of(number)) }.to_str().unwrap(), word);
        count += 1;
    }
    assert_eq!(in_c.len(), count, "{name} has constants that core does not have");
    for unknown in [-1, i32::MIN, i32::MAX, 98] {
        // SAFETY: as above.
        assert_eq!(unsafe { CStr::from_ptr(name_of(unknown)) }.to_str().unwrap(), "unknown");
    }
}

const SOURCE: &str = include_str!("../words.rs");

#[test]
fn operations() {
    let core = Op::ALL.iter().map(|known| (*known as i32, seatbook_op::from(*known) as i32, known.word()));
    check_list(SOURCE, "seatbook_op", "SEATBOOK_OP_", core, seatbook_op_name);
}

#[test]
fn holder_kinds() {
    let core = HolderKind::ALL.iter().map(|k| (*k as i32, seatbook_holder_kind::from(*k) as i32, k.word()));
    check_list(SOURCE, "seatbook_holder_kind", "SEATBOOK_HOLDER_KIND_", core, seatbook_holder_kind_name);
}

#[test]
fn seat_states() {
    let core = SeatState::ALL.iter().map(|s| (*s as i32, seatbook_seat_state::from(*s) as i32, s.word()));
    check_list(SOURCE, "seatbook_seat_state", "SEATBOOK_SEAT_STATE_", core, seatbook_seat_state_name);
}

#[test]
fn report_statuses() {
    let core =
        ReportStatus::ALL.iter().map(|s| (*s as i32, seatbook_report_status::from(*s) as i32, s.word()));
    check_list(
        SOURCE,
        "seatbook_report_status",
        "SEATBOOK_REPORT_STATUS_",
        core,
        seatbook_report_status_name,
    );
}

#[test]
fn entities() {
    let core = Entity::ALL.iter().map(|e| (*e as i32, seatbook_entity::from(*e) as i32, e.word()));
    check_list(SOURCE, "seatbook_entity", "SEATBOOK_ENTITY_", core, seatbook_entity_name);
}

#[test]
fn covered() {
    for known in [Covered::None, Covered::Some, Covered::All] {
        assert_eq!(seatbook_covered::from(known) as i32, known as i32);
    }
}

/// The lists that C only passes in: their constants end in the words that core reads in JSON.
#[test]
fn words_of_inputs() {
    fn check<T: FromNumber + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug>(prefix: &str) {
        let body =
            SOURCE.split(&format!("pub enum {} {{", T::NAME)).nth(1).unwrap().split("\n}").next().unwrap();
        for (number, value) in T::NUMBERS {
            let suffix = format!(" = {number},");
            let constant = body.lines().find_map(|line| line.trim().strip_suffix(suffix.as_str())).unwrap();
            let word = constant.strip_prefix(prefix).unwrap().to_lowercase();
            assert_eq!(serde_json::from_value::<T>(word.into()).unwrap(), *value);
            assert_eq!(T::from_c(*number).unwrap(), *value);
        }
        assert_eq!(T::from_c(77).unwrap_err().status(), Status::UnknownNumber);
    }
    check::<Mode>("SEATBOOK_MODE_");
    check::<SeatChoice>("SEATBOOK_SEAT_CHOICE_");
    check::<PoolKind>("SEATBOOK_POOL_KIND_");
    check::<StartPolicy>("SEATBOOK_START_POLICY_");
    check::<Release>("SEATBOOK_RELEASE_");
    check::<GroupKind>("SEATBOOK_GROUP_KIND_");
    check::<Op>("SEATBOOK_OP_");
    check::<Unit>("SEATBOOK_UNIT_");
    check::<Leavers>("SEATBOOK_LEAVERS_");
}
