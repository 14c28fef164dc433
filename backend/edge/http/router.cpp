#include "edge/http/router.h"

#include "edge/http/errors.h"

#include <algorithm>
#include <cassert>
#include <memory>

namespace paydesk::edge {

std::vector<Router::Segment> Router::parse(std::string_view pattern) {
  assert(!pattern.empty() && pattern.front() == '/');
  std::vector<Segment> segments;
  std::string_view rest = pattern.substr(1);
  for (;;) {
    const auto slash = rest.find('/');
    const std::string_view part = rest.substr(0, slash);
    const bool is_name = part.size() > 2 && part.front() == '{' && part.back() == '}';
    segments.push_back({std::string(is_name ? part.substr(1, part.size() - 2) : part), is_name});
    if (slash == std::string_view::npos) return segments;
    rest.remove_prefix(slash + 1);
  }
}

bool Router::more_literal(const Route& a, const Route& b) {
  return std::lexicographical_compare(
      a.segments.begin(), a.segments.end(), b.segments.begin(), b.segments.end(),
      [](const Segment& x, const Segment& y) { return x.is_name < y.is_name; });
}

bool Router::matches(const Route& route, const std::vector<std::string>& segments) {
  return std::equal(route.segments.begin(), route.segments.end(), segments.begin(), segments.end(),
                    [](const Segment& wanted, const std::string& given) {
                      return wanted.is_name ? !given.empty() : wanted.text == given;
                    });
}

void Router::add(std::string_view method, std::string_view pattern, Handler handler) {
  Route route{std::string(method), parse(pattern), std::move(handler)};
  assert(std::none_of(routes_.begin(), routes_.end(), [&](const Route& other) {
    const auto same = [](const Segment& x, const Segment& y) {
      return x.is_name == y.is_name && (x.is_name || x.text == y.text);
    };
    return other.method == route.method && std::equal(other.segments.begin(), other.segments.end(),
                                                      route.segments.begin(), route.segments.end(), same);
  }));
  const auto place = std::upper_bound(routes_.begin(), routes_.end(), route, more_literal);
  routes_.insert(place, std::move(route));
}

Router::Found Router::find(const HttpRequest& request) const {
  Found found;
  const Route* get = nullptr;
  for (const auto& route : routes_) {
    if (!matches(route, request.segments)) continue;
    if (!found.route && route.method == request.method) found.route = &route;
    if (!get && route.method == "GET") get = &route;
    if (found.allowed.find(route.method) == std::string::npos)
      found.allowed += (found.allowed.empty() ? "" : ", ") + route.method;
  }
  if (get && found.allowed.find("HEAD") == std::string::npos) found.allowed += ", HEAD";
  if (!found.route && request.method == "HEAD") found.route = get;
  return found;
}

boost::asio::awaitable<HttpResponse> Router::dispatch(const Router& router, const HttpRequest& request) {
  const Found found = router.find(request);
  if (!found.route && found.allowed.empty())
    co_return refusal(404, "not_found", "there is nothing at this path");
  if (!found.route) {
    auto response = refusal(405, "method_not_allowed", "this path does not take this method; see Allow");
    response.headers.emplace_back("Allow", found.allowed);
    co_return response;
  }
  HttpRequest routed = request;
  for (std::size_t i = 0; i < found.route->segments.size(); ++i)
    if (found.route->segments[i].is_name)
      routed.path_values.emplace_back(found.route->segments[i].text, request.segments[i]);
  co_return co_await found.route->handler(routed);
}

Handler Router::handler() && {
  auto router = std::make_shared<const Router>(std::move(*this));
  return [router](const HttpRequest& request) { return dispatch(*router, request); };
}

} // namespace paydesk::edge
