/* What the tests of bad inputs share: arguments that no honest caller passes, and the status that each must give.
 *
 * Every EXPECT is a row of a table: the call, what its bad argument was, the status. After it the book must be as it was
 * before. With a path as their argument the programs write the table there; tests/c/bad_inputs.tsv is all of them. */
#ifndef BAD_H
#define BAD_H

#include "check.h"

#include <limits.h>

static seatbook_error *error;
static seatbook_book *book, *stale;
static seatbook_options options;
static FILE *table;
static seatbook_head before;
/* What the argument with a short name was in the row that comes next. */
static char given[160];
/* The function behind `f` where several are called alike. */
static const char *f_is;

/* What the book is before the next bad call. */
static inline void remember(void) {
  memset(&before, 0, sizeof before);
  before.size = sizeof before;
  if (book != NULL) (void)seatbook_book_head(book, &before, NULL);
}

/* One bad call: its status, its error object, and the book as it was. */
static inline void row(seatbook_status got, seatbook_status want, const char *call, const char *file, int line) {
  seatbook_head now;
  expect(got, want, &error, call, file, line);
  memset(&now, 0, sizeof now);
  now.size = sizeof now;
  if (book != NULL) (void)seatbook_book_head(book, &now, NULL);
  check(memcmp(&now, &before, sizeof now) == 0, "the book has changed", file, line);
  if (table == NULL) return;
  if (strncmp(call, "f(", 2) == 0) fprintf(table, "%s", f_is), call++;
  fprintf(table, "%s\t%s\t%s\n", call, given, seatbook_status_name(want));
}
#undef EXPECT
#define EXPECT(call, status) row((call), (status), #call, __FILE__, __LINE__)
#undef OK
#define OK(call) (expect((call), SEATBOOK_OK, &error, #call, __FILE__, __LINE__), remember())

/* What an out-parameter holds before and after a call that fails. */
#define MARK mark()
#define FORGED ((seatbook_book *)mark())
static inline void *mark(void) {
  static int place;
  return &place;
}

typedef struct {
  seatbook_str text;
  seatbook_status status;
  const char *name;
} bad_text;

static const bad_text BAD[] = {
    {{"\xff\xfe", 2}, SEATBOOK_INVALID_UTF8, "bytes ff fe"},
    {{"abc\xc3", 4}, SEATBOOK_INVALID_UTF8, "a character cut in two"},
    {{NULL, 3}, SEATBOOK_NULL_ARGUMENT, "NULL with length 3"},
    {{"a", SIZE_MAX}, SEATBOOK_LIMIT, "length SIZE_MAX"},
    {{"a", (size_t)PTRDIFF_MAX}, SEATBOOK_LIMIT, "length PTRDIFF_MAX"},
    {{NULL, SIZE_MAX}, SEATBOOK_NULL_ARGUMENT, "NULL with length SIZE_MAX"},
};
enum { BADS = sizeof BAD / sizeof BAD[0] };
static const int32_t NUMBERS[] = {-1, 98, 99, INT32_MAX, INT32_MIN};
static const size_t SIZES[] = {0, 1, 8, SIZE_MAX, 1 << 20};

/* Runs `call` with `t` set to each bad text. */
#define BAD_TEXTS(call)                        \
  do {                                         \
    size_t bad;                                \
    for (bad = 0; bad < BADS; bad++) {         \
      seatbook_str t = BAD[bad].text;          \
      snprintf(given, sizeof given, "t: %s", BAD[bad].name); \
      EXPECT(call, BAD[bad].status);           \
    }                                          \
    given[0] = 0;                              \
  } while (0)
/* Runs `call` with `n` set to each number that stands for nothing. */
#define BAD_NUMBERS(call)                                                                          \
  do {                                                                                             \
    size_t bad;                                                                                    \
    for (bad = 0; bad < sizeof NUMBERS / sizeof NUMBERS[0]; bad++) {                               \
      int32_t n = NUMBERS[bad];                                                                    \
      snprintf(given, sizeof given, "n: %ld", (long)n);                                            \
      EXPECT(call, SEATBOOK_UNKNOWN_NUMBER);                                                       \
    }                                                                                              \
    given[0] = 0;                                                                                  \
  } while (0)
/* Runs `call` with `s` set to each size that cannot be. */
#define BAD_SIZES(call)                                                                            \
  do {                                                                                             \
    size_t bad;                                                                                    \
    for (bad = 0; bad < sizeof SIZES / sizeof SIZES[0]; bad++) {                                   \
      size_t s = SIZES[bad];                                                                       \
      snprintf(given, sizeof given, "s: %lu", (unsigned long)s);                                   \
      EXPECT(call, SEATBOOK_WRONG_SIZE);                                                           \
    }                                                                                              \
    given[0] = 0;                                                                                  \
  } while (0)
/* Runs `call` with `b` set to each book that is none. */
#define BAD_BOOKS(call)                                                                            \
  do {                                                                                             \
    seatbook_book *b = NULL;                                                                       \
    snprintf(given, sizeof given, "b: NULL");                                                      \
    EXPECT(call, SEATBOOK_NULL_ARGUMENT);                                                          \
    b = FORGED;                                                                                    \
    snprintf(given, sizeof given, "b: no book");                                                   \
    EXPECT(call, SEATBOOK_INVALID_HANDLE);                                                         \
    b = stale;                                                                                     \
    snprintf(given, sizeof given, "b: closed");                                                    \
    EXPECT(call, SEATBOOK_INVALID_HANDLE);                                                         \
    given[0] = 0;                                                                                  \
  } while (0)

/* Accessors never fail: for NULL and beyond the end they give what their comments say. */
static inline void nothing(int holds, const char *call, const char *value, const char *file, int line) {
  check(holds, call, file, line);
  if (table != NULL) fprintf(table, "%s\t%s\t%s\n", call, given, value);
}
#define NO_TEXT(call) nothing((call).data == NULL && (call).len == 0, #call, "nothing", __FILE__, __LINE__)
#define GIVES(call, value) nothing((call) == (value), #call, #value, __FILE__, __LINE__)
/* Accessors of an object that is not there. */
#define OF_NULL(accessors) (snprintf(given, sizeof given, "own: NULL"), accessors, given[0] = 0)
/* Accessors by index: of an object that is not there, and beyond the end of one. */
#define BEYOND(accessors, object)                                                                  \
  do {                                                                                             \
    OF_NULL(accessors(NULL, 0));                                                                   \
    snprintf(given, sizeof given, "at: SIZE_MAX");                                                 \
    accessors(object, SIZE_MAX);                                                                   \
    given[0] = 0;                                                                                  \
  } while (0)
/* Accessors by index and number. */
#define BEYOND_IN(accessors, object)                                                               \
  do {                                                                                             \
    OF_NULL(accessors(NULL, 0, 0));                                                                \
    snprintf(given, sizeof given, "at: SIZE_MAX");                                                 \
    accessors(object, SIZE_MAX, 0);                                                                \
    snprintf(given, sizeof given, "number: SIZE_MAX");                                             \
    accessors(object, 0, SIZE_MAX);                                                                \
    given[0] = 0;                                                                                  \
  } while (0)
/* Freeing nothing is fine. */
#define FREES_NOTHING(call) (call, nothing(1, #call, "nothing", __FILE__, __LINE__))

/* Text that is one byte longer than may be. */
static inline seatbook_str longer_than(size_t limit) {
  static char letters[8192];
  seatbook_str t;
  memset(letters, 'x', sizeof letters);
  t.data = letters, t.len = limit + 1;
  return t;
}

/* Opens the book that all calls are made on. */
static inline void begin(int argc, char **argv) {
  if (argc > 1) table = fopen(argv[1], "w");
  CHECK(argc < 2 || table != NULL);
  OK(seatbook_book_in_memory(&stale, &error));
  OK(seatbook_book_close(stale, &error));
  OK(seatbook_book_in_memory(&book, &error));
  fill(book, 3, 3);
  remember();
  options = on(2025, 8, 18);
}

/* Closes it; `revision` is what it was before the bad calls. */
static inline int end(uint64_t revision) {
  uint64_t now = 0;
  OK(seatbook_book_revision(book, &now, &error));
  CHECK(now == revision);
  check(seatbook_book_close(book, NULL) == SEATBOOK_OK, "close", __FILE__, __LINE__);
  if (table != NULL) CHECK(fclose(table) == 0);
  return finish();
}

#endif
