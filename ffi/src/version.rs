//! Which version is linked.

use std::ffi::c_char;

/// The header's version as one number; seatbook_version_number() tells the library's.
pub const SEATBOOK_VERSION_NUMBER: u32 = 1000;

/// The version of the linked library, such as "0.1.0".
///
/// Static, NUL-terminated. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub extern "C" fn seatbook_version() -> *const c_char {
    concat!(env!("CARGO_PKG_VERSION"), "\0").as_ptr().cast()
}

/// The version of the linked library as SEATBOOK_VERSION_NUMBER counts it: major * 1000000 + minor * 1000 + patch.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub extern "C" fn seatbook_version_number() -> u32 {
    SEATBOOK_VERSION_NUMBER
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_is_the_version() {
        let parts: Vec<u32> =
            env!("CARGO_PKG_VERSION").split('.').map(|part| part.parse().unwrap()).collect();
        assert_eq!(SEATBOOK_VERSION_NUMBER, parts[0] * 1_000_000 + parts[1] * 1000 + parts[2]);
    }
}
