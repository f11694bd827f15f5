// What is left of the C++ layer: days, errors, counts, supply, verification, rosters, lists, receipts, ownership.
#include "check.hpp"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <type_traits>

#include <sys/stat.h>

using seatbook::Day;

static_assert(!std::is_copy_constructible_v<seatbook::Book> && std::is_nothrow_move_constructible_v<seatbook::Book>);
static_assert(!std::is_copy_constructible_v<seatbook::Report> && std::is_nothrow_move_constructible_v<seatbook::Report>);
static_assert(std::is_trivially_copyable_v<seatbook::Row> && std::is_trivially_copyable_v<Day>);

static seatbook::Book filled(const seatbook::Options &options) {
  auto book = seatbook::Book::in_memory();
  seatbook::Load load;
  load.org("district").org("school", "School", "district").product("matte").product("atlas");
  load.user("anna", "school", {"student"}).user("bo", "school");
  load.pool("p1", "matte", "school", 2, 12).pool("p2", "atlas", "district", 5);
  CHECK(load.size() == 8);
  CHECK(book.load(load, options).complete());
  return book;
}

static void days() {
  const Day day(2025, 8, 18);
  CHECK(day.year() == 2025 && day.month() == 8 && day.day() == 18 && day.text() == "2025-08-18");
  CHECK(Day::parse("2025-08-18") == day && day < Day(2025, 8, 19) && day != Day(2026, 8, 18));
  CHECK(!Day::from_number(SEATBOOK_NO_DAY) && Day::from_number(day.number()) == day);
  CHECK(thrown([] { Day::parse("2025-02-30"); }) == SEATBOOK_INVALID_ARGUMENT);
  try {
    Day(2025, 13, 1);
    CHECK(false);
  } catch (const std::invalid_argument &) {
    CHECK(true);
  }
}

static void errors() {
  try {
    seatbook::Request::from_json("{\n  \"on\": 5}");
    CHECK(false);
  } catch (const seatbook::Error &error) {
    CHECK(error.status() == SEATBOOK_INVALID_JSON && std::string(error.status_name()) == "invalid_json");
    CHECK(!std::string(error.what()).empty() && error.json().find("invalid_json") != std::string::npos);
    CHECK(error.details().size() == 2 && error.details()[0].name == "line" && error.details()[0].number == 2);
    CHECK(error.details()[0].text == "2");
  }
  CHECK(thrown([] { seatbook::Book::open("nowhere.seatbook"); }) == SEATBOOK_NOT_FOUND);
}

static void counts_and_supply() {
  const seatbook::Options options(Day(2025, 8, 18));
  const auto book = filled(options);
  CHECK(book.assign("anna", "matte", options).changed() == 1);
  const auto all = book.counts_of_all(options.on);
  CHECK(all.size() == 2 && all[0].product() == "atlas" && all[1].counts().assigned == 1 && all[0].org().empty());
  const auto by_org = book.counts_by_org("matte", options.on, "district");
  CHECK(!by_org.empty() && by_org[0].product() == "matte");
  CHECK(std::any_of(by_org.begin(), by_org.end(), [](auto row) { return row.org() == "school" && row.counts().total == 2; }));

  CHECK(book.revoke("anna", "matte", options).changed() == 1);
  const auto supply = book.supply("matte", options.on);
  CHECK(supply.product() == "matte" && supply.new_seats() == 1 && !supply.unlimited() && supply.reusable().size() == 1);
  CHECK(supply.reusable()[0].seats == 1 && supply.reusable()[0].ends_on == Day(2026, 8, 17));
}

static void verification() {
  const seatbook::Options options(Day(2025, 8, 18));
  const auto book = filled(options);
  const auto before = book.head();
  book.assign("anna", "matte", options);
  const auto found = book.verify(before);
  CHECK(found.ok() && found.problems().empty() && found.users() == 2 && found.pools() == 2 && found.operations() == 2);
  CHECK(found.seats() > 0 && std::string(found.head().hash) == book.head().hash && found.head().operation == 2);
  CHECK(thrown([&] { seatbook::Book::in_memory().verify(before); }) == SEATBOOK_ROLLED_BACK);
}

static void receipts() {
  seatbook::Options options(Day(2025, 8, 18));
  const auto book = filled(options);
  options.request_id = "r1", options.dry_run = true;
  seatbook::Load load;
  load.user("cia", "school").user("dan", "nowhere");
  const auto tried = book.load(load, options);
  CHECK(tried.dry_run() && tried.operation() == 0 && tried.on() == options.on && tried.refused() == 1);
  CHECK(tried.refusals()[0].id == "dan" && tried.refusals()[0].entity == SEATBOOK_ENTITY_USER);
  CHECK(tried.refusals()[0].status == SEATBOOK_UNKNOWN_ORG && tried.tally(SEATBOOK_ENTITY_USER).created == 1);
  options.dry_run = false;
  const auto done = book.load(load, options), again = book.load(load, options);
  CHECK(done.request_id() == "r1" && !done.replayed() && again.replayed() && again.operation() == done.operation());
  CHECK(done.revision() == book.revision() && again.json().find("\"replayed\":true") != std::string_view::npos);
  seatbook::Removal removal;
  removal.add(SEATBOOK_ENTITY_USER, Ids{"cia"});
  CHECK(removal.size() == 1 && book.remove(removal, seatbook::Options(options.on)).removed(SEATBOOK_ENTITY_USER) == 1);
  const auto request = seatbook::Request::from_json(
      R"({"on":"2025-08-18","reason":"why","items":[{"op":"assign","user":"anna","product":"matte"}]})");
  CHECK(request.size() == 1 && request.options().on == options.on.number());
  const auto report = book.apply_json(R"({"on":"2025-08-18","items":[{"op":"assign","user":"anna","product":"matte"}]})");
  CHECK(report.requested() == 1 && report.request_id().empty() && report[0].op_name() == "assign");
  CHECK(book.stored_report(report.operation()).size() == 1);
  CHECK(book.advance(seatbook::Options(options.on)).revision() == book.revision());
}

static void rosters() {
  CHECK(::mkdir("roster", 0700) == 0);
  const auto write = [](const char *name, const char *content) { std::ofstream("roster/" + std::string(name)) << content; };
  write("School.csv", "SIS ID,Name\n1,School\n");
  write("Student.csv", "SIS ID,School SIS ID,Username,First Name,Last Name\n10,1,a,Anna,Ek\n,1,b,Bo,Ek\n");
  write("Teacher.csv", "SIS ID,School SIS ID,Username,First Name,Last Name\n");
  write("Section.csv", "SIS ID,School SIS ID,Section Name\n20,1,7a\n");
  write("StudentEnrollment.csv", "Section SIS ID,SIS ID\n20,10\n");
  write("TeacherRoster.csv", "Section SIS ID,SIS ID\n");
  seatbook::Load load;
  const auto notices = load.read_school_data_sync("roster");
  CHECK(load.size() >= 3 && !notices.empty());
  CHECK(std::any_of(notices.begin(), notices.end(), [](auto notice) {
    return notice.file() == "Student.csv" && notice.line() == 3 && notice.refused() && !notice.message().empty();
  }));
  CHECK(thrown([] { seatbook::Load().read_school_data_sync("nowhere"); }) != SEATBOOK_OK);

  seatbook::Load again;
  const auto recognised = again.read_roster("roster");
  CHECK(recognised.format() == "school_data_sync_v1");
  CHECK(recognised.size() == notices.size() && again.size() == load.size());
  seatbook::RosterOptions wrong;
  wrong.format = "two_roster";
  CHECK(thrown([&] { seatbook::Load().read_roster("roster", wrong); }) == SEATBOOK_INVALID_ARGUMENT);

  auto book = seatbook::Book::in_memory();
  seatbook::RosterOptions below;
  below.under = "district", below.portion = 1;
  const auto loaded = book.load_roster("roster", below, seatbook::Options(seatbook::Day(2026, 8, 17)));
  CHECK(loaded.report.tally(SEATBOOK_ENTITY_USER).created > 0);
  CHECK(loaded.notices.left_out() == recognised.left_out());
}

static void lists() {
  std::ofstream("list.csv") << "id,product,ends_on\nanna,,\nbo,atlas,2026-07-31\n,matte,\n";
  const auto read = seatbook::read_user_list("list.csv");
  const auto &list = read.list;
  CHECK(list.size() == 2 && read.notices.left_out() == 1 && read.notices.format().empty() && read.notices[0].line() == 4);
  CHECK(list[0].id() == "anna" && list[0].line() == 2 && list[0].product().empty() && list[0].pool().empty() && !list[0].ends_on());
  CHECK(list[1].product() == "atlas" && list[1].ends_on() == Day(2026, 7, 31));
  CHECK(list.ids().size() == 2 && list.ids()[1] == "bo");
  seatbook::Request request;
  request.list(SEATBOOK_OP_ASSIGN, list, Ids{"matte"});
  CHECK(request.size() == 2);
  CHECK(thrown([] { seatbook::read_user_list("list.csv", "person"); }) == SEATBOOK_INVALID_ARGUMENT);
  CHECK(thrown([] { seatbook::read_user_list("list.csv", {}, "latin"); }) == SEATBOOK_INVALID_ARGUMENT);

  const seatbook::Options options(Day(2025, 8, 18));
  const auto book = filled(options);
  const auto report = book.assign("anna", "matte", options);
  CHECK(report.csv().substr(0, 9) == "index,op," && report.csv().find("\r\n0,assign,user,anna,matte,assigned,") != std::string_view::npos);

  seatbook::Load load;
  load.org("town").org("school", {}, "town");
  CHECK(book.load(load, options).complete());
  seatbook::Load kept;
  kept.org("school").keep_parents();
  CHECK(book.load(kept, options).tally(SEATBOOK_ENTITY_ORG).unchanged == 1);
}

static void ownership() {
  const seatbook::Options options(Day(2025, 8, 18));
  auto first = filled(options);
  auto second = std::move(first);
  CHECK(second.revision() == 1);
  CHECK(thrown([&] { first.revision(); }) == SEATBOOK_NULL_ARGUMENT);
  auto report = second.assign("anna", "matte", options);
  const auto moved = std::move(report);
  CHECK(moved.size() == 1 && report.size() == 0 && report.begin() == report.end());
  second.close();
  CHECK(moved[0].target() == "anna");
  seatbook::Cancel cancel;
  cancel.set();
  seatbook::Options stopped(options.on);
  stopped.cancel = &cancel;
  const auto book = filled(options);
  CHECK(thrown([&] { book.assign("anna", "matte", stopped); }) == SEATBOOK_CANCELLED);
  cancel.clear();
  CHECK(book.assign("anna", "matte", stopped).changed() == 1);
}

int main() { return run_all(days, errors, counts_and_supply, verification, receipts, rosters, lists, ownership); }
