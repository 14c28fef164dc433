// Disputes: begun, decided and taken up again by hand through the control API, answered by the merchant.
#pragma once

#include "sandbox/books/books.h"
#include "sandbox/text/error.h"

#include <optional>
#include <string>

namespace sandbox {

class Disputes {
 public:
  explicit Disputes(Books& books) : books_(books) {}

  /// Withdraws the money, and the dispute fee; an inquiry only asks. Without an amount: everything that can be
  /// disputed. 409 when that is more than captured − refunded − withdrawn.
  Result<Dispute> open(Checkout& checkout, std::optional<std::int64_t> amount, bool inquiry);
  /// A question becomes a dispute: money and fee are withdrawn.
  Result<Dispute> escalate(Checkout& checkout, const std::string& dispute_id);
  /// A question is answered.
  Result<Dispute> close(Checkout& checkout, const std::string& dispute_id);
  /// Decides; winning puts the money back. `lost → won` is possible, `won → lost` is not (409).
  Result<Dispute> resolve(Checkout& checkout, const std::string& dispute_id, bool won);
  /// Takes a won dispute up again, in a new round with a withdrawal of its own; no second fee.
  Result<Dispute> reopen(Checkout& checkout, const std::string& dispute_id);

  /// What the merchant says: evidence puts the dispute under review, accepting loses it a little later. 409 when
  /// nothing is waited for. The answer's status is pending for accounts that are final by webhook.
  Result<Response> respond(Checkout& checkout, const std::string& dispute_id, ResponseKind kind,
                           const std::string& reference);

 private:
  void settle(Checkout& checkout, Dispute& dispute, Response& response);
  void withdraw(Checkout& checkout, Dispute& dispute);
  void begin(Checkout& checkout, Dispute& dispute);
  void lose_later(const Checkout& checkout, const Dispute& dispute);
  void book(const Checkout& checkout, const std::string& reference, MovementKind kind, std::int64_t gross,
            std::int64_t fee);
  void announce(const std::string& type, const Checkout& checkout, const Dispute& dispute,
                const std::string& movement = {});

  Books& books_;
};

} // namespace sandbox
