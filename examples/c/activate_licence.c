/*
 * An administrator takes over a licence file: sees what changes, who would have to give a seat back, and decides.
 *
 *     activate_licence BOOK LICENCE VENDOR.pub [--on 2025-08-18] [--yes]      today, if no day is named
 *     activate_licence --demo BOOK VENDOR.pub       makes a book to try it on: ten seats, seven in use
 *
 * Without --yes it asks at the terminal; with it, it takes the suggested holders and says yes to all. VENDOR.pub is the
 * vendor's public key in hex; a real host has it built in.
 */
#include "seatbook.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* A customer with a purchase of ten, and seven who use it; one account is disabled. */
static const char DEMO[] =
    "{\"orgs\": [{\"id\": \"fjord\", \"name\": \"Fjord AS\"}],"
    " \"licensees\": [{\"serial_number\": \"SN-4711\", \"owner\": \"Fjord AS\", \"org\": \"fjord\"}],"
    " \"products\": [{\"id\": \"sales\", \"name\": \"Sales\"}, {\"id\": \"service\", \"name\": \"Service\"},"
    "  {\"id\": \"web\", \"name\": \"Web\"}],"
    " \"users\": [{\"id\": \"anna\", \"org\": \"fjord\", \"display_name\": \"Anna Berg\"},"
    "  {\"id\": \"bo\", \"org\": \"fjord\", \"display_name\": \"Bo Dahl\"},"
    "  {\"id\": \"carl\", \"org\": \"fjord\", \"display_name\": \"Carl Eide\"},"
    "  {\"id\": \"dina\", \"org\": \"fjord\", \"display_name\": \"Dina Foss\"},"
    "  {\"id\": \"emil\", \"org\": \"fjord\", \"display_name\": \"Emil Gran\"},"
    "  {\"id\": \"frida\", \"org\": \"fjord\", \"display_name\": \"Frida Holm\"},"
    "  {\"id\": \"gunn\", \"org\": \"fjord\", \"display_name\": \"Gunn Iversen\"}],"
    " \"pools\": [{\"id\": \"first\", \"product\": \"sales\", \"org\": \"fjord\", \"quantity\": 10, \"serial_number\": \"SN-4711\"},"
    "  {\"id\": \"second\", \"product\": \"service\", \"org\": \"fjord\", \"quantity\": 3, \"serial_number\": \"SN-4711\"}]}";
static const char DEMO_GIVES[] =
    "{\"on\": \"2025-08-18\", \"items\": [{\"op\": \"assign\", \"product\": \"sales\","
    " \"users\": [\"anna\", \"bo\", \"carl\", \"dina\", \"emil\", \"frida\", \"gunn\"]}]}";
static const char DEMO_LEAVES[] =
    "{\"users\": [{\"id\": \"carl\", \"org\": \"fjord\", \"display_name\": \"Carl Eide\", \"enabled\": false}]}";

/* Most lines that must shrink, and most holders of one that are asked for. */
enum { LINES = 64, HOLDERS = 1000 };

static seatbook_book *book;
static seatbook_error *error;
static int says_yes;

static seatbook_str text(const char *string) {
  seatbook_str view = {string, strlen(string)};
  return view;
}

/* Ends the program with the library's own words if a call failed. */
static void check(seatbook_status status) {
  if (status == SEATBOOK_OK) return;
  seatbook_str message = seatbook_error_message(error);
  fprintf(stderr, "activate_licence: %.*s\n", (int)message.len, message.data);
  exit(EXIT_FAILURE);
}

/* The library never reads a clock: the host says which day it is. */
static seatbook_day today(void) {
  time_t now = time(NULL);
  const struct tm *local = localtime(&now);
  return seatbook_day_from_ymd(local->tm_year + 1900, (uint32_t)local->tm_mon + 1, (uint32_t)local->tm_mday);
}

/* The whole file, with its length; a licence file is at most 64 KiB. */
static size_t read_whole(const char *path, char *into, size_t room) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) { perror(path); exit(EXIT_FAILURE); }
  size_t length = fread(into, 1, room, file);
  fclose(file);
  return length;
}

static void read_key(const char *path, uint8_t key[32]) {
  char hex[128];
  size_t length = read_whole(path, hex, sizeof hex - 1);
  hex[length] = '\0';
  for (int at = 0; at < 32; at++) {
    unsigned byte;
    if (strspn(hex, "0123456789abcdef") < 64 || sscanf(hex + 2 * at, "%2x", &byte) != 1) {
      fprintf(stderr, "activate_licence: %s is not 32 bytes in hex\n", path);
      exit(EXIT_FAILURE);
    }
    key[at] = (uint8_t)byte;
  }
}

/* Asks; only `y` is yes. */
static int asked(const char *question) {
  char answer[16];
  printf("%s [y/n] ", question);
  if (says_yes) { puts("y"); return 1; }
  fflush(stdout);
  return fgets(answer, sizeof answer, stdin) != NULL && (*answer == 'y' || *answer == 'Y');
}

/* A cell with a number of seats. */
static void print_count(uint64_t seats) {
  if (seats == SEATBOOK_UNLIMITED) printf("%10s", "unlimited");
  else printf("%10" PRIu64, seats);
}

/* What the file changes, line by line. */
static void print_lines(const seatbook_activation_lines *lines) {
  if (seatbook_activation_lines_len(lines) == 0) { puts("\nno line changes"); return; }
  printf("\n%-12s%-10s%10s%10s%10s%10s%10s\n", "line", "change", "old", "new", "in use", "free then", "to remove");
  for (size_t at = 0; at < seatbook_activation_lines_len(lines); at++) {
    seatbook_str id = seatbook_activation_lines_line(lines, at);
    printf("%-12.*s%-10s", (int)id.len, id.data, seatbook_line_change_name(seatbook_activation_lines_change(lines, at)));
    print_count(seatbook_activation_lines_old_total(lines, at));
    print_count(seatbook_activation_lines_new_total(lines, at));
    print_count(seatbook_activation_lines_in_use(lines, at));
    print_count(seatbook_activation_lines_available_after(lines, at));
    print_count(seatbook_activation_lines_to_remove(lines, at));
    puts(seatbook_activation_lines_blocked(lines, at) ? "  blocked" : "");
    for (size_t term = 0; term < seatbook_activation_lines_term_count(lines, at); term++) {
      seatbook_str name = seatbook_activation_lines_term_name(lines, at, term);
      seatbook_str old = seatbook_activation_lines_term_old(lines, at, term);
      seatbook_str new_one = seatbook_activation_lines_term_new(lines, at, term);
      if (old.data == NULL) old = text("nothing");
      if (new_one.data == NULL) new_one = text("nothing");
      printf("  %.*s: %.*s becomes %.*s\n", (int)name.len, name.data, (int)old.len, old.data, (int)new_one.len, new_one.data);
    }
  }
}

/* Shows who holds seats of a line, and asks of as many as must give theirs back, in the order in which they are suggested.
 * The ids live as long as the reduction. */
static size_t choose(const seatbook_reduction *reduction, seatbook_str *chosen) {
  uint64_t wanted = seatbook_reduction_to_remove(reduction);
  seatbook_str line = seatbook_reduction_line(reduction);
  size_t count = 0;
  printf("\n%.*s: %" PRIu64 " in use, ", (int)line.len, line.data, seatbook_reduction_occupied(reduction));
  printf("%" PRIu64 " afterwards: %" PRIu64 " must give theirs back\n", seatbook_reduction_new_total(reduction), wanted);
  for (size_t at = 0; at < seatbook_reduction_len(reduction) && count < wanted && count < HOLDERS; at++) {
    seatbook_str name = seatbook_reduction_name(reduction, at), id = seatbook_reduction_holder(reduction, at);
    char question[512];
    if (!seatbook_reduction_revocable(reduction, at)) {
      printf("  %.*s (%.*s) keeps his seat: it cannot be taken back\n", (int)name.len, name.data, (int)id.len, id.data);
      continue;
    }
    snprintf(question, sizeof question, "  take the seat of %.*s (%.*s)%s%s?", (int)name.len, name.data, (int)id.len, id.data,
             seatbook_reduction_suggested(reduction, at) ? ", suggested: " : "",
             seatbook_reduction_suggested(reduction, at)
                 ? seatbook_suggestion_reason_name(seatbook_reduction_reason(reduction, at)) : "");
    if (asked(question)) chosen[count++] = id;
  }
  if (count < wanted) printf("  %" PRIu64 " more must give theirs back\n", wanted - count);
  return count;
}

/* Chooses holders for every blocked line, then activates if they are enough. 1 if the file is active. */
static int activate(uint64_t number, const seatbook_activation_lines *lines, const seatbook_options *options) {
  static seatbook_line_removal removals[LINES];
  static seatbook_reduction *reductions[LINES];
  static seatbook_str chosen[LINES][HOLDERS];
  seatbook_activation_report *report = NULL;
  size_t count = 0;
  int is_enough = 1, is_wanted;
  for (size_t at = 0; at < seatbook_activation_lines_len(lines) && count < LINES; at++) {
    if (!seatbook_activation_lines_blocked(lines, at)) continue;
    seatbook_str line = seatbook_activation_lines_line(lines, at);
    check(seatbook_book_reduction(book, number, line, options->on, text(""), HOLDERS, &reductions[count], &error));
    removals[count].line = line;
    removals[count].holders = chosen[count];
    removals[count].holder_count = choose(reductions[count], chosen[count]);
    is_enough = is_enough && removals[count].holder_count == seatbook_reduction_to_remove(reductions[count]);
    if (removals[count].holder_count > 0) count++;
    else seatbook_reduction_free(reductions[count]);
  }
  is_wanted = is_enough && asked("\nactivate the licence file?");
  if (is_wanted) {
    check(seatbook_book_activate(book, number, removals, count, options, &report, &error));
    const seatbook_report *rows = seatbook_activation_report_rows(report);
    for (size_t at = 0; at < seatbook_report_len(rows); at++) {
      seatbook_str who = seatbook_report_row_target(rows, at), words = seatbook_report_row_sentence(rows, at);
      printf("  %.*s: %.*s\n", (int)who.len, who.data, (int)words.len, words.data);
    }
    seatbook_activation_report_free(report);
  }
  for (size_t at = 0; at < count; at++) seatbook_reduction_free(reductions[at]);
  return is_wanted;
}

/* Makes the book of the demonstration. */
static void make_demo(const char *path, const seatbook_open_options *open) {
  seatbook_options options = {.size = sizeof options, .on = seatbook_day_from_ymd(2025, 8, 18)};
  const char *const loads[] = {DEMO, DEMO_LEAVES};
  check(seatbook_book_create(text(path), open, &book, &error));
  for (int at = 0; at < 2; at++) {
    seatbook_load *load = NULL;
    seatbook_load_report *loaded = NULL;
    check(seatbook_load_from_json(text(loads[at]), &load, &error));
    check(seatbook_book_load(book, load, &options, &loaded, &error));
    seatbook_load_report_free(loaded);
    seatbook_load_free(load);
    if (at > 0) break;
    seatbook_report *report = NULL;
    check(seatbook_apply_json(book, text(DEMO_GIVES), &report, &error));
    seatbook_report_free(report);
  }
}

/* Stages the file, shows it, and does what the administrator wants. */
static void take_over(const char *path, const seatbook_options *options) {
  static char file[(64 << 10) + 1];
  seatbook_activation_report *staged = NULL;
  seatbook_str licence = {file, read_whole(path, file, sizeof file)};
  check(seatbook_book_stage(book, licence, 0, options, &staged, &error));
  uint64_t number = seatbook_activation_report_activation(staged);
  seatbook_str owner = seatbook_activation_report_owner(staged), serial = seatbook_activation_report_serial_number(staged);
  seatbook_str shop = seatbook_activation_report_purchase_url(staged);
  printf("licence file %" PRIu64 " for %.*s, serial number %.*s, version %" PRIu64 ": %s\n", number, (int)owner.len, owner.data,
         (int)serial.len, serial.data, seatbook_activation_report_version(staged),
         seatbook_activation_state_name(seatbook_activation_report_state(staged)));
  print_lines(seatbook_activation_report_lines(staged));
  if (seatbook_activation_report_blocked(staged) && shop.len > 0)
    printf("\nfewer seats than are in use; more can be bought at %.*s\n", (int)shop.len, shop.data);
  if (seatbook_activation_report_state(staged) != SEATBOOK_ACTIVATION_STATE_PENDING) {
    puts("\nnothing is left to decide");
  } else if (activate(number, seatbook_activation_report_lines(staged), options)) {
    puts("active");
  } else {
    seatbook_activation_report *seen = NULL;
    check(seatbook_book_mark_seen(book, number, options, &seen, &error));
    seatbook_activation_report_free(seen);
    puts("it waits");
  }
  seatbook_activation_report_free(staged);
}

int main(int argc, char **argv) {
  uint8_t key[32];
  const char *words[3] = {NULL, NULL, NULL};
  int count = 0, is_demo = 0;
  seatbook_options options = {.size = sizeof options, .on = today()};
  seatbook_open_options open = {.size = sizeof open, .licence_keys = key, .licence_key_count = 1};
  for (int at = 1; at < argc; at++) {
    if (strcmp(argv[at], "--yes") == 0) says_yes = 1;
    else if (strcmp(argv[at], "--demo") == 0) is_demo = 1;
    else if (strcmp(argv[at], "--on") == 0 && at + 1 < argc) check(seatbook_day_parse(text(argv[++at]), &options.on, &error));
    else if (count < 3) words[count++] = argv[at];
  }
  if (count != (is_demo ? 2 : 3)) {
    fputs("usage: activate_licence BOOK LICENCE VENDOR.pub [--on DAY] [--yes] | --demo BOOK VENDOR.pub\n", stderr);
    return EXIT_FAILURE;
  }
  read_key(words[count - 1], key);
  if (is_demo) {
    make_demo(words[0], &open);
  } else {
    check(seatbook_book_open(text(words[0]), &open, &book, &error));
    take_over(words[1], &options);
  }
  check(seatbook_book_close(book, &error));
  return EXIT_SUCCESS;
}
