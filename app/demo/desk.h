// The daemon as three people use it: an operator, an approver who decides what the operator may not, and an
// administrator who sets things up.
#pragma once

#include <chrono>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "app/demo/interrupt.h"
#include "app/client/sync_client.h"
#include "core/result.h"

namespace paydesk::demo {

inline constexpr const char* operator_login = "demo-operator";
inline constexpr const char* approver_login = "demo-approver";
inline constexpr const char* administrator_login = "operator"; ///< every instance has this one

/// One person's calls. A call that finds the daemon away is repeated with the same key for up to half a minute.
/// Thread-safe.
class Person {
 public:
  explicit Person(client::SyncClient daemon) : daemon_(std::move(daemon)) {}

  template <class Rpc> Result<typename Rpc::Response> ask(const typename Rpc::Request& request) const {
    const auto until = std::chrono::steady_clock::now() + patience;
    auto answer = daemon_.call<Rpc>(request);
    while (!answer && answer.error().code == ErrorCode::unavailable && pause(std::chrono::milliseconds(200)) &&
           std::chrono::steady_clock::now() < until)
      answer = daemon_.call<Rpc>(request);
    return answer;
  }

 private:
  static constexpr std::chrono::seconds patience{30};

  client::SyncClient daemon_;
};

/// All of them. Main thread makes it; thread-safe then.
class Desk {
 public:
  /// Reads the tokens beside this endpoints file.
  static Result<Desk> open(const std::string& endpoints_file);

  /// The operator (a C++ keyword).
  const Person& clerk() const noexcept { return clerk_; }
  const Person& approver() const noexcept { return approver_; }
  const Person& administrator() const noexcept { return administrator_; }

 private:
  Desk(Person first, Person second, Person third)
      : clerk_(std::move(first)), approver_(std::move(second)), administrator_(std::move(third)) {}

  Person clerk_;
  Person approver_;
  Person administrator_;
};

/// All rows of a list, page after page. `request_for` makes the request of one page.
template <class Rpc, class Row, class RequestFor>
Result<std::vector<Row>> all_rows(const Person& person, std::vector<Row> Rpc::Response::*rows,
                                  RequestFor request_for) {
  constexpr int page_size = 500;
  std::vector<Row> whole;
  std::string cursor;
  do {
    auto page = person.ask<Rpc>(request_for(views::PageRequest{{}, cursor, page_size, true}));
    if (!page)
      return tl::unexpected(page.error());
    auto& read = (*page).*rows;
    whole.insert(whole.end(), std::make_move_iterator(read.begin()), std::make_move_iterator(read.end()));
    cursor = page->next_cursor;
  } while (!cursor.empty());
  return whole;
}

} // namespace paydesk::demo
