// What answers are made of: rows that are looked at one by one, lists that own them, pages of longer lists, receipts of writes.
#ifndef SEATBOOK_ROWS_HPP
#define SEATBOOK_ROWS_HPP

#include "seatbook/day.hpp"

#include <iterator>

namespace seatbook {

/// What a seat came through; `id` is the group, org or pool. It must not outlive its list.
struct Source {
  seatbook_source_kind kind;
  std::string_view id;
};


namespace detail {

/// Walks the rows of an object by index.
template <typename Raw, typename Row>
class Rows {
public:
  class Iterator {
  public:
    using iterator_category = std::input_iterator_tag; // rows are made when they are looked at
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
  std::optional<Day> day(Accessor accessor) const {
    return Day::from_number(accessor(raw_, index_));
  }
  template <typename Count, typename Accessor>
  std::vector<std::string_view> texts(Count count, Accessor accessor) const {
    std::vector<std::string_view> all;
    for (std::size_t i = 0; i < count(raw_, index_); i++) all.push_back(view(accessor(raw_, index_, i)));
    return all;
  }
  template <typename Count, typename Kind, typename Id>
  std::vector<Source> sources(Count count, Kind kind, Id id) const {
    std::vector<Source> all;
    for (std::size_t i = 0; i < count(raw_, index_); i++) all.push_back({kind(raw_, index_, i), view(id(raw_, index_, i))});
    return all;
  }

private:
  const Raw *raw_;
  std::size_t index_;
};

/// What every write tells of itself, and its JSON form.
template <typename RawOf, auto Free, auto Operation, auto RequestId, auto Replayed, auto DryRun, auto Revision, auto On,
          auto Json>
class Receipt {
public:
  using Raw = RawOf;
  explicit Receipt(Raw *raw) noexcept : raw_(raw) {}

  /// The number of the operation in the journal; 0 if it changed nothing, or was a dry run.
  std::uint64_t operation() const noexcept { return Operation(c()); }
  std::string_view request_id() const noexcept { return view(RequestId(c())); }
  bool replayed() const noexcept { return Replayed(c()) != 0; }
  bool dry_run() const noexcept { return DryRun(c()) != 0; }
  std::uint64_t revision() const noexcept { return Revision(c()); }
  std::optional<Day> on() const { return Day::from_number(On(c())); }
  std::string_view json() const noexcept { return view(Json(c())); }
  const Raw *c() const noexcept { return raw_.get(); }

private:
  Owned<Raw, Free> raw_;
};

/// The texts of an object that is no list.
template <typename Raw, typename Count, typename Accessor>
std::vector<std::string_view> texts_of(const Raw *raw, Count count, Accessor accessor) {
  std::vector<std::string_view> all;
  for (std::size_t i = 0; i < count(raw); i++) all.push_back(view(accessor(raw, i)));
  return all;
}

} // namespace detail

} // namespace seatbook

#endif // SEATBOOK_ROWS_HPP
