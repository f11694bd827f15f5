// The main job on the sample roster: buy seats, give them to every class, start, take back and hand out again.
//
//     main_job [folder of the sample] [where to make the book]
#include "seatbook.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <utility>

using Products = std::array<std::string, 1>;
static const Products maths = {"maths-online"};

// Sixty seats for the district above both schools; their year begins with their first use.
static const char purchase[] = R"({
  "orgs": [{"id": "district"},
           {"id": "10001", "name": "Contoso High School", "parent": "district"},
           {"id": "10002", "name": "Fabrikam High School", "parent": "district"}],
  "products": [{"id": "maths-online", "name": "Maths Online"}],
  "pools": [{"id": "maths-2025", "product": "maths-online", "org": "district", "quantity": 60,
             "delivered_on": "2025-08-18", "start_policy": "on_first_use", "start_within": "4 months",
             "duration": "12 months", "release": "reuse"}]})";

// What happens after every class has been given seats.
static const std::pair<const char *, const char *> story[] = {
    {"2025-09-01 first use in class 11001",
     R"({"on": "2025-09-01", "items": [{"op": "start", "group": "11001", "product": "maths-online"}]})"},
    {"2025-10-01 first use in class 11002",
     R"({"on": "2025-10-01", "items": [{"op": "start", "group": "11002", "product": "maths-online"}]})"},
    {"2025-11-03 class 11003 taken back",
     R"({"on": "2025-11-03", "items": [{"op": "revoke", "group": "11003", "product": "maths-online"}]})"},
    {"2025-11-03 ten pupils leave",
     R"({"on": "2025-11-03", "items": [{"op": "revoke", "product": "maths-online", "all_sources": true, "users":
         ["13001", "13002", "13003", "13004", "13005", "13031", "13032", "13033", "13034", "13035"]}]})"},
    {"2025-11-03 started seats with the later end for class 11015",
     R"({"on": "2025-11-03", "items": [{"op": "reuse", "group": "11015", "product": "maths-online",
         "ends_on": "2026-09-30"}]})"},
    {"2025-11-03 any started seats for class 11015",
     R"({"on": "2025-11-03", "items": [{"op": "reuse", "group": "11015", "product": "maths-online"}]})"},
};

static void print_line(const std::string &school, const std::string &id, const std::string &name,
                       const std::array<std::size_t, 4> &counts) {
  std::printf("%-10s%-8s%-30s%6zu%9zu%9zu%9zu\n", school.c_str(), id.c_str(), name.c_str(), counts[0], counts[1],
              counts[2], counts[3]);
}

// Gives the product to every class of Section.csv (its first columns: id, school, name), one request each.
static void give_to_every_class(const seatbook::Book &book, const std::string &folder, const seatbook::Options &august) {
  std::ifstream file(folder + "/Section.csv");
  std::string line, id, school, name, first;
  std::array<std::size_t, 4> total{};
  std::getline(file, line); // the header
  std::puts("\nschool    class   name                          pupils assigned  already  without");
  while (std::getline(file, line)) {
    std::istringstream values(line);
    std::getline(std::getline(std::getline(values, id, ','), school, ','), name, ',');
    const auto report = book.apply(seatbook::Request().group(SEATBOOK_OP_ASSIGN, id, maths), august);
    std::array<std::size_t, 4> counts{report.size()};
    for (const auto row : report) {
      counts[1] += row.outcome() == SEATBOOK_OUTCOME_ASSIGNED;
      counts[2] += row.outcome() == SEATBOOK_OUTCOME_ALREADY_ASSIGNED;
      counts[3] += row.outcome() == SEATBOOK_OUTCOME_NO_SEAT_LEFT;
      if (row.refused() && first.empty()) first = std::string(row.target()) + " in class " + id;
    }
    for (std::size_t at = 0; at < counts.size(); at++) total[at] += counts[at];
    print_line(school, id, name, counts);
  }
  print_line("total", "", "", total);
  std::cout << "first without a seat: " << first << std::endl;
}

// How many rows have each outcome, and the first of them in words.
static void show(const char *what, const seatbook::Report &report) {
  std::map<seatbook_outcome, std::pair<int, std::string>> outcomes;
  for (const auto row : report) {
    auto &[rows, first] = outcomes[row.outcome()];
    if (rows++ == 0) first = std::string(row.target()) + ": " + std::string(row.sentence());
  }
  std::printf("\n%s\n", what);
  for (const auto &[outcome, rows] : outcomes)
    std::printf("%6d %-26ssuch as %s\n", rows.first, seatbook_outcome_name(outcome), rows.second.c_str());
}

// Whatever the C++ layer does not have is called in C beside it: here the roster.
static void load_roster(const seatbook::Book &book, const std::string &folder, const seatbook::Options &august) {
  const std::unique_ptr<seatbook_load, decltype(&seatbook_load_free)> load(seatbook_load_new(), seatbook_load_free);
  const auto options = august.c();
  seatbook_notices *notices = nullptr;
  seatbook_load_report *report = nullptr;
  seatbook_error *error = nullptr;
  if (seatbook_load_read_school_data_sync(load.get(), {folder.data(), folder.size()}, &notices, &error) != SEATBOOK_OK)
    throw seatbook::Error(error);
  seatbook_notices_free(notices);
  if (seatbook_book_load(book.c(), load.get(), &options, &report, &error) != SEATBOOK_OK) throw seatbook::Error(error);
  seatbook_load_report_free(report);
}

static void main_job(const std::string &folder, const std::string &path) {
  auto book = seatbook::Book::create(path);
  const seatbook::Options august(seatbook::Day(2025, 8, 18));
  std::cout << "book      " << path << std::endl;
  load_roster(book, folder, august);
  book.load(seatbook::Load::from_json(purchase), august);
  give_to_every_class(book, folder, august);
  for (const auto &[what, request] : story) {
    show(what, book.apply_json(request));
    std::cout << book.query(R"({"query": "supply", "product": "maths-online", "on": "2025-11-03"})") << std::endl;
  }
  const auto counts = book.counts("maths-online", seatbook::Day(2025, 11, 3));
  const auto head = book.head();
  std::cout << "\ncounts    " << counts.total << " seats: " << counts.assigned << " assigned (" << counts.started
            << " started), " << counts.new_seats << " new, " << counts.reusable << " reusable\njournal   "
            << head.operation << " operations, head " << head.hash << '\n'
            << book.query(R"({"query": "verify"})") << std::endl;
  book.close();
}

int main(int argc, char **argv) try {
  main_job(argc > 1 ? argv[1] : "tests/data/sds/v1-100-users", argc > 2 ? argv[2] : "district.book");
  return EXIT_SUCCESS;
} catch (const std::exception &error) {
  std::cerr << "main_job: " << error.what() << std::endl;
  return EXIT_FAILURE;
}
