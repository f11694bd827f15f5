// What writes of rows answer: a row for every target and product, in request order.
#ifndef SEATBOOK_REPORT_HPP
#define SEATBOOK_REPORT_HPP

#include "seatbook/rows.hpp"

namespace seatbook {

/// A row of a report; must not outlive it.
class Row : public detail::RowBase<seatbook_report> {
public:
  using RowBase::RowBase;

  seatbook_op op() const noexcept { return get(seatbook_report_row_op); }
  seatbook_outcome outcome() const noexcept { return get(seatbook_report_row_outcome); }
  std::string_view op_name() const noexcept { return seatbook_op_name(op()); }
  std::string_view outcome_name() const noexcept { return seatbook_outcome_name(outcome()); }
  bool changed() const noexcept { return seatbook_outcome_class(outcome()) == SEATBOOK_CLASS_CHANGED; }
  bool refused() const noexcept { return seatbook_outcome_class(outcome()) == SEATBOOK_CLASS_REFUSED; }
  std::string_view target() const noexcept { return text(seatbook_report_row_target); }
  seatbook_holder_kind holder_kind() const noexcept { return get(seatbook_report_row_holder_kind); }
  std::string_view product() const noexcept { return text(seatbook_report_row_product); }
  std::string_view pool() const noexcept { return text(seatbook_report_row_seat_pool); }
  std::uint32_t seat() const noexcept { return get(seatbook_report_row_seat_number); }
  std::string_view key() const noexcept { return text(seatbook_report_row_seat_key); }
  std::optional<Day> started_on() const { return day(seatbook_report_row_started_on); }
  std::optional<Day> ends_on() const { return day(seatbook_report_row_ends_on); }
  std::vector<std::string_view> disabled_plans() const {
    return texts(seatbook_report_row_disabled_plan_count, seatbook_report_row_disabled_plan);
  }
  std::string_view source() const noexcept { return text(seatbook_report_row_source); }
  seatbook_source_kind source_kind() const noexcept { return get(seatbook_report_row_source_kind); }
  std::string_view source_id() const noexcept { return text(seatbook_report_row_source_id); }
  seatbook_seat_state previous_state() const noexcept { return get(seatbook_report_row_previous_state); }
  std::string_view in_the_way_product() const noexcept { return text(seatbook_report_row_in_the_way_product); }
  std::string_view in_the_way_plan() const noexcept { return text(seatbook_report_row_in_the_way_plan); }
  std::string_view in_the_way_group() const noexcept { return text(seatbook_report_row_in_the_way_group); }
  std::string_view in_the_way_pool() const noexcept { return text(seatbook_report_row_in_the_way_pool); }
  /// How many reusable seats could be had if asked for.
  std::uint64_t reusable() const noexcept { return get(seatbook_report_row_in_the_way_reusable); }
  /// Place on the product's waiting list, from 1; 0: not on it.
  std::uint64_t waiting() const noexcept { return get(seatbook_report_row_in_the_way_waiting); }
  std::vector<Day> end_dates() const {
    std::vector<Day> all;
    for (std::size_t i = 0; i < get(seatbook_report_row_in_the_way_end_date_count); i++)
      all.push_back(*Day::from_number(get(seatbook_report_row_in_the_way_end_date, i)));
    return all;
  }
  std::string_view sentence() const noexcept { return text(seatbook_report_row_sentence); }
};

/// A product that has too few seats for the demand; must not outlive its report.
struct Shortfall {
  std::string_view product;
  std::uint64_t needed;
  std::uint64_t available;
  std::uint64_t missing;
};

/// Something worth knowing that is no refusal; must not outlive its report.
struct Warning {
  std::string_view code;
  std::string_view pool;
  std::string_view message;
};

/// Rows of a report; must not outlive it.
using ReportRows = detail::Rows<seatbook_report, Row>;

/// What a write answers: one row for every target and product asked for, in request order.
class Report : public detail::List<seatbook_report, seatbook_report_free, seatbook_report_len, Row> {
public:
  using List::List;

  seatbook_report_status status() const noexcept { return seatbook_report_overall_status(c()); }
  std::uint64_t operation() const noexcept { return seatbook_report_operation(c()); }
  std::uint64_t revision() const noexcept { return seatbook_report_revision(c()); }
  std::optional<Day> on() const { return Day::from_number(seatbook_report_on(c())); }
  bool replayed() const noexcept { return seatbook_report_replayed(c()) != 0; }
  std::string_view request_id() const noexcept { return detail::view(seatbook_report_request_id(c())); }
  std::uint64_t requested() const noexcept { return seatbook_report_requested(c()); }
  std::uint64_t changed() const noexcept { return seatbook_report_changed(c()); }
  std::uint64_t unchanged() const noexcept { return seatbook_report_unchanged(c()); }
  std::uint64_t failed() const noexcept { return seatbook_report_failed(c()); }
  std::string_view json() const noexcept { return detail::view(seatbook_report_json(c())); }
  /// The rows that were asked for as a table for spreadsheets.
  std::string_view csv() const noexcept { return detail::view(seatbook_report_csv(c())); }
  /// Those who waited and got a seat that this freed; must not outlive the report.
  ReportRows from_waitlist() const noexcept {
    return rows(size(), seatbook_report_from_waitlist_len(c()));
  }

  std::vector<Shortfall> shortfall() const {
    std::vector<Shortfall> all;
    for (std::size_t i = 0; i < seatbook_report_shortfall_count(c()); i++)
      all.push_back({detail::view(seatbook_report_shortfall_product(c(), i)), seatbook_report_shortfall_needed(c(), i),
                     seatbook_report_shortfall_available(c(), i), seatbook_report_shortfall_missing(c(), i)});
    return all;
  }
  std::vector<Warning> warnings() const {
    std::vector<Warning> all;
    for (std::size_t i = 0; i < seatbook_report_warning_count(c()); i++)
      all.push_back({detail::view(seatbook_report_warning_code(c(), i)), detail::view(seatbook_report_warning_pool(c(), i)),
                     detail::view(seatbook_report_warning_message(c(), i))});
    return all;
  }
};

/// Seats of a pool whose time began by itself; must not outlive its list.
class Begun : public detail::RowBase<seatbook_advance_report> {
public:
  using RowBase::RowBase;
  std::string_view pool() const noexcept { return text(seatbook_advance_report_pool); }
  std::uint64_t started() const noexcept { return get(seatbook_advance_report_started); }
  std::uint64_t reusable() const noexcept { return get(seatbook_advance_report_reusable); }
};

/// What writing down the dates answers.
class AdvanceReport : public detail::List<seatbook_advance_report, seatbook_advance_report_free,
                                          seatbook_advance_report_len, Begun> {
public:
  using List::List;
  std::uint64_t operation() const noexcept { return seatbook_advance_report_operation(c()); }
  std::string_view request_id() const noexcept { return detail::view(seatbook_advance_report_request_id(c())); }
  bool dry_run() const noexcept { return seatbook_advance_report_dry_run(c()) != 0; }
  std::uint64_t revision() const noexcept { return seatbook_advance_report_revision(c()); }
  std::optional<Day> on() const { return Day::from_number(seatbook_advance_report_on(c())); }
  bool replayed() const noexcept { return seatbook_advance_report_replayed(c()) != 0; }
  std::string_view json() const noexcept { return detail::view(seatbook_advance_report_json(c())); }
};

} // namespace seatbook

#endif // SEATBOOK_REPORT_HPP
