/* Plain lists of users: read from CSV and text files, asked for, and what became of them written as a table that can be read again. */
#include "check.h"

static seatbook_error *error;
static seatbook_book *book;
static seatbook_options options;

static void write_file(const char *name, const char *content) {
  FILE *file = fopen(name, "wb");
  CHECK(file != NULL && fputs(content, file) >= 0 && fclose(file) == 0);
}

static seatbook_user_list *read_list(const char *name, const char *column, const char *encoding, size_t left_out) {
  seatbook_user_list_options how = {0};
  seatbook_user_list *list = NULL;
  seatbook_notices *notices = NULL;
  how.size = sizeof how, how.column = text(column), how.encoding = text(encoding);
  OK(seatbook_user_list_read(text(name), &how, &list, &notices, &error));
  CHECK(seatbook_notices_left_out(notices) == left_out && seatbook_notices_format(notices).data == NULL);
  seatbook_notices_free(notices);
  return list;
}

/* One id a line, with or without a header; a byte order mark and the line ends of Windows. */
static void one_column(void) {
  seatbook_user_list *list;
  seatbook_report *report = NULL;
  seatbook_str matte[1];
  write_file("plain.txt", "u000\n u001 \n\nnobody");
  list = read_list("plain.txt", "", "", 0);
  CHECK(seatbook_user_list_len(list) == 3 && is(seatbook_user_list_id(list, 1), "u001"));
  CHECK(seatbook_user_list_line(list, 2) == 4 && seatbook_user_list_product(list, 0).data == NULL);
  CHECK(seatbook_user_list_pool(list, 0).data == NULL && seatbook_user_list_ends_on(list, 0) == SEATBOOK_NO_DAY);
  matte[0] = text("matte");
  options.dry_run = 1;
  OK(seatbook_apply_users(book, SEATBOOK_OP_ASSIGN, seatbook_user_list_ids(list), seatbook_user_list_len(list), matte, 1, NULL, &options,
                          &report, &error));
  CHECK(seatbook_report_len(report) == 3 && seatbook_report_changed(report) == 2 && is(seatbook_report_row_target(report, 2), "nobody"));
  options.dry_run = 0;
  seatbook_report_free(report);
  seatbook_user_list_free(list);
  write_file("header.csv", "\xef\xbb\xbfUserPrincipalName\r\nu002\r\n");
  list = read_list("header.csv", "", "", 0);
  CHECK(seatbook_user_list_len(list) == 1 && is(seatbook_user_list_id(list, 0), "u002"));
  CHECK(is(seatbook_user_list_ids(list)[0], "u002") && seatbook_user_list_ids(list) == seatbook_user_list_ids(list));
  seatbook_user_list_free(list);
  write_file("empty.csv", "id\n");
  list = read_list("empty.csv", "", "", 0);
  CHECK(seatbook_user_list_len(list) == 0 && seatbook_user_list_ids(list) == NULL);
  seatbook_user_list_free(list);
}

/* A column by its name, semicolons, an encoding; lines that are wrong are told. */
static void tables(void) {
  seatbook_user_list *list = NULL;
  seatbook_notices *notices = NULL;
  write_file("table.csv", "Kurs;Konto\n7 A;B\xf6rje\n7 A;\n");
  list = read_list("table.csv", "konto", "windows-1252", 1);
  CHECK(seatbook_user_list_len(list) == 1 && is(seatbook_user_list_id(list, 0), "B\xc3\xb6rje"));
  seatbook_user_list_free(list);
  list = NULL;
  EXPECT(seatbook_user_list_read(text("table.csv"), NULL, &list, &notices, &error), SEATBOOK_INVALID_ARGUMENT);
  CHECK(list == NULL && notices == NULL);
  write_file("ends.csv", "user,ends_on\nu000,soon\nB\xf6rje,\n");
  OK(seatbook_user_list_read(text("ends.csv"), NULL, &list, &notices, &error));
  CHECK(seatbook_user_list_len(list) == 1 && seatbook_notices_len(notices) == 2 && seatbook_notices_left_out(notices) == 1);
  CHECK(is(seatbook_notices_file(notices, 0), "ends.csv") && seatbook_notices_line(notices, 0) == 2);
  CHECK(is(seatbook_notices_column(notices, 0), "ends_on") && has(seatbook_notices_message(notices, 0), "`soon`"));
  CHECK(seatbook_notices_refused(notices, 0) && !seatbook_notices_refused(notices, 1));
  seatbook_notices_free(notices);
  seatbook_user_list_free(list);
}

/* What a line names takes the place of what the call names. */
static void requests(void) {
  static const char LOAD[] = "{\"products\":[{\"id\":\"art\"}],\"pools\":[{\"id\":\"a1\",\"product\":\"art\",\"org\":\"school\",\"quantity\":9}]}";
  seatbook_load *load = NULL;
  seatbook_load_report *loaded = NULL;
  seatbook_user_list *list;
  seatbook_request *request = seatbook_request_new();
  seatbook_report *report = NULL;
  seatbook_item_options item = {0};
  seatbook_str products[1], pools[1];
  OK(seatbook_load_from_json(text(LOAD), &load, &error));
  OK(seatbook_book_load(book, load, &options, &loaded, &error));
  write_file("mixed.csv", "id,product,pool\nu000,,\nu001,art,a1\nu002,,\n");
  list = read_list("mixed.csv", "", "", 0);
  CHECK(is(seatbook_user_list_product(list, 1), "art") && is(seatbook_user_list_pool(list, 1), "a1"));
  products[0] = text("matte"), pools[0] = text("p1");
  item.size = sizeof item, item.pools = pools, item.pool_count = 1;
  OK(seatbook_request_add_list(request, SEATBOOK_OP_ASSIGN, list, products, 1, &item, &error));
  CHECK(seatbook_request_len(request) == 3);
  OK(seatbook_apply(book, request, &options, &report, &error));
  CHECK(seatbook_report_len(report) == 3 && seatbook_report_changed(report) == 3);
  CHECK(is(seatbook_report_row_product(report, 0), "matte") && is(seatbook_report_row_seat_pool(report, 0), "p1"));
  CHECK(is(seatbook_report_row_product(report, 1), "art") && is(seatbook_report_row_target(report, 2), "u002"));
  seatbook_report_free(report);
  seatbook_user_list_free(list);
  seatbook_request_free(request);
  seatbook_load_report_free(loaded);
  seatbook_load_free(load);
  /* Nobody on the list: nothing is asked. */
  request = seatbook_request_new();
  list = read_list("empty.csv", "", "", 0);
  OK(seatbook_request_add_list(request, SEATBOOK_OP_ASSIGN, list, products, 1, NULL, &error));
  CHECK(seatbook_request_len(request) == 0);
  seatbook_user_list_free(list);
  seatbook_request_free(request);
}

/* The rows as a table; a seat with an end date can be asked for by reading it again. */
static void csv(void) {
  static const char HEADER[] = "index,op,holder,target,product,outcome,pool,seat,key,started_on,ends_on,disabled_plans,source,previous_state,sentence\r\n";
  seatbook_report *report = NULL;
  seatbook_request *request = seatbook_request_new();
  seatbook_user_list *list;
  seatbook_str users[2], matte[1], table;
  FILE *file;
  users[0] = text("u000"), users[1] = text("=1+1, \"x\""), matte[0] = text("matte");
  OK(seatbook_apply_users(book, SEATBOOK_OP_REVOKE, users, 2, matte, 1, NULL, &options, &report, &error));
  table = seatbook_report_csv(report);
  CHECK(table.len > sizeof HEADER && memcmp(table.data, HEADER, sizeof HEADER - 1) == 0);
  CHECK(has(table, "\r\n0,revoke,user,u000,matte,to_reusable,p1,1,,2025-08-18,2026-08-17,,"));
  CHECK(has(table, "\r\n1,revoke,user,\"'=1+1, \"\"x\"\"\",matte,user_not_found,,,,,,,,,"));
  CHECK(table.data[table.len - 1] == '\n' && seatbook_report_csv(report).data == table.data);
  file = fopen("report.csv", "wb");
  CHECK(file != NULL && fwrite(table.data, 1, table.len, file) == table.len && fclose(file) == 0);
  seatbook_report_free(report);
  list = read_list("report.csv", "", "", 0);
  CHECK(seatbook_user_list_len(list) == 2 && is(seatbook_user_list_id(list, 1), "=1+1, \"x\""));
  CHECK(seatbook_user_list_ends_on(list, 0) == seatbook_day_from_ymd(2026, 8, 17) && is(seatbook_user_list_pool(list, 0), "p1"));
  OK(seatbook_request_add_list(request, SEATBOOK_OP_REUSE, list, NULL, 0, NULL, &error));
  OK(seatbook_apply(book, request, &options, &report, &error));
  CHECK(seatbook_report_row_outcome(report, 0) == SEATBOOK_OUTCOME_REUSED && seatbook_report_row_seat_number(report, 0) == 1);
  CHECK(seatbook_report_row_outcome(report, 1) == SEATBOOK_OUTCOME_USER_NOT_FOUND);
  seatbook_report_free(report);
  seatbook_user_list_free(list);
  seatbook_request_free(request);
}

int main(void) {
  OK(seatbook_book_in_memory(&book, &error));
  fill(book, 3, 3);
  options = on(2025, 8, 18);
  one_column();
  tables();
  requests();
  csv();
  OK(seatbook_book_close(book, &error));
  return finish();
}
