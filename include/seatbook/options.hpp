// What goes with every write.
#ifndef SEATBOOK_OPTIONS_HPP
#define SEATBOOK_OPTIONS_HPP

#include "seatbook/day.hpp"

#include <optional>
#include <string_view>

namespace seatbook {

/// A token that stops a request from another thread.
class Cancel {
public:
  Cancel() : raw_(seatbook_cancel_new()) {}
  void set() const noexcept { seatbook_cancel_set(raw_.get()); }
  void clear() const noexcept { seatbook_cancel_clear(raw_.get()); }
  const seatbook_cancel *c() const noexcept { return raw_.get(); }

private:
  detail::Owned<seatbook_cancel, seatbook_cancel_free> raw_;
};

/// What goes with every write. The texts must live until the call is over.
struct Options {
  explicit Options(Day day) : on(day) {}

  Day on;
  std::optional<std::int64_t> at;
  std::string_view actor_id;
  std::string_view actor_role;
  std::string_view reason;
  std::string_view request_id;
  bool atomic = false;
  /// All rows of one user (group, org) or none.
  bool by_user = false;
  bool dry_run = false;
  std::optional<std::uint64_t> expected_revision;
  const Cancel *cancel = nullptr;

  seatbook_options c() const noexcept {
    auto raw = detail::sized<seatbook_options>();
    raw.on = on.number();
    raw.mode = atomic ? SEATBOOK_MODE_ATOMIC : SEATBOOK_MODE_BEST_EFFORT;
    raw.unit = by_user ? SEATBOOK_UNIT_USER : SEATBOOK_UNIT_ROW;
    raw.dry_run = dry_run;
    raw.has_at = at.has_value();
    raw.at = at.value_or(0);
    raw.has_expected_revision = expected_revision.has_value();
    raw.expected_revision = expected_revision.value_or(0);
    raw.actor_id = detail::str(actor_id);
    raw.actor_role = detail::str(actor_role);
    raw.reason = detail::str(reason);
    raw.request_id = detail::str(request_id);
    raw.cancel = cancel == nullptr ? nullptr : cancel->c();
    return raw;
  }
};

} // namespace seatbook

#endif // SEATBOOK_OPTIONS_HPP
