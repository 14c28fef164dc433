// Which handler answers which method and path.
#pragma once

#include "sandbox/http/message.h"

#include <utility>

#include <boost/asio/awaitable.hpp>

#include <functional>
#include <string>
#include <vector>

namespace sandbox {

/// What the `{…}` segments of a route's pattern stood for, in order.
using PathValues = std::vector<std::string>;
using RouteHandler = std::function<boost::asio::awaitable<Reply>(Request, PathValues)>;
using PlainHandler = std::function<Reply(const Request&, const PathValues&)>;

/// A table of routes. Unknown paths answer 404, known paths with another method 405 with `Allow`.
class Router {
 public:
  /// `pattern` such as "/v1/checkouts/{id}/captures".
  void add(std::string method, const std::string& pattern, RouteHandler handler);
  /// A handler that never waits.
  void add_plain(std::string method, const std::string& pattern, PlainHandler handler);

  boost::asio::awaitable<Reply> route(Request request) const;

 private:
  struct Route {
    std::string method;
    std::vector<std::string> pattern;
    RouteHandler handler;
  };

  std::vector<Route> routes_;
};

} // namespace sandbox
