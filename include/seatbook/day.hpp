// Calendar days, without time and zone.
#ifndef SEATBOOK_DAY_HPP
#define SEATBOOK_DAY_HPP

#include "seatbook/error.hpp"

#include <optional>

namespace seatbook {

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
  std::int32_t year() const { return parts().year; }
  std::uint32_t month() const { return parts().month; }
  std::uint32_t day() const { return parts().day; }
  std::string text() const {
    char written[11];
    detail::run(seatbook_day_format, number_, written, sizeof written);
    return written;
  }
  friend bool operator==(Day a, Day b) noexcept { return a.number_ == b.number_; }
  friend bool operator!=(Day a, Day b) noexcept { return a.number_ != b.number_; }
  friend bool operator<(Day a, Day b) noexcept { return a.number_ < b.number_; }

private:
  struct Parts {
    std::int32_t year;
    std::uint32_t month, day;
  };
  Parts parts() const {
    Parts parts{};
    detail::run(seatbook_day_to_ymd, number_, &parts.year, &parts.month, &parts.day);
    return parts;
  }
  explicit Day(seatbook_day number) noexcept : number_(number) {}
  seatbook_day number_;
};

} // namespace seatbook

#endif // SEATBOOK_DAY_HPP
