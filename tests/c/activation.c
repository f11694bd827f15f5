/* Ten seats, seven in use, and a licence file with five: blocked, reduced, taken over. Files and key are in tests/data/licences. */
#include "check.h"

#include <stddef.h>

#define FIVE                                                                                                           \
  "seatbook-licence v1\nkey: fe812c12\n" \
  "payload: eyJpc3N1ZXIiOiJFeGFtcGxlIFZlbmRvciIsImxpbmVzIjpbeyJpZCI6InNhbGVzIiwia2luZCI6InVzZXIiLCJuYW1" \
  "lIjoiU2FsZXMiLCJwcm9kdWN0Ijoic2FsZXMiLCJ0b3RhbCI6NX0seyJpZCI6InNlcnZpY2UiLCJraW5kIjoidXNlciIsIm5hbWU" \
  "iOiJTZXJ2aWNlIiwicHJvZHVjdCI6InNlcnZpY2UiLCJ0ZXJtcyI6eyJlbmRzX29uIjoiMjAyNi0xMi0zMSJ9LCJ0b3RhbCI6M30" \
  "seyJpZCI6IndlYiIsImtpbmQiOiJ1c2VyIiwibmFtZSI6IldlYiIsInByb2R1Y3QiOiJ3ZWIiLCJ0b3RhbCI6Mn1dLCJvd25lciI" \
  "6IkZqb3JkIEFTIiwicHVyY2hhc2VfdXJsIjoiaHR0cHM6Ly9zaG9wLmV4YW1wbGUvbGljZW5jZXMiLCJzZXJpYWxfbnVtYmVyIjo" \
  "iU04tNDcxMSIsInZlcnNpb24iOjF9\n" \
  "sig: RSO1dIoxnDhQRCXigWcdrV0zFo5Ew4vDSEPLcfMLofx51jFpQ1976yROQINJAs1jLdEiAto4Pnkt6nozR-MiAw\n"
#define TWELVE                                                                                                         \
  "seatbook-licence v1\nkey: fe812c12\n" \
  "payload: eyJpc3N1ZXIiOiJFeGFtcGxlIFZlbmRvciIsImxpbmVzIjpbeyJpZCI6InNhbGVzIiwia2luZCI6InVzZXIiLCJuYW1" \
  "lIjoiU2FsZXMiLCJwcm9kdWN0Ijoic2FsZXMiLCJ0b3RhbCI6MTJ9LHsiaWQiOiJzZXJ2aWNlIiwia2luZCI6InVzZXIiLCJuYW1" \
  "lIjoiU2VydmljZSIsInByb2R1Y3QiOiJzZXJ2aWNlIiwidGVybXMiOnsiZW5kc19vbiI6IjIwMjYtMTItMzEifSwidG90YWwiOjN" \
  "9LHsiaWQiOiJ3ZWIiLCJraW5kIjoidXNlciIsIm5hbWUiOiJXZWIiLCJwcm9kdWN0Ijoid2ViIiwidG90YWwiOjJ9XSwib3duZXI" \
  "iOiJGam9yZCBBUyIsInB1cmNoYXNlX3VybCI6Imh0dHBzOi8vc2hvcC5leGFtcGxlL2xpY2VuY2VzIiwic2VyaWFsX251bWJlciI" \
  "6IlNOLTQ3MTEiLCJ2ZXJzaW9uIjoyfQ\n" \
  "sig: fMJRvNsFVeIwokXEp9yehBUetilSjtx_5fVyBeNiAJKWgQ0jwFBAcuCMl-WX-0a42bEvu91l8Ukf-szJ5ANYDA\n"

/* vendor.pub. */
static const uint8_t KEY[32] = {
    0xea, 0x4a, 0x6c, 0x63, 0xe2, 0x9c, 0x52, 0x0a, 0xbe, 0xf5, 0x50, 0x7b, 0x13, 0x2e, 0xc5, 0xf9,
    0x95, 0x47, 0x76, 0xae, 0xbe, 0xbe, 0x7b, 0x92, 0x42, 0x1e, 0xea, 0x69, 0x14, 0x46, 0xd2, 0x2c};

static seatbook_error *error = NULL;

/* Fjord AS with u0...u7 and three modules; u0...u6 hold seats of sales. */
static seatbook_book *customer(void) {
  static const char LOAD[] =
      "{\"orgs\": [{\"id\": \"fjord\"}], \"licensees\": [{\"serial_number\": \"SN-4711\", \"owner\": \"Fjord AS\", \"org\": \"fjord\"}],"
      " \"products\": [{\"id\": \"sales\"}, {\"id\": \"service\"}, {\"id\": \"web\"}],"
      " \"users\": [{\"id\": \"u0\", \"org\": \"fjord\"}, {\"id\": \"u1\", \"org\": \"fjord\"}, {\"id\": \"u2\", \"org\": \"fjord\"},"
      "  {\"id\": \"u3\", \"org\": \"fjord\"}, {\"id\": \"u4\", \"org\": \"fjord\", \"display_name\": \"Una\"}, {\"id\": \"u5\", \"org\": \"fjord\"},"
      "  {\"id\": \"u6\", \"org\": \"fjord\"}, {\"id\": \"u7\", \"org\": \"fjord\"}],"
      " \"pools\": [{\"id\": \"first\", \"product\": \"sales\", \"org\": \"fjord\", \"quantity\": 10, \"serial_number\": \"SN-4711\"},"
      "  {\"id\": \"s\", \"product\": \"service\", \"org\": \"fjord\", \"quantity\": 3, \"serial_number\": \"SN-4711\"},"
      "  {\"id\": \"w\", \"product\": \"web\", \"org\": \"fjord\", \"quantity\": 2, \"serial_number\": \"SN-4711\"}]}";
  static const char GIVE[] = "{\"on\": \"2025-08-18\", \"items\": [{\"op\": \"assign\", \"product\": \"sales\","
                             " \"users\": [\"u0\", \"u1\", \"u2\", \"u3\", \"u4\", \"u5\", \"u6\"]}]}";
  seatbook_open_options open = {0};
  seatbook_options options = on(2025, 8, 18);
  seatbook_book *book = NULL;
  seatbook_load *load = NULL;
  seatbook_load_report *loaded = NULL;
  seatbook_report *report = NULL;
  open.size = sizeof open, open.licence_keys = KEY, open.licence_key_count = 1;
  OK(seatbook_book_in_memory_with(&open, &book, &error));
  OK(seatbook_load_from_json(text(LOAD), &load, &error));
  OK(seatbook_book_load(book, load, &options, &loaded, &error));
  CHECK(seatbook_load_report_refused_len(loaded) == 0);
  OK(seatbook_apply_json(book, text(GIVE), &report, &error));
  CHECK(seatbook_report_len(report) == 7);
  seatbook_report_free(report);
  seatbook_load_report_free(loaded);
  seatbook_load_free(load);
  return book;
}

/* The line of sales: from 10 to 5 with 7 in use. */
static void check_lines(const seatbook_activation_lines *lines) {
  CHECK(seatbook_activation_lines_len(lines) == 2);
  CHECK(is(seatbook_activation_lines_line(lines, 0), "sales") && is(seatbook_activation_lines_product(lines, 0), "sales"));
  CHECK(is(seatbook_activation_lines_name(lines, 0), "Sales"));
  CHECK(seatbook_activation_lines_kind(lines, 0) == SEATBOOK_LINE_KIND_USER);
  CHECK(seatbook_activation_lines_change(lines, 0) == SEATBOOK_LINE_CHANGE_LOWERED);
  CHECK(seatbook_activation_lines_old_total(lines, 0) == 10 && seatbook_activation_lines_new_total(lines, 0) == 5);
  CHECK(seatbook_activation_lines_in_use(lines, 0) == 7 && seatbook_activation_lines_revocable(lines, 0) == 7);
  CHECK(seatbook_activation_lines_available(lines, 0) == 3 && seatbook_activation_lines_available_after(lines, 0) == 0);
  CHECK(seatbook_activation_lines_to_remove(lines, 0) == 2 && seatbook_activation_lines_blocked(lines, 0) == 1);
  CHECK(seatbook_activation_lines_term_count(lines, 0) == 0);
  CHECK(seatbook_activation_lines_change(lines, 1) == SEATBOOK_LINE_CHANGE_TERMS);
  CHECK(seatbook_activation_lines_blocked(lines, 1) == 0 && seatbook_activation_lines_term_count(lines, 1) == 1);
  CHECK(is(seatbook_activation_lines_term_name(lines, 1, 0), "ends_on"));
  CHECK(seatbook_activation_lines_term_old(lines, 1, 0).data == NULL);
  CHECK(is(seatbook_activation_lines_term_new(lines, 1, 0), "2026-12-31"));
  CHECK(seatbook_activation_lines_term_name(lines, 1, 1).data == NULL);
  CHECK(seatbook_activation_lines_line(lines, 2).data == NULL && seatbook_activation_lines_old_total(lines, 2) == 0);
}

/* Tries to activate; the error says how many more of a line must go. */
static void still_exceeds(seatbook_book *book, uint64_t number, const seatbook_line_removal *removals, size_t count,
                          const char *to_remove) {
  seatbook_options options = on(2025, 8, 18);
  seatbook_activation_report *report = NULL;
  seatbook_counts counts = {0};
  seatbook_status status = seatbook_book_activate(book, number, removals, count, &options, &report, &error);
  CHECK(status == SEATBOOK_STILL_EXCEEDS && report == NULL);
  CHECK(has(seatbook_error_json(error), to_remove) && has(seatbook_error_json(error), "\"line\":\"sales\""));
  seatbook_error_free(error), error = NULL;
  counts.size = sizeof counts;
  OK(seatbook_book_counts(book, text("sales"), text(""), options.on, &counts, &error));
  CHECK(counts.total == 10 && counts.assigned == 7);
}

/* Seven holders, two of them suggested, page by page. */
static void check_reduction(seatbook_book *book, uint64_t number) {
  seatbook_reduction *page = NULL, *rest = NULL;
  size_t i;
  seatbook_day day = seatbook_day_from_ymd(2025, 8, 18);
  OK(seatbook_book_reduction(book, number, text("sales"), day, text(""), 3, &page, &error));
  CHECK(is(seatbook_reduction_line(page), "sales") && is(seatbook_reduction_product(page), "sales"));
  CHECK(seatbook_reduction_occupied(page) == 7 && seatbook_reduction_available(page) == 3);
  CHECK(seatbook_reduction_to_remove(page) == 2 && seatbook_reduction_new_total(page) == 5);
  CHECK(seatbook_reduction_len(page) == 3 && seatbook_reduction_total(page) == 7);
  CHECK(seatbook_reduction_suggested(page, 0) && seatbook_reduction_suggested(page, 1) && !seatbook_reduction_suggested(page, 2));
  CHECK(seatbook_reduction_reason(page, 0) == SEATBOOK_SUGGESTION_REASON_LAST_ASSIGNED);
  CHECK(seatbook_reduction_reason(page, 2) == SEATBOOK_SUGGESTION_REASON_NONE);
  CHECK(seatbook_reduction_revocable(page, 0) && seatbook_reduction_refused(page, 0) == SEATBOOK_OUTCOME_NONE);
  for (i = 0; i < 3; i++) CHECK(is(seatbook_reduction_name(page, i), is(seatbook_reduction_holder(page, i), "u4") ? "Una" : ""));
  CHECK(is(seatbook_reduction_pool(page, 0), "first") && seatbook_reduction_seat(page, 0) >= 1);
  CHECK(seatbook_reduction_state(page, 0) == SEATBOOK_SEAT_STATE_STARTED);
  CHECK(seatbook_reduction_started_on(page, 0) == day && seatbook_reduction_ends_on(page, 0) == SEATBOOK_NO_DAY);
  CHECK(seatbook_reduction_holder(page, 3).data == NULL && !seatbook_reduction_revocable(page, 3));
  CHECK(seatbook_reduction_previous(page).data == NULL && seatbook_reduction_next(page).data != NULL);
  OK(seatbook_book_reduction(book, number, text("sales"), day, seatbook_reduction_next(page), 100, &rest, &error));
  CHECK(seatbook_reduction_len(rest) == 4 && seatbook_reduction_next(rest).data == NULL);
  seatbook_reduction_free(rest), rest = NULL;
  EXPECT(seatbook_book_reduction(book, number, text("wine"), day, text(""), 0, &rest, &error), SEATBOOK_UNKNOWN_LINE);
  seatbook_reduction_free(page);
}

static void ten_seats_seven_in_use_and_a_file_with_five(void) {
  seatbook_book *book = customer();
  seatbook_options options = on(2025, 8, 18), pupil = options;
  seatbook_activation_report *report = NULL;
  seatbook_activation_diff *diff = NULL;
  seatbook_counts counts = {0};
  seatbook_str leavers[2];
  seatbook_line_removal removal = {0};
  uint64_t number, before = 0;
  pupil.actor_role = text("self"), pupil.actor_id = text("u0");
  EXPECT(seatbook_book_stage(book, text(FIVE), 1, &pupil, &report, &error), SEATBOOK_NOT_AUTHORIZED);
  OK(seatbook_book_stage(book, text(FIVE), 1, &options, &report, &error));
  number = seatbook_activation_report_activation(report);
  CHECK(number == seatbook_activation_report_operation(report));
  CHECK(seatbook_activation_report_state(report) == SEATBOOK_ACTIVATION_STATE_PENDING);
  CHECK(seatbook_activation_report_blocked(report) && !seatbook_activation_report_seen(report));
  CHECK(!seatbook_activation_report_active(report) && seatbook_activation_report_version(report) == 1);
  CHECK(is(seatbook_activation_report_owner(report), "Fjord AS") && is(seatbook_activation_report_org(report), "fjord"));
  CHECK(is(seatbook_activation_report_serial_number(report), "SN-4711"));
  CHECK(is(seatbook_activation_report_issuer(report), "Example Vendor"));
  CHECK(is(seatbook_activation_report_purchase_url(report), "https://shop.example/licences"));
  CHECK(seatbook_activation_report_rows(report) == NULL && has(seatbook_activation_report_json(report), "activation_report/1"));
  check_lines(seatbook_activation_report_lines(report));
  seatbook_activation_report_free(report), report = NULL;

  OK(seatbook_book_activation_diff(book, number, options.on, &diff, &error));
  CHECK(seatbook_activation_diff_activation(diff) == number && seatbook_activation_diff_blocked(diff));
  CHECK(seatbook_activation_diff_state(diff) == SEATBOOK_ACTIVATION_STATE_PENDING);
  CHECK(seatbook_activation_diff_on(diff) == options.on);
  check_lines(seatbook_activation_diff_lines(diff));
  seatbook_activation_diff_free(diff), diff = NULL;
  OK(seatbook_book_mark_seen(book, number, &options, &report, &error));
  CHECK(seatbook_activation_report_seen(report));
  seatbook_activation_report_free(report), report = NULL;

  check_reduction(book, number);
  still_exceeds(book, number, NULL, 0, "\"to_remove\":2");
  leavers[0] = text("u7");
  removal.line = text("sales"), removal.holders = leavers, removal.holder_count = 1;
  EXPECT(seatbook_book_activate(book, number, &removal, 1, &options, &report, &error), SEATBOOK_NOT_A_HOLDER);
  removal.line = text("games");
  EXPECT(seatbook_book_activate(book, number, &removal, 1, &options, &report, &error), SEATBOOK_UNKNOWN_LINE);
  leavers[0] = text("u1"), leavers[1] = text("u4");
  removal.line = text("sales"), removal.holders = leavers, removal.holder_count = 1;
  still_exceeds(book, number, &removal, 1, "\"to_remove\":1");
  OK(seatbook_book_revision(book, &before, &error));
  removal.holder_count = 2;
  OK(seatbook_book_activate(book, number, &removal, 1, &options, &report, &error));
  CHECK(seatbook_activation_report_revision(report) == before + 1);
  CHECK(seatbook_activation_report_state(report) == SEATBOOK_ACTIVATION_STATE_ACTIVATED);
  CHECK(seatbook_activation_report_active(report) && !seatbook_activation_report_blocked(report));
  CHECK(seatbook_report_len(seatbook_activation_report_rows(report)) == 2);
  CHECK(is(seatbook_report_row_target(seatbook_activation_report_rows(report), 1), "u4"));
  CHECK(seatbook_report_row_outcome(seatbook_activation_report_rows(report), 0) == SEATBOOK_OUTCOME_TO_REUSABLE);
  seatbook_activation_report_free(report), report = NULL;
  counts.size = sizeof counts;
  OK(seatbook_book_counts(book, text("sales"), text(""), options.on, &counts, &error));
  CHECK(counts.total == 5 && counts.assigned == 5 && counts.available == 0);
  OK(seatbook_book_activation_diff(book, number, options.on, &diff, &error));
  CHECK(seatbook_activation_diff_state(diff) == SEATBOOK_ACTIVATION_STATE_ACTIVATED);
  check_lines(seatbook_activation_diff_lines(diff));
  seatbook_activation_diff_free(diff), diff = NULL;
  EXPECT(seatbook_book_activate(book, number, NULL, 0, &options, &report, &error), SEATBOOK_NOT_PENDING);
  EXPECT(seatbook_book_discard(book, number, &options, &report, &error), SEATBOOK_NOT_PENDING);
  OK(seatbook_book_close(book, &error));
}

/* More seats than before block nothing: with auto_activate they hold at once. An older file then comes too late. */
static void a_file_with_more_seats_activates_by_itself(void) {
  seatbook_book *book = customer();
  seatbook_options options = on(2025, 8, 18);
  seatbook_activation_report *report = NULL;
  options.dry_run = 1;
  OK(seatbook_book_stage(book, text(TWELVE), 1, &options, &report, &error));
  CHECK(seatbook_activation_report_dry_run(report) && seatbook_activation_report_operation(report) == 0);
  seatbook_activation_report_free(report), report = NULL;
  options.dry_run = 0, options.request_id = text("once");
  OK(seatbook_book_stage(book, text(TWELVE), 1, &options, &report, &error));
  CHECK(seatbook_activation_report_active(report) && !seatbook_activation_report_replayed(report));
  CHECK(is(seatbook_activation_report_request_id(report), "once") && seatbook_activation_report_on(report) == options.on);
  seatbook_activation_report_free(report), report = NULL;
  OK(seatbook_book_stage(book, text(TWELVE), 1, &options, &report, &error));
  CHECK(seatbook_activation_report_replayed(report));
  seatbook_activation_report_free(report), report = NULL;
  options.request_id = text("");
  EXPECT(seatbook_book_stage(book, text(FIVE), 0, &options, &report, &error), SEATBOOK_OLDER_LICENCE);
  OK(seatbook_book_close(book, &error));
}

static void discarded(void) {
  seatbook_book *book = customer();
  seatbook_options options = on(2025, 8, 18);
  seatbook_activation_report *report = NULL;
  uint64_t number;
  char action[80];
  OK(seatbook_book_stage(book, text(FIVE), 0, &options, &report, &error));
  number = seatbook_activation_report_activation(report);
  seatbook_activation_report_free(report), report = NULL;
  options.dry_run = 1;
  snprintf(action, sizeof action, "{\"action\": \"discard\", \"activation\": %lu}", (unsigned long)number);
  OK(seatbook_licence_action_json(book, text(action), &options, &report, &error));
  CHECK(seatbook_activation_report_dry_run(report) && seatbook_activation_report_activation(report) == number);
  seatbook_activation_report_free(report), report = NULL;
  options.dry_run = 0;
  OK(seatbook_book_discard(book, number, &options, &report, &error));
  CHECK(seatbook_activation_report_state(report) == SEATBOOK_ACTIVATION_STATE_DISCARDED);
  CHECK(seatbook_activation_lines_len(seatbook_activation_report_lines(report)) == 0);
  seatbook_activation_report_free(report), report = NULL;
  OK(seatbook_book_close(book, &error));
}

static void refused(void) {
  static const uint8_t weak[32] = {1};
  seatbook_book *book = customer(), *other = NULL;
  seatbook_options options = on(2025, 8, 18);
  seatbook_open_options open = {0};
  seatbook_activation_report *report = NULL;
  seatbook_activation_diff *diff = NULL;
  char changed[] = FIVE;
  seatbook_str bytes = {"\xff\xfe", 2};
  changed[100]++;
  EXPECT(seatbook_book_stage(book, text(changed), 0, &options, &report, &error), SEATBOOK_WRONG_SIGNATURE);
  EXPECT(seatbook_book_stage(book, text("hello"), 0, &options, &report, &error), SEATBOOK_NOT_A_LICENCE_FILE);
  EXPECT(seatbook_book_stage(book, bytes, 0, &options, &report, &error), SEATBOOK_NOT_A_LICENCE_FILE);
  EXPECT(seatbook_book_stage(book, text(FIVE), 2, &options, &report, &error), SEATBOOK_UNKNOWN_NUMBER);
  EXPECT(seatbook_book_stage(book, text(FIVE), 0, NULL, &report, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_book_activate(book, 0, NULL, 0, &options, &report, &error), SEATBOOK_INVALID_ARGUMENT);
  EXPECT(seatbook_book_activate(book, 99, NULL, 0, &options, &report, &error), SEATBOOK_UNKNOWN_ACTIVATION);
  EXPECT(seatbook_book_activate(book, 99, NULL, 1, &options, &report, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_book_activation_diff(book, 99, options.on, &diff, &error), SEATBOOK_UNKNOWN_ACTIVATION);
  EXPECT(seatbook_licence_action_json(book, text("{\"action\": \"discard\", \"activation\": 99}"), &options, &report, &error),
         SEATBOOK_UNKNOWN_ACTIVATION);
  EXPECT(seatbook_licence_action_json(book, text("{\"action\": \"eat\"}"), &options, &report, &error), SEATBOOK_INVALID_JSON);
  EXPECT(seatbook_licence_action_json(book, bytes, &options, &report, &error), SEATBOOK_INVALID_UTF8);
  EXPECT(seatbook_licence_action_json(book, text("{\"action\": \"discard\", \"activation\": 99}"), NULL, &report, &error),
         SEATBOOK_NULL_ARGUMENT);
  CHECK(report == NULL && diff == NULL);
  OK(seatbook_book_close(book, &error));
  book = NULL;

  /* Whoever was not told a key trusts nobody, and callers built before there were keys stay so. */
  open.size = offsetof(seatbook_open_options, licence_keys);
  OK(seatbook_book_in_memory_with(&open, &other, &error));
  EXPECT(seatbook_book_stage(other, text(FIVE), 0, &options, &report, &error), SEATBOOK_UNKNOWN_KEY);
  OK(seatbook_book_close(other, &error));
  open.size--;
  EXPECT(seatbook_book_in_memory_with(&open, &book, &error), SEATBOOK_WRONG_SIZE);
  open.size = sizeof open, open.licence_key_count = 1;
  EXPECT(seatbook_book_in_memory_with(&open, &book, &error), SEATBOOK_NULL_ARGUMENT);
  open.licence_keys = weak;
  EXPECT(seatbook_book_in_memory_with(&open, &book, &error), SEATBOOK_WEAK_KEY);
  EXPECT(seatbook_book_create(text("weak.book"), &open, &book, &error), SEATBOOK_WEAK_KEY);
  open.licence_keys = KEY, open.licence_key_count = 9;
  EXPECT(seatbook_book_in_memory_with(&open, &book, &error), SEATBOOK_LIMIT);
  CHECK(book == NULL);
}

static void nothing(void) {
  CHECK(seatbook_activation_report_activation(NULL) == 0 && seatbook_activation_report_lines(NULL) == NULL);
  CHECK(seatbook_activation_report_state(NULL) == SEATBOOK_ACTIVATION_STATE_NONE);
  CHECK(seatbook_activation_lines_len(NULL) == 0 && seatbook_activation_lines_kind(NULL, 0) == SEATBOOK_LINE_KIND_NONE);
  CHECK(seatbook_activation_diff_lines(NULL) == NULL && seatbook_reduction_len(NULL) == 0);
  CHECK(strcmp(seatbook_activation_state_name(SEATBOOK_ACTIVATION_STATE_PENDING), "pending") == 0);
  CHECK(strcmp(seatbook_suggestion_reason_name(77), "unknown") == 0);
  seatbook_activation_report_free(NULL), seatbook_activation_diff_free(NULL), seatbook_reduction_free(NULL);
}

int main(void) {
  ten_seats_seven_in_use_and_a_file_with_five();
  a_file_with_more_seats_activates_by_itself();
  discarded();
  refused();
  nothing();
  return finish();
}
