#include "seatbook.hpp"

#include <iostream>
#include <string>
#include <vector>

int main() try {
  auto book = seatbook::Book::in_memory(); // or seatbook::Book::create("school.book")
  const seatbook::Options options(seatbook::Day(2025, 8, 18));
  seatbook::Load load;
  load.org("school").user("anna", "school").user("bo", "school");
  load.product("maths").pool("order-1", "maths", "school", 1);
  book.load(load, options);

  seatbook::Request request;
  request.users(SEATBOOK_OP_ASSIGN, std::vector<std::string>{"anna", "bo"}, std::vector<std::string>{"maths"});
  for (const auto row : book.apply(request, options))
    std::cout << row.target() << ": " << row.outcome_name() << " (" << row.sentence() << ")\n";
} catch (const seatbook::Error &error) {
  std::cerr << error.what() << '\n';
  return 1;
}
