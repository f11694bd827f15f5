//! A token that stops a request from another thread.

use crate::boundary;
use std::ptr;
use std::sync::atomic::{AtomicBool, Ordering};

/// A token that stops a request from another thread. All its functions may be called from many threads at once.
pub struct seatbook_cancel {
    pub(crate) flag: AtomicBool,
}

/// Makes a token that is not set; free it with seatbook_cancel_free(). NULL only after an internal error.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub extern "C" fn seatbook_cancel_new() -> *mut seatbook_cancel {
    value!(ptr::null_mut(), |_c| boundary::give(seatbook_cancel { flag: AtomicBool::new(false) }))
}

/// Stops every request that runs with this token, and those that are begun with it later. A request that is already
/// writing is not stopped. NULL is ignored.
///
/// Any thread; not for use in signal handlers. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_cancel_set(cancel: *const seatbook_cancel) {
    value!((), |c| {
        if let Some(cancel) = c.optional(cancel) {
            cancel.flag.store(true, Ordering::Relaxed);
        }
    });
}

/// Makes a token usable again after it was set. NULL is ignored.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_cancel_clear(cancel: *const seatbook_cancel) {
    value!((), |c| {
        if let Some(cancel) = c.optional(cancel) {
            cancel.flag.store(false, Ordering::Relaxed);
        }
    });
}

/// Frees a token; NULL is fine.
///
/// No other thread may be using it, and no request running with it. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_cancel_free(cancel: *mut seatbook_cancel) {
    value!((), |c| c.free(cancel));
}
