/* seatbook.h: the book of licence seats: who bought how many seats of what, who holds one, since
 * when, until when, and what happened. Made from ffi/src; not edited by hand.
 *
 * THE CONTRACT
 *
 * Calls      Every function that can fail returns a seatbook_status. SEATBOOK_OK means that the
 *            answer is complete; rows that were refused are in it, a refused row is not an error.
 *            On anything else nothing was written to the book (OUTCOME_UNKNOWN excepted: repeat the
 *            same request id) and no out-parameter but the error was touched. Statuses that this
 *            header does not list may come from a newer library; treat them as failures.
 * Errors     The last parameter, out_error, may be NULL. Otherwise it receives an error object when
 *            the call fails and is left alone when it does not; free it with seatbook_error_free().
 *            Besides those a function names, each may return NULL_ARGUMENT, INVALID_UTF8,
 *            WRONG_SIZE, UNKNOWN_NUMBER, LIMIT and INTERNAL; each that takes a book also
 *            INVALID_HANDLE, FORKED and POISONED.
 * Ownership  What a function gives through an out_ pointer or returns as a non-const pointer belongs
 *            to the caller, who frees it once with the function of its type. Freeing NULL is fine.
 *            What is passed in stays the caller's and is only read during the call.
 * Texts      seatbook_str is a pointer and a length, UTF-8, without NUL at the end. As an argument
 *            it need only live for the call. As a result it lives as long as the object it came
 *            from. Names of statuses, outcomes and so on are static and end with NUL.
 * Accessors  Functions that return a value never fail: for NULL, and for an index beyond the end,
 *            they return what their comment says, else 0 or nothing.
 * Days       int32_t days since 1970-01-01, from year 1 to 9999; SEATBOOK_NO_DAY is none. Last days
 *            are inclusive. In structs 0 means "not set". seatbook never reads a clock.
 * Structs    A struct whose first field is `size` must have it set to sizeof by the caller, also
 *            where it is filled by the call; all other fields are 0 for the default. Such structs
 *            grow at the end; others never change. WRONG_SIZE if the size cannot be, or if an option
 *            is set that the library is too old to know.
 * Numbers    Enumerations are passed as int32_t, flags as uint32_t 0 or 1; others: UNKNOWN_NUMBER.
 * Threads    Through a const pointer an object may be used from many threads at once; through
 *            another by one at a time. A book may be used from many threads; writers wait for each
 *            other. Nothing is kept per thread. 128 KiB of stack are enough for every call.
 * Books      A seatbook_book pointer is a number that is looked up, never followed: after close, or
 *            made up, it gives INVALID_HANDLE. All other objects are plain pointers: using one after
 *            it was freed is undefined.
 * fork()     A child gets FORKED for every book of its parent and does not touch its file; it opens
 *            the book itself. The library hears of forks from the system (pthread_atfork), first
 *            asked when a book is opened. Objects that are not books are copied by fork() and may be used and
 *            freed on both sides.
 * Bugs       A bug in seatbook gives INTERNAL, and POISONED from that book until it is closed and
 *            opened again. The library starts no thread, handles no signal, reads no environment
 *            variable, touches no path but those it is given, and uses no network. It prints
 *            nothing, except that the Rust runtime tells of such a bug on standard error.
 * Limits     64 open books; ids 255 bytes; names and codes 4,096; paths 4,096; reason 1,024;
 *            request id 64; 10,000,000 rows in a request; JSON 256 MiB; 4,294,967,294 seats in a
 *            pool; 10,000 members of a rule; 64 different roles; 32 orgs above an org; 10,000 rows on
 *            a page; 8 licence keys; 64 KiB for a licence file. Beyond: LIMIT.
 *
 * Every function says since which version it is there. Within libseatbook.so.0 only additions.
 */


#ifndef SEATBOOK_H
#define SEATBOOK_H

#include <stddef.h>
#include <stdint.h>

/**
 * @def SEATBOOK_API
 * Stands before every function: where it comes from. Define SEATBOOK_STATIC to link the static library.
 */
/* SEATBOOK_NOEXCEPT stands after every function: none throws. */
#if defined(SEATBOOK_STATIC)
#define SEATBOOK_API
#elif defined(_WIN32)
#define SEATBOOK_API __declspec(dllimport)
#elif defined(__GNUC__)
#define SEATBOOK_API __attribute__((visibility("default")))
#else
#define SEATBOOK_API
#endif
#if !defined(SEATBOOK_NOEXCEPT)
#if defined(__cplusplus)
#define SEATBOOK_NOEXCEPT noexcept
#else
#define SEATBOOK_NOEXCEPT
#endif
#endif

/**
 * The header's version as one number; seatbook_version_number() tells the library's.
 */
#define SEATBOOK_VERSION_NUMBER 1000

/**
 * No day.
 */
#define SEATBOOK_NO_DAY INT32_MIN

/**
 * What stands for "as many as wanted" where seats of a line are counted.
 */
#define SEATBOOK_UNLIMITED UINT64_MAX

/**
 * Which of three kinds an outcome is.
 */
enum seatbook_class
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * There is no such outcome.
   */
  SEATBOOK_CLASS_NONE = 0,
  /**
   * The row took effect.
   */
  SEATBOOK_CLASS_CHANGED = 1,
  /**
   * It was so already: success, nothing to do.
   */
  SEATBOOK_CLASS_UNCHANGED = 2,
  /**
   * It was refused; nothing changed for this row.
   */
  SEATBOOK_CLASS_REFUSED = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum seatbook_class seatbook_class;
#else
typedef int32_t seatbook_class;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Whether a call worked, and if not, why. A call whose rows were all refused still returns SEATBOOK_OK.
 *
 * Numbers and words are never changed or reused; callers must accept ones that they do not know.
 */
enum seatbook_status
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * The call worked. A report may still hold refused rows.
   */
  SEATBOOK_OK = 0,
  /**
   * A value makes no sense where it stands; the message says which and why.
   */
  SEATBOOK_INVALID_ARGUMENT = 1,
  /**
   * NULL where a value is needed.
   */
  SEATBOOK_NULL_ARGUMENT = 2,
  /**
   * A text is not UTF-8.
   */
  SEATBOOK_INVALID_UTF8 = 3,
  /**
   * A number that stands for nothing: an enumeration value or option flag that this version does not know.
   */
  SEATBOOK_UNKNOWN_NUMBER = 4,
  /**
   * The `size` field of a struct is not set, or too small, or the struct sets options unknown here.
   */
  SEATBOOK_WRONG_SIZE = 5,
  /**
   * A JSON text does not parse, or has a field that is not known.
   */
  SEATBOOK_INVALID_JSON = 6,
  /**
   * A documented limit would be exceeded; nothing was done.
   */
  SEATBOOK_LIMIT = 7,
  /**
   * A handle that was closed, or never was one.
   */
  SEATBOOK_INVALID_HANDLE = 8,
  /**
   * There is no book (or roster) at the path.
   */
  SEATBOOK_NOT_FOUND = 10,
  /**
   * There is something at the path already; `create` never overwrites.
   */
  SEATBOOK_EXISTS = 11,
  /**
   * Another process or handle has the book open for writing, or the writer was not free in time.
   */
  SEATBOOK_BUSY = 12,
  /**
   * The book could not be read or written; the message carries the system's own words.
   */
  SEATBOOK_IO = 13,
  /**
   * The disk (or quota) is full. Nothing acknowledged is lost.
   */
  SEATBOOK_DISK_FULL = 14,
  /**
   * The book is damaged.
   */
  SEATBOOK_CORRUPT = 15,
  /**
   * The book was written by a newer seatbook.
   */
  SEATBOOK_NEWER = 16,
  /**
   * The file is not a book.
   */
  SEATBOOK_NOT_A_BOOK = 17,
  /**
   * The book was opened for reading only.
   */
  SEATBOOK_READ_ONLY = 18,
  /**
   * The file was replaced or removed while the book was open.
   */
  SEATBOOK_REPLACED = 19,
  /**
   * The book was not closed cleanly: open it once for writing, then for reading.
   */
  SEATBOOK_NEEDS_RECOVERY = 20,
  /**
   * The book is not a descendant of the journal head that was asked for: an older copy was put in place.
   */
  SEATBOOK_ROLLED_BACK = 21,
  /**
   * It is not known whether the operation was committed; repeat it with the same request id.
   */
  SEATBOOK_OUTCOME_UNKNOWN = 22,
  /**
   * The request makes no sense as a whole.
   */
  SEATBOOK_MALFORMED_REQUEST = 30,
  /**
   * The actor may not do this.
   */
  SEATBOOK_NOT_AUTHORIZED = 31,
  /**
   * The request names a product that is not in the book.
   */
  SEATBOOK_UNKNOWN_PRODUCT = 32,
  /**
   * The request names a pool that is not in the book.
   */
  SEATBOOK_UNKNOWN_POOL = 33,
  /**
   * The request names a group that is not in the book.
   */
  SEATBOOK_UNKNOWN_GROUP = 34,
  /**
   * The request names an org that is not in the book.
   */
  SEATBOOK_UNKNOWN_ORG = 35,
  /**
   * The question names a user that is not in the book.
   */
  SEATBOOK_UNKNOWN_USER = 36,
  /**
   * The request id was used before with another body.
   */
  SEATBOOK_REQUEST_REUSED = 37,
  /**
   * The book has changed since the revision that the request expects.
   */
  SEATBOOK_STALE_REVISION = 38,
  /**
   * Stopped by the caller; nothing was written.
   */
  SEATBOOK_CANCELLED = 39,
  /**
   * Seats are in use; give them back first.
   */
  SEATBOOK_IN_USE = 40,
  /**
   * Something with this id or code is in the book already.
   */
  SEATBOOK_DUPLICATE = 41,
  /**
   * The handle was inherited through `fork()`; the child must open the book itself.
   */
  SEATBOOK_FORKED = 50,
  /**
   * An earlier internal error; close the book and open it again.
   */
  SEATBOOK_POISONED = 51,
  /**
   * A licence key is no ed25519 public key, or a weak one; nothing signed with it could be trusted.
   */
  SEATBOOK_WEAK_KEY = 60,
  /**
   * The text is not a licence file, or was cut or changed on its way.
   */
  SEATBOOK_NOT_A_LICENCE_FILE = 61,
  /**
   * The licence file is signed with a key that the book was not opened with.
   */
  SEATBOOK_UNKNOWN_KEY = 62,
  /**
   * The licence file's signature is wrong: it was changed after it was signed.
   */
  SEATBOOK_WRONG_SIGNATURE = 63,
  /**
   * The licence file is signed, but what it says makes no sense.
   */
  SEATBOOK_INVALID_LICENCE = 64,
  /**
   * The licence file is signed, but not written in the one way in which it must be.
   */
  SEATBOOK_NOT_CANONICAL = 65,
  /**
   * The licence file is for another owner or serial number.
   */
  SEATBOOK_OTHER_CUSTOMER = 66,
  /**
   * The licence file is not newer than the one that is active or waits.
   */
  SEATBOOK_OLDER_LICENCE = 67,
  /**
   * The licence file cannot be taken over yet.
   */
  SEATBOOK_LICENCE_NOT_YET_VALID = 68,
  /**
   * The licence file can no longer be taken over.
   */
  SEATBOOK_LICENCE_EXPIRED = 69,
  /**
   * No licence file with this number was ever staged.
   */
  SEATBOOK_UNKNOWN_ACTIVATION = 70,
  /**
   * The licence file does not wait to be activated: it was activated or discarded before.
   */
  SEATBOOK_NOT_PENDING = 71,
  /**
   * The licence file has no line with this id, and does away with none.
   */
  SEATBOOK_UNKNOWN_LINE = 72,
  /**
   * A line's seats in use still exceed its new total; nothing was written.
   */
  SEATBOOK_STILL_EXCEEDS = 73,
  /**
   * More seats would be taken back than the licence file asks for; nothing was written.
   */
  SEATBOOK_TOO_MANY_REMOVALS = 74,
  /**
   * Somebody who shall give a seat back holds none of the line; nothing was written.
   */
  SEATBOOK_NOT_A_HOLDER = 75,
  /**
   * A seat cannot be taken back from somebody who was chosen; nothing was written.
   */
  SEATBOOK_REMOVAL_REFUSED = 76,
  /**
   * An activated licence file says this; only a newer licence file changes it.
   */
  SEATBOOK_LICENSED = 77,
  /**
   * A bug in seatbook. The book is as if the call had not been made.
   */
  SEATBOOK_INTERNAL = 99,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum seatbook_status seatbook_status;
#else
typedef int32_t seatbook_status;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Sorts of things that can be loaded.
 */
enum seatbook_entity
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * There is no such thing.
   */
  SEATBOOK_ENTITY_NONE = 0,
  /**
   * An org.
   */
  SEATBOOK_ENTITY_ORG = 1,
  /**
   * A product.
   */
  SEATBOOK_ENTITY_PRODUCT = 2,
  /**
   * A user.
   */
  SEATBOOK_ENTITY_USER = 3,
  /**
   * A group.
   */
  SEATBOOK_ENTITY_GROUP = 4,
  /**
   * A pool.
   */
  SEATBOOK_ENTITY_POOL = 5,
  /**
   * A member of a group.
   */
  SEATBOOK_ENTITY_MEMBER = 6,
  /**
   * A rule of what must not be held together.
   */
  SEATBOOK_ENTITY_EXCLUSION = 7,
  /**
   * A rule of what needs something else.
   */
  SEATBOOK_ENTITY_PREREQUISITE = 8,
  /**
   * What holds for the whole book.
   */
  SEATBOOK_ENTITY_SETTINGS = 9,
  /**
   * Whom licence files are for.
   */
  SEATBOOK_ENTITY_LICENSEE = 10,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum seatbook_entity seatbook_entity;
#else
typedef int32_t seatbook_entity;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * How an operation went as a whole.
 */
enum seatbook_report_status
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * No row was refused.
   */
  SEATBOOK_REPORT_STATUS_SUCCESS = 0,
  /**
   * Some rows were refused.
   */
  SEATBOOK_REPORT_STATUS_PARTIAL = 1,
  /**
   * Nothing was done because rows were refused.
   */
  SEATBOOK_REPORT_STATUS_FAILED = 2,
  /**
   * Nothing was done because it was only a dry run.
   */
  SEATBOOK_REPORT_STATUS_DRY_RUN = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum seatbook_report_status seatbook_report_status;
#else
typedef int32_t seatbook_report_status;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What a row asks for.
 */
enum seatbook_op
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * There is no such row.
   */
  SEATBOOK_OP_NONE = 0,
  /**
   * Give a seat.
   */
  SEATBOOK_OP_ASSIGN = 1,
  /**
   * Take a seat back.
   */
  SEATBOOK_OP_REVOKE = 2,
  /**
   * Give a started seat that nobody holds.
   */
  SEATBOOK_OP_REUSE = 3,
  /**
   * Begin the time of an assigned seat.
   */
  SEATBOOK_OP_START = 4,
  /**
   * Give a seat of another product for one of this, in one step: nobody is left without either.
   */
  SEATBOOK_OP_SWAP = 5,
  /**
   * Make these the holders: give to those who lack it, take back from everybody else.
   */
  SEATBOOK_OP_SYNC = 6,
  /**
   * Undo an earlier operation, row by row.
   */
  SEATBOOK_OP_UNDO = 7,
  /**
   * Take a wish off the waiting list.
   */
  SEATBOOK_OP_CANCEL = 8,
  /**
   * What another account has becomes this one's. Rows of a merge say so; no item can ask for it.
   */
  SEATBOOK_OP_MERGE = 9,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum seatbook_op seatbook_op;
#else
typedef int32_t seatbook_op;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Who a target or holder is.
 */
enum seatbook_holder_kind
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * A user.
   */
  SEATBOOK_HOLDER_KIND_USER = 0,
  /**
   * A group: its members have access through it.
   */
  SEATBOOK_HOLDER_KIND_GROUP = 1,
  /**
   * An org: its users, or also those of every org below it, have access through it.
   */
  SEATBOOK_HOLDER_KIND_ORG = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum seatbook_holder_kind seatbook_holder_kind;
#else
typedef int32_t seatbook_holder_kind;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What became of a row. 1 to 19 it took effect, 20 to 99 it was so already, 100 and up it was refused.
 *
 * Of several reasons for a refusal the one with the smallest number is reported. Numbers and words are never changed or
 * reused; callers must accept ones that they do not know.
 */
enum seatbook_outcome
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * There is no such row.
   */
  SEATBOOK_OUTCOME_NONE = 0,
  /**
   * A new seat was given.
   */
  SEATBOOK_OUTCOME_ASSIGNED = 1,
  /**
   * A started seat that nobody held was given, with its start and end date.
   */
  SEATBOOK_OUTCOME_REUSED = 2,
  /**
   * The seat's time began to run.
   */
  SEATBOOK_OUTCOME_STARTED = 3,
  /**
   * The seat was taken back and is as new.
   */
  SEATBOOK_OUTCOME_REVOKED = 4,
  /**
   * The started seat was taken back and can be given to somebody else until its end date.
   */
  SEATBOOK_OUTCOME_TO_REUSABLE = 5,
  /**
   * The seat was taken back and is gone, by the pool's terms.
   */
  SEATBOOK_OUTCOME_RETIRED = 6,
  /**
   * The holder keeps the seat; its plans or sources changed.
   */
  SEATBOOK_OUTCOME_UPDATED = 7,
  /**
   * The wish is off the waiting list.
   */
  SEATBOOK_OUTCOME_CANCELLED = 8,
  /**
   * The target has the product already; no seat was used.
   */
  SEATBOOK_OUTCOME_ALREADY_ASSIGNED = 20,
  /**
   * The seat's time runs already.
   */
  SEATBOOK_OUTCOME_ALREADY_STARTED = 21,
  /**
   * The target does not hold the product; there is nothing to take back or start.
   */
  SEATBOOK_OUTCOME_NOT_ASSIGNED = 22,
  /**
   * The same row stands further up in the request; the first one counts.
   */
  SEATBOOK_OUTCOME_DUPLICATE_IN_REQUEST = 100,
  /**
   * There is no such user in the book.
   */
  SEATBOOK_OUTCOME_USER_NOT_FOUND = 101,
  /**
   * The user's account is disabled.
   */
  SEATBOOK_OUTCOME_USER_DISABLED = 102,
  /**
   * No pool of the product belongs to the user's org or an org above it.
   */
  SEATBOOK_OUTCOME_WRONG_ORG = 103,
  /**
   * The user is not a member of the group.
   */
  SEATBOOK_OUTCOME_NOT_IN_GROUP = 104,
  /**
   * The pool is suspended.
   */
  SEATBOOK_OUTCOME_POOL_SUSPENDED = 110,
  /**
   * The pool's seats may not be handed out yet.
   */
  SEATBOOK_OUTCOME_NOT_YET_VALID = 111,
  /**
   * The pool has ended, or its seats may no longer be handed out.
   */
  SEATBOOK_OUTCOME_EXPIRED = 112,
  /**
   * The pool's seats are for another kind of holder.
   */
  SEATBOOK_OUTCOME_KIND_MISMATCH = 113,
  /**
   * The pool's seats are for other roles.
   */
  SEATBOOK_OUTCOME_ROLE_NOT_ALLOWED = 120,
  /**
   * The pool's seats are not for the user's country, or the user has no country and the rule needs one.
   */
  SEATBOOK_OUTCOME_COUNTRY_NOT_ALLOWED = 121,
  /**
   * The user holds something that excludes this.
   */
  SEATBOOK_OUTCOME_MUTUALLY_EXCLUSIVE = 130,
  /**
   * The user must hold another product or plan first.
   */
  SEATBOOK_OUTCOME_DEPENDENCY_MISSING = 131,
  /**
   * The product has no such plan.
   */
  SEATBOOK_OUTCOME_UNKNOWN_PLAN = 132,
  /**
   * No reusable seat has this end date.
   */
  SEATBOOK_OUTCOME_NO_REUSABLE_WITH_END_DATE = 140,
  /**
   * The seat that was asked for is not free.
   */
  SEATBOOK_OUTCOME_SEAT_TAKEN = 141,
  /**
   * No seat is left.
   */
  SEATBOOK_OUTCOME_NO_SEAT_LEFT = 142,
  /**
   * The seat came through a group; take it back from the group.
   */
  SEATBOOK_OUTCOME_INHERITED_FROM_GROUP = 150,
  /**
   * By the pool's terms an assigned seat cannot be taken back.
   */
  SEATBOOK_OUTCOME_NOT_REVOCABLE = 151,
  /**
   * Another product or plan of the user needs this one.
   */
  SEATBOOK_OUTCOME_DEPENDENCY_IN_USE = 152,
  /**
   * The row would have worked, but another row failed and the request was all or nothing.
   */
  SEATBOOK_OUTCOME_ROLLED_BACK = 190,
  /**
   * The seat has moved on since the operation that was to be undone.
   */
  SEATBOOK_OUTCOME_CHANGED_SINCE = 191,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum seatbook_outcome seatbook_outcome;
#else
typedef int32_t seatbook_outcome;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * How a holder came by a seat.
 */
enum seatbook_source_kind
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * There is no such source.
   */
  SEATBOOK_SOURCE_KIND_NONE = 0,
  /**
   * For himself.
   */
  SEATBOOK_SOURCE_KIND_DIRECT = 1,
  /**
   * As a member of a group.
   */
  SEATBOOK_SOURCE_KIND_GROUP = 2,
  /**
   * As a user of an org, or of one below it: by the seat that the org holds.
   */
  SEATBOOK_SOURCE_KIND_ORG = 3,
  /**
   * As a user of an org for which a pool of kind `site` is on.
   */
  SEATBOOK_SOURCE_KIND_SITE = 4,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum seatbook_source_kind seatbook_source_kind;
#else
typedef int32_t seatbook_source_kind;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * The state of a seat on a day.
 */
enum seatbook_seat_state
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * No seat is meant.
   */
  SEATBOOK_SEAT_STATE_NONE = 0,
  /**
   * Nobody has it and its time has not begun.
   */
  SEATBOOK_SEAT_STATE_NEW = 1,
  /**
   * Somebody has it; its time has not begun.
   */
  SEATBOOK_SEAT_STATE_ASSIGNED = 2,
  /**
   * Somebody has it and its time runs.
   */
  SEATBOOK_SEAT_STATE_STARTED = 3,
  /**
   * Its time runs and nobody has it.
   */
  SEATBOOK_SEAT_STATE_REUSABLE = 4,
  /**
   * Taken back for good.
   */
  SEATBOOK_SEAT_STATE_RETIRED = 5,
  /**
   * Its last day has passed.
   */
  SEATBOOK_SEAT_STATE_EXPIRED = 6,
  /**
   * It left the pool when the pool was made smaller.
   */
  SEATBOOK_SEAT_STATE_WITHDRAWN = 7,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum seatbook_seat_state seatbook_seat_state;
#else
typedef int32_t seatbook_seat_state;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What became of a licence file.
 */
enum seatbook_activation_state
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * There is no such file.
   */
  SEATBOOK_ACTIVATION_STATE_NONE = 0,
  /**
   * It waits for somebody to activate or discard it.
   */
  SEATBOOK_ACTIVATION_STATE_PENDING = 1,
  /**
   * Its totals were taken over.
   */
  SEATBOOK_ACTIVATION_STATE_ACTIVATED = 2,
  /**
   * It was dropped, by somebody or by a newer file.
   */
  SEATBOOK_ACTIVATION_STATE_DISCARDED = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum seatbook_activation_state seatbook_activation_state;
#else
typedef int32_t seatbook_activation_state;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What a line of a licence file is about.
 */
enum seatbook_line_kind
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * There is no such line.
   */
  SEATBOOK_LINE_KIND_NONE = 0,
  /**
   * Seats for users.
   */
  SEATBOOK_LINE_KIND_USER = 1,
  /**
   * On for the whole org.
   */
  SEATBOOK_LINE_KIND_SITE = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum seatbook_line_kind seatbook_line_kind;
#else
typedef int32_t seatbook_line_kind;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * How a line of a licence file changes what holds.
 */
enum seatbook_line_change
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * There is no such line.
   */
  SEATBOOK_LINE_CHANGE_NONE = 0,
  /**
   * The product is new.
   */
  SEATBOOK_LINE_CHANGE_ADDED = 1,
  /**
   * The product is gone: the file has no line for it.
   */
  SEATBOOK_LINE_CHANGE_REMOVED = 2,
  /**
   * More seats.
   */
  SEATBOOK_LINE_CHANGE_RAISED = 3,
  /**
   * Fewer seats.
   */
  SEATBOOK_LINE_CHANGE_LOWERED = 4,
  /**
   * As many seats under other terms.
   */
  SEATBOOK_LINE_CHANGE_TERMS = 5,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum seatbook_line_change seatbook_line_change;
#else
typedef int32_t seatbook_line_change;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Why somebody is suggested to give his seat back.
 */
enum seatbook_suggestion_reason
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * He is not suggested.
   */
  SEATBOOK_SUGGESTION_REASON_NONE = 0,
  /**
   * His account is disabled.
   */
  SEATBOOK_SUGGESTION_REASON_DISABLED = 1,
  /**
   * His seat's time has not begun.
   */
  SEATBOOK_SUGGESTION_REASON_NEVER_STARTED = 2,
  /**
   * His seat ends before others.
   */
  SEATBOOK_SUGGESTION_REASON_SOONEST_END = 3,
  /**
   * He got his seat after others.
   */
  SEATBOOK_SUGGESTION_REASON_LAST_ASSIGNED = 4,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum seatbook_suggestion_reason seatbook_suggestion_reason;
#else
typedef int32_t seatbook_suggestion_reason;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Who a seat of a pool is for.
 */
enum seatbook_pool_kind
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * Many seats for users.
   */
  SEATBOOK_POOL_KIND_VOLUME = 0,
  /**
   * One seat for one user.
   */
  SEATBOOK_POOL_KIND_SINGLE = 1,
  /**
   * A seat is for a group.
   */
  SEATBOOK_POOL_KIND_GROUP = 2,
  /**
   * A seat is for one org.
   */
  SEATBOOK_POOL_KIND_SCHOOL = 3,
  /**
   * A seat is for an org and all below it.
   */
  SEATBOOK_POOL_KIND_TENANT = 4,
  /**
   * No seats: on for the whole org.
   */
  SEATBOOK_POOL_KIND_SITE = 5,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum seatbook_pool_kind seatbook_pool_kind;
#else
typedef int32_t seatbook_pool_kind;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * How many of some users have something.
 */
enum seatbook_covered
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * Nobody.
   */
  SEATBOOK_COVERED_NONE = 0,
  /**
   * Some, not all.
   */
  SEATBOOK_COVERED_SOME = 1,
  /**
   * Everybody, and there is somebody.
   */
  SEATBOOK_COVERED_ALL = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum seatbook_covered seatbook_covered;
#else
typedef int32_t seatbook_covered;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What becomes of the seats of users who are no longer enabled.
 */
enum seatbook_leavers
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * They keep their seats.
   */
  SEATBOOK_LEAVERS_KEEP = 0,
  /**
   * All seats of their own are taken back in the same step; what cannot be taken back stays, and the report says so.
   */
  SEATBOOK_LEAVERS_GIVE_BACK = 1,
  /**
   * Whoever holds a seat is refused (IN_USE) and stays enabled.
   */
  SEATBOOK_LEAVERS_REFUSE = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum seatbook_leavers seatbook_leavers;
#else
typedef int32_t seatbook_leavers;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Whether good rows are kept when others fail.
 */
enum seatbook_mode
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * Every row stands alone.
   */
  SEATBOOK_MODE_BEST_EFFORT = 0,
  /**
   * All rows or none.
   */
  SEATBOOK_MODE_ATOMIC = 1,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum seatbook_mode seatbook_mode;
#else
typedef int32_t seatbook_mode;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What stands or falls together when the request is not all or nothing.
 */
enum seatbook_unit
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * Every row stands alone; the two rows of a swap stand together.
   */
  SEATBOOK_UNIT_ROW = 0,
  /**
   * All rows of one user (group, org) or none.
   */
  SEATBOOK_UNIT_USER = 1,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum seatbook_unit seatbook_unit;
#else
typedef int32_t seatbook_unit;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Which seats an assignment may take.
 */
enum seatbook_seat_choice
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * Seats that nobody has started.
   */
  SEATBOOK_SEAT_CHOICE_NEW = 0,
  /**
   * Started seats that nobody holds.
   */
  SEATBOOK_SEAT_CHOICE_REUSE = 1,
  /**
   * Both, the one with the least days left first.
   */
  SEATBOOK_SEAT_CHOICE_AUTO = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum seatbook_seat_choice seatbook_seat_choice;
#else
typedef int32_t seatbook_seat_choice;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * When a seat's time begins to run.
 */
enum seatbook_start_policy
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * When it is assigned.
   */
  SEATBOOK_START_POLICY_ON_ASSIGN = 0,
  /**
   * When the holder first uses it.
   */
  SEATBOOK_START_POLICY_ON_FIRST_USE = 1,
  /**
   * From the delivery, for all seats alike.
   */
  SEATBOOK_START_POLICY_ON_DELIVERY = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum seatbook_start_policy seatbook_start_policy;
#else
typedef int32_t seatbook_start_policy;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What becomes of a started seat that is taken back.
 */
enum seatbook_release
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * It keeps its start and end date and can be given to somebody else.
   */
  SEATBOOK_RELEASE_REUSE = 0,
  /**
   * It is as new.
   */
  SEATBOOK_RELEASE_FRESH = 1,
  /**
   * It is gone.
   */
  SEATBOOK_RELEASE_BURN = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum seatbook_release seatbook_release;
#else
typedef int32_t seatbook_release;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What sort of group.
 */
enum seatbook_group_kind
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * A school class or course.
   */
  SEATBOOK_GROUP_KIND_CLASS = 0,
  /**
   * Any other group.
   */
  SEATBOOK_GROUP_KIND_GROUP = 1,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum seatbook_group_kind seatbook_group_kind;
#else
typedef int32_t seatbook_group_kind;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What a licence file changes: only lines that do change. Immutable; may be read from many threads.
 */
typedef struct seatbook_activation_diff seatbook_activation_diff;

/**
 * Lines that a licence file changes, in the file's order; those that are gone come last. It belongs to a report or diff and is not
 * freed by itself. Immutable; may be read from many threads.
 */
typedef struct seatbook_activation_lines seatbook_activation_lines;

/**
 * What staging, activating, discarding and marking as seen answer. Immutable; may be read from many threads.
 */
typedef struct seatbook_activation_report seatbook_activation_report;

/**
 * What writing down the dates answers: a row for every pool of which something began, by id. Immutable; may be read from many
 * threads.
 */
typedef struct seatbook_advance_report seatbook_advance_report;

/**
 * An open book. The pointer is a number that this library looks up; it may be used from many threads at once.
 */
typedef struct seatbook_book seatbook_book;

/**
 * A product's pools, by id, with their seats by state and end date. Immutable; may be read from many threads.
 */
typedef struct seatbook_breakdown seatbook_breakdown;

/**
 * A token that stops a request from another thread. All its functions may be called from many threads at once.
 */
typedef struct seatbook_cancel seatbook_cancel;

/**
 * Counts of products or orgs, by id. Immutable; may be read from many threads.
 */
typedef struct seatbook_counts_list seatbook_counts_list;

/**
 * Which of some users have which products on a day: a row for every product. Immutable; may be read from many threads.
 */
typedef struct seatbook_coverage seatbook_coverage;

/**
 * Whether a user may use a product on a day, and which of its plans. Immutable; may be read from many threads.
 */
typedef struct seatbook_entitlement seatbook_entitlement;

/**
 * Why a call failed: a status, a sentence, facts for programs. Immutable; may be read from many threads.
 */
typedef struct seatbook_error seatbook_error;

/**
 * A page of holders, by pool and seat. Immutable; may be read from many threads.
 */
typedef struct seatbook_holders seatbook_holders;

/**
 * A page of operations, newest first. Immutable; may be read from many threads.
 */
typedef struct seatbook_journal seatbook_journal;

/**
 * What a user, a group or an org has on a day, by product. Immutable; may be read from many threads.
 */
typedef struct seatbook_licences seatbook_licences;

/**
 * What to put into a book. One thread at a time.
 */
typedef struct seatbook_load seatbook_load;

/**
 * What a load answers. Immutable; may be read from many threads.
 */
typedef struct seatbook_load_report seatbook_load_report;

/**
 * What was odd or wrong in a roster, by file and line. Immutable; may be read from many threads.
 */
typedef struct seatbook_notices seatbook_notices;

/**
 * A page of those who hold seats of a line: as many suggested ones as must give theirs back first, those from whom it cannot be
 * taken back last. Immutable; may be read from many threads.
 */
typedef struct seatbook_reduction seatbook_reduction;

/**
 * What to take out of a book. One thread at a time.
 */
typedef struct seatbook_removal seatbook_removal;

/**
 * What a removal answers. Immutable; may be read from many threads.
 */
typedef struct seatbook_removal_report seatbook_removal_report;

/**
 * What a write answers: one row for every target and product asked for, in request order. Immutable; may be read from
 * many threads.
 */
typedef struct seatbook_report seatbook_report;

/**
 * Rows that are decided together and written in one transaction. One thread at a time; applying does not change it.
 */
typedef struct seatbook_request seatbook_request;

/**
 * New seats of a product, and started ones by end date, soonest first. Immutable; may be read from many threads.
 */
typedef struct seatbook_supply seatbook_supply;

/**
 * A text that the caller owns: an answer in JSON. Immutable.
 */
typedef struct seatbook_text seatbook_text;

/**
 * A list of users as it was read. Immutable; may be read from many threads.
 */
typedef struct seatbook_user_list seatbook_user_list;

/**
 * A page of users, by family name, given name and id. Immutable; may be read from many threads.
 */
typedef struct seatbook_users seatbook_users;

/**
 * What a check of the whole book found. Immutable; may be read from many threads.
 */
typedef struct seatbook_verification seatbook_verification;

/**
 * A page of those who wait, by product and place in the product's queue. Immutable; may be read from many threads.
 */
typedef struct seatbook_waitlist seatbook_waitlist;

/**
 * A calendar day between 0001-01-01 and 9999-12-31, as days since 1970-01-01; or SEATBOOK_NO_DAY.
 */
typedef int32_t seatbook_day;

/**
 * A view of UTF-8 text. It does not end with NUL and may hold NUL bytes.
 *
 * As an argument it need only live for the call; `data` may be NULL when `len` is 0. As a result it lives as long as the
 * object it came from; `data` is NULL where there is nothing, and not NULL where there is the empty text.
 */
typedef struct {
  /**
   * First byte.
   */
  const char *data;
  /**
   * Number of bytes.
   */
  size_t len;
} seatbook_str;

/**
 * How a book is opened. Set `size` to sizeof, all else to 0, then change what you need.
 */
typedef struct {
  /**
   * sizeof(seatbook_open_options) as the caller knows it.
   */
  size_t size;
  /**
   * 1: only read. Other processes may read beside it, and one may write.
   */
  uint32_t read_only;
  /**
   * 1: skip the check of every page, counter and journal record. Fast, but a damaged file can then give wrong answers or
   * end the process.
   */
  uint32_t trusted;
  /**
   * How long to wait for another writer, and in seatbook_book_close() for running calls, before BUSY. 0: 5000; less
   * than 0: not at all.
   */
  int64_t busy_timeout_ms;
  /**
   * Memory for pages, in bytes; 0: 16 MiB.
   */
  uint64_t cache_bytes;
  /**
   * Raw ed25519 public keys of the vendors whose licence files may be taken over: 32 bytes each, one after another. NULL:
   * nobody is trusted. The bytes are copied.
   */
  const uint8_t *licence_keys;
  /**
   * How many keys `licence_keys` holds, at most 8. To change a vendor's key, name both until a file with the new one is
   * active.
   */
  size_t licence_key_count;
} seatbook_open_options;

/**
 * A school, a customer, a department.
 */
typedef struct {
  /**
   * sizeof(seatbook_org) as the caller knows it.
   */
  size_t size;
  /**
   * The host's id.
   */
  seatbook_str id;
  /**
   * What people call it.
   */
  seatbook_str name;
  /**
   * The org above it; empty: none.
   */
  seatbook_str parent;
} seatbook_org;

/**
 * Two texts that belong together: a key and its value, or an id and its name.
 */
typedef struct {
  /**
   * The key or id.
   */
  seatbook_str key;
  /**
   * The value or name.
   */
  seatbook_str value;
} seatbook_pair;

/**
 * Something that is licensed.
 */
typedef struct {
  /**
   * sizeof(seatbook_product) as the caller knows it.
   */
  size_t size;
  /**
   * SKU or GUID.
   */
  seatbook_str id;
  /**
   * What people call it.
   */
  seatbook_str name;
  /**
   * Who makes it.
   */
  seatbook_str provider;
  /**
   * Service plans: ids and names.
   */
  const seatbook_pair *plans;
  /**
   * How many plans.
   */
  size_t plan_count;
  /**
   * Whatever else the host wants to find again; of a key that stands there twice the last value counts.
   */
  const seatbook_pair *metadata;
  /**
   * How many.
   */
  size_t metadata_count;
} seatbook_product;

/**
 * Somebody who may hold a seat.
 */
typedef struct {
  /**
   * sizeof(seatbook_user) as the caller knows it.
   */
  size_t size;
  /**
   * The host's id; compared byte for byte.
   */
  seatbook_str id;
  /**
   * The org the user belongs to.
   */
  seatbook_str org;
  /**
   * Given name.
   */
  seatbook_str given_name;
  /**
   * Family name.
   */
  seatbook_str family_name;
  /**
   * Name to show, if it is not given name and family name.
   */
  seatbook_str display_name;
  /**
   * ISO 3166-1 alpha-2, such as "SE"; empty: none.
   */
  seatbook_str country;
  /**
   * "student", "teacher", "administrator", "staff" or any other word of the host's.
   */
  const seatbook_str *roles;
  /**
   * How many roles.
   */
  size_t role_count;
  /**
   * 1: the account is not in use; the user gets no seat.
   */
  uint32_t disabled;
  /**
   * Leave 0.
   */
  uint32_t reserved;
} seatbook_user;

/**
 * A class, course or department.
 */
typedef struct {
  /**
   * sizeof(seatbook_group) as the caller knows it.
   */
  size_t size;
  /**
   * The host's id.
   */
  seatbook_str id;
  /**
   * The org it belongs to.
   */
  seatbook_str org;
  /**
   * What people call it.
   */
  seatbook_str name;
  /**
   * Ids of its members, in an order that stays.
   */
  const seatbook_str *members;
  /**
   * How many members.
   */
  size_t member_count;
  /**
   * A seatbook_group_kind.
   */
  int32_t kind;
  /**
   * Leave 0.
   */
  uint32_t reserved;
} seatbook_group;

/**
 * Told how far a request is; anything but 0 stops it. It runs on the calling thread, never while a write is in progress. It
 * must return: no longjmp, no exception. It must not close the book.
 */
typedef int32_t (*seatbook_progress_fn)(void *userdata, size_t rows_done, size_t rows_total);

/**
 * What goes with every write. Set `size` to sizeof, all else to 0, then at least `on`.
 */
typedef struct {
  /**
   * sizeof(seatbook_options) as the caller knows it.
   */
  size_t size;
  /**
   * The day on which it happens; must be set (0 is taken for forgotten). seatbook never reads a clock.
   */
  seatbook_day on;
  /**
   * A seatbook_mode: whether good rows are kept when others fail.
   */
  int32_t mode;
  /**
   * 1: only say what would happen.
   */
  uint32_t dry_run;
  /**
   * 1: `at` is set.
   */
  uint32_t has_at;
  /**
   * The instant for the journal, in seconds since 1970-01-01T00:00:00Z.
   */
  int64_t at;
  /**
   * Refuse with STALE_REVISION if the book is at another revision; only if `has_expected_revision` is 1.
   */
  uint64_t expected_revision;
  /**
   * 1: `expected_revision` is set.
   */
  uint32_t has_expected_revision;
  /**
   * A seatbook_unit: what stands or falls together.
   */
  int32_t unit;
  /**
   * Who asks: the host's id of the person or program, for the journal. May be empty.
   */
  seatbook_str actor_id;
  /**
   * "administrator" may do everything, "self" may only give back own seats; empty: administrator.
   */
  seatbook_str actor_role;
  /**
   * Why, for the journal. May be empty.
   */
  seatbook_str reason;
  /**
   * Asking again with the same id and body gives back the first report and changes nothing. Empty: none.
   */
  seatbook_str request_id;
  /**
   * Told how far the request is. May be NULL.
   */
  seatbook_progress_fn progress;
  /**
   * Handed to `progress`.
   */
  void *progress_userdata;
  /**
   * Stops the request from another thread. May be NULL.
   */
  const seatbook_cancel *cancel;
} seatbook_options;

/**
 * What became of the things of one sort.
 */
typedef struct {
  /**
   * sizeof(seatbook_tally) as the caller knows it.
   */
  size_t size;
  /**
   * New in the book.
   */
  uint64_t created;
  /**
   * There already, and changed.
   */
  uint64_t updated;
  /**
   * There already, just so.
   */
  uint64_t unchanged;
  /**
   * Not taken.
   */
  uint64_t refused;
} seatbook_tally;

/**
 * How many members with a role have access through one seat of a group.
 */
typedef struct {
  /**
   * The role.
   */
  seatbook_str role;
  /**
   * How many.
   */
  uint32_t cap;
  /**
   * Leave 0.
   */
  uint32_t reserved;
} seatbook_role_cap;

/**
 * One purchase or delivery of seats of one product for one org. Days that are 0 or SEATBOOK_NO_DAY are absent.
 */
typedef struct {
  /**
   * sizeof(seatbook_pool) as the caller knows it.
   */
  size_t size;
  /**
   * The host's id.
   */
  seatbook_str id;
  /**
   * The product whose seats these are.
   */
  seatbook_str product;
  /**
   * The org that bought them; its users and those of every org below it may have them.
   */
  seatbook_str org;
  /**
   * A seatbook_pool_kind: who a seat is for.
   */
  int32_t kind;
  /**
   * How many seats.
   */
  uint32_t quantity;
  /**
   * 1: as many as wanted; `quantity` is then 0.
   */
  uint32_t unlimited;
  /**
   * A seatbook_start_policy: when a seat's time begins to run.
   */
  int32_t start_policy;
  /**
   * A seatbook_release: what becomes of a started seat that is taken back.
   */
  int32_t release;
  /**
   * 1: a seat cannot be taken back.
   */
  uint32_t not_revocable;
  /**
   * 1: handing out is stopped for now.
   */
  uint32_t suspended;
  /**
   * Day of delivery.
   */
  seatbook_day delivered_on;
  /**
   * First day of use, if later than the day of assigning.
   */
  seatbook_day starts_on;
  /**
   * Last day of every seat, whatever its duration.
   */
  seatbook_day ends_on;
  /**
   * First day on which seats may be handed out.
   */
  seatbook_day redeem_from;
  /**
   * Last day on which seats may be handed out.
   */
  seatbook_day redeem_until;
  /**
   * How long after the delivery a seat may be started by hand, in months; then it starts by itself. 0: see days.
   */
  uint32_t start_within_months;
  /**
   * The same in days; 0 with 0 months: it never starts by itself.
   */
  uint32_t start_within_days;
  /**
   * How long a started seat lasts, in months; 0: see days.
   */
  uint32_t duration_months;
  /**
   * The same in days; 0 with 0 months: it has no duration.
   */
  uint32_t duration_days;
  /**
   * Roles that may hold a seat; none: all.
   */
  const seatbook_str *allowed_roles;
  /**
   * How many.
   */
  size_t allowed_role_count;
  /**
   * Roles whose holders may give back an own seat.
   */
  const seatbook_str *self_removal_roles;
  /**
   * How many.
   */
  size_t self_removal_role_count;
  /**
   * Countries whose users may not hold a seat.
   */
  const seatbook_str *countries_denied;
  /**
   * How many.
   */
  size_t countries_denied_count;
  /**
   * Countries whose users alone may hold a seat; none: all.
   */
  const seatbook_str *countries_allowed;
  /**
   * How many.
   */
  size_t countries_allowed_count;
  /**
   * One key per seat, in the order of seat numbers.
   */
  const seatbook_str *keys;
  /**
   * How many.
   */
  size_t key_count;
  /**
   * The vendor's code; unique in the book, compared without case. Empty: none.
   */
  seatbook_str license_code;
  /**
   * The customer's serial number; empty: none.
   */
  seatbook_str serial_number;
  /**
   * Who the licence was issued to; empty: nobody.
   */
  seatbook_str owner;
  /**
   * The order; empty: none.
   */
  seatbook_str purchase_reference;
  /**
   * Whatever else the host wants to find again.
   */
  const seatbook_pair *metadata;
  /**
   * How many.
   */
  size_t metadata_count;
  /**
   * For kind `group`: how many members of a group have access through one seat, in the group's order; 0: all.
   */
  uint32_t member_cap;
  /**
   * Leave 0.
   */
  uint32_t reserved;
  /**
   * For kind `group`: how many members of each role have access; none: whoever has an allowed role. Of a role that
   * stands there twice the last cap counts.
   */
  const seatbook_role_cap *role_caps;
  /**
   * How many.
   */
  size_t role_cap_count;
} seatbook_pool;

/**
 * How a roster is read. Set `size` to sizeof, all else to 0.
 */
typedef struct {
  /**
   * sizeof(seatbook_roster_options) as the caller knows it.
   */
  size_t size;
  /**
   * "one_roster_1_1", "one_roster_1_2", "school_data_sync_v1", "school_data_sync_v2", "school_data_sync_v2_1", "bildungslogin"
   * or "microsoft_products"; empty: found out from the files.
   */
  seatbook_str format;
  /**
   * "utf-8", "windows-1252", or "guess": a line that is not UTF-8 is Windows-1252. Empty: utf-8 for rosters, guess for products.
   */
  seatbook_str encoding;
  /**
   * The id of an org to put above every org that has none above it, such as the district above its schools; empty is none.
   */
  seatbook_str under;
  /**
   * The teachers of every class become a group whose id is the class's with this behind it; empty: no such groups.
   */
  seatbook_str teachers;
  /**
   * Of a licence list: the org that has bought what names no school. May be empty.
   */
  seatbook_str org;
  /**
   * A seatbook_leavers: what becomes of the seats of users who are not enabled any more.
   */
  int32_t leavers;
  /**
   * 1: the roster lists all users of its orgs; others of these orgs become disabled.
   */
  uint32_t full;
  /**
   * 1: of a catalogue, products and plans go by their part numbers instead of their GUIDs.
   */
  uint32_t part_numbers;
  /**
   * For seatbook_book_load_roster(): most users of a portion; 0 is 100,000.
   */
  uint32_t portion;
} seatbook_roster_options;

/**
 * Plans or products that must not be held together. What is loaded again under the same id takes its place; an empty one
 * excludes nothing.
 */
typedef struct {
  /**
   * sizeof(seatbook_exclusion) as the caller knows it.
   */
  size_t size;
  /**
   * The host's id.
   */
  seatbook_str id;
  /**
   * What people call it.
   */
  seatbook_str name;
  /**
   * Plans of which a user can have one, through whichever products.
   */
  const seatbook_str *plans;
  /**
   * How many.
   */
  size_t plan_count;
  /**
   * Products of which a user can have one.
   */
  const seatbook_str *products;
  /**
   * How many.
   */
  size_t product_count;
} seatbook_exclusion;

/**
 * Something that needs any one of several others. Of several prerequisites of one thing all must be met.
 */
typedef struct {
  /**
   * sizeof(seatbook_prerequisite) as the caller knows it.
   */
  size_t size;
  /**
   * The host's id.
   */
  seatbook_str id;
  /**
   * What people call it.
   */
  seatbook_str name;
  /**
   * The product that needs something; empty if `plan` is set.
   */
  seatbook_str product;
  /**
   * The plan that needs something; empty if `product` is set.
   */
  seatbook_str plan;
  /**
   * Products of which one is enough.
   */
  const seatbook_str *any_of_products;
  /**
   * How many.
   */
  size_t any_of_product_count;
  /**
   * Plans of which one is enough.
   */
  const seatbook_str *any_of_plans;
  /**
   * How many.
   */
  size_t any_of_plan_count;
} seatbook_prerequisite;

/**
 * What an item may ask for beside operation, users and products.
 */
typedef struct {
  /**
   * sizeof(seatbook_item_options) as the caller knows it.
   */
  size_t size;
  /**
   * Only seats of these pools; none: every pool of the product.
   */
  const seatbook_str *pools;
  /**
   * How many pools.
   */
  size_t pool_count;
  /**
   * A seatbook_seat_choice: which seats an assignment may take.
   */
  int32_t seat_choice;
  /**
   * Only a started seat that ends on this day; 0 or SEATBOOK_NO_DAY: any.
   */
  seatbook_day ends_on;
  /**
   * 1: when taking back, whatever the seat came through, instead of only what the item names.
   */
  uint32_t all_sources;
  /**
   * 1: when taking back, instead of naming products: of users everything they have, whatever it came through; of a
   * group's members everything that came through the group.
   */
  uint32_t everything;
  /**
   * This very seat of the one pool in `pools`, by number from 1; 0: any.
   */
  uint32_t seat;
  /**
   * When giving: who comes first when seats are scarce; the higher, the earlier. Equals go by request order.
   */
  int32_t priority;
  /**
   * 1: whoever finds no seat left is kept on the waiting list.
   */
  uint32_t waitlist;
  /**
   * 1: for SEATBOOK_OP_SYNC: those who hold through something else keep their seats.
   */
  uint32_t keep_others;
  /**
   * 1: `disabled_plans` is set, even if there are none.
   */
  uint32_t has_disabled_plans;
  /**
   * Leave 0.
   */
  uint32_t reserved;
  /**
   * When giving: exactly these plans are off. Not set: a holder's plans stay as they are, and a new holder's are on.
   */
  const seatbook_str *disabled_plans;
  /**
   * How many.
   */
  size_t disabled_plan_count;
} seatbook_item_options;

/**
 * How a list of users is read. Set `size` to sizeof, all else to 0.
 */
typedef struct {
  /**
   * sizeof(seatbook_user_list_options) as the caller knows it.
   */
  size_t size;
  /**
   * The name of the column of ids; empty: one whose header tells, such as "id", "username" or "email", or the only one.
   */
  seatbook_str column;
  /**
   * "utf-8", "windows-1252", or "guess": a line that is not UTF-8 is Windows-1252. Empty: guess.
   */
  seatbook_str encoding;
} seatbook_user_list_options;

/**
 * Who shall give back his seat of a line of a licence file.
 */
typedef struct {
  /**
   * The line's id, as seatbook_activation_lines_line() gives it.
   */
  seatbook_str line;
  /**
   * Ids of the users.
   */
  const seatbook_str *holders;
  /**
   * How many they are.
   */
  size_t holder_count;
} seatbook_line_removal;

/**
 * Seats of a product on a day. Always total = assigned + available + retired + expired + upcoming + suspended.
 */
typedef struct {
  /**
   * sizeof(seatbook_counts) as the caller knows it.
   */
  size_t size;
  /**
   * Seats in all. Of an unlimited pool only those that have come into being are counted.
   */
  uint64_t total;
  /**
   * Seats that somebody holds, started or not.
   */
  uint64_t assigned;
  /**
   * Of these, started ones.
   */
  uint64_t started;
  /**
   * Seats that could be handed out that day: new and reusable ones.
   */
  uint64_t available;
  /**
   * Of these, seats whose time has not begun.
   */
  uint64_t new_seats;
  /**
   * Of these, started seats that nobody holds.
   */
  uint64_t reusable;
  /**
   * Seats taken back for good.
   */
  uint64_t retired;
  /**
   * Seats that have ended, and free ones that may no longer be handed out.
   */
  uint64_t expired;
  /**
   * Free seats that may not be handed out yet.
   */
  uint64_t upcoming;
  /**
   * Free seats of suspended pools.
   */
  uint64_t suspended;
  /**
   * Seats in use beyond what was bought.
   */
  uint64_t over;
  /**
   * 1 if a pool without a limit is among them: then there is always a new seat more.
   */
  uint32_t unlimited;
  /**
   * 0.
   */
  uint32_t reserved;
} seatbook_counts;

/**
 * Which holders are asked for: of a product, or of a pool. Set `size` to sizeof, all else to 0, then one of these two and what
 * holders must be like.
 */
typedef struct {
  /**
   * sizeof(seatbook_holder_filter) as the caller knows it.
   */
  size_t size;
  /**
   * Of this product; empty if `pool` is set.
   */
  seatbook_str product;
  /**
   * Of this pool; empty if `product` is set.
   */
  seatbook_str pool;
  /**
   * Only users with this role; empty: any.
   */
  seatbook_str role;
  /**
   * Only users of this org and those below it, groups of these orgs, and these orgs; empty: of all.
   */
  seatbook_str org;
  /**
   * 1: only holders of the kind `holder_kind`.
   */
  uint32_t has_holder_kind;
  /**
   * A seatbook_holder_kind; counts if `has_holder_kind` is 1.
   */
  int32_t holder_kind;
  /**
   * Only seats in this state: SEATBOOK_SEAT_STATE_ASSIGNED or _STARTED; SEATBOOK_SEAT_STATE_NONE: both.
   */
  int32_t state;
  /**
   * Leave 0.
   */
  uint32_t reserved;
} seatbook_holder_filter;

/**
 * The end of the journal's chain. Kept elsewhere, it shows whether an older copy of the book was put in place.
 */
typedef struct {
  /**
   * sizeof(seatbook_head) as the caller knows it.
   */
  size_t size;
  /**
   * Number of the last operation; 0 in a new book.
   */
  uint64_t operation;
  /**
   * Its hash in hex, with a NUL behind it.
   */
  char hash[72];
} seatbook_head;

/**
 * Which operations are asked for. Set `size` to sizeof, all else to 0, then what operations must be like.
 */
typedef struct {
  /**
   * sizeof(seatbook_journal_filter) as the caller knows it.
   */
  size_t size;
  /**
   * Only operations that name this user; empty: any.
   */
  seatbook_str user;
  /**
   * Only operations by this actor, by id; empty: any.
   */
  seatbook_str actor;
  /**
   * Only operations of this kind: "assign", "load" and so on; empty: any.
   */
  seatbook_str kind;
  /**
   * Only operations that changed seats of this pool; empty: any.
   */
  seatbook_str pool;
  /**
   * Only operations that name this seat of the pool, from 1; 0: any.
   */
  uint32_t seat;
  /**
   * Only operations on this day or later; 0 or SEATBOOK_NO_DAY: any.
   */
  seatbook_day from;
  /**
   * Only operations on this day or earlier; 0 or SEATBOOK_NO_DAY: any.
   */
  seatbook_day to;
  /**
   * Leave 0.
   */
  uint32_t reserved;
} seatbook_journal_filter;

/**
 * Which users are asked for. Set `size` to sizeof, all else to 0, then what users must be like.
 */
typedef struct {
  /**
   * sizeof(seatbook_user_filter) as the caller knows it.
   */
  size_t size;
  /**
   * Words that must stand in the names or the id, in any order; case and accents do not matter. Empty: any.
   */
  seatbook_str text;
  /**
   * Only users of this org and those below it; empty: of all.
   */
  seatbook_str org;
  /**
   * Only users with this role; empty: any.
   */
  seatbook_str role;
  /**
   * Only members of this group; empty: any.
   */
  seatbook_str group;
  /**
   * 1: only accounts that are in use if `enabled` is 1, and only others if it is 0.
   */
  uint32_t has_enabled;
  /**
   * Counts if `has_enabled` is 1.
   */
  uint32_t enabled;
} seatbook_user_filter;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * The version of the linked library, such as "0.1.0".
 *
 * Static, NUL-terminated. Any thread. Since 0.1.
 */
SEATBOOK_API const char *seatbook_version(void) SEATBOOK_NOEXCEPT;

/**
 * The version of the linked library as SEATBOOK_VERSION_NUMBER counts it: major * 1000000 + minor * 1000 + patch.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint32_t seatbook_version_number(void)
SEATBOOK_NOEXCEPT;

/**
 * The word of an outcome, such as "assigned", as in JSON and Python; "unknown" for a number that this version does not
 * know.
 *
 * Static, NUL-terminated. Any thread. Since 0.1.
 */
SEATBOOK_API
const char *seatbook_outcome_name(int32_t outcome)
SEATBOOK_NOEXCEPT;

/**
 * Whether an outcome means that the row took effect, was so already, or was refused; SEATBOOK_CLASS_NONE for a number
 * that no outcome can have.
 *
 * Goes by the number, so it is right for outcomes of newer versions too. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_class seatbook_outcome_class(int32_t outcome)
SEATBOOK_NOEXCEPT;

/**
 * The word of a status, such as "busy", as in JSON and Python; "unknown" for a number that this version does not know.
 *
 * Static, NUL-terminated. Any thread. Since 0.1.
 */
SEATBOOK_API
const char *seatbook_status_name(int32_t status)
SEATBOOK_NOEXCEPT;

/**
 * The word of an operation, such as "assign"; "unknown" for a number that this version does not know.
 *
 * Static, NUL-terminated. Any thread. Since 0.1.
 */
SEATBOOK_API
const char *seatbook_op_name(int32_t op)
SEATBOOK_NOEXCEPT;

/**
 * The word of a kind of holder, such as "group"; "unknown" for a number that this version does not know.
 *
 * Static, NUL-terminated. Any thread. Since 0.1.
 */
SEATBOOK_API
const char *seatbook_holder_kind_name(int32_t kind)
SEATBOOK_NOEXCEPT;

/**
 * The word of a seat's state, such as "reusable"; "unknown" for a number that this version does not know.
 *
 * Static, NUL-terminated. Any thread. Since 0.1.
 */
SEATBOOK_API
const char *seatbook_seat_state_name(int32_t state)
SEATBOOK_NOEXCEPT;

/**
 * The word of a report's status, such as "partial"; "unknown" for a number that this version does not know.
 *
 * Static, NUL-terminated. Any thread. Since 0.1.
 */
SEATBOOK_API
const char *seatbook_report_status_name(int32_t status)
SEATBOOK_NOEXCEPT;

/**
 * The word of a sort of thing, such as "user"; "unknown" for a number that this version does not know.
 *
 * Static, NUL-terminated. Any thread. Since 0.1.
 */
SEATBOOK_API
const char *seatbook_entity_name(int32_t entity)
SEATBOOK_NOEXCEPT;

/**
 * The day with this year (1 to 9999), month (1 to 12) and day of the month; SEATBOOK_NO_DAY if there is none.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_day seatbook_day_from_ymd(int32_t year,
                                   uint32_t month,
                                   uint32_t day)
SEATBOOK_NOEXCEPT;

/**
 * Year, month (1 to 12) and day of the month of a day.
 *
 * Any thread. Fails with INVALID_ARGUMENT for SEATBOOK_NO_DAY and days outside the years 1 to 9999. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_day_to_ymd(seatbook_day day,
                                    int32_t *out_year,
                                    uint32_t *out_month,
                                    uint32_t *out_day,
                                    seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * Reads a day written as 2026-08-17.
 *
 * Any thread. Fails with INVALID_ARGUMENT for any other text. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_day_parse(seatbook_str text,
                                   seatbook_day *out_day,
                                   seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * Writes a day as 2026-08-17 and a NUL into a buffer of at least 11 bytes.
 *
 * Any thread. Fails with INVALID_ARGUMENT for SEATBOOK_NO_DAY and WRONG_SIZE for a smaller buffer. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_day_format(seatbook_day day,
                                    char *buffer,
                                    size_t buffer_size,
                                    seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * The status that the call returned; SEATBOOK_OK for NULL.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API seatbook_status seatbook_error_status(const seatbook_error *error) SEATBOOK_NOEXCEPT;

/**
 * One sentence: lower case, no full stop, what was passed in backticks.
 *
 * Lives as long as `error`; nothing for NULL. Any thread. Since 0.1.
 */
SEATBOOK_API seatbook_str seatbook_error_message(const seatbook_error *error) SEATBOOK_NOEXCEPT;

/**
 * The whole error as JSON: `status`, `message`, `details`.
 *
 * Lives as long as `error`; nothing for NULL. Any thread. Since 0.1.
 */
SEATBOOK_API seatbook_str seatbook_error_json(const seatbook_error *error) SEATBOOK_NOEXCEPT;

/**
 * How many facts for programs it has.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API size_t seatbook_error_detail_count(const seatbook_error *error) SEATBOOK_NOEXCEPT;

/**
 * The name of a fact, such as "line" or "limit".
 *
 * Lives as long as `error`; nothing beyond the end. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_error_detail_name(const seatbook_error *error,
                                        size_t index)
SEATBOOK_NOEXCEPT;

/**
 * A fact as text; a number is written out.
 *
 * Lives as long as `error`; nothing beyond the end. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_error_detail_text(const seatbook_error *error,
                                        size_t index)
SEATBOOK_NOEXCEPT;

/**
 * A fact as a number; 0 if it is a text or beyond the end.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_error_detail_number(const seatbook_error *error,
                                      size_t index)
SEATBOOK_NOEXCEPT;

/**
 * Frees an error; NULL is fine.
 *
 * No other thread may be using it. Since 0.1.
 */
SEATBOOK_API void seatbook_error_free(seatbook_error *error) SEATBOOK_NOEXCEPT;

/**
 * The text itself; nothing for NULL.
 *
 * Lives as long as `text`. Any thread. Since 0.1.
 */
SEATBOOK_API seatbook_str seatbook_text_str(const seatbook_text *text) SEATBOOK_NOEXCEPT;

/**
 * Frees a text; NULL is fine.
 *
 * No other thread may be using it. Since 0.1.
 */
SEATBOOK_API void seatbook_text_free(seatbook_text *text) SEATBOOK_NOEXCEPT;

/**
 * Makes a new book at a path and opens it. It never overwrites anything.
 *
 * `options` may be NULL. Close `*out_book` with seatbook_book_close(). Any thread. Fails with EXISTS if there is anything
 * at the path, LIMIT if 64 books are open, WEAK_KEY, IO, DISK_FULL. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_book_create(seatbook_str path,
                                     const seatbook_open_options *options,
                                     seatbook_book **out_book,
                                     seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * Opens a book that is there. It never makes one.
 *
 * `options` may be NULL. Close `*out_book` with seatbook_book_close(). Any thread. Fails with NOT_FOUND, BUSY if another
 * process or handle has it open for writing, NOT_A_BOOK, CORRUPT, NEWER, NEEDS_RECOVERY, IO, LIMIT,
 * WEAK_KEY. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_book_open(seatbook_str path,
                                   const seatbook_open_options *options,
                                   seatbook_book **out_book,
                                   seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * Makes a book in memory, for tests and what-if; it is gone when it is closed.
 *
 * Close `*out_book` with seatbook_book_close(). Any thread. Fails with LIMIT if 64 books are open. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_book_in_memory(seatbook_book **out_book,
                                        seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * Makes a book in memory that trusts the `licence_keys` of the options and waits for writers as they say; it is gone when it is
 * closed.
 *
 * `options` may be NULL; what they say of files has no meaning here. Close `*out_book` with seatbook_book_close(). Any
 * thread. Fails with INVALID_ARGUMENT for `read_only`, WEAK_KEY, LIMIT. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_book_in_memory_with(const seatbook_open_options *options,
                                             seatbook_book **out_book,
                                             seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * Closes a book and lets go of its file. NULL is fine.
 *
 * Any thread. Waits for running calls; fails with BUSY if they do not end within the book's `busy_timeout_ms`, and the
 * book then stays open. Fails with INVALID_HANDLE if it is closed already, FORKED in a child process. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_book_close(seatbook_book *book,
                                    seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * The book's revision: the number of its last operation, 0 when there was none.
 *
 * Any thread. Fails with INVALID_HANDLE, FORKED, POISONED, IO, CORRUPT. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_book_revision(const seatbook_book *book,
                                       uint64_t *out_revision,
                                       seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * Makes a token that is not set; free it with seatbook_cancel_free(). NULL only after an internal error.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_cancel *seatbook_cancel_new(void)
SEATBOOK_NOEXCEPT;

/**
 * Stops every request that runs with this token, and those that are begun with it later. A request that is already
 * writing is not stopped. NULL is ignored.
 *
 * Any thread; not for use in signal handlers. Since 0.1.
 */
SEATBOOK_API
void seatbook_cancel_set(const seatbook_cancel *cancel)
SEATBOOK_NOEXCEPT;

/**
 * Makes a token usable again after it was set. NULL is ignored.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API void seatbook_cancel_clear(const seatbook_cancel *cancel) SEATBOOK_NOEXCEPT;

/**
 * Frees a token; NULL is fine.
 *
 * No other thread may be using it, and no request running with it. Since 0.1.
 */
SEATBOOK_API void seatbook_cancel_free(seatbook_cancel *cancel) SEATBOOK_NOEXCEPT;

/**
 * Starts an empty load; free it with seatbook_load_free(). NULL only after an internal error.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API seatbook_load *seatbook_load_new(void) SEATBOOK_NOEXCEPT;

/**
 * Reads a load document, format seatbook.load/1.
 *
 * Free `*out_load` with seatbook_load_free(). Any thread. Fails with INVALID_JSON (details `line` and `column`), LIMIT.
 * Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_load_from_json(seatbook_str json,
                                        seatbook_load **out_load,
                                        seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * How many things it names: orgs, products, rules, users, groups, pools; 0 for NULL.
 *
 * The load's own thread. Since 0.1.
 */
SEATBOOK_API size_t seatbook_load_len(const seatbook_load *load) SEATBOOK_NOEXCEPT;

/**
 * Adds an org; its texts are copied. A parent may come after its children.
 *
 * The load's own thread. Fails with WRONG_SIZE, INVALID_UTF8, LIMIT; ids are checked when it is loaded. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_load_add_org(seatbook_load *load,
                                      const seatbook_org *org,
                                      seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * Adds a product; its texts are copied.
 *
 * The load's own thread. Fails with WRONG_SIZE, INVALID_UTF8, LIMIT; ids are checked when it is loaded. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_load_add_product(seatbook_load *load,
                                          const seatbook_product *product,
                                          seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * Adds a user; the texts are copied.
 *
 * The load's own thread. Fails with WRONG_SIZE, INVALID_UTF8, UNKNOWN_NUMBER, LIMIT; ids are checked when it is loaded.
 * Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_load_add_user(seatbook_load *load,
                                       const seatbook_user *user,
                                       seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * Adds a group with its members; the texts are copied.
 *
 * The load's own thread. Fails with WRONG_SIZE, INVALID_UTF8, UNKNOWN_NUMBER, LIMIT; ids are checked when it is loaded.
 * Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_load_add_group(seatbook_load *load,
                                        const seatbook_group *group,
                                        seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * Says what becomes of the seats of leavers: users who were enabled (or not in the book) and are not any more. `leavers` is a
 * seatbook_leavers; without this call they keep their seats.
 *
 * The load's own thread. Fails with UNKNOWN_NUMBER. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_load_set_leavers(seatbook_load *load,
                                          int32_t leavers,
                                          seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * With 1, an org of this load that names no parent keeps the one that it has in the book: a roster that does not know of the district
 * above its schools does not cut them off from what the district has bought. Loads that seatbook_load_read_roster() fills do so.
 *
 * `keep` is 0 or 1; without this call such an org has no parent afterwards. The load's own thread. Fails with UNKNOWN_NUMBER. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_load_set_keep_parents(seatbook_load *load,
                                               uint32_t keep,
                                               seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * Adds orgs whose users this load lists in full: an enabled user of one of them who is not in it becomes disabled. The texts are
 * copied.
 *
 * The load's own thread. Fails with INVALID_UTF8, LIMIT; ids are checked when it is loaded. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_load_add_full_orgs(seatbook_load *load,
                                            const seatbook_str *orgs,
                                            size_t count,
                                            seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * Frees a load; NULL is fine.
 *
 * No other thread may be using it. Since 0.1.
 */
SEATBOOK_API void seatbook_load_free(seatbook_load *load) SEATBOOK_NOEXCEPT;

/**
 * Puts a load into the book, or brings up to date what is there; nothing is removed. One transaction. What becomes of the
 * seats of leavers says seatbook_load_set_leavers().
 *
 * Things that cannot be taken are listed in the report and stop nothing. The load is not changed. `options` may not be
 * NULL: the day is needed. Free `*out_report` with seatbook_load_report_free(). Any thread. Fails with NOT_AUTHORIZED,
 * REQUEST_REUSED, STALE_REVISION, CANCELLED, BUSY, READ_ONLY, DISK_FULL, IO. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_book_load(const seatbook_book *book,
                                   const seatbook_load *load,
                                   const seatbook_options *options,
                                   seatbook_load_report **out_report,
                                   seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * Number of the operation in the journal; 0 if it was not journalled (a dry run, or nothing changed).
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_load_report_operation(const seatbook_load_report *report)
SEATBOOK_NOEXCEPT;

/**
 * The request id; the empty text if it had none.
 *
 * Lives as long as `report`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_load_report_request_id(const seatbook_load_report *report)
SEATBOOK_NOEXCEPT;

/**
 * 1 if this is the stored answer to an earlier load with the same request id.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint32_t seatbook_load_report_replayed(const seatbook_load_report *report)
SEATBOOK_NOEXCEPT;

/**
 * 1 if it was only a dry run.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint32_t seatbook_load_report_dry_run(const seatbook_load_report *report)
SEATBOOK_NOEXCEPT;

/**
 * The book's revision after it.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_load_report_revision(const seatbook_load_report *report)
SEATBOOK_NOEXCEPT;

/**
 * The day on which it happened; SEATBOOK_NO_DAY for NULL.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_day seatbook_load_report_on(const seatbook_load_report *report)
SEATBOOK_NOEXCEPT;

/**
 * What became of the things of one sort: SEATBOOK_ENTITY_ORG, _PRODUCT, _USER, _GROUP or _POOL; exclusions, prerequisites
 * and settings are counted together.
 *
 * Set `out_tally->size` first. Any thread. Fails with UNKNOWN_NUMBER, and with INVALID_ARGUMENT for
 * SEATBOOK_ENTITY_MEMBER: members are part of their groups. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_load_report_tally(const seatbook_load_report *report,
                                           int32_t entity,
                                           seatbook_tally *out_tally,
                                           seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * How many things were not taken.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
size_t seatbook_load_report_refused_len(const seatbook_load_report *report)
SEATBOOK_NOEXCEPT;

/**
 * What sort of thing was not taken; SEATBOOK_ENTITY_NONE beyond the end.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_entity seatbook_load_report_refused_entity(const seatbook_load_report *report,
                                                    size_t index)
SEATBOOK_NOEXCEPT;

/**
 * The id of a thing that was not taken, as it was given.
 *
 * Lives as long as `report`; nothing beyond the end. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_load_report_refused_id(const seatbook_load_report *report,
                                             size_t index)
SEATBOOK_NOEXCEPT;

/**
 * The position in its list of a thing that was not taken, from 0; the list's length for a user who is missing in a list that
 * is full; 0 beyond the end.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_load_report_refused_index(const seatbook_load_report *report,
                                            size_t index)
SEATBOOK_NOEXCEPT;

/**
 * Why a thing was not taken, for programs; SEATBOOK_OK beyond the end.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_load_report_refused_status(const seatbook_load_report *report,
                                                    size_t index)
SEATBOOK_NOEXCEPT;

/**
 * Why a thing was not taken, for people.
 *
 * Lives as long as `report`; nothing beyond the end. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_load_report_refused_message(const seatbook_load_report *report,
                                                  size_t index)
SEATBOOK_NOEXCEPT;

/**
 * The seats that it took back, or gave to those who waited, as rows of a report; NULL if there are none.
 *
 * Made on the first call. Lives as long as `report` and is not freed by itself. Any thread. Since 0.1.
 */
SEATBOOK_API
const seatbook_report *seatbook_load_report_rows(const seatbook_load_report *report)
SEATBOOK_NOEXCEPT;

/**
 * The whole report as JSON, format seatbook.load_report/1.
 *
 * Made on the first call. Lives as long as `report`; nothing for NULL. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_load_report_json(const seatbook_load_report *report)
SEATBOOK_NOEXCEPT;

/**
 * Frees a load report; NULL is fine.
 *
 * No other thread may be using it. Since 0.1.
 */
SEATBOOK_API void seatbook_load_report_free(seatbook_load_report *report) SEATBOOK_NOEXCEPT;

/**
 * Adds a pool; its texts are copied.
 *
 * The load's own thread. Fails with WRONG_SIZE, INVALID_UTF8, UNKNOWN_NUMBER, INVALID_ARGUMENT, LIMIT; what needs the
 * book is checked when it is loaded. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_load_add_pool(seatbook_load *load,
                                       const seatbook_pool *pool,
                                       seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * Starts an empty removal; free it with seatbook_removal_free(). NULL only after an internal error.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API seatbook_removal *seatbook_removal_new(void) SEATBOOK_NOEXCEPT;

/**
 * Reads a document of what to remove, format seatbook.remove/1.
 *
 * Free `*out_removal` with seatbook_removal_free(). Any thread. Fails with INVALID_JSON (details `line` and `column`), LIMIT.
 * Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_removal_from_json(seatbook_str json,
                                           seatbook_removal **out_removal,
                                           seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * How many things it names; 0 for NULL.
 *
 * The removal's own thread. Since 0.1.
 */
SEATBOOK_API size_t seatbook_removal_len(const seatbook_removal *removal) SEATBOOK_NOEXCEPT;

/**
 * Adds things of one sort by their ids: SEATBOOK_ENTITY_USER, _GROUP, _POOL, _PRODUCT, _EXCLUSION or _PREREQUISITE. The texts
 * are copied.
 *
 * The removal's own thread. Fails with UNKNOWN_NUMBER, INVALID_UTF8, LIMIT, and with INVALID_ARGUMENT for things that cannot
 * be removed. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_removal_add(seatbook_removal *removal,
                                     int32_t entity,
                                     const seatbook_str *ids,
                                     size_t count,
                                     seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * 1: take back the seats that are in use first, in the same step; 0, the default: what is in use is refused.
 *
 * The removal's own thread. Fails with UNKNOWN_NUMBER. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_removal_set_give_back(seatbook_removal *removal,
                                               uint32_t give_back,
                                               seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * Frees a removal; NULL is fine.
 *
 * No other thread may be using it. Since 0.1.
 */
SEATBOOK_API void seatbook_removal_free(seatbook_removal *removal) SEATBOOK_NOEXCEPT;

/**
 * Takes things out of the book. What is in use is refused, unless its seats are given back in the same step. One
 * transaction.
 *
 * Things that cannot be removed are listed in the report and stop nothing. The removal is not changed. `options` may not be
 * NULL: the day is needed. Free `*out_report` with seatbook_removal_report_free(). Any thread. Fails with NOT_AUTHORIZED,
 * REQUEST_REUSED, STALE_REVISION, CANCELLED, BUSY, READ_ONLY, DISK_FULL, IO. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_book_remove(const seatbook_book *book,
                                     const seatbook_removal *removal,
                                     const seatbook_options *options,
                                     seatbook_removal_report **out_report,
                                     seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * Number of the operation in the journal; 0 if it was not journalled (a dry run, or nothing changed).
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_removal_report_operation(const seatbook_removal_report *report)
SEATBOOK_NOEXCEPT;

/**
 * The request id; the empty text if it had none.
 *
 * Lives as long as `report`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_removal_report_request_id(const seatbook_removal_report *report)
SEATBOOK_NOEXCEPT;

/**
 * 1 if this is the stored answer to an earlier removal with the same request id.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint32_t seatbook_removal_report_replayed(const seatbook_removal_report *report)
SEATBOOK_NOEXCEPT;

/**
 * 1 if it was only a dry run.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint32_t seatbook_removal_report_dry_run(const seatbook_removal_report *report)
SEATBOOK_NOEXCEPT;

/**
 * The book's revision after it.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_removal_report_revision(const seatbook_removal_report *report)
SEATBOOK_NOEXCEPT;

/**
 * The day on which it happened; SEATBOOK_NO_DAY for NULL.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_day seatbook_removal_report_on(const seatbook_removal_report *report)
SEATBOOK_NOEXCEPT;

/**
 * How many things of one sort were removed: SEATBOOK_ENTITY_USER, _GROUP, _POOL, _PRODUCT; exclusions and prerequisites are
 * counted together. 0 for things that cannot be removed.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_removal_report_removed(const seatbook_removal_report *report,
                                         int32_t entity)
SEATBOOK_NOEXCEPT;

/**
 * How many things were not removed.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
size_t seatbook_removal_report_refused_len(const seatbook_removal_report *report)
SEATBOOK_NOEXCEPT;

/**
 * What sort of thing was not removed; SEATBOOK_ENTITY_NONE beyond the end.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_entity seatbook_removal_report_refused_entity(const seatbook_removal_report *report,
                                                       size_t index)
SEATBOOK_NOEXCEPT;

/**
 * The id of a thing that was not removed, as it was given.
 *
 * Lives as long as `report`; nothing beyond the end. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_removal_report_refused_id(const seatbook_removal_report *report,
                                                size_t index)
SEATBOOK_NOEXCEPT;

/**
 * The position in its list of a thing that was not removed, from 0; 0 beyond the end.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_removal_report_refused_index(const seatbook_removal_report *report,
                                               size_t index)
SEATBOOK_NOEXCEPT;

/**
 * Why a thing was not removed, for programs; SEATBOOK_OK beyond the end.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_removal_report_refused_status(const seatbook_removal_report *report,
                                                       size_t index)
SEATBOOK_NOEXCEPT;

/**
 * Why a thing was not removed, for people.
 *
 * Lives as long as `report`; nothing beyond the end. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_removal_report_refused_message(const seatbook_removal_report *report,
                                                     size_t index)
SEATBOOK_NOEXCEPT;

/**
 * The seats that it took back, as rows of a report; NULL if there are none.
 *
 * Made on the first call. Lives as long as `report` and is not freed by itself. Any thread. Since 0.1.
 */
SEATBOOK_API
const seatbook_report *seatbook_removal_report_rows(const seatbook_removal_report *report)
SEATBOOK_NOEXCEPT;

/**
 * The whole report as JSON, format seatbook.removal_report/1.
 *
 * Made on the first call. Lives as long as `report`; nothing for NULL. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_removal_report_json(const seatbook_removal_report *report)
SEATBOOK_NOEXCEPT;

/**
 * Frees a removal report; NULL is fine.
 *
 * No other thread may be using it. Since 0.1.
 */
SEATBOOK_API void seatbook_removal_report_free(seatbook_removal_report *report) SEATBOOK_NOEXCEPT;

/**
 * Reads a roster, licence list or catalogue from a folder, a zip archive or a file, and adds what it says to a load.
 *
 * What it is shows in the files' names and headers. `options` may be NULL. Wrong lines are left out and told; they stop nothing. Free
 * `*out_notices` with seatbook_notices_free(). The load's own thread. Fails with NOT_FOUND, INVALID_ARGUMENT, INVALID_JSON, IO, LIMIT; the
 * load is then as before. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_load_read_roster(seatbook_load *load,
                                          seatbook_str path_name,
                                          const seatbook_roster_options *options,
                                          seatbook_notices **out_notices,
                                          seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * Loads a roster, licence list or catalogue from its files into the book, in portions: it is never in memory as a whole.
 *
 * Nothing is written before all files are read once and found to be in order. Each portion is one transaction and one operation of the
 * journal; if loading is cut off, loading the same roster again goes on. With SEATBOOK_MODE_ATOMIC it is all or nothing. The report is that of
 * all portions together; progress is told for all of it. `roster_options` may be NULL, `options` may not. Free `*out_report` with
 * seatbook_load_report_free() and `*out_notices` with seatbook_notices_free(). Any thread. Fails as seatbook_load_read_roster() and
 * seatbook_book_load() do. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_book_load_roster(const seatbook_book *book,
                                          seatbook_str path_name,
                                          const seatbook_roster_options *roster_options_given,
                                          const seatbook_options *options,
                                          seatbook_load_report **out_report,
                                          seatbook_notices **out_notices,
                                          seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * Reads a folder of Microsoft School Data Sync V1 files and adds its orgs, users and groups to a load.
 *
 * `under` is the id of an org to put above all schools, such as their district; empty is none.
 * Wrong lines are left out and told; they stop nothing. Free `*out_notices` with seatbook_notices_free(). The load's own
 * thread. Fails with NOT_FOUND, IO, LIMIT; the load is then as before. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_load_read_school_data_sync(seatbook_load *load,
                                                    seatbook_str folder,
                                                    seatbook_str under,
                                                    seatbook_notices **out_notices,
                                                    seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * How many notices there are; 0 for NULL.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API size_t seatbook_notices_len(const seatbook_notices *notices) SEATBOOK_NOEXCEPT;

/**
 * What the roster turned out to be, such as "one_roster_1_1"; nothing of a list of users.
 *
 * Lives for ever. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_notices_format(const seatbook_notices *notices)
SEATBOOK_NOEXCEPT;

/**
 * How many lines were left out, or not taken by the book; more than there are notices of if they are very many.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_notices_left_out(const seatbook_notices *notices)
SEATBOOK_NOEXCEPT;

/**
 * The file, as its name in the folder or archive.
 *
 * Lives as long as `notices`; nothing beyond the end. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_notices_file(const seatbook_notices *notices,
                                   size_t index)
SEATBOOK_NOEXCEPT;

/**
 * The line, from 1; the header is line 1. 0 if it is about no line, and beyond the end.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_notices_line(const seatbook_notices *notices,
                               size_t index)
SEATBOOK_NOEXCEPT;

/**
 * The column's name; nothing if it is about the whole line.
 *
 * Lives as long as `notices`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_notices_column(const seatbook_notices *notices,
                                     size_t index)
SEATBOOK_NOEXCEPT;

/**
 * 1 if the line was left out, 0 if it was taken and is only odd.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint32_t seatbook_notices_refused(const seatbook_notices *notices,
                                  size_t index)
SEATBOOK_NOEXCEPT;

/**
 * Why, for people.
 *
 * Lives as long as `notices`; nothing beyond the end. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_notices_message(const seatbook_notices *notices,
                                      size_t index)
SEATBOOK_NOEXCEPT;

/**
 * Frees notices; NULL is fine.
 *
 * No other thread may be using them. Since 0.1.
 */
SEATBOOK_API void seatbook_notices_free(seatbook_notices *notices) SEATBOOK_NOEXCEPT;

/**
 * Adds an exclusion; its texts are copied.
 *
 * The load's own thread. Fails with WRONG_SIZE, INVALID_UTF8, LIMIT; ids are checked when it is loaded. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_load_add_exclusion(seatbook_load *load,
                                            const seatbook_exclusion *exclusion,
                                            seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * Adds a prerequisite; its texts are copied.
 *
 * The load's own thread. Fails with WRONG_SIZE, INVALID_UTF8, LIMIT; what it says is checked when it is loaded. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_load_add_prerequisite(seatbook_load *load,
                                               const seatbook_prerequisite *prerequisite,
                                               seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * Sets the country of users who have none, ISO 3166-1 alpha-2 such as "SE"; the empty text makes that they have none again.
 * Without this call the book keeps what it has.
 *
 * The load's own thread. Fails with INVALID_UTF8, LIMIT; the country is checked when it is loaded. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_load_set_default_country(seatbook_load *load,
                                                  seatbook_str country,
                                                  seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * Starts an empty request; free it with seatbook_request_free(). NULL only after an internal error.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API seatbook_request *seatbook_request_new(void) SEATBOOK_NOEXCEPT;

/**
 * Reads a request with its options, format seatbook.request/1.
 *
 * Free `*out_request` with seatbook_request_free(). Any thread. Fails with INVALID_JSON (details `line` and `column`),
 * MALFORMED_REQUEST, LIMIT. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_request_from_json(seatbook_str json,
                                           seatbook_request **out_request,
                                           seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * The options that a request from JSON carries, to be changed or used for another call.
 *
 * Set `out_options->size` first. Its texts live as long as `request`. The request's own thread. Fails with
 * INVALID_ARGUMENT if the request was not read from JSON. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_request_options(const seatbook_request *request,
                                         seatbook_options *out_options,
                                         seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * How many items it has; 0 for NULL.
 *
 * The request's own thread. Since 0.1.
 */
SEATBOOK_API size_t seatbook_request_len(const seatbook_request *request) SEATBOOK_NOEXCEPT;

/**
 * Adds an item: a row for every user and product, user by user. The texts are copied.
 *
 * `op` is a seatbook_op. `options` may be NULL. The request's own thread. Fails with UNKNOWN_NUMBER, WRONG_SIZE,
 * INVALID_UTF8, LIMIT. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_request_add_users(seatbook_request *request,
                                           int32_t op,
                                           const seatbook_str *users,
                                           size_t user_count,
                                           const seatbook_str *products,
                                           size_t product_count,
                                           const seatbook_item_options *options,
                                           seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * Adds an item about the members of a group: each gets (or gives back) a seat of his own that comes through the group. The
 * texts are copied.
 *
 * `op` is a seatbook_op. `members` names some of the members; NULL with a count of 0 is all. `options` may be NULL. The
 * request's own thread. Fails with UNKNOWN_NUMBER, WRONG_SIZE, INVALID_UTF8, LIMIT. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_request_add_group(seatbook_request *request,
                                           int32_t op,
                                           seatbook_str group,
                                           const seatbook_str *members,
                                           size_t member_count,
                                           const seatbook_str *products,
                                           size_t product_count,
                                           const seatbook_item_options *options,
                                           seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * Adds an item about everybody who holds a seat of a product (of the pools in `options`, if there are any), by pool and
 * seat, whatever it came through. For SEATBOOK_OP_REVOKE and SEATBOOK_OP_START.
 *
 * `options` may be NULL. The request's own thread. Fails with UNKNOWN_NUMBER, WRONG_SIZE, INVALID_UTF8, LIMIT. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_request_add_holders(seatbook_request *request,
                                             int32_t op,
                                             seatbook_str product,
                                             const seatbook_item_options *options,
                                             seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * Adds an item about groups themselves: each holds one seat of a `group` pool, and its members have access through it.
 * The texts are copied.
 *
 * `op` is a seatbook_op. `options` may be NULL. The request's own thread. Fails with UNKNOWN_NUMBER, WRONG_SIZE,
 * INVALID_UTF8, LIMIT. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_request_add_holder_groups(seatbook_request *request,
                                                   int32_t op,
                                                   const seatbook_str *groups,
                                                   size_t group_count,
                                                   const seatbook_str *products,
                                                   size_t product_count,
                                                   const seatbook_item_options *options,
                                                   seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * Adds an item about orgs themselves: each holds one seat of a `school` or `tenant` pool, and its users have access through
 * it. The texts are copied.
 *
 * `op` is a seatbook_op. `options` may be NULL. The request's own thread. Fails with UNKNOWN_NUMBER, WRONG_SIZE,
 * INVALID_UTF8, LIMIT. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_request_add_holder_orgs(seatbook_request *request,
                                                 int32_t op,
                                                 const seatbook_str *orgs,
                                                 size_t org_count,
                                                 const seatbook_str *products,
                                                 size_t product_count,
                                                 const seatbook_item_options *options,
                                                 seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * Adds an item about whoever holds one seat of a pool, whatever it came through. For SEATBOOK_OP_REVOKE and
 * SEATBOOK_OP_START; to give a certain seat to somebody, set `pools` and `seat` in the options of
 * seatbook_request_add_users(). The text is copied.
 *
 * `op` is a seatbook_op, `seat` a number from 1. The request's own thread. Fails with UNKNOWN_NUMBER, INVALID_UTF8,
 * INVALID_ARGUMENT, LIMIT. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_request_add_seat(seatbook_request *request,
                                          int32_t op,
                                          seatbook_str pool,
                                          uint32_t seat,
                                          seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * Adds a swap: for each user a seat of `to` in the place of his seat of `from`, both rows or none. The texts are copied.
 *
 * `options` are about the seat that is given; they may be NULL. The request's own thread. Fails with WRONG_SIZE,
 * UNKNOWN_NUMBER, INVALID_UTF8, LIMIT. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_request_add_swap(seatbook_request *request,
                                          const seatbook_str *users,
                                          size_t user_count,
                                          seatbook_str from,
                                          seatbook_str to,
                                          const seatbook_item_options *options,
                                          seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * Adds the undoing of an earlier operation; it must be the request's only item.
 *
 * The request's own thread. Fails only as every function may. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_request_add_undo(seatbook_request *request,
                                          uint64_t operation,
                                          seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * Frees a request; NULL is fine.
 *
 * No other thread may be using it. Since 0.1.
 */
SEATBOOK_API void seatbook_request_free(seatbook_request *request) SEATBOOK_NOEXCEPT;

/**
 * Reads a list of users from a CSV or text file.
 *
 * One id a line, with or without a header, or a table: values separated by commas, semicolons or tabs, columns found by name. Columns called
 * `product`, `pool` and `ends_on` are taken too, others are ignored; so what seatbook_report_csv() gave can be read again. `options` may
 * be NULL. Wrong lines are left out and told; they stop nothing. Free `*out_list` with seatbook_user_list_free() and `*out_notices`, which have
 * no format, with seatbook_notices_free(). Any thread. Fails with NOT_FOUND, INVALID_ARGUMENT, IO, LIMIT. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_user_list_read(seatbook_str path_name,
                                        const seatbook_user_list_options *options,
                                        seatbook_user_list **out_list,
                                        seatbook_notices **out_notices,
                                        seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * How many lines there are; 0 for NULL.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API size_t seatbook_user_list_len(const seatbook_user_list *list) SEATBOOK_NOEXCEPT;

/**
 * Who is on it, in order, as an array of seatbook_user_list_len() texts for functions that take users; NULL if nobody is.
 *
 * Made on the first call; NULL for NULL. Lives as long as `list`. Any thread. Since 0.1.
 */
SEATBOOK_API
const seatbook_str *seatbook_user_list_ids(const seatbook_user_list *list)
SEATBOOK_NOEXCEPT;

/**
 * Whom a line is about; nothing beyond the end.
 *
 * Lives as long as `list`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_user_list_id(const seatbook_user_list *list,
                                   size_t index)
SEATBOOK_NOEXCEPT;

/**
 * The line in the file, from 1; 0 beyond the end.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_user_list_line(const seatbook_user_list *list,
                                 size_t index)
SEATBOOK_NOEXCEPT;

/**
 * The product that a line names; nothing if it names none.
 *
 * Lives as long as `list`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_user_list_product(const seatbook_user_list *list,
                                        size_t index)
SEATBOOK_NOEXCEPT;

/**
 * The pool that a line names; nothing if it names none.
 *
 * Lives as long as `list`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_user_list_pool(const seatbook_user_list *list,
                                     size_t index)
SEATBOOK_NOEXCEPT;

/**
 * The end date that a line names; SEATBOOK_NO_DAY if it names none.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_day seatbook_user_list_ends_on(const seatbook_user_list *list,
                                        size_t index)
SEATBOOK_NOEXCEPT;

/**
 * Adds items about everybody on a list, in its order. What a line names of product, pool and end date takes the place of `products`
 * and of `pools` and `ends_on` in `options`. The texts are copied.
 *
 * `op` is a seatbook_op. `products` may be NULL with a count of 0 if every line names one; `options` may be NULL. Of a list without
 * anybody nothing is added. The request's own thread. Fails with UNKNOWN_NUMBER, WRONG_SIZE, INVALID_UTF8, LIMIT. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_request_add_list(seatbook_request *request,
                                          int32_t op,
                                          const seatbook_user_list *list,
                                          const seatbook_str *products,
                                          size_t product_count,
                                          const seatbook_item_options *options,
                                          seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * Frees a list; NULL is fine.
 *
 * No other thread may be using it. Since 0.1.
 */
SEATBOOK_API void seatbook_user_list_free(seatbook_user_list *list) SEATBOOK_NOEXCEPT;

/**
 * Writes down what dates have brought about by a day: seats whose time has begun by itself. It is never needed for a right answer,
 * and changes none.
 *
 * `options` may not be NULL: the day is needed. Free `*out_report` with seatbook_advance_report_free(). Any thread. Fails with
 * NOT_AUTHORIZED, REQUEST_REUSED, STALE_REVISION, CANCELLED, BUSY, READ_ONLY, DISK_FULL, IO. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_book_advance(const seatbook_book *book,
                                      const seatbook_options *options,
                                      seatbook_advance_report **out_report,
                                      seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * Number of the operation in the journal; 0 if it was not journalled (a dry run, or nothing began).
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_advance_report_operation(const seatbook_advance_report *report)
SEATBOOK_NOEXCEPT;

/**
 * The request id; the empty text if it had none.
 *
 * Nothing for NULL. Lives as long as `report`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_advance_report_request_id(const seatbook_advance_report *report)
SEATBOOK_NOEXCEPT;

/**
 * 1 if this is the stored answer to an earlier call with the same request id.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint32_t seatbook_advance_report_replayed(const seatbook_advance_report *report)
SEATBOOK_NOEXCEPT;

/**
 * 1 if it was only a dry run.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint32_t seatbook_advance_report_dry_run(const seatbook_advance_report *report)
SEATBOOK_NOEXCEPT;

/**
 * The book's revision after it.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_advance_report_revision(const seatbook_advance_report *report)
SEATBOOK_NOEXCEPT;

/**
 * The day up to which it was written down; SEATBOOK_NO_DAY for NULL.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_day seatbook_advance_report_on(const seatbook_advance_report *report)
SEATBOOK_NOEXCEPT;

/**
 * How many pools there are of which something began; 0 for NULL.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
size_t seatbook_advance_report_len(const seatbook_advance_report *report)
SEATBOOK_NOEXCEPT;

/**
 * A pool.
 *
 * Nothing beyond the end. Lives as long as `report`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_advance_report_pool(const seatbook_advance_report *report,
                                          size_t index)
SEATBOOK_NOEXCEPT;

/**
 * How many seats of a pool started with a holder.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_advance_report_started(const seatbook_advance_report *report,
                                         size_t index)
SEATBOOK_NOEXCEPT;

/**
 * How many seats of a pool started without a holder: they can be reused. Of an unlimited pool only those that have come
 * into being.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_advance_report_reusable(const seatbook_advance_report *report,
                                          size_t index)
SEATBOOK_NOEXCEPT;

/**
 * The whole report as JSON, format seatbook.advance_report/1.
 *
 * Made on the first call; nothing for NULL. Lives as long as `report`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_advance_report_json(const seatbook_advance_report *report)
SEATBOOK_NOEXCEPT;

/**
 * Frees an advance report; NULL is fine.
 *
 * No other thread may be using it. Since 0.1.
 */
SEATBOOK_API void seatbook_advance_report_free(seatbook_advance_report *report) SEATBOOK_NOEXCEPT;

/**
 * Decides a request and writes it down in one transaction. OK means that the report is complete, not that no row was
 * refused.
 *
 * `options` may be NULL for a request from JSON, which carries its own; otherwise they take the place of those. Free
 * `*out_report` with seatbook_report_free(). Any thread; writers wait for each other. Fails, with nothing written, with
 * MALFORMED_REQUEST, NOT_AUTHORIZED, UNKNOWN_PRODUCT, UNKNOWN_POOL, UNKNOWN_GROUP, UNKNOWN_ORG, REQUEST_REUSED,
 * STALE_REVISION, CANCELLED, LIMIT, BUSY, READ_ONLY, DISK_FULL, IO; with OUTCOME_UNKNOWN repeat the same request id.
 * Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_apply(const seatbook_book *book,
                               const seatbook_request *request,
                               const seatbook_options *options,
                               seatbook_report **out_report,
                               seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * seatbook_apply() for a request in JSON with its options, format seatbook.request/1.
 *
 * Free `*out_report` with seatbook_report_free(). Any thread. Fails like seatbook_request_from_json() and
 * seatbook_apply(). Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_apply_json(const seatbook_book *book,
                                    seatbook_str json,
                                    seatbook_report **out_report,
                                    seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * seatbook_apply() for one operation on many users and many products: a row for every user and product, user by user.
 *
 * `op` is a seatbook_op. Free `*out_report` with seatbook_report_free(). Any thread. Fails with UNKNOWN_NUMBER,
 * INVALID_UTF8 and like seatbook_apply(). Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_apply_users(const seatbook_book *book,
                                     int32_t op,
                                     const seatbook_str *users,
                                     size_t user_count,
                                     const seatbook_str *products,
                                     size_t product_count,
                                     const seatbook_item_options *item_options,
                                     const seatbook_options *options,
                                     seatbook_report **out_report,
                                     seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * seatbook_apply() for one operation on the members of a group, or on some of them.
 *
 * `op` is a seatbook_op; `members` NULL with a count of 0 is all members. Free `*out_report` with seatbook_report_free().
 * Any thread. Fails with UNKNOWN_NUMBER, INVALID_UTF8 and like seatbook_apply(). Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_apply_group(const seatbook_book *book,
                                     int32_t op,
                                     seatbook_str group,
                                     const seatbook_str *members,
                                     size_t member_count,
                                     const seatbook_str *products,
                                     size_t product_count,
                                     const seatbook_item_options *item_options,
                                     const seatbook_options *options,
                                     seatbook_report **out_report,
                                     seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * Makes two accounts of one person one: what `from` holds moves to `into` with its dates; what both hold is given back once.
 * Memberships are joined. `from` is removed when nothing is left with him, and stays, disabled, otherwise.
 *
 * `options` may not be NULL: the day is needed. Free `*out_report` with seatbook_report_free(). Any thread. Fails with
 * UNKNOWN_USER, INVALID_ARGUMENT, and like seatbook_apply(). Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_book_merge(const seatbook_book *book,
                                    seatbook_str from,
                                    seatbook_str into,
                                    const seatbook_options *options,
                                    seatbook_report **out_report,
                                    seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * Gives one user a seat of one product: seatbook_apply() with one row.
 *
 * Free `*out_report` with seatbook_report_free(). Any thread. Fails like seatbook_apply(). Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_assign(const seatbook_book *book,
                                seatbook_str user,
                                seatbook_str product,
                                const seatbook_options *options,
                                seatbook_report **out_report,
                                seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * Takes one user's seat of one product back: seatbook_apply() with one row.
 *
 * Free `*out_report` with seatbook_report_free(). Any thread. Fails like seatbook_apply(). Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_revoke(const seatbook_book *book,
                                seatbook_str user,
                                seatbook_str product,
                                const seatbook_options *options,
                                seatbook_report **out_report,
                                seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * Gives one user a started seat that nobody holds: seatbook_apply() with one row.
 *
 * Free `*out_report` with seatbook_report_free(). Any thread. Fails like seatbook_apply(). Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_reuse(const seatbook_book *book,
                               seatbook_str user,
                               seatbook_str product,
                               const seatbook_options *options,
                               seatbook_report **out_report,
                               seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * Begins the time of one user's seat (first use): seatbook_apply() with one row.
 *
 * Free `*out_report` with seatbook_report_free(). Any thread. Fails like seatbook_apply(). Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_start(const seatbook_book *book,
                               seatbook_str user,
                               seatbook_str product,
                               const seatbook_options *options,
                               seatbook_report **out_report,
                               seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * The stored report of an operation on rows.
 *
 * Free `*out_report` with seatbook_report_free(). Any thread. Fails with INVALID_ARGUMENT if there is no such operation. Since
 * 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_book_report(const seatbook_book *book,
                                     uint64_t operation,
                                     seatbook_report **out_report,
                                     seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * Number of the operation in the journal; 0 if it was not journalled (a dry run, or nothing changed).
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_report_operation(const seatbook_report *report)
SEATBOOK_NOEXCEPT;

/**
 * The request id; the empty text if it had none.
 *
 * Lives as long as `report`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_report_request_id(const seatbook_report *report)
SEATBOOK_NOEXCEPT;

/**
 * 1 if this is the stored answer to an earlier request with the same id.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API uint32_t seatbook_report_replayed(const seatbook_report *report) SEATBOOK_NOEXCEPT;

/**
 * How it went as a whole; failed for NULL.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_report_status seatbook_report_overall_status(const seatbook_report *report)
SEATBOOK_NOEXCEPT;

/**
 * The book's revision after it.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API uint64_t seatbook_report_revision(const seatbook_report *report) SEATBOOK_NOEXCEPT;

/**
 * The day on which it happened; SEATBOOK_NO_DAY for NULL.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API seatbook_day seatbook_report_on(const seatbook_report *report) SEATBOOK_NOEXCEPT;

/**
 * How many rows were asked for.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API uint64_t seatbook_report_requested(const seatbook_report *report) SEATBOOK_NOEXCEPT;

/**
 * How many rows took effect.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API uint64_t seatbook_report_changed(const seatbook_report *report) SEATBOOK_NOEXCEPT;

/**
 * How many rows were so already.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API uint64_t seatbook_report_unchanged(const seatbook_report *report) SEATBOOK_NOEXCEPT;

/**
 * How many rows were refused.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API uint64_t seatbook_report_failed(const seatbook_report *report) SEATBOOK_NOEXCEPT;

/**
 * How many warnings there are.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API size_t seatbook_report_warning_count(const seatbook_report *report) SEATBOOK_NOEXCEPT;

/**
 * A warning as a word for programs, such as "starts_later".
 *
 * Nothing beyond the end. Lives as long as `report`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_report_warning_code(const seatbook_report *report,
                                          size_t index)
SEATBOOK_NOEXCEPT;

/**
 * The pool that a warning is about.
 *
 * Nothing beyond the end. Lives as long as `report`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_report_warning_pool(const seatbook_report *report,
                                          size_t index)
SEATBOOK_NOEXCEPT;

/**
 * A warning as a sentence for people.
 *
 * Nothing beyond the end. Lives as long as `report`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_report_warning_message(const seatbook_report *report,
                                             size_t index)
SEATBOOK_NOEXCEPT;

/**
 * How many products are short.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
size_t seatbook_report_shortfall_count(const seatbook_report *report)
SEATBOOK_NOEXCEPT;

/**
 * A product that has too few seats for the demand.
 *
 * Nothing beyond the end. Lives as long as `report`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_report_shortfall_product(const seatbook_report *report,
                                               size_t index)
SEATBOOK_NOEXCEPT;

/**
 * Eligible users who did not have a short product. 0 beyond the end.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_report_shortfall_needed(const seatbook_report *report,
                                          size_t index)
SEATBOOK_NOEXCEPT;

/**
 * Seats of a short product that they could be given. 0 beyond the end.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_report_shortfall_available(const seatbook_report *report,
                                             size_t index)
SEATBOOK_NOEXCEPT;

/**
 * How many seats of a short product are missing. 0 beyond the end.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_report_shortfall_missing(const seatbook_report *report,
                                           size_t index)
SEATBOOK_NOEXCEPT;

/**
 * The whole report as JSON, format seatbook.report/1.
 *
 * Made on the first call; nothing for NULL. Lives as long as `report`. Any thread. Since 0.1.
 */
SEATBOOK_API seatbook_str seatbook_report_json(const seatbook_report *report) SEATBOOK_NOEXCEPT;

/**
 * The rows that were asked for as a table for spreadsheets: CSV with a header, a line for each row, its sentence last.
 *
 * Lines end in CR LF. A cell that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, a tabulator or a carriage return) gets an
 * apostrophe in front. seatbook_user_list_read() reads such a table. Made on the first call; nothing for NULL. Lives as long as `report`. Any
 * thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_report_csv(const seatbook_report *report)
SEATBOOK_NOEXCEPT;

/**
 * Frees a report; NULL is fine.
 *
 * No other thread may be using it. Since 0.1.
 */
SEATBOOK_API void seatbook_report_free(seatbook_report *report) SEATBOOK_NOEXCEPT;

/**
 * How many rows were asked for; 0 for NULL.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API size_t seatbook_report_len(const seatbook_report *report) SEATBOOK_NOEXCEPT;

/**
 * How many rows there are beyond those that were asked for: those who waited, and got a seat that this freed, in the order of
 * the waiting list. They follow the others: their indexes begin at seatbook_report_len().
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
size_t seatbook_report_from_waitlist_len(const seatbook_report *report)
SEATBOOK_NOEXCEPT;

/**
 * What a row asked for; SEATBOOK_OP_NONE beyond the end.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_op seatbook_report_row_op(const seatbook_report *report,
                                   size_t index)
SEATBOOK_NOEXCEPT;

/**
 * Whom a row is about.
 *
 * Nothing beyond the end. Lives as long as `report`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_report_row_target(const seatbook_report *report,
                                        size_t index)
SEATBOOK_NOEXCEPT;

/**
 * Whether a row's target is a user, a group or an org; a user beyond the end.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_holder_kind seatbook_report_row_holder_kind(const seatbook_report *report,
                                                     size_t index)
SEATBOOK_NOEXCEPT;

/**
 * Which product a row is about.
 *
 * Nothing beyond the end. Lives as long as `report`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_report_row_product(const seatbook_report *report,
                                         size_t index)
SEATBOOK_NOEXCEPT;

/**
 * What became of a row; SEATBOOK_OUTCOME_NONE beyond the end.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_outcome seatbook_report_row_outcome(const seatbook_report *report,
                                             size_t index)
SEATBOOK_NOEXCEPT;

/**
 * The pool of a row's seat; nothing if the row is about no seat.
 *
 * Lives as long as `report`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_report_row_seat_pool(const seatbook_report *report,
                                           size_t index)
SEATBOOK_NOEXCEPT;

/**
 * The number of a row's seat in its pool, from 1; 0 if the row is about no seat.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint32_t seatbook_report_row_seat_number(const seatbook_report *report,
                                         size_t index)
SEATBOOK_NOEXCEPT;

/**
 * The key of a row's seat; nothing if the pool has no keys.
 *
 * Lives as long as `report`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_report_row_seat_key(const seatbook_report *report,
                                          size_t index)
SEATBOOK_NOEXCEPT;

/**
 * The day the seat's time began; SEATBOOK_NO_DAY if it has not.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_day seatbook_report_row_started_on(const seatbook_report *report,
                                            size_t index)
SEATBOOK_NOEXCEPT;

/**
 * The seat's last day; SEATBOOK_NO_DAY if it has none.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_day seatbook_report_row_ends_on(const seatbook_report *report,
                                         size_t index)
SEATBOOK_NOEXCEPT;

/**
 * How many plans of the target are switched off.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
size_t seatbook_report_row_disabled_plan_count(const seatbook_report *report,
                                               size_t index)
SEATBOOK_NOEXCEPT;

/**
 * A plan that is switched off, by its number from 0.
 *
 * Nothing beyond the end. Lives as long as `report`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_report_row_disabled_plan(const seatbook_report *report,
                                               size_t index,
                                               size_t number)
SEATBOOK_NOEXCEPT;

/**
 * How the holder comes by the seat: "direct", or "group:", "org:" or "site:" and the id of the group, org or pool; nothing if
 * there is no seat.
 *
 * Lives as long as `report`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_report_row_source(const seatbook_report *report,
                                        size_t index)
SEATBOOK_NOEXCEPT;

/**
 * The group that the seat comes through; nothing if it comes through none.
 *
 * Lives as long as `report`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_report_row_source_group(const seatbook_report *report,
                                              size_t index)
SEATBOOK_NOEXCEPT;

/**
 * How the holder comes by the seat, for programs; SEATBOOK_SOURCE_KIND_NONE if there is no seat.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_source_kind seatbook_report_row_source_kind(const seatbook_report *report,
                                                     size_t index)
SEATBOOK_NOEXCEPT;

/**
 * The group, org or pool that the seat comes through; nothing if it is direct.
 *
 * Lives as long as `report`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_report_row_source_id(const seatbook_report *report,
                                           size_t index)
SEATBOOK_NOEXCEPT;

/**
 * The state of the seat before; SEATBOOK_SEAT_STATE_NONE if there is none.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_seat_state seatbook_report_row_previous_state(const seatbook_report *report,
                                                       size_t index)
SEATBOOK_NOEXCEPT;

/**
 * Another product that stands in the way of a row.
 *
 * Nothing if there is none. Lives as long as `report`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_report_row_in_the_way_product(const seatbook_report *report,
                                                    size_t index)
SEATBOOK_NOEXCEPT;

/**
 * A plan that stands in the way of a row.
 *
 * Nothing if there is none. Lives as long as `report`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_report_row_in_the_way_plan(const seatbook_report *report,
                                                 size_t index)
SEATBOOK_NOEXCEPT;

/**
 * A group that stands in the way of a row, or that it rests on.
 *
 * Nothing if there is none. Lives as long as `report`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_report_row_in_the_way_group(const seatbook_report *report,
                                                  size_t index)
SEATBOOK_NOEXCEPT;

/**
 * The pool that came nearest.
 *
 * Nothing if there is none. Lives as long as `report`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_report_row_in_the_way_pool(const seatbook_report *report,
                                                 size_t index)
SEATBOOK_NOEXCEPT;

/**
 * How many reusable seats could be had if asked for; 0 if that is not the matter.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_report_row_in_the_way_reusable(const seatbook_report *report,
                                                 size_t index)
SEATBOOK_NOEXCEPT;

/**
 * Place on the product's waiting list, from 1; 0 if the row is not on it.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_report_row_in_the_way_waiting(const seatbook_report *report,
                                                size_t index)
SEATBOOK_NOEXCEPT;

/**
 * How many end dates reusable seats have that do exist.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
size_t seatbook_report_row_in_the_way_end_date_count(const seatbook_report *report,
                                                     size_t index)
SEATBOOK_NOEXCEPT;

/**
 * An end date of reusable seats that do exist, by its number from 0; SEATBOOK_NO_DAY beyond the end.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_day seatbook_report_row_in_the_way_end_date(const seatbook_report *report,
                                                     size_t index,
                                                     size_t number)
SEATBOOK_NOEXCEPT;

/**
 * A row as a plain sentence for a school's IT person.
 *
 * Made on the first call. Nothing beyond the end. Lives as long as `report`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_report_row_sentence(const seatbook_report *report,
                                          size_t index)
SEATBOOK_NOEXCEPT;

/**
 * The word of a licence file's state, such as "pending"; "unknown" for a number that this version does not know.
 *
 * Static, NUL-terminated. Any thread. Since 0.1.
 */
SEATBOOK_API
const char *seatbook_activation_state_name(int32_t state)
SEATBOOK_NOEXCEPT;

/**
 * Takes in a licence file, byte for byte as the vendor sent it. It then waits, in place of an older one that waited, until
 * somebody activates or discards it.
 *
 * `auto_activate` 1: it is activated at once if no line is blocked; 0: never. The same file again changes nothing, save that
 * with `auto_activate` one that waits is activated once nothing blocks it any more; a file that was discarded waits again if it
 * is staged without. The book must have been opened with the vendor's key. `options` may not be NULL: the day is needed. Free
 * `*out_report` with seatbook_activation_report_free(). Any thread. Fails with NOT_AUTHORIZED, NOT_A_LICENCE_FILE,
 * UNKNOWN_KEY, WRONG_SIGNATURE, INVALID_LICENCE, NOT_CANONICAL, OTHER_CUSTOMER, OLDER_LICENCE, LICENCE_NOT_YET_VALID,
 * LICENCE_EXPIRED, UNKNOWN_PRODUCT, REQUEST_REUSED, STALE_REVISION, CANCELLED, BUSY, READ_ONLY, DISK_FULL, IO. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_book_stage(const seatbook_book *book,
                                    seatbook_str file,
                                    uint32_t auto_activate,
                                    const seatbook_options *options,
                                    seatbook_activation_report **out_report,
                                    seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * Takes over a licence file that waits: its terms and totals, after the chosen holders gave their seats back. All of it or
 * nothing, in one transaction.
 *
 * If a line still has more seats in use than its new total, it fails with STILL_EXCEEDS and nobody loses a seat; the details of
 * the error are `line`, the first such line, `lines`, how many they are, and `to_remove`, how many more of the first one's
 * holders must give theirs back. Whom best says seatbook_book_reduction(). `removals` may be NULL if `removal_count` is 0.
 * `options` may not be NULL. Free `*out_report` with seatbook_activation_report_free(). Any thread. Fails with
 * UNKNOWN_ACTIVATION, NOT_PENDING, STILL_EXCEEDS, UNKNOWN_LINE, NOT_A_HOLDER, REMOVAL_REFUSED, TOO_MANY_REMOVALS,
 * NOT_AUTHORIZED, UNKNOWN_KEY, WRONG_SIGNATURE, OLDER_LICENCE, LICENCE_NOT_YET_VALID, LICENCE_EXPIRED, INVALID_LICENCE,
 * INVALID_ARGUMENT for a holder or line named twice, REQUEST_REUSED, STALE_REVISION, CANCELLED, LIMIT, BUSY, READ_ONLY,
 * DISK_FULL, IO. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_book_activate(const seatbook_book *book,
                                       uint64_t activation,
                                       const seatbook_line_removal *removals,
                                       size_t removal_count,
                                       const seatbook_options *options,
                                       seatbook_activation_report **out_report,
                                       seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * Drops a licence file that waits. It can be staged again.
 *
 * `options` may not be NULL. Free `*out_report` with seatbook_activation_report_free(). Any thread. Fails with
 * UNKNOWN_ACTIVATION, NOT_PENDING, NOT_AUTHORIZED, REQUEST_REUSED, STALE_REVISION, CANCELLED, BUSY, READ_ONLY, DISK_FULL, IO.
 * Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_book_discard(const seatbook_book *book,
                                      uint64_t activation,
                                      const seatbook_options *options,
                                      seatbook_activation_report **out_report,
                                      seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * Notes that somebody has looked at what a licence file changes, or changed. Seen already: nothing is written.
 *
 * `options` may not be NULL. Free `*out_report` with seatbook_activation_report_free(). Any thread. Fails with
 * UNKNOWN_ACTIVATION, NOT_AUTHORIZED, REQUEST_REUSED, STALE_REVISION, CANCELLED, BUSY, READ_ONLY, DISK_FULL, IO. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_book_mark_seen(const seatbook_book *book,
                                        uint64_t activation,
                                        const seatbook_options *options,
                                        seatbook_activation_report **out_report,
                                        seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * Does what a JSON document of the format seatbook.licence_action/1 asks for: `{"action": "stage", "file": TEXT, "auto": true}`,
 * `{"action": "activate", "activation": 2, "removals": [{"line": ID, "holders": [ID]}]}`, or `discard` or `mark_seen` with an
 * `activation`.
 *
 * `options` may not be NULL. Free `*out_report` with seatbook_activation_report_free(). Any thread. Fails with INVALID_JSON
 * (details `line` and `column`), LIMIT, and like the function of the same name. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_licence_action_json(const seatbook_book *book,
                                             seatbook_str json,
                                             const seatbook_options *options,
                                             seatbook_activation_report **out_report,
                                             seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * The lines that a licence file which waits would change on a day, or that one which was activated did change.
 *
 * Free `*out_diff` with seatbook_activation_diff_free(). Any thread. Fails with UNKNOWN_ACTIVATION, INVALID_ARGUMENT. Since
 * 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_book_activation_diff(const seatbook_book *book,
                                              uint64_t activation,
                                              seatbook_day on,
                                              seatbook_activation_diff **out_diff,
                                              seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * The licence file's number.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_activation_diff_activation(const seatbook_activation_diff *diff)
SEATBOOK_NOEXCEPT;

/**
 * What became of the licence file; SEATBOOK_ACTIVATION_STATE_NONE for NULL.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_activation_state seatbook_activation_diff_state(const seatbook_activation_diff *diff)
SEATBOOK_NOEXCEPT;

/**
 * The day for which it was worked out; of a file that was activated, the day on which it was. SEATBOOK_NO_DAY for NULL.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_day seatbook_activation_diff_on(const seatbook_activation_diff *diff)
SEATBOOK_NOEXCEPT;

/**
 * 1 if any line is blocked.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint32_t seatbook_activation_diff_blocked(const seatbook_activation_diff *diff)
SEATBOOK_NOEXCEPT;

/**
 * The lines; NULL for NULL.
 *
 * Lives as long as `diff` and is not freed by itself. Any thread. Since 0.1.
 */
SEATBOOK_API
const seatbook_activation_lines *seatbook_activation_diff_lines(const seatbook_activation_diff *diff)
SEATBOOK_NOEXCEPT;

/**
 * Frees a diff; NULL is fine.
 *
 * No other thread may be using it. Since 0.1.
 */
SEATBOOK_API void seatbook_activation_diff_free(seatbook_activation_diff *diff) SEATBOOK_NOEXCEPT;

/**
 * The word of a kind of line, such as "site"; "unknown" for a number that this version does not know.
 *
 * Static, NUL-terminated. Any thread. Since 0.1.
 */
SEATBOOK_API
const char *seatbook_line_kind_name(int32_t kind)
SEATBOOK_NOEXCEPT;

/**
 * The word of a change, such as "lowered"; "unknown" for a number that this version does not know.
 *
 * Static, NUL-terminated. Any thread. Since 0.1.
 */
SEATBOOK_API const char *seatbook_line_change_name(int32_t change) SEATBOOK_NOEXCEPT;

/**
 * How many lines change; 0 for NULL.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
size_t seatbook_activation_lines_len(const seatbook_activation_lines *lines)
SEATBOOK_NOEXCEPT;

/**
 * The line's id in the file; of a line that is gone, in the file before, or the product's.
 *
 * Nothing beyond the end. Lives as long as the report or diff. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_activation_lines_line(const seatbook_activation_lines *lines,
                                            size_t index)
SEATBOOK_NOEXCEPT;

/**
 * What people call the line; may be the empty text.
 *
 * Nothing beyond the end. Lives as long as the report or diff. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_activation_lines_name(const seatbook_activation_lines *lines,
                                            size_t index)
SEATBOOK_NOEXCEPT;

/**
 * The product.
 *
 * Nothing beyond the end. Lives as long as the report or diff. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_activation_lines_product(const seatbook_activation_lines *lines,
                                               size_t index)
SEATBOOK_NOEXCEPT;

/**
 * Seats for users, or on for the whole org; SEATBOOK_LINE_KIND_NONE beyond the end.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_line_kind seatbook_activation_lines_kind(const seatbook_activation_lines *lines,
                                                  size_t index)
SEATBOOK_NOEXCEPT;

/**
 * How the line changes; SEATBOOK_LINE_CHANGE_NONE beyond the end.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_line_change seatbook_activation_lines_change(const seatbook_activation_lines *lines,
                                                      size_t index)
SEATBOOK_NOEXCEPT;

/**
 * Seats in all before; a site that was off had 0. SEATBOOK_UNLIMITED if there is no limit; 0 beyond the end.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_activation_lines_old_total(const seatbook_activation_lines *lines,
                                             size_t index)
SEATBOOK_NOEXCEPT;

/**
 * Seats in all afterwards. SEATBOOK_UNLIMITED if there is no limit; 0 beyond the end.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_activation_lines_new_total(const seatbook_activation_lines *lines,
                                             size_t index)
SEATBOOK_NOEXCEPT;

/**
 * Seats that somebody holds under the file's terms.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_activation_lines_in_use(const seatbook_activation_lines *lines,
                                          size_t index)
SEATBOOK_NOEXCEPT;

/**
 * Of these, seats that the terms let be taken back.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_activation_lines_revocable(const seatbook_activation_lines *lines,
                                             size_t index)
SEATBOOK_NOEXCEPT;

/**
 * Free seats now. SEATBOOK_UNLIMITED if there is no limit; 0 beyond the end.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_activation_lines_available(const seatbook_activation_lines *lines,
                                             size_t index)
SEATBOOK_NOEXCEPT;

/**
 * Free seats afterwards; 0 for a line that is blocked. SEATBOOK_UNLIMITED if there is no limit.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_activation_lines_available_after(const seatbook_activation_lines *lines,
                                                   size_t index)
SEATBOOK_NOEXCEPT;

/**
 * How many must give their seat back before the line can be taken over.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_activation_lines_to_remove(const seatbook_activation_lines *lines,
                                             size_t index)
SEATBOOK_NOEXCEPT;

/**
 * 1 if that is anybody: the file cannot be activated as it is.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint32_t seatbook_activation_lines_blocked(const seatbook_activation_lines *lines,
                                           size_t index)
SEATBOOK_NOEXCEPT;

/**
 * How many terms change.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
size_t seatbook_activation_lines_term_count(const seatbook_activation_lines *lines,
                                            size_t index)
SEATBOOK_NOEXCEPT;

/**
 * The name of a term that changes, such as "ends_on", by its number from 0; nothing beyond the end.
 *
 * Lives as long as the report or diff. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_activation_lines_term_name(const seatbook_activation_lines *lines,
                                                 size_t index,
                                                 size_t number)
SEATBOOK_NOEXCEPT;

/**
 * What a term was; nothing if there was none.
 *
 * Lives as long as the report or diff. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_activation_lines_term_old(const seatbook_activation_lines *lines,
                                                size_t index,
                                                size_t number)
SEATBOOK_NOEXCEPT;

/**
 * What a term becomes; nothing if there is none any more.
 *
 * Lives as long as the report or diff. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_activation_lines_term_new(const seatbook_activation_lines *lines,
                                                size_t index,
                                                size_t number)
SEATBOOK_NOEXCEPT;

/**
 * Number of the operation in the journal; 0 if it was not journalled (a dry run, or nothing changed).
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_activation_report_operation(const seatbook_activation_report *report)
SEATBOOK_NOEXCEPT;

/**
 * The request id; the empty text if it had none.
 *
 * Lives as long as `report`; nothing for NULL. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_activation_report_request_id(const seatbook_activation_report *report)
SEATBOOK_NOEXCEPT;

/**
 * 1 if this is the stored answer to an earlier call with the same request id.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint32_t seatbook_activation_report_replayed(const seatbook_activation_report *report)
SEATBOOK_NOEXCEPT;

/**
 * 1 if it was only a dry run.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint32_t seatbook_activation_report_dry_run(const seatbook_activation_report *report)
SEATBOOK_NOEXCEPT;

/**
 * The book's revision after it.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_activation_report_revision(const seatbook_activation_report *report)
SEATBOOK_NOEXCEPT;

/**
 * The day on which it happened; SEATBOOK_NO_DAY for NULL.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_day seatbook_activation_report_on(const seatbook_activation_report *report)
SEATBOOK_NOEXCEPT;

/**
 * The licence file's number: what seatbook_book_activate() and the other functions want. The same for as long as the book lives.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_activation_report_activation(const seatbook_activation_report *report)
SEATBOOK_NOEXCEPT;

/**
 * What became of the licence file; SEATBOOK_ACTIVATION_STATE_NONE for NULL.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_activation_state seatbook_activation_report_state(const seatbook_activation_report *report)
SEATBOOK_NOEXCEPT;

/**
 * 1 if the licence file's totals hold now.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint32_t seatbook_activation_report_active(const seatbook_activation_report *report)
SEATBOOK_NOEXCEPT;

/**
 * 1 if somebody has looked at what the licence file changes, or decided about it.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint32_t seatbook_activation_report_seen(const seatbook_activation_report *report)
SEATBOOK_NOEXCEPT;

/**
 * 1 if the licence file waits because a line is blocked: some of its holders must give their seats back first.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint32_t seatbook_activation_report_blocked(const seatbook_activation_report *report)
SEATBOOK_NOEXCEPT;

/**
 * The org whose pools the licence file is about.
 *
 * Lives as long as `report`; nothing for NULL. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_activation_report_org(const seatbook_activation_report *report)
SEATBOOK_NOEXCEPT;

/**
 * Who the licence file was issued to.
 *
 * Lives as long as `report`; nothing for NULL. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_activation_report_owner(const seatbook_activation_report *report)
SEATBOOK_NOEXCEPT;

/**
 * The customer's serial number.
 *
 * Lives as long as `report`; nothing for NULL. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_activation_report_serial_number(const seatbook_activation_report *report)
SEATBOOK_NOEXCEPT;

/**
 * Who made the licence file; may be the empty text.
 *
 * Lives as long as `report`; nothing for NULL. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_activation_report_issuer(const seatbook_activation_report *report)
SEATBOOK_NOEXCEPT;

/**
 * Where more seats can be bought; the empty text if the licence file does not say.
 *
 * Lives as long as `report`; nothing for NULL. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_activation_report_purchase_url(const seatbook_activation_report *report)
SEATBOOK_NOEXCEPT;

/**
 * The licence file's version: higher in every newer file of the same serial number.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_activation_report_version(const seatbook_activation_report *report)
SEATBOOK_NOEXCEPT;

/**
 * The lines that change, or changed; none if the licence file was discarded. NULL for NULL.
 *
 * Lives as long as `report` and is not freed by itself. Any thread. Since 0.1.
 */
SEATBOOK_API
const seatbook_activation_lines *seatbook_activation_report_lines(const seatbook_activation_report *report)
SEATBOOK_NOEXCEPT;

/**
 * The seats that were taken back, or given to those who waited, as rows of a report; NULL if there are none.
 *
 * Made on the first call. Lives as long as `report` and is not freed by itself. Any thread. Since 0.1.
 */
SEATBOOK_API
const seatbook_report *seatbook_activation_report_rows(const seatbook_activation_report *report)
SEATBOOK_NOEXCEPT;

/**
 * The whole report as JSON, format seatbook.activation_report/1.
 *
 * Made on the first call. Lives as long as `report`; nothing for NULL. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_activation_report_json(const seatbook_activation_report *report)
SEATBOOK_NOEXCEPT;

/**
 * Frees an activation report; NULL is fine.
 *
 * No other thread may be using it. Since 0.1.
 */
SEATBOOK_API
void seatbook_activation_report_free(seatbook_activation_report *report)
SEATBOOK_NOEXCEPT;

/**
 * The word of a reason, such as "never_started"; "unknown" for a number that this version does not know.
 *
 * Static, NUL-terminated. Any thread. Since 0.1.
 */
SEATBOOK_API
const char *seatbook_suggestion_reason_name(int32_t reason)
SEATBOOK_NOEXCEPT;

/**
 * Who holds seats of a line of a licence file that waits, and who would best give his back.
 *
 * `cursor` is empty for the first page, "last" for the last, else what seatbook_reduction_next() or _previous() gave; `limit` 0
 * is 100. Free `*out_reduction` with seatbook_reduction_free(). Any thread. Fails with UNKNOWN_ACTIVATION, NOT_PENDING,
 * UNKNOWN_LINE, INVALID_ARGUMENT for a cursor that is none, LIMIT. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_book_reduction(const seatbook_book *book,
                                        uint64_t activation,
                                        seatbook_str line,
                                        seatbook_day on,
                                        seatbook_str cursor,
                                        size_t limit,
                                        seatbook_reduction **out_reduction,
                                        seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * The line's id; nothing for NULL.
 *
 * Lives as long as `reduction`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_reduction_line(const seatbook_reduction *reduction)
SEATBOOK_NOEXCEPT;

/**
 * The product; nothing for NULL.
 *
 * Lives as long as `reduction`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_reduction_product(const seatbook_reduction *reduction)
SEATBOOK_NOEXCEPT;

/**
 * Seats in all afterwards; SEATBOOK_UNLIMITED if there is no limit.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_reduction_new_total(const seatbook_reduction *reduction)
SEATBOOK_NOEXCEPT;

/**
 * Seats that somebody holds.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_reduction_occupied(const seatbook_reduction *reduction)
SEATBOOK_NOEXCEPT;

/**
 * Free seats now; SEATBOOK_UNLIMITED if there is no limit.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_reduction_available(const seatbook_reduction *reduction)
SEATBOOK_NOEXCEPT;

/**
 * How many must give their seat back.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_reduction_to_remove(const seatbook_reduction *reduction)
SEATBOOK_NOEXCEPT;

/**
 * How many holders this page has; 0 for NULL.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API size_t seatbook_reduction_len(const seatbook_reduction *reduction) SEATBOOK_NOEXCEPT;

/**
 * How many holders the whole list has.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_reduction_total(const seatbook_reduction *reduction)
SEATBOOK_NOEXCEPT;

/**
 * The cursor of the next page; nothing on the last.
 *
 * Lives as long as `reduction`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_reduction_next(const seatbook_reduction *reduction)
SEATBOOK_NOEXCEPT;

/**
 * The cursor of the previous page; nothing on the first.
 *
 * Lives as long as `reduction`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_reduction_previous(const seatbook_reduction *reduction)
SEATBOOK_NOEXCEPT;

/**
 * The user.
 *
 * Nothing beyond the end. Lives as long as `reduction`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_reduction_holder(const seatbook_reduction *reduction,
                                       size_t index)
SEATBOOK_NOEXCEPT;

/**
 * What people call him; the empty text if the book does not know.
 *
 * Nothing beyond the end. Lives as long as `reduction`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_reduction_name(const seatbook_reduction *reduction,
                                     size_t index)
SEATBOOK_NOEXCEPT;

/**
 * The pool.
 *
 * Nothing beyond the end. Lives as long as `reduction`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_reduction_pool(const seatbook_reduction *reduction,
                                     size_t index)
SEATBOOK_NOEXCEPT;

/**
 * The seat's number in the pool, from 1; 0 beyond the end.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint32_t seatbook_reduction_seat(const seatbook_reduction *reduction,
                                 size_t index)
SEATBOOK_NOEXCEPT;

/**
 * Assigned or started; SEATBOOK_SEAT_STATE_NONE beyond the end.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_seat_state seatbook_reduction_state(const seatbook_reduction *reduction,
                                             size_t index)
SEATBOOK_NOEXCEPT;

/**
 * When the seat's time began; SEATBOOK_NO_DAY if it has not.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_day seatbook_reduction_started_on(const seatbook_reduction *reduction,
                                           size_t index)
SEATBOOK_NOEXCEPT;

/**
 * The seat's last day under the file's terms; SEATBOOK_NO_DAY if it has none.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_day seatbook_reduction_ends_on(const seatbook_reduction *reduction,
                                        size_t index)
SEATBOOK_NOEXCEPT;

/**
 * 1 if he is suggested to give his seat back.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint32_t seatbook_reduction_suggested(const seatbook_reduction *reduction,
                                      size_t index)
SEATBOOK_NOEXCEPT;

/**
 * Why he is suggested; SEATBOOK_SUGGESTION_REASON_NONE if he is not.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_suggestion_reason seatbook_reduction_reason(const seatbook_reduction *reduction,
                                                     size_t index)
SEATBOOK_NOEXCEPT;

/**
 * 1 if his seat can be taken back.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint32_t seatbook_reduction_revocable(const seatbook_reduction *reduction,
                                      size_t index)
SEATBOOK_NOEXCEPT;

/**
 * Why his seat cannot be taken back; SEATBOOK_OUTCOME_NONE if it can.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_outcome seatbook_reduction_refused(const seatbook_reduction *reduction,
                                            size_t index)
SEATBOOK_NOEXCEPT;

/**
 * Frees a reduction; NULL is fine.
 *
 * No other thread may be using it. Since 0.1.
 */
SEATBOOK_API void seatbook_reduction_free(seatbook_reduction *reduction) SEATBOOK_NOEXCEPT;

/**
 * A product's seats on a day, pool by pool, in the pools of an org and all below it; `org` empty: in all pools.
 *
 * Free `*out_breakdown` with seatbook_breakdown_free(). Any thread. Fails with UNKNOWN_PRODUCT, UNKNOWN_ORG. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_book_breakdown(const seatbook_book *book,
                                        seatbook_str product,
                                        seatbook_str org,
                                        seatbook_day on,
                                        seatbook_breakdown **out_breakdown,
                                        seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * How many pools there are; 0 for NULL.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API size_t seatbook_breakdown_len(const seatbook_breakdown *breakdown) SEATBOOK_NOEXCEPT;

/**
 * A pool.
 *
 * Nothing beyond the end. Lives as long as `breakdown`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_breakdown_pool(const seatbook_breakdown *breakdown,
                                     size_t index)
SEATBOOK_NOEXCEPT;

/**
 * The org that bought a pool.
 *
 * Nothing beyond the end. Lives as long as `breakdown`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_breakdown_org(const seatbook_breakdown *breakdown,
                                    size_t index)
SEATBOOK_NOEXCEPT;

/**
 * Who a pool's seats are for; many users beyond the end.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_pool_kind seatbook_breakdown_kind(const seatbook_breakdown *breakdown,
                                           size_t index)
SEATBOOK_NOEXCEPT;

/**
 * How many roles may have a pool's seats; 0: all.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
size_t seatbook_breakdown_role_count(const seatbook_breakdown *breakdown,
                                     size_t index)
SEATBOOK_NOEXCEPT;

/**
 * A role that may have a pool's seats, by its number from 0.
 *
 * Nothing beyond the end. Lives as long as `breakdown`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_breakdown_role(const seatbook_breakdown *breakdown,
                                     size_t index,
                                     size_t number)
SEATBOOK_NOEXCEPT;

/**
 * "2/22 assigned"; of a pool without limit "2 assigned", of a site "site".
 *
 * Nothing beyond the end. Lives as long as `breakdown`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_breakdown_summary(const seatbook_breakdown *breakdown,
                                        size_t index)
SEATBOOK_NOEXCEPT;

/**
 * A pool's seats in figures.
 *
 * Set `out_counts->size` first. Any thread. Fails with INVALID_ARGUMENT beyond the end. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_breakdown_counts(const seatbook_breakdown *breakdown,
                                          size_t index,
                                          seatbook_counts *out_counts,
                                          seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * How many rows a pool has: its seats by state and end date, in this order; the soonest end first, none last.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
size_t seatbook_breakdown_row_count(const seatbook_breakdown *breakdown,
                                    size_t index)
SEATBOOK_NOEXCEPT;

/**
 * The state of a row's seats; SEATBOOK_SEAT_STATE_NONE beyond the end.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_seat_state seatbook_breakdown_row_state(const seatbook_breakdown *breakdown,
                                                 size_t index,
                                                 size_t number)
SEATBOOK_NOEXCEPT;

/**
 * How many seats a row has.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_breakdown_row_seats(const seatbook_breakdown *breakdown,
                                      size_t index,
                                      size_t number)
SEATBOOK_NOEXCEPT;

/**
 * The last day of a row's seats, as far as it is known; else SEATBOOK_NO_DAY.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_day seatbook_breakdown_row_ends_on(const seatbook_breakdown *breakdown,
                                            size_t index,
                                            size_t number)
SEATBOOK_NOEXCEPT;

/**
 * Frees a breakdown; NULL is fine.
 *
 * No other thread may be using it. Since 0.1.
 */
SEATBOOK_API void seatbook_breakdown_free(seatbook_breakdown *breakdown) SEATBOOK_NOEXCEPT;

/**
 * Seats of a product on a day, in the pools of an org and all below it; `org` empty: in all pools.
 *
 * Set `out_counts->size` first. Any thread. Fails with UNKNOWN_PRODUCT, UNKNOWN_ORG. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_book_counts(const seatbook_book *book,
                                     seatbook_str product,
                                     seatbook_str org,
                                     seatbook_day on,
                                     seatbook_counts *out_counts,
                                     seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * Counts of every product that has pools; `org` as in seatbook_book_counts().
 *
 * Free `*out_list` with seatbook_counts_list_free(). Any thread. Fails with UNKNOWN_ORG. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_book_counts_of_all(const seatbook_book *book,
                                            seatbook_str org,
                                            seatbook_day on,
                                            seatbook_counts_list **out_list,
                                            seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * Counts of a product for every org directly below one, each with its own pools and those of all below it; `org` empty: for
 * every org that stands below no other.
 *
 * Free `*out_list` with seatbook_counts_list_free(). Any thread. Fails with UNKNOWN_PRODUCT, UNKNOWN_ORG. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_book_counts_by_org(const seatbook_book *book,
                                            seatbook_str product,
                                            seatbook_str org,
                                            seatbook_day on,
                                            seatbook_counts_list **out_list,
                                            seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * How many rows there are; 0 for NULL.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API size_t seatbook_counts_list_len(const seatbook_counts_list *list) SEATBOOK_NOEXCEPT;

/**
 * A product.
 *
 * Nothing beyond the end. Lives as long as `list`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_counts_list_product(const seatbook_counts_list *list,
                                          size_t index)
SEATBOOK_NOEXCEPT;

/**
 * The org of a row; nothing if all pools are counted, and beyond the end.
 *
 * Lives as long as `list`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_counts_list_org(const seatbook_counts_list *list,
                                      size_t index)
SEATBOOK_NOEXCEPT;

/**
 * The counts of a row.
 *
 * Set `out_counts->size` first. Any thread. Fails with INVALID_ARGUMENT beyond the end. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_counts_list_get(const seatbook_counts_list *list,
                                         size_t index,
                                         seatbook_counts *out_counts,
                                         seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * Frees a list of counts; NULL is fine.
 *
 * No other thread may be using it. Since 0.1.
 */
SEATBOOK_API void seatbook_counts_list_free(seatbook_counts_list *list) SEATBOOK_NOEXCEPT;

/**
 * Which of some users have which products on a day: a row for every product asked about, in that order; without any (NULL and
 * 0), for every product that has pools, by id.
 *
 * Users that are not in the book are listed and stop nothing. Free `*out_coverage` with seatbook_coverage_free(). Any thread. Fails
 * with UNKNOWN_PRODUCT, LIMIT. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_book_coverage(const seatbook_book *book,
                                       const seatbook_str *users,
                                       size_t user_count,
                                       const seatbook_str *products,
                                       size_t product_count,
                                       seatbook_day on,
                                       seatbook_coverage **out_coverage,
                                       seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * How many different users of the book were asked about.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API uint64_t seatbook_coverage_users(const seatbook_coverage *coverage) SEATBOOK_NOEXCEPT;

/**
 * How many ids are not in the book, each once.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
size_t seatbook_coverage_unknown_count(const seatbook_coverage *coverage)
SEATBOOK_NOEXCEPT;

/**
 * An id that is not in the book, by its number from 0.
 *
 * Nothing beyond the end. Lives as long as `coverage`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_coverage_unknown(const seatbook_coverage *coverage,
                                       size_t number)
SEATBOOK_NOEXCEPT;

/**
 * How many products there are; 0 for NULL.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API size_t seatbook_coverage_len(const seatbook_coverage *coverage) SEATBOOK_NOEXCEPT;

/**
 * A product.
 *
 * Nothing beyond the end. Lives as long as `coverage`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_coverage_product(const seatbook_coverage *coverage,
                                       size_t index)
SEATBOOK_NOEXCEPT;

/**
 * Whether all, some or none of the users have a product; none beyond the end.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_covered seatbook_coverage_covered(const seatbook_coverage *coverage,
                                           size_t index)
SEATBOOK_NOEXCEPT;

/**
 * How many of the users have a product.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_coverage_count(const seatbook_coverage *coverage,
                                 size_t index)
SEATBOOK_NOEXCEPT;

/**
 * How many of them have a seat of their own.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
size_t seatbook_coverage_holder_count(const seatbook_coverage *coverage,
                                      size_t index)
SEATBOOK_NOEXCEPT;

/**
 * Who has a seat of his own, by its number from 0, in the order asked.
 *
 * Nothing beyond the end. Lives as long as `coverage`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_coverage_holder(const seatbook_coverage *coverage,
                                      size_t index,
                                      size_t number)
SEATBOOK_NOEXCEPT;

/**
 * How many of them have it without one, through a group, an org or a site.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
size_t seatbook_coverage_derived_count(const seatbook_coverage *coverage,
                                       size_t index)
SEATBOOK_NOEXCEPT;

/**
 * Who has it without a seat of his own, by its number from 0, in the order asked.
 *
 * Nothing beyond the end. Lives as long as `coverage`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_coverage_derived(const seatbook_coverage *coverage,
                                       size_t index,
                                       size_t number)
SEATBOOK_NOEXCEPT;

/**
 * All seats of a product on the day.
 *
 * Set `out_counts->size` first. Any thread. Fails with INVALID_ARGUMENT beyond the end. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_coverage_counts(const seatbook_coverage *coverage,
                                         size_t index,
                                         seatbook_counts *out_counts,
                                         seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * Frees coverage; NULL is fine.
 *
 * No other thread may be using it. Since 0.1.
 */
SEATBOOK_API void seatbook_coverage_free(seatbook_coverage *coverage) SEATBOOK_NOEXCEPT;

/**
 * Whether a user may use a product on a day, and which of its plans.
 *
 * Free `*out_entitlement` with seatbook_entitlement_free(). Any thread. Fails with UNKNOWN_USER, UNKNOWN_PRODUCT. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_book_entitled(const seatbook_book *book,
                                       seatbook_str user,
                                       seatbook_str product,
                                       seatbook_day on,
                                       seatbook_entitlement **out_entitlement,
                                       seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * 1 if he may use it that day: his account is in use, he has a licence, and its first day of use has come.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint32_t seatbook_entitlement_entitled(const seatbook_entitlement *entitlement)
SEATBOOK_NOEXCEPT;

/**
 * 1 if his account is in use.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint32_t seatbook_entitlement_enabled(const seatbook_entitlement *entitlement)
SEATBOOK_NOEXCEPT;

/**
 * The first day on which he may use it, if that is still to come; else SEATBOOK_NO_DAY.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_day seatbook_entitlement_starts_on(const seatbook_entitlement *entitlement)
SEATBOOK_NOEXCEPT;

/**
 * The last day; SEATBOOK_NO_DAY if there is none.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_day seatbook_entitlement_ends_on(const seatbook_entitlement *entitlement)
SEATBOOK_NOEXCEPT;

/**
 * How many plans are on; none without a licence.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
size_t seatbook_entitlement_plan_count(const seatbook_entitlement *entitlement)
SEATBOOK_NOEXCEPT;

/**
 * The id of a plan that is on, by its number from 0.
 *
 * Nothing beyond the end. Lives as long as `entitlement`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_entitlement_plan(const seatbook_entitlement *entitlement,
                                       size_t number)
SEATBOOK_NOEXCEPT;

/**
 * How many plans are switched off.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
size_t seatbook_entitlement_disabled_plan_count(const seatbook_entitlement *entitlement)
SEATBOOK_NOEXCEPT;

/**
 * The id of a plan that is switched off, by its number from 0.
 *
 * Nothing beyond the end. Lives as long as `entitlement`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_entitlement_disabled_plan(const seatbook_entitlement *entitlement,
                                                size_t number)
SEATBOOK_NOEXCEPT;

/**
 * What he has the product by, as the only row of a list; NULL if he does not have it.
 *
 * Lives as long as `entitlement` and is not freed by itself. Any thread. Since 0.1.
 */
SEATBOOK_API
const seatbook_licences *seatbook_entitlement_licence(const seatbook_entitlement *entitlement)
SEATBOOK_NOEXCEPT;

/**
 * Frees an entitlement; NULL is fine.
 *
 * No other thread may be using it. Since 0.1.
 */
SEATBOOK_API void seatbook_entitlement_free(seatbook_entitlement *entitlement) SEATBOOK_NOEXCEPT;

/**
 * Who holds seats of a product on a day.
 *
 * `cursor` is empty for the first page, "last" for the last, else what seatbook_holders_next() or _previous() gave; `limit` 0 is 100. Free
 * `*out_holders` with seatbook_holders_free(). Any thread. Fails with UNKNOWN_PRODUCT, INVALID_ARGUMENT for a cursor that
 * is none, LIMIT. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_book_holders(const seatbook_book *book,
                                      seatbook_str product,
                                      seatbook_day on,
                                      seatbook_str cursor,
                                      size_t limit,
                                      seatbook_holders **out_holders,
                                      seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * Who holds seats of a pool on a day.
 *
 * Pages, ownership and threads as in seatbook_book_holders(). Fails with UNKNOWN_POOL, INVALID_ARGUMENT, LIMIT. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_book_holders_of_pool(const seatbook_book *book,
                                              seatbook_str pool,
                                              seatbook_day on,
                                              seatbook_str cursor,
                                              size_t limit,
                                              seatbook_holders **out_holders,
                                              seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * Some of those who hold seats of a product or pool on a day.
 *
 * Pages, ownership and threads as in seatbook_book_holders(). `filter` may not be NULL. Fails with WRONG_SIZE, UNKNOWN_NUMBER,
 * UNKNOWN_PRODUCT, UNKNOWN_POOL, UNKNOWN_ORG, INVALID_ARGUMENT if not either a product or a pool is named, LIMIT. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_book_holders_where(const seatbook_book *book,
                                            const seatbook_holder_filter *filter,
                                            seatbook_day on,
                                            seatbook_str cursor,
                                            size_t limit,
                                            seatbook_holders **out_holders,
                                            seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * How many rows this page has; 0 for NULL.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API size_t seatbook_holders_len(const seatbook_holders *holders) SEATBOOK_NOEXCEPT;

/**
 * How many rows the whole list has.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API uint64_t seatbook_holders_total(const seatbook_holders *holders) SEATBOOK_NOEXCEPT;

/**
 * The cursor of the next page; nothing on the last.
 *
 * Lives as long as `holders`. Any thread. Since 0.1.
 */
SEATBOOK_API seatbook_str seatbook_holders_next(const seatbook_holders *holders) SEATBOOK_NOEXCEPT;

/**
 * The cursor of the previous page; nothing on the first.
 *
 * Lives as long as `holders`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_holders_previous(const seatbook_holders *holders)
SEATBOOK_NOEXCEPT;

/**
 * The user (or group, or org) who holds a seat.
 *
 * Nothing beyond the end. Lives as long as `holders`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_holders_holder(const seatbook_holders *holders,
                                     size_t index)
SEATBOOK_NOEXCEPT;

/**
 * Whether it is a user, a group or an org; a user beyond the end.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_holder_kind seatbook_holders_holder_kind(const seatbook_holders *holders,
                                                  size_t index)
SEATBOOK_NOEXCEPT;

/**
 * How many plans are switched off.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
size_t seatbook_holders_disabled_plan_count(const seatbook_holders *holders,
                                            size_t index)
SEATBOOK_NOEXCEPT;

/**
 * A plan that is switched off, by its number from 0.
 *
 * Nothing beyond the end. Lives as long as `holders`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_holders_disabled_plan(const seatbook_holders *holders,
                                            size_t index,
                                            size_t number)
SEATBOOK_NOEXCEPT;

/**
 * The product.
 *
 * Nothing beyond the end. Lives as long as `holders`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_holders_product(const seatbook_holders *holders,
                                      size_t index)
SEATBOOK_NOEXCEPT;

/**
 * The pool.
 *
 * Nothing beyond the end. Lives as long as `holders`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_holders_pool(const seatbook_holders *holders,
                                   size_t index)
SEATBOOK_NOEXCEPT;

/**
 * The seat's number in the pool, from 1; 0 beyond the end.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint32_t seatbook_holders_seat(const seatbook_holders *holders,
                               size_t index)
SEATBOOK_NOEXCEPT;

/**
 * Assigned or started; SEATBOOK_SEAT_STATE_NONE beyond the end.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_seat_state seatbook_holders_state(const seatbook_holders *holders,
                                           size_t index)
SEATBOOK_NOEXCEPT;

/**
 * When its time began; SEATBOOK_NO_DAY if it has not.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_day seatbook_holders_started_on(const seatbook_holders *holders,
                                         size_t index)
SEATBOOK_NOEXCEPT;

/**
 * Its last day; SEATBOOK_NO_DAY if it has none.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_day seatbook_holders_ends_on(const seatbook_holders *holders,
                                      size_t index)
SEATBOOK_NOEXCEPT;

/**
 * How many things the seat came through.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
size_t seatbook_holders_source_count(const seatbook_holders *holders,
                                     size_t index)
SEATBOOK_NOEXCEPT;

/**
 * What kind of source it is, by its number from 0; SEATBOOK_SOURCE_KIND_NONE beyond the end.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_source_kind seatbook_holders_source_kind(const seatbook_holders *holders,
                                                  size_t index,
                                                  size_t number)
SEATBOOK_NOEXCEPT;

/**
 * The group, org or pool of a source, by its number from 0; nothing if the source is direct or beyond the end.
 *
 * Lives as long as `holders`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_holders_source_id(const seatbook_holders *holders,
                                        size_t index,
                                        size_t number)
SEATBOOK_NOEXCEPT;

/**
 * The group of a source, by its number from 0; nothing if the source is no group or beyond the end.
 *
 * Lives as long as `holders`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_holders_source_group(const seatbook_holders *holders,
                                           size_t index,
                                           size_t number)
SEATBOOK_NOEXCEPT;

/**
 * Frees holders; NULL is fine.
 *
 * No other thread may be using it. Since 0.1.
 */
SEATBOOK_API void seatbook_holders_free(seatbook_holders *holders) SEATBOOK_NOEXCEPT;

/**
 * The end of the journal's chain.
 *
 * Set `out_head->size` first. Any thread. Fails with INVALID_HANDLE, FORKED, POISONED, IO, CORRUPT. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_book_head(const seatbook_book *book,
                                   seatbook_head *out_head,
                                   seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * Operations, newest first; only those that name a user, if `user` is not empty.
 *
 * `cursor` is empty for the first page, "last" for the last, else what seatbook_journal_next() or _previous() gave; `limit` 0 is 100. Free
 * `*out_journal` with seatbook_journal_free(). Any thread. Fails with INVALID_ARGUMENT for a cursor that is none, LIMIT.
 * Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_book_journal(const seatbook_book *book,
                                      seatbook_str user,
                                      seatbook_str cursor,
                                      size_t limit,
                                      seatbook_journal **out_journal,
                                      seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * Some operations, newest first.
 *
 * `filter` may be NULL: all operations. Pages, ownership and threads as in seatbook_book_journal(). Fails with WRONG_SIZE,
 * UNKNOWN_POOL, INVALID_ARGUMENT, LIMIT. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_book_journal_where(const seatbook_book *book,
                                            const seatbook_journal_filter *filter,
                                            seatbook_str cursor,
                                            size_t limit,
                                            seatbook_journal **out_journal,
                                            seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * How many rows this page has; 0 for NULL.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API size_t seatbook_journal_len(const seatbook_journal *journal) SEATBOOK_NOEXCEPT;

/**
 * How many rows the whole list has.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API uint64_t seatbook_journal_total(const seatbook_journal *journal) SEATBOOK_NOEXCEPT;

/**
 * The cursor of the next page; nothing on the last.
 *
 * Lives as long as `journal`. Any thread. Since 0.1.
 */
SEATBOOK_API seatbook_str seatbook_journal_next(const seatbook_journal *journal) SEATBOOK_NOEXCEPT;

/**
 * The cursor of the previous page; nothing on the first.
 *
 * Lives as long as `journal`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_journal_previous(const seatbook_journal *journal)
SEATBOOK_NOEXCEPT;

/**
 * The operation's number, from 1 without gaps; 0 beyond the end.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_journal_operation(const seatbook_journal *journal,
                                    size_t index)
SEATBOOK_NOEXCEPT;

/**
 * "assign", "revoke", "reuse", "start", "swap", "sync", "undo", "cancel", "change" (mixed rows), "load", "remove", "merge" and so on.
 *
 * Nothing beyond the end. Lives as long as `journal`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_journal_kind(const seatbook_journal *journal,
                                   size_t index)
SEATBOOK_NOEXCEPT;

/**
 * The day on which it happened; SEATBOOK_NO_DAY beyond the end.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_day seatbook_journal_on(const seatbook_journal *journal,
                                 size_t index)
SEATBOOK_NOEXCEPT;

/**
 * 1 if the host gave the instant.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint32_t seatbook_journal_has_at(const seatbook_journal *journal,
                                 size_t index)
SEATBOOK_NOEXCEPT;

/**
 * The instant, in seconds since 1970-01-01T00:00:00Z; 0 if it was not given.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
int64_t seatbook_journal_at(const seatbook_journal *journal,
                            size_t index)
SEATBOOK_NOEXCEPT;

/**
 * Who.
 *
 * Nothing beyond the end. Lives as long as `journal`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_journal_actor(const seatbook_journal *journal,
                                    size_t index)
SEATBOOK_NOEXCEPT;

/**
 * In which role.
 *
 * Nothing beyond the end. Lives as long as `journal`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_journal_role(const seatbook_journal *journal,
                                   size_t index)
SEATBOOK_NOEXCEPT;

/**
 * Why.
 *
 * Nothing beyond the end. Lives as long as `journal`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_journal_reason(const seatbook_journal *journal,
                                     size_t index)
SEATBOOK_NOEXCEPT;

/**
 * The request id; the empty text if it had none.
 *
 * Nothing beyond the end. Lives as long as `journal`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_journal_request_id(const seatbook_journal *journal,
                                         size_t index)
SEATBOOK_NOEXCEPT;

/**
 * SHA-256 over the record and all before it, in hex.
 *
 * Nothing beyond the end. Lives as long as `journal`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_journal_hash(const seatbook_journal *journal,
                                   size_t index)
SEATBOOK_NOEXCEPT;

/**
 * Rows asked for. 0 beyond the end.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_journal_requested(const seatbook_journal *journal,
                                    size_t index)
SEATBOOK_NOEXCEPT;

/**
 * Rows that took effect. 0 beyond the end.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_journal_changed(const seatbook_journal *journal,
                                  size_t index)
SEATBOOK_NOEXCEPT;

/**
 * Rows that were so already. 0 beyond the end.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_journal_unchanged(const seatbook_journal *journal,
                                    size_t index)
SEATBOOK_NOEXCEPT;

/**
 * Rows that were refused. 0 beyond the end.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_journal_failed(const seatbook_journal *journal,
                                 size_t index)
SEATBOOK_NOEXCEPT;

/**
 * Frees a journal; NULL is fine.
 *
 * No other thread may be using it. Since 0.1.
 */
SEATBOOK_API void seatbook_journal_free(seatbook_journal *journal) SEATBOOK_NOEXCEPT;

/**
 * What a user has on a day: seats of his own, and access through his groups, his org or a site.
 *
 * Free `*out_licences` with seatbook_licences_free(). Any thread. Fails with UNKNOWN_USER. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_book_licences(const seatbook_book *book,
                                       seatbook_str user,
                                       seatbook_day on,
                                       seatbook_licences **out_licences,
                                       seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * What a group has on a day: seats of its own, and access through its org or a site.
 *
 * Free `*out_licences` with seatbook_licences_free(). Any thread. Fails with UNKNOWN_GROUP. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_book_licences_of_group(const seatbook_book *book,
                                                seatbook_str group,
                                                seatbook_day on,
                                                seatbook_licences **out_licences,
                                                seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * What an org has on a day: seats of its own, and access through orgs above it or a site.
 *
 * Free `*out_licences` with seatbook_licences_free(). Any thread. Fails with UNKNOWN_ORG. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_book_licences_of_org(const seatbook_book *book,
                                              seatbook_str org,
                                              seatbook_day on,
                                              seatbook_licences **out_licences,
                                              seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * How many there are; 0 for NULL.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API size_t seatbook_licences_len(const seatbook_licences *licences) SEATBOOK_NOEXCEPT;

/**
 * The product.
 *
 * Nothing beyond the end. Lives as long as `licences`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_licences_product(const seatbook_licences *licences,
                                       size_t index)
SEATBOOK_NOEXCEPT;

/**
 * The product's name.
 *
 * Nothing beyond the end. Lives as long as `licences`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_licences_product_name(const seatbook_licences *licences,
                                            size_t index)
SEATBOOK_NOEXCEPT;

/**
 * The pool.
 *
 * Nothing beyond the end. Lives as long as `licences`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_licences_pool(const seatbook_licences *licences,
                                    size_t index)
SEATBOOK_NOEXCEPT;

/**
 * The seat's number in the pool, from 1; 0 through a site, which has no seats, and beyond the end.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint32_t seatbook_licences_seat(const seatbook_licences *licences,
                                size_t index)
SEATBOOK_NOEXCEPT;

/**
 * The seat's key; nothing if the pool has no keys.
 *
 * Lives as long as `licences`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_licences_key(const seatbook_licences *licences,
                                   size_t index)
SEATBOOK_NOEXCEPT;

/**
 * Assigned or started; SEATBOOK_SEAT_STATE_NONE beyond the end.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_seat_state seatbook_licences_state(const seatbook_licences *licences,
                                            size_t index)
SEATBOOK_NOEXCEPT;

/**
 * When its time began; SEATBOOK_NO_DAY if it has not.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_day seatbook_licences_started_on(const seatbook_licences *licences,
                                          size_t index)
SEATBOOK_NOEXCEPT;

/**
 * Its last day; SEATBOOK_NO_DAY if it has none.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_day seatbook_licences_ends_on(const seatbook_licences *licences,
                                       size_t index)
SEATBOOK_NOEXCEPT;

/**
 * 1 if it is not a seat of one's own but access through a group, an org or a site; the source says which.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint32_t seatbook_licences_derived(const seatbook_licences *licences,
                                   size_t index)
SEATBOOK_NOEXCEPT;

/**
 * How many plans are switched off.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
size_t seatbook_licences_disabled_plan_count(const seatbook_licences *licences,
                                             size_t index)
SEATBOOK_NOEXCEPT;

/**
 * A plan that is switched off, by its number from 0.
 *
 * Nothing beyond the end. Lives as long as `licences`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_licences_disabled_plan(const seatbook_licences *licences,
                                             size_t index,
                                             size_t number)
SEATBOOK_NOEXCEPT;

/**
 * How many things the seat came through.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
size_t seatbook_licences_source_count(const seatbook_licences *licences,
                                      size_t index)
SEATBOOK_NOEXCEPT;

/**
 * What kind of source it is, by its number from 0; SEATBOOK_SOURCE_KIND_NONE beyond the end.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_source_kind seatbook_licences_source_kind(const seatbook_licences *licences,
                                                   size_t index,
                                                   size_t number)
SEATBOOK_NOEXCEPT;

/**
 * The group, org or pool of a source, by its number from 0; nothing if the source is direct or beyond the end.
 *
 * Lives as long as `licences`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_licences_source_id(const seatbook_licences *licences,
                                         size_t index,
                                         size_t number)
SEATBOOK_NOEXCEPT;

/**
 * The group of a source, by its number from 0; nothing if the source is no group or beyond the end.
 *
 * Lives as long as `licences`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_licences_source_group(const seatbook_licences *licences,
                                            size_t index,
                                            size_t number)
SEATBOOK_NOEXCEPT;

/**
 * Frees licences; NULL is fine.
 *
 * No other thread may be using it. Since 0.1.
 */
SEATBOOK_API void seatbook_licences_free(seatbook_licences *licences) SEATBOOK_NOEXCEPT;

/**
 * Answers a question in JSON, format seatbook.query/1; the answer is JSON too.
 *
 * Free `*out_answer` with seatbook_text_free(). Any thread. Fails with INVALID_JSON (details `line` and `column`),
 * UNKNOWN_PRODUCT, UNKNOWN_POOL, UNKNOWN_USER, UNKNOWN_ORG, NOT_FOUND, LIMIT. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_query_json(const seatbook_book *book,
                                    seatbook_str json,
                                    seatbook_text **out_answer,
                                    seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * What of a product can be handed out on a day to users of an org; `org` empty: in all pools.
 *
 * Free `*out_supply` with seatbook_supply_free(). Any thread. Fails with UNKNOWN_PRODUCT, UNKNOWN_ORG. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_book_supply(const seatbook_book *book,
                                     seatbook_str product,
                                     seatbook_str org,
                                     seatbook_day on,
                                     seatbook_supply **out_supply,
                                     seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * The product; nothing for NULL.
 *
 * Lives as long as `supply`. Any thread. Since 0.1.
 */
SEATBOOK_API seatbook_str seatbook_supply_product(const seatbook_supply *supply) SEATBOOK_NOEXCEPT;

/**
 * How many new seats there are.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API uint64_t seatbook_supply_new_seats(const seatbook_supply *supply) SEATBOOK_NOEXCEPT;

/**
 * 1 if there is always a new seat more.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API uint32_t seatbook_supply_unlimited(const seatbook_supply *supply) SEATBOOK_NOEXCEPT;

/**
 * How many different end dates reusable seats have.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API size_t seatbook_supply_reusable_len(const seatbook_supply *supply) SEATBOOK_NOEXCEPT;

/**
 * An end date of reusable seats; SEATBOOK_NO_DAY if they never end.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_day seatbook_supply_reusable_ends_on(const seatbook_supply *supply,
                                              size_t index)
SEATBOOK_NOEXCEPT;

/**
 * How many reusable seats have that end date; 0 beyond the end.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_supply_reusable_seats(const seatbook_supply *supply,
                                        size_t index)
SEATBOOK_NOEXCEPT;

/**
 * Frees supply; NULL is fine.
 *
 * No other thread may be using it. Since 0.1.
 */
SEATBOOK_API void seatbook_supply_free(seatbook_supply *supply) SEATBOOK_NOEXCEPT;

/**
 * Users, by family name, given name and id.
 *
 * `filter` may be NULL: all users. `cursor` is empty for the first page, "last" for the last, else what seatbook_users_next() or
 * _previous() gave; `limit` 0 is 100. Free `*out_users` with seatbook_users_free(). Any thread. Fails with UNKNOWN_ORG,
 * UNKNOWN_GROUP, INVALID_ARGUMENT for a cursor that is none, LIMIT. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_book_users(const seatbook_book *book,
                                    const seatbook_user_filter *filter,
                                    seatbook_str cursor,
                                    size_t limit,
                                    seatbook_users **out_users,
                                    seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * How many rows this page has; 0 for NULL.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API size_t seatbook_users_len(const seatbook_users *users) SEATBOOK_NOEXCEPT;

/**
 * How many rows the whole list has.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API uint64_t seatbook_users_total(const seatbook_users *users) SEATBOOK_NOEXCEPT;

/**
 * The cursor of the next page; nothing on the last.
 *
 * Lives as long as `users`. Any thread. Since 0.1.
 */
SEATBOOK_API seatbook_str seatbook_users_next(const seatbook_users *users) SEATBOOK_NOEXCEPT;

/**
 * The cursor of the previous page; nothing on the first.
 *
 * Lives as long as `users`. Any thread. Since 0.1.
 */
SEATBOOK_API seatbook_str seatbook_users_previous(const seatbook_users *users) SEATBOOK_NOEXCEPT;

/**
 * A user's id.
 *
 * Nothing beyond the end. Lives as long as `users`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_users_id(const seatbook_users *users,
                               size_t index)
SEATBOOK_NOEXCEPT;

/**
 * The org that a user belongs to.
 *
 * Nothing beyond the end. Lives as long as `users`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_users_org(const seatbook_users *users,
                                size_t index)
SEATBOOK_NOEXCEPT;

/**
 * A user's given name.
 *
 * Nothing beyond the end. Lives as long as `users`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_users_given_name(const seatbook_users *users,
                                       size_t index)
SEATBOOK_NOEXCEPT;

/**
 * A user's family name.
 *
 * Nothing beyond the end. Lives as long as `users`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_users_family_name(const seatbook_users *users,
                                        size_t index)
SEATBOOK_NOEXCEPT;

/**
 * A user's name to show; empty if it is given name and family name.
 *
 * Nothing beyond the end. Lives as long as `users`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_users_display_name(const seatbook_users *users,
                                         size_t index)
SEATBOOK_NOEXCEPT;

/**
 * A user's country, ISO 3166-1 alpha-2.
 *
 * Nothing if there is none, and beyond the end. Lives as long as `users`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_users_country(const seatbook_users *users,
                                    size_t index)
SEATBOOK_NOEXCEPT;

/**
 * How many roles a user has.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
size_t seatbook_users_role_count(const seatbook_users *users,
                                 size_t index)
SEATBOOK_NOEXCEPT;

/**
 * A role of a user, by its number from 0.
 *
 * Nothing beyond the end. Lives as long as `users`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_users_role(const seatbook_users *users,
                                 size_t index,
                                 size_t number)
SEATBOOK_NOEXCEPT;

/**
 * 1 if a user's account is in use.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint32_t seatbook_users_enabled(const seatbook_users *users,
                                size_t index)
SEATBOOK_NOEXCEPT;

/**
 * Frees users; NULL is fine.
 *
 * No other thread may be using it. Since 0.1.
 */
SEATBOOK_API void seatbook_users_free(seatbook_users *users) SEATBOOK_NOEXCEPT;

/**
 * Recounts everything from the seats and walks the journal's chain. Problems are in the answer, they are no failure.
 *
 * `since` is a head kept from earlier that the book must descend from; NULL: none. Free `*out_verification` with
 * seatbook_verification_free(). Any thread; it reads the whole book. Fails with ROLLED_BACK if the book does not descend
 * from `since`, IO, CORRUPT. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_book_verify(const seatbook_book *book,
                                     const seatbook_head *since,
                                     seatbook_verification **out_verification,
                                     seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * The head of the chain as it was checked, to be kept elsewhere.
 *
 * Set `out_head->size` first. Any thread. Fails only as every function may. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_verification_head(const seatbook_verification *verification,
                                           seatbook_head *out_head,
                                           seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * 1 if nothing is wrong; 0 for NULL.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint32_t seatbook_verification_ok(const seatbook_verification *verification)
SEATBOOK_NOEXCEPT;

/**
 * How many problems are told; at most 100 are.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
size_t seatbook_verification_problem_count(const seatbook_verification *verification)
SEATBOOK_NOEXCEPT;

/**
 * What is wrong: table, key and why.
 *
 * Nothing beyond the end. Lives as long as `verification`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_verification_problem(const seatbook_verification *verification,
                                           size_t index)
SEATBOOK_NOEXCEPT;

/**
 * How many operations the chain has that was walked.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_verification_operations(const seatbook_verification *verification)
SEATBOOK_NOEXCEPT;

/**
 * How many users were looked at.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_verification_users(const seatbook_verification *verification)
SEATBOOK_NOEXCEPT;

/**
 * How many pools were recounted.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_verification_pools(const seatbook_verification *verification)
SEATBOOK_NOEXCEPT;

/**
 * How many seats were looked at.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_verification_seats(const seatbook_verification *verification)
SEATBOOK_NOEXCEPT;

/**
 * Frees verification; NULL is fine.
 *
 * No other thread may be using it. Since 0.1.
 */
SEATBOOK_API void seatbook_verification_free(seatbook_verification *verification) SEATBOOK_NOEXCEPT;

/**
 * Who waits for seats of a product, or of all products if `product` is empty; only one user, if `user` is not empty.
 *
 * `cursor` is empty for the first page, "last" for the last, else what seatbook_waitlist_next() or _previous() gave; `limit` 0 is
 * 100. Free `*out_waitlist` with seatbook_waitlist_free(). Any thread. Fails with UNKNOWN_PRODUCT, UNKNOWN_USER,
 * INVALID_ARGUMENT for a cursor that is none, LIMIT. Since 0.1.
 */
SEATBOOK_API
seatbook_status seatbook_book_waitlist(const seatbook_book *book,
                                       seatbook_str product,
                                       seatbook_str user,
                                       seatbook_str cursor,
                                       size_t limit,
                                       seatbook_waitlist **out_waitlist,
                                       seatbook_error **out_error)
SEATBOOK_NOEXCEPT;

/**
 * How many rows this page has; 0 for NULL.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API size_t seatbook_waitlist_len(const seatbook_waitlist *waitlist) SEATBOOK_NOEXCEPT;

/**
 * How many rows the whole list has.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API uint64_t seatbook_waitlist_total(const seatbook_waitlist *waitlist) SEATBOOK_NOEXCEPT;

/**
 * The cursor of the next page; nothing on the last.
 *
 * Lives as long as `waitlist`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_waitlist_next(const seatbook_waitlist *waitlist)
SEATBOOK_NOEXCEPT;

/**
 * The cursor of the previous page; nothing on the first.
 *
 * Lives as long as `waitlist`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_waitlist_previous(const seatbook_waitlist *waitlist)
SEATBOOK_NOEXCEPT;

/**
 * The place in the product's queue, from 1; 0 beyond the end.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_waitlist_position(const seatbook_waitlist *waitlist,
                                    size_t index)
SEATBOOK_NOEXCEPT;

/**
 * Who waits: the user, group or org.
 *
 * Nothing beyond the end. Lives as long as `waitlist`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_waitlist_target(const seatbook_waitlist *waitlist,
                                      size_t index)
SEATBOOK_NOEXCEPT;

/**
 * Whether it is a user, a group or an org that waits; a user beyond the end.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_holder_kind seatbook_waitlist_holder_kind(const seatbook_waitlist *waitlist,
                                                   size_t index)
SEATBOOK_NOEXCEPT;

/**
 * The product.
 *
 * Nothing beyond the end. Lives as long as `waitlist`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_waitlist_product(const seatbook_waitlist *waitlist,
                                       size_t index)
SEATBOOK_NOEXCEPT;

/**
 * The higher, the earlier a seat is given.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
int32_t seatbook_waitlist_priority(const seatbook_waitlist *waitlist,
                                   size_t index)
SEATBOOK_NOEXCEPT;

/**
 * The day on which the waiting began; SEATBOOK_NO_DAY beyond the end.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_day seatbook_waitlist_since(const seatbook_waitlist *waitlist,
                                     size_t index)
SEATBOOK_NOEXCEPT;

/**
 * The operation that put it where it is.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
uint64_t seatbook_waitlist_operation(const seatbook_waitlist *waitlist,
                                     size_t index)
SEATBOOK_NOEXCEPT;

/**
 * How many things the seat is to come through.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
size_t seatbook_waitlist_source_count(const seatbook_waitlist *waitlist,
                                      size_t index)
SEATBOOK_NOEXCEPT;

/**
 * What kind of source it is, by its number from 0; SEATBOOK_SOURCE_KIND_NONE beyond the end.
 *
 * Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_source_kind seatbook_waitlist_source_kind(const seatbook_waitlist *waitlist,
                                                   size_t index,
                                                   size_t number)
SEATBOOK_NOEXCEPT;

/**
 * The group of a source, by its number from 0; nothing if the source is direct or beyond the end.
 *
 * Lives as long as `waitlist`. Any thread. Since 0.1.
 */
SEATBOOK_API
seatbook_str seatbook_waitlist_source_id(const seatbook_waitlist *waitlist,
                                         size_t index,
                                         size_t number)
SEATBOOK_NOEXCEPT;

/**
 * Frees a waiting list; NULL is fine.
 *
 * No other thread may be using it. Since 0.1.
 */
SEATBOOK_API void seatbook_waitlist_free(seatbook_waitlist *waitlist) SEATBOOK_NOEXCEPT;

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* SEATBOOK_H */
