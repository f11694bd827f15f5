enum seatbook_class
 {
  SEATBOOK_CLASS_NONE = 0,
  SEATBOOK_CLASS_CHANGED = 1,
  SEATBOOK_CLASS_UNCHANGED = 2,
  SEATBOOK_CLASS_REFUSED = 3,
};
typedef int32_t seatbook_class;

enum seatbook_status
 {
  SEATBOOK_OK = 0,
  SEATBOOK_INVALID_ARGUMENT = 1,
  SEATBOOK_NULL_ARGUMENT = 2,
  SEATBOOK_INVALID_UTF8 = 3,
  SEATBOOK_UNKNOWN_NUMBER = 4,
  SEATBOOK_WRONG_SIZE = 5,
  SEATBOOK_INVALID_JSON = 6,
  SEATBOOK_LIMIT = 7,
  SEATBOOK_INVALID_HANDLE = 8,
  SEATBOOK_NOT_FOUND = 10,
  SEATBOOK_EXISTS = 11,
  SEATBOOK_BUSY = 12,
  SEATBOOK_IO = 13,
  SEATBOOK_DISK_FULL = 14,
  SEATBOOK_CORRUPT = 15,
  SEATBOOK_NEWER = 16,
  SEATBOOK_NOT_A_BOOK = 17,
  SEATBOOK_READ_ONLY = 18,
  SEATBOOK_REPLACED = 19,
  SEATBOOK_NEEDS_RECOVERY = 20,
  SEATBOOK_ROLLED_BACK = 21,
  SEATBOOK_OUTCOME_UNKNOWN = 22,
  SEATBOOK_MALFORMED_REQUEST = 30,
  SEATBOOK_NOT_AUTHORIZED = 31,
  SEATBOOK_UNKNOWN_PRODUCT = 32,
  SEATBOOK_UNKNOWN_POOL = 33,
  SEATBOOK_UNKNOWN_GROUP = 34,
  SEATBOOK_UNKNOWN_ORG = 35,
  SEATBOOK_UNKNOWN_USER = 36,
  SEATBOOK_REQUEST_REUSED = 37,
  SEATBOOK_STALE_REVISION = 38,
  SEATBOOK_CANCELLED = 39,
  SEATBOOK_IN_USE = 40,
  SEATBOOK_DUPLICATE = 41,
  SEATBOOK_FORKED = 50,
  SEATBOOK_POISONED = 51,
  SEATBOOK_WEAK_KEY = 60,
  SEATBOOK_NOT_A_LICENCE_FILE = 61,
  SEATBOOK_UNKNOWN_KEY = 62,
  SEATBOOK_WRONG_SIGNATURE = 63,
  SEATBOOK_INVALID_LICENCE = 64,
  SEATBOOK_NOT_CANONICAL = 65,
  SEATBOOK_OTHER_CUSTOMER = 66,
  SEATBOOK_OLDER_LICENCE = 67,
  SEATBOOK_LICENCE_NOT_YET_VALID = 68,
  SEATBOOK_LICENCE_EXPIRED = 69,
  SEATBOOK_UNKNOWN_ACTIVATION = 70,
  SEATBOOK_NOT_PENDING = 71,
  SEATBOOK_UNKNOWN_LINE = 72,
  SEATBOOK_STILL_EXCEEDS = 73,
  SEATBOOK_TOO_MANY_REMOVALS = 74,
  SEATBOOK_NOT_A_HOLDER = 75,
  SEATBOOK_REMOVAL_REFUSED = 76,
  SEATBOOK_LICENSED = 77,
  SEATBOOK_INTERNAL = 99,
};
typedef int32_t seatbook_status;

enum seatbook_entity
 {
  SEATBOOK_ENTITY_NONE = 0,
  SEATBOOK_ENTITY_ORG = 1,
  SEATBOOK_ENTITY_PRODUCT = 2,
  SEATBOOK_ENTITY_USER = 3,
  SEATBOOK_ENTITY_GROUP = 4,
  SEATBOOK_ENTITY_POOL = 5,
  SEATBOOK_ENTITY_MEMBER = 6,
  SEATBOOK_ENTITY_EXCLUSION = 7,
  SEATBOOK_ENTITY_PREREQUISITE = 8,
  SEATBOOK_ENTITY_SETTINGS = 9,
  SEATBOOK_ENTITY_LICENSEE = 10,
};
typedef int32_t seatbook_entity;

enum seatbook_report_status
 {
  SEATBOOK_REPORT_STATUS_SUCCESS = 0,
  SEATBOOK_REPORT_STATUS_PARTIAL = 1,
  SEATBOOK_REPORT_STATUS_FAILED = 2,
  SEATBOOK_REPORT_STATUS_DRY_RUN = 3,
};
typedef int32_t seatbook_report_status;

enum seatbook_op
 {
  SEATBOOK_OP_NONE = 0,
  SEATBOOK_OP_ASSIGN = 1,
  SEATBOOK_OP_REVOKE = 2,
  SEATBOOK_OP_REUSE = 3,
  SEATBOOK_OP_START = 4,
  SEATBOOK_OP_SWAP = 5,
  SEATBOOK_OP_SYNC = 6,
  SEATBOOK_OP_UNDO = 7,
  SEATBOOK_OP_CANCEL = 8,
  SEATBOOK_OP_MERGE = 9,
};
typedef int32_t seatbook_op;

enum seatbook_holder_kind
 {
  SEATBOOK_HOLDER_KIND_USER = 0,
  SEATBOOK_HOLDER_KIND_GROUP = 1,
  SEATBOOK_HOLDER_KIND_ORG = 2,
};
typedef int32_t seatbook_holder_kind;

enum seatbook_outcome
 {
  SEATBOOK_OUTCOME_NONE = 0,
  SEATBOOK_OUTCOME_ASSIGNED = 1,
  SEATBOOK_OUTCOME_REUSED = 2,
  SEATBOOK_OUTCOME_STARTED = 3,
  SEATBOOK_OUTCOME_REVOKED = 4,
  SEATBOOK_OUTCOME_TO_REUSABLE = 5,
  SEATBOOK_OUTCOME_RETIRED = 6,
  SEATBOOK_OUTCOME_UPDATED = 7,
  SEATBOOK_OUTCOME_CANCELLED = 8,
  SEATBOOK_OUTCOME_ALREADY_ASSIGNED = 20,
  SEATBOOK_OUTCOME_ALREADY_STARTED = 21,
  SEATBOOK_OUTCOME_NOT_ASSIGNED = 22,
  SEATBOOK_OUTCOME_DUPLICATE_IN_REQUEST = 100,
  SEATBOOK_OUTCOME_USER_NOT_FOUND = 101,
  SEATBOOK_OUTCOME_USER_DISABLED = 102,
  SEATBOOK_OUTCOME_WRONG_ORG = 103,
  SEATBOOK_OUTCOME_NOT_IN_GROUP = 104,
  SEATBOOK_OUTCOME_POOL_SUSPENDED = 110,
  SEATBOOK_OUTCOME_NOT_YET_VALID = 111,
  SEATBOOK_OUTCOME_EXPIRED = 112,
  SEATBOOK_OUTCOME_KIND_MISMATCH = 113,
  SEATBOOK_OUTCOME_ROLE_NOT_ALLOWED = 120,
  SEATBOOK_OUTCOME_COUNTRY_NOT_ALLOWED = 121,
  SEATBOOK_OUTCOME_MUTUALLY_EXCLUSIVE = 130,
  SEATBOOK_OUTCOME_DEPENDENCY_MISSING = 131,
  SEATBOOK_OUTCOME_UNKNOWN_PLAN = 132,
  SEATBOOK_OUTCOME_NO_REUSABLE_WITH_END_DATE = 140,
  SEATBOOK_OUTCOME_SEAT_TAKEN = 141,
  SEATBOOK_OUTCOME_NO_SEAT_LEFT = 142,
  SEATBOOK_OUTCOME_INHERITED_FROM_GROUP = 150,
  SEATBOOK_OUTCOME_NOT_REVOCABLE = 151,
  SEATBOOK_OUTCOME_DEPENDENCY_IN_USE = 152,
  SEATBOOK_OUTCOME_ROLLED_BACK = 190,
  SEATBOOK_OUTCOME_CHANGED_SINCE = 191,
};
typedef int32_t seatbook_outcome;

enum seatbook_source_kind
 {
  SEATBOOK_SOURCE_KIND_NONE = 0,
  SEATBOOK_SOURCE_KIND_DIRECT = 1,
  SEATBOOK_SOURCE_KIND_GROUP = 2,
  SEATBOOK_SOURCE_KIND_ORG = 3,
  SEATBOOK_SOURCE_KIND_SITE = 4,
};
typedef int32_t seatbook_source_kind;

enum seatbook_seat_state
 {
  SEATBOOK_SEAT_STATE_NONE = 0,
  SEATBOOK_SEAT_STATE_NEW = 1,
  SEATBOOK_SEAT_STATE_ASSIGNED = 2,
  SEATBOOK_SEAT_STATE_STARTED = 3,
  SEATBOOK_SEAT_STATE_REUSABLE = 4,
  SEATBOOK_SEAT_STATE_RETIRED = 5,
  SEATBOOK_SEAT_STATE_EXPIRED = 6,
  SEATBOOK_SEAT_STATE_WITHDRAWN = 7,
};
typedef int32_t seatbook_seat_state;

enum seatbook_activation_state
 {
  SEATBOOK_ACTIVATION_STATE_NONE = 0,
  SEATBOOK_ACTIVATION_STATE_PENDING = 1,
  SEATBOOK_ACTIVATION_STATE_ACTIVATED = 2,
  SEATBOOK_ACTIVATION_STATE_DISCARDED = 3,
};
typedef int32_t seatbook_activation_state;

enum seatbook_line_kind
 {
  SEATBOOK_LINE_KIND_NONE = 0,
  SEATBOOK_LINE_KIND_USER = 1,
  SEATBOOK_LINE_KIND_SITE = 2,
};
typedef int32_t seatbook_line_kind;

enum seatbook_line_change
 {
  SEATBOOK_LINE_CHANGE_NONE = 0,
  SEATBOOK_LINE_CHANGE_ADDED = 1,
  SEATBOOK_LINE_CHANGE_REMOVED = 2,
  SEATBOOK_LINE_CHANGE_RAISED = 3,
  SEATBOOK_LINE_CHANGE_LOWERED = 4,
  SEATBOOK_LINE_CHANGE_TERMS = 5,
};
typedef int32_t seatbook_line_change;

enum seatbook_suggestion_reason
 {
  SEATBOOK_SUGGESTION_REASON_NONE = 0,
  SEATBOOK_SUGGESTION_REASON_DISABLED = 1,
  SEATBOOK_SUGGESTION_REASON_NEVER_STARTED = 2,
  SEATBOOK_SUGGESTION_REASON_SOONEST_END = 3,
  SEATBOOK_SUGGESTION_REASON_LAST_ASSIGNED = 4,
};
typedef int32_t seatbook_suggestion_reason;

enum seatbook_pool_kind
 {
  SEATBOOK_POOL_KIND_VOLUME = 0,
  SEATBOOK_POOL_KIND_SINGLE = 1,
  SEATBOOK_POOL_KIND_GROUP = 2,
  SEATBOOK_POOL_KIND_SCHOOL = 3,
  SEATBOOK_POOL_KIND_TENANT = 4,
  SEATBOOK_POOL_KIND_SITE = 5,
};
typedef int32_t seatbook_pool_kind;

enum seatbook_covered
 {
  SEATBOOK_COVERED_NONE = 0,
  SEATBOOK_COVERED_SOME = 1,
  SEATBOOK_COVERED_ALL = 2,
};
typedef int32_t seatbook_covered;

enum seatbook_leavers
 {
  SEATBOOK_LEAVERS_KEEP = 0,
  SEATBOOK_LEAVERS_GIVE_BACK = 1,
  SEATBOOK_LEAVERS_REFUSE = 2,
};
typedef int32_t seatbook_leavers;

enum seatbook_mode
 {
  SEATBOOK_MODE_BEST_EFFORT = 0,
  SEATBOOK_MODE_ATOMIC = 1,
};
typedef int32_t seatbook_mode;

enum seatbook_unit
 {
  SEATBOOK_UNIT_ROW = 0,
  SEATBOOK_UNIT_USER = 1,
};
typedef int32_t seatbook_unit;

enum seatbook_seat_choice
 {
  SEATBOOK_SEAT_CHOICE_NEW = 0,
  SEATBOOK_SEAT_CHOICE_REUSE = 1,
  SEATBOOK_SEAT_CHOICE_AUTO = 2,
};
typedef int32_t seatbook_seat_choice;

enum seatbook_start_policy
 {
  SEATBOOK_START_POLICY_ON_ASSIGN = 0,
  SEATBOOK_START_POLICY_ON_FIRST_USE = 1,
  SEATBOOK_START_POLICY_ON_DELIVERY = 2,
};
typedef int32_t seatbook_start_policy;

enum seatbook_release
 {
  SEATBOOK_RELEASE_REUSE = 0,
  SEATBOOK_RELEASE_FRESH = 1,
  SEATBOOK_RELEASE_BURN = 2,
};
typedef int32_t seatbook_release;

enum seatbook_group_kind
 {
  SEATBOOK_GROUP_KIND_CLASS = 0,
  SEATBOOK_GROUP_KIND_GROUP = 1,
};
typedef int32_t seatbook_group_kind;

typedef struct seatbook_activation_diff seatbook_activation_diff;

typedef struct seatbook_activation_lines seatbook_activation_lines;

typedef struct seatbook_activation_report seatbook_activation_report;

typedef struct seatbook_advance_report seatbook_advance_report;

typedef struct seatbook_book seatbook_book;

typedef struct seatbook_breakdown seatbook_breakdown;

typedef struct seatbook_cancel seatbook_cancel;

typedef struct seatbook_counts_list seatbook_counts_list;

typedef struct seatbook_coverage seatbook_coverage;

typedef struct seatbook_entitlement seatbook_entitlement;

typedef struct seatbook_error seatbook_error;

typedef struct seatbook_holders seatbook_holders;

typedef struct seatbook_journal seatbook_journal;

typedef struct seatbook_licences seatbook_licences;

typedef struct seatbook_load seatbook_load;

typedef struct seatbook_load_report seatbook_load_report;

typedef struct seatbook_notices seatbook_notices;

typedef struct seatbook_reduction seatbook_reduction;

typedef struct seatbook_removal seatbook_removal;

typedef struct seatbook_removal_report seatbook_removal_report;

typedef struct seatbook_report seatbook_report;

typedef struct seatbook_request seatbook_request;

typedef struct seatbook_supply seatbook_supply;

typedef struct seatbook_text seatbook_text;

typedef struct seatbook_user_list seatbook_user_list;

typedef struct seatbook_users seatbook_users;

typedef struct seatbook_verification seatbook_verification;

typedef struct seatbook_waitlist seatbook_waitlist;

typedef int32_t seatbook_day;

typedef struct {
  const char *data;
  size_t len;
} seatbook_str;

typedef struct {
  size_t size;
  uint32_t read_only;
  uint32_t trusted;
  int64_t busy_timeout_ms;
  uint64_t cache_bytes;
  const uint8_t *licence_keys;
  size_t licence_key_count;
} seatbook_open_options;

typedef struct {
  size_t size;
  seatbook_str id;
  seatbook_str name;
  seatbook_str parent;
} seatbook_org;

typedef struct {
  seatbook_str key;
  seatbook_str value;
} seatbook_pair;

typedef struct {
  size_t size;
  seatbook_str id;
  seatbook_str name;
  seatbook_str provider;
  const seatbook_pair *plans;
  size_t plan_count;
  const seatbook_pair *metadata;
  size_t metadata_count;
} seatbook_product;

typedef struct {
  size_t size;
  seatbook_str id;
  seatbook_str org;
  seatbook_str given_name;
  seatbook_str family_name;
  seatbook_str display_name;
  seatbook_str country;
  const seatbook_str *roles;
  size_t role_count;
  uint32_t disabled;
  uint32_t reserved;
} seatbook_user;

typedef struct {
  size_t size;
  seatbook_str id;
  seatbook_str org;
  seatbook_str name;
  const seatbook_str *members;
  size_t member_count;
  int32_t kind;
  uint32_t reserved;
} seatbook_group;

typedef int32_t (*seatbook_progress_fn)(void *userdata, size_t rows_done, size_t rows_total);

typedef struct {
  size_t size;
  seatbook_day on;
  int32_t mode;
  uint32_t dry_run;
  uint32_t has_at;
  int64_t at;
  uint64_t expected_revision;
  uint32_t has_expected_revision;
  int32_t unit;
  seatbook_str actor_id;
  seatbook_str actor_role;
  seatbook_str reason;
  seatbook_str request_id;
  seatbook_progress_fn progress;
  void *progress_userdata;
  const seatbook_cancel *cancel;
} seatbook_options;

typedef struct {
  size_t size;
  uint64_t created;
  uint64_t updated;
  uint64_t unchanged;
  uint64_t refused;
} seatbook_tally;

typedef struct {
  seatbook_str role;
  uint32_t cap;
  uint32_t reserved;
} seatbook_role_cap;

typedef struct {
  size_t size;
  seatbook_str id;
  seatbook_str product;
  seatbook_str org;
  int32_t kind;
  uint32_t quantity;
  uint32_t unlimited;
  int32_t start_policy;
  int32_t release;
  uint32_t not_revocable;
  uint32_t suspended;
  seatbook_day delivered_on;
  seatbook_day starts_on;
  seatbook_day ends_on;
  seatbook_day redeem_from;
  seatbook_day redeem_until;
  uint32_t start_within_months;
  uint32_t start_within_days;
  uint32_t duration_months;
  uint32_t duration_days;
  const seatbook_str *allowed_roles;
  size_t allowed_role_count;
  const seatbook_str *self_removal_roles;
  size_t self_removal_role_count;
  const seatbook_str *countries_denied;
  size_t countries_denied_count;
  const seatbook_str *countries_allowed;
  size_t countries_allowed_count;
  const seatbook_str *keys;
  size_t key_count;
  seatbook_str license_code;
  seatbook_str serial_number;
  seatbook_str owner;
  seatbook_str purchase_reference;
  const seatbook_pair *metadata;
  size_t metadata_count;
  uint32_t member_cap;
  uint32_t reserved;
  const seatbook_role_cap *role_caps;
  size_t role_cap_count;
} seatbook_pool;

typedef struct {
  size_t size;
  seatbook_str format;
  seatbook_str encoding;
  seatbook_str under;
  seatbook_str teachers;
  seatbook_str org;
  int32_t leavers;
  uint32_t full;
  uint32_t part_numbers;
  uint32_t portion;
} seatbook_roster_options;

typedef struct {
  size_t size;
  seatbook_str id;
  seatbook_str name;
  const seatbook_str *plans;
  size_t plan_count;
  const seatbook_str *products;
  size_t product_count;
} seatbook_exclusion;

typedef struct {
  size_t size;
  seatbook_str id;
  seatbook_str name;
  seatbook_str product;
  seatbook_str plan;
  const seatbook_str *any_of_products;
  size_t any_of_product_count;
  const seatbook_str *any_of_plans;
  size_t any_of_plan_count;
} seatbook_prerequisite;

typedef struct {
  size_t size;
  const seatbook_str *pools;
  size_t pool_count;
  int32_t seat_choice;
  seatbook_day ends_on;
  uint32_t all_sources;
  uint32_t everything;
  uint32_t seat;
  int32_t priority;
  uint32_t waitlist;
  uint32_t keep_others;
  uint32_t has_disabled_plans;
  uint32_t reserved;
  const seatbook_str *disabled_plans;
  size_t disabled_plan_count;
} seatbook_item_options;

typedef struct {
  size_t size;
  seatbook_str column;
  seatbook_str encoding;
} seatbook_user_list_options;

typedef struct {
  seatbook_str line;
  const seatbook_str *holders;
  size_t holder_count;
} seatbook_line_removal;

typedef struct {
  size_t size;
  uint64_t total;
  uint64_t assigned;
  uint64_t started;
  uint64_t available;
  uint64_t new_seats;
  uint64_t reusable;
  uint64_t retired;
  uint64_t expired;
  uint64_t upcoming;
  uint64_t suspended;
  uint64_t over;
  uint32_t unlimited;
  uint32_t reserved;
} seatbook_counts;

typedef struct {
  size_t size;
  seatbook_str product;
  seatbook_str pool;
  seatbook_str role;
  seatbook_str org;
  uint32_t has_holder_kind;
  int32_t holder_kind;
  int32_t state;
  uint32_t reserved;
} seatbook_holder_filter;

typedef struct {
  size_t size;
  uint64_t operation;
  char hash[72];
} seatbook_head;

typedef struct {
  size_t size;
  seatbook_str user;
  seatbook_str actor;
  seatbook_str kind;
  seatbook_str pool;
  uint32_t seat;
  seatbook_day from;
  seatbook_day to;
  uint32_t reserved;
} seatbook_journal_filter;

typedef struct {
  size_t size;
  seatbook_str text;
  seatbook_str org;
  seatbook_str role;
  seatbook_str group;
  uint32_t has_enabled;
  uint32_t enabled;
} seatbook_user_filter;

const char *seatbook_version(void);

uint32_t seatbook_version_number(void);

const char *seatbook_outcome_name(int32_t outcome);

seatbook_class seatbook_outcome_class(int32_t outcome);

const char *seatbook_status_name(int32_t status);

const char *seatbook_op_name(int32_t op);

const char *seatbook_holder_kind_name(int32_t kind);

const char *seatbook_seat_state_name(int32_t state);

const char *seatbook_report_status_name(int32_t status);

const char *seatbook_entity_name(int32_t entity);

seatbook_day seatbook_day_from_ymd(int32_t year, uint32_t month, uint32_t day);

seatbook_status seatbook_day_to_ymd(seatbook_day day,
                                    int32_t *out_year,
                                    uint32_t *out_month,
                                    uint32_t *out_day,
                                    seatbook_error **out_error);

seatbook_status seatbook_day_parse(seatbook_str text,
                                   seatbook_day *out_day,
                                   seatbook_error **out_error);

seatbook_status seatbook_day_format(seatbook_day day,
                                    char *buffer,
                                    size_t buffer_size,
                                    seatbook_error **out_error);

seatbook_status seatbook_error_status(const seatbook_error *error);

seatbook_str seatbook_error_message(const seatbook_error *error);

seatbook_str seatbook_error_json(const seatbook_error *error);

size_t seatbook_error_detail_count(const seatbook_error *error);

seatbook_str seatbook_error_detail_name(const seatbook_error *error, size_t index);

seatbook_str seatbook_error_detail_text(const seatbook_error *error, size_t index);

uint64_t seatbook_error_detail_number(const seatbook_error *error, size_t index);

void seatbook_error_free(seatbook_error *error);

seatbook_str seatbook_text_str(const seatbook_text *text);

void seatbook_text_free(seatbook_text *text);

seatbook_status seatbook_book_create(seatbook_str path,
                                     const seatbook_open_options *options,
                                     seatbook_book **out_book,
                                     seatbook_error **out_error);

seatbook_status seatbook_book_open(seatbook_str path,
                                   const seatbook_open_options *options,
                                   seatbook_book **out_book,
                                   seatbook_error **out_error);

seatbook_status seatbook_book_in_memory(seatbook_book **out_book, seatbook_error **out_error);

seatbook_status seatbook_book_in_memory_with(const seatbook_open_options *options,
                                             seatbook_book **out_book,
                                             seatbook_error **out_error);

seatbook_status seatbook_book_close(seatbook_book *book, seatbook_error **out_error);

seatbook_status seatbook_book_revision(const seatbook_book *book,
                                       uint64_t *out_revision,
                                       seatbook_error **out_error);

seatbook_cancel *seatbook_cancel_new(void);

void seatbook_cancel_set(const seatbook_cancel *cancel);

void seatbook_cancel_clear(const seatbook_cancel *cancel);

void seatbook_cancel_free(seatbook_cancel *cancel);

seatbook_load *seatbook_load_new(void);

seatbook_status seatbook_load_from_json(seatbook_str json,
                                        seatbook_load **out_load,
                                        seatbook_error **out_error);

size_t seatbook_load_len(const seatbook_load *load);

seatbook_status seatbook_load_add_org(seatbook_load *load,
                                      const seatbook_org *org,
                                      seatbook_error **out_error);

seatbook_status seatbook_load_add_product(seatbook_load *load,
                                          const seatbook_product *product,
                                          seatbook_error **out_error);

seatbook_status seatbook_load_add_user(seatbook_load *load,
                                       const seatbook_user *user,
                                       seatbook_error **out_error);

seatbook_status seatbook_load_add_group(seatbook_load *load,
                                        const seatbook_group *group,
                                        seatbook_error **out_error);

seatbook_status seatbook_load_set_leavers(seatbook_load *load,
                                          int32_t leavers,
                                          seatbook_error **out_error);

seatbook_status seatbook_load_set_keep_parents(seatbook_load *load,
                                               uint32_t keep,
                                               seatbook_error **out_error);

seatbook_status seatbook_load_add_full_orgs(seatbook_load *load,
                                            const seatbook_str *orgs,
                                            size_t count,
                                            seatbook_error **out_error);

void seatbook_load_free(seatbook_load *load);

seatbook_status seatbook_book_load(const seatbook_book *book,
                                   const seatbook_load *load,
                                   const seatbook_options *options,
                                   seatbook_load_report **out_report,
                                   seatbook_error **out_error);

uint64_t seatbook_load_report_operation(const seatbook_load_report *report);

seatbook_str seatbook_load_report_request_id(const seatbook_load_report *report);

uint32_t seatbook_load_report_replayed(const seatbook_load_report *report);

uint32_t seatbook_load_report_dry_run(const seatbook_load_report *report);

uint64_t seatbook_load_report_revision(const seatbook_load_report *report);

seatbook_day seatbook_load_report_on(const seatbook_load_report *report);

seatbook_status seatbook_load_report_tally(const seatbook_load_report *report,
                                           int32_t entity,
                                           seatbook_tally *out_tally,
                                           seatbook_error **out_error);

size_t seatbook_load_report_refused_len(const seatbook_load_report *report);

seatbook_entity seatbook_load_report_refused_entity(const seatbook_load_report *report,
                                                    size_t index);

seatbook_str seatbook_load_report_refused_id(const seatbook_load_report *report, size_t index);

uint64_t seatbook_load_report_refused_index(const seatbook_load_report *report, size_t index);

seatbook_status seatbook_load_report_refused_status(const seatbook_load_report *report,
                                                    size_t index);

seatbook_str seatbook_load_report_refused_message(const seatbook_load_report *report, size_t index);

const seatbook_report *seatbook_load_report_rows(const seatbook_load_report *report);

seatbook_str seatbook_load_report_json(const seatbook_load_report *report);

void seatbook_load_report_free(seatbook_load_report *report);

seatbook_status seatbook_load_add_pool(seatbook_load *load,
                                       const seatbook_pool *pool,
                                       seatbook_error **out_error);

seatbook_removal *seatbook_removal_new(void);

seatbook_status seatbook_removal_from_json(seatbook_str json,
                                           seatbook_removal **out_removal,
                                           seatbook_error **out_error);

size_t seatbook_removal_len(const seatbook_removal *removal);

seatbook_status seatbook_removal_add(seatbook_removal *removal,
                                     int32_t entity,
                                     const seatbook_str *ids,
                                     size_t count,
                                     seatbook_error **out_error);

seatbook_status seatbook_removal_set_give_back(seatbook_removal *removal,
                                               uint32_t give_back,
                                               seatbook_error **out_error);

void seatbook_removal_free(seatbook_removal *removal);

seatbook_status seatbook_book_remove(const seatbook_book *book,
                                     const seatbook_removal *removal,
                                     const seatbook_options *options,
                                     seatbook_removal_report **out_report,
                                     seatbook_error **out_error);

uint64_t seatbook_removal_report_operation(const seatbook_removal_report *report);

seatbook_str seatbook_removal_report_request_id(const seatbook_removal_report *report);

uint32_t seatbook_removal_report_replayed(const seatbook_removal_report *report);

uint32_t seatbook_removal_report_dry_run(const seatbook_removal_report *report);

uint64_t seatbook_removal_report_revision(const seatbook_removal_report *report);

seatbook_day seatbook_removal_report_on(const seatbook_removal_report *report);

uint64_t seatbook_removal_report_removed(const seatbook_removal_report *report, int32_t entity);

size_t seatbook_removal_report_refused_len(const seatbook_removal_report *report);

seatbook_entity seatbook_removal_report_refused_entity(const seatbook_removal_report *report,
                                                       size_t index);

seatbook_str seatbook_removal_report_refused_id(const seatbook_removal_report *report,
                                                size_t index);

uint64_t seatbook_removal_report_refused_index(const seatbook_removal_report *report, size_t index);

seatbook_status seatbook_removal_report_refused_status(const seatbook_removal_report *report,
                                                       size_t index);

seatbook_str seatbook_removal_report_refused_message(const seatbook_removal_report *report,
                                                     size_t index);

const seatbook_report *seatbook_removal_report_rows(const seatbook_removal_report *report);

seatbook_str seatbook_removal_report_json(const seatbook_removal_report *report);

void seatbook_removal_report_free(seatbook_removal_report *report);

seatbook_status seatbook_load_read_roster(seatbook_load *load,
                                          seatbook_str path_name,
                                          const seatbook_roster_options *options,
                                          seatbook_notices **out_notices,
                                          seatbook_error **out_error);

seatbook_status seatbook_book_load_roster(const seatbook_book *book,
                                          seatbook_str path_name,
                                          const seatbook_roster_options *roster_options_given,
                                          const seatbook_options *options,
                                          seatbook_load_report **out_report,
                                          seatbook_notices **out_notices,
                                          seatbook_error **out_error);

seatbook_status seatbook_load_read_school_data_sync(seatbook_load *load,
                                                    seatbook_str folder,
                                                    seatbook_str under,
                                                    seatbook_notices **out_notices,
                                                    seatbook_error **out_error);

size_t seatbook_notices_len(const seatbook_notices *notices);

seatbook_str seatbook_notices_format(const seatbook_notices *notices);

uint64_t seatbook_notices_left_out(const seatbook_notices *notices);

seatbook_str seatbook_notices_file(const seatbook_notices *notices, size_t index);

uint64_t seatbook_notices_line(const seatbook_notices *notices, size_t index);

seatbook_str seatbook_notices_column(const seatbook_notices *notices, size_t index);

uint32_t seatbook_notices_refused(const seatbook_notices *notices, size_t index);

seatbook_str seatbook_notices_message(const seatbook_notices *notices, size_t index);

void seatbook_notices_free(seatbook_notices *notices);

seatbook_status seatbook_load_add_exclusion(seatbook_load *load,
                                            const seatbook_exclusion *exclusion,
                                            seatbook_error **out_error);

seatbook_status seatbook_load_add_prerequisite(seatbook_load *load,
                                               const seatbook_prerequisite *prerequisite,
                                               seatbook_error **out_error);

seatbook_status seatbook_load_set_default_country(seatbook_load *load,
                                                  seatbook_str country,
                                                  seatbook_error **out_error);

seatbook_request *seatbook_request_new(void);

seatbook_status seatbook_request_from_json(seatbook_str json,
                                           seatbook_request **out_request,
                                           seatbook_error **out_error);

seatbook_status seatbook_request_options(const seatbook_request *request,
                                         seatbook_options *out_options,
                                         seatbook_error **out_error);

size_t seatbook_request_len(const seatbook_request *request);

seatbook_status seatbook_request_add_users(seatbook_request *request,
                                           int32_t op,
                                           const seatbook_str *users,
                                           size_t user_count,
                                           const seatbook_str *products,
                                           size_t product_count,
                                           const seatbook_item_options *options,
                                           seatbook_error **out_error);

seatbook_status seatbook_request_add_group(seatbook_request *request,
                                           int32_t op,
                                           seatbook_str group,
                                           const seatbook_str *members,
                                           size_t member_count,
                                           const seatbook_str *products,
                                           size_t product_count,
                                           const seatbook_item_options *options,
                                           seatbook_error **out_error);

seatbook_status seatbook_request_add_holders(seatbook_request *request,
                                             int32_t op,
                                             seatbook_str product,
                                             const seatbook_item_options *options,
                                             seatbook_error **out_error);

seatbook_status seatbook_request_add_holder_groups(seatbook_request *request,
                                                   int32_t op,
                                                   const seatbook_str *groups,
                                                   size_t group_count,
                                                   const seatbook_str *products,
                                                   size_t product_count,
                                                   const seatbook_item_options *options,
                                                   seatbook_error **out_error);

seatbook_status seatbook_request_add_holder_orgs(seatbook_request *request,
                                                 int32_t op,
                                                 const seatbook_str *orgs,
                                                 size_t org_count,
                                                 const seatbook_str *products,
                                                 size_t product_count,
                                                 const seatbook_item_options *options,
                                                 seatbook_error **out_error);

seatbook_status seatbook_request_add_seat(seatbook_request *request,
                                          int32_t op,
                                          seatbook_str pool,
                                          uint32_t seat,
                                          seatbook_error **out_error);

seatbook_status seatbook_request_add_swap(seatbook_request *request,
                                          const seatbook_str *users,
                                          size_t user_count,
                                          seatbook_str from,
                                          seatbook_str to,
                                          const seatbook_item_options *options,
                                          seatbook_error **out_error);

seatbook_status seatbook_request_add_undo(seatbook_request *request,
                                          uint64_t operation,
                                          seatbook_error **out_error);

void seatbook_request_free(seatbook_request *request);

seatbook_status seatbook_user_list_read(seatbook_str path_name,
                                        const seatbook_user_list_options *options,
                                        seatbook_user_list **out_list,
                                        seatbook_notices **out_notices,
                                        seatbook_error **out_error);

size_t seatbook_user_list_len(const seatbook_user_list *list);

const seatbook_str *seatbook_user_list_ids(const seatbook_user_list *list);

seatbook_str seatbook_user_list_id(const seatbook_user_list *list, size_t index);

uint64_t seatbook_user_list_line(const seatbook_user_list *list, size_t index);

seatbook_str seatbook_user_list_product(const seatbook_user_list *list, size_t index);

seatbook_str seatbook_user_list_pool(const seatbook_user_list *list, size_t index);

seatbook_day seatbook_user_list_ends_on(const seatbook_user_list *list, size_t index);

seatbook_status seatbook_request_add_list(seatbook_request *request,
                                          int32_t op,
                                          const seatbook_user_list *list,
                                          const seatbook_str *products,
                                          size_t product_count,
                                          const seatbook_item_options *options,
                                          seatbook_error **out_error);

void seatbook_user_list_free(seatbook_user_list *list);

seatbook_status seatbook_book_advance(const seatbook_book *book,
                                      const seatbook_options *options,
                                      seatbook_advance_report **out_report,
                                      seatbook_error **out_error);

uint64_t seatbook_advance_report_operation(const seatbook_advance_report *report);

seatbook_str seatbook_advance_report_request_id(const seatbook_advance_report *report);

uint32_t seatbook_advance_report_replayed(const seatbook_advance_report *report);

uint32_t seatbook_advance_report_dry_run(const seatbook_advance_report *report);

uint64_t seatbook_advance_report_revision(const seatbook_advance_report *report);

seatbook_day seatbook_advance_report_on(const seatbook_advance_report *report);

size_t seatbook_advance_report_len(const seatbook_advance_report *report);

seatbook_str seatbook_advance_report_pool(const seatbook_advance_report *report, size_t index);

uint64_t seatbook_advance_report_started(const seatbook_advance_report *report, size_t index);

uint64_t seatbook_advance_report_reusable(const seatbook_advance_report *report, size_t index);

seatbook_str seatbook_advance_report_json(const seatbook_advance_report *report);

void seatbook_advance_report_free(seatbook_advance_report *report);

seatbook_status seatbook_apply(const seatbook_book *book,
                               const seatbook_request *request,
                               const seatbook_options *options,
                               seatbook_report **out_report,
                               seatbook_error **out_error);

seatbook_status seatbook_apply_json(const seatbook_book *book,
                                    seatbook_str json,
                                    seatbook_report **out_report,
                                    seatbook_error **out_error);

seatbook_status seatbook_apply_users(const seatbook_book *book,
                                     int32_t op,
                                     const seatbook_str *users,
                                     size_t user_count,
                                     const seatbook_str *products,
                                     size_t product_count,
                                     const seatbook_item_options *item_options,
                                     const seatbook_options *options,
                                     seatbook_report **out_report,
                                     seatbook_error **out_error);

seatbook_status seatbook_apply_group(const seatbook_book *book,
                                     int32_t op,
                                     seatbook_str group,
                                     const seatbook_str *members,
                                     size_t member_count,
                                     const seatbook_str *products,
                                     size_t product_count,
                                     const seatbook_item_options *item_options,
                                     const seatbook_options *options,
                                     seatbook_report **out_report,
                                     seatbook_error **out_error);

seatbook_status seatbook_book_merge(const seatbook_book *book,
                                    seatbook_str from,
                                    seatbook_str into,
                                    const seatbook_options *options,
                                    seatbook_report **out_report,
                                    seatbook_error **out_error);

seatbook_status seatbook_assign(const seatbook_book *book,
                                seatbook_str user,
                                seatbook_str product,
                                const seatbook_options *options,
                                seatbook_report **out_report,
                                seatbook_error **out_error);

seatbook_status seatbook_revoke(const seatbook_book *book,
                                seatbook_str user,
                                seatbook_str product,
                                const seatbook_options *options,
                                seatbook_report **out_report,
                                seatbook_error **out_error);

seatbook_status seatbook_reuse(const seatbook_book *book,
                               seatbook_str user,
                               seatbook_str product,
                               const seatbook_options *options,
                               seatbook_report **out_report,
                               seatbook_error **out_error);

seatbook_status seatbook_start(const seatbook_book *book,
                               seatbook_str user,
                               seatbook_str product,
                               const seatbook_options *options,
                               seatbook_report **out_report,
                               seatbook_error **out_error);

seatbook_status seatbook_book_report(const seatbook_book *book,
                                     uint64_t operation,
                                     seatbook_report **out_report,
                                     seatbook_error **out_error);

uint64_t seatbook_report_operation(const seatbook_report *report);

seatbook_str seatbook_report_request_id(const seatbook_report *report);

uint32_t seatbook_report_replayed(const seatbook_report *report);

seatbook_report_status seatbook_report_overall_status(const seatbook_report *report);

uint64_t seatbook_report_revision(const seatbook_report *report);

seatbook_day seatbook_report_on(const seatbook_report *report);

uint64_t seatbook_report_requested(const seatbook_report *report);

uint64_t seatbook_report_changed(const seatbook_report *report);

uint64_t seatbook_report_unchanged(const seatbook_report *report);

uint64_t seatbook_report_failed(const seatbook_report *report);

size_t seatbook_report_warning_count(const seatbook_report *report);

seatbook_str seatbook_report_warning_code(const seatbook_report *report, size_t index);

seatbook_str seatbook_report_warning_pool(const seatbook_report *report, size_t index);

seatbook_str seatbook_report_warning_message(const seatbook_report *report, size_t index);

size_t seatbook_report_shortfall_count(const seatbook_report *report);

seatbook_str seatbook_report_shortfall_product(const seatbook_report *report, size_t index);

uint64_t seatbook_report_shortfall_needed(const seatbook_report *report, size_t index);

uint64_t seatbook_report_shortfall_available(const seatbook_report *report, size_t index);

uint64_t seatbook_report_shortfall_missing(const seatbook_report *report, size_t index);

seatbook_str seatbook_report_json(const seatbook_report *report);

seatbook_str seatbook_report_csv(const seatbook_report *report);

void seatbook_report_free(seatbook_report *report);

size_t seatbook_report_len(const seatbook_report *report);

size_t seatbook_report_from_waitlist_len(const seatbook_report *report);

seatbook_op seatbook_report_row_op(const seatbook_report *report, size_t index);

seatbook_str seatbook_report_row_target(const seatbook_report *report, size_t index);

seatbook_holder_kind seatbook_report_row_holder_kind(const seatbook_report *report, size_t index);

seatbook_str seatbook_report_row_product(const seatbook_report *report, size_t index);

seatbook_outcome seatbook_report_row_outcome(const seatbook_report *report, size_t index);

seatbook_str seatbook_report_row_seat_pool(const seatbook_report *report, size_t index);

uint32_t seatbook_report_row_seat_number(const seatbook_report *report, size_t index);

seatbook_str seatbook_report_row_seat_key(const seatbook_report *report, size_t index);

seatbook_day seatbook_report_row_started_on(const seatbook_report *report, size_t index);

seatbook_day seatbook_report_row_ends_on(const seatbook_report *report, size_t index);

size_t seatbook_report_row_disabled_plan_count(const seatbook_report *report, size_t index);

seatbook_str seatbook_report_row_disabled_plan(const seatbook_report *report,
                                               size_t index,
                                               size_t number);

seatbook_str seatbook_report_row_source(const seatbook_report *report, size_t index);

seatbook_str seatbook_report_row_source_group(const seatbook_report *report, size_t index);

seatbook_source_kind seatbook_report_row_source_kind(const seatbook_report *report, size_t index);

seatbook_str seatbook_report_row_source_id(const seatbook_report *report, size_t index);

seatbook_seat_state seatbook_report_row_previous_state(const seatbook_report *report, size_t index);

seatbook_str seatbook_report_row_in_the_way_product(const seatbook_report *report, size_t index);

seatbook_str seatbook_report_row_in_the_way_plan(const seatbook_report *report, size_t index);

seatbook_str seatbook_report_row_in_the_way_group(const seatbook_report *report, size_t index);

seatbook_str seatbook_report_row_in_the_way_pool(const seatbook_report *report, size_t index);

uint64_t seatbook_report_row_in_the_way_reusable(const seatbook_report *report, size_t index);

uint64_t seatbook_report_row_in_the_way_waiting(const seatbook_report *report, size_t index);

size_t seatbook_report_row_in_the_way_end_date_count(const seatbook_report *report, size_t index);

seatbook_day seatbook_report_row_in_the_way_end_date(const seatbook_report *report,
                                                     size_t index,
                                                     size_t number);

seatbook_str seatbook_report_row_sentence(const seatbook_report *report, size_t index);

const char *seatbook_activation_state_name(int32_t state);

seatbook_status seatbook_book_stage(const seatbook_book *book,
                                    seatbook_str file,
                                    uint32_t auto_activate,
                                    const seatbook_options *options,
                                    seatbook_activation_report **out_report,
                                    seatbook_error **out_error);

seatbook_status seatbook_book_activate(const seatbook_book *book,
                                       uint64_t activation,
                                       const seatbook_line_removal *removals,
                                       size_t removal_count,
                                       const seatbook_options *options,
                                       seatbook_activation_report **out_report,
                                       seatbook_error **out_error);

seatbook_status seatbook_book_discard(const seatbook_book *book,
                                      uint64_t activation,
                                      const seatbook_options *options,
                                      seatbook_activation_report **out_report,
                                      seatbook_error **out_error);

seatbook_status seatbook_book_mark_seen(const seatbook_book *book,
                                        uint64_t activation,
                                        const seatbook_options *options,
                                        seatbook_activation_report **out_report,
                                        seatbook_error **out_error);

seatbook_status seatbook_licence_action_json(const seatbook_book *book,
                                             seatbook_str json,
                                             const seatbook_options *options,
                                             seatbook_activation_report **out_report,
                                             seatbook_error **out_error);

seatbook_status seatbook_book_activation_diff(const seatbook_book *book,
                                              uint64_t activation,
                                              seatbook_day on,
                                              seatbook_activation_diff **out_diff,
                                              seatbook_error **out_error);

uint64_t seatbook_activation_diff_activation(const seatbook_activation_diff *diff);

seatbook_activation_state seatbook_activation_diff_state(const seatbook_activation_diff *diff);

seatbook_day seatbook_activation_diff_on(const seatbook_activation_diff *diff);

uint32_t seatbook_activation_diff_blocked(const seatbook_activation_diff *diff);

const seatbook_activation_lines *seatbook_activation_diff_lines(const seatbook_activation_diff *diff);

void seatbook_activation_diff_free(seatbook_activation_diff *diff);

const char *seatbook_line_kind_name(int32_t kind);

const char *seatbook_line_change_name(int32_t change);

size_t seatbook_activation_lines_len(const seatbook_activation_lines *lines);

seatbook_str seatbook_activation_lines_line(const seatbook_activation_lines *lines, size_t index);

seatbook_str seatbook_activation_lines_name(const seatbook_activation_lines *lines, size_t index);

seatbook_str seatbook_activation_lines_product(const seatbook_activation_lines *lines,
                                               size_t index);

seatbook_line_kind seatbook_activation_lines_kind(const seatbook_activation_lines *lines,
                                                  size_t index);

seatbook_line_change seatbook_activation_lines_change(const seatbook_activation_lines *lines,
                                                      size_t index);

uint64_t seatbook_activation_lines_old_total(const seatbook_activation_lines *lines, size_t index);

uint64_t seatbook_activation_lines_new_total(const seatbook_activation_lines *lines, size_t index);

uint64_t seatbook_activation_lines_in_use(const seatbook_activation_lines *lines, size_t index);

uint64_t seatbook_activation_lines_revocable(const seatbook_activation_lines *lines, size_t index);

uint64_t seatbook_activation_lines_available(const seatbook_activation_lines *lines, size_t index);

uint64_t seatbook_activation_lines_available_after(const seatbook_activation_lines *lines,
                                                   size_t index);

uint64_t seatbook_activation_lines_to_remove(const seatbook_activation_lines *lines, size_t index);

uint32_t seatbook_activation_lines_blocked(const seatbook_activation_lines *lines, size_t index);

size_t seatbook_activation_lines_term_count(const seatbook_activation_lines *lines, size_t index);

seatbook_str seatbook_activation_lines_term_name(const seatbook_activation_lines *lines,
                                                 size_t index,
                                                 size_t number);

seatbook_str seatbook_activation_lines_term_old(const seatbook_activation_lines *lines,
                                                size_t index,
                                                size_t number);

seatbook_str seatbook_activation_lines_term_new(const seatbook_activation_lines *lines,
                                                size_t index,
                                                size_t number);

uint64_t seatbook_activation_report_operation(const seatbook_activation_report *report);

seatbook_str seatbook_activation_report_request_id(const seatbook_activation_report *report);

uint32_t seatbook_activation_report_replayed(const seatbook_activation_report *report);

uint32_t seatbook_activation_report_dry_run(const seatbook_activation_report *report);

uint64_t seatbook_activation_report_revision(const seatbook_activation_report *report);

seatbook_day seatbook_activation_report_on(const seatbook_activation_report *report);

uint64_t seatbook_activation_report_activation(const seatbook_activation_report *report);

seatbook_activation_state seatbook_activation_report_state(const seatbook_activation_report *report);

uint32_t seatbook_activation_report_active(const seatbook_activation_report *report);

uint32_t seatbook_activation_report_seen(const seatbook_activation_report *report);

uint32_t seatbook_activation_report_blocked(const seatbook_activation_report *report);

seatbook_str seatbook_activation_report_org(const seatbook_activation_report *report);

seatbook_str seatbook_activation_report_owner(const seatbook_activation_report *report);

seatbook_str seatbook_activation_report_serial_number(const seatbook_activation_report *report);

seatbook_str seatbook_activation_report_issuer(const seatbook_activation_report *report);

seatbook_str seatbook_activation_report_purchase_url(const seatbook_activation_report *report);

uint64_t seatbook_activation_report_version(const seatbook_activation_report *report);

const seatbook_activation_lines *seatbook_activation_report_lines(const seatbook_activation_report *report);

const seatbook_report *seatbook_activation_report_rows(const seatbook_activation_report *report);

seatbook_str seatbook_activation_report_json(const seatbook_activation_report *report);

void seatbook_activation_report_free(seatbook_activation_report *report);

const char *seatbook_suggestion_reason_name(int32_t reason);

seatbook_status seatbook_book_reduction(const seatbook_book *book,
                                        uint64_t activation,
                                        seatbook_str line,
                                        seatbook_day on,
                                        seatbook_str cursor,
                                        size_t limit,
                                        seatbook_reduction **out_reduction,
                                        seatbook_error **out_error);

seatbook_str seatbook_reduction_line(const seatbook_reduction *reduction);

seatbook_str seatbook_reduction_product(const seatbook_reduction *reduction);

uint64_t seatbook_reduction_new_total(const seatbook_reduction *reduction);

uint64_t seatbook_reduction_occupied(const seatbook_reduction *reduction);

uint64_t seatbook_reduction_available(const seatbook_reduction *reduction);

uint64_t seatbook_reduction_to_remove(const seatbook_reduction *reduction);

size_t seatbook_reduction_len(const seatbook_reduction *reduction);

uint64_t seatbook_reduction_total(const seatbook_reduction *reduction);

seatbook_str seatbook_reduction_next(const seatbook_reduction *reduction);

seatbook_str seatbook_reduction_previous(const seatbook_reduction *reduction);

seatbook_str seatbook_reduction_holder(const seatbook_reduction *reduction, size_t index);

seatbook_str seatbook_reduction_name(const seatbook_reduction *reduction, size_t index);

seatbook_str seatbook_reduction_pool(const seatbook_reduction *reduction, size_t index);

uint32_t seatbook_reduction_seat(const seatbook_reduction *reduction, size_t index);

seatbook_seat_state seatbook_reduction_state(const seatbook_reduction *reduction, size_t index);

seatbook_day seatbook_reduction_started_on(const seatbook_reduction *reduction, size_t index);

seatbook_day seatbook_reduction_ends_on(const seatbook_reduction *reduction, size_t index);

uint32_t seatbook_reduction_suggested(const seatbook_reduction *reduction, size_t index);

seatbook_suggestion_reason seatbook_reduction_reason(const seatbook_reduction *reduction,
                                                     size_t index);

uint32_t seatbook_reduction_revocable(const seatbook_reduction *reduction, size_t index);

seatbook_outcome seatbook_reduction_refused(const seatbook_reduction *reduction, size_t index);

void seatbook_reduction_free(seatbook_reduction *reduction);

seatbook_status seatbook_book_breakdown(const seatbook_book *book,
                                        seatbook_str product,
                                        seatbook_str org,
                                        seatbook_day on,
                                        seatbook_breakdown **out_breakdown,
                                        seatbook_error **out_error);

size_t seatbook_breakdown_len(const seatbook_breakdown *breakdown);

seatbook_str seatbook_breakdown_pool(const seatbook_breakdown *breakdown, size_t index);

seatbook_str seatbook_breakdown_org(const seatbook_breakdown *breakdown, size_t index);

seatbook_pool_kind seatbook_breakdown_kind(const seatbook_breakdown *breakdown, size_t index);

size_t seatbook_breakdown_role_count(const seatbook_breakdown *breakdown, size_t index);

seatbook_str seatbook_breakdown_role(const seatbook_breakdown *breakdown,
                                     size_t index,
                                     size_t number);

seatbook_str seatbook_breakdown_summary(const seatbook_breakdown *breakdown, size_t index);

seatbook_status seatbook_breakdown_counts(const seatbook_breakdown *breakdown,
                                          size_t index,
                                          seatbook_counts *out_counts,
                                          seatbook_error **out_error);

size_t seatbook_breakdown_row_count(const seatbook_breakdown *breakdown, size_t index);

seatbook_seat_state seatbook_breakdown_row_state(const seatbook_breakdown *breakdown,
                                                 size_t index,
                                                 size_t number);

uint64_t seatbook_breakdown_row_seats(const seatbook_breakdown *breakdown,
                                      size_t index,
                                      size_t number);

seatbook_day seatbook_breakdown_row_ends_on(const seatbook_breakdown *breakdown,
                                            size_t index,
                                            size_t number);

void seatbook_breakdown_free(seatbook_breakdown *breakdown);

seatbook_status seatbook_book_counts(const seatbook_book *book,
                                     seatbook_str product,
                                     seatbook_str org,
                                     seatbook_day on,
                                     seatbook_counts *out_counts,
                                     seatbook_error **out_error);

seatbook_status seatbook_book_counts_of_all(const seatbook_book *book,
                                            seatbook_str org,
                                            seatbook_day on,
                                            seatbook_counts_list **out_list,
                                            seatbook_error **out_error);

seatbook_status seatbook_book_counts_by_org(const seatbook_book *book,
                                            seatbook_str product,
                                            seatbook_str org,
                                            seatbook_day on,
                                            seatbook_counts_list **out_list,
                                            seatbook_error **out_error);

size_t seatbook_counts_list_len(const seatbook_counts_list *list);

seatbook_str seatbook_counts_list_product(const seatbook_counts_list *list, size_t index);

seatbook_str seatbook_counts_list_org(const seatbook_counts_list *list, size_t index);

seatbook_status seatbook_counts_list_get(const seatbook_counts_list *list,
                                         size_t index,
                                         seatbook_counts *out_counts,
                                         seatbook_error **out_error);

void seatbook_counts_list_free(seatbook_counts_list *list);

seatbook_status seatbook_book_coverage(const seatbook_book *book,
                                       const seatbook_str *users,
                                       size_t user_count,
                                       const seatbook_str *products,
                                       size_t product_count,
                                       seatbook_day on,
                                       seatbook_coverage **out_coverage,
                                       seatbook_error **out_error);

uint64_t seatbook_coverage_users(const seatbook_coverage *coverage);

size_t seatbook_coverage_unknown_count(const seatbook_coverage *coverage);

seatbook_str seatbook_coverage_unknown(const seatbook_coverage *coverage, size_t number);

size_t seatbook_coverage_len(const seatbook_coverage *coverage);

seatbook_str seatbook_coverage_product(const seatbook_coverage *coverage, size_t index);

seatbook_covered seatbook_coverage_covered(const seatbook_coverage *coverage, size_t index);

uint64_t seatbook_coverage_count(const seatbook_coverage *coverage, size_t index);

size_t seatbook_coverage_holder_count(const seatbook_coverage *coverage, size_t index);

seatbook_str seatbook_coverage_holder(const seatbook_coverage *coverage,
                                      size_t index,
                                      size_t number);

size_t seatbook_coverage_derived_count(const seatbook_coverage *coverage, size_t index);

seatbook_str seatbook_coverage_derived(const seatbook_coverage *coverage,
                                       size_t index,
                                       size_t number);

seatbook_status seatbook_coverage_counts(const seatbook_coverage *coverage,
                                         size_t index,
                                         seatbook_counts *out_counts,
                                         seatbook_error **out_error);

void seatbook_coverage_free(seatbook_coverage *coverage);

seatbook_status seatbook_book_entitled(const seatbook_book *book,
                                       seatbook_str user,
                                       seatbook_str product,
                                       seatbook_day on,
                                       seatbook_entitlement **out_entitlement,
                                       seatbook_error **out_error);

uint32_t seatbook_entitlement_entitled(const seatbook_entitlement *entitlement);

uint32_t seatbook_entitlement_enabled(const seatbook_entitlement *entitlement);

seatbook_day seatbook_entitlement_starts_on(const seatbook_entitlement *entitlement);

seatbook_day seatbook_entitlement_ends_on(const seatbook_entitlement *entitlement);

size_t seatbook_entitlement_plan_count(const seatbook_entitlement *entitlement);

seatbook_str seatbook_entitlement_plan(const seatbook_entitlement *entitlement, size_t number);

size_t seatbook_entitlement_disabled_plan_count(const seatbook_entitlement *entitlement);

seatbook_str seatbook_entitlement_disabled_plan(const seatbook_entitlement *entitlement,
                                                size_t number);

const seatbook_licences *seatbook_entitlement_licence(const seatbook_entitlement *entitlement);

void seatbook_entitlement_free(seatbook_entitlement *entitlement);

seatbook_status seatbook_book_holders(const seatbook_book *book,
                                      seatbook_str product,
                                      seatbook_day on,
                                      seatbook_str cursor,
                                      size_t limit,
                                      seatbook_holders **out_holders,
                                      seatbook_error **out_error);

seatbook_status seatbook_book_holders_of_pool(const seatbook_book *book,
                                              seatbook_str pool,
                                              seatbook_day on,
                                              seatbook_str cursor,
                                              size_t limit,
                                              seatbook_holders **out_holders,
                                              seatbook_error **out_error);

seatbook_status seatbook_book_holders_where(const seatbook_book *book,
                                            const seatbook_holder_filter *filter,
                                            seatbook_day on,
                                            seatbook_str cursor,
                                            size_t limit,
                                            seatbook_holders **out_holders,
                                            seatbook_error **out_error);

size_t seatbook_holders_len(const seatbook_holders *holders);

uint64_t seatbook_holders_total(const seatbook_holders *holders);

seatbook_str seatbook_holders_next(const seatbook_holders *holders);

seatbook_str seatbook_holders_previous(const seatbook_holders *holders);

seatbook_str seatbook_holders_holder(const seatbook_holders *holders, size_t index);

seatbook_holder_kind seatbook_holders_holder_kind(const seatbook_holders *holders, size_t index);

size_t seatbook_holders_disabled_plan_count(const seatbook_holders *holders, size_t index);

seatbook_str seatbook_holders_disabled_plan(const seatbook_holders *holders,
                                            size_t index,
                                            size_t number);

seatbook_str seatbook_holders_product(const seatbook_holders *holders, size_t index);

seatbook_str seatbook_holders_pool(const seatbook_holders *holders, size_t index);

uint32_t seatbook_holders_seat(const seatbook_holders *holders, size_t index);

seatbook_seat_state seatbook_holders_state(const seatbook_holders *holders, size_t index);

seatbook_day seatbook_holders_started_on(const seatbook_holders *holders, size_t index);

seatbook_day seatbook_holders_ends_on(const seatbook_holders *holders, size_t index);

size_t seatbook_holders_source_count(const seatbook_holders *holders, size_t index);

seatbook_source_kind seatbook_holders_source_kind(const seatbook_holders *holders,
                                                  size_t index,
                                                  size_t number);

seatbook_str seatbook_holders_source_id(const seatbook_holders *holders,
                                        size_t index,
                                        size_t number);

seatbook_str seatbook_holders_source_group(const seatbook_holders *holders,
                                           size_t index,
                                           size_t number);

void seatbook_holders_free(seatbook_holders *holders);

seatbook_status seatbook_book_head(const seatbook_book *book,
                                   seatbook_head *out_head,
                                   seatbook_error **out_error);

seatbook_status seatbook_book_journal(const seatbook_book *book,
                                      seatbook_str user,
                                      seatbook_str cursor,
                                      size_t limit,
                                      seatbook_journal **out_journal,
                                      seatbook_error **out_error);

seatbook_status seatbook_book_journal_where(const seatbook_book *book,
                                            const seatbook_journal_filter *filter,
                                            seatbook_str cursor,
                                            size_t limit,
                                            seatbook_journal **out_journal,
                                            seatbook_error **out_error);

size_t seatbook_journal_len(const seatbook_journal *journal);

uint64_t seatbook_journal_total(const seatbook_journal *journal);

seatbook_str seatbook_journal_next(const seatbook_journal *journal);

seatbook_str seatbook_journal_previous(const seatbook_journal *journal);

uint64_t seatbook_journal_operation(const seatbook_journal *journal, size_t index);

seatbook_str seatbook_journal_kind(const seatbook_journal *journal, size_t index);

seatbook_day seatbook_journal_on(const seatbook_journal *journal, size_t index);

uint32_t seatbook_journal_has_at(const seatbook_journal *journal, size_t index);

int64_t seatbook_journal_at(const seatbook_journal *journal, size_t index);

seatbook_str seatbook_journal_actor(const seatbook_journal *journal, size_t index);

seatbook_str seatbook_journal_role(const seatbook_journal *journal, size_t index);

seatbook_str seatbook_journal_reason(const seatbook_journal *journal, size_t index);

seatbook_str seatbook_journal_request_id(const seatbook_journal *journal, size_t index);

seatbook_str seatbook_journal_hash(const seatbook_journal *journal, size_t index);

uint64_t seatbook_journal_requested(const seatbook_journal *journal, size_t index);

uint64_t seatbook_journal_changed(const seatbook_journal *journal, size_t index);

uint64_t seatbook_journal_unchanged(const seatbook_journal *journal, size_t index);

uint64_t seatbook_journal_failed(const seatbook_journal *journal, size_t index);

void seatbook_journal_free(seatbook_journal *journal);

seatbook_status seatbook_book_licences(const seatbook_book *book,
                                       seatbook_str user,
                                       seatbook_day on,
                                       seatbook_licences **out_licences,
                                       seatbook_error **out_error);

seatbook_status seatbook_book_licences_of_group(const seatbook_book *book,
                                                seatbook_str group,
                                                seatbook_day on,
                                                seatbook_licences **out_licences,
                                                seatbook_error **out_error);

seatbook_status seatbook_book_licences_of_org(const seatbook_book *book,
                                              seatbook_str org,
                                              seatbook_day on,
                                              seatbook_licences **out_licences,
                                              seatbook_error **out_error);

size_t seatbook_licences_len(const seatbook_licences *licences);

seatbook_str seatbook_licences_product(const seatbook_licences *licences, size_t index);

seatbook_str seatbook_licences_product_name(const seatbook_licences *licences, size_t index);

seatbook_str seatbook_licences_pool(const seatbook_licences *licences, size_t index);

uint32_t seatbook_licences_seat(const seatbook_licences *licences, size_t index);

seatbook_str seatbook_licences_key(const seatbook_licences *licences, size_t index);

seatbook_seat_state seatbook_licences_state(const seatbook_licences *licences, size_t index);

seatbook_day seatbook_licences_started_on(const seatbook_licences *licences, size_t index);

seatbook_day seatbook_licences_ends_on(const seatbook_licences *licences, size_t index);

uint32_t seatbook_licences_derived(const seatbook_licences *licences, size_t index);

size_t seatbook_licences_disabled_plan_count(const seatbook_licences *licences, size_t index);

seatbook_str seatbook_licences_disabled_plan(const seatbook_licences *licences,
                                             size_t index,
                                             size_t number);

size_t seatbook_licences_source_count(const seatbook_licences *licences, size_t index);

seatbook_source_kind seatbook_licences_source_kind(const seatbook_licences *licences,
                                                   size_t index,
                                                   size_t number);

seatbook_str seatbook_licences_source_id(const seatbook_licences *licences,
                                         size_t index,
                                         size_t number);

seatbook_str seatbook_licences_source_group(const seatbook_licences *licences,
                                            size_t index,
                                            size_t number);

void seatbook_licences_free(seatbook_licences *licences);

seatbook_status seatbook_query_json(const seatbook_book *book,
                                    seatbook_str json,
                                    seatbook_text **out_answer,
                                    seatbook_error **out_error);

seatbook_status seatbook_book_supply(const seatbook_book *book,
                                     seatbook_str product,
                                     seatbook_str org,
                                     seatbook_day on,
                                     seatbook_supply **out_supply,
                                     seatbook_error **out_error);

seatbook_str seatbook_supply_product(const seatbook_supply *supply);

uint64_t seatbook_supply_new_seats(const seatbook_supply *supply);

uint32_t seatbook_supply_unlimited(const seatbook_supply *supply);

size_t seatbook_supply_reusable_len(const seatbook_supply *supply);

seatbook_day seatbook_supply_reusable_ends_on(const seatbook_supply *supply, size_t index);

uint64_t seatbook_supply_reusable_seats(const seatbook_supply *supply, size_t index);

void seatbook_supply_free(seatbook_supply *supply);

seatbook_status seatbook_book_users(const seatbook_book *book,
                                    const seatbook_user_filter *filter,
                                    seatbook_str cursor,
                                    size_t limit,
                                    seatbook_users **out_users,
                                    seatbook_error **out_error);

size_t seatbook_users_len(const seatbook_users *users);

uint64_t seatbook_users_total(const seatbook_users *users);

seatbook_str seatbook_users_next(const seatbook_users *users);

seatbook_str seatbook_users_previous(const seatbook_users *users);

seatbook_str seatbook_users_id(const seatbook_users *users, size_t index);

seatbook_str seatbook_users_org(const seatbook_users *users, size_t index);

seatbook_str seatbook_users_given_name(const seatbook_users *users, size_t index);

seatbook_str seatbook_users_family_name(const seatbook_users *users, size_t index);

seatbook_str seatbook_users_display_name(const seatbook_users *users, size_t index);

seatbook_str seatbook_users_country(const seatbook_users *users, size_t index);

size_t seatbook_users_role_count(const seatbook_users *users, size_t index);

seatbook_str seatbook_users_role(const seatbook_users *users, size_t index, size_t number);

uint32_t seatbook_users_enabled(const seatbook_users *users, size_t index);

void seatbook_users_free(seatbook_users *users);

seatbook_status seatbook_book_verify(const seatbook_book *book,
                                     const seatbook_head *since,
                                     seatbook_verification **out_verification,
                                     seatbook_error **out_error);

seatbook_status seatbook_verification_head(const seatbook_verification *verification,
                                           seatbook_head *out_head,
                                           seatbook_error **out_error);

uint32_t seatbook_verification_ok(const seatbook_verification *verification);

size_t seatbook_verification_problem_count(const seatbook_verification *verification);

seatbook_str seatbook_verification_problem(const seatbook_verification *verification, size_t index);

uint64_t seatbook_verification_operations(const seatbook_verification *verification);

uint64_t seatbook_verification_users(const seatbook_verification *verification);

uint64_t seatbook_verification_pools(const seatbook_verification *verification);

uint64_t seatbook_verification_seats(const seatbook_verification *verification);

void seatbook_verification_free(seatbook_verification *verification);

seatbook_status seatbook_book_waitlist(const seatbook_book *book,
                                       seatbook_str product,
                                       seatbook_str user,
                                       seatbook_str cursor,
                                       size_t limit,
                                       seatbook_waitlist **out_waitlist,
                                       seatbook_error **out_error);

size_t seatbook_waitlist_len(const seatbook_waitlist *waitlist);

uint64_t seatbook_waitlist_total(const seatbook_waitlist *waitlist);

seatbook_str seatbook_waitlist_next(const seatbook_waitlist *waitlist);

seatbook_str seatbook_waitlist_previous(const seatbook_waitlist *waitlist);

uint64_t seatbook_waitlist_position(const seatbook_waitlist *waitlist, size_t index);

seatbook_str seatbook_waitlist_target(const seatbook_waitlist *waitlist, size_t index);

seatbook_holder_kind seatbook_waitlist_holder_kind(const seatbook_waitlist *waitlist, size_t index);

seatbook_str seatbook_waitlist_product(const seatbook_waitlist *waitlist, size_t index);

int32_t seatbook_waitlist_priority(const seatbook_waitlist *waitlist, size_t index);

seatbook_day seatbook_waitlist_since(const seatbook_waitlist *waitlist, size_t index);

uint64_t seatbook_waitlist_operation(const seatbook_waitlist *waitlist, size_t index);

size_t seatbook_waitlist_source_count(const seatbook_waitlist *waitlist, size_t index);

seatbook_source_kind seatbook_waitlist_source_kind(const seatbook_waitlist *waitlist,
                                                   size_t index,
                                                   size_t number);

seatbook_str seatbook_waitlist_source_id(const seatbook_waitlist *waitlist,
                                         size_t index,
                                         size_t number);

void seatbook_waitlist_free(seatbook_waitlist *waitlist);
