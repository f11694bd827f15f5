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

/// Runs `call(&error)` and throws what it puts there.
template <typename Call>
void check(Call &&call) {
  seatbook_error *error = nullptr;
  if (call(&error) != SEATBOOK_OK) throw Error(error);
}

/// Runs `call(&out, &error)` and gives back `out`.
template <typename T, typename Call>
T *make(Call &&call) {
  T *out = nullptr;
  check([&](seatbook_error **error) { return call(&out, error); });
  return out;
}

} // namespace detail

/// A calendar day.
class Day {
public:
  Day(std::int32_t year, std::uint32_t month, std::uint32_t day) : number_(seatbook_day_from_ymd(year, month, day)) {
    if (number_ == SEATBOOK_NO_DAY) throw std::invalid_argument("there is no such day");
  }
  static Day parse(std::string_view text) {
    seatbook_day number = 0;
    detail::check([&](seatbook_error **error) { return seatbook_day_parse(detail::str(text), &number, error); });
    return Day(number);
  }
  static std::optional<Day> from_number(seatbook_day number) {
    return number == SEATBOOK_NO_DAY ? std::nullopt : std::optional<Day>(Day(number));
  }

  seatbook_day number() const noexcept { return number_; }
  std::string text() const {
    char written[11];
    detail::check([&](seatbook_error **error) { return seatbook_day_format(number_, written, sizeof written, error); });
    return written;
  }
  friend bool operator==(Day a, Day b) noexcept { return a.number_ == b.number_; }
  friend bool operator!=(Day a, Day b) noexcept { return a.number_ != b.number_; }
  friend bool operator<(Day a, Day b) noexcept { return a.number_ < b.number_; }

private:
  explicit Day(seatbook_day number) noexcept : number_(number) {}
  seatbook_day number_;
};

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
  bool dry_run = false;
  std::optional<std::uint64_t> expected_revision;
  const Cancel *cancel = nullptr;

  seatbook_options c() const noexcept {
    auto raw = detail::sized<seatbook_options>();
    raw.on = on.number();
    raw.mode = atomic ? SEATBOOK_MODE_ATOMIC : SEATBOOK_MODE_BEST_EFFORT;
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
class Row {
public:
  Row(const seatbook_report *report, std::size_t index) noexcept : report_(report), index_(index) {}

  std::size_t index() const noexcept { return index_; }
  seatbook_op op() const noexcept { return seatbook_report_row_op(report_, index_); }
  seatbook_outcome outcome() const noexcept { return seatbook_report_row_outcome(report_, index_); }
  std::string_view outcome_name() const noexcept { return seatbook_outcome_name(outcome()); }
  bool changed() const noexcept { return seatbook_outcome_class(outcome()) == SEATBOOK_CLASS_CHANGED; }
  bool refused() const noexcept { return seatbook_outcome_class(outcome()) == SEATBOOK_CLASS_REFUSED; }
  std::string_view target() const noexcept { return detail::view(seatbook_report_row_target(report_, index_)); }
  std::string_view product() const noexcept { return detail::view(seatbook_report_row_product(report_, index_)); }
  std::string_view pool() const noexcept { return detail::view(seatbook_report_row_seat_pool(report_, index_)); }
  std::uint32_t seat() const noexcept { return seatbook_report_row_seat_number(report_, index_); }
  std::string_view key() const noexcept { return detail::view(seatbook_report_row_seat_key(report_, index_)); }
  std::optional<Day> started_on() const { return Day::from_number(seatbook_report_row_started_on(report_, index_)); }
  std::optional<Day> ends_on() const { return Day::from_number(seatbook_report_row_ends_on(report_, index_)); }
  std::string_view source() const noexcept { return detail::view(seatbook_report_row_source(report_, index_)); }
  seatbook_seat_state previous_state() const noexcept { return seatbook_report_row_previous_state(report_, index_); }
  std::string_view sentence() const noexcept { return detail::view(seatbook_report_row_sentence(report_, index_)); }

private:
  const seatbook_report *report_;
  std::size_t index_;
};

/// A product that has too few seats for the demand; must not outlive its report.
struct Shortfall {
  std::string_view product;
  std::uint64_t needed;
  std::uint64_t available;
  std::uint64_t missing;
};

/// What a write answers: one row for every target and product asked for, in request order.
class Report {
public:
  explicit Report(seatbook_report *raw) noexcept : raw_(raw) {}

  std::size_t size() const noexcept { return seatbook_report_len(raw_.get()); }
  bool empty() const noexcept { return size() == 0; }
  Row operator[](std::size_t index) const noexcept { return {raw_.get(), index}; }

  seatbook_report_status status() const noexcept { return seatbook_report_overall_status(raw_.get()); }
  std::uint64_t operation() const noexcept { return seatbook_report_operation(raw_.get()); }
  std::uint64_t revision() const noexcept { return seatbook_report_revision(raw_.get()); }
  bool replayed() const noexcept { return seatbook_report_replayed(raw_.get()) != 0; }
  std::uint64_t changed() const noexcept { return seatbook_report_changed(raw_.get()); }
  std::uint64_t unchanged() const noexcept { return seatbook_report_unchanged(raw_.get()); }
  std::uint64_t failed() const noexcept { return seatbook_report_failed(raw_.get()); }
  std::string_view json() const noexcept { return detail::view(seatbook_report_json(raw_.get())); }

  std::vector<Shortfall> shortfall() const {
    std::vector<Shortfall> all;
    const auto *raw = raw_.get();
    for (std::size_t i = 0; i < seatbook_report_shortfall_count(raw); i++)
      all.push_back({detail::view(seatbook_report_shortfall_product(raw, i)), seatbook_report_shortfall_needed(raw, i),
                     seatbook_report_shortfall_available(raw, i), seatbook_report_shortfall_missing(raw, i)});
    return all;
  }

  class Iterator {
  public:
    using iterator_category = std::input_iterator_tag;
    using value_type = Row;
    using difference_type = std::ptrdiff_t;
    using pointer = void;
    using reference = Row;
    Iterator(const seatbook_report *report, std::size_t index) noexcept : report_(report), index_(index) {}
    Row operator*() const noexcept { return {report_, index_}; }
    Iterator &operator++() noexcept {
      ++index_;
      return *this;
    }
    Iterator operator++(int) noexcept { return {report_, index_++}; }
    bool operator==(const Iterator &other) const noexcept { return index_ == other.index_; }
    bool operator!=(const Iterator &other) const noexcept { return index_ != other.index_; }

  private:
    const seatbook_report *report_;
    std::size_t index_;
  };
  Iterator begin() const noexcept { return {raw_.get(), 0}; }
  Iterator end() const noexcept { return {raw_.get(), size()}; }
  const seatbook_report *c() const noexcept { return raw_.get(); }

private:
  detail::Owned<seatbook_report, seatbook_report_free> raw_;
};

/// What a load answers.
class LoadReport {
public:
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
    detail::check([&](seatbook_error **error) { return seatbook_load_report_tally(raw_.get(), entity, &tally, error); });
    return tally;
  }
  std::string_view json() const noexcept { return detail::view(seatbook_load_report_json(raw_.get())); }
  const seatbook_load_report *c() const noexcept { return raw_.get(); }

private:
  detail::Owned<seatbook_load_report, seatbook_load_report_free> raw_;
};

/// What to put into a book.
class Load {
public:
  Load() : raw_(seatbook_load_new()) {}
  static Load from_json(std::string_view json) {
    return Load(detail::make<seatbook_load>(
        [&](seatbook_load **out, seatbook_error **error) { return seatbook_load_from_json(detail::str(json), out, error); }));
  }

  Load &org(std::string_view id, std::string_view name = {}, std::string_view parent = {}) {
    auto raw = detail::sized<seatbook_org>();
    raw.id = detail::str(id), raw.name = detail::str(name), raw.parent = detail::str(parent);
    detail::check([&](seatbook_error **error) { return seatbook_load_add_org(raw_.get(), &raw, error); });
    return *this;
  }
  Load &product(std::string_view id, std::string_view name = {}, std::string_view provider = {}) {
    auto raw = detail::sized<seatbook_product>();
    raw.id = detail::str(id), raw.name = detail::str(name), raw.provider = detail::str(provider);
    detail::check([&](seatbook_error **error) { return seatbook_load_add_product(raw_.get(), &raw, error); });
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
    detail::check([&](seatbook_error **error) { return seatbook_load_add_user(raw_.get(), &raw, error); });
    return *this;
  }
  template <typename Members>
  Load &group(std::string_view id, std::string_view org, const Members &members) {
    auto raw = detail::sized<seatbook_group>();
    const auto views = detail::strs(members);
    raw.id = detail::str(id), raw.org = detail::str(org);
    raw.members = views.data(), raw.member_count = views.size();
    detail::check([&](seatbook_error **error) { return seatbook_load_add_group(raw_.get(), &raw, error); });
    return *this;
  }
  /// A pool with its terms; `size` is set here.
  Load &pool(seatbook_pool raw) {
    raw.size = sizeof raw;
    detail::check([&](seatbook_error **error) { return seatbook_load_add_pool(raw_.get(), &raw, error); });
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
  const seatbook_load *c() const noexcept { return raw_.get(); }

private:
  explicit Load(seatbook_load *raw) noexcept : raw_(raw) {}
  detail::Owned<seatbook_load, seatbook_load_free> raw_;
};

/// Rows that are decided together and written in one transaction.
class Request {
public:
  Request() : raw_(seatbook_request_new()) {}
  static Request from_json(std::string_view json) {
    return Request(detail::make<seatbook_request>([&](seatbook_request **out, seatbook_error **error) {
      return seatbook_request_from_json(detail::str(json), out, error);
    }));
  }

  template <typename Users, typename Products>
  Request &users(seatbook_op op, const Users &users, const Products &products) {
    const auto u = detail::strs(users), p = detail::strs(products);
    detail::check([&](seatbook_error **error) {
      return seatbook_request_add_users(raw_.get(), op, u.data(), u.size(), p.data(), p.size(), nullptr, error);
    });
    return *this;
  }
  Request &user(seatbook_op op, std::string_view user, std::string_view product) {
    return users(op, std::initializer_list<std::string_view>{user}, std::initializer_list<std::string_view>{product});
  }
  template <typename Products>
  Request &group(seatbook_op op, std::string_view group, const Products &products) {
    const auto p = detail::strs(products);
    detail::check([&](seatbook_error **error) {
      return seatbook_request_add_group(raw_.get(), op, detail::str(group), nullptr, 0, p.data(), p.size(), nullptr, error);
    });
    return *this;
  }
  Request &holders(seatbook_op op, std::string_view product) {
    detail::check([&](seatbook_error **error) {
      return seatbook_request_add_holders(raw_.get(), op, detail::str(product), nullptr, error);
    });
    return *this;
  }
  const seatbook_request *c() const noexcept { return raw_.get(); }

private:
  explicit Request(seatbook_request *raw) noexcept : raw_(raw) {}
  detail::Owned<seatbook_request, seatbook_request_free> raw_;
};

/// An open book. May be used from many threads at once.
class Book {
public:
  static Book create(std::string_view path, const seatbook_open_options *options = nullptr) {
    return Book(detail::make<seatbook_book>([&](seatbook_book **out, seatbook_error **error) {
      return seatbook_book_create(detail::str(path), options, out, error);
    }));
  }
  static Book open(std::string_view path, const seatbook_open_options *options = nullptr) {
    return Book(detail::make<seatbook_book>([&](seatbook_book **out, seatbook_error **error) {
      return seatbook_book_open(detail::str(path), options, out, error);
    }));
  }
  static Book in_memory() { return Book(detail::make<seatbook_book>(seatbook_book_in_memory)); }

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
    detail::check([&](seatbook_error **error) { return seatbook_book_close(raw_, error); });
    raw_ = nullptr;
  }
  std::uint64_t revision() const {
    std::uint64_t revision = 0;
    detail::check([&](seatbook_error **error) { return seatbook_book_revision(raw_, &revision, error); });
    return revision;
  }

  LoadReport load(const Load &load, const Options &options) const {
    const auto raw = options.c();
    return LoadReport(detail::make<seatbook_load_report>([&](seatbook_load_report **out, seatbook_error **error) {
      return seatbook_book_load(raw_, load.c(), &raw, out, error);
    }));
  }
  Report apply(const Request &request, const Options &options) const {
    const auto raw = options.c();
    return report([&](seatbook_report **out, seatbook_error **error) {
      return seatbook_apply(raw_, request.c(), &raw, out, error);
    });
  }
  /// A request from JSON with the options it carries.
  Report apply_json(std::string_view json) const {
    return report([&](seatbook_report **out, seatbook_error **error) {
      return seatbook_apply_json(raw_, detail::str(json), out, error);
    });
  }
  Report assign(std::string_view user, std::string_view product, const Options &options) const {
    return one(seatbook_assign, user, product, options);
  }
  Report revoke(std::string_view user, std::string_view product, const Options &options) const {
    return one(seatbook_revoke, user, product, options);
  }
  Report reuse(std::string_view user, std::string_view product, const Options &options) const {
    return one(seatbook_reuse, user, product, options);
  }
  Report start(std::string_view user, std::string_view product, const Options &options) const {
    return one(seatbook_start, user, product, options);
  }

  seatbook_counts counts(std::string_view product, Day on, std::string_view org = {}) const {
    auto counts = detail::sized<seatbook_counts>();
    detail::check([&](seatbook_error **error) {
      return seatbook_book_counts(raw_, detail::str(product), detail::str(org), on.number(), &counts, error);
    });
    return counts;
  }
  /// A question in JSON; the answer is JSON.
  std::string query(std::string_view json) const {
    const detail::Owned<seatbook_text, seatbook_text_free> answer(
        detail::make<seatbook_text>([&](seatbook_text **out, seatbook_error **error) {
          return seatbook_query_json(raw_, detail::str(json), out, error);
        }));
    return std::string(detail::view(seatbook_text_str(answer.get())));
  }
  seatbook_head head() const {
    auto head = detail::sized<seatbook_head>();
    detail::check([&](seatbook_error **error) { return seatbook_book_head(raw_, &head, error); });
    return head;
  }
  seatbook_book *c() const noexcept { return raw_; }

private:
  explicit Book(seatbook_book *raw) noexcept : raw_(raw) {}

  template <typename Call>
  static Report report(Call &&call) {
    return Report(detail::make<seatbook_report>(call));
  }
  template <typename Single>
  Report one(Single single, std::string_view user, std::string_view product, const Options &options) const {
    const auto raw = options.c();
    return report([&](seatbook_report **out, seatbook_error **error) {
      return single(raw_, detail::str(user), detail::str(product), &raw, out, error);
    });
  }

  seatbook_book *raw_;
};

} // namespace seatbook

#endif // SEATBOOK_HPP
