//! Mistakes on purpose: they show that the tests would see one. Only with the feature `plant`, which nothing that is shipped
//! has; without it none is ever made, and what asks for one is compiled away.

#[cfg(feature = "plant")]
std::thread_local! {
    static PLANTED: std::cell::Cell<&'static str> = const { std::cell::Cell::new("") };
}

/// From now on this thread makes the mistake of that name; with an empty name, none.
#[cfg(feature = "plant")]
pub fn plant(name: &'static str) {
    PLANTED.set(name);
}

/// Whether this thread is to make a mistake.
#[cfg(feature = "plant")]
pub(crate) fn is(name: &str) -> bool {
    PLANTED.get() == name
}

/// No mistake is made.
#[cfg(not(feature = "plant"))]
pub(crate) const fn is(_name: &str) -> bool {
    false
}
