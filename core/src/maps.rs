//! Maps and sets whose keys are numbers that seatbook gives itself. Nobody outside chooses them, so a quick hash is safe; ids and
//! other texts from outside go into the library's own maps.

/// A map by numbers.
pub(crate) type NumberMap<K, V> = rustc_hash::FxHashMap<K, V>;
/// A set of numbers.
pub(crate) type NumberSet<K> = rustc_hash::FxHashSet<K>;
