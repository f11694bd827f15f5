/* A child of fork() gets FORKED for its parent's books and leaves their files and locks alone. */
#define _POSIX_C_SOURCE 200809L
#include "check.h"

#include <pthread.h>
#include <stdatomic.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *const PATH = "forks.seatbook";
static seatbook_book *book;
static seatbook_report *report;

static void everything_is_forked(void) {
  seatbook_error *error = NULL;
  seatbook_options options = on(2025, 8, 18);
  seatbook_report *mine = NULL;
  seatbook_text *answer = NULL;
  seatbook_book *own = NULL;
  uint64_t revision = 0;
  EXPECT(seatbook_book_revision(book, &revision, &error), SEATBOOK_FORKED);
  EXPECT(seatbook_assign(book, text("u001"), text("matte"), &options, &mine, &error), SEATBOOK_FORKED);
  EXPECT(seatbook_query_json(book, text("{\"query\":\"head\"}"), &answer, &error), SEATBOOK_FORKED);
  EXPECT(seatbook_book_close(book, &error), SEATBOOK_FORKED);
  /* What is no book was copied with the memory. */
  CHECK(seatbook_report_len(report) == 1 && seatbook_report_json(report).len > 0);
  seatbook_report_free(report);
  /* The parent's lock holds in the child too, and other books are the child's own. */
  EXPECT(seatbook_book_open(text(PATH), NULL, &own, &error), SEATBOOK_BUSY);
  OK(seatbook_book_in_memory(&own, &error));
  OK(seatbook_book_revision(own, &revision, &error));
  OK(seatbook_book_close(own, &error));
}

/* Runs `body` in a child that reports how many checks failed; it must end by itself. */
static void in_child(void (*body)(void), int with_exit) {
  int state = 0;
  pid_t child;
  fflush(stdout);
  child = fork();
  CHECK(child >= 0);
  if (child == 0) {
    alarm(60);
    failed = 0;
    body();
    fflush(stdout);
    /* exit() runs what the C library runs at the end, _exit() does not. */
    if (with_exit) exit(failed);
    _exit(failed);
  }
  CHECK(waitpid(child, &state, 0) == child);
  CHECK(WIFEXITED(state) && WEXITSTATUS(state) == 0);
}

static atomic_int stop;

static void *use(void *unused) {
  uint64_t revision;
  while (!atomic_load(&stop)) (void)seatbook_book_revision(book, &revision, NULL);
  return unused;
}

static void one_call(void) {
  seatbook_error *error = NULL;
  seatbook_book *own = NULL;
  uint64_t revision = 0;
  EXPECT(seatbook_book_revision(book, &revision, &error), SEATBOOK_FORKED);
  OK(seatbook_book_in_memory(&own, &error));
  OK(seatbook_book_close(own, &error));
}

/* Whatever a thread of the parent held at the fork, the child does not wait for it. */
static void with_threads(void) {
  pthread_t threads[3];
  int i;
  for (i = 0; i < 3; i++) CHECK(pthread_create(&threads[i], NULL, use, NULL) == 0);
  for (i = 0; i < 20; i++) in_child(one_call, 0);
  atomic_store(&stop, 1);
  for (i = 0; i < 3; i++) pthread_join(threads[i], NULL);
}

static void grandchild(void) { in_child(one_call, 0); }

int main(void) {
  seatbook_error *error = NULL;
  seatbook_options options = on(2025, 8, 18);
  seatbook_open_options open = {0};
  seatbook_verification *verification = NULL;
  seatbook_report *second = NULL;
  open.size = sizeof open, open.busy_timeout_ms = 200;
  remove(PATH);
  OK(seatbook_book_create(text(PATH), &open, &book, &error));
  fill(book, 3, 3);
  OK(seatbook_assign(book, text("u000"), text("matte"), &options, &report, &error));
  in_child(everything_is_forked, 1);
  in_child(everything_is_forked, 0);
  in_child(grandchild, 0);
  with_threads();
  OK(seatbook_assign(book, text("u001"), text("matte"), &options, &second, &error));
  CHECK(seatbook_report_row_outcome(second, 0) == SEATBOOK_OUTCOME_ASSIGNED);
  seatbook_report_free(second);
  OK(seatbook_book_verify(book, NULL, &verification, &error));
  CHECK(seatbook_verification_ok(verification) == 1);
  seatbook_verification_free(verification);
  seatbook_report_free(report);
  OK(seatbook_book_close(book, &error));
  OK(seatbook_book_open(text(PATH), &open, &book, &error));
  OK(seatbook_book_close(book, &error));
  remove(PATH);
  return finish();
}
