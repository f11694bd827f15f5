//! What every engine is filled with before it is measured: users of schools in a district, products, and one pool of
//! seats of each product that the district bought.

use seatbook_core::Day;
use seatbook_core::IdList;
use seatbook_core::model::{Org, Pool, Product, Release, User};
use std::sync::Arc;

/// How many schools the users are spread over.
pub const SCHOOLS: u32 = 100;
/// The org that bought the seats.
pub const DISTRICT: &str = "district";
/// Who may have a seat.
pub const ALLOWED: [&str; 2] = ["student", "teacher"];
/// Length of a started seat.
pub const DURATION: &str = "12 months";

/// A product with the pool of its seats.
#[derive(Clone, Debug)]
pub struct Article {
    /// Id of the product; the pool's is the same with `order-` before it.
    pub product: String,
    /// Seats of the pool.
    pub seats: u32,
    /// What becomes of a started seat that is taken back.
    pub release: Release,
}

/// What a book is filled with.
#[derive(Clone, Debug)]
pub struct World {
    /// How many users there are.
    pub users: u32,
    /// Products with their pools.
    pub articles: Vec<Article>,
    /// Whether some users are disabled or of a role that may have no seat: for the test that all engines agree.
    pub mixed: bool,
}

impl World {
    /// Users and the products `maths` and `physics`, with a seat for every user.
    pub fn new(users: u32) -> Self {
        let article =
            |product: &str| Article { product: product.to_owned(), seats: users, release: Release::Reuse };
        Self { users, articles: vec![article("maths"), article("physics")], mixed: false }
    }

    /// The user with a number.
    pub fn user(&self, number: u32) -> User {
        let role = match number % 13 {
            12 if self.mixed => "guest",
            11 => "teacher",
            _ => "student",
        };
        User {
            id: id(number),
            org: school(number % SCHOOLS),
            roles: vec![role.to_owned()],
            country: Some("SE".to_owned()),
            enabled: !(self.mixed && number % 17 == 16),
            ..User::default()
        }
    }

    /// The district and its schools.
    pub fn orgs() -> Vec<Org> {
        let parent = Some(DISTRICT.to_owned());
        let schools = (0..SCHOOLS).map(|n| Org { id: school(n), parent: parent.clone(), ..Org::default() });
        std::iter::once(Org { id: DISTRICT.to_owned(), ..Org::default() }).chain(schools).collect()
    }

    /// The products.
    pub fn products(&self) -> Vec<Product> {
        self.articles
            .iter()
            .map(|article| Product { id: article.product.clone(), ..Product::default() })
            .collect()
    }

    /// A pool of seats of each product.
    pub fn pools(&self) -> Vec<Pool> {
        self.articles
            .iter()
            .map(|article| Pool {
                id: pool(&article.product),
                product: article.product.clone(),
                org: DISTRICT.to_owned(),
                quantity: Some(article.seats),
                allowed_roles: ALLOWED.map(str::to_owned).to_vec(),
                duration: DURATION.parse().ok(),
                release: article.release,
                ..Pool::default()
            })
            .collect()
    }
}

/// The id of a user.
pub fn id(number: u32) -> String {
    format!("user{number:08}@school.example")
}

/// The id of a school.
pub fn school(number: u32) -> String {
    format!("school-{number:03}")
}

/// The id of the pool of a product.
pub fn pool(product: &str) -> String {
    format!("order-{product}")
}

/// The day on which everything happens.
pub fn today() -> Day {
    "2025-08-18".parse().expect("a day")
}

/// The last day of a seat that is started today.
pub fn last_day() -> Day {
    today().last_of(DURATION.parse().expect("a length"))
}

/// The order in which a request names its users.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// By id.
    Sorted,
    /// Shuffled, always in the same way.
    Random,
}

impl Order {
    /// Its word in figures.
    pub const fn word(self) -> &'static str {
        match self {
            Order::Sorted => "sorted",
            Order::Random => "random",
        }
    }
}

/// The ids of users with these numbers.
pub fn ids(numbers: impl IntoIterator<Item = u32>) -> Arc<IdList> {
    Arc::new(numbers.into_iter().map(id).collect())
}

/// The ids of the first users, in some order.
pub fn first_ids(users: u32, order: Order) -> Arc<IdList> {
    match order {
        Order::Sorted => ids(0..users),
        Order::Random => ids(shuffled(users, 1)),
    }
}

/// Every number below `count` once, in an order that looks random and is always the same for a seed.
pub fn shuffled(count: u32, seed: u64) -> Vec<u32> {
    let mut all: Vec<u32> = (0..count).collect();
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    for at in (1..all.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        all.swap(at, (state >> 33) as usize % (at + 1));
    }
    all
}
