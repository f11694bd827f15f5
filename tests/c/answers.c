/* All that answers tell: each accessor that the other programs have no need of, with what it must say. */
#include "check.h"

static seatbook_error *error;
static seatbook_book *book;
static seatbook_options options;
static const seatbook_str NONE = {NULL, 0};

/* Beside what `fill` loads: products with plans, keys, a term to come, seats for teachers only, and without number. */
static void load_more(void) {
  static const char LOAD[] =
      "{\"products\":[{\"id\":\"suite\",\"plans\":[{\"id\":\"mail\",\"name\":\"Mail\"},{\"id\":\"chat\",\"name\":\"Chat\"}]},"
      "{\"id\":\"keyed\"},{\"id\":\"later\"},{\"id\":\"staff\"},{\"id\":\"open\"}],"
      "\"pools\":[{\"id\":\"s1\",\"product\":\"suite\",\"org\":\"school\",\"quantity\":4},"
      "{\"id\":\"k1\",\"product\":\"keyed\",\"org\":\"school\",\"quantity\":2,\"keys\":[\"K-1\",\"K-2\"]},"
      "{\"id\":\"l1\",\"product\":\"later\",\"org\":\"school\",\"quantity\":2,\"starts_on\":\"2025-10-01\"},"
      "{\"id\":\"t1\",\"product\":\"staff\",\"org\":\"school\",\"quantity\":2,\"allowed_roles\":[\"teacher\"]},"
      "{\"id\":\"o1\",\"product\":\"open\",\"org\":\"school\"}]}";
  seatbook_load *load = NULL;
  seatbook_load_report *report = NULL;
  OK(seatbook_load_from_json(text(LOAD), &load, &error));
  OK(seatbook_book_load(book, load, &options, &report, &error));
  CHECK(seatbook_load_report_refused_len(report) == 0);
  seatbook_load_report_free(report);
  seatbook_load_free(load);
}

static seatbook_report *assign(const char *user, const char *product) {
  seatbook_report *report = NULL;
  OK(seatbook_assign(book, text(user), text(product), &options, &report, &error));
  CHECK(seatbook_report_len(report) == 1);
  return report;
}

/* What was asked, what became of it, who asked and why: as the journal keeps it. */
static void journal(void) {
  seatbook_journal *newest = NULL, *older = NULL;
  seatbook_report *report = NULL;
  seatbook_str users[4], matte[1];
  users[0] = text("u000"), users[1] = text("u001"), users[2] = text("u002"), users[3] = text("u000");
  matte[0] = text("matte");
  seatbook_report_free(assign("u000", "matte"));
  options.reason = text("new term"), options.request_id = text("2025/7a"), options.has_at = 1, options.at = 1755500000;
  OK(seatbook_apply_users(book, SEATBOOK_OP_ASSIGN, users, 4, matte, 1, NULL, &options, &report, &error));
  CHECK(seatbook_report_requested(report) == 4 && seatbook_report_changed(report) == 1);
  CHECK(seatbook_report_unchanged(report) == 1 && seatbook_report_failed(report) == 2);
  CHECK(seatbook_report_shortfall_available(report, 0) == 1 && seatbook_report_shortfall_missing(report, 0) == 1);
  OK(seatbook_book_journal(book, NONE, NONE, 1, &newest, &error));
  CHECK(seatbook_journal_len(newest) == 1 && seatbook_journal_total(newest) == 4);
  CHECK(seatbook_journal_operation(newest, 0) == seatbook_report_operation(report));
  CHECK(seatbook_report_revision(report) == 4 && is(seatbook_journal_kind(newest, 0), "assign"));
  CHECK(is(seatbook_journal_role(newest, 0), "administrator") && is(seatbook_journal_actor(newest, 0), "it@school"));
  CHECK(is(seatbook_journal_reason(newest, 0), "new term") && is(seatbook_journal_request_id(newest, 0), "2025/7a"));
  CHECK(seatbook_journal_has_at(newest, 0) && seatbook_journal_at(newest, 0) == 1755500000);
  CHECK(seatbook_journal_requested(newest, 0) == 4 && seatbook_journal_changed(newest, 0) == 1);
  CHECK(seatbook_journal_unchanged(newest, 0) == 1 && seatbook_journal_failed(newest, 0) == 2);
  CHECK(seatbook_journal_previous(newest).data == NULL && seatbook_journal_next(newest).len > 0);
  OK(seatbook_book_journal(book, NONE, seatbook_journal_next(newest), 1, &older, &error));
  CHECK(seatbook_journal_previous(older).len > 0 && !seatbook_journal_has_at(older, 0));
  CHECK(seatbook_journal_operation(older, 0) + 1 == seatbook_journal_operation(newest, 0));
  options.reason = NONE, options.request_id = NONE, options.has_at = 0, options.at = 0;
  seatbook_journal_free(older);
  seatbook_journal_free(newest);
  seatbook_report_free(report);
}

static void holders(void) {
  seatbook_holders *first = NULL, *second = NULL, *of_class = NULL;
  seatbook_report *report = NULL;
  seatbook_day started = seatbook_day_from_ymd(2025, 8, 18);
  OK(seatbook_book_holders(book, text("matte"), options.on, NONE, 1, &first, &error));
  CHECK(is(seatbook_holders_product(first, 0), "matte") && is(seatbook_holders_pool(first, 0), "p1"));
  CHECK(seatbook_holders_started_on(first, 0) == started && seatbook_holders_previous(first).data == NULL);
  CHECK(seatbook_holders_ends_on(first, 0) == seatbook_day_from_ymd(2026, 8, 17));
  OK(seatbook_book_holders(book, text("matte"), options.on, seatbook_holders_next(first), 1, &second, &error));
  CHECK(is(seatbook_holders_holder(second, 0), "u001") && seatbook_holders_previous(second).len > 0);
  seatbook_holders_free(second);
  seatbook_holders_free(first);
  OK(seatbook_apply_group(book, SEATBOOK_OP_ASSIGN, text("7a"), NULL, 0, (seatbook_str[]){{"suite", 5}}, 1, NULL, &options, &report,
                          &error));
  CHECK(seatbook_report_changed(report) == 3);
  seatbook_report_free(report);
  OK(seatbook_book_holders(book, text("suite"), options.on, NONE, 0, &of_class, &error));
  CHECK(seatbook_holders_len(of_class) == 3 && is(seatbook_holders_source_id(of_class, 2, 0), "7a"));
  seatbook_holders_free(of_class);
}

static void licences(void) {
  seatbook_licences *found = NULL;
  seatbook_item_options item = {0};
  seatbook_report *report = NULL;
  seatbook_str user[1], suite[1], chat[1];
  size_t i, seen = 0;
  user[0] = text("u001"), suite[0] = text("suite"), chat[0] = text("chat");
  item.size = sizeof item, item.has_disabled_plans = 1, item.disabled_plans = chat, item.disabled_plan_count = 1;
  OK(seatbook_apply_users(book, SEATBOOK_OP_ASSIGN, user, 1, suite, 1, &item, &options, &report, &error));
  CHECK(seatbook_report_row_outcome(report, 0) == SEATBOOK_OUTCOME_UPDATED);
  seatbook_report_free(report);
  seatbook_report_free(assign("u001", "keyed"));
  OK(seatbook_book_licences(book, user[0], options.on, &found, &error));
  CHECK(seatbook_licences_len(found) == 3);
  for (i = 0; i < seatbook_licences_len(found); i++) {
    CHECK(seatbook_licences_started_on(found, i) == options.on && seatbook_licences_state(found, i) == SEATBOOK_SEAT_STATE_STARTED);
    if (is(seatbook_licences_product(found, i), "keyed")) {
      CHECK(is(seatbook_licences_key(found, i), "K-1"));
      seen++;
    }
    if (!is(seatbook_licences_product(found, i), "suite")) continue;
    CHECK(seatbook_licences_disabled_plan_count(found, i) == 1 && is(seatbook_licences_disabled_plan(found, i, 0), "chat"));
    /* For himself, because he was named just now, and through the class. */
    CHECK(seatbook_licences_source_count(found, i) == 2 && seatbook_licences_source_group(found, i, 0).data == NULL);
    CHECK(is(seatbook_licences_source_group(found, i, 1), "7a"));
    seen++;
  }
  CHECK(seen == 2);
  seatbook_licences_free(found);
}

/* What a report says beside its rows, and what stands in the way of one. */
static void reports(void) {
  seatbook_report *report = assign("u002", "later");
  CHECK(seatbook_report_warning_count(report) == 1 && is(seatbook_report_warning_code(report, 0), "starts_later"));
  CHECK(is(seatbook_report_warning_pool(report, 0), "l1") && has(seatbook_report_warning_message(report, 0), "2025-10-01"));
  seatbook_report_free(report);
  report = assign("u002", "staff");
  CHECK(seatbook_report_row_outcome(report, 0) == SEATBOOK_OUTCOME_ROLE_NOT_ALLOWED);
  CHECK(is(seatbook_report_row_in_the_way_pool(report, 0), "t1"));
  seatbook_report_free(report), report = NULL;
  /* He has it through his class only. */
  OK(seatbook_revoke(book, text("u002"), text("suite"), &options, &report, &error));
  CHECK(seatbook_report_row_outcome(report, 0) == SEATBOOK_OUTCOME_INHERITED_FROM_GROUP);
  CHECK(is(seatbook_report_row_in_the_way_group(report, 0), "7a"));
  CHECK(seatbook_outcome_class(seatbook_report_row_outcome(report, 0)) == SEATBOOK_CLASS_REFUSED);
  seatbook_report_free(report);
}

/* Everybody gives a product back; their seats can be had again, with the end dates that they have. */
static void supply(void) {
  seatbook_supply *found = NULL;
  seatbook_request *request = seatbook_request_new();
  seatbook_report *report = NULL;
  OK(seatbook_request_add_holders(request, SEATBOOK_OP_REVOKE, text("matte"), NULL, &error));
  OK(seatbook_apply(book, request, &options, &report, &error));
  CHECK(seatbook_report_changed(report) == 2);
  OK(seatbook_book_supply(book, text("matte"), NONE, options.on, &found, &error));
  CHECK(is(seatbook_supply_product(found), "matte") && !seatbook_supply_unlimited(found));
  CHECK(seatbook_supply_reusable_len(found) == 1 && seatbook_supply_reusable_seats(found, 0) == 2);
  CHECK(seatbook_supply_reusable_ends_on(found, 0) == seatbook_day_from_ymd(2026, 8, 17));
  seatbook_supply_free(found);
  OK(seatbook_book_supply(book, text("open"), NONE, options.on, &found, &error));
  CHECK(seatbook_supply_unlimited(found) && seatbook_supply_reusable_len(found) == 0);
  seatbook_supply_free(found);
  seatbook_report_free(report);
  seatbook_request_free(request);
}

/* What a load does not take, and the receipt of what it does; users whom a full list does not name. */
static void load_reports(void) {
  seatbook_load *load = seatbook_load_new();
  seatbook_load_report *report = NULL, *again = NULL;
  seatbook_user user = {0};
  seatbook_str orgs[1];
  orgs[0] = text("school");
  user.size = sizeof user, user.id = text("u000"), user.org = text("school");
  OK(seatbook_load_add_user(load, &user, &error));
  user.id = text("lost"), user.org = text("nowhere");
  OK(seatbook_load_add_user(load, &user, &error));
  options.request_id = text("users");
  OK(seatbook_book_load(book, load, &options, &report, &error));
  CHECK(seatbook_load_report_refused_len(report) == 1 && is(seatbook_load_report_refused_id(report, 0), "lost"));
  CHECK(seatbook_load_report_refused_entity(report, 0) == SEATBOOK_ENTITY_USER && seatbook_load_report_refused_index(report, 0) == 1);
  CHECK(seatbook_load_report_refused_status(report, 0) == SEATBOOK_UNKNOWN_ORG);
  CHECK(has(seatbook_load_report_refused_message(report, 0), "`nowhere`"));
  CHECK(seatbook_load_report_on(report) == options.on && is(seatbook_load_report_request_id(report), "users"));
  CHECK(!seatbook_load_report_replayed(report) && !seatbook_load_report_dry_run(report));
  CHECK(seatbook_load_report_operation(report) > 0 && seatbook_load_report_revision(report) > 0);
  OK(seatbook_book_load(book, load, &options, &again, &error));
  CHECK(seatbook_load_report_replayed(again) && seatbook_load_report_operation(again) == seatbook_load_report_operation(report));
  seatbook_load_report_free(again);
  seatbook_load_report_free(report);
  seatbook_load_free(load);

  load = seatbook_load_new();
  user.id = text("u000"), user.org = text("school");
  OK(seatbook_load_add_user(load, &user, &error));
  OK(seatbook_load_add_full_orgs(load, orgs, 1, &error));
  options.request_id = NONE, options.dry_run = 1;
  OK(seatbook_book_load(book, load, &options, &report, &error));
  CHECK(seatbook_load_report_dry_run(report) && has(seatbook_load_report_json(report), "\"updated\":3"));
  options.dry_run = 0;
  seatbook_load_report_free(report);
  seatbook_load_free(load);
}

/* Three who wait, page by page. */
static void waitlist(void) {
  seatbook_waitlist *first = NULL, *second = NULL;
  seatbook_item_options item = {0};
  seatbook_report *report = NULL;
  seatbook_str users[4], keyed[1];
  users[0] = text("u000"), users[1] = text("u001"), users[2] = text("u002"), users[3] = text("u003");
  keyed[0] = text("keyed");
  item.size = sizeof item, item.waitlist = 1;
  OK(seatbook_apply_users(book, SEATBOOK_OP_ASSIGN, users, 4, keyed, 1, &item, &options, &report, &error));
  CHECK(seatbook_report_failed(report) == 2);
  OK(seatbook_book_waitlist(book, keyed[0], NONE, NONE, 1, &first, &error));
  CHECK(seatbook_waitlist_previous(first).data == NULL && is(seatbook_waitlist_target(first, 0), "u002"));
  OK(seatbook_book_waitlist(book, keyed[0], NONE, seatbook_waitlist_next(first), 1, &second, &error));
  CHECK(seatbook_waitlist_previous(second).len > 0 && is(seatbook_waitlist_target(second, 0), "u003"));
  seatbook_waitlist_free(second);
  seatbook_waitlist_free(first);
  seatbook_report_free(report);
}

static void verification(void) {
  seatbook_verification *found = NULL;
  seatbook_head head = {0};
  head.size = sizeof head;
  OK(seatbook_book_head(book, &head, &error));
  OK(seatbook_book_verify(book, &head, &found, &error));
  CHECK(seatbook_verification_ok(found) && seatbook_verification_problem(found, 0).data == NULL);
  CHECK(seatbook_verification_operations(found) == head.operation && seatbook_verification_users(found) == 4);
  CHECK(seatbook_verification_pools(found) == 6 && seatbook_verification_seats(found) > 0);
  seatbook_verification_free(found);
}

/* Where a document is wrong. */
static void details(void) {
  seatbook_request *out = NULL;
  seatbook_error *told = NULL;
  CHECK(seatbook_request_from_json(text("{\n  \"on\": 5}"), &out, &told) == SEATBOOK_INVALID_JSON);
  CHECK(seatbook_error_detail_count(told) == 2 && is(seatbook_error_detail_name(told, 0), "line"));
  CHECK(seatbook_error_detail_number(told, 0) == 2 && is(seatbook_error_detail_text(told, 0), "2"));
  seatbook_error_free(told);
}

static void words(void) {
  CHECK(strcmp(seatbook_op_name(SEATBOOK_OP_SWAP), "swap") == 0 && strcmp(seatbook_outcome_name(SEATBOOK_OUTCOME_REUSED), "reused") == 0);
  CHECK(strcmp(seatbook_entity_name(SEATBOOK_ENTITY_POOL), "pool") == 0);
  CHECK(strcmp(seatbook_report_status_name(SEATBOOK_REPORT_STATUS_PARTIAL), "partial") == 0);
  CHECK(strcmp(seatbook_seat_state_name(SEATBOOK_SEAT_STATE_REUSABLE), "reusable") == 0);
  CHECK(strcmp(seatbook_line_kind_name(SEATBOOK_LINE_KIND_SITE), "site") == 0);
  CHECK(strcmp(seatbook_line_change_name(SEATBOOK_LINE_CHANGE_LOWERED), "lowered") == 0);
  CHECK(strncmp(seatbook_version(), "0.", 2) == 0 && seatbook_version_number() == SEATBOOK_VERSION_NUMBER);
}

int main(void) {
  OK(seatbook_book_in_memory(&book, &error));
  fill(book, 4, 2);
  options = on(2025, 8, 18);
  load_more();
  journal();
  holders();
  licences();
  reports();
  supply();
  load_reports();
  waitlist();
  verification();
  details();
  words();
  OK(seatbook_book_close(book, &error));
  return finish();
}
