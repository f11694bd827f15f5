/* One request for many users through the C interface, and every row of its report read: what the boundary costs.
 *
 * bulk BOOK COUNT reads the users' ids from standard input, one a line, and prints what the call and reading the rows
 * took, in nanoseconds on the clock and of the processor, how many rows took effect and the sum of their seats' numbers. */
#define _POSIX_C_SOURCE 200809L

#include "seatbook.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static uint64_t now(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static seatbook_str text(const char *string) {
  seatbook_str view = {string, strlen(string)};
  return view;
}

static int fail(const seatbook_error *error) {
  seatbook_str message = error == NULL ? text("out of memory") : seatbook_error_message(error);
  fprintf(stderr, "%.*s\n", (int)message.len, message.data);
  return 1;
}

static seatbook_str *read_ids(size_t count) {
  seatbook_str *ids = calloc(count, sizeof *ids);
  char line[512];
  for (size_t at = 0; ids != NULL && at < count; at++) {
    if (fgets(line, sizeof line, stdin) == NULL) return NULL;
    line[strcspn(line, "\n")] = '\0';
    ids[at] = text(strdup(line));
  }
  return ids;
}

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  size_t count = (size_t)strtoull(argv[2], NULL, 10);
  seatbook_str *users = read_ids(count), product = text("maths");
  seatbook_book *book = NULL;
  seatbook_report *report = NULL;
  seatbook_error *error = NULL;
  seatbook_open_options trusted = {.size = sizeof trusted, .trusted = 1};
  seatbook_options options = {.size = sizeof options, .on = seatbook_day_from_ymd(2025, 8, 18)};
  if (users == NULL) return fail(NULL);
  if (seatbook_book_open(text(argv[1]), &trusted, &book, &error) != SEATBOOK_OK) return fail(error);

  uint64_t wall = now(CLOCK_MONOTONIC), cpu = now(CLOCK_PROCESS_CPUTIME_ID);
  if (seatbook_apply_users(book, SEATBOOK_OP_ASSIGN, users, count, &product, 1, NULL, &options, &report, &error)
      != SEATBOOK_OK) return fail(error);
  uint64_t called = now(CLOCK_MONOTONIC), called_cpu = now(CLOCK_PROCESS_CPUTIME_ID);
  uint64_t changed = 0, seats = 0;
  size_t rows = seatbook_report_len(report);
  for (size_t row = 0; row < rows; row++) {
    changed += seatbook_report_row_outcome(report, row) < 20;
    seats += seatbook_report_row_seat_number(report, row);
  }
  uint64_t read = now(CLOCK_MONOTONIC), read_cpu = now(CLOCK_PROCESS_CPUTIME_ID);
  printf("call %llu %llu\nrows %llu %llu\nfound %llu %llu\n", (unsigned long long)(called - wall),
         (unsigned long long)(called_cpu - cpu), (unsigned long long)(read - called),
         (unsigned long long)(read_cpu - called_cpu), (unsigned long long)changed, (unsigned long long)seats);
  seatbook_report_free(report);
  return seatbook_book_close(book, &error) == SEATBOOK_OK ? 0 : fail(error);
}
