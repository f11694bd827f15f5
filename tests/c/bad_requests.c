/* Bad options, requests and writes: every function that can fail, with every sort of argument that
 * no honest caller passes. Each has its own status, and the out-parameters stay as they were. */
#include "bad.h"

static seatbook_load *load;
static seatbook_request *request;
static seatbook_user_list *list;
static seatbook_str products[1], users[1];

/* One option at a time, through a function that writes rows and one that loads. */
#define OPTION(change, status)                                                                     \
  do {                                                                                             \
    snprintf(given, sizeof given, "%s", #change);                                                  \
    seatbook_options o = options;                                                                  \
    seatbook_report *out = MARK;                                                                   \
    seatbook_load_report *loaded = MARK;                                                           \
    change;                                                                                        \
    EXPECT(seatbook_assign(book, text("u000"), text("matte"), &o, &out, &error), status);          \
    EXPECT(seatbook_book_load(book, load, &o, &loaded, &error), status);                           \
    CHECK(out == MARK && loaded == MARK);                                                          \
    given[0] = 0;                                                                                  \
  } while (0)

static void write_options(void) {
  size_t size;
  for (size = 0; size < sizeof(seatbook_options); size++) 
    OPTION(o.size = size; snprintf(given, sizeof given, "o.size = %lu", (unsigned long)size), SEATBOOK_WRONG_SIZE);
  OPTION(o.size = SIZE_MAX, SEATBOOK_WRONG_SIZE);
  OPTION(o.on = 0, SEATBOOK_INVALID_ARGUMENT);
  OPTION(o.on = SEATBOOK_NO_DAY, SEATBOOK_INVALID_ARGUMENT);
  OPTION(o.on = INT32_MAX, SEATBOOK_INVALID_ARGUMENT);
  OPTION(o.mode = 2, SEATBOOK_UNKNOWN_NUMBER);
  OPTION(o.mode = -1, SEATBOOK_UNKNOWN_NUMBER);
  OPTION(o.unit = 2, SEATBOOK_UNKNOWN_NUMBER);
  OPTION(o.unit = -1, SEATBOOK_UNKNOWN_NUMBER);
  OPTION(o.dry_run = 2, SEATBOOK_UNKNOWN_NUMBER);
  OPTION(o.has_at = 2, SEATBOOK_UNKNOWN_NUMBER);
  OPTION(o.has_expected_revision = 2, SEATBOOK_UNKNOWN_NUMBER);
  OPTION(o.has_expected_revision = 1; o.expected_revision = 999, SEATBOOK_STALE_REVISION);
  OPTION(o.actor_id = BAD[0].text, SEATBOOK_INVALID_UTF8);
  OPTION(o.actor_id = longer_than(255), SEATBOOK_LIMIT);
  OPTION(o.actor_role = text("guest"), SEATBOOK_NOT_AUTHORIZED);
  OPTION(o.reason = longer_than(1024), SEATBOOK_LIMIT);
  OPTION(o.reason = BAD[2].text, SEATBOOK_NULL_ARGUMENT);
  OPTION(o.request_id = longer_than(64), SEATBOOK_LIMIT);
  OPTION(o.request_id = BAD[3].text, SEATBOOK_LIMIT);
  {
    /* A newer caller: what is beyond our size must be 0. */
    struct {
      seatbook_options own;
      uint64_t newer;
    } grown;
    seatbook_report *out = MARK;
    grown.own = options, grown.own.size = sizeof grown, grown.newer = 1;
    EXPECT(seatbook_assign(book, text("u000"), text("matte"), &grown.own, &out, &error), SEATBOOK_WRONG_SIZE);
    CHECK(out == MARK);
    grown.newer = 0, grown.own.dry_run = 1;
    OK(seatbook_assign(book, text("u000"), text("matte"), &grown.own, &out, &error));
    seatbook_report_free(out);
  }
}

/* One field of an item at a time, in all functions that take it. */
#define ITEM(change, status)                                                                       \
  do {                                                                                             \
    snprintf(given, sizeof given, "%s", #change);                                                  \
    seatbook_item_options item = {0};                                                              \
    item.size = sizeof item;                                                                       \
    change;                                                                                        \
    EXPECT(seatbook_request_add_users(request, 1, users, 1, products, 1, &item, &error), status);  \
    EXPECT(seatbook_request_add_group(request, 1, text("7a"), NULL, 0, products, 1, &item, &error), status); \
    EXPECT(seatbook_request_add_holder_groups(request, 1, users, 1, products, 1, &item, &error), status); \
    EXPECT(seatbook_request_add_holder_orgs(request, 1, users, 1, products, 1, &item, &error), status); \
    EXPECT(seatbook_request_add_swap(request, users, 1, products[0], users[0], &item, &error), status); \
    EXPECT(seatbook_request_add_list(request, 1, list, products, 1, &item, &error), status);       \
    given[0] = 0;                                                                                  \
  } while (0)

static void requests(void) {
  seatbook_request *out = MARK;
  seatbook_options shown = options;
  seatbook_str bad[1];
  bad[0] = BAD[0].text;
  BAD_TEXTS(seatbook_request_from_json(t, &out, &error));
  EXPECT(seatbook_request_from_json(text("{}"), NULL, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_request_from_json(text("{}"), &out, &error), SEATBOOK_INVALID_JSON);
  EXPECT(seatbook_request_from_json(text("{\"on\":\"2025-01-01\",\"items\":[{\"op\":\"assign\"}]}"), &out, &error),
         SEATBOOK_MALFORMED_REQUEST);
  BAD_NUMBERS(seatbook_request_add_users(request, n, users, 1, products, 1, NULL, &error));
  BAD_NUMBERS(seatbook_request_add_group(request, n, text("7a"), NULL, 0, products, 1, NULL, &error));
  EXPECT(seatbook_request_add_users(request, 0, users, 1, products, 1, NULL, &error), SEATBOOK_UNKNOWN_NUMBER);
  EXPECT(seatbook_request_add_users(NULL, 1, users, 1, products, 1, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_request_add_users(request, 1, NULL, 1, products, 1, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_request_add_users(request, 1, users, 1, NULL, 1, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_request_add_users(request, 1, users, SIZE_MAX, products, 1, NULL, &error), SEATBOOK_LIMIT);
  EXPECT(seatbook_request_add_users(request, 1, users, 10000001, products, 1, NULL, &error), SEATBOOK_LIMIT);
  EXPECT(seatbook_request_add_users(request, 1, users, 1, products, SIZE_MAX, NULL, &error), SEATBOOK_LIMIT);
  EXPECT(seatbook_request_add_users(request, 1, bad, 1, products, 1, NULL, &error), SEATBOOK_INVALID_UTF8);
  EXPECT(seatbook_request_add_users(request, 1, users, 1, bad, 1, NULL, &error), SEATBOOK_INVALID_UTF8);
  EXPECT(seatbook_request_add_group(NULL, 1, text("7a"), NULL, 0, products, 1, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_request_add_group(request, 1, text("7a"), NULL, 1, products, 1, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_request_add_group(request, 1, text("7a"), bad, 1, products, 1, NULL, &error), SEATBOOK_INVALID_UTF8);
  EXPECT(seatbook_request_add_group(request, 1, longer_than(255), NULL, 0, products, 1, NULL, &error), SEATBOOK_LIMIT);
  BAD_NUMBERS(seatbook_request_add_holders(request, n, text("maths"), NULL, &error));
  EXPECT(seatbook_request_add_holders(NULL, 2, text("maths"), NULL, &error), SEATBOOK_NULL_ARGUMENT);
  BAD_TEXTS(seatbook_request_add_holders(request, 2, t, NULL, &error));
  BAD_TEXTS(seatbook_request_add_group(request, 1, t, NULL, 0, products, 1, NULL, &error));
  BAD_NUMBERS(seatbook_request_add_list(request, n, list, products, 1, NULL, &error));
  EXPECT(seatbook_request_add_list(NULL, 1, list, products, 1, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_request_add_list(request, 1, NULL, products, 1, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_request_add_list(request, 1, list, NULL, 1, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_request_add_list(request, 1, list, bad, 1, NULL, &error), SEATBOOK_INVALID_UTF8);
  EXPECT(seatbook_request_add_list(request, 1, list, products, SIZE_MAX, NULL, &error), SEATBOOK_LIMIT);
  ITEM(item.size = 0, SEATBOOK_WRONG_SIZE);
  ITEM(item.size = offsetof(seatbook_item_options, everything) - 1, SEATBOOK_WRONG_SIZE);
  ITEM(item.seat_choice = 3, SEATBOOK_UNKNOWN_NUMBER);
  ITEM(item.all_sources = 2, SEATBOOK_UNKNOWN_NUMBER);
  ITEM(item.everything = 2, SEATBOOK_UNKNOWN_NUMBER);
  ITEM(item.reserved = 1, SEATBOOK_WRONG_SIZE);
  ITEM(item.waitlist = 2, SEATBOOK_UNKNOWN_NUMBER);
  ITEM(item.keep_others = 2, SEATBOOK_UNKNOWN_NUMBER);
  ITEM(item.has_disabled_plans = 2, SEATBOOK_UNKNOWN_NUMBER);
  ITEM(item.has_disabled_plans = 1; item.disabled_plan_count = 1, SEATBOOK_NULL_ARGUMENT);
  ITEM(item.disabled_plans = products; item.disabled_plan_count = 1, SEATBOOK_INVALID_ARGUMENT);
  ITEM(item.has_disabled_plans = 1; item.disabled_plans = bad; item.disabled_plan_count = 1, SEATBOOK_INVALID_UTF8);
  ITEM(item.has_disabled_plans = 1; item.disabled_plans = bad; item.disabled_plan_count = SIZE_MAX, SEATBOOK_LIMIT);
  ITEM(item.ends_on = INT32_MAX, SEATBOOK_INVALID_ARGUMENT);
  ITEM(item.pool_count = 1, SEATBOOK_NULL_ARGUMENT);
  ITEM(item.pools = bad; item.pool_count = 1, SEATBOOK_INVALID_UTF8);
  CHECK(seatbook_request_len(request) == 0 && out == MARK);
  EXPECT(seatbook_request_options(NULL, &shown, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_request_options(request, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_request_options(request, &shown, &error), SEATBOOK_INVALID_ARGUMENT);
  shown.size = 8;
  EXPECT(seatbook_request_options(request, &shown, &error), SEATBOOK_WRONG_SIZE);
  CHECK(shown.on == options.on);
}

typedef seatbook_status (*holders)(seatbook_request *, int32_t, const seatbook_str *, size_t, const seatbook_str *,
                                   size_t, const seatbook_item_options *, seatbook_error **);

/* Items about groups and orgs themselves, seats, swaps and undoing. */
static void other_items(void) {
  static const holders HOLDERS[] = {seatbook_request_add_holder_groups, seatbook_request_add_holder_orgs};
  seatbook_str p = products[0], bad[1];
  size_t i;
  bad[0] = BAD[1].text;
  for (i = 0; i < 2; i++) {
    holders f = HOLDERS[i];
    f_is = i == 0 ? "seatbook_request_add_holder_groups" : "seatbook_request_add_holder_orgs";
    BAD_NUMBERS(f(request, n, users, 1, products, 1, NULL, &error));
    EXPECT(f(NULL, 1, users, 1, products, 1, NULL, &error), SEATBOOK_NULL_ARGUMENT);
    EXPECT(f(request, 1, NULL, 1, products, 1, NULL, &error), SEATBOOK_NULL_ARGUMENT);
    EXPECT(f(request, 1, users, 1, NULL, 1, NULL, &error), SEATBOOK_NULL_ARGUMENT);
    EXPECT(f(request, 1, users, SIZE_MAX, products, 1, NULL, &error), SEATBOOK_LIMIT);
    EXPECT(f(request, 1, users, 1, products, SIZE_MAX, NULL, &error), SEATBOOK_LIMIT);
    EXPECT(f(request, 1, bad, 1, products, 1, NULL, &error), SEATBOOK_INVALID_UTF8);
    EXPECT(f(request, 1, users, 1, bad, 1, NULL, &error), SEATBOOK_INVALID_UTF8);
  }
  BAD_NUMBERS(seatbook_request_add_seat(request, n, text("p1"), 1, &error));
  BAD_TEXTS(seatbook_request_add_seat(request, 2, t, 1, &error));
  EXPECT(seatbook_request_add_seat(NULL, 2, text("p1"), 1, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_request_add_seat(request, 2, longer_than(255), 1, &error), SEATBOOK_LIMIT);
  EXPECT(seatbook_request_add_seat(request, 2, text("p1"), 0, &error), SEATBOOK_INVALID_ARGUMENT);
  BAD_TEXTS(seatbook_request_add_swap(request, users, 1, t, p, NULL, &error));
  BAD_TEXTS(seatbook_request_add_swap(request, users, 1, p, t, NULL, &error));
  EXPECT(seatbook_request_add_swap(NULL, users, 1, p, p, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_request_add_swap(request, NULL, 1, p, p, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_request_add_swap(request, bad, 1, p, p, NULL, &error), SEATBOOK_INVALID_UTF8);
  EXPECT(seatbook_request_add_undo(NULL, 1, &error), SEATBOOK_NULL_ARGUMENT);
  CHECK(seatbook_request_len(request) == 0);
}

/* What is an item, but one that nobody can ask for: the book refuses the request as a whole. */
#define MALFORMED(add)                                                                             \
  do {                                                                                             \
    seatbook_request *r = seatbook_request_new();                                                  \
    seatbook_report *out = MARK;                                                                   \
    OK(add);                                                                                       \
    EXPECT(seatbook_apply(book, r, &options, &out, &error), SEATBOOK_MALFORMED_REQUEST);           \
    CHECK(out == MARK);                                                                            \
    seatbook_request_free(r);                                                                      \
  } while (0)

static void malformed(void) {
  seatbook_item_options item = {0};
  item.size = sizeof item;
  MALFORMED(seatbook_request_add_users(r, SEATBOOK_OP_MERGE, users, 1, products, 1, NULL, &error));
  MALFORMED(seatbook_request_add_users(r, SEATBOOK_OP_UNDO, users, 1, products, 1, NULL, &error));
  MALFORMED(seatbook_request_add_users(r, SEATBOOK_OP_SWAP, users, 1, products, 1, NULL, &error));
  MALFORMED(seatbook_request_add_swap(r, users, 1, products[0], products[0], NULL, &error));
  MALFORMED(seatbook_request_add_seat(r, SEATBOOK_OP_ASSIGN, text("p1"), 1, &error));
  MALFORMED((seatbook_request_add_undo(r, 1, &error), seatbook_request_add_undo(r, 1, &error)));
  item.seat = 1;
  MALFORMED(seatbook_request_add_users(r, SEATBOOK_OP_ASSIGN, users, 1, products, 1, &item, &error));
  item.seat = 0, item.keep_others = 1;
  MALFORMED(seatbook_request_add_users(r, SEATBOOK_OP_ASSIGN, users, 1, products, 1, &item, &error));
  item.keep_others = 0, item.waitlist = 1;
  MALFORMED(seatbook_request_add_users(r, SEATBOOK_OP_REVOKE, users, 1, products, 1, &item, &error));
  item.waitlist = 0, item.has_disabled_plans = 1;
  MALFORMED(seatbook_request_add_users(r, SEATBOOK_OP_REVOKE, users, 1, products, 1, &item, &error));
}

typedef seatbook_status (*single)(const seatbook_book *, seatbook_str, seatbook_str, const seatbook_options *,
                                  seatbook_report **, seatbook_error **);

static void writes(void) {
  static const single SINGLES[] = {seatbook_assign, seatbook_revoke, seatbook_reuse, seatbook_start};
  static const char *const NAMES[] = {"seatbook_assign", "seatbook_revoke", "seatbook_reuse", "seatbook_start"};
  seatbook_report *out = MARK;
  seatbook_str u = text("u000"), p = text("matte");
  size_t i;
  for (i = 0; i < 4; i++) {
    single f = SINGLES[i];
    f_is = NAMES[i];
    BAD_BOOKS(f(b, u, p, &options, &out, &error));
    BAD_TEXTS(f(book, t, p, &options, &out, &error));
    BAD_TEXTS(f(book, u, t, &options, &out, &error));
    EXPECT(f(book, u, text(""), &options, &out, &error), SEATBOOK_INVALID_ARGUMENT);
    EXPECT(f(book, u, longer_than(255), &options, &out, &error), SEATBOOK_LIMIT);
    EXPECT(f(book, u, text("nothing"), &options, &out, &error), SEATBOOK_UNKNOWN_PRODUCT);
    EXPECT(f(book, u, p, NULL, &out, &error), SEATBOOK_NULL_ARGUMENT);
    EXPECT(f(book, u, p, &options, NULL, &error), SEATBOOK_NULL_ARGUMENT);
    CHECK(f(book, u, p, NULL, &out, NULL) == SEATBOOK_NULL_ARGUMENT);
  }
  BAD_BOOKS(seatbook_apply(b, request, &options, &out, &error));
  EXPECT(seatbook_apply(book, NULL, &options, &out, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_apply(book, request, NULL, &out, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_apply(book, request, &options, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  BAD_TEXTS(seatbook_apply_json(book, t, &out, &error));
  BAD_BOOKS(seatbook_apply_json(b, text("{\"on\":\"2025-01-01\",\"items\":[]}"), &out, &error));
  EXPECT(seatbook_apply_json(book, text("null"), &out, &error), SEATBOOK_INVALID_JSON);
  EXPECT(seatbook_apply_json(book, text("{}"), NULL, &error), SEATBOOK_NULL_ARGUMENT);
  BAD_BOOKS(seatbook_apply_users(b, 1, users, 1, products, 1, NULL, &options, &out, &error));
  BAD_NUMBERS(seatbook_apply_users(book, n, users, 1, products, 1, NULL, &options, &out, &error));
  EXPECT(seatbook_apply_users(book, 1, NULL, 1, products, 1, NULL, &options, &out, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_apply_users(book, 1, users, 1, products, 1, NULL, NULL, &out, &error), SEATBOOK_NULL_ARGUMENT);
  BAD_BOOKS(seatbook_apply_group(b, 1, text("7a"), NULL, 0, products, 1, NULL, &options, &out, &error));
  BAD_TEXTS(seatbook_apply_group(book, 1, t, NULL, 0, products, 1, NULL, &options, &out, &error));
  BAD_NUMBERS(seatbook_apply_group(book, n, text("7a"), NULL, 0, products, 1, NULL, &options, &out, &error));
  EXPECT(seatbook_apply_group(book, 1, text("9z"), NULL, 0, products, 1, NULL, &options, &out, &error),
         SEATBOOK_UNKNOWN_GROUP);
  BAD_BOOKS(seatbook_book_report(b, 1, &out, &error));
  EXPECT(seatbook_book_report(book, 999, &out, &error), SEATBOOK_INVALID_ARGUMENT);
  EXPECT(seatbook_book_report(book, 1, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  CHECK(out == MARK);
}

int main(int argc, char **argv) {
  uint64_t revision = 0;
  seatbook_notices *notices = NULL;
  FILE *file;
  begin(argc, argv);
  products[0] = text("matte"), users[0] = text("u000");
  load = seatbook_load_new();
  request = seatbook_request_new();
  file = fopen("list.txt", "wb");
  CHECK(file != NULL && fputs("u000\n", file) >= 0 && fclose(file) == 0);
  OK(seatbook_user_list_read(text("list.txt"), NULL, &list, &notices, &error));
  OK(seatbook_book_revision(book, &revision, &error));
  write_options();
  requests();
  other_items();
  malformed();
  writes();
  seatbook_user_list_free(list);
  seatbook_notices_free(notices);
  seatbook_request_free(request);
  seatbook_load_free(load);
  return end(revision);
}
