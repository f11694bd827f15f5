#include "seatbook.h"

#include <stdio.h>
#include <string.h>

static seatbook_str text(const char *string) {
  seatbook_str view = {string, strlen(string)};
  return view;
}

int main(void) {
  seatbook_book *book = NULL;
  seatbook_load *load = NULL;
  seatbook_load_report *loaded = NULL;
  seatbook_report *report = NULL;
  seatbook_error *error = NULL;
  seatbook_options options = {.size = sizeof options, .on = seatbook_day_from_ymd(2025, 8, 18)};
  seatbook_str users[] = {text("anna"), text("bo")}, product = text("maths");
  int failed = 1;

  /* Or seatbook_book_create(text("school.book"), NULL, &book, &error). */
  if (seatbook_book_in_memory(&book, &error) != SEATBOOK_OK) goto done;
  if (seatbook_load_from_json(text(
        "{\"orgs\":     [{\"id\": \"school\"}],"
        " \"users\":    [{\"id\": \"anna\", \"org\": \"school\"}, {\"id\": \"bo\", \"org\": \"school\"}],"
        " \"products\": [{\"id\": \"maths\"}],"
        " \"pools\":    [{\"id\": \"order-1\", \"product\": \"maths\", \"org\": \"school\", \"quantity\": 1}]}"),
      &load, &error) != SEATBOOK_OK) goto done;
  if (seatbook_book_load(book, load, &options, &loaded, &error) != SEATBOOK_OK) goto done;
  if (seatbook_apply_users(book, SEATBOOK_OP_ASSIGN, users, 2, &product, 1, NULL, &options, &report, &error)
      != SEATBOOK_OK) goto done;
  for (size_t row = 0; row < seatbook_report_len(report); row++) {
    seatbook_str user = seatbook_report_row_target(report, row), why = seatbook_report_row_sentence(report, row);
    printf("%.*s: %s (%.*s)\n", (int)user.len, user.data,
           seatbook_outcome_name(seatbook_report_row_outcome(report, row)), (int)why.len, why.data);
  }
  failed = 0;

done:
  if (error != NULL) {
    seatbook_str message = seatbook_error_message(error);
    fprintf(stderr, "%.*s\n", (int)message.len, message.data);
  }
  seatbook_error_free(error);
  seatbook_report_free(report);
  seatbook_load_report_free(loaded);
  seatbook_load_free(load);
  seatbook_book_close(book, NULL);
  return failed;
}
