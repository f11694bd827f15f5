// What a host asks of a book: items of operations, users and products.
#ifndef SEATBOOK_REQUEST_HPP
#define SEATBOOK_REQUEST_HPP

#include "seatbook/options.hpp"
#include "seatbook/user_list.hpp"

#include <initializer_list>
#include <vector>

namespace seatbook {

/// What an item may ask for beside operation, targets and products. The texts must live until it is added.
struct ItemOptions {
  std::vector<std::string_view> pools = {};
  seatbook_seat_choice seat_choice = SEATBOOK_SEAT_CHOICE_NEW;
  std::optional<Day> ends_on = {};
  /// This very seat of the one pool in `pools`; 0: any.
  std::uint32_t seat = 0;
  /// Exactly these plans are off; not set: as they are.
  std::optional<std::vector<std::string_view>> disabled_plans = {};
  std::int32_t priority = 0;
  bool waitlist = false;
  bool keep_others = false;
  bool all_sources = false;
  bool everything = false;
};

/// Rows that are decided together and written in one transaction.
class Request {
public:
  Request() : raw_(detail::made(seatbook_request_new())) {}
  static Request from_json(std::string_view json) {
    return Request(detail::make<seatbook_request>(seatbook_request_from_json, detail::str(json)));
  }

  template <typename Users, typename Products>
  Request &users(seatbook_op op, const Users &users, const Products &products, const ItemOptions &item = {}) {
    return many(seatbook_request_add_users, op, users, products, item);
  }
  Request &user(seatbook_op op, std::string_view user, std::string_view product, const ItemOptions &item = {}) {
    using One = std::initializer_list<std::string_view>;
    return users(op, One{user}, One{product}, item);
  }
  /// The members of a group, each for himself.
  template <typename Products>
  Request &group(seatbook_op op, std::string_view group, const Products &products, const ItemOptions &item = {}) {
    const auto p = detail::strs(products);
    const seatbook_str *all = nullptr;
    return add(item, seatbook_request_add_group, op, detail::str(group), all, 0, p.data(), p.size());
  }
  /// Some members of a group.
  template <typename Members, typename Products>
  Request &members(seatbook_op op, std::string_view group, const Members &members, const Products &products,
                   const ItemOptions &item = {}) {
    auto m = detail::strs(members);
    const auto p = detail::strs(products);
    const auto count = m.size();
    m.emplace_back(); // so that no members are not taken for all
    return add(item, seatbook_request_add_group, op, detail::str(group), m.data(), count, p.data(), p.size());
  }
  /// Groups themselves: each holds one seat of a `group` pool.
  template <typename Groups, typename Products>
  Request &holder_groups(seatbook_op op, const Groups &groups, const Products &products, const ItemOptions &item = {}) {
    return many(seatbook_request_add_holder_groups, op, groups, products, item);
  }
  /// Orgs themselves: each holds one seat of a `school` or `tenant` pool.
  template <typename Orgs, typename Products>
  Request &holder_orgs(seatbook_op op, const Orgs &orgs, const Products &products, const ItemOptions &item = {}) {
    return many(seatbook_request_add_holder_orgs, op, orgs, products, item);
  }
  /// Everybody who holds a seat of a product.
  Request &holders(seatbook_op op, std::string_view product, const ItemOptions &item = {}) {
    return add(item, seatbook_request_add_holders, op, detail::str(product));
  }
  /// Whoever holds this seat.
  Request &seat(seatbook_op op, std::string_view pool, std::uint32_t seat) {
    detail::run(seatbook_request_add_seat, raw_.get(), op, detail::str(pool), seat);
    return *this;
  }
  /// For each user a seat of `to` in the place of his seat of `from`.
  template <typename Users>
  Request &swap(const Users &users, std::string_view from, std::string_view to, const ItemOptions &item = {}) {
    const auto u = detail::strs(users);
    return add(item, seatbook_request_add_swap, u.data(), u.size(), detail::str(from), detail::str(to));
  }
  /// Everybody on a list; what a line names of product, pool and end date takes the place of what is given here.
  template <typename Products>
  Request &list(seatbook_op op, const UserList &list, const Products &products, const ItemOptions &item = {}) {
    const auto p = detail::strs(products);
    return add(item, seatbook_request_add_list, op, list.c(), p.data(), p.size());
  }
  /// The undoing of an operation; alone in its request.
  Request &undo(std::uint64_t operation) {
    detail::run(seatbook_request_add_undo, raw_.get(), operation);
    return *this;
  }
  std::size_t size() const noexcept { return seatbook_request_len(raw_.get()); }
  /// The options that came with its JSON. Their texts must not outlive it.
  seatbook_options options() const {
    auto options = detail::sized<seatbook_options>();
    detail::run(seatbook_request_options, raw_.get(), &options);
    return options;
  }
  const seatbook_request *c() const noexcept { return raw_.get(); }

private:
  explicit Request(seatbook_request *raw) noexcept : raw_(raw) {}

  template <typename Function, typename... Arguments>
  Request &add(const ItemOptions &item, Function function, Arguments... arguments) {
    auto raw = detail::sized<seatbook_item_options>();
    const auto pools = detail::strs(item.pools);
    const auto plans = detail::strs(item.disabled_plans.value_or(std::vector<std::string_view>{}));
    raw.pools = pools.data(), raw.pool_count = pools.size();
    raw.seat_choice = item.seat_choice;
    raw.ends_on = item.ends_on ? item.ends_on->number() : SEATBOOK_NO_DAY;
    raw.seat = item.seat, raw.priority = item.priority;
    raw.has_disabled_plans = item.disabled_plans.has_value();
    raw.disabled_plans = plans.data(), raw.disabled_plan_count = plans.size();
    raw.waitlist = item.waitlist, raw.keep_others = item.keep_others;
    raw.all_sources = item.all_sources, raw.everything = item.everything;
    detail::run(function, raw_.get(), arguments..., &raw);
    return *this;
  }
  template <typename Function, typename Targets, typename Products>
  Request &many(Function function, seatbook_op op, const Targets &targets, const Products &products, const ItemOptions &item) {
    const auto t = detail::strs(targets), p = detail::strs(products);
    return add(item, function, op, t.data(), t.size(), p.data(), p.size());
  }

  detail::Owned<seatbook_request, seatbook_request_free> raw_;
};

} // namespace seatbook

#endif // SEATBOOK_REQUEST_HPP
