/* What reports, loads, lists that were read, errors and licence files say of nothing: every accessor with NULL and beyond the end, every
 * free with NULL. */
#include "bad.h"

static seatbook_report *report;
static seatbook_load_report *loaded;
static seatbook_removal_report *removed;
static seatbook_advance_report *advanced;
static seatbook_user_list *user_list;
static seatbook_notices *notices;
static seatbook_error *told;

static void no_error(const seatbook_error *own) {
  GIVES(seatbook_error_status(own), SEATBOOK_OK);
  NO_TEXT(seatbook_error_message(own));
  NO_TEXT(seatbook_error_json(own));
  GIVES(seatbook_error_detail_count(own), 0);
}

static void error_row(const seatbook_error *own, size_t at) {
  NO_TEXT(seatbook_error_detail_name(own, at));
  NO_TEXT(seatbook_error_detail_text(own, at));
  GIVES(seatbook_error_detail_number(own, at), 0);
}

static void no_load_report(const seatbook_load_report *own) {
  GIVES(seatbook_load_report_operation(own), 0);
  NO_TEXT(seatbook_load_report_request_id(own));
  GIVES(seatbook_load_report_replayed(own), 0);
  GIVES(seatbook_load_report_dry_run(own), 0);
  GIVES(seatbook_load_report_revision(own), 0);
  GIVES(seatbook_load_report_on(own), SEATBOOK_NO_DAY);
  GIVES(seatbook_load_report_refused_len(own), 0);
  GIVES(seatbook_load_report_rows(own), NULL);
  NO_TEXT(seatbook_load_report_json(own));
}

static void load_report_row(const seatbook_load_report *own, size_t at) {
  GIVES(seatbook_load_report_refused_entity(own, at), SEATBOOK_ENTITY_NONE);
  NO_TEXT(seatbook_load_report_refused_id(own, at));
  GIVES(seatbook_load_report_refused_index(own, at), 0);
  GIVES(seatbook_load_report_refused_status(own, at), SEATBOOK_OK);
  NO_TEXT(seatbook_load_report_refused_message(own, at));
}

static void no_removal_report(const seatbook_removal_report *own) {
  GIVES(seatbook_removal_report_operation(own), 0);
  NO_TEXT(seatbook_removal_report_request_id(own));
  GIVES(seatbook_removal_report_replayed(own), 0);
  GIVES(seatbook_removal_report_dry_run(own), 0);
  GIVES(seatbook_removal_report_revision(own), 0);
  GIVES(seatbook_removal_report_on(own), SEATBOOK_NO_DAY);
  GIVES(seatbook_removal_report_refused_len(own), 0);
  GIVES(seatbook_removal_report_rows(own), NULL);
  NO_TEXT(seatbook_removal_report_json(own));
}

static void removal_report_row(const seatbook_removal_report *own, size_t at) {
  GIVES(seatbook_removal_report_refused_entity(own, at), SEATBOOK_ENTITY_NONE);
  NO_TEXT(seatbook_removal_report_refused_id(own, at));
  GIVES(seatbook_removal_report_refused_index(own, at), 0);
  GIVES(seatbook_removal_report_refused_status(own, at), SEATBOOK_OK);
  NO_TEXT(seatbook_removal_report_refused_message(own, at));
}

static void no_notices(const seatbook_notices *own) {
  GIVES(seatbook_notices_len(own), 0);
  NO_TEXT(seatbook_notices_format(own));
  GIVES(seatbook_notices_left_out(own), 0);
}

static void notices_row(const seatbook_notices *own, size_t at) {
  NO_TEXT(seatbook_notices_file(own, at));
  GIVES(seatbook_notices_line(own, at), 0);
  NO_TEXT(seatbook_notices_column(own, at));
  GIVES(seatbook_notices_refused(own, at), 0);
  NO_TEXT(seatbook_notices_message(own, at));
}

static void no_user_list(const seatbook_user_list *own) {
  GIVES(seatbook_user_list_len(own), 0);
  GIVES(seatbook_user_list_ids(own), NULL);
}

static void user_list_row(const seatbook_user_list *own, size_t at) {
  NO_TEXT(seatbook_user_list_id(own, at));
  GIVES(seatbook_user_list_line(own, at), 0);
  NO_TEXT(seatbook_user_list_product(own, at));
  NO_TEXT(seatbook_user_list_pool(own, at));
  GIVES(seatbook_user_list_ends_on(own, at), SEATBOOK_NO_DAY);
}

static void no_advance_report(const seatbook_advance_report *own) {
  GIVES(seatbook_advance_report_operation(own), 0);
  NO_TEXT(seatbook_advance_report_request_id(own));
  GIVES(seatbook_advance_report_replayed(own), 0);
  GIVES(seatbook_advance_report_dry_run(own), 0);
  GIVES(seatbook_advance_report_revision(own), 0);
  GIVES(seatbook_advance_report_on(own), SEATBOOK_NO_DAY);
  GIVES(seatbook_advance_report_len(own), 0);
  NO_TEXT(seatbook_advance_report_json(own));
}

static void advance_report_row(const seatbook_advance_report *own, size_t at) {
  NO_TEXT(seatbook_advance_report_pool(own, at));
  GIVES(seatbook_advance_report_started(own, at), 0);
  GIVES(seatbook_advance_report_reusable(own, at), 0);
}

static void no_report(const seatbook_report *own) {
  GIVES(seatbook_report_operation(own), 0);
  NO_TEXT(seatbook_report_request_id(own));
  GIVES(seatbook_report_replayed(own), 0);
  GIVES(seatbook_report_overall_status(own), SEATBOOK_REPORT_STATUS_FAILED);
  GIVES(seatbook_report_revision(own), 0);
  GIVES(seatbook_report_on(own), SEATBOOK_NO_DAY);
  GIVES(seatbook_report_requested(own), 0);
  GIVES(seatbook_report_changed(own), 0);
  GIVES(seatbook_report_unchanged(own), 0);
  GIVES(seatbook_report_failed(own), 0);
  GIVES(seatbook_report_warning_count(own), 0);
  GIVES(seatbook_report_shortfall_count(own), 0);
  NO_TEXT(seatbook_report_json(own));
  NO_TEXT(seatbook_report_csv(own));
  GIVES(seatbook_report_len(own), 0);
  GIVES(seatbook_report_from_waitlist_len(own), 0);
}

static void report_row(const seatbook_report *own, size_t at) {
  NO_TEXT(seatbook_report_warning_code(own, at));
  NO_TEXT(seatbook_report_warning_pool(own, at));
  NO_TEXT(seatbook_report_warning_message(own, at));
  NO_TEXT(seatbook_report_shortfall_product(own, at));
  GIVES(seatbook_report_shortfall_needed(own, at), 0);
  GIVES(seatbook_report_shortfall_available(own, at), 0);
  GIVES(seatbook_report_shortfall_missing(own, at), 0);
  GIVES(seatbook_report_row_op(own, at), SEATBOOK_OP_NONE);
  NO_TEXT(seatbook_report_row_target(own, at));
  GIVES(seatbook_report_row_holder_kind(own, at), SEATBOOK_HOLDER_KIND_USER);
  NO_TEXT(seatbook_report_row_product(own, at));
  GIVES(seatbook_report_row_outcome(own, at), SEATBOOK_OUTCOME_NONE);
  NO_TEXT(seatbook_report_row_seat_pool(own, at));
  GIVES(seatbook_report_row_seat_number(own, at), 0);
  NO_TEXT(seatbook_report_row_seat_key(own, at));
  GIVES(seatbook_report_row_started_on(own, at), SEATBOOK_NO_DAY);
  GIVES(seatbook_report_row_ends_on(own, at), SEATBOOK_NO_DAY);
  GIVES(seatbook_report_row_disabled_plan_count(own, at), 0);
  NO_TEXT(seatbook_report_row_source(own, at));
  NO_TEXT(seatbook_report_row_source_group(own, at));
  GIVES(seatbook_report_row_source_kind(own, at), SEATBOOK_SOURCE_KIND_NONE);
  NO_TEXT(seatbook_report_row_source_id(own, at));
  GIVES(seatbook_report_row_previous_state(own, at), SEATBOOK_SEAT_STATE_NONE);
  NO_TEXT(seatbook_report_row_in_the_way_product(own, at));
  NO_TEXT(seatbook_report_row_in_the_way_plan(own, at));
  NO_TEXT(seatbook_report_row_in_the_way_group(own, at));
  NO_TEXT(seatbook_report_row_in_the_way_pool(own, at));
  GIVES(seatbook_report_row_in_the_way_reusable(own, at), 0);
  GIVES(seatbook_report_row_in_the_way_waiting(own, at), 0);
  GIVES(seatbook_report_row_in_the_way_end_date_count(own, at), 0);
  NO_TEXT(seatbook_report_row_sentence(own, at));
}

static void report_part(const seatbook_report *own, size_t at, size_t number) {
  NO_TEXT(seatbook_report_row_disabled_plan(own, at, number));
  GIVES(seatbook_report_row_in_the_way_end_date(own, at, number), SEATBOOK_NO_DAY);
}

static void no_activation_diff(const seatbook_activation_diff *own) {
  GIVES(seatbook_activation_diff_activation(own), 0);
  GIVES(seatbook_activation_diff_state(own), SEATBOOK_ACTIVATION_STATE_NONE);
  GIVES(seatbook_activation_diff_on(own), SEATBOOK_NO_DAY);
  GIVES(seatbook_activation_diff_blocked(own), 0);
  GIVES(seatbook_activation_diff_lines(own), NULL);
}

static void no_activation_lines(const seatbook_activation_lines *own) {
  GIVES(seatbook_activation_lines_len(own), 0);
}

static void activation_lines_row(const seatbook_activation_lines *own, size_t at) {
  NO_TEXT(seatbook_activation_lines_line(own, at));
  NO_TEXT(seatbook_activation_lines_name(own, at));
  NO_TEXT(seatbook_activation_lines_product(own, at));
  GIVES(seatbook_activation_lines_kind(own, at), SEATBOOK_LINE_KIND_NONE);
  GIVES(seatbook_activation_lines_change(own, at), SEATBOOK_LINE_CHANGE_NONE);
  GIVES(seatbook_activation_lines_old_total(own, at), 0);
  GIVES(seatbook_activation_lines_new_total(own, at), 0);
  GIVES(seatbook_activation_lines_in_use(own, at), 0);
  GIVES(seatbook_activation_lines_revocable(own, at), 0);
  GIVES(seatbook_activation_lines_available(own, at), 0);
  GIVES(seatbook_activation_lines_available_after(own, at), 0);
  GIVES(seatbook_activation_lines_to_remove(own, at), 0);
  GIVES(seatbook_activation_lines_blocked(own, at), 0);
  GIVES(seatbook_activation_lines_term_count(own, at), 0);
}

static void activation_lines_part(const seatbook_activation_lines *own, size_t at, size_t number) {
  NO_TEXT(seatbook_activation_lines_term_name(own, at, number));
  NO_TEXT(seatbook_activation_lines_term_old(own, at, number));
  NO_TEXT(seatbook_activation_lines_term_new(own, at, number));
}

static void no_activation_report(const seatbook_activation_report *own) {
  GIVES(seatbook_activation_report_operation(own), 0);
  NO_TEXT(seatbook_activation_report_request_id(own));
  GIVES(seatbook_activation_report_replayed(own), 0);
  GIVES(seatbook_activation_report_dry_run(own), 0);
  GIVES(seatbook_activation_report_revision(own), 0);
  GIVES(seatbook_activation_report_on(own), SEATBOOK_NO_DAY);
  GIVES(seatbook_activation_report_activation(own), 0);
  GIVES(seatbook_activation_report_state(own), SEATBOOK_ACTIVATION_STATE_NONE);
  GIVES(seatbook_activation_report_active(own), 0);
  GIVES(seatbook_activation_report_seen(own), 0);
  GIVES(seatbook_activation_report_blocked(own), 0);
  NO_TEXT(seatbook_activation_report_org(own));
  NO_TEXT(seatbook_activation_report_owner(own));
  NO_TEXT(seatbook_activation_report_serial_number(own));
  NO_TEXT(seatbook_activation_report_issuer(own));
  NO_TEXT(seatbook_activation_report_purchase_url(own));
  GIVES(seatbook_activation_report_version(own), 0);
  GIVES(seatbook_activation_report_lines(own), NULL);
  GIVES(seatbook_activation_report_rows(own), NULL);
  NO_TEXT(seatbook_activation_report_json(own));
}

static void no_reduction(const seatbook_reduction *own) {
  NO_TEXT(seatbook_reduction_line(own));
  NO_TEXT(seatbook_reduction_product(own));
  GIVES(seatbook_reduction_new_total(own), 0);
  GIVES(seatbook_reduction_occupied(own), 0);
  GIVES(seatbook_reduction_available(own), 0);
  GIVES(seatbook_reduction_to_remove(own), 0);
  GIVES(seatbook_reduction_len(own), 0);
  GIVES(seatbook_reduction_total(own), 0);
  NO_TEXT(seatbook_reduction_next(own));
  NO_TEXT(seatbook_reduction_previous(own));
}

static void reduction_row(const seatbook_reduction *own, size_t at) {
  NO_TEXT(seatbook_reduction_holder(own, at));
  NO_TEXT(seatbook_reduction_name(own, at));
  NO_TEXT(seatbook_reduction_pool(own, at));
  GIVES(seatbook_reduction_seat(own, at), 0);
  GIVES(seatbook_reduction_state(own, at), SEATBOOK_SEAT_STATE_NONE);
  GIVES(seatbook_reduction_started_on(own, at), SEATBOOK_NO_DAY);
  GIVES(seatbook_reduction_ends_on(own, at), SEATBOOK_NO_DAY);
  GIVES(seatbook_reduction_suggested(own, at), 0);
  GIVES(seatbook_reduction_reason(own, at), SEATBOOK_SUGGESTION_REASON_NONE);
  GIVES(seatbook_reduction_revocable(own, at), 0);
  GIVES(seatbook_reduction_refused(own, at), SEATBOOK_OUTCOME_NONE);
}

/* What is not an accessor by index, and objects that are only written to. */
static void others(void) {
  GIVES(seatbook_removal_report_removed(NULL, SEATBOOK_ENTITY_USER), 0);
  GIVES(seatbook_removal_report_removed(removed, SEATBOOK_ENTITY_ORG), 0);
  GIVES(seatbook_removal_report_removed(removed, INT32_MAX), 0);
  NO_TEXT(seatbook_text_str(NULL));
  GIVES(seatbook_load_len(NULL), 0);
  GIVES(seatbook_removal_len(NULL), 0);
  GIVES(seatbook_request_len(NULL), 0);
  FREES_NOTHING(seatbook_cancel_set(NULL));
  FREES_NOTHING(seatbook_cancel_clear(NULL));
  FREES_NOTHING(seatbook_cancel_free(NULL));
}

static void free_nothing(void) {
  FREES_NOTHING(seatbook_error_free(NULL));
  FREES_NOTHING(seatbook_text_free(NULL));
  FREES_NOTHING(seatbook_load_free(NULL));
  FREES_NOTHING(seatbook_load_report_free(NULL));
  FREES_NOTHING(seatbook_removal_free(NULL));
  FREES_NOTHING(seatbook_removal_report_free(NULL));
  FREES_NOTHING(seatbook_notices_free(NULL));
  FREES_NOTHING(seatbook_request_free(NULL));
  FREES_NOTHING(seatbook_user_list_free(NULL));
  FREES_NOTHING(seatbook_advance_report_free(NULL));
  FREES_NOTHING(seatbook_report_free(NULL));
  FREES_NOTHING(seatbook_activation_diff_free(NULL));
  FREES_NOTHING(seatbook_activation_report_free(NULL));
  FREES_NOTHING(seatbook_reduction_free(NULL));
}

/* One of each, with something in it where that is easily had. */
static void make(void) {
  seatbook_load *load = seatbook_load_new();
  seatbook_removal *removal = seatbook_removal_new();
  seatbook_request *request = NULL;
  FILE *file = fopen("list.txt", "wb");
  CHECK(file != NULL && fputs("u000\n", file) >= 0 && fclose(file) == 0);
  OK(seatbook_assign(book, text("u000"), text("matte"), &options, &report, &error));
  OK(seatbook_book_load(book, load, &options, &loaded, &error));
  OK(seatbook_book_remove(book, removal, &options, &removed, &error));
  OK(seatbook_book_advance(book, &options, &advanced, &error));
  OK(seatbook_user_list_read(text("list.txt"), NULL, &user_list, &notices, &error));
  CHECK(seatbook_report_len(report) == 1 && seatbook_user_list_len(user_list) == 1);
  CHECK(seatbook_request_from_json(text("{"), &request, &told) == SEATBOOK_INVALID_JSON && request == NULL);
  seatbook_removal_free(removal);
  seatbook_load_free(load);
}

int main(int argc, char **argv) {
  uint64_t revision = 0;
  begin(argc, argv);
  make();
  OK(seatbook_book_revision(book, &revision, &error));
  OF_NULL(no_error(NULL));
  BEYOND(error_row, told);
  OF_NULL(no_load_report(NULL));
  BEYOND(load_report_row, loaded);
  OF_NULL(no_removal_report(NULL));
  BEYOND(removal_report_row, removed);
  OF_NULL(no_notices(NULL));
  BEYOND(notices_row, notices);
  OF_NULL(no_user_list(NULL));
  BEYOND(user_list_row, user_list);
  OF_NULL(no_advance_report(NULL));
  BEYOND(advance_report_row, advanced);
  OF_NULL(no_report(NULL));
  BEYOND(report_row, report);
  BEYOND_IN(report_part, report);
  OF_NULL(no_activation_diff(NULL));
  OF_NULL(no_activation_lines(NULL));
  OF_NULL(activation_lines_row(NULL, 0));
  OF_NULL(activation_lines_part(NULL, 0, 0));
  OF_NULL(no_activation_report(NULL));
  OF_NULL(no_reduction(NULL));
  OF_NULL(reduction_row(NULL, 0));
  others();
  free_nothing();
  seatbook_error_free(told);
  seatbook_user_list_free(user_list);
  seatbook_notices_free(notices);
  seatbook_advance_report_free(advanced);
  seatbook_removal_report_free(removed);
  seatbook_load_report_free(loaded);
  seatbook_report_free(report);
  return end(revision);
}
