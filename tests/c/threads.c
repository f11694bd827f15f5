/* Ten threads hand out the seats of one book: none too many, none left, every thread has its own report. 64 with little
 * stack use all of the library at once.
 *
 *     threads [kilobytes of their stacks]; 64 are enough for a release build
 */
#define _POSIX_C_SOURCE 200809L
#include "check.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

enum { THREADS = 10, USERS = 60, SEATS = 40 };

static const char *const PATH = "threads.seatbook";
static seatbook_book *book;
static atomic_int assigned, already, refused, wrong;

/* Every thread tries every user, each from another one on. */
static void *hand_out(void *argument) {
  int first = *(int *)argument, i;
  seatbook_options options = on(2025, 8, 18);
  for (i = 0; i < USERS; i++) {
    char id[16];
    seatbook_report *report = NULL;
    snprintf(id, sizeof id, "u%03d", (first + i) % USERS);
    if (seatbook_assign(book, text(id), text("matte"), &options, &report, NULL) != SEATBOOK_OK) {
      atomic_fetch_add(&wrong, 1);
      continue;
    }
    switch (seatbook_report_row_outcome(report, 0)) {
      case SEATBOOK_OUTCOME_ASSIGNED: atomic_fetch_add(&assigned, 1); break;
      case SEATBOOK_OUTCOME_ALREADY_ASSIGNED: atomic_fetch_add(&already, 1); break;
      case SEATBOOK_OUTCOME_NO_SEAT_LEFT: atomic_fetch_add(&refused, 1); break;
      default: atomic_fetch_add(&wrong, 1);
    }
    if (!is(seatbook_report_row_target(report, 0), id)) atomic_fetch_add(&wrong, 1);
    seatbook_report_free(report);
  }
  return NULL;
}

/* Readers of one report, at the same time. */
static void *read_report(void *argument) {
  const seatbook_report *report = argument;
  size_t row;
  for (row = 0; row < seatbook_report_len(report); row++) {
    seatbook_str sentence = seatbook_report_row_sentence(report, row);
    if (sentence.len == 0 || sentence.data != seatbook_report_row_sentence(report, row).data) atomic_fetch_add(&wrong, 1);
  }
  if (seatbook_report_json(report).data != seatbook_report_json(report).data) atomic_fetch_add(&wrong, 1);
  return NULL;
}

static int32_t never_asked(void *userdata, size_t done, size_t total) {
  (void)userdata, (void)done, (void)total;
  return 1;
}

static void stopped(void) {
  seatbook_error *error = NULL;
  seatbook_report *report = NULL;
  seatbook_options options = on(2025, 8, 19);
  uint64_t before = 0, after = 0;
  OK(seatbook_book_revision(book, &before, &error));
  options.cancel = seatbook_cancel_new();
  seatbook_cancel_set(options.cancel);
  EXPECT(seatbook_revoke(book, text("u000"), text("matte"), &options, &report, &error), SEATBOOK_CANCELLED);
  seatbook_cancel_clear(options.cancel);
  options.progress = never_asked;
  EXPECT(seatbook_revoke(book, text("u000"), text("matte"), &options, &report, &error), SEATBOOK_CANCELLED);
  seatbook_cancel_free((seatbook_cancel *)options.cancel);
  OK(seatbook_book_revision(book, &after, &error));
  CHECK(before == after && report == NULL);
}

/* A host may have many threads with little stack each: every one opens, asks, writes and closes. */
enum { CROWD = 64 };

static void *use_everything(void *argument) {
  int number = *(int *)argument;
  seatbook_options options = on(2025, 8, 18);
  seatbook_book *own = NULL;
  seatbook_load *load = NULL;
  seatbook_request *request = NULL;
  seatbook_report *report = NULL;
  seatbook_text *answer = NULL;
  seatbook_error *error = NULL;
  static const char deep[] = "{\"on\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[";
  char id[16];
  snprintf(id, sizeof id, "u%03d", number % USERS);
  if (seatbook_assign(book, text(id), text("matte"), &options, &report, NULL) != SEATBOOK_OK) atomic_fetch_add(&wrong, 1);
  seatbook_report_free(report);
  if (seatbook_query_json(book, text("{\"query\":\"verify\"}"), &answer, NULL) != SEATBOOK_OK) atomic_fetch_add(&wrong, 1);
  seatbook_text_free(answer);
  if (seatbook_request_from_json(text(deep), &request, &error) != SEATBOOK_INVALID_JSON) atomic_fetch_add(&wrong, 1);
  seatbook_error_free(error);
  if (seatbook_load_from_json(text("{\"orgs\":[{\"id\":\"o\"}],\"users\":[{\"id\":\"a\",\"org\":\"o\"}]}"), &load, NULL) != SEATBOOK_OK)
    atomic_fetch_add(&wrong, 1);
  seatbook_load_free(load);
  /* 64 books at most, and one is open: a thread may have to wait for its turn. */
  while (seatbook_book_in_memory(&own, NULL) == SEATBOOK_LIMIT) sched_yield();
  if (seatbook_book_close(own, NULL) != SEATBOOK_OK) atomic_fetch_add(&wrong, 1);
  return NULL;
}

static void crowd_on_small_stacks(size_t stack) {
  static pthread_t threads[CROWD];
  static int numbers[CROWD];
  pthread_attr_t small;
  int i;
  CHECK(pthread_attr_init(&small) == 0 && pthread_attr_setstacksize(&small, stack) == 0);
  for (i = 0; i < CROWD; i++) {
    numbers[i] = i;
    CHECK(pthread_create(&threads[i], &small, use_everything, &numbers[i]) == 0);
  }
  for (i = 0; i < CROWD; i++) pthread_join(threads[i], NULL);
  pthread_attr_destroy(&small);
  CHECK(atomic_load(&wrong) == 0);
}

int main(int argc, char **argv) {
  seatbook_error *error = NULL;
  seatbook_open_options open = {0};
  seatbook_counts counts = {0};
  seatbook_report *report = NULL;
  seatbook_options options = on(2025, 8, 18);
  seatbook_str users[USERS], products[1];
  char ids[USERS][16];
  pthread_t threads[THREADS];
  int first[THREADS], i;
  remove(PATH);
  open.size = sizeof open, open.busy_timeout_ms = 120000;
  OK(seatbook_book_create(text(PATH), &open, &book, &error));
  fill(book, USERS, SEATS);
  for (i = 0; i < THREADS; i++) {
    first[i] = i * USERS / THREADS;
    CHECK(pthread_create(&threads[i], NULL, hand_out, &first[i]) == 0);
  }
  for (i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
  CHECK(atomic_load(&wrong) == 0);
  CHECK(atomic_load(&assigned) == SEATS);
  CHECK(atomic_load(&assigned) + atomic_load(&already) + atomic_load(&refused) == THREADS * USERS);
  counts.size = sizeof counts;
  OK(seatbook_book_counts(book, text("matte"), text(""), options.on, &counts, &error));
  CHECK(counts.assigned == SEATS && counts.available == 0 && counts.over == 0);
  for (i = 0; i < USERS; i++) {
    snprintf(ids[i], sizeof ids[i], "u%03d", i);
    users[i] = text(ids[i]);
  }
  products[0] = text("matte");
  OK(seatbook_apply_users(book, SEATBOOK_OP_ASSIGN, users, USERS, products, 1, NULL, &options, &report, &error));
  for (i = 0; i < THREADS; i++) CHECK(pthread_create(&threads[i], NULL, read_report, report) == 0);
  for (i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
  CHECK(atomic_load(&wrong) == 0);
  seatbook_report_free(report);
  stopped();
  crowd_on_small_stacks((argc > 1 ? strtoul(argv[1], NULL, 10) : 256) * 1024);
  OK(seatbook_book_close(book, &error));
  remove(PATH);
  return finish();
}
