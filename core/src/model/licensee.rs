//! Who the book keeps licences for.

use super::check_id;
use crate::error::Result;
use serde::{Deserialize, Serialize};

/// An owner and serial number as a vendor knows them, and the org that they stand for: licence files with both are about that org's pools.
/// An org may have several, one for each vendor.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Licensee {
    /// The customer's serial number; unique in the book.
    pub serial_number: String,
    /// Who licences are issued to.
    pub owner: String,
    /// The org whose pools carry the serial number.
    pub org: String,
}

impl Licensee {
    /// Checks what can be checked without the book.
    pub fn check(&self) -> Result<()> {
        check_id("serial number's", &self.serial_number)?;
        check_id("owner's", &self.owner)?;
        check_id("org", &self.org)
    }
}
