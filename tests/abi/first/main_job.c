/* A program as it was when the header beside it was new; frozen. It must compile with that header and run with today's library. */
#include "check.h"

static const char *const PATH = "main_job.seatbook";

static void dates(void) {
  seatbook_error *error = NULL;
  int32_t year = 0;
  uint32_t month = 0, day = 0;
  char written[11];
  seatbook_day number = 0;
  CHECK(seatbook_day_from_ymd(1970, 1, 2) == 1);
  CHECK(seatbook_day_from_ymd(2025, 2, 29) == SEATBOOK_NO_DAY);
  OK(seatbook_day_parse(text("2026-08-17"), &number, &error));
  OK(seatbook_day_to_ymd(number, &year, &month, &day, &error));
  CHECK(year == 2026 && month == 8 && day == 17);
  OK(seatbook_day_format(number, written, sizeof written, &error));
  CHECK(strcmp(written, "2026-08-17") == 0);
}

static void assign_a_class(seatbook_book *book) {
  seatbook_error *error = NULL;
  seatbook_report *report = NULL;
  seatbook_request *request = seatbook_request_new();
  seatbook_options options = on(2025, 8, 18);
  seatbook_str users[3], products[1];
  size_t row;
  users[0] = text("u000"), users[1] = text("nobody"), users[2] = text("u000");
  products[0] = text("matte");
  options.request_id = text("autumn-7a");
  OK(seatbook_request_add_group(request, SEATBOOK_OP_ASSIGN, text("7a"), NULL, 0, products, 1, NULL, &error));
  OK(seatbook_request_add_users(request, SEATBOOK_OP_ASSIGN, users, 3, products, 1, NULL, &error));
  CHECK(seatbook_request_len(request) == 2);
  OK(seatbook_apply(book, request, &options, &report, &error));
  CHECK(seatbook_report_len(report) == 6);
  CHECK(seatbook_report_overall_status(report) == SEATBOOK_REPORT_STATUS_PARTIAL);
  CHECK(seatbook_report_requested(report) == 6 && seatbook_report_changed(report) == 2);
  CHECK(seatbook_report_on(report) == seatbook_day_from_ymd(2025, 8, 18));
  CHECK(is(seatbook_report_request_id(report), "autumn-7a") && !seatbook_report_replayed(report));
  for (row = 0; row < 2; row++) {
    CHECK(seatbook_report_row_op(report, row) == SEATBOOK_OP_ASSIGN);
    CHECK(seatbook_report_row_outcome(report, row) == SEATBOOK_OUTCOME_ASSIGNED);
    CHECK(is(seatbook_report_row_seat_pool(report, row), "p1"));
    CHECK(seatbook_report_row_seat_number(report, row) == row + 1);
    CHECK(seatbook_report_row_seat_key(report, row).data == NULL);
    CHECK(seatbook_report_row_started_on(report, row) == seatbook_day_from_ymd(2025, 8, 18));
    CHECK(seatbook_report_row_ends_on(report, row) == seatbook_day_from_ymd(2026, 8, 17));
    CHECK(is(seatbook_report_row_source(report, row), "group:7a"));
    CHECK(is(seatbook_report_row_source_group(report, row), "7a"));
  }
  CHECK(is(seatbook_report_row_target(report, 0), "u000") && is(seatbook_report_row_product(report, 0), "matte"));
  CHECK(seatbook_report_row_outcome(report, 2) == SEATBOOK_OUTCOME_NO_SEAT_LEFT);
  CHECK(has(seatbook_report_row_sentence(report, 2), "no seat of `matte` is left"));
  CHECK(seatbook_report_row_sentence(report, 2).data == seatbook_report_row_sentence(report, 2).data);
  CHECK(seatbook_report_row_outcome(report, 4) == SEATBOOK_OUTCOME_USER_NOT_FOUND);
  CHECK(is(seatbook_report_row_target(report, 4), "nobody"));
  CHECK(seatbook_report_shortfall_count(report) == 1);
  CHECK(is(seatbook_report_shortfall_product(report, 0), "matte"));
  CHECK(seatbook_report_shortfall_needed(report, 0) == 3 && seatbook_report_shortfall_missing(report, 0) == 1);
  CHECK(has(seatbook_report_json(report), "\"format\":\"seatbook.report/1\""));
  seatbook_report_free(report);
  report = NULL;
  OK(seatbook_apply(book, request, &options, &report, &error));
  CHECK(seatbook_report_replayed(report) == 1 && seatbook_report_changed(report) == 2);
  seatbook_report_free(report);
  seatbook_request_free(request);
}

static void questions(seatbook_book *book) {
  seatbook_error *error = NULL;
  seatbook_counts counts = {0};
  seatbook_counts_list *all = NULL;
  seatbook_holders *holders = NULL, *second = NULL;
  seatbook_licences *licences = NULL;
  seatbook_supply *supply = NULL;
  seatbook_text *answer = NULL;
  seatbook_day today = seatbook_day_from_ymd(2025, 9, 1);
  counts.size = sizeof counts;
  OK(seatbook_book_counts(book, text("matte"), text(""), today, &counts, &error));
  CHECK(counts.size == sizeof counts && counts.total == 2 && counts.assigned == 2 && counts.available == 0);
  OK(seatbook_book_counts_of_all(book, text("school"), today, &all, &error));
  CHECK(seatbook_counts_list_len(all) == 1 && is(seatbook_counts_list_product(all, 0), "matte"));
  OK(seatbook_counts_list_get(all, 0, &counts, &error));
  CHECK(counts.total == 2);
  OK(seatbook_book_holders(book, text("matte"), today, text(""), 1, &holders, &error));
  CHECK(seatbook_holders_len(holders) == 1 && seatbook_holders_total(holders) == 2);
  CHECK(is(seatbook_holders_holder(holders, 0), "u000") && seatbook_holders_seat(holders, 0) == 1);
  CHECK(seatbook_holders_state(holders, 0) == SEATBOOK_SEAT_STATE_STARTED);
  /* Through the class, and named for himself too. */
  CHECK(seatbook_holders_source_count(holders, 0) == 2);
  CHECK(seatbook_holders_source_group(holders, 0, 0).data == NULL && is(seatbook_holders_source_group(holders, 0, 1), "7a"));
  OK(seatbook_book_holders_of_pool(book, text("p1"), today, seatbook_holders_next(holders), 1, &second, &error));
  OK(seatbook_book_licences(book, text("u001"), today, &licences, &error));
  CHECK(seatbook_licences_len(licences) == 1 && is(seatbook_licences_product_name(licences, 0), "Matte 7"));
  CHECK(seatbook_licences_ends_on(licences, 0) == seatbook_day_from_ymd(2026, 8, 17));
  OK(seatbook_book_supply(book, text("matte"), text(""), today, &supply, &error));
  CHECK(seatbook_supply_new_seats(supply) == 0 && seatbook_supply_reusable_len(supply) == 0);
  OK(seatbook_query_json(book, text("{\"query\":\"licences\",\"user\":\"u001\",\"on\":\"2025-09-01\"}"), &answer, &error));
  CHECK(has(seatbook_text_str(answer), "\"matte\""));
  seatbook_text_free(answer);
  seatbook_supply_free(supply);
  seatbook_licences_free(licences);
  seatbook_holders_free(second);
  seatbook_holders_free(holders);
  seatbook_counts_list_free(all);
}

static void take_back(seatbook_book *book) {
  seatbook_error *error = NULL;
  seatbook_report *report = NULL, *stored = NULL;
  seatbook_options options = on(2025, 9, 1);
  seatbook_str users[1], products[1];
  seatbook_item_options item = {0};
  users[0] = text("u001"), products[0] = text("matte");
  item.size = sizeof item, item.all_sources = 1;
  OK(seatbook_apply_users(book, SEATBOOK_OP_REVOKE, users, 1, products, 1, &item, &options, &report, &error));
  CHECK(seatbook_report_row_outcome(report, 0) == SEATBOOK_OUTCOME_TO_REUSABLE);
  CHECK(seatbook_report_row_previous_state(report, 0) == SEATBOOK_SEAT_STATE_STARTED);
  OK(seatbook_book_report(book, seatbook_report_operation(report), &stored, &error));
  CHECK(seatbook_report_len(stored) == 1);
  seatbook_report_free(stored);
  seatbook_report_free(report);
  report = NULL;
  OK(seatbook_assign(book, text("u002"), text("matte"), &options, &report, &error));
  CHECK(seatbook_report_row_outcome(report, 0) == SEATBOOK_OUTCOME_NO_SEAT_LEFT);
  CHECK(seatbook_report_row_in_the_way_reusable(report, 0) == 1);
  CHECK(seatbook_report_row_in_the_way_end_date_count(report, 0) == 1);
  CHECK(seatbook_report_row_in_the_way_end_date(report, 0, 0) == seatbook_day_from_ymd(2026, 8, 17));
  seatbook_report_free(report);
  report = NULL;
  OK(seatbook_reuse(book, text("u002"), text("matte"), &options, &report, &error));
  CHECK(seatbook_report_row_outcome(report, 0) == SEATBOOK_OUTCOME_REUSED);
  CHECK(is(seatbook_report_row_source(report, 0), "direct"));
  seatbook_report_free(report);
  report = NULL;
  OK(seatbook_start(book, text("u002"), text("matte"), &options, &report, &error));
  CHECK(seatbook_report_row_outcome(report, 0) == SEATBOOK_OUTCOME_ALREADY_STARTED);
  seatbook_report_free(report);
  report = NULL;
  options.dry_run = 1;
  OK(seatbook_revoke(book, text("u002"), text("matte"), &options, &report, &error));
  CHECK(seatbook_report_overall_status(report) == SEATBOOK_REPORT_STATUS_DRY_RUN);
  CHECK(seatbook_report_operation(report) == 0);
  seatbook_report_free(report);
}

static void journal(seatbook_book *book) {
  seatbook_error *error = NULL;
  seatbook_journal *journal = NULL;
  seatbook_verification *verification = NULL;
  seatbook_head head = {0}, checked = {0};
  head.size = sizeof head, checked.size = sizeof checked;
  OK(seatbook_book_journal(book, text(""), text(""), 0, &journal, &error));
  CHECK(seatbook_journal_len(journal) >= 4);
  CHECK(is(seatbook_journal_kind(journal, 0), "reuse") && is(seatbook_journal_actor(journal, 0), "it@school"));
  CHECK(seatbook_journal_on(journal, 0) == seatbook_day_from_ymd(2025, 9, 1) && !seatbook_journal_has_at(journal, 0));
  CHECK(seatbook_journal_changed(journal, 0) == 1);
  OK(seatbook_book_head(book, &head, &error));
  CHECK(head.operation == seatbook_journal_operation(journal, 0));
  CHECK(is(seatbook_journal_hash(journal, 0), head.hash));
  OK(seatbook_book_verify(book, &head, &verification, &error));
  CHECK(seatbook_verification_ok(verification) == 1 && seatbook_verification_problem_count(verification) == 0);
  OK(seatbook_verification_head(verification, &checked, &error));
  CHECK(strcmp(checked.hash, head.hash) == 0);
  head.hash[0] = head.hash[0] == '0' ? '1' : '0';
  seatbook_verification_free(verification);
  verification = NULL;
  EXPECT(seatbook_book_verify(book, &head, &verification, &error), SEATBOOK_ROLLED_BACK);
  seatbook_journal_free(journal);
}

int main(void) {
  seatbook_error *error = NULL;
  seatbook_book *book = NULL;
  uint64_t revision = 0, again = 0;
  remove(PATH);
  CHECK(seatbook_version_number() == SEATBOOK_VERSION_NUMBER);
  CHECK(strcmp(seatbook_outcome_name(SEATBOOK_OUTCOME_TO_REUSABLE), "to_reusable") == 0);
  dates();
  EXPECT(seatbook_book_open(text(PATH), NULL, &book, &error), SEATBOOK_NOT_FOUND);
  OK(seatbook_book_create(text(PATH), NULL, &book, &error));
  fill(book, 5, 2);
  assign_a_class(book);
  questions(book);
  take_back(book);
  journal(book);
  OK(seatbook_book_revision(book, &revision, &error));
  OK(seatbook_book_close(book, &error));
  book = NULL;
  EXPECT(seatbook_book_create(text(PATH), NULL, &book, &error), SEATBOOK_EXISTS);
  OK(seatbook_book_open(text(PATH), NULL, &book, &error));
  OK(seatbook_book_revision(book, &again, &error));
  CHECK(revision == again && revision >= 4);
  OK(seatbook_book_close(book, &error));
  remove(PATH);
  return finish();
}
