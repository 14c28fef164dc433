// A fake daemon with a client on it, for the tests of client and models.
#pragma once

#include <memory>
#include <string>

#include "app/client/channel.h"
#include "app/client/daemon.h"
#include "app/client/endpoints.h"
#include "app/client/event_stream.h"
#include "tests/support/fake_daemon/demo_books.h"
#include "tests/support/fake_daemon/fake_daemon.h"

namespace paydesk::test {

/// Books with `count` payments in one state, the newest first: order-0 is the newest.
fake::Books plain_books(int count);
/// A payment row whose ids end in `name`.
views::PaymentRow plain_payment(const std::string& name, const std::string& state = "processing");

/// A running fake daemon, a channel to it and a client, all on the test's thread.
struct Desk {
  explicit Desk(fake::Books books = plain_books(250)) : fake(std::move(books)) {}

  client::Locator locator(const std::string& login = "operator") const;
  std::shared_ptr<client::Channel> make_channel(const std::string& login = "operator") const;

  fake::FakeDaemon fake;
  std::shared_ptr<client::Channel> channel = make_channel();
  client::Daemon daemon{channel};
};

/// Impatient timing, so that tests of silence and loss are quick.
client::EventStream::Timing quick_timing();

} // namespace paydesk::test
