/* What the tests of bad inputs share: arguments that no honest caller passes, and the status that each must give. */
#ifndef BAD_H
#define BAD_H

#include "check.h"

#include <limits.h>

static seatbook_error *error;
static seatbook_book *book;
static seatbook_options options;
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
static const int32_t NUMBERS[] = {-1, 98, 99, INT32_MAX, INT32_MIN};
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

/* Text that is one byte longer than may be. */
static inline seatbook_str longer_than(size_t limit) {
  static char letters[8192];
  seatbook_str t;
  memset(letters, 'x', sizeof letters);
  t.data = letters, t.len = limit + 1;
  return t;
}

/* Opens the book that all calls are made on. */
static inline void begin(void) {
  OK(seatbook_book_in_memory(&book, &error));
  fill(book, 3, 3);
  options = on(2025, 8, 18);
}

/* Closes it; `revision` is what it was before the bad calls. */
static inline int end(uint64_t revision) {
  uint64_t now = 0;
  OK(seatbook_book_revision(book, &now, &error));
  CHECK(now == revision);
  OK(seatbook_book_close(book, &error));
  return finish();
}

#endif
