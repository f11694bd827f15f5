// The main job through the C++ layer.
#include "seatbook.hpp"

#include <cstdio>
#include <iostream>
#include <string>
#include <vector>

static int passed = 0, failed = 0;
#define CHECK(condition)                                                                 \
  do {                                                                                   \
    if (condition) {                                                                     \
      passed++;                                                                          \
    } else {                                                                             \
      failed++;                                                                          \
      std::cout << __FILE__ << ':' << __LINE__ << ": " << #condition << '\n';            \
    }                                                                                    \
  } while (0)

template <typename Call>
static seatbook_status thrown(Call &&call) {
  try {
    call();
  } catch (const seatbook::Error &error) {
    CHECK(std::string(error.what()).size() > 0 && error.json().size() > 0);
    return error.status();
  }
  return SEATBOOK_OK;
}

static void job() {
  using seatbook::Book;
  using seatbook::Day;
  const std::string path = "main_job_cpp.seatbook";
  std::remove(path.c_str());
  CHECK(thrown([&] { Book::open(path); }) == SEATBOOK_NOT_FOUND);

  Book book = Book::create(path);
  const std::vector<std::string> pupils = {"anna", "béla", "cæsar"};
  seatbook::Load load;
  load.org("school", "Demoskolan").product("matte", "Matte 7").pool("p1", "matte", "school", 2, 12);
  for (const auto &pupil : pupils) load.user(pupil, "school", {"student"});
  load.group("7a", "school", pupils);

  seatbook::Options options(Day(2025, 8, 18));
  options.actor_id = "it@school";
  const auto loaded = book.load(load, options);
  CHECK(loaded.complete() && loaded.tally(SEATBOOK_ENTITY_USER).created == 3);

  options.request_id = "autumn-7a";
  seatbook::Request request;
  request.group(SEATBOOK_OP_ASSIGN, "7a", std::vector<std::string>{"matte"});
  const auto report = book.apply(request, options);
  CHECK(report.size() == 3 && report.changed() == 2 && report.failed() == 1);
  CHECK(report.status() == SEATBOOK_REPORT_STATUS_PARTIAL && !report.replayed());
  std::string targets;
  for (const seatbook::Row row : report) {
    targets += row.target();
    targets += row.refused() ? '-' : '+';
    CHECK(row.product() == "matte" && !row.sentence().empty());
    if (row.changed()) CHECK(row.ends_on() == Day(2026, 8, 17) && row.source() == "group:7a");
  }
  CHECK(targets == "anna+béla+cæsar-");
  CHECK(report[2].outcome() == SEATBOOK_OUTCOME_NO_SEAT_LEFT && report[2].outcome_name() == "no_seat_left");
  CHECK(report.shortfall().size() == 1 && report.shortfall()[0].missing == 1);
  CHECK(book.apply(request, options).replayed());

  options.request_id = {};
  options.dry_run = true;
  CHECK(book.assign("cæsar", "matte", options).status() == SEATBOOK_REPORT_STATUS_DRY_RUN);
  options.dry_run = false;
  CHECK(thrown([&] { book.assign("anna", "nothing", options); }) == SEATBOOK_UNKNOWN_PRODUCT);
  CHECK(book.counts("matte", Day(2025, 9, 1)).assigned == 2);
  CHECK(book.query(R"({"query":"head"})").find("hash") != std::string::npos);
  CHECK(book.head().operation == book.revision());
  CHECK(Day::parse("2026-08-17").text() == "2026-08-17");

  Book moved = std::move(book);
  CHECK(thrown([&] { book.revision(); }) == SEATBOOK_NULL_ARGUMENT);
  CHECK(moved.revision() >= 2);
  moved.close();
  CHECK(Book::open(path).revision() >= 2);
  std::remove(path.c_str());
}

int main() {
  try {
    job();
  } catch (const std::exception &error) {
    failed++;
    std::cout << "thrown: " << error.what() << '\n';
  }
  std::cout << "capi: " << passed << " passed, " << failed << " failed\n";
  return failed != 0;
}
