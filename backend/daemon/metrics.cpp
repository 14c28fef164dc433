#include "daemon/metrics.h"

#include <map>

#include <nlohmann/json.hpp>
#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

namespace paydesk::daemon {

void OpsApi::add_routes(edge::Router& router) {
  router.add("GET", "/healthz", [](const edge::HttpRequest&) -> boost::asio::awaitable<edge::HttpResponse> {
    co_return edge::HttpResponse{200, R"({"status":"ok"})"};
  });
  router.add("GET", "/readyz", [this](const edge::HttpRequest&) -> boost::asio::awaitable<edge::HttpResponse> {
    co_return ready();
  });
  router.add("GET", "/metrics", [this](const edge::HttpRequest&) -> boost::asio::awaitable<edge::HttpResponse> {
    co_return metrics();
  });
}

edge::HttpResponse OpsApi::ready() const {
  const auto status = status_();
  nlohmann::json parts = nlohmann::json::array();
  for (const auto& part : status.parts)
    parts.push_back({{"name", part.name}, {"ok", part.ok}, {"detail", part.detail}});
  return {status.ready ? 200 : 503, nlohmann::json{{"ready", status.ready}, {"parts", std::move(parts)}}.dump()};
}

edge::HttpResponse OpsApi::metrics() const {
  std::map<std::string, prometheus::MetricFamily> families;
  for (const auto& metric : metrics_) {
    auto& family = families[metric.name];
    family.name = metric.name;
    family.help = metric.help;
    family.type = metric.counter ? prometheus::MetricType::Counter : prometheus::MetricType::Gauge;
    prometheus::ClientMetric value;
    if (!metric.label.empty())
      value.label.push_back({metric.label, metric.label_text});
    (metric.counter ? value.counter.value : value.gauge.value) = metric.read();
    family.metric.push_back(std::move(value));
  }
  std::vector<prometheus::MetricFamily> list;
  for (auto& [name, family] : families)
    list.push_back(std::move(family));
  return {200, prometheus::TextSerializer().Serialize(list), "text/plain; version=0.0.4; charset=utf-8"};
}

} // namespace paydesk::daemon
