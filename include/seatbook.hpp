// seatbook.hpp: C++17 over seatbook.h. Header-only. Objects own what they hold and move; texts are std::string_view into
// the object they came from. Only failed calls throw (seatbook::Error); a refused row is a row of the report.
#ifndef SEATBOOK_HPP
#define SEATBOOK_HPP

#include "seatbook.h"

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace seatbook {

namespace detail {

template <auto Free>
struct Deleter {
  template <typename T>
  void operator()(T *raw) const noexcept {
    Free(raw);
  }
};

template <typename T, auto Free>
using Owned = std::unique_ptr<T, Deleter<Free>>;

inline seatbook_str str(std::string_view text) noexcept { return {text.data(), text.size()}; }

inline std::string_view view(seatbook_str text) noexcept {
  return text.len == 0 ? std::string_view{} : std::string_view{text.data, text.len};
}

/// Views for a call; they live as long as the texts they were made from.
template <typename Texts>
std::vector<seatbook_str> strs(const Texts &texts) {
  std::vector<seatbook_str> all;
  for (const auto &text : texts) all.push_back(str(text));
  return all;
}

template <typename T>
T sized() noexcept {
  T raw{};
  raw.size = sizeof raw;
  return raw;
}

} // namespace detail

/// A call that failed; nothing was written.
class Error : public std::runtime_error {
public:
  explicit Error(seatbook_error *raw) : Error(detail::Owned<seatbook_error, seatbook_error_free>(raw)) {}

  seatbook_status status() const noexcept { return status_; }
  const char *status_name() const noexcept { return seatbook_status_name(status_); }
  const std::string &json() const noexcept { return json_; }

private:
  explicit Error(detail::Owned<seatbook_error, seatbook_error_free> raw)
      : std::runtime_error(std::string(detail::view(seatbook_error_message(raw.get())))),
        status_(seatbook_error_status(raw.get())), json_(detail::view(seatbook_error_json(raw.get()))) {}

  seatbook_status status_;
  std::string json_;
};

namespace detail {

/// Calls a function whose last parameter is the error, and throws what it puts there.
template <typename Function, typename... Arguments>
void run(Function function, Arguments... arguments) {
  seatbook_error *error = nullptr;
  if (function(arguments..., &error) != SEATBOOK_OK) throw Error(error);
}

/// Calls a function whose last parameters are the result and the error, and gives back the result.
template <typename Raw, typename Function, typename... Arguments>
Raw *make(Function function, Arguments... arguments) {
  Raw *out = nullptr;
  run(function, arguments..., &out);
  return out;
}

} // namespace detail

namespace detail {

/// Walks the rows of an object by index.
template <typename Raw, typename Row>
class Rows {
public:
  class Iterator {
  public:
    using iterator_category = std::input_iterator_tag;
    using value_type = Row;
    using difference_type = std::ptrdiff_t;
    using pointer = void;
    using reference = Row;
    Iterator(const Raw *raw, std::size_t index) noexcept : raw_(raw), index_(index) {}
    Row operator*() const noexcept { return {raw_, index_}; }
    Iterator &operator++() noexcept {
      ++index_;
      return *this;
    }
    Iterator operator++(int) noexcept { return {raw_, index_++}; }
    bool operator==(const Iterator &other) const noexcept { return index_ == other.index_; }
    bool operator!=(const Iterator &other) const noexcept { return index_ != other.index_; }

  private:
    const Raw *raw_;
    std::size_t index_;
  };

  Rows(const Raw *raw, std::size_t first, std::size_t count) noexcept : raw_(raw), first_(first), count_(count) {}
  std::size_t size() const noexcept { return count_; }
  bool empty() const noexcept { return count_ == 0; }
  Row operator[](std::size_t index) const noexcept { return {raw_, first_ + index}; }
  Iterator begin() const noexcept { return {raw_, first_}; }
  Iterator end() const noexcept { return {raw_, first_ + count_}; }

private:
  const Raw *raw_;
  std::size_t first_, count_;
};

/// An object that is a list of rows, and owns them.
template <typename RawOf, auto Free, auto Len, typename RowOf>
class List {
public:
  using Raw = RawOf;
  using Row = RowOf;
  explicit List(Raw *raw) noexcept : raw_(raw) {}

  std::size_t size() const noexcept { return Len(raw_.get()); }
  bool empty() const noexcept { return size() == 0; }
  Row operator[](std::size_t index) const noexcept { return {raw_.get(), index}; }
  auto begin() const noexcept { return rows(0, size()).begin(); }
  auto end() const noexcept { return rows(0, size()).end(); }
  const Raw *c() const noexcept { return raw_.get(); }

protected:
  Rows<Raw, Row> rows(std::size_t first, std::size_t count) const noexcept { return {raw_.get(), first, count}; }

private:
  Owned<Raw, Free> raw_;
};

/// A list that is one page of a longer one; empty cursors: there is no such page.
template <typename Raw, auto Free, auto Len, auto Total, auto Next, auto Previous, typename RowOf>
class Page : public List<Raw, Free, Len, RowOf> {
public:
  using List<Raw, Free, Len, RowOf>::List;
  std::uint64_t total() const noexcept { return Total(this->c()); }
  std::string_view next() const noexcept { return view(Next(this->c())); }
  std::string_view previous() const noexcept { return view(Previous(this->c())); }
};

/// A row of a list: what each accessor gives for it.
template <typename Raw>
class RowBase {
public:
  RowBase(const Raw *raw, std::size_t index) noexcept : raw_(raw), index_(index) {}
  std::size_t index() const noexcept { return index_; }

protected:
  template <typename Accessor, typename... More>
  auto get(Accessor accessor, More... more) const noexcept {
    return accessor(raw_, index_, more...);
  }
  template <typename Accessor, typename... More>
  std::string_view text(Accessor accessor, More... more) const noexcept {
    return view(accessor(raw_, index_, more...));
  }
  template <typename Struct, typename Accessor>
  Struct filled(Accessor accessor) const {
    auto own = sized<Struct>();
    run(accessor, raw_, index_, &own);
    return own;
  }
  template <typename Accessor>
  auto day(Accessor accessor) const;
  template <typename Count, typename Accessor>
  std::vector<std::string_view> texts(Count count, Accessor accessor) const {
    std::vector<std::string_view> all;
    for (std::size_t i = 0; i < count(raw_, index_); i++) all.push_back(view(accessor(raw_, index_, i)));
    return all;
  }
  template <typename Count, typename Kind, typename Id>
  auto sources(Count count, Kind kind, Id id) const;

private:
  const Raw *raw_;
  std::size_t index_;
};

} // namespace detail

/// A calendar day.
class Day {
public:
  Day(std::int32_t year, std::uint32_t month, std::uint32_t day) : number_(seatbook_day_from_ymd(year, month, day)) {
    if (number_ == SEATBOOK_NO_DAY) throw std::invalid_argument("there is no such day");
  }
  static Day parse(std::string_view text) {
    seatbook_day number = 0;
    detail::run(seatbook_day_parse, detail::str(text), &number);
    return Day(number);
  }
  static std::optional<Day> from_number(seatbook_day number) {
    return number == SEATBOOK_NO_DAY ? std::nullopt : std::optional<Day>(Day(number));
  }

  seatbook_day number() const noexcept { return number_; }
  std::string text() const {
    char written[11];
    detail::run(seatbook_day_format, number_, written, sizeof written);
    return written;
  }
  friend bool operator==(Day a, Day b) noexcept { return a.number_ == b.number_; }
  friend bool operator!=(Day a, Day b) noexcept { return a.number_ != b.number_; }
  friend bool operator<(Day a, Day b) noexcept { return a.number_ < b.number_; }

private:
  explicit Day(seatbook_day number) noexcept : number_(number) {}
  seatbook_day number_;
};

/// What a seat came through; `id` is the group, org or pool. It must not outlive its list.
struct Source {
  seatbook_source_kind kind;
  std::string_view id;
};

template <typename Raw>
template <typename Accessor>
auto detail::RowBase<Raw>::day(Accessor accessor) const {
  return Day::from_number(accessor(raw_, index_));
}

template <typename Raw>
template <typename Count, typename Kind, typename Id>
auto detail::RowBase<Raw>::sources(Count count, Kind kind, Id id) const {
  std::vector<Source> all;
  for (std::size_t i = 0; i < count(raw_, index_); i++) all.push_back({kind(raw_, index_, i), view(id(raw_, index_, i))});
  return all;
}

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

/// A row of a report; must not outlive it.
class Row : public detail::RowBase<seatbook_report> {
public:
  using RowBase::RowBase;

  seatbook_op op() const noexcept { return get(seatbook_report_row_op); }
  seatbook_outcome outcome() const noexcept { return get(seatbook_report_row_outcome); }
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
  std::uint64_t changed() const noexcept { return seatbook_report_changed(c()); }
  std::uint64_t unchanged() const noexcept { return seatbook_report_unchanged(c()); }
  std::uint64_t failed() const noexcept { return seatbook_report_failed(c()); }
  std::string_view json() const noexcept { return detail::view(seatbook_report_json(c())); }
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

/// What a load answers.
class LoadReport {
public:
  using Raw = seatbook_load_report;
  explicit LoadReport(seatbook_load_report *raw) noexcept : raw_(raw) {}

  bool complete() const noexcept { return refused() == 0; }
  std::size_t refused() const noexcept { return seatbook_load_report_refused_len(raw_.get()); }
  std::string_view refused_id(std::size_t index) const noexcept {
    return detail::view(seatbook_load_report_refused_id(raw_.get(), index));
  }
  std::string_view refused_message(std::size_t index) const noexcept {
    return detail::view(seatbook_load_report_refused_message(raw_.get(), index));
  }
  seatbook_tally tally(seatbook_entity entity) const {
    auto tally = detail::sized<seatbook_tally>();
    detail::run(seatbook_load_report_tally, raw_.get(), entity, &tally);
    return tally;
  }
  std::uint64_t operation() const noexcept { return seatbook_load_report_operation(raw_.get()); }
  bool replayed() const noexcept { return seatbook_load_report_replayed(raw_.get()) != 0; }
  /// The seats that it took back, or gave to those who waited; must not outlive it.
  ReportRows rows() const noexcept {
    const auto *rows = seatbook_load_report_rows(raw_.get());
    return {rows, 0, seatbook_report_len(rows)};
  }
  std::string_view json() const noexcept { return detail::view(seatbook_load_report_json(raw_.get())); }
  const seatbook_load_report *c() const noexcept { return raw_.get(); }

private:
  detail::Owned<seatbook_load_report, seatbook_load_report_free> raw_;
};

/// What a removal answers.
class RemovalReport {
public:
  using Raw = seatbook_removal_report;
  explicit RemovalReport(seatbook_removal_report *raw) noexcept : raw_(raw) {}

  bool complete() const noexcept { return refused() == 0; }
  std::uint64_t removed(seatbook_entity entity) const noexcept { return seatbook_removal_report_removed(raw_.get(), entity); }
  std::size_t refused() const noexcept { return seatbook_removal_report_refused_len(raw_.get()); }
  std::string_view refused_id(std::size_t index) const noexcept {
    return detail::view(seatbook_removal_report_refused_id(raw_.get(), index));
  }
  seatbook_status refused_status(std::size_t index) const noexcept {
    return seatbook_removal_report_refused_status(raw_.get(), index);
  }
  std::string_view refused_message(std::size_t index) const noexcept {
    return detail::view(seatbook_removal_report_refused_message(raw_.get(), index));
  }
  std::uint64_t operation() const noexcept { return seatbook_removal_report_operation(raw_.get()); }
  bool replayed() const noexcept { return seatbook_removal_report_replayed(raw_.get()) != 0; }
  /// The seats that it took back; must not outlive it.
  ReportRows rows() const noexcept {
    const auto *rows = seatbook_removal_report_rows(raw_.get());
    return {rows, 0, seatbook_report_len(rows)};
  }
  std::string_view json() const noexcept { return detail::view(seatbook_removal_report_json(raw_.get())); }
  const seatbook_removal_report *c() const noexcept { return raw_.get(); }

private:
  detail::Owned<seatbook_removal_report, seatbook_removal_report_free> raw_;
};

/// What staging, activating, discarding and marking as seen a licence file answer.
class ActivationReport {
public:
  using Raw = seatbook_activation_report;
  explicit ActivationReport(seatbook_activation_report *raw) noexcept : raw_(raw) {}

  /// The licence file's number.
  std::uint64_t activation() const noexcept { return seatbook_activation_report_activation(raw_.get()); }
  seatbook_activation_state state() const noexcept { return seatbook_activation_report_state(raw_.get()); }
  /// Whether its totals hold now.
  bool active() const noexcept { return seatbook_activation_report_active(raw_.get()) != 0; }
  /// Whether it waits because holders must give their seats back first.
  bool blocked() const noexcept { return seatbook_activation_report_blocked(raw_.get()) != 0; }
  std::uint64_t operation() const noexcept { return seatbook_activation_report_operation(raw_.get()); }
  bool replayed() const noexcept { return seatbook_activation_report_replayed(raw_.get()) != 0; }
  /// The lines that change, for seatbook_activation_lines_...(); they must not outlive it.
  const seatbook_activation_lines *lines() const noexcept { return seatbook_activation_report_lines(raw_.get()); }
  /// The seats that were taken back; must not outlive it.
  ReportRows rows() const noexcept {
    const auto *rows = seatbook_activation_report_rows(raw_.get());
    return {rows, 0, seatbook_report_len(rows)};
  }
  std::string_view json() const noexcept { return detail::view(seatbook_activation_report_json(raw_.get())); }
  const seatbook_activation_report *c() const noexcept { return raw_.get(); }

private:
  detail::Owned<seatbook_activation_report, seatbook_activation_report_free> raw_;
};

/// What to take out of a book.
class Removal {
public:
  Removal() : raw_(seatbook_removal_new()) {}
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
  const seatbook_removal *c() const noexcept { return raw_.get(); }

private:
  explicit Removal(seatbook_removal *raw) noexcept : raw_(raw) {}
  detail::Owned<seatbook_removal, seatbook_removal_free> raw_;
};

/// What to put into a book.
class Load {
public:
  Load() : raw_(seatbook_load_new()) {}
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
  const seatbook_load *c() const noexcept { return raw_.get(); }
  seatbook_load *c() noexcept { return raw_.get(); }

private:
  explicit Load(seatbook_load *raw) noexcept : raw_(raw) {}
  detail::Owned<seatbook_load, seatbook_load_free> raw_;
};

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
  Request() : raw_(seatbook_request_new()) {}
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
  /// The undoing of an operation; alone in its request.
  Request &undo(std::uint64_t operation) {
    detail::run(seatbook_request_add_undo, raw_.get(), operation);
    return *this;
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
    std::vector<std::string_view> all;
    for (std::size_t i = 0; i < seatbook_coverage_unknown_count(c()); i++)
      all.push_back(detail::view(seatbook_coverage_unknown(c(), i)));
    return all;
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
  std::vector<std::string_view> plans() const { return texts(seatbook_entitlement_plan_count, seatbook_entitlement_plan); }
  std::vector<std::string_view> disabled_plans() const {
    return texts(seatbook_entitlement_disabled_plan_count, seatbook_entitlement_disabled_plan);
  }
  /// What he has it by; must not outlive this.
  std::optional<Licence> licence() const noexcept {
    const auto *found = seatbook_entitlement_licence(raw_.get());
    return found == nullptr ? std::nullopt : std::optional<Licence>(Licence(found, 0));
  }
  const seatbook_entitlement *c() const noexcept { return raw_.get(); }

private:
  template <typename Count, typename Accessor>
  std::vector<std::string_view> texts(Count count, Accessor accessor) const {
    std::vector<std::string_view> all;
    for (std::size_t i = 0; i < count(raw_.get()); i++) all.push_back(detail::view(accessor(raw_.get(), i)));
    return all;
  }

  detail::Owned<seatbook_entitlement, seatbook_entitlement_free> raw_;
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
  bool replayed() const noexcept { return seatbook_advance_report_replayed(c()) != 0; }
  std::string_view json() const noexcept { return detail::view(seatbook_advance_report_json(c())); }
};

/// An open book. May be used from many threads at once.
class Book {
public:
  static Book create(std::string_view path, const seatbook_open_options *options = nullptr) {
    return Book(detail::make<seatbook_book>(seatbook_book_create, detail::str(path), options));
  }
  static Book open(std::string_view path, const seatbook_open_options *options = nullptr) {
    return Book(detail::make<seatbook_book>(seatbook_book_open, detail::str(path), options));
  }
  static Book in_memory() { return Book(detail::make<seatbook_book>(seatbook_book_in_memory)); }
  static Book in_memory(const seatbook_open_options &options) {
    return Book(detail::make<seatbook_book>(seatbook_book_in_memory_with, &options));
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
  ActivationReport activate(std::uint64_t activation, const std::vector<seatbook_line_removal> &removals,
                            const Options &options) const {
    return write<ActivationReport>(options, seatbook_book_activate, activation, removals.data(), removals.size());
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
  /// Some of those who hold seats of a product or pool; `size` is set here.
  Holders holders(seatbook_holder_filter filter, Day on, std::string_view cursor = {}, std::size_t limit = 0) const {
    filter.size = sizeof filter;
    return ask<Holders>(seatbook_book_holders_where, &filter, on.number(), detail::str(cursor), limit);
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
  /// Users, by family name, given name and id; `size` is set here.
  Users users(seatbook_user_filter filter = {}, std::string_view cursor = {}, std::size_t limit = 0) const {
    filter.size = sizeof filter;
    return ask<Users>(seatbook_book_users, &filter, detail::str(cursor), limit);
  }
  /// Who waits for a product (empty: for any); only one user, if one is given.
  Waitlist waitlist(std::string_view product = {}, std::string_view user = {}, std::string_view cursor = {},
                    std::size_t limit = 0) const {
    return ask<Waitlist>(seatbook_book_waitlist, detail::str(product), detail::str(user), detail::str(cursor), limit);
  }
  /// Some operations, newest first; `size` is set here.
  Journal journal(seatbook_journal_filter filter, std::string_view cursor = {}, std::size_t limit = 0) const {
    filter.size = sizeof filter;
    return ask<Journal>(seatbook_book_journal_where, &filter, detail::str(cursor), limit);
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
  seatbook_book *c() const noexcept { return raw_; }

private:
  explicit Book(seatbook_book *raw) noexcept : raw_(raw) {}

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

#endif // SEATBOOK_HPP
