// What goes beyond giving and taking back, and the lists, through the C++ layer.
#include "check.hpp"

using seatbook::Day;

static seatbook::Book filled(const seatbook::Options &options) {
  auto book = seatbook::Book::in_memory();
  seatbook::Load load;
  load.org("school").product("matte").product("addon").product("atlas");
  load.user("anna", "school", {"student"}).user("bo", "school", {"student"}).user("cia", "school", {"teacher"});
  load.group("7a", "school", Ids{"anna", "bo"});
  load.pool("p1", "matte", "school", 2, 12).pool("a1", "addon", "school", 2, 12);
  seatbook_pool pool{};
  pool.id = {"c1", 2}, pool.product = {"atlas", 5}, pool.org = {"school", 6};
  pool.kind = SEATBOOK_POOL_KIND_GROUP, pool.quantity = 1, pool.member_cap = 1;
  load.pool(pool).prerequisite("needs", "addon", Ids{"matte"}).exclusion("not-both", Ids{}, Ids{"atlas", "addon"});
  load.default_country("SE");
  CHECK(book.load(load, options).complete());
  return book;
}

static void operations() {
  seatbook::Options options(Day(2025, 8, 18));
  const auto book = filled(options);
  CHECK(book.assign("bo", "addon", options)[0].outcome() == SEATBOOK_OUTCOME_DEPENDENCY_MISSING);

  seatbook::Request classes;
  classes.holder_groups(SEATBOOK_OP_ASSIGN, Ids{"7a"}, Ids{"atlas"});
  const auto held = book.apply(classes, options);
  CHECK(held[0].outcome() == SEATBOOK_OUTCOME_ASSIGNED && held[0].holder_kind() == SEATBOOK_HOLDER_KIND_GROUP);
  const auto licences = book.licences("anna", options.on);
  CHECK(licences.size() == 1 && licences[0].derived() && licences[0].product() == "atlas" && licences[0].pool() == "c1");
  CHECK(licences[0].sources().size() == 1 && licences[0].sources()[0].kind == SEATBOOK_SOURCE_KIND_GROUP);
  CHECK(licences[0].sources()[0].id == "7a" && licences[0].disabled_plans().empty());
  CHECK(book.licences("bo", options.on).empty() && book.licences_of_group("7a", options.on).size() == 1);
  CHECK(book.licences_of_org("school", options.on).empty());

  seatbook::ItemOptions second;
  second.pools = {"p1"}, second.seat = 2;
  seatbook::Request certain;
  certain.user(SEATBOOK_OP_ASSIGN, "bo", "matte", second);
  CHECK(book.apply(certain, options)[0].seat() == 2);
  seatbook::Request members;
  members.members(SEATBOOK_OP_ASSIGN, "7a", Ids{}, Ids{"matte"}).members(SEATBOOK_OP_ASSIGN, "7a", Ids{"anna"}, Ids{"matte"});
  CHECK(book.apply(members, options).size() == 1);

  const auto page = book.holders("matte", options.on, {}, 1);
  CHECK(page.size() == 1 && page.total() == 2 && !page.next().empty() && page.previous().empty());
  const auto next = book.holders("matte", options.on, page.next(), 1);
  CHECK(page[0].holder() == "anna" && next[0].holder() == "bo" && next[0].seat() == 2 && next.next().empty());
  CHECK(page[0].sources()[0].kind == SEATBOOK_SOURCE_KIND_GROUP && next[0].sources()[0].kind == SEATBOOK_SOURCE_KIND_DIRECT);
  CHECK(next[0].started_on() == Day(2025, 8, 18) && next[0].state() == SEATBOOK_SEAT_STATE_STARTED);
  CHECK(book.holders_of_pool("p1", options.on).size() == 2);

  seatbook::Request swap;
  swap.swap(Ids{"bo"}, "matte", "addon");
  const auto refused = book.apply(swap, options);
  CHECK(refused.size() == 2 && refused[1].in_the_way_product() == "matte");
  seatbook::Request back;
  back.seat(SEATBOOK_OP_REVOKE, "p1", 2);
  const auto revoked = book.apply(back, options);
  CHECK(revoked[0].target() == "bo" && revoked.from_waitlist().empty() && revoked.warnings().empty());
  seatbook::Request undo;
  undo.undo(revoked.operation());
  const auto undone = book.apply(undo, options);
  CHECK(undone[0].op() == SEATBOOK_OP_UNDO && undone[0].changed() && undone[0].seat() == 2);
  CHECK(book.stored_report(revoked.operation()).json() != undone.json());

  options.by_user = true;
  seatbook::Request both;
  both.users(SEATBOOK_OP_ASSIGN, Ids{"cia"}, Ids{"matte", "addon"});
  CHECK(book.apply(both, options).changed() == 0);
}

static void journal_and_removal() {
  seatbook::Options options(Day(2025, 8, 18));
  options.actor_id = "it@school", options.reason = "autumn", options.at = 1755504000;
  const auto book = filled(options);
  book.assign("anna", "matte", options);
  const auto journal = book.journal("anna");
  CHECK(journal.size() == 1 && journal[0].kind() == "assign" && journal[0].actor() == "it@school");
  CHECK(journal[0].reason() == "autumn" && journal[0].at() == 1755504000 && journal[0].changed() == 1);
  std::uint64_t last = 0;
  for (const auto entry : book.journal()) {
    CHECK(last == 0 || entry.operation() + 1 == last);
    last = entry.operation();
  }
  CHECK(last == 1 && journal[0].hash().size() == 64 && journal[0].on() == options.on);

  const auto merged = book.merge("anna", "bo", options);
  CHECK(merged.size() == 1 && merged[0].op() == SEATBOOK_OP_MERGE && merged[0].target() == "bo");
  seatbook::Removal removal;
  removal.add(SEATBOOK_ENTITY_USER, Ids{"bo", "nobody"});
  const auto refused = book.remove(removal, options);
  CHECK(refused.refused() == 2 && refused.removed(SEATBOOK_ENTITY_USER) == 0 && refused.rows().empty());
  const auto refusals = refused.refusals();
  CHECK(refusals.size() == 2 && refusals[0].id == "bo" && refusals[0].status == SEATBOOK_IN_USE && !refused.complete());
  CHECK(refusals[0].entity == SEATBOOK_ENTITY_USER && refusals[1].index == 1 && !refusals[1].message.empty());
  const auto removed = book.remove(removal.give_back(), options);
  CHECK(removed.removed(SEATBOOK_ENTITY_USER) == 1 && removed.rows().size() == 1 && removed.rows()[0].target() == "bo");

  book.assign("cia", "matte", options);
  seatbook::Load stay;
  stay.user("dan", "school").leavers(SEATBOOK_LEAVERS_GIVE_BACK).full_orgs(Ids{"school"});
  const auto left = book.load(stay, options);
  CHECK(left.rows().size() == 1 && left.rows()[0].target() == "cia" && !left.replayed() && left.operation() > 0);
}

static void questions() {
  seatbook::Options options(Day(2025, 8, 18));
  const auto book = filled(options);
  book.assign("anna", "matte", options);
  const auto coverage = book.coverage(Ids{"anna", "bo", "nobody"}, Ids{"matte"}, options.on);
  CHECK(coverage.size() == 1 && coverage.users() == 2 && coverage.unknown() == std::vector<std::string_view>{"nobody"});
  CHECK(coverage[0].covered() == SEATBOOK_COVERED_SOME && coverage[0].count() == 1 && coverage[0].derived().empty());
  CHECK(coverage[0].holders() == std::vector<std::string_view>{"anna"} && coverage[0].counts().total == 2);
  const auto breakdown = book.breakdown("matte", options.on);
  CHECK(breakdown.size() == 1 && breakdown[0].summary() == "1/2 assigned" && breakdown[0].rows().size() == 2);
  CHECK(breakdown[0].rows()[1].state == SEATBOOK_SEAT_STATE_STARTED && breakdown[0].rows()[1].ends_on == Day(2026, 8, 17));
  CHECK(breakdown[0].counts().assigned == 1 && breakdown[0].org() == "school" && breakdown[0].roles().empty());
  const auto entitled = book.entitled("anna", "matte", options.on);
  CHECK(entitled.entitled() && entitled.licence() && entitled.licence()->pool() == "p1" && entitled.plans().empty());
  CHECK(entitled.ends_on() == Day(2026, 8, 17) && !entitled.starts_on() && entitled.disabled_plans().empty());
  CHECK(!book.entitled("bo", "matte", options.on).licence());
  seatbook::UserFilter pupils;
  pupils.role = "student";
  const auto users = book.users(pupils);
  pupils.enabled = false;
  CHECK(book.users(pupils).empty());
  CHECK(users.size() == 2 && users.total() == 2 && users[0].id() == "anna" && users[0].enabled());
  CHECK(users[0].org() == "school" && users[0].roles() == std::vector<std::string_view>{"student"} && users[0].country().empty());
  seatbook::HolderFilter started;
  started.product = "matte", started.state = SEATBOOK_SEAT_STATE_STARTED;
  CHECK(book.holders(started, options.on).size() == 1);
  seatbook::JournalFilter loads;
  loads.kind = "load", loads.from = options.on;
  CHECK(book.journal(loads).size() == 1 && book.journal().size() == 2);
}

// Who finds no seat waits, and gets the first one that comes free.
static void waiting() {
  seatbook::Options options(Day(2025, 8, 18));
  const auto book = filled(options);
  seatbook::ItemOptions wait;
  wait.waitlist = true, wait.priority = 3;
  seatbook::Request all;
  all.users(SEATBOOK_OP_ASSIGN, Ids{"anna", "bo", "cia"}, Ids{"matte"}, wait);
  const auto report = book.apply(all, options);
  CHECK(report[2].outcome() == SEATBOOK_OUTCOME_NO_SEAT_LEFT && report[2].waiting() == 1 && report[1].waiting() == 0);
  const auto list = book.waitlist("matte");
  CHECK(list.size() == 1 && list[0].target() == "cia" && list[0].position() == 1 && list[0].priority() == 3);
  CHECK(list[0].since() == options.on && list[0].operation() == report.operation() && list[0].sources().size() == 1);
  CHECK(book.waitlist({}, "anna").empty());
  const auto revoked = book.apply(seatbook::Request().holders(SEATBOOK_OP_REVOKE, "matte"), options);
  CHECK(revoked.size() == 2 && book.waitlist().size() + revoked.from_waitlist().size() == 1);
  for (const auto row : revoked.from_waitlist()) CHECK(row.target() == "cia" && row.changed() && row.index() == 2);
  const auto cancel = book.apply(seatbook::Request().user(SEATBOOK_OP_CANCEL, "cia", "matte"), options);
  CHECK(cancel[0].outcome() == SEATBOOK_OUTCOME_CANCELLED || cancel[0].outcome() == SEATBOOK_OUTCOME_NOT_ASSIGNED);
  CHECK(book.waitlist().empty());
}

static void dates() {
  seatbook::Options options(Day(2025, 8, 18));
  const auto book = filled(options);
  seatbook_pool pool{};
  pool.id = {"late", 4}, pool.product = {"matte", 5}, pool.org = {"school", 6}, pool.quantity = 3;
  pool.start_policy = SEATBOOK_START_POLICY_ON_FIRST_USE, pool.delivered_on = options.on.number(), pool.start_within_months = 4;
  CHECK(book.load(seatbook::Load().pool(pool), options).complete());
  CHECK(book.advance(options).empty() && book.advance(options).operation() == 0);
  const auto advanced = book.advance(seatbook::Options(Day(2026, 1, 7)));
  CHECK(advanced.size() == 1 && advanced[0].pool() == "late" && advanced[0].reusable() == 3 && advanced[0].started() == 0);
  CHECK(advanced.operation() == book.revision() && !advanced.replayed() && !advanced.json().empty());
}

int main() { return run_all(operations, journal_and_removal, questions, waiting, dates); }
