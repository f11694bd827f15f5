/* What answers to questions say of nothing: every accessor with NULL and beyond the end, every free with NULL; numbers that have no
 * name. */
#include "bad.h"

static seatbook_breakdown *breakdown;
static seatbook_counts_list *list;
static seatbook_coverage *coverage;
static seatbook_entitlement *entitlement;
static seatbook_holders *holders;
static seatbook_journal *journal;
static seatbook_licences *licences;
static seatbook_supply *supply;
static seatbook_users *users;
static seatbook_verification *verification;
static seatbook_waitlist *waitlist;

static void no_breakdown(const seatbook_breakdown *own) {
  GIVES(seatbook_breakdown_len(own), 0);
}

static void breakdown_row(const seatbook_breakdown *own, size_t at) {
  NO_TEXT(seatbook_breakdown_pool(own, at));
  NO_TEXT(seatbook_breakdown_org(own, at));
  GIVES(seatbook_breakdown_kind(own, at), SEATBOOK_POOL_KIND_VOLUME);
  GIVES(seatbook_breakdown_role_count(own, at), 0);
  NO_TEXT(seatbook_breakdown_summary(own, at));
  GIVES(seatbook_breakdown_row_count(own, at), 0);
}

static void breakdown_part(const seatbook_breakdown *own, size_t at, size_t number) {
  NO_TEXT(seatbook_breakdown_role(own, at, number));
  GIVES(seatbook_breakdown_row_state(own, at, number), SEATBOOK_SEAT_STATE_NONE);
  GIVES(seatbook_breakdown_row_seats(own, at, number), 0);
  GIVES(seatbook_breakdown_row_ends_on(own, at, number), SEATBOOK_NO_DAY);
}

static void no_counts_list(const seatbook_counts_list *own) {
  GIVES(seatbook_counts_list_len(own), 0);
}

static void counts_list_row(const seatbook_counts_list *own, size_t at) {
  NO_TEXT(seatbook_counts_list_product(own, at));
  NO_TEXT(seatbook_counts_list_org(own, at));
}

static void no_coverage(const seatbook_coverage *own) {
  GIVES(seatbook_coverage_users(own), 0);
  GIVES(seatbook_coverage_unknown_count(own), 0);
  GIVES(seatbook_coverage_len(own), 0);
}

static void coverage_row(const seatbook_coverage *own, size_t at) {
  NO_TEXT(seatbook_coverage_unknown(own, at));
  NO_TEXT(seatbook_coverage_product(own, at));
  GIVES(seatbook_coverage_covered(own, at), SEATBOOK_COVERED_NONE);
  GIVES(seatbook_coverage_count(own, at), 0);
  GIVES(seatbook_coverage_holder_count(own, at), 0);
  GIVES(seatbook_coverage_derived_count(own, at), 0);
}

static void coverage_part(const seatbook_coverage *own, size_t at, size_t number) {
  NO_TEXT(seatbook_coverage_holder(own, at, number));
  NO_TEXT(seatbook_coverage_derived(own, at, number));
}

static void no_entitlement(const seatbook_entitlement *own) {
  GIVES(seatbook_entitlement_entitled(own), 0);
  GIVES(seatbook_entitlement_enabled(own), 0);
  GIVES(seatbook_entitlement_starts_on(own), SEATBOOK_NO_DAY);
  GIVES(seatbook_entitlement_ends_on(own), SEATBOOK_NO_DAY);
  GIVES(seatbook_entitlement_plan_count(own), 0);
  GIVES(seatbook_entitlement_disabled_plan_count(own), 0);
  GIVES(seatbook_entitlement_licence(own), NULL);
}

static void entitlement_row(const seatbook_entitlement *own, size_t at) {
  NO_TEXT(seatbook_entitlement_plan(own, at));
  NO_TEXT(seatbook_entitlement_disabled_plan(own, at));
}

static void no_holders(const seatbook_holders *own) {
  GIVES(seatbook_holders_len(own), 0);
  GIVES(seatbook_holders_total(own), 0);
  NO_TEXT(seatbook_holders_next(own));
  NO_TEXT(seatbook_holders_previous(own));
}

static void holders_row(const seatbook_holders *own, size_t at) {
  NO_TEXT(seatbook_holders_holder(own, at));
  GIVES(seatbook_holders_holder_kind(own, at), SEATBOOK_HOLDER_KIND_USER);
  GIVES(seatbook_holders_disabled_plan_count(own, at), 0);
  NO_TEXT(seatbook_holders_product(own, at));
  NO_TEXT(seatbook_holders_pool(own, at));
  GIVES(seatbook_holders_seat(own, at), 0);
  GIVES(seatbook_holders_state(own, at), SEATBOOK_SEAT_STATE_NONE);
  GIVES(seatbook_holders_started_on(own, at), SEATBOOK_NO_DAY);
  GIVES(seatbook_holders_ends_on(own, at), SEATBOOK_NO_DAY);
  GIVES(seatbook_holders_source_count(own, at), 0);
}

static void holders_part(const seatbook_holders *own, size_t at, size_t number) {
  NO_TEXT(seatbook_holders_disabled_plan(own, at, number));
  GIVES(seatbook_holders_source_kind(own, at, number), SEATBOOK_SOURCE_KIND_NONE);
  NO_TEXT(seatbook_holders_source_id(own, at, number));
  NO_TEXT(seatbook_holders_source_group(own, at, number));
}

static void no_journal(const seatbook_journal *own) {
  GIVES(seatbook_journal_len(own), 0);
  GIVES(seatbook_journal_total(own), 0);
  NO_TEXT(seatbook_journal_next(own));
  NO_TEXT(seatbook_journal_previous(own));
}

static void journal_row(const seatbook_journal *own, size_t at) {
  GIVES(seatbook_journal_operation(own, at), 0);
  NO_TEXT(seatbook_journal_kind(own, at));
  GIVES(seatbook_journal_on(own, at), SEATBOOK_NO_DAY);
  GIVES(seatbook_journal_has_at(own, at), 0);
  GIVES(seatbook_journal_at(own, at), 0);
  NO_TEXT(seatbook_journal_actor(own, at));
  NO_TEXT(seatbook_journal_role(own, at));
  NO_TEXT(seatbook_journal_reason(own, at));
  NO_TEXT(seatbook_journal_request_id(own, at));
  NO_TEXT(seatbook_journal_hash(own, at));
  GIVES(seatbook_journal_requested(own, at), 0);
  GIVES(seatbook_journal_changed(own, at), 0);
  GIVES(seatbook_journal_unchanged(own, at), 0);
  GIVES(seatbook_journal_failed(own, at), 0);
}

static void no_licences(const seatbook_licences *own) {
  GIVES(seatbook_licences_len(own), 0);
}

static void licences_row(const seatbook_licences *own, size_t at) {
  NO_TEXT(seatbook_licences_product(own, at));
  NO_TEXT(seatbook_licences_product_name(own, at));
  NO_TEXT(seatbook_licences_pool(own, at));
  GIVES(seatbook_licences_seat(own, at), 0);
  NO_TEXT(seatbook_licences_key(own, at));
  GIVES(seatbook_licences_state(own, at), SEATBOOK_SEAT_STATE_NONE);
  GIVES(seatbook_licences_started_on(own, at), SEATBOOK_NO_DAY);
  GIVES(seatbook_licences_ends_on(own, at), SEATBOOK_NO_DAY);
  GIVES(seatbook_licences_derived(own, at), 0);
  GIVES(seatbook_licences_disabled_plan_count(own, at), 0);
  GIVES(seatbook_licences_source_count(own, at), 0);
}

static void licences_part(const seatbook_licences *own, size_t at, size_t number) {
  NO_TEXT(seatbook_licences_disabled_plan(own, at, number));
  GIVES(seatbook_licences_source_kind(own, at, number), SEATBOOK_SOURCE_KIND_NONE);
  NO_TEXT(seatbook_licences_source_id(own, at, number));
  NO_TEXT(seatbook_licences_source_group(own, at, number));
}

static void no_supply(const seatbook_supply *own) {
  NO_TEXT(seatbook_supply_product(own));
  GIVES(seatbook_supply_new_seats(own), 0);
  GIVES(seatbook_supply_unlimited(own), 0);
  GIVES(seatbook_supply_reusable_len(own), 0);
}

static void supply_row(const seatbook_supply *own, size_t at) {
  GIVES(seatbook_supply_reusable_ends_on(own, at), SEATBOOK_NO_DAY);
  GIVES(seatbook_supply_reusable_seats(own, at), 0);
}

static void no_users(const seatbook_users *own) {
  GIVES(seatbook_users_len(own), 0);
  GIVES(seatbook_users_total(own), 0);
  NO_TEXT(seatbook_users_next(own));
  NO_TEXT(seatbook_users_previous(own));
}

static void users_row(const seatbook_users *own, size_t at) {
  NO_TEXT(seatbook_users_id(own, at));
  NO_TEXT(seatbook_users_org(own, at));
  NO_TEXT(seatbook_users_given_name(own, at));
  NO_TEXT(seatbook_users_family_name(own, at));
  NO_TEXT(seatbook_users_display_name(own, at));
  NO_TEXT(seatbook_users_country(own, at));
  GIVES(seatbook_users_role_count(own, at), 0);
  GIVES(seatbook_users_enabled(own, at), 0);
}

static void users_part(const seatbook_users *own, size_t at, size_t number) {
  NO_TEXT(seatbook_users_role(own, at, number));
}

static void no_verification(const seatbook_verification *own) {
  GIVES(seatbook_verification_ok(own), 0);
  GIVES(seatbook_verification_problem_count(own), 0);
  GIVES(seatbook_verification_operations(own), 0);
  GIVES(seatbook_verification_users(own), 0);
  GIVES(seatbook_verification_pools(own), 0);
  GIVES(seatbook_verification_seats(own), 0);
}

static void verification_row(const seatbook_verification *own, size_t at) {
  NO_TEXT(seatbook_verification_problem(own, at));
}

static void no_waitlist(const seatbook_waitlist *own) {
  GIVES(seatbook_waitlist_len(own), 0);
  GIVES(seatbook_waitlist_total(own), 0);
  NO_TEXT(seatbook_waitlist_next(own));
  NO_TEXT(seatbook_waitlist_previous(own));
}

static void waitlist_row(const seatbook_waitlist *own, size_t at) {
  GIVES(seatbook_waitlist_position(own, at), 0);
  NO_TEXT(seatbook_waitlist_target(own, at));
  GIVES(seatbook_waitlist_holder_kind(own, at), SEATBOOK_HOLDER_KIND_USER);
  NO_TEXT(seatbook_waitlist_product(own, at));
  GIVES(seatbook_waitlist_priority(own, at), 0);
  GIVES(seatbook_waitlist_since(own, at), SEATBOOK_NO_DAY);
  GIVES(seatbook_waitlist_operation(own, at), 0);
  GIVES(seatbook_waitlist_source_count(own, at), 0);
}

static void waitlist_part(const seatbook_waitlist *own, size_t at, size_t number) {
  GIVES(seatbook_waitlist_source_kind(own, at, number), SEATBOOK_SOURCE_KIND_NONE);
  NO_TEXT(seatbook_waitlist_source_id(own, at, number));
}

/* Numbers that this version does not know. */
#define UNKNOWN(call) nothing(strcmp(call, "unknown") == 0, #call, "unknown", __FILE__, __LINE__)

static void names(void) {
  UNKNOWN(seatbook_status_name(INT32_MIN));
  UNKNOWN(seatbook_status_name(98));
  UNKNOWN(seatbook_outcome_name(0));
  UNKNOWN(seatbook_outcome_name(INT32_MAX));
  UNKNOWN(seatbook_op_name(-1));
  UNKNOWN(seatbook_op_name(99));
  UNKNOWN(seatbook_report_status_name(4));
  UNKNOWN(seatbook_holder_kind_name(9));
  UNKNOWN(seatbook_seat_state_name(99));
  UNKNOWN(seatbook_entity_name(0));
  UNKNOWN(seatbook_entity_name(INT32_MIN));
  UNKNOWN(seatbook_line_kind_name(9));
  UNKNOWN(seatbook_line_change_name(-1));
  UNKNOWN(seatbook_activation_state_name(99));
  UNKNOWN(seatbook_suggestion_reason_name(0));
  GIVES(seatbook_outcome_class(0), SEATBOOK_CLASS_NONE);
  GIVES(seatbook_outcome_class(INT32_MIN), SEATBOOK_CLASS_NONE);
  GIVES(seatbook_outcome_class(999), SEATBOOK_CLASS_REFUSED);
  GIVES(seatbook_day_from_ymd(0, 1, 1), SEATBOOK_NO_DAY);
  GIVES(seatbook_day_from_ymd(10000, 1, 1), SEATBOOK_NO_DAY);
  GIVES(seatbook_day_from_ymd(2025, 13, 1), SEATBOOK_NO_DAY);
  GIVES(seatbook_day_from_ymd(2025, 2, 29), SEATBOOK_NO_DAY);
  GIVES(seatbook_day_from_ymd(2025, 1, 0), SEATBOOK_NO_DAY);
}

static void free_nothing(void) {
  FREES_NOTHING(seatbook_breakdown_free(NULL));
  FREES_NOTHING(seatbook_counts_list_free(NULL));
  FREES_NOTHING(seatbook_coverage_free(NULL));
  FREES_NOTHING(seatbook_entitlement_free(NULL));
  FREES_NOTHING(seatbook_holders_free(NULL));
  FREES_NOTHING(seatbook_journal_free(NULL));
  FREES_NOTHING(seatbook_licences_free(NULL));
  FREES_NOTHING(seatbook_supply_free(NULL));
  FREES_NOTHING(seatbook_users_free(NULL));
  FREES_NOTHING(seatbook_verification_free(NULL));
  FREES_NOTHING(seatbook_waitlist_free(NULL));
}

/* One of each about a user who holds a seat. */
static void make(void) {
  seatbook_report *report = NULL;
  seatbook_str user[1], product[1], none = {NULL, 0};
  user[0] = text("u000"), product[0] = text("matte");
  OK(seatbook_assign(book, user[0], product[0], &options, &report, &error));
  seatbook_report_free(report);
  OK(seatbook_book_breakdown(book, product[0], none, options.on, &breakdown, &error));
  OK(seatbook_book_counts_of_all(book, none, options.on, &list, &error));
  OK(seatbook_book_coverage(book, user, 1, product, 1, options.on, &coverage, &error));
  OK(seatbook_book_entitled(book, user[0], product[0], options.on, &entitlement, &error));
  OK(seatbook_book_holders(book, product[0], options.on, none, 0, &holders, &error));
  OK(seatbook_book_journal(book, none, none, 0, &journal, &error));
  OK(seatbook_book_licences(book, user[0], options.on, &licences, &error));
  OK(seatbook_book_supply(book, product[0], none, options.on, &supply, &error));
  OK(seatbook_book_users(book, NULL, none, 0, &users, &error));
  OK(seatbook_book_verify(book, NULL, &verification, &error));
  OK(seatbook_book_waitlist(book, none, none, none, 0, &waitlist, &error));
  CHECK(seatbook_holders_len(holders) == 1 && seatbook_licences_len(licences) == 1 && seatbook_users_len(users) == 3);
  CHECK(seatbook_breakdown_len(breakdown) == 1 && seatbook_coverage_len(coverage) == 1 && seatbook_counts_list_len(list) == 1);
}

int main(int argc, char **argv) {
  uint64_t revision = 0;
  begin(argc, argv);
  make();
  OK(seatbook_book_revision(book, &revision, &error));
  OF_NULL(no_breakdown(NULL));
  BEYOND(breakdown_row, breakdown);
  BEYOND_IN(breakdown_part, breakdown);
  OF_NULL(no_counts_list(NULL));
  BEYOND(counts_list_row, list);
  OF_NULL(no_coverage(NULL));
  BEYOND(coverage_row, coverage);
  BEYOND_IN(coverage_part, coverage);
  OF_NULL(no_entitlement(NULL));
  BEYOND(entitlement_row, entitlement);
  OF_NULL(no_holders(NULL));
  BEYOND(holders_row, holders);
  BEYOND_IN(holders_part, holders);
  OF_NULL(no_journal(NULL));
  BEYOND(journal_row, journal);
  OF_NULL(no_licences(NULL));
  BEYOND(licences_row, licences);
  BEYOND_IN(licences_part, licences);
  OF_NULL(no_supply(NULL));
  BEYOND(supply_row, supply);
  OF_NULL(no_users(NULL));
  BEYOND(users_row, users);
  BEYOND_IN(users_part, users);
  OF_NULL(no_verification(NULL));
  BEYOND(verification_row, verification);
  OF_NULL(no_waitlist(NULL));
  BEYOND(waitlist_row, waitlist);
  BEYOND_IN(waitlist_part, waitlist);
  names();
  free_nothing();
  seatbook_waitlist_free(waitlist);
  seatbook_verification_free(verification);
  seatbook_users_free(users);
  seatbook_supply_free(supply);
  seatbook_licences_free(licences);
  seatbook_journal_free(journal);
  seatbook_holders_free(holders);
  seatbook_entitlement_free(entitlement);
  seatbook_coverage_free(coverage);
  seatbook_counts_list_free(list);
  seatbook_breakdown_free(breakdown);
  return end(revision);
}
