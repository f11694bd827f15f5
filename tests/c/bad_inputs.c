/* Every function that can fail, with every sort of argument that no honest caller passes: each has its own status, the
 * out-parameters stay as they were, and the book too. */
#include "check.h"

#include <limits.h>

static seatbook_error *error;
static seatbook_book *book;
static seatbook_load *load;
static seatbook_request *request;
static seatbook_report *report;
static seatbook_load_report *load_report;
static seatbook_counts_list *list;
static seatbook_verification *verification;
static seatbook_options options;
static seatbook_str products[1], users[1];
static int mark;

/* What an out-parameter holds before and after a call that fails. */
#define MARK ((void *)&mark)
#define FORGED ((seatbook_book *)(void *)&mark)

typedef struct {
  seatbook_str text;
  seatbook_status status;
} bad_text;

static const bad_text BAD[] = {
    {{"\xff\xfe", 2}, SEATBOOK_INVALID_UTF8},      {{"abc\xc3", 4}, SEATBOOK_INVALID_UTF8},
    {{NULL, 3}, SEATBOOK_NULL_ARGUMENT},           {{"a", SIZE_MAX}, SEATBOOK_LIMIT},
    {{"a", (size_t)PTRDIFF_MAX}, SEATBOOK_LIMIT},  {{NULL, SIZE_MAX}, SEATBOOK_NULL_ARGUMENT},
};
enum { BADS = sizeof BAD / sizeof BAD[0] };
static const int32_t NUMBERS[] = {-1, 5, 99, INT32_MAX, INT32_MIN};
static const size_t SIZES[] = {0, 1, 8, SIZE_MAX, 1 << 20};

/* Runs `call` with `t` set to each bad text. */
#define BAD_TEXTS(call)                        \
  do {                                         \
    size_t bad;                                \
    for (bad = 0; bad < BADS; bad++) {         \
      seatbook_str t = BAD[bad].text;          \
      EXPECT(call, BAD[bad].status);           \
    }                                          \
  } while (0)
/* Runs `call` with `n` set to each number that stands for nothing. */
#define BAD_NUMBERS(call)                                                                          \
  do {                                                                                             \
    size_t bad;                                                                                    \
    for (bad = 0; bad < sizeof NUMBERS / sizeof NUMBERS[0]; bad++) {                               \
      int32_t n = NUMBERS[bad];                                                                    \
      EXPECT(call, SEATBOOK_UNKNOWN_NUMBER);                                                       \
    }                                                                                              \
  } while (0)
/* Runs `call` with `s` set to each size that cannot be. */
#define BAD_SIZES(call)                                                                            \
  do {                                                                                             \
    size_t bad;                                                                                    \
    for (bad = 0; bad < sizeof SIZES / sizeof SIZES[0]; bad++) {                                   \
      size_t s = SIZES[bad];                                                                       \
      EXPECT(call, SEATBOOK_WRONG_SIZE);                                                           \
    }                                                                                              \
  } while (0)
/* Runs `call` with `b` set to each book that is none. */
#define BAD_BOOKS(call)                                                                            \
  do {                                                                                             \
    seatbook_book *b = NULL;                                                                       \
    EXPECT(call, SEATBOOK_NULL_ARGUMENT);                                                          \
    b = FORGED;                                                                                    \
    EXPECT(call, SEATBOOK_INVALID_HANDLE);                                                         \
  } while (0)

static seatbook_str longer_than(size_t limit) {
  static char letters[8192];
  seatbook_str t;
  memset(letters, 'x', sizeof letters);
  t.data = letters, t.len = limit + 1;
  return t;
}

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

static void books(void) {
  seatbook_book *out = MARK;
  seatbook_str nul = {"a\0b", 3};
  uint64_t revision = 77;
  EXPECT(seatbook_book_create(text("never.seatbook"), NULL, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_book_open(text("never.seatbook"), NULL, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_book_in_memory(NULL, &error), SEATBOOK_NULL_ARGUMENT);
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
  EXPECT(seatbook_load_read_school_data_sync(NULL, text("."), &notices, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_load_read_school_data_sync(load, text("."), NULL, &error), SEATBOOK_NULL_ARGUMENT);
  BAD_TEXTS(seatbook_load_read_school_data_sync(load, t, &notices, &error));
  CHECK(notices == MARK && seatbook_load_len(load) == 0);
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
    seatbook_pool pool = a_pool();                                                                 \
    change;                                                                                        \
    EXPECT(seatbook_load_add_pool(load, &pool, &error), status);                                   \
  } while (0)

static void pools(void) {
  seatbook_str bad[1];
  bad[0] = BAD[0].text;
  POOL(pool.size = 0, SEATBOOK_WRONG_SIZE);
  POOL(pool.size -= 8, SEATBOOK_WRONG_SIZE);
  POOL(pool.kind = 6, SEATBOOK_UNKNOWN_NUMBER);
  POOL(pool.kind = -1, SEATBOOK_UNKNOWN_NUMBER);
  POOL(pool.start_policy = 3, SEATBOOK_UNKNOWN_NUMBER);
  POOL(pool.release = 3, SEATBOOK_UNKNOWN_NUMBER);
  POOL(pool.not_revocable = 2, SEATBOOK_UNKNOWN_NUMBER);
  POOL(pool.suspended = 2, SEATBOOK_UNKNOWN_NUMBER);
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
  EXPECT(seatbook_load_add_pool(load, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_load_add_pool(NULL, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  CHECK(seatbook_load_len(load) == 0);
}

/* One option at a time, through a function that writes rows and one that loads. */
#define OPTION(change, status)                                                                     \
  do {                                                                                             \
    seatbook_options o = options;                                                                  \
    seatbook_report *out = MARK;                                                                   \
    seatbook_load_report *loaded = MARK;                                                           \
    change;                                                                                        \
    EXPECT(seatbook_assign(book, text("u000"), text("matte"), &o, &out, &error), status);          \
    EXPECT(seatbook_book_load(book, load, &o, &loaded, &error), status);                           \
    CHECK(out == MARK && loaded == MARK);                                                          \
  } while (0)

static void write_options(void) {
  size_t size;
  for (size = 0; size < sizeof(seatbook_options); size++) OPTION(o.size = size, SEATBOOK_WRONG_SIZE);
  OPTION(o.size = SIZE_MAX, SEATBOOK_WRONG_SIZE);
  OPTION(o.on = 0, SEATBOOK_INVALID_ARGUMENT);
  OPTION(o.on = SEATBOOK_NO_DAY, SEATBOOK_INVALID_ARGUMENT);
  OPTION(o.on = INT32_MAX, SEATBOOK_INVALID_ARGUMENT);
  OPTION(o.mode = 2, SEATBOOK_UNKNOWN_NUMBER);
  OPTION(o.mode = -1, SEATBOOK_UNKNOWN_NUMBER);
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

#define ITEM(change, status)                                                                       \
  do {                                                                                             \
    seatbook_item_options item = {0};                                                              \
    item.size = sizeof item;                                                                       \
    change;                                                                                        \
    EXPECT(seatbook_request_add_users(request, 1, users, 1, products, 1, &item, &error), status);  \
    EXPECT(seatbook_request_add_group(request, 1, text("7a"), NULL, 0, products, 1, &item, &error), status); \
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
  BAD_TEXTS(seatbook_request_add_group(request, 1, t, NULL, 0, products, 1, NULL, &error));
  ITEM(item.size = 0, SEATBOOK_WRONG_SIZE);
  ITEM(item.size = sizeof item - 1, SEATBOOK_WRONG_SIZE);
  ITEM(item.seat_choice = 3, SEATBOOK_UNKNOWN_NUMBER);
  ITEM(item.all_sources = 2, SEATBOOK_UNKNOWN_NUMBER);
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

typedef seatbook_status (*single)(const seatbook_book *, seatbook_str, seatbook_str, const seatbook_options *,
                                  seatbook_report **, seatbook_error **);

static void writes(void) {
  static const single SINGLES[] = {seatbook_assign, seatbook_revoke, seatbook_reuse, seatbook_start};
  seatbook_report *out = MARK;
  seatbook_str u = text("u000"), p = text("matte");
  size_t i;
  for (i = 0; i < 4; i++) {
    single f = SINGLES[i];
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

static void load_reports(void) {
  seatbook_tally tally = {0};
  seatbook_load_report *out = MARK;
  tally.size = sizeof tally, tally.created = 77;
  BAD_BOOKS(seatbook_book_load(b, load, &options, &out, &error));
  EXPECT(seatbook_book_load(book, NULL, &options, &out, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_book_load(book, load, NULL, &out, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_book_load(book, load, &options, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  BAD_NUMBERS(seatbook_load_report_tally(load_report, n == 5 ? 7 : n, &tally, &error));
  EXPECT(seatbook_load_report_tally(load_report, 0, &tally, &error), SEATBOOK_UNKNOWN_NUMBER);
  EXPECT(seatbook_load_report_tally(load_report, SEATBOOK_ENTITY_MEMBER, &tally, &error), SEATBOOK_INVALID_ARGUMENT);
  EXPECT(seatbook_load_report_tally(NULL, 1, &tally, &error), SEATBOOK_NULL_ARGUMENT);
  EXPECT(seatbook_load_report_tally(load_report, 1, NULL, &error), SEATBOOK_NULL_ARGUMENT);
  tally.size = 3;
  EXPECT(seatbook_load_report_tally(load_report, 1, &tally, &error), SEATBOOK_WRONG_SIZE);
  CHECK(out == MARK && tally.created == 77);
}

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
  CHECK(seatbook_load_report_refused_entity(load_report, 9) == SEATBOOK_ENTITY_NONE);
  CHECK(seatbook_load_report_refused_status(load_report, 9) == SEATBOOK_OK);
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
  uint64_t before = 0, after = 0;
  OK(seatbook_book_in_memory(&book, &error));
  fill(book, 3, 3);
  options = on(2025, 8, 18);
  products[0] = text("matte"), users[0] = text("u000");
  load = seatbook_load_new();
  request = seatbook_request_new();
  OK(seatbook_assign(book, users[0], products[0], &options, &report, &error));
  OK(seatbook_book_load(book, load, &options, &load_report, &error));
  OK(seatbook_book_counts_of_all(book, text(""), options.on, &list, &error));
  OK(seatbook_book_verify(book, NULL, &verification, &error));
  OK(seatbook_book_revision(book, &before, &error));
  books();
  days();
  loads();
  pools();
  write_options();
  requests();
  writes();
  load_reports();
  lists();
  answers();
  accessors();
  free_nothing();
  details();
  OK(seatbook_book_revision(book, &after, &error));
  CHECK(before == after);
  seatbook_verification_free(verification);
  seatbook_counts_list_free(list);
  seatbook_load_report_free(load_report);
  seatbook_report_free(report);
  seatbook_request_free(request);
  seatbook_load_free(load);
  OK(seatbook_book_close(book, &error));
  return finish();
}
