// Finds the handler of a method and a path.
#pragma once

#include "edge/http/handler.h"

#include <string>
#include <string_view>
#include <vector>

namespace paydesk::edge {

/// A table of routes, filled at start and then only read, from any thread.
class Router {
 public:
  /// `pattern` is like "/v1/payments/{id}"; a literal segment wins over a `{name}`. Adding the same method
  /// and pattern twice is a programmer's error.
  void add(std::string_view method, std::string_view pattern, Handler handler);

  /// A handler that answers 404 where no pattern matches, 405 with Allow where none has the method, and GET's
  /// handler for HEAD.
  [[nodiscard]] Handler handler() &&;

 private:
  struct Segment {
    std::string text;
    bool is_name = false;
  };
  struct Route {
    std::string method;
    std::vector<Segment> segments;
    Handler handler;
  };
  struct Found {
    const Route* route = nullptr;
    std::string allowed; ///< the methods the path knows
  };

  static std::vector<Segment> parse(std::string_view pattern);
  static bool more_literal(const Route& a, const Route& b);
  static bool matches(const Route& route, const std::vector<std::string>& segments);
  [[nodiscard]] Found find(const HttpRequest& request) const;
  static boost::asio::awaitable<HttpResponse> dispatch(const Router& router, const HttpRequest& request);

  std::vector<Route> routes_; ///< more literal ones first
};

} // namespace paydesk::edge
