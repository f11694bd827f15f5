// Licence files: what they change, who would have to give a seat back, and what taking them over answers.
#ifndef SEATBOOK_ACTIVATION_HPP
#define SEATBOOK_ACTIVATION_HPP

#include "seatbook/report.hpp"

namespace seatbook {

/// A term that a licence file changes: its name, what it was, what it becomes. It must not outlive its lines.
struct Term {
  std::string_view name;
  std::string_view before;
  std::string_view after;
};

/// A line of a licence file that changes something; must not outlive what it came from.
class Line : public detail::RowBase<seatbook_activation_lines> {
public:
  using RowBase::RowBase;

  std::string_view line() const noexcept { return text(seatbook_activation_lines_line); }
  std::string_view name() const noexcept { return text(seatbook_activation_lines_name); }
  std::string_view product() const noexcept { return text(seatbook_activation_lines_product); }
  seatbook_line_kind kind() const noexcept { return get(seatbook_activation_lines_kind); }
  std::string_view kind_name() const noexcept { return seatbook_line_kind_name(kind()); }
  seatbook_line_change change() const noexcept { return get(seatbook_activation_lines_change); }
  std::string_view change_name() const noexcept { return seatbook_line_change_name(change()); }
  /// Totals may be SEATBOOK_UNLIMITED.
  std::uint64_t old_total() const noexcept { return get(seatbook_activation_lines_old_total); }
  std::uint64_t new_total() const noexcept { return get(seatbook_activation_lines_new_total); }
  std::uint64_t in_use() const noexcept { return get(seatbook_activation_lines_in_use); }
  std::uint64_t revocable() const noexcept { return get(seatbook_activation_lines_revocable); }
  std::uint64_t available() const noexcept { return get(seatbook_activation_lines_available); }
  std::uint64_t available_after() const noexcept { return get(seatbook_activation_lines_available_after); }
  std::uint64_t to_remove() const noexcept { return get(seatbook_activation_lines_to_remove); }
  /// Whether holders must give their seats back before this line can be taken over.
  bool blocked() const noexcept { return get(seatbook_activation_lines_blocked) != 0; }
  std::vector<Term> terms() const {
    std::vector<Term> all;
    for (std::size_t i = 0; i < get(seatbook_activation_lines_term_count); i++)
      all.push_back({text(seatbook_activation_lines_term_name, i), text(seatbook_activation_lines_term_old, i),
                     text(seatbook_activation_lines_term_new, i)});
    return all;
  }
};

/// Lines of a licence file that change something; must not outlive what they came from.
using Lines = detail::Rows<seatbook_activation_lines, Line>;

namespace detail {

inline Lines lines(const seatbook_activation_lines *raw) noexcept { return {raw, 0, seatbook_activation_lines_len(raw)}; }

} // namespace detail

/// What staging, activating, discarding and marking as seen a licence file answer.
class ActivationReport
    : public detail::Receipt<seatbook_activation_report, seatbook_activation_report_free, seatbook_activation_report_operation, seatbook_activation_report_request_id,
                                           seatbook_activation_report_replayed, seatbook_activation_report_dry_run, seatbook_activation_report_revision,
                                           seatbook_activation_report_on, seatbook_activation_report_json> {
public:
  using Receipt::Receipt;

  /// The licence file's number.
  std::uint64_t activation() const noexcept { return seatbook_activation_report_activation(c()); }
  seatbook_activation_state state() const noexcept { return seatbook_activation_report_state(c()); }
  std::string_view state_name() const noexcept { return seatbook_activation_state_name(state()); }
  /// Whether its totals hold now.
  bool active() const noexcept { return seatbook_activation_report_active(c()) != 0; }
  /// Whether somebody has seen its changes.
  bool seen() const noexcept { return seatbook_activation_report_seen(c()) != 0; }
  /// Whether it waits because holders must give their seats back first.
  bool blocked() const noexcept { return seatbook_activation_report_blocked(c()) != 0; }
  std::string_view org() const noexcept { return detail::view(seatbook_activation_report_org(c())); }
  std::string_view owner() const noexcept { return detail::view(seatbook_activation_report_owner(c())); }
  std::string_view serial_number() const noexcept { return detail::view(seatbook_activation_report_serial_number(c())); }
  std::string_view issuer() const noexcept { return detail::view(seatbook_activation_report_issuer(c())); }
  /// Where more can be bought; empty if the vendor does not say.
  std::string_view purchase_url() const noexcept { return detail::view(seatbook_activation_report_purchase_url(c())); }
  /// The version of the file, which grows with each that the vendor makes.
  std::uint64_t version() const noexcept { return seatbook_activation_report_version(c()); }
  /// The lines that change; they must not outlive it.
  Lines lines() const noexcept { return detail::lines(seatbook_activation_report_lines(c())); }
  /// The seats that were taken back; must not outlive it.
  ReportRows rows() const noexcept {
    const auto *rows = seatbook_activation_report_rows(c());
    return {rows, 0, seatbook_report_len(rows)};
  }
};

/// What a licence file would change on a day.
class ActivationDiff {
public:
  using Raw = seatbook_activation_diff;
  explicit ActivationDiff(Raw *raw) noexcept : raw_(raw) {}

  std::uint64_t activation() const noexcept { return seatbook_activation_diff_activation(c()); }
  seatbook_activation_state state() const noexcept { return seatbook_activation_diff_state(c()); }
  std::optional<Day> on() const { return Day::from_number(seatbook_activation_diff_on(c())); }
  bool blocked() const noexcept { return seatbook_activation_diff_blocked(c()) != 0; }
  /// The lines that change; they must not outlive it.
  Lines lines() const noexcept { return detail::lines(seatbook_activation_diff_lines(c())); }
  const Raw *c() const noexcept { return raw_.get(); }

private:
  detail::Owned<seatbook_activation_diff, seatbook_activation_diff_free> raw_;
};

/// Somebody who holds a seat of a line that has too few; must not outlive its list.
class Candidate : public detail::RowBase<seatbook_reduction> {
public:
  using RowBase::RowBase;

  std::string_view holder() const noexcept { return text(seatbook_reduction_holder); }
  std::string_view name() const noexcept { return text(seatbook_reduction_name); }
  std::string_view pool() const noexcept { return text(seatbook_reduction_pool); }
  std::uint32_t seat() const noexcept { return get(seatbook_reduction_seat); }
  seatbook_seat_state state() const noexcept { return get(seatbook_reduction_state); }
  std::optional<Day> started_on() const { return day(seatbook_reduction_started_on); }
  std::optional<Day> ends_on() const { return day(seatbook_reduction_ends_on); }
  /// Whether he is among those whom one would choose first.
  bool suggested() const noexcept { return get(seatbook_reduction_suggested) != 0; }
  seatbook_suggestion_reason reason() const noexcept { return get(seatbook_reduction_reason); }
  std::string_view reason_name() const noexcept { return seatbook_suggestion_reason_name(reason()); }
  /// Whether his seat can be taken back; if not, `refused` says why.
  bool revocable() const noexcept { return get(seatbook_reduction_revocable) != 0; }
  seatbook_outcome refused() const noexcept { return get(seatbook_reduction_refused); }
};

/// A page of those who hold seats of a line, suggested ones first, and how many must give theirs back.
class Reduction : public detail::Page<seatbook_reduction, seatbook_reduction_free, seatbook_reduction_len, seatbook_reduction_total,
                                      seatbook_reduction_next, seatbook_reduction_previous, Candidate> {
public:
  using Page::Page;

  std::string_view line() const noexcept { return detail::view(seatbook_reduction_line(c())); }
  std::string_view product() const noexcept { return detail::view(seatbook_reduction_product(c())); }
  std::uint64_t new_total() const noexcept { return seatbook_reduction_new_total(c()); }
  std::uint64_t occupied() const noexcept { return seatbook_reduction_occupied(c()); }
  std::uint64_t available() const noexcept { return seatbook_reduction_available(c()); }
  std::uint64_t to_remove() const noexcept { return seatbook_reduction_to_remove(c()); }
};

/// Who of a line gives his seat back when a licence file is taken over. The texts must live until then.
struct LineRemoval {
  std::string_view line;
  std::vector<std::string_view> holders;
};

} // namespace seatbook

#endif // SEATBOOK_ACTIVATION_HPP
