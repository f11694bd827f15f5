/* Bad questions, and accessors: every function that can fail, with every sort of argument that
 * no honest caller passes. Each has its own status, and the out-parameters stay as they were. */
#include "bad.h"

static seatbook_report *report;
static seatbook_counts_list *list;
static seatbook_verification *verification;

static void lists(void) {
  seatbook_holders *holders = MARK;
  seatbook_licences *licences = MARK;
  seatbook_supply *supply = MARK;
  seatbook_journal *journal = MARK;
  seatbook_str none = {NULL, 0}, p = text("matte");
  seatbook_day on = options.on;
  BAD_BOOKS(seatbook_book_holders(b, p, on, none, 0, &holders, &error));
  BAD_TEXTS(seatbook_book_holders(book, t, on, none, 0, &holders, &error));
  BAD_TEXTS(seatbook_book_holders(book, p, on, t, 0, &holders, &error));
  EXPECT(seatbook_book_holders(book, text("nothing"), on, none, 0, &holders, &error), SEATBOOK_UNKNOWN_PRODUCT);
  EXPECT(seatbook_book_holders(book, p, SEATBOOK_NO_DAY, none, 0, &holders, &error), SEATBOOK_INVALID_ARGUMENT);
  EXPECT(seatbook_book_holders(book, p, on, text("no cursor"), 0, &holders, &error), SEATBOOK_INVALID_ARGUMENT);
  EXPECT(seatbook_book_holders(book, p, on, none, 10001, &holders, &error), SEATBOOK_LIMIT);
  EXPECT(seatbook_book_holders(book, p, on, none, 0, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  BAD_BOOKS(seatbook_book_holders_of_pool(b, text("p1"), on, none, 0, &holders, &error));
  BAD_TEXTS(seatbook_book_holders_of_pool(book, t, on, none, 0, &holders, &error));
  EXPECT(seatbook_book_holders_of_pool(book, text("p9"), on, none, 0, &holders, &error), SEATBOOK_UNKNOWN_POOL);
  BAD_BOOKS(seatbook_book_licences(b, text("u000"), on, &licences, &error));
  BAD_TEXTS(seatbook_book_licences(book, t, on, &licences, &error));
  EXPECT(seatbook_book_licences(book, text("nobody"), on, &licences, &error), SEATBOOK_UNKNOWN_USER);
  EXPECT(seatbook_book_licences(book, text("u000"), INT32_MAX, &licences, &error), SEATBOOK_INVALID_ARGUMENT);
  EXPECT(seatbook_book_licences(book, text("u000"), on, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  BAD_BOOKS(seatbook_book_licences_of_group(b, text("7a"), on, &licences, &error));
  BAD_TEXTS(seatbook_book_licences_of_group(book, t, on, &licences, &error));
  EXPECT(seatbook_book_licences_of_group(book, text("9z"), on, &licences, &error), SEATBOOK_UNKNOWN_GROUP);
  EXPECT(seatbook_book_licences_of_group(book, text("7a"), on, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  BAD_BOOKS(seatbook_book_licences_of_org(b, text("school"), on, &licences, &error));
  BAD_TEXTS(seatbook_book_licences_of_org(book, t, on, &licences, &error));
  EXPECT(seatbook_book_licences_of_org(book, text("nowhere"), on, &licences, &error), SEATBOOK_UNKNOWN_ORG);
  EXPECT(seatbook_book_licences_of_org(book, text("school"), SEATBOOK_NO_DAY, &licences, &error), SEATBOOK_INVALID_ARGUMENT);
  BAD_BOOKS(seatbook_book_supply(b, p, none, on, &supply, &error));
  BAD_TEXTS(seatbook_book_supply(book, t, none, on, &supply, &error));
  BAD_TEXTS(seatbook_book_supply(book, p, t, on, &supply, &error));
  EXPECT(seatbook_book_supply(book, p, text("nowhere"), on, &supply, &error), SEATBOOK_UNKNOWN_ORG);
  EXPECT(seatbook_book_supply(book, p, none, on, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  BAD_BOOKS(seatbook_book_journal(b, none, none, 0, &journal, &error));
  BAD_TEXTS(seatbook_book_journal(book, t, none, 0, &journal, &error));
  EXPECT(seatbook_book_journal(book, none, none, SIZE_MAX, &journal, &error), SEATBOOK_LIMIT);
  EXPECT(seatbook_book_journal(book, none, none, 0, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  CHECK(holders == MARK && licences == MARK && supply == MARK && journal == MARK);
}

static void answers(void) {
  seatbook_counts counts = {0};
  seatbook_counts_list *out = MARK;
  seatbook_verification *found = MARK;
  seatbook_text *answer = MARK;
  seatbook_head head = {0};
  seatbook_str none = {NULL, 0}, p = text("matte");
  counts.size = sizeof counts, counts.total = 77, head.size = sizeof head, head.operation = 77;
  BAD_BOOKS(seatbook_book_counts(b, p, none, options.on, &counts, &error));
  BAD_TEXTS(seatbook_book_counts(book, t, none, options.on, &counts, &error));
  EXPECT(seatbook_book_counts(book, text("nothing"), none, options.on, &counts, &error), SEATBOOK_UNKNOWN_PRODUCT);
  EXPECT(seatbook_book_counts(book, p, text("nowhere"), options.on, &counts, &error), SEATBOOK_UNKNOWN_ORG);
  EXPECT(seatbook_book_counts(book, p, none, SEATBOOK_NO_DAY, &counts, &error), SEATBOOK_INVALID_ARGUMENT);
  EXPECT(seatbook_book_counts(book, p, none, options.on, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  BAD_SIZES((counts.size = s, seatbook_book_counts(book, p, none, options.on, &counts, &error)));
  BAD_BOOKS(seatbook_book_counts_of_all(b, none, options.on, &out, &error));
  BAD_TEXTS(seatbook_book_counts_of_all(book, t, options.on, &out, &error));
  EXPECT(seatbook_book_counts_of_all(book, none, options.on, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  counts.size = sizeof counts;
  EXPECT(seatbook_counts_list_get(list, 1, &counts, &error), SEATBOOK_INVALID_ARGUMENT);
  EXPECT(seatbook_counts_list_get(list, SIZE_MAX, &counts, &error), SEATBOOK_INVALID_ARGUMENT);
  EXPECT(seatbook_counts_list_get(NULL, 0, &counts, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_counts_list_get(list, 0, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  BAD_BOOKS(seatbook_book_head(b, &head, &error));
  EXPECT(seatbook_book_head(book, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  BAD_SIZES((head.size = s, seatbook_book_head(book, &head, &error)));
  BAD_SIZES((head.size = s, seatbook_book_verify(book, &head, &found, &error)));
  BAD_SIZES((head.size = s, seatbook_verification_head(verification, &head, &error)));
  BAD_BOOKS(seatbook_book_verify(b, NULL, &found, &error));
  EXPECT(seatbook_book_verify(book, NULL, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_verification_head(NULL, &head, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_verification_head(verification, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  BAD_BOOKS(seatbook_query_json(b, text("{\"query\":\"head\"}"), &answer, &error));
  BAD_TEXTS(seatbook_query_json(book, t, &answer, &error));
  EXPECT(seatbook_query_json(book, text("{\"query\":\"weather\"}"), &answer, &error), SEATBOOK_INVALID_JSON);
  EXPECT(seatbook_query_json(book, text("{\"query\":\"head\"}"), NULL, &error), SEATBOOK_NULL_ARGUMENT);
  CHECK(counts.total == 77 && head.operation == 77 && out == MARK && found == MARK && answer == MARK);
}

/* Accessors never fail: NULL and indexes beyond the end give what their comments say. */
static void accessors(void) {
  size_t beyond = SIZE_MAX;
  CHECK(seatbook_report_len(NULL) == 0 && seatbook_report_json(NULL).data == NULL);
  CHECK(seatbook_report_overall_status(NULL) == SEATBOOK_REPORT_STATUS_FAILED);
  CHECK(seatbook_report_on(NULL) == SEATBOOK_NO_DAY && seatbook_report_operation(NULL) == 0);
  CHECK(seatbook_report_row_op(report, beyond) == SEATBOOK_OP_NONE);
  CHECK(seatbook_report_row_outcome(report, beyond) == SEATBOOK_OUTCOME_NONE);
  CHECK(seatbook_report_row_target(report, beyond).data == NULL && seatbook_report_row_product(report, 1).data == NULL);
  CHECK(seatbook_report_row_seat_pool(report, beyond).data == NULL && seatbook_report_row_seat_number(report, beyond) == 0);
  CHECK(seatbook_report_row_started_on(report, beyond) == SEATBOOK_NO_DAY);
  CHECK(seatbook_report_row_ends_on(NULL, 0) == SEATBOOK_NO_DAY);
  CHECK(seatbook_report_row_source(report, beyond).data == NULL && seatbook_report_row_sentence(NULL, 0).data == NULL);
  CHECK(seatbook_report_row_previous_state(report, beyond) == SEATBOOK_SEAT_STATE_NONE);
  CHECK(seatbook_report_row_in_the_way_product(report, beyond).data == NULL);
  CHECK(seatbook_report_row_in_the_way_end_date(report, 0, beyond) == SEATBOOK_NO_DAY);
  CHECK(seatbook_report_warning_code(report, beyond).data == NULL && seatbook_report_shortfall_missing(report, beyond) == 0);
  CHECK(seatbook_load_report_refused_len(NULL) == 0 && seatbook_load_report_json(NULL).data == NULL);
  CHECK(seatbook_load_report_refused_entity(NULL, 9) == SEATBOOK_ENTITY_NONE);
  CHECK(seatbook_load_report_refused_status(NULL, 9) == SEATBOOK_OK);
  CHECK(seatbook_load_report_rows(NULL) == NULL && seatbook_removal_report_rows(NULL) == NULL);
  CHECK(seatbook_removal_report_operation(NULL) == 0 && seatbook_removal_report_on(NULL) == SEATBOOK_NO_DAY);
  CHECK(seatbook_removal_report_removed(NULL, SEATBOOK_ENTITY_USER) == 0 && seatbook_removal_report_refused_len(NULL) == 0);
  CHECK(seatbook_removal_report_json(NULL).data == NULL && seatbook_removal_report_refused_message(NULL, 0).data == NULL);
  CHECK(seatbook_removal_report_refused_entity(NULL, 0) == SEATBOOK_ENTITY_NONE);
  CHECK(seatbook_report_row_holder_kind(report, beyond) == SEATBOOK_HOLDER_KIND_USER);
  CHECK(seatbook_report_row_disabled_plan_count(report, beyond) == 0 && seatbook_report_row_disabled_plan(NULL, 0, 0).data == NULL);
  CHECK(seatbook_report_row_source_kind(report, beyond) == SEATBOOK_SOURCE_KIND_NONE);
  CHECK(seatbook_report_row_source_id(NULL, 0).data == NULL && seatbook_report_row_in_the_way_waiting(report, beyond) == 0);
  CHECK(seatbook_report_from_waitlist_len(NULL) == 0 && seatbook_report_from_waitlist_len(report) == 0);
  CHECK(seatbook_licences_derived(NULL, 0) == 0 && seatbook_licences_source_kind(NULL, 0, 0) == SEATBOOK_SOURCE_KIND_NONE);
  CHECK(seatbook_licences_disabled_plan_count(NULL, 0) == 0 && seatbook_licences_disabled_plan(NULL, 0, 0).data == NULL);
  CHECK(seatbook_holders_source_id(NULL, 0, 0).data == NULL);
  CHECK(strcmp(seatbook_holder_kind_name(9), "unknown") == 0);
  CHECK(seatbook_holders_len(NULL) == 0 && seatbook_holders_holder(NULL, 0).data == NULL);
  CHECK(seatbook_licences_len(NULL) == 0 && seatbook_licences_key(NULL, 0).data == NULL);
  CHECK(seatbook_journal_len(NULL) == 0 && seatbook_journal_on(NULL, 0) == SEATBOOK_NO_DAY);
  CHECK(seatbook_supply_product(NULL).data == NULL && seatbook_supply_reusable_ends_on(NULL, 0) == SEATBOOK_NO_DAY);
  CHECK(seatbook_notices_len(NULL) == 0 && seatbook_notices_message(NULL, 0).data == NULL);
  CHECK(seatbook_verification_ok(NULL) == 0 && seatbook_verification_problem(verification, 0).data == NULL);
  CHECK(seatbook_error_status(NULL) == SEATBOOK_OK && seatbook_error_message(NULL).data == NULL);
  CHECK(seatbook_error_detail_count(NULL) == 0 && seatbook_error_detail_name(NULL, 0).data == NULL);
  CHECK(seatbook_text_str(NULL).data == NULL && seatbook_load_len(NULL) == 0 && seatbook_request_len(NULL) == 0);
  CHECK(strcmp(seatbook_status_name(INT32_MIN), "unknown") == 0 && strcmp(seatbook_outcome_name(0), "unknown") == 0);
  CHECK(seatbook_outcome_class(INT32_MIN) == SEATBOOK_CLASS_NONE && seatbook_outcome_class(999) == SEATBOOK_CLASS_REFUSED);
}

static void free_nothing(void) {
  seatbook_error_free(NULL);
  seatbook_text_free(NULL);
  seatbook_load_free(NULL);
  seatbook_notices_free(NULL);
  seatbook_load_report_free(NULL);
  seatbook_removal_free(NULL);
  seatbook_removal_report_free(NULL);
  seatbook_request_free(NULL);
  seatbook_report_free(NULL);
  seatbook_counts_list_free(NULL);
  seatbook_supply_free(NULL);
  seatbook_holders_free(NULL);
  seatbook_licences_free(NULL);
  seatbook_journal_free(NULL);
  seatbook_verification_free(NULL);
  seatbook_cancel_free(NULL);
  seatbook_cancel_set(NULL);
  seatbook_cancel_clear(NULL);
}

static void details(void) {
  seatbook_request *out = NULL;
  seatbook_error *told = NULL;
  CHECK(seatbook_request_from_json(text("{\n  \"on\": 5}"), &out, &told) == SEATBOOK_INVALID_JSON);
  CHECK(seatbook_error_detail_count(told) == 2 && is(seatbook_error_detail_name(told, 0), "line"));
  CHECK(seatbook_error_detail_number(told, 0) == 2 && is(seatbook_error_detail_text(told, 0), "2"));
  CHECK(seatbook_error_detail_name(told, 2).data == NULL && seatbook_error_detail_number(told, 2) == 0);
  seatbook_error_free(told);
}

int main(void) {
  uint64_t revision = 0;
  begin();
  OK(seatbook_assign(book, text("u000"), text("matte"), &options, &report, &error));
  OK(seatbook_book_counts_of_all(book, text(""), options.on, &list, &error));
  OK(seatbook_book_verify(book, NULL, &verification, &error));
  OK(seatbook_book_revision(book, &revision, &error));
  lists();
  answers();
  accessors();
  free_nothing();
  details();
  seatbook_verification_free(verification);
  seatbook_counts_list_free(list);
  seatbook_report_free(report);
  return end(revision);
}
