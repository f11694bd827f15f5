/* What can be wrong with a file, a request or a disk that is not the caller's mistake: each has its status, in C too. */
#define _POSIX_C_SOURCE 200809L
#include "check.h"

#include <sys/stat.h>
#include <unistd.h>

static const char *const PATH = "statuses.seatbook";
static seatbook_error *error;

static seatbook_status open_it(uint32_t read_only, seatbook_book **book) {
  seatbook_open_options open = {0};
  open.size = sizeof open, open.read_only = read_only, open.busy_timeout_ms = -1;
  return seatbook_book_open(text(PATH), &open, book, &error);
}

static void write_file(const char *path, long at, const char *content) {
  FILE *file = fopen(path, at < 0 ? "wb" : "r+b");
  CHECK(file != NULL);
  if (file == NULL) return;
  if (at > 0) CHECK(fseek(file, at, SEEK_SET) == 0);
  fputs(content, file);
  fclose(file);
}

static void no_books(void) {
  seatbook_book *book = NULL;
  EXPECT(open_it(0, &book), SEATBOOK_NOT_FOUND);
  write_file(PATH, -1, "Dear diary, today I bought thirty licences.\n");
  EXPECT(open_it(0, &book), SEATBOOK_NOT_A_BOOK);
  EXPECT(seatbook_book_create(text(PATH), NULL, &book, &error), SEATBOOK_EXISTS);
  remove(PATH);
  CHECK(mkdir(PATH, 0700) == 0);
  CHECK(open_it(0, &book) != SEATBOOK_OK);
  seatbook_error_free(error);
  error = NULL;
  CHECK(rmdir(PATH) == 0);
  EXPECT(seatbook_book_create(text("no/such/folder/book"), NULL, &book, &error), SEATBOOK_NOT_FOUND);
  CHECK(book == NULL);
}

static void readers(void) {
  seatbook_book *book = NULL, *reader = NULL, *second = NULL;
  seatbook_options options = on(2025, 8, 18);
  seatbook_report *report = NULL;
  uint64_t revision = 0;
  OK(seatbook_book_create(text(PATH), NULL, &book, &error));
  fill(book, 3, 3);
  EXPECT(open_it(0, &second), SEATBOOK_BUSY);
  OK(open_it(1, &reader));
  EXPECT(seatbook_assign(reader, text("u000"), text("matte"), &options, &report, &error), SEATBOOK_READ_ONLY);
  OK(seatbook_assign(book, text("u000"), text("matte"), &options, &report, &error));
  seatbook_report_free(report);
  /* A reader follows what the writer does. */
  OK(seatbook_book_revision(reader, &revision, &error));
  CHECK(revision == 2);
  OK(seatbook_book_close(reader, &error));
  OK(seatbook_book_close(book, &error));
}

static void requests(void) {
  seatbook_book *book = NULL;
  seatbook_options options = on(2025, 8, 18);
  seatbook_report *report = NULL;
  OK(open_it(0, &book));
  options.request_id = text("once");
  OK(seatbook_assign(book, text("u001"), text("matte"), &options, &report, &error));
  seatbook_report_free(report), report = NULL;
  EXPECT(seatbook_assign(book, text("u002"), text("matte"), &options, &report, &error), SEATBOOK_REQUEST_REUSED);
  options.request_id = text(""), options.has_expected_revision = 1, options.expected_revision = 1;
  EXPECT(seatbook_assign(book, text("u002"), text("matte"), &options, &report, &error), SEATBOOK_STALE_REVISION);
  CHECK(report == NULL);
  OK(seatbook_book_close(book, &error));
}

/* The file is put aside and another one takes its name while the book is open. */
static void replaced(void) {
  seatbook_book *book = NULL, *other = NULL;
  seatbook_options options = on(2025, 8, 18);
  seatbook_report *report = NULL;
  OK(open_it(0, &book));
  CHECK(rename(PATH, "statuses.old") == 0);
  OK(seatbook_book_create(text(PATH), NULL, &other, &error));
  OK(seatbook_book_close(other, &error));
  EXPECT(seatbook_assign(book, text("u002"), text("matte"), &options, &report, &error), SEATBOOK_REPLACED);
  (void)seatbook_book_close(book, NULL);
  CHECK(remove(PATH) == 0 && rename("statuses.old", PATH) == 0);
}

static void damaged(void) {
  seatbook_book *book = NULL;
  struct stat found;
  seatbook_status status;
  long at;
  CHECK(stat(PATH, &found) == 0);
  for (at = 4096; at + 64 < (long)found.st_size; at += 512) write_file(PATH, at, "something else stands here now, and has no right to");
  status = open_it(0, &book);
  CHECK(status == SEATBOOK_CORRUPT && book == NULL && seatbook_error_message(error).len > 0);
  if (status != SEATBOOK_CORRUPT) printf("%s\n", seatbook_status_name(status));
  seatbook_error_free(error);
  error = NULL;
  remove(PATH);
}

int main(void) {
  remove(PATH);
  no_books();
  readers();
  requests();
  replaced();
  damaged();
  return finish();
}
