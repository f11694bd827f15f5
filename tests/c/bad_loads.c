/* Bad books, days and loads: every function that can fail, with every sort of argument that
 * no honest caller passes. Each has its own status, and the out-parameters stay as they were. */
#include "bad.h"

static seatbook_load *load;
static seatbook_load_report *load_report;

static seatbook_status create_sized(size_t size, seatbook_book **out) {
  seatbook_open_options open = {0};
  open.size = size;
  return seatbook_book_create(text("never.seatbook"), &open, out, &error);
}

static seatbook_status open_flag(uint32_t read_only, uint32_t trusted, seatbook_book **out) {
  seatbook_open_options open = {0};
  open.size = sizeof open, open.read_only = read_only, open.trusted = trusted;
  return seatbook_book_open(text("never.seatbook"), &open, out, &error);
}

static seatbook_status in_memory_flag(uint32_t read_only, seatbook_book **out) {
  seatbook_open_options open = {0};
  open.size = sizeof open, open.read_only = read_only;
  return seatbook_book_in_memory_with(&open, out, &error);
}

static void books(void) {
  seatbook_book *out = MARK;
  seatbook_str nul = {"a\0b", 3};
  uint64_t revision = 77;
  EXPECT(seatbook_book_create(text("never.seatbook"), NULL, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_book_open(text("never.seatbook"), NULL, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_book_in_memory(NULL, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(in_memory_flag(1, &out), SEATBOOK_INVALID_ARGUMENT);
  EXPECT(in_memory_flag(2, &out), SEATBOOK_UNKNOWN_NUMBER);
  BAD_TEXTS(seatbook_book_create(t, NULL, &out, &error));
  BAD_TEXTS(seatbook_book_open(t, NULL, &out, &error));
  EXPECT(seatbook_book_open(text(""), NULL, &out, &error), SEATBOOK_INVALID_ARGUMENT);
  EXPECT(seatbook_book_create(nul, NULL, &out, &error), SEATBOOK_INVALID_ARGUMENT);
  EXPECT(seatbook_book_open(longer_than(4096), NULL, &out, &error), SEATBOOK_LIMIT);
  EXPECT(seatbook_book_open(text("never.seatbook"), NULL, &out, &error), SEATBOOK_NOT_FOUND);
  BAD_SIZES(create_sized(s, &out));
  EXPECT(open_flag(2, 0, &out), SEATBOOK_UNKNOWN_NUMBER);
  EXPECT(open_flag(0, UINT32_MAX, &out), SEATBOOK_UNKNOWN_NUMBER);
  BAD_BOOKS(seatbook_book_revision(b, &revision, &error));
  EXPECT(seatbook_book_revision(book, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_book_close(FORGED, &error), SEATBOOK_INVALID_HANDLE);
  CHECK(out == MARK && revision == 77);
}

static void days(void) {
  seatbook_day day = 77;
  int32_t year = 77;
  uint32_t month = 77, number = 77;
  char buffer[11] = "untouched";
  BAD_TEXTS(seatbook_day_parse(t, &day, &error));
  EXPECT(seatbook_day_parse(text("2025-1-1"), &day, &error), SEATBOOK_INVALID_ARGUMENT);
  EXPECT(seatbook_day_parse(text("2025-01-01"), NULL, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_day_to_ymd(SEATBOOK_NO_DAY, &year, &month, &number, &error), SEATBOOK_INVALID_ARGUMENT);
  EXPECT(seatbook_day_to_ymd(INT32_MAX, &year, &month, &number, &error), SEATBOOK_INVALID_ARGUMENT);
  EXPECT(seatbook_day_to_ymd(1, &year, &month, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_day_to_ymd(1, NULL, &month, &number, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_day_format(1, NULL, 11, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_day_format(1, buffer, 10, &error), SEATBOOK_WRONG_SIZE);
  EXPECT(seatbook_day_format(SEATBOOK_NO_DAY, buffer, sizeof buffer, &error), SEATBOOK_INVALID_ARGUMENT);
  CHECK(day == 77 && year == 77 && month == 77 && number == 77 && strcmp(buffer, "untouched") == 0);
  CHECK(seatbook_day_from_ymd(0, 1, 1) == SEATBOOK_NO_DAY && seatbook_day_from_ymd(10000, 1, 1) == SEATBOOK_NO_DAY);
  CHECK(seatbook_day_from_ymd(2025, 13, 1) == SEATBOOK_NO_DAY && seatbook_day_from_ymd(2025, 1, 0) == SEATBOOK_NO_DAY);
}

static seatbook_status add_user(size_t size, seatbook_str name, uint32_t disabled, const seatbook_str *roles, size_t count) {
  seatbook_user user = {0};
  user.size = size, user.id = text("x"), user.org = text("school"), user.family_name = name;
  user.disabled = disabled, user.roles = roles, user.role_count = count;
  return seatbook_load_add_user(load, &user, &error);
}

static seatbook_status add_org(size_t size, seatbook_str name) {
  seatbook_org org = {0};
  org.size = size, org.id = text("x"), org.name = name;
  return seatbook_load_add_org(load, &org, &error);
}

static seatbook_status add_product(size_t size, seatbook_str name, const seatbook_pair *plans, size_t count) {
  seatbook_product product = {0};
  product.size = size, product.id = text("x"), product.provider = name;
  product.plans = plans, product.plan_count = count;
  return seatbook_load_add_product(load, &product, &error);
}

static seatbook_status add_group(size_t size, int32_t kind, const seatbook_str *members, size_t count) {
  seatbook_group group = {0};
  group.size = size, group.id = text("x"), group.org = text("school"), group.kind = kind;
  group.members = members, group.member_count = count;
  return seatbook_load_add_group(load, &group, &error);
}

static void loads(void) {
  seatbook_load *out = MARK;
  seatbook_notices *notices = MARK;
  seatbook_str bad[1];
  seatbook_pair pair = {{"\xff", 1}, {"", 0}};
  BAD_TEXTS(seatbook_load_from_json(t, &out, &error));
  EXPECT(seatbook_load_from_json(text("{}"), NULL, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_load_from_json(text("{"), &out, &error), SEATBOOK_INVALID_JSON);
  EXPECT(seatbook_load_from_json(text("{\"colour\":1}"), &out, &error), SEATBOOK_INVALID_JSON);
  CHECK(out == MARK);
  bad[0] = BAD[0].text;
  BAD_SIZES(add_user(s, text(""), 0, NULL, 0));
  BAD_TEXTS(add_user(sizeof(seatbook_user), t, 0, NULL, 0));
  EXPECT(add_user(sizeof(seatbook_user), longer_than(4096), 0, NULL, 0), SEATBOOK_LIMIT);
  EXPECT(add_user(sizeof(seatbook_user), text(""), 2, NULL, 0), SEATBOOK_UNKNOWN_NUMBER);
  EXPECT(add_user(sizeof(seatbook_user), text(""), 0, NULL, 1), SEATBOOK_NULL_ARGUMENT);
  EXPECT(add_user(sizeof(seatbook_user), text(""), 0, bad, 1), SEATBOOK_INVALID_UTF8);
  EXPECT(add_user(sizeof(seatbook_user), text(""), 0, bad, SIZE_MAX), SEATBOOK_LIMIT);
  EXPECT(seatbook_load_add_user(load, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_load_add_user(NULL, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  BAD_SIZES(add_org(s, text("")));
  BAD_TEXTS(add_org(sizeof(seatbook_org), t));
  EXPECT(seatbook_load_add_org(load, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  BAD_SIZES(add_product(s, text(""), NULL, 0));
  BAD_TEXTS(add_product(sizeof(seatbook_product), t, NULL, 0));
  EXPECT(add_product(sizeof(seatbook_product), text(""), &pair, 1), SEATBOOK_INVALID_UTF8);
  EXPECT(add_product(sizeof(seatbook_product), text(""), &pair, SIZE_MAX / 2), SEATBOOK_LIMIT);
  EXPECT(add_product(sizeof(seatbook_product), text(""), NULL, 1), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_load_add_product(load, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  BAD_SIZES(add_group(s, 0, NULL, 0));
  BAD_NUMBERS(add_group(sizeof(seatbook_group), n, NULL, 0));
  EXPECT(add_group(sizeof(seatbook_group), 0, bad, 1), SEATBOOK_INVALID_UTF8);
  EXPECT(add_group(sizeof(seatbook_group), 0, NULL, 1), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_load_add_group(load, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_load_read_school_data_sync(NULL, text("."), text(""), &notices, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_load_read_school_data_sync(load, text("."), text(""), NULL, &error), SEATBOOK_NULL_ARGUMENT);
  BAD_TEXTS(seatbook_load_read_school_data_sync(load, t, text(""), &notices, &error));
  BAD_TEXTS(seatbook_load_read_school_data_sync(load, text("."), t, &notices, &error));
  CHECK(notices == MARK && seatbook_load_len(load) == 0);
}

/* Rosters: every text and number of their options, into a load and into a book. */
static void rosters(void) {
  seatbook_notices *notices = MARK;
  seatbook_load_report *report = MARK;
  seatbook_roster_options how = {0}, none = {0};
  none.size = how.size = sizeof how;
  EXPECT(seatbook_load_read_roster(NULL, text("."), NULL, &notices, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_load_read_roster(load, text("."), NULL, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  BAD_TEXTS(seatbook_load_read_roster(load, t, NULL, &notices, &error));
  BAD_SIZES((how.size = s, seatbook_load_read_roster(load, text("."), &how, &notices, &error)));
  how = none;
  BAD_TEXTS((how.format = t, seatbook_load_read_roster(load, text("."), &how, &notices, &error)));
  how = none;
  BAD_TEXTS((how.encoding = t, seatbook_load_read_roster(load, text("."), &how, &notices, &error)));
  how = none;
  BAD_TEXTS((how.under = t, seatbook_load_read_roster(load, text("."), &how, &notices, &error)));
  how = none;
  BAD_TEXTS((how.teachers = t, seatbook_load_read_roster(load, text("."), &how, &notices, &error)));
  how = none;
  BAD_TEXTS((how.org = t, seatbook_load_read_roster(load, text("."), &how, &notices, &error)));
  how = none;
  BAD_NUMBERS((how.leavers = n, seatbook_load_read_roster(load, text("."), &how, &notices, &error)));
  how = none, how.full = 2;
  EXPECT(seatbook_load_read_roster(load, text("."), &how, &notices, &error), SEATBOOK_UNKNOWN_NUMBER);
  how = none, how.part_numbers = 2;
  EXPECT(seatbook_load_read_roster(load, text("."), &how, &notices, &error), SEATBOOK_UNKNOWN_NUMBER);
  how = none, how.format = text("two_roster");
  EXPECT(seatbook_load_read_roster(load, text("."), &how, &notices, &error), SEATBOOK_INVALID_ARGUMENT);
  how = none, how.encoding = text("latin");
  EXPECT(seatbook_load_read_roster(load, text("."), &how, &notices, &error), SEATBOOK_INVALID_ARGUMENT);
  BAD_BOOKS(seatbook_book_load_roster(b, text("."), NULL, &options, &report, &notices, &error));
  BAD_TEXTS(seatbook_book_load_roster(book, t, NULL, &options, &report, &notices, &error));
  EXPECT(seatbook_book_load_roster(book, text("."), NULL, NULL, &report, &notices, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_book_load_roster(book, text("."), NULL, &options, NULL, &notices, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_book_load_roster(book, text("."), NULL, &options, &report, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  CHECK(notices == MARK && report == MARK && seatbook_load_len(load) == 0);
}

/* Lists of users: every text of their options, and files that are none. */
static void lists(void) {
  seatbook_user_list *out = MARK;
  seatbook_notices *notices = MARK;
  seatbook_user_list_options how = {0}, none = {0};
  FILE *file = fopen("table.csv", "wb");
  CHECK(file != NULL && fputs("class,account\n7a,u000\n", file) >= 0 && fclose(file) == 0);
  none.size = how.size = sizeof how;
  EXPECT(seatbook_user_list_read(text("table.csv"), NULL, NULL, &notices, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_user_list_read(text("table.csv"), NULL, &out, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  BAD_TEXTS(seatbook_user_list_read(t, NULL, &out, &notices, &error));
  BAD_SIZES((how.size = s, seatbook_user_list_read(text("table.csv"), &how, &out, &notices, &error)));
  how = none;
  BAD_TEXTS((how.column = t, seatbook_user_list_read(text("table.csv"), &how, &out, &notices, &error)));
  how = none;
  BAD_TEXTS((how.encoding = t, seatbook_user_list_read(text("table.csv"), &how, &out, &notices, &error)));
  how = none, how.encoding = text("latin");
  EXPECT(seatbook_user_list_read(text("table.csv"), &how, &out, &notices, &error), SEATBOOK_INVALID_ARGUMENT);
  how = none, how.column = text("person");
  EXPECT(seatbook_user_list_read(text("table.csv"), &how, &out, &notices, &error), SEATBOOK_INVALID_ARGUMENT);
  EXPECT(seatbook_user_list_read(text("no such file.csv"), NULL, &out, &notices, &error), SEATBOOK_NOT_FOUND);
  EXPECT(seatbook_user_list_read(text("."), NULL, &out, &notices, &error), SEATBOOK_INVALID_ARGUMENT);
  EXPECT(seatbook_user_list_read(text(""), NULL, &out, &notices, &error), SEATBOOK_INVALID_ARGUMENT);
  CHECK(out == MARK && notices == MARK);
}

static seatbook_status rules_of_size(size_t size) {
  seatbook_exclusion exclusion = {0};
  seatbook_prerequisite prerequisite = {0};
  seatbook_error *first = NULL;
  exclusion.size = size, prerequisite.size = size;
  CHECK(seatbook_load_add_exclusion(load, &exclusion, &first) == SEATBOOK_WRONG_SIZE);
  seatbook_error_free(first);
  return seatbook_load_add_prerequisite(load, &prerequisite, &error);
}

static seatbook_status name_exclusion(seatbook_str name) {
  seatbook_exclusion exclusion = {0};
  exclusion.size = sizeof exclusion, exclusion.id = text("x"), exclusion.name = name;
  return seatbook_load_add_exclusion(load, &exclusion, &error);
}

static seatbook_status name_prerequisite(seatbook_str name) {
  seatbook_prerequisite prerequisite = {0};
  prerequisite.size = sizeof prerequisite, prerequisite.id = name;
  return seatbook_load_add_prerequisite(load, &prerequisite, &error);
}

static void removals(void) {
  static const int32_t KEPT[] = {SEATBOOK_ENTITY_ORG, SEATBOOK_ENTITY_MEMBER, SEATBOOK_ENTITY_SETTINGS};
  seatbook_removal *out = MARK, *removal = seatbook_removal_new();
  seatbook_removal_report *report = MARK;
  seatbook_report *merged = MARK;
  seatbook_str id[1], bad[1], a = text("u000"), z = text("u001");
  size_t i;
  id[0] = text("u000"), bad[0] = BAD[0].text;
  BAD_TEXTS(seatbook_removal_from_json(t, &out, &error));
  EXPECT(seatbook_removal_from_json(text("{}"), NULL, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_removal_from_json(text("{\"orgs\":[]}"), &out, &error), SEATBOOK_INVALID_JSON);
  BAD_NUMBERS(seatbook_removal_add(removal, n, id, 1, &error));
  EXPECT(seatbook_removal_add(removal, 0, id, 1, &error), SEATBOOK_UNKNOWN_NUMBER);
  for (i = 0; i < 3; i++) EXPECT(seatbook_removal_add(removal, KEPT[i], id, 1, &error), SEATBOOK_INVALID_ARGUMENT);
  EXPECT(seatbook_removal_add(NULL, SEATBOOK_ENTITY_USER, id, 1, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_removal_add(removal, SEATBOOK_ENTITY_USER, NULL, 1, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_removal_add(removal, SEATBOOK_ENTITY_USER, bad, 1, &error), SEATBOOK_INVALID_UTF8);
  EXPECT(seatbook_removal_add(removal, SEATBOOK_ENTITY_POOL, id, SIZE_MAX, &error), SEATBOOK_LIMIT);
  EXPECT(seatbook_removal_set_give_back(removal, 2, &error), SEATBOOK_UNKNOWN_NUMBER);
  EXPECT(seatbook_removal_set_give_back(NULL, 1, &error), SEATBOOK_NULL_ARGUMENT);
  CHECK(seatbook_removal_len(removal) == 0 && seatbook_removal_len(NULL) == 0);
  BAD_BOOKS(seatbook_book_remove(b, removal, &options, &report, &error));
  EXPECT(seatbook_book_remove(book, NULL, &options, &report, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_book_remove(book, removal, NULL, &report, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_book_remove(book, removal, &options, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  BAD_BOOKS(seatbook_book_merge(b, a, z, &options, &merged, &error));
  BAD_TEXTS(seatbook_book_merge(book, t, z, &options, &merged, &error));
  BAD_TEXTS(seatbook_book_merge(book, a, t, &options, &merged, &error));
  EXPECT(seatbook_book_merge(book, a, a, &options, &merged, &error), SEATBOOK_INVALID_ARGUMENT);
  EXPECT(seatbook_book_merge(book, a, text("nobody"), &options, &merged, &error), SEATBOOK_UNKNOWN_USER);
  EXPECT(seatbook_book_merge(book, a, z, NULL, &merged, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_book_merge(book, a, z, &options, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  CHECK(out == MARK && report == MARK && merged == MARK);
  BAD_NUMBERS(seatbook_load_set_leavers(load, n, &error));
  EXPECT(seatbook_load_set_leavers(NULL, 0, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_load_set_keep_parents(load, 2, &error), SEATBOOK_UNKNOWN_NUMBER);
  EXPECT(seatbook_load_set_keep_parents(load, UINT32_MAX, &error), SEATBOOK_UNKNOWN_NUMBER);
  EXPECT(seatbook_load_set_keep_parents(NULL, 1, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_load_add_full_orgs(load, NULL, 1, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_load_add_full_orgs(load, bad, 1, &error), SEATBOOK_INVALID_UTF8);
  EXPECT(seatbook_load_add_full_orgs(load, bad, SIZE_MAX, &error), SEATBOOK_LIMIT);
  EXPECT(seatbook_load_add_full_orgs(NULL, id, 1, &error), SEATBOOK_NULL_ARGUMENT);
  CHECK(seatbook_load_len(load) == 0);
  seatbook_removal_free(removal);
}

static seatbook_pool a_pool(void) {
  seatbook_pool pool;
  memset(&pool, 0, sizeof pool);
  pool.size = sizeof pool, pool.id = text("x"), pool.product = text("matte"), pool.org = text("school");
  return pool;
}

/* One field of a pool at a time. */
#define POOL(change, status)                                                                       \
  do {                                                                                             \
    snprintf(given, sizeof given, "%s", #change);                                                  \
    seatbook_pool pool = a_pool();                                                                 \
    change;                                                                                        \
    EXPECT(seatbook_load_add_pool(load, &pool, &error), status);                                   \
    given[0] = 0;                                                                                  \
  } while (0)

/* One field of a rule at a time. */
#define RULE(noun, change, status)                                                                 \
  do {                                                                                             \
    snprintf(given, sizeof given, "%s", #change);                                                  \
    seatbook_##noun rule = {0};                                                                    \
    rule.size = sizeof rule, rule.id = text("x");                                                  \
    change;                                                                                        \
    EXPECT(seatbook_load_add_##noun(load, &rule, &error), status);                                 \
    given[0] = 0;                                                                                  \
  } while (0)

static void rules(void) {
  seatbook_str bad[1];
  bad[0] = BAD[1].text;
  BAD_SIZES((rules_of_size(s)));
  BAD_TEXTS(name_exclusion(t));
  BAD_TEXTS(name_prerequisite(t));
  RULE(exclusion, rule.plan_count = 1, SEATBOOK_NULL_ARGUMENT);
  RULE(exclusion, rule.plans = bad; rule.plan_count = 1, SEATBOOK_INVALID_UTF8);
  RULE(exclusion, rule.product_count = 1, SEATBOOK_NULL_ARGUMENT);
  RULE(exclusion, rule.products = bad; rule.product_count = 10001, SEATBOOK_LIMIT);
  RULE(prerequisite, rule.product = bad[0], SEATBOOK_INVALID_UTF8);
  RULE(prerequisite, rule.plan = longer_than(4096), SEATBOOK_LIMIT);
  RULE(prerequisite, rule.any_of_product_count = 1, SEATBOOK_NULL_ARGUMENT);
  RULE(prerequisite, rule.any_of_plans = bad; rule.any_of_plan_count = 1, SEATBOOK_INVALID_UTF8);
  RULE(prerequisite, rule.any_of_plans = bad; rule.any_of_plan_count = SIZE_MAX, SEATBOOK_LIMIT);
  EXPECT(seatbook_load_add_exclusion(load, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_load_add_exclusion(NULL, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_load_add_prerequisite(load, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_load_add_prerequisite(NULL, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  BAD_TEXTS(seatbook_load_set_default_country(load, t, &error));
  EXPECT(seatbook_load_set_default_country(NULL, text("SE"), &error), SEATBOOK_NULL_ARGUMENT);
  CHECK(seatbook_load_len(load) == 0);
}

static void pools(void) {
  seatbook_role_cap cap = {{"\xff", 1}, 1, 0};
  seatbook_str bad[1];
  bad[0] = BAD[0].text;
  POOL(pool.size = 0, SEATBOOK_WRONG_SIZE);
  POOL(pool.size = offsetof(seatbook_pool, member_cap) - 1, SEATBOOK_WRONG_SIZE);
  POOL(pool.kind = 6, SEATBOOK_UNKNOWN_NUMBER);
  POOL(pool.kind = -1, SEATBOOK_UNKNOWN_NUMBER);
  POOL(pool.start_policy = 3, SEATBOOK_UNKNOWN_NUMBER);
  POOL(pool.release = 3, SEATBOOK_UNKNOWN_NUMBER);
  POOL(pool.not_revocable = 2, SEATBOOK_UNKNOWN_NUMBER);
  POOL(pool.suspended = 2, SEATBOOK_UNKNOWN_NUMBER);
  POOL(pool.reserved = 1, SEATBOOK_WRONG_SIZE);
  POOL(pool.unlimited = 2, SEATBOOK_UNKNOWN_NUMBER);
  POOL(pool.unlimited = 1; pool.quantity = 1, SEATBOOK_INVALID_ARGUMENT);
  POOL(pool.ends_on = INT32_MAX, SEATBOOK_INVALID_ARGUMENT);
  POOL(pool.delivered_on = INT32_MIN + 1, SEATBOOK_INVALID_ARGUMENT);
  POOL(pool.duration_days = 1; pool.duration_months = 1, SEATBOOK_INVALID_ARGUMENT);
  POOL(pool.duration_days = UINT32_MAX, SEATBOOK_INVALID_ARGUMENT);
  POOL(pool.start_within_months = UINT32_MAX, SEATBOOK_INVALID_ARGUMENT);
  POOL(pool.license_code = bad[0], SEATBOOK_INVALID_UTF8);
  POOL(pool.owner = longer_than(4096), SEATBOOK_LIMIT);
  POOL(pool.keys = bad; pool.key_count = 1, SEATBOOK_INVALID_UTF8);
  POOL(pool.keys = bad; pool.key_count = SIZE_MAX, SEATBOOK_LIMIT);
  POOL(pool.allowed_role_count = 1, SEATBOOK_NULL_ARGUMENT);
  POOL(pool.self_removal_role_count = 1, SEATBOOK_NULL_ARGUMENT);
  POOL(pool.countries_allowed = bad; pool.countries_allowed_count = 1, SEATBOOK_INVALID_UTF8);
  POOL(pool.countries_denied = bad; pool.countries_denied_count = 1, SEATBOOK_INVALID_UTF8);
  POOL(pool.metadata_count = 1, SEATBOOK_NULL_ARGUMENT);
  POOL(pool.role_cap_count = 1, SEATBOOK_NULL_ARGUMENT);
  POOL(pool.role_caps = &cap; pool.role_cap_count = 1, SEATBOOK_INVALID_UTF8);
  POOL(pool.role_caps = &cap; pool.role_cap_count = SIZE_MAX, SEATBOOK_LIMIT);
  cap.role = text("student"), cap.reserved = 1;
  POOL(pool.role_caps = &cap; pool.role_cap_count = 1, SEATBOOK_WRONG_SIZE);
  EXPECT(seatbook_load_add_pool(load, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_load_add_pool(NULL, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  CHECK(seatbook_load_len(load) == 0);
}

static void load_reports(void) {
  seatbook_tally tally = {0};
  seatbook_load_report *out = MARK;
  tally.size = sizeof tally, tally.created = 77;
  BAD_BOOKS(seatbook_book_load(b, load, &options, &out, &error));
  EXPECT(seatbook_book_load(book, NULL, &options, &out, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_book_load(book, load, NULL, &out, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_book_load(book, load, &options, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  BAD_NUMBERS(seatbook_load_report_tally(load_report, n, &tally, &error));
  EXPECT(seatbook_load_report_tally(load_report, 0, &tally, &error), SEATBOOK_UNKNOWN_NUMBER);
  EXPECT(seatbook_load_report_tally(load_report, SEATBOOK_ENTITY_MEMBER, &tally, &error), SEATBOOK_INVALID_ARGUMENT);
  EXPECT(seatbook_load_report_tally(NULL, 1, &tally, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_load_report_tally(load_report, 1, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  tally.size = 3;
  EXPECT(seatbook_load_report_tally(load_report, 1, &tally, &error), SEATBOOK_WRONG_SIZE);
  CHECK(out == MARK && tally.created == 77);
}

int main(int argc, char **argv) {
  uint64_t revision = 0;
  begin(argc, argv);
  load = seatbook_load_new();
  OK(seatbook_book_load(book, load, &options, &load_report, &error));
  OK(seatbook_book_revision(book, &revision, &error));
  books();
  days();
  loads();
  rosters();
  lists();
  rules();
  removals();
  pools();
  load_reports();
  seatbook_load_report_free(load_report);
  seatbook_load_free(load);
  return end(revision);
}
