// What is odd or wrong in the files of a school, by file and line.
#ifndef SEATBOOK_NOTICES_HPP
#define SEATBOOK_NOTICES_HPP

#include "seatbook/rows.hpp"

namespace seatbook {

/// A line of a roster or list that is worth knowing of; must not outlive its list.
class Notice : public detail::RowBase<seatbook_notices> {
public:
  using RowBase::RowBase;
  std::string_view file() const noexcept { return text(seatbook_notices_file); }
  std::uint64_t line() const noexcept { return get(seatbook_notices_line); }
  std::string_view column() const noexcept { return text(seatbook_notices_column); }
  /// Whether the line was left out.
  bool refused() const noexcept { return get(seatbook_notices_refused) != 0; }
  std::string_view message() const noexcept { return text(seatbook_notices_message); }
};

/// What reading a roster or list has to say.
class Notices : public detail::List<seatbook_notices, seatbook_notices_free, seatbook_notices_len, Notice> {
public:
  using List::List;
  /// What the files turned out to be, such as "one_roster_1_1"; nothing of a list of users.
  std::string_view format() const noexcept { return detail::view(seatbook_notices_format(c())); }
  /// How many lines were left out; more than there are notices of if they are very many.
  std::uint64_t left_out() const noexcept { return seatbook_notices_left_out(c()); }
};

} // namespace seatbook

#endif // SEATBOOK_NOTICES_HPP
