// The PSP port: what the engine asks of a provider, and what a provider tells.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "core/error_mapping.h"
#include "core/ids.h"
#include "core/money.h"
#include "core/retry.h"

namespace paydesk {

enum class CaptureMode : std::uint8_t {
  automatic, ///< one confirm takes the total
  single,    ///< one final capture, the rest is voided
  multiple,  ///< one capture an order
};
std::string_view to_string(CaptureMode mode) noexcept;
std::optional<CaptureMode> parse_capture_mode(std::string_view text) noexcept;

/// What the PSP is asked to do. `query` changes nothing there.
/// `register_charge` opens a hosted page, `direct_charge` takes a stored payment method without one;
/// `dispute_evidence` and `dispute_accept` answer the bank about a dispute.
enum class OperationKind : std::uint8_t {
  register_charge,
  capture,
  void_charge,
  refund,
  query,
  direct_charge,
  dispute_evidence,
  dispute_accept
};
std::string_view to_string(OperationKind kind) noexcept;
std::optional<OperationKind> parse_operation_kind(std::string_view text) noexcept;
/// What is said about a dispute moves neither the charge nor money.
constexpr bool answers_dispute(OperationKind kind) noexcept {
  return kind == OperationKind::dispute_evidence || kind == OperationKind::dispute_accept;
}

/// One thing the PSP told about a charge, whichever way it came: answer, webhook, status query.
struct News {
  enum class Kind : std::uint8_t {
    registered,     ///< token, url
    page_opened,
    submitted,
    authorized,     ///< amount, reference = the PSP's payment id
    captured,       ///< reference, amount, merchant_reference = our operation or charge id
    capture_failed, ///< merchant_reference, code; about a capture that was done before: it is taken back
    voided,
    declined,       ///< code; final_ tells whether the buyer can try again
    expired,        ///< the page's time is over; a bank that was asked before may still say yes
    refunded,       ///< reference, amount, merchant_reference = our operation id
    refund_failed,  ///< reference, merchant_reference, code; may follow refunded
    dispute_opened,     ///< amount, due_by; reference = the dispute's, as of all that follow
    dispute_withdrawn,  ///< money was taken; reference = the movement's, subject = the dispute's if it differs
    dispute_reinstated, ///< it was given back; reference = that of the withdrawal
    dispute_won,
    dispute_lost,
    authorization_expired, ///< what was authorised and not captured is free again
    dispute_inquiry,       ///< a question, no money moves; amount, due_by
    dispute_closed,        ///< the question is answered
    dispute_reviewed,      ///< our evidence is with the bank
    dispute_accepted,      ///< the PSP knows that we do not defend ourselves
    dispute_reopened,      ///< the bank takes a won dispute up again; due_by
    capture_reversed,      ///< a capture that was done is taken back, whole; reference = the capture's, amount, code
  };
  Kind kind{};
  std::string reference;
  std::string merchant_reference;
  std::int64_t amount = 0; ///< minor units of `currency`
  std::string currency;
  std::string code;
  std::string token;
  std::string url;
  bool final_ = false;
  std::string subject;           ///< the dispute's reference when `reference` is a movement's; empty: `reference`
  int round = 0;                 ///< of a dispute: 1, and one more with each reopening; 0: the PSP does not say
  std::optional<Instant> due_by; ///< of a dispute: until when it must be answered
};
std::string_view to_string(News::Kind kind) noexcept;

/// One call to be made. `key` is the idempotency key: the operation's id.
struct PspCall {
  Uuid attempt_id; ///< comes back in the answer
  OperationKind kind{};
  Uuid key;
  Uuid charge_id;
  std::string token; ///< the PSP's id of the charge; empty before registration
  std::string payment_method; ///< the PSP's token of a stored one: charged directly
  std::int64_t amount = 0;
  Currency currency;
  bool final_capture = true;
  bool authorized = false; ///< money is held: a void releases it; else it closes the page
  std::string redirect_url;
  std::string cancel_url;
  std::string description;
  Instant expires_at;
  std::string dispute;  ///< the PSP's reference of the dispute that is answered
  std::string evidence; ///< what is said in it
};

/// What came of a call. With error none, `news` says what the PSP has done; `pending` that it will tell later.
struct PspAnswer {
  Uuid attempt_id;
  ErrorClass error = ErrorClass::none; ///< the adapter's proposal, until the rules in force have judged
  std::string error_code;              ///< the PSP's; without an answer one of core/error_mapping's transport codes
  std::string mapped_by;               ///< which rules judged, "card v3"
  bool unmapped = false;               ///< there are rules, and none covers it
  std::string message;
  std::string network;      ///< of a decline: the card's network, "visa"; empty when the PSP does not say
  std::string network_code; ///< Visa's response code, Mastercard's merchant advice code
  std::optional<std::chrono::seconds> retry_after;
  bool pending = false;
  bool found = true; ///< of a query: the PSP knows the charge
  std::vector<std::string> pending_references; ///< of a query: our operations that the PSP still works on
  std::vector<News> news;
  int http_status = 0; ///< 0: no whole answer came
  int latency_ms = -1;
  std::string request;  ///< redacted
  std::string response; ///< redacted, at most 4 KiB
};

/// A webhook's body, understood.
struct WebhookContent {
  std::string event_id;
  std::string event_type;
  std::string charge_reference; ///< our charge's id, as text
  std::optional<News> news;     ///< none: an event type that does not matter
};

/// What a provider can do; code asks for these, never for a provider's name.
struct PspCapabilities {
  CaptureMode capture_mode = CaptureMode::automatic;
  bool hosted_page = true;
  bool direct_charge = false; ///< takes stored payment methods
  bool partial_refund = true;
  bool status_query = true;
  bool settlement_report = false;
  /// For how long it keeps an idempotency key at least, as each adapter states of its PSP. Not stated: what may have been
  /// done is only asked for, never sent again.
  std::chrono::hours key_ttl{0};
};

/// One configured PSP account. Lives on one lane's thread, but the webhook readers, which are thread-safe and pure.
class PspGateway {
 public:
  virtual ~PspGateway() = default;
  virtual const std::string& account() const noexcept = 0;
  virtual const PspCapabilities& capabilities() const noexcept = 0;
  /// Starts a call; never blocks.
  virtual void submit(const PspCall& call) = 0;
  /// The answers that have come, waiting at most `wait` for the first. Every submitted call is answered once.
  virtual std::vector<PspAnswer> collect(std::chrono::milliseconds wait) = 0;
  /// What the provider's errors mean, as the adapter knows it: the first version of its mapping.
  virtual std::vector<MappingRule> proposed_mapping() const { return {}; }
  /// Ends a running collect early. Thread-safe.
  virtual void wake() = 0;
  /// Checks the signature over the raw bytes, then reads the body. `unauthenticated` for a bad signature,
  /// `invalid_argument` for a body that cannot be read.
  /// `header` finds one HTTP header by name, in any case.
  using HeaderOf = std::function<std::optional<std::string_view>(std::string_view name)>;
  virtual Result<WebhookContent> read_webhook(const HeaderOf& header, std::string_view body, Instant now) const = 0;
  /// Reads a stored body, whose signature was checked when it came.
  virtual Result<WebhookContent> reread_webhook(std::string_view body) const = 0;
};

} // namespace paydesk
