//! Records of a committed state as they were decoded. Pools and products are few and asked for with every question, so they are decoded
//! once and not each time. What is kept belongs to one state, which nobody can change, and goes with it: it cannot be stale.

use super::Reader;
use crate::error::Result;
use std::any::Any;
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

/// Records kept at most: some hundred bytes each.
const MOST: usize = 4096;

/// What a committed state keeps decoded.
#[derive(Default)]
pub struct Decoded(RwLock<HashMap<Vec<u8>, Arc<dyn Any + Send + Sync>>>);

impl fmt::Debug for Decoded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Decoded").finish_non_exhaustive()
    }
}

/// What is kept under a key, or else decoded now and kept, if this is a committed state. A key stands for one type.
pub(crate) fn once<T: Any + Send + Sync>(
    reader: &dyn Reader,
    key: &[u8],
    decode: impl FnOnce() -> Result<T>,
) -> Result<Arc<T>> {
    let Some(Decoded(kept)) = reader.decoded() else { return decode().map(Arc::new) };
    let known = kept.read().unwrap_or_else(PoisonError::into_inner).get(key).cloned();
    if let Some(known) = known.and_then(|known| known.downcast().ok()) {
        return Ok(known);
    }
    let decoded = Arc::new(decode()?);
    let mut kept = kept.write().unwrap_or_else(PoisonError::into_inner);
    if kept.len() >= MOST {
        kept.clear();
    }
    kept.insert(key.to_vec(), Arc::<T>::clone(&decoded));
    Ok(decoded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::memory::MemoryStore;
    use crate::store::redb::{RedbStore, StoreOptions};
    use crate::store::{Store, Table, Verdict};

    fn number(reader: &dyn Reader) -> Result<u8> {
        Ok(reader.get(Table::Users, b"n")?.and_then(|value| value.first().copied()).unwrap_or(0))
    }

    /// Whatever is decoded of a state, the next one's is its own, and a write sees what it has written.
    #[test]
    fn nothing_outlives_its_state() {
        let folder = tempfile::tempdir().unwrap();
        let file = RedbStore::create(folder.path().join("book"), &StoreOptions::default()).unwrap();
        for store in [&file as &dyn Store, &MemoryStore::new()] {
            let old = store.snapshot().unwrap();
            for value in 1..4_u8 {
                let before = store.snapshot().unwrap();
                store
                    .write(None, &mut |writer| {
                        let seen =
                            |writer: &dyn Reader| once(writer, b"k", || number(writer)).map(|own| *own);
                        assert_eq!(seen(writer)?, value - 1);
                        writer.put(Table::Users, b"n", &[value])?;
                        assert_eq!(seen(writer)?, value);
                        Ok(Verdict::Commit)
                    })
                    .unwrap();
                let asked = || {
                    store.look(&mut |reader| {
                        assert_eq!(*once(reader, b"k", || number(reader))?, value);
                        Ok(())
                    })
                };
                asked().unwrap();
                asked().unwrap();
                assert_eq!(*once(before.as_ref(), b"k", || number(before.as_ref())).unwrap(), value - 1);
            }
            assert_eq!(*once(old.as_ref(), b"k", || number(old.as_ref())).unwrap(), 0);
        }
    }

    #[test]
    fn no_more_is_kept_than_may_be() {
        let folder = tempfile::tempdir().unwrap();
        let store = RedbStore::create(folder.path().join("book"), &StoreOptions::default()).unwrap();
        let reader = store.snapshot().unwrap();
        for number in 0..2 * MOST + 5 {
            once(reader.as_ref(), &number.to_be_bytes(), || Ok(number)).unwrap();
        }
        let Decoded(kept) = reader.decoded().unwrap();
        assert!(kept.read().unwrap().len() <= MOST);
    }
}
