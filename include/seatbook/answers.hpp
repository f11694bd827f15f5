// What a book answers when it is asked: holders, licences, the journal, users, counts and the like.
#ifndef SEATBOOK_ANSWERS_HPP
#define SEATBOOK_ANSWERS_HPP

#include "seatbook/rows.hpp"

namespace seatbook {

/// Which holders are asked for: of a product or of a pool. The texts must live until the call is over.
struct HolderFilter {
  std::string_view product = {};
  std::string_view pool = {};
  std::string_view role = {};
  std::string_view org = {};
  std::optional<seatbook_holder_kind> kind = {};
  seatbook_seat_state state = SEATBOOK_SEAT_STATE_NONE;

  seatbook_holder_filter c() const noexcept {
    auto raw = detail::sized<seatbook_holder_filter>();
    raw.product = detail::str(product), raw.pool = detail::str(pool);
    raw.role = detail::str(role), raw.org = detail::str(org);
    raw.has_holder_kind = kind.has_value(), raw.holder_kind = kind.value_or(SEATBOOK_HOLDER_KIND_USER), raw.state = state;
    return raw;
  }
};

/// Which operations of the journal are asked for. The texts must live until the call is over.
struct JournalFilter {
  std::string_view user = {};
  std::string_view actor = {};
  std::string_view kind = {};
  std::string_view pool = {};
  /// This seat of the pool; 0: any.
  std::uint32_t seat = 0;
  std::optional<Day> from = {};
  std::optional<Day> to = {};

  seatbook_journal_filter c() const noexcept {
    auto raw = detail::sized<seatbook_journal_filter>();
    raw.user = detail::str(user), raw.actor = detail::str(actor), raw.kind = detail::str(kind);
    raw.pool = detail::str(pool), raw.seat = seat;
    raw.from = from ? from->number() : SEATBOOK_NO_DAY, raw.to = to ? to->number() : SEATBOOK_NO_DAY;
    return raw;
  }
};

/// Which users are asked for. The texts must live until the call is over.
struct UserFilter {
  /// Words that stand somewhere in id or names; case and accents do not matter.
  std::string_view text = {};
  std::string_view org = {};
  std::string_view role = {};
  std::string_view group = {};
  std::optional<bool> enabled = {};

  seatbook_user_filter c() const noexcept {
    auto raw = detail::sized<seatbook_user_filter>();
    raw.text = detail::str(text), raw.org = detail::str(org);
    raw.role = detail::str(role), raw.group = detail::str(group);
    raw.has_enabled = enabled.has_value(), raw.enabled = enabled.value_or(false);
    return raw;
  }
};

/// Somebody who holds a seat; must not outlive its list.
class Holder : public detail::RowBase<seatbook_holders> {
public:
  using RowBase::RowBase;

  std::string_view holder() const noexcept { return text(seatbook_holders_holder); }
  seatbook_holder_kind holder_kind() const noexcept { return get(seatbook_holders_holder_kind); }
  std::string_view product() const noexcept { return text(seatbook_holders_product); }
  std::string_view pool() const noexcept { return text(seatbook_holders_pool); }
  std::uint32_t seat() const noexcept { return get(seatbook_holders_seat); }
  seatbook_seat_state state() const noexcept { return get(seatbook_holders_state); }
  std::optional<Day> started_on() const { return day(seatbook_holders_started_on); }
  std::optional<Day> ends_on() const { return day(seatbook_holders_ends_on); }
  std::vector<std::string_view> disabled_plans() const {
    return texts(seatbook_holders_disabled_plan_count, seatbook_holders_disabled_plan);
  }
  std::vector<Source> sources() const {
    return RowBase::sources(seatbook_holders_source_count, seatbook_holders_source_kind, seatbook_holders_source_id);
  }
};

/// A page of those who hold seats, by pool and seat.
using Holders = detail::Page<seatbook_holders, seatbook_holders_free, seatbook_holders_len, seatbook_holders_total,
                             seatbook_holders_next, seatbook_holders_previous, Holder>;

/// A seat that somebody has, or access through another's; must not outlive its list.
class Licence : public detail::RowBase<seatbook_licences> {
public:
  using RowBase::RowBase;

  std::string_view product() const noexcept { return text(seatbook_licences_product); }
  std::string_view product_name() const noexcept { return text(seatbook_licences_product_name); }
  std::string_view pool() const noexcept { return text(seatbook_licences_pool); }
  std::uint32_t seat() const noexcept { return get(seatbook_licences_seat); }
  std::string_view key() const noexcept { return text(seatbook_licences_key); }
  seatbook_seat_state state() const noexcept { return get(seatbook_licences_state); }
  std::optional<Day> started_on() const { return day(seatbook_licences_started_on); }
  std::optional<Day> ends_on() const { return day(seatbook_licences_ends_on); }
  bool derived() const noexcept { return get(seatbook_licences_derived) != 0; }
  std::vector<std::string_view> disabled_plans() const {
    return texts(seatbook_licences_disabled_plan_count, seatbook_licences_disabled_plan);
  }
  std::vector<Source> sources() const {
    return RowBase::sources(seatbook_licences_source_count, seatbook_licences_source_kind, seatbook_licences_source_id);
  }
};

/// What somebody has, by product.
using Licences = detail::List<seatbook_licences, seatbook_licences_free, seatbook_licences_len, Licence>;

/// An operation in the journal; must not outlive its list.
class JournalEntry : public detail::RowBase<seatbook_journal> {
public:
  using RowBase::RowBase;

  std::uint64_t operation() const noexcept { return get(seatbook_journal_operation); }
  std::string_view kind() const noexcept { return text(seatbook_journal_kind); }
  std::optional<Day> on() const { return day(seatbook_journal_on); }
  std::optional<std::int64_t> at() const noexcept {
    return get(seatbook_journal_has_at) != 0 ? std::optional<std::int64_t>(get(seatbook_journal_at)) : std::nullopt;
  }
  std::string_view actor() const noexcept { return text(seatbook_journal_actor); }
  std::string_view role() const noexcept { return text(seatbook_journal_role); }
  std::string_view reason() const noexcept { return text(seatbook_journal_reason); }
  std::string_view request_id() const noexcept { return text(seatbook_journal_request_id); }
  std::string_view hash() const noexcept { return text(seatbook_journal_hash); }
  std::uint64_t requested() const noexcept { return get(seatbook_journal_requested); }
  std::uint64_t changed() const noexcept { return get(seatbook_journal_changed); }
  std::uint64_t unchanged() const noexcept { return get(seatbook_journal_unchanged); }
  std::uint64_t failed() const noexcept { return get(seatbook_journal_failed); }
};

/// A page of operations, newest first.
using Journal = detail::Page<seatbook_journal, seatbook_journal_free, seatbook_journal_len, seatbook_journal_total,
                             seatbook_journal_next, seatbook_journal_previous, JournalEntry>;

/// A user of the book; must not outlive its list.
class User : public detail::RowBase<seatbook_users> {
public:
  using RowBase::RowBase;

  std::string_view id() const noexcept { return text(seatbook_users_id); }
  std::string_view org() const noexcept { return text(seatbook_users_org); }
  std::string_view given_name() const noexcept { return text(seatbook_users_given_name); }
  std::string_view family_name() const noexcept { return text(seatbook_users_family_name); }
  std::string_view display_name() const noexcept { return text(seatbook_users_display_name); }
  std::string_view country() const noexcept { return text(seatbook_users_country); }
  std::vector<std::string_view> roles() const { return texts(seatbook_users_role_count, seatbook_users_role); }
  bool enabled() const noexcept { return get(seatbook_users_enabled) != 0; }
};

/// A page of users, by family name, given name and id.
using Users = detail::Page<seatbook_users, seatbook_users_free, seatbook_users_len, seatbook_users_total,
                           seatbook_users_next, seatbook_users_previous, User>;

/// Somebody who waits for a seat; must not outlive its list.
class Waiting : public detail::RowBase<seatbook_waitlist> {
public:
  using RowBase::RowBase;

  /// The place in the product's queue, from 1.
  std::uint64_t position() const noexcept { return get(seatbook_waitlist_position); }
  std::string_view target() const noexcept { return text(seatbook_waitlist_target); }
  seatbook_holder_kind holder_kind() const noexcept { return get(seatbook_waitlist_holder_kind); }
  std::string_view product() const noexcept { return text(seatbook_waitlist_product); }
  std::int32_t priority() const noexcept { return get(seatbook_waitlist_priority); }
  std::optional<Day> since() const { return day(seatbook_waitlist_since); }
  std::uint64_t operation() const noexcept { return get(seatbook_waitlist_operation); }
  std::vector<Source> sources() const {
    return RowBase::sources(seatbook_waitlist_source_count, seatbook_waitlist_source_kind, seatbook_waitlist_source_id);
  }
};

/// A page of those who wait, by product and place.
using Waitlist = detail::Page<seatbook_waitlist, seatbook_waitlist_free, seatbook_waitlist_len, seatbook_waitlist_total,
                              seatbook_waitlist_next, seatbook_waitlist_previous, Waiting>;

/// Which of some users have a product; must not outlive its list.
class Covered : public detail::RowBase<seatbook_coverage> {
public:
  using RowBase::RowBase;

  std::string_view product() const noexcept { return text(seatbook_coverage_product); }
  seatbook_covered covered() const noexcept { return get(seatbook_coverage_covered); }
  std::uint64_t count() const noexcept { return get(seatbook_coverage_count); }
  std::vector<std::string_view> holders() const { return texts(seatbook_coverage_holder_count, seatbook_coverage_holder); }
  std::vector<std::string_view> derived() const { return texts(seatbook_coverage_derived_count, seatbook_coverage_derived); }
  seatbook_counts counts() const { return filled<seatbook_counts>(seatbook_coverage_counts); }
};

/// Which of some users have which products.
class Coverage : public detail::List<seatbook_coverage, seatbook_coverage_free, seatbook_coverage_len, Covered> {
public:
  using List::List;
  std::uint64_t users() const noexcept { return seatbook_coverage_users(c()); }
  std::vector<std::string_view> unknown() const {
    return detail::texts_of(c(), seatbook_coverage_unknown_count, seatbook_coverage_unknown);
  }
};

/// Seats of a pool in one state with one end date.
struct SeatRow {
  seatbook_seat_state state;
  std::uint64_t seats;
  std::optional<Day> ends_on;
};

/// A pool with its seats by state and end date; must not outlive its list.
class PoolBreakdown : public detail::RowBase<seatbook_breakdown> {
public:
  using RowBase::RowBase;

  std::string_view pool() const noexcept { return text(seatbook_breakdown_pool); }
  std::string_view org() const noexcept { return text(seatbook_breakdown_org); }
  seatbook_pool_kind kind() const noexcept { return get(seatbook_breakdown_kind); }
  std::vector<std::string_view> roles() const { return texts(seatbook_breakdown_role_count, seatbook_breakdown_role); }
  /// "2/22 assigned".
  std::string_view summary() const noexcept { return text(seatbook_breakdown_summary); }
  seatbook_counts counts() const { return filled<seatbook_counts>(seatbook_breakdown_counts); }
  std::vector<SeatRow> rows() const {
    std::vector<SeatRow> all;
    for (std::size_t i = 0; i < get(seatbook_breakdown_row_count); i++)
      all.push_back({get(seatbook_breakdown_row_state, i), get(seatbook_breakdown_row_seats, i),
                     Day::from_number(get(seatbook_breakdown_row_ends_on, i))});
    return all;
  }
};

/// A product's pools, by id.
using Breakdown = detail::List<seatbook_breakdown, seatbook_breakdown_free, seatbook_breakdown_len, PoolBreakdown>;

/// Whether a user may use a product, and which of its plans.
class Entitlement {
public:
  using Raw = seatbook_entitlement;
  explicit Entitlement(seatbook_entitlement *raw) noexcept : raw_(raw) {}

  bool entitled() const noexcept { return seatbook_entitlement_entitled(raw_.get()) != 0; }
  bool enabled() const noexcept { return seatbook_entitlement_enabled(raw_.get()) != 0; }
  std::optional<Day> starts_on() const { return Day::from_number(seatbook_entitlement_starts_on(raw_.get())); }
  std::optional<Day> ends_on() const { return Day::from_number(seatbook_entitlement_ends_on(raw_.get())); }
  std::vector<std::string_view> plans() const {
    return detail::texts_of(c(), seatbook_entitlement_plan_count, seatbook_entitlement_plan);
  }
  std::vector<std::string_view> disabled_plans() const {
    return detail::texts_of(c(), seatbook_entitlement_disabled_plan_count, seatbook_entitlement_disabled_plan);
  }
  /// What he has it by; must not outlive this.
  std::optional<Licence> licence() const noexcept {
    const auto *found = seatbook_entitlement_licence(raw_.get());
    return found == nullptr ? std::nullopt : std::optional<Licence>(Licence(found, 0));
  }
  const seatbook_entitlement *c() const noexcept { return raw_.get(); }

private:
  detail::Owned<seatbook_entitlement, seatbook_entitlement_free> raw_;
};

/// Counts of one product (and org); must not outlive its list.
class ProductCounts : public detail::RowBase<seatbook_counts_list> {
public:
  using RowBase::RowBase;
  std::string_view product() const noexcept { return text(seatbook_counts_list_product); }
  /// Empty unless the counts are by org.
  std::string_view org() const noexcept { return text(seatbook_counts_list_org); }
  seatbook_counts counts() const { return filled<seatbook_counts>(seatbook_counts_list_get); }
};

/// Counts of several products, or of one product by org.
using CountsList = detail::List<seatbook_counts_list, seatbook_counts_list_free, seatbook_counts_list_len, ProductCounts>;

/// Reusable seats that end on the same day.
struct Reusable {
  std::optional<Day> ends_on;
  std::uint64_t seats;
};

/// What of a product could be handed out on a day.
class Supply {
public:
  using Raw = seatbook_supply;
  explicit Supply(Raw *raw) noexcept : raw_(raw) {}

  std::string_view product() const noexcept { return detail::view(seatbook_supply_product(c())); }
  std::uint64_t new_seats() const noexcept { return seatbook_supply_new_seats(c()); }
  bool unlimited() const noexcept { return seatbook_supply_unlimited(c()) != 0; }
  std::vector<Reusable> reusable() const {
    std::vector<Reusable> all;
    for (std::size_t i = 0; i < seatbook_supply_reusable_len(c()); i++)
      all.push_back({Day::from_number(seatbook_supply_reusable_ends_on(c(), i)), seatbook_supply_reusable_seats(c(), i)});
    return all;
  }
  const Raw *c() const noexcept { return raw_.get(); }

private:
  detail::Owned<seatbook_supply, seatbook_supply_free> raw_;
};

/// What recounting a book found.
class Verification {
public:
  using Raw = seatbook_verification;
  explicit Verification(Raw *raw) noexcept : raw_(raw) {}

  bool ok() const noexcept { return seatbook_verification_ok(c()) != 0; }
  std::vector<std::string_view> problems() const {
    return detail::texts_of(c(), seatbook_verification_problem_count, seatbook_verification_problem);
  }
  seatbook_head head() const {
    auto head = detail::sized<seatbook_head>();
    detail::run(seatbook_verification_head, c(), &head);
    return head;
  }
  std::uint64_t operations() const noexcept { return seatbook_verification_operations(c()); }
  std::uint64_t users() const noexcept { return seatbook_verification_users(c()); }
  std::uint64_t pools() const noexcept { return seatbook_verification_pools(c()); }
  std::uint64_t seats() const noexcept { return seatbook_verification_seats(c()); }
  const Raw *c() const noexcept { return raw_.get(); }

private:
  detail::Owned<seatbook_verification, seatbook_verification_free> raw_;
};

} // namespace seatbook

#endif // SEATBOOK_ANSWERS_HPP
