// What the PSP knows about one checkout.
#pragma once

#include "sandbox/accounts/account.h"
#include "sandbox/text/instants.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sandbox {

/// Where the conversation with the buyer stands; what became of the money is in the amounts.
enum class Phase { open, opened, processing, authorized, declined, expired, voided };

/// A capture that succeeded may be `reversed` later: the buyer's bank took it back.
enum class ModificationStatus { pending, succeeded, failed, reversed };
enum class DisputeStatus {
  inquiry,
  closed,
  needs_response,
  under_review,
  accepted,
  pre_arbitration,
  won,
  lost
};
/// What the merchant can answer.
enum class ResponseKind { evidence, accept };

struct Capture {
  std::string id;
  std::int64_t amount = 0;
  std::string reference;
  bool final = false;
  ModificationStatus status = ModificationStatus::pending;
  Instant created;
};

struct Refund {
  std::string id;
  std::int64_t amount = 0;
  std::string reference;
  ModificationStatus status = ModificationStatus::pending;
  Instant created;
};

/// What a merchant said to a dispute; final when the bank has it.
struct Response {
  std::string id;
  ResponseKind kind = ResponseKind::evidence;
  std::string reference;
  ModificationStatus status = ModificationStatus::pending;
  Instant created;
};

/// The disputed amount, taken once a round.
struct Withdrawal {
  std::string id; ///< the dispute's in the first round
  int round = 1;
  bool reinstated = false;
};

struct Dispute {
  std::string id;
  std::int64_t amount = 0;
  DisputeStatus status = DisputeStatus::needs_response;
  Instant created;
  Instant due_by;
  int round = 1;            ///< one more with each reopening
  bool was_inquiry = false; ///< it began as a question
  std::vector<Withdrawal> withdrawals{};
  std::vector<Response> responses{};

  bool takes_response() const {
    return status == DisputeStatus::needs_response || status == DisputeStatus::pre_arbitration;
  }
  Response* response(std::string_view response_id);
};

/// A checkout with everything that happened to it. Amounts in minor units of `currency`.
struct Checkout {
  std::string id;
  const Account* account = nullptr;
  std::string reference;
  std::int64_t amount = 0;
  std::string currency;
  std::string redirect_url;
  std::string cancel_url;
  std::string description;
  Instant created;
  Instant expires_at;
  bool paid_without_page = false; ///< a stored payment method was charged
  Phase phase = Phase::open;
  int declines = 0;
  std::string decline_code;
  std::string payment_id;
  std::int64_t authorized = 0;
  std::int64_t released = 0; ///< voided without being captured
  bool void_pending = false;
  std::vector<Capture> captures;
  std::vector<Refund> refunds;
  std::vector<Dispute> disputes;

  bool payable() const { return phase == Phase::open || phase == Phase::opened; }
  /// Succeeded captures.
  std::int64_t captured() const;
  /// Captures that succeeded or still may.
  std::int64_t captured_or_pending() const;
  /// Captures that were taken back; they cannot be made again.
  std::int64_t taken_back() const;
  std::int64_t refunded() const;
  std::int64_t refunded_or_pending() const;
  /// Withdrawn by disputes and not reinstated.
  std::int64_t withdrawn() const;
  /// What may still be captured.
  std::int64_t capturable() const { return authorized - released - captured_or_pending() - taken_back(); }
  /// A final capture or a void is on its way: nothing more may be captured.
  bool closing() const;
  /// The wire's status.
  std::string_view status() const;

  Capture* capture(std::string_view capture_id);
  Refund* refund(std::string_view refund_id);
  Dispute* dispute(std::string_view dispute_id);
};

std::string_view name_of(ModificationStatus status);
std::string_view name_of(DisputeStatus status);
std::string_view name_of(ResponseKind kind);

} // namespace sandbox
