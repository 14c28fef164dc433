// The pay-out side of a PSP: what the engine asks of one that can pay sellers out, and what it tells of it.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/bank_account.h"
#include "core/clock.h"
#include "core/ids.h"
#include "core/money.h"
#include "core/result.h"
#include "core/retry.h"

namespace paydesk {

/// What a PSP has done about a pay-out, whichever way it was told: answer, webhook, status query.
struct PayoutWord {
  enum class Kind : std::uint8_t {
    accepted, ///< it is on its way
    paid,
    failed,   ///< it will not be paid; said after `paid`, the money is back
    returned, ///< it was paid, and the bank gave it back
  };
  Kind kind{};
  std::string reference; ///< the PSP's own of the pay-out
  Uuid key;              ///< ours, under which it was sent
  std::int64_t amount = 0; ///< minor units of `currency`
  std::string currency;
  std::string code; ///< why it failed or came back, as the PSP names it
  /// The ISO 20022 reason that `code` stands for, when it is about the account that is paid to; or empty.
  std::string account_reason{};
};

/// One call: an order to pay, or a question about one.
struct PayoutCall {
  Uuid attempt_id; ///< comes back in the answer
  bool ask = false;
  Uuid key;              ///< the idempotency key, and our reference at the PSP
  std::string reference; ///< the PSP's own; empty until it has told it
  std::int64_t amount = 0; ///< minor units
  Currency currency;
  BankAccount destination;
};

/// What came of a call. With error none, `word` is what the PSP says of it; a question that found nothing has none.
struct PayoutAnswer {
  Uuid attempt_id;
  ErrorClass error = ErrorClass::none; ///< the adapter's proposal, until the rules in force have judged
  std::string error_code;
  std::string message;
  std::optional<std::chrono::seconds> retry_after;
  std::optional<PayoutWord> word;
  std::string account_reason{}; ///< of a decline, as in PayoutWord
  int http_status = 0; ///< 0: no whole answer came
  int latency_ms = -1;
  std::string request;  ///< redacted: of the bank account its last four characters
  std::string response; ///< redacted, at most 4 KiB
};

struct PayoutCapabilities {
  bool payout = false; ///< it pays to bank accounts from its balance
  /// For how long it keeps an idempotency key at least. After that an unknown outcome is only asked for.
  std::chrono::hours key_ttl{0};
};

/// One configured PSP account as far as pay-outs go. Lives on one lane's thread, but `read_event`, which is pure.
class PayoutGateway {
 public:
  virtual ~PayoutGateway() = default;
  virtual const std::string& account() const noexcept = 0;
  virtual PayoutCapabilities capabilities() const noexcept = 0;
  /// Starts a call; never blocks.
  virtual void submit(const PayoutCall& call) = 0;
  /// The answers that have come, waiting at most `wait` for the first. Every submitted call is answered once.
  virtual std::vector<PayoutAnswer> collect(std::chrono::milliseconds wait) = 0;
  /// Ends a running collect early. Thread-safe.
  virtual void wake() = 0;
  /// Reads a webhook's body, whose signature was checked. Nothing: it is not about a pay-out. invalid_argument names
  /// the field that cannot be read.
  virtual Result<std::optional<PayoutWord>> read_event(std::string_view body) const = 0;
};

} // namespace paydesk
