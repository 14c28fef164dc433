#include "sandbox/http/router.h"

#include "sandbox/http/replies.h"
#include "sandbox/http/url.h"

#include <optional>

namespace sandbox {

namespace {

std::optional<PathValues> match(const std::vector<std::string>& pattern,
                                const std::vector<std::string>& segments) {
  if (pattern.size() != segments.size()) return std::nullopt;
  PathValues values;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i].starts_with('{')) {
      values.push_back(segments[i]);
    } else if (pattern[i] != segments[i]) {
      return std::nullopt;
    }
  }
  return values;
}

boost::asio::awaitable<Reply> at_once(PlainHandler handler, Request request, PathValues values) {
  co_return handler(request, values);
}

} // namespace

void Router::add(std::string method, const std::string& pattern, RouteHandler handler) {
  routes_.push_back({std::move(method), path_segments(pattern), std::move(handler)});
}

void Router::add_plain(std::string method, const std::string& pattern, PlainHandler handler) {
  add(std::move(method), pattern, [handler = std::move(handler)](Request request, PathValues values) {
    return at_once(handler, std::move(request), std::move(values));
  });
}

boost::asio::awaitable<Reply> Router::route(Request request) const {
  std::string allowed;
  for (const Route& route : routes_) {
    auto values = match(route.pattern, request.segments);
    if (!values) continue;
    if (route.method == request.method) {
      Reply reply = co_await route.handler(std::move(request), std::move(*values));
      co_return reply;
    }
    allowed += (allowed.empty() ? "" : ", ") + route.method;
  }
  if (allowed.empty()) co_return error_reply(Error{404, "not_found", "no such path: " + request.path});
  Reply refused = error_reply(Error{405, "method_not_allowed", request.method + " is not for this path"});
  refused.headers.emplace_back("Allow", allowed);
  co_return refused;
}

} // namespace sandbox
