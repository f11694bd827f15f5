// What the C++ tests share: counting checks.
#ifndef CHECK_HPP
#define CHECK_HPP

#include "seatbook.hpp"

#include <iostream>
#include <string>
#include <vector>

static int passed = 0, failed = 0;
#define CHECK(condition)                                                                 \
  do {                                                                                   \
    if (condition) {                                                                     \
      passed++;                                                                          \
    } else {                                                                             \
      failed++;                                                                          \
      std::cout << __FILE__ << ':' << __LINE__ << ": " << #condition << '\n';            \
    }                                                                                    \
  } while (0)

using Ids = std::vector<std::string>;
using Views = std::vector<std::string_view>;

/// The status of the error that a call throws; SEATBOOK_OK if it throws none.
template <typename Call>
seatbook_status thrown(Call call) {
  try {
    call();
  } catch (const seatbook::Error &error) {
    return error.status();
  }
  return SEATBOOK_OK;
}

/// Runs the parts of a test and tells how it went, in the line that the test runner reads.
template <typename... Parts>
int run_all(Parts... parts) {
  try {
    (parts(), ...);
  } catch (const std::exception &error) {
    failed++;
    std::cout << "thrown: " << error.what() << '\n';
  }
  std::cout << "capi: " << passed << " passed, " << failed << " failed\n";
  return failed != 0;
}

#endif // CHECK_HPP
