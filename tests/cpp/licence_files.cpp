// Licence files through the C++ layer: ten seats, seven in use, and a file with five.
//
//     licence_files folder-of-the-licences
#include "check.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

using seatbook::Day;

static std::string folder;

static std::string read(const std::string &name) {
  std::ifstream file(folder + "/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Fjord AS, who holds seven of ten seats of `sales`.
static seatbook::Book customer(const seatbook::Options &options) {
  seatbook::OpenOptions open;
  const std::string hex = read("vendor.pub");
  open.licence_keys.emplace_back();
  for (std::size_t i = 0; i < 32; i++)
    open.licence_keys[0][i] = static_cast<std::uint8_t>(std::stoul(hex.substr(2 * i, 2), nullptr, 16));
  auto book = seatbook::Book::in_memory(open);
  auto load = seatbook::Load::from_json(
      R"({"orgs":[{"id":"fjord"}],"licensees":[{"serial_number":"SN-4711","owner":"Fjord AS","org":"fjord"}],
          "products":[{"id":"sales"},{"id":"service"},{"id":"web"}],
          "pools":[{"id":"first","product":"sales","org":"fjord","quantity":10,"serial_number":"SN-4711"},
                   {"id":"s","product":"service","org":"fjord","quantity":3,"serial_number":"SN-4711"},
                   {"id":"w","product":"web","org":"fjord","quantity":2,"serial_number":"SN-4711"}]})");
  Ids users;
  for (int i = 0; i < 8; i++) load.user(users.emplace_back("u" + std::to_string(i)), "fjord");
  CHECK(book.load(load, options).complete());
  users.pop_back();
  CHECK(book.apply(seatbook::Request().users(SEATBOOK_OP_ASSIGN, users, Ids{"sales"}), options).changed() == 7);
  return book;
}

static void reduced_and_taken_over() {
  const seatbook::Options options(Day(2025, 8, 18));
  const auto book = customer(options);
  const auto staged = book.stage(read("fjord-1-five-sales.licence"), true, options);
  CHECK(staged.state() == SEATBOOK_ACTIVATION_STATE_PENDING && staged.state_name() == "pending");
  CHECK(staged.blocked() && !staged.active() && !staged.seen() && staged.version() == 1 && staged.rows().empty());
  CHECK(staged.owner() == "Fjord AS" && staged.serial_number() == "SN-4711" && staged.org() == "fjord");
  CHECK(staged.issuer() == "Example Vendor" && staged.purchase_url() == "https://shop.example/licences");
  CHECK(book.mark_seen(staged.activation(), options).seen());

  const auto diff = book.activation_diff(staged.activation(), options.on);
  CHECK(diff.activation() == staged.activation() && diff.blocked() && diff.on() == options.on);
  CHECK(diff.state() == SEATBOOK_ACTIVATION_STATE_PENDING && diff.lines().size() == staged.lines().size());
  const auto sales = diff.lines()[0], service = diff.lines()[1];
  CHECK(sales.line() == "sales" && sales.product() == "sales" && sales.name() == "Sales" && sales.kind_name() == "user");
  CHECK(sales.change() == SEATBOOK_LINE_CHANGE_LOWERED && sales.change_name() == "lowered" && sales.blocked());
  CHECK(sales.old_total() == 10 && sales.new_total() == 5 && sales.in_use() == 7 && sales.revocable() == 7);
  CHECK(sales.available() == 3 && sales.available_after() == 0 && sales.to_remove() == 2 && sales.terms().empty());
  CHECK(service.kind() == SEATBOOK_LINE_KIND_USER && service.terms().size() == 1 && service.terms()[0].name == "ends_on");
  CHECK(service.terms()[0].before.empty() && service.terms()[0].after == "2026-12-31");

  const auto page = book.reduction(staged.activation(), "sales", options.on, {}, 3);
  CHECK(page.size() == 3 && page.total() == 7 && !page.next().empty() && page.previous().empty());
  CHECK(page.line() == "sales" && page.product() == "sales" && page.new_total() == 5 && page.to_remove() == 2);
  CHECK(page.occupied() == 7 && page.available() == 3);
  CHECK(page[0].suggested() && page[0].reason_name() == "last_assigned" && page[0].revocable() && page[0].pool() == "first");
  CHECK(page[0].state() == SEATBOOK_SEAT_STATE_STARTED && page[0].started_on() == options.on && !page[0].ends_on());
  CHECK(page[0].refused() == SEATBOOK_OUTCOME_NONE && page[0].seat() > 0 && !page[2].suggested());
  CHECK(page[2].reason() == SEATBOOK_SUGGESTION_REASON_NONE && page[0].name().empty());

  CHECK(thrown([&] { book.activate(staged.activation(), {}, options); }) == SEATBOOK_STILL_EXCEEDS);
  std::vector<seatbook::LineRemoval> chosen(1);
  chosen[0].line = page.line();
  for (const auto candidate : page)
    if (candidate.suggested()) chosen[0].holders.push_back(candidate.holder());
  const auto active = book.activate(staged.activation(), chosen, options);
  CHECK(active.active() && active.rows().size() == 2 && active.rows()[0].changed() && active.operation() == book.revision());
  CHECK(!active.dry_run() && !active.replayed() && active.on() == options.on && active.request_id().empty());
  CHECK(active.revision() == book.revision() && active.json().find("\"activated\"") != std::string_view::npos);
  CHECK(book.counts("sales", options.on).total == 5);
  CHECK(book.verify().ok());
}

static void refused() {
  const seatbook::Options options(Day(2025, 8, 18));
  const auto book = customer(options);
  CHECK(thrown([&] { book.stage("hello", true, options); }) == SEATBOOK_NOT_A_LICENCE_FILE);
  CHECK(thrown([&] { book.activate(9, {}, options); }) == SEATBOOK_UNKNOWN_ACTIVATION);
  CHECK(thrown([&] { book.discard(9, options); }) == SEATBOOK_UNKNOWN_ACTIVATION);
  CHECK(thrown([&] { book.mark_seen(9, options); }) == SEATBOOK_UNKNOWN_ACTIVATION);
  CHECK(thrown([&] { book.licence_action_json(R"({"action":"discard","activation":9})", options); }) ==
        SEATBOOK_UNKNOWN_ACTIVATION);
  CHECK(thrown([&] { book.activation_diff(9, options.on); }) == SEATBOOK_UNKNOWN_ACTIVATION);
  const auto waits = book.stage(read("fjord-2-twelve-sales.licence"), false, options);
  CHECK(!waits.active() && book.discard(waits.activation(), options).state() == SEATBOOK_ACTIVATION_STATE_DISCARDED);
  CHECK(thrown([&] { book.reduction(waits.activation(), "nothing", options.on); }) != SEATBOOK_OK);
  seatbook::OpenOptions weak;
  weak.licence_keys.push_back({});
  CHECK(thrown([&] { seatbook::Book::in_memory(weak); }) == SEATBOOK_WEAK_KEY);
}

int main(int argc, char **argv) {
  if (argc != 2) return 2;
  folder = argv[1];
  return run_all(reduced_and_taken_over, refused);
}
