//! One thread assigns the last seats while another takes over a smaller total: never more in use than there are.

use crate::world::*;
use seatbook_core::{Item, Op, Status};
use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, Ordering};

#[test]
fn the_last_seats_are_assigned_while_a_reduction_is_activated() {
    let (mut reduced, mut exceeded) = (0, 0);
    for round in 0..60_u64 {
        let book = book_with(vec![pool("a", "sales", Some(10))]);
        assign(&book, &["u0", "u1", "u2", "u3"], "sales");
        let number = stage(&book, &file(1, vec![line("sales", Some(5))])).activation.activation;
        let (together, done) = (Barrier::new(3), AtomicBool::new(false));
        let activated = std::thread::scope(|scope| {
            let assigning = scope.spawn(|| {
                together.wait();
                for n in 10..20 {
                    let item = Item::users(Op::Assign, [format!("u{n}")], &["sales"]);
                    book.apply(&item.into(), &today()).unwrap();
                }
            });
            let activating = scope.spawn(|| {
                together.wait();
                std::thread::sleep(std::time::Duration::from_micros(round * 13 % 700));
                book.activate(number, &[], &today())
            });
            let watching = scope.spawn(|| {
                together.wait();
                while !done.load(Ordering::SeqCst) {
                    let counts = book.counts("sales", None, today().on).unwrap();
                    assert!(counts.assigned <= counts.total && counts.over == 0, "{counts:?}");
                    assert!(counts.total == 10 || counts.total == 5, "{counts:?}");
                }
            });
            assigning.join().unwrap();
            let activated = activating.join().unwrap();
            done.store(true, Ordering::SeqCst);
            watching.join().unwrap();
            activated
        });
        match activated {
            Ok(_) => {
                reduced += 1;
                assert_eq!(counts(&book, "sales"), (5, 5, 0));
            }
            Err(error) => {
                exceeded += 1;
                assert_eq!(error.status(), Status::StillExceeds);
                assert_eq!(counts(&book, "sales"), (10, 10, 0));
            }
        }
        sound(&book);
    }
    println!("{reduced} times the reduction was first, {exceeded} times the last seats were");
    assert!(reduced > 0 && exceeded > 0, "one of the two always won: nothing was raced");
}

/// Two administrators activate the same file: it is taken over once.
#[test]
fn a_file_is_taken_over_once() {
    for _ in 0..20 {
        let book = book_with(vec![pool("a", "sales", Some(10))]);
        assign(&book, &["u0", "u1", "u2", "u3"], "sales");
        let number = stage(&book, &file(1, vec![line("sales", Some(2))])).activation.activation;
        let together = Barrier::new(2);
        let won = std::thread::scope(|scope| {
            let both = [["u0", "u1"], ["u2", "u3"]].map(|users| {
                let (book, together) = (&book, &together);
                scope.spawn(move || {
                    together.wait();
                    book.activate(number, &[removal("sales", &users)], &today())
                })
            });
            both.map(|one| one.join().unwrap())
        });
        assert_eq!(won.iter().filter(|one| one.is_ok()).count(), 1);
        let lost = won.into_iter().find_map(Result::err).unwrap();
        assert_eq!(lost.status(), Status::NotPending);
        assert_eq!(counts(&book, "sales"), (2, 2, 0));
        sound(&book);
    }
}
