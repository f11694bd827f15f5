// seatbook.hpp: C++17 over seatbook.h. Header-only.
//
// Objects own what they hold and move; they are freed when they go. Texts are std::string_view into the object they came
// from and must not outlive it; so must not rows. Lists are ranges: `for (const auto row : report)`.
//
// Only failed calls throw (seatbook::Error); a refused row is a row of the report. A host that is built without exceptions
// uses seatbook.h, which this header never keeps you from: every object gives its pointer with c().
//
//     auto book = seatbook::Book::open("school.book");
//     const seatbook::Options today(seatbook::Day(2025, 8, 18));
//     for (const auto row : book.assign("anna", "maths", today)) std::cout << row.sentence() << '\n';
#ifndef SEATBOOK_HPP
#define SEATBOOK_HPP

#include "seatbook.h"

#include "seatbook/error.hpp"      // Error
#include "seatbook/day.hpp"        // Day
#include "seatbook/rows.hpp"       // what lists and reports are made of
#include "seatbook/open.hpp"       // OpenOptions
#include "seatbook/options.hpp"    // Options, Cancel
#include "seatbook/notices.hpp"    // Notices
#include "seatbook/user_list.hpp"  // UserList
#include "seatbook/request.hpp"    // Request, ItemOptions
#include "seatbook/report.hpp"     // Report, Row, AdvanceReport
#include "seatbook/load.hpp"       // Load, LoadReport, Removal, RemovalReport
#include "seatbook/answers.hpp"    // Holders, Licences, Journal, Users, Coverage, Breakdown, Supply, Verification ...
#include "seatbook/activation.hpp" // ActivationReport, ActivationDiff, Lines, Reduction
#include "seatbook/book.hpp"       // Book

#endif // SEATBOOK_HPP
