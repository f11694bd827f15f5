// Failed calls as exceptions, and what the other parts share: owning pointers, views of texts, structs with sizes.
#ifndef SEATBOOK_ERROR_HPP
#define SEATBOOK_ERROR_HPP

#include "seatbook.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
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

/// One fact of an error, such as the line of a JSON text that does not parse.
struct Detail {
  std::string name;
  std::string text;
  /// 0 if it is no number.
  std::uint64_t number;
};

/// A call that failed; nothing was written.
class Error : public std::runtime_error {
public:
  explicit Error(seatbook_error *raw) : Error(detail::Owned<seatbook_error, seatbook_error_free>(raw)) {}

  seatbook_status status() const noexcept { return status_; }
  const char *status_name() const noexcept { return seatbook_status_name(status_); }
  const std::string &json() const noexcept { return json_; }
  const std::vector<Detail> &details() const noexcept { return details_; }

private:
  explicit Error(detail::Owned<seatbook_error, seatbook_error_free> raw)
      : std::runtime_error(std::string(detail::view(seatbook_error_message(raw.get())))),
        status_(seatbook_error_status(raw.get())), json_(detail::view(seatbook_error_json(raw.get()))) {
    for (std::size_t i = 0; i < seatbook_error_detail_count(raw.get()); i++)
      details_.push_back({std::string(detail::view(seatbook_error_detail_name(raw.get(), i))),
                          std::string(detail::view(seatbook_error_detail_text(raw.get(), i))),
                          seatbook_error_detail_number(raw.get(), i)});
  }

  seatbook_status status_;
  std::string json_;
  std::vector<Detail> details_;
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

/// Something that the library cannot make for want of a sane process; it never gives NULL otherwise.
template <typename Raw>
Raw *made(Raw *raw) {
  if (raw == nullptr) throw std::bad_alloc();
  return raw;
}

} // namespace detail

} // namespace seatbook

#endif // SEATBOOK_ERROR_HPP
