#include "ui/payments/payment_views.h"

#include <QCoreApplication>

namespace paydesk::ui {
namespace {

/// The context of this file's words.
struct ViewWords {
  Q_DECLARE_TR_FUNCTIONS(ViewWords)
};

} // namespace

std::vector<BuiltInView> built_in_payment_views() {
  const auto one = [](const QString& name, const char* icon, const char* status) {
    return BuiltInView{name, QLatin1String(icon), QStringLiteral("state:") + QLatin1String(status), QLatin1String(status)};
  };
  return {{ViewWords::tr("All payments"), QStringLiteral("nav-payments"), QString(QLatin1String("")), {}},
          {ViewWords::tr("Today"), QStringLiteral("clock"), QStringLiteral("created:today"), {}},
          one(ViewWords::tr("Retry scheduled"), "retry", "retry_scheduled"),
          one(ViewWords::tr("Unknown, checking"), "unknown", "unknown"),
          one(ViewWords::tr("Dead letter"), "dead-letter", "dead_letter"),
          one(ViewWords::tr("Failed"), "failed", "failed"),
          one(ViewWords::tr("Refund pending"), "pending", "refund_pending"),
          one(ViewWords::tr("Disputes"), "dispute", "disputed")};
}

QStringList payment_states() {
  QStringList states;
  for (const char* state : {"created", "registered", "awaiting_customer", "processing", "authorized", "capture_requested", "partially_captured",
                            "captured", "settled", "retry_scheduled", "unknown", "dead_letter", "failed", "expired", "cancelled", "void_requested",
                            "refund_pending", "partially_refunded", "refunded", "disputed", "dispute_won", "dispute_lost"})
    states << QLatin1String(state);
  return states;
}

QStringList error_classes() {
  QStringList classes;
  for (const char* name : {"declined_final", "declined_retryable", "authentication_required", "invalid_request", "rate_limited", "psp_unavailable",
                           "outcome_unknown", "configuration", "fraud"})
    classes << QLatin1String(name);
  return classes;
}

} // namespace paydesk::ui
