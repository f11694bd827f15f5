/* The questions that have typed answers: coverage, breakdown, entitlement, users, filtered holders and journal, counts by org. */
#include "check.h"

static seatbook_error *error;
static seatbook_book *book;
static seatbook_options options;
static const seatbook_str NONE = {NULL, 0};

/* A school with a second school below, three users with names, a product with plans, and a class licence of another one. */
static void load_more(void) {
  static const char LOAD[] =
      "{\"orgs\":[{\"id\":\"below\",\"name\":\"Annex\",\"parent\":\"school\"}],"
      "\"products\":[{\"id\":\"suite\",\"plans\":[{\"id\":\"mail\",\"name\":\"Mail\"},{\"id\":\"chat\",\"name\":\"Chat\"}]},"
      "{\"id\":\"atlas\"}],"
      "\"users\":[{\"id\":\"t1\",\"org\":\"below\",\"given_name\":\"\xc3\x85sa\",\"family_name\":\"Berg\",\"display_name\":\"\","
      "\"roles\":[\"teacher\",\"staff\"],\"country\":\"SE\"},{\"id\":\"t2\",\"org\":\"below\",\"enabled\":false}],"
      "\"pools\":[{\"id\":\"s1\",\"product\":\"suite\",\"org\":\"below\",\"quantity\":4,\"allowed_roles\":[\"teacher\"],"
      "\"ends_on\":\"2026-07-31\"},{\"id\":\"c1\",\"product\":\"atlas\",\"org\":\"school\",\"kind\":\"group\",\"quantity\":1}]}";
  seatbook_load *load = NULL;
  seatbook_load_report *report = NULL;
  OK(seatbook_load_from_json(text(LOAD), &load, &error));
  OK(seatbook_book_load(book, load, &options, &report, &error));
  CHECK(seatbook_load_report_refused_len(report) == 0);
  seatbook_load_report_free(report);
  seatbook_load_free(load);
}

static void assign_some(void) {
  static const char ITEMS[] =
      "{\"on\":\"2025-08-18\",\"actor\":{\"id\":\"boss\"},\"items\":["
      "{\"op\":\"assign\",\"users\":[\"u000\",\"u001\"],\"product\":\"matte\"},"
      "{\"op\":\"assign\",\"user\":\"t1\",\"product\":\"suite\",\"disabled_plans\":[\"chat\"]},"
      "{\"op\":\"assign\",\"holder_group\":\"7a\",\"product\":\"atlas\"}]}";
  seatbook_report *report = NULL;
  OK(seatbook_apply_json(book, text(ITEMS), &report, &error));
  CHECK(seatbook_report_changed(report) == 4);
  seatbook_report_free(report);
}

static void coverage(void) {
  seatbook_coverage *found = NULL;
  seatbook_counts counts = {0};
  seatbook_str users[4], products[2];
  users[0] = text("u001"), users[1] = text("nobody"), users[2] = text("u000"), users[3] = text("u003");
  products[0] = text("matte"), products[1] = text("atlas");
  OK(seatbook_book_coverage(book, users, 4, products, 2, options.on, &found, &error));
  CHECK(seatbook_coverage_users(found) == 3 && seatbook_coverage_len(found) == 2);
  CHECK(seatbook_coverage_unknown_count(found) == 1 && is(seatbook_coverage_unknown(found, 0), "nobody"));
  CHECK(is(seatbook_coverage_product(found, 0), "matte") && seatbook_coverage_covered(found, 0) == SEATBOOK_COVERED_SOME);
  CHECK(seatbook_coverage_count(found, 0) == 2 && seatbook_coverage_holder_count(found, 0) == 2);
  CHECK(is(seatbook_coverage_holder(found, 0, 0), "u001") && is(seatbook_coverage_holder(found, 0, 1), "u000"));
  CHECK(seatbook_coverage_derived_count(found, 1) == 2 && is(seatbook_coverage_derived(found, 1, 1), "u000"));
  CHECK(seatbook_coverage_holder_count(found, 1) == 0);
  counts.size = sizeof counts;
  OK(seatbook_coverage_counts(found, 0, &counts, &error));
  CHECK(counts.total == 3 && counts.assigned == 2);
  seatbook_coverage_free(found);
  OK(seatbook_book_coverage(book, users, 1, NULL, 0, options.on, &found, &error));
  CHECK(seatbook_coverage_len(found) == 3 && seatbook_coverage_covered(found, 0) == SEATBOOK_COVERED_ALL);
  seatbook_coverage_free(found);
}

static void breakdown(void) {
  seatbook_breakdown *found = NULL;
  seatbook_counts counts = {0};
  OK(seatbook_book_breakdown(book, text("suite"), text("school"), options.on, &found, &error));
  CHECK(seatbook_breakdown_len(found) == 1 && is(seatbook_breakdown_pool(found, 0), "s1"));
  CHECK(is(seatbook_breakdown_org(found, 0), "below") && seatbook_breakdown_kind(found, 0) == SEATBOOK_POOL_KIND_VOLUME);
  CHECK(seatbook_breakdown_role_count(found, 0) == 1 && is(seatbook_breakdown_role(found, 0, 0), "teacher"));
  CHECK(is(seatbook_breakdown_summary(found, 0), "1/4 assigned") && seatbook_breakdown_row_count(found, 0) == 2);
  CHECK(seatbook_breakdown_row_state(found, 0, 0) == SEATBOOK_SEAT_STATE_NEW && seatbook_breakdown_row_seats(found, 0, 0) == 3);
  CHECK(seatbook_breakdown_row_state(found, 0, 1) == SEATBOOK_SEAT_STATE_STARTED);
  CHECK(seatbook_breakdown_row_ends_on(found, 0, 1) == seatbook_day_from_ymd(2026, 7, 31));
  counts.size = sizeof counts;
  OK(seatbook_breakdown_counts(found, 0, &counts, &error));
  CHECK(counts.total == 4 && counts.available == 3);
  seatbook_breakdown_free(found);
}

static void entitled(void) {
  seatbook_entitlement *found = NULL;
  const seatbook_licences *licence;
  OK(seatbook_book_entitled(book, text("t1"), text("suite"), options.on, &found, &error));
  licence = seatbook_entitlement_licence(found);
  CHECK(seatbook_entitlement_entitled(found) && seatbook_entitlement_enabled(found));
  CHECK(seatbook_entitlement_plan_count(found) == 1 && is(seatbook_entitlement_plan(found, 0), "mail"));
  CHECK(seatbook_entitlement_disabled_plan_count(found) == 1 && is(seatbook_entitlement_disabled_plan(found, 0), "chat"));
  CHECK(seatbook_entitlement_starts_on(found) == SEATBOOK_NO_DAY);
  CHECK(seatbook_entitlement_ends_on(found) == seatbook_day_from_ymd(2026, 7, 31));
  CHECK(seatbook_licences_len(licence) == 1 && is(seatbook_licences_pool(licence, 0), "s1") && !seatbook_licences_derived(licence, 0));
  seatbook_entitlement_free(found);
  OK(seatbook_book_entitled(book, text("u002"), text("atlas"), options.on, &found, &error));
  licence = seatbook_entitlement_licence(found);
  CHECK(seatbook_entitlement_entitled(found) && seatbook_licences_derived(licence, 0));
  CHECK(is(seatbook_licences_source_id(licence, 0, 0), "7a"));
  seatbook_entitlement_free(found);
  OK(seatbook_book_entitled(book, text("t2"), text("suite"), options.on, &found, &error));
  CHECK(!seatbook_entitlement_entitled(found) && !seatbook_entitlement_enabled(found));
  CHECK(seatbook_entitlement_licence(found) == NULL && seatbook_entitlement_plan_count(found) == 0);
  seatbook_entitlement_free(found);
}

static void users(void) {
  seatbook_users *page = NULL, *next = NULL;
  seatbook_user_filter filter = {0};
  filter.size = sizeof filter, filter.org = text("below");
  OK(seatbook_book_users(book, &filter, NONE, 1, &page, &error));
  CHECK(seatbook_users_len(page) == 1 && seatbook_users_total(page) == 2 && seatbook_users_previous(page).data == NULL);
  OK(seatbook_book_users(book, &filter, seatbook_users_next(page), 1, &next, &error));
  CHECK(seatbook_users_len(next) == 1 && seatbook_users_next(next).data == NULL && seatbook_users_previous(next).len > 0);
  seatbook_users_free(next);
  seatbook_users_free(page);
  filter.text = text("asa"), filter.has_enabled = 1, filter.enabled = 1, filter.role = text("staff");
  OK(seatbook_book_users(book, &filter, text("last"), 0, &page, &error));
  CHECK(seatbook_users_len(page) == 1 && is(seatbook_users_id(page, 0), "t1") && is(seatbook_users_org(page, 0), "below"));
  CHECK(is(seatbook_users_given_name(page, 0), "\xc3\x85sa") && is(seatbook_users_family_name(page, 0), "Berg"));
  CHECK(is(seatbook_users_display_name(page, 0), "") && is(seatbook_users_country(page, 0), "SE"));
  CHECK(seatbook_users_role_count(page, 0) == 2 && seatbook_users_role(page, 0, 0).len > 0 && seatbook_users_enabled(page, 0));
  seatbook_users_free(page);
  OK(seatbook_book_users(book, NULL, NONE, 0, &page, &error));
  CHECK(seatbook_users_total(page) == 6);
  seatbook_users_free(page);
}

static void lists(void) {
  seatbook_holders *holders = NULL;
  seatbook_journal *journal = NULL;
  seatbook_counts_list *list = NULL;
  seatbook_holder_filter of = {0};
  seatbook_journal_filter by = {0};
  seatbook_counts counts = {0};
  of.size = sizeof of, of.product = text("atlas"), of.has_holder_kind = 1, of.holder_kind = SEATBOOK_HOLDER_KIND_GROUP;
  OK(seatbook_book_holders_where(book, &of, options.on, NONE, 0, &holders, &error));
  CHECK(seatbook_holders_len(holders) == 1 && seatbook_holders_holder_kind(holders, 0) == SEATBOOK_HOLDER_KIND_GROUP);
  seatbook_holders_free(holders);
  of.holder_kind = SEATBOOK_HOLDER_KIND_USER;
  OK(seatbook_book_holders_where(book, &of, options.on, NONE, 0, &holders, &error));
  CHECK(seatbook_holders_len(holders) == 0);
  seatbook_holders_free(holders);
  of.product = text("suite"), of.state = SEATBOOK_SEAT_STATE_STARTED, of.role = text("teacher");
  OK(seatbook_book_holders_where(book, &of, options.on, NONE, 0, &holders, &error));
  CHECK(seatbook_holders_len(holders) == 1 && is(seatbook_holders_disabled_plan(holders, 0, 0), "chat"));
  CHECK(seatbook_holders_disabled_plan_count(holders, 0) == 1);
  CHECK(seatbook_holders_source_kind(holders, 0, 0) == SEATBOOK_SOURCE_KIND_DIRECT);
  seatbook_holders_free(holders);
  by.size = sizeof by, by.actor = text("boss"), by.pool = text("p1"), by.seat = 1, by.from = options.on, by.to = options.on;
  OK(seatbook_book_journal_where(book, &by, NONE, 0, &journal, &error));
  CHECK(seatbook_journal_len(journal) == 1 && is(seatbook_journal_actor(journal, 0), "boss"));
  seatbook_journal_free(journal);
  by.kind = text("load");
  OK(seatbook_book_journal_where(book, &by, NONE, 0, &journal, &error));
  CHECK(seatbook_journal_len(journal) == 0);
  seatbook_journal_free(journal);
  OK(seatbook_book_counts_by_org(book, text("suite"), text("school"), options.on, &list, &error));
  counts.size = sizeof counts;
  OK(seatbook_counts_list_get(list, 0, &counts, &error));
  CHECK(seatbook_counts_list_len(list) == 1 && is(seatbook_counts_list_org(list, 0), "below") && counts.assigned == 1);
  seatbook_counts_list_free(list);
}

/* The questions without typed answers are asked in JSON. */
static void json(void) {
  static const char *const QUESTIONS[] = {
      "{\"query\":\"orgs\"}", "{\"query\":\"groups\",\"user\":\"u000\"}", "{\"query\":\"products\",\"text\":\"mat\"}",
      "{\"query\":\"pools\",\"on\":\"2025-08-18\"}", "{\"query\":\"timeline\",\"from\":\"2025-08-18\",\"to\":\"2026-08-18\"}",
      "{\"query\":\"explain\",\"user\":\"u002\",\"product\":\"matte\",\"on\":\"2025-08-18\"}"};
  size_t i;
  for (i = 0; i < sizeof QUESTIONS / sizeof QUESTIONS[0]; i++) {
    seatbook_text *answer = NULL;
    OK(seatbook_query_json(book, text(QUESTIONS[i]), &answer, &error));
    CHECK(seatbook_text_str(answer).len > 40);
    seatbook_text_free(answer);
  }
}

int main(void) {
  OK(seatbook_book_in_memory(&book, &error));
  fill(book, 4, 3);
  options = on(2025, 8, 18);
  load_more();
  assign_some();
  coverage();
  breakdown();
  entitled();
  users();
  lists();
  json();
  OK(seatbook_book_close(book, &error));
  return finish();
}
