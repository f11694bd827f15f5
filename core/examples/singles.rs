//! Single durable assignments: how long one takes, and how many a second several threads get through one book.
//!
//! `cargo run --release -p seatbook-core --example singles -- [seconds]`
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::indexing_slicing, clippy::cast_precision_loss)]

use seatbook_core::model::{Org, Pool, Product, User};
use seatbook_core::{Book, Day, Item, Load, Op, OpenOptions, Options};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

const USERS: u32 = 200_000;

fn main() {
    let seconds: f64 = std::env::args().nth(1).map_or(2.0, |text| text.parse().unwrap());
    let path = std::env::temp_dir().join(format!("seatbook-singles-{}", std::process::id()));
    let book = Book::create(&path, &OpenOptions::default()).unwrap();
    book.load(&everything(), &today()).unwrap();
    let next = AtomicU32::new(0);
    println!("threads   a second   median    longest");
    for threads in [1, 2, 8, 16] {
        let until = Instant::now() + Duration::from_secs_f64(seconds);
        let mut times: Vec<Duration> = std::thread::scope(|scope| {
            let workers: Vec<_> = (0..threads).map(|_| scope.spawn(|| assign(&book, &next, until))).collect();
            workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
        });
        times.sort_unstable();
        let micros = |time: Duration| time.as_secs_f64() * 1e6;
        println!(
            "{threads:>7} {:>10.0} {:>8.0} µs {:>8.0} µs",
            times.len() as f64 / seconds,
            micros(times[times.len() / 2]),
            micros(*times.last().unwrap())
        );
    }
    assert!(book.verify(None).unwrap().ok);
    book.close().unwrap();
    std::fs::remove_file(&path).unwrap();
}

/// Gives seats to one user after the other until the time is up; answers how long each took.
fn assign(book: &Book, next: &AtomicU32, until: Instant) -> Vec<Duration> {
    let mut times = Vec::new();
    while Instant::now() < until {
        let user = next.fetch_add(7_919, Ordering::Relaxed) % USERS;
        let began = Instant::now();
        book.apply(&Item::users(Op::Assign, [id(user)], &["maths"]).into(), &today()).unwrap();
        times.push(began.elapsed());
    }
    times
}

fn today() -> Options {
    Options::on("2025-08-18".parse::<Day>().unwrap())
}

fn id(number: u32) -> String {
    format!("user{number:06}@school.example")
}

fn everything() -> Load {
    Load {
        orgs: vec![Org { id: "district".into(), ..Org::default() }],
        products: vec![Product { id: "maths".into(), ..Product::default() }],
        users: (0..USERS).map(|n| User { id: id(n), org: "district".into(), ..User::default() }).collect(),
        pools: vec![Pool {
            id: "purchase".into(),
            product: "maths".into(),
            org: "district".into(),
            quantity: Some(USERS),
            ..Pool::default()
        }],
        ..Load::default()
    }
}
