/**
 * libseatbook as koffi sees it: declarations, and what every call needs.
 *
 * The environment variable SEATBOOK_LIBRARY says which library, if it is not where the system's loader looks.
 */
import koffi from 'koffi';

/** A call failed and changed nothing. A row that was refused is not an error: the report says why. */
export class SeatbookError extends Error {
  /** @param {{status: string, message: string, details: object}} facts @param {number} code */
  constructor({ status, message, details }, code) {
    super(message);
    this.name = 'SeatbookError';
    /** In words, such as `unknown_product` or `busy`. */
    this.status = status;
    /** The number of the status, as in seatbook.h. */
    this.code = code;
    /** Such as `line` and `column` of wrong JSON. */
    this.details = details;
  }
}

const NO_DAY = -2147483648;
const library = load(process.env.SEATBOOK_LIBRARY || 'libseatbook.so.0');

// `data` is no `char *`: koffi would read such a result up to a NUL, and there is none.
koffi.struct('seatbook_str', { data: 'void *', len: 'size_t' });
koffi.alias('seatbook_day', 'int32_t');
const progressFunction = koffi.proto('int32_t seatbook_progress_fn(void *userdata, size_t done, size_t total)');
for (const type of ['book', 'load', 'load_report', 'report', 'holders', 'text', 'error']) {
  koffi.opaque(`seatbook_${type}`);
}
const structs = {
  seatbook_options: koffi.struct('seatbook_options', {
    size: 'size_t', on: 'seatbook_day', mode: 'int32_t', dry_run: 'uint32_t', has_at: 'uint32_t', at: 'int64_t',
    expected_revision: 'uint64_t', has_expected_revision: 'uint32_t', unit: 'int32_t', actor_id: 'seatbook_str',
    actor_role: 'seatbook_str', reason: 'seatbook_str', request_id: 'seatbook_str', progress: 'void *',
    progress_userdata: 'void *', cancel: 'void *',
  }),
  seatbook_open_options: koffi.struct('seatbook_open_options', {
    size: 'size_t', read_only: 'uint32_t', trusted: 'uint32_t', busy_timeout_ms: 'int64_t', cache_bytes: 'uint64_t',
    licence_keys: 'void *', licence_key_count: 'size_t',
  }),
  seatbook_counts: koffi.struct('seatbook_counts', {
    size: 'size_t', total: 'uint64_t', assigned: 'uint64_t', started: 'uint64_t', available: 'uint64_t',
    new_seats: 'uint64_t', reusable: 'uint64_t', retired: 'uint64_t', expired: 'uint64_t', upcoming: 'uint64_t',
    suspended: 'uint64_t', over: 'uint64_t', unlimited: 'uint32_t', reserved: 'uint32_t',
  }),
};

/** The functions of seatbook.h that are used here, by their names without `seatbook_`. */
export const c = {};

// Those that can fail: they return a status, and `out_error` comes last.
for (const declaration of [
  'day_parse(seatbook_str, _Out_ seatbook_day *',
  'book_create(seatbook_str, const seatbook_open_options *, _Out_ seatbook_book **',
  'book_open(seatbook_str, const seatbook_open_options *, _Out_ seatbook_book **',
  'book_in_memory(_Out_ seatbook_book **',
  'book_close(seatbook_book *',
  'load_from_json(seatbook_str, _Out_ seatbook_load **',
  'book_load(seatbook_book *, seatbook_load *, const seatbook_options *, _Out_ seatbook_load_report **',
  `apply_users(seatbook_book *, int32_t, const seatbook_str *, size_t, const seatbook_str *, size_t, const void *,
     const seatbook_options *, _Out_ seatbook_report **`,
  'apply_json(seatbook_book *, seatbook_str, _Out_ seatbook_report **',
  'query_json(seatbook_book *, seatbook_str, _Out_ seatbook_text **',
  'book_holders(seatbook_book *, seatbook_str, seatbook_day, seatbook_str, size_t, _Out_ seatbook_holders **',
  'book_counts(seatbook_book *, seatbook_str, seatbook_str, seatbook_day, _Inout_ seatbook_counts *',
]) declare(`int32_t seatbook_${declaration}, _Out_ seatbook_error **)`);

// Those that tell of an object or of one of its rows, free it, or name a number.
for (const declaration of [
  'seatbook_str seatbook_error_json(seatbook_error *)',
  'void seatbook_error_free(seatbook_error *)',
  'seatbook_str seatbook_text_str(seatbook_text *)',
  'void seatbook_text_free(seatbook_text *)',
  'void seatbook_load_free(seatbook_load *)',
  'seatbook_str seatbook_load_report_json(seatbook_load_report *)',
  'void seatbook_load_report_free(seatbook_load_report *)',
  'size_t seatbook_report_len(seatbook_report *)',
  'uint64_t seatbook_report_operation(seatbook_report *)',
  'uint64_t seatbook_report_changed(seatbook_report *)',
  'uint64_t seatbook_report_failed(seatbook_report *)',
  'size_t seatbook_report_shortfall_count(seatbook_report *)',
  'seatbook_str seatbook_report_shortfall_product(seatbook_report *, size_t)',
  'uint64_t seatbook_report_shortfall_needed(seatbook_report *, size_t)',
  'uint64_t seatbook_report_shortfall_available(seatbook_report *, size_t)',
  'uint64_t seatbook_report_shortfall_missing(seatbook_report *, size_t)',
  'seatbook_str seatbook_report_row_target(seatbook_report *, size_t)',
  'seatbook_str seatbook_report_row_product(seatbook_report *, size_t)',
  'int32_t seatbook_report_row_outcome(seatbook_report *, size_t)',
  'seatbook_str seatbook_report_row_seat_pool(seatbook_report *, size_t)',
  'uint32_t seatbook_report_row_seat_number(seatbook_report *, size_t)',
  'seatbook_day seatbook_report_row_ends_on(seatbook_report *, size_t)',
  'seatbook_str seatbook_report_row_sentence(seatbook_report *, size_t)',
  'void seatbook_report_free(seatbook_report *)',
  'size_t seatbook_holders_len(seatbook_holders *)',
  'seatbook_str seatbook_holders_next(seatbook_holders *)',
  'seatbook_str seatbook_holders_holder(seatbook_holders *, size_t)',
  'seatbook_str seatbook_holders_pool(seatbook_holders *, size_t)',
  'uint32_t seatbook_holders_seat(seatbook_holders *, size_t)',
  'int32_t seatbook_holders_state(seatbook_holders *, size_t)',
  'seatbook_day seatbook_holders_ends_on(seatbook_holders *, size_t)',
  'void seatbook_holders_free(seatbook_holders *)',
  'const char *seatbook_outcome_name(int32_t)',
  'int32_t seatbook_outcome_class(int32_t)',
  'const char *seatbook_seat_state_name(int32_t)',
]) declare(declaration);

/** A text on its way into a call; koffi keeps the buffer until the call is done. */
export function str(text) {
  if (typeof text !== 'string') throw new TypeError(`a string is wanted here, not ${text}`);
  if (!text.isWellFormed()) throw new TypeError('half a surrogate pair has no UTF-8');
  const data = Buffer.from(text, 'utf8');
  return { data, len: data.length };
}

/** A copy of a text that belongs to an object of the library. */
export const text = ({ data, len }) => (len === 0 ? '' : koffi.decode.string(data, len));

/** A struct that begins with its size; what is not named is 0. */
export function struct(type, fields = {}) {
  return { ...zeros(structs[type]), size: koffi.sizeof(type), ...fields };
}

function zeros(type) {
  const zero = (member) => (member.primitive === 'Record' ? zeros(member) : member.primitive === 'Pointer' ? null : 0);
  return Object.fromEntries(Object.values(type.members).map(({ name, type: member }) => [name, zero(member)]));
}

/** Calls a function whose last parameter is `out_error`. */
export function call(name, ...args) {
  const error = [null];
  const status = c[name](...args, error);
  if (status !== 0) throw failure(error[0], status);
}

/** Calls a function whose last parameters are an object that it makes and `out_error`. */
export function make(name, ...args) {
  const made = [null];
  call(name, ...args, made);
  return made[0];
}

/** A day as the library counts it, from `2026-08-17` or a Date (its day in UTC). */
export function day(on) {
  const parsed = [0];
  call('day_parse', str(on instanceof Date ? on.toISOString().slice(0, 10) : String(on)), parsed);
  return parsed[0];
}

/** `2026-08-17`, or null for none. */
export const date = (days) => (days === NO_DAY ? null : new Date(days * 86_400_000).toISOString().slice(0, 10));

/**
 * Calls `work` with seatbook_options. Nothing may be thrown through C: what the progress function throws stops the
 * request and is thrown afterwards.
 */
export function withOptions(options, work) {
  const { on, actor = '', reason = '', requestId = '', atomic = false, dryRun = false, progress } = options;
  let thrown = null;
  const told = progress && koffi.register((userdata, done, total) => {
    try {
      return progress(done, total) === false ? 1 : 0;
    } catch (error) {
      thrown = { error };
      return 1;
    }
  }, koffi.pointer(progressFunction));
  try {
    return work(struct('seatbook_options', {
      on: day(on), mode: Number(atomic), dry_run: Number(dryRun), actor_id: str(actor), reason: str(reason),
      request_id: str(requestId), progress: told ?? null,
    }));
  } catch (error) {
    throw thrown ? thrown.error : error;
  } finally {
    if (told) koffi.unregister(told);
  }
}

function declare(declaration) {
  c[/seatbook_(\w+)\(/.exec(declaration)[1]] = library.func(declaration);
}

function load(path) {
  try {
    return koffi.load(path);
  } catch (cause) {
    throw new Error(`cannot load ${path}; install libseatbook, or set SEATBOOK_LIBRARY to its path`, { cause });
  }
}

function failure(error, status) {
  const json = text(c.error_json(error));
  c.error_free(error);
  return new SeatbookError(JSON.parse(json), status);
}
