//! The boundary: the only file with `unsafe` blocks. Here C pointers become Rust values and panics become statuses.
//!
//! Every exported function opens with `call!` or `value!`. They make a [`Caller`]: proof that the caller of an unsafe
//! function has vouched for its arguments by the header's contract. All that reads or writes through a pointer is a
//! method of `Caller`, so no pointer is touched without that word, and nothing borrowed from the caller outlives the call.

use crate::error::seatbook_error;
use crate::status::seatbook_status;
use crate::text::seatbook_str;
use seatbook_core::{Error, IdList, Result, Status};
use std::any::Any;
use std::ffi::{c_char, c_void};
use std::marker::PhantomData;
use std::mem::{MaybeUninit, offset_of};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::{ptr, slice};

/// A struct that begins with its size: larger than this is garbage, not a newer caller.
const STRUCT_BYTES: usize = 1 << 16;

/// Runs the body of an exported function that returns a status.
macro_rules! call {
    ($err:expr, |$caller:ident| $body:expr) => {{
        // SAFETY: expands in the body of exported functions only. Whoever calls one vouches for its pointers by the
        // header's contract, which is what `vouch` asks for; those that are not unsafe take no pointer.
        let word = unsafe { $crate::boundary::Caller::vouch() };
        $crate::boundary::guard(word, $err, |$caller| $body)
    }};
}

/// Runs the body of an exported function that returns a plain value; after a panic that is `$fallback`.
macro_rules! value {
    ($fallback:expr, |$caller:ident| $body:expr) => {{
        // SAFETY: as in `call!`.
        let word = unsafe { $crate::boundary::Caller::vouch() };
        $crate::boundary::guard_value(word, $fallback, |$caller| $body)
    }};
}

/// The word of the caller of one exported function: its pointers are what the header asks for.
#[derive(Clone, Copy)]
pub(crate) struct Caller<'c>(PhantomData<&'c ()>);

/// A place to which a result is written when all has gone well.
pub(crate) struct Out<'c, T> {
    place: *mut T,
    call: PhantomData<&'c ()>,
}

/// A place for a struct that begins with its size; older callers get the fields they know.
pub(crate) struct OutStruct<'c, T> {
    place: *mut T,
    size: usize,
    call: PhantomData<&'c ()>,
}

/// A C struct whose first field is its size as the caller knows it, and whose zero bytes mean "default".
///
/// # Safety
/// `repr(C)`, first field `size: usize`, all fields integers, raw pointers, optional function pointers, or structs of
/// these, so that any initialised bytes are a valid value; fields are added at the end only.
pub(crate) unsafe trait SizedStruct: Copy {
    /// Its C name, for messages.
    const NAME: &'static str;
    /// Its size when it was first released: what every caller has at least.
    const FIRST: usize = size_of::<Self>();
}

/// A struct that has grown names the first field that was added, in brackets.
macro_rules! sized_structs {
    ($($file:ident::$name:ident $([$added:ident])?)+) => { $(
        const _: () = assert!(offset_of!(crate::$file::$name, size) == 0);
        // SAFETY: `repr(C)`, the size comes first (checked above), and every field is an integer, a raw pointer, an
        // optional function pointer or a `seatbook_str`: see the struct in the file of that name.
        unsafe impl SizedStruct for crate::$file::$name {
            const NAME: &'static str = stringify!($name);
            $(const FIRST: usize = offset_of!(crate::$file::$name, $added);)?
        }
    )+ };
}

sized_structs! {
    book::seatbook_open_options[licence_keys]
    load::seatbook_org
    load::seatbook_product
    load::seatbook_user
    load::seatbook_group
    pool::seatbook_pool[member_cap]
    rules::seatbook_exclusion
    rules::seatbook_prerequisite
    load_report::seatbook_tally
    options::seatbook_options
    request::seatbook_item_options[everything]
    counts::seatbook_counts
    journal::seatbook_head
    journal::seatbook_journal_filter
    holders::seatbook_holder_filter
    users::seatbook_user_filter
    roster::seatbook_roster_options
    user_list::seatbook_user_list_options
}

/// A mistake in the arguments.
pub(crate) fn misuse(status: Status, message: impl Into<String>) -> Error {
    Error::new(status, message)
}

fn is_null(name: &str) -> Error {
    misuse(Status::NullArgument, format!("`{name}` is NULL; pass a value"))
}

fn too_long(name: &str, len: usize, most: usize) -> Error {
    misuse(Status::Limit, format!("`{name}` has length {len}; at most {most} is allowed"))
        .with("limit", u64::try_from(most).unwrap_or(u64::MAX))
}

fn check_aligned<T>(place: *const T, name: &str) -> Result<()> {
    if place.is_aligned() {
        return Ok(());
    }
    Err(misuse(
        Status::InvalidArgument,
        format!("`{name}` is not aligned; pass a pointer to the type that the header names"),
    ))
}

#[allow(clippy::unused_self, reason = "having a `Caller` is the permission to follow a pointer")]
impl<'c> Caller<'c> {
    /// Takes the caller's word.
    ///
    /// # Safety
    /// Every pointer argument of the running call is NULL or what the header's contract asks for, until it returns.
    pub(crate) unsafe fn vouch() -> Self {
        Self(PhantomData)
    }

    /// An object that this library made.
    pub(crate) fn object<T>(self, object: *const T, name: &str) -> Result<&'c T> {
        check_aligned(object, name)?;
        // SAFETY: NULL gives None; otherwise, by the caller's word, an object from this library, not freed, and
        // nobody changes it during the call.
        unsafe { object.as_ref() }.ok_or_else(|| is_null(name))
    }

    /// An object that this library made, or `None` for NULL.
    pub(crate) fn optional<T>(self, object: *const T) -> Option<&'c T> {
        if !object.is_aligned() {
            return None;
        }
        // SAFETY: as in `object`.
        unsafe { object.as_ref() }
    }

    /// An object that this library made, to be changed.
    pub(crate) fn object_mut<T>(self, object: *mut T, name: &str) -> Result<&'c mut T> {
        check_aligned(object, name)?;
        // SAFETY: as in `object`, and by the caller's word no other thread uses it during the call. No exported
        // function asks for two references to one object.
        unsafe { object.as_mut() }.ok_or_else(|| is_null(name))
    }

    /// Ends an object that this library made; NULL is none.
    pub(crate) fn free<T>(self, object: *mut T) {
        if !object.is_null() && object.is_aligned() {
            // SAFETY: by the caller's word it came from `give` and was not freed before.
            drop(unsafe { Box::from_raw(object) });
        }
    }

    /// A place for a result.
    pub(crate) fn out<T>(self, place: *mut T, name: &str) -> Result<Out<'c, T>> {
        if place.is_null() {
            return Err(is_null(name));
        }
        check_aligned(place, name)?;
        Ok(Out { place, call: PhantomData })
    }

    /// A place for a struct that begins with its size.
    pub(crate) fn out_struct<T: SizedStruct>(self, place: *mut T) -> Result<OutStruct<'c, T>> {
        let size = self.size_of(place)?;
        Ok(OutStruct { place, size, call: PhantomData })
    }

    fn size_of<T: SizedStruct>(self, place: *const T) -> Result<usize> {
        if place.is_null() {
            return Err(is_null(T::NAME));
        }
        check_aligned(place, T::NAME)?;
        // SAFETY: not NULL and aligned; the first field is the size, by `SizedStruct`, and readable by the caller's word.
        let size = unsafe { place.cast::<usize>().read() };
        if (T::FIRST..=STRUCT_BYTES).contains(&size) {
            return Ok(size);
        }
        Err(misuse(
            Status::WrongSize,
            format!("`{}.size` is {size}; set it to sizeof({}), here {}", T::NAME, T::NAME, size_of::<T>()),
        ))
    }

    /// Reads a struct from an older or newer caller.
    pub(crate) fn sized<T: SizedStruct>(self, source: *const T) -> Result<T> {
        let theirs = self.size_of(source)?;
        let known = theirs.min(size_of::<T>());
        // SAFETY: by the caller's word `theirs` bytes are readable and initialised; `known` is not more.
        let rest = unsafe { slice::from_raw_parts(source.cast::<u8>().add(known), theirs - known) };
        if rest.iter().any(|byte| *byte != 0) {
            let message = format!(
                "`{}` sets an option that this version of seatbook does not know; leave it 0",
                T::NAME
            );
            return Err(misuse(Status::WrongSize, message));
        }
        let mut own = MaybeUninit::<T>::zeroed();
        // SAFETY: both sides have `known` bytes; `own` is ours alone.
        unsafe { ptr::copy_nonoverlapping(source.cast::<u8>(), own.as_mut_ptr().cast::<u8>(), known) };
        // SAFETY: zeros and the caller's bytes are valid for T, by `SizedStruct`.
        Ok(unsafe { own.assume_init() })
    }

    /// Reads a struct; NULL is all defaults.
    pub(crate) fn sized_or_default<T: SizedStruct>(self, source: *const T) -> Result<T> {
        if source.is_null() {
            // SAFETY: zeros are valid for T, by `SizedStruct`.
            return Ok(unsafe { MaybeUninit::<T>::zeroed().assume_init() });
        }
        self.sized(source)
    }

    /// Reads an array. An absurd count is refused before any of it is touched.
    pub(crate) fn array<T: Copy>(
        self,
        data: *const T,
        count: usize,
        name: &str,
        most: usize,
    ) -> Result<&'c [T]> {
        if count == 0 {
            return Ok(&[]);
        }
        if data.is_null() {
            return Err(is_null(name));
        }
        let most = most.min(isize::MAX.unsigned_abs() / size_of::<T>().max(1));
        if count > most {
            return Err(too_long(name, count, most));
        }
        check_aligned(data, name)?;
        // SAFETY: not NULL, aligned, not longer than any object can be, and readable by the caller's word.
        Ok(unsafe { slice::from_raw_parts(data, count) })
    }

    /// Reads text of at most `most` bytes; NULL is the empty text when its length is 0.
    pub(crate) fn text(self, text: seatbook_str, name: &str, most: usize) -> Result<&'c str> {
        let bytes = self.array(text.data.cast::<u8>(), text.len, name, most)?;
        std::str::from_utf8(bytes).map_err(|error| {
            misuse(Status::InvalidUtf8, format!("`{name}` is not UTF-8 from byte {} on", error.valid_up_to()))
        })
    }

    /// Reads a list of texts into one piece of memory.
    pub(crate) fn ids(
        self,
        data: *const seatbook_str,
        count: usize,
        name: &str,
        most: usize,
    ) -> Result<IdList> {
        let texts = self.array(data, count, name, most)?;
        let mut list = IdList::with_capacity(texts.len(), 0);
        for text in texts {
            list.push(self.text(*text, name, seatbook_core::limits::TARGET_BYTES)?);
        }
        Ok(list)
    }

    /// Reads a short list of texts.
    pub(crate) fn strings(
        self,
        data: *const seatbook_str,
        count: usize,
        name: &str,
        most: usize,
    ) -> Result<Vec<String>> {
        let texts = self.array(data, count, name, most)?;
        texts
            .iter()
            .map(|text| Ok(self.text(*text, name, seatbook_core::limits::TEXT_BYTES)?.to_owned()))
            .collect()
    }

    /// Writes text and its NUL into a buffer of the caller's.
    pub(crate) fn write_c_text(self, text: &str, buffer: *mut c_char, size: usize, name: &str) -> Result<()> {
        if buffer.is_null() {
            return Err(is_null(name));
        }
        if size <= text.len() {
            let message = format!("`{name}` has room for {size} bytes; {} are needed", text.len() + 1);
            return Err(misuse(Status::WrongSize, message));
        }
        // SAFETY: not NULL and `size` bytes are writable by the caller's word, which is more than the text has; the
        // text is ours, so the two do not overlap.
        unsafe {
            ptr::copy_nonoverlapping(text.as_ptr(), buffer.cast::<u8>(), text.len());
            buffer.add(text.len()).write(0);
        }
        Ok(())
    }

    /// The caller's progress function, if there is one.
    pub(crate) fn progress(
        self,
        function: Option<unsafe extern "C" fn(*mut c_void, usize, usize) -> i32>,
        userdata: *mut c_void,
    ) -> Option<Progress<'c>> {
        function.map(|function| Progress { function, userdata, call: PhantomData })
    }
}

impl<T> Out<'_, T> {
    /// Writes the result.
    pub(crate) fn set(self, value: T) {
        // SAFETY: not NULL and aligned (`Caller::out`), and writable by the caller's word.
        unsafe { self.place.write(value) };
    }
}

impl<T> Out<'_, *mut T> {
    /// Hands an object to the caller, who will free it.
    pub(crate) fn give(self, object: T) {
        self.set(give(object));
    }
}

/// Hands an object to the caller, who will free it.
pub(crate) fn give<T>(object: T) -> *mut T {
    Box::into_raw(Box::new(object))
}

impl<T: SizedStruct> OutStruct<'_, T> {
    /// Writes the fields that the caller knows, zeros for those that we do not, and leaves the size as it is.
    pub(crate) fn set(self, value: &T) {
        let skip = size_of::<usize>();
        let known = self.size.min(size_of::<T>());
        let place = self.place.cast::<u8>();
        // SAFETY: by the caller's word `size` bytes are writable at `place`; `skip <= known <= size`, and `value` has
        // at least `known` bytes.
        unsafe {
            let source = ptr::from_ref(value).cast::<u8>();
            ptr::copy_nonoverlapping(source.add(skip), place.add(skip), known - skip);
            ptr::write_bytes(place.add(known), 0, self.size - known);
        }
    }
}

/// Runs a body and turns what comes out of it, a panic too, into a status and an error object. It is compiled into every
/// exported function, so what seldom happens stands elsewhere.
pub(crate) fn guard<F>(word: Caller<'_>, err: *mut *mut seatbook_error, body: F) -> seatbook_status
where
    F: for<'c> FnOnce(Caller<'c>) -> Result<()>,
{
    match catch_unwind(AssertUnwindSafe(|| body(Caller(PhantomData)))) {
        Ok(Ok(())) => seatbook_status::SEATBOOK_OK,
        Ok(Err(error)) => failed(word, err, error),
        Err(panic) => panicked(word, err, panic),
    }
}

#[cold]
#[inline(never)]
fn failed(_word: Caller<'_>, err: *mut *mut seatbook_error, error: Error) -> seatbook_status {
    let status = seatbook_status::from(error.status());
    if !err.is_null() && err.is_aligned() {
        // SAFETY: not NULL and aligned, so writable by the caller's word.
        unsafe { err.write(give(seatbook_error::from(error))) };
    }
    status
}

#[cold]
#[inline(never)]
fn panicked(word: Caller<'_>, err: *mut *mut seatbook_error, panic: Box<dyn Any + Send>) -> seatbook_status {
    let error = Error::internal(panic_text(&*panic));
    drop(panic);
    failed(word, err, error)
}

/// Runs a body that cannot fail; a panic gives the fallback.
pub(crate) fn guard_value<T, F>(_word: Caller<'_>, fallback: T, body: F) -> T
where
    F: for<'c> FnOnce(Caller<'c>) -> T,
{
    match catch_unwind(AssertUnwindSafe(|| body(Caller(PhantomData)))) {
        Ok(value) => value,
        Err(panic) => {
            forget_panic(panic);
            fallback
        }
    }
}

#[cold]
#[inline(never)]
fn forget_panic(panic: Box<dyn Any + Send>) {
    drop(panic);
}

/// What a panic says.
pub(crate) fn panic_text(panic: &(dyn Any + Send)) -> String {
    let text =
        panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    format!("internal error: {}; please report it", text.unwrap_or("no message"))
}

/// Has the system call a function in every child of `fork()`. Whether it will.
pub(crate) fn call_in_forked_children(function: extern "C" fn()) -> bool {
    // SAFETY: a function of this library that takes nothing. It is there as long as the system may call it: glibc forgets
    // the handlers of a library that is unloaded.
    unsafe { libc::pthread_atfork(None, None, Some(function)) == 0 }
}

/// A progress function of the caller's with what is handed to it.
pub(crate) struct Progress<'c> {
    function: unsafe extern "C" fn(*mut c_void, usize, usize) -> i32,
    userdata: *mut c_void,
    call: PhantomData<&'c ()>,
}

impl Progress<'_> {
    /// Calls it; anything but 0 stops the request.
    pub(crate) fn step(&mut self, done: usize, total: usize) -> ControlFlow<()> {
        // SAFETY: by the caller's word the function may be called with its userdata, on this thread, during the call.
        let answer = unsafe { (self.function)(self.userdata, done, total) };
        if answer == 0 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }
}

#[cfg(test)]
mod doors;
#[cfg(test)]
mod tests;
