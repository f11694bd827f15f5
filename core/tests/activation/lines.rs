//! What becomes of lines: more, fewer, new, gone, other terms, several pools, sites, and what a host may still change himself.

use crate::world::*;
use seatbook_core::activation::LineChange;
use seatbook_core::licence_file::{LicenceLine, LineTerms};
use seatbook_core::model::{Pool, PoolKind, Release, StartPolicy};
use seatbook_core::{Item, Load, Op, Options, Status};

fn changes(book: &seatbook_core::Book, file: &[u8]) -> Vec<(String, LineChange)> {
    let staged = stage(book, file);
    staged.lines.iter().map(|line| (line.line.clone(), line.change)).collect()
}

fn with_terms(terms: LineTerms, line: LicenceLine) -> LicenceLine {
    LicenceLine { terms, ..line }
}

#[test]
fn lines_that_raise_lower_come_and_go() {
    let book = book_with(Vec::new());
    let first = file(1, vec![line("sales", Some(10)), line("service", Some(5))]);
    take_over(&book, &first);
    assert_eq!((counts(&book, "sales"), counts(&book, "service")), ((10, 0, 10), (5, 0, 5)));
    assert!(has_pool(&book, Pool { owner: Some(OWNER.into()), ..pool("SN-4711/sales", "sales", Some(10)) }));
    let second = file(2, vec![line("web", None), line("sales", Some(12))]);
    assert_eq!(
        changes(&book, &second),
        [
            ("web".into(), LineChange::Added),
            ("sales".into(), LineChange::Raised),
            ("service".into(), LineChange::Removed)
        ]
    );
    take_over(&book, &second);
    assert_eq!((counts(&book, "sales"), counts(&book, "service")), ((12, 0, 12), (0, 0, 0)));
    assert!(book.counts("web", None, today().on).unwrap().unlimited);
    // Back again, and the other one less: what is as before is not told.
    let third = file(3, vec![line("web", None), line("sales", Some(3)), line("service", Some(4))]);
    assert_eq!(
        changes(&book, &third),
        [("sales".into(), LineChange::Lowered), ("service".into(), LineChange::Added)]
    );
    take_over(&book, &third);
    assert_eq!((counts(&book, "sales"), counts(&book, "service")), ((3, 0, 3), (4, 0, 4)));
    assert!(
        changes(&book, &file(4, vec![line("service", Some(4)), line("web", None), line("sales", Some(3))]))
            .is_empty()
    );
    sound(&book);
}

#[test]
fn a_product_in_use_that_disappears_is_blocked() {
    let book = book_with(vec![pool("a", "sales", Some(5)), pool("b", "service", Some(5))]);
    assign(&book, &["u0", "u1"], "service");
    let staged = book.stage(&file(1, vec![line("sales", Some(5))]), true, &today()).unwrap();
    assert_eq!(staged.lines.len(), 1);
    assert_eq!(sums(&staged.lines[0]), ("service", Some(5), Some(0), 2, Some(0), 2));
    assert_eq!(staged.lines[0].change, LineChange::Removed);
    let number = staged.activation.activation;
    assert_eq!(status(book.activate(number, &[], &today())), Status::StillExceeds);
    book.activate(number, &[removal("service", &["u0", "u1"])], &today()).unwrap();
    assert_eq!(counts(&book, "service"), (0, 0, 0));
    sound(&book);
}

#[test]
fn an_unlimited_line_becomes_limited_and_back() {
    let book = book_with(vec![pool("a", "sales", None)]);
    assign(&book, &["u0", "u1", "u2"], "sales");
    let staged = stage(&book, &file(1, vec![line("sales", Some(2))]));
    assert_eq!(sums(&staged.lines[0]), ("sales", None, Some(2), 3, Some(0), 1));
    assert_eq!(staged.lines[0].available, None);
    let number = staged.activation.activation;
    book.activate(number, &[removal("sales", &["u1"])], &today()).unwrap();
    assert_eq!(counts(&book, "sales"), (2, 2, 0));
    let staged = stage(&book, &file(2, vec![line("sales", None)]));
    assert_eq!(sums(&staged.lines[0]), ("sales", Some(2), None, 2, None, 0));
    take_over(&book, &file(2, vec![line("sales", None)]));
    assign(&book, &["u1", "u4", "u5"], "sales");
    take_over(&book, &file(3, vec![line("sales", Some(7))]));
    assert_eq!(counts(&book, "sales"), (7, 5, 2));
    sound(&book);
}

/// The total of a line is the sum of its pools; others' pools are none of its business.
#[test]
fn several_deliveries_under_one_total() {
    let delivered = |id: &str, on: &str, quantity| Pool {
        delivered_on: Some(day(on)),
        ..pool(id, "sales", Some(quantity))
    };
    let strangers = [
        Pool { serial_number: None, ..pool("bought apart", "sales", Some(100)) },
        Pool { org: "other".into(), ..pool("another org", "sales", Some(100)) },
        Pool { kind: PoolKind::School, ..pool("for an org", "sales", Some(100)) },
    ];
    let mut pools = vec![delivered("new", "2025-08-01", 4), delivered("old", "2024-08-01", 6)];
    pools.extend(strangers.clone());
    let book = book_with(pools);
    let item = Item { pools: vec!["old".into()], ..Item::users(Op::Assign, ["u0", "u1", "u2"], &["sales"]) };
    book.apply(&item.into(), &today()).unwrap();
    let staged = stage(&book, &file(1, vec![line("sales", Some(5))]));
    assert_eq!(sums(&staged.lines[0]), ("sales", Some(10), Some(5), 3, Some(2), 0));
    take_over(&book, &file(1, vec![line("sales", Some(5))]));
    // The newest loses its seats first.
    assert!(has_pool(&book, delivered("new", "2025-08-01", 0)));
    assert!(has_pool(&book, delivered("old", "2024-08-01", 5)));
    take_over(&book, &file(2, vec![line("sales", Some(9))]));
    assert!(has_pool(&book, delivered("new", "2025-08-01", 4)));
    for stranger in strangers {
        assert!(has_pool(&book, stranger));
    }
    sound(&book);
}

#[test]
fn a_site_goes_on_and_off() {
    let book = book_with(Vec::new());
    let has = || book.licences("u3", today().on).unwrap().iter().any(|licence| licence.product == "web");
    take_over(&book, &file(1, vec![site("web"), line("web", Some(2))]));
    assert!(has());
    let off = stage(&book, &file(2, vec![line("web", Some(2))]));
    assert_eq!(sums(&off.lines[0]), ("web site", None, Some(0), 0, Some(0), 0));
    assert_eq!(off.lines[0].change, LineChange::Removed);
    take_over(&book, &file(2, vec![line("web", Some(2))]));
    assert!(!has());
    sound(&book);
    take_over(&book, &file(3, vec![site("web"), line("web", Some(2))]));
    assert!(has());
    sound(&book);
}

#[test]
fn only_terms_change_and_what_is_no_longer_stated_is_gone() {
    let book = book_with(vec![Pool { release: Release::Fresh, ..pool("a", "sales", Some(5)) }]);
    assign(&book, &["u0"], "sales");
    let terms = LineTerms { ends_on: Some(day("2026-06-30")), ..LineTerms::default() };
    let staged = stage(&book, &file(1, vec![with_terms(terms, line("sales", Some(5)))]));
    assert_eq!(staged.lines[0].change, LineChange::Terms);
    let told: Vec<_> = staged.lines[0]
        .terms
        .iter()
        .map(|own| (own.term.as_str(), own.old.clone(), own.new.clone()))
        .collect();
    assert_eq!(told, [("ends_on", None, Some("2026-06-30".into()))]);
    book.activate(staged.activation.activation, &[], &today()).unwrap();
    assert_eq!(book.licences("u0", today().on).unwrap()[0].ends_on, Some(day("2026-06-30")));
    let terms = LineTerms { release: Some(Release::Burn), ..LineTerms::default() };
    take_over(&book, &file(2, vec![with_terms(terms, line("sales", Some(5)))]));
    assert!(has_pool(&book, Pool { release: Release::Burn, ..pool("a", "sales", Some(5)) }));
    sound(&book);
}

/// Terms decide who holds a seat: a renewal brings ended seats back to life, and they count.
#[test]
fn seats_that_had_ended_count_when_the_file_prolongs_them() {
    let ended = Pool { ends_on: Some(day("2025-07-31")), ..pool("a", "sales", Some(10)) };
    let book = book_with(vec![ended]);
    let summer = Options::on(day("2025-07-01"));
    let users = ["u0", "u1", "u2"];
    book.apply(&Item::users(Op::Assign, users, &["sales"]).into(), &summer).unwrap();
    assert_eq!(counts(&book, "sales").1, 0, "they have ended");
    let longer = LineTerms { ends_on: Some(day("2026-07-31")), ..LineTerms::default() };
    let renewal = file(1, vec![with_terms(longer, line("sales", Some(2)))]);
    let staged = stage(&book, &renewal);
    assert_eq!(sums(&staged.lines[0]), ("sales", Some(10), Some(2), 3, Some(0), 1));
    let number = staged.activation.activation;
    assert_eq!(book.reduction(number, "sales", today().on, &all()).unwrap().holders.total, 3);
    assert_eq!(status(book.activate(number, &[], &today())), Status::StillExceeds);
    book.activate(number, &[removal("sales", &["u2"])], &today()).unwrap();
    assert_eq!(counts(&book, "sales"), (2, 2, 0));
    // The other way round: a file that ends them frees their seats.
    let over = LineTerms { ends_on: Some(day("2025-08-01")), ..LineTerms::default() };
    take_over(&book, &file(2, vec![with_terms(over, line("sales", Some(0)))]));
    assert_eq!(counts(&book, "sales").1, 0);
    sound(&book);
}

#[test]
fn terms_that_make_no_sense_are_refused_when_the_file_is_staged() {
    let book = book_with(vec![Pool { starts_on: Some(day("2026-01-01")), ..pool("a", "sales", Some(5)) }]);
    let terms = LineTerms { ends_on: Some(day("2025-12-31")), ..LineTerms::default() };
    let error = book.stage(&file(1, vec![with_terms(terms, line("sales", Some(5)))]), false, &today());
    assert_eq!(status(error), Status::InvalidLicence);
    let terms = LineTerms { start_policy: Some(StartPolicy::OnDelivery), ..LineTerms::default() };
    let error = book.stage(&file(1, vec![with_terms(terms, line("web", Some(5)))]), false, &today());
    assert_eq!(status(error), Status::InvalidLicence, "no day of delivery");
    assert!(book.activations(&all()).unwrap().rows.is_empty());
}

#[test]
fn a_smaller_pool_keeps_the_keys_of_its_seats() {
    let keys: Vec<String> = (1..=5).map(|n| format!("key {n}")).collect();
    let book = book_with(vec![Pool { keys, ..pool("a", "sales", Some(5)) }]);
    assign(&book, &["u0", "u1", "u2", "u3"], "sales");
    let staged = stage(&book, &file(1, vec![line("sales", Some(2))]));
    let number = staged.activation.activation;
    book.activate(number, &[removal("sales", &["u0", "u1"])], &today()).unwrap();
    assert_eq!(book.licences("u3", today().on).unwrap()[0].key.as_deref(), Some("key 4"));
    sound(&book);
}

/// A host goes on changing what the file does not speak of; what it says stays until a newer one comes.
#[test]
fn a_load_cannot_change_what_a_licence_file_says() {
    let terms = LineTerms { ends_on: Some(day("2026-06-30")), ..LineTerms::default() };
    let until = Some(day("2026-06-30"));
    let own = Pool { ends_on: until, ..pool("a", "sales", Some(5)) };
    let book = book_with(vec![pool("a", "sales", Some(5)), pool("off", "service", Some(5))]);
    let first = file(1, vec![with_terms(terms, line("sales", Some(5))), site("web")]);
    take_over(&book, &first);
    let refused = [
        Pool { quantity: Some(6), ..own.clone() },
        Pool { quantity: Some(4), ..own.clone() },
        Pool { quantity: None, ..own.clone() },
        Pool { ends_on: None, ..own.clone() },
        Pool { serial_number: None, ..own.clone() },
        Pool { org: "other".into(), ..own.clone() },
        Pool { product: "web".into(), ..own.clone() },
        Pool { kind: PoolKind::Group, ..own.clone() },
        pool("more", "sales", Some(1)),
        pool("off", "service", Some(1)),
        pool("other product", "web", Some(1)),
        Pool { ends_on: until, ..pool("none", "sales", None) },
    ];
    for wrong in refused {
        let load = Load { pools: vec![wrong.clone()], ..Load::default() };
        let report = book.load(&load, &today()).unwrap();
        assert_eq!(report.refused.first().map(|refused| refused.status), Some(Status::Licensed), "{wrong:?}");
    }
    let allowed = [
        Pool { suspended: true, ..own.clone() },
        Pool { purchase_reference: Some("order 5".into()), ..own.clone() },
        Pool { ends_on: until, ..pool("empty", "sales", Some(0)) },
        Pool { serial_number: None, ..pool("bought apart", "sales", Some(9)) },
    ];
    for fine in allowed {
        load(&book, &Load { pools: vec![fine], ..Load::default() });
    }
    let gone =
        seatbook_core::removal::Removal { pools: vec!["a".into(), "off".into()], ..Default::default() };
    let report = book.remove(&gone, &today()).unwrap();
    assert_eq!(report.refused.len(), 1, "what has no seats can go");
    assert_eq!((report.refused[0].id.as_str(), report.refused[0].status), ("a", Status::Licensed));
    let mut moved = customer();
    moved.licensees[0].org = "other".into();
    let report = book.load(&Load { licensees: moved.licensees, ..Load::default() }, &today()).unwrap();
    assert_eq!(report.refused[0].status, Status::Licensed);
    sound(&book);
}
