/* A plug-in host loads the library, uses it, unloads it and goes on: what the library asked the system for goes with it.
 *
 *     unload path-of-the-library
 */
#define _POSIX_C_SOURCE 200809L
#include "check.h"

#include <dlfcn.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

typedef seatbook_status (*open_fn)(seatbook_book **, seatbook_error **);
typedef seatbook_status (*close_fn)(seatbook_book *, seatbook_error **);

/* ISO C knows no way from `void *` to a function; POSIX asks for this one. */
static void find(void *library, const char *name, void *function) {
  void *found = dlsym(library, name);
  CHECK(found != NULL);
  memcpy(function, &found, sizeof found);
}

static void load_use_unload(const char *path) {
  seatbook_book *book = NULL;
  open_fn open = NULL;
  close_fn close = NULL;
  void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  CHECK(library != NULL);
  if (library == NULL) return;
  find(library, "seatbook_book_in_memory", &open);
  find(library, "seatbook_book_close", &close);
  CHECK(open(&book, NULL) == SEATBOOK_OK);
  CHECK(close(book, NULL) == SEATBOOK_OK);
  CHECK(dlclose(library) == 0);
  CHECK(dlopen(path, RTLD_NOW | RTLD_NOLOAD) == NULL);
}

/* A handler of the library that was not forgotten would be run where there is nothing any more. */
static void fork_without_it(void) {
  int state = 0;
  pid_t child;
  fflush(stdout);
  child = fork();
  if (child == 0) _exit(0);
  CHECK(child > 0 && waitpid(child, &state, 0) == child && WIFEXITED(state) && WEXITSTATUS(state) == 0);
}

int main(int argc, char **argv) {
  int round;
  if (argc != 2) return 2;
  for (round = 0; round < 3; round++) {
    load_use_unload(argv[1]);
    fork_without_it();
  }
  return finish();
}
