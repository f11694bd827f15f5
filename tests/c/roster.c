/* A school's roster, read from a folder of School Data Sync files into a load; wrong lines are told, not taken. */
#define _POSIX_C_SOURCE 200809L
#include "check.h"

#include <sys/stat.h>

static const char *const FOLDER = "roster";

static void write_file(const char *name, const char *content) {
  char path[64];
  FILE *file;
  snprintf(path, sizeof path, "%s/%s", FOLDER, name);
  file = fopen(path, "wb");
  CHECK(file != NULL);
  if (file == NULL) return;
  fputs(content, file);
  fclose(file);
}

/* OneRoster, found out from its files: into a load, and straight into a book. */
static void one_roster(void) {
  seatbook_error *error = NULL;
  seatbook_load *load = seatbook_load_new();
  seatbook_notices *notices = NULL;
  seatbook_book *book = NULL;
  seatbook_load_report *report = NULL;
  seatbook_tally users = {0};
  seatbook_options options = on(2025, 8, 18);
  seatbook_roster_options how = {0};
  mkdir("one_roster", 0700);
  write_file("../one_roster/orgs.csv", "sourcedId,name\ns,School\n");
  write_file("../one_roster/users.csv", "sourcedId,enabledUser,orgSourcedIds,role,givenName\na,true,s,student,Anna\nb,false,s,student,Bo\nc,true,x,student,Cia\n");
  OK(seatbook_load_read_roster(load, text("one_roster"), NULL, &notices, &error));
  CHECK(is(seatbook_notices_format(notices), "one_roster_1_1") && seatbook_notices_left_out(notices) == 1);
  CHECK(seatbook_load_len(load) == 3);
  seatbook_notices_free(notices);
  notices = NULL;
  OK(seatbook_book_in_memory(&book, &error));
  how.size = sizeof how;
  how.under = text("district");
  how.leavers = SEATBOOK_LEAVERS_GIVE_BACK;
  OK(seatbook_book_load_roster(book, text("one_roster"), &how, &options, &report, &notices, &error));
  users.size = sizeof users;
  OK(seatbook_load_report_tally(report, SEATBOOK_ENTITY_USER, &users, &error));
  CHECK(users.created == 2 && seatbook_notices_len(notices) == 1 && seatbook_notices_line(notices, 0) == 4);
  seatbook_load_report_free(report);
  seatbook_notices_free(notices);
  report = NULL;
  notices = NULL;
  how.format = text("two_roster");
  EXPECT(seatbook_book_load_roster(book, text("one_roster"), &how, &options, &report, &notices, &error), SEATBOOK_INVALID_ARGUMENT);
  CHECK(report == NULL && notices == NULL);
  OK(seatbook_book_close(book, &error));
  seatbook_load_free(load);
}

/* The school of a municipality: a roster that does not know of it leaves the school where it is, and so does a load that is told to. */
static void parents_are_kept(void) {
  static const char *const ORGS = "{\"query\":\"orgs\",\"parent\":\"town\"}";
  seatbook_error *error = NULL;
  seatbook_book *book = NULL;
  seatbook_load_report *report = NULL;
  seatbook_options options = on(2025, 8, 18);
  seatbook_org town = {0}, school = {0};
  int step;
  OK(seatbook_book_in_memory(&book, &error));
  town.size = school.size = sizeof town, town.id = text("town"), school.id = text("s"), school.parent = text("town");
  for (step = 0; step < 4; step++) {
    seatbook_load *load = seatbook_load_new();
    seatbook_text *below = NULL;
    if (step == 0) OK(seatbook_load_add_org(load, &town, &error));
    if (step > 0) school.parent = text("");
    OK(seatbook_load_add_org(load, &school, &error));
    OK(seatbook_load_set_keep_parents(load, step < 3, &error));
    /* What was said last holds. */
    if (step == 2) {
      OK(seatbook_load_set_keep_parents(load, 0, &error));
      OK(seatbook_load_set_keep_parents(load, 1, &error));
    }
    OK(seatbook_book_load(book, load, &options, &report, &error));
    OK(seatbook_query_json(book, text(ORGS), &below, &error));
    CHECK(has(seatbook_text_str(below), "\"id\":\"s\"") == (step < 3));
    seatbook_text_free(below);
    seatbook_load_report_free(report);
    seatbook_load_free(load);
  }
  OK(seatbook_book_close(book, &error));
}

int main(void) {
  seatbook_error *error = NULL;
  seatbook_load *load = seatbook_load_new();
  seatbook_notices *notices = NULL;
  seatbook_book *book = NULL;
  seatbook_load_report *report = NULL;
  seatbook_tally users = {0};
  seatbook_options options = on(2025, 8, 18);
  size_t i, refused = 0;
  EXPECT(seatbook_load_read_school_data_sync(load, text("no such folder"), text(""), &notices, &error), SEATBOOK_NOT_FOUND);
  CHECK(notices == NULL && seatbook_load_len(load) == 0);
  mkdir(FOLDER, 0700);
  write_file("School.csv", "SIS ID,Name\n10001,Contoso High School\n");
  write_file("Section.csv", "SIS ID,School SIS ID,Section Name\n11001,10001,Algebra 1\n");
  write_file("Student.csv", "SIS ID,School SIS ID,Username\n13001,10001,OKlein\n13002,10001,ESmith\n13003,99999,Lost\n");
  write_file("StudentEnrollment.csv", "Section SIS ID,SIS ID\n11001,13001\n11001,13002\n");
  OK(seatbook_load_read_school_data_sync(load, text(FOLDER), text(""), &notices, &error));
  CHECK(seatbook_notices_len(notices) >= 1);
  for (i = 0; i < seatbook_notices_len(notices); i++) {
    CHECK(seatbook_notices_file(notices, i).len > 0 && seatbook_notices_message(notices, i).len > 0);
    if (!seatbook_notices_refused(notices, i)) continue;
    refused++;
    CHECK(is(seatbook_notices_file(notices, i), "Student.csv") && seatbook_notices_line(notices, i) == 4);
  }
  CHECK(refused == 1);
  OK(seatbook_book_in_memory(&book, &error));
  OK(seatbook_book_load(book, load, &options, &report, &error));
  users.size = sizeof users;
  OK(seatbook_load_report_tally(report, SEATBOOK_ENTITY_USER, &users, &error));
  CHECK(users.created == 2 && users.refused == 0);
  CHECK(seatbook_load_report_refused_len(report) == 0);
  OK(seatbook_book_close(book, &error));
  seatbook_load_report_free(report);
  seatbook_notices_free(notices);
  seatbook_load_free(load);
  one_roster();
  parents_are_kept();
  return finish();
}
