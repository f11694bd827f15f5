/**
 * Seats for the contacts of a CRM, as a plug-in would see to them.
 *
 *     node contacts.js [where to make the book]
 */
import { Book, SeatbookError } from './seatbook.js';

const SKÅNE = {
  orgs: [{ id: 'skåne', name: 'Skåne' }],
  users: [
    { id: 'åsa', org: 'skåne' },
    { id: 'björn', org: 'skåne' },
    { id: '陳偉', org: 'skåne' },
    { id: 'zoë', org: 'skåne', enabled: false },
    { id: 'émile', org: 'lycée' },
  ],
  products: [{ id: 'maths', name: 'Maths' }],
  pools: [{
    id: 'order-7', product: 'maths', org: 'skåne', quantity: 2, start_policy: 'on_first_use', duration: '12 months',
    release: 'reuse',
  }],
};

/** Prints a report and closes it. With Node 24 this would be `using report = ...`. */
function show(title, report) {
  try {
    console.log(`\n${title}`);
    for (const { target, outcome, sentence } of report) console.log(`  ${target}: ${outcome} (${sentence})`);
    console.log(`  ${report.changed} changed, ${report.refused} refused`);
    for (const { product, needed, available, missing } of report.shortfall) {
      console.log(`  ${product}: ${needed} needed, ${available} available, ${missing} missing`);
    }
  } finally {
    report.close();
  }
}

function story(book) {
  const { refused } = book.load(SKÅNE, { on: '2026-08-17' });
  console.log('loaded');
  for (const { entity, id, message } of refused) console.log(`  ${entity} ${id}: ${message}`);

  const august = {
    on: '2026-08-17',
    actor: 'crm',
    reason: 'new school year',
    progress: (done, total) => console.log(`\nprogress: ${done} of ${total} rows`),
  };
  show('2026-08-17 seats for five', book.assign(['åsa', 'björn', '陳偉', 'zoë', 'nobody'], ['maths'], august));

  show('2026-09-01 first lesson', book.apply({
    on: '2026-09-01', items: [{ op: 'start', users: ['åsa', 'björn'], product: 'maths' }],
  }));
  const october = { on: '2026-10-05', actor: 'crm', reason: 'moved away' };
  show('2026-10-05 björn moves away', book.revoke(['björn'], ['maths'], october));

  const { reusable: [{ ends_on }] } = book.query({ query: 'supply', product: 'maths', org: 'skåne', on: '2026-10-05' });
  show(`2026-10-05 the seat until ${ends_on} for 陳偉`, book.apply({
    on: '2026-10-05', items: [{ op: 'reuse', user: '陳偉', product: 'maths', ends_on }],
  }));

  console.log('\nwho has maths');
  for (const { id, state, endsOn } of book.holders('maths', '2026-10-05', { page: 1 })) {
    console.log(`  ${id}: ${state}, until ${endsOn}`);
  }
  const { total, assigned, available } = book.counts('maths', '2026-10-05');
  console.log(`  ${total} seats: ${assigned} assigned, ${available} available`);

  console.log('\nwhat is not there');
  try {
    book.assign(['åsa'], ['physics'], october).close();
  } catch (error) {
    if (!(error instanceof SeatbookError)) throw error;
    console.log(`  ${error.code} ${error.status}: ${error.message}`);
  }
}

try {
  const book = Book.create(process.argv[2] ?? 'contacts.book');
  try {
    story(book);
  } finally {
    book.close();
  }
} catch (error) {
  if (!(error instanceof SeatbookError)) throw error;
  console.error(`contacts: ${error.message}`);
  process.exitCode = 1;
}
