#include "tests/models/desk.h"

namespace paydesk::test {

using namespace std::chrono_literals;

views::PaymentRow plain_payment(const std::string& name, const std::string& state) {
  views::PaymentRow row;
  row.order_id = "order-" + name;
  row.payment_id = "payment-" + name;
  row.created_at = fake::now();
  row.state_since = fake::now();
  row.seller = "Hanok Tea";
  row.psp_account = "card-kr";
  row.amount = fake::money(128'000, "KRW");
  row.status = row.charge_state = state;
  row.attempts = 1;
  row.max_attempts = 8;
  return row;
}

fake::Books plain_books(int count) {
  fake::Books books;
  for (int i = 0; i < count; ++i)
    books.payments.push_back(plain_payment(std::to_string(i)));
  return books;
}

client::Locator Desk::locator(const std::string& login) const {
  client::Locator locator;
  locator.endpoints_file = fake.endpoints_file().string();
  locator.login = login;
  return locator;
}

std::shared_ptr<client::Channel> Desk::make_channel(const std::string& login) const {
  return std::make_shared<client::Channel>(client::locate(locator(login)).value());
}

client::EventStream::Timing quick_timing() { return {50ms, 800ms, 20ms, 200ms}; }

} // namespace paydesk::test
