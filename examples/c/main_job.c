/*
 * The main job on the sample roster: buy seats, give them to every class, start, take back and hand out again.
 *
 *     main_job [folder of the sample] [where to make the book]
 *
 * Classes are given their seats through functions and structs, the later steps are asked for in JSON: either will do.
 */
#include "seatbook.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Sixty seats for the district above both schools; their year begins with their first use. */
static const char PURCHASE[] =
    "{\"orgs\": [{\"id\": \"district\"},"
    "  {\"id\": \"10001\", \"name\": \"Contoso High School\", \"parent\": \"district\"},"
    "  {\"id\": \"10002\", \"name\": \"Fabrikam High School\", \"parent\": \"district\"}],"
    " \"products\": [{\"id\": \"maths-online\", \"name\": \"Maths Online\"}],"
    " \"pools\": [{\"id\": \"maths-2025\", \"product\": \"maths-online\", \"org\": \"district\", \"quantity\": 60,"
    "  \"delivered_on\": \"2025-08-18\", \"start_policy\": \"on_first_use\", \"start_within\": \"4 months\","
    "  \"duration\": \"12 months\", \"release\": \"reuse\"}]}";

/* Five pupils of each of the first two classes. */
#define LEAVERS                                                                                                 \
  "\"13001\", \"13002\", \"13003\", \"13004\", \"13005\", \"13031\", \"13032\", \"13033\", \"13034\", \"13035\""
/* A request with one item. */
#define REQUEST(on, op, who)                                                                                    \
  "{\"on\": \"" on "\", \"items\": [{\"op\": \"" op "\", \"product\": \"maths-online\", " who "}]}"

static seatbook_book *book;
static seatbook_error *error;

static seatbook_str text(const char *string) {
  seatbook_str view = {string, strlen(string)};
  return view;
}

/* Ends the program with the library's own words if a call failed. */
static void check(seatbook_status status) {
  if (status == SEATBOOK_OK) return;
  seatbook_str message = seatbook_error_message(error);
  fprintf(stderr, "main_job: %.*s\n", (int)message.len, message.data);
  exit(EXIT_FAILURE);
}

static void load(seatbook_load *from, const seatbook_options *options) {
  seatbook_load_report *report = NULL;
  check(seatbook_book_load(book, from, options, &report, &error));
  seatbook_load_report_free(report);
  seatbook_load_free(from);
}

static size_t count(const seatbook_report *report, int outcome) {
  size_t rows = 0;
  for (size_t at = 0; at < seatbook_report_len(report); at++) rows += seatbook_report_row_outcome(report, at) == outcome;
  return rows;
}

/* Does what the JSON asks for; prints how many rows have each outcome, and the first of them in words. */
static void step(const char *what, const char *json) {
  seatbook_report *report = NULL;
  check(seatbook_apply_json(book, text(json), &report, &error));
  printf("\n%s\n", what);
  for (int outcome = 1; outcome < 256; outcome++) {
    for (size_t at = 0; at < seatbook_report_len(report); at++) {
      if (seatbook_report_row_outcome(report, at) != outcome) continue;
      seatbook_str target = seatbook_report_row_target(report, at), words = seatbook_report_row_sentence(report, at);
      printf("%6zu %-26ssuch as %.*s: %.*s\n", count(report, outcome), seatbook_outcome_name(outcome),
             (int)target.len, target.data, (int)words.len, words.data);
      break;
    }
  }
  seatbook_report_free(report);
}

/* Gives the product to every class of Section.csv (its first columns: id, school, name), one request each. */
static void give_to_every_class(const char *folder, const seatbook_options *options) {
  char path[4096], line[1024], school[64], id[64], name[64], first[256] = "";
  size_t total[4] = {0};
  seatbook_str product = text("maths-online");
  snprintf(path, sizeof path, "%s/Section.csv", folder);
  FILE *file = fopen(path, "r");
  if (file == NULL || fgets(line, sizeof line, file) == NULL) { perror(path); exit(EXIT_FAILURE); }
  printf("\nschool    class   name                          pupils assigned  already  without\n");
  while (fgets(line, sizeof line, file) != NULL) {
    if (sscanf(line, "%63[^,],%63[^,],%63[^,\r\n]", id, school, name) != 3) continue;
    seatbook_report *report = NULL;
    check(seatbook_apply_group(book, SEATBOOK_OP_ASSIGN, text(id), NULL, 0, &product, 1, NULL, options, &report, &error));
    size_t counts[4] = {seatbook_report_len(report), count(report, SEATBOOK_OUTCOME_ASSIGNED),
                        count(report, SEATBOOK_OUTCOME_ALREADY_ASSIGNED), count(report, SEATBOOK_OUTCOME_NO_SEAT_LEFT)};
    printf("%-10s%-8s%-30s%6zu%9zu%9zu%9zu\n", school, id, name, counts[0], counts[1], counts[2], counts[3]);
    for (int at = 0; at < 4; at++) total[at] += counts[at];
    for (size_t at = 0; at < counts[0] && *first == '\0'; at++) {
      if (seatbook_report_row_outcome(report, at) != SEATBOOK_OUTCOME_NO_SEAT_LEFT) continue;
      seatbook_str pupil = seatbook_report_row_target(report, at);
      snprintf(first, sizeof first, "first without a seat: %.*s in class %s", (int)pupil.len, pupil.data, id);
    }
    seatbook_report_free(report);
  }
  fclose(file);
  printf("%-48s%6zu%9zu%9zu%9zu\n", "total", total[0], total[1], total[2], total[3]);
  puts(first);
}

static void show_supply(seatbook_day day) {
  seatbook_supply *supply = NULL;
  char ends_on[11];
  check(seatbook_book_supply(book, text("maths-online"), text("district"), day, &supply, &error));
  printf("\nto hand out on 2025-11-03: %llu new\n", (unsigned long long)seatbook_supply_new_seats(supply));
  for (size_t at = 0; at < seatbook_supply_reusable_len(supply); at++) {
    check(seatbook_day_format(seatbook_supply_reusable_ends_on(supply, at), ends_on, sizeof ends_on, &error));
    printf("%6llu reusable until %s\n", (unsigned long long)seatbook_supply_reusable_seats(supply, at), ends_on);
  }
  seatbook_supply_free(supply);
}

/* Counts, the head of the journal, and the book's own check. */
static void finish(seatbook_day day) {
  seatbook_counts counts = {.size = sizeof counts};
  seatbook_head head = {.size = sizeof head};
  seatbook_verification *verification = NULL;
  check(seatbook_book_counts(book, text("maths-online"), text("district"), day, &counts, &error));
  check(seatbook_book_head(book, &head, &error));
  check(seatbook_book_verify(book, NULL, &verification, &error));
  printf("\ncounts    %llu seats: %llu assigned (%llu started), %llu new, %llu reusable\n",
         (unsigned long long)counts.total, (unsigned long long)counts.assigned, (unsigned long long)counts.started,
         (unsigned long long)counts.new_seats, (unsigned long long)counts.reusable);
  printf("journal   %llu operations, head %s\n", (unsigned long long)head.operation, head.hash);
  printf("verify    %s\n", seatbook_verification_ok(verification) ? "ok" : "not ok");
  seatbook_verification_free(verification);
  check(seatbook_book_close(book, &error));
}

int main(int argc, char **argv) {
  const char *folder = argc > 1 ? argv[1] : "tests/data/sds/v1-100-users";
  const char *path = argc > 2 ? argv[2] : "district.book";
  seatbook_day november = seatbook_day_from_ymd(2025, 11, 3);
  seatbook_options august = {.size = sizeof august, .on = seatbook_day_from_ymd(2025, 8, 18)};
  seatbook_load *roster = seatbook_load_new(), *purchase = NULL;
  seatbook_notices *notices = NULL;
  check(seatbook_book_create(text(path), NULL, &book, &error));
  printf("book      %s\n", path);

  check(seatbook_load_read_school_data_sync(roster, text(folder), &notices, &error));
  printf("roster    %zu lines left out or odd\n", seatbook_notices_len(notices));
  seatbook_notices_free(notices);
  load(roster, &august);
  check(seatbook_load_from_json(text(PURCHASE), &purchase, &error));
  load(purchase, &august);
  give_to_every_class(folder, &august);

  step("2025-09-01 first use in class 11001", REQUEST("2025-09-01", "start", "\"group\": \"11001\""));
  step("2025-10-01 first use in class 11002", REQUEST("2025-10-01", "start", "\"group\": \"11002\""));
  step("2025-11-03 class 11003 taken back", REQUEST("2025-11-03", "revoke", "\"group\": \"11003\""));
  step("2025-11-03 ten pupils leave",
       REQUEST("2025-11-03", "revoke", "\"users\": [" LEAVERS "], \"all_sources\": true"));
  show_supply(november);
  step("2025-11-03 started seats with the later end for class 11015",
       REQUEST("2025-11-03", "reuse", "\"group\": \"11015\", \"ends_on\": \"2026-09-30\""));
  step("2025-11-03 any started seats for class 11015", REQUEST("2025-11-03", "reuse", "\"group\": \"11015\""));
  finish(november);
  return 0;
}
