/* What the C tests share: counting checks, texts, and a small book to work on. */
#ifndef CHECK_H
#define CHECK_H

#include "seatbook.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int passed, failed;

static inline void check(int holds, const char *what, const char *file, int line) {
  if (holds) {
    passed++;
  } else {
    failed++;
    printf("%s:%d: %s\n", file, line, what);
  }
}
#define CHECK(condition) check((condition) != 0, #condition, __FILE__, __LINE__)

/* The call must return this status, and give an error object exactly when it fails. Uses `error`. */
static inline void expect(seatbook_status got, seatbook_status want, seatbook_error **error, const char *what,
                          const char *file, int line) {
  int told = got == SEATBOOK_OK ? *error == NULL
                                : *error != NULL && seatbook_error_status(*error) == got &&
                                      seatbook_error_message(*error).len > 0 && seatbook_error_json(*error).len > 0;
  check(got == want && told, what, file, line);
  if (got != want || !told) {
    seatbook_str message = seatbook_error_message(*error);
    printf("  %s instead of %s: %.*s\n", seatbook_status_name(got), seatbook_status_name(want), (int)message.len,
           message.len ? message.data : "");
  }
  seatbook_error_free(*error);
  *error = NULL;
}
#define EXPECT(call, status) expect((call), (status), &error, #call, __FILE__, __LINE__)
#define OK(call) EXPECT(call, SEATBOOK_OK)

static inline seatbook_str text(const char *from) {
  seatbook_str to = {from, strlen(from)};
  return to;
}

static inline int is(seatbook_str got, const char *want) {
  return got.len == strlen(want) && (got.len == 0 || memcmp(got.data, want, got.len) == 0);
}

static inline int has(seatbook_str got, const char *part) {
  size_t length = strlen(part), at;
  for (at = 0; at + length <= got.len; at++)
    if (memcmp(got.data + at, part, length) == 0) return 1;
  return 0;
}

static inline seatbook_options on(int32_t year, uint32_t month, uint32_t day) {
  seatbook_options options;
  memset(&options, 0, sizeof options);
  options.size = sizeof options;
  options.on = seatbook_day_from_ymd(year, month, day);
  options.actor_id = text("it@school");
  return options;
}

/* One school, product "matte", users "u000"... with role student, group "7a" of the first three, `seats` seats. */
static inline void fill(seatbook_book *book, int users, uint32_t seats) {
  seatbook_error *error = NULL;
  seatbook_load *load = seatbook_load_new();
  seatbook_load_report *report = NULL;
  seatbook_options options = on(2025, 8, 18);
  seatbook_org org = {0};
  seatbook_product product = {0};
  seatbook_user user = {0};
  seatbook_group group = {0};
  seatbook_pool pool = {0};
  seatbook_str roles[1], members[3];
  int i;
  org.size = sizeof org, org.id = text("school"), org.name = text("Demoskolan");
  OK(seatbook_load_add_org(load, &org, &error));
  product.size = sizeof product, product.id = text("matte"), product.name = text("Matte 7");
  OK(seatbook_load_add_product(load, &product, &error));
  roles[0] = text("student");
  user.size = sizeof user, user.org = text("school"), user.roles = roles, user.role_count = 1;
  for (i = 0; i < users; i++) {
    char id[16];
    snprintf(id, sizeof id, "u%03d", i);
    user.id = text(id);
    OK(seatbook_load_add_user(load, &user, &error));
  }
  members[0] = text("u000"), members[1] = text("u001"), members[2] = text("u002");
  group.size = sizeof group, group.id = text("7a"), group.org = text("school");
  group.members = members, group.member_count = 3;
  OK(seatbook_load_add_group(load, &group, &error));
  pool.size = sizeof pool, pool.id = text("p1"), pool.product = text("matte"), pool.org = text("school");
  pool.quantity = seats, pool.duration_months = 12;
  OK(seatbook_load_add_pool(load, &pool, &error));
  OK(seatbook_book_load(book, load, &options, &report, &error));
  CHECK(seatbook_load_report_refused_len(report) == 0);
  seatbook_load_report_free(report);
  seatbook_load_free(load);
}

/* The line that the test runner reads. */
static inline int finish(void) {
  printf("capi: %d passed, %d failed\n", passed, failed);
  return failed != 0;
}

#endif
