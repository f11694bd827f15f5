//! The keys of those whose licence files are taken over: named by the host when it opens the book; by default nobody is trusted.

use crate::error::{Error, Result, Status};
use crate::limits;
use ed25519_dalek::VerifyingKey;
use sha2::{Digest, Sha256};

/// Public keys of vendors.
#[derive(Clone, Debug, Default)]
pub struct LicenceKeys {
    keys: Vec<(String, VerifyingKey)>,
}

impl LicenceKeys {
    /// At most eight raw ed25519 public keys. A weak one is refused: its holder could deny or repeat signatures at will.
    pub fn new(keys: &[[u8; 32]]) -> Result<Self> {
        if keys.len() > limits::LICENCE_KEYS {
            let message = format!("a book is opened with at most {} licence keys", limits::LICENCE_KEYS);
            return Err(Error::new(Status::Limit, message).with("limit", limits::LICENCE_KEYS as u64));
        }
        let known = |bytes: &[u8; 32]| {
            let id = Self::id(bytes);
            let key = VerifyingKey::from_bytes(bytes).ok().filter(|key| !key.is_weak());
            let weak = || {
                let message = format!("licence key `{id}` is no ed25519 public key, or a weak one");
                Error::new(Status::WeakKey, message).with("key", id.as_str())
            };
            key.ok_or_else(weak).map(|key| (id.clone(), key))
        };
        Ok(Self { keys: keys.iter().map(known).collect::<Result<_>>()? })
    }

    /// The id under which files name a key: the first 8 hex digits of its SHA-256.
    pub fn id(key: &[u8; 32]) -> String {
        let sum: [u8; 32] = Sha256::digest(key).into();
        crate::layout::journal::hex(&sum).chars().take(8).collect()
    }

    /// Whether nobody is trusted.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Keys with an id; two may share one.
    pub(super) fn with_id(&self, id: &str) -> Vec<&VerifyingKey> {
        self.keys.iter().filter(|(own, _)| own == id).map(|(_, key)| key).collect()
    }
}
