/* Handles that are closed, stale, made up or too many are statuses, never crashes.
 *
 *     handles [how often a book is opened in a row]
 */
#define _POSIX_C_SOURCE 200809L
#include "check.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

static const char *const PATH = "handles.seatbook";

static seatbook_book *made_up(uintptr_t number) { return (seatbook_book *)number; }

static void closed_and_stale(void) {
  seatbook_error *error = NULL;
  seatbook_book *first = NULL, *second = NULL;
  uint64_t revision = 77;
  OK(seatbook_book_in_memory(&first, &error));
  OK(seatbook_book_revision(first, &revision, &error));
  CHECK(revision == 0);
  revision = 77;
  OK(seatbook_book_close(first, &error));
  EXPECT(seatbook_book_close(first, &error), SEATBOOK_INVALID_HANDLE);
  EXPECT(seatbook_book_revision(first, &revision, &error), SEATBOOK_INVALID_HANDLE);
  OK(seatbook_book_in_memory(&second, &error));
  CHECK(first != second);
  EXPECT(seatbook_book_revision(first, &revision, &error), SEATBOOK_INVALID_HANDLE);
  EXPECT(seatbook_book_close(first, &error), SEATBOOK_INVALID_HANDLE);
  CHECK(revision == 77);
  OK(seatbook_book_revision(second, &revision, &error));
  OK(seatbook_book_close(second, &error));
  OK(seatbook_book_close(NULL, &error));
}

static void forged(void) {
  seatbook_error *error = NULL;
  seatbook_book *real = NULL;
  int on_the_stack = 0;
  uintptr_t bits, number;
  uint64_t revision = 77;
  OK(seatbook_book_in_memory(&real, &error));
  EXPECT(seatbook_book_revision(NULL, &revision, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_book_revision((seatbook_book *)(void *)&on_the_stack, &revision, &error), SEATBOOK_INVALID_HANDLE);
  for (bits = 0; bits < 8 * sizeof bits; bits++) {
    number = (uintptr_t)real ^ ((uintptr_t)1 << bits);
    EXPECT(seatbook_book_revision(made_up(number), &revision, &error), SEATBOOK_INVALID_HANDLE);
  }
  for (number = 1; number < 1000; number++)
    EXPECT(seatbook_book_close(made_up(number), &error), SEATBOOK_INVALID_HANDLE);
  EXPECT(seatbook_book_close(made_up(UINTPTR_MAX), &error), SEATBOOK_INVALID_HANDLE);
  CHECK(revision == 77);
  OK(seatbook_book_close(real, &error));
}

static void too_many(void) {
  seatbook_error *error = NULL;
  seatbook_book *books[64], *more = NULL;
  int i;
  for (i = 0; i < 64; i++) OK(seatbook_book_in_memory(&books[i], &error));
  EXPECT(seatbook_book_in_memory(&more, &error), SEATBOOK_LIMIT);
  CHECK(more == NULL);
  OK(seatbook_book_close(books[31], &error));
  OK(seatbook_book_in_memory(&books[31], &error));
  for (i = 0; i < 64; i++) OK(seatbook_book_close(books[i], &error));
}

/* A close from inside a call cannot wait for that call: it gives up and the book stays open. */
static int32_t close_inside(void *userdata, size_t done, size_t total) {
  seatbook_error *error = NULL;
  (void)done, (void)total;
  EXPECT(seatbook_book_close(userdata, &error), SEATBOOK_BUSY);
  return 0;
}

static void close_waits(void) {
  seatbook_error *error = NULL;
  seatbook_book *book = NULL, *again = NULL;
  seatbook_report *report = NULL;
  seatbook_open_options open = {0};
  seatbook_options options = on(2025, 8, 18);
  uint64_t revision = 0;
  remove(PATH);
  open.size = sizeof open, open.busy_timeout_ms = 20;
  OK(seatbook_book_create(text(PATH), &open, &book, &error));
  fill(book, 3, 3);
  EXPECT(seatbook_book_open(text(PATH), &open, &again, &error), SEATBOOK_BUSY);
  options.progress = close_inside, options.progress_userdata = book;
  OK(seatbook_assign(book, text("u000"), text("matte"), &options, &report, &error));
  seatbook_report_free(report);
  OK(seatbook_book_revision(book, &revision, &error));
  OK(seatbook_book_close(book, &error));
  OK(seatbook_book_open(text(PATH), &open, &again, &error));
  OK(seatbook_book_close(again, &error));
  remove(PATH);
}

static _Atomic(seatbook_book *) shared;
static atomic_int stop;
static atomic_ulong strange, answered;

static void *use(void *unused) {
  while (!atomic_load(&stop)) {
    uint64_t revision;
    seatbook_status status = seatbook_book_revision(atomic_load(&shared), &revision, NULL);
    if (status != SEATBOOK_OK && status != SEATBOOK_INVALID_HANDLE && status != SEATBOOK_BUSY) atomic_fetch_add(&strange, 1);
    atomic_fetch_add(&answered, 1);
  }
  return unused;
}

static void close_races(void) {
  seatbook_error *error = NULL;
  seatbook_book *book = NULL;
  pthread_t threads[4];
  int i, round;
  OK(seatbook_book_in_memory(&book, &error));
  atomic_store(&shared, book);
  for (i = 0; i < 4; i++) CHECK(pthread_create(&threads[i], NULL, use, NULL) == 0);
  for (round = 0; round < 200; round++) {
    OK(seatbook_book_close(book, &error));
    OK(seatbook_book_in_memory(&book, &error));
    atomic_store(&shared, book);
  }
  while (atomic_load(&answered) < 1000) sched_yield();
  atomic_store(&stop, 1);
  for (i = 0; i < 4; i++) pthread_join(threads[i], NULL);
  OK(seatbook_book_close(book, &error));
  CHECK(atomic_load(&strange) == 0);
}

static seatbook_book *contested;
static atomic_int closers, closed_by, refused_to;

/* All closers begin together. */
static void *close_once(void *unused) {
  seatbook_status status;
  atomic_fetch_add(&closers, 1);
  while (atomic_load(&closers) < 4) sched_yield();
  status = seatbook_book_close(contested, NULL);
  if (status == SEATBOOK_OK) atomic_fetch_add(&closed_by, 1);
  if (status == SEATBOOK_INVALID_HANDLE || status == SEATBOOK_BUSY) atomic_fetch_add(&refused_to, 1);
  return unused;
}

/* Of several who close a book at the same time one does. */
static void close_contests(void) {
  seatbook_error *error = NULL;
  pthread_t threads[4];
  int i, round;
  for (round = 0; round < 100; round++) {
    OK(seatbook_book_in_memory(&contested, &error));
    atomic_store(&closers, 0);
    atomic_store(&closed_by, 0);
    atomic_store(&refused_to, 0);
    for (i = 0; i < 4; i++) CHECK(pthread_create(&threads[i], NULL, close_once, NULL) == 0);
    for (i = 0; i < 4; i++) pthread_join(threads[i], NULL);
    CHECK(atomic_load(&closed_by) == 1 && atomic_load(&refused_to) == 3);
  }
}

/* However often books are opened, a number that was given out never stands for another book. */
static void opened_often(long times) {
  seatbook_error *error = NULL;
  seatbook_book *first = NULL, *now = NULL;
  uint64_t revision = 77;
  long i, wrong = 0;
  OK(seatbook_book_in_memory(&first, &error));
  OK(seatbook_book_close(first, &error));
  for (i = 0; i < times; i++) {
    wrong += seatbook_book_in_memory(&now, NULL) != SEATBOOK_OK || now == first;
    wrong += seatbook_book_revision(first, &revision, NULL) != SEATBOOK_INVALID_HANDLE || revision != 77;
    wrong += seatbook_book_close(now, NULL) != SEATBOOK_OK;
  }
  CHECK(wrong == 0);
}

int main(int argc, char **argv) {
  closed_and_stale();
  forged();
  too_many();
  close_waits();
  close_races();
  close_contests();
  opened_often(argc > 1 ? atol(argv[1]) : 5000);
  return finish();
}
