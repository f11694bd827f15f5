/* Every outcome that the other programs do not meet, each asked for by the typed functions; loads, counts and sources of every sort. */
#include "check.h"

static seatbook_error *error;
static seatbook_book *book;
static seatbook_options options;
static const seatbook_str NONE = {NULL, 0};

/* A product for each reason, with a pool of the same name. */
static const char LOAD[] =
    "{\"orgs\":[{\"id\":\"away\"}],\"users\":[{\"id\":\"gone\",\"org\":\"school\",\"enabled\":false},{\"id\":\"far\",\"org\":\"away\"}],"
    "\"products\":[{\"id\":\"fresh\"},{\"id\":\"burnt\"},{\"id\":\"kept\"},{\"id\":\"paused\"},{\"id\":\"early\"},{\"id\":\"late\"},"
    "{\"id\":\"class\"},{\"id\":\"abroad\"},{\"id\":\"plans\",\"plans\":[{\"id\":\"mail\"}]},{\"id\":\"all\"}],"
    "\"pools\":[{\"id\":\"fresh\",\"product\":\"fresh\",\"org\":\"school\",\"quantity\":2,\"start_policy\":\"on_first_use\"},"
    "{\"id\":\"burnt\",\"product\":\"burnt\",\"org\":\"school\",\"quantity\":2,\"release\":\"burn\"},"
    "{\"id\":\"kept\",\"product\":\"kept\",\"org\":\"school\",\"quantity\":2,\"revocable\":false},"
    "{\"id\":\"paused\",\"product\":\"paused\",\"org\":\"school\",\"quantity\":2,\"suspended\":true},"
    "{\"id\":\"early\",\"product\":\"early\",\"org\":\"school\",\"quantity\":2,\"redeem_from\":\"2026-01-01\"},"
    "{\"id\":\"late\",\"product\":\"late\",\"org\":\"school\",\"quantity\":2,\"ends_on\":\"2025-01-01\"},"
    "{\"id\":\"class\",\"product\":\"class\",\"org\":\"school\",\"quantity\":2,\"kind\":\"group\"},"
    "{\"id\":\"abroad\",\"product\":\"abroad\",\"org\":\"school\",\"quantity\":2,\"countries_allowed\":[\"SE\"]},"
    "{\"id\":\"plans\",\"product\":\"plans\",\"org\":\"school\",\"quantity\":2},"
    "{\"id\":\"site\",\"product\":\"all\",\"org\":\"school\",\"kind\":\"site\"}]}";

/* How many of a sort a load made. */
static uint64_t created(const seatbook_load_report *report, int32_t entity) {
  seatbook_tally tally = {0};
  tally.size = sizeof tally;
  OK(seatbook_load_report_tally(report, entity, &tally, &error));
  return tally.created;
}

static void load_all(void) {
  seatbook_load *load = NULL;
  seatbook_load_report *report = NULL;
  seatbook_pool pool = {0};
  seatbook_group group = {0};
  seatbook_user twice = {0};
  OK(seatbook_load_from_json(text(LOAD), &load, &error));
  pool.size = sizeof pool, pool.id = text("endless"), pool.product = text("plans"), pool.org = text("away"), pool.unlimited = 1;
  OK(seatbook_load_add_pool(load, &pool, &error));
  group.size = sizeof group, group.id = text("7b"), group.org = text("school");
  OK(seatbook_load_add_group(load, &group, &error));
  twice.size = sizeof twice, twice.id = text("gone"), twice.org = text("school"), twice.disabled = 1;
  OK(seatbook_load_add_user(load, &twice, &error));
  OK(seatbook_book_load(book, load, &options, &report, &error));
  CHECK(seatbook_load_report_refused_len(report) == 1 && seatbook_load_report_refused_status(report, 0) == SEATBOOK_DUPLICATE);
  CHECK(created(report, SEATBOOK_ENTITY_ORG) == 1 && created(report, SEATBOOK_ENTITY_USER) == 2);
  CHECK(created(report, SEATBOOK_ENTITY_PRODUCT) == 10 && created(report, SEATBOOK_ENTITY_POOL) == 11);
  CHECK(created(report, SEATBOOK_ENTITY_GROUP) == 1 && created(report, SEATBOOK_ENTITY_SETTINGS) == 0);
  seatbook_load_report_free(report);
  seatbook_load_free(load);
}

/* One user, one product: the outcome, its word and a sentence. The number of the operation. */
static uint64_t becomes(int32_t op, const char *user, const char *product, seatbook_outcome outcome, const char *word) {
  seatbook_report *report = NULL;
  seatbook_str users[1], products[1];
  uint64_t operation;
  users[0] = text(user), products[0] = text(product);
  OK(seatbook_apply_users(book, op, users, 1, products, 1, NULL, &options, &report, &error));
  CHECK(seatbook_report_len(report) == 1 && seatbook_report_row_sentence(report, 0).len > 0);
  if (seatbook_report_row_outcome(report, 0) != outcome)
    printf("%s: %s\n", word, seatbook_outcome_name(seatbook_report_row_outcome(report, 0)));
  CHECK(seatbook_report_row_outcome(report, 0) == outcome && strcmp(seatbook_outcome_name(outcome), word) == 0);
  operation = seatbook_report_operation(report);
  seatbook_report_free(report);
  return operation;
}

static void giving(void) {
  becomes(SEATBOOK_OP_ASSIGN, "gone", "matte", SEATBOOK_OUTCOME_USER_DISABLED, "user_disabled");
  becomes(SEATBOOK_OP_ASSIGN, "far", "matte", SEATBOOK_OUTCOME_WRONG_ORG, "wrong_org");
  becomes(SEATBOOK_OP_ASSIGN, "u000", "paused", SEATBOOK_OUTCOME_POOL_SUSPENDED, "pool_suspended");
  becomes(SEATBOOK_OP_ASSIGN, "u000", "early", SEATBOOK_OUTCOME_NOT_YET_VALID, "not_yet_valid");
  becomes(SEATBOOK_OP_ASSIGN, "u000", "late", SEATBOOK_OUTCOME_EXPIRED, "expired");
  becomes(SEATBOOK_OP_ASSIGN, "u000", "class", SEATBOOK_OUTCOME_KIND_MISMATCH, "kind_mismatch");
  becomes(SEATBOOK_OP_ASSIGN, "u000", "abroad", SEATBOOK_OUTCOME_COUNTRY_NOT_ALLOWED, "country_not_allowed");
  becomes(SEATBOOK_OP_ASSIGN, "u000", "all", SEATBOOK_OUTCOME_ALREADY_ASSIGNED, "already_assigned");
  becomes(SEATBOOK_OP_ASSIGN, "far", "plans", SEATBOOK_OUTCOME_ASSIGNED, "assigned");
}

static void taking_back(void) {
  uint64_t operation;
  seatbook_request *request = seatbook_request_new();
  seatbook_report *report = NULL;
  becomes(SEATBOOK_OP_ASSIGN, "u000", "fresh", SEATBOOK_OUTCOME_ASSIGNED, "assigned");
  becomes(SEATBOOK_OP_REVOKE, "u000", "fresh", SEATBOOK_OUTCOME_REVOKED, "revoked");
  operation = becomes(SEATBOOK_OP_ASSIGN, "u000", "fresh", SEATBOOK_OUTCOME_ASSIGNED, "assigned");
  becomes(SEATBOOK_OP_START, "u000", "fresh", SEATBOOK_OUTCOME_STARTED, "started");
  becomes(SEATBOOK_OP_START, "u000", "fresh", SEATBOOK_OUTCOME_ALREADY_STARTED, "already_started");
  OK(seatbook_request_add_undo(request, operation, &error));
  OK(seatbook_apply(book, request, &options, &report, &error));
  CHECK(seatbook_report_row_outcome(report, 0) == SEATBOOK_OUTCOME_CHANGED_SINCE);
  seatbook_report_free(report);
  seatbook_request_free(request);
  becomes(SEATBOOK_OP_ASSIGN, "u000", "burnt", SEATBOOK_OUTCOME_ASSIGNED, "assigned");
  becomes(SEATBOOK_OP_REVOKE, "u000", "burnt", SEATBOOK_OUTCOME_RETIRED, "retired");
  becomes(SEATBOOK_OP_ASSIGN, "u000", "kept", SEATBOOK_OUTCOME_ASSIGNED, "assigned");
  becomes(SEATBOOK_OP_REVOKE, "u000", "kept", SEATBOOK_OUTCOME_NOT_REVOCABLE, "not_revocable");
}

/* What takes more than a user and a product. */
static void others(void) {
  static const char TWICE[] = "{\"on\":\"2025-08-18\",\"dry_run\":true,\"items\":[{\"op\":\"assign\",\"users\":[\"u001\",\"u001\"],\"product\":\"matte\"}]}";
  seatbook_item_options item = {0};
  seatbook_request *request = NULL;
  seatbook_report *report = NULL;
  seatbook_str user[1], plans[1], chat[1], matte[1];
  user[0] = text("u003"), plans[0] = text("plans"), chat[0] = text("chat"), matte[0] = text("matte");
  item.size = sizeof item, item.has_disabled_plans = 1, item.disabled_plans = chat, item.disabled_plan_count = 1;
  OK(seatbook_apply_users(book, SEATBOOK_OP_ASSIGN, user, 1, plans, 1, &item, &options, &report, &error));
  CHECK(seatbook_report_row_outcome(report, 0) == SEATBOOK_OUTCOME_UNKNOWN_PLAN && is(seatbook_report_row_in_the_way_plan(report, 0), "chat"));
  seatbook_report_free(report);
  OK(seatbook_apply_group(book, SEATBOOK_OP_ASSIGN, text("7a"), user, 1, matte, 1, NULL, &options, &report, &error));
  CHECK(seatbook_report_row_outcome(report, 0) == SEATBOOK_OUTCOME_NOT_IN_GROUP);
  seatbook_report_free(report);
  /* A request from JSON carries its own options. */
  OK(seatbook_request_from_json(text(TWICE), &request, &error));
  OK(seatbook_apply(book, request, NULL, &report, &error));
  CHECK(seatbook_report_overall_status(report) == SEATBOOK_REPORT_STATUS_DRY_RUN);
  CHECK(seatbook_report_row_outcome(report, 1) == SEATBOOK_OUTCOME_DUPLICATE_IN_REQUEST);
  seatbook_report_free(report);
  seatbook_request_free(request);
}

/* On for a whole school, and nobody at all: the far ends of what a question may answer. */
static void questions(void) {
  seatbook_licences *licences = NULL;
  seatbook_coverage *coverage = NULL;
  seatbook_str user[1], late[1];
  user[0] = text("u002"), late[0] = text("late");
  OK(seatbook_book_licences(book, user[0], options.on, &licences, &error));
  CHECK(seatbook_licences_len(licences) == 1 && seatbook_licences_source_kind(licences, 0, 0) == SEATBOOK_SOURCE_KIND_SITE);
  CHECK(is(seatbook_licences_source_id(licences, 0, 0), "site"));
  OK(seatbook_book_coverage(book, user, 1, late, 1, options.on, &coverage, &error));
  CHECK(seatbook_coverage_covered(coverage, 0) == SEATBOOK_COVERED_NONE && seatbook_coverage_count(coverage, 0) == 0);
  seatbook_coverage_free(coverage);
  seatbook_licences_free(licences);
}

/* One of each sort is taken out. */
static void removals(void) {
  static const struct {
    int32_t entity;
    const char *id;
  } GONE[] = {{SEATBOOK_ENTITY_USER, "gone"}, {SEATBOOK_ENTITY_GROUP, "7b"}, {SEATBOOK_ENTITY_POOL, "late"}, {SEATBOOK_ENTITY_PRODUCT, "late"}};
  seatbook_removal *removal = seatbook_removal_new();
  seatbook_removal_report *report = NULL;
  size_t i;
  for (i = 0; i < sizeof GONE / sizeof GONE[0]; i++) {
    seatbook_str id = text(GONE[i].id);
    OK(seatbook_removal_add(removal, GONE[i].entity, &id, 1, &error));
  }
  OK(seatbook_book_remove(book, removal, &options, &report, &error));
  CHECK(seatbook_removal_report_refused_len(report) == 0);
  for (i = 0; i < sizeof GONE / sizeof GONE[0]; i++) CHECK(seatbook_removal_report_removed(report, GONE[i].entity) == 1);
  CHECK(seatbook_removal_report_removed(report, SEATBOOK_ENTITY_PREREQUISITE) == 0);
  seatbook_removal_report_free(report);
  seatbook_removal_free(removal);
}

int main(void) {
  seatbook_users *users = NULL;
  OK(seatbook_book_in_memory(&book, &error));
  fill(book, 4, 3);
  options = on(2025, 8, 18);
  load_all();
  giving();
  taking_back();
  others();
  questions();
  removals();
  OK(seatbook_book_users(book, NULL, NONE, 0, &users, &error));
  CHECK(seatbook_users_total(users) == 5);
  seatbook_users_free(users);
  OK(seatbook_book_close(book, &error));
  return finish();
}
