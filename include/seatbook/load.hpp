// What a host puts into a book and takes out of it, and what the book answers.
#ifndef SEATBOOK_LOAD_HPP
#define SEATBOOK_LOAD_HPP

#include "seatbook/notices.hpp"
#include "seatbook/report.hpp"

#include <initializer_list>

namespace seatbook {

/// Something that a load or removal refused; must not outlive its report.
struct Refusal {
  seatbook_entity entity;
  std::string_view id;
  /// Its place among what was asked of that entity.
  std::uint64_t index;
  seatbook_status status;
  std::string_view message;
};

namespace detail {

/// All refusals of a report.
template <typename Raw, typename Len, typename Entity, typename Id, typename Index, typename Status, typename Message>
std::vector<Refusal> refusals(const Raw *raw, Len len, Entity entity, Id id, Index index, Status status, Message message) {
  std::vector<Refusal> all;
  for (std::size_t i = 0; i < len(raw); i++)
    all.push_back({entity(raw, i), view(id(raw, i)), index(raw, i), status(raw, i), view(message(raw, i))});
  return all;
}

} // namespace detail

/// How a roster is to be read; what is left empty is found out.
struct RosterOptions {
  /// Such as "one_roster_1_1"; seatbook_roster_options tells them all.
  std::string format;
  /// "utf-8", "windows-1252" or "guess".
  std::string encoding;
  /// The id of an org to put above those that have none above them.
  std::string under;
  /// The teachers of every class become a group whose id is the class's with this behind it; empty: no such groups.
  std::string teachers;
  /// Of a licence list: the org that has bought what names no school.
  std::string org;
  seatbook_leavers leavers = SEATBOOK_LEAVERS_KEEP;
  /// The roster lists all users of its orgs; others of these orgs become disabled.
  bool full = false;
  /// Of a catalogue: products and plans go by their part numbers.
  bool part_numbers = false;
  /// Most users of a portion; 0 is 100,000.
  std::uint32_t portion = 0;

  /// For a call; lives as long as this.
  seatbook_roster_options c() const noexcept {
    auto raw = detail::sized<seatbook_roster_options>();
    raw.format = detail::str(format), raw.encoding = detail::str(encoding), raw.under = detail::str(under);
    raw.teachers = detail::str(teachers), raw.org = detail::str(org);
    raw.leavers = leavers, raw.full = full, raw.part_numbers = part_numbers, raw.portion = portion;
    return raw;
  }
};

/// What to put into a book.
class Load {
public:
  Load() : raw_(detail::made(seatbook_load_new())) {}
  static Load from_json(std::string_view json) {
    return Load(detail::make<seatbook_load>(seatbook_load_from_json, detail::str(json)));
  }

  Load &org(std::string_view id, std::string_view name = {}, std::string_view parent = {}) {
    auto raw = detail::sized<seatbook_org>();
    raw.id = detail::str(id), raw.name = detail::str(name), raw.parent = detail::str(parent);
    detail::run(seatbook_load_add_org, raw_.get(), &raw);
    return *this;
  }
  Load &product(std::string_view id, std::string_view name = {}, std::string_view provider = {}) {
    seatbook_product raw{};
    raw.id = detail::str(id), raw.name = detail::str(name), raw.provider = detail::str(provider);
    return product(raw);
  }
  /// A product with its plans and metadata; `size` is set here.
  Load &product(seatbook_product raw) {
    raw.size = sizeof raw;
    detail::run(seatbook_load_add_product, raw_.get(), &raw);
    return *this;
  }
  Load &user(std::string_view id, std::string_view org, std::initializer_list<std::string_view> roles = {}) {
    auto raw = detail::sized<seatbook_user>();
    const auto views = detail::strs(roles);
    raw.id = detail::str(id), raw.org = detail::str(org);
    raw.roles = views.data(), raw.role_count = views.size();
    return user(raw);
  }
  /// A user with everything; `size` is set here.
  Load &user(seatbook_user raw) {
    raw.size = sizeof raw;
    detail::run(seatbook_load_add_user, raw_.get(), &raw);
    return *this;
  }
  template <typename Members>
  Load &group(std::string_view id, std::string_view org, const Members &members) {
    auto raw = detail::sized<seatbook_group>();
    const auto views = detail::strs(members);
    raw.id = detail::str(id), raw.org = detail::str(org);
    raw.members = views.data(), raw.member_count = views.size();
    detail::run(seatbook_load_add_group, raw_.get(), &raw);
    return *this;
  }
  /// A pool with its terms; `size` is set here.
  Load &pool(seatbook_pool raw) {
    raw.size = sizeof raw;
    detail::run(seatbook_load_add_pool, raw_.get(), &raw);
    return *this;
  }
  /// A pool of so many seats that last so many months (0: for ever).
  Load &pool(std::string_view id, std::string_view product, std::string_view org, std::uint32_t seats,
             std::uint32_t months = 0) {
    seatbook_pool raw{};
    raw.id = detail::str(id), raw.product = detail::str(product), raw.org = detail::str(org);
    raw.quantity = seats, raw.duration_months = months;
    return pool(raw);
  }
  /// Plans or products of which a user can have one.
  template <typename Plans, typename Products>
  Load &exclusion(std::string_view id, const Plans &plans, const Products &products) {
    auto raw = detail::sized<seatbook_exclusion>();
    const auto some = detail::strs(plans), others = detail::strs(products);
    raw.id = detail::str(id);
    raw.plans = some.data(), raw.plan_count = some.size();
    raw.products = others.data(), raw.product_count = others.size();
    detail::run(seatbook_load_add_exclusion, raw_.get(), &raw);
    return *this;
  }
  /// What a product or plan needs; `size` is set here.
  Load &prerequisite(seatbook_prerequisite raw) {
    raw.size = sizeof raw;
    detail::run(seatbook_load_add_prerequisite, raw_.get(), &raw);
    return *this;
  }
  /// A product that needs any one of others.
  template <typename Products>
  Load &prerequisite(std::string_view id, std::string_view product, const Products &any_of) {
    seatbook_prerequisite raw{};
    const auto views = detail::strs(any_of);
    raw.id = detail::str(id), raw.product = detail::str(product);
    raw.any_of_products = views.data(), raw.any_of_product_count = views.size();
    return prerequisite(raw);
  }
  Load &default_country(std::string_view country) {
    detail::run(seatbook_load_set_default_country, raw_.get(), detail::str(country));
    return *this;
  }
  /// What becomes of the seats of users who are no longer enabled.
  Load &leavers(seatbook_leavers leavers) {
    detail::run(seatbook_load_set_leavers, raw_.get(), leavers);
    return *this;
  }
  /// Orgs whose users this load lists in full.
  template <typename Orgs>
  Load &full_orgs(const Orgs &orgs) {
    const auto views = detail::strs(orgs);
    detail::run(seatbook_load_add_full_orgs, raw_.get(), views.data(), views.size());
    return *this;
  }
  /// An org that names no parent keeps the one that it has in the book; rosters are loaded so.
  Load &keep_parents(bool yes = true) {
    detail::run(seatbook_load_set_keep_parents, raw_.get(), yes);
    return *this;
  }
  /// Reads the roster that a school exported, whose orgs stand below `under` (empty: below none). What was wrong is told
  /// line by line.
  Notices read_school_data_sync(std::string_view folder, std::string_view under = {}) {
    return Notices(detail::make<seatbook_notices>(seatbook_load_read_school_data_sync, raw_.get(), detail::str(folder),
                                                  detail::str(under)));
  }
  /// Reads a roster, licence list or catalogue, a folder or an archive, and adds what it says.
  Notices read_roster(std::string_view path, const RosterOptions &options = {}) {
    const auto raw = options.c();
    return Notices(detail::make<seatbook_notices>(seatbook_load_read_roster, raw_.get(), detail::str(path), &raw));
  }
  /// How many things it holds.
  std::size_t size() const noexcept { return seatbook_load_len(raw_.get()); }
  const seatbook_load *c() const noexcept { return raw_.get(); }
  seatbook_load *c() noexcept { return raw_.get(); }

private:
  explicit Load(seatbook_load *raw) noexcept : raw_(raw) {}
  detail::Owned<seatbook_load, seatbook_load_free> raw_;
};

/// What a load answers.
class LoadReport : public detail::Receipt<seatbook_load_report, seatbook_load_report_free, seatbook_load_report_operation, seatbook_load_report_request_id,
                                           seatbook_load_report_replayed, seatbook_load_report_dry_run, seatbook_load_report_revision,
                                           seatbook_load_report_on, seatbook_load_report_json> {
public:
  using Receipt::Receipt;

  bool complete() const noexcept { return refused() == 0; }
  std::size_t refused() const noexcept { return seatbook_load_report_refused_len(c()); }
  std::vector<Refusal> refusals() const {
    return detail::refusals(c(), seatbook_load_report_refused_len, seatbook_load_report_refused_entity,
                            seatbook_load_report_refused_id, seatbook_load_report_refused_index,
                            seatbook_load_report_refused_status, seatbook_load_report_refused_message);
  }
  seatbook_tally tally(seatbook_entity entity) const {
    auto tally = detail::sized<seatbook_tally>();
    detail::run(seatbook_load_report_tally, c(), entity, &tally);
    return tally;
  }
  /// The seats that it took back, or gave to those who waited; must not outlive it.
  ReportRows rows() const noexcept {
    const auto *rows = seatbook_load_report_rows(c());
    return {rows, 0, seatbook_report_len(rows)};
  }
};

/// What loading a roster in portions answers: the report of all of them together, and what was odd.
struct RosterReport {
  LoadReport report;
  Notices notices;
};

/// What to take out of a book.
class Removal {
public:
  Removal() : raw_(detail::made(seatbook_removal_new())) {}
  static Removal from_json(std::string_view json) {
    return Removal(detail::make<seatbook_removal>(seatbook_removal_from_json, detail::str(json)));
  }
  /// Users, groups, pools, products, exclusions or prerequisites by their ids.
  template <typename Ids>
  Removal &add(seatbook_entity entity, const Ids &ids) {
    const auto views = detail::strs(ids);
    detail::run(seatbook_removal_add, raw_.get(), entity, views.data(), views.size());
    return *this;
  }
  /// Take back the seats that are in use first, instead of refusing.
  Removal &give_back(bool yes = true) {
    detail::run(seatbook_removal_set_give_back, raw_.get(), yes);
    return *this;
  }
  /// How many things it names.
  std::size_t size() const noexcept { return seatbook_removal_len(raw_.get()); }
  const seatbook_removal *c() const noexcept { return raw_.get(); }

private:
  explicit Removal(seatbook_removal *raw) noexcept : raw_(raw) {}
  detail::Owned<seatbook_removal, seatbook_removal_free> raw_;
};

/// What a removal answers.
class RemovalReport : public detail::Receipt<seatbook_removal_report, seatbook_removal_report_free, seatbook_removal_report_operation, seatbook_removal_report_request_id,
                                           seatbook_removal_report_replayed, seatbook_removal_report_dry_run, seatbook_removal_report_revision,
                                           seatbook_removal_report_on, seatbook_removal_report_json> {
public:
  using Receipt::Receipt;

  bool complete() const noexcept { return refused() == 0; }
  std::uint64_t removed(seatbook_entity entity) const noexcept { return seatbook_removal_report_removed(c(), entity); }
  std::size_t refused() const noexcept { return seatbook_removal_report_refused_len(c()); }
  std::vector<Refusal> refusals() const {
    return detail::refusals(c(), seatbook_removal_report_refused_len, seatbook_removal_report_refused_entity,
                            seatbook_removal_report_refused_id, seatbook_removal_report_refused_index,
                            seatbook_removal_report_refused_status, seatbook_removal_report_refused_message);
  }
  /// The seats that it took back; must not outlive it.
  ReportRows rows() const noexcept {
    const auto *rows = seatbook_removal_report_rows(c());
    return {rows, 0, seatbook_report_len(rows)};
  }
};

} // namespace seatbook

#endif // SEATBOOK_LOAD_HPP
