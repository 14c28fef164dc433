// What Prometheus is told, and whether the daemon is ready.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "edge/http/router.h"
#include "views/system.h"

namespace paydesk::daemon {

/// One number read when it is asked for. Its name is Prometheus' (with _total for counters).
struct Metric {
  std::string name;
  std::string help;
  bool counter = false;
  std::string label;      ///< name of the one label, or empty
  std::string label_text; ///< its value
  std::function<double()> read;
};

/// GET /healthz (the process answers), /readyz (every part works) and /metrics (Prometheus' text format).
class OpsApi {
 public:
  using Status = std::function<views::SystemStatus()>;
  OpsApi(std::vector<Metric> metrics, Status status) : metrics_(std::move(metrics)), status_(std::move(status)) {}
  void add_routes(edge::Router& router);

 private:
  edge::HttpResponse ready() const;
  edge::HttpResponse metrics() const;

  const std::vector<Metric> metrics_;
  const Status status_;
};

} // namespace paydesk::daemon
