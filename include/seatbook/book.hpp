// An open book: everything that can be done with it and asked of it.
#ifndef SEATBOOK_BOOK_HPP
#define SEATBOOK_BOOK_HPP

#include "seatbook/activation.hpp"
#include "seatbook/answers.hpp"
#include "seatbook/load.hpp"
#include "seatbook/open.hpp"
#include "seatbook/request.hpp"

#include <utility>
#include <vector>

namespace seatbook {

/// An open book. May be used from many threads at once.
class Book {
public:
  static Book create(std::string_view path, const OpenOptions &options = {}) {
    return opened(seatbook_book_create, options, detail::str(path));
  }
  static Book open(std::string_view path, const OpenOptions &options = {}) {
    return opened(seatbook_book_open, options, detail::str(path));
  }
  static Book in_memory(const OpenOptions &options = {}) {
    return opened(seatbook_book_in_memory_with, options);
  }

  Book(Book &&other) noexcept : raw_(std::exchange(other.raw_, nullptr)) {}
  Book &operator=(Book &&other) noexcept {
    std::swap(raw_, other.raw_);
    return *this;
  }
  Book(const Book &) = delete;
  Book &operator=(const Book &) = delete;
  /// Closes the book; call close() to hear of a failure.
  ~Book() { (void)seatbook_book_close(raw_, nullptr); }

  void close() {
    detail::run(seatbook_book_close, raw_);
    raw_ = nullptr;
  }
  std::uint64_t revision() const {
    std::uint64_t revision = 0;
    detail::run(seatbook_book_revision, raw_, &revision);
    return revision;
  }

  LoadReport load(const Load &load, const Options &options) const {
    return write<LoadReport>(options, seatbook_book_load, load.c());
  }
  RemovalReport remove(const Removal &removal, const Options &options) const {
    return write<RemovalReport>(options, seatbook_book_remove, removal.c());
  }
  /// Takes in a licence file; with `auto_activate` it is activated at once if no line is blocked.
  ActivationReport stage(std::string_view file, bool auto_activate, const Options &options) const {
    return write<ActivationReport>(options, seatbook_book_stage, detail::str(file), std::uint32_t{auto_activate});
  }
  /// Takes over a licence file that waits, after these holders gave their seats back.
  ActivationReport activate(std::uint64_t activation, const std::vector<LineRemoval> &removals, const Options &options) const {
    std::vector<std::vector<seatbook_str>> holders;
    std::vector<seatbook_line_removal> raw;
    for (const auto &removal : removals) {
      holders.push_back(detail::strs(removal.holders));
      raw.push_back({detail::str(removal.line), holders.back().data(), holders.back().size()});
    }
    return write<ActivationReport>(options, seatbook_book_activate, activation, raw.data(), raw.size());
  }
  ActivationReport discard(std::uint64_t activation, const Options &options) const {
    return write<ActivationReport>(options, seatbook_book_discard, activation);
  }
  ActivationReport mark_seen(std::uint64_t activation, const Options &options) const {
    return write<ActivationReport>(options, seatbook_book_mark_seen, activation);
  }
  /// What a document of the format seatbook.licence_action/1 asks for.
  ActivationReport licence_action_json(std::string_view json, const Options &options) const {
    return write<ActivationReport>(options, seatbook_licence_action_json, detail::str(json));
  }
  /// What a licence file would change on a day.
  ActivationDiff activation_diff(std::uint64_t activation, Day on) const {
    return ask<ActivationDiff>(seatbook_book_activation_diff, activation, on.number());
  }
  /// Who holds seats of a line of a licence file, and how many must give theirs back.
  Reduction reduction(std::uint64_t activation, std::string_view line, Day on, std::string_view cursor = {},
                      std::size_t limit = 0) const {
    return ask<Reduction>(seatbook_book_reduction, activation, detail::str(line), on.number(), detail::str(cursor), limit);
  }
  /// Makes two accounts of one person one.
  Report merge(std::string_view from, std::string_view into, const Options &options) const {
    return write<Report>(options, seatbook_book_merge, detail::str(from), detail::str(into));
  }
  Report apply(const Request &request, const Options &options) const {
    return write<Report>(options, seatbook_apply, request.c());
  }
  /// A request from JSON with the options it carries.
  Report apply_json(std::string_view json) const { return ask<Report>(seatbook_apply_json, detail::str(json)); }
  Report assign(std::string_view user, std::string_view product, const Options &options) const {
    return write<Report>(options, seatbook_assign, detail::str(user), detail::str(product));
  }
  Report revoke(std::string_view user, std::string_view product, const Options &options) const {
    return write<Report>(options, seatbook_revoke, detail::str(user), detail::str(product));
  }
  Report reuse(std::string_view user, std::string_view product, const Options &options) const {
    return write<Report>(options, seatbook_reuse, detail::str(user), detail::str(product));
  }
  Report start(std::string_view user, std::string_view product, const Options &options) const {
    return write<Report>(options, seatbook_start, detail::str(user), detail::str(product));
  }
  /// Writes down what dates have brought about; never needed for a right answer.
  AdvanceReport advance(const Options &options) const { return write<AdvanceReport>(options, seatbook_book_advance); }
  /// The stored report of an operation on rows.
  Report stored_report(std::uint64_t operation) const { return ask<Report>(seatbook_book_report, operation); }

  seatbook_counts counts(std::string_view product, Day on, std::string_view org = {}) const {
    auto counts = detail::sized<seatbook_counts>();
    detail::run(seatbook_book_counts, raw_, detail::str(product), detail::str(org), on.number(), &counts);
    return counts;
  }
  /// Counts of every product that has pools for an org, or anywhere.
  CountsList counts_of_all(Day on, std::string_view org = {}) const {
    return ask<CountsList>(seatbook_book_counts_of_all, detail::str(org), on.number());
  }
  /// Counts of a product by org: of an org and those below it, or of all.
  CountsList counts_by_org(std::string_view product, Day on, std::string_view org = {}) const {
    return ask<CountsList>(seatbook_book_counts_by_org, detail::str(product), detail::str(org), on.number());
  }
  /// What of a product could be handed out.
  Supply supply(std::string_view product, Day on, std::string_view org = {}) const {
    return ask<Supply>(seatbook_book_supply, detail::str(product), detail::str(org), on.number());
  }
  /// Who holds seats of a product; `cursor` is empty for the first page, `limit` 0 is 100.
  Holders holders(std::string_view product, Day on, std::string_view cursor = {}, std::size_t limit = 0) const {
    return ask<Holders>(seatbook_book_holders, detail::str(product), on.number(), detail::str(cursor), limit);
  }
  Holders holders_of_pool(std::string_view pool, Day on, std::string_view cursor = {}, std::size_t limit = 0) const {
    return ask<Holders>(seatbook_book_holders_of_pool, detail::str(pool), on.number(), detail::str(cursor), limit);
  }
  Licences licences(std::string_view user, Day on) const {
    return ask<Licences>(seatbook_book_licences, detail::str(user), on.number());
  }
  Licences licences_of_group(std::string_view group, Day on) const {
    return ask<Licences>(seatbook_book_licences_of_group, detail::str(group), on.number());
  }
  Licences licences_of_org(std::string_view org, Day on) const {
    return ask<Licences>(seatbook_book_licences_of_org, detail::str(org), on.number());
  }
  /// Some of those who hold seats of a product or pool.
  Holders holders(const HolderFilter &filter, Day on, std::string_view cursor = {}, std::size_t limit = 0) const {
    const auto raw = filter.c();
    return ask<Holders>(seatbook_book_holders_where, &raw, on.number(), detail::str(cursor), limit);
  }
  Entitlement entitled(std::string_view user, std::string_view product, Day on) const {
    return ask<Entitlement>(seatbook_book_entitled, detail::str(user), detail::str(product), on.number());
  }
  /// Which of some users have which products; without products, of all that have pools.
  template <typename Ids, typename Products>
  Coverage coverage(const Ids &users, const Products &products, Day on) const {
    const auto u = detail::strs(users), p = detail::strs(products);
    return ask<Coverage>(seatbook_book_coverage, u.data(), u.size(), p.data(), p.size(), on.number());
  }
  Breakdown breakdown(std::string_view product, Day on, std::string_view org = {}) const {
    return ask<Breakdown>(seatbook_book_breakdown, detail::str(product), detail::str(org), on.number());
  }
  /// Users, by family name, given name and id.
  Users users(const UserFilter &filter = {}, std::string_view cursor = {}, std::size_t limit = 0) const {
    const auto raw = filter.c();
    return ask<Users>(seatbook_book_users, &raw, detail::str(cursor), limit);
  }
  /// Who waits for a product (empty: for any); only one user, if one is given.
  Waitlist waitlist(std::string_view product = {}, std::string_view user = {}, std::string_view cursor = {},
                    std::size_t limit = 0) const {
    return ask<Waitlist>(seatbook_book_waitlist, detail::str(product), detail::str(user), detail::str(cursor), limit);
  }
  /// Some operations, newest first.
  Journal journal(const JournalFilter &filter, std::string_view cursor = {}, std::size_t limit = 0) const {
    const auto raw = filter.c();
    return ask<Journal>(seatbook_book_journal_where, &raw, detail::str(cursor), limit);
  }
  /// Operations, newest first; only those that name a user, if one is given.
  Journal journal(std::string_view user = {}, std::string_view cursor = {}, std::size_t limit = 0) const {
    return ask<Journal>(seatbook_book_journal, detail::str(user), detail::str(cursor), limit);
  }
  /// A question in JSON; the answer is JSON.
  std::string query(std::string_view json) const {
    const detail::Owned<seatbook_text, seatbook_text_free> answer(
        detail::make<seatbook_text>(seatbook_query_json, raw_, detail::str(json)));
    return std::string(detail::view(seatbook_text_str(answer.get())));
  }
  seatbook_head head() const {
    auto head = detail::sized<seatbook_head>();
    detail::run(seatbook_book_head, raw_, &head);
    return head;
  }
  /// Recounts everything and walks the journal's chain; with an earlier head, throws if the book does not descend from it.
  Verification verify() const { return verify_since(nullptr); }
  Verification verify(const seatbook_head &since) const { return verify_since(&since); }
  seatbook_book *c() const noexcept { return raw_; }

private:
  explicit Book(seatbook_book *raw) noexcept : raw_(raw) {}

  template <typename Function, typename... Arguments>
  static Book opened(Function function, const OpenOptions &options, Arguments... arguments) {
    const auto raw = options.c();
    return Book(detail::make<seatbook_book>(function, arguments..., &raw));
  }
  Verification verify_since(const seatbook_head *since) const { return ask<Verification>(seatbook_book_verify, since); }

  /// An object that a function of the book gives.
  template <typename Object, typename Function, typename... Arguments>
  Object ask(Function function, Arguments... arguments) const {
    return Object(detail::make<typename Object::Raw>(function, raw_, arguments...));
  }
  /// The same of a function whose last argument is the options.
  template <typename Object, typename Function, typename... Arguments>
  Object write(const Options &options, Function function, Arguments... arguments) const {
    const auto raw = options.c();
    return ask<Object>(function, arguments..., &raw);
  }

  seatbook_book *raw_;
};

} // namespace seatbook

#endif // SEATBOOK_BOOK_HPP
