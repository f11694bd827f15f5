/*
 * The main job on a small district: the same figures as in Rust and Python (core/tests/main_job.rs).
 *
 *     main_job_figures [folder of the sample]
 */
#include "seatbook.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CLASSES 28

/* Rows by outcome, the first without a seat and his class, classes served and refused whole, seats in use. */
struct figures {
  size_t assigned, already, without;
  char pupil[64], class_id[64];
  size_t served, refused, used;
};

static const char *folder = "tests/data/sds/v1-100-users";
static seatbook_error *error;
static char classes[CLASSES][64];

static seatbook_str text(const char *string) {
  seatbook_str view = {string, strlen(string)};
  return view;
}

static void fail(const char *what, int line) {
  seatbook_str message = seatbook_error_message(error);
  fprintf(stderr, "main_job_figures.c:%d: %s %.*s\n", line, what, (int)message.len, message.data);
  exit(EXIT_FAILURE);
}

#define CHECK(condition) ((condition) ? (void)0 : fail(#condition, __LINE__))
#define OK(call) CHECK((call) == SEATBOOK_OK)

static seatbook_options on_the_day(void) {
  seatbook_options options = {0};
  options.size = sizeof options;
  options.on = seatbook_day_from_ymd(2025, 8, 18);
  return options;
}

static void read_classes(void) {
  char path[4096], line[1024];
  size_t found = 0;
  snprintf(path, sizeof path, "%s/Section.csv", folder);
  FILE *file = fopen(path, "r");
  CHECK(file != NULL && fgets(line, sizeof line, file) != NULL);
  while (fgets(line, sizeof line, file) != NULL) {
    CHECK(found < CLASSES && sscanf(line, "%63[^,]", classes[found]) == 1);
    found++;
  }
  fclose(file);
  CHECK(found == CLASSES);
}

static void load(seatbook_book *book, seatbook_load *from) {
  seatbook_load_report *report = NULL;
  seatbook_options options = on_the_day();
  OK(seatbook_book_load(book, from, &options, &report, &error));
  CHECK(seatbook_load_report_refused_len(report) == 0);
  seatbook_load_report_free(report);
  seatbook_load_free(from);
}

/* A book in memory with one pool of a district above both schools. */
static seatbook_book *district(unsigned seats) {
  char json[1024];
  seatbook_book *book = NULL;
  seatbook_load *roster = seatbook_load_new(), *purchase = NULL;
  seatbook_notices *notices = NULL;
  OK(seatbook_book_in_memory(&book, &error));
  OK(seatbook_load_read_school_data_sync(roster, text(folder), &notices, &error));
  CHECK(seatbook_notices_len(notices) == 0);
  seatbook_notices_free(notices);
  load(book, roster);
  snprintf(json, sizeof json,
           "{\"orgs\": [{\"id\": \"district\"}, {\"id\": \"10001\", \"parent\": \"district\"},"
           "           {\"id\": \"10002\", \"parent\": \"district\"}],"
           " \"products\": [{\"id\": \"maths\"}],"
           " \"pools\": [{\"id\": \"pool\", \"product\": \"maths\", \"org\": \"district\", \"quantity\": %u}]}",
           seats);
  OK(seatbook_load_from_json(text(json), &purchase, &error));
  load(book, purchase);
  return book;
}

static seatbook_report *give(seatbook_book *book, const char *class_id, const seatbook_options *options) {
  seatbook_report *report = NULL;
  seatbook_str maths = text("maths");
  OK(seatbook_apply_group(book, SEATBOOK_OP_ASSIGN, text(class_id), NULL, 0, &maths, 1, NULL, options, &report, &error));
  return report;
}

static int same(seatbook_str one, seatbook_str other) {
  return one.len == other.len && (one.len == 0 || memcmp(one.data, other.data, one.len) == 0);
}

static void check_same_rows(const seatbook_report *one, const seatbook_report *other) {
  CHECK(seatbook_report_len(one) == seatbook_report_len(other));
  for (size_t row = 0; row < seatbook_report_len(one); row++) {
    CHECK(same(seatbook_report_row_target(one, row), seatbook_report_row_target(other, row)));
    CHECK(seatbook_report_row_outcome(one, row) == seatbook_report_row_outcome(other, row));
    CHECK(seatbook_report_row_seat_number(one, row) == seatbook_report_row_seat_number(other, row));
    CHECK(same(seatbook_report_row_sentence(one, row), seatbook_report_row_sentence(other, row)));
  }
}

static void add(struct figures *figures, const seatbook_report *report, const char *class_id) {
  for (size_t row = 0; row < seatbook_report_len(report); row++) {
    int outcome = seatbook_report_row_outcome(report, row);
    figures->assigned += outcome == SEATBOOK_OUTCOME_ASSIGNED;
    figures->already += outcome == SEATBOOK_OUTCOME_ALREADY_ASSIGNED;
    figures->without += outcome == SEATBOOK_OUTCOME_NO_SEAT_LEFT;
    if (outcome == SEATBOOK_OUTCOME_NO_SEAT_LEFT && figures->pupil[0] == '\0') {
      seatbook_str pupil = seatbook_report_row_target(report, row);
      snprintf(figures->pupil, sizeof figures->pupil, "%.*s", (int)pupil.len, pupil.data);
      snprintf(figures->class_id, sizeof figures->class_id, "%s", class_id);
    }
  }
  if (seatbook_report_failed(report) == 0) figures->served++; else figures->refused++;
}

/* Every class in file order: a dry run, the real run, and the real request once more. */
static struct figures run(unsigned seats, int mode) {
  struct figures figures = {0};
  seatbook_book *book = district(seats);
  seatbook_counts counts = {0};
  counts.size = sizeof counts;
  for (size_t at = 0; at < CLASSES; at++) {
    seatbook_options options = on_the_day(), dry;
    options.mode = mode;
    dry = options;
    dry.dry_run = 1;
    options.request_id = text(classes[at]);
    seatbook_report *plan = give(book, classes[at], &dry), *report = give(book, classes[at], &options);
    seatbook_report *again = give(book, classes[at], &options);
    check_same_rows(plan, report);
    check_same_rows(report, again);
    CHECK(seatbook_report_replayed(report) == 0 && seatbook_report_replayed(again) == 1);
    CHECK(seatbook_report_operation(report) == seatbook_report_operation(again));
    add(&figures, report, classes[at]);
    seatbook_report_free(plan);
    seatbook_report_free(report);
    seatbook_report_free(again);
  }
  OK(seatbook_book_counts(book, text("maths"), text(""), seatbook_day_from_ymd(2025, 8, 18), &counts, &error));
  figures.used = counts.assigned;
  OK(seatbook_book_close(book, &error));
  return figures;
}

static void check_rows(unsigned seats, size_t assigned, size_t already, size_t without, const char *pupil, const char *id) {
  struct figures found = run(seats, SEATBOOK_MODE_BEST_EFFORT);
  printf("%u seats: %zu assigned, %zu already, %zu without\n", seats, found.assigned, found.already, found.without);
  CHECK(found.assigned == assigned && found.already == already && found.without == without);
  CHECK(strcmp(found.pupil, pupil) == 0 && strcmp(found.class_id, id) == 0);
  CHECK(found.used == assigned);
}

static void check_classes(unsigned seats, size_t served, size_t refused, size_t used) {
  struct figures found = run(seats, SEATBOOK_MODE_ATOMIC);
  printf("%u seats: %zu classes served, %zu refused, %zu seats\n", seats, found.served, found.refused, found.used);
  CHECK(found.served == served && found.refused == refused && found.used == used);
}

int main(int argc, char **argv) {
  if (argc > 1) folder = argv[1];
  read_classes();
  check_rows(86, 86, 516, 0, "", "");
  check_rows(60, 60, 360, 182, "13061", "11015");
  check_rows(20, 20, 120, 462, "13021", "11001");
  check_classes(86, 28, 0, 86);
  check_classes(60, 21, 7, 60);
  check_classes(20, 7, 21, 0);
  return 0;
}
