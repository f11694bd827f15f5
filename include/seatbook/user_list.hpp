// Plain lists of users, read from CSV and text files.
#ifndef SEATBOOK_USER_LIST_HPP
#define SEATBOOK_USER_LIST_HPP

#include "seatbook/notices.hpp"

#include <vector>

namespace seatbook {

/// A line of a list of users; must not outlive its list.
class ListRow : public detail::RowBase<seatbook_user_list> {
public:
  using RowBase::RowBase;
  std::string_view id() const noexcept { return text(seatbook_user_list_id); }
  /// In the file, from 1.
  std::uint64_t line() const noexcept { return get(seatbook_user_list_line); }
  std::string_view product() const noexcept { return text(seatbook_user_list_product); }
  std::string_view pool() const noexcept { return text(seatbook_user_list_pool); }
  std::optional<Day> ends_on() const { return day(seatbook_user_list_ends_on); }
};

/// A list of users as it was read.
class UserList : public detail::List<seatbook_user_list, seatbook_user_list_free, seatbook_user_list_len, ListRow> {
public:
  using List::List;
  /// Who is on it, in order: what calls that take users take. They must not outlive it.
  std::vector<std::string_view> ids() const {
    const auto *all = seatbook_user_list_ids(c());
    std::vector<std::string_view> views;
    views.reserve(size());
    for (std::size_t i = 0; i < size(); i++) views.push_back(detail::view(all[i]));
    return views;
  }
};

/// A list of users, and what was odd in its file.
struct ReadUserList {
  UserList list;
  Notices notices;
};

/// Reads a list of users from a CSV or text file. `column` is the name of the column of ids (empty: found out), `encoding` "utf-8",
/// "windows-1252" or "guess".
inline ReadUserList read_user_list(std::string_view path, std::string_view column = {}, std::string_view encoding = {}) {
  auto options = detail::sized<seatbook_user_list_options>();
  options.column = detail::str(column), options.encoding = detail::str(encoding);
  seatbook_user_list *list = nullptr;
  auto *notices = detail::make<seatbook_notices>(seatbook_user_list_read, detail::str(path), &options, &list);
  return {UserList(list), Notices(notices)};
}

} // namespace seatbook

#endif // SEATBOOK_USER_LIST_HPP
