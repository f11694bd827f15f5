/* Bad questions: every function that can fail, with every sort of argument that
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

static seatbook_status users_where(seatbook_user_filter filter, seatbook_users **out) {
  return seatbook_book_users(book, &filter, text(""), 0, out, &error);
}

static seatbook_status holders_where(seatbook_holder_filter filter, seatbook_holders **out) {
  return seatbook_book_holders_where(book, &filter, options.on, text(""), 0, out, &error);
}

static seatbook_status journal_where(seatbook_journal_filter filter, seatbook_journal **out) {
  return seatbook_book_journal_where(book, &filter, text(""), 0, out, &error);
}

/* Lists with a filter: one field at a time. */
static void filters(void) {
  seatbook_users *users = MARK;
  seatbook_holders *holders = MARK;
  seatbook_journal *journal = MARK;
  seatbook_user_filter u = {0};
  seatbook_holder_filter h = {0};
  seatbook_journal_filter j = {0};
  seatbook_str none = {NULL, 0};
  u.size = sizeof u, h.size = sizeof h, h.product = text("matte"), j.size = sizeof j;
  BAD_BOOKS(seatbook_book_users(b, NULL, none, 0, &users, &error));
  BAD_TEXTS(seatbook_book_users(book, NULL, t, 0, &users, &error));
  EXPECT(seatbook_book_users(book, NULL, none, 10001, &users, &error), SEATBOOK_LIMIT);
  EXPECT(seatbook_book_users(book, NULL, text("no cursor"), 0, &users, &error), SEATBOOK_INVALID_ARGUMENT);
  EXPECT(seatbook_book_users(book, NULL, none, 0, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  BAD_SIZES((u.size = s, users_where(u, &users)));
  u.size = sizeof u;
  BAD_TEXTS((u.text = t, users_where(u, &users)));
  u.text = none;
  BAD_TEXTS((u.org = t, users_where(u, &users)));
  u.org = text("nowhere");
  EXPECT(users_where(u, &users), SEATBOOK_UNKNOWN_ORG);
  u.org = none, u.group = text("9z");
  EXPECT(users_where(u, &users), SEATBOOK_UNKNOWN_GROUP);
  u.group = none, u.enabled = 2;
  EXPECT(users_where(u, &users), SEATBOOK_UNKNOWN_NUMBER);
  u.enabled = 0, u.has_enabled = 2;
  EXPECT(users_where(u, &users), SEATBOOK_UNKNOWN_NUMBER);
  BAD_BOOKS(seatbook_book_holders_where(b, &h, options.on, none, 0, &holders, &error));
  EXPECT(seatbook_book_holders_where(book, NULL, options.on, none, 0, &holders, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_book_holders_where(book, &h, SEATBOOK_NO_DAY, none, 0, &holders, &error), SEATBOOK_INVALID_ARGUMENT);
  EXPECT(seatbook_book_holders_where(book, &h, options.on, none, 0, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  BAD_SIZES((h.size = s, holders_where(h, &holders)));
  h.size = sizeof h;
  BAD_TEXTS((h.role = t, holders_where(h, &holders)));
  h.role = none;
  BAD_NUMBERS((h.holder_kind = n, holders_where(h, &holders)));
  h.holder_kind = 0;
  BAD_NUMBERS((h.state = n, holders_where(h, &holders)));
  h.state = 0, h.has_holder_kind = 2;
  EXPECT(holders_where(h, &holders), SEATBOOK_UNKNOWN_NUMBER);
  h.has_holder_kind = 0, h.reserved = 1;
  EXPECT(holders_where(h, &holders), SEATBOOK_WRONG_SIZE);
  h.reserved = 0, h.pool = text("p1");
  EXPECT(holders_where(h, &holders), SEATBOOK_INVALID_ARGUMENT);
  h.product = none, h.pool = none;
  EXPECT(holders_where(h, &holders), SEATBOOK_INVALID_ARGUMENT);
  h.pool = text("p9");
  EXPECT(holders_where(h, &holders), SEATBOOK_UNKNOWN_POOL);
  BAD_BOOKS(seatbook_book_journal_where(b, NULL, none, 0, &journal, &error));
  BAD_TEXTS(seatbook_book_journal_where(book, NULL, t, 0, &journal, &error));
  EXPECT(seatbook_book_journal_where(book, NULL, none, 0, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  BAD_SIZES((j.size = s, journal_where(j, &journal)));
  j.size = sizeof j;
  BAD_TEXTS((j.actor = t, journal_where(j, &journal)));
  j.actor = none, j.reserved = 1;
  EXPECT(journal_where(j, &journal), SEATBOOK_WRONG_SIZE);
  j.reserved = 0, j.from = INT32_MAX;
  EXPECT(journal_where(j, &journal), SEATBOOK_INVALID_ARGUMENT);
  j.from = 0, j.to = INT32_MAX;
  EXPECT(journal_where(j, &journal), SEATBOOK_INVALID_ARGUMENT);
  CHECK(users == MARK && holders == MARK && journal == MARK);
}

static void waiting_and_dates(void) {
  seatbook_waitlist *list = MARK;
  seatbook_advance_report *advanced = MARK;
  seatbook_str none = {NULL, 0}, p = text("matte");
  BAD_BOOKS(seatbook_book_waitlist(b, p, none, none, 0, &list, &error));
  BAD_TEXTS(seatbook_book_waitlist(book, t, none, none, 0, &list, &error));
  BAD_TEXTS(seatbook_book_waitlist(book, p, t, none, 0, &list, &error));
  BAD_TEXTS(seatbook_book_waitlist(book, p, none, t, 0, &list, &error));
  EXPECT(seatbook_book_waitlist(book, text("nothing"), none, none, 0, &list, &error), SEATBOOK_UNKNOWN_PRODUCT);
  EXPECT(seatbook_book_waitlist(book, p, text("nobody"), none, 0, &list, &error), SEATBOOK_UNKNOWN_USER);
  EXPECT(seatbook_book_waitlist(book, p, none, none, 10001, &list, &error), SEATBOOK_LIMIT);
  EXPECT(seatbook_book_waitlist(book, p, none, none, 0, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  BAD_BOOKS(seatbook_book_advance(b, &options, &advanced, &error));
  EXPECT(seatbook_book_advance(book, NULL, &advanced, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_book_advance(book, &options, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  CHECK(list == MARK && advanced == MARK);
}

static seatbook_coverage *coverage;
static seatbook_breakdown *breakdown;

static void whole_answers(void) {
  seatbook_coverage *c = MARK;
  seatbook_breakdown *d = MARK;
  seatbook_entitlement *e = MARK;
  seatbook_counts_list *by_org = MARK;
  seatbook_counts counts = {0};
  seatbook_str none = {NULL, 0}, u[1], p[1], bad[1];
  seatbook_day on = options.on;
  u[0] = text("u000"), p[0] = text("matte"), bad[0] = BAD[1].text;
  counts.size = sizeof counts, counts.total = 77;
  BAD_BOOKS(seatbook_book_coverage(b, u, 1, p, 1, on, &c, &error));
  EXPECT(seatbook_book_coverage(book, NULL, 1, p, 1, on, &c, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_book_coverage(book, u, SIZE_MAX, p, 1, on, &c, &error), SEATBOOK_LIMIT);
  EXPECT(seatbook_book_coverage(book, bad, 1, p, 1, on, &c, &error), SEATBOOK_INVALID_UTF8);
  EXPECT(seatbook_book_coverage(book, u, 1, bad, 1, on, &c, &error), SEATBOOK_INVALID_UTF8);
  EXPECT(seatbook_book_coverage(book, u, 1, u, 1, on, &c, &error), SEATBOOK_UNKNOWN_PRODUCT);
  EXPECT(seatbook_book_coverage(book, u, 1, p, 1, SEATBOOK_NO_DAY, &c, &error), SEATBOOK_INVALID_ARGUMENT);
  EXPECT(seatbook_book_coverage(book, u, 1, p, 1, on, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_coverage_counts(coverage, 1, &counts, &error), SEATBOOK_INVALID_ARGUMENT);
  EXPECT(seatbook_coverage_counts(NULL, 0, &counts, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_coverage_counts(coverage, 0, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  BAD_BOOKS(seatbook_book_breakdown(b, p[0], none, on, &d, &error));
  BAD_TEXTS(seatbook_book_breakdown(book, t, none, on, &d, &error));
  BAD_TEXTS(seatbook_book_breakdown(book, p[0], t, on, &d, &error));
  EXPECT(seatbook_book_breakdown(book, u[0], none, on, &d, &error), SEATBOOK_UNKNOWN_PRODUCT);
  EXPECT(seatbook_book_breakdown(book, p[0], text("nowhere"), on, &d, &error), SEATBOOK_UNKNOWN_ORG);
  EXPECT(seatbook_book_breakdown(book, p[0], none, on, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_breakdown_counts(breakdown, SIZE_MAX, &counts, &error), SEATBOOK_INVALID_ARGUMENT);
  BAD_SIZES((counts.size = s, seatbook_breakdown_counts(breakdown, 0, &counts, &error)));
  BAD_BOOKS(seatbook_book_entitled(b, u[0], p[0], on, &e, &error));
  BAD_TEXTS(seatbook_book_entitled(book, t, p[0], on, &e, &error));
  BAD_TEXTS(seatbook_book_entitled(book, u[0], t, on, &e, &error));
  EXPECT(seatbook_book_entitled(book, p[0], p[0], on, &e, &error), SEATBOOK_UNKNOWN_USER);
  EXPECT(seatbook_book_entitled(book, u[0], u[0], on, &e, &error), SEATBOOK_UNKNOWN_PRODUCT);
  EXPECT(seatbook_book_entitled(book, u[0], p[0], on, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  BAD_BOOKS(seatbook_book_counts_by_org(b, p[0], none, on, &by_org, &error));
  BAD_TEXTS(seatbook_book_counts_by_org(book, t, none, on, &by_org, &error));
  BAD_TEXTS(seatbook_book_counts_by_org(book, p[0], t, on, &by_org, &error));
  EXPECT(seatbook_book_counts_by_org(book, p[0], none, on, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  CHECK(c == MARK && d == MARK && e == MARK && by_org == MARK && counts.total == 77);
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

int main(int argc, char **argv) {
  uint64_t revision = 0;
  seatbook_str user[1], product[1];
  begin(argc, argv);
  user[0] = text("u000"), product[0] = text("matte");
  OK(seatbook_assign(book, text("u000"), text("matte"), &options, &report, &error));
  OK(seatbook_book_counts_of_all(book, text(""), options.on, &list, &error));
  OK(seatbook_book_verify(book, NULL, &verification, &error));
  OK(seatbook_book_coverage(book, user, 1, product, 1, options.on, &coverage, &error));
  OK(seatbook_book_breakdown(book, product[0], text(""), options.on, &breakdown, &error));
  OK(seatbook_book_revision(book, &revision, &error));
  lists();
  filters();
  whole_answers();
  waiting_and_dates();
  answers();
  seatbook_verification_free(verification);
  seatbook_coverage_free(coverage);
  seatbook_breakdown_free(breakdown);
  seatbook_counts_list_free(list);
  seatbook_report_free(report);
  return end(revision);
}
