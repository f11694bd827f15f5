/* A child of fork() gets FORKED for its parent's books and leaves their files and locks alone: whatever it does with them,
 * however it ends, and whatever the parent's threads were doing. A process of its own looks at the lock from outside.
 *
 *     forks [probe: only tell whether the book can be opened]
 */
#define _POSIX_C_SOURCE 200809L
#include "check.h"

#include <pthread.h>
#include <signal.h>
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

static const char *program;

/* What a process that has nothing to do with this one gets when it opens the book. */
static seatbook_status seen_from_outside(void) {
  int state = 0;
  pid_t child;
  fflush(stdout);
  child = fork();
  if (child == 0) {
    execl(program, program, "probe", (char *)NULL);
    _exit(255);
  }
  CHECK(child > 0 && waitpid(child, &state, 0) == child && WIFEXITED(state));
  return WEXITSTATUS(state);
}

static int probe(void) {
  seatbook_open_options open = {0};
  seatbook_book *found = NULL;
  seatbook_status status;
  open.size = sizeof open, open.busy_timeout_ms = -1;
  status = seatbook_book_open(text(PATH), &open, &found, NULL);
  (void)seatbook_book_close(found, NULL);
  return status;
}

/* _exit() runs nothing at the end, exit() what the C library runs, and the last lets nobody run anything. */
enum ending { BY_RETURNING, BY_EXIT, BY_SIGNAL, ENDINGS };

/* Runs `body` in a child that reports how many checks failed; the parent's book must not notice. */
static void in_child(void (*body)(void), enum ending ending) {
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
    if (ending == BY_SIGNAL && failed == 0) raise(SIGKILL);
    if (ending == BY_EXIT) exit(failed);
    _exit(failed);
  }
  CHECK(waitpid(child, &state, 0) == child);
  if (ending == BY_SIGNAL) {
    CHECK(WIFSIGNALED(state) && WTERMSIG(state) == SIGKILL);
  } else {
    CHECK(WIFEXITED(state) && WEXITSTATUS(state) == 0);
  }
}

static void nothing(void) {}

static void only_read(void) {
  seatbook_error *error = NULL;
  uint64_t revision = 77;
  EXPECT(seatbook_book_revision(book, &revision, &error), SEATBOOK_FORKED);
  CHECK(revision == 77);
}

static void only_write(void) {
  seatbook_error *error = NULL;
  seatbook_options options = on(2025, 8, 18);
  seatbook_report *mine = NULL;
  EXPECT(seatbook_assign(book, text("u001"), text("matte"), &options, &mine, &error), SEATBOOK_FORKED);
}

static void only_close(void) {
  seatbook_error *error = NULL;
  EXPECT(seatbook_book_close(book, &error), SEATBOOK_FORKED);
  EXPECT(seatbook_book_close(book, &error), SEATBOOK_FORKED);
}

static void only_open(void) {
  seatbook_error *error = NULL;
  seatbook_open_options open = {0};
  seatbook_book *own = NULL;
  open.size = sizeof open, open.busy_timeout_ms = -1;
  EXPECT(seatbook_book_open(text(PATH), &open, &own, &error), SEATBOOK_BUSY);
  open.read_only = 1;
  OK(seatbook_book_open(text(PATH), &open, &own, &error));
  OK(seatbook_book_close(own, &error));
}

static void only_another_book(void) {
  seatbook_error *error = NULL;
  seatbook_book *own = NULL;
  remove("forks-other.seatbook");
  OK(seatbook_book_create(text("forks-other.seatbook"), NULL, &own, &error));
  fill(own, 3, 3);
  OK(seatbook_book_close(own, &error));
  remove("forks-other.seatbook");
}

/* Everything a child may do, with every end it may take; after each the parent still has the book for itself. */
static void matrix(void) {
  static void (*const BODIES[])(void) = {nothing, only_read, only_write, only_close, only_open, only_another_book,
                                         everything_is_forked};
  size_t body;
  int ending;
  for (body = 0; body < sizeof BODIES / sizeof BODIES[0]; body++) {
    for (ending = 0; ending < ENDINGS; ending++) {
      seatbook_error *error = NULL;
      uint64_t revision = 0;
      in_child(BODIES[body], (enum ending)ending);
      CHECK(seen_from_outside() == SEATBOOK_BUSY);
      OK(seatbook_book_revision(book, &revision, &error));
    }
  }
}

static atomic_int stop;

/* Reads and writes, so that the fork comes in the middle of either. */
static void *use(void *unused) {
  seatbook_options options = on(2025, 8, 18);
  uint64_t revision;
  long turn;
  for (turn = 0; !atomic_load(&stop); turn++) {
    seatbook_report *mine = NULL;
    (void)seatbook_book_revision(book, &revision, NULL);
    if (turn % 8 == 0) (void)(turn % 16 ? seatbook_revoke : seatbook_assign)(book, text("u002"), text("matte"), &options, &mine, NULL);
    seatbook_report_free(mine);
  }
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
  for (i = 0; i < 20; i++) in_child(one_call, BY_RETURNING);
  atomic_store(&stop, 1);
  for (i = 0; i < 3; i++) pthread_join(threads[i], NULL);
}

/* In the middle of a request, which goes on in the parent as if nothing had been. */
static int32_t fork_now(void *userdata, size_t done, size_t total) {
  (void)done, (void)total;
  if (*(int *)userdata == 0) {
    *(int *)userdata = 1;
    in_child(one_call, BY_RETURNING);
  }
  return 0;
}

static void within_a_request(void) {
  seatbook_error *error = NULL;
  seatbook_options options = on(2025, 8, 18);
  seatbook_report *mine = NULL;
  int forked = 0;
  options.progress = fork_now, options.progress_userdata = &forked;
  OK(seatbook_revoke(book, text("u000"), text("matte"), &options, &mine, &error));
  CHECK(forked && seatbook_report_changed(mine) == 1);
  seatbook_report_free(mine);
}

static void grandchild(void) { in_child(one_call, BY_RETURNING); }

int main(int argc, char **argv) {
  seatbook_error *error = NULL;
  seatbook_options options = on(2025, 8, 18);
  seatbook_open_options open = {0};
  seatbook_verification *verification = NULL;
  seatbook_report *second = NULL;
  program = argv[0];
  if (argc > 1) return probe();
  open.size = sizeof open, open.busy_timeout_ms = 200;
  remove(PATH);
  OK(seatbook_book_create(text(PATH), &open, &book, &error));
  fill(book, 3, 1000000);
  OK(seatbook_assign(book, text("u000"), text("matte"), &options, &report, &error));
  matrix();
  in_child(grandchild, BY_RETURNING);
  within_a_request();
  with_threads();
  OK(seatbook_assign(book, text("u001"), text("matte"), &options, &second, &error));
  CHECK(seatbook_report_row_outcome(second, 0) == SEATBOOK_OUTCOME_ASSIGNED);
  seatbook_report_free(second);
  OK(seatbook_book_verify(book, NULL, &verification, &error));
  CHECK(seatbook_verification_ok(verification) == 1);
  seatbook_verification_free(verification);
  seatbook_report_free(report);
  OK(seatbook_book_close(book, &error));
  CHECK(seen_from_outside() == SEATBOOK_OK);
  OK(seatbook_book_open(text(PATH), &open, &book, &error));
  OK(seatbook_book_close(book, &error));
  remove(PATH);
  return finish();
}
