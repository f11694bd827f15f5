/* What goes beyond giving and taking back: rules, classes and orgs as holders, plans, certain seats, priorities, swap, sync,
 * undo, leavers, removal, merging, the waiting list,
 * dates. Each through the typed functions. */
#include "check.h"

static seatbook_error *error;
static seatbook_book *book;
static seatbook_options options;

/* Gives an item of `add` to the book as a request of its own. */
#define APPLY(report, add)                                                          \
  do {                                                                              \
    seatbook_request *request = seatbook_request_new();                             \
    OK(add);                                                                        \
    OK(seatbook_apply(book, request, &options, report, &error));                    \
    seatbook_request_free(request);                                                 \
  } while (0)

static int row(const seatbook_report *report, size_t index, const char *target, const char *product,
               seatbook_outcome outcome) {
  int same = is(seatbook_report_row_target(report, index), target) &&
             is(seatbook_report_row_product(report, index), product) &&
             seatbook_report_row_outcome(report, index) == outcome;
  if (!same) {
    seatbook_str json = seatbook_report_json(report);
    printf("%.*s\n", (int)json.len, json.data);
  }
  return same;
}

static void add_pool(seatbook_load *load, const char *id, const char *product, int32_t kind, uint32_t seats) {
  static seatbook_role_cap caps[2];
  seatbook_pool pool = {0};
  pool.size = sizeof pool, pool.id = text(id), pool.product = text(product), pool.org = text("school");
  pool.kind = kind, pool.quantity = seats;
  if (kind == SEATBOOK_POOL_KIND_GROUP) {
    caps[0].role = text("student"), caps[0].cap = 2;
    pool.role_caps = caps, pool.role_cap_count = 1, pool.member_cap = 30;
  }
  OK(seatbook_load_add_pool(load, &pool, &error));
}

/* Rules, products with plans, a pool of every kind. */
static void load_rules(void) {
  seatbook_load *load = seatbook_load_new();
  seatbook_load_report *report = NULL;
  seatbook_exclusion exclusion = {0};
  seatbook_prerequisite prerequisite = {0};
  seatbook_product product = {0};
  seatbook_tally tally = {0};
  seatbook_pair plans[2];
  seatbook_str either[2], base[1];
  plans[0].key = text("mail"), plans[0].value = text("Mail"), plans[1].key = text("chat"), plans[1].value = text("");
  product.size = sizeof product, product.plans = plans, product.plan_count = 2, product.id = text("suite");
  OK(seatbook_load_add_product(load, &product, &error));
  product.plan_count = 0, product.id = text("addon");
  OK(seatbook_load_add_product(load, &product, &error));
  product.id = text("atlas");
  OK(seatbook_load_add_product(load, &product, &error));
  add_pool(load, "s1", "suite", SEATBOOK_POOL_KIND_VOLUME, 5);
  add_pool(load, "a1", "addon", SEATBOOK_POOL_KIND_VOLUME, 5);
  add_pool(load, "c1", "atlas", SEATBOOK_POOL_KIND_GROUP, 1);
  add_pool(load, "o1", "atlas", SEATBOOK_POOL_KIND_SCHOOL, 1);
  either[0] = text("matte"), either[1] = text("addon"), base[0] = text("mail");
  exclusion.size = sizeof exclusion, exclusion.id = text("e"), exclusion.products = either, exclusion.product_count = 2;
  OK(seatbook_load_add_exclusion(load, &exclusion, &error));
  prerequisite.size = sizeof prerequisite, prerequisite.id = text("p"), prerequisite.product = text("addon");
  prerequisite.any_of_plans = base, prerequisite.any_of_plan_count = 1;
  OK(seatbook_load_add_prerequisite(load, &prerequisite, &error));
  OK(seatbook_load_set_default_country(load, text("SE"), &error));
  CHECK(seatbook_load_len(load) == 10);
  OK(seatbook_book_load(book, load, &options, &report, &error));
  tally.size = sizeof tally;
  OK(seatbook_load_report_tally(report, SEATBOOK_ENTITY_EXCLUSION, &tally, &error));
  CHECK(seatbook_load_report_refused_len(report) == 0 && tally.created + tally.updated == 3);
  seatbook_load_report_free(report);
  seatbook_load_free(load);
}

static void rules_and_plans(void) {
  seatbook_report *report = NULL;
  seatbook_item_options item = {0};
  seatbook_str u[1], suite[1], addon[1], chat[1], mail[1];
  u[0] = text("u003"), suite[0] = text("suite"), addon[0] = text("addon"), chat[0] = text("chat"), mail[0] = text("mail");
  OK(seatbook_assign(book, u[0], addon[0], &options, &report, &error));
  CHECK(row(report, 0, "u003", "addon", SEATBOOK_OUTCOME_DEPENDENCY_MISSING));
  CHECK(is(seatbook_report_row_in_the_way_plan(report, 0), "mail"));
  seatbook_report_free(report);
  item.size = sizeof item, item.has_disabled_plans = 1, item.disabled_plans = chat, item.disabled_plan_count = 1;
  APPLY(&report, seatbook_request_add_users(request, SEATBOOK_OP_ASSIGN, u, 1, suite, 1, &item, &error));
  CHECK(row(report, 0, "u003", "suite", SEATBOOK_OUTCOME_ASSIGNED));
  CHECK(seatbook_report_row_disabled_plan_count(report, 0) == 1 && is(seatbook_report_row_disabled_plan(report, 0, 0), "chat"));
  CHECK(seatbook_report_row_disabled_plan(report, 0, 1).data == NULL);
  seatbook_report_free(report);
  OK(seatbook_assign(book, u[0], addon[0], &options, &report, &error));
  CHECK(row(report, 0, "u003", "addon", SEATBOOK_OUTCOME_ASSIGNED));
  seatbook_report_free(report);
  item.disabled_plans = mail;
  APPLY(&report, seatbook_request_add_users(request, SEATBOOK_OP_ASSIGN, u, 1, suite, 1, &item, &error));
  CHECK(row(report, 0, "u003", "suite", SEATBOOK_OUTCOME_DEPENDENCY_IN_USE));
  seatbook_report_free(report);
  item.disabled_plans = NULL, item.disabled_plan_count = 0;
  APPLY(&report, seatbook_request_add_users(request, SEATBOOK_OP_ASSIGN, u, 1, suite, 1, &item, &error));
  CHECK(row(report, 0, "u003", "suite", SEATBOOK_OUTCOME_UPDATED) && seatbook_report_row_disabled_plan_count(report, 0) == 0);
  seatbook_report_free(report);
  OK(seatbook_assign(book, u[0], text("matte"), &options, &report, &error));
  CHECK(row(report, 0, "u003", "matte", SEATBOOK_OUTCOME_MUTUALLY_EXCLUSIVE));
  CHECK(is(seatbook_report_row_in_the_way_product(report, 0), "addon"));
  seatbook_report_free(report);
}

/* A class and a school hold seats themselves; their people have access through them. */
static void holders(void) {
  seatbook_report *report = NULL;
  seatbook_licences *licences = NULL;
  seatbook_str group[1], org[1], atlas[1];
  group[0] = text("7a"), org[0] = text("school"), atlas[0] = text("atlas");
  APPLY(&report, seatbook_request_add_holder_groups(request, SEATBOOK_OP_ASSIGN, group, 1, atlas, 1, NULL, &error));
  CHECK(row(report, 0, "7a", "atlas", SEATBOOK_OUTCOME_ASSIGNED));
  CHECK(seatbook_report_row_holder_kind(report, 0) == SEATBOOK_HOLDER_KIND_GROUP);
  seatbook_report_free(report);
  OK(seatbook_assign(book, text("u000"), atlas[0], &options, &report, &error));
  CHECK(row(report, 0, "u000", "atlas", SEATBOOK_OUTCOME_ALREADY_ASSIGNED));
  CHECK(seatbook_report_row_source_kind(report, 0) == SEATBOOK_SOURCE_KIND_GROUP);
  CHECK(is(seatbook_report_row_source_id(report, 0), "7a") && is(seatbook_report_row_source_group(report, 0), "7a"));
  CHECK(is(seatbook_report_row_source(report, 0), "group:7a") && is(seatbook_report_row_seat_pool(report, 0), "c1"));
  CHECK(seatbook_report_row_holder_kind(report, 0) == SEATBOOK_HOLDER_KIND_USER);
  seatbook_report_free(report);
  OK(seatbook_book_licences(book, text("u001"), options.on, &licences, &error));
  CHECK(seatbook_licences_len(licences) == 1 && seatbook_licences_derived(licences, 0) == 1);
  CHECK(seatbook_licences_source_kind(licences, 0, 0) == SEATBOOK_SOURCE_KIND_GROUP);
  CHECK(is(seatbook_licences_source_id(licences, 0, 0), "7a") && seatbook_licences_source_id(licences, 0, 1).data == NULL);
  CHECK(seatbook_licences_source_kind(licences, 0, 1) == SEATBOOK_SOURCE_KIND_NONE);
  seatbook_licences_free(licences);
  OK(seatbook_book_licences(book, text("u002"), options.on, &licences, &error));
  CHECK(seatbook_licences_len(licences) == 0); /* two pupils, and no more */
  seatbook_licences_free(licences);
  OK(seatbook_book_licences_of_group(book, text("7a"), options.on, &licences, &error));
  CHECK(seatbook_licences_len(licences) == 1 && seatbook_licences_derived(licences, 0) == 0);
  CHECK(is(seatbook_licences_pool(licences, 0), "c1") && seatbook_licences_seat(licences, 0) == 1);
  seatbook_licences_free(licences);
  APPLY(&report, seatbook_request_add_holder_orgs(request, SEATBOOK_OP_ASSIGN, org, 1, atlas, 1, NULL, &error));
  CHECK(row(report, 0, "school", "atlas", SEATBOOK_OUTCOME_ASSIGNED));
  CHECK(seatbook_report_row_holder_kind(report, 0) == SEATBOOK_HOLDER_KIND_ORG);
  seatbook_report_free(report);
  OK(seatbook_book_licences_of_org(book, text("school"), options.on, &licences, &error));
  CHECK(seatbook_licences_len(licences) == 1 && is(seatbook_licences_pool(licences, 0), "o1"));
  seatbook_licences_free(licences);
  OK(seatbook_book_licences(book, text("u002"), options.on, &licences, &error));
  CHECK(seatbook_licences_len(licences) == 1 && seatbook_licences_derived(licences, 0) == 1);
  CHECK(seatbook_licences_source_kind(licences, 0, 0) == SEATBOOK_SOURCE_KIND_ORG);
  seatbook_licences_free(licences);
}

static void certain_seats(void) {
  seatbook_report *report = NULL;
  seatbook_request *request = seatbook_request_new();
  seatbook_item_options item = {0};
  seatbook_str first[1], second[1], matte[1], pool[1];
  first[0] = text("u000"), second[0] = text("u001"), matte[0] = text("matte"), pool[0] = text("p1");
  item.size = sizeof item, item.pools = pool, item.pool_count = 1, item.seat = 3;
  OK(seatbook_request_add_users(request, SEATBOOK_OP_ASSIGN, first, 1, matte, 1, &item, &error));
  item.priority = 1; /* comes first */
  OK(seatbook_request_add_users(request, SEATBOOK_OP_ASSIGN, second, 1, matte, 1, &item, &error));
  OK(seatbook_apply(book, request, &options, &report, &error));
  seatbook_request_free(request);
  CHECK(row(report, 0, "u000", "matte", SEATBOOK_OUTCOME_SEAT_TAKEN));
  CHECK(row(report, 1, "u001", "matte", SEATBOOK_OUTCOME_ASSIGNED) && seatbook_report_row_seat_number(report, 1) == 3);
  seatbook_report_free(report);
  APPLY(&report, seatbook_request_add_seat(request, SEATBOOK_OP_REVOKE, text("p1"), 3, &error));
  CHECK(row(report, 0, "u001", "matte", SEATBOOK_OUTCOME_TO_REUSABLE));
  seatbook_report_free(report);
  APPLY(&report, seatbook_request_add_seat(request, SEATBOOK_OP_REVOKE, text("p1"), 3, &error));
  CHECK(seatbook_report_len(report) == 1 && row(report, 0, "", "matte", SEATBOOK_OUTCOME_NOT_ASSIGNED));
  seatbook_report_free(report);
}

static void swap_and_undo(void) {
  seatbook_report *report = NULL, *undone = NULL;
  seatbook_str users[2];
  users[0] = text("u000"), users[1] = text("u002");
  OK(seatbook_assign(book, users[0], text("matte"), &options, &report, &error));
  seatbook_report_free(report);
  APPLY(&report, seatbook_request_add_swap(request, users, 2, text("matte"), text("suite"), NULL, &error));
  CHECK(seatbook_report_len(report) == 4 && row(report, 0, "u000", "matte", SEATBOOK_OUTCOME_TO_REUSABLE));
  CHECK(row(report, 1, "u000", "suite", SEATBOOK_OUTCOME_ASSIGNED) && row(report, 2, "u002", "matte", SEATBOOK_OUTCOME_NOT_ASSIGNED));
  CHECK(seatbook_report_row_op(report, 0) == SEATBOOK_OP_REVOKE && seatbook_report_row_op(report, 1) == SEATBOOK_OP_ASSIGN);
  APPLY(&undone, seatbook_request_add_undo(request, seatbook_report_operation(report), &error));
  CHECK(seatbook_report_len(undone) == 2 && seatbook_report_changed(undone) == 2);
  CHECK(row(undone, 0, "u000", "matte", SEATBOOK_OUTCOME_REUSED) && seatbook_report_row_op(undone, 0) == SEATBOOK_OP_UNDO);
  seatbook_report_free(report);
  seatbook_report_free(undone);
}

/* What a list says holds a product afterwards; of those who hold it through something else, `keep_others` lets go of nobody. */
static void sync_and_unit(void) {
  seatbook_report *report = NULL;
  seatbook_item_options item = {0};
  seatbook_request *request = seatbook_request_new();
  seatbook_str users[1], suite[1], both[2];
  users[0] = text("u004"), suite[0] = text("suite"), both[0] = text("suite"), both[1] = text("matte");
  APPLY(&report, seatbook_request_add_group(request, SEATBOOK_OP_SYNC, text("7a"), NULL, 0, suite, 1, NULL, &error));
  CHECK(seatbook_report_len(report) == 4 && row(report, 3, "u003", "suite", SEATBOOK_OUTCOME_DEPENDENCY_IN_USE));
  CHECK(seatbook_report_changed(report) == 3);
  seatbook_report_free(report);
  item.size = sizeof item, item.keep_others = 1;
  APPLY(&report, seatbook_request_add_users(request, SEATBOOK_OP_SYNC, users, 1, suite, 1, &item, &error));
  CHECK(row(report, 0, "u004", "suite", SEATBOOK_OUTCOME_ASSIGNED) && seatbook_report_changed(report) == 1);
  seatbook_report_free(report);
  users[0] = text("u005");
  options.unit = SEATBOOK_UNIT_USER;
  OK(seatbook_request_add_users(request, SEATBOOK_OP_ASSIGN, users, 1, both, 2, NULL, &error));
  OK(seatbook_apply(book, request, &options, &report, &error));
  CHECK(row(report, 0, "u005", "suite", SEATBOOK_OUTCOME_NO_SEAT_LEFT) && row(report, 1, "u005", "matte", SEATBOOK_OUTCOME_ROLLED_BACK));
  options.unit = SEATBOOK_UNIT_ROW;
  seatbook_report_free(report);
  seatbook_request_free(request);
}

/* Whoever leaves gives his seats back; what is in use is removed only with its seats; two accounts become one. */
static void leavers_removal_merge(void) {
  seatbook_load *load = seatbook_load_new();
  seatbook_removal *removal = seatbook_removal_new();
  seatbook_load_report *loaded = NULL;
  seatbook_removal_report *removed = NULL;
  seatbook_report *report = NULL;
  const seatbook_report *rows;
  seatbook_user user = {0};
  seatbook_str pool[1];
  user.size = sizeof user, user.id = text("u004"), user.org = text("school"), user.disabled = 1;
  OK(seatbook_load_add_user(load, &user, &error));
  OK(seatbook_load_set_leavers(load, SEATBOOK_LEAVERS_GIVE_BACK, &error));
  OK(seatbook_book_load(book, load, &options, &loaded, &error));
  rows = seatbook_load_report_rows(loaded);
  CHECK(seatbook_report_len(rows) == 1 && row(rows, 0, "u004", "suite", SEATBOOK_OUTCOME_TO_REUSABLE));
  CHECK(seatbook_load_report_rows(loaded) == rows && has(seatbook_load_report_json(loaded), "\"report\":{"));
  seatbook_load_report_free(loaded);
  seatbook_load_free(load);

  OK(seatbook_book_merge(book, text("u003"), text("u001"), &options, &report, &error));
  CHECK(seatbook_report_len(report) == 2 && seatbook_report_row_op(report, 0) == SEATBOOK_OP_MERGE);
  CHECK(row(report, 0, "u001", "addon", SEATBOOK_OUTCOME_ASSIGNED) && row(report, 1, "u003", "suite", SEATBOOK_OUTCOME_TO_REUSABLE));
  seatbook_report_free(report);

  pool[0] = text("a1");
  OK(seatbook_removal_add(removal, SEATBOOK_ENTITY_POOL, pool, 1, &error));
  OK(seatbook_book_remove(book, removal, &options, &removed, &error));
  CHECK(seatbook_removal_report_refused_len(removed) == 1 && seatbook_removal_report_rows(removed) == NULL);
  CHECK(seatbook_removal_report_refused_entity(removed, 0) == SEATBOOK_ENTITY_POOL);
  CHECK(seatbook_removal_report_refused_status(removed, 0) == SEATBOOK_IN_USE);
  CHECK(is(seatbook_removal_report_refused_id(removed, 0), "a1") && seatbook_removal_report_refused_index(removed, 0) == 0);
  CHECK(seatbook_removal_report_refused_message(removed, 0).len > 0);
  CHECK(seatbook_removal_report_removed(removed, SEATBOOK_ENTITY_POOL) == 0 && seatbook_removal_report_operation(removed) == 0);
  seatbook_removal_report_free(removed);
  OK(seatbook_removal_set_give_back(removal, 1, &error));
  options.request_id = text("remove-a1");
  OK(seatbook_book_remove(book, removal, &options, &removed, &error));
  rows = seatbook_removal_report_rows(removed);
  CHECK(seatbook_removal_report_removed(removed, SEATBOOK_ENTITY_POOL) == 1 && !seatbook_removal_report_replayed(removed));
  CHECK(seatbook_report_len(rows) == 1 && row(rows, 0, "u001", "addon", SEATBOOK_OUTCOME_TO_REUSABLE));
  CHECK(seatbook_removal_report_on(removed) == options.on && seatbook_removal_report_revision(removed) > 0);
  CHECK(is(seatbook_removal_report_request_id(removed), "remove-a1") && !seatbook_removal_report_dry_run(removed));
  seatbook_removal_report_free(removed);
  OK(seatbook_book_remove(book, removal, &options, &removed, &error));
  CHECK(seatbook_removal_report_replayed(removed) && has(seatbook_removal_report_json(removed), "seatbook.removal_report/1"));
  seatbook_removal_report_free(removed);
  options.request_id = text("");
  seatbook_removal_free(removal);
}

/* Who finds no seat waits; what comes free is given to whoever waits longest. */
static void waiting(void) {
  seatbook_report *report = NULL;
  seatbook_waitlist *list = NULL;
  seatbook_item_options item = {0};
  seatbook_str users[5], suite[1], pool[1], none = {NULL, 0};
  users[0] = text("u000"), users[1] = text("u001"), users[2] = text("u002"), users[3] = text("u003"), users[4] = text("u005");
  suite[0] = text("wait"), pool[0] = text("w1");
  {
    static const char MORE[] = "{\"products\":[{\"id\":\"wait\"}],\"pools\":[{\"id\":\"w1\",\"product\":\"wait\",\"org\":\"school\","
                               "\"quantity\":1,\"release\":\"fresh\"}]}";
    seatbook_load *load = NULL;
    seatbook_load_report *loaded = NULL;
    OK(seatbook_load_from_json(text(MORE), &load, &error));
    OK(seatbook_book_load(book, load, &options, &loaded, &error));
    seatbook_load_report_free(loaded);
    seatbook_load_free(load);
  }
  item.size = sizeof item, item.waitlist = 1, item.pools = pool, item.pool_count = 1;
  APPLY(&report, seatbook_request_add_users(request, SEATBOOK_OP_ASSIGN, users, 3, suite, 1, &item, &error));
  CHECK(row(report, 0, "u000", "wait", SEATBOOK_OUTCOME_ASSIGNED) && row(report, 2, "u002", "wait", SEATBOOK_OUTCOME_NO_SEAT_LEFT));
  CHECK(seatbook_report_row_in_the_way_waiting(report, 1) == 1 && seatbook_report_row_in_the_way_waiting(report, 2) == 2);
  CHECK(seatbook_report_row_in_the_way_waiting(report, 0) == 0 && seatbook_report_from_waitlist_len(report) == 0);
  seatbook_report_free(report);
  OK(seatbook_book_waitlist(book, suite[0], none, none, 1, &list, &error));
  CHECK(seatbook_waitlist_len(list) == 1 && seatbook_waitlist_total(list) == 2 && seatbook_waitlist_next(list).len > 0);
  CHECK(is(seatbook_waitlist_target(list, 0), "u001") && is(seatbook_waitlist_product(list, 0), "wait"));
  CHECK(seatbook_waitlist_position(list, 0) == 1 && seatbook_waitlist_since(list, 0) == options.on);
  CHECK(seatbook_waitlist_holder_kind(list, 0) == SEATBOOK_HOLDER_KIND_USER && seatbook_waitlist_priority(list, 0) == 0);
  CHECK(seatbook_waitlist_source_count(list, 0) == 1 && seatbook_waitlist_operation(list, 0) > 0);
  CHECK(seatbook_waitlist_source_kind(list, 0, 0) == SEATBOOK_SOURCE_KIND_DIRECT && seatbook_waitlist_source_id(list, 0, 0).data == NULL);
  seatbook_waitlist_free(list);
  OK(seatbook_revoke(book, users[0], suite[0], &options, &report, &error));
  CHECK(seatbook_report_len(report) == 1 && seatbook_report_from_waitlist_len(report) == 1);
  CHECK(row(report, 1, "u001", "wait", SEATBOOK_OUTCOME_ASSIGNED) && is(seatbook_report_row_seat_pool(report, 1), "w1"));
  CHECK(seatbook_report_row_outcome(report, 2) == SEATBOOK_OUTCOME_NONE);
  seatbook_report_free(report);
  OK(seatbook_apply_users(book, SEATBOOK_OP_CANCEL, users + 2, 1, suite, 1, NULL, &options, &report, &error));
  CHECK(row(report, 0, "u002", "wait", SEATBOOK_OUTCOME_CANCELLED));
  seatbook_report_free(report);
  OK(seatbook_book_waitlist(book, none, users[2], none, 0, &list, &error));
  CHECK(seatbook_waitlist_len(list) == 0);
  seatbook_waitlist_free(list);
}

/* What dates have brought about can be written down. */
static void dates(void) {
  seatbook_load *load = seatbook_load_new();
  seatbook_load_report *loaded = NULL;
  seatbook_advance_report *report = NULL;
  seatbook_options later = options;
  seatbook_pool pool = {0};
  pool.size = sizeof pool, pool.id = text("d1"), pool.product = text("matte"), pool.org = text("school"), pool.quantity = 2;
  pool.start_policy = SEATBOOK_START_POLICY_ON_FIRST_USE, pool.delivered_on = options.on, pool.start_within_days = 10;
  OK(seatbook_load_add_pool(load, &pool, &error));
  OK(seatbook_book_load(book, load, &options, &loaded, &error));
  seatbook_load_report_free(loaded);
  seatbook_load_free(load);
  later.on += 11, later.request_id = text("dates");
  OK(seatbook_book_advance(book, &later, &report, &error));
  CHECK(seatbook_advance_report_len(report) == 1 && is(seatbook_advance_report_pool(report, 0), "d1"));
  CHECK(seatbook_advance_report_started(report, 0) == 0 && seatbook_advance_report_reusable(report, 0) == 2);
  CHECK(seatbook_advance_report_operation(report) == seatbook_advance_report_revision(report));
  CHECK(seatbook_advance_report_on(report) == later.on && is(seatbook_advance_report_request_id(report), "dates"));
  CHECK(!seatbook_advance_report_replayed(report) && !seatbook_advance_report_dry_run(report));
  seatbook_advance_report_free(report);
  OK(seatbook_book_advance(book, &later, &report, &error));
  CHECK(seatbook_advance_report_replayed(report) && has(seatbook_advance_report_json(report), "seatbook.advance_report/1"));
  seatbook_advance_report_free(report);
}

/* A request that was stopped before it began writes nothing. */
static void cancelled(void) {
  seatbook_cancel *cancel = seatbook_cancel_new();
  seatbook_removal *removal = NULL;
  seatbook_removal_report *removed = NULL;
  seatbook_report *report = NULL;
  seatbook_advance_report *advanced = NULL;
  uint64_t before = 0, after = 0;
  OK(seatbook_book_revision(book, &before, &error));
  seatbook_cancel_set(cancel);
  options.cancel = cancel;
  OK(seatbook_removal_from_json(text("{\"users\":[\"u005\"]}"), &removal, &error));
  CHECK(seatbook_removal_len(removal) == 1);
  EXPECT(seatbook_book_remove(book, removal, &options, &removed, &error), SEATBOOK_CANCELLED);
  EXPECT(seatbook_book_advance(book, &options, &advanced, &error), SEATBOOK_CANCELLED);
  EXPECT(seatbook_book_merge(book, text("u005"), text("u001"), &options, &report, &error), SEATBOOK_CANCELLED);
  OK(seatbook_book_revision(book, &after, &error));
  CHECK(before == after && removed == NULL && report == NULL && advanced == NULL);
  options.cancel = NULL;
  seatbook_removal_free(removal);
  seatbook_cancel_free(cancel);
}

static void options_of_json(void) {
  seatbook_request *request = NULL;
  seatbook_options shown = {0};
  shown.size = sizeof shown;
  OK(seatbook_request_from_json(text("{\"on\":\"2025-08-18\",\"unit\":\"user\",\"items\":[{\"op\":\"undo\",\"operation\":1}]}"),
                                &request, &error));
  OK(seatbook_request_options(request, &shown, &error));
  CHECK(shown.unit == SEATBOOK_UNIT_USER && seatbook_request_len(request) == 1);
  seatbook_request_free(request);
  CHECK(strcmp(seatbook_holder_kind_name(SEATBOOK_HOLDER_KIND_ORG), "org") == 0);
}

int main(void) {
  OK(seatbook_book_in_memory(&book, &error));
  fill(book, 6, 3);
  options = on(2025, 8, 18);
  load_rules();
  rules_and_plans();
  holders();
  certain_seats();
  swap_and_undo();
  sync_and_unit();
  leavers_removal_merge();
  cancelled();
  waiting();
  dates();
  options_of_json();
  OK(seatbook_book_close(book, &error));
  return finish();
}
