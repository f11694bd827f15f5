/**
 * The book of licence seats.
 *
 * Whatever has a method here goes through typed functions; everything else that the library can do is asked for with
 * `apply` and `query`, whose objects are the JSON of seatbook's README.
 */
import { c, call, date, day, make, str, struct, text, withOptions } from './native.js';

export { SeatbookError } from './native.js';

const OP = { assign: 1, revoke: 2 };
const REFUSED = 3;

/** An object of the library. Close it, or leave it to `using`; the garbage collector is only the net below. */
class Handle {
  static #lost = new FinalizationRegistry(({ native, free }) => free(native));
  #native;
  #free;

  constructor(native, free) {
    this.#native = native;
    this.#free = free;
    Handle.#lost.register(this, { native, free }, this);
  }

  get native() {
    if (this.#native === null) throw new TypeError(`the ${this.constructor.name.toLowerCase()} is closed`);
    return this.#native;
  }

  close() {
    if (this.#native === null) return;
    this.#free(this.#native);
    this.#native = null;
    Handle.#lost.unregister(this);
  }

  [Symbol.dispose]() {
    this.close();
  }
}

/** What became of a request, row by row in its order. Rows are read when they are asked for. */
export class Report extends Handle {
  /** @hideconstructor */
  constructor(native) {
    super(native, c.report_free);
  }

  /** Rows. */
  get length() {
    return Number(c.report_len(this.native));
  }

  get changed() {
    return c.report_changed(this.native);
  }

  get refused() {
    return c.report_failed(this.native);
  }

  /** The operation's number in the journal; 0 if it was not written down. */
  get operation() {
    return c.report_operation(this.native);
  }

  /** Products with too few seats: what was needed, what there was, what is missing. */
  get shortfall() {
    return Array.from({ length: c.report_shortfall_count(this.native) }, (_, at) => ({
      product: text(c.report_shortfall_product(this.native, at)),
      needed: c.report_shortfall_needed(this.native, at),
      available: c.report_shortfall_available(this.native, at),
      missing: c.report_shortfall_missing(this.native, at),
    }));
  }

  /** One row, `undefined` beyond the end. */
  at(index) {
    if (!(index >= 0 && index < this.length)) return undefined;
    const outcome = c.report_row_outcome(this.native, index);
    const pool = text(c.report_row_seat_pool(this.native, index));
    return {
      target: text(c.report_row_target(this.native, index)),
      product: text(c.report_row_product(this.native, index)),
      outcome: c.outcome_name(outcome),
      refused: c.outcome_class(outcome) === REFUSED,
      sentence: text(c.report_row_sentence(this.native, index)),
      seat: pool === '' ? null : { pool, number: c.report_row_seat_number(this.native, index) },
      endsOn: date(c.report_row_ends_on(this.native, index)),
    };
  }

  *[Symbol.iterator]() {
    for (let index = 0; index < this.length; index += 1) yield this.at(index);
  }
}

/**
 * A book, in a file or in memory.
 *
 * @typedef {object} Options What goes with everything that changes a book. The library never reads a clock.
 * @property {string | Date} on the day, such as `2026-08-17`
 * @property {string} [actor] who asks, for the journal
 * @property {string} [reason] why, for the journal
 * @property {string} [requestId] asking again with the same id gives the first report and changes nothing
 * @property {boolean} [atomic] all rows or none
 * @property {boolean} [dryRun] only say what would happen
 * @property {(done: number, total: number) => boolean | void} [progress] `false` stops the request
 */
export class Book extends Handle {
  /** @hideconstructor */
  constructor(native) {
    super(native, (book) => call('book_close', book));
  }

  /** Makes a new book. It never overwrites anything. */
  static create(path) {
    return new Book(make('book_create', str(path), null));
  }

  /**
   * Opens a book that is there. One process at a time may have it open for writing, any number for reading.
   *
   * @param {{readOnly?: boolean, trusted?: boolean, patience?: number}} [options] `trusted` skips the check of the
   *   whole file; `patience` is how long to wait for another writer, in milliseconds
   */
  static open(path, { readOnly = false, trusted = false, patience = 5000 } = {}) {
    const options = struct('seatbook_open_options', {
      read_only: Number(readOnly), trusted: Number(trusted), busy_timeout_ms: patience > 0 ? patience : -1,
    });
    return new Book(make('book_open', str(path), options));
  }

  static inMemory() {
    return new Book(make('book_in_memory'));
  }

  /** Takes over what the host knows: orgs, users, groups, products, pools, rules. @param {Options} options */
  load(what, options) {
    const load = make('load_from_json', str(JSON.stringify(what)));
    try {
      const report = withOptions(options, (native) => make('book_load', this.native, load, native));
      try {
        return JSON.parse(text(c.load_report_json(report)));
      } finally {
        c.load_report_free(report);
      }
    } finally {
      c.load_free(load);
    }
  }

  /** Gives each of the users a seat of each of the products, as far as there are seats. @param {Options} options */
  assign(users, products, options) {
    return this.#users(OP.assign, users, products, options);
  }

  /** Takes the products back from the users. @param {Options} options */
  revoke(users, products, options) {
    return this.#users(OP.revoke, users, products, options);
  }

  /** Does what a request says, whatever it is. */
  apply(request) {
    return new Report(make('apply_json', this.native, str(JSON.stringify(request))));
  }

  /** Answers a question, whatever it is. */
  query(question) {
    const answer = make('query_json', this.native, str(JSON.stringify(question)));
    try {
      return JSON.parse(text(c.text_str(answer)));
    } finally {
      c.text_free(answer);
    }
  }

  /** Everybody who holds the product on a day, read page by page. */
  *holders(product, on, { page = 1000 } = {}) {
    let cursor = '';
    do {
      const holders = make('book_holders', this.native, str(product), day(on), str(cursor), page);
      try {
        for (let at = 0; at < c.holders_len(holders); at += 1) {
          yield {
            id: text(c.holders_holder(holders, at)),
            pool: text(c.holders_pool(holders, at)),
            seat: c.holders_seat(holders, at),
            state: c.seat_state_name(c.holders_state(holders, at)),
            endsOn: date(c.holders_ends_on(holders, at)),
          };
        }
        cursor = text(c.holders_next(holders));
      } finally {
        c.holders_free(holders);
      }
    } while (cursor !== '');
  }

  /** Seats of a product on a day: total, assigned, started, available and so on, as in seatbook.h. */
  counts(product, on, { org = '' } = {}) {
    const counts = struct('seatbook_counts');
    call('book_counts', this.native, str(product), str(org), day(on), counts);
    const { size, reserved, ...answer } = counts;
    return answer;
  }

  #users(op, users, products, options) {
    return new Report(withOptions(options, (native) => make(
      'apply_users', this.native, op, users.map(str), users.length, products.map(str), products.length, null, native,
    )));
  }
}
