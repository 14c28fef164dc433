#include "tests/support/fake_daemon/books.h"

#include <chrono>
#include <utility>

namespace paydesk::fake {

Instant now() {
  return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}

Money money(std::int64_t minor, std::string_view currency) {
  return {minor, Currency::find(currency).value_or(Currency{})};
}

void publish(Books& books, std::string kind, std::string subject_kind, std::string subject_id,
             std::string payment_id) {
  views::Event event;
  event.position = books.position() + 1;
  event.at = now();
  event.kind = std::move(kind);
  event.subject_kind = std::move(subject_kind);
  event.subject_id = std::move(subject_id);
  event.payment_id = std::move(payment_id);
  event.payload_json = "{}";
  books.events.push_back(std::move(event));
}

std::vector<Login> standard_logins() {
  return {{"operator", "Operator", "token-operator", {"viewer", "support", "operator", "approver"}},
          {"demo-operator", "Dana Park", "token-demo-operator", {"viewer", "support", "operator"}},
          {"demo-approver", "Ari Lindqvist", "token-demo-approver", {"viewer", "approver"}},
          {"demo-viewer", "Vic Osei", "token-demo-viewer", {"viewer"}}};
}

} // namespace paydesk::fake
