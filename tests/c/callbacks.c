/* Progress functions that call back into the library, and requests that another thread stops. */
#define _POSIX_C_SOURCE 200809L
#include "check.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

enum { USERS = 300 };

static seatbook_book *book;
static int called;

static uint64_t revision(void) {
  seatbook_error *error = NULL;
  uint64_t now = 0;
  OK(seatbook_book_revision(book, &now, &error));
  return now;
}

/* Assigns one user with a progress function; gives the outcome, or 0 with the status in `*status`. */
static seatbook_outcome assign(const char *user, seatbook_progress_fn progress, void *userdata, seatbook_status *status) {
  seatbook_options options = on(2025, 8, 18);
  seatbook_report *report = NULL;
  seatbook_outcome outcome;
  options.progress = progress, options.progress_userdata = userdata;
  called = 0;
  *status = seatbook_assign(book, text(user), text("matte"), &options, &report, NULL);
  outcome = report == NULL ? 0 : seatbook_report_row_outcome(report, 0);
  seatbook_report_free(report);
  return outcome;
}

static int32_t read_within(void *userdata, size_t done, size_t total) {
  seatbook_error *error = NULL;
  seatbook_counts counts = {0};
  seatbook_holders *holders = NULL;
  seatbook_text *answer = NULL;
  (void)userdata;
  called++;
  CHECK(done <= total);
  counts.size = sizeof counts;
  OK(seatbook_book_counts(book, text("matte"), text(""), seatbook_day_from_ymd(2025, 8, 18), &counts, &error));
  OK(seatbook_book_holders(book, text("matte"), seatbook_day_from_ymd(2025, 8, 18), text(""), 0, &holders, &error));
  OK(seatbook_query_json(book, text("{\"query\":\"head\"}"), &answer, &error));
  seatbook_text_free(answer);
  seatbook_holders_free(holders);
  return 0;
}

/* Takes the last seat but one, once: the request that is under way must not give it a second time. */
static int32_t write_within(void *userdata, size_t done, size_t total) {
  seatbook_error *error = NULL;
  seatbook_options options = on(2025, 8, 18);
  seatbook_report *report = NULL;
  (void)done, (void)total;
  if (called++ > 0) return 0;
  OK(seatbook_assign(book, text((const char *)userdata), text("matte"), &options, &report, &error));
  CHECK(seatbook_report_row_outcome(report, 0) == SEATBOOK_OUTCOME_ASSIGNED);
  seatbook_report_free(report);
  return 0;
}

/* A request within a request within a request. */
static int32_t nested(void *userdata, size_t done, size_t total) {
  static int depth;
  seatbook_status status;
  char user[16];
  (void)done, (void)total;
  called++;
  if (depth >= 3) return 0;
  depth++;
  snprintf(user, sizeof user, "u%03d", *(int *)userdata + depth);
  CHECK(assign(user, nested, userdata, &status) == SEATBOOK_OUTCOME_ASSIGNED || status == SEATBOOK_OK);
  return 0;
}

static int32_t close_within(void *userdata, size_t done, size_t total) {
  seatbook_error *error = NULL;
  (void)userdata, (void)done, (void)total;
  called++;
  EXPECT(seatbook_book_close(book, &error), SEATBOOK_BUSY);
  return 0;
}

static int32_t stop(void *userdata, size_t done, size_t total) {
  (void)done, (void)total;
  called++;
  return *(int32_t *)userdata;
}

static void callbacks(void) {
  static const int32_t STOPS[] = {1, -1, INT32_MIN, INT32_MAX};
  seatbook_status status;
  uint64_t before;
  int first = 100;
  size_t i;
  CHECK(assign("u000", read_within, NULL, &status) == SEATBOOK_OUTCOME_ASSIGNED && called > 0);
  CHECK(assign("u001", write_within, (void *)"u002", &status) == SEATBOOK_OUTCOME_ASSIGNED);
  /* He for whom the request is gets his seat from within the progress function. */
  CHECK(assign("u003", write_within, (void *)"u003", &status) == SEATBOOK_OUTCOME_ALREADY_ASSIGNED);
  CHECK(assign("u100", nested, &first, &status) == SEATBOOK_OUTCOME_ASSIGNED);
  CHECK(assign("u004", close_within, NULL, &status) == SEATBOOK_OUTCOME_ASSIGNED && called > 0);
  before = revision();
  for (i = 0; i < sizeof STOPS / sizeof STOPS[0]; i++) {
    int32_t answer = STOPS[i];
    CHECK(assign("u006", stop, &answer, &status) == 0 && status == SEATBOOK_CANCELLED && called == 1);
  }
  CHECK(revision() == before);
}

static seatbook_cancel *cancel;
static atomic_int running, stopped;

static void *stop_from_another_thread(void *unused) {
  while (!atomic_load(&running)) sched_yield();
  seatbook_cancel_set(cancel);
  atomic_store(&stopped, 1);
  return unused;
}

static int32_t wait_for_the_stop(void *userdata, size_t done, size_t total) {
  (void)userdata, (void)done, (void)total;
  atomic_store(&running, 1);
  while (!atomic_load(&stopped)) sched_yield();
  return 0;
}

static seatbook_status assign_all(seatbook_op op, seatbook_progress_fn progress) {
  static char ids[USERS][16];
  seatbook_str users[USERS], products[1];
  seatbook_options options = on(2025, 8, 18);
  seatbook_item_options item = {0};
  seatbook_report *report = NULL;
  seatbook_status status;
  int i;
  /* Seats that were taken back are started ones. */
  item.size = sizeof item, item.seat_choice = op == SEATBOOK_OP_ASSIGN ? SEATBOOK_SEAT_CHOICE_AUTO : SEATBOOK_SEAT_CHOICE_NEW;
  for (i = 0; i < USERS; i++) {
    snprintf(ids[i], sizeof ids[i], "u%03d", i);
    users[i] = text(ids[i]);
  }
  products[0] = text("matte");
  options.cancel = cancel, options.progress = progress;
  status = seatbook_apply_users(book, op, users, USERS, products, 1, &item, &options, &report, NULL);
  CHECK((status == SEATBOOK_OK) == (report != NULL));
  seatbook_report_free(report);
  return status;
}

/* The request is certainly under way when the other thread stops it. */
static void stopped_on_the_way(void) {
  uint64_t before = revision();
  pthread_t thread;
  cancel = seatbook_cancel_new();
  CHECK(pthread_create(&thread, NULL, stop_from_another_thread, NULL) == 0);
  CHECK(assign_all(SEATBOOK_OP_ASSIGN, wait_for_the_stop) == SEATBOOK_CANCELLED);
  pthread_join(thread, NULL);
  CHECK(revision() == before);
}

static void *stop_some_time(void *unused) {
  int i, turns = *(int *)unused;
  for (i = 0; i < turns; i++) sched_yield();
  seatbook_cancel_set(cancel);
  return NULL;
}

/* Whenever the stop comes: either it was done, whole, or nothing was written. */
static void stopped_whenever(void) {
  int round, done = 0;
  for (round = 0; round < 30; round++) {
    uint64_t before = revision();
    int turns = round * 40;
    seatbook_status status;
    pthread_t thread;
    seatbook_cancel_clear(cancel);
    CHECK(pthread_create(&thread, NULL, stop_some_time, &turns) == 0);
    status = assign_all(done % 2 ? SEATBOOK_OP_REVOKE : SEATBOOK_OP_ASSIGN, NULL);
    pthread_join(thread, NULL);
    CHECK(status == SEATBOOK_OK || status == SEATBOOK_CANCELLED);
    CHECK(revision() == before + (status == SEATBOOK_OK));
    done += status == SEATBOOK_OK;
  }
  seatbook_cancel_clear(cancel);
  CHECK(assign_all(done % 2 ? SEATBOOK_OP_REVOKE : SEATBOOK_OP_ASSIGN, NULL) == SEATBOOK_OK);
  seatbook_cancel_free(cancel);
}

int main(void) {
  seatbook_error *error = NULL;
  seatbook_open_options open = {0};
  seatbook_verification *verification = NULL;
  open.size = sizeof open, open.busy_timeout_ms = 20;
  OK(seatbook_book_in_memory_with(&open, &book, &error));
  fill(book, USERS, USERS);
  callbacks();
  stopped_on_the_way();
  stopped_whenever();
  OK(seatbook_book_verify(book, NULL, &verification, &error));
  CHECK(seatbook_verification_ok(verification) == 1);
  seatbook_verification_free(verification);
  OK(seatbook_book_close(book, &error));
  return finish();
}
