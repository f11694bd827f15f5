// How a book is opened.
#ifndef SEATBOOK_OPEN_HPP
#define SEATBOOK_OPEN_HPP

#include "seatbook/error.hpp"

#include <array>
#include <chrono>
#include <vector>

namespace seatbook {

/// How a book is opened.
struct OpenOptions {
  /// Beside a process that writes.
  bool read_only = false;
  /// Skip the look at every page: faster, but a damaged file may then give wrong answers.
  bool trusted = false;
  /// How long to wait for others who write; 0: as long as the library thinks right, negative: not at all.
  std::chrono::milliseconds busy_timeout{0};
  /// Memory for pages of the file; 0: as much as the library thinks right.
  std::uint64_t cache_bytes = 0;
  /// The vendors whose licence files are trusted.
  std::vector<std::array<std::uint8_t, 32>> licence_keys = {};

  /// The same for C; it must not outlive these options.
  seatbook_open_options c() const noexcept {
    auto raw = detail::sized<seatbook_open_options>();
    raw.read_only = read_only, raw.trusted = trusted;
    raw.busy_timeout_ms = busy_timeout.count(), raw.cache_bytes = cache_bytes;
    raw.licence_keys = licence_keys.empty() ? nullptr : licence_keys.front().data();
    raw.licence_key_count = licence_keys.size();
    return raw;
  }
};

} // namespace seatbook

#endif // SEATBOOK_OPEN_HPP
