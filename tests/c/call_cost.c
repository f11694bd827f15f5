/* What a call through the C interface costs, in nanoseconds: measured here and now, printed, not judged.
 *
 *     call_cost [how often each is called]
 */
#define _POSIX_C_SOURCE 200809L
#include "check.h"

#include <time.h>

enum { USERS = 300 };

static const char *const PATH = "call_cost.seatbook";
static seatbook_book *book, *closed;
static seatbook_report *report;
static seatbook_options options;
static long calls;
/* What calls answer goes here, so that no compiler leaves them out. */
static volatile uint64_t answered;

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

/* Runs `statement` and prints what one run of it takes: the best of five, for others use the machine too. */
#define COST(what, statement)                                                  \
  do {                                                                         \
    double best = 1e18;                                                        \
    long round, call;                                                          \
    for (round = 0; round < 5; round++) {                                      \
      double begun = now(), each;                                              \
      for (call = 0; call < calls; call++) statement;                          \
      each = (now() - begun) / (double)calls;                                  \
      if (each < best) best = each;                                            \
    }                                                                          \
    printf("%-44s %10.1f\n", what, best);                                      \
  } while (0)

static void without_a_book(void) {
  seatbook_error *error = NULL;
  uint64_t revision;
  COST("seatbook_version_number", answered += seatbook_version_number());
  COST("seatbook_report_row_outcome", answered += (uint64_t)seatbook_report_row_outcome(report, (size_t)call % USERS));
  COST("seatbook_report_row_target", answered += seatbook_report_row_target(report, (size_t)call % USERS).len);
  COST("seatbook_report_row_sentence", answered += seatbook_report_row_sentence(report, (size_t)call % USERS).len);
  COST("a closed book, without an error object", answered += (uint64_t)seatbook_book_revision(closed, &revision, NULL));
  COST("a closed book, with an error object", {
    answered += (uint64_t)seatbook_book_revision(closed, &revision, &error);
    seatbook_error_free(error);
    error = NULL;
  });
}

static void reads(void) {
  seatbook_counts counts = {0};
  uint64_t revision = 0;
  counts.size = sizeof counts;
  COST("seatbook_book_revision", {
    (void)seatbook_book_revision(book, &revision, NULL);
    answered += revision;
  });
  COST("seatbook_book_counts", {
    (void)seatbook_book_counts(book, text("matte"), text(""), options.on, &counts, NULL);
    answered += counts.assigned;
  });
  COST("seatbook_book_entitled", {
    seatbook_entitlement *found = NULL;
    (void)seatbook_book_entitled(book, text("u007"), text("matte"), options.on, &found, NULL);
    answered += seatbook_entitlement_entitled(found);
    seatbook_entitlement_free(found);
  });
  COST("seatbook_book_licences", {
    seatbook_licences *found = NULL;
    (void)seatbook_book_licences(book, text("u007"), options.on, &found, NULL);
    answered += seatbook_licences_len(found);
    seatbook_licences_free(found);
  });
}

static void fill_and_read(const char *where) {
  seatbook_error *error = NULL;
  seatbook_str users[USERS], products[1];
  char ids[USERS][16];
  int i;
  fill(book, USERS, USERS - 1);
  for (i = 0; i < USERS; i++) {
    snprintf(ids[i], sizeof ids[i], "u%03d", i);
    users[i] = text(ids[i]);
  }
  products[0] = text("matte");
  seatbook_report_free(report);
  report = NULL;
  OK(seatbook_apply_users(book, SEATBOOK_OP_ASSIGN, users, USERS, products, 1, NULL, &options, &report, &error));
  CHECK(seatbook_report_failed(report) == 1);
  printf("of a book %s:\n", where);
  reads();
}

int main(int argc, char **argv) {
  seatbook_error *error = NULL;
  calls = argc > 1 ? atol(argv[1]) : 20000;
  options = on(2025, 8, 18);
  printf("%-44s %10s\n", "call", "ns");
  OK(seatbook_book_in_memory(&closed, &error));
  OK(seatbook_book_close(closed, &error));
  remove(PATH);
  OK(seatbook_book_create(text(PATH), NULL, &book, &error));
  fill_and_read("in a file");
  OK(seatbook_book_close(book, &error));
  remove(PATH);
  OK(seatbook_book_in_memory(&book, &error));
  fill_and_read("in memory");
  printf("of no book:\n");
  without_a_book();
  seatbook_report_free(report);
  OK(seatbook_book_close(book, &error));
  return finish();
}
